"""When the user means: `2w`, `3 days`, `mardi`, `next month`, `3 dec`, `2026-12-03`; in French and English."""

from __future__ import annotations

import re
from datetime import date, timedelta

from sync.normalize.text import fold
from sync.ports import UsageError

_DAYS = (
    ("monday", "lundi"),
    ("tuesday", "mardi"),
    ("wednesday", "mercredi"),
    ("thursday", "jeudi"),
    ("friday", "vendredi"),
    ("saturday", "samedi"),
    ("sunday", "dimanche"),
)
_MONTHS = (
    ("january", "janvier"),
    ("february", "fevrier"),
    ("march", "mars"),
    ("april", "avril"),
    ("may", "mai"),
    ("june", "juin"),
    ("july", "juillet"),
    ("august", "aout"),
    ("september", "septembre"),
    ("october", "octobre"),
    ("november", "novembre"),
    ("december", "decembre"),
)
_UNITS = {
    **dict.fromkeys(("d", "day", "days", "j", "jour", "jours"), 1),
    **dict.fromkeys(("w", "week", "weeks", "s", "sem", "semaine", "semaines"), 7),
}
_MONTH_UNITS = frozenset(("m", "month", "months", "mois"))
_YEAR_UNITS = frozenset(("y", "year", "years", "a", "an", "ans", "annee", "annees"))
_WORDS = {
    "today": 0,
    "aujourd'hui": 0,
    "aujourdhui": 0,
    "yesterday": -1,
    "hier": -1,
    "tomorrow": 1,
    "demain": 1,
    "next week": 7,
    "la semaine prochaine": 7,
    "semaine prochaine": 7,
}
_NEXT_MONTH = frozenset(("next month", "le mois prochain", "mois prochain"))
_SPAN = re.compile(r"(?:in |dans |d'ici )?\+?(\d{1,3})\s*([a-z]+)")
_AGO = re.compile(r"(?:il y a )?(\d{1,3})\s*([a-z]+)(?: ago)?")
_NUMERIC = re.compile(r"(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}|\d{2}))?")
_NAMED = re.compile(r"(?:le |the )?(\d{1,2})(?:er|st|nd|rd|th)?[\s-]+([a-z]+)\.?(?:[\s-]+(\d{4}))?")
_NAMED_FIRST = re.compile(r"([a-z]+)\.?[\s-]+(\d{1,2})(?:st|nd|rd|th)?(?:[\s,-]+(\d{4}))?")


def day(text: str, today: date, *, region: str = "", past: bool = False) -> date:
    """Return the day that `text` means, seen from `today`; with `past` the last such day, else the next.

    In the United States 3/12 is the twelfth of March, elsewhere the third of December. Raises `UsageError`
    for what is no day.

    >>> day("2w", date(2026, 11, 22)), day("mardi", date(2026, 11, 22))
    (datetime.date(2026, 12, 6), datetime.date(2026, 11, 24))
    """
    told = fold(text).replace("’", "'").strip()
    try:
        found = _day(told, today, month_first=region == "US", past=past)
    except (ValueError, OverflowError):
        found = None
    if found is None:
        raise UsageError("plan.bad-when", value=text)
    return found


def _day(told: str, today: date, *, month_first: bool, past: bool) -> date | None:
    if told in _WORDS:
        return today + timedelta(days=_WORDS[told])
    if told in _NEXT_MONTH:
        return _months_on(today, 1)
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", told):
        return date.fromisoformat(told)
    for pattern, sign in ((_SPAN, -1 if past else 1), (_AGO, -1)):
        span = pattern.fullmatch(told)
        found = _later(today, int(span[1]), span[2], sign=sign) if span else None
        if found:
            return found
    weekday = _index(_DAYS, re.sub(r"^(?:next|on|le|last) | (?:prochain|dernier)$", "", told))
    if weekday is not None:
        ahead = (weekday - today.weekday()) % 7 or 7
        return today + timedelta(days=ahead - 7 if past and ahead != 7 else -7 if past else ahead)
    numeric = _NUMERIC.fullmatch(told)
    if numeric:
        first, second = int(numeric[1]), int(numeric[2])
        number, month = (second, first) if month_first else (first, second)
        year = int(numeric[3]) if numeric[3] else 0
        return _dated(number, month, year + 2000 if 0 < year < 100 else year, today, past=past)
    named = _NAMED.fullmatch(told)
    parts = (named[1], named[2], named[3]) if named else None
    if parts is None:
        named = _NAMED_FIRST.fullmatch(told)
        parts = (named[2], named[1], named[3]) if named else None
    month_index = _index(_MONTHS, parts[1]) if parts else None
    if parts is None or month_index is None:
        return None
    return _dated(int(parts[0]), month_index + 1, int(parts[2] or 0), today, past=past)


def _later(today: date, count: int, unit: str, *, sign: int) -> date | None:
    if unit in _UNITS:
        return today + timedelta(days=sign * count * _UNITS[unit])
    if unit in _MONTH_UNITS:
        return _months_on(today, sign * count)
    if unit in _YEAR_UNITS:
        return _months_on(today, sign * 12 * count)
    return None


def _months_on(today: date, count: int) -> date:
    number = today.year * 12 + today.month - 1 + count
    year, month = divmod(number, 12)
    last = (date(year + month // 11, (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month + 1, min(today.day, last))


def _index(names: tuple[tuple[str, str], ...], told: str) -> int | None:
    """Return the place of a name or of its first three letters or more."""
    fitting = [
        number
        for number, pair in enumerate(names)
        if any(told == name or (len(told) >= 3 and name.startswith(told)) for name in pair)
    ]
    return fitting[0] if fitting else None


def _dated(number: int, month: int, year: int, today: date, *, past: bool) -> date:
    if year:
        return date(year, month, number)
    here = date(today.year, month, number)
    if past and here > today:
        return date(today.year - 1, month, number)
    if not past and here < today:
        return date(today.year + 1, month, number)
    return here
