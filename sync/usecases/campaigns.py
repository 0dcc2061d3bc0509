"""Campaigns: choose the people, check their addresses, plan batches, tick off, note replies and returned mail.

Nothing is ever sent: labels, tables and drafts are files for the user to print or send.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sync.config.place import Place
from sync.config.settings import Settings as Options
from sync.merge import form_of
from sync.model import Address, Email, Touchpoint
from sync.normalize.text import fold, latin
from sync.ports import UsageError
from sync.store import Store
from sync.store import campaigns as kept
from sync.store.touchpoints import Shown
from sync.touchpoints import campaigns as core
from sync.touchpoints.cadence import TIERS
from sync.touchpoints.campaigns import Campaign, Recipient
from sync.usecases import network as networks
from sync.usecases import people, planning, when

CARD_TIERS = ("close", "active", "network")
WAYS = ("post", "mail", "profile", "none")


@dataclass(frozen=True, slots=True)
class Member:
    """One recipient: how they can be reached (`post`, `mail`, `profile`, `none`) and what came of it.

    `state` is `due`, `done`, `skipped`, `replied` or `returned`; `address` the postal address, if it is complete,
    `email` the first e-mail address; what once came back from somewhere is not sent there again.
    """

    person: people.Person
    on: str
    way: str
    state: str
    tier: str
    address: Address | None
    email: str


@dataclass(frozen=True, slots=True)
class State:
    """A campaign with its members in the order of their batches."""

    campaign: Campaign
    members: tuple[Member, ...]
    journal: int | None = None

    def count(self, **wanted: str) -> int:
        """Return how many members have this `way` or `state`."""
        return sum(all(getattr(one, name) == value for name, value in wanted.items()) for one in self.members)


def new(
    store: Store,
    place: Place,
    options: Options,
    name: str,
    *,
    kind: str = "",
    tiers: Sequence[str] = (),
    queries: Sequence[str] = (),
    like: str = "",
    first: str = "",
    last: str = "",
    form: str = "",
    dry_run: bool = False,
) -> State:
    """Make a campaign and choose its people: by tier, by what they can be searched for, or those of an earlier one.

    Without any choice cards go to the three tiers, and other campaigns to those one is in touch with. Raises
    `UsageError`.
    """
    name = " ".join(name.split())
    if not slug(name):
        raise UsageError("campaign.unnamed")
    if slug(name) in {slug(campaign.name) for campaign in kept.load(store)}:
        raise UsageError("campaign.known", name=name)
    kind = kind or "cards"
    if wrong := next((tier for tier in tiers if tier not in TIERS), ""):
        raise UsageError("campaign.bad-tier", value=wrong, tiers=", ".join(TIERS))
    begin, end = core.season(kind, place.today)
    begin = when.day(first, place.today, region=place.region) if first else begin
    end = when.day(last, place.today, region=place.region) if last else max(begin, end)
    if end < begin:
        raise UsageError("campaign.bad-season", first=begin.isoformat(), last=end.isoformat())
    made = planning.plan(store, place, options)
    chosen = _chosen(store, made, tiers, queries, like)
    days = networks.days(store, place, options, horizon_days=planning.HORIZON_DAYS)
    turns = core.batches(len(chosen), max(begin, place.today), end, days)
    with store.change(f"campaign {name}", place.at, dry_run=dry_run) as step:
        campaign = kept.put(
            store,
            name,
            kind,
            planning.form_of(form) if form else core.KINDS[kind],
            begin.isoformat(),
            end.isoformat(),
        )
        refs = [made.network.people[person].ref for person in chosen]
        kept.add(store, campaign, zip(refs, map(date.isoformat, turns), strict=True))
        found = _state(store, place, options, campaign)
    return State(found.campaign, found.members, step.id)


def _chosen(
    store: Store, made: planning.Agenda, tiers: Sequence[str], queries: Sequence[str], like: str
) -> list[str]:
    """Return whom a campaign goes to, the closest first."""
    alive = {person.id: person for person in made.network.planned}
    wanted: set[str] = set()
    if like:
        earlier = one(store, like)
        wanted |= {r.person for r in kept.recipients(store) if r.campaign == earlier.id}
    for query in queries:
        found = people.search(store, [made.network.people[person] for person in alive], query)
        if not found:
            raise UsageError("error.person-unknown", query=query)
        wanted |= {person.id for person in found}
    if tiers or not (like or queries):
        asked = tiers or CARD_TIERS
        wanted |= {person for person in alive if made.plan.tiers.get(person) in asked}
    return sorted(
        wanted & alive.keys(),
        key=lambda person: (
            TIERS.index(made.plan.tiers[person]),
            -alive[person].tie.strength,
            alive[person].name,
            person,
        ),
    )


def every(
    store: Store, place: Place, options: Options, *, made: planning.Agenda | None = None
) -> list[State]:
    """Return all campaigns with their members, the newest first; `made` is the plan of today, if it is at hand."""
    made = made or planning.plan(store, place, options)
    return [_state(store, place, options, campaign, made) for campaign in reversed(kept.load(store))]


def show(
    store: Store, place: Place, options: Options, name: str, *, made: planning.Agenda | None = None
) -> State:
    """Return one campaign, see `every`; an empty name means the newest. Raises `UsageError`."""
    return _state(store, place, options, one(store, name), made)


def one(store: Store, name: str) -> Campaign:
    """Return a campaign by its name or a part of it; the newest for an empty name. Raises `UsageError`."""
    known = kept.load(store)
    if not known:
        raise UsageError("campaign.none")
    if not name.strip():
        return known[-1]
    found = _find(known, name)
    if found is None:
        raise UsageError("campaign.unknown", name=name, names=", ".join(c.name for c in known))
    return found


def _find(known: Sequence[Campaign], name: str) -> Campaign | None:
    told = slug(name)
    exact = [campaign for campaign in known if slug(campaign.name) == told]
    parts = exact or [campaign for campaign in known if told and told in slug(campaign.name)]
    return parts[0] if len(parts) == 1 else None


def slug(name: str) -> str:
    """Return the name of a campaign's feed: `voeux-2026`."""
    return "-".join("".join(c if c.isalnum() else " " for c in latin(name).lower()).split())


def add(
    store: Store, place: Place, options: Options, name: str, queries: Iterable[str], *, dry_run: bool = False
) -> State:
    """Add people to a campaign, in the latest batch with room. Raises `UsageError`."""
    campaign = one(store, name)
    added = [people.one(store, query) for query in queries]
    known = {r.person for r in kept.recipients(store) if r.campaign == campaign.id}
    sizes = Counter(r.on for r in kept.recipients(store) if r.campaign == campaign.id)
    today = place.today.isoformat()
    room = [day for day, n in sorted(sizes.items()) if day >= today and n < core.BATCH]
    day = room[-1] if room else max([today, campaign.first, *sizes])
    with store.change(f"campaign {campaign.name}", place.at, dry_run=dry_run) as step:
        kept.add(store, campaign, [(person.ref, day) for person in added if person.id not in known])
        found = _state(store, place, options, campaign)
    return State(found.campaign, found.members, step.id)


def leave(
    store: Store, place: Place, options: Options, name: str, queries: Iterable[str], *, dry_run: bool = False
) -> State:
    """Take people out of a campaign. Raises `UsageError`."""
    campaign = one(store, name)
    gone = [_member(store, campaign, query) for query in queries]
    with store.change(f"campaign {campaign.name}", place.at, dry_run=dry_run) as step:
        for person in gone:
            kept.leave(store, campaign, [record.ref for record in person.records])
        found = _state(store, place, options, campaign)
    return State(found.campaign, found.members, step.id)


def drop(store: Store, place: Place, name: str, *, dry_run: bool = False) -> tuple[Campaign, int | None]:
    """Give a campaign up: what was sent stays in each person's history. Raises `UsageError`."""
    campaign = one(store, name)
    with store.change(f"campaign dropped {campaign.name}", place.at, dry_run=dry_run) as step:
        kept.remove(store, campaign)
    return campaign, step.id


def tick(
    store: Store,
    place: Place,
    options: Options,
    name: str,
    queries: Sequence[str],
    what: str,
    *,
    on: str = "",
    dry_run: bool = False,
) -> State:
    """Note that it was `done` for people, that they `replied`, or that their mail was `returned`.

    Without people, `done` means all of the batch of today and those before it. What is done is a contact that
    happened; a reply is one they sent; returned mail says that the address reaches them no more. Raises `UsageError`.
    """
    campaign = one(store, name)
    day = when.day(on, place.today, region=place.region, past=True) if on else place.today
    if day > place.today:
        raise UsageError("plan.future-day", value=day.isoformat())
    if queries:
        told = [_member(store, campaign, query) for query in queries]
    elif what == "done":
        now = _state(store, place, options, campaign)
        told = [m.person for m in now.members if m.state == "due" and m.on <= place.today.isoformat()]
        if not told:
            raise UsageError("campaign.nothing-due", name=campaign.name)
    else:
        raise UsageError("campaign.nobody")
    made = planning.plan(store, place, options)
    with store.change(f"campaign {what} {campaign.name}", place.at, dry_run=dry_run) as step:
        for person in told:
            if what == "done":
                planning.fulfil(store, place, made, person, "campaign", campaign.id, campaign.form, day)
            else:
                kept.note(store, campaign, [r.ref for r in person.records], what, day.isoformat())
                if what == "returned":
                    _came_back(store, place, person, day)
                planning.answered(
                    store, person, campaign.form, day, campaign.name
                ) if what == "replied" else None
        found = _state(store, place, options, campaign)
    return State(found.campaign, found.members, step.id)


def _came_back(store: Store, place: Place, person: people.Person, day: date) -> None:
    """Note that what a campaign was sent to reaches the person no more: they may have moved."""
    address = postal(person.reaching("addresses"))
    emails = person.reaching("emails")
    told = ("addresses", address) if address is not None else ("emails", emails[0]) if emails else None
    if told:
        name = people.dead_name(told[0], form_of(*told))
        store.set_attribute(person.ref, name, day.isoformat(), place.at)


def _member(store: Store, campaign: Campaign, query: str) -> people.Person:
    mine = {r.person for r in kept.recipients(store) if r.campaign == campaign.id}
    known = people.load(store, mine)
    if query in known:
        return known[query]
    found = people.search(store, known.values(), query)
    exact = [person for person in found if fold(person.name) == fold(query)] or found
    if len(exact) != 1:
        if exact:
            raise people.SeveralPeople(query, exact)
        raise UsageError("campaign.not-in", query=query, name=campaign.name)
    return exact[0]


def _state(
    store: Store, place: Place, options: Options, campaign: Campaign, made: planning.Agenda | None = None
) -> State:
    made = made or planning.plan(store, place, options)
    placed = {t.person: t for t in made.plan.touchpoints if t.kind == "campaign" and t.series == campaign.id}
    shown = {
        one.touchpoint.person: one
        for one in made.shown.values()
        if one.touchpoint.kind == "campaign" and one.touchpoint.series == campaign.id
    }
    members = [
        _as_member(made, told, placed.get(told.person), shown.get(told.person))
        for told in kept.recipients(store)
        if told.campaign == campaign.id and told.person in made.network.people
    ]
    return State(campaign, tuple(sorted(members, key=lambda m: (m.on, TIERS.index(m.tier), m.person.name))))


def _as_member(
    made: planning.Agenda, told: Recipient, placed: Touchpoint | None, shown: Shown | None
) -> Member:
    person = made.network.people[told.person]
    state = "due"
    if told.returned_on:
        state = "returned"
    elif told.replied_on:
        state = "replied"
    elif shown is not None and shown.touchpoint.state in ("done", "skipped"):
        state = shown.touchpoint.state
    address = postal(person.reaching("addresses")) if not told.returned_on else None
    emails = person.reaching("emails")
    return Member(
        person,
        placed.on if placed else told.on,
        _way(person, address, emails),
        state,
        made.plan.tiers.get(person.id, "watch"),
        address,
        emails[0].address if emails else "",
    )


def postal(addresses: Iterable[Address]) -> Address | None:
    """Return the first address a letter reaches: a street or a box, and a place; home before work."""
    complete = [a for a in addresses if (a.street or a.po_box) and a.locality and a.postcode]
    return min(complete, key=lambda a: ("home" not in a.contexts, "work" in a.contexts), default=None)


def _way(person: people.Person, address: Address | None, emails: Sequence[Email]) -> str:
    if address is not None:
        return "post"
    if emails:
        return "mail"
    return "profile" if any(s.user.startswith("in/") for s in person.card.online_services) else "none"
