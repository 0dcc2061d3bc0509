"""Who is who, as it was concluded: scored pairs, and which records belong to which person. Dropped and drawn again."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from sync.store.facts import Store

if TYPE_CHECKING:
    from sync.store.kept import Ref


Scored = tuple["Ref", "Ref", float, str, str]
"""Two records, the probability that they are one person, the decision, and the evidence as JSON."""


def write(
    store: Store,
    pairs: Iterable[Scored],
    people: Iterable[tuple[str, Iterable[Ref]]],
    renewed: Collection[Ref] | None = None,
) -> None:
    """Replace what was concluded: scored pairs, and who belongs to which person.

    With `renewed` only the pairs of these records are replaced, and only the people given.
    """
    if renewed is None:
        store.db.execute("DELETE FROM pair")
        store.db.execute("DELETE FROM membership")
    else:
        with store.named(renewed):
            for end in ("a", "b"):
                store.db.execute(
                    f"DELETE FROM pair WHERE ({end}_source, {end}_key) IN (SELECT source, key FROM named)"
                )
    store.db.executemany(
        "INSERT OR REPLACE INTO pair VALUES (?, ?, ?, ?, ?, ?, ?)",
        ((*a, *b, probability, decision, evidence) for a, b, probability, decision, evidence in pairs),
    )
    store.db.executemany(
        "INSERT OR REPLACE INTO membership VALUES (?, ?, ?)",
        ((*ref, person) for person, refs in people for ref in refs),
    )


def companions(store: Store, refs: Collection[Ref]) -> list[list[Ref]]:
    """Return the people that some records belong to, each with all records."""
    found: dict[str, list[Ref]] = defaultdict(list)
    with store.named(refs):
        for source, key, person in store.plain().execute(
            "SELECT source, key, person FROM membership WHERE person IN "
            "(SELECT person FROM membership JOIN named USING (source, key))"
        ):
            found[person].append((source, key))
    return list(found.values())


def told_apart(store: Store) -> set[Ref]:
    """Return the records of all people of whom the user said that they are not somebody else."""
    ends: set[Ref] = set()
    for a_source, a_key, b_source, b_key in store.plain().execute(
        "SELECT a_source, a_key, b_source, b_key FROM judgement "
        "WHERE verdict = 'different' AND by = 'user' AND withdrawn_at IS NULL"
    ):
        ends.update(((a_source, a_key), (b_source, b_key)))
    return {ref for person in companions(store, ends) for ref in person} if ends else ends


def count(store: Store) -> int:
    """Return how many people there are, those included who have left every book."""
    (number,) = store.plain().execute("SELECT count(DISTINCT person) FROM membership").fetchone()
    return int(number)


def belonging(store: Store, refs: Collection[Ref] | None = None) -> int:
    """Return how many records belong to somebody; of all, or of some."""
    if refs is None:
        (number,) = store.plain().execute("SELECT count(*) FROM membership").fetchone()
    else:
        with store.named(refs):
            among = "SELECT count(*) FROM membership JOIN named USING (source, key)"
            (number,) = store.plain().execute(among).fetchone()
    return int(number)


def join(store: Store, person: str, ref: Ref) -> None:
    """Note that a record belongs to a person until conclusions are drawn again."""
    store.db.execute("INSERT OR REPLACE INTO membership VALUES (?, ?, ?)", (*ref, person))


def people(store: Store) -> dict[str, list[Ref]]:
    """Return the records of every person, by person id; both in order of arrival.

    Records that have left their book are not among them, nor people who were known from those only.
    """
    found: dict[str, list[Ref]] = defaultdict(list)
    for source, key, person in store.plain().execute(
        "SELECT source, key, person FROM membership JOIN record USING (source, key) "
        "WHERE gone_on IS NULL ORDER BY id"
    ):
        found[person].append((source, key))
    return dict(found)


def person_of(store: Store, ref: Ref) -> str:
    """Return the person a record belongs to; empty if none."""
    row = store.db.execute("SELECT person FROM membership WHERE source = ? AND key = ?", ref).fetchone()
    return row["person"] if row else ""


def resolve(store: Store, person: str) -> str:
    """Return the person an id stands for today: ids of merged people lead to the one that lives on."""
    row = store.db.execute(
        "SELECT person FROM record JOIN membership USING (source, key) WHERE uuid = ?", (person,)
    ).fetchone()
    return row["person"] if row else ""


def begun(store: Store, text: str) -> list[str]:
    """Return the people whose id, or that of somebody merged into them, begins with a text, as lists show it."""
    rows = store.db.execute(
        "SELECT DISTINCT person FROM record JOIN membership USING (source, key) WHERE uuid >= ? AND uuid < ? ORDER BY 1",
        (text, f"{text}g"),
    )
    return [row["person"] for row in rows]


def pairs(store: Store, decision: str = "") -> Iterator[tuple[Ref, Ref, float, str, list[list[Any]]]]:
    """Yield scored pairs, the most probable first."""
    for row in store.db.execute(
        "SELECT * FROM pair WHERE ? = '' OR decision = ? ORDER BY probability DESC, a_source, a_key, b_source, b_key",
        (decision, decision),
    ):
        yield (
            (row["a_source"], row["a_key"]),
            (row["b_source"], row["b_key"]),
            row["probability"],
            row["decision"],
            json.loads(row["evidence"]),
        )
