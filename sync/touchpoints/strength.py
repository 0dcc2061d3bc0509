"""Tie strength: how close each person is to the owner, told from what happened between them.

Terms
tie           all that is known of the exchanges with one person: strength, last real contact, trust
mass          what one day of contact counts, 1 for a day on which the owner wrote a real message
real contact  words or time for this person: a message, a call, a meeting, a card, an invitation with a note;
              not ready-made text, not a click, not a crowd
bond          what lasts longer than talk: recommendations, endorsements, a number in one's own phone book

Weights are priors: message sent 2 and received 1, meeting alone 3, and less in company. The formula was
measured on three public message logs (mean average precision .651, most recent first .576):

    strength = A - g * ln(1 + gap),   g = 2
    A = sum over half-lives h of [2 ln(1 + E_h(sent days)) + ln(1 + E_h(received days))] + 0.5 * [both ways]
    E_h(X) = sum over days d in X of mass(d) * 2 ** (-(today - d) / h)

Distinct days count, never lines. A meeting of weight 3 is a day sent (2) and a day received (1).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from math import log, log1p
from statistics import median_low

from sync.model import Interaction

GAP_WEIGHT = 2.0
DORMANT_DAYS = 3 * 365 + 1
"""Three years without contact (Levin, Walter and Murnighan 2011)."""

_UNIT_DAYS = (7, 60)
_HALF_LIVES = (1, 4, 12)
_BOTH_WAYS = 0.5
_NEVER_DAYS = 20_000
_TWO_YEARS, _FIVE_YEARS = 730, 1826
_CROWD = 8
_PHONE_BOOK = 1.0

_SPOKE = {"sent": 1, "received": 2}
_BY_HAND = frozenset(("call", "lunch", "breakfast", "meeting", "card", "contact"))
_IN_PERSON = frozenset(("meeting", "lunch", "breakfast"))


@dataclass(frozen=True, slots=True)
class Formula:
    """How strength is reckoned: `amount * A - gap * ln(1 + gap)`.

    Half-lives are `stretch` times those of the log, unless they are given, in days.
    """

    amount: float = 1.0
    gap: float = GAP_WEIGHT
    stretch: float = 1.0
    half_lives: tuple[float, ...] = ()


FORMULAS = {
    "recent": Formula(amount=0.0, gap=1.0),
    "g0": Formula(gap=0.0),
    "g1": Formula(gap=1.0),
    "g2": Formula(),
    "g3": Formula(gap=3.0),
    "g5": Formula(gap=5.0),
    "g8": Formula(gap=8.0),
    "g0x3": Formula(gap=0.0, stretch=3.0),
    "g2x3": Formula(stretch=3.0),
}
"""The formulas a backtest chooses from, by name; the default is `g2`."""


@dataclass(frozen=True, slots=True)
class Tie:
    """What passed between the owner and one person. Days are ISO text, empty when there was none.

    `waiting_since` is the day they wrote last when nobody has answered; `trust` counts recommendations
    both ways; `met` is the last meeting in person.
    """

    strength: float = -GAP_WEIGHT * log(1 + _NEVER_DAYS)
    first: str = ""
    last: str = ""
    last_kind: str = ""
    direction: str = ""
    sent_days: int = 0
    received_days: int = 0
    trust: int = 0
    waiting_since: str = ""
    met: str = ""

    @property
    def exchanged(self) -> bool:
        """Both have spoken, or they have met."""
        return bool(self.sent_days and self.received_days)

    def gap(self, today: date) -> int | None:
        """Return the days since the last real contact; None if there never was one."""
        return (today - date.fromisoformat(self.last)).days if self.last else None

    def status(self, today: date) -> str:
        """Return `never`, `current`, `dormant`, or `faded`.

        Dormant is a tie worth waking: silent for three years, with trust or an exchange behind it. Faded is
        as silent, with neither. Never means no real contact yet, which is neither late nor dormant.
        """
        gap = self.gap(today)
        if gap is None:
            return "dormant" if self.trust else "never"
        if gap < DORMANT_DAYS:
            return "current"
        return "dormant" if self.trust or self.exchanged else "faded"


@dataclass(slots=True)
class _Log:
    """The days of one person, gathered: day number -> greatest mass of that day.

    `real` tells who spoke on days of real contact: 1 the owner, 2 the other, 3 both. `shared` by all those of whom
    nothing is known but that one connected with them on one day: most of a large network.
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


def is_real(interaction: Interaction) -> bool:
    """Tell whether an interaction is a real contact: words or time for somebody."""
    others = max(1, interaction.group - 1 if interaction.group else len(interaction.parties))
    return _weight(
        interaction.kind,
        interaction.direction,
        canned=interaction.canned,
        noted=interaction.with_note,
        others=others,
    ).real


def _sided(weight: float, direction: str, *, real: bool) -> _Weight:
    """Turn a weight into masses: a message sent (2) or received (1) is one day, a meeting (3) one of each."""
    if direction == "sent":
        return _Weight(sent=weight / 2, real=real)
    if direction == "received":
        return _Weight(received=weight, real=real)
    return _Weight(sent=weight / 3, received=weight / 3, real=real)


def ties(
    happened: Iterable[tuple[Interaction, Iterable[str]]],
    today: date,
    *,
    phone_book: Collection[str] = (),
    formula: Formula = FORMULAS["g2"],
) -> dict[str, Tie]:
    """Return the tie of every person that interactions up to `today` tell of.

    `happened` gives each interaction with the ids of the people it was with; `phone_book` names those with a
    mobile number or a birthday in the owner's own address book. Half-lives are 1, 4 and 12 times the owner's usual
    gap between two days of contact with one person, which makes 7, 28 and 84 days of a busy log and stretches them
    for one that spans years.
    """
    logs = _gather(happened, today)
    for person in phone_book:
        logs.setdefault(person, _Log())
    return _ties(logs, today.toordinal(), _fading(logs, today, formula), formula, phone_book)


def by_formula(
    happened: Iterable[tuple[Interaction, Iterable[str]]], today: date
) -> dict[str, dict[str, float]]:
    """Return the strengths of all people by each of `FORMULAS`, gathering what happened once."""
    logs, now = _gather(happened, today), today.toordinal()
    fading = {f.stretch: _fading(logs, today, f) for f in FORMULAS.values()}
    return {
        name: {person: tie.strength for person, tie in _ties(logs, now, fading[f.stretch], f, ()).items()}
        for name, f in FORMULAS.items()
    }


def _fading(logs: dict[str, _Log], today: date, formula: Formula) -> list[tuple[float, ...]]:
    """Return what is left of a day by its age, for each half-life."""
    lives = formula.half_lives or [formula.stretch * life for life in _half_lives(logs.values())]
    now = today.toordinal()
    earliest = min((day for one in logs.values() for day in (*one.sent, *one.received)), default=now)
    return [tuple(2.0 ** (-age / life) for life in lives) for age in range(now - earliest + 1)]


def _gather(happened: Iterable[tuple[Interaction, Iterable[str]]], today: date) -> dict[str, _Log]:
    logs: dict[str, _Log] = {}
    weights: dict[tuple[str, str, bool, bool, int], _Weight] = {}
    numbers: dict[str, int] = {}
    connected: dict[int, _Log] = {}
    limit = today.toordinal()
    for interaction, people in happened:
        if interaction.planned:
            continue
        stamp = interaction.at or interaction.date
        day = numbers.get(stamp[:10])
        if day is None:
            day = numbers[stamp[:10]] = _number(stamp[:10])
        if not 0 < day <= limit:
            continue
        others = max(1, interaction.group - 1 if interaction.group else len(interaction.parties))
        kind, direction = interaction.kind, interaction.direction
        form = (kind, direction, interaction.canned, interaction.with_note, others)
        weight = weights.get(form)
        if weight is None:
            weight = weights[form] = _weight(
                kind, direction, canned=interaction.canned, noted=interaction.with_note, others=others
            )
        for person in people:
            one = logs.get(person)
            if one is None and kind == "connection":
                one = logs[person] = connected.setdefault(day, _Log(shared=True))
            elif one is None:
                one = logs[person] = _Log()
            elif one.shared:
                one = logs[person] = _Log(dict(one.sent), dict(one.received))
            _note(one, day, stamp, kind, direction, weight)
    return logs


def _number(iso: str) -> int:
    try:
        return date.fromisoformat(iso).toordinal()
    except ValueError:
        return 0


def _note(one: _Log, day: int, stamp: str, kind: str, direction: str, weight: _Weight) -> None:
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


def _half_lives(logs: Iterable[_Log]) -> tuple[float, ...]:
    gaps = [later - earlier for one in logs for earlier, later in pairwise(sorted(one.real))]
    low, high = _UNIT_DAYS
    unit = min(high, max(low, median_low(gaps))) if gaps else low
    return tuple(float(unit * times) for times in _HALF_LIVES)


def _logs(days: dict[int, float], now: int, fading: list[tuple[float, ...]]) -> float:
    """Return the sum of ln(1 + faded days) over the half-lives."""
    if not days:
        return 0.0
    sums = [0.0] * len(fading[0])
    for day, mass in days.items():
        for number, share in enumerate(fading[now - day]):
            sums[number] += mass * share
    return sum(map(log1p, sums))


def _ties(
    logs: dict[str, _Log],
    now: int,
    fading: list[tuple[float, ...]],
    formula: Formula,
    phone_book: Collection[str],
) -> dict[str, Tie]:
    found: dict[str, Tie] = {}
    shared: dict[int, Tie] = {}
    for person, one in logs.items():
        if one.shared and person not in phone_book:
            tie = shared.get(id(one))
            if tie is None:
                tie = shared[id(one)] = _tie(one, now, fading, formula, known=False)
        else:
            tie = _tie(one, now, fading, formula, known=person in phone_book)
        found[person] = tie
    return found


def _tie(one: _Log, now: int, fading: list[tuple[float, ...]], formula: Formula, *, known: bool) -> Tie:
    real = one.real.values()
    sent_days = sum(spoke & 1 for spoke in real)
    received_days = sum(spoke >> 1 for spoke in real)
    amount = 2 * _logs(one.sent, now, fading) + _logs(one.received, now, fading)
    if sent_days and received_days:
        amount += _BOTH_WAYS
    bond = sum(weight * 2.0 ** (-(now - day) / life) for (day, _), (weight, life) in one.bonds.items())
    amount += log(1 + bond + (_PHONE_BOOK if known else 0.0))
    gap = now - _number(one.last[:10]) if one.last else _NEVER_DAYS
    return Tie(
        strength=formula.amount * amount - formula.gap * log(1 + gap),
        first=one.first[:10],
        last=one.last[:10],
        last_kind=one.last_kind,
        direction=one.direction,
        sent_days=sent_days,
        received_days=received_days,
        trust=one.trust,
        waiting_since=one.last[:10]
        if one.direction == "received" and one.last_kind == "message" and one.answered < one.last
        else "",
        met=one.met[:10],
    )
