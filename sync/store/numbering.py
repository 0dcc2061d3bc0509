"""Numbers of rows that are never given twice (`AUTOINCREMENT`), for tables that were made without: migration 10."""

from __future__ import annotations

import sqlite3

# Those of the journal at that time; later ones are made with such numbers from the start.
_TABLES = (
    *("record", "snapshot", "interaction", "fact", "judgement", "attribute", "touchpoint", "favour"),
    *("campaign", "recipient", "book", "binding", "mirror", "twin", "clash", "echo"),
)
_PLAIN = "id INTEGER PRIMARY KEY,"
_FOR_EVER = "id INTEGER PRIMARY KEY AUTOINCREMENT,"


def for_ever(connection: sqlite3.Connection) -> None:
    """Make the tables of the journal anew so that SQLite never gives a number twice, not one that the journal knows of either.

    Call inside a transaction begun without foreign keys (https://www.sqlite.org/lang_altertable.html, section 7):
    what refers to a table goes on to do so.
    """
    for table in _TABLES:
        rows = connection.execute(
            "SELECT type, sql FROM sqlite_schema WHERE tbl_name = ? AND sql IS NOT NULL", (table,)
        ).fetchall()
        (made,) = (sql for kind, sql in rows if kind == "table")
        others = [sql for kind, sql in rows if kind != "table"]
        if _PLAIN not in made:
            continue
        head, _, body = made.partition("(")
        assert table in head
        connection.execute(f"CREATE TABLE made_anew ({body.replace(_PLAIN, _FOR_EVER, 1)}")
        connection.execute(f"INSERT INTO made_anew SELECT * FROM {table}")
        connection.execute(f"DROP TABLE {table}")
        connection.execute(f"ALTER TABLE made_anew RENAME TO {table}")
        for sql in others:
            connection.execute(sql)
        (last,) = connection.execute(
            f"SELECT max((SELECT coalesce(max(id), 0) FROM {table}), "
            "(SELECT coalesce(max(row_id), 0) FROM change WHERE tab = ?))",
            (table,),
        ).fetchone()
        connection.execute("DELETE FROM sqlite_sequence WHERE name IN (?, 'made_anew')", (table,))
        connection.execute("INSERT INTO sqlite_sequence VALUES (?, ?)", (table, last))
