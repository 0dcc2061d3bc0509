"""A file of vCards as blocks of bytes, one a card: nothing is decoded, changed or lost inside a block.

block   the bytes of one card from BEGIN to the end of its END line, the line end included
edge    a line that says BEGIN:VCARD or END:VCARD, in any case, indented or not

A missing END closes at the next BEGIN or the end of the file. A card nested in a card (AGENT of vCard 2.1
§2.4.3) belongs to the outer one. What stands between cards is no card and left out. Files in UTF-16 or
UTF-32, with or without a byte order mark, give blocks in that encoding, without the mark.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO

CHUNK = 1024 * 1024
MAX_CARD = 64 * 1024 * 1024
"""A block is cut here, so that a file without any END cannot fill the memory."""

_BEGIN = rb"BEGIN[ \t]*:[ \t]*VCARD[ \t]*"
_OPENING = re.compile(
    rb"(?:(?<=[\r\n])|^)[^\r\n]{0,40}?(BEGIN[ \t]*:[ \t]*VCARD[ \t]*(?:[\r\n]|\Z))", re.IGNORECASE
)
_EDGE = re.compile(
    rb"(?<=[\r\n])[ \t]*(BEGIN|END)[ \t]*:[ \t]*VCARD[ \t]*(\r*\n|\r(?!\r*\n)|\Z)", re.IGNORECASE
)
_AGENT = re.compile(
    rb"(?:^|[\r\n])[ \t]*(?:[A-Za-z0-9_-]+\.)?AGENT(?:;[^\r\n:]*)?:[ \t]*[\r\n]+\Z", re.IGNORECASE
)

_WIDE = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def wide_encoding(head: bytes) -> str:
    """Return the name of the wide encoding `head` is written in, or an empty text for bytes of 8 bits."""
    for mark, name in _WIDE:
        if head.startswith(mark):
            return name
    if b"\0" not in head[:400]:
        return ""
    start = head[:400].upper()
    for _, name in _WIDE:
        at = start.find("BEGIN:VCARD".encode(name))
        # Both byte orders of a wide encoding find the same letters; only one finds them in step.
        if at >= 0 and at % (4 if "32" in name else 2) == 0:
            return name
    return ""


def narrow(raw: bytes) -> tuple[bytes, str]:
    """Return `raw` in bytes of 8 bits without byte order mark, and the wide encoding it was in, if any."""
    wide = wide_encoding(raw)
    if wide:
        mark = next(mark for mark, name in _WIDE if name == wide)
        return raw.removeprefix(mark).decode(wide, "replace").encode("utf-8", "replace"), wide
    return raw.removeprefix(codecs.BOM_UTF8), ""


def is_vcard(head: bytes) -> bool:
    """Tell whether the start of a file holds the start of a card; one in a quoted cell of a table is a text there."""
    text = narrow(head)[0]
    found = _OPENING.search(text)
    return found is not None and text.count(b'"', 0, found.start()) % 2 == 0


def encoding(head: bytes) -> str:
    """Return the encoding of a file, judged by its start; windows-1252 where it is not UTF-8."""
    wide = wide_encoding(head)
    if wide:
        return wide[:6]
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return "windows-1252"
    return "utf-8"


def blocks(stream: BinaryIO) -> Iterator[bytes]:
    """Yield the cards of `stream` in order, reading in pieces; a file without cards yields nothing."""
    data = stream.read(CHUNK)
    wide = wide_encoding(data)
    if wide:
        content, _ = narrow(data + stream.read())
        for start, end in spans(content):
            yield content[start:end].decode().encode(wide)
        return
    pos = 0
    while True:
        final = False
        while True:
            found = _next(data, pos, final=final)
            if found is None:
                break
            start, end, pos = found
            if start < end:
                yield data[start:end]
        more = stream.read(max(CHUNK, len(data) - pos))
        if not more:
            final = True
            while found := _next(data, pos, final=final):
                start, end, pos = found
                if start < end:
                    yield data[start:end]
            return
        data = data[pos:] + more
        pos = 0


def spans(content: bytes) -> list[tuple[int, int]]:
    """Return (start, end) of every card in `content`, which is not in a wide encoding."""
    found = []
    pos = 0
    while step := _next(content, pos, final=True):
        start, end, pos = step
        if start < end:
            found.append((start, end))
    return found


def _next(data: bytes, pos: int, *, final: bool) -> tuple[int, int, int] | None:
    """Return (start, end, where to go on) of the first card at or after `pos`.

    None when there is none, or when more bytes are needed to know; an empty card (start == end) only
    tells where to go on.
    """
    if data.startswith(b"BEGIN:VCARD\r\n", pos) or data.startswith(b"BEGIN:VCARD\n", pos):
        # A card as it should be; found without a regular expression, five times faster.
        # Its END is looked for as far as the next card only: a file without any would be gone through for each.
        following = data.find(b"BEGIN:VCARD", pos + 11)
        end = data.find(b"END:VCARD", pos, following if following > 0 else len(data))
        if end > 0 and data[end - 1] == 10 and data[end + 9 : end + 10] in (b"\r", b"\n"):
            if data.startswith(b"\r\n", end + 9):
                return pos, end + 11, end + 11
            if data[end + 9] == 10:
                return pos, end + 10, end + 10
        start = pos
    else:
        opening = _OPENING.search(data, pos)
        if opening is None or (not final and opening.end() == len(data)):
            # Junk without end is passed over; an opening may still lie across its last bytes.
            rest = len(data) - 128
            return None if final or opening is not None or rest <= pos else (rest, rest, rest)
        start = opening.start(1)
    return _closing(data, start, final=final)


def _closing(data: bytes, start: int, *, final: bool) -> tuple[int, int, int] | None:
    depth, at = 1, start + 1
    while edge := _EDGE.search(data, at):
        if not final and edge.end() == len(data) and edge[2] != b"\n" and not edge[2].endswith(b"\n"):
            break  # the line may go on in the next piece
        if edge[1].upper() == b"BEGIN":
            if depth == 1 and not _AGENT.search(data, max(start, edge.start() - 200), edge.start()):
                return start, edge.start(), edge.start()
            depth += 1
        else:
            depth -= 1
            if not depth:
                return start, edge.end(), edge.end()
        at = edge.end(1)
    if final and start < len(data):
        return start, len(data), len(data)
    if len(data) - start > MAX_CARD:
        return start, len(data), len(data)
    return None
