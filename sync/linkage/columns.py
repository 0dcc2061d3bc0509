"""Comparison forms as arrays: one row a record, one number a token, so that pairs are compared by vectors.

Number 0 means that there is nothing. Tokens of given names, family names, aliases, companies and whole
names share one vocabulary: equal numbers are equal texts whatever their role.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count
from typing import TYPE_CHECKING, Any
from zlib import crc32

from sync.linkage import rarity
from sync.linkage.employers import domain_core
from sync.normalize.forms import PARTICLES, Form, shared_mailbox, skeleton, skeletons
from sync.normalize.nicknames import families, spellings

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]

WIDTHS = {
    "given_tokens": 5,
    "family_tokens": 7,
    "word_skeletons": 6,
    "aliases": 6,
    "short_forms": 8,
    "spellings": 3,
    "emails": 4,
    "locals": 3,
    "domains": 3,
    "phones": 4,
    "companies": 4,
    "claims": 2,
    "profiles": 3,
}
# A word of fewer letters is not both names of a person.
LEAST_TOGETHER = 7


TEXTS = {
    "sets": frozenset(WIDTHS) - {"short_forms", "spellings"},
    "ones": frozenset(
        "given family given_whole family_whole given_skeleton family_skeleton title generation middle gender "
        "birth native source".split()
    ),
    "": frozenset(("joined", "skeletons")),
}
"""The columns that hold numbers of texts; the others hold numbers of groups, letters, years and marks."""
_EMPLOYER_LETTERS = 10


Place = tuple[str, str]
"""A column by kind (`sets`, `ones`, or neither) and name."""


@dataclass
class Rows:
    """What each record says for itself: `sets` are matrices padded with 0, `ones` vectors; `texts` gives each number
    its text, `shares` for each that is a name how many of the population bear it (see `rarity.shares`).
    """

    sets: dict[str, Array]
    ones: dict[str, Array]
    joined: Array
    whole: Array
    skeletons: Array
    texts: list[str]
    shares: dict[str, Array]

    @classmethod
    def of(cls, columns: Mapping[Place, Array], texts: list[str], shares: dict[str, Array]) -> Rows:
        """Return rows of their columns; see `columns`."""
        kinds: dict[str, dict[str, Array]] = {"sets": {}, "ones": {}, "": {}}
        for (kind, what), column in columns.items():
            kinds[kind][what] = column
        return cls(kinds["sets"], kinds["ones"], **kinds[""], texts=texts, shares=shares)

    def columns(self) -> Iterator[tuple[Place, Array]]:
        """Yield all columns by kind and name."""
        for what, column in self.sets.items():
            yield ("sets", what), column
        for what, column in self.ones.items():
            yield ("ones", what), column
        yield ("", "joined"), self.joined
        yield ("", "whole"), self.whole
        yield ("", "skeletons"), self.skeletons

    def taken(self, rows: Array) -> Rows:
        """Return some of the rows, in this order."""
        return Rows.of({place: column[rows] for place, column in self.columns()}, self.texts, self.shares)


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


class Vocabulary(dict[str, int]):
    """Texts numbered in order of first use, from 1; the empty text is 0."""

    def __init__(self, texts: Iterable[str] = ("",)) -> None:
        super().__init__(zip(texts, count()))

    def __missing__(self, text: str) -> int:
        number = self[text] = len(self)
        return number


def _matrix(
    rows: Sequence[Sequence[Any]], size: int, width: int, number: Callable[[Any], int] = int
) -> Array:
    """Return rows of values as a matrix of their numbers, padded with 0; what is beyond the width is dropped."""
    import numpy as np

    length = np.fromiter(map(len, rows), dtype=np.int64, count=size)
    if size and length.max() > width:
        rows = [row if len(row) <= width else row[:width] for row in rows]
        length = np.minimum(length, width)
    out = np.zeros((size, width), dtype=np.int32)
    values = np.fromiter(map(number, chain.from_iterable(rows)), dtype=np.int32, count=int(length.sum()))
    place = np.arange(len(values)) - np.repeat(np.cumsum(length) - length, length)
    out[np.repeat(np.arange(size), length), place] = values
    return out


def encode(forms: Sequence[Form], sources: Sequence[str], webmail: frozenset[str]) -> Columns:
    """Return the table of `forms`; addresses at `webmail` domains tell no employer."""
    return counted(rows_of(forms, sources, webmail))


def rows_of(forms: Sequence[Form], sources: Sequence[str], webmail: frozenset[str]) -> Rows:
    """Return the rows of `forms`.

    Filled column by column, not row by row: most of the work is then done by loops in C.
    """
    import numpy as np

    size, vocabulary = len(forms), Vocabulary()
    number = vocabulary.__getitem__
    fields: list[Any] = list(zip(*forms, strict=True)) or [()] * len(Form._fields)
    told: Any = Form(*fields)
    longer = _Cached(lambda row: tuple(t for t in row if len(t) > 1))
    given, family = list(map(longer.__getitem__, told.given)), list(map(longer.__getitem__, told.family))
    first, last = list(map("".join, given)), list(map("".join, family))
    whole, joined = list(map("".join, told.given)), list(map("".join, told.family))
    known = _Cached(lambda text: tuple(sorted(family + 1 for family in families(text))))
    short = [
        known[one]
        if len(row) < 2 and not nicknames
        else tuple(sorted({number for text in (one, *row, *nicknames) for number in known[text]}))
        for one, row, nicknames in zip(first, given, told.nicknames, strict=True)
    ]
    written = [
        tuple(sorted(group + 1 for group in found)) if (found := spellings(text)) else () for text in last
    ]
    claims = [[name for _, name in row] if row else () for row in told.claims]
    house = _Cached(lambda domain: _house(domain, webmail))
    local: list[Sequence[str]] = []
    domain: list[Sequence[str]] = []
    employers: list[Sequence[str]] = []
    for addresses, companies in zip(told.emails, told.companies, strict=True):
        if not addresses:
            local.append(())
            domain.append(())
            employers.append(companies)
            continue
        local.append(["@" + one.partition("@")[0] for one in addresses if not shared_mailbox(one)])
        houses = [found for one in addresses if (found := house[one.partition("@")[2]])]
        domain.append([mark for mark, _ in houses])
        employers.append(
            tuple(dict.fromkeys((*companies, *(core for _, core in houses)))) if houses else companies
        )
    bones = _Cached(lambda text: "~" + skeleton(text) if text else "")
    said = {*first, *last, *whole, *joined} - {""}
    bones.update(zip(said, map("~".__add__, skeletons(said)), strict=True))

    def texts_of(column: str, rows: Sequence[Sequence[str]]) -> Array:
        return _matrix(rows, size, WIDTHS[column], number)

    def one_of(texts: Iterable[str]) -> Array:
        return np.fromiter(map(number, texts), dtype=np.int32, count=size)

    def counts_of(marks: Iterable[int]) -> Array:
        return np.fromiter(marks, dtype=np.int32, count=size)

    sets = {
        "given_tokens": texts_of("given_tokens", given),
        "family_tokens": texts_of("family_tokens", family),
        # Of names of two words the skeletons stand below.
        "word_skeletons": texts_of(
            "word_skeletons",
            [
                [bones[t] for t in (*one, *other) if t not in PARTICLES] if len(one) + len(other) > 2 else ()
                for one, other in zip(given, family, strict=True)
            ],
        ),
        "aliases": texts_of("aliases", told.aliases),
        "short_forms": _matrix(short, size, WIDTHS["short_forms"]),
        "spellings": _matrix(written, size, WIDTHS["spellings"]),
        "emails": texts_of("emails", told.emails),
        "locals": texts_of("locals", local),
        "domains": texts_of("domains", domain),
        "phones": texts_of(
            "phones", [["+" + digits for digits in row] if row else () for row in told.phones]
        ),
        "companies": texts_of("companies", employers),
        "claims": texts_of("claims", claims),
        "profiles": texts_of("profiles", told.profiles),
    }
    ones = {
        "given": one_of(first),
        "family": one_of(last),
        "given_whole": one_of(whole),
        "family_whole": one_of(joined),
        "given_skeleton": one_of(map(bones.__getitem__, first)),
        "family_skeleton": one_of(map(bones.__getitem__, last)),
        "given_letter": counts_of(ord(row[0][0]) if row else 0 for row in told.given),
        "family_letter": counts_of(ord(row[0][0]) if row else 0 for row in told.family),
        "given_initial": counts_of(
            bool(row) and not kept for row, kept in zip(told.given, given, strict=True)
        ),
        "family_initial": counts_of(
            bool(row) and not kept for row, kept in zip(told.family, family, strict=True)
        ),
        "title": one_of(told.title),
        "generation": one_of(told.generation),
        "middle": one_of(told.middle),
        "gender": one_of(told.gender),
        "birth": one_of(birth[-5:] for birth in told.birth),
        "birth_year": counts_of(int(birth[:4]) if birth[:4].isdigit() else 0 for birth in told.birth),
        "native": one_of(told.native),
        "group": counts_of(not person for person in told.person),
        "source": one_of(sources),
        "unnamed": counts_of(not named for named in told.named),
    }
    # Both names written as one word, either first, for aliases: `annedupont`. Most are nobody's alias, so they get no
    # number. With an initial, too (`jdupont` is an address of J. Dupont), and compared with each other: by a checksum.
    number_of = vocabulary.get
    pasted = np.zeros((size, 2), dtype=np.int32)
    full = np.zeros((size, 2), dtype=np.int64)
    for column, turn in enumerate((1, -1)):
        names = zip(*(first, last)[::turn], strict=True)
        pasted[:, column] = [number_of(a + b, 0) if a and b else 0 for a, b in names]
        names = zip(*(whole, joined)[::turn], strict=True)
        full[:, column] = [checksum(a + b) if a and b else 0 for a, b in names]
    # A skeleton of one letter says nothing about a name, but something beside another.
    consonants = np.stack([one_of(map(bones.__getitem__, texts)) for texts in (whole, joined)], axis=1)
    # Run together they find a name that is written as one word.
    ones["together"] = np.array(
        [
            checksum(bones[a] + bones[b][1:]) if len(a) + len(b) >= LEAST_TOGETHER else 0
            for a, b in zip(first, last, strict=True)
        ],
        dtype=np.int64,
    )
    return Rows(sets, ones, pasted, full, consonants, list(vocabulary), {})


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
    )


class _Cached(dict[str, Any]):
    """A function of a text, asked once for each; found again at the speed of a dictionary."""

    def __init__(self, function: Callable[[str], Any]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, text: str) -> Any:
        value = self[text] = self._function(text)
        return value


def checksum(text: str) -> int:
    """Return a number that equal texts share, and hardly ever others: enough to look at a pair."""
    return crc32(text.encode()) + 1


def _house(domain: str, webmail: frozenset[str]) -> tuple[str, str] | None:
    """Return a mark for the domain of an address and the employer it names; None where it tells nothing of one."""
    return None if not domain or domain in webmail else ("@@" + domain, domain_core(domain))


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


def _whole_names(sets: dict[str, Array]) -> Array:
    """Return a number for the words of each name, the same in any order; 0 for fewer than two words."""
    import numpy as np

    words = np.concatenate([sets["given_tokens"], sets["family_tokens"]], axis=1).astype(np.uint64)
    # The sum of numbers that are spread well (Steele, Lea & Flood 2014, the mixing of SplitMix64).
    mixed = words * np.uint64(0x9E3779B97F4A7C15)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB), (31, 1)):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    several = (words > 0).sum(axis=1) > 1
    name = np.zeros(len(words), dtype=np.int64)
    name[several] = np.unique(mixed.sum(axis=1)[several], return_inverse=True)[1] + 1
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
