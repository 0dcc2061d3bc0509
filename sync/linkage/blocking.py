"""Blocking: which pairs of records are worth comparing. Near-linear, for a key that many share is no key.

A key is one number, or two, of the table of comparison forms; a pair is a candidate if the two records share one key
of one kind. `LARGEST` holds how many records one key of a kind may have, `largest` how many of a long list.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from math import cbrt
from typing import TYPE_CHECKING, Any

from sync.linkage.columns import Columns, spread
from sync.linkage.values import Peer

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]

LARGEST = {
    "email": 40,
    "phone": 40,
    "profile": 40,
    "two words": 40,  # of the name, or one and an alias
    "family and initial": 24,  # of the given name; also with the two swapped
    "given and initial": 12,  # of the family name
    "family and short form": 20,  # the group of short forms of the given name
    "skeletons": 24,  # the consonants of both names, or of any two words
    "local part": 12,  # of an address
    "word and employer": 16,  # a word of the name
    "one word": 12,  # both names written as one, or their consonants, or an alias
    "alone": 6,  # the consonants of the one word of a name
    "family": 6,  # alone, if it is rare
    "given": 5,  # alone, if it is rare
}
SMALL = 10_000
"""Records of a list up to which keys may have as many as `LARGEST` tells."""
# What is one's own is so in a list of any length.
_OWN = frozenset(("email", "phone", "profile"))
_SPREAD = 20

Keys = Iterator[tuple["Array", "Array"]]
"""Two vectors: records by number, and the key that each has."""


def largest(kind: str, size: int) -> int:
    """Return how many records one key of a kind may have among `size` of them.

    The longer a list, the more of those who share a name share it by chance: of eight times as many records a key may
    have half as many. Hardly a pair of one person is lost by it, more that are none (docs/linkage-quality.md), and a record has
    two or three pairs in a list of any length.
    """
    if size <= SMALL or kind in _OWN:
        return LARGEST[kind]
    return max(2, int(LARGEST[kind] / cbrt(size / SMALL)))


def candidates(
    table: Columns, among: Array | None = None, *, peer: Peer | None = None
) -> tuple[Array, Array]:
    """Return the pairs worth comparing as two vectors of record numbers, the smaller first, in order.

    With `among` (true for some records) only those of which one record at least is among these. A `peer` goes through
    one half of the kinds of keys.
    """
    import numpy as np

    found = [np.zeros(0, np.int64)]
    for number, kind in enumerate(LARGEST):
        if peer is None or number % 2 == peer.rank:
            found += _pairs(_keys(kind, table), largest(kind, table.size), table.size, among)
    if peer is not None:
        found = [np.concatenate(found)]
        found.append(peer.exchange(found[0]))
    # Sorted and looked through: `unique` counts by hashes, which takes longer.
    pairs = np.sort(np.concatenate(found))
    pairs = pairs[np.concatenate([[True], pairs[1:] != pairs[:-1]])[: len(pairs)]]
    left, right = pairs // max(table.size, 1), pairs % max(table.size, 1)
    if among is None:
        return left, right
    wanted = among[left] | among[right]
    return left[wanted], right[wanted]


def _pairs(keys: Keys, most: int, size: int, among: Array | None) -> Iterator[Array]:
    """Yield the pairs of records that share one of `keys`, which `most` may have, as smaller number times size plus greater."""
    import numpy as np

    rows, parts = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for some, told in keys:
        rows.append(some)
        parts.append(told)
    row, key = np.concatenate(rows), np.concatenate(parts)
    if not len(row):
        return
    if among is not None:
        shared = _shared(key, among[row])
        key, row = key[shared], row[shared]
        if not len(key):
            return
    # One number for both, so that one sort does: a record has a key once, whichever of its words gave it, and those of one
    # key stand together in order. Of keys as long as these hardly ever two of a list begin alike.
    bits = np.uint64(max(size, 2).bit_length())
    both = spread(key) >> bits << bits | row.astype(np.uint64)
    both.sort()
    if len(rows) > 2:
        both = both[np.concatenate([[True], both[1:] != both[:-1]])]
    row, begun = (both & ((np.uint64(1) << bits) - np.uint64(1))).astype(np.int64), both >> bits
    starts = np.flatnonzero(np.concatenate([[True], begun[1:] != begun[:-1]]))
    length = np.diff(np.concatenate([starts, [len(row)]]))
    for width in np.unique(length[(length > 1) & (length <= most)]).tolist():
        group = row[starts[length == width][:, None] + np.arange(width)]
        left, right = np.triu_indices(width, 1)
        yield (group[:, left] * size + group[:, right]).ravel()


def _shared(key: Array, mine: Array) -> Array:
    """Tell which keys may be one of `mine`: all that are, and few others, for keys go by how those spread begin."""
    import numpy as np

    place = spread(key) >> np.uint64(64 - _SPREAD)
    known = np.zeros(1 << _SPREAD, dtype=bool)
    known[place[mine]] = True
    found: Array = known[place]
    return found


def _keys(kind: str, table: Columns) -> Keys:
    """Yield the keys of one kind, word by word."""
    import numpy as np

    ones, sets, long = table.ones, table.sets, table.lengths
    whole, joined = ones["given_whole"], ones["family_whole"]
    named = (whole > 0) & (joined > 0)

    def columns(*names: str, most: int = 99) -> Array:
        # Each in one piece of memory: they are gone through many times.
        return np.concatenate([np.ascontiguousarray(sets[name].T[:most]) for name in names])

    def only(numbers: Array, least: int) -> Array:
        return np.where(long[numbers] >= least, numbers, 0)

    if kind in ("email", "phone", "profile"):
        for column in columns(kind + "s"):
            yield _one(column)
    elif kind == "two words":
        words = columns("given_tokens", "family_tokens")
        yield from _twos(words)
        for alias in columns("aliases"):
            for word in words:
                yield _unlike(alias, word)
    elif kind == "family and initial":
        letter = np.where(named, ones["given_letter"], 0)
        for token in (joined, *columns("family_tokens")):
            yield _both(only(token, 3), letter)
        # Swapped: what one takes for the family name is the given name of the other.
        yield _both(only(whole, 3), np.where(named, ones["family_letter"], 0))
    elif kind == "given and initial":
        yield _both(only(whole, 3), np.where(named, ones["family_letter"], 0))
    elif kind == "family and short form":
        for short in columns("short_forms"):
            yield _both(np.where(named, short, 0), joined, turned=True)
    elif kind == "skeletons":
        one, two = table.skeletons.T
        enough = named & (long[one] + long[two] > 5)
        yield _unlike(np.where(enough, one, 0), two, alike=True)
        # Of three words and more any two may be the other's names.
        words = columns("word_skeletons")
        yield from _twos(np.where(long[words] > 1, words, 0), long)
    elif kind == "local part":
        for column in columns("locals"):
            yield _one(only(column, 6))
    elif kind == "word and employer":
        words = columns("given_tokens", "family_tokens", most=2)
        for column in columns("companies", "claims"):
            begins = table.beginnings[column]
            for word in words:
                yield _both(begins, word, turned=True)
    elif kind == "one word":
        for column in (*table.whole.T, _run_together(table, named), *table.sums[columns("aliases")]):
            yield _one(column)
    elif kind == "alone":
        yield _one(np.where(named, 0, table.ones["together"]))
    else:
        for column in columns(kind + "_tokens"):
            yield _one(only(column, 4))


def _run_together(table: Columns, named: Array) -> Array:
    """Return the consonants of both names in a row, of those records whose like has but one word of them."""
    import numpy as np

    together = table.ones["together"]
    alone = together[~named]
    shared = together[named & np.isin(together, alone)]
    return np.where(np.isin(together, shared), together, 0)


def _twos(words: Array, lengths: Array | None = None) -> Keys:
    """Yield the keys of any two of `words`; of skeletons, with their lengths, those of enough consonants together."""
    there = [word for word in words if word.any()]
    for one, two in combinations(there, 2):
        # The later words of a name are the rarer ones.
        rows, key = _unlike(two, one)
        if lengths is not None and len(rows):
            # Each has a mark before its letters.
            enough = lengths[one[rows]] + lengths[two[rows]] > 5
            rows, key = rows[enough], key[enough]
        yield rows, key


# Texts, letters and groups have numbers below 2^30, checksums below 2^33. Rows are looked up by the first column: it
# should be the emptier one.
def _one(column: Array) -> tuple[Array, Array]:
    """Return keys of one number."""
    import numpy as np

    rows = np.flatnonzero(column)
    return rows, column[rows].astype(np.int64) << 30


def _both(one: Array, two: Array, *, turned: bool = False) -> tuple[Array, Array]:
    """Return keys of two numbers; there is none where one of them is 0. With `turned` the second comes first."""
    import numpy as np

    rows = np.flatnonzero(one)
    rows = rows[two[rows] > 0]
    first, second = (two, one) if turned else (one, two)
    return rows, first[rows].astype(np.int64) << 30 | second[rows]


def _unlike(one: Array, two: Array, *, alike: bool = False) -> tuple[Array, Array]:
    """Return keys of two numbers whatever their order; there is none where one is 0, nor for the same twice unless `alike`."""
    import numpy as np

    rows = np.flatnonzero(one)
    first, second = one[rows], two[rows]
    good = second > 0 if alike else (second > 0) & (first != second)
    rows, first, second = rows[good], first[good], second[good]
    return rows, np.minimum(first, second).astype(np.int64) << 30 | np.maximum(first, second)
