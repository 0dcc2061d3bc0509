"""Touchpoints with an occasion of their own: birthdays, agreed meetings, new connections, moves, dormant ties."""

from __future__ import annotations

from bisect import insort
from collections import Counter
from datetime import date

from sync.model import Reason
from sync.touchpoints import urgency
from sync.touchpoints.board import WELCOME_DAYS, Board
from sync.touchpoints.load import week_of
from sync.touchpoints.people import Claim, Person
from sync.touchpoints.rounds import OVER, birthdays, ordinal

MOVE_DAYS = 60
CLAIM_DAYS = 14
_REST_DAYS = 365
_FEWEST_BIRTHDAYS = 26
_WEEKS_TO_WAKE = 4


def place_appointments(board: Board) -> None:
    """Count agreed meetings: they are the touchpoint of that person, and use budget where one was due."""
    counted: set[str] = set()
    for person in [one for one in board.people.values() if one.appointments]:
        round_ = board.rounds.get(person.id)
        every = round_.cadence if round_ else _REST_DAYS
        last = ordinal(person.tie.last)
        for stamp in sorted(person.appointments):
            day = ordinal(stamp)
            if not board.now <= day <= board.end:
                continue
            if round_:
                insort(round_.fixed, day)
            if day - last >= every / 2 and stamp not in counted:
                counted.add(stamp)
                board.load.take(day, person.company)
            last = day


def place_campaigns(board: Board) -> None:
    """Place the turns of campaigns on the days of their batches; a batch is one sitting, and counts once.

    One that passed undone comes on the next open day, until its season is over and the campaign is given up.
    """
    sittings: set[int] = set()
    for person in board.people.values():
        for turn in person.turns:
            known = {t.series: t for t in board.shown[person.id, "campaign"]}
            before = known.get(turn.campaign)
            if before is not None and before.state in OVER and before.state != "dropped":
                continue
            put_off = before is not None and before.state == "snoozed" and ordinal(before.on) >= board.now
            day = ordinal(before.on) if before and put_off else ordinal(turn.on)
            if day < board.now:
                day = board.first_open(board.now)
            if day > board.end:
                continue
            board.place(
                person,
                "campaign",
                day,
                (ordinal(turn.on), day),
                [Reason("campaign", (("name", turn.name),), "campaigns")],
                state="snoozed" if put_off else "due",
                series=turn.campaign,
                before=before if before is not None and before.state != "dropped" else None,
                form=turn.form,
                counts=day not in sittings,
            )
            sittings.add(day)


def place_birthdays(board: Board) -> None:
    """Place birthdays on their day. Of people outside the tiers the best known come, as far as there is room."""
    asked = sum(365 / round_.cadence for round_ in board.rounds.values() if not round_.filler)
    room = int(365 / 7 * (board.settings.per_week - board.reconnections) - asked)
    others = sorted(
        (p for p in board.people.values() if p.birthday and board.tiers[p.id] == "watch" and not p.tier),
        key=lambda p: (not p.tie.last, -p.tie.strength, p.id),
    )
    left_out = {person.id for person in others[max(_FEWEST_BIRTHDAYS, room) :]}
    for person in board.people.values():
        if person.birthday and person.id not in left_out:
            _birthdays_of(board, person)


def _birthdays_of(board: Board, person: Person) -> None:
    over = {t.series for t in board.shown[person.id, "birthday"] if t.state in ("done", "skipped")}
    known = {t.series: t for t in board.waiting(person.id, "birthday")}
    for on, age in birthdays(person.birthday, board.today, date.fromordinal(board.end)):
        if on.year in over:
            continue
        before = known.get(on.year)
        put_off = before is not None and before.state == "snoozed" and ordinal(before.on) >= board.now
        day = ordinal(before.on) if before and put_off else on.toordinal()
        args = (("age", str(age)),) if age else ()
        board.place(
            person,
            "birthday",
            day,
            (on.toordinal(), on.toordinal()),
            [Reason("birthday", (*args, ("on", on.isoformat())), "card")],
            state="snoozed" if put_off else "due",
            series=on.year,
            before=before,
        )


def place_welcomes(board: Board) -> None:
    """Greet connections of the last two weeks, the soonest over first; one place a week is left to others."""
    fresh = [person for person in board.people.values() if _to_greet(board, person)]
    greeted = Counter(week_of(ordinal(t.on)) for t in board.placed if t.kind == "welcome")
    most = max(1, board.settings.per_week - 1)
    for person in sorted(fresh, key=lambda p: (p.connected_on, -p.tie.strength, p.id)):
        first = ordinal(person.connected_on)
        last = first + WELCOME_DAYS
        # Whoever is new today is greeted on the next working day, though the two weeks end on a Sunday.
        days = [
            day
            for day in range(board.now, max(last, board.first_open(board.now)) + 1)
            if board.load.fits(day, person.company) and greeted[week_of(day)] < most
        ]
        if days:
            day = min(days, key=lambda day: (board.load.count(day), day))
            greeted[week_of(day)] += 1
            board.place(
                person,
                "welcome",
                day,
                (first, last),
                [Reason("welcome", (("on", person.connected_on),), "linkedin")],
                state="new",
                before=board.again.get((person.id, "welcome")),
            )


def _to_greet(board: Board, person: Person) -> bool:
    if (person.id, "welcome") in board.again:
        return True
    return (
        board.is_new(person)
        and not board.waiting(person.id, "welcome")
        and not any(
            t.state in ("done", "skipped") and t.window[0] == person.connected_on
            for t in board.shown[person.id, "welcome"]
        )
    )


def place_claims(board: Board) -> None:
    """Place what is owed, and a word to those met at an event, by the day it is due; who is planned then is left."""
    for person in sorted((one for one in board.people.values() if one.claims), key=lambda p: p.id):
        for claim in sorted(person.claims, key=lambda c: (c.due or "9", c.kind, c.since))[:1]:
            due = ordinal(claim.due) or ordinal(claim.since) + CLAIM_DAYS
            before = board.again.get((person.id, claim.kind))
            if before is None and _answered(board, person, claim, due):
                continue
            days = [
                d for d in range(board.now, max(due, board.now) + 1) if board.load.fits(d, person.company)
            ]
            day = days[len(days) // 2] if claim.kind == "favour" and days else min(days, default=0)
            board.place(
                person,
                claim.kind,
                day or board.first_open(max(due, board.now)),
                (ordinal(claim.since), max(due, board.now)),
                [urgency.claimed(claim)],
                state="due",
                before=before,
            )


def _answered(board: Board, person: Person, claim: Claim, due: int) -> bool:
    """Tell whether a claim has its touchpoint already, was let go by the user, or comes up in time anyway."""
    mine = board.shown[person.id, claim.kind]
    if board.waiting(person.id, claim.kind):
        return True
    if any(t.state in ("done", "skipped") and t.window[0] == claim.since for t in mine):
        return True
    if claim.kind in ("event", "returned") and person.tie.last > claim.since:
        return True
    return any(t.person == person.id and ordinal(t.on) <= max(due, board.now) for t in board.placed)


def dormant_queue(board: Board) -> list[Person]:
    """Return the dormant ties to wake, the best first; those woken within a year rest.

    Whoever has a word on their new post coming is woken by it.
    """
    waiting = {t.person for t in (*board.placed, *board.asks) if t.kind in ("reconnect", "moved")}
    queue = []
    for person in board.people.values():
        if person.id in waiting or person.id in board.rounds or person.tier == "watch":
            continue
        tried = [t.on for t in board.shown[person.id, "reconnect"] if t.state in ("done", "skipped")]
        if board.sleeps(person) and (not tried or board.now - ordinal(max(tried)) > _REST_DAYS):
            queue.append(person)
    return sorted(
        queue, key=lambda p: ((p.id, "reconnect") not in board.again, urgency.dormant_rank(p), p.id)
    )


def reconnect(board: Board, person: Person, open_days: list[int]) -> bool:
    """Place a word to a dormant tie in the week of `open_days`; False if no day fits."""
    day = board.best(person, open_days, open_days[len(open_days) // 2])
    if day:
        monday = week_of(day) * 7 + 1
        board.place(
            person,
            "reconnect",
            day,
            (monday, monday + 7 * _WEEKS_TO_WAKE - 1),
            urgency.dormant(person) + [r for r in urgency.signals(person, board.today) if r.code == "moved"],
            state="dormant",
            before=board.again.get((person.id, "reconnect")),
        )
    return bool(day)


def movers(board: Board) -> list[Person]:
    """Return people outside the closer tiers who changed company of late, and whom one has spoken with before."""
    found = []
    planned = {t.person for t in board.placed}
    for person in board.people.values():
        move, round_ = person.move, board.rounds.get(person.id)
        if move is None or person.id in planned or not urgency.moved(person) or not person.tie.exchanged:
            continue
        told = any(
            t.window[0] == move.on and t.state in ("done", "skipped") for t in board.shown[person.id, "moved"]
        )
        if (round_ is None or round_.filler) and not told and 0 <= board.now - ordinal(move.on) <= MOVE_DAYS:
            found.append(person)
    return sorted(found, key=lambda p: (-p.tie.strength, p.id))


def congratulate(board: Board, person: Person, open_days: list[int]) -> bool:
    """Place a word on a new post in the week of `open_days`; False if no day fits, or they are woken anyway."""
    if any(t.person == person.id and t.kind == "reconnect" for t in board.placed):
        return False
    day = board.best(person, open_days, open_days[0])
    if day and person.move:
        first = ordinal(person.move.on)
        board.place(
            person,
            "moved",
            day,
            (first, first + MOVE_DAYS),
            [r for r in urgency.signals(person, board.today) if r.code == "moved"],
            state="due",
            before=board.again.get((person.id, "moved")),
        )
    return bool(day)
