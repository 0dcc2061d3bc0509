"""Record linkage: which records are one person.

Records in, values out: `score` compares, `cluster` and `best` form people, `link` does all and says what to
store and what to ask. Every result is a function of its arguments and does not depend on their order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import log2

from sync.linkage import blocking, comparison
from sync.linkage.cluster import Partition, agglomerate, partition, settle
from sync.linkage.values import NOTHING_PUSHED, Pair, Pushed, Ref, Result
from sync.model import Evidence, Judgement, Record
from sync.normalize.forms import Form, form

__all__ = ["Pair", "Pushed", "Ref", "Result", "best", "cluster", "link", "score"]


def score(
    records: Sequence[Record], *, judgements: Iterable[Judgement] = (), pushed: Pushed = NOTHING_PUSHED
) -> list[Pair]:
    """Return every pair worth comparing with its probability, evidence and decision, in order of reference.

    A pair the user has judged keeps its probability; its decision is the user's word, and `apart` where
    the user said that nobody knows.
    """
    refs, forms = _forms(records, pushed)
    shared = _shared(forms)
    said = {
        (min(j.a, j.b), max(j.a, j.b)): "auto" if j.verdict == "same" else "apart"
        for j in judgements
        if j.by == "user"
    }
    prior = -log2(max(len(refs), 2))
    pairs = []
    for i, j in blocking.candidates(forms):
        if forms[i].person != forms[j].person:
            continue
        found = comparison.evidence(forms[i], forms[j], shared)
        weight = sum(e.weight for e in found) + max(prior, -12) + 4
        probability = 1 / (1 + 2.0 ** -max(-40.0, min(40.0, weight)))
        decision = said.get((refs[i], refs[j])) or comparison.decide(found)
        pairs.append(Pair(refs[i], refs[j], probability, decision, found))
    return pairs


def cluster(
    records: Sequence[Record], pairs: Sequence[Pair], judgements: Iterable[Judgement] = ()
) -> list[tuple[Ref, ...]]:
    """Return the people as they stand: what was judged, by the user and by earlier runs, and automatic pairs."""
    clusters, _ = _judged(records, judgements)
    _link(clusters, pairs)
    return clusters.people()


def best(
    records: Sequence[Record], pairs: Sequence[Pair], judgements: Iterable[Judgement] = ()
) -> list[tuple[Ref, ...]]:
    """Return the best clustering at probability 0.5, whatever would need a question."""
    clusters, _ = _judged(records, judgements)
    _link(clusters, pairs)
    _grow(clusters, pairs, [p for p in pairs if p.probability >= 0.5])
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
    pairs = score(records, judgements=known, pushed=pushed)
    clusters, broken = _judged(records, known)
    index = clusters.index
    made = _link(clusters, pairs)
    new = tuple(Judgement(p.a, p.b, "same", version, at) for p in made)
    judged = {(min(j.a, j.b), max(j.a, j.b)) for j in known if j.by == "user"}
    ask: dict[tuple[int, int], tuple[float, Pair]] = {}
    final = []
    for pair in pairs:
        a, b = clusters.find(index[pair.a]), clusters.find(index[pair.b])
        if a == b:
            final.append(replace(pair, decision="auto"))
            continue
        if pair.decision == "apart" or (pair.a, pair.b) in judged or clusters.foes(a, b):
            final.append(replace(pair, decision="apart"))
            continue
        final.append(replace(pair, decision="question"))
        use = pair.probability * len(clusters.members[a]) * len(clusters.members[b])
        place = (min(a, b), max(a, b))
        if place not in ask or (-use, pair.a, pair.b) < (-ask[place][0], ask[place][1].a, ask[place][1].b):
            asked = Pair(pair.a, pair.b, pair.probability, "question", pair.evidence)
            ask[place] = (use, asked)
    questions = [pair for _, pair in sorted(ask.values(), key=lambda q: (-q[0], q[1].a, q[1].b))]
    contradiction = (Evidence("judgement", "contradiction", 0.0),)
    disputed = [
        Pair(min(j.a, j.b), max(j.a, j.b), 0.5, "question", contradiction) for j in broken if j.by == "user"
    ]
    return Result(new, tuple(disputed + questions), tuple(clusters.people()), tuple(final))


def _forms(records: Sequence[Record], pushed: Pushed) -> tuple[list[Ref], list[Form]]:
    ours = defaultdict(set)
    for source, key, value in pushed:
        ours[source, key].add(value)
    ordered = sorted({(r.source, r.key): r for r in records}.items())
    nothing: frozenset[str] = frozenset()
    return [ref for ref, _ in ordered], [
        form(record, frozenset(ours[ref]) if ref in ours else nothing) for ref, record in ordered
    ]


def _shared(forms: Sequence[Form]) -> frozenset[str]:
    """Return addresses and numbers that several people have: borne with two given names that do not agree."""
    bearers: dict[str, list[Form]] = defaultdict(list)
    for one in forms:
        for value in (*one.emails, *one.phones):
            bearers[value].append(one)
    clash = ("differs", "family-same-given-differs", "given-same-family-differs")
    return frozenset(
        value
        for value, group in bearers.items()
        if len(group) > 12
        or any(comparison.names(a, b) in clash for i, a in enumerate(group) for b in group[:i])
    )


def _judged(records: Sequence[Record], judgements: Iterable[Judgement]) -> tuple[Partition, list[Judgement]]:
    refs, forms = _forms(records, NOTHING_PUSHED)
    clusters = partition(refs, [f.profiles for f in forms], [f.person for f in forms])
    return clusters, settle(clusters, judgements)


def _link(clusters: Partition, pairs: Sequence[Pair]) -> list[Pair]:
    """Join along automatic pairs; return those that joined two clusters."""
    return _grow(clusters, pairs, [p for p in pairs if p.decision == "auto"])


def _grow(clusters: Partition, pairs: Sequence[Pair], edges: Sequence[Pair]) -> list[Pair]:
    index = clusters.index
    odds = {(index[p.a], index[p.b]): sum(e.weight for e in p.evidence) for p in pairs}

    def agree(mine: Sequence[int], yours: Sequence[int]) -> bool:
        found = [odds.get((min(i, j), max(i, j)), -1.0) for i in mine for j in yours]
        return min(found) > -6 and sum(found) > 0

    ordered = {(index[p.a], index[p.b]): p for p in sorted(edges, key=lambda p: (-p.probability, p.a, p.b))}
    return [ordered[edge] for edge in agglomerate(clusters, ordered, agree)]
