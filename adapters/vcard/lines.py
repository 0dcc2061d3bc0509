"""One card as properties: a byte-exact layer under everything that reads or edits vCards.

head     what stands before the colon: group, name and parameters
value    what stands after it, unfolded and decoded, its escapes still in place
body     the byte ranges of a base64 value, which is never decoded here and copied only by who wants it
span     where a property lies in the block of its card, line ends included

RFC 6350 §3.2 (unfolding), §3.3 (grammar); RFC 6868 (`^n ^' ^^` in parameters); vCard 2.1 §2.1 (quoted
printable, folding at white space, parameters without name). A line break is CR LF, LF or CR; letters are
decoded property by property: CHARSET, else UTF-8, else windows-1252. Nothing here raises on any bytes.
"""

from __future__ import annotations

import re
from binascii import a2b_qp
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sync.entries import Params

_ENCODINGS = frozenset({"QUOTED-PRINTABLE", "BASE64", "B", "8BIT", "7BIT", "Q"})
_VALUES = frozenset({"URL", "URI", "INLINE", "CONTENT-ID", "CID", "DATE", "DATE-TIME", "TEXT", "BINARY"})
KNOWN = frozenset(
    "BEGIN END VERSION N FN NICKNAME PHOTO BDAY ADR LABEL TEL EMAIL MAILER TZ GEO TITLE ROLE LOGO AGENT ORG "
    "CATEGORIES NOTE PRODID REV SORT-STRING SOUND UID URL CLASS KEY SOURCE KIND XML ANNIVERSARY GENDER LANG "
    "IMPP MEMBER RELATED CLIENTPIDMAP FBURL CALADRURI CALURI NAME PROFILE BIRTHPLACE DEATHPLACE DEATHDATE "
    "EXPERTISE HOBBY INTEREST ORG-DIRECTORY CONTACT-URI CREATED GRAMGENDER LANGUAGE PRONOUNS SOCIALPROFILE "
    "JSPROP".split()
)

_PHYSICAL = re.compile(rb"([^\r\n]*)(\r*)(\n|)")
_STARTS = re.compile(rb"[ \t]*(?:[A-Za-z0-9_-]+\.)?([A-Za-z][A-Za-z0-9_/-]*)[ \t]*[;:]")
_END = re.compile(rb"[ \t]*END[ \t]*:[ \t]*VCARD[ \t]*", re.IGNORECASE)
_BEGIN = re.compile(rb"[ \t]*BEGIN[ \t]*:[ \t]*VCARD[ \t]*", re.IGNORECASE)
_BASE64 = re.compile(rb"[ \t]*[A-Za-z0-9+/]+={0,2}[ \t]*")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_/-]*")
_GROUP = re.compile(r"[A-Za-z0-9_-]+")
_PARAMETER = re.compile(r'"([^"]*)"|([^,"]+)')
_VERSION = re.compile(rb"(?:^|[\r\n])[ \t]*VERSION[ \t]*(?:;[^:\r\n]*)?:[ \t]*([0-9.]+)", re.IGNORECASE)
_CARETS = {"^n": "\n", "^N": "\n", "^'": '"', "^^": "^"}
_CARET = re.compile(r"\^[nN'^]")

FAST_LIMIT = 3000
"""Above this size a card is read in place, so that its picture is not copied along with every step."""
MAX_LINES = 1_000_000
"""Lines of a card that are read: more than the largest picture has, folded as it should be."""
_HEAD = 4096
"""Bytes of a property in which its head is looked for while it is unfolded."""
_LONG_HEAD = 500
"""A head of more letters is not remembered: hardly any comes twice."""


@dataclass(slots=True, eq=False)
class Head:
    """What stands before the colon. `params` has upper-case names, one pair a value, transport left out.

    `encoding` is `B`, `Q` or empty. Equal heads are one value (see `head`), and never change: `plan` is
    where a reader keeps what it made of this head, to do so once and not for every card. `is_plain` says that
    its value stands as it is: no encoding, no charset, no group, no nested card.
    """

    name: str
    spelling: str
    group: str = ""
    params: Params = ()
    encoding: str = ""
    charset: str = ""
    plan: Any = None
    is_plain: bool = False


@dataclass(slots=True)
class Line:
    """One property of a card; `body` is set, and `value` empty, when it is base64 over many lines."""

    head: Head
    value: str
    start: int = 0
    end: int = 0
    body: tuple[tuple[int, int], ...] = ()
    repaired: bool = False


@dataclass(slots=True)
class Content:
    """A card as properties in order. `defects` names what was wrong with it, in the words of problem codes.

    A card without oddities is given as `plain` (head, value) pairs and no `lines`: half the cost, and most cards are.
    `grouped` tells that some property may have a group.
    """

    version: str
    lines: list[Line]
    defects: tuple[str, ...] = ()
    end: int = 0
    plain: list[tuple[Head, str]] | None = None
    grouped: bool = True


MAX_HEADS = 20_000
_heads: dict[str, Head | None] = {}
_whole_heads: dict[str, Head] = {}  # those without quotes, which the first colon always ends


def head(text: str) -> Head | None:
    """Return the head that `text` says, None when it is no head. Equal text gives the same value, quickly."""
    if len(text) > _LONG_HEAD:
        return _head(text)
    try:
        return _heads[text]
    except KeyError:
        if len(_heads) > MAX_HEADS:
            _heads.clear()
        made = _heads[text] = _head(text)
        return made


def _head(text: str) -> Head | None:
    first, *rest = _split_head(text)
    group, _, spelling = first.strip().rpartition(".")
    if not _NAME.fullmatch(spelling) or (group and not _GROUP.fullmatch(group)):
        return None
    params: list[tuple[str, str]] = []
    encoding = charset = ""
    for part in rest:
        name, values = _parameter(part)
        if name == "ENCODING":
            encoding = values[0].upper() if values else ""
        elif name == "CHARSET":
            charset = values[0] if values else ""
        elif name:
            params += [(name, value) for value in values]
    if encoding in ("BASE64", "B"):
        encoding = "B"
    elif encoding in ("QUOTED-PRINTABLE", "Q"):
        encoding = "Q"
    else:
        encoding = ""
    is_plain = not (encoding or charset or group or spelling.upper() == "AGENT")
    return Head(spelling.upper(), spelling, group, tuple(params), encoding, charset, None, is_plain)


def _split_head(text: str) -> list[str]:
    r"""Split at semicolons outside quotes; `\;` does not separate."""
    if '"' not in text and "\\" not in text:
        return text.split(";")
    parts, current, quoted, at = [], "", False, 0
    while at < len(text):
        letter = text[at]
        if letter == '"':
            quoted = not quoted
        if letter == "\\" and text[at + 1 : at + 2] == ";" and not quoted:
            current += ";"
            at += 2
            continue
        if letter == ";" and not quoted:
            parts.append(current)
            current = ""
        else:
            current += letter
        at += 1
    return [*parts, current]


def _parameter(text: str) -> tuple[str, list[str]]:
    """Return a parameter's name and values; one without name is TYPE, ENCODING or VALUE (vCard 2.1 §2.1.2)."""
    text = text.strip()
    if not text:
        return "", []
    name, equals, written = text.partition("=")
    if equals:
        name = name.strip().upper()
    else:
        written, upper = name, name.upper()
        name = "ENCODING" if upper in _ENCODINGS else "VALUE" if upper in _VALUES else "TYPE"
    values: list[str] = []
    pieces = [m[2] if m[1] is None else m[1] for m in _PARAMETER.finditer(written)] or [written]
    for piece in pieces:
        value = piece.strip()
        if "^" in value:
            value = _CARET.sub(lambda m: _CARETS[m[0]], value)
        # vCard 4.0 writes several types in one pair of quotes.
        values += [v.strip() for v in value.split(",")] if name == "TYPE" else [value]
    return name, [v for v in values if v] if name == "TYPE" else values or [""]


def split_line(line: str) -> tuple[str, str] | None:
    """Split a logical line at its first colon outside quotes; an unclosed quote does not swallow the value."""
    at = line.find(":")
    if at < 0:
        return None
    quote = line.find('"', 0, at)
    if quote < 0:
        return line[:at], line[at + 1 :]
    quoted = False
    for place, letter in enumerate(line):
        if letter == '"':
            quoted = not quoted
        elif letter == ":" and not quoted:
            return line[:place], line[place + 1 :]
    return line[:at], line[at + 1 :]


def decode(data: bytes, charset: str = "") -> tuple[str, bool]:
    """Return text, and whether it had to be taken for windows-1252 (or worse) to be read at all."""
    if charset:
        try:
            return data.decode(charset), False
        except (LookupError, UnicodeDecodeError, ValueError):
            pass
    try:
        return data.decode(), False
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("cp1252"), True
    except UnicodeDecodeError:
        return data.decode("latin-1"), True


def read(raw: bytes) -> Content:
    """Return the properties of the one card in `raw` (8-bit, see `splitting.narrow`)."""
    if len(raw) <= FAST_LIMIT:
        content = _read_plain(raw)
        if content is not None:
            return content
    return scan(raw)


def _read_plain(raw: bytes) -> Content | None:
    """Read a card without oddities; None says that it has one and `scan` must look at it."""
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        return None
    if "\r" in text:
        text = text.replace("\r\n", "\n")
        if "\r" in text:
            return None
    if not text.startswith("BEGIN:VCARD\n"):
        return None
    body, end, rest = text[12:].partition("\nEND:VCARD")
    if not end or rest not in ("\n", ""):
        return None
    if "\n " in body or "\n\t" in body:
        if "VERSION:2.1" in body or "=\n" in body:
            return None
        body = body.replace("\n ", "").replace("\n\t", "")
    found: list[tuple[Head, str]] = []
    rows = iter(body.split("\n"))
    version = ""
    if body.startswith("VERSION:"):
        version = next(rows)[8:].strip()
    grouped = False
    for line in rows:
        start, colon, value = line.partition(":")
        try:
            known = _whole_heads[start]
        except KeyError:
            parts = split_line(line)
            told = head(parts[0]) if parts else None
            if told is None or not parts:
                return None
            known = told
            if parts[0] == start and '"' not in start and len(start) <= _LONG_HEAD:
                if len(_whole_heads) > MAX_HEADS:
                    _whole_heads.clear()
                _whole_heads[start] = known
            value, colon = parts[1], ":"
        if not colon:
            return None
        if not known.is_plain:
            grouped = grouped or known.group != ""
            if known.encoding:
                if known.encoding != "Q":
                    return None
                while value.endswith("="):
                    more = next(rows, "")
                    # A property where a soft break promised more text: the scanner knows what to do.
                    if not more or (":" in more and _STARTS.match(more.encode())):
                        return None
                    value = value[:-1] + more
                value = _escaped_breaks(decode(a2b_qp(value.encode()), known.charset)[0])
            elif known.charset and not value.isascii():
                value, _ = decode(value.encode(), known.charset)
            elif known.name == "AGENT" and not value.strip():
                return None
        elif known.name == "VERSION":
            version = version or value.strip()
        found.append((known, value))
    return Content(version, [], (), 0, found, grouped)


def _escaped_breaks(value: str) -> str:
    r"""Return text in which real line breaks, such as quoted printable brings, are `\n`."""
    if "\n" in value or "\r" in value:
        return value.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")
    return value


def scan(raw: bytes) -> Content:
    """Return the properties with the place of each in `raw`, whatever state the card is in."""
    return _Scanner(raw).content()


class _Scanner:
    """Walks over the physical lines of one card."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self.places = list(islice(_places(raw), MAX_LINES))
        version = _VERSION.search(raw)
        self.version = version[1].decode() if version else ""
        self.at = 0
        self.defects: dict[str, None] = {}

    def text(self, number: int) -> bytes:
        start, end, _ = self.places[number]
        return self.raw[start:end]

    def content(self) -> Content:
        lines: list[Line] = []
        closed = False
        places, count = self.places, len(self.places)
        end = len(self.raw)
        while self.at < count:
            start = places[self.at][0]
            text = self.text(self.at)
            self.at += 1
            if not text.strip():
                continue
            if _END.fullmatch(text):
                end, closed = start, True
                break
            if _BEGIN.fullmatch(text):
                continue
            line = self.property(text)
            if line is None:
                self.defects["card-line-repaired"] = None
                continue
            line.start, line.end = start, places[self.at - 1][2]
            if line.head.name == "VERSION":
                self.version = self.version or line.value.strip()
                continue
            lines.append(line)
            if line.repaired:
                self.defects["encoding-repaired"] = None
        if not closed:
            self.defects["card-no-end"] = None
        return Content(self.version, lines, tuple(self.defects), end)

    def property(self, text: bytes) -> Line | None:
        """Read the property that begins with the physical line `text`, and all its further lines."""
        if not _STARTS.match(text):
            return None
        logical = self.unfold(text)
        parts = split_line(logical.decode("latin-1"))
        if parts is None:
            return None
        start, value = parts[0].encode("latin-1"), parts[1].encode("latin-1")
        known = head(decode(start)[0])
        if known is None:
            return None
        if known.encoding == "B":
            return self.base64(known, len(value))
        if known.encoding == "Q":
            value = a2b_qp(self.soft_breaks(value))
        elif known.name == "AGENT" and not value.strip():
            return Line(known, self.nested())
        else:
            value = self.wrapped(value)
        shown, repaired = decode(value, known.charset)
        return Line(known, _escaped_breaks(shown), repaired=repaired)

    def unfold(self, text: bytes) -> bytes:
        pieces, start = [text], text[:_HEAD]
        encoding = _encoding(start)
        while self.at < len(self.places):
            nxt = self.text(self.at)
            if nxt[:1] not in (b" ", b"\t") or not nxt.strip():
                break
            if encoding == "B" or (encoding == "Q" and pieces[-1].rstrip(b" \t").endswith(b"=")):
                break
            # vCard 2.1 §2.1.3 breaks lines at white space, which belongs to the text.
            pieces.append(nxt if self.version == "2.1" else nxt[1:])
            self.at += 1
            if len(start) < _HEAD and (b":" not in start or b'"' in start):
                start = (start + pieces[-1])[:_HEAD]
                encoding = _encoding(start)
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)

    def soft_breaks(self, value: bytes) -> bytes:
        pieces = [value]
        while self.at < len(self.places) and pieces[-1].rstrip(b" \t").endswith(b"="):
            nxt = self.text(self.at)
            found = _STARTS.match(nxt)
            if _END.fullmatch(nxt) or (found and found[1].decode().upper() in KNOWN):
                break
            pieces[-1] = pieces[-1].rstrip(b" \t")[:-1]
            pieces.append(nxt)
            self.at += 1
        return b"".join(pieces)

    def wrapped(self, value: bytes) -> bytes:
        """Take up lines that were broken without an indent: they start no property."""
        while self.at < len(self.places):
            nxt = self.text(self.at)
            if not nxt.strip() or _END.fullmatch(nxt) or _STARTS.match(nxt):
                break
            value += b"\n" + nxt
            self.at += 1
            self.defects["card-line-repaired"] = None
        return value

    def base64(self, known: Head, length: int) -> Line:
        """Take up a base64 value: folded or not, with blank lines inside or after it."""
        places = self.places
        # The value ends with the physical line reached; its head may have been folded over several.
        last = places[self.at - 1][1]
        body = [(last - length, last)]
        while self.at < len(places):
            start, end, _ = places[self.at]
            nxt = self.text(self.at)
            if not nxt.strip():
                ahead = self.text(self.at + 1) if self.at + 1 < len(places) else b""
                if not _BASE64.fullmatch(ahead):
                    break
            elif not _BASE64.fullmatch(nxt) and not (
                nxt[:1] in (b" ", b"\t") and not _STARTS.match(nxt.strip())
            ):
                break
            else:
                body.append((start, end))
            self.at += 1
        return Line(known, "", body=tuple(body))

    def nested(self) -> str:
        r"""Take up a card inside the card (AGENT) and return its text, line breaks as `\n`."""
        depth, pieces = 0, []
        while self.at < len(self.places):
            nxt = self.text(self.at)
            if _END.fullmatch(nxt) and not depth:
                break
            self.at += 1
            if _BEGIN.fullmatch(nxt):
                depth += 1
            elif _END.fullmatch(nxt):
                depth -= 1
            elif not depth:
                if nxt.strip():
                    self.at -= 1
                    break
                continue
            pieces.append(decode(nxt)[0])
            if not depth:
                break
        return "\\n".join(p.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;") for p in pieces)


def _places(raw: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield start, end and what comes behind the line break of each physical line."""
    for found in _PHYSICAL.finditer(raw):
        start, end, behind = found.start(), found.end(1), found.end()
        if start == behind:
            continue
        if behind - end > 1 and not found[3]:
            # Each CR by itself ends a line. Asked of all at once: one by one, each would look through all that follow.
            yield start, end, end + 1
            for place in range(end + 1, behind):
                yield place, place, place + 1
            continue
        yield start, end, behind


def _encoding(start: bytes) -> str:
    """Return the encoding that a property says it has, from how it begins."""
    parts = split_line(start.decode("latin-1"))
    known = head(parts[0]) if parts else None
    return known.encoding if known else ""


def base64_text(raw: bytes, body: tuple[tuple[int, int], ...]) -> str:
    """Return a base64 value as one clean, padded text; the only copy that is made of a picture."""
    view = memoryview(raw)
    text = b"".join([bytes(view[a:b]).strip() for a, b in body]).decode("latin-1")
    if text[:5].lower() == "data:":
        text = text.partition(",")[2]
    return clean_base64(text)


_NOT_BASE64 = re.compile(r"[^A-Za-z0-9+/]")


def clean_base64(text: str) -> str:
    """Return base64 text with the standard alphabet and padding."""
    bare = text.rstrip("=")
    if not bare.isascii() or _NOT_BASE64.search(bare):
        bare = _NOT_BASE64.sub("", bare.replace("-", "+").replace("_", "/"))
    left = len(bare) % 4
    if left == 1:
        bare, left = bare[:-1], 0
    return bare + "=" * (-left % 4)
