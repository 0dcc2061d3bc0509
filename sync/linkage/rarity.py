"""How rare a name is: the bits of evidence in two records bearing it.

The share of a name in the population comes with the program (`tables/names.txt`, made by
`tools/build_name_frequencies.py`); what the store itself holds corrects it, counted once a distinct full
name, so that several records of one person do not make a name look common.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]

UNKNOWN = {"given": 15.0, "family": 17.0}
# The store's own count weighs as much as the population's once it holds this many distinct names.
POPULATION_WEIGHT = 3000


@lru_cache(maxsize=1)
def population() -> dict[str, dict[str, float]]:
    """Return the rarity in bits of the common given and family names, by token."""
    tables: dict[str, dict[str, float]] = {"given": {}, "family": {}}
    kind = "given"
    for line in files(__package__).joinpath("tables/names.txt").read_text("ascii").splitlines():
        head, *words = line.split()
        if words:
            tables[kind].update(dict.fromkeys(words, int(head) / 2))
        else:
            kind = head
    return tables


def shares(kind: str, tokens: Iterable[str]) -> list[float]:
    """Return how many of the population of `POPULATION_WEIGHT` people bear each token as `given` or `family` name."""
    table, unknown = population()[kind], UNKNOWN[kind]
    return [POPULATION_WEIGHT * 2.0 ** -table.get(token, unknown) for token in tokens]


def bits(counts: Array, shares: Array, distinct: int) -> Array:
    """Return the rarity of tokens, from how many of `distinct` names bear each, and its share of the population."""
    import numpy as np

    share: Array = (np.maximum(counts - 1, 0) + shares) / (distinct + POPULATION_WEIGHT)
    return -np.log2(share)
