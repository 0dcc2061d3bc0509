"""Files for programs that cannot be synced: only the people whose row changed since they were last given out.

What was given out is remembered per layout, as a hash a person, outside the journal: the file has left the house.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from sync.store import Store
from sync.store.codec import digest
from sync.usecases.people import Person


def changed(store: Store, layout: str, people: Iterable[Person], rows: Mapping[str, bytes]) -> set[str]:
    """Return the ids of people whose row is new in this layout, and remember all rows as given out.

    The first time, who is known from tables alone is left out: that is where they came from.
    """
    name = f"given-out:{layout}"
    told = store.meta(name)
    before: dict[str, str] = json.loads(told) if told else {}
    now = {person: digest(row) for person, row in rows.items()}
    found = {person for person, mark in now.items() if before.get(person) != mark}
    if not told:
        found -= {
            person.id for person in people if {kept.record.source for kept in person.records} == {"table"}
        }
    if now != before:
        store.set_meta(name, json.dumps(now, sort_keys=True))
    return found
