"""A target: the network that a new sector or calling needs; what of it is there, what is missing, who leads there.

profile   the people one wishes to know: a sector or words, roles, perhaps a city
coverage  how many of the profile are known, role by role, of how many one wishes for
bridge    somebody with reach into the target whom one knows moderately well: not the closest, who know the same
          people (Granovetter 1973; Rajkumar et al. 2022), or a dormant tie with trust behind it (Levin et al. 2011)
build     twelve months of meeting people, so many a week, and the curve of planned against real
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import NamedTuple

from sync.normalize.companies import company
from sync.normalize.text import fold
from sync.renewal.favours import words
from sync.renewal.roles import Standing, standing
from sync.renewal.sectors import sector

BRIDGES = 20
MONTHS = 12
WEEKS = 52
MET_FOR_ONE = 2
"""Of two people met one becomes a contact: a prior, until the curve tells better."""
IDEAL = 60
_HELD_BY_FEW = 3


@dataclass(frozen=True, slots=True)
class Target:
    """What one aims at. `label` is in the user's words; `ideal` is how many people one wishes to know."""

    label: str
    city: str = ""
    roles: tuple[str, ...] = ()
    ideal: int = IDEAL
    since: str = ""

    @property
    def sector(self) -> str:
        """The sector its words tell; `unknown` if they tell none."""
        return sector(self.label, self.label)


class Known(NamedTuple):
    """Somebody of the network. `tier` and `state` (current, dormant, faded, never) are those of the tie.

    `sector` is the one told by hand or by their company, `former` are companies and titles they had before,
    `since` the day they became known. `form` is the comparison form of the company, `standing` what the title says:
    both are made of the texts where they are not given.
    """

    person: str
    name: str
    title: str = ""
    company: str = ""
    sector: str = "unknown"
    city: str = ""
    keywords: tuple[str, ...] = ()
    former: tuple[tuple[str, str], ...] = ()
    tier: str = "watch"
    state: str = "never"
    strength: float = 0.0
    trust: int = 0
    met: bool = False
    exchanged: bool = False
    since: str = ""
    form: str = ""
    standing: Standing | None = None

    @property
    def firm(self) -> str:
        """What their company has in common with other spellings of it."""
        return self.form or company(self.company)

    @property
    def post(self) -> Standing:
        """Role and seniority of their title."""
        return self.standing or standing(self.title)


@dataclass(frozen=True, slots=True)
class Part:
    """One role of the profile (empty: any): how many are known, how many wished for."""

    role: str
    have: int
    goal: int

    @property
    def missing(self) -> int:
        """How many are missing."""
        return max(0, self.goal - self.have)


@dataclass(frozen=True, slots=True)
class Bridge:
    """Somebody who leads there. `reasons` are (code, words)."""

    person: str
    name: str
    score: float
    reasons: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Point:
    """A month of the curve: people of the profile planned and, up to today, known."""

    month: str
    planned: int
    real: int | None


@dataclass(frozen=True, slots=True)
class Build:
    """The plan to close the gap: `a_week` people to meet, for the weeks to come, and the curve."""

    missing: int
    a_week: int
    week: int
    on_course: float | None
    curve: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class View:
    """The whole of a target on one day. `covered` are the people of the profile that are known."""

    target: Target
    parts: tuple[Part, ...]
    covered: tuple[str, ...]
    bridges: tuple[Bridge, ...]
    build: Build

    @property
    def have(self) -> int:
        """How many of the profile are known, none counted beyond what is wished for."""
        return sum(min(part.have, part.goal) for part in self.parts)

    @property
    def share(self) -> float:
        """The coverage, from 0 to 1."""
        goal = sum(part.goal for part in self.parts)
        return self.have / goal if goal else 0.0


class _Reader(dict[str, frozenset[str]]):
    """What each text holds of the words wanted; each is read once, for titles and companies come again and again."""

    def __init__(self, wanted: frozenset[str]) -> None:
        super().__init__()
        self._wanted = wanted

    def __missing__(self, text: str) -> frozenset[str]:
        # Folding costs most. A text of plain letters is folded by making them small.
        low = text.lower()
        may = not text.isascii() or any(word in low for word in self._wanted)
        self[text] = found = self._wanted & words(text) if may else frozenset()
        return found

    def told(self, one: Known) -> frozenset[str]:
        """Return which of the words somebody's title, company or keywords hold."""
        found = self[one.title] | self[one.company]
        return found.union(*map(self.__getitem__, one.keywords)) if one.keywords else found


class _Roles(dict[tuple[str, str], bool]):
    """Which (role in the user's words, title) belong together; each is judged once."""

    def plays(self, role: str, one: Known) -> bool:
        """Tell whether somebody's title is of a role."""
        known = self.get((role, one.title))
        if known is None:
            known = self[role, one.title] = plays(role, one.title, one.post)
        return known


def view(target: Target, people: Iterable[Known], today: date) -> View:
    """Return coverage, gap, bridges and build plan of a target."""
    known = list(people)
    reader, played, aim = _Reader(words(target.label)), _Roles(), target.sector
    near = _near(target, known)
    inside = [one for one in near if (aim != "unknown" and one.sector == aim) or reader.told(one)]
    roles = target.roles or ("",)
    goals = [target.ideal // len(roles) + (n < target.ideal % len(roles)) for n in range(len(roles))]
    calling = standing(target.label).role
    by_role = []
    for role in roles:
        # A calling serves a craft wherever it is practised: who recruits wishes to know every DRH of the town.
        everywhere = bool(role) and calling != "unknown" and standing(role).role == calling
        by_role.append(
            [one for one in (near if everywhere else inside) if not role or played.plays(role, one)]
        )
    covered = {one.person: one for many in by_role for one in many}
    parts = tuple(Part(role, len(many), goal) for role, many, goal in zip(roles, by_role, goals, strict=True))
    return View(
        target,
        parts,
        tuple(covered),
        _bridges(target, known, set(covered), reader, played),
        build(target, parts, sorted(one.since for one in covered.values()), today),
    )


def _near(target: Target, known: list[Known]) -> list[Known]:
    """Return those who live in the town of the target, or nobody knows where."""
    if not target.city:
        return known
    town = fold(target.city)
    return [one for one in known if not one.city or fold(one.city) == town]


def plays(role: str, title: str, post: Standing | None = None) -> bool:
    """Tell whether a title is of a role in the user's words: by these words, or the same family and rung.

    `post` is what the title says, if it is known.

    >>> plays("DRH", "Directrice des ressources humaines"), plays("associé", "Managing Partner")
    (True, True)
    >>> plays("DRH", "Directeur financier")
    False
    """
    wished, is_ = standing(role), post or standing(title)
    if words(role) and words(role) <= words(title):
        return True
    same_rung = wished.seniority == is_.seniority
    if wished.role not in ("unknown", "general-management"):
        return wished.role == is_.role and (same_rung or wished.seniority in ("staff", "unknown"))
    return wished.seniority not in ("staff", "unknown") and same_rung


def _bridges(
    target: Target, people: Sequence[Known], covered: set[str], reader: _Reader, played: _Roles
) -> tuple[Bridge, ...]:
    """Return up to twenty people who lead into the target, the best first, with reasons."""
    aim, town = target.sector, fold(target.city)
    firms = {one.firm for one in people if one.person in covered and one.company}
    holds = Counter(one.firm for one in people if one.company)
    found = []
    for one in people:
        reach, reasons = _reach(one, aim, covered, reader, firms)
        if one.person not in covered and any(played.plays(role, one) for role in target.roles):
            reach += 0.8
            reasons.append(("role", one.title))
        if not reach:
            continue
        if target.city and fold(one.city) == town:
            reach += 0.5
            reasons.append(("city", one.city))
        if one.company and holds[one.firm] <= _HELD_BY_FEW:
            reach += 0.3
        tie, why = _tie(one)
        if one.post.seniority in ("executive", "partner", "director", "owner"):
            tie += 0.15
        found.append(Bridge(one.person, one.name, round(reach * tie, 3), (*reasons, *why)))
    found.sort(key=lambda bridge: (-bridge.score, bridge.name, bridge.person))
    return tuple(found[:BRIDGES])


def _reach(
    one: Known, aim: str, covered: set[str], reader: _Reader, firms: set[str]
) -> tuple[float, list[tuple[str, str]]]:
    """Return how far into the target somebody's posts reach, today's and those they had, and why."""
    reach, reasons = 0.0, []
    if one.person in covered:
        reach, reasons = 2.0, [("inside", one.company or one.title)]
    elif aim != "unknown" and one.sector == aim:
        reach, reasons = 2.0, [("sector", one.company or one.title)]
    elif said := reader.told(one):
        reach, reasons = 1.5, [("words", ", ".join(sorted(said)))]
    for firm, title in one.former:
        if reader[firm] or reader[title] or (aim != "unknown" and sector(firm, title) == aim):
            reach += 1.5
            reasons.append(("formerly", firm or title))
            break
    if not reach and one.firm in firms:
        reach, reasons = 1.0, [("colleague", one.company)]
    return reach, reasons


def _tie(one: Known) -> tuple[float, list[tuple[str, str]]]:
    """Return how much a tie carries: moderately weak ones most, then dormant ones with trust, then the close."""
    why = [("trust", str(one.trust))] if one.trust else []
    why += [("met", "")] if one.met else []
    if one.state == "dormant":
        return (1.0 if one.trust else 0.7), [("dormant", ""), *why]
    if one.tier == "close":
        return 0.5, [("close", ""), *why]
    if one.exchanged or one.met or one.trust:
        return 1.1, [("moderate", ""), *why]
    return 0.35, [("weak", ""), *why]


def build(target: Target, parts: Sequence[Part], since: Sequence[str], today: date) -> Build:
    """Return the plan of twelve months from the day the target was set. `since` are the days people became known."""
    start = date.fromisoformat(target.since) if target.since else today
    goal = sum(part.goal for part in parts)
    missing = sum(part.missing for part in parts)
    week = max(1, (today - start).days // 7 + 1)
    had = sum(day <= start.isoformat() for day in since)
    gap = max(0, goal - had)
    curve = []
    for n in range(MONTHS + 1):
        number = start.year * 12 + start.month - 1 + n
        month = f"{number // 12:04}-{number % 12 + 1:02}"
        past = month <= today.isoformat()[:7]
        real = sum(day[:7] <= month for day in since) if past else None
        curve.append(Point(month, had + ceil(gap * n / MONTHS), max(had, real) if real is not None else None))
    planned = gap * min(1.0, (today - start).days / 365)
    return Build(
        missing,
        ceil(MET_FOR_ONE * missing / max(1, WEEKS - min(week, WEEKS - 1) + 1)),
        week,
        round((len(since) - had) / planned, 3) if planned >= 1 else None,
        tuple(curve),
    )


def announcing(people: Iterable[Known], covered: set[str], bridged: Iterable[Bridge]) -> list[Known]:
    """Return whom to tell of the new label, in order: who makes it credible first, then bridges, then friends.

    Nobody is told with whom there was never an exchange.
    """
    rank = {bridge.person: number for number, bridge in enumerate(bridged)}
    told = [one for one in people if one.exchanged or one.met or one.trust]
    return sorted(
        told,
        key=lambda one: (
            one.person not in covered,
            rank.get(one.person, len(rank)),
            ("close", "active", "network", "watch").index(one.tier),
            -one.strength,
            one.person,
        ),
    )
