"""Rows as pandas frames, a few thousand at a time: clean cells, blank rows and the print of each row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from adapters.table.rows import Row

if TYPE_CHECKING:
    import pandas as pd

BATCH = 5_000

_TEXT_FORMULA = re.compile(r'="((?:[^"]|"")*)"')
_GUARDED = re.compile(r"'+[=+\-@\t\r]")


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows of one table. `frame` holds texts under the row numbers; `empty` marks rows without any.

    `prints` are equal for rows with equal cells; `repaired`, `cut` and `stray` are the numbers of such rows.
    """

    frame: pd.DataFrame
    empty: pd.Series[bool]
    prints: pd.Series[int]
    repaired: frozenset[int]
    cut: frozenset[int]
    stray: frozenset[int]

    def rows(self) -> Iterator[tuple[int, tuple[str, ...], bool, int]]:
        """Yield (number, cells, is it empty, print) of each row."""
        cells = self.frame.itertuples(index=False, name=None)
        return zip(self.frame.index.tolist(), cells, self.empty.tolist(), self.prints.tolist(), strict=True)


def clean(cell: str) -> str:
    """Return a cell as text: without the marks that keep a spreadsheet from running or changing it.

    Nothing is ever evaluated: `=HYPERLINK(…)` stays these letters.

    >>> clean("'+33 6 39 98 10 20"), clean('="0639981020"'), clean("=1+1")
    ('+33 6 39 98 10 20', '0639981020', '=1+1')
    """
    text = cell.strip(" \u00a0\u202f\n")
    if not text:
        return ""
    if text[0] == "'" and _GUARDED.match(text):
        return text[1:]
    if text[0] == "=" and (found := _TEXT_FORMULA.fullmatch(text)):
        return found.group(1).replace('""', '"')
    return text


def batches(rows: Iterable[Row], width: int) -> Iterator[Batch]:
    """Yield all `rows` in order, numbered from 1; each frame has at least `width` columns."""
    import pandas as pd

    stream = iter(rows)
    start = 1
    while chunk := list(islice(stream, BATCH)):
        wide = max(width, *(len(row.cells) for row in chunk))
        cells = [row.cells + ("",) * (wide - len(row.cells)) for row in chunk]
        frame = pd.DataFrame(cells, index=range(start, start + len(chunk)), columns=range(wide), dtype=object)
        # As objects: walking over a column of pandas' own text type costs ten times as much.
        frame = frame.map(clean).astype(object)
        content = frame.iloc[:, :width].copy()
        # Cells beyond the header count too, yet batches differ in how many they have.
        beyond = frame.iloc[:, width:].to_numpy()
        content["beyond"] = ["\x1f".join(cells).rstrip("\x1f") for cells in beyond] if wide > width else ""
        yield Batch(
            frame,
            (frame == "").all(axis=1),
            pd.util.hash_pandas_object(content, index=False),
            frozenset(start + i for i, row in enumerate(chunk) if row.repaired),
            frozenset(start + i for i, row in enumerate(chunk) if row.cut),
            frozenset(start + i for i, row in enumerate(chunk) if row.stray),
        )
        start += len(chunk)


def whole(rows: Iterable[Row], width: int) -> pd.DataFrame:
    """Return the texts of all `rows` as one frame, to understand the columns from."""
    import pandas as pd

    found = [batch.frame for batch in batches(rows, width)]
    if not found:
        return pd.DataFrame(columns=range(width), dtype=object)
    return pd.concat(found).fillna("")
