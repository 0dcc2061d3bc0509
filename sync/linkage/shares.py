"""A list of records on its way to rows: their comparison forms, made once, in one share or in several.

A list of any length passes through: of a long one no more than a part is held, and a share of it may be made in another
process.
"""

from __future__ import annotations

import pickle
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from importlib import import_module
from itertools import islice
from typing import Protocol

from sync.linkage import employers, rarity
from sync.linkage.fields import Fields
from sync.linkage.rows import Rows, rows_of
from sync.linkage.values import NOTHING_PUSHED, Pushed, Ref
from sync.model import Record
from sync.normalize.forms import Form, form
from sync.normalize.nicknames import families, spellings

Formed = tuple[Ref, Form]
"""A record as it is compared."""

HELD = 100_000
"""Of a longer list no more forms than this are held at a time."""


class Sharing(Protocol):
    """Some of the records of a list, of which the base is made together with that of the others.

    Two steps, for employers are known by what all of them tell: `seen`, then `rows`; each is asked for once.
    """

    def seen(self) -> list[employers.Seen]:
        """Return what these records tell of employers."""
        ...

    def rows(
        self, webmail: frozenset[str], companies: Collection[str]
    ) -> Iterator[tuple[Sequence[Ref], Rows]]:
        """Yield references and rows, some at a time, given the domains of mail providers and all known companies."""
        ...


class Share:
    """The records of a list of forms. Each is asked for once and let go: a list of any length passes through."""

    def __init__(self, forms: Iterable[Formed]) -> None:
        self._parts: list[_Part] = []
        source = iter(forms)
        while made := dict(islice(source, HELD)):
            if self._parts:
                self._parts[-1].wait()
            self._parts.append(_Part(list(made), Fields.of(made.values())))
            del made
        if len(self._parts) > 1:
            self._parts[-1].wait()
        if not self._parts:
            self._parts.append(_Part([], Fields.of(())))

    def seen(self) -> list[employers.Seen]:
        """Return what these records tell of employers."""
        return [part.seen for part in self._parts]

    def rows(
        self, webmail: frozenset[str], companies: Collection[str]
    ) -> Iterator[tuple[Sequence[Ref], Rows]]:
        """Yield references and rows, some at a time."""
        while self._parts:
            part = self._parts.pop(0)
            apart = employers.employers_apart(part.told(), companies)
            yield part.refs, rows_of(apart, [source for source, _ in part.refs], webmail)


class _Part:
    """Some of the records of a list; of a long one their forms wait as bytes, a tenth as large, for the others."""

    def __init__(self, refs: list[Ref], told: Fields) -> None:
        self.refs, self.seen = refs, employers.seen(told)
        self._told: Fields | bytes = told

    def wait(self) -> None:
        """Let the others go before."""
        if not isinstance(self._told, bytes):
            self._told = pickle.dumps(self._told, pickle.HIGHEST_PROTOCOL)

    def told(self) -> Fields:
        """Return the forms by their fields."""
        if isinstance(self._told, bytes):
            found: Fields = pickle.loads(self._told)  # noqa: S301 - our own, from this run
            return found
        return self._told


def get_ready() -> None:
    """Load what forms and rows are made with, before a second process would load it for itself."""
    import_module("numpy")
    rarity.population()
    families("")
    spellings("")


def formed(records: Iterable[Record], pushed: Pushed = NOTHING_PUSHED) -> Iterator[Formed]:
    """Yield the reference and the form of each record; pushed values are left out."""
    ours: dict[Ref, set[str]] = defaultdict(set)
    for source, key, value in pushed:
        ours[source, key].add(value)
    nothing: frozenset[str] = frozenset()
    for record in records:
        ref = record.source, record.key
        yield ref, form(record, frozenset(ours[ref]) if ref in ours else nothing)


def ordered(forms: Iterable[Formed]) -> tuple[list[Ref], list[Form]]:
    """Return references and forms in order of reference; of several with one reference the last counts."""
    made = dict(forms)
    refs = sorted(made)
    return refs, [made[ref] for ref in refs]
