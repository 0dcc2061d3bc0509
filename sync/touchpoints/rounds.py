"""Rounds: one person's rhythm as days, and the names and days that never depend on a plan."""

from __future__ import annotations

import uuid
from bisect import bisect_right, insort
from calendar import isleap
from dataclasses import dataclass, field
from datetime import date

from sync.model import Touchpoint
from sync.touchpoints.people import Person

OVER = frozenset(("done", "skipped", "dropped"))
"""States of a touchpoint that needs nothing any more."""

_APART_DAYS = 14


def touchpoint_id(installation: str, person: str, kind: str, series: int) -> str:
    """Return the id of a touchpoint, for life: UUIDv5 of whose it is and which one, never of a date."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"reseau:{installation}:{person}:{kind}:{series}"))


@dataclass(slots=True)
class Round:
    """One person's rhythm. Days are ordinals.

    `base` is where the rhythm counts from, `fixed` the days of contact that stand, `chain` those of them that
    belong to the rhythm itself, `again` shown touchpoints to place anew, `series` the number of the next one,
    `held` that the user has to be asked first. `answer` is the day from which an answer is owed, 0 if none is:
    it opens the first window at once, for nobody waits for a rhythm.
    """

    person: Person
    tier: str
    cadence: int
    base: int
    series: int
    fixed: list[int] = field(default_factory=list)
    again: list[Touchpoint] = field(default_factory=list)
    chain: list[int] = field(default_factory=list)
    held: bool = False
    answer: int = 0

    @property
    def filler(self) -> bool:
        """Tell whether it is a turn of the wider network, which takes what the others leave."""
        return self.tier == "network" and not self.person.cadence_days

    def owes(self, anchor: int) -> bool:
        """Tell whether the touchpoint after `anchor` is the answer that is owed."""
        return bool(self.answer) and anchor == self.base

    @property
    def apart(self) -> int:
        """Return how many days lie at least between two contacts of whatever kind."""
        return min(_APART_DAYS, round(0.8 * self.cadence))

    def anchor(self, until: int) -> int:
        """Return the last day of contact up to `until`, real or planned."""
        place = bisect_right(self.fixed, until)
        return max(self.base, self.fixed[place - 1]) if place else self.base

    def start(self, until: int) -> int:
        """Return what the next round counts from: the anchor, but never before a touchpoint that is planned."""
        return max([self.anchor(until), *self.chain[-1:]])

    def keep(self, day: int, *, regular: bool) -> None:
        """Note a day of contact that stands."""
        insort(self.fixed, day)
        if regular:
            insort(self.chain, day)

    def release(self, day: int) -> None:
        """Take back a day that could not be kept."""
        self.fixed.remove(day)
        if day in self.chain:
            self.chain.remove(day)

    def window(self, anchor: int) -> tuple[int, int]:
        """Return the first and the last day of the window after `anchor`."""
        first, last = anchor + round(0.8 * self.cadence), anchor + round(1.2 * self.cadence)
        if self.owes(anchor):
            first = min(first, self.answer)
        return first, last

    def superseded(self, anchor: int, day: int) -> bool:
        """Tell whether a contact that stands after `anchor` makes one on `day` needless."""
        place = bisect_right(self.fixed, anchor)
        if place == len(self.fixed):
            return False
        return self.fixed[place] <= max(self.window(anchor)[1], day + self.apart)

    def crowded(self, day: int) -> bool:
        """Tell whether another contact that stands is too near to `day`."""
        return any(abs(one - day) < self.apart for one in self.fixed)


def birthdays(told: str, first: date, last: date) -> list[tuple[date, int]]:
    """Return the birthdays within the days given, with the age (0 when the year is not known).

    29 February is kept on the 28th in a common year. A day that cannot be is none.

    >>> birthdays("--02-29", date(2027, 1, 1), date(2028, 12, 31))
    [(datetime.date(2027, 2, 28), 0), (datetime.date(2028, 2, 29), 0)]
    """
    try:
        year = 0 if told.startswith("--") else int(told[:4])
        month, number = (int(told[5:7]), int(told[8:10])) if year else (int(told[2:4]), int(told[5:7]))
        date(2000, month, number)
    except ValueError:
        return []
    found = []
    for now in range(first.year, last.year + 1):
        day = date(now, month, 28 if (month, number) == (2, 29) and not isleap(now) else number)
        if first <= day <= last and (not year or now > year):
            found.append((day, now - year if year else 0))
    return found


def iso(day: int) -> str:
    """Return an ordinal as ISO text."""
    return date.fromordinal(day).isoformat()


def ordinal(text: str) -> int:
    """Return ISO text as an ordinal; 0 for an empty text."""
    return date.fromisoformat(text[:10]).toordinal() if text else 0
