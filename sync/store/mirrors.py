"""Mirrors in the store: which two books are each other's copy, which card is whose twin, what was in conflict.

twin     one card in both books, with the text each was last seen to hold
clash    a property that both sides changed, with the value that stands and the other
mark     where the last run stood in each book; it counts only while the twins are those it was written with
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from sync.store import codec, journal
from sync.store.facts import Store

SIDES = ("a", "b")


class Copy(NamedTuple):
    """A card in one book: where, at which state, with which text (by hash). Empty where it is not there."""

    href: str = ""
    etag: str = ""
    text: str = ""


_NOWHERE = Copy()


@dataclass
class Twin:
    """One card in both books; `id` is 0 until it is kept."""

    uid: str
    a: Copy = _NOWHERE
    b: Copy = _NOWHERE
    id: int = 0

    def of(self, side: str) -> Copy:
        """Return the copy in book `a` or `b`."""
        return self.a if side == "a" else self.b

    def set(self, side: str, copy: Copy) -> None:
        """Note the copy in book `a` or `b`."""
        if side == "a":
            self.a = copy
        else:
            self.b = copy


class Mirror(NamedTuple):
    """Two books, by name, that are each other's copy."""

    id: int
    a: str
    b: str
    confirmed_at: str = ""

    def book(self, side: str) -> str:
        """Return the name of book `a` or `b`."""
        return self.a if side == "a" else self.b


class Kept(NamedTuple):
    """A clash as it is kept; `choice` is the user's word on it, `a` or `b`, and empty before it."""

    id: int
    mirror: int
    uid: str
    property: str
    a: str
    b: str
    kept: str
    a_raw: bytes
    b_raw: bytes
    at: str
    choice: str = ""
    settled_at: str = ""


class Mark(NamedTuple):
    """Where a run stood in one book: its token, and when all cards were listed last."""

    token: str = ""
    listed_at: str = ""


def add(store: Store, a: str, b: str) -> None:
    """Note that two books are each other's copy."""
    store.db.execute("INSERT INTO mirror (a, b) VALUES (?, ?)", (a, b))


def mirrors(store: Store) -> list[Mirror]:
    """Return all mirrors in the order they were made."""
    return [
        Mirror(row["id"], row["a"], row["b"], row["confirmed_at"] or "")
        for row in store.db.execute("SELECT * FROM mirror ORDER BY id")
    ]


def remove(store: Store, mirror: Mirror) -> None:
    """Forget a mirror with its twins; the books keep their cards."""
    store.db.execute("DELETE FROM twin WHERE mirror = ?", (mirror.id,))
    store.db.execute("DELETE FROM mirror WHERE id = ?", (mirror.id,))


def confirm(store: Store, mirror: Mirror, at: str) -> None:
    """Note that the user agreed to the first run."""
    store.db.execute("UPDATE mirror SET confirmed_at = ? WHERE id = ?", (at, mirror.id))


def twins(store: Store, mirror: Mirror) -> list[Twin]:
    """Return the twins of a mirror in the order they were met."""
    cursor = store.db.cursor()
    cursor.row_factory = None
    return [
        Twin(row[1], Copy(row[2], row[3], row[4]), Copy(row[5], row[6], row[7]), row[0])
        for row in cursor.execute(
            "SELECT id, uid, a_href, a_etag, a_text, b_href, b_etag, b_text FROM twin WHERE mirror = ? ORDER BY id",
            (mirror.id,),
        )
    ]


def count(store: Store, mirror: Mirror) -> int:
    """Return how many twins a mirror has."""
    row = store.db.execute("SELECT count(*) FROM twin WHERE mirror = ?", (mirror.id,)).fetchone()
    return int(row[0])


def keep(store: Store, mirror: Mirror, changed: Iterable[Twin], gone: Iterable[Twin] = ()) -> None:
    """Write twins as they are now; those without an id are new."""
    store.db.executemany("DELETE FROM twin WHERE id = ?", [(twin.id,) for twin in gone if twin.id])
    known: list[Twin] = []
    new: list[Twin] = []
    for twin in changed:
        (known if twin.id else new).append(twin)
    store.db.executemany(
        "UPDATE twin SET uid = ?1, a_href = ?2, a_etag = ?3, a_text = ?4, b_href = ?5, b_etag = ?6, b_text = ?7 "
        "WHERE id = ?8 AND (uid, a_href, a_etag, a_text, b_href, b_etag, b_text) IS NOT (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        [(twin.uid, *twin.a, *twin.b, twin.id) for twin in known],
    )
    # As SQLite would number them: it never gives a number twice.
    last = store.db.execute("SELECT max(seq) FROM sqlite_sequence WHERE name = 'twin'").fetchone()[0] or 0
    for number, twin in enumerate(new, last + 1):
        twin.id = number
    store.db.executemany(
        "INSERT INTO twin (uid, a_href, a_etag, a_text, b_href, b_etag, b_text, id, mirror) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [(twin.uid, *twin.a, *twin.b, twin.id, mirror.id) for twin in new],
    )


def refresh_etags(store: Store, changed: Iterable[Twin]) -> None:
    """Note new etags of cards whose text is the same: no change of the user's, so outside the journal."""
    store.db.execute("BEGIN IMMEDIATE")
    store.db.executemany(
        "UPDATE twin SET a_etag = ?, b_etag = ? WHERE id = ?",
        [(twin.a.etag, twin.b.etag, twin.id) for twin in changed],
    )
    store.db.execute("COMMIT")


def mark(store: Store, mirror: Mirror, known: Callable[[], Iterable[Twin]]) -> dict[str, Mark]:
    """Return where the last run stood, by side; empty marks when the twins are not those it left.

    `known` gives the twins; it is not called where no step of the journal came after that run.
    """
    try:
        told = json.loads(store.meta(f"mirror:{mirror.id}"))
    except ValueError:
        return {side: Mark() for side in SIDES}
    if told.get("journal") != journal.last(store.db) and told["twins"] != fingerprint(known()):
        return {side: Mark() for side in SIDES}
    return {side: Mark(*told[side]) for side in SIDES}


def set_mark(store: Store, mirror: Mirror, marks: dict[str, Mark], known: Iterable[Twin]) -> None:
    """Note where a run stands now; nothing is written when it stands where it stood."""
    told: dict[str, object] = {side: [marks[side].token, marks[side].listed_at] for side in SIDES}
    told |= {"twins": fingerprint(known), "journal": journal.last(store.db)}
    text = json.dumps(told, sort_keys=True)
    if store.meta(f"mirror:{mirror.id}") != text:
        store.set_meta(f"mirror:{mirror.id}", text)


def fingerprint(known: Iterable[Twin]) -> str:
    """Return a short name of where all twins lie, and in which state."""
    rows = sorted(f"{t.a.href}\t{t.a.etag}\t{t.b.href}\t{t.b.etag}" for t in known)
    return codec.digest("\n".join(rows))


def add_clash(store: Store, kept: Kept) -> str:
    """Keep a clash and return its id as it is shown."""
    from sync.store.books import keep_text

    cursor = store.db.execute(
        "INSERT INTO clash (mirror, uid, property, a, b, kept, a_raw, b_raw, at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            kept.mirror,
            kept.uid,
            kept.property,
            kept.a,
            kept.b,
            kept.kept,
            keep_text(store, kept.a_raw),
            keep_text(store, kept.b_raw),
            kept.at,
        ),
    )
    return f"c{cursor.lastrowid}"


def set_pending(store: Store, mirror: Mirror, found: Iterable[Kept]) -> None:
    """Keep clashes before a write takes one of their values off a card: a run that is killed then has lost none."""
    from sync.store.books import keep_text

    told = [
        [*one[2:7], keep_text(store, one.a_raw), keep_text(store, one.b_raw), one.at]  # uid to kept
        for one in found
    ]
    text = json.dumps(told) if told else ""
    if store.meta(f"pending:{mirror.id}") != text:
        store.set_meta(f"pending:{mirror.id}", text)


def pending(store: Store, mirror: Mirror) -> list[Kept]:
    """Return the clashes that a killed run had come upon and that are not among those kept."""
    known = {(one.uid, one.property, one.a, one.b) for one in clashes(store, mirror)}
    found = []
    for *told, a_raw, b_raw, at in json.loads(store.meta(f"pending:{mirror.id}") or "[]"):
        uid, name, a, b, kept = map(str, told)
        if (uid, name, a, b) not in known:
            raws = store.content(a_raw), store.content(b_raw)
            found.append(Kept(0, mirror.id, uid, name, a, b, kept, *raws, at))
    return found


def clashes(store: Store, mirror: Mirror | None = None) -> list[Kept]:
    """Return the clashes that are not settled yet, the oldest first."""
    found = [
        Kept(
            row["id"],
            row["mirror"],
            row["uid"],
            row["property"],
            row["a"],
            row["b"],
            row["kept"],
            store.content(row["a_raw"]),
            store.content(row["b_raw"]),
            row["at"],
            row["choice"],
        )
        for row in store.db.execute("SELECT * FROM clash WHERE settled_at IS NULL ORDER BY id")
    ]
    return [one for one in found if mirror is None or one.mirror == mirror.id]


def choose(store: Store, kept: Kept, choice: str, at: str) -> None:
    """Note the user's word on a clash: the value that stands is settled, the other is put there by a sync."""
    stands = "a" if kept.kept == kept.a else "b"
    store.db.execute(
        "UPDATE clash SET choice = ?, settled_at = ? WHERE id = ?",
        (choice, at if choice == stands else None, kept.id),
    )


def settle(store: Store, kept: Kept, at: str) -> None:
    """Note that a clash is settled in both books."""
    store.db.execute("UPDATE clash SET settled_at = ? WHERE id = ?", (at, kept.id))
