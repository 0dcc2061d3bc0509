"""Names of more than two words, compared word by word.

Which of many words are given names and which is the family name is often guessed (`Gul Ahmad Hakimi`,
`Reinaldo Gregorio Lenin Cerna Juarez`), so each word looks for its like among all words of the other name. What is left
over on one side makes a name a part of the other; left over on both sides it makes two names of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sync.linkage.columns import Columns
from sync.linkage.grades import CLOSE, DIFFERS, LIKE, PART, SAME, SHORT, SLIP_BITS, near
from sync.linkage.rows import LEAST_TOGETHER, WIDTHS
from sync.normalize.forms import skeleton

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]

_GIVEN = WIDTHS["given_tokens"]
# Behind these words stands the father's name.
_SON_OF = ("bin", "ben", "ibn", "bint", "binti", "ould")


class Words(NamedTuple):
    """The names of all records word by word: `of` holds the words, given names first, without particles; `whole` tells
    which names have both parts, `many` which have more than two words, particles included.
    """

    of: Array
    whole: Array
    many: Array


def words(columns: Columns) -> Words:
    """Return the words of all names."""
    import numpy as np

    given, family = columns.sets["given_tokens"], columns.sets["family_tokens"]
    particle = columns.shares["given"] == 0
    later = np.concatenate([given[:, 1:], family], axis=1)
    small = particle[later]
    # A family name that is nothing else is one: `Anne Le`.
    small[:, _GIVEN - 1 :] &= _any((~particle[family] & (family > 0)).T)[:, None]
    of = np.concatenate([given[:, :1], np.where(small, 0, later)], axis=1)
    count = (given > 0).sum(axis=1) + (family > 0).sum(axis=1)
    return Words(of, _any(of[:, :_GIVEN].T > 0) & _any(of[:, _GIVEN:].T > 0), count > 2)


def long(names: Words, a: Array, b: Array) -> Array:
    """Return which pairs are better compared word by word: both have two names, and one more than two words.

    Particles count here: `al-Assad` and `Assad` are one word, but not written alike.
    """
    import numpy as np

    return np.flatnonzero(names.whole[a] & names.whole[b] & (names.many[a] | names.many[b]))


def aligned(columns: Columns, of: Array, a: Array, b: Array) -> tuple[Array, Array, Array]:
    """Return the grades of given and family name, and the bits of the words that agree."""
    import numpy as np

    mine, yours = np.ascontiguousarray(of[a].T), np.ascontiguousarray(of[b].T)
    left, right = _left_over(mine, yours), _left_over(yours, mine)
    found = ((mine > 0) & ~left, (yours > 0) & ~right)
    bits = np.minimum(
        (columns.token_bits[mine] * found[0]).sum(axis=0), (columns.token_bits[yours] * found[1]).sum(axis=0)
    )
    spelt = {part: np.full(len(a), SAME, dtype=np.int64) for part in ("given", "family")}
    open_ = _any(left) & _any(right)
    bits += _match_near(columns, mine, yours, left, right, open_, spelt)
    pasted = _match_joined(columns, mine, yours, left, right, spelt)
    grades = {}
    more = ~_any(left) & ~_any(right) & ((mine > 0).sum(axis=0) != (yours > 0).sum(axis=0)) & ~pasted
    for part, rows in (("given", slice(None, _GIVEN)), ("family", slice(_GIVEN, None))):
        over, beyond = _any(left[rows]), _any(right[rows])
        # All of one part without its like, and something else over on the other side: not a part, another name.
        alone = over & ~_any(found[0][rows]) & (spelt[part] == SAME) & _any(right)
        alone |= beyond & ~_any(found[1][rows]) & (spelt[part] == SAME) & _any(left)
        grades[part] = np.where((over & beyond) | alone, DIFFERS, np.where(over | beyond, PART, spelt[part]))
        # `Ahmed Ahmed Ali` may be the son of `Ahmed Ali`.
        twice = more & ((mine[rows] > 0).sum(axis=0) != (yours[rows] > 0).sum(axis=0))
        grades[part][twice & (grades[part] == SAME)] = PART
    for part, forms, grade in (("given", "short_forms", SHORT), ("family", "spellings", CLOSE)):
        rows = slice(None, _GIVEN) if part == "given" else slice(_GIVEN, None)
        apart = np.flatnonzero((grades[part] == DIFFERS) & ~_any(found[0][rows]))
        one, two = columns.sets[forms][a[apart]].T, columns.sets[forms][b[apart]].T
        same = np.logical_or.reduce([(x == y) & (x > 0) for x in one for y in two])
        grades[part][apart[same]] = grade
    return grades["given"], grades["family"], bits


def turned(columns: Columns, of: Array, a: Array, b: Array) -> Array:
    """Tell which pairs are father and son by their names: `Salman bin Muhammad` and `Muhammad bin Salman`."""
    import numpy as np

    particles = np.flatnonzero(columns.shares["given"] == 0).tolist()
    mark = np.zeros(len(columns.texts), dtype=bool)
    mark[[number for number in particles if columns.texts[number] in _SON_OF]] = True
    fathers = []
    for rows in (a, b):
        family = columns.sets["family_tokens"][rows].T
        behind = mark[np.concatenate([np.zeros((1, len(rows)), np.int32), family[:-1]])]
        fathers.append(np.where(behind & (columns.shares["given"][family] != 0), family, 0))
    one, two = fathers
    mine = _left_over(one, two) & ~_left_over(one, of[b].T)
    yours = _left_over(two, one) & ~_left_over(two, of[a].T)
    return _any(mine) & _any(yours)


def run_together(columns: Columns, a: Array, b: Array) -> Array:
    """Return `SAME` or `CLOSE` for the names that one record writes as one word, as in `AnneDupont`; 0 elsewhere."""
    import numpy as np

    ones, texts, lengths = columns.ones, columns.texts, columns.lengths
    first, last = ones["given"], ones["family"]
    single = (ones["given_letter"] == 0) ^ (ones["family_letter"] == 0)
    word = np.where(single, first + last, 0)
    both = np.where((first > 0) & (last > 0), lengths[first] + lengths[last], 0)
    found = np.zeros(len(a), dtype=np.int64)
    for one, two in ((a, b), (b, a)):
        long = lengths[word[one]]
        rows = np.flatnonzero((long >= LEAST_TOGETHER) & (abs(long - both[two]) < 3) & (both[two] > 0))
        written = columns.text_array[word[one[rows]]]
        for order in ((first, last), (last, first)):
            pasted = np.array(
                [texts[x] + texts[y] for x, y in zip(*(n[two[rows]].tolist() for n in order), strict=True)],
                dtype=object,
            )
            grade = np.where(
                written == pasted, SAME, near(written, pasted, np.zeros(len(rows), dtype=bool), given=False)
            )
            found[rows[grade == CLOSE]] = CLOSE
            found[rows[grade == SAME]] = SAME
    return found


def _any(rows: Array) -> Array:
    import numpy as np

    found: Array = np.logical_or.reduce(rows, axis=0)
    return found


def _left_over(mine: Array, yours: Array) -> Array:
    """Return which words of one name are not among those of the other."""
    import numpy as np

    found = np.zeros(mine.shape, dtype=bool)
    for number, one in enumerate(mine):
        for other in yours:
            found[number] |= one == other
    return (mine > 0) & ~found


def _part(place: int) -> str:
    return "given" if place < _GIVEN else "family"


def _match_near(
    columns: Columns,
    mine: Array,
    yours: Array,
    left: Array,
    right: Array,
    open_: Array,
    spelt: dict[str, Array],
) -> Array:
    """Take out of what is left over the words that are near each other, and lower the grade of their part.

    Returns the bits of those that differ by a slip of the pen.
    """
    import numpy as np

    texts, bits = columns.text_array, np.zeros(mine.shape[1], dtype=np.float32)
    bones = _bones(columns, np.concatenate([mine[left & open_], yours[right & open_]]))
    for x, one in enumerate(mine):
        for y, two in enumerate(yours):
            rows = np.flatnonzero(open_ & left[x] & right[y])
            if not len(rows):
                continue
            first, second = one[rows], two[rows]
            same = (bones[first] == bones[second]) & (bones[first] > 0)
            part = _part(x) if _part(x) == _part(y) else "family"
            grade = near(texts[first], texts[second], same, given=part == "given")
            rows, grade = rows[grade != DIFFERS], grade[grade != DIFFERS]
            left[x, rows] = right[y, rows] = False
            close = rows[grade == CLOSE]
            worth = np.minimum(columns.token_bits[one[close]], columns.token_bits[two[close]])
            bits[close] += np.maximum(worth - SLIP_BITS, 0)
            spelt[part][rows] = np.maximum(spelt[part][rows], grade)
    return bits


def _bones(columns: Columns, used: Array) -> Array:
    """Return for each text the number of its consonants, 0 for too few to tell anything."""
    import numpy as np

    found = np.zeros(len(columns.texts), dtype=np.int64)
    numbers: dict[str, int] = {}
    for number in np.unique(used).tolist():
        if len(bones := skeleton(columns.texts[number])) > 1:
            found[number] = numbers.setdefault(bones, len(numbers) + 1)
    return found


def _match_joined(
    columns: Columns, mine: Array, yours: Array, left: Array, right: Array, spelt: dict[str, Array]
) -> Array:
    """Take out what is the same written in one word and in several, `Jong-un` and `Jongun`; return where it was."""
    import numpy as np

    lengths, texts = columns.lengths, columns.texts
    long_a, long_b = (lengths[mine] * left).sum(axis=0), (lengths[yours] * right).sum(axis=0)
    rows = np.flatnonzero((long_a > 0) & (abs(long_a - long_b) < 2) & (left.sum(axis=0) != right.sum(axis=0)))
    found = np.zeros(mine.shape[1], dtype=bool)
    if not len(rows):
        return found
    one, two = (
        np.array(
            ["".join(texts[n] for n in row if n) for row in np.where(over, of, 0)[:, rows].T.tolist()],
            dtype=object,
        )
        for over, of in ((left, mine), (right, yours))
    )
    grade = np.where(one == two, SAME, near(one, two, np.zeros(len(rows), dtype=bool), given=False))
    rows, grade = rows[grade < LIKE], grade[grade < LIKE]
    for part, places in (("given", slice(None, _GIVEN)), ("family", slice(_GIVEN, None))):
        there = (_any(left[places]) | _any(right[places]))[rows]
        spelt[part][rows[there]] = np.maximum(spelt[part][rows[there]], grade[there])
    left[:, rows] = right[:, rows] = False
    found[rows] = True
    return found
