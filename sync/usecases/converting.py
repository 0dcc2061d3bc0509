"""Files to files: whatever the readers know into cards, a table or JSContact; nothing is stored.

kind    what is written: `vcf` (cards byte for byte), `vcf3`, `vcf4`, `jscontact`, `csv`, `xlsx`

The readers and writers are given by the caller. Cards pass one by one, so that a file of any length converts
in little memory; a table or JSContact needs all of them at once.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from sync.model import Record
from sync.ports import Source, Unreadable, UsageError
from sync.usecases.exporting import jscontact_card

KINDS = ("vcf3", "vcf4", "jscontact", "csv", "xlsx")
_BY_SUFFIX = {"vcf": "vcf3", "vcard": "vcf3", "json": "jscontact", "csv": "csv", "xlsx": "xlsx"}
_CARDS = (".vcf", ".vcard")


@dataclass(frozen=True, slots=True)
class Converters:
    """What the composition root lends: how to read and how to write.

    `holds_cards` names the members of a source that are files of cards, `records` reads a source with every reader,
    `cards` the named members card by card (each, also a card twice or empty), `copy` yields their bytes.
    `writers` has one function a kind from records to bytes; JSContact is written here.
    """

    holds_cards: Callable[[Source], tuple[str, ...]]
    records: Callable[[Source], Iterable[Record]]
    cards: Callable[[Source, tuple[str, ...]], Iterator[Record]]
    copy: Callable[[Source, tuple[str, ...]], Iterator[bytes]]
    writers: Mapping[str, Callable[[Iterable[Record]], Iterable[bytes]]]


def kind_of(output: str, to: str = "") -> str:
    """Return what is to be written: `to` if given, else what the suffix of `output` says, `vcf` for cards as they are.

    Raises `UsageError` when neither says anything.
    """
    if to:
        return to
    suffix = output.rpartition("/")[2].rpartition(".")[2].lower()
    if suffix in ("vcf", "vcard"):
        return "vcf"
    if suffix not in _BY_SUFFIX:
        raise UsageError("convert.unknown-suffix", place=output, kinds=", ".join(KINDS))
    return _BY_SUFFIX[suffix]


def convert(source: Source, kind: str, converters: Converters) -> Iterator[bytes]:
    """Yield the bytes of `source` as `kind`. A file of cards without a card gives nothing.

    Raises `Unreadable` when no reader knows anything in `source`.
    """
    names = converters.holds_cards(source)
    others = [
        m for m in source.members if m.name not in names and not _is_empty_file_of_cards(m.name, m.size)
    ]
    if kind == "vcf" and not others:
        yield from converters.copy(source, names)
        return
    records: Iterable[Record] = converters.records(source) if others else converters.cards(source, names)
    if kind == "jscontact":
        yield _jscontact(records).encode()
    else:
        yield from converters.writers["vcf3" if kind == "vcf" else kind](records)


def _is_empty_file_of_cards(name: str, size: int) -> bool:
    return not size or name.lower().endswith(_CARDS)


def _jscontact(records: Iterable[Record]) -> str:
    cards = [jscontact_card(record.card.uid or record.key, record.card) for record in records]
    return json.dumps(sorted(cards, key=lambda card: str(card["uid"])), ensure_ascii=False, indent=2) + "\n"


def gathered_or_raise(records: Iterable[Record], unreadable: Iterable[Unreadable]) -> Iterable[Record]:
    """Return `records`, or raise the first error if nothing at all could be read."""
    found = list(records)
    for error in unreadable:
        if not found:
            raise error
    return found
