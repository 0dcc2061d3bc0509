"""Trips of the owner: where they are, and whom they could meet there."""

from __future__ import annotations

from dataclasses import dataclass

from sync.config.place import Place
from sync.config.settings import Settings as Options
from sync.model import Fact, Touchpoint
from sync.normalize.text import fold
from sync.ports import UsageError
from sync.store import Store
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
    journal: int | None = None


def travel(
    store: Store, place: Place, options: Options, town: str, first: str, last: str, *, dry_run: bool = False
) -> Journey:
    """Keep a trip and return whom to meet on it. Raises `UsageError`."""
    name = " ".join(town.split())
    if not fold(name):
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
        found = _journey(store, place, options, dict(told))
    return Journey(found.place, found.first, found.last, found.planned, found.known, step.id)


def coming(store: Store, place: Place, options: Options) -> list[Journey]:
    """Return the trips that are not over, the next first."""
    found = [told for told in store.facts("trip") if told["last"] >= place.today.isoformat()]
    return [_journey(store, place, options, told) for told in sorted(found, key=lambda one: one["first"])]


def cancel(store: Store, place: Place, town: str, *, dry_run: bool = False) -> tuple[int, int | None]:
    """Take back the coming trips to a town; return how many. Raises `UsageError` when there is none."""
    mine = [
        told
        for told in store.facts("trip")
        if fold(told["place"]) == fold(town) and told["last"] >= place.today.isoformat()
    ]
    if not mine:
        raise UsageError("trip.unknown", place=town)
    with store.change(f"trip cancelled {town}", place.at, dry_run=dry_run) as step:
        kept = [
            Fact("user", "trip", "", 0, tuple(told.items()))
            for told in store.facts("trip")
            if told not in mine
        ]
        store.replace_facts("user", "trip", _SCOPE, kept)
    return len(mine), step.id


def _journey(store: Store, place: Place, options: Options, told: dict[str, str]) -> Journey:
    made = planning.plan(store, place, options)
    planned = tuple(
        one
        for one in made.plan.touchpoints
        if one.kind == "trip"
        and told["first"] <= one.on <= told["last"]
        and dict(one.reasons[0].args).get("place") == told["place"]
    )
    known = sum(person.city == fold(told["place"]) for person in made.network.planned)
    return Journey(told["place"], told["first"], told["last"], planned, known)
