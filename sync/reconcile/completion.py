"""What reseau may put into a card of an address book, and what it takes back again.

own      what the owner of the book typed there: never overwritten
echo     what reseau put there: may be updated, and goes when its origin is no longer the same person's
wanted   what the card should say besides, from the person's other records, with the record each value is from
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from sync.merge import Merged, form_of
from sync.model import Card, Name, Phone

ENRICHED = ("organizations", "titles", "emails", "online_services", "anniversaries")
"""What a card is completed with by default: employer, title, e-mail, LinkedIn address, birthday."""
WHOLE = (
    "name",
    "nicknames",
    "pronouns",
    "emails",
    "phones",
    "organizations",
    "titles",
    "online_services",
    "addresses",
    "anniversaries",
    "keywords",
    "notes",
    "media",
)
"""What a card that reseau makes holds."""
SHARED = (*ENRICHED, "nicknames", "phones", "addresses", "notes", "media")
"""What a card of the user's own is completed with from their other books, where people are to be in all of them."""
_POST = ("organizations", "titles")
Ref = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a field, the form it is compared by, and the record it is from."""

    field: str
    form: str
    part: Any
    origin: Ref


def wanted(
    own: Card, others: Merged, *, whole: bool = False, shared: frozenset[str] = frozenset()
) -> list[Value]:
    """Return what a card should say besides what its owner typed (`own`), from the person's `others`.

    With `whole` it is a card that reseau made: every field. `shared` are the sources that are address books, where
    what the user typed in one is to be in the others, too.
    """
    found: list[Value] = []
    for field in WHOLE if whole else SHARED if shared else ENRICHED:
        mine = getattr(own, field)
        held = {form_of(field, part) for part in (mine if isinstance(mine, tuple) else (mine,)) if part}
        told = [one for one in others.of(field) if form_of(field, one.value) not in held]
        if not whole and field not in ENRICHED:
            told = [one for one in told if any(origin[0] in shared for origin in one.origins)]
            # A text or a picture of one's own is not joined by another's.
            told = [] if field in ("notes", "media") and mine else told
        if field in _POST:
            # Employer and title belong together: where the owner typed either, both are theirs.
            told = [] if own.organizations or own.titles else told[:1]
        elif field == "anniversaries":
            births = [one for one in told if getattr(one.value, "kind", "") == "birth"]
            mine_too = any(part.kind == "birth" for part in own.anniversaries)
            told = ([] if mine_too else births[:1]) + (
                [one for one in told if one not in births] if whole else []
            )
        elif field == "online_services" and not whole:
            linked = any(part.service == "LinkedIn" for part in own.online_services)
            told = (
                [] if linked else [one for one in told if getattr(one.value, "service", "") == "LinkedIn"][:1]
            )
        elif field in ("name", "pronouns"):
            told = [] if held - {""} else told[:1]
        found += [Value(field, form_of(field, one.value), _plain(one.value), one.origins[0]) for one in told]
    return found


def told(card: Card) -> list[tuple[str, str]]:
    """Return all that a card says as (field, form)."""
    parts = (
        (field, part)
        for field in WHOLE
        for held in (getattr(card, field),)
        for part in (held if isinstance(held, tuple) else (held,))
    )
    return [(field, form) for field, part in parts if part and (form := form_of(field, part))]


def _plain(part: Any) -> Any:
    """Return a value without what belongs to the card it is from: groups, labels as written, its own spelling."""
    if isinstance(part, Phone):
        return replace(part, raw=part.number if part.number.startswith("+") else part.raw, params=(), pref=0)
    if isinstance(part, Name):
        return replace(part, raw=part.full)
    return replace(part, params=()) if hasattr(part, "params") else part


def without(card: Card, echoed: Iterable[tuple[str, str]]) -> Card:
    """Return what the owner of a book typed into a card: the values that reseau put there are left out."""
    gone = set(echoed)
    changes: dict[str, Any] = {}
    for field in {field for field, _ in gone}:
        held = getattr(card, field, None)
        if isinstance(held, tuple):
            changes[field] = tuple(part for part in held if (field, form_of(field, part)) not in gone)
        elif held and (field, form_of(field, held)) in gone:
            changes[field] = type(held)()
    return replace(card, **changes)


def present(card: Card, field: str, form: str) -> Any:
    """Return the part of a card that has this form; None if it has none."""
    held = getattr(card, field, None)
    for part in held if isinstance(held, tuple) else (held,):
        if part and form_of(field, part) == form:
            return part
    return None
