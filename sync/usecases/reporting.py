"""The second duty: what changed between two exports, and how the network wears out and renews itself."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sync import __version__
from sync.config.place import Place
from sync.renewal import flow
from sync.renewal.changes import KINDS, Change, Comparison, Listing, follow
from sync.store import Export, Ref, Store, conclusions
from sync.store import touchpoints as kept
from sync.store.contacts import exchanges
from sync.touchpoints import cadence

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


class Exports:
    """The exports of one LinkedIn network: the day of each, oldest first, and the steps from one to the next.

    Steps, and the days of connection of everybody who ever stood in an export, are read from their text when they are
    asked for: most commands want the last step alone.
    """

    def __init__(self, text: str) -> None:
        days, self._losses, self._connected, *self._texts = text.split("\n")
        self.days: tuple[str, ...] = tuple(json.loads(days))

    def step(self, number: int) -> Comparison:
        """Return the step from an export (0 is the oldest) to the next."""
        on, told, cut, missing = json.loads(self._texts[number])
        return Comparison(on, tuple(map(_change, told)), cut, missing)

    def steps(self, start: int = 0) -> list[Comparison]:
        """Return the steps from an export on."""
        return [self.step(number) for number in range(start, len(self._texts))]

    def losses(self) -> list[Change]:
        """Return the changes of all steps by which the network lost people."""
        return [_change(told) for told in json.loads(self._losses)]

    def connected(self) -> list[str]:
        """Return for everybody who ever stood in one the day of connection, as their newest export tells it."""
        found: list[str] = json.loads(self._connected)
        return found


FORMAT = f"2 {__version__}"
"""Raised when comparing two exports comes to other results: those kept by an earlier version are then made anew."""


def compared(store: Store) -> list[Exports]:
    """Return the exports of every LinkedIn network that has several, with the steps between them.

    Comparing ten exports costs more than all the rest of a report, and gives the same for ever: it is done once.
    """
    by_scope: dict[str, list[Export]] = {}
    for export in store.exports("linkedin"):
        by_scope.setdefault(export.scope, []).append(export)
    found = []
    for scope, exports in by_scope.items():
        # A single export tells no change: its cards need not be read.
        if len(exports) > 1:
            mark = " ".join((FORMAT, *(one.fingerprint for one in exports)))
            kept = store.derived.parsed(f"steps {scope}", mark, Exports)
            if kept is None:
                told = _compared(store, scope)
                store.derived.keep(f"steps {scope}", mark, told)
                kept = Exports(told)
            found.append(kept)
    return found


def _compared(store: Store, scope: str) -> str:
    """Return the text that `Exports` reads."""
    listed = [
        Listing(s.source, s.taken_on, {key: store.card(name) for key, name in s.entries.items()})
        for s in store.snapshots("linkedin", scope)
    ]
    connected = {key: card.connected_on for listing in listed for key, card in listing.cards.items()}
    followed = follow(listed)
    steps = [
        _json((step.on, [_plain(change) for change in step.changes], step.suspicious, step.missing))
        for step in followed
    ]
    losses = [_plain(one) for step in followed for one in step.changes if one.kind in flow.LOSSES]
    # A line each, which JSON never breaks: what is not asked for need not be read to find what is.
    return "\n".join(
        (_json([one.on for one in listed]), _json(losses), _json(list(connected.values())), *steps)
    )


def _plain(one: Change) -> tuple[object, ...]:
    # As `dataclasses.astuple` does, forty times as fast: it copies every text.
    return (
        *(one.source, one.key, one.kind, one.before, one.after),
        *(one.on, one.name, one.about, one.evidence, one.was),
    )


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _change(told: list[Any]) -> Change:
    source, key, kind, before, after, on, name, about, evidence, was = told
    return Change(source, key, kind, before, after, on, name, about, tuple(evidence), was)


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
    for one in compared(store):
        latest = len(one.days) - 2
        start = max((n for n, on in enumerate(one.days) if on <= day), default=0) if day else latest
        steps = one.steps(min(start, latest))
        found += _summed([change for step in steps for change in step.changes])
        suspicious = next((step for step in reversed(steps) if step.suspicious), suspicious)
        first, last = one.days[min(start, latest)], one.days[-1]
    dead = {ref for ref, told in store.attributes().items() if "deceased" in told}
    if dead:
        people = {conclusions.person_of(store, ref) for ref in dead}
        found = [one for one in found if conclusions.person_of(store, (one.source, one.key)) not in people]
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
            people[ref] = conclusions.person_of(store, ref)
        return people[ref]

    for day, how, refs in exchanges(store, until=place.at):
        for ref in refs if day >= since and how != "message:canned" else ():
            days[person(ref)].add(day)

    def days_known(change: Change) -> int:
        return len(days[person((change.source, change.key))])

    return sorted(found, key=lambda change: (-days_known(change), change.name))


def report(network: Network, store: Store, place: Place, settings: Settings) -> flow.Report:
    """Return the state of the network today."""
    today, quarter = place.today, place.today - timedelta(days=flow.QUARTER_DAYS)
    alive = {person.id for person in network.planned}
    ties = {person: tie for person, tie in network.ties.items() if person in alive}
    tiers = cadence.tiers(
        ties,
        today,
        preset=settings.preset,
        chosen={person.id: person.tier for person in network.planned if person.tier},
    )
    exports = compared(store)
    connected = [on for one in exports for on in one.connected()]
    if not connected:
        connected = [day for day in network.roll.connected if day]
    latest = {
        person: (tier, settings.preset.tempo(tier).latest)
        for person, tier in tiers.items()
        if tier in ("close", "active")
    }
    made = flow.report(
        today,
        {person: tie.last for person, tie in ties.items()},
        {person: log.last_by(quarter) for person, log in network.logs.items()},
        latest,
        known=len(network.planned),
        reserve=sum(tie.status(today) == "dormant" for tie in ties.values()),
        connected_on=connected,
        changes=[change for one in exports for change in one.losses()],
        contacts=_contacts(network, alive),
        meets={person.id: min(person.appointments)[:10] for person in network.planned if person.appointments},
        silent=sum(tie.status(today) in ("dormant", "faded") for tie in ties.values()),
        compared=bool(exports),
        unreached=sum(bool(one.attributes and one.dead) for one in network.people.values()),
    )
    held, cool = (
        Counter(tiers.get(one.id, "watch") for one in network.planned),
        Counter(c.tier for c in made.cooling),
    )
    shown = (one.touchpoint for one in kept.load(store))
    kinds = Counter(change.kind for change in since(store).changes)
    return replace(
        made,
        circles=tuple(flow.Circle(tier, held[tier], cool[tier]) for tier in cadence.TIERS),
        work=flow.work(((t.on, t.state == "done") for t in shown if t.state != "dropped"), today),
        changed=tuple((kind, kinds[kind]) for kind in KINDS if kinds[kind]),
    )


def _contacts(network: Network, alive: set[str]) -> list[tuple[str, str]]:
    """Return one (day, person) for each person and day of real contact."""
    return [
        (date.fromordinal(day).isoformat(), person)
        for person, log in network.logs.items()
        if person in alive
        for day in log.real
    ]
