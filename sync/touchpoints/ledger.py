"""The ledger: what passed between the owner and each of their people, gathered by days.

Terms
mass          what one day of contact counts, 1 for a day on which the owner wrote a real message
real contact  words or time for this person: a message, a call, a meeting, a card, an invitation with a note;
              not ready-made text, not a click, not a crowd
bond          what lasts longer than talk: recommendations, endorsements

Weights are priors: message sent 2 and received 1, meeting alone 3, and less in company. Distinct days count, never
lines. A meeting of weight 3 is a day sent (2) and a day received (1).
"""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from statistics import median_low
from typing import Any, Generic, TypeVar

from sync.model import Interaction

_TWO_YEARS, _FIVE_YEARS = 730, 1826
_CROWD = 8
_SPOKE = {"sent": 1, "received": 2}
_BY_HAND = frozenset(("call", "lunch", "breakfast", "meeting", "card", "contact"))
_IN_PERSON = frozenset(("meeting", "lunch", "breakfast"))

Key = TypeVar("Key", bound=Hashable)
Ref = tuple[str, str]


@dataclass(slots=True)
class Log:
    """The days of one person: day number -> greatest mass of that day.

    `real` tells who spoke on days of real contact: 1 the owner, 2 the other, 3 both. `bonds` holds weight and
    half-life in days of what was ticked or written on a day. `shared` by all those of whom nothing is known but that
    one connected with them on one day: most of a large network.
    """

    sent: dict[int, float] = field(default_factory=dict)
    received: dict[int, float] = field(default_factory=dict)
    real: dict[int, int] = field(default_factory=dict)
    bonds: dict[tuple[int, str], tuple[float, int]] = field(default_factory=dict)
    first: str = ""
    last: str = ""
    last_kind: str = ""
    direction: str = ""
    answered: str = ""
    trust: int = 0
    met: str = ""
    shared: bool = False

    def last_by(self, on: date) -> str:
        """Return the last day of real contact up to a day; empty if there was none."""
        day = max((day for day in self.real if day <= on.toordinal()), default=0)
        return date.fromordinal(day).isoformat() if day else ""


@dataclass(frozen=True, slots=True)
class _Weight:
    """What one interaction adds: masses to either side, or a bond that halves after `half_life` days."""

    sent: float = 0.0
    received: float = 0.0
    bond: float = 0.0
    half_life: int = 0
    real: bool = False


def _weight(kind: str, direction: str, *, canned: bool, noted: bool, others: int) -> _Weight:
    if kind == "recommendation":
        return _Weight(bond=6.0, half_life=_FIVE_YEARS, real=True)
    if kind == "endorsement":
        return _Weight(bond=0.3 if direction == "received" else 0.5, half_life=_TWO_YEARS)
    if kind == "favour":
        return _Weight(bond=3.0, half_life=_TWO_YEARS, real=True)
    if kind == "invitation":
        weight = 1.0 if noted and not canned else 0.3
        return _sided(weight, direction, real=noted and not canned)
    if kind == "connection":
        return _sided(0.3, "mutual", real=False)
    if kind == "message":
        if canned or others > _CROWD:
            return _sided(0.2 if direction != "received" else 0.0, "sent", real=False)
        both = {"sent": 2.0, "received": 1.0}.get(direction, 3.0)
        return _sided(both / others, direction, real=True)
    if kind in _BY_HAND:
        if kind == "card" and direction != "mutual":
            return _sided(2.0 if direction == "sent" else 1.0, direction, real=True)
        weight = 3.0 if others <= 1 else 1.5 if others <= 4 else 0.5 if others <= _CROWD else 0.1
        return _sided(weight, "mutual", real=others <= _CROWD)
    return _Weight()


def _sided(weight: float, direction: str, *, real: bool) -> _Weight:
    """Turn a weight into masses: a message sent (2) or received (1) is one day, a meeting (3) one of each."""
    if direction == "sent":
        return _Weight(sent=weight / 2, real=real)
    if direction == "received":
        return _Weight(received=weight, real=real)
    return _Weight(sent=weight / 3, received=weight / 3, real=real)


def is_real(interaction: Interaction) -> bool:
    """Tell whether an interaction is a real contact: words or time for somebody."""
    return _weight(
        interaction.kind,
        interaction.direction,
        canned=interaction.canned,
        noted=interaction.with_note,
        others=_others(interaction.group, len(interaction.parties)),
    ).real


def _others(group: int, parties: int) -> int:
    """Return with how many the owner was, from all who took part, if that is known, or those who are named."""
    return max(1, group - 1 if group else parties)


class Ledger(Generic[Key]):
    """Logs by whatever names those they are of; what happened is entered in any order."""

    def __init__(self, logs: dict[Key, Log] | None = None) -> None:
        self.logs: dict[Key, Log] = {} if logs is None else logs
        self._weights: dict[tuple[str, str, bool, bool, int], _Weight] = {}
        self._numbers: dict[str, int] = {}
        self._connected: dict[int, Log] = {}

    def enter(
        self,
        who: Iterable[Key],
        kind: str,
        direction: str,
        stamp: str,
        *,
        canned: bool = False,
        noted: bool = False,
        group: int = 0,
        parties: int = 1,
    ) -> None:
        """Enter one interaction with `who`; what has no day that can be read is passed over.

        `stamp` begins with the day. `group` counts all who took part, the owner included, if that is known, `parties`
        those who are named.
        """
        day = self._numbers.get(stamp[:10])
        if day is None:
            day = self._numbers[stamp[:10]] = day_number(stamp[:10])
        if not day:
            return
        form = (kind, direction, canned, noted, _others(group, parties))
        weight = self._weights.get(form)
        if weight is None:
            weight = self._weights[form] = _weight(
                kind, direction, canned=canned, noted=noted, others=form[4]
            )
        for one in who:
            log = self.logs.get(one)
            if log is None and kind == "connection":
                log = self.logs[one] = self._connected.setdefault(day, Log(shared=True))
            elif log is None:
                log = self.logs[one] = Log()
            elif log.shared:
                log = self.logs[one] = Log(dict(log.sent), dict(log.received))
            _note(log, day, stamp, kind, direction, weight)


def day_number(iso: str) -> int:
    """Return the number of a day; 0 for none, or one that cannot be read."""
    try:
        return date.fromisoformat(iso).toordinal()
    except ValueError:
        return 0


def gather(happened: Iterable[tuple[Interaction, Iterable[Key]]], today: date) -> dict[Key, Log]:
    """Return the logs of all that interactions up to `today` tell of; each comes with those it was with."""
    ledger = Ledger[Key]()
    limit = today.isoformat()
    for one, who in happened:
        stamp = one.at or one.date
        if not one.planned and stamp[:10] <= limit:
            ledger.enter(
                who,
                one.kind,
                one.direction,
                stamp,
                canned=one.canned,
                noted=one.with_note,
                group=one.group,
                parties=len(one.parties),
            )
    return ledger.logs


def _note(one: Log, day: int, stamp: str, kind: str, direction: str, weight: _Weight) -> None:
    if weight.bond:
        # One endorsement of a day counts, however many skills were ticked.
        one.bonds[day, f"{kind} {direction}"] = (weight.bond, weight.half_life)
        if kind == "recommendation":
            one.trust += 1
    if weight.sent > one.sent.get(day, 0.0):
        one.sent[day] = weight.sent
    if weight.received > one.received.get(day, 0.0):
        one.received[day] = weight.received
    if kind == "message" and direction == "sent" and stamp > one.answered:
        # "Thanks!" is ready-made and still an answer.
        one.answered = stamp
    if not weight.real:
        return
    one.real[day] = one.real.get(day, 0) | _SPOKE.get(direction, 3)
    if stamp >= one.last:
        one.last, one.last_kind, one.direction = stamp, kind, direction
    if not one.first or stamp < one.first:
        one.first = stamp
    if kind in _IN_PERSON and stamp > one.met:
        one.met = stamp


def together(logs: Iterable[Log]) -> Log:
    """Return the log of somebody of whom several logs were kept: one meeting that two of them tell of counts once."""
    whole = Log()
    for one in logs:
        for mine, yours in ((whole.sent, one.sent), (whole.received, one.received)):
            for day, mass in yours.items():
                mine[day] = max(mass, mine.get(day, 0.0))
        for day, spoke in one.real.items():
            whole.real[day] = whole.real.get(day, 0) | spoke
        whole.bonds.update(one.bonds)
        if one.last >= whole.last:
            whole.last, whole.last_kind, whole.direction = one.last, one.last_kind, one.direction
        whole.first = min(filter(None, (whole.first, one.first)), default="")
        whole.answered = max(whole.answered, one.answered)
        whole.met = max(whole.met, one.met)
        whole.trust += one.trust
    return whole


def usual_gap(logs: Iterable[Log]) -> int | None:
    """Return the owner's usual gap in days between two days of contact with one person; None if there is none."""
    gaps = [later - earlier for one in logs for earlier, later in pairwise(sorted(one.real))]
    return median_low(gaps) if gaps else None


_PLAIN = ("first", "last", "last_kind", "direction", "answered", "trust", "met")
_DAYS = ("sent", "received", "real")


def encode(logs: Mapping[Ref, Log]) -> str:
    """Return the logs of records as JSON: those of mere connections by the day, the others in columns, which read
    three times as quickly as one by one.
    """
    connected: dict[str, dict[int, list[str]]] = {}
    for (source, key), one in logs.items():
        if one.shared:
            (day,) = one.sent
            connected.setdefault(source, {}).setdefault(day, []).append(key)
    several = {ref: one for ref, one in logs.items() if not one.shared}
    columns: list[object] = [[source for source, _ in several], [key for _, key in several]]
    for name in _DAYS:
        days: list[dict[int, float]] = [getattr(one, name) for one in several.values()]
        columns += [
            list(map(len, days)),
            *([part for one in days for part in ask(one)] for ask in (list, dict.values)),
        ]
    columns.append([[[*bond, *worth] for bond, worth in one.bonds.items()] for one in several.values()])
    columns += [[getattr(one, name) for one in several.values()] for name in _PLAIN]
    return json.dumps([connected, columns], ensure_ascii=False, separators=(",", ":"))


def decode(text: str) -> dict[Ref, Log]:
    """Return the logs that `encode` wrote."""
    connected, (sources, keys, *columns) = json.loads(text)
    ledger = Ledger[Ref]()
    for source, days in connected.items():
        for day, mine in days.items():
            stamp = date.fromordinal(int(day)).isoformat()
            ledger.enter([(source, key) for key in mine], "connection", "mutual", stamp)
    parts = (_parted(*columns[place : place + 3]) for place in (0, 3, 6))
    bonds = (
        {(day, what): (weight, life) for day, what, weight, life in told} if told else {}
        for told in columns[9]
    )
    refs = zip(sources, keys, strict=True)
    return ledger.logs | dict(zip(refs, map(Log, *parts, bonds, *columns[10:]), strict=True))


def _parted(lengths: list[int], days: list[int], values: list[Any]) -> Iterator[dict[int, Any]]:
    start = 0
    for length in lengths:
        if length == 1:
            yield {days[start]: values[start]}
        else:
            yield dict(zip(days[start : start + length], values[start : start + length], strict=True))
        start += length
