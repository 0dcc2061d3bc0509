"""Trips of the owner: where they are, and whom they could meet there."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sync.config.place import Place
from sync.config.settings import Settings as Options
from sync.model import Fact, Touchpoint
from sync.normalize import text
from sync.ports import UsageError
from sync.store import Store
from sync.touchpoints.people import Trip
from sync.usecases import network as networks
from sync.usecases import planning, when

_SCOPE = "trips"


@dataclass(frozen=True, slots=True)
class Journey:
    """One trip, the touchpoints planned on it, and how many people of the town are known."""

    place: str
    first: str
    last: str
    planned: tuple[Touchpoint, ...]
    known: int
    source: str = "user"
    journal: int | None = None


def travel(
    store: Store, place: Place, options: Options, town: str, first: str, last: str, *, dry_run: bool = False
) -> Journey:
    """Keep a trip and return whom to meet on it. Raises `UsageError`."""
    name = " ".join(town.split())
    if not text.town(name):
        raise UsageError("trip.unnamed")
    begin = when.day(first, place.today, region=place.region)
    end = when.day(last, place.today, region=place.region) if last else begin
    if end < begin:
        raise UsageError("trip.backwards", first=begin.isoformat(), last=end.isoformat())
    if end < place.today:
        raise UsageError("trip.over", last=end.isoformat())
    told = (("place", name), ("first", begin.isoformat()), ("last", end.isoformat()))
    with store.change(f"trip {name}", place.at, dry_run=dry_run) as step:
        store.put_fact(Fact("user", "trip", "", 0, told), _SCOPE)
        trip = Trip(name, text.town(name), begin.isoformat(), end.isoformat())
        found = _journey(planning.plan(store, place, options), trip)
    return replace(found, journal=step.id)


def coming(store: Store, place: Place, options: Options) -> list[Journey]:
    """Return the trips that are not over, the next first: those told, and those read from the calendar."""
    made = planning.plan(store, place, options)
    ahead = [trip for trip in made.settings.trips if trip.last >= place.today.isoformat()]
    return [_journey(made, trip) for trip in sorted(ahead, key=lambda one: (one.first, one.city))]


def cancel(
    store: Store, place: Place, options: Options, name: str, *, dry_run: bool = False
) -> tuple[int, int | None]:
    """Take back the coming trips to a town; return how many. Raises `UsageError` when there is none.

    One that the calendar tells of is remembered as called off, for the calendar will tell it again.
    """
    known = networks.settings(store, options, networks.load(store, place)).trips
    mine = [trip for trip in known if trip.city == text.town(name) and trip.last >= place.today.isoformat()]
    if not mine:
        raise UsageError("trip.unknown", place=name)
    with store.change(f"trip cancelled {name}", place.at, dry_run=dry_run) as step:
        gone = {(trip.place, trip.first, trip.last) for trip in mine}
        kept = [
            Fact("user", "trip", "", 0, tuple(told.items()))
            for told in store.facts("trip")
            if (told["place"], told["first"], told["last"]) not in gone
        ]
        store.replace_facts("user", "trip", _SCOPE, kept)
        for trip in mine:
            if trip.source == "calendar":
                off = (("place", trip.place), ("first", trip.first))
                store.put_fact(Fact("user", "trip-off", "", 0, off), _SCOPE)
    return len(mine), step.id


def _journey(made: planning.Agenda, trip: Trip) -> Journey:
    planned = tuple(
        one
        for one in made.plan.touchpoints
        if one.kind == "trip"
        and trip.first <= one.on <= trip.last
        and dict(one.reasons[0].args).get("place") == trip.place
    )
    known = sum(person.city == trip.city for person in made.network.planned)
    return Journey(trip.place, trip.first, trip.last, planned, known, trip.source)
