"""Calendars: read `.ics` and `.vcs` files of all ages into meetings, and write the feed to subscribe to.

splitting    bytes to components, tolerantly      moments      times, days, durations and their zones
guests       who was invited                      recurrence   rules, within a window and bounds
meetings     events to meetings, series expanded  reading      meetings to the values of the model
journeys     events that tell where the owner is
writing      the feed; folding, vtimezone, zones serve it

Nothing is ever given up for one bad event, and nothing runs without bounds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from adapters.calendar import splitting
from adapters.calendar.reading import File, Known
from sync.ports import Context, Item, Member, Source, Unreadable

_BEGIN = re.compile(
    rb"\s*BEGIN\s*:\s*V(?:CALENDAR|EVENT|TODO|TIMEZONE|JOURNAL|FREEBUSY)\s*[\r\n]", re.IGNORECASE
)
_ANYWHERE = re.compile(rb"^BEGIN:V(?:CALENDAR|EVENT)", re.IGNORECASE | re.MULTILINE)
_SUFFIXES = (".ics", ".ical", ".ifb", ".vcs", ".icalendar")


class CalendarReader:
    """Reads meetings and the people met in them."""

    name = "calendar"
    order = 30

    def identify(self, source: Source, *, forced: bool = False) -> tuple[str, ...]:
        """Return the members that begin like a calendar; files named like one may have something before it."""
        return tuple(member.name for member in source.members if _is_calendar(member, forced=forced))

    def read(self, source: Source, names: Iterable[str], context: Context) -> Iterator[Item]:
        """Yield records of all who were met, the meetings with them, Facts of kind `busy` for what will take the
        owner's time, so that nothing is planned there, and of kind `away` for where they will be; see `sync.ports.Reader.read`.
        """
        known = Known()
        for member in _chosen(source, names):
            yield from File(member.name, _content(member), context, known).items()


READER = CalendarReader()


def _chosen(source: Source, names: Iterable[str]) -> list[Member]:
    wanted = set(names)
    return [member for member in source.members if member.name in wanted]


def _content(member: Member) -> bytes:
    """Return a calendar whole, or without its attachments when it is large. Raises `Unreadable`."""
    if member.size <= splitting.MAX_KEPT // 4:
        return member.read()
    with member.open() as stream:
        content = splitting.slim(stream)
    if content is None:
        raise Unreadable("calendar-too-large", file=member.name)
    return content


def _is_calendar(member: Member, *, forced: bool) -> bool:
    head = member.head().removeprefix(b"\xef\xbb\xbf")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in head[:4]:
        head = head.removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    if b"\0" in head:
        head = head.replace(b"\0", b"")
    named = member.name.lower().endswith(_SUFFIXES)
    if _BEGIN.match(head):
        return True
    return bool((named or forced) and (_ANYWHERE.search(head) or (forced and named)))
