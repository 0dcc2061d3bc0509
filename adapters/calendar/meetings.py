"""From the events of a file to meetings: one for each time people met, whichever way the event says it.

An event with RECURRENCE-ID speaks for one instance of its series, wherever it stands in the file, and with
RANGE=THISANDFUTURE for all from there on (RFC 5545 §3.8.4.4). Of several versions of one event the newest
counts (SEQUENCE, then LAST-MODIFIED; RFC 5546 §2.1.5), of equal ones the first.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any

from adapters.calendar import recurrence
from adapters.calendar.guests import Guest, guests
from adapters.calendar.moments import Moment, Zones, duration, moment, moments
from adapters.calendar.splitting import Entry, Split, parameters, plain

YEARS_PAST = 10
AHEAD = timedelta(days=400)
"""Recurrences are read from ten years before now to 400 days after."""
MAX_OF_FILE = 50_000
_CANCELLED = re.compile(r"^(?:cancell?ed|annulée?|abgesagt|cancelad[oa]|annullat[oa])\s*:", re.IGNORECASE)


@dataclass(slots=True)
class Meeting:
    """One VEVENT understood. `recurrence_id` tells which instance of the series it speaks for."""

    entry: Entry
    uid: str
    start: Moment
    length: timedelta | None
    recurrence_id: Moment | None = None
    from_here_on: bool = False
    guests: tuple[Guest, ...] = ()
    cancelled: bool = False
    version: tuple[int, str] = (0, "")

    @property
    def row(self) -> int:
        """The 1-based place of the event in its file."""
        return self.entry.row

    @property
    def summary(self) -> str:
        """The title as people read it."""
        return plain(self.entry.first("SUMMARY"))


@dataclass(frozen=True, slots=True)
class Instance:
    """A meeting at one time. `row` is its series, `said_by` the event that tells of it, `mark` names it within its uid.

    `at` is the start as the model writes it.
    """

    row: int
    said_by: Meeting
    start: Moment
    at: str
    mark: str

    @property
    def end(self) -> str:
        """When it ends, as the model writes it; empty if that is not said."""
        length = self.said_by.length
        return self.start.moved(self.start.local + length).utc if length else ""


@dataclass
class Understood:
    """All of a file. `failures` gives (row, code, detail) for events or series that cost themselves."""

    meetings: list[Meeting] = field(default_factory=list)
    failures: list[tuple[int, str, str]] = field(default_factory=list)
    superseded: dict[int, tuple[Meeting, int]] = field(default_factory=dict)
    """Older versions by row, with the row of the newest."""


def understand(split: Split, zones: Zones) -> Understood:
    """Return the meetings of a file in row order. An event that says no time is a failure."""
    told = Understood()
    for entry in split.entries:
        if entry.open:
            told.failures.append((entry.row, "event-cut-off", ""))
            continue
        try:
            told.meetings.append(_meeting(entry, zones))
        except (ValueError, OverflowError):
            found = _second_opinion(split.text(entry), entry, zones)
            if found is None:
                told.failures.append((entry.row, "event-without-time", ""))
            else:
                told.meetings.append(found)
    _keep_newest(told)
    return told


def _meeting(entry: Entry, zones: Zones) -> Meeting:
    calendar = entry.calendar
    line = entry.first("DTSTART")
    if line is None:
        raise ValueError("no DTSTART")
    start = moment(line, calendar, zones)
    length: timedelta | None = None
    end = entry.first("DTEND")
    if end is not None:
        try:
            length = moment(end, calendar, zones).in_zone(start.zone) - start.local
        except (ValueError, OverflowError):
            length = None
    elif "DURATION" in entry.lines:
        length = duration(entry.value("DURATION"))
    if length is not None and length <= timedelta():
        length = None
    rid: Moment | None = None
    ranged = False
    if "RECURRENCE-ID" in entry.lines:
        params, _ = entry.lines["RECURRENCE-ID"][0]
        try:
            rid = moment(entry.lines["RECURRENCE-ID"][0], calendar, zones)
        except (ValueError, OverflowError):
            rid = start
        ranged = parameters(params).get("RANGE", "").upper() == "THISANDFUTURE"
    # Outlook and vCalendar 1.0 write an all-day event as midnight to midnight.
    whole_days = (
        not start.all_day
        and length is not None
        and start.local.hour == start.local.minute == start.local.second == 0
        and not length % timedelta(days=1)
    )
    said = "X-MICROSOFT-CDO-ALLDAYEVENT" in entry.lines and entry.value("X-MICROSOFT-CDO-ALLDAYEVENT")
    if whole_days or (said and said.upper() == "TRUE"):
        start = Moment(start.local.replace(hour=0, minute=0, second=0), start.zone, all_day=True)
    start.utc  # noqa: B018  raises here what it would raise later
    sequence = entry.value("SEQUENCE")
    return Meeting(
        entry,
        entry.value("UID"),
        start,
        length,
        rid,
        ranged,
        guests(entry),
        calendar.method == "CANCEL"
        or entry.value("STATUS").upper() in ("CANCELLED", "CANCELED")
        or bool(_CANCELLED.match(entry.value("SUMMARY"))),
        (int(sequence) if sequence.isdecimal() and len(sequence) < 10 else 0, entry.value("LAST-MODIFIED")),
    )


def _second_opinion(text: str, entry: Entry, zones: Zones) -> Meeting | None:
    """Return what icalendar makes of an event we cannot date; None if it cannot either."""
    from icalendar import Event

    try:
        event: Any = Event.from_ical(text)
        start = event["DTSTART"].dt
        written = start.strftime(
            "%Y%m%dT%H%M%SZ" if isinstance(start, datetime) and start.tzinfo else "%Y%m%dT%H%M%S"
        )
        if not isinstance(start, datetime):
            written = written[:8]
        entry.lines["DTSTART"] = [("", written)]
        return _meeting(entry, zones)
    except Exception:  # noqa: BLE001  icalendar raises ten kinds of errors on foreign events
        return None


def _keep_newest(told: Understood) -> None:
    """Put aside older versions of an event: same uid and instance, and the same start or another SEQUENCE."""
    newest: dict[tuple[str, str], list[Meeting]] = {}
    dropped: set[int] = set()
    for meeting in told.meetings:
        if not meeting.uid:
            continue
        rid = meeting.recurrence_id.utc if meeting.recurrence_id else ""
        rivals = newest.setdefault((meeting.uid, rid), [])
        for index, rival in enumerate(rivals[:4]):
            same_start = rival.start.utc == meeting.start.utc
            if not same_start and rival.version[0] == meeting.version[0] and not meeting.cancelled:
                continue
            later = meeting.version > rival.version or (not same_start and meeting.cancelled)
            older, newer = (rival, meeting) if later else (meeting, rival)
            if newer is meeting:
                rivals[index] = meeting
            told.superseded[older.row] = (older, newer.row)
            dropped.add(older.row)
            break
        else:
            rivals.append(meeting)
    if dropped:
        told.meetings = [meeting for meeting in told.meetings if meeting.row not in dropped]


class Expansion:
    """The instances of the meetings of one file, within the window around `now` and the bounds of a file."""

    def __init__(self, told: Understood, zones: Zones, now: datetime) -> None:
        self._zones = zones
        day = min(now.day, 28) if now.month == 2 else now.day
        self._first = now.replace(year=now.year - YEARS_PAST, day=day, tzinfo=None)
        self._last = (now + AHEAD).replace(tzinfo=None)
        self._left = MAX_OF_FILE
        self.problems: list[tuple[int, str]] = []
        self._overrides: dict[str, list[Meeting]] = {}
        series: set[str] = set()
        for meeting in told.meetings:
            if meeting.recurrence_id is not None and meeting.uid:
                self._overrides.setdefault(meeting.uid, []).append(meeting)
            else:
                series.add(meeting.uid)
        self._series = series
        self._made: dict[int, tuple[Instance, ...]] = {}

    def speaks_for_another(self, meeting: Meeting) -> bool:
        """Tell whether an event only changes an instance of a series that is in the file too."""
        return meeting.recurrence_id is not None and meeting.uid in self._series

    def is_single(self, meeting: Meeting) -> bool:
        """Tell whether an event neither recurs nor is changed by another."""
        lines = meeting.entry.lines
        return "RRULE" not in lines and "RDATE" not in lines and meeting.uid not in self._overrides

    def instances(self, meeting: Meeting) -> tuple[Instance, ...]:
        """Return the instances of a single event, of a series with all its changes, or of a change without series."""
        found = self._made.get(meeting.row)
        if found is None:
            found = self._made[meeting.row] = tuple(self._instances(meeting))
        return found

    def _instances(self, meeting: Meeting) -> Iterator[Instance]:
        lines = meeting.entry.lines
        overrides = (
            self._overrides.get(meeting.uid, []) if meeting.recurrence_id is None and meeting.uid else []
        )
        recurs = "RRULE" in lines or "RDATE" in lines
        if not recurs and not overrides:
            rid = meeting.recurrence_id
            yield Instance(meeting.row, meeting, meeting.start, meeting.start.utc, rid.utc if rid else "")
            return
        changed = {o.recurrence_id.in_zone(meeting.start.zone): o for o in overrides if o.recurrence_id}
        changed_days = {at.date() for at in changed}
        ranged = sorted(at for at, o in changed.items() if o.from_here_on)
        made: list[Instance] = []
        for local in self._times(meeting) if recurs else [meeting.start.local]:
            if local in changed or (meeting.start.all_day and local.date() in changed_days):
                continue
            mark = meeting.start.moved(local).utc
            before = bisect_right(ranged, local)
            if not before:
                made.append(Instance(meeting.row, meeting, meeting.start.moved(local), mark, mark))
            else:
                ruling = ranged[before - 1]
                said_by = changed[ruling]
                shifted = said_by.start.moved(said_by.start.local + (local - ruling))
                made.append(Instance(meeting.row, said_by, shifted, shifted.utc, mark))
        for at, override in changed.items():
            if not recurs or self._first <= override.start.local <= self._last:
                mark = meeting.start.moved(at).utc
                made.append(Instance(meeting.row, override, override.start, override.start.utc, mark))
        made.sort(key=lambda instance: instance.at)
        yield from made

    def _times(self, meeting: Meeting) -> list[datetime]:
        """Return the local times of a series: DTSTART, RRULE and RDATE without EXRULE and EXDATE."""
        lines, calendar, start = meeting.entry.lines, meeting.entry.calendar, meeting.start
        times: set[datetime] = set()
        if not lines.get("RRULE") and self._first <= start.local <= self._last:
            times.add(start.local)
        for name, take in (("RRULE", times.update), ("EXRULE", times.difference_update)):
            for _, value in lines.get(name, ())[:10]:
                try:
                    rule = recurrence.rule(value)
                except recurrence.TooOften:
                    self.problems.append((meeting.row, "recurs-too-often"))
                    times.add(start.local)
                    continue
                except ValueError:
                    self.problems.append((meeting.row, "rule-unreadable"))
                    times.add(start.local)
                    continue
                take(self._of_rule(rule, meeting))
        days: set[date] = set()
        for name in ("RDATE", "EXDATE"):
            for line in lines.get(name, ())[:1000]:
                try:
                    found = moments(line, calendar, self._zones)
                except (ValueError, OverflowError):
                    self.problems.append((meeting.row, "rule-unreadable"))
                    continue
                self._apply(name, found, times, days, start)
        # A bare day takes out whatever begins on it (Google, Exchange).
        kept = sorted(time for time in times if time.date() not in days) if days else sorted(times)
        if len(kept) > min(recurrence.MAX_INSTANCES, self._left):
            self.problems.append((meeting.row, "recurs-too-often"))
            kept = kept[: min(recurrence.MAX_INSTANCES, self._left)]
        self._left -= len(kept)
        return kept

    def _apply(
        self, name: str, found: list[Moment], times: set[datetime], days: set[date], start: Moment
    ) -> None:
        """Put what a line of further or left out times says into `times`, and bare days left out into `days`."""
        for one in found:
            local = one.in_zone(start.zone)
            if name == "RDATE":
                if one.all_day and not start.all_day:
                    local = datetime.combine(local.date(), start.local.time())
                if self._first <= local <= self._last:
                    times.add(local)
            elif one.all_day or start.all_day:
                days.add(local.date())
            else:
                times.discard(local)

    def _of_rule(self, rule: recurrence.Rule, meeting: Meeting) -> list[datetime]:
        start = meeting.start
        if rule.until and rule.until_utc and not start.all_day:
            rule = replace(rule, until=Moment(rule.until, UTC).in_zone(start.zone))
        found = recurrence.occurrences(rule, start.local, self._first, self._last)
        return list(islice(found, self._left + 1))
