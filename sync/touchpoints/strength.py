"""Tie strength: how close each person is to the owner, told from what happened between them.

Terms
tie              all that is known of the exchanges with one person: strength, last real contact, trust
log, mass, bond  see `ledger`; a number in one's own phone book is a bond, too

The formula was measured on three public message logs (mean average precision .651, most recent first .576):

    strength = A - g * ln(1 + gap),   g = 2
    A = sum over half-lives h of [2 ln(1 + E_h(sent days)) + ln(1 + E_h(received days))] + 0.5 * [both ways]
    E_h(X) = sum over days d in X of mass(d) * 2 ** (-(today - d) / h)
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from math import log, log1p
from typing import NamedTuple

from sync.model import Interaction
from sync.touchpoints.ledger import Log, gather, usual_gap

GAP_WEIGHT = 2.0
DORMANT_DAYS = 3 * 365 + 1
"""Three years without contact (Levin, Walter and Murnighan 2011)."""

_UNIT_DAYS = (7, 60)
_HALF_LIVES = (1, 4, 12)
_BOTH_WAYS = 0.5
_NEVER_DAYS = 20_000
_PHONE_BOOK = 1.0
_OWNER, _OTHER, _BOTH = 1, 2, 3


@dataclass(frozen=True, slots=True)
class Formula:
    """How strength is reckoned: `amount * A - gap * ln(1 + gap)`.

    Half-lives are `stretch` times those of the log, unless they are given, in days.
    """

    amount: float = 1.0
    gap: float = GAP_WEIGHT
    stretch: float = 1.0
    half_lives: tuple[float, float, float] | None = None


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


class Tie(NamedTuple):
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

    def status(self, today: date) -> str:
        """Return `never`, `current`, `dormant`, or `faded`.

        Dormant is a tie worth waking: silent for three years, with trust or an exchange behind it. Faded is
        as silent, with neither. Never means no real contact yet, which is neither late nor dormant.
        """
        if not self.last:
            return "dormant" if self.trust else "never"
        if self.last > _long_ago(today):
            return "current"
        return "dormant" if self.trust or self.exchanged else "faded"


@lru_cache(maxsize=8)
def _long_ago(today: date) -> str:
    return (today - timedelta(days=DORMANT_DAYS)).isoformat()


def ties(
    logs: Mapping[str, Log],
    today: date,
    *,
    phone_book: Collection[str] = (),
    formula: Formula = FORMULAS["g2"],
) -> dict[str, Tie]:
    """Return the tie of every person with a log up to `today`, or in `phone_book`: those with a mobile number or a
    birthday in the owner's own address book.

    Half-lives are 1, 4 and 12 times the owner's usual gap between two days of contact with one person, which makes 7,
    28 and 84 days of a busy log and stretches them for one that spans years.
    """
    return _ties(logs, today.toordinal(), _fading(logs, today, formula), formula, phone_book)


def by_formula(
    happened: Iterable[tuple[Interaction, Iterable[str]]], today: date
) -> dict[str, dict[str, float]]:
    """Return the strengths of all people by each of `FORMULAS`, gathering what happened once."""
    logs, now = gather(happened, today), today.toordinal()
    fading = {f.stretch: _fading(logs, today, f) for f in FORMULAS.values()}
    return {
        name: {person: tie.strength for person, tie in _ties(logs, now, fading[f.stretch], f, ()).items()}
        for name, f in FORMULAS.items()
    }


def _fading(logs: Mapping[str, Log], today: date, formula: Formula) -> list[tuple[float, float, float]]:
    """Return what is left of a day by its age, for each half-life."""
    one, two, three = formula.half_lives or [formula.stretch * life for life in _half_lives(logs)]
    now = today.toordinal()
    earliest = min((day for log in logs.values() for day in (*log.sent, *log.received)), default=now)
    return [
        (2.0 ** (-age / one), 2.0 ** (-age / two), 2.0 ** (-age / three)) for age in range(now - earliest + 1)
    ]


def _half_lives(logs: Mapping[str, Log]) -> tuple[float, ...]:
    low, high = _UNIT_DAYS
    unit = min(high, max(low, usual_gap(logs.values()) or low))
    return tuple(float(unit * times) for times in _HALF_LIVES)


def _logs(days: dict[int, float], now: int, fading: list[tuple[float, float, float]]) -> float:
    """Return the sum of ln(1 + faded days) over the half-lives."""
    short = middle = long = 0.0
    for day, mass in days.items():
        one, two, three = fading[now - day]
        short += mass * one
        middle += mass * two
        long += mass * three
    return log1p(short) + log1p(middle) + log1p(long)


def _ties(
    logs: Mapping[str, Log],
    now: int,
    fading: list[tuple[float, float, float]],
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
    nothing = _tie(Log(), now, fading, formula, known=True)
    return found | {person: nothing for person in phone_book if person not in logs}


def _tie(
    one: Log, now: int, fading: list[tuple[float, float, float]], formula: Formula, *, known: bool
) -> Tie:
    spoke = list(one.real.values())
    both = spoke.count(_BOTH)
    sent_days, received_days = spoke.count(_OWNER) + both, spoke.count(_OTHER) + both
    amount = 2 * _logs(one.sent, now, fading) + _logs(one.received, now, fading)
    if sent_days and received_days:
        amount += _BOTH_WAYS
    bond = 0.0
    for (day, _), (weight, life) in one.bonds.items():
        bond += weight * 2.0 ** (-(now - day) / life)
    amount += log(1 + bond + (_PHONE_BOOK if known else 0.0))
    gap = now - max(one.real) if spoke else _NEVER_DAYS
    last = one.last[:10]
    asked = one.direction == "received" and one.last_kind == "message" and one.answered < one.last
    return Tie(
        formula.amount * amount - formula.gap * log(1 + gap),
        one.first[:10],
        last,
        one.last_kind,
        one.direction,
        sent_days,
        received_days,
        one.trust,
        last if asked else "",
        one.met[:10],
    )
