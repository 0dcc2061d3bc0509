"""Merge: the records of one person become one Card, and every value keeps its sources.

No value is lost: lists are united (equal by comparison form, in the order of the sources' rank), a single
value is chosen by rank and age and the others stay listed behind it. The user's own edits win.

rank    how much a source is trusted for a field; see `RANKS`
origin  the record a value was found in, as (source, key)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from sync.model import Card, Email, Name, Phone, Property, Record
from sync.normalize.text import fold

Ref = tuple[str, str]
Value = TypeVar("Value")

# Who knows best. A profile is kept by the person itself, so it has the right name and the newest post;
# a card in the address book was typed by the owner, so it has the numbers and addresses that work.
_BOOKS = ("carddav", "vdir", "vcf", "vcard")
RANKS: dict[str, tuple[str, ...]] = {
    "name": ("user", "linkedin", *_BOOKS, "table", "calendar"),
    "post": ("user", "linkedin", *_BOOKS, "table", "calendar"),
    "reach": ("user", *_BOOKS, "table", "linkedin", "calendar"),
}

_PLACES = {rank: {source: number for number, source in enumerate(order)} for rank, order in RANKS.items()}


@dataclass(frozen=True, slots=True)
class Found:
    """A value and the records it was found in, the most trusted first."""

    field: str
    value: object
    origins: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """One person's Card and where each of its values comes from; `found` is in the order of the card."""

    card: Card
    found: tuple[Found, ...]

    def of(self, field: str) -> list[Found]:
        """Return the values of one field with their sources."""
        return [one for one in self.found if one.field == field]


def merge(records: Sequence[Record], *, refused: frozenset[tuple[str, str]] = frozenset()) -> Merged:
    """Return the merged card of one person's records; never fails, also not on an empty list.

    `refused` names values the user took away, as (field, comparison form); they are left out while
    the records keep them.
    """
    found: list[Found] = []

    by_rank: dict[str, list[Record]] = {}

    def ordered(rank: str) -> list[Record]:
        if rank not in by_rank:
            place = _PLACES[rank]
            by_rank[rank] = sorted(
                records, key=lambda r: (place.get(r.source, len(place)), _age(r), r.source, r.key)
            )
        return by_rank[rank]

    def collect(
        field: str, rank: str, values: Callable[[Card], Iterable[Value]], same: Callable[[Value], str]
    ) -> tuple[Value, ...]:
        united: dict[str, tuple[Value, list[Ref]]] = {}
        for record in ordered(rank):
            for value in values(record.card):
                form = same(value)
                if not form or (field, form) in refused:
                    continue
                if form in united:
                    kept, origins = united[form]
                    united[form] = (_richer(kept, value), origins)
                    if (record.source, record.key) not in origins:
                        origins.append((record.source, record.key))
                else:
                    united[form] = (value, [(record.source, record.key)])
        for value, origins in united.values():
            found.append(Found(field, value, tuple(origins)))
        return tuple(value for value, _ in united.values())

    names = collect("name", "name", lambda c: (c.name,) if c.name.full else (), lambda n: fold(n.full))
    card = Card(
        kind=_kind(records),
        uid=next((r.card.uid for r in ordered("reach") if r.card.uid), ""),
        name=_best_name(ordered("name"), names),
        nicknames=collect("nicknames", "reach", lambda c: c.nicknames, fold),
        pronouns=next(iter(collect("pronouns", "name", lambda c: (c.pronouns,), fold)), ""),
        emails=collect("emails", "reach", lambda c: c.emails, lambda e: e.address),
        phones=collect("phones", "reach", lambda c: c.phones, lambda p: p.number),
        organizations=collect(
            "organizations", "post", lambda c: c.organizations, lambda o: fold(" ".join((o.name, *o.units)))
        ),
        titles=collect("titles", "post", lambda c: c.titles, lambda t: fold(t.name)),
        online_services=collect(
            "online_services", "reach", lambda c: c.online_services, lambda s: s.user or fold(s.uri)
        ),
        addresses=collect(
            "addresses",
            "reach",
            lambda c: c.addresses,
            lambda a: fold(f"{a.street} {a.postcode} {a.locality}" if a.street else a.full),
        ),
        anniversaries=collect(
            "anniversaries", "reach", lambda c: c.anniversaries, lambda a: f"{a.kind}{a.label}{a.date}"
        ),
        keywords=collect("keywords", "reach", lambda c: c.keywords, fold),
        notes=collect("notes", "reach", lambda c: c.notes, lambda n: n.strip()),
        connected_on=next(
            iter(collect("connected_on", "name", lambda c: (c.connected_on,), lambda day: day)), ""
        ),
        cadence=next(iter(collect("cadence", "reach", lambda c: (c.cadence,), lambda text: text)), ""),
        updated=max((r.card.updated for r in records), default=""),
        extra=collect("extra", "reach", lambda c: c.extra, _property_form),
    )
    return Merged(_one_birthday(card), tuple(found))


def _age(record: Record) -> str:
    """Sort the newest first: cards that tell when they were changed before those that do not."""
    told = record.card.updated
    return "".join(chr(0x10FFFF - ord(c)) for c in told) if told else "\U0010ffff"


def _kind(records: Sequence[Record]) -> str:
    kinds = {record.card.kind for record in records}
    return kinds.pop() if len(kinds) == 1 else "individual"


def _property_form(value: Property) -> str:
    return f"{value.name.lower()}:{value.value}"


def _richer(kept: Value, other: Value) -> Value:
    """Complete a value by what an equal one of a less trusted source adds."""
    if isinstance(kept, Phone) and isinstance(other, Phone):
        return replace(
            kept,
            features=tuple(dict.fromkeys(kept.features + other.features)),
            contexts=tuple(dict.fromkeys(kept.contexts + other.contexts)),
        )
    if isinstance(kept, Email) and isinstance(other, Email):
        return replace(
            kept,
            contexts=tuple(dict.fromkeys(kept.contexts + other.contexts)),
            label=kept.label or other.label,
        )
    return kept


def _best_name(ordered: Sequence[Record], names: Sequence[Name]) -> Name:
    """Choose the first name that is whole: two parts, neither a mere initial; else the first at all."""
    for record in ordered:
        name = record.card.name
        if record.source == "user" and name.full:
            return name
    for name in names:
        if len(name.given.rstrip(".")) > 1 and len(name.surname.rstrip(".")) > 1:
            return name
    return names[0] if names else Name()


def _one_birthday(card: Card) -> Card:
    """Leave out a birthday without year where the same day is known with its year."""
    whole = {a.date[5:] for a in card.anniversaries if a.kind == "birth" and not a.date.startswith("--")}
    if not whole:
        return card
    kept = tuple(
        a
        for a in card.anniversaries
        if not (a.kind == "birth" and a.date.startswith("--") and a.date[2:] in whole)
    )
    return replace(card, anniversaries=kept)
