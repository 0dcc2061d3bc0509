"""Campaigns: one word to many people within a season, in batches that one can bear.

campaign    a name, a season, a form, and the people it goes to: the year-end cards, an announcement, thanks …
recipient   one person of a campaign, with the day of their batch
batch       those whose turn comes on one day: one sitting, which counts once in the budget
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sync.touchpoints.people import Days

KINDS = {"cards": "card", "announcement": "message", "thanks": "message", "invitation": "message"}
"""The kinds with the form each takes."""
BATCH = 12
_WISHES = ((11, 25), (1, 31))
"""Cards are written from late November; in France wishes are in time until the end of January."""
_WEEKS = 4


@dataclass(frozen=True, slots=True)
class Campaign:
    """One campaign; `first` and `last` are the days of its season, ISO text. `id` never changes."""

    id: int
    name: str
    kind: str
    form: str
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Recipient:
    """One person of a campaign and the day of their batch; the other days are empty until they come."""

    campaign: int
    person: str
    on: str
    replied_on: str = ""
    returned_on: str = ""


def season(kind: str, today: date) -> tuple[date, date]:
    """Return the first and the last day of a campaign that is made today.

    >>> season("cards", date(2026, 11, 10)), season("cards", date(2027, 1, 5))
    ((datetime.date(2026, 11, 25), datetime.date(2027, 1, 31)), (datetime.date(2027, 1, 5), datetime.date(2027, 1, 31)))
    """
    if kind != "cards":
        return today, today + timedelta(weeks=_WEEKS)
    last = date(today.year, *_WISHES[1])
    if today > last:
        last = last.replace(year=last.year + 1)
    return max(today, date(last.year - 1, *_WISHES[0])), last


def batches(count: int, first: date, last: date, days: Days, size: int = BATCH) -> list[date]:
    """Return the day of each of `count` people, the earliest first: batches of `size`, spread over the season.

    Only on open days, soft ones (the turn of the year) last. When there are too few days the batches grow.
    """
    if count <= 0:
        return []
    every = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    open_days = [day for day in every if days.open(day)] or [first]
    usable = [day for day in open_days if day.isoformat() not in days.soft] or open_days
    needed = min(len(usable), -(-count // size))
    # One after the other with a day between while the season allows, so that early cards go out early.
    step = min(2, max(1, len(usable) // needed))
    chosen = usable[: needed * step : step]
    return [chosen[number * len(chosen) // count] for number in range(count)]
