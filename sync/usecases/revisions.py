"""The history of events that calendars have seen: SEQUENCE, CREATED and LAST-MODIFIED (RFC 5545 §3.8.7).

What an event says is compared with what it said last. Nothing new: its history stays as it was, whatever
the hour. Another time or status: its SEQUENCE rises by one, also when an undo brings an old day back. Any
other word: it is modified now.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from sync.config.place import Place
from sync.model import Event
from sync.store import Store, events
from sync.store import touchpoints as kept
from sync.store.events import Said

FORGOTTEN_DAYS = 500


def revise(
    store: Store, place: Place, feed: str, wording: str, made: Iterable[Event], *, dry_run: bool = False
) -> list[Event]:
    """Return the events of a feed with their history, which is kept, unless `dry_run`."""
    known, latest = {}, dict[str, Said]()
    for one in events.said(store, feed):
        if one.wording == wording:
            known[one.uid] = one
        if one.uid not in latest or one.sequence > latest[one.uid].sequence:
            latest[one.uid] = one
    now = [_said(event, wording, known.get(event.uid), latest.get(event.uid), place.at) for event in made]
    new = [one for _, one in now if known.get(one.uid) != one]
    if new and not dry_run:
        before = (place.today - timedelta(days=FORGOTTEN_DAYS)).isoformat()
        with kept.shown(store):
            events.note(store, feed, new, before=before)
    return [
        replace(event, sequence=one.sequence, created=one.created_at, modified=one.modified_at)
        for event, one in now
    ]


def _said(event: Event, wording: str, known: Said | None, latest: Said | None, at: str) -> tuple[Event, Said]:
    content, times = _content(event), f"{event.start} {event.end} {event.status}"
    sequence = event.sequence
    if latest is not None:
        moved = times != latest.times
        sequence = max(event.sequence, latest.sequence + moved)
    if known is None:
        created = event.created or event.modified
        modified = event.modified if latest is None else max(event.modified, latest.modified_at)
    else:
        created = known.created_at
        same = (content, sequence) == (known.content, known.sequence)
        modified = known.modified_at if same else max(at, known.modified_at)
    return event, Said(event.uid, wording, content, times, sequence, created, modified)


def _content(event: Event) -> str:
    """Return a hash of everything an event says besides its history."""
    plain = replace(event, sequence=0, created="", modified="")
    return hashlib.sha256(repr(plain).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def day_after(day: str) -> str:
    """Return the day after an ISO day: where an event of one day ends (RFC 5545 §3.6.1)."""
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()
