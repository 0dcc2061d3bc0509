"""Files in and out: the readers and writers of the adapters, as the use-cases need them."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import adapters
from adapters.archive import open_source
from sync.config.place import Place
from sync.config.settings import Settings
from sync.model import Record
from sync.ports import Context, Reader, Source
from sync.store import Store
from sync.usecases import reading
from sync.usecases.people import load


def readers() -> list[Reader]:
    """Return all readers: every module of `adapters` with a constant `READER`."""
    found: list[Reader] = []
    for module in pkgutil.iter_modules(adapters.__path__):
        reader = getattr(import_module(f"adapters.{module.name}"), "READER", None)
        if reader is not None:
            found.append(reader)
    return sorted(found, key=lambda reader: reader.order)


def read(
    paths: Iterable[str],
    context: Context,
    *,
    forced: str = "",
    progress: Callable[[str, int], None] | None = None,
) -> reading.Gathered:
    """Read `paths` with all readers; see `sync.usecases.reading.read`."""
    return reading.read(paths, open_source, readers(), context, forced=forced, progress=progress)


def people_as(store: Store, place: Place, kind: str, layout: str, *, changed: bool = False) -> bytes:
    """Return all people as `vcf` (3.0), `csv` of a layout, or `xlsx`; see the writers of the adapters.

    With `changed` only those whose row in this layout is not what was given out last time.
    """
    if kind == "xlsx":
        from adapters.table.workbook import PersonRow, write_xlsx
        from sync.usecases import spreadsheet

        rows = spreadsheet.rows(store, place)
        people = (PersonRow(row.id, row.card, row.tier, row.last_contact) for row in rows)
        return write_xlsx(people, place.language)
    people_now = load(store)
    cards = [replace(person.card, uid=person.id) for person in people_now.values()]
    if kind == "csv":
        from adapters.table.writing import write_csv
        from sync.usecases import handing_out

        if changed:
            lines = {card.uid: write_csv([card], layout) for card in cards}
            wanted = handing_out.changed(store, layout, people_now.values(), lines)
            return write_csv([card for card in cards if card.uid in wanted], layout)
        return write_csv(cards, layout)
    from adapters.vcard.judge import new_cards

    return new_cards(cards)


def convert(path: str, kind: str, place: Place) -> Iterator[bytes]:
    """Yield the file, folder or archive at `path` as `kind`; see `sync.usecases.converting`. Raises `Unreadable`."""
    from adapters import vcard
    from adapters.vcard.writing import write_card
    from sync.usecases import converting

    context = Context(now=place.now, zone=place.zone, region=place.region, salt=b"convert")

    def records(source: Source) -> Iterable[Record]:
        gathered = reading.read([path], lambda _: source, readers(), context)
        return converting.gathered_or_raise(gathered.records.values(), gathered.unreadable)

    def csv(found: Iterable[Record]) -> Iterable[bytes]:
        from adapters.table.writing import write_csv

        return (write_csv([record.card for record in found]),)

    def xlsx(found: Iterable[Record]) -> Iterable[bytes]:
        from adapters.table.workbook import PersonRow, write_xlsx

        return (write_xlsx((PersonRow(one.key, one.card) for one in found), place.language),)

    converters = converting.Converters(
        holds_cards=vcard.READER.identify,
        records=records,
        cards=lambda source, names: vcard.cards(source, names, context),
        copy=vcard.copies,
        writers={
            "vcf3": lambda found: (write_card(one.card, "3.0") for one in found),
            "vcf4": lambda found: (write_card(one.card, "4.0") for one in found),
            "csv": csv,
            "xlsx": xlsx,
        },
    )
    return converting.convert(open_source(path), kind, converters)


def context_of(store: Store, place: Place, options: Settings) -> Context:
    """Return what the readers may know in a home."""
    from sync.usecases.owning import owner_of

    mine = frozenset(str(address).lower() for address in options.get("owner.emails"))
    owner = owner_of(store, mine)
    return Context(
        now=place.now,
        zone=place.zone,
        region=place.region,
        me=mine | frozenset(owner.emails),
        owner=owner,
        salt=store.salt,
    )


def import_dropped(store: Store, place: Place, paths: list[str]) -> str:
    """Import files from the drop folder; return a code that tells how it went."""
    from sync.usecases import importing

    gathered = read(paths, context_of(store, place, Settings(place.home)))
    if any(report.adapter for report in gathered.files):
        names = " ".join(Path(path).name for path in paths)
        outcome = importing.store_all(store, gathered, place, f"import {names}", last=True)
        return "job-nothing-new" if outcome.journal is None else "job-imported"
    return "job-unreadable"
