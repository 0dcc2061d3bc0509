"""Our comparison of names alone on pairs that others have labelled, beside plain measures and the figure of nomenklatura.

The pairs of persons in the test set of nomenklatura's name comparison (`../shared/corpora/dedup`), each name a row
of a flat table with nothing else in it, read, blocked, compared and weighed as `tool link --pairs` does it: all in one
table, and each pair in a table of its own. A pair that blocking does not bring together counts as the least likely.
F1 at the threshold that is best for the measure, as is usual with this set; half of the pairs, chosen by their hash,
were held out while the comparison was made.
"""

import csv
from hashlib import sha256

from rapidfuzz.distance import JaroWinkler, Levenshtein

from sync.usecases import flat
from tests.conftest import SHARED

CASES = SHARED / "corpora" / "dedup" / "nomenklatura_name_cases.csv"
# nomenklatura 4.17.4 measured the same way: `ALGORITHM.compare` on two persons with nothing but these names, its default
# settings; of its seven scorers logic-v2 is the best here, as it is by its own contrib/name_bench.
NOMENKLATURA = {"all": 0.756, "used": 0.756, "held out": 0.776}
NEVER = -1.0


def cases():
    """Return the pairs of persons: both names and whether they are one."""
    rows = csv.DictReader(CASES.open(encoding="utf-8", newline=""))
    return [(r["name1"], r["name2"], r["is_match"] == "true") for r in rows if r["schema"] == "Person"]


def held_out(one, two):
    """Tell whether a pair was held out: by its names, so that a pair which comes twice is in one half."""
    return bool(sha256("|".join(sorted((one, two))).encode()).digest()[0] % 2)


def chances(names):
    """Return the probability of each two names that follow each other, all in one table."""
    rows = [f'{n},"{name.replace(chr(34), chr(34) * 2)}"' for n, name in enumerate(names)]
    found = {
        frozenset((int(a), int(b))): chance
        for a, b, chance, _ in flat.pairs(flat.Table(lambda: ["record_id,full_name", *rows]))
    }
    return [found.get(frozenset((n, n + 1)), NEVER) for n in range(0, len(names), 2)]


def best_f1(scores, truth):
    """Return the best F1 of all thresholds."""
    best, right, said = 0.0, 0, 0
    ranked = sorted(zip(scores, truth, strict=True), reverse=True)
    for place, (score, one) in enumerate(ranked):
        right, said = right + one, said + 1
        if place + 1 == len(ranked) or ranked[place + 1][0] < score:
            best = max(best, 2 * right / (said + sum(truth)))
    return best


def main():
    """Print the table; return False where we are not ahead of the best scorer of nomenklatura."""
    if not CASES.exists():
        print("  the labelled pairs are not beside this checkout: skipped")
        return True
    pairs = cases()

    def plain(name):
        return name.casefold().strip()

    def by_words(name):
        return " ".join(sorted(plain(name).replace("-", " ").replace(",", " ").split()))

    measures = {
        "ours, one table": chances([name for one, two, _ in pairs for name in (one, two)]),
        "ours, a table a pair": [chances((one, two))[0] for one, two, _ in pairs],
        "Jaro-Winkler": [JaroWinkler.normalized_similarity(plain(one), plain(two)) for one, two, _ in pairs],
        "Levenshtein, words sorted": [
            Levenshtein.normalized_similarity(by_words(one), by_words(two)) for one, two, _ in pairs
        ],
    }
    parts = {
        "all": [True] * len(pairs),
        "used": [not held_out(one, two) for one, two, _ in pairs],
        "held out": [held_out(one, two) for one, two, _ in pairs],
    }
    print(f"  {'F1 at its best threshold':28s}" + "".join(f"{part:>10s}" for part in parts))
    good = True
    for measure, scores in measures.items():
        found = {
            part: best_f1(
                [score for score, there in zip(scores, rows, strict=True) if there],
                [one for (_, _, one), there in zip(pairs, rows, strict=True) if there],
            )
            for part, rows in parts.items()
        }
        print(f"  {measure:28s}" + "".join(f"{f1:10.3f}" for f1 in found.values()))
        good &= not measure.startswith("ours") or all(found[part] > NOMENKLATURA[part] for part in parts)
    print(f"  {'nomenklatura, logic-v2':28s}" + "".join(f"{f1:10.3f}" for f1 in NOMENKLATURA.values()))
    return good
