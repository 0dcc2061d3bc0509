"""What one look at all records has worked out, so that the next need only look at what is new.

The base is the rows of the table of comparison forms, and what domains are of mail providers. Kept as bytes it is JSON
and arrays: no program in it, and nothing that the cards do not say.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import zip_longest
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile, ZipFile

from sync.linkage import employers
from sync.linkage.fields import Fields
from sync.linkage.rows import TEXTS, WIDTHS, Rows, pasted, rows_of, vocabulary_of
from sync.linkage.shares import Sharing
from sync.linkage.values import Ref
from sync.normalize.forms import Form

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]


@dataclass
class Base:
    """A row for each record, and the domains of mail providers."""

    rows: Rows
    webmail: frozenset[str]


def base_of(*shares: Sharing) -> tuple[list[Ref], Base]:
    """Return the references of records in order, and their base, a row each."""
    import numpy as np

    seen = [told for share in shares for told in share.seen()]
    webmail = employers.providers(*seen)
    companies = employers.known(webmail, *seen)
    del seen
    refs: list[Ref] = []

    def made() -> Iterator[Rows]:
        # In turn: a share that is made elsewhere waits until somebody takes what it has.
        for turn in zip_longest(*(share.rows(webmail, companies) for share in shares)):
            for some, rows in filter(None, turn):
                refs.extend(some)
                yield rows

    rows = together(made())
    place = {ref: row for row, ref in enumerate(refs)}
    order = sorted(place)
    return order, Base(
        rows if order == refs else rows.taken(np.array([place[ref] for ref in order])), webmail
    )


def grown(base: Base, kept: Array, refs: Sequence[Ref], forms: Sequence[Form]) -> Base:
    """Return the base of the rows `kept` of another one, and of further records by their forms behind them.

    What the others say of a domain or a company holds for the new ones; what the new ones say holds for themselves.
    """
    import numpy as np

    old = base.rows
    numbers = np.unique(np.concatenate([old.sets[what].ravel() for what in ("companies", "domains")]))
    known = {old.texts[number] for number in numbers.tolist() if number}
    told = Fields.of(forms)
    seen = employers.seen(told)
    unknown = (domain for domain in employers.providers(seen) if f"@@{domain}" not in known)
    webmail = base.webmail.union(unknown)
    apart = employers.employers_apart(told, known | employers.known(webmail, seen))
    new = rows_of(apart, [source for source, _ in refs], webmail)
    return Base(together([old.taken(kept), new]), webmail)


def together(parts: Iterable[Rows]) -> Rows:
    """Return rows one part behind the other, in the numbers of the first. Each part is asked for once and let go."""
    import numpy as np

    source = iter(parts)
    first = next(source)
    own = np.unique(first.sets["aliases"])
    vocabulary = vocabulary_of(first.texts)
    columns = {place: [column] for place, column in first.columns()}
    for part in source:
        numbers = np.fromiter(map(vocabulary.__getitem__, part.texts), dtype=np.int32)
        for (kind, what), column in part.columns():
            columns[kind, what].append(numbers[column] if what in TEXTS[kind] else column)
    several = len(columns["", "whole"]) > 1
    texts = list(vocabulary)
    del vocabulary
    rows = Rows.of(
        {place: np.concatenate(columns.pop(place)) for place in list(columns)}, texts, first.shares
    )
    if several:
        aliases = np.unique(rows.sets["aliases"])
        size = len(first.whole)
        # The first part knows its own.
        pasted(rows, np.arange(size), np.setdiff1d(aliases, own))
        pasted(rows, np.arange(size, len(rows.whole)), aliases[aliases > 0])
    return rows


def pack(base: Base, marks: Sequence[str]) -> bytes:
    """Return a base as bytes, with a text for each row that tells what the row was made of."""
    import numpy as np

    rows, out = base.rows, BytesIO()

    def arrays() -> Iterator[tuple[str, Array]]:
        told = json.dumps([rows.texts, sorted(base.webmail), list(marks)], ensure_ascii=False)
        yield "told", np.frombuffer(told.encode("utf-8", "surrogatepass"), dtype=np.uint8)
        yield from (("joined", rows.joined), ("whole", rows.whole), ("skeletons", rows.skeletons))
        yield from ((f"one {what}", column) for what, column in rows.ones.items())
        # Most of what is left is empty: the places that are not, with what stands there.
        for part, columns, void in (("set", rows.sets, 0.0), ("share", rows.shares, np.nan)):
            for what, column in columns.items():
                flat = column.ravel()
                (places,) = np.nonzero(~np.isnan(flat) if np.isnan(void) else flat)
                yield f"{part} {what}", places.astype(np.int32)
                yield f"{part}s {what}", flat[places]

    # As `numpy.savez` does, but one by one: of a large network all of them fill as much memory once more.
    with ZipFile(out, "w") as packed:
        for name, array in arrays():
            with packed.open(f"{name}.npy", "w", force_zip64=True) as stream:
                np.lib.format.write_array(stream, np.asanyarray(array), allow_pickle=False)
    return out.getvalue()


def unpack(data: bytes) -> tuple[Base, list[str]]:
    """Return what `pack` was given. Raises `ValueError` for other bytes."""
    import numpy as np

    try:
        with np.load(BytesIO(data), allow_pickle=False) as found:
            arrays = {name: found[name] for name in found.files}
        texts, webmail, marks = json.loads(arrays["told"].tobytes().decode("utf-8", "surrogatepass"))
        ones = {name[4:]: column for name, column in arrays.items() if name.startswith("one ")}
        sets = {what: np.zeros((len(marks), width), dtype=np.int32) for what, width in WIDTHS.items()}
        shares = {kind: np.full(len(texts), np.nan) for kind in ("given", "family")}
        for part, columns in (("set", sets), ("share", shares)):
            for what, column in columns.items():
                column.ravel()[arrays[f"{part} {what}"]] = arrays[f"{part}s {what}"]
        rows = Rows(sets, ones, arrays["joined"], arrays["whole"], arrays["skeletons"], texts, shares)
    except (BadZipFile, EOFError, KeyError, IndexError, OSError, ValueError) as error:
        raise ValueError(f"no base: {error}") from error
    return Base(rows, frozenset(webmail)), marks
