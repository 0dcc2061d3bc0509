"""vCards: `.vcf` files of every version and vendor, read card by card.

`READER` reads files; `read_card` reads one card, as address books hold them. See docs/adapters/vcard.md.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from adapters.vcard import lines, reading, splitting
from sync.model import Card, FileNote, Problem, Record
from sync.ports import Context, Item, Source

__all__ = ["READER", "cards", "copies", "read_card"]

SOURCE = "vcard"
_VOLATILE = frozenset({"REV", "PRODID"})


class VcardReader:
    """Reads files of vCards."""

    name = SOURCE
    order = 20

    def identify(self, source: Source, *, forced: bool = False) -> tuple[str, ...]:
        """Claim the members in which a card begins within the first 64 KiB; all when forced."""
        return tuple(m.name for m in source.members if forced or splitting.is_vcard(m.head()))

    def read(self, source: Source, names: Iterable[str], context: Context) -> Iterator[Item]:
        """Yield a note for each file and its cards in order; `row` counts the cards of a file."""
        members = {member.name: member for member in source.members}
        for name in names:
            member = members[name]
            yield FileNote(name, SOURCE, splitting.encoding(member.head()))
            with member.open() as stream:
                yield from _read_cards(name, splitting.blocks(stream), context)


def _read_cards(file: str, blocks: Iterable[bytes], context: Context) -> Iterator[Item]:
    seen: dict[str, tuple[int, str]] = {}
    for row, raw in enumerate(blocks, 1):
        record, problems = read_card(raw, context, file=file, row=row)
        if record is not None:
            content = hashlib.blake2b(raw, digest_size=16).hexdigest()
            first, known = seen.setdefault(record.key, (row, content))
            if first != row and known == content:
                yield Problem(file, row, "duplicate-row", args=(("first", str(first)),))
                continue
            if first != row:
                # Two different cards under one UID: neither may be lost, so the later one is named by content, too.
                yield Problem(file, row, "card-same-uid", skipped=False, args=(("first", str(first)),))
                record = Record(SOURCE, f"{record.key}#{content[:12]}", file, row, record.card, raw)
            yield record
        yield from problems


def read_card(
    raw: bytes, context: Context, *, file: str = "", row: int = 1
) -> tuple[Record | None, list[Problem]]:
    """Read one card. No record means that there is nothing in it; the problems say what was wrong.

    The record keeps `raw` as it is. Its key is the UID, else a hash of what the card says (REV and PRODID, which
    differ with every export, left out). Raises nothing, whatever the bytes.
    """
    narrow = raw if raw.startswith(b"BEGIN:VCARD") else splitting.narrow(raw)[0]
    content = lines.read(narrow)
    card = reading.card(content, narrow, context.region)
    problems = [Problem(file, row, code, skipped=False) for code in content.defects]
    if card == _EMPTY or not content.lines:
        return None, [Problem(file, row, "empty")]
    key = card.uid or _content_key(content, narrow)
    return Record(SOURCE, key, file, row, card, raw), problems


def cards(source: Source, names: Iterable[str], context: Context) -> Iterator[Record]:
    """Yield every card of the named members, also one that says nothing or comes twice, for converting."""
    for member in source.members:
        if member.name in names:
            with member.open() as stream:
                for row, raw in enumerate(splitting.blocks(stream), 1):
                    record, _ = read_card(raw, context, file=member.name, row=row)
                    yield record or Record(SOURCE, "", member.name, row, _EMPTY, raw)


def copies(source: Source, names: Iterable[str]) -> Iterator[bytes]:
    """Yield the bytes of the named members in pieces; those of several in one wide encoding stay apart by a line."""
    for number, member in enumerate(member for member in source.members if member.name in names):
        with member.open() as stream:
            if number:
                yield b"\r\n"
            while piece := stream.read(splitting.CHUNK):
                yield piece


_EMPTY = Card()


def _content_key(content: lines.Content, raw: bytes) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for line in content.lines:
        if line.head.name not in _VOLATILE:
            digest.update(f"{line.head.group}.{line.head.name}{line.head.params}:{line.value}\n".encode())
            for start, end in line.body:
                digest.update(memoryview(raw)[start:end])
    return digest.hexdigest()


READER = VcardReader()
