"""How well two parts of a name agree, in grades; and the grade of two words that are not spelt alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sync.normalize.nicknames import counterparts

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]

GRADES = ("missing", "same", "short", "part", "close", "like", "initial", "alias", "differs")
MISSING, SAME, SHORT, PART, CLOSE, LIKE, INITIAL, ALIAS, DIFFERS = range(9)
# How well a grade agrees, to choose between the order written, the names swapped and the words on their own.
VALUE = (0, 4, 3, 3, 3, 0, 1, 2, -3)
# What a slip of the pen takes off the rarity of a name, in bits.
SLIP_BITS = 2
# What share of the letters may be wrong in a slip of the pen, and in words that are still a little alike; a letter
# that is dropped, doubled, or changed for its neighbour counts as one. Of three letters all count.
_SLIP, _LIKENESS = 1 / 4, 1 / 3
_VOWELS = frozenset("aeiou")
# Similarities (Jaro and Winkler): beneath the first no two words are near, whatever else is counted; above the last
# words are alike that begin alike. A given name that begins the other is cut short.
_FAR, _CUT, _BEGIN_ALIKE = 0.6, 0.7, 0.9


def near(one: Array, two: Array, bones: Array, *, given: bool) -> Array:
    """Return for words that differ `CLOSE` (a slip of the pen), `LIKE` (more letters differ) or `DIFFERS`.

    `one` and `two` hold texts, `bones` tells where their consonants are the same. Of given names those of a man
    and a woman differ: Stéphane is not Stéphanie.
    """
    import numpy as np
    from rapidfuzz.distance import OSA, JaroWinkler
    from rapidfuzz.process import cpdist

    grade = np.full(len(one), DIFFERS, dtype=np.int64)
    # Arabic and Hebrew write no vowels: the same consonants are the same word.
    for k in np.flatnonzero(bones).tolist():
        if _VOWELS.isdisjoint(one[k]) or _VOWELS.isdisjoint(two[k]):
            grade[k] = CLOSE
    alike = np.asarray(cpdist(one, two, scorer=JaroWinkler.normalized_similarity, score_cutoff=_FAR))
    there = np.flatnonzero((alike > 0) & (grade == DIFFERS))
    if not len(there):
        return grade
    one, two, alike = one[there], two[there], alike[there]
    slips = 1 - np.asarray(cpdist(one, two, scorer=OSA.normalized_similarity))
    found = np.where(bones[there] | (alike >= _BEGIN_ALIKE), LIKE, DIFFERS)
    some = np.flatnonzero(slips <= _LIKENESS)
    found[some[np.fromiter(map(max, map(len, one[some]), map(len, two[some])), np.int64, len(some)) > 3]] = (
        LIKE
    )
    found[slips <= _SLIP] = CLOSE
    if given:
        for k in np.flatnonzero((alike >= _CUT) | (found != DIFFERS)).tolist():
            x, y = one[k], two[k]
            if counterparts(x, y):
                found[k] = DIFFERS
            elif alike[k] >= _CUT and min(len(x), len(y)) > 2 and (x.startswith(y) or y.startswith(x)):
                found[k] = CLOSE
    grade[there] = found
    return grade
