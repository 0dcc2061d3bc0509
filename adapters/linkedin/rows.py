"""A CSV file as LinkedIn or a spreadsheet program wrote it: encoding, separator, header, rows one by one.

The extension says nothing: untouched files are UTF-8 with commas, some of 2018 are UTF-16 with tabs, and
what a French Excel saved again is cp1252 with semicolons. A preamble may stand before the header or not.
Memory stays bounded whatever a file holds: a line longer than `MAX_LINE` costs itself only, and so does a
quote that is never closed.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import BinaryIO

from adapters.linkedin.layouts import column, layout_of
from sync.model import Problem
from sync.ports import Member

MAX_LINE = 1024 * 1024
_MAX_CELL_LINES = 2_000
_HEADER_WITHIN = 30
_DELIMITERS = (",", ";", "\t", "|")
_CHUNK = 1024 * 1024
_OVERLONG = "\ue0ffover-long line\ue0ff"

csv.field_size_limit(max(csv.field_size_limit(), 4 * MAX_LINE))


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    """Read a byte that is no UTF-8 the way a western Windows program wrote it."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    return wrong.decode("cp1252", errors="ignore"), error.end


codecs.register_error("reseau-cp1252", _as_cp1252)


@dataclass(frozen=True, slots=True)
class Encoding:
    """`name` is the one to tell the user, `codec` and `errors` those to decode with."""

    name: str
    codec: str
    errors: str = "replace"
    repaired: bool = False


def encoding_of(member: Member) -> Encoding:
    """Find the encoding of a whole member. Raises `Unreadable` when it cannot be opened."""
    head = member.head()
    if head.startswith(codecs.BOM_UTF8):
        return Encoding("utf-8", "utf-8-sig", "reseau-cp1252")
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Encoding("utf-16", "utf-16")
    sample = head[:2000]
    if len(sample) > 20 and sample[1::2].count(0) > len(sample) * 0.4:
        return Encoding("utf-16", "utf-16-le")
    if len(sample) > 20 and sample[::2].count(0) > len(sample) * 0.4:
        return Encoding("utf-16", "utf-16-be")
    with member.open() as stream:
        return _eight_bit(stream)


def _eight_bit(stream: BinaryIO) -> Encoding:
    """Tell UTF-8 from code pages by reading all of it; mixed files are UTF-8 with a few bytes repaired."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    wide = wrong = returns = feeds = 0
    while chunk := stream.read(_CHUNK):
        returns += chunk.count(b"\r")
        feeds += chunk.count(b"\n")
        if not wrong:
            try:
                wide += len(chunk) - len(decoder.decode(chunk))
                continue
            except UnicodeDecodeError:
                pass
        marked = chunk.decode("utf-8", errors="replace")
        bad = marked.count("\ufffd")
        wrong += bad
        wide += sum(1 for c in marked if c > "\x7f") - bad
    if not wrong:
        return Encoding("utf-8", "utf-8", "reseau-cp1252")
    if wide > wrong:
        return Encoding("utf-8", "utf-8", "reseau-cp1252", repaired=True)
    # Lines that end in a lone return come from a spreadsheet program on an old Mac.
    if returns and not feeds:
        return Encoding("mac_roman", "mac_roman")
    return Encoding("cp1252", "cp1252", "ignore")


def _lines(text: io.TextIOWrapper) -> Iterator[str]:
    """Yield lines of bounded length, without NUL characters."""
    while line := text.readline(MAX_LINE):
        if len(line) >= MAX_LINE and not line.endswith(("\n", "\r")):
            while (rest := text.readline(MAX_LINE)) and not rest.endswith(("\n", "\r")):
                pass
            yield _OVERLONG + "\n"
            continue
        yield line.replace("\0", "") if "\0" in line else line


def _split(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader((line,), delimiter=delimiter), [])
    except csv.Error:
        return _literally(line, delimiter)


def _literally(line: str, delimiter: str) -> list[str]:
    """Split a line whose quotes do not pair, taking each quote for a letter."""
    return [cell.removeprefix('"').removesuffix('"') for cell in line.rstrip("\r\n").split(delimiter)]


def _whole(lines: Iterator[str], delimiter: str, width: int) -> Iterator[list[str]]:
    """Yield rows. A cell may hold line breaks; an opening quote without its end costs one line only.

    A quote is taken for stray when the lines it would swallow are rows by themselves, or when it stays open.
    """
    waiting: deque[str] = deque()

    def following() -> str:
        return waiting.popleft() if waiting else next(lines, "")

    while line := following():
        if '"' not in line:
            yield line.rstrip("\n").split(delimiter) if line != "\n" else []
            continue
        if not line.count('"') & 1:
            yield _split(line, delimiter)
            continue
        parts, closed, size = [line], False, len(line)
        while len(parts) < _MAX_CELL_LINES and size < MAX_LINE:
            part = following()
            if not part:
                break
            parts.append(part)
            size += len(part)
            if part.count('"') & 1:
                closed = True
                break
            if width >= 4 and len(_split(part, delimiter)) == width:
                break
        row = _split("".join(parts), delimiter) if closed else []
        if closed and (len(row) == width or width < 4):
            yield row
        else:
            waiting.extendleft(reversed(parts[1:]))
            yield _literally(line, delimiter)


@dataclass(frozen=True)
class Sheet:
    """One file with its kind and header; `rows` reads it anew each time."""

    member: Member
    kind: str
    encoding: Encoding
    delimiter: str
    headings: tuple[str, ...]
    start: int
    columns: dict[str, int] = field(repr=False)

    @property
    def file(self) -> str:
        """The path inside the source."""
        return self.member.name

    def at(self, *names: str) -> int:
        """Return the place of the first of these columns; `rows` always ends a row with an empty cell at -1."""
        return next((self.columns[name] for name in names if name in self.columns), -1)

    def rows(self) -> Iterator[tuple[int, list[str] | Problem]]:
        """Yield each data row with its number: its cells and one empty cell more, or what is wrong with it.

        Blank lines are not counted. Raises `Unreadable` when the member cannot be opened or breaks off.
        """
        width = len(self.headings)
        number = 0
        with self.member.open() as stream:
            lines = _lines(_text(stream, self.encoding))
            for cells in _whole(islice(lines, self.start, None), self.delimiter, width):
                if not cells or (len(cells) == 1 and width > 1 and not cells[0].strip()):
                    continue
                number += 1
                if _OVERLONG in cells[0]:
                    yield number, Problem(self.file, number, "line-too-long")
                    continue
                # A spreadsheet that took the whole line for one cell has put quotes around it.
                wrapped = len(cells) == 1 and width > 1 and self.delimiter in cells[0]
                row = _split(cells[0], self.delimiter) if wrapped else cells
                row.extend([""] * max(1, width - len(row) + 1))
                yield number, row


def _text(stream: BinaryIO, encoding: Encoding) -> io.TextIOWrapper:
    # Lone returns end a line too; inside a quoted cell they are kept as line feeds.
    return io.TextIOWrapper(stream, encoding=encoding.codec, errors=encoding.errors, newline=None)


def sheet_of(member: Member, *, forced: bool = False) -> Sheet | None:
    """Return the member as a sheet if the first 30 lines hold the header of a LinkedIn file, else None.

    With `forced`, a header that merely names people and companies passes for Connections.csv.
    """
    head = member.head()
    if not head or head.startswith((b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0", b"BEGIN:V")):
        return None
    guess = _head_encoding(head)
    text = head.decode(guess, errors="replace").removeprefix("\ufeff").replace("\0", "")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for delimiter in _DELIMITERS:
        found = _header(text, delimiter, member.name, forced)
        if found:
            start, kind, headings = found
            columns: dict[str, int] = {}
            for place, heading in enumerate(headings):
                columns.setdefault(column(heading), place)
            return Sheet(member, kind, encoding_of(member), delimiter, headings, start, columns)
    return None


def _head_encoding(head: bytes) -> str:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    sample = head[:2000]
    if len(sample) > 20 and sample[1::2].count(0) > len(sample) * 0.4:
        return "utf-16-le"
    if len(sample) > 20 and sample[::2].count(0) > len(sample) * 0.4:
        return "utf-16-be"
    try:
        head[:-4].decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _header(text: str, delimiter: str, path: str, forced: bool) -> tuple[int, str, tuple[str, ...]] | None:
    """Find the header row: the index of the row after it, the kind, the headings."""
    for number, line in enumerate(text.split("\n", _HEADER_WITHIN)[:_HEADER_WITHIN]):
        cells = _split(line, delimiter)
        if len(cells) == 1 and delimiter in cells[0]:
            cells = _split(cells[0], delimiter)
        kind = layout_of(cells, path, forced=forced)
        if kind:
            return number + 1, kind, tuple(cells)
    return None
