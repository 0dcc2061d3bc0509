"""What the store gives back of records and exports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from sync.model import Card, Record
from sync.store.content import Content

Ref = tuple[str, str]
"""A record's name: (source, key)."""


class Kept:
    """A record as the store keeps it.

    Cards are read from their texts when they are asked for: of a large network most are not. The rest is read off
    the row in the same way, for tens of thousands are made at every turn. A row holds `COLUMNS`, and may end with
    the text of the card.
    """

    COLUMNS = "source, key, id, uuid, scope, first_seen, last_seen, gone_on, card, file, row, rank"
    __slots__ = ("_content", "_former", "_record", "_row", "ref")

    def __init__(self, row: tuple[Any, ...], former: tuple[str, ...], content: Content) -> None:
        self.ref: Ref = row[:2]
        self._row, self._former, self._content = row, former, content
        self._record: Record | None = None

    @property
    def number(self) -> int:
        """Its place in order of arrival."""
        return int(self._row[2])

    @property
    def uuid(self) -> str:
        """The name it goes by in addresses of the calendar and of people."""
        return str(self._row[3])

    @property
    def scope(self) -> str:
        """Which of the exports or books of its source it belongs to."""
        return str(self._row[4])

    @property
    def first_seen(self) -> str:
        """When it first came in."""
        return str(self._row[5])

    @property
    def last_seen(self) -> str:
        """When its source last told of it."""
        return str(self._row[6])

    @property
    def gone_on(self) -> str:
        """When it left its source; empty while it is there."""
        return self._row[7] or ""

    @property
    def _names(self) -> tuple[str, ...]:
        now = self._row[8]
        return (now, *(name for name in self._former if name != now)) if self._former else (now,)

    @property
    def record(self) -> Record:
        """The record as its source tells it today."""
        if self._record is None:
            name, file, row, rank, *text = self._row[8:]
            card = self._content.card(name, text[0] if text else None)
            record = Record(*self.ref, file, row, card, rank=rank)
            if not self._content.holds(name):
                return record
            self._record = record
        return self._record

    def release(self) -> None:
        """Let go of the cards; they are read again when they are asked for."""
        self._record = None
        for name in self._names:
            self._content.release(name)

    @property
    def is_large(self) -> bool:
        """Whether its card has a picture, or is as long as one."""
        if self._record is not None:
            return False
        # Large texts are not read along.
        return self._row[12] is None if len(self._row) > 12 else self._content.is_large(self._row[8])

    @property
    def slight(self) -> Record:
        """The record without its pictures where they are large, which `record` reads anew each time."""
        if self._record is not None:
            return self._record
        name, file, row, rank, *text = self._row[8:]
        card = self._content.slight(name, text[0] if text else None)
        return Record(*self.ref, file, row, card, rank=rank)

    @property
    def former(self) -> tuple[Card, ...]:
        """The cards it had in other exports, the newest first."""
        return tuple(self._content.card(name) for name in self._names[1:])

    @property
    def mark(self) -> str:
        """What tells whether the record or any of its former cards is another than before."""
        return ",".join(self._names) if self._former else str(self._row[8])


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
