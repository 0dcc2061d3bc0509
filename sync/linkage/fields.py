"""Comparison forms field by field, a value a record in each: what is asked of many records is then asked by loops in C."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Self

from sync.normalize.forms import Form

Texts = tuple[str, ...]


class Fields(NamedTuple):
    """The fields of `Form`, by the same names and in the same order."""

    given: Sequence[Texts]
    family: Sequence[Texts]
    aliases: Sequence[Texts]
    nicknames: Sequence[Texts]
    generation: Sequence[str]
    middle: Sequence[str]
    gender: Sequence[str]
    emails: Sequence[Texts]
    phones: Sequence[Texts]
    companies: Sequence[Texts]
    claims: Sequence[tuple[tuple[int, str], ...]]
    title: Sequence[str]
    profiles: Sequence[Texts]
    birth: Sequence[str]
    native: Sequence[str]
    person: Sequence[bool]
    named: Sequence[bool]

    @classmethod
    def of(cls, forms: Iterable[Form]) -> Self:
        """Return the fields of forms."""
        return cls._make(list(zip(*forms, strict=True)) or [()] * len(cls._fields))

    def forms(self) -> list[Form]:
        """Return what the fields are of."""
        return list(map(Form._make, zip(*self, strict=True)))
