"""Clustering: from pairs and judgements to people.

Not connected components: clusters grow pair by pair, the likeliest first, and each step is tested on the
clusters as they are then. What is never broken, in this order:

different     the user's word that two records are two people holds for the whole clusters they are in
same          the user's word that two records are one person
automatic     links written by earlier runs are kept as they are
cannot-link   two different LinkedIn profiles are two people, and a company is no person,
              unless the user says so

Two words of the user that cannot both hold are a contradiction: `different` stands, the `same` that would
break it waits, and it is reported so that the user is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sync.linkage.values import Ref
from sync.model import Judgement


@dataclass
class Partition:
    """Records in disjoint clusters, with what must stay apart.

    `enemies` are clusters kept apart by the user; `broken` each `same` that could not hold beside that.
    """

    refs: Sequence[Ref]
    index: Mapping[Ref, int]
    root: list[int]
    members: dict[int, list[int]]
    profiles: dict[int, frozenset[str]]
    persons: Sequence[bool]
    enemies: dict[int, set[int]] = field(default_factory=dict)
    broken: list[Judgement] = field(default_factory=list)

    def again(self) -> Partition:
        """Return another partition of the same records, as this one is now."""
        return replace(
            self,
            root=self.root.copy(),
            members=self.members.copy(),
            profiles=self.profiles.copy(),
            enemies={i: foes.copy() for i, foes in self.enemies.items()},
            broken=self.broken.copy(),
        )

    def find(self, i: int) -> int:
        """Return the cluster of record `i`."""
        root = self.root
        while root[i] != i:
            root[i] = root[root[i]]
            i = root[i]
        return i

    def part(self, i: int, j: int) -> None:
        """Keep the clusters of two records apart for ever."""
        a, b = self.find(i), self.find(j)
        self.enemies.setdefault(a, set()).add(b)
        self.enemies.setdefault(b, set()).add(a)

    def foes(self, i: int, j: int) -> bool:
        """Tell whether the user's word keeps the clusters of two records apart."""
        return self.find(j) in self.enemies.get(self.find(i), ())

    def barred(self, i: int, j: int) -> bool:
        """Tell whether the clusters of two records may not be joined without the user."""
        return self.apart(self.find(i), self.find(j))

    def apart(self, a: int, b: int) -> bool:
        """Tell whether two clusters may not be joined without the user."""
        if (self.enemies and b in self.enemies.get(a, ())) or self.persons[a] != self.persons[b]:
            return True
        mine = self.profiles.get(a)
        yours = self.profiles.get(b) if mine else None
        return bool(mine and yours and mine.isdisjoint(yours))

    def join(self, i: int, j: int) -> None:
        """Make one cluster of those of two records; the smaller record number names it."""
        a, b = self.find(i), self.find(j)
        if a != b:
            self.unite(min(a, b), max(a, b))

    def unite(self, a: int, b: int) -> None:
        """Make one cluster of two, the smaller first, which names it."""
        self.root[b] = a
        self.members[a] = self.members[a] + self.members.pop(b)
        if b in self.profiles:
            self.profiles[a] = self.profiles.get(a, frozenset()) | self.profiles.pop(b)
        for foe in self.enemies.pop(b, ()):
            self.enemies[foe].discard(b)
            self.enemies[foe].add(a)
            self.enemies.setdefault(a, set()).add(foe)

    def people(self) -> list[tuple[Ref, ...]]:
        """Return every record exactly once, those of one cluster together, all in order of reference."""
        # The records are numbered in order, and the smallest number names the cluster.
        return [tuple([self.refs[i] for i in sorted(group)]) for _, group in sorted(self.members.items())]


def partition(refs: Sequence[Ref], profiles: Sequence[tuple[str, ...]], persons: Sequence[bool]) -> Partition:
    """Return each record alone. `refs` are in order and without repetition."""
    return Partition(
        refs=refs,
        index={ref: i for i, ref in enumerate(refs)},
        root=list(range(len(refs))),
        members={i: [i] for i in range(len(refs))},
        profiles={i: frozenset(found) for i, found in enumerate(profiles) if found},
        persons=persons,
    )


def standing(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Return the words that hold: the latest on each pair, the user's before reseau's, the oldest first."""
    latest: dict[tuple[Ref, Ref], Judgement] = {}
    for one in sorted(judgements, key=lambda j: (j.by == "user", j.at, j.by, j.verdict, j.a, j.b)):
        latest[min(one.a, one.b), max(one.a, one.b)] = one
    return sorted(
        latest.values(), key=lambda j: (j.by != "user", j.at, min(j.a, j.b), max(j.a, j.b), j.verdict)
    )


def settle(clusters: Partition, judgements: Iterable[Judgement]) -> None:
    """Apply judgements to `clusters`, and keep there each `same` that cannot hold beside the others.

    Judgements on records that are not there wait for them.
    """
    index = clusters.index
    known = [j for j in standing(judgements) if j.a in index and j.b in index and j.a != j.b]
    for one in known:
        if one.verdict == "different":
            clusters.part(index[one.a], index[one.b])
    for one in known:
        if one.verdict != "same":
            continue
        i, j = index[one.a], index[one.b]
        if clusters.find(i) == clusters.find(j):
            continue
        if clusters.foes(i, j) or (one.by != "user" and clusters.barred(i, j)):
            clusters.broken.append(one)
        else:
            clusters.join(i, j)


def agglomerate(
    clusters: Partition,
    edges: Iterable[tuple[int, int]],
    agree: Callable[[Sequence[int], Sequence[int]], bool],
) -> list[tuple[int, int]]:
    """Join clusters along `edges`, the surest first, where nothing bars it and `agree` accepts both clusters.

    An edge refused once is tried again when its clusters have grown. Returns the edges that joined.
    """
    joined: list[tuple[int, int]] = []
    root, members = clusters.root, clusters.members
    waiting = list(edges)
    while waiting:
        refused = []
        before = len(joined)
        for i, j in waiting:
            a, b = root[i], root[j]
            if root[a] != a:
                a = clusters.find(i)
            if root[b] != b:
                b = clusters.find(j)
            if a == b:
                continue
            if not clusters.apart(a, b) and agree(members[a], members[b]):
                clusters.unite(*((a, b) if a < b else (b, a)))
                joined.append((i, j))
            else:
                refused.append((i, j))
        if len(joined) == before:
            break
        waiting = refused
    return joined
