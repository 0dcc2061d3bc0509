"""How somebody is called in what others wrote, and how that is taken out: whatever the accents, capitals and blanks."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Collection
from typing import Any

from sync.normalize.text import fold

_MARKS = "[\u0300-\u036f]*"
_NUMBER = re.compile(r"\+?\d{9,}")
_LAST_DIGITS = 8
"""So many end a number alike, with the country before it or without."""
_GONE = "…"


def pattern(words: Collection[str]) -> re.Pattern[str]:
    """Return what finds words in a text (see `strike`) whatever the accents, capitals, blanks and dots of numbers.

    A name is found in other ways of writing it, too; see `_spellings`.
    """
    found = []
    for word in sorted(words, key=lambda word: (-len(word), word)):
        if has_no_blanks(word.replace(" ", "")):
            found.append(_spelt(word).replace(r"\s+", r"\s*"))
            continue
        found += [rf"(?<!\w){told}(?!\w)" for told in _spellings(word) or [_spelt(word)]]
        if _NUMBER.fullmatch(word):
            found.append(r"(?:[+(]?\d[\d .()/-]{0,9})?" + r"[ .()/-]*".join(word[-_LAST_DIGITS:]) + r"(?!\d)")
    return re.compile("|".join(found) or r"(?!)", re.IGNORECASE)


def parts(words: Collection[str]) -> re.Pattern[str]:
    """Return what finds the names of which these words are made up, each alone."""
    return pattern({part for word in words for part in word.split() if part.isalpha() and len(part) > 1})


def strike(text: str, named: re.Pattern[str]) -> str:
    """Return a text without what is found in it."""
    told, times = named.subn(_GONE, unicodedata.normalize("NFD", text))
    return unicodedata.normalize("NFC", told) if times else text


def strike_all(text: str, named: re.Pattern[str]) -> str:
    """Return a text, or JSON, whose texts are struck each."""
    if not text.startswith(("[", "{")):
        return strike(text, named)
    try:
        told = json.loads(text)
    except ValueError:
        return strike(text, named)
    left = strike_within(told, named)
    return text if left == told else json.dumps(left, ensure_ascii=False)


def strike_within(value: Any, named: re.Pattern[str]) -> Any:
    """Return a value as JSON has them, whose texts are struck each; the names of its fields stay."""
    if isinstance(value, dict):
        return {name: strike_within(one, named) for name, one in value.items()}
    if isinstance(value, list):
        return [strike_within(one, named) for one in value]
    return strike(value, named) if isinstance(value, str) else value


def names_one(text: str, named: re.Pattern[str]) -> bool:
    """Tell whether a text, or one within it where it is JSON, names somebody."""
    return strike(text, named) != text or strike_all(text, named) != text


def has_no_blanks(name: str) -> bool:
    """Tell whether a name is written in a script that knows neither capitals nor blanks between names, as 山田太郎."""
    return len(name) >= 2 and name.isalpha() and name.lower() == name.upper()


def _spelt(word: str) -> str:
    """Return what finds a word whatever its accents and blanks."""
    plain = [c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c)]
    return "".join(r"\s+" if c == " " else "['’]" if c in "'’" else re.escape(c) + _MARKS for c in plain)


def _spellings(name: str) -> list[str]:
    """Return what finds a name with and without hyphens, and without its middle names, or with its first or its last word
    cut to initials: Marie-Anne Durand, Marie Durand, M.-A. Durand, Marie D. Nothing, where the text is no name.
    """
    parts = [[part.strip(".") for part in word.split("-")] for word in name.split()]
    if len(parts) < 2 or not all(
        bit.isalpha() for word in parts for part in word for bit in re.split("['’]", part)
    ):
        return []
    words = [
        _initials(word) if all(len(part) == 1 for part in word) else r"[\s-]+".join(map(_spelt, word))
        for word in parts
    ]
    middle = "".join(rf"(?:{word}[\s-]+)?" for word in words[1:-1])
    found = [rf"{words[0]}[\s-]+{middle}{words[-1]}"]
    for place in (0, len(words) - 1):
        # “M. Martin” is any Mr Martin.
        if len(parts[place]) > 1 or fold(parts[place][0])[:1] != "m":
            cut = [*words[:place], _initials(parts[place]), *words[place + 1 :]]
            found.append(r"[\s-]+".join(cut))
    return found


def _initials(parts: Collection[str]) -> str:
    """Return what finds the first letters of words: J.-P., J.P., JP."""
    return r"[\s-]*".join(rf"{_spelt(part[0])}\.?" for part in parts)
