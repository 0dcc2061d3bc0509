"""From scored pairs to people and questions.

A step of clustering is tested on all pairs between the two clusters (average linkage): one strong pair does
not join people whom the others tell apart. Before linking without asking, rivals are looked for: a record
that fits two others equally well, who cannot both be the same person, is linked to neither and asked about.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sync.linkage.cluster import Partition, agglomerate

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]

# Bits for a pair that no blocking key brought together, when clusters are compared.
UNSEEN = -2.0
# Pairs below this are neither kept nor shown.
LEAST = -8.0
# A rival counts when it is at most so many bits weaker.
MARGIN = 6.0
# Two records are told apart when their own weight is below this.
CLASH = -1.0
# What the pairs between two clusters must weigh on average for a link without asking, and the least of them.
MEAN_SURE, LEAST_SURE = 2.0, -4.0


# From so many pairs on a dictionary of them takes more memory than all that they were made of.
MANY = 1_000_000


class _Sorted:
    """Weights by the place of their pair, found by bisection: six times as slow as a dictionary, a sixth as large."""

    def __init__(self, place: Array, weight: Array) -> None:
        import numpy as np

        order = np.argsort(place, kind="stable")
        self._place = array("q", place[order].astype(np.int64).tobytes())
        self._weight = array("d", weight[order].astype(np.float64).tobytes())

    def get(self, place: int) -> float | None:
        """Return the weight at a place; None if there is none."""
        at = bisect_left(self._place, place)
        return self._weight[at] if at < len(self._place) and self._place[at] == place else None

    def __contains__(self, place: int) -> bool:
        return self.get(place) is not None


def _by_place(place: Array, weight: Array) -> dict[int, float]:
    return dict(zip(place.tolist(), weight.tolist(), strict=True))


@dataclass
class Graph:
    """Scored pairs by record number, with weights in bits.

    `sure` may be linked without asking, `asked` are worth a question, `against` stay apart without asking.
    `nameless` are records that nothing can tell from another: that they were not compared says nothing.
    """

    size: int
    left: Array
    right: Array
    weight: Array
    sure: Array
    asked: Array
    against: Array
    nameless: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        place = self.left * self.size + self.right
        make = _Sorted if len(place) > MANY else _by_place
        self._known = make(place, self.weight)
        self._against = make(place[self.against], self.weight[self.against])

    def between(self, i: int, j: int) -> float:
        """Return the weight of two records, `UNSEEN` if they were never compared."""
        weight = self._known.get(i * self.size + j if i < j else j * self.size + i)
        if weight is None:
            return 0.0 if i in self.nameless or j in self.nameless else UNSEEN
        return weight

    def set_against(self, i: int, j: int) -> bool:
        """Tell whether something sets two records against each other, or they hardly agree in anything."""
        place = i * self.size + j if i < j else j * self.size + i
        return place in self._against or self.between(i, j) < LEAST_SURE

    def clash(self, i: int, j: int) -> bool:
        """Tell whether two records are not to be linked through a third without asking."""
        place = i * self.size + j if i < j else j * self.size + i
        return place in self._against or self.between(i, j) < CLASH

    def worth_keeping(self) -> list[int]:
        """Return the numbers of the pairs that are not as good as never compared."""
        import numpy as np

        return [int(k) for k in np.flatnonzero(self.weight >= LEAST)]

    def edges(self, chosen: Array) -> list[tuple[int, int]]:
        """Return chosen pairs, the heaviest first, then in order."""
        import numpy as np

        place = np.flatnonzero(chosen)
        place = place[np.lexsort((self.right[place], self.left[place], -self.weight[place]))]
        return list(zip(self.left[place].tolist(), self.right[place].tolist(), strict=True))


def automatic(
    clusters: Partition,
    words: Partition,
    graph: Graph,
    judged: set[tuple[int, int]],
    among: Collection[int] | None = None,
) -> list[tuple[int, int]]:
    """Join what is sure without asking; return the pairs that joined two clusters.

    `words` holds what the user said and nothing else: who is a rival does not depend on earlier links.
    A pair in `judged` joins nothing: the user has said what there is to say of it. With `among` only these records
    are joined; all others are no more than rivals.
    """

    def agree(mine: Sequence[int], yours: Sequence[int]) -> bool:
        if len(mine) == len(yours) == 1:
            # By far the most frequent case: two records with a sure edge between them, and nothing else.
            return True
        across = [(i, j) for i in mine for j in yours]
        return sum(graph.between(i, j) for i, j in across) >= MEAN_SURE * len(across) and not any(
            graph.set_against(i, j) for i, j in across
        )

    edges = [edge for edge in graph.edges(graph.sure) if edge not in judged]
    contested = _contested(words, graph, judged)
    free = [(i, j) for i, j in edges if (i, j) not in contested]
    if among is not None:
        free = [(i, j) for i, j in free if i in among and j in among]
    return agglomerate(clusters, free, agree)


def likely(clusters: Partition, graph: Graph) -> None:
    """Join what is likelier one person than two."""

    def agree(mine: Sequence[int], yours: Sequence[int]) -> bool:
        return len(mine) == len(yours) == 1 or sum(graph.between(i, j) for i in mine for j in yours) > 0

    agglomerate(clusters, graph.edges(graph.weight > 0), agree)


def questions(
    clusters: Partition, graph: Graph, judged: set[tuple[int, int]]
) -> tuple[dict[int, str], list[int]]:
    """Return what came of each pair worth keeping, and the pairs to ask about, the most useful first.

    One question is asked for each two people: the likeliest pair between them that the user has not judged.
    The use of a question is the number of pairs of records that a yes would bring together, times its chance.
    """
    from sync.linkage.weights import probability

    decisions: dict[int, str] = {}
    ask: dict[tuple[int, int], tuple[float, int]] = {}
    chance = probability(graph.weight)
    for number in graph.worth_keeping():
        i, j = int(graph.left[number]), int(graph.right[number])
        a, b = clusters.find(i), clusters.find(j)
        if a == b:
            decisions[number] = "auto"
        elif not (graph.asked[number] or graph.sure[number]) or (i, j) in judged or clusters.foes(a, b):
            decisions[number] = "apart"
        else:
            decisions[number] = "question"
            place = (min(a, b), max(a, b))
            best = ask.get(place)
            if best is None or graph.weight[number] > graph.weight[best[1]]:
                use = float(chance[number]) * len(clusters.members[a]) * len(clusters.members[b])
                ask[place] = (use, number)
    return decisions, [number for _, number in sorted(ask.values(), key=lambda q: (-q[0], q[1]))]


def _contested(words: Partition, graph: Graph, judged: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """Return the edges to one of two rivals: both fit a record, and cannot be one person."""
    import numpy as np

    left, right, weight = graph.left[graph.sure], graph.right[graph.sure], graph.weight[graph.sure]
    ends = np.bincount(np.concatenate([left, right]), minlength=graph.size)
    # Most records have one edge alone, and so no two rivals.
    several = (ends[left] > 1) | (ends[right] > 1)
    around: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for i, j, bits in zip(
        left[several].tolist(), right[several].tolist(), weight[several].tolist(), strict=True
    ):
        if (i, j) not in judged:
            around[i].append((bits, j))
            around[j].append((bits, i))
    found = set()
    for i, others in around.items():
        for x, (bits, j) in enumerate(others):
            for rival, k in others[:x]:
                if words.barred(j, k) or graph.clash(j, k):
                    if bits <= rival + MARGIN:
                        found.add((min(i, j), max(i, j)))
                    if rival <= bits + MARGIN:
                        found.add((min(i, k), max(i, k)))
    return found
