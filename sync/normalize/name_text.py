"""Letters and symbols in names: what people paste in to stand out, turned into plain text or removed."""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress

LETTER = re.compile(r"[^\W\d_]")

_FANCY = re.compile(
    "[\u1d00-\u1d25\u2102-\u2138\u24b6-\u24e9\ua730-\ua731\uff01-\uff5e\U0001d400-\U0001d7ff\U0001f130-\U0001f189]"
)
_TORN = re.compile(
    "[ÃÂ][\u0080-\u00bf\u0152-\u0192\u02c6-\u02dc\u2013-\u203a\u20ac\u2122]|â€[\u0080-\u00bf\u0152-\u2122]"
)
# What is neither a letter, a digit nor a blank, above ASCII: marks of scripts are told apart one by one.
_UNUSUAL = re.compile("[^\\w\\s\u0000-\u00a0]|[\ue000-\uf8ff]")
_ASCII_SYMBOLS = str.maketrans("+=~^", "    ")
_SMALL_CAPITALS = str.maketrans("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnoprstuvwyz")


def plain_letters(text: str) -> str:
    """Return text with mathematical, enclosed and full-width letters as plain ones, and mojibake undone.

    Only these are changed (NFKC); compatibility forms that belong to a script stay.

    >>> plain_letters("𝗝𝗲𝗮𝗻"), plain_letters("Ｒｏｙ"), plain_letters("GarcÃ­a")
    ('Jean', 'Roy', 'García')
    """
    if text.isascii():
        return text
    text = _TORN.sub(_mended, text)
    return _FANCY.sub(_plain, text).translate(_SMALL_CAPITALS) if _FANCY.search(text) else text


def _mended(match: re.Match[str]) -> str:
    """Return the letter whose UTF-8 bytes were read as a western code page: `Ã©` is `é`."""
    with suppress(UnicodeError):
        code = b"".join(bytes((ord(c),)) if c < "\u0100" else c.encode("cp1252") for c in match.group())
        return code.decode("utf-8")
    return match.group()


def _plain(match: re.Match[str]) -> str:
    letter = match.group()
    for start in (0x1F150, 0x1F170):
        # White letters on black have no compatibility form in Unicode.
        if start <= ord(letter) < start + 26:
            return chr(ord("A") + ord(letter) - start)
    if "\u2102" <= letter <= "\u2138" and not letter.isalpha():
        return letter
    return unicodedata.normalize("NFKC", letter)


def without_symbols(text: str) -> str:
    """Return text with a blank for each emoji or symbol."""
    return (
        text if text.isascii() else _UNUSUAL.sub(lambda m: " " if _is_symbol(m.group()) else m.group(), text)
    )


def cut_at_symbols(text: str, enough: int) -> str:
    """Remove emoji and symbols; what follows a picture behind `enough` words is no part of a name.

    >>> cut_at_symbols("🚀 Jean Roy 🚀 Growth", 2).strip()
    'Jean Roy'
    """
    text = text.translate(_ASCII_SYMBOLS)
    if text.isascii():
        return text
    for match in _UNUSUAL.finditer(text):
        before = without_symbols(text[: match.start()])
        if unicodedata.category(match.group()) == "So" and len(before.split()) >= enough:
            return before
    return without_symbols(text)


def _is_symbol(c: str) -> bool:
    kind = unicodedata.category(c)
    if kind in ("Mn", "Me"):
        # Variation selectors and key caps belong to emoji; other marks belong to letters.
        return c in "\ufe0e\ufe0f\u20e3"
    return kind[0] == "S" or kind in ("Cs", "Co", "Cf") or (kind == "Cn" and c >= "\u2000") or c in "†‡•‣"
