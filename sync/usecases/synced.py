"""What the sync of one book does, or did; and the sync of one in which nothing has changed.

Most syncs find nothing. They are told from marks, before anything is loaded or read that works on a change.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sync.config.place import Place
from sync.ports import AddressBook, Listing
from sync.store import Store, books, journal, requests
from sync.store.books import Binding, Book, Mark

if TYPE_CHECKING:
    from sync.model import Problem, Record
    from sync.ports import ReseauError
    from sync.store.echoes import Echo
    from sync.usecases import completing

FULL_EVERY = timedelta(days=1)
"""A whole listing at least this often: some servers answer a token they forgot as if nothing had changed."""


def nothing() -> tuple[bytes, tuple[Record, ...]]:
    """Return no text, and no records."""
    return b"", ()


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be done for one href: `kind` is `created`, `updated`, `deleted`, `moved` or `etag`.

    `bound` is what the href holds from now on, `left` the keys of records that are in the book no more.
    """

    kind: str
    href: str
    etag: str = ""
    read: Callable[[], tuple[bytes, tuple[Record, ...]]] = nothing
    """Gives the text of the card and the records made of it: large ones are laid aside."""
    about: tuple[tuple[str, str], ...] = ()
    """The keys of those records, and what to call them."""
    bound: tuple[Binding, ...] = ()
    left: tuple[str, ...] = ()
    echoes: tuple[Echo, ...] = ()


@dataclass
class Outcome:
    """What the sync of one book does, or did. `waits` says that the user has to decide first."""

    book: Book
    changes: list[Change] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    mark: Mark = field(default_factory=Mark)
    fingerprint: str = ""
    deletions: int = 0
    guard: str = ""
    requests: int = 0
    first_contact: bool = False
    error: ReseauError | None = None
    journal: int | None = None
    given: completing.Plan | None = None

    def count(self, kind: str) -> int:
        """Return how many cards were `created`, `updated` or `deleted`."""
        return sum(change.kind == kind for change in self.changes)

    @property
    def waits(self) -> bool:
        """Whether nothing is done before the user's word."""
        return bool(self.guard) or self.first_contact


def nothing_new(
    store: Store, place: Place, book: Book, remote: AddressBook, *, writes: bool
) -> tuple[Outcome | None, Listing | None]:
    """Ask a server what changed in a book. Return the outcome where it is nothing, here as well; else what it listed.

    `writes` says that its cards may get something. Both are None where there is more to do than to ask; raises what
    the book raises.
    """
    last = books.mark(store, book.name)
    if not (book.confirmed_at and last.token and is_fresh(last, place)):
        return None, None
    if requests.left_behind(store, 0, book.name):
        return None, None
    listing = remote.list(last.token)
    is_same = listing.partial and not listing.etags and not listing.gone
    if not is_same or (writes and not is_given(store, place, book)):
        return None, listing
    mark = Mark(listing.sync_token, last.listed_at)
    books.set_mark(store, book.name, mark)
    return Outcome(book, mark=mark, requests=remote.requests), listing


def is_given(store: Store, place: Place, book: Book) -> bool:
    """Tell whether the cards of a book have got all they lack, from everything as it stands here."""
    return store.meta(f"given:{book.name}") == _standing(store, place, book)


def note_given(store: Store, place: Place, book: Book) -> None:
    """Note that the cards of a book have got all they lack."""
    store.set_meta(f"given:{book.name}", _standing(store, place, book))


def _standing(store: Store, place: Place, book: Book) -> str:
    told = f"{journal.last(store.db)} {book.push}"
    # Circles move with the days.
    return f"{told} {place.today}" if book.settings.get("tiers") else told


def is_fresh(mark: Mark, place: Place) -> bool:
    """Tell whether all cards were listed lately."""
    if not mark.listed_at:
        return False
    age = place.now - datetime.fromisoformat(mark.listed_at)
    return timedelta(0) <= age < FULL_EVERY
