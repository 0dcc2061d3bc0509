"""Exports that were cut: a whole end of the network is missing, so nobody of it is said to have left.

Those who leave are scattered; those who are cut off lie together at one end of an order: the oldest or
newest connections, one end of the alphabet, the last rows of the file.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping
from heapq import nlargest, nsmallest
from math import ceil, log
from typing import Any

from sync.model import Card
from sync.normalize.remembered import remembered
from sync.normalize.text import fold

_SMALLEST = 10
_FAR_FEWER = 0.3
_LEAST_CUT = 5
_CHANCE = 1e-6
_STRAYS = 0.05
_MOST_STRAYS = 20

_folded = remembered(1 << 18)(fold)


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
    given = {key: (_folded(card.name.given), _folded(card.name.surname)) for key, card in old.items()}
    orders: tuple[tuple[str, dict[str, Any]], ...] = (
        ("cut-by-date", {key: card.connected_on for key, card in old.items() if card.connected_on}),
        ("cut-by-name", {key: name for key, name in given.items() if name[0]}),
        ("cut-by-name", {key: name[::-1] for key, name in given.items() if name[1]}),
        ("cut-by-row", rows),
    )
    gone = set(left)
    # So many in a row do not all leave by chance, at the rate at which people left.
    least = max(_LEAST_CUT, ceil(log(_CHANCE) / log(len(gone) / len(old))))
    return next((code for code, places in orders if _in_a_row(places, gone) >= least), "")


def _in_a_row(places: dict[str, Any], gone: set[str]) -> int:
    """Return how many are missing in a row at either end of an order; one in twenty there may have stayed.

    Who shares a place (one day, one name) with somebody who stayed is not in the row.
    """
    missing = sorted(places[key] for key in gone if key in places)
    stayed = [place for key, place in places.items() if key not in gone]
    longest = 0
    for strays, place in enumerate(nsmallest(_MOST_STRAYS, stayed)):
        found = bisect_left(missing, place)
        if strays <= _STRAYS * found:
            longest = max(longest, found)
    for strays, place in enumerate(nlargest(_MOST_STRAYS, stayed)):
        found = len(missing) - bisect_right(missing, place)
        if strays <= _STRAYS * found:
            longest = max(longest, found)
    return longest
