"""Forget a person for good: everywhere in the home, without undo, and for every import to come."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sync.config.place import Place
from sync.store import Store
from sync.store import forgetting as kept
from sync.usecases import people
from sync.usecases.importing import relink


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What went: records, interactions with nobody else, copies of the home that were swept. `books` name the address
    books that still hold a card: there the user has to delete it. `perhaps` are (id, name) of others who may be them.
    """

    person: str
    name: str
    records: int
    interactions: int
    copies: int
    books: tuple[str, ...]
    perhaps: tuple[tuple[str, str], ...] = ()


def forget(store: Store, place: Place, query: str, *, dry_run: bool = False) -> Forgotten:
    """Erase a person; see `sync.store.forgetting`. Raises `UsageError` for nobody or several people."""
    person = people.one(store, query)
    refs = [record.ref for record in person.records]
    books = sorted(
        {
            str(row["book"])
            for ref in refs
            for row in store.db.execute("SELECT book FROM binding WHERE source = ? AND key = ?", ref)
        }
    )
    perhaps = _perhaps(store, person.id)
    records = [record.record for record in person.records]
    # What earlier exports said of them names them, too.
    former = [replace(one.record, card=card) for one in person.records for card in one.former]
    ids = {person.id, *(record.uuid for record in person.records)}
    words = kept.needles([*records, *former]) | ids
    copies = kept.copies(store.home)
    store.db.execute("BEGIN IMMEDIATE")
    try:
        kept.keep_out(store.db, [*records, *former], store.salt)
        gone = kept.erase(store.db, refs, words)
        relink(store, place.at, learn=False)
        store.db.execute("INSERT INTO journal (at, command) VALUES (?, 'forget')", (place.at,))
    except BaseException:
        store.db.execute("ROLLBACK")
        raise
    store.db.execute("ROLLBACK" if dry_run else "COMMIT")
    if not dry_run:
        for copy in copies:
            kept.erase_copy(copy, refs, words)
        kept.compact(store.db)
    return Forgotten(person.id, person.name, len(refs), gone, len(copies), tuple(books), perhaps)


def _perhaps(store: Store, person: str) -> tuple[tuple[str, str], ...]:
    """Return who may be the same person: nobody has said yet whether they are."""
    rows = store.db.execute(
        "SELECT DISTINCT CASE a.person WHEN ? THEN b.person ELSE a.person END AS other FROM pair "
        "JOIN membership AS a ON a.source = a_source AND a.key = a_key "
        "JOIN membership AS b ON b.source = b_source AND b.key = b_key "
        "WHERE decision = 'question' AND a.person != b.person AND ? IN (a.person, b.person) ORDER BY other",
        (person, person),
    )
    found = people.load(store, [str(row["other"]) for row in rows])
    return tuple((one.id, one.name) for one in found.values())


def again(store: Store, place: Place) -> int:
    """Take out whoever was forgotten and came with a copy that was put back; return how many records."""
    kept_ones = [one for one in store.records() if store.is_forgotten(one.record)]
    if kept_ones:
        records = [one.record for one in kept_ones]
        with store.db:
            store.db.execute("BEGIN IMMEDIATE")
            kept.erase(
                store.db, [one.ref for one in kept_ones], kept.needles(records) | {o.uuid for o in kept_ones}
            )
            relink(store, place.at, learn=False)
        kept.compact(store.db)
    return len(kept_ones)
