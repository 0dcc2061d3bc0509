"""What the planner knows of one person, and the days it may use. Values only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from sync.touchpoints.cadence import Preset
from sync.touchpoints.strength import Tie


@dataclass(frozen=True, slots=True)
class Move:
    """A change of employer: the day it was noticed, the company before and after."""

    on: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Claim:
    """Something that calls for a contact by a day: a favour that is owed, a word after having met at an event, or
    mail that came back from a person who may have moved.

    `kind` is `favour`, `event` or `returned`, `what` its words; `since` and `due` are days (`due` may be empty).
    """

    kind: str
    what: str
    since: str
    due: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """A person's turn in a campaign: its number, name and form, and the day of their batch."""

    campaign: int
    name: str
    form: str
    on: str


class Person(NamedTuple):
    """One person as the planner sees them. Days are ISO text.

    `since` is the day they first came into the store: someone never contacted is late from no earlier day.
    `tier` and `cadence_days` are set by the user (empty and 0 if not). `birthday` may lack the year.
    `appointments` are days on which a meeting with them is agreed. `company` and `city` are comparison
    forms, `sector` is set for the people of a trip's town (empty if unknown), `phone` and `address` tell that there is one.
    """

    id: str
    name: str
    tie: Tie = Tie()
    since: str = ""
    tier: str = ""
    cadence_days: int = 0
    connected_on: str = ""
    birthday: str = ""
    company: str = ""
    city: str = ""
    sector: str = ""
    phone: bool = False
    address: bool = False
    move: Move | None = None
    appointments: tuple[str, ...] = ()
    claims: tuple[Claim, ...] = ()
    turns: tuple[Turn, ...] = ()


@dataclass(frozen=True, slots=True)
class Days:
    """The days one can use. `closed` are holidays and breaks, `soft` those where half the budget is enough
    (August, the turn of the year), `busy` the minutes already taken on a day, `taken` from when to when these are,
    in minutes since midnight; `closed` and `soft` may reach beyond the horizon.
    """

    working: frozenset[int] = frozenset(range(5))
    closed: frozenset[str] = frozenset()
    soft: frozenset[str] = frozenset()
    busy: Mapping[str, int] = field(default_factory=dict)
    taken: Mapping[str, Sequence[tuple[int, int]]] = field(default_factory=dict)

    def open(self, day: date) -> bool:
        """Tell whether touchpoints may fall on `day`."""
        iso = day.isoformat()
        return (
            day.weekday() in self.working and iso not in self.closed and self.busy.get(iso, 0) < _FULL_DAY_MIN
        )


_FULL_DAY_MIN = 6 * 60


@dataclass(frozen=True, slots=True)
class Trip:
    """The owner is in a town from one day to another; `city` is its comparison form, `place` what they call it.

    `source` is `user`, or `calendar` for one that was read from there.
    """

    place: str
    city: str
    first: str
    last: str
    source: str = "user"


@dataclass(frozen=True, slots=True)
class Settings:
    """How to plan. `installation` is part of every id; `city` is the owner's, as a comparison form;
    `trips` take them elsewhere. Until the day `catch_up` the larger part of each week wakes dormant ties.
    """

    installation: str
    per_week: int = 5
    per_day: int = 2
    reconnections: int = 1
    horizon_days: int = 400
    preset: Preset = field(default_factory=Preset)
    city: str = ""
    trips: tuple[Trip, ...] = ()
    catch_up: str = ""
