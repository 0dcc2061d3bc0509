"""Merge: the records of one person become one Card, and every value keeps its sources.

No value is lost: lists are united (equal by comparison form, in the order of the sources' rank), a single
value is chosen by rank and age and the others stay listed behind it. The user's own edits win.

rank    how much a source is trusted for a field; see `RANKS`
origin  the record a value was found in, as (source, key)
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from sync.model import Card, Email, Name, Phone, Record
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
    """One person's Card and the records it was made of, by (source, key).

    Where each value comes from is worked out when it is asked for: a list of people shows cards only.
    """

    card: Card
    records: tuple[Record, ...]
    refused: frozenset[tuple[str, str]] = frozenset()

    @property
    def found(self) -> list[Found]:
        """Return every value with its sources, in the order of the card."""
        return [one for field in (_NAME, *_FIELDS) for one in self._values(field)]

    def of(self, field: str) -> list[Found]:
        """Return the values of one field with their sources."""
        return [one for known in (_NAME, *_FIELDS) if known.name == field for one in self._values(known)]

    def _values(self, field: _Field) -> list[Found]:
        return _united(field, _ordered(self.records, field.rank), self.refused)


@dataclass(frozen=True, slots=True)
class _Field:
    """How one field of a card is merged: whose word counts, and when two of its values are equal."""

    name: str
    rank: str
    form: Callable[[Any], str]


_NAME = _Field("name", "name", lambda n: fold(n.full))
_FIELDS = (
    _Field("nicknames", "reach", fold),
    _Field("pronouns", "name", fold),
    _Field("emails", "reach", lambda e: e.address),
    _Field("phones", "reach", lambda p: p.number or fold(p.raw)),
    _Field("organizations", "post", lambda o: fold(" ".join((o.name, *o.units)))),
    _Field("titles", "post", lambda t: fold(t.name)),
    _Field("online_services", "reach", lambda s: s.user or fold(s.uri)),
    _Field(
        "addresses",
        "reach",
        lambda a: fold(f"{a.street} {a.postcode} {a.locality}" if a.street else a.full or a.locality),
    ),
    _Field("anniversaries", "reach", lambda a: f"{a.kind}{a.label}{a.date}"),
    _Field("keywords", "reach", fold),
    _Field("notes", "reach", str.strip),
    _Field("connected_on", "name", str),
    _Field("cadence", "reach", str),
    _Field("media", "reach", lambda m: f"{m.kind}:{m.uri}"),
    _Field("extra", "reach", lambda p: f"{p.name.lower()}:{p.value}"),
)
_FORMS = {field.name: field.form for field in (_NAME, *_FIELDS)}
_ORDER = {rank: {source: number for number, source in enumerate(order)} for rank, order in RANKS.items()}


def merge(records: Sequence[Record], *, refused: frozenset[tuple[str, str]] = frozenset()) -> Merged:
    """Return the merged card of one person's records; never fails, also not on an empty list.

    `refused` names values the user took away, as (field, comparison form); they are left out while
    the records keep them.
    """
    if len(records) == 1 and not refused and _plain(records[0].card):
        # Most people are one record: nothing to unite, and with 30,000 of them it is most of the work.
        return Merged(_one_birthday(records[0].card), tuple(records))
    kept = tuple(sorted(records, key=lambda r: (r.source, r.key)))
    ordered = {rank: _ordered(kept, rank) for rank in _ORDER}
    values: dict[str, Any] = {}
    for field in _FIELDS:
        if not any(getattr(record.card, field.name) for record in kept):
            continue
        these = [one.value for one in _united(field, ordered[field.rank], refused)]
        if these:
            # A field of one value takes the first; the others stay in `found`.
            single = isinstance(getattr(_EMPTY, field.name), str)
            values[field.name] = these[0] if single else tuple(these)
    names: list[Any] = [one.value for one in _united(_NAME, ordered["name"], refused)]
    card = Card(
        kind=_kind(kept),
        uid=next((r.card.uid for r in ordered["reach"] if r.card.uid), ""),
        name=_best_name(ordered["name"], names),
        updated=max((r.card.updated for r in kept), default=""),
        **values,
    )
    return Merged(_one_birthday(card), kept, refused)


_EMPTY = Card()


def form_of(field: str, value: Any) -> str:
    """Return what two values of a field are compared by; empty for one that says nothing."""
    return _FORMS[field](value)


def _plain(card: Card) -> bool:
    """Tell whether merging this card alone gives the card itself: each field has one value at most, none is empty."""
    if not card.name.full[:1].isalnum():
        return False
    for field in _FIELDS:
        told = getattr(card, field.name)
        if told and (
            not field.form(told) if isinstance(told, str) else len(told) > 1 or not _has_form(field, told[0])
        ):
            return False
    return True


def _has_form(field: _Field, value: object) -> bool:
    # A form of a name is never empty when the name begins with a letter: folding thousands of them is slow.
    return str(getattr(value, "name", ""))[:1].isalnum() or bool(field.form(value))


def _ordered(records: Sequence[Record], rank: str) -> Sequence[Record]:
    """Return records with the most trusted source first, and within a source the newest card."""
    if len(records) < 2:
        return records
    place = _ORDER[rank]
    return sorted(records, key=lambda r: (place.get(r.source, len(place)), _age(r), r.source, r.key))


def _united(field: _Field, records: Sequence[Record], refused: frozenset[tuple[str, str]]) -> list[Found]:
    """Return the different values of a field with all records that hold them, in the order of the records."""
    united: dict[str, tuple[Any, list[Ref]]] = {}
    for record in records:
        told = getattr(record.card, field.name)
        if not told:
            continue
        for value in told if isinstance(told, tuple) else (told,):
            form = field.form(value)
            if not form or (field.name, form) in refused:
                continue
            ref = record.source, record.key
            if form not in united:
                united[form] = (value, [ref])
                continue
            kept, origins = united[form]
            united[form] = (_richer(kept, value), origins)
            if ref not in origins:
                origins.append(ref)
    return [Found(field.name, value, tuple(origins)) for value, origins in united.values()]


def with_former(record: Record, former: Sequence[Card]) -> Record:
    """Return a record that also tells the employers and posts of its `former` cards, behind the present ones.

    Who changed company is still the person a table of last year names with the old one.
    """
    if not former:
        return record
    card = record.card
    organizations = {fold(one.name): one for one in card.organizations}
    titles = {fold(one.name): one for one in card.titles}
    for old in former:
        for organization in old.organizations:
            organizations.setdefault(fold(organization.name), organization)
        for title in old.titles:
            titles.setdefault(fold(title.name), title)
    card = replace(card, organizations=tuple(organizations.values()), titles=tuple(titles.values()))
    return replace(record, card=card)


def _age(record: Record) -> str:
    """Sort the newest first: cards that tell when they were changed before those that do not."""
    told = record.card.updated
    return "".join(chr(0x10FFFF - ord(c)) for c in told) if told else "\U0010ffff"


def _kind(records: Sequence[Record]) -> str:
    kinds = {record.card.kind for record in records}
    return kinds.pop() if len(kinds) == 1 else "individual"


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
