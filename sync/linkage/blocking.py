"""Blocking: which pairs of records are worth comparing. Near-linear, for a key that many share is no key."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from sync.normalize.forms import Form

LARGEST_BLOCK = 40


def keys(form: Form) -> Iterator[str]:
    """Yield the blocking keys of a record."""
    for address in form.emails:
        yield "e " + address
    for number in form.phones:
        yield "p " + number
    for profile in form.profiles:
        yield "l " + profile
    words = form.given + form.family
    if len(words) > 1:
        yield "n " + " ".join(sorted(words))
    if form.given and form.family:
        yield "i " + form.given[0][0] + " " + "".join(form.family)
        yield "i " + form.family[0][0] + " " + "".join(form.given)
    for name in form.companies:
        for word in words:
            yield f"c {word} {name}"


def candidates(forms: Sequence[Form]) -> list[tuple[int, int]]:
    """Return the pairs worth comparing, in order."""
    blocks = defaultdict(list)
    for i, form in enumerate(forms):
        for key in dict.fromkeys(keys(form)):
            blocks[key].append(i)
    pairs = {
        (block[x], block[y])
        for block in blocks.values()
        if 1 < len(block) <= LARGEST_BLOCK
        for y in range(len(block))
        for x in range(y)
    }
    return sorted(pairs)
