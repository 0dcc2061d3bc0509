"""Interactions in the store: what happened with whom, and what is agreed, one row each."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sync.store.facts import Store

if TYPE_CHECKING:
    from sync.model import Interaction
    from sync.store.kept import Ref

_DECISIVE = ("at", "date", "end_at", "summary", "parties", "direction", "kind")
"""What makes a meeting another when it changes."""
_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def put(store: Store, value: Interaction, scope: str, refs: Iterable[Ref] | None = None) -> str:
    """Keep one interaction; see `put_all`.

    `refs` names the records it was with, when they are of another source than the interaction.
    """
    told = put_all(store, [value], scope, None if refs is None else [list(refs)])
    return next(iter(told))


def put_all(
    store: Store, values: Sequence[Interaction], scope: str, refs: Sequence[Sequence[Ref]] | None = None
) -> Counter[str]:
    """Keep interactions of one source; count `created`, `updated` (a meeting that moved), `unchanged`.

    Words derived from a whole export (canned: the same text to several people) may differ with the
    export; what happened does not. Only a changed time, title or circle is an update.
    """
    told: Counter[str] = Counter()
    known = store.known("interaction", values, ", ".join(_DECISIVE))
    new: list[tuple[Any, ...]] = []
    for number, told_value in enumerate(values):
        value = told_value
        with_whom = (
            refs[number] if refs is not None else [(value.source, party.key) for party in value.parties]
        )
        if store.forgotten:
            living = [ref for ref in with_whom if store.mark_of(ref) not in store.forgotten]
            if with_whom and not living:
                told["forgotten"] += 1
                continue
            if len(living) < len(with_whom):
                # The title of a meeting names who was there.
                with_whom, value = living, replace(value, summary="")
        columns = {
            "kind": value.kind,
            "at": value.at,
            "date": value.date,
            "end_at": value.end,
            "direction": value.direction,
            "canned": int(value.canned),
            "with_note": int(value.with_note),
            "text_hash": value.text_hash,
            "uid": value.uid,
            "summary": value.summary,
            "size": value.group,
            "parties": _json(with_whom),
        }
        row = known.get(value.key)
        if row is None:
            new.append((value.source, value.key, scope, value.file, value.row, *columns.values()))
            told["created"] += 1
        elif all(row[name] == columns[name] for name in _DECISIVE):
            told["unchanged"] += 1
        else:
            sets = ", ".join(f"{name} = ?" for name in columns)
            store.db.execute(f"UPDATE interaction SET {sets} WHERE id = ?", (*columns.values(), row["id"]))
            told["updated"] += 1
    store.db.executemany(
        "INSERT INTO interaction (source, key, scope, file, row, kind, at, date, end_at, direction, canned, "
        "with_note, text_hash, uid, summary, size, parties) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        new,
    )
    return told


def interactions(
    store: Store, *, since: str = "", of: Collection[Ref] = ()
) -> list[tuple[Interaction, tuple[Ref, ...]]]:
    """Return interactions in order of time with the records they were with.

    `since` is a day; with `of`, only those with one of these records.
    """
    # Parties are one text, in which a record stands as it is written here.
    wanted = "AND EXISTS (SELECT 1 FROM json_each(?) AS ref WHERE instr(parties, ref.value))" if of else ""
    given = [_json([_json(ref) for ref in of])] if of else []
    rows = (
        store.plain()
        .execute(
            "SELECT parties, source, key, file, row, kind, at, date, direction, canned, with_note, text_hash, "
            "end_at, uid, summary, size FROM interaction WHERE CASE WHEN at != '' THEN at ELSE date END >= ? "
            f"{wanted} ORDER BY CASE WHEN at != '' THEN at ELSE date END, id",
            (since, *given),
        )
        .fetchall()
    )
    from sync.model import Interaction, Party

    # Texts are read all at once: one call for each costs more than what it reads.
    texts = list(dict.fromkeys([row[0] for row in rows]))
    circles = {
        text: (tuple([(source, key) for source, key in refs]), tuple([Party(key) for _, key in refs]))
        for text, refs in zip(texts, json.loads(f"[{','.join(texts)}]"), strict=True)
    }
    found = []
    for told, source, key, file, line, kind, *more in rows:
        at, day, way, canned, noted, text, end, uid, title, size = more
        refs, parties = circles[told]
        marks = bool(canned), bool(noted)
        value = Interaction(
            source,
            key,
            file,
            line,
            kind,
            parties,
            at,
            day,
            way,
            *marks,
            text,
            end,
            uid,
            title,
            group=size,
        )
        found.append((value, refs))
    return found


def drop_planned(store: Store, source: str, scope: str, after: str, keep: set[str]) -> int:
    """Forget agreed meetings after `after` (UTC) that a newer state of the same calendar no longer holds."""
    rows = store.db.execute(
        "SELECT id, key FROM interaction WHERE source = ? AND scope = ? AND at > ?",
        (source, scope, after),
    ).fetchall()
    gone = [row["id"] for row in rows if row["key"] not in keep]
    store.db.executemany("DELETE FROM interaction WHERE id = ?", [(number,) for number in gone])
    return len(gone)
