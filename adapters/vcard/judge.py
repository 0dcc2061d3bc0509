"""vobject as a second hand: it serialises every new 3.0 card that reseau puts into a book or exports.

What vobject wrote is read back and must say exactly what our own writer says; where the two differ (vobject 0.9.9
cuts an address at its first comma, and sorts values of one name) our own bytes are taken.
"""

from __future__ import annotations

from collections.abc import Iterable

from adapters.vcard import lines, reading
from adapters.vcard.writing import write_card
from sync.model import Card


def new_card(card: Card) -> bytes:
    """Return a fresh 3.0 card, as vobject serialises it wherever that says the same."""
    own = write_card(card, "3.0")
    other = _by_vobject(own)
    return other if other is not None and says(other) == says(own) else own


def new_cards(cards: Iterable[Card]) -> bytes:
    """Return fresh 3.0 cards one after the other; see `new_card`."""
    return b"".join(new_card(card) for card in cards)


def says(raw: bytes) -> tuple[tuple[str, str, tuple[tuple[str, str], ...], str], ...]:
    """Return what a card says whatever the order of its lines: group, name, parameters and text of each."""
    found = lines.scan(raw).lines
    return tuple(
        sorted(
            (
                line.head.group.lower(),
                line.head.name,
                tuple(sorted((name, value.lower()) for name, value in line.head.params)),
                line.value if line.value or not line.body else lines.base64_text(raw, line.body),
            )
            for line in found
        )
    )


def loads(raw: bytes) -> Card | None:
    """Return the card that vobject makes of `raw`, read by us; None if vobject cannot read it at all."""
    other = _by_vobject(raw)
    return None if other is None else reading.card(lines.read(other), other)


def _by_vobject(raw: bytes) -> bytes | None:
    import vobject

    try:
        text: str = vobject.readOne(raw.decode()).serialize()
    except Exception:  # noqa: BLE001 - whatever a foreign parser raises, our own bytes stand
        return None
    return text.encode()
