"""Whose home this is, as the exports and the settings tell: their own card is nobody to keep up with."""

from __future__ import annotations

from collections.abc import Iterable

from sync.model import Name, Owner, Record
from sync.store import Store


def owner_of(store: Store, addresses: Iterable[str] = ()) -> Owner:
    """Return the owner as the exports and the settings tell."""
    owner = Owner(emails=tuple(address.lower() for address in addresses))
    for told in store.facts("owner"):
        found = [address for address in told.get("emails", "").split(" ") if address]
        name = Name(
            told.get("name", ""), told.get("given", ""), told.get("surname", ""), raw=told.get("name", "")
        )
        owner = Owner(
            name if name.full else owner.name,
            tuple(dict.fromkeys((*owner.emails, *found))),
            told.get("linkedin", "") or owner.linkedin,
        )
    return owner


def is_owner(record: Record, owner: Owner) -> bool:
    """Tell whether a record is the owner's own card: same profile or one of the owner's addresses."""
    card = record.card
    if owner.linkedin and any(service.user == owner.linkedin for service in card.online_services):
        return True
    return any(email.address in owner.emails for email in card.emails)
