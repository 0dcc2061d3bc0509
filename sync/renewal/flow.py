"""How the network flows: who comes, who leaves, what stays alive, and whether contact comes only in bursts.

Terms
active network   people with a real contact in the last twelve months
inflow, outflow  connections made; people who vanished from an export or retired, by month
renewal rate     inflow of twelve months / active network; the attrition rate is its counterpart
cooling          close and active people whose latest interval has passed
reserve          dormant ties worth waking
crisis index     share of all days of contact that fall in the busiest twentieth of the months: who writes only
                 when in need has a high one (regular: below .35)
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sync.renewal.changes import Change

ACTIVE_DAYS = 365
QUARTER_DAYS = 91
REGULAR_BELOW = 0.35

_FEWEST_DAYS = 30
_FEWEST_MONTHS = 12
_BUSIEST = 0.05
_FALLS = 0.9
_QUARTERS = 8


@dataclass(frozen=True, slots=True)
class Month:
    """One month (`2026-11`): how many came and left."""

    month: str
    inflow: int
    outflow: int


@dataclass(frozen=True, slots=True)
class Cooling:
    """Someone close who cools down: days without contact, and the latest interval of their tier.

    `meets` is the day of a meeting that is agreed already; empty without any.
    """

    person: str
    tier: str
    gap_days: int
    latest_days: int
    meets: str = ""


@dataclass(frozen=True, slots=True)
class Bursts:
    """The crisis index over `months` months, `busiest` of which hold the share `index` of all contact."""

    index: float
    busiest: int
    months: int


@dataclass(frozen=True, slots=True)
class Quarter:
    """The twelve months up to `on`: how many were active, came and left, and the two rates (None without any)."""

    on: str
    active: int
    inflow: int
    outflow: int
    renewal: float | None
    attrition: float | None


@dataclass(frozen=True, slots=True)
class Work:
    """One month (`2026-11`): how many touchpoints fell in it, and how many of them were done."""

    month: str
    planned: int
    done: int


@dataclass(frozen=True, slots=True)
class Circle:
    """One tier: how many people it holds, and how many of them cool down."""

    tier: str
    people: int
    cooling: int


@dataclass(frozen=True, slots=True)
class Report:
    """The state of the network on one day.

    Rates are shares of the active network in twelve months, None while there is none; `crisis` is None for a
    history too short to tell. `circles` and `work` tell of tiers and of twelve months of touchpoints, `changed` how many
    changes of each kind the newest export showed. `known_outflow` says whether two exports could be compared: without them nobody
    is known to have left.
    """

    on: str
    known: int
    active: int
    active_before: int
    inflow: int
    outflow: int
    renewal: float | None
    attrition: float | None
    known_outflow: bool
    cooling: tuple[Cooling, ...]
    reserve: int
    crisis: Bursts | None
    months: tuple[Month, ...]
    quarters: tuple[Quarter, ...] = ()
    silent: int = 0
    unreached: int = 0
    circles: tuple[Circle, ...] = ()
    work: tuple[Work, ...] = ()
    changed: tuple[tuple[str, int], ...] = ()

    @property
    def alarms(self) -> tuple[str, ...]:
        """What should worry: `shrinks`, `active-falls` (a tenth in a quarter), `close-cool` (two of the closest,
        with no meeting agreed), `crisis`.
        """
        found = (
            ("shrinks", self.shrinks),
            ("active-falls", self.active < _FALLS * self.active_before),
            ("close-cool", sum(one.tier == "close" and not one.meets for one in self.cooling) > 1),
            ("crisis", self.crisis is not None and self.crisis.index >= REGULAR_BELOW),
        )
        return tuple(code for code, true in found if true)

    @property
    def shrinks(self) -> bool:
        """More leave than come."""
        return self.renewal is not None and self.attrition is not None and self.renewal < self.attrition


LOSSES = ("vanished", "retired")
"""Kinds of changes by which a network loses people."""


def report(
    today: date,
    last: Mapping[str, str],
    last_before: Mapping[str, str],
    latest: Mapping[str, tuple[str, int]],
    *,
    known: int,
    reserve: int,
    connected_on: Iterable[str],
    changes: Iterable[Change],
    contacts: Iterable[tuple[str, str]],
    compared: bool,
    silent: int = 0,
    unreached: int = 0,
    meets: Mapping[str, str] | None = None,
) -> Report:
    """Return the report of `today`.

    `last` and `last_before` hold the day of the last real contact with each person, now and a quarter ago;
    `latest` the tier and the latest interval in days of those one keeps close; `connected_on` the days of all
    connections ever seen; `contacts` a (day, person) for each day of real contact with a person. `compared` tells
    that there were two exports to compare. `unreached` counts people from whom something came back. `meets` holds the day of the next meeting agreed with a person.
    """
    came = Counter(day[:7] for day in connected_on if day and day <= today.isoformat())
    left = Counter(change.on[:7] for change in changes if change.kind in LOSSES)
    told = list(contacts)
    year = months(today, 12)
    inflow, outflow = sum(came[month] for month in year), sum(left[month] for month in year)
    active = alive(last, today)
    return Report(
        on=today.isoformat(),
        known=known,
        active=active,
        active_before=alive(last_before, today - timedelta(days=QUARTER_DAYS)),
        inflow=inflow,
        outflow=outflow,
        renewal=inflow / active if active else None,
        attrition=outflow / active if active and compared else None,
        known_outflow=compared,
        cooling=cooling(last, latest, today, meets or {}),
        reserve=reserve,
        crisis=crisis((day for day, _ in told), today),
        months=tuple(Month(month, came[month], left[month]) for month in months(today, 24)),
        quarters=quarters(told, came, left, today, compared=compared),
        silent=silent,
        unreached=unreached,
    )


def work(days: Iterable[tuple[str, bool]], today: date) -> tuple[Work, ...]:
    """Return the last twelve months of touchpoints from (day, whether it was done); none if nothing was done yet."""
    told = list(days)
    planned = Counter(day[:7] for day, _ in told)
    done = Counter(day[:7] for day, was in told if was)
    year = months(today, 12)
    return (
        tuple(Work(month, planned[month], done[month]) for month in year)
        if any(done[m] for m in year)
        else ()
    )


def quarters(
    contacts: Iterable[tuple[str, str]],
    came: Mapping[str, int],
    left: Mapping[str, int],
    today: date,
    *,
    compared: bool,
) -> tuple[Quarter, ...]:
    """Return the rates of twelve months at the end of each of the last eight quarters, the newest last."""
    told = sorted(contacts)
    found = []
    for back in range(_QUARTERS - 1, -1, -1):
        on = today - timedelta(days=back * QUARTER_DAYS)
        since, until = (on - timedelta(days=ACTIVE_DAYS)).isoformat(), on.isoformat()
        first, last = bisect_left(told, (since, "")), bisect_left(told, (until, "\uffff"))
        active = len({person for _, person in told[first:last]})
        year = months(on, 12)
        inflow = sum(came.get(month, 0) for month in year)
        outflow = sum(left.get(month, 0) for month in year)
        found.append(
            Quarter(
                until,
                active,
                inflow,
                outflow,
                inflow / active if active else None,
                outflow / active if active and compared else None,
            )
        )
    return tuple(found)


def alive(last: Mapping[str, str], today: date) -> int:
    """Return with how many people there was a real contact in the twelve months before `today`."""
    since, until = (today - timedelta(days=ACTIVE_DAYS)).isoformat(), today.isoformat()
    return sum(since <= day <= until for day in last.values())


def months(today: date, count: int) -> list[str]:
    """Return the last `count` months, the present one last.

    >>> months(date(2026, 1, 15), 3)
    ['2025-11', '2025-12', '2026-01']
    """
    number = today.year * 12 + today.month - 1
    return [f"{n // 12:04}-{n % 12 + 1:02}" for n in range(number - count + 1, number + 1)]


def cooling(
    last: Mapping[str, str], latest: Mapping[str, tuple[str, int]], today: date, meets: Mapping[str, str]
) -> tuple[Cooling, ...]:
    """Return who is beyond the latest interval, close ones first, then the most overdue."""
    found = []
    for person, (tier, days) in latest.items():
        if last.get(person):
            gap = (today - date.fromisoformat(last[person])).days
            if gap > days:
                found.append(Cooling(person, tier, gap, days, meets.get(person, "")))
    return tuple(sorted(found, key=lambda c: (c.tier != "close", -c.gap_days / c.latest_days, c.person)))


def crisis(contact_days: Iterable[str], today: date) -> Bursts | None:
    """Return how far contact comes in bursts; None with fewer than 30 days of contact or 12 months.

    Over nine years the busiest twentieth is five months.
    """
    by_month = Counter(day[:7] for day in contact_days if day and day <= today.isoformat())
    total = sum(by_month.values())
    if total < _FEWEST_DAYS:
        return None
    first = min(by_month)
    span = (today.year - int(first[:4])) * 12 + today.month - int(first[5:7]) + 1
    if span < _FEWEST_MONTHS:
        return None
    busiest = max(1, round(span * _BUSIEST))
    return Bursts(sum(n for _, n in by_month.most_common(busiest)) / total, busiest, span)
