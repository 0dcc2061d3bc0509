"""Syncs that a guard stopped: what would go, card by card, and the user's word that it stays.

The word that it may go is the sync itself, with the number of deletions that was agreed to. The word that it stays holds
for as many cards as it was given for: it is asked anew when more go, or fewer.
"""

from __future__ import annotations

from dataclasses import dataclass

from sync.store import Store
from sync.usecases import syncing
from sync.usecases.synced import Outcome


@dataclass(frozen=True, slots=True)
class Guard:
    """Why the sync of `book` stopped (the `code` of the guard), and whose cards would go, `there` from the book or here."""

    book: str
    code: str
    deletions: int
    names: tuple[str, ...]
    there: bool = False


def of(store: Store, outcome: Outcome) -> Guard | None:
    """Return what stopped a sync, or would stop it; None where nothing does."""
    given = outcome.given
    if outcome.guard and not (given and given.guard):
        names = tuple(syncing.who(store, outcome, "deleted"))
        return Guard(outcome.book.name, outcome.guard, outcome.deletions, names)
    if given and given.guard:
        names = tuple(sorted(gift.name for gift in given.gifts if gift.kind == "deleted"))
        return Guard(outcome.book.name, given.guard, given.deletions, names, there=True)
    return None


def keep(store: Store, book: str, deletions: int) -> None:
    """Keep the user's word that these stay."""
    store.set_meta(_name(book), str(deletions))


def is_kept(store: Store, outcome: Outcome) -> bool:
    """Tell whether the user has said of just so many that they stay."""
    found = of(store, outcome)
    return found is not None and store.meta(_name(found.book)) == str(found.deletions)


def _name(book: str) -> str:
    return f"guard-kept:{book}"
