"""Forget a person for good: everywhere in the home, without undo, and for every import to come."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from sync.config.place import Place
from sync.model import Record
from sync.normalize.text import fold
from sync.ports import UsageError
from sync.store import Store
from sync.store import forgetting as kept
from sync.store.kept import Ref
from sync.usecases import people, taking_out
from sync.usecases.linking import relink


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


def forget(
    store: Store,
    place: Place,
    whom: str | people.Person,
    *,
    taken: Iterable[taking_out.Standing] | None = None,
    dry_run: bool = False,
) -> Forgotten:
    """Erase a person; see `sync.store.forgetting`. Raises `UsageError` for nobody or several people.

    `taken` are their cards in address books, where those were, or in a trial would be, deleted there before.
    """
    person = find(store, whom) if isinstance(whom, str) else whom
    refs = taking_out.refs(store, person)
    books = () if taken is not None else tuple(sorted(taking_out.known(store, refs)))
    perhaps = _perhaps(store, person.id)
    records = [record.record for record in person.records]
    # What earlier exports said of them names them, too; and what somebody wrote into a card since.
    former = [replace(one.record, card=card) for one in person.records for card in one.former]
    former += [one.record for one in taken or () if one.record]
    ids = {person.id, *(record.uuid for record in person.records)}
    words = kept.needles([*records, *former]) | ids
    copies = kept.copies(store.home)
    # Rows of a workbook or a table of ours are known by the id of their person, and may hold no more than a name.
    rows = [("table", one) for one in ids]
    gone = _erase(store, place, refs, [*records, *former], words, rows=rows, dry_run=dry_run)
    return Forgotten(person.id, person.name, len(records), gone, len(copies), books, perhaps)


def find(store: Store, query: str) -> people.Person:
    """Return whom a query names, with all that is known of them; also somebody who has left every source.

    Raises `UsageError` for nobody or several people.
    """
    try:
        return people.whole(store, people.one(store, query).id)
    except people.SeveralPeople:
        raise
    except UsageError:
        left = people.search(None, people.left(store), query)
        if len(left) > 1:
            raise people.SeveralPeople(query, left) from None
        if not left:
            raise
        return left[0]


def sweep(store: Store, place: Place, taken: Iterable[taking_out.Standing]) -> None:
    """Erase what is kept of cards of people who were forgotten before, now that these are gone from their books."""
    records = [one.record for one in taken if one.record]
    _erase(store, place, [(one.source, one.key) for one in records], records, kept.needles(records))


def _erase(
    store: Store,
    place: Place,
    refs: Collection[Ref],
    records: Collection[Record],
    words: Collection[str],
    *,
    rows: Collection[Ref] = (),
    dry_run: bool = False,
) -> int:
    """Erase records and words in the home and in its copies; return how many interactions went.

    `rows` name records of theirs that are not here, and are kept out, too.
    """
    copies = kept.copies(store.home)
    lone = _lone(store, refs, records)
    if not dry_run:
        store.must_be_writable()
        # First, so that who was cut short here is there to be forgotten once more.
        for copy in copies:
            kept.erase_copy(copy, refs, words, lone)
    store.db.execute("BEGIN IMMEDIATE")
    try:
        kept.keep_out(store.db, records, store.salt, [*refs, *rows])
        gone = kept.erase(store.db, refs, words, lone)
        relink(store, place.at, learn=False)
        store.db.execute("INSERT INTO journal (at, command) VALUES (?, 'forget')", (place.at,))
    except BaseException:
        store.db.execute("ROLLBACK")
        raise
    store.db.execute("ROLLBACK" if dry_run else "COMMIT")
    if not dry_run:
        kept.compact(store.db)
    return gone


def _lone(store: Store, refs: Collection[Ref], records: Iterable[Record]) -> set[str]:
    """Return their names of one word that nobody who stays bears, nor an employer: of those nobody knows who is meant."""
    found = kept.lone_names(records)
    if found:
        hers = set(refs)
        told = (one.record.card for one in store.records() if one.ref not in hers)
        borne = {
            word
            for card in told
            for text in (
                card.name.full,
                card.name.raw,
                *card.nicknames,
                *(o.name for o in card.organizations),
            )
            for word in fold(text).split()
        }
        found = {name for name in found if fold(name) not in borne}
    return found


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
            refs = [one.ref for one in kept_ones]
            words = kept.needles(records) | {one.uuid for one in kept_ones}
            kept.erase(store.db, refs, words, _lone(store, refs, records))
            relink(store, place.at, learn=False)
        kept.compact(store.db)
    return len(kept_ones)
