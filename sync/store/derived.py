"""What is costly to work out of the facts, kept with a mark of what it was made of. No fact itself: see migration 8.

Where the mark is another today it is made anew. It stands outside of the journal and goes when anybody is forgotten.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TypeVar

Value = TypeVar("Value")


def forget(connection: sqlite3.Connection) -> None:
    """Let go of everything, in a home of any schema.

    What is deleted from the index stays in its pages until they are merged: it is built anew, of nothing.
    """
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    for table in ("derived", "glance", "base", "concluded"):
        if table in tables:
            connection.execute(f"DELETE FROM {table}")
    if "word" in tables:
        connection.execute("INSERT INTO word (word) VALUES ('rebuild')")


class Derived:
    """The derived texts of one home, and people at a glance."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._parsed: dict[str, tuple[str, object]] = {}

    def share(self, other: Derived) -> None:
        """Have at hand what another has read."""
        self._parsed = other._parsed

    def parsed(self, name: str, mark: str, parse: Callable[[str], Value]) -> Value | None:
        """Return what `parse` makes of the text kept under a name (see `get`), once in the life of the store."""
        known = self._parsed.get(name)
        if known is None or known[0] != mark:
            told = self.get(name, mark)
            if told is None:
                return None
            self._parsed[name] = known = mark, parse(told)
        return known[1]  # type: ignore[return-value]

    def get(self, name: str, mark: str) -> str | None:
        """Return what was worked out under a name, if it was made of what `mark` says; else None."""
        row = self._db.execute(
            "SELECT told FROM derived WHERE name = ? AND mark = ?", (name, mark)
        ).fetchone()
        return row["told"] if row else None

    def latest(self, name: str) -> tuple[str, str]:
        """Return mark and text of what was worked out last under a name; both empty if there is none."""
        row = self._db.execute("SELECT mark, told FROM derived WHERE name = ?", (name,)).fetchone()
        return (row["mark"], row["told"]) if row else ("", "")

    def mark(self, name: str) -> str:
        """Return the mark of what was worked out last under a name; empty if there is none."""
        row = self._db.execute("SELECT mark FROM derived WHERE name = ?", (name,)).fetchone()
        return row["mark"] if row else ""

    def keep(
        self,
        name: str,
        mark: str,
        told: str,
        *,
        seen: int | None = None,
        glances: Mapping[str, tuple[str, str, str]] | None = None,
        gone: Iterable[str] = (),
    ) -> None:
        """Keep what was worked out. Where the file cannot be written now, it is worked out again next time.

        `seen` is the `version` it was worked out from, where a mark does not tell all of that: if somebody else has
        written since, it is not kept. With it go people at a glance (mark, text and the words one finds them by, by person),
        and those who are `gone` from these: all of it is kept or nothing.
        """
        with self._aside():
            # A look that fixes what this step sees: whoever writes after it makes the writing fail.
            self._db.execute("SELECT 1 FROM derived LIMIT 1").fetchone()
            if seen is not None and seen != self.version():
                return
            self._glances(glances or {}, gone)
            self._db.execute("INSERT OR REPLACE INTO derived VALUES (?, ?, ?)", (name, mark, told))

    def _glances(self, fresh: Mapping[str, tuple[str, str, str]], gone: Iterable[str]) -> None:
        """Put in the place of what was kept of some people what is `fresh`; the index is told both, all at once."""
        changed = json.dumps([*fresh, *gone])
        there = "FROM glance WHERE person IN (SELECT value FROM json_each(?))"
        # In order: the index writes out what it holds whenever a number falls.
        told = f"id, words {there} ORDER BY id"
        self._db.execute(f"INSERT INTO word (word, rowid, words) SELECT 'delete', {told}", (changed,))
        self._db.execute(f"DELETE {there}", (changed,))
        self._db.executemany(
            "INSERT INTO glance (person, mark, told, words) VALUES (?, ?, ?, ?)",
            ((person, *told) for person, told in fresh.items()),
        )
        self._db.execute(f"INSERT INTO word (rowid, words) SELECT {told}", (changed,))

    def version(self) -> int:
        """Return a number that changes when another connection has written."""
        (number,) = self._db.execute("PRAGMA data_version").fetchone()
        return int(number)

    def glances(self, ids: Iterable[str] | None = None) -> dict[str, tuple[str, str]]:
        """Return what is kept of every person at a glance, or of those named: mark and text, by person id."""
        cursor = self._db.cursor()
        cursor.row_factory = None
        asked, chosen = "SELECT person, mark, told FROM glance", [*(ids or ())]
        rows = (
            cursor.execute(asked)
            if ids is None
            else cursor.execute(
                f"{asked} WHERE person IN (SELECT value FROM json_each(?))", (json.dumps(chosen),)
            )
        )
        return {person: (mark, told) for person, mark, told in rows}

    def glance(self, person: str) -> str:
        """Return what is kept of one person at a glance; empty if nothing is."""
        row = self._db.execute("SELECT told FROM glance WHERE person = ?", (person,)).fetchone()
        return row["told"] if row else ""

    def found(self, words: Sequence[str]) -> set[str]:
        """Return the ids of people at a glance who have, for each of some folded words, one that begins with it."""
        asked = " ".join('"{}"*'.format(word.replace('"', '""')) for word in words)
        rows = self._db.execute(
            "SELECT person FROM word JOIN glance ON id = word.rowid WHERE word MATCH ?", (asked,)
        )
        return {row["person"] for row in rows}

    def holding(self, text: str) -> set[str]:
        """Return the ids of people of whom something is kept in which a text stands, written as in JSON."""
        rows = self._db.execute("SELECT person FROM glance WHERE instr(told, ?)", (text,))
        return {row["person"] for row in rows}

    def forget(self) -> None:
        """Let go of everything, for it to be worked out again."""
        forget(self._db)

    @contextmanager
    def _aside(self) -> Iterator[None]:
        """Write what can be worked out again: within the step that is open, else at once, or not at all.

        Somebody who only looks never waits for a writer, and a home that cannot be written can be read.
        """
        if self._db.in_transaction:
            yield
            return
        (waits,) = self._db.execute("PRAGMA busy_timeout").fetchone()
        self._db.execute("PRAGMA busy_timeout = 0")
        # A lock that somebody else holds shows at the first write, and is caught there.
        self._db.execute("BEGIN")
        try:
            yield
            self._db.execute("COMMIT")
        except sqlite3.OperationalError:
            self._db.execute("ROLLBACK")
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        finally:
            self._db.execute(f"PRAGMA busy_timeout = {int(waits)}")
