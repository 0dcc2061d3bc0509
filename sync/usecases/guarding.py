"""Syncs that a guard stopped: what would go, card by card, and the user's word that it stays.

The word that it may go is the sync itself, with the number of deletions that was agreed to. The word that it stays holds
for as many cards as it was given for: it is asked anew when more go, or fewer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sync.store import Store
from sync.store.mirrors import SIDES
from sync.usecases import syncing
from sync.usecases.synced import Outcome

if TYPE_CHECKING:
    from sync.usecases.mirrored import Outcome as Mirrored


@dataclass(frozen=True, slots=True)
class Guard:
    """Why the sync of `book` stopped (the `code` of the guard), and whose cards would go, `there` from the book or here.

    Of two mirrored books, `book` is the one that came back with fewer cards, and these would go from the `other`.
    """

    book: str
    code: str
    deletions: int
    names: tuple[str, ...]
    there: bool = False
    other: str = ""
    mirror: int = 0

    @property
    def kept_as(self) -> str:
        """The name under which the home keeps the word that these stay."""
        return f"guard-kept:{f'mirror {self.mirror}' if self.mirror else self.book}"


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


def of_mirror(outcome: Mirrored) -> Guard | None:
    """Return what stopped the sync of two mirrored books, or would; None where nothing does, or a book is not there."""
    if not outcome.guarded:
        return None
    side = outcome.guarded
    other = "b" if side == "a" else "a"
    gone = [step.label for step in outcome.steps if "deleted" in map(step.kind, SIDES)]
    return Guard(
        outcome.mirror.book(side),
        outcome.guard,
        outcome.deletions,
        tuple(sorted(filter(None, gone))),
        other=outcome.mirror.book(other),
        mirror=outcome.mirror.id,
    )


def keep(store: Store, guard: Guard) -> None:
    """Keep the user's word that these stay."""
    store.set_meta(guard.kept_as, str(guard.deletions))


def is_kept(store: Store, guard: Guard | None) -> bool:
    """Tell whether the user has said of just so many that they stay."""
    return guard is not None and store.meta(guard.kept_as) == str(guard.deletions)
