"""At what hour a meal is proposed: a usual one that is still free in the owner's calendars.

All in minutes since midnight of the user's own clock. A meal for which no usual hour is free keeps its day and has no hour:
the two will find one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sync.model import Touchpoint

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Meal:
    """The hours at which a meal may begin, the best first, and how long it lasts."""

    starts: tuple[int, ...]
    lasts: int


MEALS = {
    "breakfast": Meal((8 * 60, 8 * 60 + 30, 7 * 60 + 30), 60),
    "lunch": Meal((12 * 60 + 30, 12 * 60, 13 * 60), 90),
}


def give(touchpoints: Iterable[Touchpoint], taken: Mapping[str, Sequence[Span]]) -> list[Touchpoint]:
    """Return the touchpoints, in their order, each meal with its hour (`start`, as `12:30`).

    `taken` holds the times of each day that are not free. An hour that was given before stays while it is free. Those
    who meet the owner together (on a trip, for one meal) share its hour.
    """
    listed = list(touchpoints)
    known: dict[str, str] = {}
    given: dict[str, list[Span]] = defaultdict(list)
    # What was given before comes first, so that a new meal does not take its hour.
    for one in sorted((one for one in listed if one.form in MEALS), key=lambda t: (not t.start, t.id)):
        key = _sitting(one)
        if key not in known:
            start = _first(MEALS[one.form], one.start, [*taken.get(one.on, ()), *given[one.on]])
            known[key] = _clock(start) if start >= 0 else ""
            if start >= 0:
                given[one.on].append((start, start + MEALS[one.form].lasts))
    told = ((one, known.get(_sitting(one), "")) for one in listed)
    return [one if one.start == start else replace(one, start=start) for one, start in told]


def free(form: str, taken: Sequence[Span]) -> bool:
    """Tell whether a day on which these times are taken has a usual hour for a meal."""
    return _first(MEALS[form], "", taken) >= 0


def end(form: str, start: str) -> str:
    """Return when a meal that starts at `start` is over.

    >>> end("lunch", "12:30")
    '14:00'
    """
    hour, _, minute = start.partition(":")
    return _clock(int(hour) * 60 + int(minute) + MEALS[form].lasts)


def _sitting(one: Touchpoint) -> str:
    return f"{one.on} {one.form}" if one.kind == "trip" else one.id


def instant(day: str, clock: str, zone: str) -> datetime:
    """Return the moment at which the clocks of a zone show `clock` on a day.

    >>> instant("2026-12-03", "12:30", "Europe/Paris").isoformat()
    '2026-12-03T12:30:00+01:00'
    """
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=ZoneInfo(zone))


def _first(meal: Meal, before: str, taken: Sequence[Span]) -> int:
    """Return the first usual start that is free, the one of before if it is; -1 if none is."""
    starts = sorted(meal.starts, key=lambda start: _clock(start) != before)
    return next(
        (
            start
            for start in starts
            if not any(begun < start + meal.lasts and start < ended for begun, ended in taken)
        ),
        -1,
    )


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
