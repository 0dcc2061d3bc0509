"""What linkage takes and gives: pairs with their evidence, people, questions.

record       named by its reference, (source, key)
pair         two records that were worth comparing, the smaller reference first
match weight sum of the evidence, in bits: log2 of how much likelier the pair is one person than two
decision     `auto` (link without asking), `question` (ask the user), `apart`
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sync.model import Evidence, Judgement

if TYPE_CHECKING:
    from sync.linkage.base import Base

Ref = tuple[str, str]
"""A record's name: (source, key)."""

Pushed = frozenset[tuple[str, str, str]]
"""Values reseau itself wrote into a book: (source, key, value); they are no evidence there."""

Each = Callable[[Callable[[Any], Any], Sequence[Any]], Iterable[Any]]
"""What `map` is: a function of a function and of what it is to be called with, one after the other or several at once."""

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
