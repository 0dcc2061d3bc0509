"""Trips: whom to meet in a town where one is anyway. A lunch, then a breakfast, on each day of the trip.

A tie that is silent for long, or comes up soon, is met first; nobody twice within their rhythm's least distance.
"""

from __future__ import annotations

from datetime import date, timedelta

from sync.model import Reason
from sync.touchpoints import cadence
from sync.touchpoints.board import Board
from sync.touchpoints.people import Person, Trip
from sync.touchpoints.rounds import OVER, ordinal

_MEALS = ("lunch", "breakfast")
_REST_DAYS = 30
"""Whom one has just seen one does not need to see again."""


def place_trips(board: Board) -> None:
    """Place the people of each trip's town on its days, as far as budget and cap allow; what is shown stays first."""
    for trip in sorted(board.settings.trips, key=lambda one: (one.first, one.city)):
        first, last = ordinal(trip.first), ordinal(trip.last)
        days = [day for day in range(max(first, board.now), min(last, board.end) + 1) if board.load.open(day)]
        series = first
        left = []
        for person in board.people.values():
            if not person.city or person.city != trip.city:
                continue
            shown = next((t for t in board.shown[person.id, "trip"] if t.series == series), None)
            if shown is not None and shown.state in OVER and shown.state != "dropped":
                continue
            day = ordinal(shown.on) if shown is not None and shown.state != "dropped" else 0
            if shown is not None and day in days and board.load.fits(day, person.company):
                _note(board, person, day)
                board.stay(person, shown, day)
            elif _worth(board, person, first, last):
                left.append(person)
        for person in sorted(left, key=lambda one: _rank(board, one)):
            fitting = [day for day in days if board.load.fits(day, person.company)]
            if not fitting:
                continue
            day = min(fitting, key=lambda one: (board.load.count(one), one))
            meal = _MEALS[min(board.load.count(day), len(_MEALS) - 1)]
            known = next((t for t in board.shown[person.id, "trip"] if t.series == series), None)
            board.place(
                person,
                "trip",
                day,
                (first, last),
                [_reason(trip, day)],
                state="due",
                series=series,
                before=known if known is not None and known.state != "dropped" else None,
                form=meal,
            )


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
