"""Comparison of pairs by vectors: each thing compared ends in one level, and names also in bits of rarity.

The name is compared part by part: the given name and the family name each get a grade, in the order they
are written or swapped, whichever agrees better; names of more than two words also word by word (`alignment.py`). Level `a-b` of `name` reads "given name a, family name b".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from sync.linkage import alignment
from sync.linkage.columns import Columns
from sync.linkage.grades import (
    ALIAS,
    CLOSE,
    DIFFERS,
    GRADES,
    INITIAL,
    LIKE,
    MISSING,
    PART,
    SAME,
    SHORT,
    SLIP_BITS,
    VALUE,
    near,
)
from sync.linkage.values import Peer
from sync.normalize.forms import shared_mailbox

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]

LEVELS: dict[str, tuple[str, ...]] = {
    "name": tuple(f"{given}-{family}" for given in GRADES for family in GRADES),
    "email": ("none", "same", "two-names", "shared", "same-local", "two-mailboxes", "differs"),
    "phone": ("none", "same", "two-names", "shared", "differs"),
    "company": ("none", "same-rare", "same", "same-large", "close", "claimed", "differs"),
    "title": ("none", "same", "differs"),
    "profile": ("none", "same", "differs"),
    "generation": ("none", "same", "one", "differs"),
    "middle": ("none", "same", "differs"),
    "gender": ("none", "same", "differs"),
    "birthday": ("none", "same", "differs"),
    "namesakes": ("none", "one-profile", "two-profiles", "more-profiles"),
    "origin": ("other-source", "same-source", "two-profiles", "one-profile"),
    "reading": ("named", "one-address", "two-addresses"),
}
CHUNK = 200_000
# Nobody knows fewer people than this: a small store is a part of a larger circle.
FEWEST = 1000
_LETTER_BITS = 4.0
_WORDS = 4


@dataclass
class Compared:
    """Levels by comparison, one number a pair; `name_bits` is the rarity of the names that agree, `surplus`
    what it exceeds chance by among as many people; `both` tells that given and family name agree.
    """

    levels: dict[str, Array]
    name_bits: Array
    surplus: Array
    both: Array


class Asked(NamedTuple):
    """What is asked once of a table, and not for each pair: the words of all names, and how many bear each mailbox."""

    words: alignment.Words
    bearers: Array

    @classmethod
    def of(cls, columns: Columns, *rows: Array) -> Self:
        """Ask a table; of mailboxes, those that some of these rows have."""
        return cls(alignment.words(columns), _mailboxes(columns, rows))


def compare(
    columns: Columns, left: Array, right: Array, peer: Peer | None = None, asked: Asked | None = None
) -> Compared:
    """Compare the records `left[k]` and `right[k]` for every k; a `peer` does one half of it.

    `asked` is for those who would ask the table more than once.
    """
    import numpy as np

    if peer is not None:
        half = len(left) // 2
        left, right = ((left[:half], right[:half]), (left[half:], right[half:]))[peer.rank]
    words, bearers = asked or Asked.of(columns, left, right)
    named = _named(columns, words, left, right)
    parts = [
        _chunk(columns, bearers, [found[some] for found in named], left[some], right[some])
        for some in _chunks(len(left))
    ]
    if peer is not None:
        theirs = peer.exchange(parts)
        parts = theirs + parts if peer.rank else parts + theirs
    return Compared(
        {what: np.concatenate([p.levels[what] for p in parts]) for what in LEVELS},
        np.concatenate([p.name_bits for p in parts]),
        np.concatenate([p.surplus for p in parts]),
        np.concatenate([p.both for p in parts]),
    )


def _chunks(size: int) -> Iterator[slice]:
    """Yield what to take at a time; of nothing, nothing once."""
    for start in range(0, max(size, 1), CHUNK):
        yield slice(start, min(start + CHUNK, size))


def _chunk(columns: Columns, bearers: Array, named: Sequence[Array], a: Array, b: Array) -> Compared:
    import numpy as np

    ones, sets = columns.ones, columns.sets
    name, bits, both = named
    levels = {"name": name}
    levels["email"] = _emails(columns, bearers, a, b)
    levels["phone"] = _shared_values(columns.phone_names, sets["phones"], a, b)
    levels["company"] = _companies(columns, a, b)
    levels["title"] = _same_or_not(ones["title"], a, b)
    levels["gender"] = _same_or_not(ones["gender"], a, b)
    levels["middle"] = _same_or_not(ones["middle"], a, b)
    levels["birthday"] = _same_or_not(ones["birth"], a, b)
    levels["birthday"][(levels["birthday"] == 1) & (_same_or_not(ones["birth_year"], a, b) == 2)] = 2
    profile_a, profile_b = _taken(sets["profiles"], a), _taken(sets["profiles"], b)
    both_known = (profile_a[0] > 0) & (profile_b[0] > 0)
    common = _common(profile_a, profile_b)
    levels["profile"] = np.where(both_known, np.where(common, 1, 2), 0).astype(np.int8)
    mark_a, mark_b = ones["generation"][a], ones["generation"][b]
    levels["generation"] = np.select(
        [(mark_a == 0) & (mark_b == 0), mark_a == mark_b, (mark_a == 0) | (mark_b == 0)], [0, 1, 2], 3
    ).astype(np.int8)
    namesakes = np.maximum(columns.name_profiles[columns.name[a]], columns.name_profiles[columns.name[b]])
    levels["namesakes"] = np.where(both, np.minimum(namesakes, 3), 0).astype(np.int8)
    one_known = (profile_a[0] > 0) ^ (profile_b[0] > 0)
    same_source = ones["source"][a] == ones["source"][b]
    levels["origin"] = np.select([both_known & ~common, same_source, one_known], [2, 1, 3], 0).astype(np.int8)
    levels["reading"] = (ones["unnamed"][a] + ones["unnamed"][b]).astype(np.int8)
    crowd = np.float32(np.log2(max(columns.size, FEWEST)))
    return Compared(levels, bits, bits - crowd, both)


def _taken(values: Array, rows: Array) -> Array:
    """Return rows of a matrix as columns, each in one piece of memory: most work here goes column by column."""
    import numpy as np

    taken = np.empty((values.shape[1], len(rows)), dtype=values.dtype)
    for number, column in enumerate(values.T):
        np.take(column, rows, out=taken[number])
    return taken


def _hits(mine: Array, yours: Array) -> Array:
    """Return which values of `mine` (columns of pairs) are among those of `yours`, as a matrix like `mine`.

    By pairs of columns, for reductions along short rows take many times as long.
    """
    import numpy as np

    found = np.zeros(mine.shape, dtype=bool)
    others = [other for other in yours if other.any()]
    for number, one in enumerate(mine):
        if one.any():
            for other in others:
                found[number] |= one == other
            found[number] &= one > 0
    return found


def _common(mine: Array, yours: Array) -> Array:
    """Tell for each pair whether it has a value in common."""
    import numpy as np

    found: Array = np.logical_or.reduce(_hits(mine, yours), axis=0)
    return found


def _same_or_not(values: Array, a: Array, b: Array) -> Array:
    import numpy as np

    mine, yours = values[a], values[b]
    return np.where((mine > 0) & (yours > 0), np.where(mine == yours, 1, 2), 0).astype(np.int8)


def _shared_values(bearers: Array, values: Array, a: Array, b: Array) -> Array:
    """Return 1 to 3 for a common value by how many given names bear it, 4 if there is none, 0 if unknown."""
    import numpy as np

    mine, yours = _taken(values, a), _taken(values, b)
    hits = _hits(mine, yours)
    count = np.where(hits, np.maximum(bearers[mine], 1), 99).min(axis=0)
    known = (mine[0] > 0) & (yours[0] > 0)
    return np.where(hits.any(axis=0), np.minimum(count, 3), np.where(known, 4, 0)).astype(np.int8)


def _mailboxes(columns: Columns, rows: Sequence[Array]) -> Array:
    """Return how many given names bear each address that some of these records have; 3 for an office or a household."""
    import numpy as np

    bearers = columns.email_names.copy()
    met = np.zeros(columns.size, dtype=bool)
    for some in rows:
        met[some] = True
    for number in np.unique(columns.sets["emails"][met]).tolist():
        if shared_mailbox(columns.texts[number]):
            bearers[number] = 3
    return bearers


def _emails(columns: Columns, bearers: Array, a: Array, b: Array) -> Array:
    import numpy as np

    sets = columns.sets
    level = _shared_values(bearers, sets["emails"], a, b)
    level[level == 4] = 6
    apart = level != np.clip(level, 1, 3)
    local = _common(_taken(sets["locals"], a), _taken(sets["locals"], b)) & apart
    house = _common(_taken(sets["domains"], a), _taken(sets["domains"], b)) & apart & ~local
    level[house] = 5
    level[local] = 4
    return level


def _companies(columns: Columns, a: Array, b: Array) -> Array:
    import numpy as np
    from rapidfuzz.distance import JaroWinkler
    from rapidfuzz.process import cpdist

    sets = columns.sets
    mine, yours = _taken(sets["companies"], a), _taken(sets["companies"], b)
    hits = _hits(mine, yours)
    count = np.where(hits, columns.company_count[mine], 1 << 30).min(axis=0)
    claimed = _common(_taken(sets["claims"], a), yours) | _common(mine, _taken(sets["claims"], b))
    known = (mine[0] > 0) & (yours[0] > 0)
    level = np.where(known, 6, 0)
    open_ = np.flatnonzero(known & ~hits.any(axis=0) & ~claimed)
    if len(open_):
        texts = columns.text_array
        near = np.zeros(len(open_), dtype=bool)
        for i in range(2):
            for j in range(2):
                there = np.flatnonzero((mine[i, open_] > 0) & (yours[j, open_] > 0) & ~near)
                one, two = texts[mine[i, open_[there]]], texts[yours[j, open_[there]]]
                alike = np.asarray(cpdist(one, two, scorer=JaroWinkler.normalized_similarity))
                near[there[alike >= 0.92]] = True
        level[open_[near]] = 4
    level[claimed] = 5
    size = max(columns.size, 1)
    level = np.select(
        [count <= np.maximum(5, 0.0005 * size), count <= np.maximum(20, 0.004 * size), count < 1 << 30],
        [1, 2, 3],
        level,
    )
    return level.astype(np.int8)


def _named(columns: Columns, words: alignment.Words, left: Array, right: Array) -> tuple[Array, Array, Array]:
    """Return what `_names` does of pairs; two names are compared once, however many records bear them."""
    import numpy as np

    told = columns.told
    _, once, again = np.unique(told[left] << 32 | told[right], return_index=True, return_inverse=True)
    left, right = left[once], right[once]
    found = [_names(columns, words, left[some], right[some]) for some in _chunks(len(once))]
    level, bits, both = (np.concatenate(parts)[again] for parts in zip(*found, strict=True))
    return level, bits, both


def _names(columns: Columns, names: alignment.Words, a: Array, b: Array) -> tuple[Array, Array, Array]:
    """Return level, bits of what agrees, and whether given and family name agree."""
    import numpy as np

    ones = columns.ones
    long = alignment.long(names, a, b)
    near_too = np.ones(len(a), dtype=bool)
    near_too[long] = False
    given, family, bits = _by_parts(columns, a, b, near_too)
    # Part by part again where only there an alias was found, word by word the others.
    known = (given[long] == ALIAS) | (family[long] == ALIAS)
    again, long = long[known], long[~known]
    given[again], family[again], bits[again] = _by_parts(
        columns, a[again], b[again], np.ones(len(again), dtype=bool)
    )
    given[long], family[long], bits[long] = alignment.aligned(columns, names.of, a[long], b[long])
    name_a, name_b = columns.name[a], columns.name[b]
    aliases = columns.sets["aliases"]
    joined = columns.joined
    whole = (name_a > 0) & (name_a == name_b)
    # In other pieces, either first: `Jong-un`, `Jongun`. What is but an initial is no piece of a name.
    initial = (ones["given_initial"] > 0) | (ones["family_initial"] > 0)
    pasted = np.where(initial[:, None], 0, columns.whole)
    whole |= _common(_taken(pasted, a), _taken(pasted, b))
    together = alignment.run_together(columns, a, b)
    whole |= together == SAME
    for one, two in ((a, b), (b, a)):
        whole |= _common(_taken(aliases, one), _taken(joined, two))
    all_bits = columns.given_bits + columns.family_bits
    longer = np.maximum(all_bits[a], all_bits[b])
    bits = np.where(whole, longer, bits)
    # What counts is the name of fewer words, if some come twice in the other.
    alike = (name_a > 0) & (name_a == name_b)
    alike[long] |= (given[long] == SAME) & (family[long] == SAME)
    bits[alike] = np.minimum(all_bits[a], all_bits[b])[alike]
    given[whole], family[whole] = SAME, SAME
    slip = ~whole & (together == CLOSE)
    given[slip], family[slip], bits[slip] = CLOSE, CLOSE, longer[slip] - SLIP_BITS
    given[long[alignment.turned(columns, names.of, a[long], b[long])]] = DIFFERS
    native_a, native_b = ones["native"][a], ones["native"][b]
    given[(native_a > 0) & (native_b > 0) & (native_a != native_b)] = DIFFERS
    agree = np.isin(given, (SAME, SHORT, PART, CLOSE, INITIAL, ALIAS)) & np.isin(
        family, (SAME, PART, CLOSE, ALIAS)
    )
    return (given * len(GRADES) + family).astype(np.int8), bits.astype(np.float32), agree


def _by_parts(columns: Columns, a: Array, b: Array, near_too: Array) -> tuple[Array, Array, Array]:
    """Return the grades of given and family name in the order written or swapped, and the bits of what agrees."""
    import numpy as np

    straight, crossed = (
        [_part(columns, a, b, mine, yours, near_too) for mine, yours in parts]
        for parts in ((("given", "given"), ("family", "family")), (("given", "family"), ("family", "given")))
    )
    value = np.array(VALUE)
    swap = value[crossed[0][0]] + value[crossed[1][0]] > value[straight[0][0]] + value[straight[1][0]]
    return (
        np.where(swap, crossed[0][0], straight[0][0]),
        np.where(swap, crossed[1][0], straight[1][0]),
        np.where(swap, crossed[0][1] + crossed[1][1], straight[0][1] + straight[1][1]),
    )


def _part(
    columns: Columns, a: Array, b: Array, mine: str, yours: str, near_too: Array
) -> tuple[Array, Array]:
    """Return grade and bits of one part of the name of `a` against one part of that of `b`.

    What is spelt almost alike is looked for in those pairs alone that are `near_too`.
    """
    import numpy as np

    ones, sets = columns.ones, columns.sets
    one, two = ones[mine][a], ones[yours][b]
    first, second = ones[mine + "_initial"][a] > 0, ones[yours + "_initial"][b] > 0
    letter_a, letter_b = ones[mine + "_letter"][a], ones[yours + "_letter"][b]
    known = (letter_a > 0) & (letter_b > 0)
    bits_a = (columns.given_bits if mine == "given" else columns.family_bits)[a]
    bits_b = (columns.given_bits if yours == "given" else columns.family_bits)[b]
    least = np.minimum(bits_a, bits_b)
    grade = np.where(known, DIFFERS, MISSING).astype(np.int64)
    bits = np.zeros(len(a), dtype=np.float32)

    words = known & ~first & ~second
    same = words & (one == two) & (one > 0)
    # Names of more words are compared word by word, unless one record has but one part of it.
    all_a, all_b = sets[mine + "_tokens"][:, :_WORDS], sets[yours + "_tokens"][:, :_WORDS]
    # Part of the other: `Ana Torres` beside `Ana Torres Gil`. With other words on both sides, family names
    # overlap as those of cousins do, and given names are two: Jean-Pierre is not Jean-Paul.
    overlap, part = np.zeros(len(a), dtype=bool), np.zeros(len(a), dtype=bool)
    part_bits = np.zeros(len(a), dtype=np.float32)
    rows = np.flatnonzero(words & ~same & ((all_a[:, 1] > 0)[a] | (all_b[:, 1] > 0)[b]))
    tokens_a, tokens_b = _taken(all_a, a[rows]), _taken(all_b, b[rows])
    shared = _hits(tokens_a, tokens_b)
    within = np.minimum((tokens_a > 0).sum(axis=0), (tokens_b > 0).sum(axis=0))
    some, all_ = shared.any(axis=0), shared.sum(axis=0) >= within
    part[rows], overlap[rows] = some & all_, some & ~all_
    part_bits[rows] = (columns.token_bits[tokens_a] * shared).sum(axis=0)

    alias = np.zeros(len(a), dtype=bool)
    alias_bits = np.zeros(len(a), dtype=np.float32)
    for tokens, one_of, other_of in ((all_a, a, b), (all_b, b, a)):
        rows = np.flatnonzero((sets["aliases"][:, 0] > 0)[other_of])
        told = _taken(tokens, one_of[rows])
        hit = _hits(told, _taken(sets["aliases"], other_of[rows]))
        alias[rows] |= hit.any(axis=0)
        alias_bits[rows] = np.maximum(alias_bits[rows], (columns.token_bits[told] * hit).max(axis=0))

    short = np.zeros(len(a), dtype=bool)
    close = np.zeros(len(a), dtype=bool)
    like = np.zeros(len(a), dtype=bool)
    open_ = words & ~same & ~part & ~overlap & near_too
    if mine != yours:
        # Swapped, a slip in the first letter beside it is hardly ever seen, and most pairs need no look then.
        open_ &= letter_a == letter_b
    open_ = np.flatnonzero(open_)
    if len(open_):
        if mine == yours == "given":
            forms = sets["short_forms"]
            short[open_] = _common(_taken(forms, a[open_]), _taken(forms, b[open_]))
        if mine == yours == "family":
            forms = sets["spellings"]
            close[open_] = _common(_taken(forms, a[open_]), _taken(forms, b[open_]))
        texts_a, texts_b = columns.text_array[one[open_]], columns.text_array[two[open_]]
        bones_a, bones_b = ones[mine + "_skeleton"][a[open_]], ones[yours + "_skeleton"][b[open_]]
        same_bones = (bones_a > 0) & (bones_a == bones_b)
        spelt = near(texts_a, texts_b, same_bones, given=mine == yours == "given")
        close[open_] |= spelt == CLOSE
        like[open_] |= spelt == LIKE
    initial = known & (first | second) & (letter_a == letter_b)
    for grade_of, where, worth in (
        (ALIAS, alias & (grade != SAME), alias_bits),
        (INITIAL, initial, np.full(len(a), _LETTER_BITS, dtype=np.float32)),
        (LIKE, like, np.zeros(len(a), dtype=np.float32)),
        (CLOSE, close, least - SLIP_BITS),
        (SHORT, short, least - 1),
        (PART, part, part_bits),
        (SAME, same, least),
    ):
        grade[where] = grade_of
        bits[where] = worth[where]
    return grade, bits
