"""What happened, and what is agreed, read for the plan: in no order, and only what it needs of each interaction."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sync.store.facts import Store
from sync.store.kept import Ref


class Moment(NamedTuple):
    """A moment as instants (UTC) and as days are compared with it."""

    at: str
    day: str


NEVER = Moment("", "")


class Told(NamedTuple):
    """One interaction. `stamp` is its instant, or its day; `size` counts all who took part, 0 if that is unknown."""

    refs: tuple[Ref, ...]
    kind: str
    direction: str
    stamp: str
    canned: bool
    noted: bool
    size: int


# What has only a day counts from its beginning. An instant that has passed belongs to the day of UTC: where the user's
# own has not begun, it has to wait.
_BY = "CASE WHEN at != '' THEN at <= ? AND substr(at, 1, 10) <= ? ELSE date <= ? END"


def _by(moment: Moment) -> tuple[str, str, str]:
    return moment.at, moment.day, moment.day


def newest(store: Store) -> int:
    """Return the number of the interaction that came in last; 0 if there is none."""
    (number,) = store.plain().execute("SELECT coalesce(max(id), 0) FROM interaction").fetchone()
    return int(number)


def happened(store: Store, until: Moment, after: int = 0, beyond: Moment = NEVER, *, upto: int) -> list[Told]:
    """Return what is numbered up to `upto` and had happened by `until`, but for what is numbered up to `after` and had
    happened by `beyond`.
    """
    values = (upto, *_by(until), after, *_by(beyond))
    return _told(store, f"id <= ? AND {_BY} AND NOT (id <= ? AND {_BY})", values)


def coming(store: Store, now: Moment) -> list[Told]:
    """Return what is agreed and had not happened by `now`."""
    return _told(store, "CASE WHEN at != '' THEN at > ? ELSE date > ? END", now)


def exchanges(store: Store, *, until: str) -> Iterator[tuple[str, str, tuple[Ref, ...]]]:
    """Yield (day, `kind:direction`, records) of every personal exchange up to `until` (UTC), in order of time.

    What LinkedIn does by a click is left out, and what is ready-made, but for the owner's own ready-made messages as
    `message:canned`: a word of thanks is an answer, if no more.
    """
    rows = (
        store.plain()
        .execute(
            "SELECT parties, CASE WHEN at != '' THEN at ELSE date END AS moment, "
            "kind || ':' || CASE WHEN canned THEN 'canned' ELSE direction END FROM interaction "
            "WHERE (canned = 0 OR kind = 'message' AND direction = 'sent') "
            "AND kind NOT IN ('connection', 'endorsement') AND moment <= ? ORDER BY moment, id",
            (until,),
        )
        .fetchall()
    )
    circles = _circles(row[0] for row in rows)
    for parties, moment, how in rows:
        yield moment[:10], how, circles[parties]


def _circles(texts: Iterable[str]) -> dict[str, tuple[Ref, ...]]:
    """Return the records each text of parties names; they are read all at once: a call for each costs more."""
    once = list(dict.fromkeys(texts))
    read = json.loads(f"[{','.join(once)}]")
    return {
        text: tuple([(source, key) for source, key in refs]) for text, refs in zip(once, read, strict=True)
    }


def _told(store: Store, condition: str, values: Iterable[object]) -> list[Told]:
    rows = (
        store.plain()
        .execute(
            "SELECT parties, kind, direction, CASE WHEN at != '' THEN at ELSE date END, canned, with_note, size "
            f"FROM interaction WHERE {condition}",
            tuple(values),
        )
        .fetchall()
    )
    circles = _circles(row[0] for row in rows)
    return [Told(circles[row[0]], *row[1:]) for row in rows]
