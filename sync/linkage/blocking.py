"""Blocking: which pairs of records are worth comparing. Near-linear, for a key that many share is no key.

A key is one number, or two, of the table of comparison forms; a pair is a candidate if the two records share one key
of one kind. `LARGEST` holds how many records one key of a kind may have.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING, Any

from sync.linkage.columns import Columns

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
_SPREAD = 20

Keys = Iterator[tuple["Array", "Array"]]
"""Two vectors, the numbers a key is made of (the second may be 0 throughout); a 0 in the first is no key."""


def candidates(table: Columns, among: Array | None = None) -> tuple[Array, Array]:
    """Return the pairs worth comparing as two vectors of record numbers, the smaller first, in order.

    With `among` (true for some records) only those of which one record at least is among these.
    """
    import numpy as np

    found = [np.zeros(0, np.int64)]
    for kind, largest in LARGEST.items():
        found += _pairs(_keys(kind, table), largest, table.size, among)
    # Sorted and looked through: `unique` counts by hashes, which takes longer.
    pairs = np.sort(np.concatenate(found))
    pairs = pairs[np.concatenate([[True], pairs[1:] != pairs[:-1]])[: len(pairs)]]
    left, right = pairs // max(table.size, 1), pairs % max(table.size, 1)
    if among is None:
        return left, right
    wanted = among[left] | among[right]
    return left[wanted], right[wanted]


def _pairs(keys: Keys, largest: int, size: int, among: Array | None) -> Iterator[Array]:
    """Yield the pairs of records that share one of `keys`, as smaller number times size plus greater."""
    import numpy as np

    # Texts, letters and groups have numbers below 2^30, checksums below 2^33. Of what each word gives only the
    # keys are kept: most names have few words.
    rows, parts = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for one, two in keys:
        row = np.flatnonzero(one)
        rows.append(row)
        parts.append(one[row].astype(np.int64) << 30 | two[row])
    row, key = np.concatenate(rows), np.concatenate(parts)
    if not len(row):
        return
    if among is not None:
        shared = _shared(key, among[row])
        key, row = key[shared], row[shared]
        if not len(key):
            return
    order = np.argsort(key, kind="stable")
    key, row = key[order], row[order]
    # A record has a key once, whichever of its words gave it: those of one key stand together, in runs of rows.
    if len(rows) > 2:
        order = np.lexsort((row, key))
        key, row = key[order], row[order]
        fresh = np.ones(len(key), dtype=bool)
        fresh[1:] = (key[1:] != key[:-1]) | (row[1:] != row[:-1])
        key, row = key[fresh], row[fresh]
    starts = np.flatnonzero(np.concatenate([[True], key[1:] != key[:-1]]))
    length = np.diff(np.concatenate([starts, [len(key)]]))
    for width in np.unique(length[(length > 1) & (length <= largest)]).tolist():
        group = row[starts[length == width][:, None] + np.arange(width)]
        left, right = np.triu_indices(width, 1)
        yield (group[:, left] * size + group[:, right]).ravel()


def _shared(key: Array, mine: Array) -> Array:
    """Tell which keys may be one of `mine`: all that are, and few others, for keys go by a part of a product of theirs."""
    import numpy as np

    # Fibonacci hashing (Knuth, TAOCP vol. 3, 6.4): what is left of the product is spread evenly.
    place = (key.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(64 - _SPREAD)
    known = np.zeros(1 << _SPREAD, dtype=bool)
    known[place[mine]] = True
    found: Array = known[place]
    return found


def _keys(kind: str, table: Columns) -> Keys:
    """Yield the keys of one kind, a vector of all records each time."""
    import numpy as np

    ones, sets, long = table.ones, table.sets, table.lengths
    none = np.zeros(table.size, dtype=np.int64)
    given, family = sets["given_tokens"], sets["family_tokens"]
    whole, joined = ones["given_whole"], ones["family_whole"]
    named = (whole > 0) & (joined > 0)

    def only(numbers: Array, least: int) -> Array:
        return np.where(long[numbers] >= least, numbers, 0)

    if kind in ("email", "phone", "profile"):
        for column in sets[kind + "s"].T:
            yield column, none
    elif kind == "two words":
        words = np.concatenate([given, family], axis=1).T
        yield from _twos(words)
        for alias in sets["aliases"].T:
            for word in words:
                if alias.any() and word.any():
                    yield _both(np.minimum(alias, word), np.maximum(alias, word), alias != word)
    elif kind == "family and initial":
        letter = np.where(named, ones["given_letter"], 0)
        for token in (joined, *family.T):
            yield _both(only(token, 3), letter)
        # Swapped: what one takes for the family name is the given name of the other.
        yield _both(only(whole, 3), np.where(named, ones["family_letter"], 0))
    elif kind == "given and initial":
        yield _both(only(whole, 3), np.where(named, ones["family_letter"], 0))
    elif kind == "family and short form":
        for short in sets["short_forms"].T:
            yield _both(joined, np.where(named, short, 0))
    elif kind == "skeletons":
        one, two = table.skeletons.T
        enough = named & (long[one] + long[two] > 5)
        yield _both(np.minimum(one, two), np.maximum(one, two), enough)
        # Of three words and more any two may be the other's names.
        words = sets["word_skeletons"].T
        yield from _twos(np.where(long[words] > 1, words, 0), long)
    elif kind == "local part":
        for column in sets["locals"].T:
            yield only(column, 6), none
    elif kind == "word and employer":
        words = np.concatenate([given[:, :2], family[:, :2]], axis=1).T
        for column in (*sets["companies"].T, *sets["claims"].T):
            for word in words:
                yield _both(word, table.beginnings[column])
    elif kind == "one word":
        for column in (*table.whole.T, _run_together(table, named), *table.sums[sets["aliases"]].T):
            yield column, none
    elif kind == "alone":
        yield np.where(named, 0, table.ones["together"]), none
    else:
        for column in sets[kind + "_tokens"].T:
            yield only(column, 4), none


def _run_together(table: Columns, named: Array) -> Array:
    """Return the consonants of both names in a row, of those records whose like has but one word of them."""
    import numpy as np

    together = table.ones["together"]
    alone = together[~named]
    shared = together[named & np.isin(together, alone)]
    return np.where(np.isin(together, shared), together, 0)


def _twos(words: Array, lengths: Array | None = None) -> Keys:
    """Yield the keys of any two of `words`; of skeletons, with their lengths, those of enough consonants together."""
    import numpy as np

    there = [word for word in words if word.any()]
    for one, two in combinations(there, 2):
        rows = one != two
        if lengths is not None:
            # Each has a mark before its letters.
            rows &= lengths[one] + lengths[two] > 5
        yield _both(np.minimum(one, two), np.maximum(one, two), rows)


def _both(one: Array, two: Array, where: Array | None = None) -> tuple[Array, Array]:
    """Return keys of two numbers; there is none where one of them is 0, or not `where`."""
    import numpy as np

    there = (one > 0) & (two > 0)
    return np.where(there if where is None else there & where, one, 0), two
