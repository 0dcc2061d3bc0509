"""Address books in the store: which there are, which card of a book is which record, where a sync stands.

binding   one card of a book: its href, UID and etag, the record made from it, and the text last seen
mark      where the last sync of a book stood, outside the journal: it is a cursor of the server's. It counts
          only while the bindings are those it was written with, so an undone sync is never taken for done. They
          are where no step of the journal came after it; else they are compared.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from sync.ports import UsageError
from sync.store import codec, journal
from sync.store.facts import Store

if TYPE_CHECKING:
    from sync.store.kept import Ref

_MORE = "\n"  # never in an href: separates it from the number of a further card under one href


@dataclass(frozen=True, slots=True)
class Book:
    """An address book the user connected; `kind` is `carddav`, `vdir` or `vcf`."""

    name: str
    kind: str
    place: str
    user: str = ""
    push: str = "enrich"
    settings: dict[str, Any] = field(default_factory=dict)
    confirmed_at: str = ""

    @property
    def source(self) -> str:
        """The source of its records: a single file is a small folder of cards."""
        return "carddav" if self.kind == "carddav" else "vdir"

    @property
    def scope(self) -> str:
        """The scope of its records."""
        return f"book:{self.name}"


class Binding(NamedTuple):
    """One card of a book and the record made from it; `key` is empty where the text gave none."""

    href: str
    uid: str
    etag: str
    key: str
    base: str


class Mark(NamedTuple):
    """Where the last sync stood: the book's token, and when all cards were listed last."""

    token: str = ""
    listed_at: str = ""


def add(store: Store, book: Book) -> None:
    """Keep a book. The name must be free."""
    store.db.execute(
        "INSERT INTO book (name, kind, place, user, push, settings) VALUES (?, ?, ?, ?, ?, ?)",
        (book.name, book.kind, book.place, book.user, book.push, json.dumps(book.settings, sort_keys=True)),
    )


def remove(store: Store, name: str) -> None:
    """Forget a book and its bindings; its records stay."""
    store.db.execute("DELETE FROM binding WHERE book = ?", (name,))
    store.db.execute("DELETE FROM book WHERE name = ?", (name,))


def books(store: Store) -> list[Book]:
    """Return all books in the order they were connected."""
    return [
        Book(
            row["name"],
            row["kind"],
            row["place"],
            row["user"],
            row["push"],
            json.loads(row["settings"]),
            row["confirmed_at"] or "",
        )
        for row in store.db.execute("SELECT * FROM book ORDER BY id")
    ]


def find(store: Store, name: str) -> Book:
    """Return the book of that name. Raises `UsageError`."""
    known = books(store)
    for book in known:
        if book.name == name:
            return book
    raise UsageError("book.unknown", name=name, known=", ".join(book.name for book in known) or "–")


def set_push(store: Store, book: Book) -> None:
    """Keep what may be written to a book, and its settings; nothing is written where they are the same."""
    told = book.push, json.dumps(book.settings, sort_keys=True)
    store.db.execute(
        "UPDATE book SET push = ?, settings = ? WHERE name = ? AND (push, settings) IS NOT (?, ?)",
        (*told, book.name, *told),
    )


def confirm(store: Store, name: str, at: str) -> None:
    """Note that the user has seen what a first contact brings, and agreed."""
    store.db.execute("UPDATE book SET confirmed_at = ? WHERE name = ? AND confirmed_at IS NULL", (at, name))


def bindings(store: Store, name: str) -> dict[str, list[Binding]]:
    """Return the bindings of a book by href: one, or several where a file holds several cards."""
    found: dict[str, list[Binding]] = {}
    for row in store.db.execute("SELECT * FROM binding WHERE book = ? ORDER BY id", (name,)):
        href = row["href"].partition(_MORE)[0]
        found.setdefault(href, []).append(Binding(href, row["uid"], row["etag"], row["key"], row["base"]))
    return found


def bind(store: Store, book: Book, href: str, bound: Iterable[Binding]) -> None:
    """Make the bindings of `href` exactly these; none takes them away."""
    kept = {
        row["href"]: row
        for row in store.db.execute(
            "SELECT * FROM binding WHERE book = ? AND href >= ? AND href < ?", (book.name, *_span(href))
        )
    }
    for number, one in enumerate(bound):
        name = href if not number else f"{href}{_MORE}{number}"
        row = kept.pop(name, None)
        values = (one.uid, one.etag, book.source, one.key, one.base)
        if row is None:
            store.db.execute(
                "INSERT INTO binding (uid, etag, source, key, base, book, href) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (*values, book.name, name),
            )
        elif values != (row["uid"], row["etag"], row["source"], row["key"], row["base"]):
            store.db.execute(
                "UPDATE binding SET uid = ?, etag = ?, source = ?, key = ?, base = ? WHERE id = ?",
                (*values, row["id"]),
            )
    store.db.executemany("DELETE FROM binding WHERE id = ?", [(row["id"],) for row in kept.values()])


def refresh_etags(store: Store, name: str, etags: Iterable[tuple[str, str]]) -> None:
    """Note new etags of cards whose text is the same: no change of the user's, so outside the journal."""
    for href, etag in etags:
        store.db.execute(
            "UPDATE binding SET etag = ? WHERE book = ? AND href >= ? AND href < ?",
            (etag, name, *_span(href)),
        )


def keep_text(store: Store, text: bytes) -> str:
    """Keep the text of a card and return its name, for `Binding.base`."""
    name = text_name(text)
    store.db.execute("INSERT OR IGNORE INTO content VALUES (?, ?)", (name, text))
    return name


def text_name(text: bytes) -> str:
    """Return the name under which a text is kept."""
    return codec.digest(text)


def mark(store: Store, name: str) -> Mark:
    """Return where the last sync stood; an empty mark when the bindings are not those it left."""
    try:
        told = json.loads(store.meta(f"book:{name}"))
    except ValueError:
        return Mark()
    if told.get("journal") != journal.last(store.db) and told["bindings"] != fingerprint(store, name):
        return Mark()
    return Mark(told["token"], told["listed_at"])


def set_mark(store: Store, name: str, value: Mark) -> None:
    """Note where a sync stands now; nothing is written when it stands where it stood."""
    told: dict[str, object] = {
        "token": value.token,
        "listed_at": value.listed_at,
        "journal": journal.last(store.db),
    }
    before = store.meta(f"book:{name}")
    known = json.loads(before or "{}")
    if known != told | {"bindings": known.get("bindings")}:
        store.set_meta(
            f"book:{name}", json.dumps(told | {"bindings": fingerprint(store, name)}, sort_keys=True)
        )


def forget_mark(store: Store, name: str) -> None:
    """Have the next sync list the whole book."""
    if store.meta(f"book:{name}"):
        store.set_meta(f"book:{name}", "")


def fingerprint(store: Store, name: str) -> str:
    """Return a short name of all bindings of a book as they are."""
    rows = store.db.execute("SELECT href, etag, key FROM binding WHERE book = ? ORDER BY href", (name,))
    return codec.digest("\n".join(f"{row['href']}\t{row['etag']}\t{row['key']}" for row in rows))


def of_uids(store: Store, uids: Iterable[str], *, but: str) -> list[tuple[Ref, str]]:
    """Return (record, UID) of the cards of other books than `but` that have one of these UIDs, in order."""
    wanted = set(uids)
    if not wanted:
        return []
    rows = store.db.execute(
        "SELECT source, key, uid FROM binding WHERE book != ? AND key != '' ORDER BY id", (but,)
    )
    return [((row["source"], row["key"]), row["uid"]) for row in rows if row["uid"] in wanted]


def records(store: Store, book: Book) -> list[Ref]:
    """Return the records made from a book that are still in it."""
    return [
        (row["source"], row["key"])
        for row in store.db.execute(
            "SELECT source, key FROM record WHERE scope = ? AND gone_on IS NULL ORDER BY id", (book.scope,)
        )
    ]


def left(store: Store, book: Book) -> list[Ref]:
    """Return the records of cards that were in a book and were taken out there."""
    return [
        (row["source"], row["key"])
        for row in store.db.execute(
            "SELECT source, key FROM record WHERE scope = ? AND gone_on IS NOT NULL ORDER BY id",
            (book.scope,),
        )
    ]


def _span(href: str) -> tuple[str, str]:
    """Return the range that holds `href` and its further cards and, since no href has a control character, no other."""
    return href, href + chr(ord(_MORE) + 1)
