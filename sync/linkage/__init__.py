"""Record linkage: which records are one person.

Records in, values out: `score` compares, `best_people` guesses, `link` does all and says what to store and what to ask. Every result is a function of its arguments and does not depend on their order.
`growing.Growth` does what `link` does for the few records of a large network that are new.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sync.linkage import people
from sync.linkage.base import base_of
from sync.linkage.cluster import standing
from sync.linkage.columns import counted
from sync.linkage.concluding import concluded, identities, judged, told
from sync.linkage.scoring import scored
from sync.linkage.shares import Share, Sharing, formed
from sync.linkage.values import NOTHING_PUSHED, Both, Pair, Pushed, Ref, Result, alone
from sync.model import Judgement, Record

__all__ = ["Pair", "Pushed", "Ref", "Result", "best_people", "best_people_of", "link", "score", "score_of"]


def score(
    records: Iterable[Record], *, judgements: Iterable[Judgement] = (), pushed: Pushed = NOTHING_PUSHED
) -> list[Pair]:
    """Return every pair worth comparing with its probability, evidence and decision, in order of reference.

    A pair the user has judged keeps its probability; its decision is the user's word, and `apart` where
    the user said that nobody knows.
    """
    return score_of([Share(formed(records, pushed))], judgements)


def score_of(shares: Iterable[Sharing], judgements: Iterable[Judgement] = ()) -> list[Pair]:
    """Return what `score` does of records in several shares."""
    refs, base = base_of(*shares)
    found = scored(refs, counted(base.rows))
    said = {
        (min(j.a, j.b), max(j.a, j.b)): "auto" if j.verdict == "same" else "apart"
        for j in standing(judgements)
        if j.by == "user"
    }
    kept = found.graph.worth_keeping()
    decisions = [
        "auto" if found.graph.sure[k] else "question" if found.graph.asked[k] else "apart" for k in kept
    ]
    return [
        replace(pair, decision=said[pair.a, pair.b]) if (pair.a, pair.b) in said else pair
        for pair in found.pairs(kept, decisions)
    ]


def best_people(records: Iterable[Record], judgements: Iterable[Judgement] = ()) -> list[tuple[Ref, ...]]:
    """Return the best clustering at probability 0.5: what stands, what is sure, and what would be asked about.

    The records may be made on the way: none is kept.
    """
    return best_people_of([Share(formed(records))], judgements)


def best_people_of(
    shares: Iterable[Sharing], judgements: Iterable[Judgement] = (), *, both: Both = alone
) -> list[tuple[Ref, ...]]:
    """Return what `best_people` does of records in several shares. `both` may do the work in two processes."""
    import numpy as np

    known = tuple(judgements)
    refs, base = base_of(*shares)
    table = counted(base.rows)
    told_of = identities(table, np.arange(len(refs)))
    graph = scored(refs, table, both).graph
    # A long list leaves no room for both the table and what comes of it.
    del base, table
    clusters, words = judged(refs, *told_of, known)
    people.automatic(clusters, words, graph, told(clusters.index, known))
    people.likely(clusters, graph)
    return clusters.people()


def link(
    records: Iterable[Record],
    judgements: Iterable[Judgement],
    version: str,
    at: str,
    *,
    pushed: Pushed = NOTHING_PUSHED,
) -> Result:
    """Link what is sure, ask about what is doubtful.

    New links are judgements made at `at` by `version`, such as `reseau 0.1.0`. The result holds the base for a
    `growing.Growth`, a row for each record in order of reference.
    """
    import numpy as np

    refs, base = base_of(Share(formed(records, pushed)))
    table = counted(base.rows)
    found = scored(refs, table)
    result = concluded(found, table, np.arange(len(refs)), tuple(judgements), version, at)
    return replace(result, base=replace(base, rows=table))
