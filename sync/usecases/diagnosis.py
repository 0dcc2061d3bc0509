"""What may be wrong with a home, and what to do about it. Nothing is changed, and nobody is asked over the network."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import stat
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from sync.config.place import Place
from sync.config.settings import FILE, KNOWN, Settings
from sync.ports import ReseauError
from sync.store import Store, books, database, feeds, mirrors, outlets, requests
from sync.store.codec import digest
from sync.usecases import owning
from sync.usecases.trying import NAME

ROOM_MB = 200
_OLD_EXPORT_DAYS = 200
_OLD_FEED_DAYS = 8
_LARGE_WAL = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Finding:
    """One check. `level` is `ok`, `hint` (something could be better) or `bad`; `code` and `values` word it."""

    code: str
    level: str
    values: tuple[tuple[str, object], ...] = ()


def examine(place: Place, backend: Callable[[], str]) -> list[Finding]:
    """Return all findings about a home. `backend` asks for the name of the keyring in use; empty for none."""
    home = place.home
    if not (home / database.FILE).is_file():
        return [_nothing(home)]
    found = [*_folder(home), *_settings(home)]
    mended = not any(one.code == "settings-broken" for one in found)
    mine = bool(mended and Settings(home).get("owner.emails"))
    try:
        with Store.open(home) as store:
            found += [*_database(store, home), *_content(store, place, mine=mine)]
            found += [*_books(store), *_calendars(store, place), *_jobs(store)]
        name = backend()
        found.append(Finding("keyring", "ok", (("name", name),)) if name else Finding("no-keyring", "hint"))
    except ReseauError as error:
        found.append(Finding("not-opened", "bad", (("why", error.code), ("place", str(home)))))
    except sqlite3.DatabaseError:
        found.append(Finding("damaged", "bad", (("place", str(home / database.FILE)),)))
    return found


def _nothing(home: Path) -> Finding:
    """Return what is to be said where there are no data: they were never there, or something took their place."""
    for one in (home, home / database.FILE):
        if (one.exists() or one.is_symlink()) and not (one == home and home.is_dir()):
            return Finding("in-the-way", "bad", (("place", str(one)),))
    if _copies(home):
        return Finding("gone", "bad", (("place", str(home / database.FILE)),))
    return Finding("no-home", "hint", (("place", str(home)),))


def _copies(home: Path) -> list[Path]:
    """Return the copies, the newest last."""
    return sorted((home / "backups").glob("*.db"), key=lambda place: place.stat().st_mtime)


def _is_sound(copy: Path) -> bool:
    """Tell whether a copy is a database with people in it, as far as its first pages say."""
    try:
        with contextlib.closing(database.to_read(copy)) as connection:
            connection.execute("SELECT 1 FROM record LIMIT 1").fetchone()
    except sqlite3.Error:
        return False
    return True


def _folder(home: Path) -> Iterator[Finding]:
    free = shutil.disk_usage(home).free // (1024 * 1024)
    yield Finding(
        "room" if free >= ROOM_MB else "no-room", "ok" if free >= ROOM_MB else "bad", (("mb", free),)
    )
    if not os.access(home, os.W_OK):
        yield Finding("read-only", "bad", (("place", str(home)),))
    if os.name == "posix":
        open_ = [
            place
            for place in (home, *(home / name for name in (database.FILE, FILE, "backups")))
            if place.exists() and stat.S_IMODE(place.stat().st_mode) & 0o077
        ]
        yield Finding("open", "bad", (("place", str(open_[0])),)) if open_ else Finding("closed", "ok")
    copies = _copies(home)
    if copies and not _is_sound(copies[-1]):
        yield Finding("copy-damaged", "bad", (("place", str(copies[-1])),))
    elif copies:
        day = datetime.fromtimestamp(copies[-1].stat().st_mtime, UTC).date().isoformat()
        yield Finding("copies", "ok", (("n", len(copies)), ("day", day)))
    else:
        yield Finding("no-copies", "hint")


def _settings(home: Path) -> Iterator[Finding]:
    place = home / FILE
    if not place.exists():
        return
    try:
        told = tomllib.loads(place.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        yield Finding("settings-broken", "bad", (("place", str(place)), ("why", str(error))))
        return
    names = [f"{name}.{inner}" for name, part in told.items() if isinstance(part, dict) for inner in part]
    names += [name for name, part in told.items() if not isinstance(part, dict)]
    unknown = [name for name in names if name not in KNOWN]
    if unknown:
        yield Finding("settings-unknown", "hint", (("names", ", ".join(unknown)),))
    try:
        for name in KNOWN:
            Settings(home).get(name)
    except ReseauError as error:
        yield Finding(
            "settings-broken", "bad", (("place", str(place)), ("why", str(error.values.get("detail", ""))))
        )
        return
    folder = str(Settings(home).get("watch.folder"))
    if folder and not Path(folder).expanduser().is_dir():
        yield Finding("watch-missing", "bad", (("place", folder),))


def _database(store: Store, home: Path) -> Iterator[Finding]:
    answer = str(store.db.execute("PRAGMA quick_check(1)").fetchone()[0])
    broken = answer != "ok" or store.db.execute("PRAGMA foreign_key_check").fetchone() is not None
    if broken or not _has_all(store):
        yield Finding("damaged", "bad", (("place", str(home / database.FILE)),))
    elif lost := _altered(store):
        yield Finding("texts-damaged", "bad", (("n", lost),))
    elif _is_kept_damaged(store):
        yield Finding("kept-damaged", "bad")
    elif _is_another(store):
        yield Finding("identity-lost", "bad")
    elif lost := _of_nobody(store):
        yield Finding("of-nobody", "bad", (("n", lost),))
    else:
        size = (home / database.FILE).stat().st_size // 1024
        version = store.db.execute("PRAGMA user_version").fetchone()[0]
        yield Finding("sound", "ok", (("kb", size), ("version", version)))
    log = home / f"{database.FILE}-wal"
    if log.exists() and log.stat().st_size > _LARGE_WAL:
        yield Finding("large-log", "hint", (("mb", log.stat().st_size // (1024 * 1024)),))


def _has_all(store: Store) -> bool:
    """Tell whether no table is missing."""
    there = {row[0] for row in store.db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    return database.tables() <= there


def _altered(store: Store) -> int:
    """Return how many texts are not what they were written as, or are missing: each is named by its hash."""
    missing = store.db.execute(
        "SELECT count(*) FROM record LEFT JOIN content ON hash = card WHERE hash IS NULL"
    ).fetchone()[0]
    changed = sum(
        digest(bytes(row["data"])) != row["hash"]
        for row in store.db.execute("SELECT hash, data FROM content")
    )
    return int(missing) + int(changed)


def _is_kept_damaged(store: Store) -> bool:
    """Tell whether what is worked out and kept cannot be read: JSON, of which some have one text a line."""
    asked = (
        "SELECT 1 FROM derived WHERE told = '' OR NOT json_valid('[' || replace(told, char(10), ',') || ']') "
        "UNION ALL SELECT 1 FROM glance WHERE NOT json_valid(told) LIMIT 1"
    )
    return store.db.execute(asked).fetchone() is not None


def _is_another(store: Store) -> bool:
    """Tell whether the home's id or its salt was lost: the ids of its records follow from the first, the marks of who was
    forgotten from the other.
    """
    rows = store.db.execute("SELECT source, key, uuid FROM record ORDER BY id LIMIT 20").fetchall()
    is_other = bool(rows) and all(row["uuid"] != store.uuid_of((row["source"], row["key"])) for row in rows)
    return is_other or not store.salt


def _of_nobody(store: Store) -> int:
    """Return how many records belong to no person; the owner's own do not."""
    asked = "SELECT source, key FROM record EXCEPT SELECT source, key FROM membership"
    left = [(row["source"], row["key"]) for row in store.db.execute(asked)]
    if not left:
        return 0
    owner = owning.owner_of(store)
    return sum(not owning.is_owner(one.record, owner) for one in store.records(left))


def _content(store: Store, place: Place, *, mine: bool) -> Iterator[Finding]:
    newest = store.db.execute("SELECT max(at) FROM journal").fetchone()[0]
    if newest and newest > place.at:
        yield Finding("clock-back", "bad", (("at", str(newest)[:16]),))
    people = store.db.execute("SELECT count(DISTINCT person) FROM membership").fetchone()[0]
    if people:
        yield Finding("people", "ok", (("n", people),))
    else:
        yield Finding("emptied" if _copies(place.home) else "no-people", "hint")
    if people and not place.region:
        yield Finding("no-region", "hint")
    exports = store.snapshots("linkedin")
    if exports:
        age = (place.today - date.fromisoformat(exports[-1].taken_on)).days
        if age > _OLD_EXPORT_DAYS:
            yield Finding("old-export", "hint", (("days", age),))
    owners = store.facts("owner")
    if people and not owners and not mine:
        yield Finding("no-owner", "hint")


def _books(store: Store) -> Iterator[Finding]:
    """Tell what a killed run has left in the books, or may have; the next sync of each puts it in order."""
    for book in books.books(store):
        if (book.kind == "vdir" and not Path(book.place).is_dir()) or (
            book.kind == "vcf" and not Path(book.place).is_file()
        ):
            yield Finding("book-gone", "bad", (("name", book.name), ("place", book.place)))
        if requests.trials(store, book.name):
            yield Finding("trial-left", "bad", (("name", book.name), ("card", NAME)))
        if requests.left_behind(store, 0, book.name):
            yield Finding("writes-left", "bad", (("name", book.name),))
    for mirror in mirrors.mirrors(store):
        if requests.left_behind(store, mirror.id):
            yield Finding("writes-left", "bad", (("name", mirror.a),))


def _calendars(store: Store, place: Place) -> Iterator[Finding]:
    for feed in feeds.feeds(store):
        if feed.has_token and feed.fetched_at:
            age = (place.today - date.fromisoformat(feed.fetched_at[:10])).days
            if age > _OLD_FEED_DAYS:
                yield Finding("feed-unread", "hint", (("name", feed.name), ("days", age)))
    for outlet in outlets.outlets(store):
        if outlet.kind == "folder" and not Path(outlet.place).parent.is_dir():
            yield Finding("outlet-gone", "bad", (("place", outlet.place),))


def _jobs(store: Store) -> Iterator[Finding]:
    for row in store.db.execute("SELECT name, failures FROM job WHERE failures > 0 ORDER BY name"):
        yield Finding("job-fails", "bad", (("name", row["name"]), ("n", row["failures"])))
