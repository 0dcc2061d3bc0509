"""Train `sync/linkage/tables/weights.json`: additive match weights by penalised logistic regression.

    python tools/train_linkage.py FOLDER…

Each folder holds generated contacts as files (read by the program's own adapters) and the truth:
`truth.csv` (record_id,person_id) and `keys.csv` (record_id,source,key). Levels that generated data cannot
teach are set by hand in `FIXED`. The same folders give the same table.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from sync.linkage import weights
from sync.linkage.comparison import LEVELS, Compared

TARGET = Path(__file__).parent.parent / "sync" / "linkage" / "tables" / "weights.json"
# From thought: generated people have one title for life, no birthdays and few marks; real ones differ.
FIXED = {
    ("title", "same"): 1.5,
    ("title", "differs"): -0.5,
    ("birthday", "same"): 7.0,
    ("birthday", "differs"): -8.0,
    ("gender", "same"): 0.5,
    ("gender", "differs"): -6.0,
    ("middle", "same"): 1.0,
    ("middle", "differs"): -3.0,
    ("generation", "differs"): -10.0,
    ("generation", "same"): 1.0,
    ("generation", "one"): -4.0,
    ("profile", "differs"): -6.0,
    ("profile", "same"): 14.0,
}
# The first level of each comparison is the one the others are measured against.
COLUMNS = [
    (what, level)
    for what, levels in LEVELS.items()
    for level in (levels if what == "name" else levels[1:])
    if (what, level) not in FIXED and (what, level) != ("origin", "two-profiles")
]
PENALTY = 0.3


def design(compared: Compared) -> tuple[Any, Any]:
    """Return the matrix of what is learnt and the offset of what is fixed, in bits."""
    size = len(compared.surplus)
    columns = [np.ones(size)]
    columns += list(weights.surplus_parts(compared).values())
    columns += [compared.levels[what] == LEVELS[what].index(level) for what, level in COLUMNS]
    offset = np.zeros(size)
    for (what, level), weight in FIXED.items():
        offset += weight * (compared.levels[what] == LEVELS[what].index(level))
    return np.column_stack(columns).astype(np.float64), offset


def fit(matrix: Any, offset: Any, truth: Any, importance: Any, rounds: int = 25) -> Any:
    """Return the weights in bits of the penalised logistic regression, by Newton's method."""
    natural = np.log(2)
    weight = np.zeros(matrix.shape[1])
    penalty = np.full(matrix.shape[1], PENALTY)
    penalty[0] = 1e-6
    for _ in range(rounds):
        chance = 1 / (1 + np.exp(-np.clip(natural * (matrix @ weight + offset), -30, 30)))
        slope = natural * (matrix.T @ (importance * (chance - truth))) + penalty * weight
        curve = importance * np.maximum(chance * (1 - chance), 1e-9) * natural**2
        step = np.linalg.solve((matrix * curve[:, None]).T @ matrix + np.diag(penalty), slope)
        weight -= step
        if np.abs(step).max() < 1e-5:
            break
    return weight


def as_table(weight: Any) -> dict[str, dict[str, float]]:
    """Return the learnt and the fixed weights in the shape that is shipped."""
    table: dict[str, dict[str, float]] = {"prior": {"all": round(float(weight[0]), 3)}}
    table["surplus"] = {s: round(float(w), 3) for s, w in zip(weights.SLOPES, weight[1:5], strict=True)}
    for what in LEVELS:
        table[what] = {}
    for (what, level), value in zip(COLUMNS, weight[5:], strict=True):
        table[what][level] = round(float(value), 3)
    for (what, level), value in FIXED.items():
        table[what][level] = value
    return table
