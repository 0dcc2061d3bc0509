"""Record linkage: which records are one person.

Records in, values out: `score` compares, `cluster` and `best` form people, `link` does all and says what to
store and what to ask. Every result is a function of its arguments and does not depend on their order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sync.linkage import people, weights
from sync.linkage.cluster import Partition, partition, settle, standing
from sync.linkage.decision import against
from sync.linkage.scoring import forms_of, scored
from sync.linkage.values import NOTHING_PUSHED, Pair, Pushed, Ref, Result
from sync.model import Evidence, Judgement, Record

__all__ = ["Pair", "Pushed", "Ref", "Result", "best", "best_people", "cluster", "link", "score"]


def score(
    records: Iterable[Record], *, judgements: Iterable[Judgement] = (), pushed: Pushed = NOTHING_PUSHED
) -> list[Pair]:
    """Return every pair worth comparing with its probability, evidence and decision, in order of reference.

    A pair the user has judged keeps its probability; its decision is the user's word, and `apart` where
    the user said that nobody knows.
    """
    found = scored(*forms_of(records, pushed))
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


def cluster(
    records: Sequence[Record], pairs: Sequence[Pair], judgements: Iterable[Judgement] = ()
) -> list[tuple[Ref, ...]]:
    """Return the people as they stand: what the user and earlier runs judged, and what `pairs` make sure."""
    known = tuple(judgements)
    clusters, words = _judged(*_identities(records), known)
    people.automatic(clusters, words, _graph(clusters.index, pairs), _told(clusters.index, known))
    return clusters.people()


def best(
    records: Sequence[Record], pairs: Sequence[Pair], judgements: Iterable[Judgement] = ()
) -> list[tuple[Ref, ...]]:
    """Return the best clustering at probability 0.5, with what would otherwise be asked."""
    known = tuple(judgements)
    clusters, words = _judged(*_identities(records), known)
    graph = _graph(clusters.index, pairs)
    people.automatic(clusters, words, graph, _told(clusters.index, known))
    people.likely(clusters, graph)
    return clusters.people()


def best_people(records: Iterable[Record]) -> list[tuple[Ref, ...]]:
    """Return the best clustering of records alone, without the pairs in between; for long lists.

    The records may be made on the way: none is kept.
    """
    refs, forms = forms_of(records, NOTHING_PUSHED)
    found = scored(refs, forms)
    clusters, words = _judged(refs, [f.profiles for f in forms], [f.person for f in forms], ())
    people.automatic(clusters, words, found.graph, set())
    people.likely(clusters, found.graph)
    return clusters.people()


def link(
    records: Sequence[Record],
    judgements: Iterable[Judgement],
    version: str,
    at: str,
    *,
    pushed: Pushed = NOTHING_PUSHED,
) -> Result:
    """Link what is sure, ask about what is doubtful.

    New links are judgements made at `at` by `version`, such as `reseau 0.1.0`.
    """
    known = tuple(judgements)
    refs, forms = forms_of(records, pushed)
    found = scored(refs, forms)
    graph = found.graph
    clusters, words = _judged(refs, [f.profiles for f in forms], [f.person for f in forms], known)
    judged = _told(clusters.index, known)
    made = people.automatic(clusters, words, graph, judged)
    new = tuple(Judgement(refs[i], refs[j], "same", version, at) for i, j in made)
    decisions, ask = people.questions(clusters, graph, judged)
    pairs = found.pairs(decisions, decisions.values())
    by_number = dict(zip(decisions, pairs, strict=True))
    disputed = tuple(
        Pair(min(j.a, j.b), max(j.a, j.b), 0.5, "question", (Evidence("judgement", "contradiction", 0.0),))
        for j in clusters.broken
        if j.by == "user"
    )
    asked = tuple(by_number[number] for number in ask)
    return Result(new, disputed + asked, tuple(clusters.people()), tuple(by_number.values()))


def _judged(
    refs: list[Ref],
    profiles: list[tuple[str, ...]],
    persons: list[bool],
    judgements: tuple[Judgement, ...],
) -> tuple[Partition, Partition]:
    """Return the records as all judgements leave them, and as the user's words alone do."""
    clusters, words = partition(refs, profiles, persons), partition(refs, profiles, persons)
    settle(clusters, judgements)
    settle(words, [j for j in judgements if j.by == "user"])
    return clusters, words


def _told(index: Mapping[Ref, int], judgements: Iterable[Judgement]) -> set[tuple[int, int]]:
    """Return the pairs the user has judged."""
    return {
        (min(index[j.a], index[j.b]), max(index[j.a], index[j.b]))
        for j in judgements
        if j.by == "user" and j.a in index and j.b in index
    }


def _identities(records: Sequence[Record]) -> tuple[list[Ref], list[tuple[str, ...]], list[bool]]:
    refs, forms = forms_of(records, NOTHING_PUSHED)
    return refs, [f.profiles for f in forms], [f.person for f in forms]


def _graph(index: Mapping[Ref, int], pairs: Sequence[Pair]) -> people.Graph:
    import numpy as np

    known = [p for p in pairs if p.a in index and p.b in index]
    return people.Graph(
        len(index),
        np.array([index[p.a] for p in known], dtype=np.int64),
        np.array([index[p.b] for p in known], dtype=np.int64),
        np.array([weights.weight(p.probability) for p in known]),
        np.array([p.decision == "auto" for p in known], dtype=bool),
        np.array([p.decision == "question" for p in known], dtype=bool),
        np.array([against(p.evidence) for p in known], dtype=bool),
    )
