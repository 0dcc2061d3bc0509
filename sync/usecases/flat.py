"""Linkage of a flat table, one record a line, without a home: for checks, comparisons and the curious (contract §10).

Columns: `record_id`, `full_name` or `given_name` and `family_name`, `emails`, `phones`, `company`, `title`, `url`, and
`nickname` and `source` where there are any; several values are parted by `;`. Other columns are passed over.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import itemgetter

from sync import linkage
from sync.linkage.shares import Formed, Share, get_ready
from sync.linkage.values import Ref
from sync.model import Name
from sync.normalize import emails, names, phones, profiles
from sync.normalize.forms import Form, addresses_of, employers_of, form_of, numbers_of, said_of
from sync.normalize.text import latin
from sync.ports import UsageError
from sync.usecases import elsewhere

SOURCE = "table"
_NEEDED = ({"record_id"}, {"full_name", "given_name", "family_name", "emails", "phones", "url"})
_COLUMNS = (
    "source",
    "full_name",
    "given_name",
    "family_name",
    "emails",
    "phones",
    "company",
    "title",
    "url",
    "nickname",
)


_AT_ONCE = 5_000
"""Rows that are read together."""


class Table:
    """A table that can be read more than once: `lines` opens it. `region` is the country of phones without one."""

    def __init__(self, lines: Callable[[], Iterable[str]], *, region: str = "") -> None:
        self._lines, self._region = lines, region
        self.ids: dict[str, int] = {}
        """The place of each record, in the order of the table, once it was read."""

    def forms(self, share: int = 0, shares: int = 1) -> Iterator[Formed]:
        """Yield every record whose place leaves `share` when divided by `shares`, as it is compared.

        Raises `UsageError` without the columns that are needed, for a row that is no CSV, for an id that is missing or
        comes twice, and for a table that has other records than when it was read before.
        """
        rows = csv.reader(self._lines())
        _, first = next(_numbered(rows, 0), (0, []))
        heads = [head.strip().lower() for head in first]
        if heads:
            heads[0] = heads[0].removeprefix("\ufeff")
        if not all(wanted & set(heads) for wanted in _NEEDED):
            raise UsageError("tool.flat-columns", columns=", ".join(filter(None, heads)) or "–")
        width = len(heads)
        # What a table does not have is found behind the end of each row.
        place = {head: number for number, head in enumerate(heads)}
        at, chosen = place["record_id"], itemgetter(*(place.get(column, width) for column in _COLUMNS))
        before, self.ids = self.ids, {}
        ids = self.ids
        refs: list[Ref] = []
        held: list[tuple[str, ...]] = []
        for number, row in _numbered(rows):
            name = row[at].strip() if len(row) > at else ""
            if not name and not any(row):
                continue
            if not name or name in ids:
                raise UsageError("tool.flat-id", row=number, value=name)
            ids[name] = len(ids)
            if ids[name] % shares == share:
                cells = chosen([*row, ""] if len(row) == width else [*(row + [""] * width)[:width], ""])
                refs.append((cells[0] or SOURCE, name))
                held.append(cells)
                if len(held) == _AT_ONCE:
                    yield from zip(refs, _forms(held, self._region), strict=True)
                    refs, held = [], []
        yield from zip(refs, _forms(held, self._region), strict=True)
        if before and before != ids:
            raise UsageError("tool.flat-changed")


def _numbered(rows: Iterator[list[str]], number: int = 1) -> Iterator[tuple[int, list[str]]]:
    """Yield rows with their numbers. Raises `UsageError` for one that the reader of CSV gives up."""
    try:
        for row in rows:
            yield number, row
            number += 1
    except csv.Error as error:
        raise UsageError("tool.flat-row", row=number) from error


def people(table: Table, *, two: bool = False) -> dict[str, str]:
    """Return for each record id, in the order of the table, that of its person: their first record's.

    With `two` processes, where that can be: the table is read by both then, and compared by both. Raises `UsageError` as
    `Table.forms` does.
    """
    if two and elsewhere.can_help():
        get_ready()
        with elsewhere.Elsewhere(lambda: Share(table.forms(1, 2))) as other:
            groups = linkage.best_people_of((Share(table.forms(0, 2)), other), both=elsewhere.both)
    else:
        groups = linkage.best_people_of((Share(table.forms()),))
    place = table.ids
    # Two have read it, each for itself, and somebody may have written in between.
    if sum(map(len, groups)) != len(place) or place.keys() != {key for group in groups for _, key in group}:
        raise UsageError("tool.flat-changed")
    first = dict(zip(place, place, strict=True))
    for group in groups:
        if len(group) > 1:
            ids = [key for _, key in group]
            first.update(dict.fromkeys(ids, min(ids, key=place.__getitem__)))
    return first


def pairs(table: Table) -> Iterator[tuple[str, str, float, str]]:
    """Yield every scored pair: the two ids, the probability, and the decision (`auto`, `question`, `apart`)."""
    for pair in linkage.score_of([Share(table.forms())]):
        yield pair.a[1], pair.b[1], pair.probability, pair.decision


def _forms(rows: Sequence[Sequence[str]], region: str) -> Iterator[Form]:
    """Return the forms of rows, read column by column: what reads one kind of text stays at hand in the processor."""
    columns = list(zip(*rows, strict=True)) or [()] * len(_COLUMNS)
    _, whole, given, family, mail, numbers, company, title, url, nickname = columns
    return map(
        form_of,
        [
            said_of(names.person(*parts) if any(parts) else Name())
            for parts in zip(whole, given, family, strict=True)
        ],
        [addresses_of(filter(None, map(emails.address, _several(text)))) if text else () for text in mail],
        [
            numbers_of(phones.number(one, region) for one in _several(text)) if text else ()
            for text in numbers
        ],
        [employers_of((text,)) if text else () for text in company],
        [latin(text) if text else "" for text in title],
        [(key,) if text and (key := profiles.key(text)) else () for text in url],
        [_several(text) if text else () for text in nickname],
    )


def _several(text: str) -> tuple[str, ...]:
    if ";" not in text:
        part = text.strip()
        return (part,) if part else ()
    return tuple([part for one in text.split(";") if (part := one.strip())])
