"""What reseau put into address books, with the record each value came from: no evidence, and no source.

An echo ends when somebody changes the value there: then it is theirs. One that was taken out is remembered, so
that it is not put there again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sync.store.facts import Store
from sync.store.kept import Ref

CARD = "card"
"""The field of the echo that says that reseau made the whole card."""


@dataclass(frozen=True, slots=True)
class Echo:
    """One value in the card with this key of a book; `form` is what it is compared by."""

    key: str
    field: str
    form: str
    origin: Ref
    state: str = "there"


def echoes(store: Store, book: str) -> dict[str, list[Echo]]:
    """Return the echoes of a book by the key of the card."""
    found: dict[str, list[Echo]] = {}
    for row in store.db.execute("SELECT * FROM echo WHERE book = ? ORDER BY id", (book,)):
        echo = Echo(
            row["key"], row["field"], row["form"], (row["origin_source"], row["origin_key"]), row["state"]
        )
        found.setdefault(echo.key, []).append(echo)
    return found


def note(store: Store, book: str, values: Iterable[Echo]) -> None:
    """Keep echoes; one that is known gets its new origin and state."""
    for one in values:
        store.db.execute(
            "INSERT INTO echo (book, key, field, form, origin_source, origin_key, state) VALUES (?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (book, key, field, form) DO UPDATE SET origin_source = excluded.origin_source, "
            "origin_key = excluded.origin_key, state = excluded.state",
            (book, one.key, one.field, one.form, *one.origin, one.state),
        )


def forget(store: Store, book: str, key: str, values: Iterable[tuple[str, str]]) -> None:
    """Forget echoes of one card, by field and form."""
    for field, form in values:
        store.db.execute(
            "DELETE FROM echo WHERE book = ? AND key = ? AND field = ? AND form = ?", (book, key, field, form)
        )
