"""Line folding of RFC 5545 §3.1 for writing: at most 75 octets, never inside what a reader sees as one character.

What belongs to the character before it is decided by Unicode 3.2, which every Python carries beside its
current tables, and by fixed ranges for emoji: the same text folds the same way in every Python version.
"""

from __future__ import annotations

from unicodedata import ucd_3_2_0

LIMIT = 75
_JOINER = "\u200d"
_VIRAMA = 9
"""The combining class of the signs that bind two consonants in the scripts of India."""


def fold(line: str) -> bytes:
    r"""Return a content line in UTF-8, folded, with its CRLF.

    >>> fold("SUMMARY:" + "é" * 40).count(b"\r\n ")
    1
    """
    whole = line.encode()
    if len(whole) <= LIMIT:
        return whole + b"\r\n"
    lines: list[str] = []
    done = octets = 0
    while len(whole) - octets > (room := LIMIT - bool(lines)):
        most = len(whole[octets : octets + room].decode("utf-8", "ignore"))
        size = next((n for n in range(most, 0, -1) if _may_part(line, done + n)), most)
        lines.append(line[done : done + size])
        octets += len(lines[-1].encode())
        done += size
    lines.append(line[done:])
    return "\r\n ".join(lines).encode() + b"\r\n"


def _may_part(line: str, at: int) -> bool:
    """Tell whether the line may be folded before the character at `at`."""
    previous, character = line[at - 1], line[at]
    if character == " ":
        # Some readers take all blanks at the start of a line for the fold.
        return previous == " "
    if previous in ("\\", _JOINER):
        return False
    if character.isascii():
        return True
    if ucd_3_2_0.combining(previous) == _VIRAMA:
        return False
    code = ord(character)
    if 0x1F1E6 <= code <= 0x1F1FF:
        return not _opens_flag(line, at)
    return not (
        character == _JOINER
        or ucd_3_2_0.category(character)[0] == "M"
        or 0xFE00 <= code <= 0xFE0F
        or 0x1F3FB <= code <= 0x1F3FF
        or 0xE0020 <= code <= 0xE007F
        or 0x1160 <= code <= 0x11FF
    )


def _opens_flag(line: str, at: int) -> bool:
    """Tell whether an odd number of regional indicators stands before `at`: two of them make a flag."""
    start = at
    while start and 0x1F1E6 <= ord(line[start - 1]) <= 0x1F1FF:
        start -= 1
    return (at - start) % 2 == 1
