"""Text files as lines: which encoding they are in, and lines of bounded length whatever is inside.

Excel writes UTF-8 with a mark, the Windows code page cp1252 or UTF-16; old Macs wrote MacRoman. A file may
also mix: a few lines pasted in another encoding. Those lines are decoded by themselves and reported.
"""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from typing import NamedTuple

from sync.ports import Member

LINE_LIMIT = 1 << 20
"""Characters of a line that are looked at; what is longer is no row of a table."""

_BLOCK = 1 << 20
_SCAN_LIMIT = 64 << 20
# Accented small letters of MacRoman that stand on code points cp1252 gives no letter a word could hold.
_MAC_LETTER = re.compile(rb"(?<=[A-Za-z])[\x88\x8d\x8e\x8f\x90]|[\x88\x8d\x8e\x8f\x90](?=[a-z])")
_CP1252_LETTER = re.compile(rb"[\xc0-\xff]")
_MOJIBAKE = re.compile("[ÂÃâ][\u0080-\u00ff\u0152-\u0192\u02c6\u02dc\u2013-\u2122]")


class Line(NamedTuple):
    """One physical line without its end. `repaired` if letters had to be put right; `cut` if it was too long."""

    text: str
    repaired: bool = False
    cut: bool = False


_STRAY = 8


def encoding_of(member: Member) -> str:
    """Return `utf-8`, `utf-16`, `cp1252` or `mac-roman`; empty when the content is no text at all.

    A byte order mark decides, then the pattern of zero bytes, then whether the bytes are UTF-8 (looked at up to
    64 MiB). Files with both UTF-8 and other lines count as UTF-8, see `lines`.
    """
    head = member.head()
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8"
    zeros = head[:4096].count(0)
    zero_share = zeros / max(1, len(head[:4096]))
    if zero_share > 0.3:
        return _utf16_without_mark(head)
    # A few that strayed into the cells of a short table make it no program.
    if zero_share > 0.01 and zeros > _STRAY:
        return ""
    return _byte_encoding(member)


def _utf16_without_mark(head: bytes) -> str:
    even, odd = head[0:4096:2].count(0), head[1:4096:2].count(0)
    if odd > 4 * even:
        return "utf-16-le"
    return "utf-16-be" if even > 4 * odd else ""


def _byte_encoding(member: Member) -> str:
    decoder = codecs.getincrementaldecoder("utf-8")()
    seen = 0
    wide = False
    with member.open() as stream:
        while seen < _SCAN_LIMIT and (block := stream.read(_BLOCK)):
            seen += len(block)
            try:
                wide = wide or not block.isascii()
                decoder.decode(block)
            except UnicodeDecodeError:
                return "utf-8" if _has_utf8(block) else _single_byte(block)
    return "utf-8"


def _has_utf8(block: bytes) -> bool:
    """Tell whether well-formed UTF-8 letters are in the majority: a file with a few foreign lines."""
    text = block.decode("utf-8", "surrogateescape")
    stray = sum("\udc80" <= c <= "\udcff" for c in text)
    good = sum(c > "\x7f" for c in text) - stray
    return good > stray


def _single_byte(block: bytes) -> str:
    mac = len(_MAC_LETTER.findall(block))
    return "mac-roman" if mac and not _CP1252_LETTER.search(block) else "cp1252"


def lines(member: Member, encoding: str) -> Iterator[Line]:
    """Yield the physical lines of `member` in order; never more than `LINE_LIMIT` characters in memory.

    A line that is not UTF-8 in a UTF-8 file is read as cp1252 and marked; so is text that was decoded wrongly
    once before (`PÃ©rier`). The rest of an endless line is passed over.
    """
    with member.open() as raw:
        name = "utf-8-sig" if encoding == "utf-8" else encoding
        errors = "surrogateescape" if encoding == "utf-8" else "replace"
        text = io.TextIOWrapper(raw, name, errors=errors, newline=None)
        while line := text.readline(LINE_LIMIT):
            cut = False
            if len(line) == LINE_LIMIT and not line.endswith("\n"):
                while (rest := text.readline(LINE_LIMIT)) and not rest.endswith("\n"):
                    pass
                cut = True
            yield _mended(line.rstrip("\n"), cut=cut)


def _mended(text: str, *, cut: bool) -> Line:
    if text.isascii():
        return Line(text.replace("\x00", "") if "\x00" in text else text, False, cut)
    repaired = False
    text = text.replace("\ufeff", "").replace("\x00", "")
    if any("\udc80" <= c <= "\udcff" for c in text):
        text = text.encode("utf-8", "surrogateescape").decode("cp1252", "replace")
        repaired = True
    if _MOJIBAKE.search(text):
        mended = _decoded_again(text)
        repaired = repaired or mended != text
        text = mended
    return Line(text, repaired, cut)


def _decoded_again(text: str) -> str:
    """Return text whose UTF-8 bytes were once read as cp1252; unchanged where that cannot be.

    >>> _decoded_again("PÃ©rier")
    'Périer'
    >>> _decoded_again("JOÃO")
    'JOÃO'
    """
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text
