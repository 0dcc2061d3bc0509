"""From records to scored pairs: forms, columns, candidates, levels, weights, in that order.

All is kept as vectors; `Pair` values with their evidence are made only for those who ask.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sync.linkage import blocking, comparison, decision, people, weights
from sync.linkage.columns import Columns
from sync.linkage.values import Both, Pair, Peer, Ref, alone
from sync.model import Evidence

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
        chance = weights.probability(self.graph.weight[picked]).astype(np.float64).round(6).tolist()
        names = weights.name_weight(self.compared)[picked].astype(np.float64).round(1).tolist()
        name = self.compared.levels["name"][picked].tolist()
        # What agrees beside the names: few combinations, each told once.
        others = np.stack([self.compared.levels[what][picked] for what in OTHERS], axis=1)
        left, right = self.graph.left[picked].tolist(), self.graph.right[picked].tolist()
        for k, (levels, outcome) in enumerate(zip(map(bytes, others), decisions, strict=True)):
            named = _evidence("name", comparison.LEVELS["name"][name[k]], names[k])
            yield Pair(
                self.refs[left[k]], self.refs[right[k]], chance[k], outcome, (named, *_beside_names(levels))
            )


OTHERS = tuple(what for what in comparison.LEVELS if what != "name")


@lru_cache(maxsize=8192)
def _beside_names(levels: bytes) -> tuple[Evidence, ...]:
    """Return the evidence of levels in the order of `OTHERS`, a byte each; the first level of each says nothing."""
    table = weights.table()
    told = [
        (what, comparison.LEVELS[what][level]) for what, level in zip(OTHERS, levels, strict=True) if level
    ]
    return tuple(_evidence(what, level, round(table[what].get(level, 0.0), 1)) for what, level in told)


@lru_cache(maxsize=8192)
def _evidence(what: str, level: str, weight: float) -> Evidence:
    return Evidence(what, level, weight)


def scored(refs: list[Ref], table: Columns, both: Both = alone) -> Scored:
    """Compare every pair of records worth comparing; `refs` are in order, and name the rows of the table."""
    import numpy as np

    rows = np.arange(len(refs))
    asked = comparison.Asked.of(table, rows)

    def work(peer: Peer | None) -> tuple[Array, Array, comparison.Compared]:
        return _levels(table, rows, *blocking.candidates(table, peer=peer), peer, asked)

    return _weighed(refs, table, rows, *both(work))


def compared(refs: list[Ref], table: Columns, rows: Array, left: Array, right: Array) -> Scored:
    """Compare pairs by number: `refs[i]`, in order, is row `rows[i]` of the table."""
    return _weighed(refs, table, rows, *_levels(table, rows, left, right))


def _levels(
    table: Columns,
    rows: Array,
    left: Array,
    right: Array,
    peer: Peer | None = None,
    asked: comparison.Asked | None = None,
) -> tuple[Array, Array, comparison.Compared]:
    """Return the pairs of two persons or of two groups, and their levels."""
    group = table.ones["group"][rows]
    alike = group[left] == group[right]
    left, right = left[alike], right[alike]
    return left, right, comparison.compare(table, rows[left], rows[right], peer, asked)


def _weighed(
    refs: list[Ref], table: Columns, rows: Array, left: Array, right: Array, found: comparison.Compared
) -> Scored:
    import numpy as np

    weight = np.clip(np.round(weights.weigh(found), 1), -weights.LIMIT, weights.LIMIT)
    decided = decision.decide(found, weight)
    letters = table.ones["given_letter"][rows] + table.ones["family_letter"][rows]
    nameless = frozenset(np.flatnonzero(letters == 0).tolist())
    return Scored(refs, found, people.Graph(len(refs), left, right, weight, *decided, nameless))
