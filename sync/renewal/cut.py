"""Exports that were cut: a whole end of the network is missing, so nobody of it is said to have left.

Those who leave are scattered; those who are cut off lie together at one end of an order: the oldest or
newest connections, one end of the alphabet, the last rows of the file.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import lru_cache
from math import ceil, log

from sync.model import Card
from sync.normalize.text import fold

_SMALLEST = 10
_FAR_FEWER = 0.3
_LEAST_CUT = 5
_CHANCE = 1e-6
_STRAYS = 0.05

_folded = lru_cache(maxsize=1 << 18)(fold)


def cut(old: Mapping[str, Card], new: Mapping[str, Card], left: Collection[str]) -> str:
    """Return why `new` looks like a part of an export, as a code; empty if it looks whole.

    `left` are the keys that `new` lacks. Codes: `empty`, `shortened` (a third or so is missing),
    `cut-by-date`, `cut-by-name`, `cut-by-row`.
    """
    if not new and old:
        return "empty"
    if len(old) < _SMALLEST or len(left) < _LEAST_CUT:
        return ""
    if len(left) > _FAR_FEWER * len(old):
        return "shortened"
    rows = {key: number for number, key in enumerate(old)}
    orders: tuple[tuple[str, Callable[[str], str | int]], ...] = (
        ("cut-by-date", lambda key: old[key].connected_on),
        ("cut-by-name", lambda key: _folded(old[key].name.given)),
        ("cut-by-name", lambda key: _folded(old[key].name.surname)),
        ("cut-by-row", lambda key: rows[key]),
    )
    gone = set(left)
    # So many in a row do not all leave by chance, at the rate at which people left.
    least = max(_LEAST_CUT, ceil(log(_CHANCE) / log(len(gone) / len(old))))
    for code, place in orders:
        placed = [key for key in old if place(key) != ""]
        low, high = _ends(placed, place, gone)
        if max(low, high) >= least:
            return code
    return ""


def _ends(keys: list[str], place: Callable[[str], str | int], gone: Collection[str]) -> tuple[int, int]:
    """Return how many are missing in a row at the low and at the high end of an order.

    Equal places (one day, one given name) are taken together: some of them may have stayed by chance of the
    order of the file. One stray in twenty may have stayed.
    """
    values = {key: place(key) for key in keys}
    ordered = sorted(keys, key=lambda key: (values[key], key not in gone))
    backward = sorted(keys, key=lambda key: (values[key], key in gone), reverse=True)
    return _run(ordered, gone), _run(backward, gone)


def _run(ordered: list[str], gone: Collection[str]) -> int:
    missing = longest = 0
    for number, key in enumerate(ordered, 1):
        if key in gone:
            missing += 1
            longest = missing
        elif number - missing > _STRAYS * number:
            break
    return longest
