"""The agenda: which person to be in touch with on which day, under a weekly budget.

Terms
anchor     the day a rhythm counts from: the last real contact, or what was planned before
window     0.8 to 1.2 of the cadence after the anchor; ideally right in the middle
round      one cadence of one person, from anchor to the next touchpoint
shown      a touchpoint the user has seen, in a plan or in the calendar: it stays where it is while it can

The order of claims on a week: birthdays and appointments; what is shown for the next seven days; welcomes,
which perish; what is shown for later; then the most urgent rounds, and one dormant tie. Beyond four weeks the
place of the dormant tie stays free, so that something new displaces one touchpoint and not a chain of them.
The plan is a function of its arguments: the same input gives the same plan, and a plan given back as
`shown` gives itself.
"""

from __future__ import annotations

import uuid
from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sync.model import Reason, Touchpoint
from sync.touchpoints import cadence, forms, urgency
from sync.touchpoints.load import Load, week_of
from sync.touchpoints.people import Days, Person, Settings

OVER = frozenset(("done", "skipped", "dropped"))
"""States of a touchpoint that needs nothing any more."""
WELCOME_DAYS = 14
PROTECTED_DAYS = 7

_NEAR_WEEKS = 4
_APART_DAYS = 14
_AHEAD_WEEKS = 6
_MOVE_DAYS = 60
_REST_DAYS = 365
_FEWEST_BIRTHDAYS = 26
_SLIDES = 1


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do. `touchpoints` by day; `asks` passed twice undone and wait for the user's word; `met` are the
    ids of shown touchpoints that a contact has fulfilled since; other shown ones that are in none of the three
    are no longer needed. `stretch` is what tempos were multiplied by.
    """

    touchpoints: tuple[Touchpoint, ...]
    asks: tuple[Touchpoint, ...]
    met: tuple[str, ...]
    stretch: float
    tiers: Mapping[str, str]


def touchpoint_id(installation: str, person: str, kind: str, series: int) -> str:
    """Return the id of a touchpoint, for life: UUIDv5 of whose it is and which one, never of a date."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"reseau:{installation}:{person}:{kind}:{series}"))


def plan(
    people: Sequence[Person], today: date, settings: Settings, days: Days, shown: Iterable[Touchpoint] = ()
) -> Plan:
    """Plan the touchpoints of the days from `today` to the horizon; see the module for the rules.

    `shown` holds every touchpoint that was shown, with its state as the user left it (a snoozed one lies on
    the day they chose). Nobody planned before: every person may be new.
    """
    return _Planner(people, today, settings, days, shown).run()


@dataclass(slots=True)
class _Round:
    """One person's rhythm. `fixed` are days of contact that stand already; `again` shown ones to place anew."""

    person: Person
    tier: str
    cadence: int
    base: int
    series: int
    fixed: list[int] = field(default_factory=list)
    again: list[Touchpoint] = field(default_factory=list)
    held: bool = False

    def anchor(self, until: int) -> int:
        """Return the last day of contact up to `until`, real or planned."""
        place = bisect_right(self.fixed, until)
        return max(self.base, self.fixed[place - 1]) if place else self.base

    def window(self, anchor: int) -> tuple[int, int]:
        """Return the first and the last day of the window after `anchor`."""
        return anchor + round(0.8 * self.cadence), anchor + round(1.2 * self.cadence)

    def superseded(self, anchor: int, day: int) -> int:
        """Return the day of a contact that stands and makes one on `day` needless; 0 if there is none."""
        place = bisect_right(self.fixed, anchor)
        if place == len(self.fixed):
            return 0
        coming = self.fixed[place]
        return coming if coming <= max(self.window(anchor)[1], day + self.apart) else 0

    @property
    def apart(self) -> int:
        """Return how many days lie at least between two contacts of whatever kind."""
        return min(_APART_DAYS, round(0.8 * self.cadence))

    def crowded(self, day: int) -> bool:
        """Tell whether another contact that stands is too near to `day`."""
        return any(abs(one - day) < self.apart for one in self.fixed)


class _Planner:
    def __init__(
        self,
        people: Sequence[Person],
        today: date,
        settings: Settings,
        days: Days,
        shown: Iterable[Touchpoint],
    ) -> None:
        self.today = today
        self.now = today.toordinal()
        self.end = self.now + settings.horizon_days
        self.settings = settings
        self.per_week = settings.per_week
        self.reconnections = max(0, min(settings.reconnections, self.per_week - 1))
        self.stretch = cadence.stretch(settings.preset, self.per_week, self.reconnections)
        self.load = Load(days, self.per_week, settings.per_day)
        self.people = {person.id: person for person in people}
        self.shown: dict[tuple[str, str], list[Touchpoint]] = defaultdict(list)
        for one in sorted(shown, key=lambda t: (t.series, t.id)):
            if one.person in self.people:
                self.shown[one.person, one.kind].append(one)
        self.placed: list[Touchpoint] = []
        self.asks: list[Touchpoint] = []
        self.met: list[str] = []
        self.tiers = cadence.tiers(
            {person.id: person.tie for person in people},
            today,
            preset=settings.preset,
            chosen={person.id: person.tier for person in people if person.tier in cadence.TIERS},
            before={
                one.person: one.tier
                for group in self.shown.values()
                for one in group
                if one.state not in OVER
            },
        )
        self.rounds: dict[str, _Round] = {}

    def run(self) -> Plan:
        if self.per_week < 1:
            return Plan((), (), (), self.stretch, self.tiers)
        for one in (t for group in self.shown.values() for t in group):
            day = date.fromisoformat(one.on).toordinal()
            if one.state == "done" and day <= self.now and week_of(day) == week_of(self.now):
                self.load.take(day)
        for person in self.people.values():
            self._begin(person)
        self._appointments()
        self._birthdays()
        later = self._keep_near()
        self._welcomes()
        self._keep_later(later)
        self._weeks()
        self.placed.sort(key=lambda t: (t.on, cadence.TIERS.index(t.tier), t.name, t.id))
        return Plan(tuple(self.placed), tuple(self.asks), tuple(self.met), self.stretch, self.tiers)

    # who has a rhythm -----------------------------------------------------------------------------

    def _begin(self, person: Person) -> None:
        tier = self.tiers[person.id]
        tempo = self.settings.preset.tempo(tier).ideal
        if tier in ("close", "active"):
            tempo = round(tempo * self.stretch)
        asleep = person.tie.status(self.today) != "current" and not person.tier
        every = person.cadence_days or (0 if asleep else tempo)
        if not every:
            return
        last = person.tie.last or person.since or self.today.isoformat()
        before = self.shown[person.id, "cadence"]
        passed = max((t.on for t in before if t.state == "skipped"), default="")
        self.rounds[person.id] = _Round(
            person,
            tier,
            every,
            base=min(date.fromisoformat(max(last, passed)).toordinal(), self.end),
            series=self._next(person.id, "cadence"),
        )

    def _next(self, person: str, kind: str) -> int:
        return 1 + max((t.series for t in self.shown[person, kind]), default=0)

    def _open(self, person: str, kind: str) -> list[Touchpoint]:
        """Return the shown touchpoints that wait, without those a merged person brought along."""
        return [
            t
            for t in self.shown[person, kind]
            if t.state not in OVER
            and t.id == touchpoint_id(self.settings.installation, person, kind, t.series)
        ]

    # what keeps its day ---------------------------------------------------------------------------

    def _appointments(self) -> None:
        """Count agreed meetings: they are the touchpoint of that person, and use budget where one was due."""
        counted: set[str] = set()
        for person in self.people.values():
            round_ = self.rounds.get(person.id)
            every = round_.cadence if round_ else _REST_DAYS
            last = date.fromisoformat(person.tie.last).toordinal() if person.tie.last else 0
            for stamp in sorted(person.appointments):
                day = date.fromisoformat(stamp[:10]).toordinal()
                if not self.now <= day <= self.end:
                    continue
                if round_:
                    insort(round_.fixed, day)
                if day - last >= every / 2 and stamp not in counted:
                    counted.add(stamp)
                    self.load.take(day, person.company)
                last = day

    def _birthdays(self) -> None:
        """Birthdays keep their day. Of people outside the tiers the best known come, as far as there is room."""
        asked = sum(365 / r.cadence for r in self.rounds.values() if r.tier != "network")
        room = int(365 / 7 * (self.per_week - self.reconnections) - asked)
        others = sorted(
            (p for p in self.people.values() if p.birthday and self.tiers[p.id] == "watch" and not p.tier),
            key=lambda p: (not p.tie.last, -p.tie.strength, p.id),
        )
        left_out = {p.id for p in others[max(_FEWEST_BIRTHDAYS, room) :]}
        for person in self.people.values():
            if not person.birthday or person.id in left_out:
                continue
            over = {t.series for t in self.shown[person.id, "birthday"] if t.state in OVER - {"dropped"}}
            known = {t.series: t for t in self._open(person.id, "birthday")}
            for on, age in birthdays(person.birthday, self.today, date.fromordinal(self.end)):
                if on.year in over:
                    continue
                before = known.get(on.year)
                snoozed = (
                    before is not None and before.state == "snoozed" and before.on >= self.today.isoformat()
                )
                day = date.fromisoformat(before.on) if before and snoozed else on
                args = (("age", str(age)),) if age else ()
                self._place(
                    person,
                    "birthday",
                    on.year,
                    day.toordinal(),
                    (on.toordinal(), on.toordinal()),
                    [Reason("birthday", (*args, ("on", on.isoformat())), "card")],
                    state="snoozed" if snoozed else "due",
                    before=before,
                )

    # what was shown stays ---------------------------------------------------------------------------

    def _keep_near(self) -> list[tuple[Touchpoint, _Round | None]]:
        """Keep what is shown for the next seven days or was put off; return what may stay for later."""
        later: list[tuple[Touchpoint, _Round | None]] = []
        for person in self.people:
            round_ = self.rounds.get(person)
            for kind in ("cadence", "reconnect", "moved", "welcome"):
                waiting = self._open(person, kind)
                if waiting:
                    later += self._sift(self.people[person], kind, waiting, round_)
        return sorted(later, key=lambda item: (item[0].kind != "cadence", item[0].on, item[0].id))

    def _sift(
        self, person: Person, kind: str, waiting: list[Touchpoint], round_: _Round | None
    ) -> list[tuple[Touchpoint, _Round | None]]:
        later: list[tuple[Touchpoint, _Round | None]] = []
        anchor = round_.base if round_ else 0
        broken = False
        for one in waiting:
            day = date.fromisoformat(one.on).toordinal()
            if self._fulfilled(person, one):
                self.met.append(one.id)
            elif day < self.now:
                if one.slides < _SLIDES and (kind != "welcome" or self._is_new(person)):
                    slid = replace(one, slides=one.slides + 1, state="slid")
                    self._again(person, slid, round_)
                    broken = True
                elif kind in ("cadence", "reconnect"):
                    self.asks.append(one)
                    if round_:
                        round_.held = True
                    return later
            elif one.state == "snoozed":
                self._stay(person, one, self._free_from(day), round_)
                anchor = day
            elif (
                kind == "cadence"
                and round_
                and (round_.crowded(day) or round_.superseded(round_.anchor(day), day))
            ):
                self._again(person, one, round_)
                broken = True
            elif day - self.now < PROTECTED_DAYS and self.load.open(day):
                self._stay(person, one, day, round_)
                anchor = day
            elif kind != "cadence":
                if self._still(person, kind):
                    later.append((one, round_))
            elif (
                round_
                and not broken
                and self.load.open(day)
                and self._valid(one, round_, max(anchor, round_.anchor(day)), day)
            ):
                later.append((one, round_))
                anchor = day
            elif round_:
                self._again(person, one, round_)
                broken = True
        return later

    def _fulfilled(self, person: Person, one: Touchpoint) -> bool:
        last = person.tie.last
        if not last or not one.window[0]:
            return False
        match one.kind:
            case "reconnect":
                return person.tie.status(self.today) == "current"
            case "welcome":
                return last > one.window[0]
            case _:
                return last >= one.window[0]

    def _still(self, person: Person, kind: str) -> bool:
        """Tell whether the occasion of a shown touchpoint is still there."""
        if kind == "reconnect":
            return person.id not in self.rounds and self._sleeps(person)
        if kind == "welcome":
            return self._is_new(person)
        return urgency.moved(person)

    def _valid(self, one: Touchpoint, round_: _Round, anchor: int, day: int) -> bool:
        first, last = round_.window(anchor)
        return first <= day <= last or one.window == (_iso(first), _iso(last))

    def _again(self, person: Person, one: Touchpoint, round_: _Round | None) -> None:
        """Remember a shown touchpoint to give its id, and its day if that still suits, to the next placed."""
        if one.kind == "cadence":
            if round_:
                round_.again.append(one)
        else:
            self.shown[person.id, f"again {one.kind}"].append(one)

    def _stay(self, person: Person, one: Touchpoint, day: int, round_: _Round | None) -> None:
        window = (
            date.fromisoformat(one.window[0]).toordinal(),
            date.fromisoformat(one.window[1]).toordinal(),
        )
        if one.kind == "cadence" and round_:
            anchor = round_.anchor(day - 1)
            fresh = round_.window(anchor)
            window = fresh if fresh[0] <= day <= fresh[1] else window
        kept = tuple(r for r in one.reasons if r.code == "day")
        reasons = list(one.reasons)
        if one.kind == "cadence" and round_:
            reasons = self._reasons(round_, round_.anchor(day - 1), day)
        if round_ and one.kind != "birthday":
            insort(round_.fixed, day)
        self.load.take(day, person.company, reconnection=one.kind == "reconnect")
        fresh_state = self._state(one, round_, day) if one.state not in ("snoozed", "slid") else one.state
        self.placed.append(
            replace(
                one,
                name=person.name,
                on=_iso(day),
                tier=self.tiers[person.id],
                state=fresh_state,
                window=(_iso(window[0]), _iso(window[1])),
                reasons=tuple(dict.fromkeys((*reasons, *kept))),
            )
        )

    def _state(self, one: Touchpoint, round_: _Round | None, day: int) -> str:
        if one.kind == "cadence" and round_:
            return "due" if round_.anchor(day - 1) <= max(round_.base, self.now) else "planned"
        return one.state

    def _keep_later(self, later: list[tuple[Touchpoint, _Round | None]]) -> None:
        for one, round_ in later:
            person = self.people[one.person]
            day = date.fromisoformat(one.on).toordinal()
            if day <= self.end and self.load.fits(day, person.company):
                self._stay(person, one, day, round_)
            else:
                self._again(person, one, round_)

    # new connections --------------------------------------------------------------------------------

    def _is_new(self, person: Person) -> bool:
        if not person.connected_on:
            return False
        age = self.now - date.fromisoformat(person.connected_on).toordinal()
        return 0 <= age <= WELCOME_DAYS and person.tie.last <= person.connected_on

    def _welcomes(self) -> None:
        """Greet connections of the last two weeks, the soonest over first; one place a week stays free."""
        fresh = [
            person
            for person in self.people.values()
            if self._is_new(person)
            and not self._open(person.id, "welcome")
            and not any(
                t.state in ("done", "skipped") and t.window[0] == person.connected_on
                for t in self.shown[person.id, "welcome"]
            )
        ]
        fresh += [
            self.people[person]
            for (person, kind), group in self.shown.items()
            if kind == "again welcome" and group
        ]
        for person in sorted(fresh, key=lambda p: (p.connected_on, -p.tie.strength, p.id)):
            first = date.fromisoformat(person.connected_on).toordinal()
            last = first + WELCOME_DAYS
            again = self.shown.get((person.id, "again welcome"), [])
            days = [
                day
                for day in range(self.now, last + 1)
                if self.load.fits(day, person.company)
                and (self.load.room(week_of(day)) > 1 or self.load.cap(week_of(day)) == 1)
            ]
            if days:
                self._place(
                    person,
                    "welcome",
                    again[0].series if again else self._next(person.id, "welcome"),
                    min(days, key=lambda day: (self.load.count(day), day)),
                    (first, last),
                    [Reason("welcome", (("on", person.connected_on),), "linkedin")],
                    state="slid" if again else "new",
                    before=again[0] if again else None,
                )

    # the weeks ahead --------------------------------------------------------------------------------

    def _weeks(self) -> None:
        queue = self._dormant_queue()
        movers = self._movers()
        for week in range(week_of(self.now), week_of(self.end) + 1):
            monday = week * 7 + 1
            open_days = [
                day
                for day in range(max(monday, self.now), min(monday + 6, self.end) + 1)
                if self.load.open(day)
            ]
            if not open_days or not self.load.room(week):
                continue
            near = week - week_of(self.now) <= _NEAR_WEEKS
            self._regular(week, open_days, reserve=0 if near and not queue else self.reconnections)
            if not near:
                continue
            while queue and self.load.reconnections(week) < self.reconnections and self.load.room(week):
                if not self._reconnect(queue.pop(0), open_days):
                    break
            if movers and self.load.room(week):
                self._congratulate(movers.pop(0), open_days)
            self._fill(open_days)

    def _regular(self, week: int, open_days: list[int], *, reserve: int) -> None:
        last_day = open_days[-1]
        ripe: list[tuple[float, str, _Round, int]] = []
        early: list[tuple[int, str, _Round]] = []
        coming: list[int] = []
        for person, round_ in self.rounds.items():
            if round_.held or (
                round_.tier == "network" and not round_.person.cadence_days and not round_.again
            ):
                continue
            anchor = round_.anchor(last_day)
            first, latest = round_.window(anchor)
            if round_.superseded(anchor, last_day):
                continue
            ideal = anchor + round_.cadence
            wish = self._wish(round_, first, latest)
            if wish and week_of(wish) > week:
                continue
            signalled = anchor == round_.base and (
                urgency.waits(round_.person, self.today) or urgency.moved(round_.person)
            )
            if wish or ideal <= last_day or (first <= last_day and signalled):
                near = any(0 <= day - last_day <= 7 for day in round_.fixed)
                value = urgency.priority(
                    round_.person,
                    round_.tier,
                    last_day - anchor,
                    round_.cadence,
                    self.today,
                    birthday_near=near,
                )
                ripe.append((-value - 10.0 * bool(wish), person, round_, anchor))
            else:
                if first <= last_day:
                    early.append((ideal, person, round_))
                coming.append(ideal)
        for _, _, round_, anchor in sorted(ripe, key=lambda item: item[:2]):
            keep = 0 if round_.again else max(0, reserve - self.load.reconnections(week))
            if self.load.room(week) > keep:
                self._touch(round_, anchor, open_days)
        for _, _, round_ in sorted(early, key=lambda item: item[:2])[: self._crowd(week, coming, reserve)]:
            if self.load.room(week) > max(0, reserve - self.load.reconnections(week)):
                self._touch(round_, round_.anchor(last_day), open_days)

    def _wish(self, round_: _Round, first: int, latest: int) -> int:
        """Return the day a shown touchpoint had, if it may have it again; else 0."""
        if not round_.again:
            return 0
        day = date.fromisoformat(round_.again[0].on).toordinal()
        return day if day >= self.now and first <= day <= latest else 0

    def _crowd(self, week: int, ideals: list[int], reserve: int) -> int:
        """Return how many touchpoints too many the next weeks hold, and should be drawn forward."""
        excess = supply = 0
        for ahead in range(week + 1, week + 1 + _AHEAD_WEEKS):
            supply += max(0, self.load.room(ahead) - reserve)
            demand = sum(1 for ideal in ideals if ideal <= ahead * 7 + 7)
            excess = max(excess, demand - supply)
        return excess

    def _touch(self, round_: _Round, anchor: int, open_days: list[int]) -> None:
        first, latest = round_.window(anchor)
        again = round_.again[0] if round_.again else None
        wish = self._wish(round_, first, latest)
        day = self._best(round_.person, [d for d in open_days if d >= first], wish or anchor + round_.cadence)
        if not day:
            return
        if again:
            round_.again.pop(0)
        series = again.series if again else round_.series
        self._place(
            round_.person,
            "cadence",
            series,
            day,
            (first, latest),
            self._reasons(round_, anchor, day),
            state="slid"
            if again and again.slides
            else "due"
            if anchor <= max(round_.base, self.now)
            else "planned",
            before=again,
        )
        round_.series = max(round_.series, series + 1)

    def _reasons(self, round_: _Round, anchor: int, day: int) -> list[Reason]:
        found = [
            urgency.regular(
                round_.person,
                _iso(anchor),
                date.fromordinal(day),
                round_.cadence,
                never=anchor == round_.base and not round_.person.tie.last,
            )
        ]
        if anchor == round_.base:
            found += urgency.signals(round_.person, self.today)
        ideal = anchor + round_.cadence
        if day > round_.window(anchor)[1] and anchor == round_.base and ideal >= self.now:
            found.append(Reason("day", (("ideal", _iso(ideal)), ("why", "budget"))))
        elif self.now <= ideal != day and not self.load.open(ideal):
            found.append(Reason("day", (("ideal", _iso(ideal)), ("why", "closed"))))
        return found

    def _best(self, person: Person, days: list[int], ideal: int) -> int:
        """Return the least loaded day, then the least busy, then the nearest to the ideal; 0 if none fits."""
        fitting = [day for day in days if self.load.fits(day, person.company)]
        return min(
            fitting,
            key=lambda day: (
                day != ideal if ideal in fitting and not self.load.count(ideal) else self.load.count(day),
                self.load.busy(day),
                abs(day - ideal),
                day,
            ),
            default=0,
        )

    def _free_from(self, day: int) -> int:
        """Return the first working day from `day` on; the day itself if there is none within a month."""
        return next((d for d in range(day, day + 31) if self.load.open(d)), day)

    # dormant ties, movers, the rest -----------------------------------------------------------------

    def _dormant_queue(self) -> list[Person]:
        waiting = {t.person for t in self.placed if t.kind == "reconnect"} | {t.person for t in self.asks}
        rested = (self.today.replace(day=1).toordinal()) - _REST_DAYS
        queue = []
        for person in self.people.values():
            if person.id in waiting or person.id in self.rounds or person.tier == "watch":
                continue
            if not self._sleeps(person):
                continue
            skipped = [t.on for t in self.shown[person.id, "reconnect"] if t.state in ("done", "skipped")]
            if not skipped or date.fromisoformat(max(skipped)).toordinal() <= rested:
                queue.append(person)
        return sorted(
            queue,
            key=lambda p: (not self.shown.get((p.id, "again reconnect")), urgency.dormant_rank(p), p.id),
        )

    def _sleeps(self, person: Person) -> bool:
        """Tell whether a tie is dormant and no meeting is agreed that wakes it anyway."""
        return person.tie.status(self.today) == "dormant" and not any(
            stamp[:10] >= self.today.isoformat() for stamp in person.appointments
        )

    def _reconnect(self, person: Person, open_days: list[int]) -> bool:
        day = self._best(person, open_days, open_days[len(open_days) // 2])
        if day:
            again = self.shown.get((person.id, "again reconnect"), [])
            self._place(
                person,
                "reconnect",
                again[0].series if again else self._next(person.id, "reconnect"),
                day,
                (week_of(day) * 7 + 1, week_of(day) * 7 + 28),
                urgency.dormant(person)
                + [r for r in urgency.signals(person, self.today) if r.code == "moved"],
                state="slid" if again and again[0].slides else "dormant",
                before=again[0] if again else None,
            )
        return bool(day)

    def _movers(self) -> list[Person]:
        """People outside the closer tiers who changed company of late, and with whom one has spoken before."""
        found = []
        planned = {t.person for t in self.placed}
        for person in self.people.values():
            move = person.move
            if move is None or person.id in planned or not urgency.moved(person) or not person.tie.exchanged:
                continue
            if person.id in self.rounds and self.rounds[person.id].tier != "network":
                continue
            age = self.now - date.fromisoformat(move.on).toordinal()
            told = any(t.window[0] == move.on and t.state in OVER for t in self.shown[person.id, "moved"])
            if 0 <= age <= _MOVE_DAYS and not told:
                found.append(person)
        return sorted(found, key=lambda p: (-p.tie.strength, p.id))

    def _congratulate(self, person: Person, open_days: list[int]) -> None:
        day = self._best(person, open_days, open_days[0])
        if day and person.move:
            first = date.fromisoformat(person.move.on).toordinal()
            again = self.shown.get((person.id, "again moved"), [])
            self._place(
                person,
                "moved",
                again[0].series if again else self._next(person.id, "moved"),
                day,
                (first, first + _MOVE_DAYS),
                [r for r in urgency.signals(person, self.today) if r.code == "moved"],
                state="slid" if again and again[0].slides else "due",
                before=again[0] if again else None,
            )

    def _fill(self, open_days: list[int]) -> None:
        """Give what the week has left to the wider network, whose turn otherwise comes with the year-end cards."""
        week = week_of(open_days[0])
        waiting = sorted(
            (
                (-(open_days[-1] - r.anchor(open_days[-1])), person, r)
                for person, r in self.rounds.items()
                if r.tier == "network" and not r.held
            ),
            key=lambda item: item[:2],
        )
        for _, _, round_ in waiting:
            if not self.load.room(week):
                return
            anchor = round_.anchor(open_days[-1])
            if anchor + round_.cadence > open_days[-1]:
                return
            if not round_.superseded(anchor, open_days[-1]):
                self._touch(round_, anchor, open_days)

    # placing ----------------------------------------------------------------------------------------

    def _place(
        self,
        person: Person,
        kind: str,
        series: int,
        day: int,
        window: tuple[int, int],
        reasons: list[Reason],
        *,
        state: str,
        before: Touchpoint | None,
    ) -> None:
        round_ = self.rounds.get(person.id)
        last = round_.anchor(day - 1) if round_ else _ordinal(person.tie.last)
        if round_:
            insort(round_.fixed, day)
        self.load.take(day, person.company, reconnection=kind == "reconnect")
        tier = self.tiers[person.id]
        on = date.fromordinal(day)
        self.placed.append(
            Touchpoint(
                id=touchpoint_id(self.settings.installation, person.id, kind, series),
                person=person.id,
                name=person.name,
                form=before.form
                if before
                else forms.form(person, kind, tier, day - last, series, city=self.settings.city, on=on),
                on=on.isoformat(),
                tier=tier,
                state=state,
                reasons=tuple(reasons),
                window=(_iso(window[0]), _iso(window[1])),
                series=series,
                kind=kind,
                slides=before.slides if before else 0,
                start=before.start if before else "",
            )
        )


def birthdays(told: str, first: date, last: date) -> list[tuple[date, int]]:
    """Return the birthdays within the days given, with the age (0 when the year is not known).

    29 February is kept on the 28th in a common year. A day that cannot be is none.

    >>> birthdays("--02-29", date(2027, 1, 1), date(2028, 12, 31))
    [(datetime.date(2027, 2, 28), 0), (datetime.date(2028, 2, 29), 0)]
    """
    try:
        year = 0 if told.startswith("--") else int(told[:4])
        month, number = (int(told[2:4]), int(told[5:7])) if not year else (int(told[5:7]), int(told[8:10]))
        date(2000, month, number)
    except ValueError:
        return []
    found = []
    for now in range(first.year, last.year + 1):
        leap = (month, number) == (2, 29) and not _is_leap(now)
        day = date(now, month, 28 if leap else number)
        if first <= day <= last and (not year or now > year):
            found.append((day, now - year if year else 0))
    return found


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _iso(day: int) -> str:
    return date.fromordinal(day).isoformat()


def _ordinal(iso: str) -> int:
    return date.fromisoformat(iso).toordinal() if iso else 0
