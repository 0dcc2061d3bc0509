"""A VTIMEZONE (RFC 5545 §3.6.5) that tells the truth about a zone for the span of a feed.

The changes of the clock are taken from the zone itself and written as yearly rules (the last Sunday in
March). Where they follow none (Morocco, Egypt), there is no VTIMEZONE that all readers take: ical.js 2.2,
vobject 0.9 and the Ruby icalendar 2.8 each fail on lists of dates or on one part for each change.
The feed then states its times in UTC.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from icalendar import Component, Timezone

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_YEARS_BEFORE = 2
_YEARS_AFTER = 1


@dataclass(frozen=True, slots=True)
class Observance:
    """One part of a zone: from `onset` on (local time by the old offset) and by `rule`, `after` holds."""

    onset: datetime
    before: timedelta
    after: timedelta
    name: str
    rule: str = ""


@lru_cache(maxsize=64)
def changes(zone: ZoneInfo, first_year: int, last_year: int) -> tuple[Observance, ...]:
    """Return the changes of the zone's clock in these years, each by itself, oldest first."""
    found: list[Observance] = []
    at = datetime(first_year, 1, 1, tzinfo=UTC)
    # No zone has changed its clock twice within eight days since 1970.
    while at.year <= last_year:
        after = at + timedelta(days=8)
        low, high, old = at, after, _offset(at, zone)
        if _offset(after, zone) != old:
            while high - low > timedelta(seconds=1):
                middle = low + (high - low) // timedelta(seconds=2) * timedelta(seconds=1)
                low, high = (middle, high) if _offset(middle, zone) == old else (low, middle)
            onset = (high + old).replace(tzinfo=None)
            found.append(Observance(onset, old, _offset(high, zone), high.astimezone(zone).tzname() or ""))
        at = after
    return tuple(found)


def observances(zone: ZoneInfo, first: datetime, last: datetime) -> tuple[Observance, ...]:
    """Return the parts of the zone that are true from `first` to `last`; empty if no yearly rules tell it."""
    first_year, last_year = first.year - _YEARS_BEFORE, last.year + _YEARS_AFTER
    found = changes(zone, first_year, last_year)
    if not found:
        at = datetime(first_year, 1, 1, tzinfo=UTC)
        offset, name = _offset(at, zone), at.astimezone(zone).tzname() or ""
        return (Observance(datetime(1970, 1, 1), offset, offset, name),)
    kinds: dict[tuple[timedelta, timedelta, str], list[Observance]] = {}
    for change in found:
        kinds.setdefault((change.before, change.after, change.name), []).append(change)
    if len(kinds) != 2:
        return ()
    parts = []
    for of_kind in kinds.values():
        one = of_kind[0]
        rule = _rule([change.onset for change in of_kind], range(first_year, last_year + 1))
        if not rule:
            return ()
        parts.append(Observance(one.onset, one.before, one.after, one.name, rule))
    return tuple(parts)


def component(zone: ZoneInfo, parts: tuple[Observance, ...]) -> Timezone:
    """Return the VTIMEZONE of a zone from its parts."""
    from icalendar import Timezone

    made = Timezone()
    made.add("TZID", zone.key)
    for part in parts:
        made.add_component(_component(part))
    return made


def _offset(at: datetime, zone: ZoneInfo) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta()


def _rule(onsets: list[datetime], years: range) -> str:
    """Return the yearly rule by which a change came once in each year; empty if there is none."""
    if [onset.year for onset in onsets] != list(years):
        return ""
    if len({(onset.month, onset.weekday(), onset.time()) for onset in onsets}) > 1:
        return ""
    month, weekday = onsets[0].month, _WEEKDAYS[onsets[0].weekday()]
    if all((onset + timedelta(days=7)).month != month for onset in onsets):
        return f"FREQ=YEARLY;BYMONTH={month};BYDAY=-1{weekday}"
    nth = {(onset.day - 1) // 7 + 1 for onset in onsets}
    return f"FREQ=YEARLY;BYMONTH={month};BYDAY={nth.pop()}{weekday}" if len(nth) == 1 else ""


def _component(part: Observance) -> Component:
    """Return STANDARD or DAYLIGHT; the greater offset is summer time (Ireland's law sees it the other way)."""
    from icalendar import TimezoneDaylight, TimezoneStandard
    from icalendar.prop import vRecur

    made = TimezoneDaylight() if part.after > part.before else TimezoneStandard()
    made.add("DTSTART", part.onset)
    made.add("TZOFFSETFROM", part.before)
    made.add("TZOFFSETTO", part.after)
    if part.rule:
        made.add("RRULE", vRecur.from_ical(part.rule))
    if part.name:
        made.add("TZNAME", part.name)
    return made
