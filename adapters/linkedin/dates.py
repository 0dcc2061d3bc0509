"""The dates of LinkedIn exports, and what spreadsheet programs make of them when they save the file again.

`Connected On` is a UTC day. Stamps in the style `9/5/24, 1:05 PM` are month first, on the clock of
US Pacific with daylight saving (measured against the UTC stamps of the same notes), whoever the owner is.
A column may mix forms: a Spanish Excel turns `05 Feb 2023` into a date of its own and leaves `05 Jan 2023`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from sync.model import Problem
from sync.normalize.remembered import remembered
from sync.normalize.text import LONGEST

_NAMES = (
    ("jan january janv janvier jän jänner januar ene enero gen gennaio janeiro januari", 1),
    ("feb february fév fev févr fevr février fevrier februar febr febrero febbraio fevereiro februari", 2),
    ("mar march mars mär märz marz maerz marzo março marco mrt maart", 3),
    ("apr april avr avril abr abril aprile", 4),
    ("may mai mayo mag maggio maio mei", 5),
    ("jun june juin juni junio giu giugno junho", 6),
    ("jul july juil juillet juli julio lug luglio julho", 7),
    ("aug august août aout aoû aou ago agosto augustus", 8),
    ("sep sept september septembre septiembre set settembre setembro", 9),
    ("oct october octobre okt oktober octubre ott ottobre out outubro", 10),
    ("nov november novembre noviembre novembro", 11),
    ("dec december déc décembre decembre dez dezember dic diciembre dicembre dezembro", 12),
)
_MONTHS = {name: number for names, number in _NAMES for name in names.split()}

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?", re.DOTALL)
_WORDY = re.compile(
    r"(\d{1,2})(?:er|st|nd|rd|th)?[\s./-]+(?:de\s+)?([^\W\d]+)\.?[\s./,-]+(?:de\s+)?(\d{4}|\d{2})(?!\d).*"
)
_MONTH_FIRST_WORDY = re.compile(r"([^\W\d]+)\.?\s+(\d{1,2})(?:,\s*|\s+)(\d{4}).*")
_NUMERIC = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)(.*)", re.DOTALL)
_MONTH_YEAR = re.compile(r"([^\W\d]+)\.?[\s/-]+(\d{4})")
_DAY_OF_YEAR = re.compile(r"([^\W\d]+)\.?\s+(\d{1,2})|(\d{1,2})\.?\s+([^\W\d]+)\.?")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([AaPp])?\.?\s*(?:[Mm]\.?)?")
_UTC = re.compile(r"(\d{4})[-/](\d{2})[-/](\d{2})[T ](\d{2}):(\d{2}):(\d{2})(?:\.\d+)?(?: ?UTC|Z)?")
_ISO_DAY = re.compile(r"([12]\d{3})[-/](\d{2})[-/](\d{2})")
_ISO_CLOCK = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d")
_FOLLOWED = re.compile(r"\w{3} (\w{3}) (\d{1,2}) (\d{2}:\d{2}:\d{2}) UTC (\d{4})")
_SERIAL = re.compile(r"(\d{5})(?:[.,]\d+)?")
_BLANKS = re.compile(r"[\s\u00a0\u202f\u2009]+")


def _tidy(text: str) -> str:
    return _BLANKS.sub(" ", text[:LONGEST]).strip()


def _iso(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def _year(text: str) -> int:
    # LinkedIn opened in 2003: a year of two digits is of this century.
    return int(text) if len(text) == 4 else 2000 + int(text)


def day_first(column: Iterable[str], delimiter: str = ",") -> bool:
    """Tell whether the purely numeric dates of a column have the day first.

    A number above 12 decides; without one, dates beside `;` come from a spreadsheet set to a language that
    writes the day first, and others from an American one.
    """
    first = second = 0
    for text in column:
        found = _NUMERIC.match(text.strip())
        if found and found.group(2) == "/" and not _american_clock(found.group(5)):
            first += int(found.group(1)) > 12
            second += int(found.group(3)) > 12
    return first > second if first or second else delimiter != ","


def _american_clock(rest: str) -> bool:
    return rest.rstrip().upper().endswith(("AM", "PM", "A.M.", "P.M."))


@remembered(16384)
def day(text: str, *, dayfirst: bool = False) -> str:
    """Return the ISO day that `text` names, as written (no zone is applied); empty if it is no date.

    >>> day("05 Nov 2023"), day("5-févr.-23"), day("1/15/18, 9:56 AM"), day("05.11.2023")
    ('2023-11-05', '2023-02-05', '2018-01-15', '2023-11-05')
    """
    text = _tidy(text)
    if found := _WORDY.fullmatch(text):
        month = _MONTHS.get(found.group(2).lower(), 0)
        return _iso(_year(found.group(3)), month, int(found.group(1)))
    if found := _NUMERIC.fullmatch(text):
        one, two = int(found.group(1)), int(found.group(3))
        by_day = (found.group(2) != "/" or dayfirst) and not _american_clock(found.group(5))
        if (by_day and two > 12) or (not by_day and one > 12):
            by_day = not by_day
        return _iso(_year(found.group(4)), two if by_day else one, one if by_day else two)
    if found := _ISO.fullmatch(text):
        return _iso(int(found.group(1)), int(found.group(2)), int(found.group(3)))
    if found := _MONTH_FIRST_WORDY.fullmatch(text):
        return _iso(int(found.group(3)), _MONTHS.get(found.group(1).lower(), 0), int(found.group(2)))
    if found := _SERIAL.fullmatch(text):
        # A spreadsheet's own count of days (1899-12-30 is 0), left when the cell lost its date format.
        number = int(found.group(1))
        if 36526 <= number <= 60000:
            return (date(1899, 12, 30) + timedelta(days=number)).isoformat()
    return ""


@lru_cache(maxsize=1)
def _pacific() -> ZoneInfo:
    return ZoneInfo("America/Los_Angeles")


def stamp(text: str) -> str:
    """Return the instant in UTC, `2024-09-05T20:05:00Z`; empty if `text` has no day and clock.

    `2024-05-02 18:03:11 UTC` and its like are UTC; `9/5/24, 1:05 PM` is US Pacific.

    >>> stamp("9/5/24, 1:05 PM"), stamp("12/31/24, 11:00 PM"), stamp("2024/02/03 10:00:00 UTC")
    ('2024-09-05T20:05:00Z', '2025-01-01T07:00:00Z', '2024-02-03T10:00:00Z')
    """
    if len(text) == 23 and text.endswith(" UTC") and (head := _known_day(text[:10])):
        clock = _known_clock(text[11:19])
        return f"{head}T{clock}Z" if clock else ""
    text = text.strip()
    found = _UTC.fullmatch(text)
    if found:
        head = _checked_day(found.group(1), found.group(2), found.group(3))
        hour, minute, second = found.group(4, 5, 6)
        if not head or hour > "23" or minute > "59" or second > "60":
            return ""
        return f"{head}T{hour}:{minute}:{'59' if second == '60' else second}Z"
    if found := _FOLLOWED.fullmatch(text):
        head = _iso(int(found.group(4)), _MONTHS.get(found.group(1).lower(), 0), int(found.group(2)))
        return f"{head}T{found.group(3)}Z" if head else ""
    return _pacific_stamp(_tidy(text))


def moment(text: str) -> tuple[str, str]:
    """Return (instant, "") or, of a text without clock, ("", day); both empty if it is neither."""
    at = stamp(text)
    return at, "" if at else day(text)


def undated(file: str, row: int, text: str) -> Problem:
    """Return the warning that a row's date cannot be read."""
    return Problem(file, row, "date-unreadable", skipped=False, args=(("text", text),))


@remembered(16384)
def _known_day(text: str) -> str:
    found = _ISO_DAY.fullmatch(text)
    return _iso(*map(int, found.groups())) if found else ""


@remembered(86400)
def _known_clock(text: str) -> str:
    return text if _ISO_CLOCK.fullmatch(text) else ""


@lru_cache(maxsize=4096)
def _checked_day(year: str, month: str, day_: str) -> str:
    return _iso(int(year), int(month), int(day_))


def _pacific_stamp(text: str) -> str:
    clock = None
    for clock in _CLOCK.finditer(text):  # noqa: B007 - the last one is the clock
        pass
    if clock is None:
        return ""
    head = day(text[: clock.start()].rstrip(" ,"))
    hour, minute = int(clock.group(1)), int(clock.group(2))
    half = (clock.group(4) or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    if not head or hour > 23 or minute > 59:
        return ""
    local = datetime.fromisoformat(head).replace(hour=hour, minute=minute, tzinfo=_pacific())
    return local.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def partial(text: str) -> str:
    """Return `2015-01-09`, `2015-01`, `2009` or, without a year, `--06-14`; empty if it is no date.

    >>> partial("Jan 2015"), partial("2009"), partial("Jun 14"), partial("Jun 14, 1981")
    ('2015-01', '2009', '--06-14', '1981-06-14')
    """
    text = _tidy(text)
    if len(text) == 4 and text.isdigit():
        return text
    if whole := _old_day(text):
        return whole
    if found := _MONTH_YEAR.fullmatch(text):
        month = _MONTHS.get(found.group(1).lower(), 0)
        return f"{found.group(2)}-{month:02}" if month else ""
    if found := _DAY_OF_YEAR.fullmatch(text):
        month = _MONTHS.get((found.group(1) or found.group(4)).lower(), 0)
        number = int(found.group(2) or found.group(3))
        return f"--{month:02}-{number:02}" if month and _iso(2000, month, number) else ""
    if found := re.fullmatch(r"--?(\d{2})-?(\d{2})", text):
        return (
            f"--{found.group(1)}-{found.group(2)}"
            if _iso(2000, int(found.group(1)), int(found.group(2)))
            else ""
        )
    return ""


def _old_day(text: str) -> str:
    """Return a day as `day` does, with years of two digits that would lie ahead put a century back."""
    found = day(text)
    short = re.search(r"[/.-](\d{2})(?:\D|$)", text)
    if found and short and not re.search(r"\d{4}", text) and int(short.group(1)) > 25:
        return f"19{found[2:]}"
    return found
