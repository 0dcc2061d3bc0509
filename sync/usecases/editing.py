"""What the user types in: a new person, an edit, a tier, a rhythm, a person to leave in peace.

A user's edit is a record of source `user` with the highest rank; what is decided about a person is an
attribute hung on their first record. Both are facts and survive merge, split and re-import.
"""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from datetime import date

from sync.config.place import Place
from sync.merge import form_of
from sync.model import (
    Address,
    Anniversary,
    Card,
    Email,
    Interaction,
    Judgement,
    OnlineService,
    Organization,
    Party,
    Record,
    Title,
)
from sync.normalize import emails, names, phones, profiles
from sync.normalize.text import fold
from sync.ports import UsageError
from sync.renewal.sectors import SECTORS
from sync.store import Store, conclusions, interactions
from sync.touchpoints import cadence as rhythm
from sync.usecases import people as use
from sync.usecases import when
from sync.usecases.linking import relink

TIERS = ("close", "active", "network", "watch")
_CADENCE = re.compile(r"P(?=\d)(?:\d+Y)?(?:\d+M)?(?:\d+W)?(?:\d+D)?", re.ASCII)
_LONG = re.compile(r"\d{6}")
_LONGEST_CADENCE = rhythm.days("P10Y")
_DAY = re.compile(r"(?:\d{4}|-)-\d{2}-\d{2}", re.ASCII)
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Fields:
    """What may be typed about a person; empty means: leave as it is."""

    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    company: str = ""
    title: str = ""
    linkedin: str = ""
    city: str = ""
    birthday: str = ""
    notes: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """Who was changed, and the journal step (None when nothing changed)."""

    person: str
    name: str
    journal: int | None


def card_of(fields: Fields, region: str, name: str = "") -> Card:
    """Return a card with what was typed. Raises `UsageError` for an address or a day that is none."""
    addresses = []
    for text in fields.emails:
        address = emails.address(text)
        if not address:
            raise UsageError("editing.bad-email", value=text)
        addresses.append(Email(address))
    profile = profiles.key(fields.linkedin) if fields.linkedin else ""
    if fields.linkedin and not profile:
        raise UsageError("editing.bad-linkedin", value=fields.linkedin)
    if fields.birthday:
        _must_be_a_birthday(fields.birthday)
    return Card(
        name=names.person(raw=name) if name else Card().name,
        emails=tuple(addresses),
        phones=tuple(phones.phone(text, region) for text in fields.phones),
        organizations=(Organization(fields.company),) if fields.company else (),
        titles=(Title(fields.title),) if fields.title else (),
        online_services=(OnlineService("LinkedIn", profiles.uri(profile), profile),) if profile else (),
        addresses=(Address(full=fields.city, locality=fields.city),) if fields.city else (),
        anniversaries=(Anniversary("birth", fields.birthday),) if fields.birthday else (),
        notes=fields.notes,
        keywords=fields.keywords,
    )


def _must_be_a_birthday(text: str) -> None:
    """Raise `UsageError` for what is no day, or one that no calendar has. Of a birthday without its year any may be."""
    if not _DAY.fullmatch(text):
        raise UsageError("editing.bad-birthday", value=text)
    try:
        date.fromisoformat(f"2000{text[1:]}" if text.startswith("--") else text)
    except ValueError as error:
        raise UsageError("editing.no-such-day", value=text) from error


def _must_be_a_cadence(text: str) -> None:
    """Raise `UsageError` for what is no duration, for none at all, and for one that outlasts any plan."""
    if not _CADENCE.fullmatch(text):
        raise UsageError("editing.bad-cadence", value=text)
    # Digits without end are not counted: they are too many.
    if _LONG.search(text) or not 0 < rhythm.days(text) <= _LONGEST_CADENCE:
        raise UsageError("editing.no-such-cadence", value=text)


def add(
    store: Store, place: Place, name: str, fields: Fields, *, met: str = "", dry_run: bool = False
) -> Outcome:
    """Type in a person. The same name typed twice makes two people: only the user knows.

    `met` is the day one met, in any way `when` reads. Raises `UsageError` where there is no name, or no such day.
    """
    if not name.strip():
        raise UsageError("event.no-name", value=name)
    card = card_of(fields, place.region, name)
    day = when.day(met, place.today, region=place.region, past=True).isoformat() if met else ""
    count = store.db.execute("SELECT count(*) AS n FROM record WHERE source = 'user'").fetchone()["n"]
    key = str(uuid.uuid5(store.installation, f"add {count} {place.at} {name}"))
    record = Record("user", key, "", 0, card)
    with store.change(f"add {name}", place.at, dry_run=dry_run) as step:
        store.put_record(record, "user", place.at)
        if day:
            meeting = Interaction("user", f"met {key}", "", 0, "contact", (Party(key),), date=day)
            interactions.put(store, meeting, "user", [("user", key)])
        relink(store, place.at)
        person = conclusions.person_of(store, ("user", key)) or store.uuid_of(("user", key))
    return Outcome(person, name, step.id)


def edit(
    store: Store,
    place: Place,
    query: str,
    fields: Fields,
    *,
    name: str = "",
    tier: str | None = None,
    cadence: str | None = None,
    sector: str | None = None,
    deceased: str | None = None,
    remove: tuple[str, ...] = (),
    dead: tuple[str, ...] = (),
    dry_run: bool = False,
) -> Outcome:
    """Change what is known of a person. An empty tier, cadence or sector goes back to the computed one.

    `deceased` is the day, or any word when it is not known: from then on nothing is said or planned of them;
    empty takes it back.

    `remove` takes values away (an old e-mail, a wrong company): the sources keep them, the person does not.
    `dead` names addresses and numbers that no longer reach them: nothing more is sent there, and you are reminded to
    ask for the new one.
    """
    person = use.one(store, query)
    changes = card_of(fields, place.region, name)
    if tier and tier not in TIERS:
        raise UsageError("editing.bad-tier", value=tier, tiers=", ".join(TIERS))
    if cadence:
        _must_be_a_cadence(cadence)
    if sector and sector not in SECTORS:
        raise UsageError("editing.bad-sector", value=sector, sectors=", ".join(SECTORS))
    with store.change(f"edit {person.name}", place.at, dry_run=dry_run) as step:
        if changes != Card():
            own = use.edited(use.user_record(person), changes)
            if store.put_record(own, "user", place.at) == "created":
                store.judge(Judgement(person.ref, ("user", own.key), "same", "user", place.at))
        if tier is not None:
            store.set_attribute(person.ref, "tier", tier, place.at)
        if sector is not None:
            store.set_attribute(person.ref, "sector", sector, place.at)
        if deceased is not None:
            store.set_attribute(person.ref, "deceased", deceased, place.at)
        if cadence is not None:
            store.set_attribute(person.ref, "cadence", cadence, place.at)
        for value in remove:
            for found in _values(person, value):
                store.set_attribute(person.ref, f"without:{found}", place.at, place.at)
        for value in dead:
            for found in _values(person, value):
                store.set_attribute(
                    person.ref, use.dead_name(*found.split(":", 1)), place.today.isoformat(), place.at
                )
        if changes != Card():
            relink(store, place.at)
    return Outcome(person.id, name or person.name, step.id)


def _values(person: use.Person, text: str) -> list[str]:
    """Return the values of a person that `text` names, as `field:form` like `merge` compares them."""
    wanted = fold(text)
    digits = "".join(c for c in text if c.isdigit())
    words = set(_WORD.findall(wanted))
    found = []
    for one in person.merged.found:
        value = one.value
        forms = {
            "emails": getattr(value, "address", ""),
            "phones": getattr(value, "number", ""),
            "organizations": fold(" ".join((getattr(value, "name", ""), *getattr(value, "units", ())))),
            "titles": fold(getattr(value, "name", "")),
            "online_services": getattr(value, "user", "") or fold(getattr(value, "uri", "")),
            "keywords": fold(value) if isinstance(value, str) else "",
            "notes": value.strip() if isinstance(value, str) else "",
            "nicknames": fold(value) if isinstance(value, str) else "",
            "addresses": form_of("addresses", value) if one.field == "addresses" else "",
        }
        form = forms.get(one.field, "")
        phone = one.field == "phones" and len(digits) >= 6 and digits.lstrip("0") in form
        # Nobody types a postal address as the card has it: the words that tell it from others are enough.
        post = one.field == "addresses" and bool(words) and words <= set(_WORD.findall(form))
        if form and (fold(form) == wanted or phone or post):
            found.append(f"{one.field}:{form}")
    if not found:
        raise UsageError("editing.no-such-value", value=text, name=person.name)
    return found


def hide(store: Store, place: Place, query: str, *, hidden: bool, dry_run: bool = False) -> Outcome:
    """Leave a person in peace: no touchpoints are planned. With `hidden` False they are again."""
    person = use.one(store, query)
    with store.change(f"hide {person.name}", place.at, dry_run=dry_run) as step:
        store.set_attribute(person.ref, "hidden", "yes" if hidden else "", place.at)
    return Outcome(person.id, person.name, step.id)
