"""Excel as a tool: people out to a workbook, and exactly the edits made there back in.

The table adapter tells what was edited (Facts `edit` with person, field, before, after; `row` when only the
whole row is known). Here each edit becomes what the same edit by hand would be: a value of the user's own
record, a value taken away, a tier, a rhythm, a contact that happened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from sync.config.place import Place
from sync.model import (
    Anniversary,
    Card,
    Email,
    Fact,
    Interaction,
    Judgement,
    Name,
    Organization,
    Party,
    Phone,
    Title,
)
from sync.normalize.text import fold
from sync.store import Store, conclusions, interactions
from sync.touchpoints import cadence
from sync.usecases import network, people
from sync.usecases.reading import Gathered

KINDS = frozenset(("edit", "row", "unchanged"))
_SEPARATOR = "; "


@dataclass(frozen=True, slots=True)
class Row:
    """One person for the workbook: card, tier, the day of the last contact."""

    id: str
    card: Card
    tier: str
    last_contact: str


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit that was applied."""

    person: str
    name: str
    field: str
    before: str
    after: str


def rows(store: Store, place: Place) -> list[Row]:
    """Return everybody as rows of the workbook, sorted by name."""
    known = network.load(store, place)
    chosen = {person.id: person.tier for person in known.planned if person.tier}
    ties = {person.id: known.ties[person.id] for person in known.planned if person.id in known.ties}
    tiers = cadence.tiers(ties, place.today, chosen=chosen)
    made = []
    for one in known.people.values():
        tie = known.ties.get(one.id)
        card = one.card
        if one.attributes.get("cadence"):
            card = replace(card, cadence=one.attributes["cadence"])
        made.append(Row(one.id, card, tiers.get(one.id, ""), tie.last if tie else ""))
    return sorted(made, key=lambda row: (fold(people.label(row.card)), row.id))


def take_edits(store: Store, gathered: Gathered) -> list[Fact]:
    """Take the facts of a workbook of ours out of what was read, with the rows they stand in.

    A row whose person this home does not know stays an ordinary row of a table.
    """
    facts = [fact for fact in gathered.facts if fact.source == "table" and fact.kind in KINDS]
    if not facts:
        return []
    told = {fact: dict(fact.values).get("person", "") for fact in facts}
    ours = {person: conclusions.resolve(store, person) for person in set(told.values())}
    gathered.facts = [fact for fact in gathered.facts if fact not in told]
    rows_of_ours = {(fact.file, fact.row) for fact in facts if ours[told[fact]]}
    gathered.records = {
        ref: record
        for ref, record in gathered.records.items()
        if record.source != "table" or (record.file, record.row) not in rows_of_ours
    }
    gathered.interactions = [
        one
        for one in gathered.interactions
        if one.source != "table" or (one.file, one.row) not in rows_of_ours
    ]
    return [fact for fact in facts if ours[told[fact]]]


def apply(store: Store, place: Place, facts: Iterable[Fact]) -> list[Edit]:
    """Apply edits inside a `store.change` and return those that changed something."""
    made: list[Edit] = []
    by_person: dict[str, list[tuple[str, str | None, str]]] = {}
    for fact in facts:
        values = dict(fact.values)
        person = conclusions.resolve(store, values.pop("person"))
        if fact.kind == "edit":
            by_person.setdefault(person, []).append((values["field"], values["before"], values["after"]))
        elif fact.kind == "row":
            by_person.setdefault(person, []).extend((field, None, after) for field, after in values.items())
    if not by_person:
        return made
    known = people.load(store, by_person)
    whole = any(before is None for edits in by_person.values() for _, before, _ in edits)
    now = {row.id: row for row in rows(store, place)} if whole else {}
    for person, edits in by_person.items():
        one = known[person]
        for field, before, after in edits:
            standing = _cell(now[person], field) if before is None else before
            if _same(field, standing, after):
                continue
            _apply(store, place, one, field, standing, after)
            one = people.load(store, [person])[person]
            made.append(Edit(person, one.name, field, standing, after))
    return made


def _cell(row: Row, field: str) -> str:
    """Return the present value of a field as the workbook tells it."""
    card = row.card
    values: dict[str, Callable[[], str]] = {
        "given": lambda: card.name.given or ("" if card.name.surname else card.name.full),
        "surname": lambda: card.name.surname,
        "company": lambda: card.organizations[0].name if card.organizations else "",
        "title": lambda: card.titles[0].name if card.titles else "",
        "emails": lambda: _SEPARATOR.join(e.address for e in card.emails),
        "phones": lambda: _SEPARATOR.join(p.number or p.raw for p in card.phones),
        "tier": lambda: row.tier,
        "cadence": lambda: card.cadence,
        "last_contact": lambda: row.last_contact,
        "keywords": lambda: _SEPARATOR.join(card.keywords),
        "birthday": lambda: people.birthday(card),
        "notes": lambda: "\n".join(card.notes),
    }
    return values[field]()


def _same(field: str, before: str, after: str) -> bool:
    if field in ("emails", "phones", "keywords"):
        return set(_parts(before)) == set(_parts(after))
    return before.strip() == after.strip()


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def _apply(store: Store, place: Place, one: people.Person, field: str, before: str, after: str) -> None:
    own = people.user_record(one)
    card = own.card
    match field:
        case "tier" | "cadence":
            store.set_attribute(one.ref, field, after, place.at)
            return
        case "last_contact":
            _contact(store, one, after)
            return
        case "given" | "surname":
            name = card.name if card.name.full else one.card.name
            given, surname = (after, name.surname) if field == "given" else (name.given, after)
            full = f"{given} {surname}".strip()
            card = replace(card, name=Name(full, given, surname, raw=full))
        case "company":
            _refuse(store, place, one, "organizations", fold(before), keep=bool(after))
            card = replace(card, organizations=(Organization(after),) if after else ())
        case "title":
            _refuse(store, place, one, "titles", fold(before), keep=bool(after))
            card = replace(card, titles=(Title(after),) if after else ())
        case "birthday":
            for anniversary in one.card.anniversaries:
                if anniversary.kind == "birth" and anniversary.date != after:
                    _refuse(store, place, one, "anniversaries", f"birth{anniversary.label}{anniversary.date}")
            others = tuple(a for a in card.anniversaries if a.kind != "birth")
            card = replace(card, anniversaries=(*others, *((Anniversary("birth", after),) if after else ())))
        case "emails":
            gone, new = _difference(before, after)
            for address in gone:
                _refuse(store, place, one, "emails", address)
            kept = tuple(e for e in card.emails if e.address not in gone)
            card = replace(card, emails=(*kept, *(Email(address) for address in new)))
        case "phones":
            gone, new = _difference(before, after)
            for number in gone:
                _refuse(store, place, one, "phones", number)
            numbers = tuple(p for p in card.phones if p.number not in gone)
            card = replace(card, phones=(*numbers, *(Phone(number, number) for number in new)))
        case "keywords":
            gone, new = _difference(before, after)
            for word in gone:
                _refuse(store, place, one, "keywords", fold(word))
            card = replace(card, keywords=(*(w for w in card.keywords if w not in gone), *new))
        case "notes":
            card = replace(card, notes=_notes(store, place, one, card, after))
        case _:
            return
    if card != own.card:
        record = replace(own, card=card)
        if store.put_record(record, "user", place.at) == "created":
            store.judge(Judgement(one.ref, ("user", own.key), "same", "user", place.at))
            conclusions.join(store, one.id, ("user", own.key))
    for value in _wanted(field, after):
        store.set_attribute(one.ref, f"without:{value}", "", place.at)


def _difference(before: str, after: str) -> tuple[list[str], list[str]]:
    """Return which values of a list went and which came."""
    old, new = _parts(before), _parts(after)
    return [value for value in old if value not in new], [value for value in new if value not in old]


def _wanted(field: str, after: str) -> list[str]:
    """Return the values that are typed again, so that an earlier refusal falls."""
    match field:
        case "emails" | "phones":
            return [f"{field}:{value}" for value in _parts(after)]
        case "keywords":
            return [f"keywords:{fold(value)}" for value in _parts(after)]
        case "company":
            return [f"organizations:{fold(after)}"]
        case "title":
            return [f"titles:{fold(after)}"]
        case _:
            return []


def _refuse(
    store: Store, place: Place, one: people.Person, field: str, form: str, *, keep: bool = False
) -> None:
    """Take a value away from a person; with `keep` it merely stands behind the new one (an employer before)."""
    if form and not keep:
        store.set_attribute(one.ref, f"without:{field}:{form}", place.at, place.at)


def _contact(store: Store, one: people.Person, day: str) -> None:
    if not day:
        return
    key = f"contact {one.id} {date.fromisoformat(day).isoformat()}"
    told = Interaction("user", key, "", 0, "contact", (Party(one.ref[1]),), date=day)
    interactions.put(store, told, "user", [one.ref])


def _notes(store: Store, place: Place, one: people.Person, card: Card, after: str) -> tuple[str, ...]:
    """Return the user's own notes: what is still there of the present ones stays where it is; the rest is theirs."""
    rest = after
    for note in one.card.notes:
        plain = "\n".join(line.rstrip() for line in note.splitlines())
        if plain and plain in rest:
            rest = rest.replace(plain, "", 1)
        elif note not in card.notes:
            _refuse(store, place, one, "notes", note.strip())
    still = tuple(note for note in card.notes if note in after)
    fresh = rest.strip("\n")
    return (*still, *((fresh,) if fresh else ()))
