"""A card as a sync compares and carries it: one property is an entry. The part of the model that needs no other.

Two books are compared without anybody being read from them; the whole model takes longer to load than a sync of one
card takes.
"""

from __future__ import annotations

from dataclasses import dataclass, field

Params = tuple[tuple[str, str], ...]
"""Parameters or arguments by name, in order.

On a part of a card they keep what its fields do not say (RFC 9555 §2.15 `vCardParams`): parameters of the
property under upper-case names, one pair a value, and under lower-case names `group`, `name` (of the
property, where there are several for one field), `value` and `label` (as written, where the field is a
cleaned form of it) and `abadr` (Apple's country of an address format).
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One property of a card. Two entries are equal when their `name` and `form` are.

    `form` is its value and parameters without what spelling may change, `value` the value alone; `text` is for a
    person to read; `raw` is how it stands in its card (with an Apple label, if it has one), `version` that card's.
    """

    name: str
    form: str
    value: str = field(default="", compare=False)
    text: str = field(default="", compare=False)
    raw: bytes = field(default=b"", compare=False)
    version: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Edits:
    """What to take out of a card and what to put into it."""

    remove: tuple[Entry, ...] = ()
    add: tuple[Entry, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.remove or self.add)
