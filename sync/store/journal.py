"""The journal: every change to a fact, recorded by triggers, so that no write can escape undo.

`transaction(...)` opens one journal entry. Temporary triggers on the fact tables note what each row was
before; `undo` walks an entry's changes backwards. A column that changed again later keeps the later
value. An undo is itself an entry, so it can be undone.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from sync.ports import UsageError
from sync.store import database

JOURNALLED = (
    "record",
    "snapshot",
    "interaction",
    "fact",
    "judgement",
    "attribute",
    "touchpoint",
    "favour",
    "campaign",
    "recipient",
    "book",
    "binding",
    "mirror",
    "twin",
    "clash",
    "echo",
)
# A sync token is a cursor of a server, not a fact of the user's; going back to an old one is harmless
# but pointless, and noting each would make every quiet sync a journal entry.


FORGET = "forget"
"""The one step without undo; it says that somebody was forgotten, and not who."""


def last(connection: sqlite3.Connection) -> int:
    """Return the number of the last step; 0 where there is none."""
    return int(connection.execute("SELECT ifnull(max(id), 0) AS last FROM journal").fetchone()["last"])


class Entry(NamedTuple):
    """One step of the journal."""

    id: int
    at: str
    command: str
    summary: dict[str, Any]
    undoes: int | None
    undone_by: int | None
    changes: int


@dataclass
class Step:
    """The entry being written. `summary` is what `history` shows; `id` is None if nothing changed."""

    id: int | None
    summary: dict[str, Any]


def watch(connection: sqlite3.Connection) -> None:
    """Install the triggers for this connection. Idempotent."""
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS step (journal INTEGER)")
    if connection.execute("SELECT 1 FROM temp.sqlite_master WHERE name = 'record_insert'").fetchone():
        return
    for table in JOURNALLED:
        columns = [row["name"] for row in connection.execute(f"PRAGMA table_info({table})")]
        old = ", ".join(f"'{name}', OLD.{name}" for name in columns)
        new = ", ".join(f"'{name}', NEW.{name}" for name in columns)
        # `main.` is not allowed inside a trigger; the names are unique across schemas.
        note = "INSERT INTO change (journal, tab, row_id, operation, before, after) SELECT journal"
        connection.execute(
            f"CREATE TEMP TRIGGER {table}_insert AFTER INSERT ON main.{table} BEGIN "
            f"{note}, '{table}', NEW.id, 'insert', NULL, NULL FROM step; END"
        )
        connection.execute(
            f"CREATE TEMP TRIGGER {table}_update AFTER UPDATE ON main.{table} BEGIN "
            f"{note}, '{table}', NEW.id, 'update', json_object({old}), json_object({new}) FROM step; END"
        )
        connection.execute(
            f"CREATE TEMP TRIGGER {table}_delete AFTER DELETE ON main.{table} BEGIN "
            f"{note}, '{table}', OLD.id, 'delete', json_object({old}), NULL FROM step; END"
        )


@contextmanager
def transaction(
    connection: sqlite3.Connection, home: Path, command: str, at: str, *, dry_run: bool = False
) -> Iterator[Step]:
    """Open a journal entry; all writes inside are one transaction.

    Nothing changed: no entry is left (`Step.id` becomes None). With `dry_run`, or when the block raises,
    nothing at all is left. Raises `Busy` when another run writes for too long.
    """
    watch(connection)
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        raise database.worded(error, home / database.FILE) from error
    step = Step(None, {})
    try:
        cursor = connection.execute("INSERT INTO journal (at, command) VALUES (?, ?)", (at, command))
        step.id = cursor.lastrowid
        connection.execute("INSERT INTO step VALUES (?)", (step.id,))
        yield step
        connection.execute("DELETE FROM step")
        changed = connection.execute("SELECT 1 FROM change WHERE journal = ? LIMIT 1", (step.id,)).fetchone()
        if changed:
            connection.execute(
                "UPDATE journal SET summary = ? WHERE id = ?",
                (json.dumps(step.summary, ensure_ascii=False, sort_keys=True), step.id),
            )
        else:
            connection.execute("DELETE FROM journal WHERE id = ?", (step.id,))
            step.id = None
        if dry_run:
            connection.execute("ROLLBACK")
            step.id = None
        else:
            connection.execute("COMMIT")
    except sqlite3.OperationalError as error:
        _roll_back(connection)
        raise database.worded(error, home / database.FILE) from error
    except BaseException:
        _roll_back(connection)
        raise


def _roll_back(connection: sqlite3.Connection) -> None:
    if connection.in_transaction:
        connection.execute("ROLLBACK")
    connection.execute("DELETE FROM step")


def history(connection: sqlite3.Connection) -> list[Entry]:
    """Return all entries, newest first."""
    rows = connection.execute(
        "SELECT journal.*, (SELECT min(id) FROM journal AS later WHERE later.undoes = journal.id "
        "AND NOT EXISTS (SELECT 1 FROM journal AS again WHERE again.undoes = later.id)) AS undone_by, "
        "(SELECT count(*) FROM change WHERE change.journal = journal.id) AS changes "
        "FROM journal ORDER BY id DESC"
    )
    return [
        Entry(
            row["id"],
            row["at"],
            row["command"],
            json.loads(row["summary"]),
            row["undoes"],
            row["undone_by"],
            row["changes"],
        )
        for row in rows
    ]


def join(connection: sqlite3.Connection, first: int, second: int) -> None:
    """Make two entries of one run one entry, the first: undo takes both back."""
    told = [
        json.loads(row["summary"])
        for row in connection.execute(
            "SELECT summary FROM journal WHERE id IN (?, ?) ORDER BY id", (first, second)
        )
    ]
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("UPDATE change SET journal = ? WHERE journal = ?", (first, second))
    connection.execute("UPDATE request SET journal = ? WHERE journal = ?", (first, second))
    summary = json.dumps({key: value for one in told for key, value in one.items()}, sort_keys=True)
    connection.execute("UPDATE journal SET summary = ? WHERE id = ?", (summary, first))
    connection.execute("DELETE FROM journal WHERE id = ?", (second,))
    connection.execute("COMMIT")


def undo(connection: sqlite3.Connection, number: int | None) -> Entry:
    """Take back entry `number`, or the last one that still stands. Call inside a transaction.

    Raises `UsageError` when there is no such entry or it is undone already.
    """
    entries = history(connection)
    current = connection.execute("SELECT journal FROM step").fetchone()["journal"]
    entries = [entry for entry in entries if entry.id != current]
    if number is None:
        standing = [
            entry
            for entry in entries
            if entry.undone_by is None and entry.undoes is None and entry.command != FORGET
        ]
        if not standing:
            raise UsageError("error.nothing-to-undo")
        entry = standing[0]
    else:
        found = [entry for entry in entries if entry.id == number]
        if not found:
            raise UsageError("error.no-such-step", number=number)
        entry = found[0]
        if entry.command == FORGET:
            raise UsageError("error.forgotten-stays")
        if entry.undone_by is not None:
            raise UsageError("error.already-undone", number=number, by=entry.undone_by)
    connection.execute("UPDATE journal SET undoes = ? WHERE id = ?", (entry.id, current))
    for row in connection.execute(
        "SELECT * FROM change WHERE journal = ? ORDER BY id DESC", (entry.id,)
    ).fetchall():
        _reverse(connection, row)
    return entry


def _reverse(connection: sqlite3.Connection, row: sqlite3.Row) -> None:
    table, row_id = row["tab"], row["row_id"]
    assert table in JOURNALLED
    if row["operation"] == "insert":
        connection.execute(f"DELETE FROM {table} WHERE id = ?", (row_id,))
        return
    before: dict[str, Any] = json.loads(row["before"])
    if row["operation"] == "delete":
        names = ", ".join(before)
        places = ", ".join("?" * len(before))
        connection.execute(
            f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({places})", tuple(before.values())
        )
        return
    after: dict[str, Any] = json.loads(row["after"])
    now = connection.execute(f"SELECT * FROM {table} WHERE id = ?", (row_id,)).fetchone()
    if now is None:
        return
    back = {
        name: value for name, value in before.items() if value != after[name] and now[name] == after[name]
    }
    if back:
        sets = ", ".join(f"{name} = ?" for name in back)
        connection.execute(f"UPDATE {table} SET {sets} WHERE id = ?", (*back.values(), row_id))
