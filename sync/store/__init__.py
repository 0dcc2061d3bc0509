"""The only place with SQL: one SQLite file with facts, journal and conclusions.

`database` opens the file, `journal` records every change, `facts` is the Store itself, `codec` turns
cards into text. Facts are written, conclusions are rebuilt (docs/architecture.md).
"""

from sync.store.facts import Store
from sync.store.kept import Export, Kept, Ref, Snapshot

__all__ = ["Export", "Kept", "Ref", "Snapshot", "Store"]
