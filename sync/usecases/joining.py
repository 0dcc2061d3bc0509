"""Several cards of one person inside one book made one, there, on the user's explicit word.

The richest card stays and gets what only the others say; of a value that a card has once its own stands. The others
are removed only after the book was seen to hold the joined card whole. All of it is one step of the journal: `undo`
puts the cards back as they were.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sync.config.place import Place
from sync.model import Card
from sync.ports import AddressBook, Format, PreconditionFailed, ReseauError, UsageError
from sync.reconcile import completion, threeway
from sync.store import Store, books, conclusions, echoes
from sync.store.books import Binding, Book
from sync.store.echoes import CARD, Echo
from sync.store.mirrors import Copy
from sync.usecases import people as use
from sync.usecases import syncing
from sync.usecases.completing import Cards
from sync.usecases.posting import Letter, Post


@dataclass(frozen=True, slots=True)
class Double:
    """The cards of one person in a book: one stays with `text`, the others go; `lines` say what changes."""

    person: str
    name: str
    keep: Binding
    others: tuple[Binding, ...]
    text: bytes
    lines: tuple[str, ...]
    come: tuple[Echo, ...] = ()


@dataclass(frozen=True, slots=True)
class _Known:
    """Tells the pull which values of the joined card are reseau's own, as they were in the cards that went."""

    doubles: Sequence[Double]

    def echoes(self, card: Card, key: str, text: bytes) -> list[Echo]:
        del text
        kept = (one for one in self.doubles if one.keep.uid == card.uid and one.keep.key == key)
        return [echo for one in kept for echo in one.come]


def doubles(store: Store, book: Book, cards: Cards, form: Format, query: str = "") -> list[Double]:
    """Return who has several cards in a book, by name; with `query` that person only. Raises `UsageError`."""
    alone = [ones[0] for ones in books.bindings(store, book.name).values() if len(ones) == 1]
    by_person: dict[str, list[Binding]] = {}
    for binding in alone:
        person = (
            conclusions.person_of(store, (book.source, binding.key)) if binding.key and binding.base else ""
        )
        if person:
            by_person.setdefault(person, []).append(binding)
    known = use.load(store)
    wanted = use.one(store, query).id if query else ""
    found = [
        _double(store, book, cards, form, known[person], bound)
        for person, bound in by_person.items()
        if len(bound) > 1 and person in known and wanted in ("", person)
    ]
    if query and not found:
        raise UsageError("book.join-none", name=book.name, person=known[wanted].name)
    return sorted(found, key=lambda one: (one.name, one.person))


def _double(
    store: Store, book: Book, cards: Cards, form: Format, person: use.Person, bound: list[Binding]
) -> Double:
    echoed = echoes.echoes(store, book.name)
    texts = {one.href: store.content(one.base) for one in bound}
    # What the owner typed counts: a card that reseau made never stays in place of theirs.
    ranked = sorted(
        bound,
        key=lambda one: (
            any(echo.field == CARD for echo in echoed.get(one.key, [])),
            -len(form.entries(texts[one.href])),
        ),
    )
    keep, others = ranked[0], tuple(ranked[1:])
    text, lines, come = texts[keep.href], [], []
    for other in others:
        merged = threeway.merge(form.entries(texts[other.href]), form.entries(text))
        lines += [f"+ {entry.name}: {entry.text}" for entry in merged.to_b.add]
        lines += [f"= {clash.name}: {clash.b.text} (− {clash.a.text})" for clash in merged.clashes]
        before = cards.read(text)
        text = form.carry(text, merged.to_b, "")
        after = cards.read(text)
        come += [
            Echo(keep.key, echo.field, echo.form, echo.origin)
            for echo in echoed.get(other.key, [])
            if echo.field != CARD
            and echo.state == "there"
            and completion.present(before, echo.field, echo.form) is None
            and completion.present(after, echo.field, echo.form) is not None
        ]
    return Double(person.id, person.name, keep, others, text, tuple(lines), tuple(come))


def join(
    store: Store,
    place: Place,
    book: Book,
    remote: AddressBook,
    read: syncing.CardReader,
    form: Format,
    found: Sequence[Double],
) -> int | None:
    """Join the cards in the book and take in what it holds then; return the journal step.

    Raises `UsageError` for a book that was not synced since its cards changed, and what the book raises.
    """
    if not book.confirmed_at:
        raise UsageError("book.join-sync-first", name=book.name)
    post = Post(store, place.at, book.name, remote, form)
    error: ReseauError | None = None
    gone = 0
    for one in found:
        try:
            gone += _join(store, post, book, one)
        except ReseauError as raised:
            error = raised
            break
    outcome = syncing.plan(store, book, place, remote, read, gone, _Known(found))
    if not outcome.error and not outcome.guard:
        syncing.carry_out(store, place, outcome, command=f"book join {book.name}", written=post.done)
    if error or outcome.error:
        raise error or outcome.error or AssertionError
    return outcome.journal


def _join(store: Store, post: Post, book: Book, one: Double) -> int:
    """Write the card that stays, see that the book holds it whole, remove the others; return how many went."""
    if one.text != store.content(one.keep.base):
        _send(post, book, one.keep, one.text, one.come)
    for other in one.others:
        _send(post, book, other, b"")
    return len(one.others)


def _send(post: Post, book: Book, binding: Binding, text: bytes, come: Sequence[Echo] = ()) -> None:
    # For the sync after a kill: the pull takes in what was done, and these values are reseau's own.
    note = json.dumps({"key": binding.key, "come": [asdict(one) for one in come], "go": [], "pull": True})
    letter = Letter(binding.uid, Copy(binding.href, binding.etag, binding.base), text, 0, note)
    post.send(letter)
    post.flush()
    if isinstance(letter.error, PreconditionFailed):
        raise UsageError("book.join-sync-first", name=book.name)
    if letter.error is not None:
        raise letter.error
    if letter.lost:
        # What the book does not keep of it would be gone with the other cards.
        raise UsageError("book.join-lost", name=book.name, lost=", ".join(letter.lost))
