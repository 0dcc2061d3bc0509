"""vCards: `.vcf` files of every version and vendor, read card by card.

`READER` reads files; `read_card` reads one card, as address books hold them. See docs/adapters/vcard.md.
They are loaded when they are named: what two books are compared by (`adapters.vcard.entries`) needs none of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from adapters.vcard.files import READER, cards, copies, read_card

__all__ = ["READER", "cards", "copies", "read_card"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        from adapters.vcard import files

        return getattr(files, name)
    raise AttributeError(name)
