"""Favours: given, received and owed; what people look for and offer; who could help whom, and who would stand by.

favour   something done or promised between the owner and one person, or a wish or an offer of theirs
match    somebody who could help with what another looks for, with the words that say so
support  who would stand by the owner tomorrow: contact both ways within twelve months, favours, answers, trust
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sync.normalize.remembered import remembered
from sync.normalize.text import fold
from sync.renewal.roles import standing
from sync.renewal.sectors import sector

KINDS = ("given", "received", "owed", "seeks", "offers")
STAND_BY_DAYS = 365
_STANDS_BY = 2.0
_COMMON = frozenset(
    """a an the of in on at to for with and or as by from my some somebody someone new job work position de du des
    la le les l un une en dans pour avec et ou au aux chez sur d mon ma mes cherche recherche emploi poste looking
    seeking contact contacts help aide""".split()
)


@dataclass(frozen=True, slots=True)
class Favour:
    """One favour. `on` is its day, `due` until when it is owed, `settled_on` when it was done or fell away."""

    id: str
    person: str
    kind: str
    what: str
    on: str
    due: str = ""
    settled_on: str = ""

    @property
    def open(self) -> bool:
        """Whether something is still to be done about it."""
        return not self.settled_on and self.kind in ("owed", "seeks", "offers")


@dataclass(frozen=True, slots=True)
class Balance:
    """The favours with one person, in numbers; `owed` counts those that are still owed."""

    person: str
    given: int
    received: int
    owed: int


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of somebody who could help: name, title, company, keywords, place, strength of the tie."""

    person: str
    name: str
    title: str = ""
    company: str = ""
    keywords: tuple[str, ...] = ()
    strength: float = 0.0


@dataclass(frozen=True, slots=True)
class Match:
    """Who could help with a wish. `reasons` are (code, words): `offers`, `words`, `role`, `sector`."""

    wish: Favour
    helper: str
    score: float
    reasons: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Supporter:
    """Somebody who would stand by. `reasons` are (code, number): `contact`, `answers`, `given`, `received`, `trust`, `met`."""

    person: str
    score: float
    reasons: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Past:
    """What there was with one person in the last twelve months, and recommendations ever."""

    days: int = 0
    sent: int = 0
    received: int = 0
    met: int = 0
    trust: int = 0


def balance(favours: Iterable[Favour]) -> list[Balance]:
    """Return the balance with everybody there were favours with: whom one owes first, then by name of the id."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for one in favours:
        if one.kind in ("given", "received") or (one.kind == "owed" and one.open):
            counts[one.person][one.kind] += 1
    found = [Balance(who, n["given"], n["received"], n["owed"]) for who, n in counts.items()]
    return sorted(found, key=lambda b: (-b.owed, b.given - b.received, b.person))


def matches(
    favours: Iterable[Favour],
    profiles: Iterable[Profile],
    *,
    most: int = 3,
    tags: Mapping[str, str] | None = None,
) -> list[Match]:
    """Return for every open wish those who could best help, at most `most` each.

    An offer that shares a word with the wish counts most, then words of title, company and keywords, the
    same role, the same sector. `tags` give the sectors that were told for people by hand.
    """
    known = list(favours)
    offers: dict[str, list[str]] = defaultdict(list)
    for one in known:
        if one.kind == "offers" and one.open:
            offers[one.person].append(one.what)
    people = list(profiles)
    tags = tags or {}
    found: list[Match] = []
    for wish in known:
        if wish.kind != "seeks" or not wish.open:
            continue
        wanted, role, field_ = words(wish.what), standing(wish.what).role, sector(wish.what, wish.what)
        for_this: list[Match] = []
        for helper in people:
            if helper.person == wish.person:
                continue
            reasons: list[tuple[str, str]] = []
            score = 0.0
            for what in offers.get(helper.person, ()):
                if wanted & words(what):
                    reasons.append(("offers", what))
                    score += 4
            shared = wanted & words(" ".join((helper.title, helper.company, *helper.keywords)))
            if shared:
                reasons.append(("words", ", ".join(sorted(shared))))
                score += 1.5 * len(shared)
            if role != "unknown" and standing(helper.title).role == role:
                reasons.append(("role", role))
                score += 1.5 + (standing(helper.title).seniority in ("director", "executive", "partner"))
            if (
                field_ != "unknown"
                and (tags.get(helper.person) or sector(helper.company, helper.title)) == field_
            ):
                reasons.append(("sector", field_))
                score += 1
            if score >= 1.5:
                for_this.append(
                    Match(
                        wish, helper.person, score + min(0.5, max(0.0, helper.strength / 50)), tuple(reasons)
                    )
                )
        for_this.sort(key=lambda match: (-match.score, match.helper))
        found += for_this[:most]
    return found


@remembered(131072)
def words(text: str) -> frozenset[str]:
    """Return the words of a text that say something, in the singular."""
    parts = _PART.findall(fold(text))
    return frozenset([part.rstrip("s") for part in parts if part not in _COMMON and len(part) > 1])


_PART = re.compile(r"[^\W_]+")


def supporters(past: Mapping[str, Past], favours: Iterable[Favour], today: date) -> list[Supporter]:
    """Return who would stand by, the surest first.

    It takes contact both ways in twelve months, a favour within two years, or a recommendation with contact.
    """
    since = date.fromordinal(today.toordinal() - 2 * STAND_BY_DAYS).isoformat()
    done: dict[str, Counter[str]] = defaultdict(Counter)
    for one in favours:
        if one.kind in ("given", "received") and one.on >= since:
            done[one.person][one.kind] += 1
    found = []
    for person in {*past, *done}:
        was, n = past.get(person, Past()), done[person]
        mutual = bool(was.sent and was.received) or bool(was.met)
        if not (mutual or n or (was.trust and was.days)):
            continue
        told = (
            ("contact", was.days),
            ("answers", was.received if was.sent else 0),
            ("met", was.met),
            ("given", n["given"]),
            ("received", n["received"]),
            ("trust", was.trust),
        )
        score = (
            min(4.0, was.days / 3) * mutual
            + min(2.0, was.met)
            + 2.0 * min(2, n["given"])
            + 1.5 * min(2, n["received"])
            + 1.5 * min(2, was.trust)
        )
        # One meeting in a year, or two messages, make an acquaintance.
        if score < _STANDS_BY and not n and not was.trust:
            continue
        found.append(Supporter(person, round(score, 2), tuple((code, k) for code, k in told if k)))
    return sorted(found, key=lambda s: (-s.score, s.person))
