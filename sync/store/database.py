"""The SQLite file: opened with care, brought to the newest schema, copied and put back.

WAL, foreign keys, `secure_delete`; file modes 0600 in a home of 0700; numbered migrations
(`PRAGMA user_version`), each in one transaction and after a copy of the file.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
import uuid
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from sync.ports import ReseauError
from sync.store import numbering

FILE = "reseau.db"
WAIT_S = 20
KEPT_DAYS = 7
_NUMBERS = 10
_REFUSED = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_READONLY,
}
_MIGRATIONS = Path(__file__).parent / "migrations"


class Busy(ReseauError):
    """Another run of reseau holds this home."""


class Damaged(ReseauError):
    """The file is no database of ours, or a newer one than this program knows."""


def make_home(home: Path) -> None:
    """Create the home folder, for its owner only. Raises `ReseauError` if that is refused."""
    try:
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        if os.name == "posix" and home.stat().st_mode & 0o077:
            home.chmod(0o700)
    except OSError as error:
        raise ReseauError("error.home-not-writable", place=str(home)) from error


def writable(home: Path) -> bool:
    """Tell whether a home may be written, as far as the system says so; a new one may be."""
    places = (place for place in (home, home / FILE) if place.exists())
    return all(os.access(place, os.W_OK) for place in places)


def connect(home: Path, *, installation: str = "") -> sqlite3.Connection:
    """Open the home's database, made and migrated when needed; one that may not be written is opened to be read.

    Raises `Busy`, `Damaged`, `ReseauError`.
    """
    place = home / FILE
    if place.is_file() and not writable(home):
        return _found(place)
    make_home(home)
    try:
        if not place.exists():
            os.close(os.open(place, os.O_CREAT | os.O_RDWR, 0o600))
        connection = sqlite3.connect(place, timeout=WAIT_S, isolation_level=None)
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA temp_store = MEMORY")
        _begin_log(connection)
        connection.execute("PRAGMA synchronous = NORMAL")
        _migrate(connection, home)
        _identify(connection, installation)
    except sqlite3.OperationalError as error:
        raise _worded(error, place) from error
    except sqlite3.DatabaseError as error:
        raise Damaged("error.home-damaged", place=str(place)) from error
    except OSError as error:
        raise ReseauError("error.home-not-writable", place=str(home)) from error
    return connection


def _found(place: Path) -> sqlite3.Connection:
    """Open what is there as it is. Raises `Damaged`, `ReseauError`."""
    try:
        connection = to_read(place)
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        connection.execute("PRAGMA temp_store = MEMORY")
    except sqlite3.OperationalError as error:
        raise ReseauError("error.home-not-ready", place=str(place.parent)) from error
    except sqlite3.DatabaseError as error:
        raise Damaged("error.home-damaged", place=str(place)) from error
    newest = migrations()[-1][0]
    if version != newest:
        connection.close()
        if version > newest:
            raise Damaged("error.home-newer", place=str(place.parent))
        raise ReseauError("error.home-not-ready", place=str(place.parent))
    return connection


def to_read(place: Path) -> sqlite3.Connection:
    """Open a database to read it, from any thread. Raises `sqlite3.Error`.

    SQLite wants files beside it for that (-wal, -shm), and cannot make them where nothing may be written. Where there is
    no log nobody writes, and it reads without. A log with changes in it is not passed over: that is an error then.
    """
    asked = f"{place.absolute().as_uri()}?mode=ro"
    try:
        connection = _readable(asked)
    except sqlite3.OperationalError:
        log = place.with_name(f"{place.name}-wal")
        if os.access(place.parent, os.W_OK) or (log.exists() and log.stat().st_size):
            raise
        connection = _readable(f"{asked}&immutable=1")
    connection.row_factory = sqlite3.Row
    return connection


def _readable(asked: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        asked, uri=True, timeout=WAIT_S, isolation_level=None, check_same_thread=False
    )
    try:
        connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _begin_log(connection: sqlite3.Connection) -> None:
    """Have changes written ahead (WAL). SQLite does not wait here by itself: of two who begin a home at once, one would fail."""
    until = time.monotonic() + WAIT_S
    while connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(0.02)


def _worded(error: sqlite3.OperationalError, place: Path) -> ReseauError:
    text = str(error)
    if "locked" in text or "busy" in text:
        return Busy("error.home-busy", place=str(place.parent))
    if "disk is full" in text or "disk I/O" in text:
        return ReseauError("error.disk-full", place=str(place.parent))
    return ReseauError("error.home-not-writable", place=str(place.parent))


@contextlib.contextmanager
def refusals(home: Path) -> Iterator[None]:
    """Word what is refused within: a disk that is full or may not be written, a home in use, a file that is damaged.

    A fault of ours stays one.
    """
    try:
        yield
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF not in _REFUSED:
            raise
        raise _worded(error, home / FILE) from error
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF not in (
            sqlite3.SQLITE_CORRUPT,
            sqlite3.SQLITE_NOTADB,
        ):
            raise
        raise Damaged("error.home-damaged", place=str(home / FILE)) from error


worded = _worded


@cache
def migrations() -> list[tuple[int, Path]]:
    """Return the numbered migrations, in order; they are read when one is to be done, which is rare."""
    return sorted((int(place.name[:4]), place) for place in _MIGRATIONS.iterdir() if place.suffix == ".sql")


def tables() -> set[str]:
    """Return the names of all tables a home has."""
    with contextlib.closing(sqlite3.connect(":memory:")) as made:
        for _, place in migrations():
            made.executescript(place.read_text(encoding="utf-8"))
        return {row[0] for row in made.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def _migrate(connection: sqlite3.Connection, home: Path) -> None:
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    steps = migrations()
    if version > steps[-1][0]:
        raise Damaged("error.home-newer", place=str(home))
    todo = [(number, place) for number, place in steps if number > version]
    if not todo:
        return
    if version:
        copy(connection, home / "backups" / f"before-schema-{todo[0][0]:04}.db")
    # A table that is made anew must not take with it what refers to it.
    connection.execute("PRAGMA foreign_keys = OFF")
    for number, place in todo:
        connection.execute("BEGIN IMMEDIATE")
        try:
            # Another run may have done this step while we waited for the lock.
            if connection.execute("PRAGMA user_version").fetchone()[0] >= number:
                connection.execute("ROLLBACK")
                continue
            for statement in _statements(place.read_text(encoding="utf-8")):
                connection.execute(statement)
            if number == _NUMBERS:
                numbering.for_ever(connection)
            connection.execute(f"PRAGMA user_version = {number}")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
    connection.execute("PRAGMA foreign_keys = ON")


def _statements(sql: str) -> list[str]:
    found: list[str] = []
    pending = ""
    for line in sql.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            found.append(pending)
            pending = ""
    return found


def _identify(connection: sqlite3.Connection, installation: str) -> None:
    if connection.execute("SELECT 1 FROM meta WHERE name = 'installation'").fetchone() is None:
        connection.execute(
            "INSERT OR IGNORE INTO meta VALUES ('installation', ?)", (installation or str(uuid.uuid4()),)
        )
        connection.execute("INSERT OR IGNORE INTO meta VALUES ('salt', ?)", (os.urandom(16).hex(),))


def copy(connection: sqlite3.Connection, place: Path) -> None:
    """Write a whole, consistent copy of the database to `place`, for its owner only."""
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = place.with_suffix(".part")
    part.unlink(missing_ok=True)
    os.close(os.open(part, os.O_CREAT | os.O_WRONLY, 0o600))
    target = sqlite3.connect(part)
    try:
        connection.backup(target)
        target.execute("PRAGMA journal_mode = DELETE")
    finally:
        target.close()
    part.replace(place)


def copy_of_the_day(connection: sqlite3.Connection, home: Path, day: str) -> None:
    """Keep the state before the first change of a day, for the last seven days with changes.

    A home without facts, or a disk without room, is no reason to stop the user.
    """
    folder = home / "backups"
    place = folder / f"reseau-{day}.db"
    if place.exists() or connection.in_transaction:
        return
    if connection.execute("SELECT 1 FROM journal LIMIT 1").fetchone() is None:
        return
    with contextlib.suppress(OSError, sqlite3.OperationalError):
        copy(connection, place)
        dated = sorted(p for p in folder.glob("reseau-????-??-??.db"))
        for old in dated[:-KEPT_DAYS]:
            old.unlink(missing_ok=True)


def probe(place: Path) -> None:
    """Raise `Damaged` when the file is no copy of a home's database."""
    try:
        copied = sqlite3.connect(f"{place.absolute().as_uri()}?mode=ro", uri=True)
        try:
            copied.execute("SELECT value FROM meta WHERE name = 'installation'").fetchone()
        finally:
            copied.close()
    except sqlite3.DatabaseError as error:
        raise Damaged("error.backup-damaged", place=str(place)) from error


def restore(home: Path, place: Path) -> None:
    """Put a copy back in place of the database, keeping the present one among the backups, or beside where it is damaged.

    What other programs have seen stays: the sequences of calendar events never fall, an address of a feed
    that was taken back does not come back, what stands in calendars elsewhere is known as it stands, and who was
    forgotten is known as such (`sync.usecases.forgetting.again` then takes them out).
    """
    probe(place)
    if not writable(home):
        raise ReseauError("error.home-not-writable", place=str(home))
    present = home / "backups" / "before-restore.db"
    try:
        with refusals(home):
            connection = connect(home)
            try:
                connection.execute("BEGIN EXCLUSIVE")
                connection.execute("COMMIT")
                copy(connection, present)
            except BaseException:
                connection.close()
                raise
    except Damaged as error:
        if error.code != "error.home-damaged":
            raise
        present = _lay_aside(home)
        connection = connect(home)
    try:
        source = sqlite3.connect(place)
        try:
            source.backup(connection)
        finally:
            source.close()
        connection.execute("PRAGMA journal_mode = WAL")
    finally:
        connection.close()
    # Opened anew, so that an old copy is brought to the newest schema first.
    connection = connect(home)
    try:
        # In this order: what was pushed belongs to an outlet.
        steps = ["INSERT OR REPLACE INTO event SELECT * FROM before.event"]
        steps += ["INSERT OR IGNORE INTO forgotten SELECT * FROM before.forgotten"]
        steps += [
            f"DELETE FROM {table}; INSERT INTO {table} SELECT * FROM before.{table}"
            for table in ("feed", "outlet", "pushed")
        ]
        _take_over(connection, present, steps)
    finally:
        connection.close()


def _lay_aside(home: Path) -> Path:
    """Move a damaged database away, so that a copy can take its place; return where it is."""
    aside = home / f"{FILE}.damaged"
    (home / f"{FILE}-shm").unlink(missing_ok=True)
    with contextlib.suppress(FileNotFoundError):
        (home / f"{FILE}-wal").replace(home / f"{aside.name}-wal")
    return (home / FILE).replace(aside)


def _take_over(connection: sqlite3.Connection, present: Path, steps: list[str]) -> None:
    """Do all steps that read a database called `before`, or none; of a damaged one those that can be done."""
    try:
        connection.execute("ATTACH ? AS before", (str(present),))
    except sqlite3.DatabaseError:
        return
    connection.execute("BEGIN IMMEDIATE")
    for step in steps:
        connection.execute("SAVEPOINT step")
        try:
            for statement in step.split("; "):
                connection.execute(statement)
        except sqlite3.DatabaseError as error:
            # The last one: a table or a column is not there.
            passed = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR)
            if error.sqlite_errorcode & 0xFF not in passed:
                raise
            connection.execute("ROLLBACK TO step")
        connection.execute("RELEASE step")
    connection.execute("COMMIT")
