"""Touchpoints that the user has seen: their days, states and how often they changed. The others are conclusions.

What was shown is bookkeeping: it is written without a journal entry (`shown`), so that `undo` takes back what
the user did and not what they looked at. What the user says of a touchpoint is written inside a
`Store.change` like everything else.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sync.model import Reason, Touchpoint
from sync.store import database
from sync.store.facts import Store
from sync.store.kept import Ref


@dataclass(frozen=True, slots=True)
class Shown:
    """A touchpoint as it was shown, the record it hangs on, and its history for calendars (RFC 5545 §3.8.7).

    `sequence` counts changes of day and state and never goes down; `settled_on` is the day it was done,
    skipped or dropped.
    """

    touchpoint: Touchpoint
    ref: Ref
    sequence: int = 0
    modified_at: str = ""
    settled_on: str = ""


def load(store: Store) -> list[Shown]:
    """Return all touchpoints ever shown, in order of first showing; `person` is who the record belongs to now."""
    rows = store.db.execute(
        "SELECT touchpoint.*, coalesce(membership.person, '') AS person FROM touchpoint "
        "LEFT JOIN membership USING (source, key) ORDER BY touchpoint.id"
    )
    return [
        Shown(
            Touchpoint(
                id=row["uid"],
                person=row["person"],
                name="",
                form=row["form"],
                on=row["on_day"],
                tier=row["tier"],
                state=row["state"],
                reasons=tuple(
                    Reason(code, tuple((name, value) for name, value in args), source)
                    for code, args, source in json.loads(row["reasons"])
                ),
                window=(row["window_from"], row["window_to"]),
                start=row["start"],
                series=row["series"],
                kind=row["kind"],
                slides=row["slid"],
            ),
            (row["source"], row["key"]),
            row["sequence"],
            row["modified_at"],
            row["settled_on"] or "",
        )
        for row in rows
    ]


def put(store: Store, values: Iterable[Shown]) -> None:
    """Keep touchpoints as they are now; the sequence never goes down."""
    columns = (
        "uid, source, key, kind, series, form, on_day, start, tier, state, reasons, window_from, window_to, "
        "slid, sequence, modified_at, settled_on"
    )
    changed = "source key form on_day start tier state reasons window_from window_to slid modified_at settled_on".split()
    store.db.executemany(
        f"INSERT INTO touchpoint ({columns}) VALUES (?{', ?' * 16}) ON CONFLICT (uid) DO UPDATE SET "
        f"sequence = max(sequence, excluded.sequence), {', '.join(f'{c} = excluded.{c}' for c in changed)}",
        (
            (
                one.touchpoint.id,
                *one.ref,
                one.touchpoint.kind,
                one.touchpoint.series,
                one.touchpoint.form,
                one.touchpoint.on,
                one.touchpoint.start,
                one.touchpoint.tier,
                one.touchpoint.state,
                json.dumps(
                    [[r.code, r.args, r.source] for r in one.touchpoint.reasons],
                    ensure_ascii=False,
                    separators=(",", ":"),
                ),
                *one.touchpoint.window,
                one.touchpoint.slides,
                one.sequence,
                one.modified_at,
                one.settled_on or None,
            )
            for one in values
        ),
    )


@contextmanager
def shown(store: Store) -> Iterator[None]:
    """Open a transaction that leaves no journal entry. Raises `Busy` when another run writes for too long."""
    try:
        store.db.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        raise database.worded(error, store.home / database.FILE) from error
    try:
        yield
        store.db.execute("COMMIT")
    except BaseException:
        if store.db.in_transaction:
            store.db.execute("ROLLBACK")
        raise
