"""The JSON shapes that users and scripts rely on (`reseau read --json` and its relatives).

Pure: values in, plain dicts out. Empty values are left out; keys come in the order of the contract.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sync.model import Card, Interaction, Name, Owner, Party, Record
from sync.normalize import countries

Json = dict[str, Any]


def _full(pairs: Iterable[tuple[str, Any]]) -> Json:
    return {key: value for key, value in pairs if value not in ("", (), [], {}, None, 0)}


def name(value: Name) -> Json:
    """Return a name with its non-empty parts."""
    return _full(
        (
            ("full", value.full),
            ("given", value.given),
            ("surname", value.surname),
            ("given2", value.given2),
            ("title", value.title),
            ("generation", value.generation),
            ("credentials", list(value.credentials)),
            ("raw", value.raw),
        )
    )


def card(value: Card) -> Json:
    """Return a card in the CONTACT shape, without its source."""
    return _full(
        (
            ("kind", value.kind),
            ("name", name(value.name)),
            ("nicknames", list(value.nicknames)),
            ("pronouns", value.pronouns),
            (
                "emails",
                [
                    _full((("address", e.address), ("contexts", list(e.contexts)), ("label", e.label)))
                    for e in value.emails
                ],
            ),
            (
                "phones",
                [
                    _full(
                        (
                            ("number", p.number),
                            ("raw", p.raw),
                            ("features", list(p.features)),
                            ("contexts", list(p.contexts)),
                            ("label", p.label),
                        )
                    )
                    for p in value.phones
                ],
            ),
            ("organizations", [{"name": o.name, "units": list(o.units)} for o in value.organizations]),
            (
                "titles",
                [
                    _full((("name", t.name), ("kind", t.kind if t.kind != "title" else "")))
                    for t in value.titles
                ],
            ),
            (
                "online_services",
                [
                    _full((("service", s.service), ("uri", s.uri), ("user", s.user), ("label", s.label)))
                    for s in value.online_services
                ],
            ),
            (
                "addresses",
                [
                    _full(
                        (
                            ("full", a.full),
                            ("street", a.street),
                            ("locality", a.locality),
                            ("region", a.region),
                            ("postcode", a.postcode),
                            ("country", a.country),
                            ("country_code", a.country_code or countries.code(a.country)),
                            ("contexts", list(a.contexts)),
                        )
                    )
                    for a in value.addresses
                ],
            ),
            (
                "anniversaries",
                [
                    _full((("kind", a.kind), ("date", a.date), ("label", a.label)))
                    for a in value.anniversaries
                ],
            ),
            ("keywords", list(value.keywords)),
            ("notes", list(value.notes)),
            ("connected_on", value.connected_on),
            ("cadence", value.cadence),
        )
    )


def contact(record: Record) -> Json:
    """Return a record in the CONTACT shape."""
    return {
        "source": record.source,
        "key": record.key,
        "file": record.file,
        "row": record.row,
        **card(record.card),
    }


def party(value: Party) -> Json:
    """Return one of those an interaction was with."""
    return {"name": value.name, "email": value.email, "linkedin": value.linkedin}


def interaction(value: Interaction) -> Json:
    """Return an interaction in the INTERACTION shape."""
    told: Json = {
        "source": value.source,
        "key": value.key,
        "file": value.file,
        "row": value.row,
        "kind": value.kind,
    }
    for key, part in (
        ("at", value.at),
        ("date", value.date),
        ("end", value.end),
        ("uid", value.uid),
        ("summary", value.summary),
        ("planned", value.planned),
        ("direction", value.direction),
    ):
        if part:
            told[key] = part
    told["canned"] = value.canned
    if value.with_note:
        told["with_note"] = True
    told["with"] = [party(p) for p in value.parties]
    return told


def owner(value: Owner) -> Json:
    """Return the owner."""
    return _full((("name", name(value.name)), ("emails", list(value.emails)), ("linkedin", value.linkedin)))
