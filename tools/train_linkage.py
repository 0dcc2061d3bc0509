"""Train `sync/linkage/tables/weights.json`: additive match weights by penalised logistic regression.

    python -m tools.train_linkage FOLDER…

Each folder holds generated contacts as files (read by the program's own adapters) and the truth:
`truth.csv` (record_id,person_id) and `keys.csv` (record_id,source,key), as `../shared/bench/linkage/generate.py`
writes them. Levels that generated data cannot teach are set by hand in `FIXED`. The same folders give the
same table. The table in the repository was trained on the public profile, seeds 2 and 3 with 10,000 records
and 2, 3, 4 with 1,000; and on the profile that `tools/second_profile.py` makes, seed 2 with 10,000 records,
3 and 4 with 1,000, and 1 with 60,000.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np

from sync.linkage import weights
from sync.linkage.base import base_of
from sync.linkage.columns import counted
from sync.linkage.comparison import LEVELS, Compared
from sync.linkage.grades import GRADES
from sync.linkage.scoring import scored
from sync.linkage.shares import Share, formed
from tests.bench.linkage import read

TARGET = Path(__file__).parent.parent / "sync" / "linkage" / "tables" / "weights.json"
# From thought: generated people have one title for life, no birthdays and few marks; real ones differ.
FIXED = {
    # Where only the given name agrees.
    ("name", "same-differs"): -5.0,
    ("name", "short-differs"): -6.0,
    ("name", "part-differs"): -5.0,
    ("name", "close-differs"): -6.0,
    ("name", "like-differs"): -6.0,
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
# Taken off after training: generated companies are small, in a real one several people share a given name.
CAUTION = {
    (what, f"{given}-differs"): 1.5
    for what in ("name",)
    for given in ("same", "short", "part", "close", "like")
}
# The first level of each comparison is the one the others are measured against.
COLUMNS = [
    (what, level)
    for what, levels in LEVELS.items()
    for level in (levels if what == "name" else levels[1:])
    if (what, level) not in FIXED and (what, level) != ("origin", "two-profiles")
]
# What each grade is worth whatever the other part's, so that a rare combination is worth what its grades are.
GRADE_COLUMNS = [(part, grade) for part in (0, 1) for grade in GRADES]
PENALTY = 0.3


def design(compared: Compared) -> tuple[Any, Any]:
    """Return the matrix of what is learnt and the offset of what is fixed, in bits."""
    size = len(compared.surplus)
    columns = [np.ones(size)]
    columns += list(weights.surplus_parts(compared).values())
    learnt = np.isin(
        compared.levels["name"], [LEVELS["name"].index(level) for what, level in COLUMNS if what == "name"]
    )
    grades = np.divmod(compared.levels["name"], len(GRADES))
    columns += [learnt & (grades[part] == GRADES.index(grade)) for part, grade in GRADE_COLUMNS]
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
    grades = dict(zip(GRADE_COLUMNS, weight[5 : 5 + len(GRADE_COLUMNS)], strict=True))
    for (what, level), value in zip(COLUMNS, weight[5 + len(GRADE_COLUMNS) :], strict=True):
        alone = [grades[part, grade] for part, grade in enumerate(level.split("-")) if what == "name"]
        table[what][level] = round(float(value + sum(alone)), 3)
    for (what, level), value in FIXED.items():
        table[what][level] = value
    for (what, level), bits in CAUTION.items():
        table[what][level] = round(table[what][level] - bits, 3)
    return table


def examples(folder: Path) -> tuple[Any, Any, Any, Any]:
    """Return design, offset, truth and importance of the pairs of one folder; two profiles teach nothing."""
    records, person = read(folder)
    refs, base = base_of(Share(formed(records)))
    found = scored(refs, counted(base.rows))
    matrix, offset = design(found.compared)
    who = [person[ref] for ref in refs]
    pairs = zip(found.graph.left.tolist(), found.graph.right.tolist(), strict=True)
    truth = np.array([who[i] == who[j] for i, j in pairs], dtype=np.float64)
    kept = found.compared.levels["profile"] != LEVELS["profile"].index("differs")
    # Lists of every size weigh alike, whatever number of pairs they give.
    weight = 3.0 if len(refs) < 3_000 else 1.0 if len(refs) < 30_000 else 0.1
    return matrix[kept], offset[kept], truth[kept], np.full(int(kept.sum()), weight)


def main(folders: list[str]) -> None:
    """Train on all folders and write the table."""
    parts = [examples(Path(folder)) for folder in folders]
    table = as_table(fit(*(np.concatenate(column) for column in zip(*parts, strict=True))))
    TARGET.write_text(json.dumps(table, indent=1) + "\n", encoding="ascii")


if __name__ == "__main__":
    main(sys.argv[1:])
