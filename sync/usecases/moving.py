"""Moving house: `export everything` read back into an empty home, so that nothing is lost on the way.

All facts come along, with the installation id, the marks of who was forgotten and the salt they are made with, and the
settings but for those of a computer: which folder is watched, and whether the local network is let in. What is concluded
from the facts is concluded again; the journal, the copies and the addresses of calendars stay behind.
"""

from __future__ import annotations

import json
import re
import sqlite3
from pathlib import Path
from typing import Any

from sync.config.place import Place
from sync.config.settings import KNOWN, OF_THE_COMPUTER, Settings
from sync.ports import UsageError
from sync.store import Store
from sync.store.codec import digest
from sync.store.journal import JOURNALLED
from sync.usecases.exporting import seal
from sync.usecases.importing import counts
from sync.usecases.linking import relink

_START = re.compile(rb'\s*\{\s*"')
_MARK = b'"reseau": '
_NAME = re.compile(r"[a-z_]+")
_CHUNK = 64 * 1024


def is_everything(path: str) -> bool:
    """Tell whether a file is what `export everything` wrote; its mark stands near the end, for the keys are sorted."""
    place = Path(path)
    if not place.is_file():  # a pipe would be waited for
        return False
    try:
        with place.open("rb") as stream:
            if not _START.match(stream.read(200)):
                return False
            stream.seek(0)
            before = b""  # the mark may lie across two pieces
            while piece := stream.read(_CHUNK):
                if _MARK in before + piece:
                    return True
                before = piece[1 - len(_MARK) :]
    except OSError:
        pass
    return False


def bring(store: Store, place: Place, path: str, *, dry_run: bool = False) -> tuple[int, int | None]:
    """Fill an empty home from a file; return how many people there are, and the journal step.

    Raises `UsageError` when the home is not empty or the file is not whole.
    """
    if store.db.execute("SELECT 1 FROM record LIMIT 1").fetchone() is not None:
        raise UsageError("export.home-not-empty", place=path)
    try:
        told = json.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, ValueError) as error:
        raise UsageError("export.not-whole", place=path) from error
    if not isinstance(told, dict) or told.get("reseau") != 1:
        raise UsageError("export.not-whole", place=path)
    try:
        # Those of before 2026-11-28 bear no seal.
        if "seal" in told and told["seal"] != seal(told):
            raise UsageError("export.not-whole", place=path)
        settings = _settings(told.get("settings", {}))
        contents = [(name, _bytes(text)) for name, text in told.get("content", {}).items()]
        if any(digest(data) != name for name, data in contents):
            raise UsageError("export.not-whole", place=path)
        with store.change("import everything", place.at, dry_run=dry_run) as step:
            store.db.executemany("INSERT OR IGNORE INTO content VALUES (?, ?)", contents)
            for table in JOURNALLED:
                for row in told.get(table, []):
                    _insert(store, table, row)
            _meta(store, told)
            relink(store, place.at, learn=False)
            people = counts(store)[0]
    except (KeyError, TypeError, ValueError, AttributeError, sqlite3.IntegrityError) as error:
        raise UsageError("export.not-whole", place=path) from error
    ours = Settings(store.home)
    for name, text in settings.items():
        if not dry_run and not ours.is_set(name):
            ours.set(name, text)
    return people, step.id


def _settings(told: dict[str, Any]) -> dict[str, str]:
    """Return the settings that may come along. Raises `ValueError` where one cannot be its value.

    One that a newer version knows is left out.
    """
    found = {name: text for name, text in told.items() if name in KNOWN and name not in OF_THE_COMPUTER}
    for name, text in found.items():
        KNOWN[name].parse(text)
    return found


def _bytes(text: Any) -> bytes:
    return text.encode("utf-8") if isinstance(text, str) else str(text["latin-1"]).encode("latin-1")


def _insert(store: Store, table: str, row: dict[str, Any]) -> None:
    if not isinstance(row, dict) or not row.keys() & {"id"}:
        raise ValueError(table)
    if table == "snapshot":
        row = row | {"entries": json.dumps(row["entries"], ensure_ascii=False, separators=(",", ":"))}
    columns = {info["name"] for info in store.db.execute(f"PRAGMA table_info({table})")}
    names = [name for name in row if name in columns and _NAME.fullmatch(name)]
    store.db.execute(
        f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})",  # noqa: S608 - our own names
        [row[name] for name in names],
    )


def _meta(store: Store, told: dict[str, Any]) -> None:
    import uuid

    installation = str(uuid.UUID(str(told["installation"])))
    store.set_meta("installation", installation)
    store.installation = uuid.UUID(installation)
    if told.get("forgotten"):
        store.set_meta("salt", bytes.fromhex(told["salt"]).hex())
        store.salt = bytes.fromhex(told["salt"])
        store.db.executemany(
            "INSERT OR IGNORE INTO forgotten VALUES (?)", [(str(mark),) for mark in told["forgotten"]]
        )
