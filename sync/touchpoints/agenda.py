"""The agenda: which person to be in touch with on which day, under a weekly budget.

Terms
anchor     the day a rhythm counts from: the last real contact, or what was planned before
window     0.8 to 1.2 of the cadence after the anchor; ideally right in the middle
round      one cadence of one person, from anchor to the next touchpoint
shown      a touchpoint the user has seen, in a plan or in the calendar: it stays where it is while it can

The order of claims on a week: appointments, campaigns and birthdays; what is shown already; trips and welcomes, which perish and
may take the place of a dormant tie; then the most urgent rounds, and one dormant tie. Beyond four weeks the
place of the dormant tie stays free, so that something new displaces one touchpoint and not a chain of them.
In a catch-up dormant ties take three places of five, and all its weeks are planned.
The plan is a function of its arguments: the same input gives the same plan, and a plan given back as
`shown` gives itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sync.model import Touchpoint
from sync.touchpoints import cadence, hours, occasions, shown, trips, urgency
from sync.touchpoints.board import Board
from sync.touchpoints.load import week_of
from sync.touchpoints.people import Days, Person, Settings
from sync.touchpoints.rounds import OVER, Round, birthdays, ordinal, touchpoint_id

__all__ = ["OVER", "Plan", "birthdays", "plan", "touchpoint_id"]

_NEAR_WEEKS = 4
_AHEAD_WEEKS = 6
_WISHED = 10.0
"""Added to the priority of a shown touchpoint in the week of its day: it goes before all that is new."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do.

    `touchpoints` come by day; `asks` passed twice undone and wait for the user's word; `met` are the ids of
    shown touchpoints that a contact has fulfilled since. Other shown ones that are in none of the three are no
    longer needed. `stretch` is what tempos were multiplied by.
    """

    touchpoints: tuple[Touchpoint, ...]
    asks: tuple[Touchpoint, ...]
    met: tuple[str, ...]
    stretch: float
    tiers: Mapping[str, str]


def plan(
    people: Sequence[Person],
    today: date,
    settings: Settings,
    days: Days,
    shown_before: Iterable[Touchpoint] = (),
) -> Plan:
    """Plan the touchpoints of the days from `today` to the horizon; see the module for the rules.

    `shown_before` holds every touchpoint that was shown, with its state as the user left it (a snoozed one
    lies on the day they chose).
    """
    board = Board(people, today, settings, days, shown_before)
    occasions.place_appointments(board)
    occasions.place_campaigns(board)
    occasions.place_birthdays(board)
    trips.keep_shown(board)
    later = shown.keep_near(board)
    shown.keep_later(board, [one for one in later if one.kind != "reconnect"])
    occasions.place_claims(board)
    trips.place_trips(board)
    occasions.place_welcomes(board)
    shown.keep_later(board, [one for one in later if one.kind == "reconnect"])
    _fill_weeks(board)
    board.placed.sort(key=lambda t: (t.on, cadence.TIERS.index(t.tier), t.name, t.id))
    return Plan(
        tuple(hours.give(board.placed, days.taken)),
        tuple(board.asks),
        tuple(board.met),
        board.stretch,
        board.tiers,
    )


def _fill_weeks(board: Board) -> None:
    queue, moved = occasions.dormant_queue(board), occasions.movers(board)
    this = week_of(board.now)
    come = False
    offered: list[tuple[int, list[int], int]] = []
    for week in range(this, week_of(board.end) + 1):
        monday = week * 7 + 1
        days = range(max(monday, board.now), min(monday + 6, board.end) + 1)
        open_days = [day for day in days if board.load.open(day)]
        if not open_days or not board.load.room(week):
            come = come or bool(open_days)
            continue
        first, come = not come, True
        near = week - this <= _NEAR_WEEKS or board.catching_up(week)
        # No place is kept for sleepers whom nobody has left to wake.
        wake = min(board.to_wake(week), board.load.reconnections(week) + len(queue))
        wake = max(board.reconnections, wake)
        reserve = 0 if first and not queue else wake
        offered.append((week, open_days, reserve))
        _regular(board, week, open_days, reserve=reserve)
        while near and queue and board.load.reconnections(week) < wake:
            if not board.load.room(week):
                break
            sleeper = queue.pop(0)
            if not occasions.reconnect(board, sleeper, open_days):
                # Too soon after another word to them, this week: their turn comes in a later one.
                queue.append(sleeper)
                break
        if first:
            # What a week has left is given away only when it has come: until then it is kept for what is new.
            while moved and board.load.room(week):
                one = moved.pop(0)
                if occasions.congratulate(board, one, open_days) and one in queue:
                    queue.remove(one)
            _fillers(board, week, open_days)
    _left_over(board, offered)


def _left_over(board: Board, offered: list[tuple[int, list[int], int]]) -> None:
    """Place whoever found no day up to the horizon on the latest one of their window that is still free.

    Without it a plan given back as shown would not give itself: with all others in place, these would be seen as
    a crowd that comes, and drawn forward.
    """
    for round_ in sorted(
        board.rounds.values(), key=lambda one: (one.start(board.end) + one.cadence, one.person.id)
    ):
        for week, open_days, reserve in reversed(offered):
            last_day = open_days[-1]
            anchor = round_.start(last_day)
            first, _ = round_.window(anchor)
            if first > last_day:
                if round_.start(0) == anchor:
                    break
                continue
            if anchor + round_.cadence > board.end or not _turn(round_, anchor):
                continue
            if board.load.room(week) <= max(0, reserve - board.load.reconnections(week)):
                continue
            if not round_.superseded(anchor, last_day):
                _touch(board, round_, anchor, open_days)


def _turn(round_: Round, anchor: int) -> bool:
    """Tell whether a round may be planned among the regular ones."""
    return not round_.held and (not round_.filler or bool(round_.again) or round_.owes(anchor))


def _regular(board: Board, week: int, open_days: list[int], *, reserve: int) -> None:
    """Place the rounds that are ripe in a week, the most urgent first, and some of a crowd that comes."""
    last_day = open_days[-1]
    ripe: list[tuple[float, str, Round, int]] = []
    early: list[tuple[int, str, Round]] = []
    coming: list[int] = []
    for person, round_ in board.rounds.items():
        anchor = round_.start(last_day)
        if not _turn(round_, anchor) or round_.superseded(anchor, last_day):
            continue
        first, _ = round_.window(anchor)
        ideal, wish = anchor + round_.cadence, _wish(board, round_, anchor)
        if wish and week_of(wish) > week:
            continue
        if wish or ideal <= last_day or (first <= last_day and _signalled(board, round_, anchor)):
            value = urgency.priority(
                round_.person, round_.tier, last_day - anchor, round_.cadence, board.today
            ) + (_WISHED if wish else 0.0)
            ripe.append((-value, person, round_, anchor))
            continue
        if ideal <= board.end:
            coming.append(ideal)
            if first <= last_day:
                early.append((ideal, person, round_))
    for _, _, round_, anchor in sorted(ripe, key=lambda item: item[:2]):
        free = 0 if round_.again else max(0, reserve - board.load.reconnections(week))
        if board.load.room(week) > free:
            _touch(board, round_, anchor, open_days)
    for _, _, round_ in sorted(early, key=lambda item: item[:2])[: _crowd(board, week, coming, reserve)]:
        if board.load.room(week) > max(0, reserve - board.load.reconnections(week)):
            _touch(board, round_, round_.start(last_day), open_days)


def _signalled(board: Board, round_: Round, anchor: int) -> bool:
    """Tell whether something about the person brings their next touchpoint forward to the start of its window."""
    return anchor == round_.base and (
        urgency.waits(round_.person, board.today) or urgency.moved(round_.person)
    )


def _wish(board: Board, round_: Round, anchor: int) -> int:
    """Return the day a shown touchpoint had, if it may have it again; else 0."""
    if not round_.again:
        return 0
    day, (first, last) = ordinal(round_.again[0].on), round_.window(anchor)
    return day if board.now <= day and first <= day <= last else 0


def _crowd(board: Board, week: int, ideals: list[int], reserve: int) -> int:
    """Return how many touchpoints too many the next weeks hold, and should be drawn forward."""
    excess = supply = 0
    for ahead in range(week + 1, week + 1 + _AHEAD_WEEKS):
        supply += max(0, board.load.supply(ahead, board.end) - reserve)
        excess = max(excess, sum(ideal <= ahead * 7 + 7 for ideal in ideals) - supply)
    return excess


def _touch(board: Board, round_: Round, anchor: int, open_days: list[int]) -> None:
    """Place the next touchpoint of a round in the week of `open_days`, if a day fits."""
    first, last = round_.window(anchor)
    soon = open_days[0] if _signalled(board, round_, anchor) else anchor + round_.cadence
    ideal = _wish(board, round_, anchor) or soon
    day = board.best(round_.person, [one for one in open_days if one >= first], ideal)
    if not day:
        return
    before = round_.again.pop(0) if round_.again else None
    series = before.series if before else round_.series
    board.place(
        round_.person,
        "cadence",
        day,
        (first, last),
        board.reasons(round_, anchor, day),
        state="due" if anchor == round_.base else "planned",
        series=series,
        before=before,
    )
    round_.series = max(round_.series, series + 1)


def _fillers(board: Board, week: int, open_days: list[int]) -> None:
    """Give what the week has left to the wider network, whose turn otherwise comes with the year-end cards."""
    last_day = open_days[-1]
    waiting = sorted(
        (round_.start(last_day), person) for person, round_ in board.rounds.items() if round_.filler
    )
    for anchor, person in waiting:
        round_ = board.rounds[person]
        if not board.load.room(week) or anchor + round_.cadence > last_day:
            return
        if not round_.held and not round_.superseded(anchor, last_day):
            _touch(board, round_, anchor, open_days)
