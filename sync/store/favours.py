"""Favours as facts: each hangs on a record, so that it goes with it in a merge or a split."""

from __future__ import annotations

from dataclasses import replace

from sync.renewal.favours import Favour
from sync.store.facts import Store
from sync.store.kept import Ref


def load(store: Store) -> list[Favour]:
    """Return all favours in order of arrival; `person` is who the record belongs to now."""
    return [
        Favour(
            row["uid"],
            row["person"],
            row["kind"],
            row["what"],
            row["on_day"],
            row["due"],
            row["settled_on"],
        )
        for row in store.db.execute(
            "SELECT favour.*, coalesce(membership.person, '') AS person FROM favour "
            "LEFT JOIN membership USING (source, key) ORDER BY favour.id"
        )
    ]


def put(store: Store, ref: Ref, favour: Favour) -> None:
    """Keep a favour of the person a record belongs to; one that is known already stays as it is."""
    store.db.execute(
        "INSERT OR IGNORE INTO favour (uid, source, key, kind, what, on_day, due, settled_on) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (favour.id, *ref, favour.kind, favour.what, favour.on, favour.due, favour.settled_on),
    )


def settle(store: Store, favour: Favour, day: str) -> Favour:
    """Note that a favour needs nothing any more, and return it so."""
    store.db.execute("UPDATE favour SET settled_on = ? WHERE uid = ?", (day, favour.id))
    return replace(favour, settled_on=day)
