"""Targets of the user: keep one, and see coverage, gap, bridges and the build plan of today."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sync.config.place import Place
from sync.config.settings import Settings as Options
from sync.model import Fact
from sync.ports import UsageError
from sync.renewal import target as core
from sync.renewal.target import Known, Target
from sync.store import Store
from sync.touchpoints import cadence
from sync.touchpoints.people import Settings
from sync.usecases import network as networks
from sync.usecases.posts import posts

_SCOPE = "target"


@dataclass(frozen=True, slots=True)
class Seen:
    """A target as it stands today, whom to tell of it in which order, and the step that kept it (None if known)."""

    view: core.View
    announce: tuple[Known, ...]
    names: dict[str, str]
    journal: int | None


def targets(store: Store) -> list[Target]:
    """Return the targets that are kept, in order of arrival."""
    return [
        Target(
            told["label"],
            told.get("city", ""),
            tuple(role for role in told.get("roles", "").split("\n") if role),
            int(told.get("ideal", core.IDEAL)),
            told.get("since", ""),
        )
        for told in store.facts("target")
    ]


def aim(
    store: Store,
    place: Place,
    options: Options,
    label: str,
    *,
    city: str = "",
    roles: Iterable[str] = (),
    ideal: int = 0,
    dry_run: bool = False,
) -> Seen:
    """Keep a target (a known label is changed, and keeps its first day) and return how it stands.

    Without a label the newest one. Raises `UsageError` when there is none.
    """
    known = {one.label.casefold(): one for one in targets(store)}
    text = " ".join(label.split())
    if not text:
        if not known:
            raise UsageError("target.none")
        found = list(known.values())[-1]
        return _seen(store, place, options, found, None)
    before = known.get(text.casefold())
    target = Target(
        before.label if before else text,
        city or (before.city if before else ""),
        tuple(roles) or (before.roles if before else ()),
        ideal or (before.ideal if before else core.IDEAL),
        before.since if before else place.today.isoformat(),
    )
    with store.change(f"target {target.label}", place.at, dry_run=dry_run) as step:
        if before != target:
            kept = [one for one in known.values() if one is not before]
            store.replace_facts("user", "target", _SCOPE, map(_fact, (*kept, target)))
    return _seen(store, place, options, target, step.id)


def drop(store: Store, place: Place, label: str, *, dry_run: bool = False) -> int | None:
    """Give a target up; return the journal step. Raises `UsageError` when there is none of that name."""
    known = targets(store)
    kept = [one for one in known if one.label.casefold() != " ".join(label.split()).casefold()]
    if len(kept) == len(known):
        raise UsageError("target.unknown", label=label)
    with store.change(f"target dropped {label}", place.at, dry_run=dry_run) as step:
        store.replace_facts("user", "target", _SCOPE, map(_fact, kept))
    return step.id


def _fact(one: Target) -> Fact:
    told = (
        ("label", one.label),
        ("city", one.city),
        ("roles", "\n".join(one.roles)),
        ("ideal", str(one.ideal)),
        ("since", one.since),
    )
    return Fact("user", "target", "", 0, told)


def _seen(store: Store, place: Place, options: Options, target: Target, journal: int | None) -> Seen:
    network = networks.load(store, place)
    people = known_people(store, network, place, networks.settings(store, options))
    view = core.view(target, people, place.today)
    told = core.announcing(people, set(view.covered), view.bridges)
    return Seen(view, tuple(told), {one.person: one.name for one in people}, journal)


def sectors_of(store: Store, network: networks.Network) -> dict[str, str]:
    """Return the sector of everybody for whom something may be planned."""
    told = posts(store, network.roll, network.people)
    return told.sectors((one.id for one in network.planned), network.tags)


def known_people(store: Store, network: networks.Network, place: Place, settings: Settings) -> list[Known]:
    """Return the network as a target sees it."""
    told = posts(store, network.roll, network.people, standings=True)
    ids, today = [one.id for one in network.planned], place.today
    tiers = cadence.tiers(
        {one.id: one.tie for one in network.planned},
        place.today,
        preset=settings.preset,
        chosen={one.id: one.tier for one in network.planned if one.tier},
    )
    cities = dict(zip(network.roll.ids, network.roll.cities, strict=True))
    sectors = told.sectors(ids, network.tags)
    return [
        Known(
            one.id,
            one.name,
            told.titles[one.id],
            told.companies[one.id],
            sectors[one.id],
            cities[one.id],
            told.keywords.get(one.id, ()),
            told.former.get(one.id, ()),
            tiers.get(one.id, "watch"),
            one.tie.status(today),
            one.tie.strength,
            one.tie.trust,
            bool(one.tie.met),
            one.tie.exchanged,
            one.connected_on or one.since,
            told.employers[told.companies[one.id]],
            told.standings[told.titles[one.id]],
        )
        for one in network.planned
    ]
