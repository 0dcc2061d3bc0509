"""The only place with SQL: one SQLite file with facts, journal and conclusions.

`database` opens the file, `journal` records every change, `facts` is the Store itself, `codec` turns
cards into text. Facts are written, conclusions are rebuilt (docs/architecture.md).
"""

from sync.store.facts import Kept, Ref, Snapshot, Store

__all__ = ["Kept", "Ref", "Snapshot", "Store"]
