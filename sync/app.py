"""Composition: settings, store and adapters are put together here, and only here."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterable
from dataclasses import replace
from importlib import import_module

import adapters
from adapters.archive import open_source
from sync.ports import Context, Reader
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


def people_as(store: Store, kind: str, layout: str) -> bytes:
    """Return all people as `vcf`, `csv` or `xlsx`; see the writers of the adapters."""
    people = list(load(store).values())
    if kind == "vcf":
        from adapters.vcard.writing import write

        return write([replace(person.card, uid=person.id) for person in people], "3.0")
    raise NotImplementedError(kind)
