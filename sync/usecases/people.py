"""People: find them, see one with the source of every field, type in, edit, hide.

A person is a set of records; the id is that of the first record and survives merge and split.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any, NamedTuple

from sync import __version__
from sync.merge import Merged, form_of, merge, with_former
from sync.model import Card, Record
from sync.normalize import emails, profiles
from sync.normalize.companies import company
from sync.normalize.text import fold, town
from sync.ports import UsageError, Words
from sync.store import Kept, Ref, Store, conclusions
from sync.store.facts import MANY
from sync.usecases import roll
from sync.usecases.roll import Roll, Shelf

BOOKS = frozenset(("vcard", "carddav", "vdir"))
_WITHOUT = "without:"
_DEAD = "dead:"
_MARKS = '.,;:!?…()[]{}"“”«»„*_/|'
_PARTING = str.maketrans("-'’", "   ")
_REACH = ("emails", "phones", "addresses")
_ID = re.compile(r"[0-9a-f]{8}[0-9a-f-]{0,28}")


class Glance(NamedTuple):
    """What lists, plans and reports need of a person; kept in the home, for of thousands it is asked at every turn.

    `company` and `title` are the first ones, `employer` and `town` comparison forms; `reach` holds addresses, numbers
    and profiles; `former` earlier companies and titles; `booked`
    tells that they stand in an address book with a mobile number or a birthday.
    """

    name: str
    kind: str
    company: str
    title: str
    employer: str
    city: str
    town: str
    birthday: str
    connected_on: str
    cadence: str
    phone: bool
    address: bool
    deceased: bool
    booked: bool
    keywords: tuple[str, ...]
    reach: tuple[str, ...]
    former: tuple[tuple[str, str], ...]


GLANCE = f"3 {__version__}"
"""Raised when what a glance says changes in meaning: those kept by an earlier version are then made anew."""


class Person:
    """One person: records in order of arrival, the card merged of them, what the user decided about them.

    All of it is read and merged when it is asked for: of those on a `shelf` name and attributes are enough for most.
    """

    def __init__(
        self,
        name: str,
        records: tuple[Kept, ...],
        attributes: dict[str, str],
        shelf: tuple[Shelf, str, tuple[Ref, ...]] | None = None,
    ) -> None:
        self.id = name
        self.attributes = attributes
        if shelf is None:
            self.records = records
        else:
            self._shelf, self.name, self.refs = shelf

    @cached_property
    def records(self) -> tuple[Kept, ...]:
        """Their records, in order of arrival."""
        return self._shelf.records(self.refs)

    @cached_property
    def since(self) -> str:
        """The day they first came in."""
        return min(kept.first_seen for kept in self.records)[:10]

    def shelve(self, shelf: Shelf) -> None:
        """Let go of records and cards, which are on a shelf when they are asked for; what is known at a glance stays."""
        self.refs, self.name, self.since  # noqa: B018 - read while the records are here
        for record in self.records:
            record.release()
        self._shelf = shelf
        for what in ("records", "merged"):
            self.__dict__.pop(what, None)

    @cached_property
    def refs(self) -> tuple[Ref, ...]:
        """The names of their records, in order of arrival."""
        return tuple(one.ref for one in self.records)

    @cached_property
    def merged(self) -> Merged:
        """The card with the sources of its values."""
        records = [with_former(one.record, one.former) for one in self.records]
        return merge(records, refused=refused(self.attributes))

    @property
    def slight(self) -> Merged:
        """The card with the sources of its values, without large pictures: ten thousand of them are not held for a list."""
        if "merged" in self.__dict__ or not any(one.is_large for one in self.records):
            return self.merged
        records = [with_former(one.slight, one.former) for one in self.records]
        return merge(records, refused=refused(self.attributes))

    @property
    def card(self) -> Card:
        """Their card, made of all records."""
        return self.merged.card

    @cached_property
    def glance(self) -> Glance:
        """The person at a glance."""
        told = self._shelf.glance(self.id) if "_shelf" in self.__dict__ else []
        return _told(told) if told else _glance(self)

    @cached_property
    def name(self) -> str:
        """What to call them: name, else company, else e-mail or phone."""
        return self.glance.name

    @property
    def ref(self) -> Ref:
        """The name of the first record, on which facts about the person hang."""
        return self.refs[0]

    @property
    def deceased(self) -> bool:
        """The user, or a card, says that they have died: nothing is said or planned of them."""
        return "deceased" in self.attributes or self.glance.deceased

    @property
    def dead(self) -> dict[tuple[str, str], str]:
        """The addresses and numbers that they still have and that reach them no more: the day that showed, by field
        and comparison form.
        """
        told = {name: day for name, day in self.attributes.items() if name.startswith(_DEAD)}
        own = [(field, form_of(field, value)) for field in _REACH for value in getattr(self.card, field)]
        return {one: told[name] for one in own if told and (name := dead_name(*one)) in told}

    def reaching(self, field: str) -> tuple[Any, ...]:
        """Return those of their addresses or numbers that still reach them, as far as one knows."""
        values: tuple[Any, ...] = getattr(self.card, field)
        gone = self.dead if values and self.attributes else {}
        return tuple(value for value in values if (field, form_of(field, value)) not in gone)

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources that know the person, in order of arrival."""
        return tuple(dict.fromkeys(source for source, _ in self.refs))


def dead_name(field: str, form: str) -> str:
    """Return the name of the attribute that says since when an address or a number reaches nobody."""
    return f"{_DEAD}{field}:{form}"


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
    if ids is None:
        return everybody(store)[1]
    attributes = store.attributes()
    return {
        person: _person(person, records, attributes)
        for name in dict.fromkeys(ids)
        for person, records in store.members(name, cards=True).items()
    }


def whole(store: Store, person: str) -> Person:
    """Return a person with the records that have left their source, too; somebody may have no others."""
    refs = store.plain().execute("SELECT source, key FROM membership WHERE person = ?", (person,)).fetchall()
    return _person(person, store.records(refs), store.attributes())


def left(store: Store) -> list[Person]:
    """Return those of whom every source has let go."""
    rows = store.plain().execute(
        "SELECT person FROM membership JOIN record USING (source, key) "
        "GROUP BY person HAVING count(gone_on) = count(*) ORDER BY min(id)"
    )
    return [whole(store, person) for (person,) in rows.fetchall()]


def everybody(store: Store) -> tuple[Roll, dict[str, Person]]:
    """Return the roll, and all people by id, in the order of the roll."""
    known = roll.read(store, GLANCE)
    if known is None:
        return _called(store)
    shelf, attributes = Shelf(store), _by_person(store, known)
    nothing: dict[str, str] = {}
    return known, {
        person: Person(person, (), attributes.get(person) or nothing.copy(), (shelf, name, refs))
        for person, name, refs in zip(known.ids, known.names, known.refs, strict=True)
    }


def _by_person(store: Store, known: Roll) -> dict[str, dict[str, str]]:
    """Return the attributes of those who have any; what hangs on a later record counts before that of an earlier."""
    told = store.attributes()
    if not told:
        return {}
    found: dict[str, dict[str, str]] = {}
    for person, refs in zip(known.ids, known.refs, strict=True):
        for ref in refs:
            if ref in told:
                found.setdefault(person, {}).update(told[ref])
    return found


def _called(store: Store) -> tuple[Roll, dict[str, Person]]:
    """Call the roll anew, and keep it: every glance is compared with what it was made of, or made."""
    state, attributes = store.derived.version(), store.attributes()
    glances = store.derived.glances()
    # Where most glances have to be made anew, all cards are read along.
    members = store.members(cards=2 * len(glances) < conclusions.count(store))
    found = {person: _person(person, records, attributes) for person, records in members.items()}
    del members
    shelf = Shelf(store)
    fresh: dict[str, tuple[str, str, str]] = {}
    seen: dict[Person, str] = {}
    for one in found.values():
        mark = _mark(one)
        known = glances.get(one.id)
        if known is not None and known[0] == mark:
            seen[one] = known[1]
        else:
            fresh[one.id] = mark, _encode(one.glance), _words(one)
            # Most are not asked for it again, and of 300,000 it fills a gigabyte.
            one.__dict__.pop("merged", None)
            if len(found) > MANY:
                one.shelve(shelf)
    for one, glance in zip(seen, _read(seen.values()), strict=True):
        one.glance = glance
    gone = glances.keys() - found.keys()
    return roll.keep(store, _roll(found.values()), GLANCE, state, fresh, gone), found


def _roll(people: Iterable[Person]) -> Roll:
    rows = [
        (
            one.id,
            seen.name,
            one.refs,
            one.since,
            seen.kind in ("individual", "") and not seen.deceased,
            seen.booked,
            seen.employer,
            seen.town,
            seen.city,
            seen.birthday,
            seen.connected_on,
            seen.cadence,
            seen.phone,
            seen.address,
        )
        for one in people
        for seen in (one.glance,)
    ]
    columns = map(list, zip(*rows, strict=True)) if rows else ([] for _ in roll.COLUMNS)
    return Roll._make((*columns, ""))


def at_hand(store: Store, people: Sequence[Person]) -> None:
    """Read the glances of people from an open store, all at once."""
    kept = store.derived.glances([one.id for one in people])
    for one in people:
        if one.id in kept:
            one.glance = _told(json.loads(kept[one.id][1]))


def _person(name: str, records: Sequence[Kept], attributes: Mapping[Ref, dict[str, str]]) -> Person:
    told: dict[str, str] = {}
    for one in records:
        if one.ref in attributes:
            told.update(attributes[one.ref])
    return Person(name, tuple(records), told)


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _mark(person: Person) -> str:
    """Return what tells whether a glance is still what would be made today."""
    marks = [f"{one.ref[0]} {one.mark}" for one in person.records]
    refused = [name for name in person.attributes if name.startswith(_WITHOUT)] if person.attributes else ()
    return " ".join((GLANCE, *marks, *sorted(refused)))


def _read(texts: Iterable[str]) -> Iterator[Glance]:
    """Yield glances from their texts, which are read all at once: a call for each costs more than what it reads."""
    return map(_told, json.loads(f"[{','.join(texts)}]"))


def _told(parts: list[Any]) -> Glance:
    *plain, keywords, reach, former = parts
    pairs = tuple([(firm, title) for firm, title in former]) if former else ()
    return Glance._make((*plain, tuple(keywords), tuple(reach), pairs))


def _glance(person: Person) -> Glance:
    card = person.slight.card
    employer = card.organizations[0].name if card.organizations else ""
    place = card.addresses[0].locality if card.addresses else ""
    return Glance(
        name=label(card),
        kind=card.kind,
        company=employer,
        title=card.titles[0].name if card.titles else "",
        employer=company(employer) if employer else "",
        city=place,
        town=town(place) if place else "",
        birthday=birthday(card),
        connected_on=card.connected_on,
        cadence=card.cadence,
        phone=any(phone.number and "fax" not in phone.features for phone in card.phones),
        address=any(address.street or address.postcode for address in card.addresses),
        deceased=any(one.kind == "death" for one in card.anniversaries),
        booked=any(_is_booked(kept.slight) for kept in person.records if kept.ref[0] in BOOKS),
        keywords=card.keywords,
        reach=(
            *(one.address for one in card.emails),
            *(one.user for one in card.online_services if one.user),
            *(one.number for one in card.phones if one.number),
        ),
        former=tuple(
            (was.organizations[0].name if was.organizations else "", was.titles[0].name if was.titles else "")
            for kept in person.records
            for was in kept.former
        ),
    )


def _is_booked(record: Record) -> bool:
    """Tell whether a card of the owner's own address book has a mobile number or a birthday."""
    return any("mobile" in phone.features for phone in record.card.phones) or bool(birthday(record.card))


def birthday(card: Card) -> str:
    """Return the birthday of a card, empty if it has none."""
    return next((one.date for one in card.anniversaries if one.kind == "birth"), "")


def refused(attributes: dict[str, str]) -> frozenset[tuple[str, str]]:
    """Return the values the user took away, as (field, comparison form)."""
    told = (name.split(":", 2) for name in attributes if name.startswith(_WITHOUT))
    return frozenset((field, form) for _, field, form in told)


def one(store: Store, query: str) -> Person:
    """Return the person a query names: id or its beginning as lists show it, e-mail, LinkedIn URL, `source:key` of a
    record, or name.

    Of several with one address it is the one who has a name. Raises `UsageError` when nobody fits and `SeveralPeople`
    when several do.
    """
    query = query.strip()
    direct = conclusions.resolve(store, query)
    if not direct and ":" in query:
        source, _, key = query.partition(":")
        direct = conclusions.person_of(store, (source, key))
    if direct and (known := load(store, [direct])):
        return known[direct]
    if _ID.fullmatch(query.lower()) and (begun := load(store, conclusions.begun(store, query.lower()))):
        if len(begun) > 1:
            raise SeveralPeople(query, list(begun.values()))
        return next(iter(begun.values()))
    people = search(store, load(store).values(), query)
    if not people:
        raise UsageError("error.person-unknown", query=query)
    if emails.address(query):
        # Whoever is known by an address alone, as guests of a calendar are, is called by it.
        exact = [person for person in people if fold(person.name) != fold(query)]
    else:
        exact = [person for person in people if fold(person.name) == fold(query)]
    if len(people) > 1 and len(exact) == 1:
        return exact[0]
    if len(people) > 1:
        raise SeveralPeople(query, exact or people)
    return people[0]


def search(store: Store | None, people: Iterable[Person], query: str) -> list[Person]:
    """Return those a query fits: all its words begin words of name, nickname, company, title, keyword, place or note.

    An e-mail, a phone number or a LinkedIn URL fits exactly. Accents and case do not matter. People who are on no roll
    are looked through without a `store`.
    """
    address, profile = emails.address(query), profiles.key(query)
    if not profile and query.lower().startswith("in/"):
        profile = query.lower()
    digits = "".join(c for c in query if c.isdigit())
    if address or profile:
        return [
            p for p in _told_of(store, people, address or profile) if (address or profile) in p.glance.reach
        ]
    if len(digits) >= 6 and not any(c.isalpha() for c in query):
        bare = digits.lstrip("0")
        near = _told_of(store, people, bare)
        return [p for p in near if any(bare in one for one in p.glance.reach if _is_number(one))]
    words = _split(query)
    if not words:
        return list(people)
    if store and _indexed(store):
        found = store.derived.found(words)
        return [p for p in people if p.id in found]
    # Where nothing can be written there is no index. Each word of a text stands behind a blank.
    return [p for p in people if all(f" {word}" in text for text in (_words(p),) for word in words)]


def _indexed(store: Store) -> bool:
    """Tell whether what is kept of people at a glance is true, having made it so where it can be written."""
    if not roll.stands(store, GLANCE):
        everybody(store)
    return roll.stands(store, GLANCE)


def _told_of(store: Store | None, people: Iterable[Person], text: str) -> Iterable[Person]:
    """Return, of people, all whose glance may hold a text: most need not be read."""
    if not (store and _indexed(store)):
        return people
    near = store.derived.holding(json.dumps(text, ensure_ascii=False)[1:-1])
    return [p for p in people if p.id in near]


def _is_number(text: str) -> bool:
    return not any(c.isalpha() or c == "@" for c in text)


def _words(person: Person) -> str:
    """Return the words one finds a person by, folded, each behind a blank."""
    merged = person.slight
    card = merged.card
    names = [card.name.full]
    if len(person.records) > 1:
        names = [str(getattr(one.value, "full", "")) for one in merged.of("name")]
    texts = [
        *names,
        *card.nicknames,
        *(o.name for o in card.organizations),
        *(t.name for t in card.titles),
        *card.keywords,
        *(a.locality for a in card.addresses),
        *(e.address for e in card.emails),
        *card.notes,
    ]
    return "".join(f" {word}" for word in _split(" ".join(texts)))


def _split(text: str) -> list[str]:
    """Return the words of a text, each once: folded, parted at blanks, hyphens and apostrophes.

    >>> _split("Élodie d’Aubigny-Roux (L'Oréal), roux")
    ['elodie', 'd', 'aubigny', 'roux', 'l', 'oreal']
    """
    words = [word.strip(_MARKS) for word in fold(text).translate(_PARTING).split()]
    return [word for word in dict.fromkeys(words) if word]


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
