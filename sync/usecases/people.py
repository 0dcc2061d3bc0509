"""People: find them, see one with the source of every field, type in, edit, hide.

A person is a set of records; the id is that of the first record and survives merge and split.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from sync.merge import Merged, merge, with_former
from sync.model import Card, Record
from sync.normalize import emails, profiles
from sync.normalize.text import fold
from sync.ports import UsageError, Words
from sync.store import Kept, Ref, Store


@dataclass(frozen=True, slots=True)
class Person:
    """One person: merged card, records in order of arrival, what the user decided about them."""

    id: str
    card: Card
    merged: Merged
    records: tuple[Kept, ...]
    attributes: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What to call them: name, else company, else e-mail or phone."""
        return label(self.card)

    @property
    def ref(self) -> Ref:
        """The first record, on which facts about the person hang."""
        return self.records[0].ref

    @property
    def deceased(self) -> bool:
        """The user, or a card, says that they have died: nothing is said or planned of them."""
        return "deceased" in self.attributes or any(a.kind == "death" for a in self.card.anniversaries)

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources that know the person, in order of arrival."""
        return tuple(dict.fromkeys(kept.record.source for kept in self.records))


class SeveralPeople(UsageError):
    """A query fits several people; `people` lists them."""

    def __init__(self, query: str, people: list[Person]) -> None:
        super().__init__("error.person-several", query=query, n=len(people))
        self.people = people


def label(card: Card) -> str:
    """Return what to call the bearer of a card; never empty."""
    if card.name.full:
        return card.name.full
    if card.organizations:
        return card.organizations[0].name
    if card.emails:
        return card.emails[0].address
    if card.phones:
        return card.phones[0].raw or card.phones[0].number
    return card.nicknames[0] if card.nicknames else "?"


def load(store: Store, ids: Iterable[str] | None = None) -> dict[str, Person]:
    """Return people by id, all or those named, in order of arrival."""
    members = store.people()
    if ids is not None:
        members = {person: members[person] for person in ids if person in members}
    wanted = None if ids is None else [ref for refs in members.values() for ref in refs]
    kept = {one.ref: one for one in store.records(wanted)}
    attributes = store.attributes()
    found: dict[str, Person] = {}
    for person, refs in members.items():
        records = tuple(kept[ref] for ref in refs if ref in kept)
        if not records:
            continue
        told: dict[str, str] = {}
        for ref in refs:
            told.update(attributes.get(ref, {}))
        refused = frozenset(
            (name.split(":", 2)[1], name.split(":", 2)[2]) for name in told if name.startswith("without:")
        )
        merged = merge([with_former(one.record, one.former) for one in records], refused=refused)
        found[person] = Person(person, merged.card, merged, records, told)
    return found


def one(store: Store, query: str) -> Person:
    """Return the person a query names: id, e-mail, LinkedIn URL, `source:key` of a record, or name.

    Raises `UsageError` when nobody fits and `SeveralPeople` when several do.
    """
    query = query.strip()
    direct = store.resolve(query)
    if not direct and ":" in query:
        source, _, key = query.partition(":")
        direct = store.person_of((source, key))
    if direct and (known := load(store, [direct])):
        return known[direct]
    people = search(load(store).values(), query)
    if not people:
        raise UsageError("error.person-unknown", query=query)
    exact = [person for person in people if fold(person.name) == fold(query)]
    if len(people) > 1 and len(exact) == 1:
        return exact[0]
    if len(people) > 1:
        raise SeveralPeople(query, exact or people)
    return people[0]


def search(people: Iterable[Person], query: str) -> list[Person]:
    """Return those a query fits: all its words begin words of name, nickname, company, title, keyword or place.

    An e-mail, a phone number or a LinkedIn URL fits exactly. Accents and case do not matter.
    """
    address, profile = emails.address(query), profiles.key(query)
    if not profile and query.lower().startswith("in/"):
        profile = query.lower()
    digits = "".join(c for c in query if c.isdigit())
    if address:
        return [p for p in people if any(e.address == address for e in p.card.emails)]
    if profile:
        return [p for p in people if any(s.user == profile for s in p.card.online_services)]
    if len(digits) >= 6 and not any(c.isalpha() for c in query):
        return [p for p in people if any(digits.lstrip("0") in f.number for f in p.card.phones)]
    words = fold(query).replace("-", " ").split()
    return [person for person in people if _fits(person, words)]


def _fits(person: Person, words: list[str]) -> bool:
    card = person.card
    texts = [
        *(str(getattr(one.value, "full", "")) for one in person.merged.of("name")),
        *card.nicknames,
        *(o.name for o in card.organizations),
        *(t.name for t in card.titles),
        *card.keywords,
        *(a.locality for a in card.addresses),
        *(e.address for e in card.emails),
    ]
    tokens = fold(" ".join(texts)).replace("-", " ").replace("'", " ").split()
    return all(any(token.startswith(word) for token in tokens) for word in words)


def user_record(person: Person) -> Record:
    """Return the record that holds the user's own edits of a person, empty when there is none yet."""
    for kept in person.records:
        if kept.record.source == "user":
            return kept.record
    return Record("user", person.id, "", 0, Card())


def described(card: Card) -> str:
    """Return title and company in one line: `DAF, Acme`; empty if neither is known."""
    parts = [
        card.titles[0].name if card.titles else "",
        card.organizations[0].name if card.organizations else "",
    ]
    return ", ".join(part for part in parts if part)


def edited(record: Record, changes: Card) -> Record:
    """Return the user's record with `changes`: what is set there replaces, what is empty stays."""
    card = record.card
    for name in Card.__dataclass_fields__:
        value = getattr(changes, name)
        if value != Card.__dataclass_fields__[name].default:
            card = replace(card, **{name: value})
    return replace(record, card=card)


def shown_value(words: Words, field: str, value: Any) -> str:
    """Return one value of a card as a person reads it; empty for what only machines need."""
    match field:
        case "name":
            return str(value.full) + (f" ({', '.join(value.credentials)})" if value.credentials else "")
        case "emails":
            return str(value.address)
        case "phones":
            mark = words("field.mobile") if "mobile" in value.features else ""
            return f"{value.number} {mark}".strip() if value.number else str(value.raw)
        case "organizations":
            return ", ".join((value.name, *value.units))
        case "titles":
            return str(value.name)
        case "online_services":
            return str(value.uri or value.user)
        case "addresses":
            told = value.full or " ".join(
                p for p in (value.street, value.postcode, value.locality, value.country) if p
            )
            return ", ".join(line.strip() for line in told.split("\n") if line.strip())
        case "anniversaries":
            return (
                words.day(value.date) if len(value.date) >= 7 and value.kind == "birth" else str(value.date)
            )
        case "connected_on":
            return words.day(value)
        case "cadence":
            return str(value)
        case "extra":
            return ""
        case _:
            return str(value).replace("\n", " ")
