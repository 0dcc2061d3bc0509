"""The roll: everybody in a few columns, kept in the home, and the shelf where the rest of each of them is found.

Of 30,000 people a plan looks at each, and at the cards of a few hundred. Migration 11 sees to it that the roll goes
when any of it is no longer so.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from sync.store import Kept, Ref, Store

Value = TypeVar("Value")

_NAME = "roll"
_FEW = 1000
_PIECE = 1 << 20


class Roll(NamedTuple):
    """What a plan needs of everybody, a list for each; all in the same order, that of arrival.

    `mark` names this roll, empty for one that is not kept. `since` is the day they first came in, `alive` tells that they are a person and no card says that they died,
    `employers` and `towns` are comparison forms, `cities` the towns as one writes them. `cadences` are those the cards tell.
    """

    ids: list[str]
    names: list[str]
    refs: list[tuple[Ref, ...]]
    since: list[str]
    alive: list[bool]
    booked: list[bool]
    employers: list[str]
    towns: list[str]
    cities: list[str]
    birthdays: list[str]
    connected: list[str]
    cadences: list[str]
    phones: list[bool]
    addresses: list[bool]
    mark: str

    def members(self) -> dict[Ref, str]:
        """Return the person of each record."""
        return {ref: person for person, refs in zip(self.ids, self.refs, strict=True) for ref in refs}


COLUMNS = Roll._fields[:-1]
"""The columns, all but the mark."""


def read(store: Store, glances: str) -> Roll | None:
    """Return the roll as it is kept, made of this version of `glances`; None if it has to be called anew."""
    mark, told = store.derived.latest(_NAME)
    version, _, number = mark.rpartition(" ")
    if version != _version(glances):
        return None
    sources, keys, ids, names, counts, *rest = json.loads(told)
    refs = iter(zip(sources, keys, strict=True))
    return Roll._make((ids, names, [_first(refs, count) for count in counts], *rest, number))


def stands(store: Store, glances: str) -> bool:
    """Tell whether the roll, and with it what was made of people at a glance, is true today."""
    return store.derived.mark(_NAME).startswith(f"{_version(glances)} ")


def _version(glances: str) -> str:
    return f"{glances} {','.join(COLUMNS)}"


def _first(refs: Iterator[Ref], count: int) -> tuple[Ref, ...]:
    return (next(refs),) if count == 1 else tuple(next(refs) for _ in range(count))


def keep(
    store: Store,
    roll: Roll,
    glances: str,
    seen: int,
    fresh: Mapping[str, tuple[str, str, str]],
    gone: Iterable[str],
) -> Roll:
    """Keep the roll with the glances that were made for it, unless somebody has written since the `seen` state of the
    store (see `Derived.keep`): what stands on a roll is true. Return it with its mark.
    """
    flat = [ref for refs in roll.refs for ref in refs]
    columns = [
        [source for source, _ in flat],
        [key for _, key in flat],
        roll.ids,
        roll.names,
        [len(refs) for refs in roll.refs],
        *roll[3 : len(COLUMNS)],
    ]
    text = _encode(columns)
    told = hashlib.blake2b(digest_size=16)
    for start in range(0, len(text), _PIECE):
        told.update(text[start : start + _PIECE].encode("utf-8", "surrogatepass"))
    mark = told.hexdigest()
    store.derived.keep(_NAME, f"{_version(glances)} {mark}", text, seen=seen, glances=fresh, gone=gone)
    return roll._replace(mark=mark)


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Shelf:
    """Where records and glances of a roll are fetched when they are asked for, whether the store is open or closed.

    Who asks for many is given all at once.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._asked: Counter[str] = Counter()
        self._told: dict[str, list[Any]] | None = None
        self._records: dict[Ref, Kept] | None = None

    def records(self, refs: Sequence[Ref]) -> tuple[Kept, ...]:
        """Return records by name, as they are now; those that were forgotten meanwhile are missing."""
        if self._records is None:
            self._asked["records"] += 1
            if self._asked["records"] <= _FEW:
                return tuple(self._read(lambda store: store.records(refs)))
            self._records = {one.ref: one for one in self._read(lambda store: store.records())}
        return tuple(self._records[ref] for ref in refs if ref in self._records)

    def glance(self, person: str) -> list[Any]:
        """Return what is kept of somebody at a glance; empty if nothing is."""
        if self._told is None:
            self._asked["glances"] += 1
            if self._asked["glances"] <= _FEW:
                text = self._read(lambda store: store.derived.glance(person))
                return json.loads(text) if text else []
            texts = self._read(lambda store: store.derived.glances())
            # All at once: a call for each costs more than what it reads.
            read = json.loads(f"[{','.join([text for _, text in texts.values()])}]")
            self._told = dict(zip(texts, read, strict=True))
        return self._told.get(person, [])

    def _read(self, ask: Callable[[Store], Value]) -> Value:
        try:
            return ask(self._store)
        except sqlite3.ProgrammingError:
            with self._store.again() as again:
                return ask(again)
