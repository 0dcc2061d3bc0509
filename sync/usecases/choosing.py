"""What may be written to a book, and who gets a card there: everybody, or people of some circles or with some words.

A card that was made stays when its person leaves the circle: circles move with every message, cards on a telephone
must not come and go with them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from sync.config.place import Place
from sync.config.settings import Settings
from sync.normalize.text import fold
from sync.ports import UsageError
from sync.store import Store, books
from sync.store.books import Book
from sync.touchpoints import cadence
from sync.usecases import network
from sync.usecases.people import Person

ALL = "all"


def chosen(book: Book, push: str, tiers: Iterable[str], keywords: Iterable[str]) -> Book:
    """Return the book with the user's choice; none of either is everybody. Raises `UsageError`."""
    wanted = tuple(dict.fromkeys(tiers))
    words = tuple(dict.fromkeys(word.strip() for word in keywords if word.strip()))
    if wrong := next((tier for tier in wanted if tier not in cadence.TIERS), ""):
        raise UsageError("campaign.bad-tier", value=wrong, tiers=", ".join(cadence.TIERS))
    if (wanted or words) and push != ALL:
        raise UsageError("book.choice-needs-all")
    kept = {name: value for name, value in book.settings.items() if name not in ("tiers", "keywords")}
    if wanted:
        kept["tiers"] = list(wanted)
    if words:
        kept["keywords"] = list(words)
    return replace(book, push=push, settings=kept)


def change(
    store: Store,
    place: Place,
    name: str,
    push: str,
    tiers: Iterable[str],
    keywords: Iterable[str],
    *,
    dry_run: bool = False,
) -> tuple[Book, int | None]:
    """Change what may be written to a connected book; return it and the journal step. Raises `UsageError`."""
    book = chosen(books.find(store, name), push, tiers, keywords)
    with store.change(f"book set {name}", place.at, dry_run=dry_run) as step:
        books.set_push(store, book)
    return book, step.id


def tiers(book: Book) -> tuple[str, ...]:
    """Return the circles whose people get a card."""
    return tuple(book.settings.get("tiers", ()))


def keywords(book: Book) -> tuple[str, ...]:
    """Return the words whose people get a card."""
    return tuple(book.settings.get("keywords", ()))


def fits(store: Store, place: Place, book: Book) -> Callable[[Person], bool]:
    """Return what tells of a person whether they are to have a card in a book that adds people."""
    words, circles = {fold(word) for word in keywords(book)}, tiers(book)
    if not words and not circles:
        return lambda _: True
    members: dict[str, str] = {}
    if circles:
        known = network.load(store, place)
        members = cadence.tiers(
            {one.id: one.tie for one in known.planned},
            place.today,
            preset=network.settings(store, Settings(place.home)).preset,
            chosen={one.id: one.tier for one in known.planned if one.tier},
        )

    def fit(person: Person) -> bool:
        return members.get(person.id) in circles or any(fold(one) in words for one in person.card.keywords)

    return fit
