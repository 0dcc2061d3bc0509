"""People met at an event: typed, a table or cards become contacts, each with a word to say within two days."""

from __future__ import annotations

import contextlib
import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from sync.config.place import Place
from sync.model import Card, Email, Interaction, Organization, Party, Record
from sync.normalize import emails, names
from sync.ports import UsageError
from sync.store import Store, conclusions, interactions
from sync.usecases import people, when
from sync.usecases.linking import relink

_ADDRESS = re.compile(r"<?([^\s<>,;]+@[^\s<>,;]+)>?")


@dataclass(frozen=True, slots=True)
class Outcome:
    """Who was met, by id and name, on which day, and the journal step (None when all was known)."""

    people: tuple[tuple[str, str], ...]
    day: str
    journal: int | None


def typed(store: Store, event: str, day: str, text: str) -> Record:
    """Return the record of somebody typed as `Name`, `Name, Company` or `Name <e-mail>, Company`.

    An address alone names whom it is known of. The same words at the same event give the same record. Raises
    `UsageError` when there is no name.
    """
    found = _ADDRESS.search(text)
    address = emails.address(found.group(1)) if found else ""
    name, _, company = (_ADDRESS.sub(" ", text) if address else text).partition(",")
    called = names.person(raw=" ".join(name.split()))
    if address and not called.full:
        with contextlib.suppress(UsageError):
            called = people.one(store, address).card.name
    card = Card(
        name=called,
        emails=(Email(address),) if address else (),
        organizations=(Organization(" ".join(company.split())),) if company.strip() else (),
    )
    if not card.name.full and not address:
        raise UsageError("event.no-name", value=text)
    key = str(uuid.uuid5(store.installation, f"met {event} {day} {text}"))
    return Record("user", key, "", 0, card)


def met(
    store: Store,
    place: Place,
    event: str,
    told: Iterable[str],
    records: Iterable[Record] = (),
    *,
    on: str = "",
    dry_run: bool = False,
) -> Outcome:
    """Keep whom the user met at an event, as typed in `told` and as read from files in `records`."""
    day = (when.day(on, place.today, region=place.region, past=True) if on else place.today).isoformat()
    if day > place.today.isoformat():
        raise UsageError("plan.future-day", value=day)
    every = [*(typed(store, event, day, text) for text in told), *records]
    if not every:
        raise UsageError("event.nobody")
    with store.change(f"met {event}", place.at, dry_run=dry_run) as step:
        for record in every:
            ref = record.source, record.key
            store.put_record(record, f"{record.source}:met", place.at)
            store.set_attribute(ref, "event", f"{day} {event}", place.at)
            meeting = Interaction(
                "user", f"met {day} {event} {record.key}", "", 0, "meeting", (Party(record.key),), date=day,
                summary=event,
            )  # fmt: skip
            interactions.put(store, meeting, "user", [ref])
        relink(store, place.at)
        found = tuple(
            (conclusions.person_of(store, (one.source, one.key)), people.label(one.card)) for one in every
        )
    return Outcome(found, day, step.id)
