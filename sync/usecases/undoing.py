"""Taking a change back: the journal's step is reversed, and who is who is concluded again from what stands."""

from __future__ import annotations

from sync.config.place import Place
from sync.store import Store, journal
from sync.store.journal import Entry
from sync.usecases.importing import relink


def undo(
    store: Store, place: Place, number: int | None = None, *, dry_run: bool = False
) -> tuple[Entry, int | None]:
    """Take back the last change, or step `number`; return that entry and the step of the undo.

    Raises `UsageError` for a step that is not there or cannot be taken back.
    """
    name = "undo" if number is None else f"undo {number}"
    with store.change(name, place.at, dry_run=dry_run) as step:
        entry = journal.undo(store.db, number)
        relink(store, place.at, learn=False)
        step.summary["undone"] = entry.command
    return entry, step.id
