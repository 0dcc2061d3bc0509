"""Texts by their hash: the raw text of records, and cards as JSON, so that snapshots share what did not change.

A card that went through here is remembered for the life of the store: what an import has just written, the
linkage after it need not read again, and equal cards of many snapshots are one value. Large ones are not: ten
thousand with pictures are some hundred megabytes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sync.store import codec, database

if TYPE_CHECKING:
    from sync.model import Card

LARGE = 4096
"""The text of a card that is longer has a picture in it, as a rule: such cards are read anew each time."""
_BY_HASH = "SELECT data FROM content WHERE hash = ?"


class Content:
    """The content table of one home."""

    def __init__(self, connection: sqlite3.Connection, place: Path) -> None:
        self._db = connection
        self._place = place
        self._cards: dict[str, Card] = {}
        self._slight: dict[str, Card] = {}
        # By identity, for the cards of one import: hashing a card by value costs as much as encoding it.
        self._names: dict[int, tuple[Card, str, bytes]] = {}

    def name(self, card: Card) -> tuple[str, bytes]:
        """Return the hash of a card and its text, empty if it is kept (see `names_alone`); nothing is written."""
        known = self._names.get(id(card))
        if known is None or known[0] is not card:
            text = codec.encode(card).encode()
            known = self._names[id(card)] = (card, codec.digest(text), text)
            self._remember(known[1], card, len(text))
        return known[1], known[2]

    def names_alone(self) -> None:
        """Let go of the texts of the cards named so far, which are kept by now; their names stay at hand."""
        self._names = {number: (card, name, b"") for number, (card, name, _) in self._names.items()}

    def forget_names(self) -> None:
        """Let go of the texts of the cards named so far."""
        self._names.clear()

    def put(self, texts: Iterable[tuple[str, bytes]]) -> None:
        """Keep texts under their hashes."""
        self._db.executemany("INSERT OR IGNORE INTO content VALUES (?, ?)", texts)

    def get(self, name: str) -> bytes:
        """Return a text by its hash, also when the store is closed: what a hash names never changes. Raises KeyError."""
        try:
            row = self._db.execute(_BY_HASH, (name,)).fetchone()
        except sqlite3.ProgrammingError:
            self._db = database.to_read(self._place)
            row = self._db.execute(_BY_HASH, (name,)).fetchone()
        if row is None:
            raise KeyError(name)
        return bytes(row["data"])

    def get_all(self, names: Iterable[str]) -> dict[str, bytes]:
        """Return texts by their hashes; those that are not there are left out."""
        wanted = list(names)
        marks = ", ".join("?" * len(wanted))
        rows = self._db.execute(f"SELECT hash, data FROM content WHERE hash IN ({marks})", wanted)
        return {row["hash"]: bytes(row["data"]) for row in rows}

    def card(self, name: str, text: bytes | None = None) -> Card:
        """Return a card by its hash; `text` is its JSON when the caller has it at hand. Raises KeyError."""
        card = self._cards.get(name)
        if card is None:
            text = self.get(name) if text is None else text
            card = codec.decode(text)
            self._remember(name, card, len(text))
        return card

    def slight(self, name: str, text: bytes | None = None) -> Card:
        """Return a card without its pictures where it is large: most who ask have no use for them."""
        known = self._cards.get(name) or self._slight.get(name)
        if known is None:
            card = self.card(name, text)
            known = self._slight.get(name, card)
        return known

    def _remember(self, name: str, card: Card, size: int) -> None:
        if size <= LARGE:
            self._cards[name] = card
        elif name not in self._slight:
            self._slight[name] = replace(card, media=())

    def is_large(self, name: str) -> bool:
        """Tell whether a card is as long as one with a picture."""
        self.slight(name)
        return name in self._slight

    def at_hand(self) -> int:
        """Return how many cards are remembered here."""
        return len(self._cards)

    def forget_cards(self) -> None:
        """Let go of all cards; they are read again when they are asked for."""
        self._cards.clear()
        self._slight.clear()

    def release(self, name: str) -> None:
        """Let go of a card; it is read again when it is asked for."""
        self._cards.pop(name, None)

    def holds(self, name: str) -> bool:
        """Tell whether a card is remembered here as it is."""
        return name in self._cards
