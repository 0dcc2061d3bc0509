"""What leads to the address books of an account (RFC 6352 §7.1); a sync knows its book, and needs none of it."""

from __future__ import annotations

from adapters.dav import discovery
from adapters.dav import multistatus as ms

SERVICE = discovery.Service(
    home=ms.CARD + "addressbook-home-set",
    kind=ms.CARD + "addressbook",
    well_known="/.well-known/carddav",
    none_found="book.none-found",
)
