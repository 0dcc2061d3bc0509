"""Build `sync/linkage/tables/names.txt`: how common each given and family name is.

    pip install names-dataset==3.3.1      (Apache-2.0; its ranks by country are the only input)
    python tools/build_name_frequencies.py

A rank becomes a share by the Zipf-Mandelbrot law, names are folded to the tokens that are compared, and each
token keeps its share in the country where it is most common. What is shipped is the share of the most common
tokens, one line for each half bit of rarity: `<half bits> token token …`, given names first.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from pathlib import Path

from sync.normalize.forms import tokens

TARGET = Path(__file__).parent.parent / "sync" / "linkage" / "tables" / "names.txt"
# Zipf-Mandelbrot: the share of rank r is 1 / (r + shift) over so many ranks; the most common family name is
# then about 0.4 % and the most common given name 1 % of a country, as civil registers count.
SHAPES = {"given": (10, 6000, 9000), "family": (40, 30000, 30000)}
# Where few family names serve all.
FEW_FAMILIES = {
    "CN": (4, 600),
    "TW": (4, 600),
    "HK": (4, 600),
    "MO": (4, 600),
    "SG": (6, 1000),
    "KR": (1, 250),
}
# The dataset has no Vietnam; shares by common knowledge, in percent.
VIETNAM = {
    "nguyen": 38, "tran": 11, "le": 9.5, "pham": 7, "huynh": 5, "hoang": 5, "phan": 4.5, "vu": 4, "vo": 4,
    "dang": 2, "bui": 2, "do": 1.4, "ho": 1.3, "ngo": 1.3, "duong": 1, "ly": 0.5, "dinh": 1, "truong": 1.5,
}  # fmt: skip
# A country counts whole if people of western Europe often know someone from there, the others less.
NEAR = frozenset(
    """FR US GB DE IT ES BE CH NL PT MA DZ TN IN BR CA PL AT IE SE DK MX TR CN JP KR HK SG TW RU GR CZ HU NO FI
    EG SA LB CM LU IL AR CO""".split()
)
FAR_SHARE = 0.3


def table(names: dict[str, dict[str, dict[str, int]]], kind: str) -> dict[str, float]:
    """Return for each token its share in the country where it is most common.

    Not the share in a mixed population: who knows one Kim knows several Koreans.
    """

    @cache
    def whole(shift: int, ranks: int) -> float:
        return sum(1 / (rank + shift) for rank in range(1, ranks + 1))

    def share(country: str, rank: int) -> float:
        shift, ranks = SHAPES[kind][:2]
        if kind == "family":
            shift, ranks = FEW_FAMILIES.get(country, (shift, ranks))
        if rank > ranks:
            return 0.0
        return (1.0 if country in NEAR else FAR_SHARE) / (rank + shift) / whole(shift, ranks)

    shares: dict[str, float] = defaultdict(float)
    for name, about in names.items():
        most = max((share(country, rank) for country, rank in about["rank"].items() if rank), default=0.0)
        for token in set(tokens(name)) if most else ():
            if len(token) > 1:
                shares[token] = max(shares[token], most)
    if kind == "family":
        for token, percent in VIETNAM.items():
            shares[token] = max(shares[token], percent / 100)
    return shares


def main() -> None:
    """Write the table."""
    from math import log2

    from names_dataset import NameDataset

    data = NameDataset()
    lines = []
    for kind, names in (("given", data.first_names), ("family", data.last_names)):
        kept = SHAPES[kind][2]
        shares = table(names, kind)
        common = sorted(shares, key=lambda token: (-shares[token], token))[:kept]
        steps: dict[int, list[str]] = defaultdict(list)
        for token in common:
            steps[round(-2 * log2(shares[token]))].append(token)
        lines += [kind, *(f"{step} {' '.join(sorted(found))}" for step, found in sorted(steps.items()))]
    TARGET.write_text("\n".join(lines) + "\n", encoding="ascii")


if __name__ == "__main__":
    main()
