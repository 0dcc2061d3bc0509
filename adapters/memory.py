"""An address book in memory: the reference for the port, and the double in every test of the engine."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from sync.normalize import vcards
from sync.ports import Features, Listing, PreconditionFailed, Put, one_by_one

_FEATURES = Features(sync_token=True, versions=("3.0", "4.0"))


@dataclass
class MemoryBook:
    """Cards under hrefs. `tells_etags` off is a server that answers a put without an etag.

    The sync token is the number of changes so far; tokens below `oldest_token` have expired.
    """

    cards: dict[str, bytes] = field(default_factory=dict)
    display_name: str = ""
    features: Features = field(default=_FEATURES)
    tells_etags: bool = True
    oldest_token: int = 0
    requests: int = 0
    _changes: list[str] = field(default_factory=list)

    def list(self, sync_token: str = "", *, changed: bool = False) -> Listing:  # noqa: ARG002 - it has both at hand
        """Return all cards, or what changed since a token that is still known."""
        now = len(self._changes)
        known = int(sync_token) if sync_token.isdecimal() else -1
        if not self.features.sync_token or not self.oldest_token <= known <= now:
            return Listing({h: _etag(c) for h, c in self.cards.items()}, sync_token=self._token(now))
        touched = dict.fromkeys(self._changes[known:])
        return Listing(
            {href: _etag(self.cards[href]) for href in touched if href in self.cards},
            gone=frozenset(href for href in touched if href not in self.cards),
            sync_token=self._token(now),
            partial=True,
        )

    def fetch(self, hrefs: Iterable[str]) -> Iterator[tuple[str, str, bytes]]:
        """Yield the cards that are there."""
        for href in hrefs:
            card = self.cards.get(href)
            if card is not None:
                yield href, _etag(card), card

    def put(self, href: str, card: bytes, etag: str = "") -> tuple[str, str]:
        """Store a card under the conditions of the port."""
        href = href or vcards.file_name(card)
        held = self.cards.get(href)
        if (held is None) != (not etag) or (held is not None and _etag(held) != etag):
            raise PreconditionFailed("book.changed-meanwhile", href=href)
        self.cards[href] = card
        self._changes.append(href)
        return href, _etag(card) if self.tells_etags else ""

    def token_of(self, etags: Mapping[str, str]) -> str:  # noqa: ARG002 - it counts changes
        """Nothing: only the book knows."""
        return ""

    def begin(self) -> bool:
        """Nothing to begin with."""
        return False

    def prepare(self, card: bytes) -> None:
        """Nothing to begin with."""

    def put_all(self, cards: Iterable[tuple[str, bytes, str]]) -> Iterator[Put]:
        """Store several cards, one after the other."""
        return one_by_one(self.put, cards)

    def delete(self, href: str, etag: str) -> None:
        """Remove a card under the conditions of the port."""
        held = self.cards.get(href)
        if held is None or _etag(held) != etag:
            raise PreconditionFailed("book.changed-meanwhile", href=href)
        del self.cards[href]
        self._changes.append(href)

    def close(self) -> None:
        """Nothing to let go of."""

    def _token(self, number: int) -> str:
        return str(number) if self.features.sync_token else ""


def book(cards: Mapping[str, bytes]) -> MemoryBook:
    """Return a book that holds `cards` (href -> text)."""
    return MemoryBook(dict(cards))


def _etag(card: bytes) -> str:
    return hashlib.sha256(card).hexdigest()[:16]
