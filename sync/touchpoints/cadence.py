"""Tiers and cadences: how many people one keeps close, and how often one is in touch with them.

Terms
tier      close (15), active (50), network (150), watch (the rest), filled by tie strength (Dunbar's layers)
tempo     the ideal and the latest interval between two contacts of a tier, in days
stretch   what tempos are multiplied by when the budget of the week is too small for all of them
preset    tiers, tempos and budget that suit one occupation

A tier or a cadence that the user has set always wins, and is never stretched.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import inf

from sync.touchpoints.strength import Tie

TIERS = ("close", "active", "network", "watch")
_KEEPS_UNTIL = 1.2
_SHORTEST_DAYS = 7
_WEEKS = 52
_DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?")


@dataclass(frozen=True, slots=True)
class Tempo:
    """Days between two contacts: the ideal and the latest. Both 0: no regular contact."""

    ideal: int = 0
    latest: int = 0


@dataclass(frozen=True, slots=True)
class Preset:
    """How an occupation keeps its network: people a tier, their tempos, and the budget of a week.

    `reconnections` is how many dormant ties are woken a week.
    """

    sizes: tuple[int, int, int] = (15, 50, 150)
    close: Tempo = Tempo(45, 60)
    active: Tempo = Tempo(120, 160)
    network: Tempo = Tempo(365, 438)
    per_week: int = 5
    per_day: int = 2
    reconnections: int = 1

    def tempo(self, tier: str) -> Tempo:
        """Return the tempo of a tier."""
        return {"close": self.close, "active": self.active, "network": self.network}.get(tier, Tempo())

    @property
    def touches_a_year(self) -> float:
        """How many touches full close and active tiers ask for in a year (274 by default)."""
        return sum(
            round(365 * size / tempo.ideal)
            for size, tempo in zip(self.sizes[:2], (self.close, self.active), strict=True)
        )


PRESETS: dict[str, Preset] = {
    "": Preset(),
    # Many moderately weak ties and sleeping ones, for a while (Rajkumar et al. 2022).
    "job-seeker": Preset(
        (15, 80, 250), Tempo(30, 40), Tempo(75, 100), Tempo(270, 330), per_week=12, per_day=4, reconnections=3
    ),
    "headhunter": Preset(
        (20, 100, 400),
        Tempo(45, 60),
        Tempo(90, 120),
        Tempo(270, 330),
        per_week=12,
        per_day=4,
        reconnections=2,
    ),
    "coach": Preset((15, 60, 200), Tempo(45, 60), Tempo(90, 120), per_week=7, per_day=2, reconnections=1),
    "consultant": Preset(
        (15, 70, 250), Tempo(45, 60), Tempo(90, 120), per_week=8, per_day=2, reconnections=1
    ),
    "founder": Preset((20, 60, 200), Tempo(30, 40), Tempo(90, 120), per_week=8, per_day=3, reconnections=1),
}


def stretch(preset: Preset, per_week: int, reconnections: int) -> float:
    """Return what tempos are multiplied by: `max(1, touches a year / 52 / (budget - reconnections))`.

    >>> round(stretch(Preset(), 5, 1), 2), stretch(Preset(), 7, 1)
    (1.32, 1.0)
    """
    room = max(per_week - reconnections, 0.5)
    return max(1.0, preset.touches_a_year / _WEEKS / room)


def woken_in_catch_up(per_week: int) -> int:
    """Return how many dormant ties a week wakes in a catch-up: three of five, and one place is always left.

    >>> woken_in_catch_up(5), woken_in_catch_up(12), woken_in_catch_up(1)
    (3, 7, 0)
    """
    return min(round(0.6 * per_week), per_week - 1)


def days(duration: str) -> int:
    """Return the days of an ISO 8601 duration without time, at least a week; 0 if there is none to read.

    >>> days("P3M"), days("P2W"), days("P1D"), days("often")
    (91, 14, 7, 0)
    """
    found = _DURATION.fullmatch(duration.strip().upper())
    if not found or not any(found.groups()):
        return 0
    years, months, weeks, single = (int(part or 0) for part in found.groups())
    total = round(years * 365.25 + months * 30.4375) + weeks * 7 + single
    return max(_SHORTEST_DAYS, total) if total else 0


def tiers(
    ties: Mapping[str, Tie],
    today: date,
    *,
    preset: Preset | None = None,
    chosen: Mapping[str, str] | None = None,
    before: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """Return the tier of every person in `ties` and `chosen`.

    The user's choice stands and takes a place of its tier. The rest go by strength: whoever has been in touch
    within three years and was not a mere sender. Someone keeps the tier they had `before` until a fifth more
    people than it holds are stronger, so that one message never pushes others about.
    """
    plan = preset or PRESETS[""]
    chosen = chosen or {}
    before = before or {}
    ranked = sorted(
        (
            person
            for person, tie in ties.items()
            if person not in chosen and tie.status(today) == "current" and tie.sent_days
        ),
        key=lambda person: (-ties[person].strength, person),
    )
    result = dict.fromkeys(ties, "watch") | dict(chosen)
    start = 0
    limits: list[float] = []
    for tier, size in zip(TIERS, plan.sizes, strict=False):
        start += max(0, size - sum(1 for told in chosen.values() if told == tier))
        limits.append(start)
    limits.append(inf)
    for rank, person in enumerate(ranked):
        place = next(number for number, limit in enumerate(limits) if rank < limit)
        had = TIERS.index(before[person]) if before.get(person) in TIERS else place
        if had < place and rank < limits[had] * _KEEPS_UNTIL:
            place = had
        result[person] = TIERS[place]
    return result
