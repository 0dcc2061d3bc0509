"""Blocking: which pairs of records are worth comparing. Near-linear, for a key that many share is no key.

A key is a text whose first letter says what it is made of; `LARGEST` holds how many records one key of that
sort may have. A pair is a candidate if the two records share one key.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Any

from sync.linkage.columns import domain_core
from sync.normalize.forms import Form, shared_mailbox, skeleton
from sync.normalize.nicknames import families

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]

LARGEST = {
    "e": 40,  # a mail address
    "p": 40,  # a phone number
    "l": 40,  # a profile
    "n": 40,  # two words of the name
    "i": 24,  # a family name and the first letter of the given name
    "j": 12,  # a given name and the first letter of the family name
    "k": 20,  # a family name and a group of short forms
    "s": 24,  # the consonants of both names
    "m": 12,  # the part of an address before the @
    "c": 16,  # a word of the name and a company
    "q": 12,  # both names written as one word
    "f": 6,  # a rare family name alone
    "g": 5,  # a rare given name alone
}


def keys(form: Form, webmail: frozenset[str]) -> Iterator[str]:
    """Yield the blocking keys of a record."""
    employers = [*form.companies, *(name for _, name in form.claims)]
    for address in form.emails:
        yield "e" + address
        local, _, domain = address.partition("@")
        if len(local) > 4 and not shared_mailbox(address):
            yield "m" + local
        if domain not in webmail:
            employers.append(domain_core(domain))
    for number in form.phones:
        yield "p" + number
    for profile in form.profiles:
        yield "l" + profile
    given, family = form.given, form.family
    words = sorted({t for t in given + family if len(t) > 1})[:5]
    for a, b in combinations(words, 2):
        yield f"n{a} {b}"
    for alias in form.aliases:
        yield "q" + alias
        for word in words[:3]:
            yield f"n{alias} {word}" if alias < word else f"n{word} {alias}"
    if given and family:
        first, last = given[0][0], family[0][0]
        joined, whole = "".join(family), "".join(given)
        for token in {joined, *family} if len(family) > 1 else (joined,):
            if len(token) > 2:
                yield f"i{first} {token}"
        yield "q" + whole + joined
        yield "q" + joined + whole
        if len(whole) > 2:
            yield f"j{last} {whole}"
            # Swapped: what one takes for the family name is the given name of the other.
            yield f"i{last} {whole}"
        bones = sorted((skeleton(whole), skeleton(joined)))
        if bones[0] and len(bones[0]) + len(bones[1]) > 3:
            yield f"s{bones[0]} {bones[1]}"
        for short in families(whole) or (families(given[0]) if len(given) > 1 else ()):
            yield f"k{short} {joined}"
    for token in family:
        if len(token) > 3:
            yield "f" + token
    for token in given:
        if len(token) > 3:
            yield "g" + token
    for name in dict.fromkeys(employers):
        if name:
            for word in words[:3]:
                yield f"c{word} {name[:10]}"


def candidates(forms: Sequence[Form], webmail: frozenset[str]) -> tuple[Array, Array]:
    """Return the pairs worth comparing as two vectors of record numbers, the smaller first, in order."""
    import numpy as np

    numbers: dict[str, int] = {}
    blocks: list[int] = []
    rows: list[int] = []
    for row, form in enumerate(forms):
        own = {numbers.setdefault(key, len(numbers)) for key in keys(form, webmail)}
        blocks += own
        rows += [row] * len(own)
    if not rows:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    largest = np.fromiter((LARGEST[key[0]] for key in numbers), dtype=np.int32, count=len(numbers))
    del numbers
    block, row_of = np.array(blocks, dtype=np.int64), np.array(rows, dtype=np.int64)
    size = np.bincount(block)
    kept = (size[block] > 1) & (size[block] <= largest[block])
    block, row_of = block[kept], row_of[kept]
    order = np.argsort(block, kind="stable")
    row_of, length = row_of[order], size[block[order]]
    found = [np.zeros(0, np.int64)]
    for width in np.unique(length):
        group = row_of[length == width].reshape(-1, width)
        left, right = np.triu_indices(int(width), 1)
        found.append((group[:, left] * len(forms) + group[:, right]).ravel())
    pairs = np.unique(np.concatenate(found))
    return pairs // len(forms), pairs % len(forms)
