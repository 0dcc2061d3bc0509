"""Text without what carries no meaning: blanks, invisible characters, accents, case."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_BLANKS = re.compile(r"[\s\u00a0\u202f\u2009\u200a\ufeff]+")
_INVISIBLE = re.compile(
    r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"
)

LONGEST = 500
"""Letters of a value in which a meaning is looked for: a name, a title or a date of more is none, and would cost a lot."""

# The combining marks that decomposition splits off letters (Unicode blocks of diacritics, and the vowel
# and cantillation signs of Hebrew and Arabic).
_MARKS = re.compile(
    r"[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
)


def tidy(text: str) -> str:
    r"""Return text in NFC without invisible characters, blanks joined and trimmed.

    >>> tidy("  Jean\u00a0 Dupont\u200b ")
    'Jean Dupont'
    """
    if text.isascii() and "  " not in text and text.isprintable():
        return text.strip()
    return _BLANKS.sub(" ", _INVISIBLE.sub("", unicodedata.normalize("NFC", text))).strip()


def fold(text: str) -> str:
    """Return the form two spellings share: no accents, no case, blanks joined.

    >>> fold("Élodie  LEFÈVRE")
    'elodie lefevre'
    """
    text = tidy(text)
    if not text.isascii():
        text = _MARKS.sub("", unicodedata.normalize("NFKD", text))
    return text.casefold()


def latin(text: str) -> str:
    """Return text in plain Latin letters and lower case, whatever its script.

    >>> latin("Łukasz Strauß"), latin("Иванов")
    ('lukasz strauss', 'ivanov')
    """
    if text.isascii():
        return text.lower()
    if max(text) < _BEYOND:
        return text.translate(_western()).lower()
    from anyascii import anyascii

    return str(anyascii(unicodedata.normalize("NFKC", text))).lower()


_BEYOND = "\u0250"
"""What comes before is Latin with and without marks, each letter for itself: the Unicode blocks to Latin Extended-B."""


@lru_cache(maxsize=1)
def _western() -> dict[int, str]:
    from anyascii import anyascii

    letters = map(chr, range(0x80, ord(_BEYOND)))
    return {ord(letter): str(anyascii(unicodedata.normalize("NFKC", letter))) for letter in letters}


def town(name: str) -> str:
    """Return the comparison form of a town.

    >>> town("Saint-Étienne"), town("LYON CEDEX 03")
    ('saint etienne', 'lyon')
    """
    words = _WORD.findall(fold(name))
    return " ".join(word for word in words if word != "cedex" and not word.isdigit()) or " ".join(words)


_WORD = re.compile(r"[^\W_]+")
