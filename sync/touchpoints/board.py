"""The board a plan is made on: people and their rounds, how full the days are, what is placed already."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from sync.model import Reason, Touchpoint
from sync.touchpoints import cadence, forms, urgency
from sync.touchpoints.load import Load, week_of
from sync.touchpoints.people import Days, Person, Settings
from sync.touchpoints.rounds import OVER, Round, iso, ordinal, touchpoint_id

WELCOME_DAYS = 14


class Board:
    """All that is known while a plan is made. Days are ordinals: `now` is today, `end` the horizon."""

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
        self._today, self._since = today.isoformat(), dict[int, str]()
        self.end = self.now + settings.horizon_days
        self.settings = settings
        self.reconnections = max(0, min(settings.reconnections, settings.per_week - 1))
        self._caught_up = week_of(ordinal(settings.catch_up)) if settings.catch_up else -1
        self.stretch = cadence.stretch(settings.preset, settings.per_week, self.reconnections)
        self.load = Load(days, settings.per_week, settings.per_day)
        self.people = {person.id: person for person in people}
        self.shown: dict[tuple[str, str], list[Touchpoint]] = defaultdict(list)
        for one in sorted(shown, key=lambda t: (t.series, t.id)):
            if one.person in self.people:
                self.shown[one.person, one.kind].append(one)
        self.again: dict[tuple[str, str], Touchpoint] = {}
        self.placed: list[Touchpoint] = []
        self.asks: list[Touchpoint] = []
        self.met: list[str] = []
        self.tiers = cadence.tiers(
            {person.id: person.tie for person in people},
            today,
            preset=settings.preset,
            chosen={person.id: person.tier for person in people if person.tier in cadence.TIERS},
            before={t.person: t.tier for group in self.shown.values() for t in group if t.state not in OVER},
        )
        self.rounds = {person.id: made for person in people if (made := self._round(person))}
        for one in (t for group in self.shown.values() for t in group if t.state == "done"):
            if ordinal(one.on) <= self.now and week_of(ordinal(one.on)) == week_of(self.now):
                self.load.take(ordinal(one.on))

    def _round(self, person: Person) -> Round | None:
        """Return the rhythm of a person; None for those who have none: dormant ties, strangers, the watch."""
        tier = self.tiers[person.id]
        every = person.cadence_days
        if not every and (person.tier or person.tie.status(self.today) == "current"):
            every = self.settings.preset.tempo(tier).ideal
            if tier in ("close", "active"):
                every = round(every * self.stretch)
        if not every:
            return None
        last = person.tie.last or person.since or self.today.isoformat()
        skipped = max((t.on for t in self.shown[person.id, "cadence"] if t.state == "skipped"), default="")
        made = Round(person, tier, every, ordinal(max(last, skipped)), self.next(person.id, "cadence"))
        if urgency.waits(person, self.today) and skipped < last:
            made.answer = self.now
        return made

    # what was shown --------------------------------------------------------------------------------

    def next(self, person: str, kind: str) -> int:
        """Return the number of the next new touchpoint of a person and kind.

        What was dropped, and comes back after all (two people parted again), is the same touchpoint.
        """
        taken = (t.series for t in self.shown[person, kind] if t.state != "dropped")
        return 1 + max(taken, default=0)

    def waiting(self, person: str, kind: str) -> list[Touchpoint]:
        """Return shown touchpoints that wait, in order, without those that a merged person brought along."""
        return [
            t
            for t in self.shown[person, kind]
            if t.state not in OVER
            and t.id == touchpoint_id(self.settings.installation, person, kind, t.series)
        ]

    # people ------------------------------------------------------------------------------------------

    def is_new(self, person: Person, grace: int = 0) -> bool:
        """Tell whether someone connected within two weeks (and `grace` days) and has had no word since."""
        # As text: of thousands nearly all are out of the question, and a date takes longer to read than to compare.
        since = self._since.get(grace)
        if since is None:
            since = self._since[grace] = iso(self.now - WELCOME_DAYS - grace)
        on = person.connected_on
        return since <= on[:10] <= self._today and person.tie.last <= on

    def catching_up(self, week: int) -> bool:
        """Tell whether the user catches up with those they neglected in a week."""
        return week <= self._caught_up

    def to_wake(self, week: int) -> int:
        """Return how many dormant ties a week may wake: most of its places while the user catches up."""
        if not self.catching_up(week):
            return self.reconnections
        return max(self.reconnections, cadence.woken_in_catch_up(self.settings.per_week))

    def sleeps(self, person: Person) -> bool:
        """Tell whether a tie is dormant and no meeting is agreed that wakes it anyway."""
        return person.tie.status(self.today) == "dormant" and not any(
            stamp[:10] >= self.today.isoformat() for stamp in person.appointments
        )

    # days --------------------------------------------------------------------------------------------

    def best(self, person: Person, days: list[int], ideal: int) -> int:
        """Return the ideal day if it is still empty, else the least loaded, the least busy, the nearest to it.

        Returns 0 if none of the days fits.
        """
        return min(
            (day for day in days if self.load.fits(day, person.company)),
            key=lambda day: (
                self.load.count(day),
                day != ideal,
                self.load.busy(day),
                abs(day - ideal),
                day,
            ),
            default=0,
        )

    def first_open(self, day: int) -> int:
        """Return the first working day from `day` on; the day itself if there is none within a month."""
        return next((d for d in range(day, day + 31) if self.load.open(d)), day)

    # placing -----------------------------------------------------------------------------------------

    def reasons(self, round_: Round, anchor: int, day: int) -> list[Reason]:
        """Return why a regular touchpoint falls on `day`."""
        person, first = round_.person, anchor == round_.base
        found = [
            urgency.regular(
                person,
                iso(anchor),
                date.fromordinal(day),
                round_.cadence,
                never=first and not person.tie.last,
            )
        ]
        if first:
            found += urgency.signals(person, self.today)
        ideal = anchor + round_.cadence
        if ideal < self.now:
            return found
        if day > round_.window(anchor)[1]:
            found.append(Reason("day", (("ideal", iso(ideal)), ("why", "budget"))))
        elif day != ideal and not self.load.open(ideal):
            found.append(Reason("day", (("ideal", iso(ideal)), ("why", "closed"))))
        return found

    def place(
        self,
        person: Person,
        kind: str,
        day: int,
        window: tuple[int, int],
        reasons: list[Reason],
        *,
        state: str,
        series: int = 0,
        before: Touchpoint | None = None,
        form: str = "",
        counts: bool = True,
    ) -> None:
        """Place a touchpoint; `before` is the shown one that it continues. `counts` tells that it uses budget."""
        round_ = self.rounds.get(person.id)
        last = round_.anchor(day - 1) if round_ else ordinal(person.tie.last)
        tier, series = (
            self.tiers[person.id],
            series or (before.series if before else self.next(person.id, kind)),
        )
        form = (
            before.form
            if before
            else form
            or forms.form(
                person, kind, tier, day - last, series, city=self.settings.city, on=date.fromordinal(day)
            )
        )
        if round_:
            round_.keep(day, regular=kind == "cadence")
        if counts:
            self.load.take(day, person.company, reconnection=kind == "reconnect")
        elif kind == "trip":
            self.load.seat(day, person.company)
        self.placed.append(
            Touchpoint(
                id=touchpoint_id(self.settings.installation, person.id, kind, series),
                person=person.id,
                name=person.name,
                form=form,
                on=iso(day),
                tier=tier,
                state="slid" if before and before.slides and state != "snoozed" else state,
                reasons=tuple(reasons),
                window=(iso(window[0]), iso(window[1])),
                series=series,
                kind=kind,
                slides=before.slides if before else 0,
                start=before.start if before else "",
            )
        )

    def stay(self, person: Person, one: Touchpoint, day: int, *, counts: bool = True) -> None:
        """Leave a shown touchpoint on its day, with today's reasons. Its day is among the fixed ones already.

        `counts` tells that it uses budget.
        """
        round_ = self.rounds.get(person.id)
        if counts:
            self.load.take(day, person.company, reconnection=one.kind == "reconnect")
        else:
            self.load.seat(day, person.company)
        reasons, window, state = one.reasons, one.window, one.state
        if one.kind == "cadence" and round_:
            anchor = round_.anchor(day - 1)
            reasons = tuple(self.reasons(round_, anchor, day))
            first, last = round_.window(anchor)
            window = (iso(first), iso(last))
            if state in ("due", "planned"):
                state = "due" if anchor == round_.base else "planned"
        self.placed.append(
            replace(
                one,
                name=person.name,
                on=iso(day),
                tier=self.tiers[person.id],
                state=state,
                window=window,
                reasons=reasons,
            )
        )
