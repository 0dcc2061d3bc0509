"""The base of the linkage (see `sync.linkage.base`), and what tells how far it still holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from sync.store.facts import Store

if TYPE_CHECKING:
    from sync.store.kept import Ref


def marks(store: Store) -> list[str]:
    """Return for each record, in order of arrival, a text that tells it and its cards, now and before, from all others."""
    asked = "SELECT source || char(10) || card || char(10) || key FROM"
    texts = [text for (text,) in store.plain().execute(f"{asked} record ORDER BY id")]
    if former := store.former():
        with store.named((source, key) for source, mine in former.items() for key in mine):
            known = store.plain().execute(f"{asked} named CROSS JOIN record USING (source, key)").fetchall()
        longer = {text: _told(former, text) for (text,) in known}
        texts = [longer.get(text, text) for text in texts]
    return texts


def _told(former: Mapping[str, Mapping[str, tuple[str, ...]]], text: str) -> str:
    source, card, key = text.split("\n", 2)
    return "\n".join((source, ",".join((card, *former[source][key])), key))


def refs_of(marks: Iterable[str]) -> list[Ref]:
    """Return the records of marks."""
    return [(source, key) for source, _, key in [mark.split("\n", 2) for mark in marks]]


def latest(store: Store, mark: str) -> tuple[str, bytes] | None:
    """Return the state of the judgements that people are concluded from, and the base made as `mark` tells; None without one."""
    row = store.db.execute(
        "SELECT judged, data FROM base JOIN concluded USING (id) WHERE mark = ?", (mark,)
    ).fetchone()
    return (row["judged"], row["data"]) if row else None


def keep(store: Store, mark: str, data: bytes) -> None:
    """Keep a base in the place of another one."""
    store.db.execute("INSERT OR REPLACE INTO base VALUES (1, ?, ?)", (mark, data))
    conclude(store)


def conclude(store: Store) -> None:
    """Note that people are concluded from all that is judged by now."""
    store.db.execute("INSERT OR REPLACE INTO concluded VALUES (1, ?)", (judged(store),))


def judged(store: Store) -> str:
    """Return what tells the judgements there are from those there were: the last, how many, how many taken back."""
    row = (
        store.plain()
        .execute("SELECT ifnull(max(id), 0), count(*), count(withdrawn_at) FROM judgement")
        .fetchone()
    )
    return " ".join(map(str, row))


def spoken_of(store: Store, before: str) -> list[Ref] | None:
    """Return the records that a judgement was given on, or taken back, since `judged` told `before`.

    None where that cannot be told: what was taken back is known of the step that is open alone.
    """
    last, many, back = map(int, before.split())
    now_last, now_many, now_back = map(int, judged(store).split())
    ends = "SELECT a_source, a_key, b_source, b_key FROM judgement WHERE id"
    rows = store.plain().execute(f"{ends} > ?", (last,)).fetchall()
    if now_last < last or now_many - many != len(rows):
        return None
    if now_back != back:
        changed = (
            "(SELECT row_id FROM change JOIN step USING (journal) WHERE tab = 'judgement' AND row_id <= ?)"
        )
        taken = store.plain().execute(f"{ends} IN {changed} AND withdrawn_at IS NOT NULL", (last,)).fetchall()
        fresh = (
            store.plain()
            .execute("SELECT count(*) FROM judgement WHERE id > ? AND withdrawn_at IS NOT NULL", (last,))
            .fetchone()[0]
        )
        if now_back - back != len(taken) + fresh:
            return None
        rows += taken
    return [ref for row in rows for ref in (row[:2], row[2:])]
