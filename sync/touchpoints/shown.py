"""What was shown stays where it is while it can: an agenda whose entries wander is no agenda.

A touchpoint that a contact has fulfilled is met. One that passed undone is placed anew once, then the user is
asked. Nothing moves within the next seven days; what lies further ahead moves only when its window, the
holidays or something with an older right to the day demand it.
"""

from __future__ import annotations

from dataclasses import replace

from sync.model import Touchpoint
from sync.touchpoints import urgency
from sync.touchpoints.board import Board
from sync.touchpoints.people import Person
from sync.touchpoints.rounds import Round, iso, ordinal

PROTECTED_DAYS = 7
_SLIDES = 1


def keep_near(board: Board) -> list[Touchpoint]:
    """Keep what is shown for the next seven days or was put off; return what may stay for later, in order."""
    later: list[Touchpoint] = []
    seen = {person for person, _ in board.shown}
    for person in [one for one in board.people.values() if one.id in seen]:
        for kind in ("welcome", "moved", "reconnect", "favour", "event", "returned"):
            for one in board.waiting(person.id, kind):
                later += _occasion(board, person, one)
        for one in board.waiting(person.id, "cadence"):
            later += _regular(board, person, one)
    return sorted(later, key=lambda one: (one.on, one.id))


def keep_later(board: Board, later: list[Touchpoint]) -> None:
    """Leave touchpoints on their days as far as these are still free."""
    for one in later:
        person, day, round_ = board.people[one.person], ordinal(one.on), board.rounds.get(one.person)
        broken = one.kind == "cadence" and round_ is not None and bool(round_.again)
        if day <= board.end and not broken and board.load.fits(day, person.company):
            board.stay(person, one, day)
        else:
            if round_:
                round_.release(day)
            _again(board, person, one)


def _fix(board: Board, one: Touchpoint, day: int) -> None:
    round_ = board.rounds.get(one.person)
    if round_:
        round_.keep(day, regular=one.kind == "cadence")


def _stay(board: Board, person: Person, one: Touchpoint, day: int) -> None:
    _fix(board, one, day)
    board.stay(person, one, day)


def _again(board: Board, person: Person, one: Touchpoint) -> None:
    """Remember a touchpoint to place anew, with its id and, if that still suits, its day."""
    if one.kind == "cadence":
        board.rounds[person.id].again.append(one)
    else:
        board.again[person.id, one.kind] = one


def _met(board: Board, person: Person, one: Touchpoint) -> bool:
    last = person.tie.last
    if one.kind == "reconnect":
        return person.tie.status(board.today) == "current"
    if one.kind == "favour":
        return False
    if one.kind in ("welcome", "event", "returned"):
        return last > one.window[0]
    return bool(last) and last >= one.window[0]


def _slides(board: Board, person: Person, one: Touchpoint) -> None:
    """Place a touchpoint that passed undone anew, or ask when that happened before."""
    if one.slides < _SLIDES:
        _again(board, person, replace(one, slides=one.slides + 1, state="slid"))
    else:
        board.asks.append(replace(one, name=person.name, tier=board.tiers[person.id]))


def _occasion(board: Board, person: Person, one: Touchpoint) -> list[Touchpoint]:
    """Sift a touchpoint that has its occasion outside the rhythm."""
    day = ordinal(one.on)
    if _met(board, person, one):
        board.met.append(one.id)
    elif not _still(board, person, one.kind):
        return []
    elif day < board.now:
        if one.kind == "reconnect" or one.slides < _SLIDES:
            _slides(board, person, one)
    elif one.state == "snoozed":
        _stay(board, person, one, board.first_open(day))
    elif day - board.now < PROTECTED_DAYS and board.load.open(day):
        _stay(board, person, one, day)
    else:
        _fix(board, one, day)
        return [one]
    return []


def _still(board: Board, person: Person, kind: str) -> bool:
    """Tell whether the occasion is still there."""
    if kind in ("favour", "event", "returned"):
        return any(claim.kind == kind for claim in person.claims)
    if kind == "reconnect":
        return person.id not in board.rounds and board.sleeps(person)
    return board.is_new(person, PROTECTED_DAYS) if kind == "welcome" else urgency.moved(person)


def _regular(board: Board, person: Person, one: Touchpoint) -> list[Touchpoint]:
    """Sift a touchpoint of the rhythm; those of a person come in order, and none stays after one that cannot."""
    day, round_ = ordinal(one.on), board.rounds.get(person.id)
    if _met(board, person, one):
        board.met.append(one.id)
    elif round_ is None or round_.held:
        return []
    elif day < board.now:
        _slides(board, person, one)
        round_.held = one.slides >= _SLIDES
    elif one.state == "snoozed":
        _stay(board, person, one, board.first_open(day))
    elif (
        round_.again
        or round_.crowded(day)
        or round_.superseded(round_.anchor(day), day)
        or not board.load.open(day)
    ):
        _again(board, person, one)
    elif day - board.now < PROTECTED_DAYS:
        _stay(board, person, one, day)
    elif _suits(round_, one, day):
        _fix(board, one, day)
        return [one]
    else:
        _again(board, person, one)
    return []


def _suits(round_: Round, one: Touchpoint, day: int) -> bool:
    """Tell whether the day lies in its window, or the window is what it was when the day was chosen."""
    first, last = round_.window(round_.anchor(day))
    return first <= day <= last or one.window == (iso(first), iso(last))
