"""What `reseau serve` offers: feeds as bytes with the marks of HTTP, one-time links, where things stand.

A one-time link opens the page once, within its time. Links are kept as hashes in the store, so that
`reseau open` can make one for a server that runs in another process.
"""

from __future__ import annotations

import gzip
import hashlib
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sync.config.place import Place
from sync.ports import ReseauError
from sync.store import Store, books, feeds
from sync.store.feeds import Feed
from sync.store.jobs import JobState, jobs

DEFAULT_PORT = 8627
LINK_S = 600
"""A link is good for ten minutes: time to copy it from a terminal into a browser, and little more."""

Render = Callable[[Store, Place, str], bytes]
"""Makes the bytes of the feed of that name, as the store stands now."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A feed as it goes out: its bytes, the same packed, its strong etag (a hash of the bytes), and since when."""

    name: str
    body: bytes
    packed: bytes
    etag: str
    modified: datetime


@dataclass
class Cache:
    """Feeds made once and kept until something they show has moved. Safe for several threads."""

    render: Render
    _made: dict[str, tuple[tuple[object, ...], Rendered]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def get(self, store: Store, place: Place, name: str, settings: object = None) -> Rendered:
        """Return the feed as the store stands.

        While another run holds the store, the last one made is given: the old feed or the new, never half.
        """
        day = (place.today, place.language, place.zone, settings)
        known = self._made.get(name)
        if known and known[0] == (*day, *feeds.state(store)):
            return known[1]
        with self._lock:
            try:
                made = _rendered(store, place, name, self.render(store, place, name))
            except ReseauError:
                if known is None:
                    raise
                return known[1]
            # Making it may itself note what is shown; the mark is that of after.
            self._made[name] = ((*day, *feeds.state(store)), made)
        return made


def _rendered(store: Store, place: Place, name: str, body: bytes) -> Rendered:
    mark = hashlib.sha256(body).hexdigest()[:32]
    since = feeds.note_body(store, name, mark, place.at)
    return Rendered(name, body, gzip.compress(body, 6, mtime=0), mark, datetime.fromisoformat(since))


def grant(store: Store, now: float) -> str:
    """Make a one-time link token that is good for `LINK_S` seconds from `now` (the real clock)."""
    token = secrets.token_urlsafe(32)
    store.db.execute("DELETE FROM meta WHERE name LIKE 'link:%' AND CAST(value AS REAL) < ?", (now,))
    store.set_meta(_link(token), str(now + LINK_S))
    return token


def redeem(store: Store, token: str, now: float) -> bool:
    """Use up a one-time token; False if it is unknown, used or too old."""
    row = store.db.execute("DELETE FROM meta WHERE name = ? RETURNING value", (_link(token),)).fetchone()
    return row is not None and now <= float(row["value"])


def _link(token: str) -> str:
    return "link:" + hashlib.sha256(token.encode("utf-8", "surrogateescape")).hexdigest()


def address(port: int, token: str, host: str = "127.0.0.1") -> str:
    """Return the address of a feed."""
    return f"http://{host}:{port}/feed/{token}.ics"


def served_at(store: Store) -> tuple[int, str]:
    """Return (port, address in the local network or empty) of the server of this home, running or last run."""
    port = store.meta("serve:port")
    return (int(port) if port.isdecimal() else DEFAULT_PORT), store.meta("serve:lan")


def note_served(store: Store, port: int, lan: str) -> None:
    """Note where this home is served."""
    for name, value in (("serve:port", str(port)), ("serve:lan", lan)):
        if store.meta(name) != value:
            store.set_meta(name, value)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where things stand, for the page."""

    people: int
    linked: int
    questions: int
    books: tuple[str, ...]
    feeds: tuple[Feed, ...]
    jobs: tuple[JobState, ...]


def standing(store: Store, counted: tuple[int, int, int]) -> Standing:
    """Return where things stand; `counted` holds people, linked ones and open questions (see `counts`)."""
    total, linked, questions = counted
    return Standing(
        total,
        linked,
        questions,
        tuple(book.name for book in books.books(store)),
        tuple(feeds.feeds(store)),
        tuple(jobs(store)),
    )


def http_date(when: datetime) -> str:
    """Return a moment as HTTP writes it (RFC 9110 §5.6.7), whatever the locale."""
    from email.utils import format_datetime

    return format_datetime(when.astimezone(UTC), usegmt=True)
