"""Reminders to the owner: ask LinkedIn for a copy of the data, the first time and twice a year; run reseau again.

Without an archive, address book and calendar alone give the week; the archive then only adds to it.
"""

from __future__ import annotations

import uuid
from datetime import date, timedelta

from sync.config.place import Place
from sync.model import Event
from sync.ports import Words
from sync.store import Store

FRESH_DAYS = 183
"""A network moves: 10 to 20 in 100 people change post in half a year (docs/changes.md)."""

ASK_AGAIN_DAYS = 28
PASSED_DAYS = 7
SILENT_DAYS = 8
PAGE = "https://www.linkedin.com/mypreferences/d/download-my-data"


def ask_linkedin(store: Store, place: Place, words: Words) -> Event | None:
    """Return the event that asks for an archive: at once without one, half a year after the last.

    It comes again every four weeks until an archive is dropped in; None when nobody is known yet, or while
    the last archive is fresh enough for the horizon of the calendar.
    """
    row = store.db.execute("SELECT min(first_seen) AS at FROM record").fetchone()
    if row["at"] is None:
        return None
    snapshots = store.snapshots("linkedin")
    if snapshots:
        day = date.fromisoformat(snapshots[-1].taken_on) + timedelta(days=FRESH_DAYS)
    else:
        day = date.fromisoformat(row["at"][:10]) + timedelta(days=1)
    asked = day
    while asked < place.today - timedelta(days=PASSED_DAYS):
        asked += timedelta(days=ASK_AGAIN_DAYS)
    while asked.weekday() > 4:
        asked += timedelta(days=1)
    told = "reminder.linkedin-again" if snapshots else "reminder.linkedin-first"
    return Event(
        uid=f"{uuid.uuid5(store.installation, f'ask linkedin {asked}')}@reseau",
        start=asked.isoformat(),
        end=(asked + timedelta(days=1)).isoformat(),
        summary=words(told),
        description=words("reminder.linkedin-how", page=PAGE),
        modified=row["at"],
    )


def not_renewed(store: Store, place: Place, words: Words, feed: str) -> Event:
    """Return the event that a calendar nobody renews comes to: each renewal moves it on."""
    day = place.today + timedelta(days=SILENT_DAYS)
    return Event(
        uid=f"{uuid.uuid5(store.installation, f'not renewed {feed}')}@reseau",
        start=day.isoformat(),
        end=(day + timedelta(days=1)).isoformat(),
        summary=words("reminder.not-renewed", day=words.day(place.today.isoformat(), year=False)),
        description=words("reminder.not-renewed-how"),
        modified=place.at,
    )
