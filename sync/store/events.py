"""What each event of a feed said last, so that its SEQUENCE never falls (RFC 5545 §3.8.7.4).

Housekeeping outside the journal: an undo, or a copy put back, does not take back what calendars have seen.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sync.store.facts import Store


@dataclass(frozen=True, slots=True)
class Said:
    """One event as it was last given out in one wording: a hash of its content, its times, its history."""

    uid: str
    wording: str
    content: str
    times: str
    sequence: int
    created_at: str
    modified_at: str


def said(store: Store, feed: str) -> list[Said]:
    """Return what the events of a feed said last, in all wordings."""
    rows = store.db.execute(
        "SELECT uid, wording, content, times, sequence, created_at, modified_at FROM event WHERE feed = ?",
        (feed,),
    )
    return [Said(*row) for row in rows]


def note(store: Store, feed: str, values: Iterable[Said], *, before: str) -> None:
    """Keep what events say now, and forget those that began before the day `before`."""
    store.db.executemany(
        "INSERT OR REPLACE INTO event (feed, uid, wording, content, times, sequence, created_at, modified_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (feed, v.uid, v.wording, v.content, v.times, v.sequence, v.created_at, v.modified_at)
            for v in values
        ),
    )
    store.db.execute("DELETE FROM event WHERE feed = ? AND times < ?", (feed, before))
