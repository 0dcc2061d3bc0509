"""From scored pairs, and what was judged before, to links, questions and people."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sync.linkage import people
from sync.linkage.cluster import Partition, partition, settle
from sync.linkage.columns import Columns
from sync.linkage.scoring import Scored
from sync.linkage.values import Pair, Ref, Result
from sync.model import Evidence, Judgement

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]


def identities(table: Columns, rows: Array) -> tuple[list[tuple[str, ...]], list[bool]]:
    """Return the profiles of rows, and whether each is of a person."""
    import numpy as np

    texts, told = table.texts, table.sets["profiles"][rows]
    profiles: list[tuple[str, ...]] = [()] * len(rows)
    for row in np.flatnonzero(told[:, 0]).tolist():
        profiles[row] = tuple([texts[number] for number in told[row].tolist() if number])
    return profiles, (table.ones["group"][rows] == 0).tolist()


def judged(
    refs: Sequence[Ref],
    profiles: Sequence[tuple[str, ...]],
    persons: Sequence[bool],
    judgements: Sequence[Judgement],
) -> tuple[Partition, Partition]:
    """Return records, by reference in order, as all judgements leave them, and as the user's words alone do."""
    words = partition(refs, profiles, persons)
    said = [j for j in judgements if j.by == "user"]
    # Where nobody but the user has said anything, they are one and the same.
    clusters = words if len(said) == len(judgements) else words.again()
    settle(words, said)
    if clusters is not words:
        settle(clusters, judgements)
    return clusters, words


def told(index: Mapping[Ref, int], judgements: Iterable[Judgement]) -> set[tuple[int, int]]:
    """Return the pairs the user has judged."""
    return {
        (min(index[j.a], index[j.b]), max(index[j.a], index[j.b]))
        for j in judgements
        if j.by == "user" and j.a in index and j.b in index
    }


def concluded(
    found: Scored,
    table: Columns,
    rows: Array,
    judgements: Sequence[Judgement],
    version: str,
    at: str,
    among: frozenset[int] | None = None,
    new: Collection[int] = (),
) -> Result:
    """Link what is sure, ask about what is doubtful; record `i` that was compared is row `rows[i]` of the table.

    With `among` only these records are linked and told of, and pairs only where one of them is in `new`, or in a
    person that somebody has joined now.
    """
    graph, refs = found.graph, found.refs
    clusters, words = judged(refs, *identities(table, rows), judgements)
    said = told(clusters.index, judgements)
    made = people.automatic(clusters, words, graph, said, among)
    links = tuple(Judgement(refs[i], refs[j], "same", version, at) for i, j in made)
    decisions, ask = people.questions(clusters, graph, said)
    groups: Iterable[Collection[int]] = clusters.members.values()
    moved: set[int] = set()
    if among is not None:
        moved = {member for i, _ in made for member in clusters.members[clusters.find(i)]}.union(new)
        ends = list(zip(graph.left.tolist(), graph.right.tolist(), strict=True))
        decisions = {k: came for k, came in decisions.items() if not moved.isdisjoint(ends[k])}
        groups = [group for group in groups if not among.isdisjoint(group)]
    pairs = found.pairs(decisions, decisions.values())
    by_number = dict(zip(decisions, pairs, strict=True))
    disputed = tuple(
        Pair(min(j.a, j.b), max(j.a, j.b), 0.5, "question", (Evidence("judgement", "contradiction", 0.0),))
        for j in clusters.broken
        if j.by == "user"
    )
    return Result(
        links,
        disputed + tuple(by_number[number] for number in ask if number in by_number),
        tuple(sorted(tuple(sorted(refs[i] for i in group)) for group in groups)),
        tuple(by_number.values()),
        tuple(refs[i] for i in sorted(moved)),
    )
