"""Everything out again: people as JSContact, who is who as tables, the whole home as one document."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from typing import Any

from sync.config.settings import OF_THE_COMPUTER, Settings
from sync.merge import with_former
from sync.model import Card
from sync.store import Store, conclusions
from sync.store.codec import digest
from sync.store.journal import JOURNALLED
from sync.usecases import people as use
from sync.usecases.owning import is_owner, owner_of


def jscontact(store: Store) -> str:
    """Return a JSON array of RFC 9553 Cards, one a person, sorted by uid."""
    people = use.load(store)
    cards = [jscontact_card(person.id, person.card) for person in people.values()]
    return json.dumps(sorted(cards, key=lambda card: str(card["uid"])), ensure_ascii=False, indent=2) + "\n"


def jscontact_card(uid: str, card: Card) -> dict[str, Any]:
    """Return one Card of RFC 9553; what has no name there goes to `vCardProps` (RFC 9555 §2.16)."""
    out: dict[str, Any] = {"@type": "Card", "version": "1.0", "uid": uid}
    if card.kind != "individual":
        out["kind"] = card.kind
    if card.updated:
        out["updated"] = card.updated
    if card.name.full:
        components = [
            {"kind": kind, "value": value}
            for kind, value in (
                ("title", card.name.title),
                ("given", card.name.given),
                ("given2", card.name.given2),
                ("surname", card.name.surname),
                ("generation", card.name.generation),
                *(("credential", text) for text in card.name.credentials),
            )
            if value
        ]
        out["name"] = {"full": card.name.full, **({"components": components} if components else {})}
    out["nicknames"] = _map({"name": text} for text in card.nicknames)
    out["emails"] = _map(
        {"address": e.address, **_contexts(e.contexts), **_label(e.label), **_pref(e.pref)}
        for e in card.emails
    )
    out["phones"] = _map(
        {
            "number": p.number or p.raw,
            **({"features": dict.fromkeys(p.features, True)} if p.features else {}),
            **_contexts(p.contexts),
            **_label(p.label),
            **_pref(p.pref),
        }
        for p in card.phones
    )
    out["organizations"] = _map(
        {"name": o.name, **({"units": [{"name": unit} for unit in o.units]} if o.units else {})}
        for o in card.organizations
    )
    out["titles"] = _map(
        {"name": t.name, **({"kind": t.kind} if t.kind != "title" else {})} for t in card.titles
    )
    out["onlineServices"] = _map(
        {
            **({"service": s.service} if s.service else {}),
            **({"uri": s.uri} if s.uri else {}),
            **({"user": s.user} if s.user else {}),
            **_contexts(s.contexts),
            **_label(s.label),
        }
        for s in card.online_services
        if s.service or s.user
    )
    out["links"] = _map({"uri": s.uri} for s in card.online_services if not (s.service or s.user) and s.uri)
    out["addresses"] = _map(_address(a) for a in card.addresses)
    out["anniversaries"] = _map(
        {"kind": a.kind or "other", "date": _partial_date(a.date), **_label(a.label)}
        for a in card.anniversaries
        if a.date
    )
    out["keywords"] = dict.fromkeys(card.keywords, True)
    out["notes"] = _map({"note": text} for text in card.notes)
    if card.pronouns:
        out["speakToAs"] = {"pronouns": {"1": {"pronouns": card.pronouns}}}
    props = [
        [p.name.lower(), {**dict(p.params), **({"group": p.group} if p.group else {})}, "text", p.value]
        for p in card.extra
    ]
    if card.connected_on:
        props.append(["x-reseau-connected-on", {}, "date", card.connected_on])
    out["vCardProps"] = props
    return {name: value for name, value in out.items() if value not in ({}, [], "")}


def _map(values: Any) -> dict[str, Any]:
    return {str(number): value for number, value in enumerate(values, 1)}


def _contexts(contexts: tuple[str, ...]) -> dict[str, Any]:
    return {"contexts": dict.fromkeys(contexts, True)} if contexts else {}


def _label(label: str) -> dict[str, Any]:
    return {"label": label} if label else {}


def _pref(pref: int) -> dict[str, Any]:
    return {"pref": pref} if pref else {}


def _address(value: Any) -> dict[str, Any]:
    components = [
        {"kind": kind, "value": text}
        for kind, text in (
            ("postOfficeBox", value.po_box),
            ("apartment", value.extended),
            ("name", value.street),
            ("locality", value.locality),
            ("region", value.region),
            ("postcode", value.postcode),
            ("country", value.country),
        )
        if text
    ]
    return {
        **({"components": components} if components else {}),
        **({"full": value.full} if value.full else {}),
        **({"countryCode": value.country_code} if value.country_code else {}),
        **_contexts(value.contexts),
        **_label(value.label),
    }


def _partial_date(day: str) -> dict[str, Any]:
    out: dict[str, Any] = {"@type": "PartialDate"}
    if day.startswith("--"):
        year, rest = "", day[2:].split("-")
    else:
        year, *rest = day.split("-")
    if year.isdigit():
        out["year"] = int(year)
    for name, part in zip(("month", "day"), rest, strict=False):
        if part[:2].isdigit():
            out[name] = int(part[:2])
    return out


def clusters(store: Store, *, best: bool = False) -> str:
    """Return `source,key,person`, a line a record. With `best`, the best guess at probability 0.5; nothing stored."""
    if not best:
        rows = [
            (source, key, person)
            for person, refs in conclusions.people(store).items()
            for source, key in refs
        ]
    else:
        from sync.linkage import best_people

        owner = owner_of(store)
        kept = store.records()
        records = [with_former(one.record, one.former) for one in kept if not is_owner(one.record, owner)]
        number = {one.ref: one.number for one in kept}
        uuids = {one.ref: one.uuid for one in kept}
        rows = []
        for refs in best_people(records, store.judgements()):
            person = uuids[min(refs, key=number.__getitem__)]
            rows += [(source, key, person) for source, key in refs]
    return _csv(("source", "key", "person"), sorted(rows))


def pairs(store: Store) -> str:
    """Return every scored pair with its probability and decision."""
    rows = [
        (a[0], a[1], b[0], b[1], f"{probability:.4f}", decision)
        for a, b, probability, decision, _ in conclusions.pairs(store)
    ]
    return _csv(("source_a", "key_a", "source_b", "key_b", "probability", "decision"), rows)


def everything(store: Store) -> str:
    """Return all facts of the home and its settings as one JSON document; the journal and the copies stay at home.

    Equal facts give equal text; see `seal` for what tells that it came through whole.
    """
    out: dict[str, Any] = {"reseau": 1, "installation": str(store.installation)}
    wanted: set[str] = set()
    for table in JOURNALLED:
        rows = [dict(row) for row in store.db.execute(f"SELECT * FROM {table} ORDER BY id")]  # noqa: S608 - our own names
        out[table] = rows
        wanted.update(
            value for row in rows for value in row.values() if isinstance(value, str) and len(value) == 32
        )
        if table == "snapshot":
            for row in rows:
                row["entries"] = json.loads(row["entries"])
                wanted.update(name for _, name in row["entries"])
    settings = Settings(store.home).texts()
    if told := {name: text for name, text in settings.items() if name not in OF_THE_COMPUTER}:
        out["settings"] = told
    marks = [row["mark"] for row in store.db.execute("SELECT mark FROM forgotten ORDER BY mark")]
    if marks:
        # Without the salt nobody would be known by them in the new home.
        out |= {"forgotten": marks, "salt": store.salt.hex()}
    content: dict[str, str | dict[str, str]] = {}
    for row in store.db.execute("SELECT hash, data FROM content ORDER BY hash"):
        if row["hash"] in wanted:
            # Latin-1 keeps every byte of a card that is not UTF-8 as one character.
            data = bytes(row["data"])
            try:
                content[row["hash"]] = data.decode("utf-8")
            except UnicodeDecodeError:
                content[row["hash"]] = {"latin-1": data.decode("latin-1")}
    out["content"] = content
    out["seal"] = seal(out)
    return json.dumps(out, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def seal(told: dict[str, Any]) -> str:
    """Return what changes when anything in `everything` does. Texts are told by their names, which are hashes of them."""
    rows = {name: value for name, value in told.items() if name not in ("content", "seal")}
    return digest(json.dumps([rows, sorted(told.get("content", {}))], sort_keys=True))


def _csv(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()
