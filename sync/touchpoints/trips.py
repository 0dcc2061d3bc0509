"""Trips: whom to meet in a town where one is anyway. A lunch, then a breakfast, on each day of the trip.

A tie that is silent for long, or comes up soon, is met first; nobody twice within their rhythm's least distance.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from sync.model import Reason, Touchpoint
from sync.touchpoints import cadence, hours
from sync.touchpoints.board import Board
from sync.touchpoints.people import Person, Trip
from sync.touchpoints.rounds import OVER, iso, ordinal

_LONGEST_NAME = 5
"""Words in the name of a town, at most."""
_SHORTEST_NAME = 3
_MEALS = ("lunch", "breakfast")
_MATES = 2
_REST_DAYS = 30
"""Whom one has just seen one does not need to see again."""


def keep_shown(board: Board) -> None:
    """Leave shown touchpoints of trips on their days, before all others are sifted: these count from them."""
    for trip in board.settings.trips:
        days, tables = _days(board, trip), set[int]()
        for person in board.people.values():
            known = _known(board, person, trip) if person.city and person.city == trip.city else None
            if known is None or known.state in OVER:
                continue
            day = ordinal(known.on)
            joins = known.form == _MEALS[0] and day in tables
            if day in days and (joins or board.load.fits(day, person.company)):
                _note(board, person, day)
                board.stay(person, known, day, counts=not joins)
                if known.form == _MEALS[0]:
                    tables.add(day)


def place_trips(board: Board) -> None:
    """Place more people of each trip's town on its days, as far as budget and cap allow.

    Up to three people who should meet each other share a lunch: of one sector, from different companies. A table is one
    contact of the budget.
    """
    for trip in sorted(board.settings.trips, key=lambda one: (one.first, one.city)):
        first, last = ordinal(trip.first), ordinal(trip.last)
        days, queue = _days(board, trip), _to_meet(board, trip)
        while queue:
            person = queue.pop(0)
            fitting = [
                (board.load.count(day), day, free[0])
                for day in days
                if board.load.fits(day, person.company) and (free := _meals_left(board, day))
            ]
            if not fitting:
                continue
            _, day, meal = min(fitting)
            mates = _mates(board, person, queue, day) if meal == _MEALS[0] else []
            reasons = [_reason(trip, day)]
            if mates:
                reasons.append(Reason("table", (("n", str(len(mates))), ("sector", person.sector))))
            for number, one in enumerate((person, *mates)):
                board.place(
                    one,
                    "trip",
                    day,
                    (first, last),
                    reasons,
                    state="due",
                    series=first,
                    before=_known(board, one, trip),
                    form=meal,
                    counts=not number,
                )
            queue = [one for one in queue if one not in mates]


def _meals_left(board: Board, day: int) -> list[str]:
    """Return the meals of a day at which nobody is met yet on a trip, those with a free hour first."""
    had = {t.form for t in board.placed if t.kind == "trip" and t.on == iso(day)}
    left = [meal for meal in _MEALS if meal not in had]
    return sorted(left, key=lambda meal: not hours.free(meal, board.load.taken(day)))


def _days(board: Board, trip: Trip) -> range:
    return range(max(ordinal(trip.first), board.now), min(ordinal(trip.last), board.end) + 1)


def _to_meet(board: Board, trip: Trip) -> list[Person]:
    """Return the people of a trip's town who are worth a meeting and have none on it yet, the best first."""
    placed = {t.person for t in board.placed if t.kind == "trip" and t.series == ordinal(trip.first)}
    found = []
    for person in board.people.values():
        if not person.city or person.city != trip.city or person.id in placed:
            continue
        shown = _of_trip(board, person, trip)
        if shown is not None and shown.state in OVER and shown.state != "dropped":
            continue
        if _worth(board, person, ordinal(trip.first), ordinal(trip.last)):
            found.append(person)
    return sorted(found, key=lambda one: _rank(board, one))


def _of_trip(board: Board, person: Person, trip: Trip) -> Touchpoint | None:
    return next((t for t in board.shown[person.id, "trip"] if t.series == ordinal(trip.first)), None)


def _known(board: Board, person: Person, trip: Trip) -> Touchpoint | None:
    """Return what is shown of a person for a trip, unless it was dropped."""
    shown = _of_trip(board, person, trip)
    return shown if shown is not None and shown.state != "dropped" else None


def _mates(board: Board, person: Person, queue: list[Person], day: int) -> list[Person]:
    """Return who of the queue should sit at a table with somebody."""
    mates: list[Person] = []
    for one in queue:
        known = {other.company for other in (person, *mates)}
        if (
            person.sector
            and one.sector == person.sector
            and one.company not in known
            and board.load.apart(day, one.company)
        ):
            mates.append(one)
        if len(mates) == _MATES:
            break
    return mates


def from_calendar(away: Iterable[Mapping[str, str]], towns: Mapping[str, str], home: str) -> list[Trip]:
    """Return the trips that events tell of: `first`, `last`, and `words` (`title | place`, folded).

    `towns` gives the towns where people live, by comparison form; `home` is the owner's and no trip. Of two towns in a
    title the last is where one goes; without knowing the home, it may as well be the way back, and tells nothing. Days
    that follow each other in one town are one trip.
    """
    found: list[Trip] = []
    for told in sorted(away, key=lambda one: (one["first"], one["last"], one["words"])):
        title, _, place = told["words"].partition(" | ")
        named = _towns(title, towns) or _towns(place, towns)[-1:]
        if len(set(named)) > 1 and not home:
            continue
        others = [town for town in named if town != home]
        if not others:
            continue
        city = others[-1]
        before = next((one for one in found if one.city == city and _adjoin(one, told["first"])), None)
        if before is None:
            found.append(Trip(towns[city], city, told["first"], told["last"], "calendar"))
        else:
            last = max(before.last, told["last"])
            found[found.index(before)] = replace(before, last=last)
    return found


def _adjoin(trip: Trip, first: str) -> bool:
    return ordinal(first) <= ordinal(trip.last) + 1


def _towns(text: str, towns: Mapping[str, str]) -> list[str]:
    """Return the towns that a text names, in order, the longest name at each place."""
    words = _WORD.findall(text)
    found, at = [], 0
    while at < len(words):
        for length in range(min(_LONGEST_NAME, len(words) - at), 0, -1):
            name = " ".join(words[at : at + length])
            if name in towns and len(name) >= _SHORTEST_NAME:
                found.append(name)
                at += length - 1
                break
        at += 1
    return found


_WORD = re.compile(r"[^\W_]+")


def _note(board: Board, person: Person, day: int) -> None:
    round_ = board.rounds.get(person.id)
    if round_:
        round_.keep(day, regular=False)


def _reason(trip: Trip, day: int) -> Reason:
    return Reason("trip", (("on", date.fromordinal(day).isoformat()), ("place", trip.place)), "trips")


def _worth(board: Board, person: Person, first: int, last: int) -> bool:
    """Tell whether somebody one has spoken with is worth a meeting, and none is near already."""
    tie = person.tie
    if not tie.last or tie.status(board.today) == "faded" or first - ordinal(tie.last) < _REST_DAYS:
        return False
    near = range(first - _REST_DAYS, last + _REST_DAYS + 1)
    round_ = board.rounds.get(person.id)
    return not any(ordinal(stamp) in near for stamp in person.appointments) and not (
        round_ and any(day in near for day in round_.fixed)
    )


def _rank(board: Board, person: Person) -> tuple[float, ...]:
    """Return the place in the queue: the circle, then how long it has been for that circle, then strength."""
    round_ = board.rounds.get(person.id)
    gap = board.now - ordinal(person.tie.last)
    overdue = gap / round_.cadence if round_ else timedelta(days=gap) / timedelta(days=365)
    return cadence.TIERS.index(board.tiers[person.id]), -overdue, -person.tie.strength
