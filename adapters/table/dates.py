"""Days as people write them in tables: `15/03/2024`, `3/15/2024`, `15 mars 2024`, Excel's day numbers.

Whether the day or the month comes first is decided by the whole column, never cell by cell; a column that
tells nothing is read as the region does. A day has no time and never passes through a time zone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sync.normalize.text import LONGEST, fold

_MONTH_WORDS = (
    "janvier january januar enero gennaio janv jan ene gen",
    "fevrier february februar febrero febbraio fevr fev feb",
    "mars march marz marzo mar mrz",
    "avril april abril aprile avr apr abr",
    "mai may mayo maggio mag",
    "juin june juni junio giugno jun giu",
    "juillet july juli julio luglio juil jul lug",
    "aout august agosto aug ago",
    "septembre september septiembre settembre sept sep set",
    "octobre october oktober octubre ottobre oct okt ott",
    "novembre november noviembre novembre nov",
    "decembre december dezember diciembre dicembre dec dez dic",
)
_MONTH = {word: number for number, words in enumerate(_MONTH_WORDS, 1) for word in words.split()}
_TIME = re.compile(
    r"[T\s,]+(?:a |à |at |um )?\d{1,2}[:h]\d{0,2}(?::\d{2}(?:\.\d+)?)?\s*(?:[ap]\.?m\.?)?\s*(?:Z|UTC|[+-]\d{2}:?\d{2})?$",
    re.IGNORECASE,
)
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_NO_YEAR = re.compile(r"--(\d{2})-?(\d{2})")
_NUMBERS = re.compile(r"(\d{1,2})\s?[-/. ]\s?(\d{1,2})\s?[-/. ]\s?(\d{4}|\d{2})")
_TWO_NUMBERS = re.compile(r"(\d{1,2})[/.](\d{1,2})\.?")
_DAY_FIRST = re.compile(
    r"(\d{1,2})(?:er|st|nd|rd|th|\.|º|°)?[\s\-/.]*(?:de |of )?([a-z]+)\.?(?:[\s\-/.,]*(?:de |del )?(\d{4}|\d{2}))?"
)
_MONTH_FIRST = re.compile(r"([a-z]+)\.?[\s\-]*(\d{1,2})(?:st|nd|rd|th)?(?:[\s,\-]+(\d{4}|\d{2}))?")
_SERIAL = re.compile(r"(\d{4,5})(?:[.,]\d+)?")
_WEEKDAY = re.compile(
    r"^(?:lun|mar|mer|jeu|ven|sam|dim|mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so)[a-z]*\.?,?\s+(?=\d)"
)
_EMPTY = frozenset(
    ("0/0/00", "0/0/0000", "00/00/0000", "00/00/00", "-", "--", "n/a", "na", "none", "null", "?", "0")
)
_DAY_ONE = date(1899, 12, 30)  # Excel counts from here (its 29 February 1900 lies before any of our dates)


@dataclass(frozen=True, slots=True)
class Form:
    """How a column writes its days: `month_first` for 3/15/2024; `latest` is the year two figures may reach."""

    month_first: bool = False
    latest: int = 2068


def form_of(values: Iterable[str], region: str, *, english: bool, latest: int) -> Form:
    """Return the form of a column from all its values.

    A first number above 12 proves the day first, a second above 12 the month first; where both occur the more
    frequent wins. Without proof points mean the day first, then the region decides, then the language.
    """
    day_first = month_first = points = seen = 0
    for value in values:
        found = _NUMBERS.match(_without_time(value))
        if not found:
            continue
        seen += 1
        points += "." in found.group()
        first, second = int(found.group(1)), int(found.group(2))
        day_first += first > 12 >= second
        month_first += second > 12 >= first
    if day_first != month_first:
        return Form(month_first > day_first, latest)
    if seen and points * 2 > seen:
        return Form(False, latest)
    return Form(region in ("US", "PH", "FM", "PW") if region else english, latest)


def is_no_date(text: str) -> bool:
    """Tell whether a cell says that there is no date (Outlook writes `0/0/00`)."""
    return fold(text) in _EMPTY


def parse(text: str, form: Form) -> str:
    """Return the day as `YYYY-MM-DD`, or `--MM-DD` without a year; empty when there is no such day.

    >>> parse("15/03/2024", Form()), parse("3/4/2024", Form(month_first=True)), parse("12 mars 2024", Form())
    ('2024-03-15', '2024-03-04', '2024-03-12')
    >>> parse(" --03-15", Form()), parse("45366", Form()), parse("31/02/2024", Form())
    ('--03-15', '2024-03-15', '')
    """
    if len(text) > LONGEST:
        return ""
    words = fold(_without_time(text))
    # `mar` is Tuesday in French and March in most languages: the weekday goes only when nothing else fits.
    return _parsed(words, form) or _parsed(_WEEKDAY.sub("", words), form)


def _parsed(words: str, form: Form) -> str:
    if found := _ISO.fullmatch(words) or _COMPACT.fullmatch(words):
        return _day(int(found.group(1)), int(found.group(2)), int(found.group(3)))
    if found := _NO_YEAR.fullmatch(words):
        return _day(0, int(found.group(1)), int(found.group(2)))
    if found := _NUMBERS.fullmatch(words):
        return _by_numbers(int(found.group(1)), int(found.group(2)), found.group(3), form)
    if found := _TWO_NUMBERS.fullmatch(words):
        return _by_numbers(int(found.group(1)), int(found.group(2)), "", form)
    if (found := _DAY_FIRST.fullmatch(words)) and found.group(2) in _MONTH:
        return _day(_year(found.group(3), form), _MONTH[found.group(2)], int(found.group(1)))
    if (found := _MONTH_FIRST.fullmatch(words)) and found.group(1) in _MONTH:
        return _day(_year(found.group(3), form), _MONTH[found.group(1)], int(found.group(2)))
    if (found := _SERIAL.fullmatch(words)) and 3000 < int(found.group(1)) < 73000 and len(words) >= 5:
        return (_DAY_ONE + timedelta(days=int(found.group(1)))).isoformat()
    return ""


def _without_time(text: str) -> str:
    return _TIME.sub("", text[:LONGEST].strip())


def _by_numbers(first: int, second: int, year: str, form: Form) -> str:
    # One cell may prove itself against its column: Excel converts some cells and leaves others as text.
    month_first = second > 12 if (first > 12) != (second > 12) else form.month_first
    day, month = (second, first) if month_first else (first, second)
    return _day(_year(year, form), month, day)


def _year(text: str | None, form: Form) -> int:
    if not text:
        return 0
    year = int(text)
    if len(text) == 4:
        return year
    return 2000 + year if 2000 + year <= form.latest else 1900 + year


def _day(year: int, month: int, day: int) -> str:
    """Return the day if the calendar has it; year 0 and Apple's 1604 stand for no year."""
    try:
        if year in (0, 1604):
            return date(2000, month, day).isoformat()[4:].replace("-", "--", 1)
        if not 1800 <= year <= 2200:
            return ""
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
