"""Cards of somebody who is to be forgotten, in the address books: found as they are now, and deleted there.

Everything is asked before anything is deleted, and nothing is noted: what is kept of a deletion would be a trace. The
books come first and the home last, so that a run which was cut short is ended by the same command once more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from sync.model import Record
from sync.normalize import forms, vcards
from sync.ports import AddressBook, CardRefused, DecisionNeeded, NetworkError, PreconditionFailed, UsageError
from sync.store import Store, books, conclusions, mirrors
from sync.store import forgetting as kept
from sync.store.echoes import CARD
from sync.store.kept import Ref
from sync.store.mirrors import Mirror, Twin
from sync.usecases.people import Person, label
from sync.usecases.syncing import CardReader


class Known(NamedTuple):
    """A card in a book as it was seen last; `base` names its text."""

    href: str
    uid: str
    base: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A card in a book as it is now; `edited` tells that it says something else than at the last sync.

    `rest` is what else lies under its href, and stays.
    """

    book: str
    href: str
    etag: str
    text: bytes
    record: Record | None
    edited: bool = False
    rest: bytes = b""

    @property
    def name(self) -> str:
        """What the card calls its bearer; where it lies for one that cannot be read."""
        return label(self.record.card) if self.record else self.href


def refs(store: Store, person: Person) -> list[Ref]:
    """Return the records of a person, and the cards that reseau made for them in books, which are no records."""
    own = [one.ref for one in person.records]
    found = list(own)
    kind = {book.name: book.source for book in books.books(store)}
    for ref in own:
        for row in store.db.execute(
            "SELECT book, key FROM echo WHERE field = ? AND origin_source = ? AND origin_key = ?",
            (CARD, *ref),
        ):
            made = (kind.get(row["book"], "carddav"), str(row["key"]))
            if made not in found and conclusions.person_of(store, made) in ("", person.id):
                found.append(made)
    return found


def known(store: Store, of: Iterable[Ref], bearer: Bearer | None = None) -> dict[str, list[Known]]:
    """Return by book the cards that are bound to these records, and their copies in mirrors.

    With a bearer also the cards of books that are mirrored and nothing else, of which there is no record.
    """
    found: dict[str, list[Known]] = {book.name: [] for book in books.books(store)}
    for ref in of:
        for row in store.db.execute(
            "SELECT book, href, uid, base FROM binding WHERE source = ? AND key = ? ORDER BY id", ref
        ):
            one = Known(row["href"].partition("\n")[0], row["uid"], row["base"])
            if one not in found.setdefault(row["book"], []):
                found[row["book"]].append(one)
    for mirror in mirrors.mirrors(store):
        for twin in mirrors.twins(store, mirror):
            if bearer is not None:
                _mirrored(store, mirror, twin, found, bearer)
            for side, other in (("a", "b"), ("b", "a")):
                here = {one.href for one in found.get(mirror.book(side), ())}
                there, copy = found.get(mirror.book(other)), twin.of(other)
                is_theirs = twin.of(side).href in here and bool(copy.href)
                if is_theirs and there is not None and copy.href not in {one.href for one in there}:
                    there.append(Known(copy.href, twin.uid, copy.text))
    return {name: cards for name, cards in found.items() if cards}


def _mirrored(
    store: Store, mirror: Mirror, twin: Twin, found: dict[str, list[Known]], bearer: Bearer
) -> None:
    """Add a card that no book gave to the home, where it is surely the bearer's."""
    for side in mirrors.SIDES:
        cards, copy = found.get(mirror.book(side)), twin.of(side)
        if cards is None or not copy.text or copy.href in {one.href for one in cards}:
            continue
        text = store.content(copy.text)
        if bearer.may_be_in(text) and bearer.is_surely(bearer.record(copy.href, text)):
            cards.append(Known(copy.href, twin.uid, copy.text))


class Bearer:
    """Knows the cards of one person from those of others."""

    def __init__(self, store: Store, read: CardReader, records: Iterable[Record]) -> None:
        self._salt, self._read = store.salt, read
        self._marks: set[str] = set()
        self._names: list[set[str]] = []
        self._told: set[bytes] = set()
        for record in records:
            self._told |= {one.strip().encode() for one in (record.card.name.surname, record.card.name.full)}
            self._marks |= kept.marks(record, store.salt)
            self._names.append(set(forms.tokens(record.card.name.full)))

    def record(self, name: str, text: bytes) -> Record | None:
        """Return the record of a card; None for one that cannot be read."""
        return next((item for item in self._read(name, text) if isinstance(item, Record)), None)

    def may_be_in(self, text: bytes) -> bool:
        """Tell whether it is worth while to read a card: most are of others."""
        plain = text.replace(b"\r\n ", b"").replace(b"\n ", b"")
        return any(one and one in plain for one in self._told)

    def bears(self, record: Record | None) -> bool:
        """Tell whether a card with a UID of theirs still is theirs: by an address, a number, or a word of the name."""
        return record is not None and (
            self._marked(record)
            or any(name & set(forms.tokens(record.card.name.full)) for name in self._names)
        )

    def is_surely(self, record: Record | None) -> bool:
        """Tell whether a card without a UID is theirs: by an address or a number, and the whole name."""
        return (
            record is not None
            and self._marked(record)
            and any(name == set(forms.tokens(record.card.name.full)) for name in self._names)
        )

    def _marked(self, record: Record) -> bool:
        return not self._marks.isdisjoint(kept.marks(record, self._salt))


def look(store: Store, name: str, remote: AddressBook, cards: list[Known], bearer: Bearer) -> list[Standing]:
    """Return the cards of a person that are in a book now. Writes nothing.

    Raises `DecisionNeeded` for one that was made somebody else's, `UsageError` for a book that cannot be written to,
    and what the book raises.
    """
    there = {
        href: (etag, text)
        for href, etag, text in remote.fetch(list(dict.fromkeys(one.href for one in cards)))
    }
    lost = [one for one in cards if one.href not in there]
    if lost:
        # Renamed in the book; a single file names a card without a UID by its bytes.
        uids = {one.uid for one in lost}
        taken = books.bindings(store, name).keys() | there.keys()
        for href, etag, text in remote.fetch([href for href in remote.list().etags if href not in taken]):
            uid = vcards.uid(text)
            if uid in uids if uid else "" in uids and bearer.is_surely(bearer.record(href, text)):
                there[href] = (etag, text)
    found = [
        one for href, (etag, text) in there.items() for one in _hers(name, href, etag, text, cards, bearer)
    ]
    if found and remote.features.read_only:
        raise UsageError("care.forget-read-only", book=name)
    return found


def _hers(name: str, href: str, etag: str, text: bytes, cards: list[Known], bearer: Bearer) -> list[Standing]:
    """Return those of the cards under one href that are a person's."""
    uids, is_same = {one.uid for one in cards} - {""}, books.text_name(text) in {one.base for one in cards}
    parts = [text[start:end] for start, end in vcards.spans(text)]
    if len(parts) < 2:
        record = bearer.record(href, text)
        if is_same or bearer.bears(record):
            return [Standing(name, href, etag, text, record, edited=not is_same)]
        raise DecisionNeeded("care.forget-another", book=name, name=label(record.card) if record else href)
    hers, rest = [], b""
    for part in parts:
        record = bearer.record(href, part)
        if (bearer.bears if vcards.uid(part) in uids else bearer.is_surely)(record):
            hers.append((part, record))
        else:
            rest += part
    return [Standing(name, href, etag, part, record, not is_same, rest) for part, record in hers]


def strays(store: Store, name: str, remote: AddressBook, read: CardReader) -> list[Standing]:
    """Return the cards in a book of people who were forgotten before. Writes nothing; raises what the book raises."""
    book, bearer = books.find(store, name), Bearer(store, read, ())
    taken = {
        href
        for href, ones in books.bindings(store, name).items()
        if not any(
            one.key and kept.mark_of((book.source, one.key), store.salt) in store.forgotten for one in ones
        )
    }
    found = []
    for href, etag, text in remote.fetch([href for href in remote.list().etags if href not in taken]):
        record = bearer.record(href, text) if len(vcards.spans(text)) == 1 else None
        if record is not None:
            record = replace(record, source=book.source, key=f"{name}/{record.card.uid or href}")
            if store.is_forgotten(record):
                found.append(Standing(name, href, etag, text, record))
    if found and remote.features.read_only:
        raise UsageError("care.forget-read-only", book=name)
    return found


def take_out(remotes: Mapping[str, AddressBook], found: Iterable[Standing], done: Callable[[], None]) -> None:
    """Delete cards from their books and see that they are gone; `done` is called after each.

    Raises `DecisionNeeded` for one that was changed since it was looked at, and what the book raises.
    """
    emptied: set[tuple[str, str]] = set()
    # In one file, a second card of the same UID has a name that follows from the first: the last goes first.
    for one in reversed(list(found)):
        if (one.book, one.href) not in emptied:
            _delete(remotes[one.book], one)
            emptied.add((one.book, one.href))
        done()


def _delete(remote: AddressBook, one: Standing) -> None:
    try:
        if one.rest:
            remote.put(one.href, one.rest, one.etag)
        else:
            remote.delete(one.href, one.etag)
    except PreconditionFailed as error:
        if _is_there(remote, one.href):
            raise DecisionNeeded("care.forget-changed", book=one.book, name=one.name) from error
    except (NetworkError, CardRefused):
        # The answer may be lost where the request was not.
        if _is_there(remote, one.href, one.text):
            raise
    if _is_there(remote, one.href, one.text):
        raise NetworkError("book.not-removed", href=one.href)


def _is_there(remote: AddressBook, href: str, text: bytes = b"") -> bool:
    return any(text in held for _, _, held in remote.fetch([href]))
