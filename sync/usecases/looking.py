"""What two books list now, asked for from where the last run stood; all that a run without changes needs."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sync.config.place import Place
from sync.ports import AddressBook, Listing
from sync.store.mirrors import Mark

FULL_EVERY = timedelta(days=1)


@dataclass
class Side:
    """One of the two books of a mirror."""

    name: str
    book: AddressBook
    read_only: bool = False
    is_file: bool = False
    """It lies on this computer: to list it again costs no request."""
    begun: bool = False
    """It is being looked at already, beside this run."""
    fresh: set[str] = field(default_factory=set)
    """Cards we put there since the token in use: one that came and went since then is in no listing of changes."""


def look(place: Place, sides: dict[str, Side], marks: dict[str, Mark]) -> dict[str, Listing]:
    """List both books, from where they stood where that may be believed. Raises what the books raise."""
    found: dict[str, Listing] = {}
    # Files first: what has changed there tells how to ask a server. Where somebody else looks at them, it is asked meanwhile.
    for side, one in sorted(sides.items(), key=lambda pair: (pair[1].begun, not pair[1].is_file)):
        mark = marks[side]
        token = mark.token if one.is_file or is_fresh(mark, place) else ""
        found[side] = one.book.list(token, changed=any(not listing.partial for listing in found.values()))
        one.begun = False
    return {side: found[side] for side in sides}


def believed(book: AddressBook, href: str, etag: str, text: bytes, uid: str) -> tuple[str, bytes] | None:
    """Return a card with its etag. One that has become another than `uid` is asked for once more: answers get mixed up,
    and with the etag of the right one the wrong one would stay for ever. None where it is not there any more.
    """
    from sync.normalize import vcards

    if not uid or vcards.uid(text) == uid:
        return etag, text
    return next(((mark, again) for _, mark, again in book.fetch([href])), None)


def is_quiet(listings: dict[str, Listing], marks: dict[str, Mark]) -> bool:
    """Tell whether both books say that all is as it was."""
    return all(
        listing.partial and not listing.etags and not listing.gone and listing.sync_token == marks[side].token
        for side, listing in listings.items()
    )


def is_fresh(mark: Mark, place: Place) -> bool:
    """Tell whether all cards were listed lately."""
    if not mark.listed_at:
        return False
    age = place.now - datetime.fromisoformat(mark.listed_at)
    return timedelta(0) <= age < FULL_EVERY
