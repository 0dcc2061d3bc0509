"""Linkage of what is new, beside what was looked at before: for a large network that few records change.

    growth = Growth(base, kept, refs, records)
    near = growth.near(words, apart)                         # whom the new may be one person with
    result = growth.link(persons, judgements, version, at)   # persons: everybody one of `near` is of, with all records

What is counted over all records is counted anew: how rare a name is, how many share a number. Pairs of records that
are not new keep what was concluded of them; so does what a domain says of an employer.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from sync.linkage import blocking, scoring
from sync.linkage.base import Base, grown
from sync.linkage.columns import counted
from sync.linkage.concluding import concluded
from sync.linkage.shares import formed, ordered
from sync.linkage.values import Ref, Result
from sync.model import Judgement, Record

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]


class Growth:
    """Records known from a base, and those that came or changed since."""

    def __init__(self, base: Base, kept: Array, refs: Sequence[Ref], records: Iterable[Record]) -> None:
        """`refs[i]` is row `kept[i]` of the base; `records` are the new ones, and those that changed."""
        fresh, forms = ordered(formed(records))
        self._table = counted(grown(base, kept, fresh, forms).rows)
        self._refs = [*refs, *fresh]
        self._index = {ref: row for row, ref in enumerate(self._refs)}
        self._new = set(range(len(refs), len(self._refs)))

    def near(self, words: Iterable[Ref] = (), apart: Collection[Ref] = ()) -> list[Ref]:
        """Return the new records, those the user has spoken of in `words`, and all that one may be linked with.

        Of `apart`, the records of people whom the user has told from somebody, also those that one may be asked about:
        that word may answer the question.
        """
        import numpy as np

        self._new.update(self._index[ref] for ref in words if ref in self._index)
        found = self._scored(self._new)
        graph = found.graph
        ends = np.unique(np.concatenate([graph.left[graph.sure], graph.right[graph.sure]]))
        reached = {self._index[found.refs[end]] for end in ends.tolist()} | self._new
        if apart:
            ends = np.unique(np.concatenate([graph.left[graph.asked], graph.right[graph.asked]]))
            reached.update(self._index[ref] for end in ends.tolist() if (ref := found.refs[end]) in apart)
        return [self._refs[row] for row in sorted(reached)]

    def link(
        self, persons: Iterable[Sequence[Ref]], judgements: Sequence[Judgement], version: str, at: str
    ) -> Result:
        """Link what is sure, ask about what is doubtful, of everybody in `persons`; the rest stays as it was.

        `judgements` are those on one of their records at least. The pairs are those that take the place of all
        earlier pairs of the records in them that are new, or that came to another person.
        """
        import numpy as np

        members = {self._index[ref] for person in persons for ref in person}
        found = self._scored(members)
        place = {self._index[ref]: number for number, ref in enumerate(found.refs)}
        return concluded(
            found,
            self._table,
            np.array([self._index[ref] for ref in found.refs], dtype=np.int64),
            judgements,
            version,
            at,
            frozenset(place[row] for row in members),
            frozenset(place[row] for row in self._new),
        )

    def _scored(self, rows: Collection[int]) -> scoring.Scored:
        """Return all pairs of some rows, with each other and with all others."""
        import numpy as np

        among = np.zeros(len(self._refs), dtype=bool)
        among[list(rows)] = True
        left, right = blocking.candidates(self._table, among)
        used = np.unique(np.concatenate([left, right, np.flatnonzero(among)])).tolist()
        # Numbered in order of reference, as everywhere: a pair is told the smaller reference first.
        used.sort(key=self._refs.__getitem__)
        number = np.zeros(len(self._refs), dtype=np.int64)
        number[used] = np.arange(len(used))
        one, two = number[left], number[right]
        refs = [self._refs[row] for row in used]
        return scoring.compared(
            refs,
            self._table,
            np.array(used, dtype=np.int64),
            np.minimum(one, two),
            np.maximum(one, two),
        )
