"""The ledger of a home: what happened with each record, gathered once and kept, with what came since added to it."""

from __future__ import annotations

from collections.abc import Mapping

from sync import __version__
from sync.config.place import Place
from sync.store import Ref, Store
from sync.store.contacts import NEVER, Moment, happened, newest
from sync.touchpoints.ledger import Ledger, Log, decode, encode, together
from sync.usecases.roll import Roll

_NAME = "ledger"
_VERSION = f"2 {__version__}"
"""Raised when interactions are weighed or logs written in another way; the mark tells it, with what was gathered."""
_WORTH_KEEPING = 500


def now(place: Place) -> Moment:
    """Return the moment of a run."""
    return Moment(place.at, place.today.isoformat())


def ledger(store: Store, place: Place) -> dict[Ref, Log]:
    """Return the log of every record with which something had happened by now.

    What is kept is used from the moment on it was gathered at: a run that looks at an earlier day gathers anew.
    Migration 9 sees to it that what is kept goes where an interaction in it is changed.
    """
    moment, seen = now(place), store.derived.version()
    mark, text = store.derived.latest(_NAME)
    kept = _gathered(mark)
    early = kept is not None and (kept[1].at > moment.at or kept[1].day > moment.day)
    usable = kept is not None and not early
    last, until = kept if kept and usable else (0, NEVER)
    book, count = Ledger(decode(text) if usable else {}), newest(store)
    came = happened(store, moment, last, until, upto=count)
    for one in came:
        book.enter(
            one.refs,
            one.kind,
            one.direction,
            one.stamp,
            canned=bool(one.canned),
            noted=bool(one.noted),
            group=one.size,
            parties=len(one.refs),
        )
    if len(came) > _WORTH_KEEPING and not early:
        store.derived.keep(
            _NAME, f"{count:012} {moment.at} {moment.day} {_VERSION}", encode(book.logs), seen=seen
        )
    return book.logs


def of_people(logs: Mapping[Ref, Log], roll: Roll) -> dict[str, Log]:
    """Return the log of every person of whose records there is one."""
    found: dict[str, Log] = {}
    for person, refs in zip(roll.ids, roll.refs, strict=True):
        if len(refs) == 1:
            if refs[0] in logs:
                found[person] = logs[refs[0]]
        elif mine := [logs[ref] for ref in refs if ref in logs]:
            found[person] = mine[0] if len(mine) == 1 else together(mine)
    return found


def _gathered(mark: str) -> tuple[int, Moment] | None:
    """Return up to which interaction and moment a ledger was gathered; None if this version cannot use it."""
    number, at, day, version = (*mark.split(" ", 3), "", "", "", "")[:4]
    return (int(number), Moment(at, day)) if version == _VERSION else None
