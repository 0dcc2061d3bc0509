"""The second duty: what changed between two exports, and how the network wears out and renews itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from sync.config.place import Place
from sync.renewal import flow
from sync.renewal.changes import Change, Comparison, Listing, follow
from sync.store import Ref, Snapshot, Store
from sync.touchpoints import cadence, strength

if TYPE_CHECKING:
    from sync.touchpoints.people import Settings
    from sync.usecases.network import Network


RECENT_DAYS = 730


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed up to the newest export. `first` and `last` are the days of the exports compared, empty when
    there are fewer than two; `suspicious` the comparison whose newer export looks cut, if there is one.
    """

    changes: tuple[Change, ...]
    first: str = ""
    last: str = ""
    suspicious: Comparison | None = None


_known: WeakKeyDictionary[Store, tuple[tuple[int, int], list[tuple[list[Listing], list[Comparison]]]]] = (
    WeakKeyDictionary()
)


def compared(store: Store) -> list[tuple[list[Listing], list[Comparison]]]:
    """Return the exports of every LinkedIn network with the steps between them.

    Reading ten exports costs more than all the rest of a report, so it is done once for each state of the store.
    """
    state = store.db.total_changes, store.db.execute("PRAGMA data_version").fetchone()[0]
    known = _known.get(store)
    if known is None or known[0] != state:
        known = state, [(one, follow(one)) for one in listings(store)]
        _known[store] = known
    return known[1]


def listings(store: Store) -> list[list[Listing]]:
    """Return the exports of every LinkedIn network, each oldest first."""
    by_scope: dict[str, list[Snapshot]] = {}
    for snapshot in store.snapshots("linkedin"):
        by_scope.setdefault(snapshot.scope, []).append(snapshot)
    return [
        [
            Listing(s.source, s.taken_on, {key: store.card(name) for key, name in s.entries.items()})
            for s in snapshots
        ]
        for snapshots in by_scope.values()
        # A single export tells no change: its cards need not be read.
        if len(snapshots) > 1
    ]


def changes(store: Store) -> tuple[Change, ...]:
    """Return the changes of the newest export against the one before it."""
    return since(store).changes


def since(store: Store, day: str = "") -> Changes:
    """Return what changed since the export of `day` (the newest not after it); by default since the last but one.

    Several exports in between are followed step by step, and only what holds at the end is told.
    """
    found: list[Change] = []
    first = last = ""
    suspicious: Comparison | None = None
    for one, every in compared(store):
        start = (
            max((n for n, listing in enumerate(one) if listing.on <= day), default=0) if day else len(one) - 2
        )
        steps = every[min(start, len(one) - 2) :]
        found += _summed([change for step in steps for change in step.changes])
        suspicious = next((step for step in reversed(steps) if step.suspicious), suspicious)
        first, last = one[min(start, len(one) - 2)].on, one[-1].on
    dead = {ref for ref, told in store.attributes().items() if "deceased" in told}
    if dead:
        people = {store.person_of(ref) for ref in dead}
        found = [one for one in found if store.person_of((one.source, one.key)) not in people]
    return Changes(tuple(found), first, last, suspicious)


def _summed(found: list[Change]) -> list[Change]:
    """Join the changes of several steps: a move and a later move are one; who came and went is left out."""
    joined: dict[tuple[str, str], Change] = {}
    for change in found:
        slot = (change.was or change.key, change.kind)
        if change.kind == "vanished" and (change.key, "new") in joined:
            del joined[change.key, "new"]
            continue
        if change.kind == "back" and (change.was or change.key, "vanished") in joined:
            del joined[change.was or change.key, "vanished"]
            continue
        known = joined.get(slot)
        if known and change.kind in ("moved", "retitled", "renamed"):
            joined[slot] = replace(change, before=known.before)
        else:
            joined[slot] = change
    return list(joined.values())


def closest_first(found: Iterable[Change], store: Store, place: Place) -> list[Change]:
    """Return the changes, first those of the people one had most to do with in two years, then by name."""
    since = (place.today - timedelta(days=RECENT_DAYS)).isoformat()
    people: dict[Ref, str] = {}
    days: dict[str, set[str]] = defaultdict(set)

    def person(ref: Ref) -> str:
        if ref not in people:
            people[ref] = store.person_of(ref)
        return people[ref]

    for day, how, refs in store.exchanges(until=place.at):
        for ref in refs if day >= since and how != "message:canned" else ():
            days[person(ref)].add(day)

    def days_known(change: Change) -> int:
        return len(days[person((change.source, change.key))])

    return sorted(found, key=lambda change: (-days_known(change), change.name))


def report(network: Network, store: Store, place: Place, settings: Settings) -> flow.Report:
    """Return the state of the network today."""
    today, quarter = place.today, place.today - timedelta(days=flow.QUARTER_DAYS)
    earlier = [(one, who) for one, who in network.happened if one.day <= quarter.isoformat()]
    before = strength.ties(earlier, quarter, phone_book=network.phone_book)
    alive = {person.id for person in network.planned}
    ties = {person: tie for person, tie in network.ties.items() if person in alive}
    tiers = cadence.tiers(
        ties,
        today,
        preset=settings.preset,
        chosen={person.id: person.tier for person in network.planned if person.tier},
    )
    exports = [listing for listing, _ in compared(store)]
    steps = [step for _, every in compared(store) for step in every]
    connected = {
        (listing.source, key): card.connected_on
        for one in exports
        for listing in one
        for key, card in listing.cards.items()
    }
    for person in network.people.values() if not connected else ():
        for kept in person.records:
            if kept.record.card.connected_on:
                connected[kept.ref] = kept.record.card.connected_on
    latest = {
        person: (tier, settings.preset.tempo(tier).latest)
        for person, tier in tiers.items()
        if tier in ("close", "active")
    }
    return flow.report(
        today,
        {person: tie.last for person, tie in ties.items()},
        {person: tie.last for person, tie in before.items()},
        latest,
        known=len(network.planned),
        reserve=sum(tie.status(today) == "dormant" for tie in ties.values()),
        connected_on=connected.values(),
        changes=[change for step in steps for change in step.changes],
        contacts=_contacts(network, alive),
        meets={person.id: min(person.appointments)[:10] for person in network.planned if person.appointments},
        silent=sum(tie.status(today) in ("dormant", "faded") for tie in ties.values()),
        compared=any(len(one) > 1 for one in exports),
    )


def _contacts(network: Network, alive: set[str]) -> list[tuple[str, str]]:
    """Return one (day, person) for each person and day of real contact."""
    return list(
        {
            (one.day, person)
            for one, who in network.happened
            if strength.is_real(one)
            for person in who
            if person in alive
        }
    )
