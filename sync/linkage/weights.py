"""Match weights: what each level is worth in bits, and what the sum means.

The table `tables/weights.json` is trained by `tools/train_linkage.py`. The weight of a pair is the sum of
`prior`, of one weight for each comparison and of the surplus of the name: the bits that the agreeing names
are rarer, or commoner, than chance gives among as many people as the store holds, times a slope. So one
setting holds from fifty contacts to a million. `2**weight / (1 + 2**weight)` is the probability.
"""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from sync.linkage.comparison import LEVELS, Compared

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]

SLOPES = ("both-below", "both-above", "one-below", "one-above")
SURPLUS_LIMIT = 14.0
# A weight beyond this says no more: nothing is surer than that.
LIMIT = 13.0


@lru_cache(maxsize=1)
def table() -> dict[str, dict[str, float]]:
    """Return the shipped weights: by comparison and level; `surplus` holds slopes, `prior` one number."""
    loaded: dict[str, dict[str, float]] = json.loads(
        files(__package__).joinpath("tables/weights.json").read_text("ascii")
    )
    return loaded


def surplus_parts(compared: Compared) -> dict[str, Array]:
    """Return the surplus split as the slopes need it."""
    import numpy as np

    below = np.clip(compared.surplus, -SURPLUS_LIMIT, 0)
    above = np.clip(compared.surplus, 0, SURPLUS_LIMIT)
    zero = np.zeros_like(below)
    return {
        "both-below": np.where(compared.both, below, zero),
        "both-above": np.where(compared.both, above, zero),
        "one-below": np.where(compared.both, zero, below),
        "one-above": np.where(compared.both, zero, above),
    }


def name_weight(compared: Compared) -> Array:
    """Return what the names are worth, rarity included, in bits."""
    import numpy as np

    weights = table()
    base = np.array([weights["name"].get(level, 0.0) for level in LEVELS["name"]], dtype=np.float32)
    total = base[compared.levels["name"]] + np.float32(weights["prior"]["all"])
    for slope, part in surplus_parts(compared).items():
        total = total + np.float32(weights["surplus"][slope]) * part
    return total


def weigh(compared: Compared) -> Array:
    """Return the match weight of every pair, in bits."""
    import numpy as np

    total = name_weight(compared)
    for what, levels in LEVELS.items():
        if what != "name":
            column = np.array([table()[what].get(level, 0.0) for level in levels], dtype=np.float32)
            total = total + column[compared.levels[what]]
    return np.asarray(total)


def probability(weight: Array) -> Array:
    """Return the probability that a pair of this weight is one person."""
    import numpy as np

    return np.asarray(1.0 / (1.0 + np.exp2(-np.clip(weight, -40, 40))))
