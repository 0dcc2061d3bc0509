"""How full each day and week is: the budget, the cap a day, people of one company apart. Days are ordinals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from sync.touchpoints.people import Days

_SOFT_DAYS = 3
_COMPANY_A_WEEK = 2


def week_of(day: int) -> int:
    """Return the number of the ISO week of a day; 1 January of year 1 was a Monday."""
    return (day - 1) // 7


class Load:
    """What is taken already. `take` counts; `fits` asks whether one more may fall on a day."""

    def __init__(self, days: Days, per_week: int, per_day: int) -> None:
        self._days = days
        self._per_week = per_week
        self._per_day = per_day
        self._by_day: Counter[int] = Counter()
        self._by_week: Counter[int] = Counter()
        self._company_days: set[tuple[int, str]] = set()
        self._company_weeks: Counter[tuple[int, str]] = Counter()
        self._reconnections: Counter[int] = Counter()
        self._open: dict[int, bool] = {}
        self._caps: dict[int, int] = {}

    def open(self, day: int) -> bool:
        """Tell whether `day` is a day for touchpoints."""
        known = self._open.get(day)
        if known is None:
            known = self._open[day] = self._days.open(date.fromordinal(day))
        return known

    def busy(self, day: int) -> int:
        """Return the minutes that are taken by other things."""
        return self._days.busy.get(date.fromordinal(day).isoformat(), 0)

    def taken(self, day: int) -> Sequence[tuple[int, int]]:
        """Return from when to when a day is taken by other things, in minutes since midnight."""
        return self._days.taken.get(date.fromordinal(day).isoformat(), ())

    def cap(self, week: int) -> int:
        """Return how many touchpoints a week may hold: half in August and at the turn of the year."""
        known = self._caps.get(week)
        if known is None:
            monday = week * 7 + 1
            soft = sum(
                date.fromordinal(day).isoformat() in self._days.soft
                for day in range(monday, monday + 7)
                if date.fromordinal(day).weekday() in self._days.working
            )
            half = max(1, self._per_week // 2)
            known = self._caps[week] = half if soft >= _SOFT_DAYS else self._per_week
        return known

    def room(self, week: int) -> int:
        """Return how many more a week may hold."""
        return max(0, self.cap(week) - self._by_week[week])

    def supply(self, week: int, until: int) -> int:
        """Return how many more the open days of a week up to the day `until` may hold."""
        monday = week * 7 + 1
        days = range(monday, min(monday + 6, until) + 1)
        places = sum(max(0, self._per_day - self._by_day[day]) for day in days if self.open(day))
        return min(self.room(week), places)

    def reconnections(self, week: int) -> int:
        """Return how many dormant ties are planned in a week."""
        return self._reconnections[week]

    def count(self, day: int) -> int:
        """Return how many touchpoints a day holds."""
        return self._by_day[day]

    def fits(self, day: int, company: str) -> bool:
        """Tell whether one more touchpoint, with someone of `company`, may fall on `day`."""
        week = week_of(day)
        return (
            self.open(day)
            and self._by_day[day] < self._per_day
            and self._by_week[week] < self.cap(week)
            and self.apart(day, company)
        )

    def apart(self, day: int, company: str) -> bool:
        """Tell whether people of one company stay apart with one more of `company` on a day."""
        return not company or not (
            (day, company) in self._company_days
            or self._company_weeks[week_of(day), company] >= _COMPANY_A_WEEK
        )

    def take(self, day: int, company: str = "", *, reconnection: bool = False) -> None:
        """Count one touchpoint, whether it fits or not (birthdays and appointments keep their day)."""
        week = week_of(day)
        self._by_day[day] += 1
        self._by_week[week] += 1
        self._reconnections[week] += reconnection
        self.seat(day, company)

    def seat(self, day: int, company: str) -> None:
        """Note that somebody of `company` is met on a day, at a table that is counted already."""
        if company:
            self._company_days.add((day, company))
            self._company_weeks[week_of(day), company] += 1
