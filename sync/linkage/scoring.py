"""From records to scored pairs: forms, columns, candidates, levels, weights, in that order.

All is kept as vectors; `Pair` values with their evidence are made only for those who ask.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sync.linkage import blocking, comparison, decision, people, weights
from sync.linkage.columns import Columns
from sync.linkage.values import Pair, Pushed, Ref
from sync.model import Evidence, Record
from sync.normalize.forms import Form, form

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]


@dataclass
class Scored:
    """Every candidate pair as vectors: the levels compared, and the graph of their weights."""

    refs: list[Ref]
    compared: comparison.Compared
    graph: people.Graph

    def pairs(self, chosen: Iterable[int], decisions: Iterable[str]) -> Iterator[Pair]:
        """Yield pairs with their evidence, by number."""
        import numpy as np

        picked = np.fromiter(chosen, dtype=np.int64)
        chance = weights.probability(self.graph.weight[picked])
        table = weights.table()
        names = weights.name_weight(self.compared)[picked]
        levels = {what: self.compared.levels[what][picked] for what in comparison.LEVELS}
        for k, (number, outcome) in enumerate(zip(picked.tolist(), decisions, strict=True)):
            level = comparison.LEVELS["name"][levels["name"][k]]
            found = [_evidence("name", level, round(float(names[k]), 1))]
            for what, column in levels.items():
                if column[k] and what != "name":
                    level = comparison.LEVELS[what][column[k]]
                    found.append(_evidence(what, level, round(table[what].get(level, 0.0), 1)))
            yield Pair(
                self.refs[self.graph.left[number]],
                self.refs[self.graph.right[number]],
                round(float(chance[k]), 6),
                outcome,
                tuple(found),
            )


@lru_cache(maxsize=8192)
def _evidence(what: str, level: str, weight: float) -> Evidence:
    return Evidence(what, level, weight)


def forms_of(records: Iterable[Record], pushed: Pushed) -> tuple[list[Ref], list[Form]]:
    """Return references and forms in order of reference, one a record; pushed values are left out.

    Each record is asked for once and let go: a table of any length passes through.
    """
    ours: dict[Ref, set[str]] = defaultdict(set)
    for source, key, value in pushed:
        ours[source, key].add(value)
    nothing: frozenset[str] = frozenset()
    made: dict[Ref, Form] = {}
    for record in records:
        ref = record.source, record.key
        made[ref] = form(record, frozenset(ours[ref]) if ref in ours else nothing)
    refs = sorted(made)
    return refs, [made[ref] for ref in refs]


def scored(refs: list[Ref], table: Columns) -> Scored:
    """Compare every pair of records worth comparing; `refs` are in order, and name the rows of the table."""
    import numpy as np

    return compared(refs, table, np.arange(len(refs)), *blocking.candidates(table))


def compared(refs: list[Ref], table: Columns, rows: Array, left: Array, right: Array) -> Scored:
    """Compare pairs by number: `refs[i]`, in order, is row `rows[i]` of the table."""
    import numpy as np

    group = table.ones["group"][rows]
    alike = group[left] == group[right]
    left, right = left[alike], right[alike]
    found = comparison.compare(table, rows[left], rows[right])
    weight = np.clip(np.round(weights.weigh(found), 1), -weights.LIMIT, weights.LIMIT)
    decided = decision.decide(found, weight)
    letters = table.ones["given_letter"][rows] + table.ones["family_letter"][rows]
    nameless = frozenset(np.flatnonzero(letters == 0).tolist())
    return Scored(refs, found, people.Graph(len(refs), left, right, weight, *decided, nameless))
