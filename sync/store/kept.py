"""What the store gives back of records and exports."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import NamedTuple

from sync.model import Card, Record
from sync.store.content import Content

Ref = tuple[str, str]
"""A record's name: (source, key)."""


class Kept:
    """A record as the store keeps it. `number` counts in order of arrival; `gone_on` says it left its source.

    Cards are read from their texts when they are asked for: of a large network most are not.
    """

    __slots__ = (
        "_content",
        "_names",
        "_record",
        "_row",
        "first_seen",
        "gone_on",
        "last_seen",
        "number",
        "ref",
        "scope",
        "uuid",
    )

    def __init__(self, row: sqlite3.Row, former: tuple[str, ...], content: Content) -> None:
        self.number: int = row["id"]
        self.uuid: str = row["uuid"]
        self.ref: Ref = row["source"], row["key"]
        self.scope: str = row["scope"]
        self.first_seen: str = row["first_seen"]
        self.last_seen: str = row["last_seen"]
        self.gone_on: str = row["gone_on"] or ""
        self._row, self._content = row, content
        self._names = row["card"], *(name for name in former if name != row["card"])
        self._record: Record | None = None

    @property
    def record(self) -> Record:
        """The record as its source tells it today."""
        if self._record is None:
            row = self._row
            text = row["data"] if "data" in row.keys() else None  # noqa: SIM118  a Row is no dict
            card = self._content.card(self._names[0], text)
            self._record = Record(*self.ref, row["file"], row["row"], card, rank=row["rank"])
        return self._record

    @property
    def former(self) -> tuple[Card, ...]:
        """The cards it had in other exports, the newest first."""
        return tuple(self._content.card(name) for name in self._names[1:])

    @property
    def mark(self) -> str:
        """What tells whether the record or any of its former cards is another than before."""
        return ",".join(self._names)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One state of one export: the cards it held, by key, as content hashes."""

    id: int
    source: str
    scope: str
    taken_on: str
    entries: dict[str, str]


class Export(NamedTuple):
    """A snapshot by name: which export it is of, the day it shows, and what tells its contents from others."""

    scope: str
    taken_on: str
    fingerprint: str
