"""The table that pairs are compared in: the rows of all records, and what is counted over all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sync.linkage import rarity
from sync.linkage.fields import Fields
from sync.linkage.rows import Rows, checksum, rows_of
from sync.normalize.forms import PARTICLES

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]

_EMPLOYER_LETTERS = 10


@dataclass
class Columns(Rows):
    """The table: rows, and what is counted over all of them."""

    size: int
    text_array: Array
    lengths: Array
    sums: Array
    given_bits: Array
    family_bits: Array
    token_bits: Array
    email_names: Array
    phone_names: Array
    company_count: Array
    name_profiles: Array
    beginnings: Array
    name: Array
    """The number of the whole name, the same for the same words in any order; 0 for fewer than two words."""
    told: Array
    """The number of all that is told of a name: two records that are compared alike with every other."""


def encode(told: Fields, sources: Sequence[str], webmail: frozenset[str]) -> Columns:
    """Return the table of comparison forms, given by their fields; addresses at `webmail` domains tell no employer."""
    return counted(rows_of(told, sources, webmail))


def counted(rows: Rows) -> Columns:
    """Return the table of `rows`."""
    import numpy as np

    sets, ones, texts = rows.sets, rows.ones, rows.texts
    lengths = np.fromiter(map(len, texts), dtype=np.int32, count=len(texts))
    sums = np.zeros(len(texts), dtype=np.int64)
    for alias in np.unique(sets["aliases"]).tolist():
        sums[alias] = checksum(texts[alias]) if alias else 0
    for part in ("given_skeleton", "family_skeleton"):
        ones[part][lengths[ones[part]] < 3] = 0
    shares = _shares(sets, texts, rows.shares)
    name = _whole_names(sets)
    token_bits, given_bits, family_bits = _bits(sets, name, texts, shares)
    return Columns(
        sets=sets,
        ones=ones,
        joined=rows.joined,
        whole=rows.whole,
        skeletons=rows.skeletons,
        texts=texts,
        shares=shares,
        size=len(ones["source"]),
        text_array=np.array(texts, dtype=object),
        lengths=lengths,
        sums=sums,
        given_bits=given_bits,
        family_bits=family_bits,
        token_bits=token_bits,
        email_names=_bearers(sets["emails"], ones, len(texts)),
        phone_names=_bearers(sets["phones"], ones, len(texts)),
        company_count=np.bincount(sets["companies"].ravel(), minlength=len(texts)),
        name_profiles=_profiles(sets["profiles"], name),
        beginnings=_beginnings(sets, texts),
        name=name,
        told=_told(rows),
    )


def _shares(sets: dict[str, Array], texts: list[str], known: dict[str, Array]) -> dict[str, Array]:
    """Return how common each text that is a word of a name is in the population; 0 for a particle, NaN for no name."""
    import numpy as np

    used = np.zeros(len(texts), dtype=bool)
    for column in ("given_tokens", "family_tokens", "aliases"):
        used[sets[column]] = True
    used[0] = False
    found = {}
    for kind in ("given", "family"):
        shares = np.full(len(texts), np.nan)
        if kind in known:
            shares[: len(known[kind])] = known[kind]
        fresh = np.flatnonzero(used & np.isnan(shares))
        named = [texts[number] for number in fresh.tolist()]
        shares[fresh] = rarity.shares(kind, named)
        shares[fresh[[text in PARTICLES for text in named]]] = 0
        found[kind] = shares
    return found


def _bits(
    sets: dict[str, Array], name: Array, texts: list[str], shares: dict[str, Array]
) -> tuple[Array, Array, Array]:
    """Return the rarity of each token (as given or family name, the commoner), and of each record's names."""
    import numpy as np

    names, once = np.unique(name, return_index=True)
    # Of those without a whole name none speaks for the others.
    once = once[names > 0]
    both = []
    for kind in ("given", "family"):
        counts = np.bincount(sets[f"{kind}_tokens"][once].ravel(), minlength=len(texts))
        column = np.zeros(len(texts), dtype=np.float32)
        known = np.flatnonzero(shares[kind] > 0)
        column[known] = rarity.bits(counts[known], shares[kind][known], len(once))
        both.append(column)
    as_given, as_family = both
    rows = np.sort(as_given[sets["given_tokens"]], axis=1)
    given_bits = rows[:, -1] + 0.35 * rows[:, :-1].sum(axis=1)
    rows = np.sort(as_family[sets["family_tokens"]], axis=1)
    family_bits = rows[:, -1] + 0.6 * rows[:, :-1].sum(axis=1)
    return np.minimum(as_given, as_family), given_bits, family_bits


def _bearers(values: Array, ones: dict[str, Array], size: int) -> Array:
    """Return for each address or number how many given names bear it, told apart by their first letter."""
    import numpy as np

    letters = np.repeat(ones["given_letter"], values.shape[1])
    flat = values.ravel()
    known = (flat > 0) & (letters > 0)
    pairs = np.unique(flat[known].astype(np.int64) * 256 + letters[known])
    return np.bincount(pairs // 256, minlength=size)


_NAMED = (
    "given_tokens",
    "family_tokens",
    "aliases",
    "short_forms",
    *(f"{part}{what}" for part in ("given", "family") for what in ("", "_whole", "_letter", "_initial")),
    "native",
)
"""The columns that the comparison of names goes by, but for those that follow from them."""


def _told(rows: Rows) -> Array:
    """Return a number for all that is told of each name, the same for the same."""
    import numpy as np

    found = np.zeros(len(rows.ones["source"]), dtype=np.uint64)
    for what in _NAMED:
        column = rows.sets[what] if what in rows.sets else rows.ones[what][:, None]
        for values in column.T:
            # An empty column would change nothing but the numbers.
            if values.any():
                found = spread(found + values.astype(np.uint64))
    return np.unique(found, return_inverse=True)[1]


def spread(numbers: Array) -> Array:
    """Return a 64-bit number for each, evenly spread: the same for the same, and others for others.

    The mixing of SplitMix64 (Steele, Lea & Flood 2014).
    """
    import numpy as np

    mixed = numbers.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB), (31, 1)):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    return mixed


def _whole_names(sets: dict[str, Array]) -> Array:
    """Return a number for the words of each name, the same in any order; 0 for fewer than two words."""
    import numpy as np

    words = np.concatenate([sets["given_tokens"], sets["family_tokens"]], axis=1).astype(np.uint64)
    several = (words > 0).sum(axis=1) > 1
    name = np.zeros(len(words), dtype=np.int64)
    name[several] = np.unique(spread(words).sum(axis=1)[several], return_inverse=True)[1] + 1
    return name


def _profiles(profiles: Array, names: Array) -> Array:
    """Return for each whole name how many different profiles bear it."""
    import numpy as np

    own = (profiles[:, 0] > 0) & (names > 0)
    pairs = np.unique(names[own] << 32 | profiles[own, 0])
    return np.bincount(pairs >> 32, minlength=int(names.max(initial=0)) + 1)


def _beginnings(sets: dict[str, Array], texts: list[str]) -> Array:
    """Return for each employer the number of how it begins: `Acme International` and `Acme Internationale` are alike."""
    import numpy as np

    used = np.unique(np.concatenate([sets["companies"].ravel(), sets["claims"].ravel()]))
    found = np.zeros(len(texts), dtype=np.int64)
    numbers: dict[str, int] = {"": 0}
    for number in used.tolist():
        found[number] = numbers.setdefault(texts[number][:_EMPLOYER_LETTERS], len(numbers))
    return found
