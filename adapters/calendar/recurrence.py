"""Recurrence rules (RFC 5545 §3.3.10; the older grammar of vCalendar 1.0), expanded within a window and bounds.

Libraries walk from the first occurrence to the end of time, which hangs on rules that never come true (30
February) or come every second. Here a rule is walked by its periods, from the window's start to its end
and never beyond; only a COUNT makes it begin at the very start. All in local time, for that is how people
mean it; recurring-ical-events is the judge of this module in the tests.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import product

_DAYS = {"MO": 0, "TU": 1, "WE": 2, "TH": 3, "FR": 4, "SA": 5, "SU": 6}
_DAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_EVERY = ("YEARLY", "MONTHLY", "WEEKLY", "DAILY")
_TOO_OFTEN = ("HOURLY", "MINUTELY", "SECONDLY")
MAX_INSTANCES = 10_000
MAX_PERIODS = 60_000
"""Periods walked to count a COUNT: a day rule of 160 years."""


class TooOften(ValueError):
    """The rule recurs within a day: no meeting of people does."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A recurrence rule. `until` is local time as far as it is known; `until_utc` tells that it is in UTC."""

    every: str
    interval: int = 1
    count: int = 0
    until: datetime | None = None
    until_utc: bool = False
    months: tuple[int, ...] = ()
    weeks: tuple[int, ...] = ()
    year_days: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    days: tuple[tuple[int, int], ...] = ()
    hours: tuple[int, ...] = ()
    minutes: tuple[int, ...] = ()
    seconds: tuple[int, ...] = ()
    positions: tuple[int, ...] = ()
    week_start: int = 0


def rule(text: str) -> Rule:
    """Return the rule a value writes. Raises `TooOften`, and ValueError for what is no rule."""
    parts: dict[str, str] = {}
    for part in text.upper().split(";"):
        name, equals, value = part.partition("=")
        if equals:
            parts.setdefault(name.strip(), value.strip())
    every = parts.get("FREQ", "")
    if not every and not parts:
        return _old_rule(text)
    if every in _TOO_OFTEN:
        raise TooOften(every)
    if every not in _EVERY:
        raise ValueError(f"FREQ={every[:20]}")
    until = parts.get("UNTIL", "")
    return Rule(
        every,
        max(1, _numbers(parts.get("INTERVAL", "1"), 1, 9999, default=1)[0]),
        _numbers(parts.get("COUNT", "0"), 0, 10**9, default=0)[0],
        _until(until),
        until.endswith("Z"),
        _numbers(parts.get("BYMONTH", ""), 1, 12),
        _numbers(parts.get("BYWEEKNO", ""), -53, 53),
        _numbers(parts.get("BYYEARDAY", ""), -366, 366),
        _numbers(parts.get("BYMONTHDAY", ""), -31, 31),
        tuple((int(nth or 0), _DAYS[day]) for nth, day in _DAY.findall(parts.get("BYDAY", ""))),
        _numbers(parts.get("BYHOUR", ""), 0, 23),
        _numbers(parts.get("BYMINUTE", ""), 0, 59),
        _numbers(parts.get("BYSECOND", ""), 0, 59),
        _numbers(parts.get("BYSETPOS", ""), -366, 366),
        _DAYS.get(parts.get("WKST", "MO"), 0),
    )


def _numbers(text: str, least: int, most: int, default: int | None = None) -> tuple[int, ...]:
    found = [int(number) for number in re.findall(r"[+-]?\d{1,10}", text)]
    kept = tuple(sorted({number for number in found if least <= number <= most and (number or least == 0)}))
    return kept or (() if default is None else (default,))


def _until(text: str) -> datetime | None:
    found = re.match(r"(\d{4})-?(\d\d)-?(\d\d)(?:T(\d\d):?(\d\d):?(\d\d)?)?", text)
    if found is None:
        return None
    year, month, day, hour, minute, second = (int(part) if part else None for part in found.groups())
    try:
        if hour is None:
            # A day: everything on it still belongs to the series.
            return datetime(year or 1, month or 1, day or 1, 23, 59, 59)
        return datetime(year or 1, month or 1, day or 1, hour, minute or 0, second or 0)
    except ValueError:
        return None


_OLD = re.compile(r"\s*(D|W|MP|MD|YM|YD)(\d{1,3})\b(.*)", re.DOTALL)


def _old_rule(text: str) -> Rule:
    """Return a rule in the grammar of vCalendar 1.0: `W2 MO TH #10`, `MP1 1+ MO 19991231T000000Z`."""
    found = _OLD.match(text.upper())
    if found is None:
        raise ValueError(text[:40])
    kind, interval, rest = found[1], max(1, int(found[2])), found[3].split()
    counts = [int(word[1:]) for word in rest if re.fullmatch(r"#\d{1,6}", word)]
    untils = [word for word in rest if re.fullmatch(r"\d{8}(T\d{4,6}Z?)?", word)]
    numbers = [word for word in rest if re.fullmatch(r"\d{1,3}[+-]?", word)]
    values = tuple(-int(word[:-1]) if word[-1] == "-" else int(word.rstrip("+")) for word in numbers)
    nths = values or (0,)
    days = tuple((nth if kind == "MP" else 0, _DAYS[day]) for nth in nths for day in rest if day in _DAYS)
    # No end and no count: two times is what the grammar says; `#0` is for ever.
    count = counts[0] if counts else (0 if untils else 2)
    return Rule(
        {"D": "DAILY", "W": "WEEKLY", "M": "MONTHLY", "Y": "YEARLY"}[kind[0]],
        interval,
        count,
        _until(untils[0]) if untils else None,
        bool(untils) and untils[0].endswith("Z"),
        months=tuple(v for v in values if 1 <= v <= 12) if kind == "YM" else (),
        year_days=values if kind == "YD" else (),
        month_days=values if kind == "MD" else (),
        days=days if kind in ("W", "MP") else (),
    )


def occurrences(rule: Rule, start: datetime, first: datetime, last: datetime) -> Iterator[datetime]:
    """Yield the local times of a rule from `first` to `last`, in order; `start` is its DTSTART and always one.

    Ends after 10,000 instances; the caller sees that by counting.
    """
    end = min(last, rule.until) if rule.until else last
    if start <= end and first <= start:
        yield start
    number, given = 1, 1
    for moment in _walk(rule, start, start if rule.count else max(start, first), end):
        if moment <= start:
            continue
        number += 1
        if moment > end or (rule.count and number > rule.count):
            return
        if moment >= first:
            given += 1
            if given > MAX_INSTANCES + 1:
                return
            yield moment


def _walk(rule: Rule, start: datetime, first: datetime, end: datetime) -> Iterator[datetime]:
    """Yield what the rule alone gives, from the period of `first` to the one of `end`."""
    hours, minutes, seconds = (
        rule.hours or (start.hour,),
        rule.minutes or (start.minute,),
        rule.seconds or (start.second,),
    )
    times = [timedelta(hours=h, minutes=m, seconds=s) for h, m, s in product(hours, minutes, seconds)]
    for days in _periods(rule, start.date(), first.date(), end.date()):
        moments = [datetime(day.year, day.month, day.day) + time for day in days for time in times]
        if rule.positions:
            size = len(moments)
            chosen = {p - 1 if p > 0 else size + p for p in rule.positions}
            moments = [moment for index, moment in enumerate(moments) if index in chosen]
        yield from moments


def _periods(rule: Rule, start: date, first: date, end: date) -> Iterator[list[date]]:
    """Yield the days of each period (day, week, month, year) that the rule lets through, in order."""
    step = rule.interval
    match rule.every:
        case "DAILY":
            skipped = max(0, (first - start).days) // step
            for number in range(skipped, skipped + MAX_PERIODS):
                day = _plus(start, days=number * step)
                if day is None or day > end:
                    return
                yield [day] if _passes(rule, day) else []
        case "WEEKLY":
            monday = start - timedelta(
                days=min((start.weekday() - rule.week_start) % 7, (start - date.min).days)
            )
            skipped = max(0, (first - monday).days) // (7 * step)
            weekdays = sorted(
                {(day - rule.week_start) % 7 for _, day in rule.days} or {(start - monday).days}
            )
            for number in range(skipped, skipped + MAX_PERIODS):
                week = _plus(monday, days=number * step * 7)
                if week is None or week > end:
                    return
                days = (_plus(week, days=offset) for offset in weekdays)
                yield [day for day in days if day and (not rule.months or day.month in rule.months)]
        case "MONTHLY":
            month = start.year * 12 + start.month - 1
            skipped = max(0, (first.year * 12 + first.month - 1 - month) // step)
            for number in range(skipped, skipped + MAX_PERIODS):
                year, index = divmod(month + number * step, 12)
                if year > 9998 or (year, index + 1) > (end.year, end.month):
                    return
                if not rule.months or index + 1 in rule.months:
                    yield sorted(_of_month(rule, year, index + 1, start))
        case _:
            skipped = max(0, (first.year - start.year) // step)
            for number in range(skipped, skipped + MAX_PERIODS):
                year = start.year + number * step
                if year > min(end.year, 9998):
                    return
                yield sorted(set(_of_year(rule, year, start)))


def _plus(day: date, *, days: int) -> date | None:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def _passes(rule: Rule, day: date) -> bool:
    """Tell whether a day keeps the limits of a DAILY rule."""
    return (
        (not rule.months or day.month in rule.months)
        and (
            not rule.month_days
            or bool({day.day, day.day - _length(day.year, day.month) - 1} & set(rule.month_days))
        )
        and (not rule.days or day.weekday() in {weekday for _, weekday in rule.days})
    )


def _length(year: int, month: int) -> int:
    return (date(year + month // 12, month % 12 + 1, 1) - date(year, month, 1)).days


def _of_month(rule: Rule, year: int, month: int, start: date) -> set[date]:
    """Return the days of a month by BYMONTHDAY and BYDAY, else the day of the start."""
    length = _length(year, month)
    whole = [date(year, month, day) for day in range(1, length + 1)]
    by_number = {whole[n - 1 if n > 0 else n] for n in rule.month_days if -length <= n <= length}
    if rule.days:
        by_weekday = set(_weekdays(rule.days, whole))
        return by_number & by_weekday if rule.month_days else by_weekday
    if rule.month_days:
        return by_number
    return {whole[start.day - 1]} if start.day <= length else set()


def _weekdays(days: Iterable[tuple[int, int]], whole: list[date]) -> Iterator[date]:
    """Yield the days of a span that are the given weekdays, or the nth of them."""
    for nth, weekday in days:
        fitting = whole[(weekday - whole[0].weekday()) % 7 :: 7]
        if not nth:
            yield from fitting
        elif -len(fitting) <= nth <= len(fitting):
            yield fitting[nth - 1 if nth > 0 else nth]


def _of_year(rule: Rule, year: int, start: date) -> set[date]:
    """Return the days of a year by the table of RFC 5545 §3.3.10."""
    if not (rule.weeks or rule.year_days):
        if rule.days and not rule.months and not rule.month_days:
            return set(_weekdays(rule.days, _span(year)))
        if rule.months or rule.month_days:
            months = rule.months or range(1, 13)
            return {day for month in months for day in _of_month(rule, year, month, start)}
        return _of_month(rule, year, start.month, start)
    found = set(_span(year))
    if rule.weeks:
        found = _of_weeks(rule, year)
        if not rule.days:
            found = {day for day in found if day.weekday() == start.weekday()}
    if rule.year_days:
        whole = _span(year)
        found &= {whole[n - 1 if n > 0 else n] for n in rule.year_days if -len(whole) <= n <= len(whole)}
    if rule.months:
        found = {day for day in found if day.month in rule.months}
    if rule.month_days:
        found = {
            day
            for day in found
            if {day.day, day.day - _length(day.year, day.month) - 1} & set(rule.month_days)
        }
    if rule.days:
        found = {day for day in found if day.weekday() in {weekday for _, weekday in rule.days}}
    return found


def _span(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)]


def _of_weeks(rule: Rule, year: int) -> set[date]:
    """Return the days of the numbered weeks; the first has at least four days in the year (ISO 8601)."""
    fourth = date(year, 1, 4)
    first = fourth - timedelta(days=(fourth.weekday() - rule.week_start) % 7)
    next_fourth = date(year + 1, 1, 4)
    after = next_fourth - timedelta(days=(next_fourth.weekday() - rule.week_start) % 7)
    total = (after - first).days // 7
    numbers = {n if n > 0 else total + 1 + n for n in rule.weeks}
    return {
        first + timedelta(days=7 * (number - 1) + offset)
        for number in numbers
        if 1 <= number <= total
        for offset in range(7)
    }
