"""Files of vCards, and single cards, read as people. What leads here is `adapters.vcard`."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator

from adapters.vcard import lines, reading, splitting
from sync.model import Card, FileNote, Problem, Record
from sync.ports import Context, Item, Source

SOURCE = "vcard"
_VOLATILE = re.compile(rb"^(?:REV|PRODID)[;:].*\n(?:[ \t].*\n)*", re.MULTILINE)


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
    seen: dict[str, tuple[int, int]] = {}
    for row, raw in enumerate(blocks, 1):
        record, problems = read_card(raw, context, file=file, row=row)
        if record is not None:
            first, known = seen.setdefault(record.key, (row, hash(raw)))
            if first != row and known == hash(raw):
                yield Problem(file, row, "duplicate-row", args=(("first", str(first)),))
                continue
            if first != row:
                # Two different cards under one UID: neither may be lost, so the later one is named by content, too.
                yield Problem(file, row, "card-same-uid", skipped=False, args=(("first", str(first)),))
                key = f"{record.key}#{_content_key(raw)[:12]}"
                record = Record(SOURCE, key, file, row, record.card, raw)
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
    if not (card.name.full or card.uid or card.emails or card.phones) and card == _EMPTY:
        return None, [Problem(file, row, "empty")]
    key = card.uid or _content_key(narrow)
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


def _content_key(raw: bytes) -> str:
    """Return a hash of a card that newlines, REV and PRODID have no part in: they differ with every export."""
    text = raw.replace(b"\r\n", b"\n")
    start = text[: lines.FAST_LIMIT] + text[-lines.FAST_LIMIT :]
    if b"REV" in start or b"PRODID" in start:
        text = _VOLATILE.sub(b"", text)
    return hashlib.blake2b(text.strip(), digest_size=16).hexdigest()


READER = VcardReader()
