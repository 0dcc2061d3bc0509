"""Comparison forms as arrays: one row a record, one number a token, so that pairs are compared by vectors.

Number 0 means that there is nothing. Tokens of given names, family names, aliases, companies and whole
names share one vocabulary: equal numbers are equal texts whatever their role.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count
from typing import TYPE_CHECKING, Any
from zlib import crc32

from sync.linkage.employers import domain_core
from sync.linkage.fields import Fields, Texts
from sync.normalize.forms import PARTICLES, is_office, skeletons
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


Vocabulary = dict[str, int]
"""Texts numbered in order of first use; one that is new gets the next number. The empty text is 0."""


def vocabulary_of(texts: Sequence[str] = ("",)) -> Vocabulary:
    """Return a vocabulary that holds texts already, the first of them the empty one."""
    # Numbers are given by a loop in C: most of what is told, is told once.
    numbers: Vocabulary = defaultdict(count(len(texts)).__next__)
    numbers.update(zip(texts, count()))
    return numbers


def rows_of(told: Fields, sources: Sequence[str], webmail: frozenset[str]) -> Rows:
    """Return the rows of comparison forms, given by their fields; addresses at `webmail` domains tell no employer.

    Filled column by column, not row by row, and each given and family name is looked at once: most of the work is then
    done by loops in C.
    """
    import numpy as np

    size, vocabulary = len(sources), vocabulary_of()
    number = vocabulary.__getitem__
    given, family = _Part(told.given), _Part(told.family)

    def texts_of(column: str, rows: Sequence[Sequence[str]]) -> Array:
        return _matrix(rows, WIDTHS[column], number)

    def one_of(texts: Sequence[str]) -> Array:
        return np.fromiter(map(number, texts), dtype=np.int32, count=len(texts))

    def marks_of(marks: Iterable[int]) -> Array:
        return np.fromiter(marks, dtype=np.int32)

    bones = _skeletons(given, family)
    sets = {
        "given_tokens": texts_of("given_tokens", given.words)[given.of],
        "family_tokens": texts_of("family_tokens", family.words)[family.of],
        "word_skeletons": _word_skeletons(given, family, bones, number),
        "aliases": texts_of("aliases", told.aliases),
        "short_forms": _short_forms(given, told.nicknames),
        "spellings": _spellings(family),
    }
    ones = {}
    for what, part in (("given", given), ("family", family)):
        ones[what] = one_of(part.texts)[part.of]
        ones[f"{what}_whole"] = one_of(part.whole)[part.of]
        ones[f"{what}_skeleton"] = one_of([bones[text] for text in part.texts])[part.of]
        ones[f"{what}_letter"] = marks_of(ord(text[0]) if text else 0 for text in part.whole)[part.of]
        ones[f"{what}_initial"] = marks_of(
            bool(text) and not words for text, words in zip(part.whole, part.words, strict=True)
        )[part.of]
    locals_, domains, employers = _addresses(told, webmail)
    sets |= {
        "emails": texts_of("emails", told.emails),
        "locals": texts_of("locals", locals_),
        "domains": texts_of("domains", domains),
        "phones": texts_of(
            "phones", [["+" + digits for digits in row] if row else () for row in told.phones]
        ),
        "companies": texts_of("companies", employers),
        "claims": texts_of("claims", [[name for _, name in row] if row else () for row in told.claims]),
        "profiles": texts_of("profiles", told.profiles),
    }
    ones |= {
        "title": one_of(told.title),
        "generation": one_of(told.generation),
        "middle": one_of(told.middle),
        "gender": one_of(told.gender),
        "birth": one_of([birth[-5:] for birth in told.birth]),
        "birth_year": marks_of(int(birth[:4]) if birth[:4].isdigit() else 0 for birth in told.birth),
        "native": one_of(told.native),
        "group": marks_of(not person for person in told.person),
        "source": one_of(sources),
        "unnamed": marks_of(not named for named in told.named),
        "together": _together(given, family, bones),
    }
    # A skeleton of one letter says nothing about a name, but something beside another.
    consonants = np.stack(
        [one_of([bones[text] for text in part.whole])[part.of] for part in (given, family)], axis=1
    )
    rows = Rows(
        sets, ones, np.zeros((size, 2), np.int32), _whole(given, family), consonants, list(vocabulary), {}
    )
    aliases = np.unique(sets["aliases"])
    pasted(rows, np.arange(size), aliases[aliases > 0])
    return rows


def pasted(rows: Rows, some: Array, aliases: Array) -> None:
    """Give a number to names of some rows, written as one word with either first, that are one of these aliases."""
    import numpy as np

    texts = rows.texts
    called = {texts[alias]: alias for alias in aliases.tolist()}
    given, family = rows.ones["given"][some], rows.ones["family"][some]
    # Where initials stand in a name the checksum of all of it tells nothing of the rest.
    short = (given != rows.ones["given_whole"][some]) | (family != rows.ones["family_whole"][some])
    hit = np.isin(rows.whole[some], list(map(checksum, called))).any(axis=1) | short
    for row in some[hit & (given > 0) & (family > 0)].tolist():
        first, last = (texts[rows.ones[part][row]] for part in ("given", "family"))
        for place, text in enumerate((first + last, last + first)):
            if text in called:
                rows.joined[row, place] = called[text]


def checksum(text: str) -> int:
    """Return a number that equal texts share, and hardly ever others: enough to look at a pair."""
    return crc32(text.encode()) + 1


class _Part:
    """The given or the family names of records, each one once: record `i` has number `of[i]`.

    `words` are those of more than one letter, `texts` these written as one, `whole` all of them.
    """

    def __init__(self, rows: Sequence[Texts]) -> None:
        import numpy as np

        numbers: dict[Texts, int] = defaultdict(count().__next__)
        self.of = np.fromiter(map(numbers.__getitem__, rows), dtype=np.int32, count=len(rows))
        self.words = [
            row if len(row) == 1 < len(row[0]) else tuple([t for t in row if len(t) > 1]) for row in numbers
        ]
        self.texts = list(map("".join, self.words))
        self.whole = list(map("".join, numbers))
        self.counts = np.fromiter(map(len, self.words), dtype=np.int32, count=len(numbers))


def _matrix(rows: Sequence[Sequence[Any]], width: int, number: Callable[[Any], int] = int) -> Array:
    """Return rows of values as a matrix of their numbers, padded with 0; what is beyond the width is dropped."""
    import numpy as np

    size = len(rows)
    length = np.fromiter(map(len, rows), dtype=np.int64, count=size)
    if size and length.max() > width:
        rows = [row if len(row) <= width else row[:width] for row in rows]
        length = np.minimum(length, width)
    out = np.zeros((size, width), dtype=np.int32)
    values = np.fromiter(map(number, chain.from_iterable(rows)), dtype=np.int32, count=int(length.sum()))
    place = np.arange(len(values)) - np.repeat(np.cumsum(length) - length, length)
    out[np.repeat(np.arange(size), length), place] = values
    return out


def _skeletons(*parts: _Part) -> dict[str, str]:
    """Return the skeleton of each word and text of names, with a mark before it; of nothing it is nothing."""
    said = {text for part in parts for text in chain(part.texts, part.whole, *part.words)} - {""}
    return {"": "", **dict(zip(said, map("~".__add__, skeletons(said)), strict=True))}


def _word_skeletons(
    given: _Part, family: _Part, bones: Mapping[str, str], number: Callable[[str], int]
) -> Array:
    """Return the skeletons of the words of names; of names of two words those of both parts say the same."""
    import numpy as np

    many = np.flatnonzero(given.counts[given.of] + family.counts[family.of] > 2)
    words = [
        [bones[word] for word in (*given.words[one], *family.words[other]) if word not in PARTICLES]
        for one, other in zip(given.of[many].tolist(), family.of[many].tolist(), strict=True)
    ]
    found = np.zeros((len(given.of), WIDTHS["word_skeletons"]), dtype=np.int32)
    found[many] = _matrix(words, WIDTHS["word_skeletons"], number)
    return found


def _short_forms(given: _Part, nicknames: Sequence[Texts]) -> Array:
    """Return the groups of short forms that given names, with the nicknames beside them, belong to."""
    width = WIDTHS["short_forms"]
    told = [
        (text,) if len(words) < 2 else (text, *words)
        for text, words in zip(given.texts, given.words, strict=True)
    ]
    found = _matrix([_groups(families, texts) for texts in told], width)[given.of]
    beside = [row for row, names in enumerate(nicknames) if names]
    both = [(*told[given.of[row]], *given.words[given.of[row]], *nicknames[row]) for row in beside]
    found[beside] = _matrix([_groups(families, texts) for texts in both], width)
    return found


def _spellings(family: _Part) -> Array:
    """Return the groups of spellings that family names belong to."""
    return _matrix([_groups(spellings, (text,)) for text in family.texts], WIDTHS["spellings"])[family.of]


def _groups(groups_of: Callable[[str], frozenset[int]], texts: Texts) -> Sequence[int]:
    """Return the numbers, from 1, of the groups that some of these names belong to, in order."""
    found = [groups for text in texts if (groups := groups_of(text))]
    return sorted({number + 1 for groups in found for number in groups}) if found else ()


def _addresses(
    told: Fields, webmail: frozenset[str]
) -> tuple[list[Sequence[str]], list[Sequence[str]], list[Sequence[str]]]:
    """Return the local parts of mailboxes of one person, the domains that tell an employer, and all employers."""
    locals_: list[Sequence[str]] = [()] * len(told.emails)
    domains = locals_.copy()
    employers: list[Sequence[str]] = list(told.companies)
    for row, addresses in enumerate(told.emails):
        if addresses:
            parted = [address.partition("@") for address in addresses]
            locals_[row] = ["@" + local for local, _, _ in parted if not is_office(local)]
            houses = [domain for _, _, domain in parted if domain and domain not in webmail]
            if houses:
                domains[row] = ["@@" + domain for domain in houses]
                employers[row] = list(dict.fromkeys((*employers[row], *map(domain_core, houses))))
    return locals_, domains, employers


def _whole(given: _Part, family: _Part) -> Array:
    """Return checksums of both names written as one word, either first; 0 where there is but one name."""
    import numpy as np

    there = [np.fromiter(map(bool, part.whole), bool)[part.of] for part in (given, family)]
    turns = (
        _checksums(given, given.whole, family, family.whole),
        _checksums(family, family.whole, given, given.whole),
    )
    return np.where((there[0] & there[1])[:, None], np.stack(turns, axis=1), 0)


def _together(given: _Part, family: _Part, bones: Mapping[str, str]) -> Array:
    """Return a checksum of the skeletons of both names in a row: they find a name that is written as one word."""
    import numpy as np

    lengths = [np.fromiter(map(len, part.texts), np.int64)[part.of] for part in (given, family)]
    first, last = [bones[text] for text in given.texts], [bones[text][1:] for text in family.texts]
    return np.where(sum(lengths) >= LEAST_TOGETHER, _checksums(given, first, family, last), 0)


def _checksums(one: _Part, first: Sequence[str], other: _Part, then: Sequence[str]) -> Array:
    """Return for each record the checksum of its one of `first` and its one of `then` in a row."""
    import numpy as np

    begun = np.fromiter((crc32(text.encode()) for text in first), np.int64)[one.of].tolist()
    rest = [text.encode() for text in then]
    ends = map(rest.__getitem__, other.of.tolist())
    return np.fromiter(map(crc32, ends, begun), dtype=np.int64, count=len(begun)) + 1
