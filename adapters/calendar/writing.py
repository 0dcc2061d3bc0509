r"""Write a feed as iCalendar bytes (RFC 5545, RFC 7986) that every client reads alike.

icalendar builds the components and their values; the bytes are ours. Three things of icalendar 7.3 are
corrected here: it turns the two characters `\N` of a text (`C:\New`) into a line break, it folds inside
what a reader sees as one character (a letter and its accent, an emoji and its skin tone), and the time
zones it makes list dates, which several readers ignore (see `adapters.calendar.vtimezone`).

What is left out on purpose: METHOD (libical then wants an ORGANIZER, RFC 5546), UID on the calendar
(vdirsyncer 0.21 then keeps one event only), ATTENDEE and ORGANIZER (clients would write to the people),
and any "now": the same feed gives the same bytes on every machine.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from adapters.calendar import vtimezone
from adapters.calendar.folding import fold
from adapters.calendar.zones import load
from sync.model import Event, Feed

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from icalendar import Alarm, Calendar
    from icalendar import Event as VEvent

PRODUCT = "-//reseau//reseau {version}//{language}"
MAX_EVENTS = 1_000
MAX_BYTES = 900_000
"""Google drops events of larger feeds without a word."""

COLOURS = {
    "cornflowerblue": "#6495ED",
    "crimson": "#DC143C",
    "darkorange": "#FF8C00",
    "goldenrod": "#DAA520",
    "gray": "#808080",
    "hotpink": "#FF69B4",
    "mediumpurple": "#9370DB",
    "olivedrab": "#6B8E23",
    "royalblue": "#4169E1",
    "seagreen": "#2E8B57",
    "sienna": "#A0522D",
    "slategray": "#708090",
    "steelblue": "#4682B4",
    "teal": "#008080",
    "tomato": "#FF6347",
}
"""CSS3 colour names (RFC 7986 §5.9) with the hexadecimal form that Apple's property wants."""

_TAIL = b"END:VCALENDAR\r\n"

# What no text of a calendar may hold: controls other than tab and line feed, halves of surrogate pairs,
# byte order marks, code points that are no characters.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 17))
    + "]"
)
_LINE_ENDS = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
_NOT_IN_URI = re.compile(r"[^!#-;=?-\[\]_a-~%]")


def write(feed: Feed, version: str = "") -> bytes:
    """Return the feed as a file: UTF-8, CRLF, folded at 75 octets, sorted by start and uid.

    Of a feed that is too large only the part `fit` keeps is written. `version` is that of reseau; it
    stands in PRODID, and so do its words `//reseau//`, by which our own feed is known when it comes back.
    """
    kept, _ = fit(feed)
    zone, _ = _zone(kept)
    return b"".join([_head(kept, version), *(_event_bytes(event, zone) for event in kept.events), _TAIL])


def fit(feed: Feed) -> tuple[Feed, tuple[Event, ...]]:
    """Return the feed in writing order within the bounds, and the events that had to be left out.

    At most 1,000 events and 900 kB, because Google loses events beyond; those furthest from `today` go
    first (without `today`: the latest). An event whose uid came before is left out as well.
    """
    zone, _ = _zone(feed)
    events: dict[str, Event] = {}
    twice = [e for e in sorted(feed.events, key=_order) if events.setdefault(e.uid, e) is not e]
    if len(events) <= MAX_EVENTS and sum(map(_weight, events.values())) <= MAX_BYTES - 20_000:
        return replace(feed, events=tuple(events.values())), tuple(twice)
    room = MAX_BYTES - len(_head(replace(feed, events=tuple(events.values())), "")) - 1_000
    kept: list[Event] = []
    left_out: list[Event] = []
    for event in sorted(events.values(), key=lambda e: (_distance(e, feed.today), *_order(e))):
        if not left_out:
            room -= len(_event_bytes(event, zone))
        full = bool(left_out) or room < 0 or len(kept) == MAX_EVENTS
        (left_out if full else kept).append(event)
    return replace(feed, events=tuple(sorted(kept, key=_order))), tuple(sorted(twice + left_out, key=_order))


def _order(event: Event) -> tuple[str, str]:
    return event.start, event.uid


def _weight(event: Event) -> int:
    """Return a bound for the octets of an event without building it."""
    texts = (event.uid, event.summary, event.description, event.location, *event.categories)
    return 700 + 5 * sum(map(len, texts)) + 13 * len(event.url)


def _distance(event: Event, today: str) -> int:
    day = date.fromisoformat(event.start[:10])
    return abs((day - date.fromisoformat(today[:10])).days) if today else day.toordinal()


class _Text:
    """A TEXT value (RFC 5545 §3.3.11) for icalendar, escaped by us."""

    def __init__(self, text: str) -> None:
        from icalendar import Parameters

        self.params = Parameters()
        self._text = text

    def to_ical(self) -> bytes:
        r"""Return the text with `\`, `;`, `,` and line feeds escaped, and nothing else."""
        text = self._text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
        return text.replace("\n", "\\n").encode()


class _Texts(_Text):
    """Several TEXT values in one property (CATEGORIES)."""

    def __init__(self, texts: tuple[str, ...]) -> None:
        super().__init__("")
        self._parts = tuple(_Text(text) for text in texts)

    def to_ical(self) -> bytes:
        """Return the values between commas that are not escaped."""
        return b",".join(part.to_ical() for part in self._parts)


def _paragraphs(text: str) -> str:
    """Return text that may have several lines, without what a calendar must not hold."""
    return _FORBIDDEN.sub("", _LINE_ENDS.sub("\n", text)).strip()


def _line(text: str) -> str:
    """Return text on one line, without what a calendar must not hold."""
    return " ".join(_paragraphs(text).split())


def _title(text: str) -> str:
    r"""Return a title. Readers disagree on what `\\` followed by `n` means, so a title has no backslash."""
    return _line(text).replace("\\", "/") or "…"


def _uri(text: str) -> str:
    """Return an address in the characters of RFC 3986; anything else is percent-encoded."""
    return _NOT_IN_URI.sub(
        lambda c: "".join(f"%{byte:02X}" for byte in c[0].encode("utf-8", "replace")), _line(text)
    )


def write_event(event: Event, zone: str = "UTC", version: str = "") -> bytes:
    """Return one event as a file of its own, as CalDAV wants it (RFC 4791 §4.1)."""
    feed = Feed("", (event,), zone=zone)
    known, parts = _zone(feed)
    calendar = _begin(feed, version)
    _add_zone(calendar, feed, known, parts)
    return b"".join([_bytes(calendar).removesuffix(_TAIL), _event_bytes(event, known), _TAIL])


def _begin(feed: Feed, version: str) -> Calendar:
    from icalendar import Calendar

    calendar = Calendar()
    product = PRODUCT.format(version=_line(version), language=_line(feed.language).upper())
    _add(calendar, "VERSION", "2.0")
    _add(calendar, "PRODID", product.replace(" //", "//"))
    _add(calendar, "CALSCALE", "GREGORIAN")
    return calendar


def _head(feed: Feed, version: str) -> bytes:
    # In hours and never in days: some readers know no other form, and an odd one stops the feed for good.
    interval = f"PT{max(1, feed.refresh_h)}H"
    refresh = _Text(interval)
    refresh.params["VALUE"] = "DURATION"
    calendar = _begin(feed, version)
    name, description = _line(feed.name) or "reseau", _paragraphs(feed.description)
    for key, text in (
        ("NAME", name),
        ("X-WR-CALNAME", name),
        ("DESCRIPTION", description),
        ("X-WR-CALDESC", description),
        ("X-WR-TIMEZONE", load(feed.zone).key),
        ("COLOR", feed.colour if feed.colour in COLOURS else ""),
        ("X-APPLE-CALENDAR-COLOR", COLOURS.get(feed.colour, "")),
    ):
        if text:
            _add(calendar, key, text)
    calendar.add("REFRESH-INTERVAL", refresh, encode=False)
    _add(calendar, "X-PUBLISHED-TTL", interval)
    _add_zone(calendar, feed, *_zone(feed))
    # The calendar is closed by _TAIL, after the events.
    return _bytes(calendar).removesuffix(_TAIL)


def _add_zone(
    calendar: Calendar, feed: Feed, zone: ZoneInfo, parts: tuple[vtimezone.Observance, ...]
) -> None:
    """Describe the zone if a time of the feed is written in it."""
    if any(
        type(moment) is datetime and moment.tzinfo is zone for e in feed.events for moment in _times(e, zone)
    ):
        calendar.add_component(vtimezone.component(zone, parts))


def _zone(feed: Feed) -> tuple[ZoneInfo, tuple[vtimezone.Observance, ...]]:
    """Return the zone the feed's times are written in and its parts; UTC where no yearly rules tell it."""
    zone, utc = load(feed.zone), load("UTC")
    moments = [_instant(event.start) for event in feed.events if len(event.start) > 10]
    if not moments or zone.key in ("UTC", "Etc/UTC"):
        return utc, ()
    parts = vtimezone.observances(zone, min(moments), max(moments))
    return (zone, parts) if parts else (utc, ())


def _times(event: Event, zone: ZoneInfo) -> tuple[date, date]:
    """Return start and end as they are written: both days, both times in the zone, or both in UTC."""
    if len(event.start) == 10:
        day = date.fromisoformat(event.start)
        end = date.fromisoformat(event.end[:10]) if event.end else day
        return day, max(end, day + timedelta(days=1))
    start = datetime.fromisoformat(event.start).astimezone(UTC)
    end = datetime.fromisoformat(event.end).astimezone(UTC) if event.end else start
    if end <= start:
        end = start + timedelta(hours=1)
    shown = start.astimezone(zone), end.astimezone(zone)
    # A local time that comes twice when the clocks go back means the first (RFC 5545 §3.3.5).
    return (start, end) if zone.key == "UTC" or any(moment.fold for moment in shown) else shown


@lru_cache(maxsize=4 * MAX_EVENTS)
def _event_bytes(event: Event, zone: ZoneInfo) -> bytes:
    from icalendar import Event as VEvent
    from icalendar.prop import vDDDTypes, vUri

    start, end = _times(event, zone)
    all_day = type(start) is date
    free = all_day or event.transparent
    made: VEvent = VEvent()
    _add(made, "UID", _line(event.uid)[:250])
    made.add("DTSTAMP", _instant(event.modified))
    made.add("CREATED", _instant(event.created or event.modified))
    made.add("LAST-MODIFIED", _instant(event.modified))
    made.add("SEQUENCE", max(0, event.sequence))
    made.add("DTSTART", vDDDTypes(start), encode=False)
    made.add("DTEND", vDDDTypes(end), encode=False)
    _add(made, "SUMMARY", _title(event.summary))
    if description := _paragraphs(event.description):
        _add(made, "DESCRIPTION", description)
    if location := _line(event.location):
        _add(made, "LOCATION", location)
    if url := _uri(event.url):
        made.add("URL", vUri(url), encode=False)
    if categories := tuple(filter(None, map(_line, event.categories))):
        made.add("CATEGORIES", _Texts(categories), encode=False)
    _add(made, "STATUS", event.status or "CONFIRMED")
    _add(made, "TRANSP", "TRANSPARENT" if free else "OPAQUE")
    _add(made, "CLASS", "PRIVATE")
    # Outlook ignores TRANSP for events that last all day.
    _add(made, "X-MICROSOFT-CDO-BUSYSTATUS", "FREE" if free else "BUSY")
    if event.alarm:
        made.add_component(_alarm(event))
    return _bytes(made)


def _alarm(event: Event) -> Alarm:
    from icalendar import Alarm

    alarm = Alarm()
    _add(alarm, "ACTION", "DISPLAY")
    _add(alarm, "DESCRIPTION", _title(event.summary))
    _add(alarm, "TRIGGER", event.alarm)
    return alarm


def _instant(iso: str) -> datetime:
    return datetime.fromisoformat(iso).astimezone(UTC).replace(microsecond=0)


def _add(component: Calendar | VEvent | Alarm, name: str, text: str) -> None:
    component.add(name, _Text(text), encode=False)


def _bytes(component: Calendar | VEvent) -> bytes:
    """Return a component as lines that end in CRLF, folded by us."""
    lines = (str(line) for line in component.content_lines(sorted=False) if line)
    return b"".join(fold(line) for line in lines)
