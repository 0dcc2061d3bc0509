"""Favours of the user: note, settle, list, match, and who would stand by."""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import timedelta

from sync.config.place import Place
from sync.model import Interaction, Party
from sync.ports import UsageError
from sync.renewal import favours as core
from sync.renewal.favours import Favour
from sync.store import Store, interactions
from sync.store import favours as kept
from sync.touchpoints.ledger import is_real
from sync.usecases import network as networks
from sync.usecases import people, when
from sync.usecases.posts import posts

_DONE = ("given", "received")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was noted or settled, of whom, and the journal step (None if it was known)."""

    favour: Favour
    name: str
    journal: int | None


def note(
    store: Store,
    place: Place,
    query: str,
    kind: str,
    what: str,
    *,
    on: str = "",
    due: str = "",
    dry_run: bool = False,
) -> Outcome:
    """Note a favour of a person; the same one twice is one. Raises `UsageError`."""
    person = people.one(store, query)
    day = when.day(on, place.today, region=place.region, past=True) if on else place.today
    until = when.day(due, place.today, region=place.region).isoformat() if due else ""
    if day > place.today:
        raise UsageError("plan.future-day", value=day.isoformat())
    text = " ".join(what.split())
    if not text:
        raise UsageError("favour.empty")
    name = "\n".join(("favour", *person.ref, kind, text, day.isoformat()))
    favour = Favour(str(uuid.uuid5(store.installation, name)), person.id, kind, text, day.isoformat(), until)
    with store.change(f"favour {kind} {person.name}", place.at, dry_run=dry_run) as step:
        kept.put(store, person.ref, favour)
        if kind in _DONE:
            _happened(store, person, favour)
    return Outcome(favour, person.name, step.id)


def _happened(store: Store, person: people.Person, favour: Favour) -> None:
    """Keep a favour as a contact too: it counts for the tie and stands in the timeline."""
    interactions.put(
        store,
        Interaction(
            source="user",
            key=f"favour {favour.id}",
            file="",
            row=0,
            kind="favour",
            parties=(Party(person.ref[1], person.name),),
            date=favour.on,
            direction="sent" if favour.kind == "given" else "received",
            summary=favour.what,
        ),
        "user",
        [person.ref],
    )


def settle(store: Store, place: Place, query: str, *, dry_run: bool = False) -> Outcome:
    """Settle an open favour, named by its id or by the person; one that was owed is given by that."""
    standing = [one for one in kept.load(store) if one.open]
    told = query.strip().lower()
    fitting = [one for one in standing if len(told) >= 4 and one.id.startswith(told)]
    if not fitting:
        person = people.one(store, query)
        mine = [one for one in standing if one.person == person.id]
        fitting = [one for one in mine if one.kind == "owed"] or mine
    if not fitting:
        raise UsageError("favour.none-open", query=query)
    if len(fitting) > 1:
        raise UsageError("favour.several", query=query, ids=", ".join(one.id[:8] for one in fitting))
    favour = fitting[0]
    person = people.load(store, [favour.person])[favour.person]
    with store.change(f"favour settled {person.name}", place.at, dry_run=dry_run) as step:
        settled = kept.settle(store, favour, place.today.isoformat())
        if favour.kind == "owed":
            today = place.today.isoformat()
            given = Favour(
                str(uuid.uuid5(store.installation, f"given {favour.id}")),
                person.id,
                "given",
                favour.what,
                today,
            )
            kept.put(store, person.ref, given)
            _happened(store, person, given)
    return Outcome(settled, person.name, step.id)


@dataclass(frozen=True, slots=True)
class Ledger:
    """All favours with the living, the balance with each person, and the names of all concerned."""

    favours: tuple[Favour, ...]
    balance: tuple[core.Balance, ...]
    matches: tuple[core.Match, ...]
    names: dict[str, str]
    about: dict[str, str]


def ledger(store: Store, place: Place, *, match: bool = False) -> Ledger:
    """Return the ledger; with `match` who could help with what is looked for."""
    network = networks.load(store, place)
    names = {one.id: one.name for one in network.planned}
    found = tuple(one for one in kept.load(store) if one.person in names)
    matched: tuple[core.Match, ...] = ()
    if match:
        matched = tuple(core.matches(found, _profiles(store, network), tags=network.tags))
    about = {match.helper: people.described(network.people[match.helper].card) for match in matched}
    return Ledger(found, tuple(core.balance(found)), matched, names, about)


def _profiles(store: Store, network: networks.Network) -> list[core.Profile]:
    """Return what is known of all who could help."""
    told = posts(store, network.roll, network.people)
    return [
        core.Profile(
            one.id,
            one.name,
            told.titles[one.id],
            told.companies[one.id],
            told.keywords.get(one.id, ()),
            max(0.0, one.tie.strength + 40),
        )
        for one in network.planned
    ]


def support(store: Store, place: Place) -> tuple[list[core.Supporter], networks.Network]:
    """Return who would stand by the owner tomorrow, the surest first, and the network they are of."""
    network = networks.load(store, place)
    alive = {one.id for one in network.planned}
    since = (place.today - timedelta(days=core.STAND_BY_DAYS)).isoformat()
    days: dict[str, set[str]] = defaultdict(set)
    told: dict[str, Counter[str]] = defaultdict(Counter)
    for one, who in networks.happened(store, place):
        if one.day < since or not is_real(one):
            continue
        for person in who:
            days[person].add(one.day)
            in_person = one.kind in ("meeting", "lunch", "breakfast")
            told[person]["met" if in_person else one.direction] += 1
    past = {
        person: core.Past(
            len(days[person]),
            told[person]["sent"] + told[person]["mutual"],
            told[person]["received"] + told[person]["mutual"],
            told[person]["met"],
            network.ties[person].trust if person in network.ties else 0,
        )
        for person in alive
        if person in days
    }
    favours = [one for one in kept.load(store) if one.person in alive]
    return core.supporters(past, favours, place.today), network
