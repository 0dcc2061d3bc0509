"""Who is who, concluded again after a change: of all records, or of those that are new beside a base that is kept.

A look at all records costs as much as there are of them. So what it has worked out is kept, and as long as few records
are others since, these alone are compared, and with them whom they may be one person with. What such a look does not
bring up to date, how common a name has become for two records that are not new, the next look at all does.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from sync import __version__
from sync.merge import with_former
from sync.model import Evidence, Owner, Record
from sync.store import Kept, Ref, Store, bases, conclusions
from sync.usecases.owning import is_owner, owner_of

if TYPE_CHECKING:
    from sync.linkage import Pair, Result
    from sync.linkage.base import Base

_VERSION = f"2 {__version__}"
"""Raised when the comparison forms or their table are made in another way."""
_LEAST, _LARGE = 1_000, 20_000
_FEW, _MANY = 200, 20
"""How many records there are at least for one that is new: beside a base of a large network, or of a smaller one. A
network that is being put together is always looked at as a whole, so that it does not matter what comes in first."""
_BY = f"reseau {__version__}"


class _Beside(NamedTuple):
    """A base, which of its rows still hold, whose these are, the records that are others now, and those spoken of."""

    base: Base
    rows: list[int]
    refs: list[Ref]
    changed: list[Record]
    spoken_of: list[Ref]


def relink(store: Store, at: str, *, learn: bool = True) -> None:
    """Conclude again who is who, inside a `store.change`.

    With `learn`, sure links are written as judgements of reseau; without, only those that stand count, and all
    records are looked at (`rebuild`, `undo`).
    """
    owner = owner_of(store)
    beside = _beside(store, owner, bases.marks(store)) if learn else None
    if beside is None:
        _link_all(store, owner, at, learn=learn)
    elif beside.changed or beside.spoken_of:
        _link_new(store, at, beside)


def _link_all(store: Store, owner: Owner, at: str, *, learn: bool) -> None:
    from sync.linkage import link

    # Read one by one, and each let go of once its comparison form is made.
    result = link(_told(store.each_record(), owner), store.judgements(), _BY, at)
    _write(store, result, store.arrivals(), learn=learn)
    marks = bases.marks(store)
    if len(marks) >= _LEAST:
        from sync.linkage.base import pack

        base, refs = result.base, sorted(ref for person in result.people for ref in person)
        # Of a large network its pairs take as much room as the base, and both are written by now.
        del result
        assert base is not None
        text = dict(zip(bases.refs_of(marks), marks, strict=True))
        data = pack(base, [text[ref] for ref in refs])
        del base, refs, marks, text
        bases.keep(store, _made(owner), data)


def _link_new(store: Store, at: str, beside: _Beside) -> None:
    import numpy as np

    from sync.linkage.growing import Growth

    growth = Growth(beside.base, np.array(beside.rows), beside.refs, beside.changed)
    near = growth.near(beside.spoken_of, conclusions.told_apart(store))
    # A word on a record that was not there yet counts from the day it comes.
    ends = {ref for one in store.judgements(near) for ref in (one.a, one.b)}
    persons = conclusions.companions(store, ends.union(near))
    persons += [[ref] for ref in set(near).difference(*persons)]
    judgements = store.judgements([ref for person in persons for ref in person])
    result = growth.link(persons, judgements, _BY, at)
    alone = {((one.source, one.key),) for one in beside.changed}
    there = {tuple(sorted(person)) for person in persons} - alone
    result = replace(result, people=tuple(person for person in result.people if person not in there))
    _write(store, result, store.arrivals([ref for person in result.people for ref in person]))
    bases.conclude(store)


def _write(
    store: Store, result: Result, arrivals: Mapping[Ref, tuple[int, str]], *, learn: bool = True
) -> None:
    if learn:
        store.link(result.judgements)
    conclusions.write(
        store,
        _rows(result.pairs),
        ((min(map(arrivals.__getitem__, refs))[1], refs) for refs in result.people),
        None if result.base is not None else result.renewed,
    )


def _rows(pairs: Iterable[Pair]) -> Iterator[conclusions.Scored]:
    for pair in pairs:
        evidence = f"[{','.join(map(_json, pair.evidence))}]"
        yield pair.a, pair.b, pair.probability, pair.decision, evidence


@lru_cache(maxsize=8192)
def _json(one: Evidence) -> str:
    return json.dumps([one.what, one.level, one.weight], separators=(",", ":"))


def _told(kept: Iterable[Kept], owner: Owner) -> Iterator[Record]:
    """Yield the records that are compared: with their former employers, without the owner's own."""
    # Pictures tell nobody apart, and are most of what a card holds.
    told = ((one, one.slight) for one in kept)
    return (with_former(record, one.former) for one, record in told if not is_owner(record, owner))


def _made(owner: Owner) -> str:
    """Return what a base has to be made with, to be used."""
    return json.dumps([_VERSION, owner.linkedin, sorted(owner.emails)])


def _beside(store: Store, owner: Owner, marks: list[str]) -> _Beside | None:
    """Return what is new beside the base that is kept; None if there is none, or too much is new."""
    if len(marks) < _LEAST or (latest := bases.latest(store, _made(owner))) is None:
        return None
    judged, data = latest
    spoken_of = bases.spoken_of(store, judged)
    if spoken_of is None:
        return None
    from sync.linkage.base import unpack

    try:
        base, texts = unpack(data)
    except ValueError:
        # Worked out of the facts, it is worked out again.
        return None
    now, known = set(marks), set(texts)
    rows = [row for row, text in enumerate(texts) if text in now]
    changed = bases.refs_of([mark for mark in marks if mark not in known])
    if len(changed) * (_MANY if len(marks) >= _LARGE else _FEW) > len(marks):
        return None
    told = list(_told(store.records(changed), owner))
    # Who belongs to somebody, and is a record no more, or the owner now, has been taken out.
    left = [(one.source, one.key) for one in told]
    if conclusions.belonging(store) != len(rows) + conclusions.belonging(store, left):
        return None
    return _Beside(base, rows, bases.refs_of([texts[row] for row in rows]), told, spoken_of)
