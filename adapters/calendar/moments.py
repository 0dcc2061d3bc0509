"""Times of a calendar: DATE, DATE-TIME and DURATION values (RFC 5545 §3.3) as people's programs write them.

A `Moment` keeps the local time and the zone it is meant in, because a recurrence counts in local time; only
what leaves the reader is in UTC. A day never passes through a zone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Any

from adapters.calendar.splitting import Calendar, Line, parameters
from adapters.calendar.zones import displayed, known, load, named
from sync.normalize.text import LONGEST

_TIME = re.compile(
    r"\s*(\d{4})-?(\d\d)-?(\d\d)(?:[Tt ](\d\d):?(\d\d)(?::?(\d\d))?(?:[.,]\d+)?\s*([Zz]|[+-]\d\d:?\d\d)?)?(?=\s*(?:[,;/]|$))"
)
_DURATION = re.compile(
    r"\s*([+-]?)P(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,7})S)?)?\s*$",
    re.IGNORECASE,
)
_OFFSET_TO = re.compile(r"^TZOFFSETTO[^:\n]*:\s*([+-])(\d\d)(\d\d)", re.MULTILINE | re.IGNORECASE)
_STANDARD = re.compile(r"^BEGIN:STANDARD.*?^END:STANDARD", re.MULTILINE | re.DOTALL | re.IGNORECASE)
_LONG_AGO = re.compile(r"^(DTSTART[^:\n]*:)(?:1[0-8]\d\d|19[0-6]\d)(?=\d{4}T)", re.MULTILINE | re.IGNORECASE)
_RULE = re.compile(r"^RRULE[^:\n]*:[ \t]*(.*?)[ \t\r]*$", re.MULTILINE | re.IGNORECASE)
_PART = r"(?:FREQ=(?:YEARLY|MONTHLY)|INTERVAL=0*[1-9]\d*|(?:BYMONTH|BYDAY|BYMONTHDAY|BYYEARDAY|BYWEEKNO|BYSETPOS|WKST|UNTIL|COUNT)=[^;=]*)"
_WALKED = re.compile(f"{_PART}(?:;{_PART})*;?", re.IGNORECASE)
"""Rules of zones that are walked: with an interval of nothing, or by the second, one never comes to an end."""
MAX_ZONE, MAX_ZONES = 50_000, 64
"""A longer VTIMEZONE is a bomb or a mistake; its standard offset is used."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A local time in its zone, or a day (midnight, `all_day`)."""

    local: datetime
    zone: tzinfo
    all_day: bool = False
    _utc: str = field(default="", init=False, repr=False, compare=False)

    @property
    def utc(self) -> str:
        """The instant as the model writes it (`2024-05-02T18:03:11Z`), or the day. Raises OverflowError.

        Worked out once: it is asked for several times an event.
        """
        if not self._utc:
            object.__setattr__(self, "_utc", self._instant())
        return self._utc

    def _instant(self) -> str:
        local = self.local
        if self.all_day:
            return local.date().isoformat()
        if self.zone is not UTC:
            local = local.replace(tzinfo=self.zone).astimezone(UTC)
        return local.isoformat()[:19] + "Z"

    def moved(self, local: datetime) -> Moment:
        """Return the same kind of moment at another local time."""
        return Moment(local, self.zone, self.all_day)

    def in_zone(self, zone: tzinfo) -> datetime:
        """Return the local time of this moment in another zone; that of a day as it is."""
        if self.all_day or self.zone is zone:
            return self.local
        return self.local.replace(tzinfo=self.zone).astimezone(zone).replace(tzinfo=None)


@dataclass
class Zones:
    """The zones of one file: those it names, those it describes, and the one for times without any.

    `unknown` gathers names that say nothing; their times are read in the default zone.
    """

    default: tzinfo
    unknown: set[str] = field(default_factory=set)
    _found: dict[tuple[int, str], tzinfo] = field(default_factory=dict)
    _walked: int = 0

    @classmethod
    def of(cls, zone: str) -> Zones:
        """Return the zones of a file read by someone in `zone`."""
        return cls(load(zone or "UTC"))

    def zone(self, tzid: str, calendar: Calendar) -> tzinfo:
        """Return the zone that a TZID means in a calendar; an empty one means the calendar's own."""
        key = (id(calendar), tzid)
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = self._look_up(tzid, calendar)
        return found

    def _look_up(self, tzid: str, calendar: Calendar) -> tzinfo:
        if not tzid:
            name = calendar.zone or calendar.offset
            return known(name) or self.default if name else self.default
        found = named(tzid) or self._described(calendar.zones.get(tzid, "")) or displayed(tzid)
        if found is None:
            self.unknown.add(tzid)
            found = self.zone("", calendar)
        return UTC if str(found) in ("UTC", "Etc/UTC") else found

    def _described(self, vtimezone: str) -> tzinfo | None:
        """Return the zone that a VTIMEZONE describes; of many in one file the first are walked, for it takes a while."""
        self._walked += bool(vtimezone)
        return described(vtimezone, walked=self._walked <= MAX_ZONES)


def described(vtimezone: str, *, walked: bool = True) -> tzinfo | None:
    """Return the zone a VTIMEZONE describes, by icalendar; by its standard offset if that fails, or is not to be tried.

    A rule that does not come round by the month or the year is no rule of a zone (RFC 5545 §3.6.5 has yearly ones).
    """
    if not vtimezone:
        return None
    plain = all(_WALKED.fullmatch(rule) for rule in _RULE.findall(vtimezone))
    if walked and plain and len(vtimezone) <= MAX_ZONE:
        from icalendar import Timezone

        try:
            component: Any = Timezone.from_ical(_recent(vtimezone))
            zone: tzinfo = component.to_tz(lookup_tzid=False)
            for year in (1970, 2026):
                datetime(year, 7, 1, tzinfo=zone).utcoffset()
        except Exception:  # noqa: BLE001, S110  icalendar raises ten kinds of errors on foreign zones
            pass
        else:
            return _ByWeek(zone)
    standard = _STANDARD.search(vtimezone)
    offset = _OFFSET_TO.search(standard[0] if standard else vtimezone)
    if offset is None or int(offset[2]) > 23 or int(offset[3]) > 59:
        return None
    size = timedelta(hours=int(offset[2]), minutes=int(offset[3]))
    return timezone(-size if offset[1] == "-" else size)


def _recent(vtimezone: str) -> str:
    """Return a VTIMEZONE that begins in 1970 where its rules hold for ever: Exchange begins in 1601, and
    icalendar walks a rule from its beginning for each time it is asked.
    """
    if "UNTIL" in vtimezone or "RDATE" in vtimezone:
        return vtimezone
    return _LONG_AGO.sub(r"\g<1>1970", vtimezone)


class _ByWeek(tzinfo):
    """A zone of icalendar, asked twice a week at most: where both ends agree, so does all between."""

    def __init__(self, zone: tzinfo) -> None:
        self._zone = zone
        self._weeks: dict[int, timedelta | None] = {}

    def utcoffset(self, dt: datetime | None) -> timedelta | None:
        if dt is None:
            return None
        week = dt.toordinal() // 7
        if week not in self._weeks:
            begin = datetime.fromordinal(max(1, week * 7))
            ends = (begin, begin + timedelta(days=6, hours=23, minutes=59, seconds=59))
            first, last = (self._zone.utcoffset(end.replace(tzinfo=self._zone)) for end in ends)
            self._weeks[week] = first if first == last else None
        offset = self._weeks[week]
        return self._zone.utcoffset(dt.replace(tzinfo=self._zone)) if offset is None else offset

    def dst(self, dt: datetime | None) -> timedelta | None:
        return None if dt is None else self._zone.dst(dt.replace(tzinfo=self._zone))

    def tzname(self, dt: datetime | None) -> str | None:
        return None if dt is None else self._zone.tzname(dt.replace(tzinfo=self._zone))


def moment(line: Line, calendar: Calendar, zones: Zones) -> Moment:
    """Return the time a line means. Raises ValueError if it is none."""
    params, value = line
    if not params and len(value) == 16 and value[8::7] == "TZ" and value[:8].isdecimal():
        # By far the most frequent form.
        try:
            return Moment(datetime.fromisoformat(value[:15]), UTC)
        except ValueError:
            pass  # a second that leaps, or no time at all
    return moments(line, calendar, zones)[0]


def moments(line: Line, calendar: Calendar, zones: Zones) -> list[Moment]:
    """Return all times of a line (RDATE, EXDATE); of a period its start. Raises ValueError if one is none."""
    params, value = line
    tzid = parameters(params).get("TZID", "") if params else ""
    made = []
    for text in re.split("[,;]", value):
        found = _TIME.match(text[:LONGEST])
        if found is None:
            raise ValueError(text[:40])
        year, month, day, hour, minute, second, mark = found.groups()
        if hour is None:
            made.append(Moment(datetime(int(year), int(month), int(day)), zones.default, all_day=True))
            continue
        zone = _fixed(mark) if mark else zones.zone(tzid, calendar)
        local = datetime(
            int(year), int(month), int(day), int(hour) % 24, int(minute), min(int(second or 0), 59)
        )
        made.append(Moment(local + timedelta(days=hour == "24"), zone))
    return made


def _fixed(mark: str) -> tzinfo:
    if mark in "Zz":
        return UTC
    size = timedelta(hours=int(mark[1:3]), minutes=int(mark[-2:]))
    return timezone(-size if mark[0] == "-" else size)


def duration(text: str) -> timedelta | None:
    """Return a duration; None if it is none or runs backwards.

    >>> duration("PT1H30M")
    datetime.timedelta(seconds=5400)
    """
    found = _DURATION.match(text[:LONGEST])
    if found is None or found[1] == "-":
        return None
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups()[1:])
    return timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
