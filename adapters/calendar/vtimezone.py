"""A VTIMEZONE (RFC 5545 §3.6.5) that tells the truth about a zone for the span of a feed.

The changes of the clock are taken from the zone itself. Where they follow a yearly rule (the last Sunday
in March), the rule is written; where they do not (Morocco), every change is an observance by itself,
because ical.js 2.2, vobject 0.9 and the Ruby icalendar 2.8 take no list of dates (RDATE) there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from icalendar import Component, Timezone

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_BEFORE = timedelta(days=800)
_AFTER = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Change:
    """A change of the clock: `onset` is the local time by the old offset (RFC 5545 §3.6.5)."""

    onset: datetime
    before: timedelta
    after: timedelta
    name: str


def changes(zone: ZoneInfo, first: datetime, last: datetime) -> list[Change]:
    """Return the changes of the zone's clock between two instants, to the second, oldest first."""
    found: list[Change] = []
    at, stop = first.astimezone(UTC), last.astimezone(UTC)
    # No zone has changed its clock twice within eight days since 1900.
    while at < stop:
        after = at + timedelta(days=8)
        if _offset(at, zone) != _offset(after, zone):
            low, high = at, after
            while high - low > timedelta(seconds=1):
                middle = low + (high - low) // 2
                middle = middle.replace(microsecond=0)
                low, high = (middle, high) if _offset(middle, zone) == _offset(at, zone) else (low, middle)
            before = _offset(at, zone)
            onset = (high + before).replace(tzinfo=None)
            found.append(Change(onset, before, _offset(high, zone), high.astimezone(zone).tzname() or ""))
        at = after
    return found


def component(zone: ZoneInfo, first: datetime, last: datetime) -> Timezone:
    """Return the VTIMEZONE for `zone`, right for every local time from `first` to `last`."""
    from icalendar import Timezone

    made = Timezone()
    made.add("TZID", zone.key)
    start = first.astimezone(UTC).replace(month=1, day=1, hour=0, minute=0, second=0, microsecond=0)
    found = changes(zone, start - _BEFORE, last + _AFTER)
    if not found:
        offset = _offset(start, zone)
        only = Change(datetime(1970, 1, 1), offset, offset, start.astimezone(zone).tzname() or "")  # noqa: DTZ001
        found = [only]
    kinds: dict[tuple[timedelta, timedelta, str], list[Change]] = {}
    for change in found:
        kinds.setdefault((change.before, change.after, change.name), []).append(change)
    ordered = sorted(kinds.values(), key=lambda of_kind: of_kind[0].onset)
    for of_kind in ordered:
        rule = _rule(of_kind) if _yearly(of_kind, found) else ""
        for change in of_kind[:1] if rule else of_kind:
            made.add_component(_observance(change, rule, summer=len(ordered) > 1))
    return made


def _offset(at: datetime, zone: ZoneInfo) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta()


def _yearly(of_kind: list[Change], found: list[Change]) -> bool:
    """Tell whether one kind of change came every year of the span, to its very end."""
    years = [change.onset.year for change in of_kind]
    return (
        len(years) > 2
        and all(b == a + 1 for a, b in pairwise(years))
        and years[-1] >= found[-1].onset.year - 1
        and years[0] <= found[0].onset.year + 1
    )


def _rule(of_kind: list[Change]) -> str:
    """Return the yearly rule all changes follow (month, weekday, how manieth, time); empty if none."""
    onsets = [change.onset for change in of_kind]
    if len({(o.month, o.weekday(), o.time()) for o in onsets}) > 1:
        return ""
    month, weekday = onsets[0].month, _WEEKDAYS[onsets[0].weekday()]
    if all((o + timedelta(days=7)).month != month for o in onsets):
        return f"FREQ=YEARLY;BYMONTH={month};BYDAY=-1{weekday}"
    nth = {(o.day - 1) // 7 + 1 for o in onsets}
    return f"FREQ=YEARLY;BYMONTH={month};BYDAY={nth.pop()}{weekday}" if len(nth) == 1 else ""


def _observance(change: Change, rule: str, *, summer: bool) -> Component:
    """Return one part of the zone; the greater offset is summer time where the clocks change at all."""
    from icalendar import TimezoneDaylight, TimezoneStandard
    from icalendar.prop import vRecur

    made = TimezoneDaylight() if summer and change.after > change.before else TimezoneStandard()
    made.add("DTSTART", change.onset)
    made.add("TZOFFSETFROM", change.before)
    made.add("TZOFFSETTO", change.after)
    if rule:
        made.add("RRULE", vRecur.from_ical(rule))
    if change.name:
        made.add("TZNAME", change.name)
    return made
