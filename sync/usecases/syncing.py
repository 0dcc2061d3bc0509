"""Address books: what changed there becomes a change here. Pulling only, for now: nothing is written to a book.

A sync has two halves. `plan` asks the book and returns plain values, without a write anywhere; `carry_out`
makes one journal entry of them. A dry run shows the same plan.

Guards stop a book before the first deletion: it is not there (`missing`), lists nothing (`empty`), lists far
less than before (`shortened`), or names more than max(5, 10 %) of its cards as deleted (`deletions`).
The first contact with a book waits for the user's yes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Protocol

from sync import __version__
from sync.config.place import Place
from sync.model import Card, Judgement, Name, Problem, Record
from sync.normalize import forms
from sync.ports import AddressBook, BookMissing, Listing, ReseauError, UsageError
from sync.reconcile import guards
from sync.store import Store, books, conclusions, echoes, requests
from sync.store.books import Binding, Book, Mark
from sync.store.echoes import Echo
from sync.usecases import completing
from sync.usecases.aside import LARGE, Aside
from sync.usecases.linking import relink
from sync.usecases.looking import believed
from sync.usecases.people import label
from sync.usecases.synced import Change, Outcome, is_fresh, nothing

CardReader = Callable[[str, bytes], Iterable[object]]
"""Reads the text of one card under a name; yields its `Record`s and `Problem`s (and what else readers yield)."""


class Ours(Protocol):
    """Knows of values that show up in a card for the first time that they are reseau's own; see `completing.Late`."""

    def echoes(self, card: Card, key: str, text: bytes) -> list[Echo]:
        """Return what is ours in the card `key` as it is now."""


TOGETHER = 100
"""So many changes are written at a time: what was laid aside is not held all at once."""
LONG = 20
"""A UID of so many characters was made to be the only one in the world."""


def who(store: Store, outcome: Outcome, kind: str) -> list[str]:
    """Return by name whom the changes of one kind are about."""
    changes = [change for change in outcome.changes if change.kind == kind]
    refs = [(outcome.book.source, key) for change in changes for key in change.left]
    known = {kept.record.key: label(kept.record.card) for kept in store.records(refs)}
    return sorted(
        ", ".join(name for _, name in change.about)
        or ", ".join(known[key] for key in change.left if key in known)
        or change.href
        for change in changes
    )


def check_name(store: Store, name: str) -> None:
    """Raise `UsageError` unless a new book may have this name."""
    if not name.strip() or len(name) > 60 or not name.isprintable() or "/" in name:
        raise UsageError("book.bad-name", name=name)
    # Upper and lower case share one variable for the password.
    if any(book.name.casefold() == name.casefold() for book in books.books(store)):
        raise UsageError("book.name-taken", name=name)


def disconnect(
    store: Store, place: Place, book: Book, *, with_contacts: bool, dry_run: bool = False
) -> tuple[int, int | None]:
    """Forget a book, and its contacts with it if asked. Return (contacts that go, journal step)."""
    with store.change(f"book remove {book.name}", place.at, dry_run=dry_run) as step:
        leaving = books.records(store, book) if with_contacts else []
        for ref in leaving:
            store.mark_gone(ref, place.at)
        books.remove(store, book.name)
        if leaving:
            relink(store, place.at)
    return len(leaving), step.id


def plan(
    store: Store,
    book: Book,
    place: Place,
    remote: AddressBook,
    read: CardReader,
    confirmed: int = -1,
    late: Ours | None = None,
    listing: Listing | None = None,
) -> Outcome:
    """Ask a book what changed since the last sync, or take the `listing` that says so; writes nothing.

    `late` knows our own writes that may show up only now. `confirmed` is the number of deletions the user agreed to. Errors of the book are kept in the outcome, so
    that one book never costs another.
    """
    outcome = Outcome(
        book, first_contact=not book.confirmed_at, fingerprint=books.fingerprint(store, book.name)
    )
    known = books.bindings(store, book.name)
    before = remote.requests
    try:
        last = books.mark(store, book.name)
        listing = listing or remote.list(last.token if is_fresh(last, place) else "")
        _compare(store, outcome, known, listing, remote, read, late)
        listed_at = last.listed_at if listing.partial else place.at
        if not listing.partial and is_fresh(last, place) and listing.sync_token == last.token:
            listed_at = last.listed_at
        outcome.mark = Mark(outcome.mark.token, listed_at)
        outcome.guard = _guard(outcome, known, listing, confirmed)
    except BookMissing as error:
        outcome.error, outcome.guard = error, "missing"
        outcome.deletions = len(known)
    except ReseauError as error:
        outcome.error = error
    outcome.requests = remote.requests - before
    return outcome


def carry_out(
    store: Store,
    place: Place,
    outcome: Outcome,
    *,
    dry_run: bool = False,
    then: Callable[[], None] | None = None,
    command: str = "",
    written: Iterable[int] = (),
) -> bool:
    """Do what was planned, as one journal entry. Return False if another run changed the book meanwhile.

    `then` is called with everything in place, also where a dry run is about to take it back. `written` are writes to
    the book that the entry accounts for.
    """
    book = outcome.book
    changes = [change for change in outcome.changes if change.kind != "etag"]
    if changes or not book.confirmed_at:
        with store.change(command or f"sync {book.name}", place.at, dry_run=dry_run) as step:
            if books.fingerprint(store, book.name) != outcome.fingerprint:
                return False
            books.confirm(store, book.name, place.at)
            is_other = _write(store, book, place, changes)
            if not dry_run:
                # What is written need not be held while it is linked.
                outcome.changes = [replace(change, read=nothing) for change in outcome.changes]
                changes.clear()
            if is_other:
                relink(store, place.at)
            step.summary.update({kind: outcome.count(kind) for kind in ("created", "updated", "deleted")})
            if then is not None:
                then()
            if step.id is not None and not dry_run:
                requests.account(store, written, step.id)
        outcome.journal = step.id
    elif then is not None:
        then()
    if not dry_run:
        books.refresh_etags(store, book.name, ((c.href, c.etag) for c in outcome.changes if c.kind == "etag"))
        books.set_mark(store, book.name, outcome.mark)
    return True


def _write(store: Store, book: Book, place: Place, changes: list[Change]) -> bool:
    """Write the changes; tell whether any record changed. What left goes first, what came follows."""
    left = [key for change in changes for key in change.left]
    for key in left:
        store.mark_gone((book.source, key), place.at)
    told: Counter[str] = Counter()
    for start in range(0, len(changes), TOGETHER):
        some = changes[start : start + TOGETHER]
        read = [change.read() for change in some]
        records = [record for _, ones in read for record in ones]
        told += store.put_records(records, book.scope, place.at)
        for change, (text, _) in zip(some, read, strict=True):
            base = books.keep_text(store, text) if change.bound and text else ""
            books.bind(store, book, change.href, (one._replace(base=base) for one in change.bound))
            echoes.note(store, book.name, change.echoes)
            requests.forget_lost(store, book.name, (one.uid for one in change.bound if change.echoes))
        _link_copies(store, book, place, records)
    completing.leave(store, book, left)
    _link_to_origin(store, book, place, [key for change in changes for key, _ in change.about])
    return bool(left or told["created"] or told["updated"])


def _link_to_origin(store: Store, book: Book, place: Place, keys: list[str]) -> None:
    """Note whose card it is that reseau made and the user has now written into: its origin's."""
    echoed = echoes.echoes(store, book.name) if keys else {}
    for key in keys:
        for echo in echoed.get(key, []):
            if echo.field == echoes.CARD and not conclusions.person_of(store, (book.source, key)):
                ends = echo.origin, (book.source, key)
                store.judge(Judgement(*ends, "same", f"reseau {__version__}", place.at))


def _link_copies(store: Store, book: Book, place: Place, records: list[Record]) -> None:
    """Note that a card is the copy of one in another book: they have one UID (RFC 6350 §6.7.6) and one name.

    Some programs number their cards 1, 2, 3: a UID counts alone where it is long and the names have a word in
    common, else the whole name must be the same. The user's `different` stays the stronger word.
    """
    told = {record.card.uid: record for record in records if record.card.uid}
    copies = books.of_uids(store, told, but=book.name)
    names = {one.ref: one.record.card.name for one in store.records({ref for ref, _ in copies})}
    for ref, uid in copies:
        record = told[uid]
        ours, theirs = (set(forms.tokens(name.full)) for name in (record.card.name, names.get(ref, Name())))
        if ours and (ours == theirs or (len(uid) >= LONG and ours & theirs)):
            ends = ref, (record.source, record.key)
            store.judge(Judgement(*ends, "same", f"reseau {__version__}", place.at))


def _compare(
    store: Store,
    outcome: Outcome,
    known: dict[str, list[Binding]],
    listing: Listing,
    remote: AddressBook,
    read: CardReader,
    late: Ours | None,
) -> None:
    """Fill in the changes: what to fetch is what has another etag, or none."""
    gone = (listing.gone & known.keys()) if listing.partial else known.keys() - listing.etags.keys()
    wanted = [
        href
        for href, etag in listing.etags.items()
        if not etag or href not in known or known[href][0].etag != etag
    ]
    keys = _Keys(outcome.book, known, gone)
    echoed = echoes.echoes(store, outcome.book.name)
    aside = Aside(store.home)
    missed = set(wanted)
    for href, mark, seen in remote.fetch(wanted):
        before = known.get(href, [])
        steady = believed(remote, href, mark, seen, before[0].uid if len(before) == 1 else "")
        if steady is None:
            continue
        etag, text = steady
        missed.discard(href)
        if before and before[0].base == books.text_name(text):
            if before[0].etag != etag:
                outcome.changes.append(Change("etag", href, etag))
            continue
        change = _changed(store, outcome, keys, echoed, href, etag, text, before, read, late, aside)
        if change is not None:
            outcome.changes.append(change)
    gone, listing_is_whole = _really_gone(gone, known, listing, remote)
    for href in sorted(gone):
        left = tuple(one.key for one in known[href] if one.key and one.key not in keys.moved)
        outcome.changes.append(Change("deleted" if left else "moved", href, left=left))
    outcome.deletions = outcome.count("deleted")
    # A card that was listed and not given is asked for again next time: the token would hide it.
    outcome.mark = Mark(listing.sync_token if listing_is_whole and not missed else "")


def _really_gone(
    gone: Iterable[str], known: dict[str, list[Binding]], listing: Listing, remote: AddressBook
) -> tuple[set[str], bool]:
    """Return those of the cards left out of a listing that are gone, and whether it left out only such.

    Each is asked for, since servers cut listings short; not where a guard will stop the book anyway.
    """
    left = set(gone)
    if listing.partial or guards.guard(len(left), known=len(known), listed=len(listing.etags), partial=False):
        return left, True
    there = {href for href, _, _ in remote.fetch(sorted(left))}
    return left - there, not there


def _changed(
    store: Store,
    outcome: Outcome,
    keys: _Keys,
    echoed: dict[str, list[Echo]],
    href: str,
    etag: str,
    text: bytes,
    before: list[Binding],
    read: CardReader,
    late: Ours | None,
    aside: Aside,
) -> Change | None:
    """Return what is new under an href. Of a card of somebody who was forgotten nothing is kept, not even that it is
    there: None where there is no other, and the text of a file with several is not.
    """
    book = outcome.book
    forgotten = 0
    found: list[tuple[Record | None, Binding]] = []
    ended: list[Echo] = []
    name = href.rsplit("/", 1)[-1]
    for item in read(name, text):
        if isinstance(item, Record):
            number = len(found) + forgotten
            key = keys.of(href, item.card.uid, number, before)
            record = replace(item, source=book.source, key=key, file=name, row=number + 1, raw=text, rank=0)
            if store.forgotten and store.is_forgotten(record):
                forgotten += 1
                continue
            ours = late.echoes(item.card, key, text) if late else []
            own, over = completing.own_part(record, [*echoed.get(key, []), *ours])
            ended += [*ours, *over]
            found.append((own, Binding(href, item.card.uid, etag, key, "")))
        elif isinstance(item, Problem):
            outcome.problems.append(replace(item, file=name))
    if forgotten:
        text = b""
        found = [(own and replace(own, raw=b""), binding) for own, binding in found]
        if not found and not before:
            return None
    kept = {binding.key for _, binding in found}
    left = tuple(one.key for one in before if one.key and one.key not in kept and one.key not in keys.moved)
    bound = tuple(binding for _, binding in found)
    if not bound and not forgotten:
        bound = (Binding(href, "", etag, "", ""),)
    moved = not before and bool(kept & keys.moved)
    kind = "moved" if moved else "updated" if before else "created"
    records = tuple(record for record, _ in found if record is not None)
    about = tuple((record.key, label(record.card)) for record in records)
    return Change(kind, href, etag, _packed(text, records, aside), about, bound, left, tuple(ended))


def _packed(
    text: bytes, records: tuple[Record, ...], aside: Aside
) -> Callable[[], tuple[bytes, tuple[Record, ...]]]:
    """Return what gives a text and its records back; where it is large it is laid aside, with the pictures in it."""
    if len(text) <= LARGE:
        return lambda: (text, records)
    whole = aside.lay(text)
    pictures = [
        [aside.lay(one.uri.encode("utf-8", "surrogatepass")) for one in record.card.media]
        for record in records
    ]
    thin = [
        replace(record, raw=b"", card=_with_pictures(record.card, ["" for _ in record.card.media]))
        for record in records
    ]

    def unpacked() -> tuple[bytes, tuple[Record, ...]]:
        raw = whole()
        return raw, tuple(
            replace(
                record,
                raw=raw,
                card=_with_pictures(record.card, [one().decode("utf-8", "surrogatepass") for one in held]),
            )
            for record, held in zip(thin, pictures, strict=True)
        )

    return unpacked


def _with_pictures(card: Card, uris: list[str]) -> Card:
    return replace(
        card, media=tuple(replace(one, uri=uri) for one, uri in zip(card.media, uris, strict=True))
    )


class _Keys:
    """Gives each card the key of its record: book and UID, for ever; a card that was renamed keeps its own."""

    def __init__(self, book: Book, known: dict[str, list[Binding]], gone: Iterable[str]) -> None:
        self._book = book
        left = set(gone)
        self._taken = {one.key: href for href, ones in known.items() if href not in left for one in ones}
        self._free = {one.key for href in left for one in known[href] if one.key}
        self._given: set[str] = set()
        self.moved: set[str] = set()

    def of(self, href: str, uid: str, number: int, before: list[Binding]) -> str:
        """Return the key of the card that is the `number`-th under `href`."""
        for one in before:
            if one.key and one.key not in self._given and one.uid == uid and (uid or len(before) == 1):
                self._given.add(one.key)
                return one.key
        wanted = f"{self._book.name}/{uid or (f'{href}:{number + 1}' if number else href)}"
        key, count = wanted, 1
        # Servers that do not look let two cards have one UID; each is a record of its own.
        while key in self._given or self._taken.get(key, href) != href:
            count += 1
            key = f"{wanted}#{count}"
        self._given.add(key)
        if key in self._free:
            self.moved.add(key)
        return key


def _guard(outcome: Outcome, known: dict[str, list[Binding]], listing: Listing, confirmed: int) -> str:
    """Return the guard that stops this book, if any."""
    if outcome.deletions == confirmed:
        return ""
    return guards.guard(
        outcome.deletions, known=len(known), listed=len(listing.etags), partial=listing.partial
    )
