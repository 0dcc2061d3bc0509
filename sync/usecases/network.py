"""The network as the planner and the report see it: ties, tiers, moves and appointments, from the facts."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import compress, repeat
from zoneinfo import ZoneInfo

from sync.config.place import Place
from sync.config.settings import WEEKDAYS
from sync.config.settings import Settings as Options
from sync.model import Interaction
from sync.normalize.text import town
from sync.renewal import sectors
from sync.store import Store, campaigns, conclusions, favours, interactions
from sync.store.contacts import coming
from sync.touchpoints import cadence, strength
from sync.touchpoints.ledger import Log
from sync.touchpoints.people import Claim, Days, Move, Person, Settings, Trip, Turn
from sync.touchpoints.trips import from_calendar
from sync.usecases import contacts, people, reporting
from sync.usecases.roll import Roll

_APPOINTMENT_SIZE = 9
_AUGUST = frozenset(("FR", "BE", "LU", "IT", "ES", "PT", "MC"))
"""Countries where August stands still."""


@dataclass(frozen=True, slots=True)
class Network:
    """Everybody for whom something may be planned, and what happened with whom.

    `people`, `ties` and `logs`, which say what happened with them on which days, are keyed by id.
    """

    people: dict[str, people.Person]
    planned: list[Person]
    ties: dict[str, strength.Tie]
    logs: dict[str, Log]
    roll: Roll

    @property
    def phone_book(self) -> frozenset[str]:
        """Those who stand in an address book of the owner with a mobile number or a birthday."""
        return frozenset(compress(self.roll.ids, self.roll.booked))

    @property
    def towns(self) -> dict[str, str]:
        """The towns people live in as one writes them, by comparison form."""
        return {town: city for town, city in zip(self.roll.towns, self.roll.cities, strict=True) if town}

    @property
    def tags(self) -> dict[str, str]:
        """The sectors that the user told, by person."""
        told = ((one.id, one.attributes.get("sector", "")) for one in self.people.values() if one.attributes)
        return {person: sector for person, sector in told if sector}


def happened(store: Store, place: Place) -> list[tuple[Interaction, tuple[str, ...]]]:
    """Return each interaction up to now, in order of time, with the people it was with."""
    members = {ref: person for person, refs in conclusions.people(store).items() for ref in refs}
    now = contacts.now(place)
    return [
        (one, tuple(dict.fromkeys(members[ref] for ref in refs if ref in members)))
        for one, refs in interactions.interactions(store)
        if (one.at <= now.at if one.at else one.date <= now.day)
    ]


def _local(stamp: str, zone: ZoneInfo) -> str:
    """Return an instant as the clock of the user shows it: a dinner on the far side of midnight UTC is on its day."""
    return datetime.fromisoformat(stamp).astimezone(zone).isoformat() if "T" in stamp else stamp


def load(store: Store, place: Place) -> Network:
    """Return the network of today. Companies, the dead, and people left in peace are not in it."""
    roll, known = people.everybody(store)
    members = roll.members()
    appointments: dict[str, set[str]] = defaultdict(set)
    now, zone = contacts.now(place), ZoneInfo(place.zone)
    for one in coming(store, now):
        who = {members[ref] for ref in one.refs if ref in members}
        if 0 <= one.size < _APPOINTMENT_SIZE and len(who) < _APPOINTMENT_SIZE:
            for person in who:
                appointments[person].add(_local(one.stamp, zone))
    book = frozenset(compress(roll.ids, roll.booked))
    formula = strength.FORMULAS[Options(place.home).get("plan.formula")]
    logs = contacts.of_people(contacts.ledger(store, place), roll)
    ties = strength.ties(logs, place.today, phone_book=book, formula=formula)
    claims, turns = _claims(store, known, place), _turns(store, place)
    planned = _planned(roll, known, ties, _moves(store, members), appointments, claims, turns)
    return Network(known, planned, ties, logs, roll)


def _planned(
    roll: Roll,
    known: Mapping[str, people.Person],
    ties: Mapping[str, strength.Tie],
    moves: Mapping[str, Move],
    appointments: Mapping[str, Collection[str]],
    claims: Mapping[str, tuple[Claim, ...]],
    turns: Mapping[str, Sequence[Turn]],
) -> list[Person]:
    """Return those for whom something may be planned, column by column: one by one takes three times as long."""
    ids, told = roll.ids, {one.id: one.attributes for one in known.values() if one.attributes}
    tiers, cadences = [""] * len(ids), [cadence.days(text) if text else 0 for text in roll.cadences]
    alive, nothing = roll.alive.copy(), strength.Tie()
    for number, person in enumerate(ids) if told else ():
        if person in told:
            mine = told[person]
            tiers[number] = mine.get("tier", "")
            cadences[number] = cadence.days(mine.get("cadence", "")) or cadences[number]
            alive[number] = alive[number] and "hidden" not in mine and "deceased" not in mine
    columns = {
        "id": ids,
        "name": roll.names,
        "tie": [ties.get(person, nothing) for person in ids],
        "since": roll.since,
        "tier": tiers,
        "cadence_days": cadences,
        "connected_on": roll.connected,
        "birthday": roll.birthdays,
        "company": roll.employers,
        "city": roll.towns,
        "sector": repeat(""),
        "phone": roll.phones,
        "address": roll.addresses,
        "move": map(moves.get, ids),
        "appointments": [tuple(sorted(appointments[one])) if one in appointments else () for one in ids],
        "claims": [claims.get(one, ()) for one in ids],
        "turns": [tuple(turns[one]) if one in turns else () for one in ids],
    }
    rows = zip(*(columns[name] for name in Person._fields), strict=False)
    return [Person._make(row) for row in compress(rows, alive)]


def _moves(store: Store, members: dict[tuple[str, str], str]) -> dict[str, Move]:
    found: dict[str, Move] = {}
    for change in reporting.changes(store):
        person = members.get((change.source, change.key))
        if change.kind == "moved" and person:
            found[person] = Move(change.on, change.before, change.after)
    return found


_EVENT = re.compile(r"(\d{4}-\d\d-\d\d) (.*)")
_EVENT_DAYS = 14


def _claims(store: Store, known: dict[str, people.Person], place: Place) -> dict[str, tuple[Claim, ...]]:
    """Return what is owed to each person, and where they were met in the last two weeks."""
    found: dict[str, list[Claim]] = defaultdict(list)
    for one in favours.load(store):
        if one.kind == "owed" and one.open:
            found[one.person].append(Claim("favour", one.what, one.on, one.due))
    since = (place.today - timedelta(days=_EVENT_DAYS)).isoformat()
    for person in [one for one in known.values() if one.attributes]:
        told = _EVENT.fullmatch(person.attributes.get("event", ""))
        if told and told[1] >= since:
            due = (date.fromisoformat(told[1]) + timedelta(days=2)).isoformat()
            found[person.id].append(Claim("event", told[2], told[1], due))
        if dead := person.dead:
            found[person.id].append(Claim("returned", "", max(dead.values())))
    return {person: tuple(claims) for person, claims in found.items()}


def _turns(store: Store, place: Place) -> dict[str, list[Turn]]:
    """Return in which campaigns, whose season is not over, each person's turn comes."""
    known = {one.id: one for one in campaigns.load(store) if one.last >= place.today.isoformat()}
    found: dict[str, list[Turn]] = defaultdict(list)
    for one in campaigns.recipients(store) if known else ():
        campaign = known.get(one.campaign)
        # What came back was sent: the next thing is to ask for the address.
        if campaign and not one.returned_on:
            found[one.person].append(Turn(campaign.id, campaign.name, campaign.form, one.on))
    return found


def with_sectors(network: Network, cities: Collection[str]) -> list[Person]:
    """Return the people to plan, those of some towns with their sector."""
    if not cities:
        return network.planned
    return [
        one._replace(sector=_sector(network.people[one.id])) if one.city in cities else one
        for one in network.planned
    ]


def _sector(person: people.Person) -> str:
    """Return somebody's sector: the user's word, else what their post tells; empty if unknown."""
    if chosen := person.attributes.get("sector", ""):
        return chosen
    found = sectors.sector(person.glance.company, person.glance.title)
    return "" if found == "unknown" else found


def settings(
    store: Store, options: Options, network: Network | None = None, *, horizon_days: int = 400
) -> Settings:
    """Return how to plan, from the user's settings, the preset they chose, and the trips to towns of the network."""
    preset = cadence.PRESETS[str(options.get("plan.preset"))]
    return Settings(
        installation=str(store.installation),
        per_week=int(options.get("budget.per_week"))
        if options.is_set("budget.per_week")
        else preset.per_week,
        per_day=int(options.get("budget.per_day")) if options.is_set("budget.per_day") else preset.per_day,
        reconnections=preset.reconnections,
        horizon_days=horizon_days,
        preset=preset,
        city=town(str(options.get("owner.city"))),
        catch_up=str(options.get("plan.catch-up")),
        trips=trips(store, network, town(str(options.get("owner.city")))) if network else (),
    )


def trips(store: Store, network: Network, home: str) -> tuple[Trip, ...]:
    """Return the owner's trips: those they told, and those their calendar tells of, unless they called them off."""
    told = [Trip(one["place"], town(one["place"]), one["first"], one["last"]) for one in store.facts("trip")]
    away = store.facts("away")
    if not away:
        return tuple(told)
    off = {(one["place"], one["first"]) for one in store.facts("trip-off")}
    read = from_calendar(away, network.towns, home)
    told += [
        trip
        for trip in read
        if (trip.place, trip.first) not in off
        and not any(
            mine.city == trip.city and mine.first <= trip.last and trip.first <= mine.last for mine in told
        )
    ]
    return tuple(told)


def days(store: Store, place: Place, options: Options, *, horizon_days: int = 400) -> Days:
    """Return the days that can be used: working days, without holidays of the region, breaks and full days."""
    first, last = place.today - timedelta(days=7), place.today + timedelta(days=horizon_days + 60)
    years = range(first.year, last.year + 1)
    taken = _taken(store, place)
    return Days(
        working=frozenset(WEEKDAYS.index(name) for name in options.get("plan.days")),
        closed=frozenset(_holidays(store, place.region, years))
        | frozenset(_breaks(options.get("plan.breaks"))),
        soft=frozenset(_soft(place.region, years)),
        busy={day: sum(end - start for start, end in spans) for day, spans in taken.items()},
        taken=taken,
    )


def _holidays(store: Store, region: str, years: range) -> list[str]:
    """Return the public holidays of a region. Kept in the home, for `holidays` takes 0.4 s to load (v. 0.109)."""
    if not region:
        return []
    from importlib.metadata import version

    asked = f"{region} {years.start}-{years.stop} {version('holidays')}"
    kept = store.derived.get("holidays", asked)
    if kept is not None:
        days: list[str] = json.loads(kept)
        return days
    import holidays

    try:
        found = sorted(day.isoformat() for day in holidays.country_holidays(region, years=years))
    except NotImplementedError:
        found = []
    store.derived.keep("holidays", asked, json.dumps(found))
    return found


def _span(first: date, last: date) -> list[str]:
    return [(first + timedelta(days=n)).isoformat() for n in range((last - first).days + 1)]


def _breaks(spans: list[str]) -> list[str]:
    found: list[str] = []
    for span in spans:
        first, _, last = span.partition("..")
        found += _span(date.fromisoformat(first), date.fromisoformat(last or first))
    return found


def _soft(region: str, years: range) -> list[str]:
    found: list[str] = []
    for year in years:
        found += _span(date(year - 1, 12, 24), date(year, 1, 2))
        if region in _AUGUST:
            found += _span(date(year, 8, 1), date(year, 8, 31))
    return found


_DAY_MIN = 24 * 60


def _taken(store: Store, place: Place) -> dict[str, list[tuple[int, int]]]:
    """Return what is taken of each day to come, in minutes since midnight, by the busy times of the calendars read.

    The spans of a day come in order and do not overlap.
    """
    zone, today = ZoneInfo(place.zone), place.today.isoformat()
    told: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for fact in store.facts("busy"):
        start, end = fact.get("start", ""), fact.get("end", "")
        if max(start, end)[:10] < today:
            continue
        try:
            if "T" not in start:
                last = date.fromisoformat(end) - timedelta(days=1) if end else date.fromisoformat(start)
                for day in _span(date.fromisoformat(start), last)[:_LONGEST_DAYS]:
                    told[day].append((0, _DAY_MIN))
                continue
            begun = datetime.fromisoformat(start).astimezone(zone)
            ended = datetime.fromisoformat(end).astimezone(zone) if end else begun + timedelta(hours=1)
        except ValueError:
            continue
        for day in _span(begun.date(), ended.date())[:_LONGEST_DAYS]:
            first = begun.hour * 60 + begun.minute if day == begun.date().isoformat() else 0
            last_minute = ended.hour * 60 + ended.minute if day == ended.date().isoformat() else _DAY_MIN
            if first < last_minute:
                told[day].append((first, last_minute))
    return {day: _joined(spans) for day, spans in told.items()}


_LONGEST_DAYS = 400


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined
