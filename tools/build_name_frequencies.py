"""Build `sync/linkage/tables/names.txt`: how common each given and family name is.

    pip install names-dataset==3.3.1      (Apache-2.0; its ranks by country are the only input)
    python tools/build_name_frequencies.py

A rank becomes a share by the Zipf-Mandelbrot law, countries are mixed as in a European professional's
network, names are folded to the tokens that are compared. What is shipped is the share of the most common
tokens, one line for each half bit of rarity: `<half bits> token token …`, given names first.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from sync.normalize.forms import tokens

TARGET = Path(__file__).parent.parent / "sync" / "linkage" / "tables" / "names.txt"
# Share of each country in the network of a professional in western Europe; the rest is spread thin.
COUNTRIES = {
    "FR": 30, "US": 10, "GB": 8, "DE": 9, "IT": 6, "ES": 6, "BE": 5, "CH": 3, "NL": 3, "PT": 3, "MA": 3,
    "DZ": 2, "TN": 2, "IN": 3, "BR": 2, "CA": 2, "PL": 2, "AT": 1, "IE": 1, "SE": 1, "DK": 1, "MX": 1,
    "TR": 1, "CN": 1, "JP": 1, "KR": 0.5, "HK": 0.5, "SG": 0.5, "TW": 0.5, "RU": 1, "GR": 0.5, "CZ": 0.5,
    "HU": 0.5, "NO": 0.5, "FI": 0.5, "EG": 0.5, "SA": 0.5, "LB": 0.5, "CM": 0.5, "AR": 0.5, "CO": 0.5,
}  # fmt: skip
# Zipf-Mandelbrot: share of rank r is 1 / (r + shift) over this many ranks. The shift makes the most common
# family name about 0.4 % and given name about 1 % of a country, as civil registers count.
SHAPES = {"given": (10, 6000, 6000), "family": (40, 30000, 24000)}


def table(names: dict[str, dict[str, dict[str, int]]], shift: int, ranks: int) -> dict[str, float]:
    """Return the share of each token in the mixed population."""
    harmonic = sum(1 / (rank + shift) for rank in range(1, ranks + 1))
    weight = sum(COUNTRIES.values())
    shares: dict[str, float] = defaultdict(float)
    for name, about in names.items():
        ranked = {c: r for c, r in about["rank"].items() if c in COUNTRIES and r and r <= ranks}
        if not ranked:
            continue
        share = sum(COUNTRIES[c] / weight / (rank + shift) / harmonic for c, rank in ranked.items())
        for token in set(tokens(name)):
            if len(token) > 1:
                shares[token] += share
    return shares


def main() -> None:
    """Write the table."""
    from math import log2

    from names_dataset import NameDataset

    data = NameDataset()
    lines = []
    for kind, names in (("given", data.first_names), ("family", data.last_names)):
        shift, ranks, kept = SHAPES[kind]
        shares = table(names, shift, ranks)
        common = sorted(shares, key=lambda token: (-shares[token], token))[:kept]
        steps: dict[int, list[str]] = defaultdict(list)
        for token in common:
            steps[round(-2 * log2(shares[token]))].append(token)
        lines += [kind, *(f"{step} {' '.join(sorted(found))}" for step, found in sorted(steps.items()))]
    TARGET.write_text("\n".join(lines) + "\n", encoding="ascii")


if __name__ == "__main__":
    main()
