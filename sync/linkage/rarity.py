"""How rare a name is: the bits of evidence in two records bearing it.

The share of a name in the population comes with the program (`tables/names.txt`, made by
`tools/build_name_frequencies.py`); what the store itself holds corrects it, counted once a distinct full
name, so that several records of one person do not make a name look common.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

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


def bits(kind: str, counts: Iterable[tuple[str, int]], distinct: int) -> list[float]:
    """Return the rarity of tokens as a `given` or `family` name, from how many distinct names bear each."""
    from math import log2

    table, unknown = population()[kind], UNKNOWN[kind]
    total = distinct + POPULATION_WEIGHT
    return [
        -log2((max(count - 1, 0) + POPULATION_WEIGHT * 2.0 ** -table.get(token, unknown)) / total)
        for token, count in counts
    ]
