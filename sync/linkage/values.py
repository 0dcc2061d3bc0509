"""What linkage takes and gives: pairs with their evidence, people, questions.

record       named by its reference, (source, key)
pair         two records that were worth comparing, the smaller reference first
match weight sum of the evidence, in bits: log2 of how much likelier the pair is one person than two
decision     `auto` (link without asking), `question` (ask the user), `apart`
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from sync.model import Evidence, Judgement

if TYPE_CHECKING:
    from sync.linkage.base import Base

Ref = tuple[str, str]
"""A record's name: (source, key)."""

Pushed = frozenset[tuple[str, str, str]]
"""Values reseau itself wrote into a book: (source, key, value); they are no evidence there."""


class Peer(Protocol):
    """The other of two processes that do the same work, each one half of it; `rank` is 0 in one and 1 in the other."""

    rank: int

    def exchange(self, mine: Any) -> Any:
        """Give the other one what this one has found, and return what that one has."""
        ...


Both = Callable[[Callable[[Peer | None], Any]], Any]
"""Does work once, in two processes where it can: it is called with the work and returns what that returns for rank 0."""


def alone(work: Callable[[Peer | None], Any]) -> Any:
    """Do work in this process."""
    return work(None)


NOTHING_PUSHED: Pushed = frozenset()


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records compared. `probability` is calibrated; `evidence` adds up to the match weight."""

    a: Ref
    b: Ref
    probability: float
    decision: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """What one run of linkage concludes.

    `judgements` are new automatic links to store; `questions` the pairs to ask about, most useful first;
    `people` every record exactly once, those of one person together, in a stable order; `pairs` all that
    were scored (the store keeps them for `export pairs` and `review`); of a
    growth those with a record in `renewed`. `base` is what the next run may build upon.
    """

    judgements: tuple[Judgement, ...]
    questions: tuple[Pair, ...]
    people: tuple[tuple[Ref, ...], ...]
    pairs: tuple[Pair, ...] = ()
    renewed: tuple[Ref, ...] = ()
    base: Base | None = field(default=None, compare=False, repr=False)
