"""Leave without a trace: every file and every secret that reseau made, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sync.config import settings
from sync.store import Store, books, database, outlets

_OURS = (
    database.FILE,
    f"{database.FILE}-wal",
    f"{database.FILE}-shm",
    f"{database.FILE}-journal",
    settings.FILE,
    "serve.lock",
    "open.html",
    "logon.xml",
)
_FOLDERS = ("backups", "uploads")


@dataclass(frozen=True, slots=True)
class Traces:
    """What there is: our files with their sizes, whose passwords are kept, and what in the folder is not ours."""

    files: tuple[tuple[Path, int], ...]
    secrets: tuple[tuple[str, str], ...]
    others: tuple[Path, ...]


def traces(home: Path, store: Store | None, hosts: dict[str, str]) -> Traces:
    """Return every trace in a home. `hosts` gives the name under which the password of an outlet's place is kept.

    Without a store (a damaged file) no secrets are known.
    """
    found: list[Path] = [home / name for name in _OURS if (home / name).is_file()]
    found += sorted({*home.glob("*.part"), *home.glob(f"{database.FILE}.*")})
    for folder in _FOLDERS:
        found += sorted(place for place in (home / folder).rglob("*") if place.is_file())
    named: dict[tuple[str, str], None] = {}
    if store is not None:
        named.update(((book.name, book.user), None) for book in books.books(store) if book.user)
        for outlet in outlets.outlets(store):
            if outlet.user:
                named[hosts.get(outlet.place, outlet.place), outlet.user] = None
    ours = set(found)
    others = [place for place in sorted(home.rglob("*")) if place.is_file() and place not in ours]
    return Traces(tuple((place, place.stat().st_size) for place in found), tuple(named), tuple(others))


def remove(home: Path, told: Traces) -> None:
    """Overwrite and remove our files, then the folders that are empty."""
    for place, size in told.files:
        # On flash what was there may survive even so; on a plain disk it does not.
        with place.open("r+b") as stream:
            stream.write(b"\0" * min(size, 64 * 1024 * 1024))
        place.unlink()
    for folder in (*(home / name for name in _FOLDERS), home):
        for inner in sorted((p for p in folder.rglob("*") if p.is_dir()), reverse=True):
            if not any(inner.iterdir()):
                inner.rmdir()
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
