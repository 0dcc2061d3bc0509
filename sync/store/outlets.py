"""Where feeds go besides the server, and what reseau put into calendars of the user's accounts.

Housekeeping outside the journal: what lies on a server is not undone here, it follows at the next publishing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sync.store.facts import Store


@dataclass(frozen=True, slots=True)
class Outlet:
    """One place a feed goes to: `kind` is folder, webdav or caldav, `public` the link others subscribe to.

    `etag` and `content` (a hash) are those of the file as reseau wrote it last.
    """

    place: str
    kind: str
    feed: str
    privacy: str = ""
    user: str = ""
    public: str = ""
    settings: dict[str, Any] = field(default_factory=dict)
    etag: str = ""
    content: str = ""
    published_at: str = ""
    id: int = 0


@dataclass(frozen=True, slots=True)
class Pushed:
    """One event in a calendar of the user's. `content` is a hash of what reseau wrote, `seen` its times as they
    stand there, `intent` those being written.

    `state`: `writing` and `leaving` while a request is under way, `there`, `dismissed` (the user deleted it
    there), `refused` (the server does not take this content).
    """

    uid: str
    href: str
    etag: str = ""
    content: str = ""
    seen: str = ""
    intent: str = ""
    state: str = "there"


def outlets(store: Store) -> list[Outlet]:
    """Return all outlets in the order they were added."""
    return [
        Outlet(
            row["place"],
            row["kind"],
            row["feed"],
            row["privacy"],
            row["user"],
            row["public"],
            json.loads(row["settings"]),
            row["etag"],
            row["content"],
            row["published_at"],
            row["id"],
        )
        for row in store.db.execute("SELECT * FROM outlet ORDER BY id")
    ]


def put(store: Store, outlet: Outlet) -> Outlet:
    """Keep an outlet, named by its place, and return it with its id."""
    store.db.execute(
        "INSERT INTO outlet (place, kind, feed, privacy, user, public, settings, etag, content, published_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (place) DO UPDATE SET kind = excluded.kind, "
        "feed = excluded.feed, privacy = excluded.privacy, user = excluded.user, public = excluded.public, "
        "settings = excluded.settings, etag = excluded.etag, content = excluded.content, "
        "published_at = excluded.published_at",
        (
            outlet.place,
            outlet.kind,
            outlet.feed,
            outlet.privacy,
            outlet.user,
            outlet.public,
            json.dumps(outlet.settings, sort_keys=True),
            outlet.etag,
            outlet.content,
            outlet.published_at,
        ),
    )
    return next(one for one in outlets(store) if one.place == outlet.place)


def remove(store: Store, place: str) -> None:
    """Forget an outlet and what was pushed to it; nothing is changed there."""
    store.db.execute("DELETE FROM outlet WHERE place = ?", (place,))


def pushed(store: Store, outlet: Outlet) -> dict[str, Pushed]:
    """Return what reseau put into a calendar, by uid."""
    rows = store.db.execute(
        "SELECT uid, href, etag, content, seen, intent, state FROM pushed WHERE outlet = ? ORDER BY uid",
        (outlet.id,),
    )
    return {row["uid"]: Pushed(*row) for row in rows}


def note(store: Store, outlet: Outlet, values: Iterable[Pushed]) -> None:
    """Keep what stands in a calendar now."""
    store.db.executemany(
        "INSERT OR REPLACE INTO pushed (outlet, uid, href, etag, content, seen, intent, state) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        ((outlet.id, v.uid, v.href, v.etag, v.content, v.seen, v.intent, v.state) for v in values),
    )


def drop(store: Store, outlet: Outlet, uid: str) -> None:
    """Forget an event that stands there no more."""
    store.db.execute("DELETE FROM pushed WHERE outlet = ? AND uid = ?", (outlet.id, uid))
