"""The only place with SQL: one SQLite file with facts, journal and conclusions.

`database` opens the file, `journal` records every change, `facts` is the Store itself, `conclusions` tells who is
who, `codec` turns cards into text. Facts are written, conclusions are rebuilt (docs/architecture.md).
"""

from typing import TYPE_CHECKING, Any

from sync.store.facts import Store

if TYPE_CHECKING:
    from sync.store.kept import Export, Kept, Ref, Snapshot

__all__ = ["Export", "Kept", "Ref", "Snapshot", "Store"]


def __getattr__(name: str) -> Any:
    """Load what records are given back as with the first that is asked for: a sync without changes asks for none."""
    if name in __all__:
        from sync.store import kept

        return getattr(kept, name)
    raise AttributeError(name)
