"""Feeds in the store: who may fetch them, and when their content last changed.

A token is kept as a hash only: it is shown once, when it is made. All of this is housekeeping outside the
journal.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass

from sync.store.facts import Store

TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed. `privacy` is its own level, empty for that of the settings; `modified_at` is when its bytes
    last changed, `fetched_at` and `fetched_by` tell the last visit.
    """

    name: str
    has_token: bool
    privacy: str
    modified_at: str
    fetched_at: str
    fetched_by: str


def rotate(store: Store, name: str, privacy: str = "") -> str:
    """Give a feed a new token and return it; the old one is worth nothing from now on.

    A privacy level, if given, is the feed's own from now on.
    """
    token = secrets.token_urlsafe(TOKEN_BYTES)
    store.db.execute(
        "INSERT INTO feed (name, token_hash, privacy) VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE SET "
        "token_hash = excluded.token_hash, fetched_at = '', fetched_by = '', "
        "privacy = CASE excluded.privacy WHEN '' THEN privacy ELSE excluded.privacy END",
        (name, _hash(token), privacy),
    )
    return token


def close(store: Store, name: str) -> bool:
    """Take a feed's address away; False when it had none."""
    done = store.db.execute("UPDATE feed SET token_hash = '' WHERE name = ? AND token_hash != ''", (name,))
    return done.rowcount > 0


def find(store: Store, name: str) -> Feed:
    """Return one feed; one that was never served has no token."""
    return next((feed for feed in feeds(store) if feed.name == name), Feed(name, False, "", "", "", ""))


def key(store: Store, name: str) -> str:
    """Return what stands for the present address of a feed, empty when it has none."""
    row = store.db.execute("SELECT token_hash FROM feed WHERE name = ?", (name,)).fetchone()
    return str(row["token_hash"]) if row is not None else ""


def with_token(store: Store, token: str) -> str:
    """Return the name of the feed a token opens, empty if none; takes the same time for any token."""
    given, found = _hash(token), ""
    for row in store.db.execute("SELECT name, token_hash FROM feed WHERE token_hash != '' ORDER BY id"):
        if hmac.compare_digest(row["token_hash"], given):
            found = row["name"]
    return found


def feeds(store: Store) -> list[Feed]:
    """Return all feeds that were ever served."""
    return [
        Feed(
            row["name"],
            bool(row["token_hash"]),
            row["privacy"],
            row["modified_at"],
            row["fetched_at"],
            row["fetched_by"],
        )
        for row in store.db.execute("SELECT * FROM feed ORDER BY id")
    ]


def note_body(store: Store, name: str, body_hash: str, at: str) -> str:
    """Note the bytes a feed has now and return since when it has them.

    That moves whenever the bytes do, so also when an event is gone.
    """
    row = store.db.execute("SELECT body_hash, modified_at FROM feed WHERE name = ?", (name,)).fetchone()
    if row is not None and row["body_hash"] == body_hash and row["modified_at"]:
        return str(row["modified_at"])
    store.db.execute(
        "INSERT INTO feed (name, body_hash, modified_at, privacy) VALUES (?, ?, ?, '') ON CONFLICT (name) DO UPDATE SET "
        "body_hash = excluded.body_hash, modified_at = excluded.modified_at",
        (name, body_hash, at),
    )
    return at


def note_fetch(store: Store, name: str, at: str, client: str) -> None:
    """Note who fetched a feed last."""
    store.db.execute(
        "UPDATE feed SET fetched_at = ?, fetched_by = ? WHERE name = ?", (at, client[:200], name)
    )


def state(store: Store) -> tuple[object, ...]:
    """Return a mark that moves whenever something moved that a feed may show."""
    row = store.db.execute(
        "SELECT (SELECT max(id) FROM journal), count(*), max(modified_at), sum(sequence), "
        "(SELECT group_concat(name || privacy || token_hash) FROM feed) FROM touchpoint"
    ).fetchone()
    return tuple(row)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).hexdigest()
