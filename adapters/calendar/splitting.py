"""Cut calendar bytes into components, tolerantly and fast: the few properties a meeting needs, nothing else.

icalendar builds an object for every line and gives up a whole file for one bad line; here only lines that
matter are looked at, a bad line costs itself, and nothing is understood yet: values stay text.
Terms: a *line* is a property as (parameters, value); an `Entry` is one VEVENT with its lines by name.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from typing import BinaryIO

Line = tuple[str, str]

_OF_EVENT = frozenset(
    "UID SUMMARY DTSTART DTEND DURATION RRULE RDATE EXDATE EXRULE RECURRENCE-ID ATTENDEE ORGANIZER STATUS TRANSP"
    " SEQUENCE LAST-MODIFIED X-MICROSOFT-CDO-ALLDAYEVENT X-MICROSOFT-CDO-BUSYSTATUS".split()
)
_OF_CALENDAR = frozenset("METHOD PRODID VERSION X-WR-TIMEZONE X-WR-CALNAME TZ TZID".split())
_KEPT = _OF_EVENT | _OF_CALENDAR | {"BEGIN", "END"}
# Most lines are put aside by their first three letters alone; this is what makes the splitter fast.
_STARTS = frozenset(form(name[:3]) for name in _KEPT for form in (str.upper, str.lower, str.title)) | {
    "TZ:",
    "Tz:",
}
_QUOTED = re.compile(r"([\w-]+)(;(?:[^\":]|\"[^\"]*(?:\"|$))*):(.*)")
_TIMES = frozenset({"DTSTART", "DTEND", "RECURRENCE-ID", "EXDATE", "RDATE"})
_LAST_TIME = re.compile(r"(.*):(\d{4}-?\d\d-?\d\d.*)$")
_PARAMETER = re.compile(r';\s*([\w-]+)\s*(?:=\s*(?:"([^"]*)"?|([^;]*)))?')
_MARKS = re.compile(r"\^(['n^])")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
MAX_HEADS = 20_000
MAX_LINE = 100_000
"""A longer line holds an attachment, never a name or a time."""


CHUNK = 1024 * 1024
MAX_KEPT = 100 * 1024 * 1024
"""Bytes of one calendar without its attachments; a quarter of a million events need less."""


@dataclass(slots=True)
class Calendar:
    """What a VCALENDAR says of all its events; components outside of one share an empty one."""

    method: str = ""
    product: str = ""
    version: str = ""
    zone: str = ""
    name: str = ""
    offset: str = ""
    zones: dict[str, str] = field(default_factory=dict)
    """The text of each VTIMEZONE by its TZID."""


@dataclass(slots=True)
class Entry:
    """One VEVENT: `row` is 1-based in file order, `open` tells that the file ended inside it."""

    row: int
    calendar: Calendar
    from_line: int
    to_line: int = 0
    lines: dict[str, list[Line]] = field(default_factory=dict)
    open: bool = True

    def first(self, name: str) -> Line | None:
        """Return the first line of this name."""
        found = self.lines.get(name)
        return found[0] if found else None

    def value(self, name: str) -> str:
        """Return the value of the first line of this name, trimmed; empty if there is none."""
        found = self.lines.get(name)
        return found[0][1].strip() if found else ""


@dataclass(slots=True)
class Split:
    """A file in parts. `repaired` tells that some letters were in another encoding."""

    lines: list[str]
    encoding: str
    repaired: bool
    entries: list[Entry]

    def line(self, entry: Entry, name: str) -> Line | None:
        """Return the first line of a name that is not kept for every event, for few need it."""
        for line in self.lines[entry.from_line : entry.to_line]:
            if line[: len(name)].upper() == name:
                found, params, value = _parts(line)
                if found == name:
                    return params, value
        return None

    def text(self, entry: Entry) -> str:
        """Return the unfolded lines of an event."""
        return "\n".join(self.lines[entry.from_line : entry.to_line])


def slim(stream: BinaryIO) -> bytes | None:
    """Return a calendar without lines, folded or not, that are longer than `MAX_LINE`, reading in pieces.

    None for one that is larger than `MAX_KEPT` even so.
    """
    kept: list[bytes] = []
    size, begun, long = 0, b"", 0  # `long` counts the bytes of the property so far
    while piece := stream.read(CHUNK):
        lines = (begun + piece).split(b"\n")
        begun = lines.pop()
        for line in lines:
            long = long + len(line) if line[:1] in (b" ", b"\t") else len(line)
            if long <= MAX_LINE:
                kept.append(line)
                size += len(line) + 1
        if len(begun) > MAX_LINE:
            # Its end is passed over like its beginning.
            begun = begun[:1] + b"x" * MAX_LINE
        if size > MAX_KEPT:
            return None
    return b"\n".join([*kept, begun])


def split(content: bytes) -> Split:
    """Return the events of a file, whatever its encoding, line ends and missing or superfluous lines."""
    text, encoding, repaired = decode(content)
    lines = text.split("\n")
    if "QUOTED-PRINTABLE" in text:
        lines = _without_soft_breaks(lines)
    loose = Calendar()
    calendar = loose
    entries: list[Entry] = []
    entry: Entry | None = None
    heads: dict[str, tuple[str, str, bool]] = {}  # before the colon there are few different texts
    inside: list[str] = []  # components within a component, which are passed over
    zone_from, tzid = -1, ""
    for number, line in enumerate(lines):
        if line[:3] not in _STARTS:
            continue
        head, colon, value = line.partition(":")
        known = heads.get(head) if colon else None
        if known is None or (known[2] and not value[:4].isdigit()):
            # A quote or the name of a zone may hold the colon; then the head ends further on and says nothing of
            # other lines.
            ends_here = bool(colon) and '"' not in head
            name, params, value = _parts(line)
            timed = bool(params) and name in _TIMES
            if known is None and ends_here and (not timed or value[:4].isdigit()) and len(heads) < MAX_HEADS:
                heads[head] = (name, params, timed)
        else:
            name, params, _ = known
        if entry is not None and not inside and name in _OF_EVENT:
            # Nearly every line that is kept comes here.
            if len(value) <= MAX_LINE:
                entry.lines.setdefault(name, []).append((params, value))
        elif name == "BEGIN":
            kind = value.strip().upper()
            if kind in ("VEVENT", "VCALENDAR"):
                # Whatever was open was never closed; it ends here.
                _close(entry, number)
                entry, zone_from = None, -1
                inside.clear()
                if kind == "VEVENT":
                    entry = Entry(len(entries) + 1, calendar, from_line=number)
                    entries.append(entry)
                else:
                    calendar = Calendar()
            elif kind == "VTIMEZONE" and entry is None and not inside:
                zone_from, tzid = number, ""
            else:
                inside.append(kind)
        elif name == "END":
            kind = value.strip().upper()
            if kind == "VEVENT" and entry is not None:
                _close(entry, number + 1)
                entry = None
                inside.clear()
            elif kind == "VTIMEZONE" and zone_from >= 0:
                calendar.zones.setdefault(tzid, "\n".join(lines[zone_from : number + 1]))
                zone_from = -1
                inside.clear()
            elif kind == "VCALENDAR":
                _close(entry, number)
                calendar, entry, zone_from = loose, None, -1
                inside.clear()
            elif kind in inside:
                del inside[inside.index(kind) :]
        elif inside or entry is not None:
            continue
        elif zone_from >= 0:
            if name == "TZID" and not tzid:
                tzid = value.strip()
        elif name in _OF_CALENDAR:
            _describe(calendar, name, value.strip())
    if entry is not None:
        entry.to_line = len(lines)
    return Split(lines, encoding, repaired, entries)


def _parts(line: str) -> tuple[str, str, str]:
    """Return name in upper case, parameters from their first `;` on, and value; an empty name if it has none."""
    head, colon, value = line.partition(":")
    if '"' in head:
        found = _QUOTED.match(line)
        if found:
            return found[1].upper(), found[2], found[3]
        # Outlook's web access once closed the quote behind the value: TZID="W. Europe Standard Time:2020…"
        head, colon, value = line.replace('"', "").partition(":")
    if not colon:
        return "", "", ""
    name, mark, params = head.partition(";")
    if params and not value[:4].isdigit() and name.upper() in _TIMES:
        # A colon within a zone that nobody quoted: TZID=tzone://Microsoft/Utc, TZID=(UTC+01:00) Paris.
        found = _LAST_TIME.match(line, len(name) + 1)
        if found:
            params, value = found[1], found[2]
    return name.upper(), mark + params, value


def _close(entry: Entry | None, number: int) -> None:
    if entry is not None:
        entry.to_line = number
        entry.open = False


def _without_soft_breaks(lines: list[str]) -> list[str]:
    """Return lines with quoted-printable ones joined (vCalendar 1.0 ends them with `=`)."""
    joined: list[list[str]] = []
    soft = False
    for line in lines:
        if soft:
            joined[-1].append(line.removesuffix("="))
            soft = line.endswith("=")
            continue
        soft = line.endswith("=") and "QUOTED-PRINTABLE" in line.partition(":")[0].upper()
        joined.append([line.removesuffix("=") if soft else line])
    return ["".join(parts) for parts in joined]


def _describe(calendar: Calendar, name: str, value: str) -> None:
    match name:
        case "METHOD":
            calendar.method = value.upper()
        case "PRODID":
            calendar.product = value
        case "VERSION":
            calendar.version = value
        case "X-WR-TIMEZONE":
            calendar.zone = value
        case "X-WR-CALNAME":
            calendar.name = value
        case "TZ":
            calendar.offset = value
        case _:
            pass


def decode(content: bytes) -> tuple[str, str, bool]:
    r"""Return unfolded text with `\n` as line end, the name of the encoding, and whether letters were repaired.

    Lines are unfolded before they are decoded, because some writers fold inside a character. A file that
    is not UTF-8 is read as UTF-8 where it is, and as Windows-1252 where it is not.
    """
    encoding = "utf-8"
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or content[:2] in (b"B\0", b"\0B"):
        encoding = "utf-16-be" if content[:2] in (b"\xfe\xff", b"\0B") else "utf-16-le"
        content = content.decode(encoding, "replace").encode("utf-8", "replace")
    elif content.startswith(b"\xef\xbb\xbf"):
        encoding = "utf-8-sig"
    content = content.removeprefix(b"\xef\xbb\xbf")
    if b"\0" in content:
        content = content.replace(b"\0", b"")
    if b"\r" in content:
        content = content.replace(b"\r\n", b"\n")
        if b"\r" in content:
            content = content.replace(b"\r", b"\n")
    if b"\n\n" in content:
        content = re.sub(rb"\n\n+", b"\n", content)
    for fold in (b"\n ", b"\n\t"):
        if fold in content:
            content = content.replace(fold, b"")
    try:
        return content.decode(), encoding, False
    except UnicodeDecodeError:
        return content.decode("utf-8", _WINDOWS), "windows-1252", True


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    """Return the bytes that are no UTF-8 as Windows-1252 reads them, or Latin-1 what it has no letter for."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in wrong), error.end


_WINDOWS = "reseau-windows-1252"
codecs.register_error(_WINDOWS, _as_windows)


def parameters(text: str) -> dict[str, str]:
    """Return the parameters of a line by upper-case name, without quotes, RFC 6868 marks resolved.

    >>> parameters(';CN="Doe, John";PARTSTAT=ACCEPTED')
    {'CN': 'Doe, John', 'PARTSTAT': 'ACCEPTED'}
    """
    found: dict[str, str] = {}
    if '"' not in text and "^" not in text:
        for part in text.split(";"):
            name, equals, value = part.partition("=")
            if equals:
                found.setdefault(name.strip().upper(), value.strip())
            elif name:
                # vCalendar 1.0 writes values alone: ATTENDEE;DECLINED, SUMMARY;QUOTED-PRINTABLE
                found.setdefault(name.strip().upper(), "")
        return found
    for name, quoted, plain in _PARAMETER.findall(text):
        value = quoted or plain.strip()
        if "^" in value:
            value = _MARKS.sub(lambda mark: {"'": '"', "n": "\n", "^": "^"}[mark[1]], value)
        found.setdefault(name.upper(), value)
    return found


def plain(line: Line | None) -> str:
    r"""Return a TEXT value as a person reads it, on one line.

    >>> plain(("", r"Lunch\, then\nwalk"))
    'Lunch, then walk'
    """
    if line is None:
        return ""
    params, value = line
    if params and "QUOTED-PRINTABLE" in params.upper():
        value = quoted_printable(value, parameters(params).get("CHARSET", "utf-8"))
    if "\\" in value:
        value = _ESCAPE.sub(lambda escape: "\n" if escape[1] in "nN" else escape[1], value)
    return " ".join(value.split())


def quoted_printable(value: str, charset: str) -> str:
    """Return a quoted-printable value (vCalendar 1.0) as text."""
    from quopri import decodestring

    content = decodestring(value.encode())
    try:
        return content.decode(charset or "utf-8")
    except (UnicodeDecodeError, LookupError):
        return content.decode("utf-8", _WINDOWS)
