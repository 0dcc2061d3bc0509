"""What one look at all records has worked out, so that the next need only look at what is new.

The base is the rows of the table of comparison forms, and what domains are of mail providers. Kept as bytes it is JSON
and arrays: no program in it, and nothing that the cards do not say.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from sync.linkage import employers
from sync.linkage.columns import WIDTHS, Rows, checksum, rows_of
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


def base_of(refs: Sequence[Ref], forms: Sequence[Form]) -> Base:
    """Return the base of records by their forms, a row each in this order."""
    webmail = employers.webmail_domains(forms)
    apart = employers.employers_apart(forms, webmail)
    return Base(rows_of(apart, [source for source, _ in refs], webmail), webmail)


def grown(base: Base, kept: Array, refs: Sequence[Ref], forms: Sequence[Form]) -> Base:
    """Return the base of the rows `kept` of another one, and of further records by their forms behind them.

    What the others say of a domain or a company holds for the new ones; what the new ones say holds for themselves.
    """
    import numpy as np

    old = base.rows
    texts = old.texts
    numbers = np.unique(np.concatenate([old.sets[what].ravel() for what in ("companies", "domains")]))
    known = {texts[number] for number in numbers.tolist() if number}
    told = (domain for domain in employers.webmail_domains(forms) if f"@@{domain}" not in known)
    webmail = base.webmail.union(told)
    apart = employers.employers_apart(forms, webmail, known)
    new = rows_of(apart, [source for source, _ in refs], webmail, texts)
    joined, sums = old.joined[kept], old.whole[kept]
    # What nobody was called before had no number when the names of the others were pasted.
    aliases = np.unique(new.sets["aliases"])
    called = {checksum(new.texts[alias]): alias for alias in aliases[aliases >= len(texts)].tolist()}
    written = np.logical_and(*(old.ones[part] == old.ones[f"{part}_whole"] for part in ("given", "family")))
    for row, place in np.argwhere(np.isin(sums, list(called)) & written[kept][:, None]).tolist():
        joined[row, place] = called[int(sums[row, place])]
    rows = Rows(
        {what: np.concatenate([column[kept], new.sets[what]]) for what, column in old.sets.items()},
        {what: np.concatenate([column[kept], new.ones[what]]) for what, column in old.ones.items()},
        np.concatenate([joined, new.joined]),
        np.concatenate([sums, new.whole]),
        np.concatenate([old.skeletons[kept], new.skeletons]),
        new.texts,
        old.shares,
    )
    return Base(rows, webmail)


def pack(base: Base, marks: Sequence[str]) -> bytes:
    """Return a base as bytes, with a text for each row that tells what the row was made of."""
    import numpy as np

    rows, out = base.rows, BytesIO()
    told = json.dumps([rows.texts, sorted(base.webmail), list(marks)], ensure_ascii=False)
    arrays: dict[str, Array] = {
        "told": np.frombuffer(told.encode("utf-8", "surrogatepass"), dtype=np.uint8),
        "joined": rows.joined,
        "whole": rows.whole,
        "skeletons": rows.skeletons,
        **{f"one {what}": column for what, column in rows.ones.items()},
    }
    # Most of what is left is empty: the places that are not, with what stands there.
    for part, columns, void in (("set", rows.sets, 0.0), ("share", rows.shares, np.nan)):
        for what, column in columns.items():
            flat = column.ravel()
            (places,) = np.nonzero(~np.isnan(flat) if np.isnan(void) else flat)
            arrays[f"{part} {what}"], arrays[f"{part}s {what}"] = places.astype(np.int32), flat[places]
    np.savez(out, **arrays)  # type: ignore[arg-type]
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
