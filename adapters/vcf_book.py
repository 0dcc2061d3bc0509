"""A single .vcf file as an address book: every card in it under a name of its own.

href   the card's UID; without one `sha256-…` of its bytes; a second card of the same UID gets `#2`
etag   hash of the card's bytes

A change rewrites the file in one step and leaves every other byte as it is. Files in UTF-16 (old Outlook,
some phones) are read and never written. A file that is missing is `BookMissing`, never an empty book.
"""

from __future__ import annotations

import codecs
import hashlib
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from adapters import disk
from sync.normalize import vcards
from sync.ports import (
    BookMissing,
    CardRefused,
    Features,
    Listing,
    PreconditionFailed,
    Put,
    one_by_one,
)

MAX_FILE = 2 * 1024 * 1024 * 1024


class VcfBook:
    """The cards in one file."""

    requests = 0
    display_name = ""

    def __init__(self, file: str | Path) -> None:
        self.file = Path(file)

    @property
    def features(self) -> Features:
        """Any version of vCard; read-only where the file cannot be replaced."""
        writable = os.access(self.file, os.W_OK) and os.access(self.file.parent, os.W_OK)
        return Features(read_only=not writable, versions=("3.0", "4.0"))

    def list(self, sync_token: str = "", *, changed: bool = False) -> Listing:  # noqa: ARG002 - it has both at hand
        """Return every card of the file, or no change where it is as the token says. Raises `BookMissing` when it is not
        there, or there by half: cards that are not written yet would look like deletions.
        """
        content = self._read()
        if vcards.is_card(content) and not vcards.is_whole(content):
            raise BookMissing("book.file-half", place=str(self.file))
        etags = {href: _etag(content[a:b]) for href, (a, b) in _cards(content).items()}
        token = self.token_of(etags)
        return Listing({} if token == sync_token else etags, sync_token=token, partial=token == sync_token)

    def token_of(self, etags: Mapping[str, str]) -> str:
        """Return a short name of all cards, each with its state."""
        return _etag("\n".join(map("\t".join, sorted(etags.items()))).encode())

    def begin(self) -> bool:
        """Nothing to begin with."""
        return False

    def fetch(self, hrefs: Iterable[str]) -> Iterator[tuple[str, str, bytes]]:
        """Yield the cards that are there, all from one state of the file."""
        content = self._read()
        cards = _cards(content)
        for href in hrefs:
            if href in cards:
                start, end = cards[href]
                yield href, _etag(content[start:end]), content[start:end]

    def put(self, href: str, card: bytes, etag: str = "") -> tuple[str, str]:
        """Replace a card in place, or append a new one. The href is made from the card."""
        if len(vcards.spans(card)) != 1:
            raise CardRefused("book.card-no-card", href=href)
        content, before = self._read_for_writing()
        cards = _cards(content)
        # A new card is known by its own UID, whatever name the caller had in mind.
        held = cards.get(href if etag else next(iter(_cards(card))))
        if (held is None) != (not etag) or (held is not None and _etag(content[slice(*held)]) != etag):
            raise PreconditionFailed("book.changed-meanwhile", href=href)
        start, end = held or (len(content), len(content))
        lead = b"\r\n" if not held and content and not content.endswith((b"\n", b"\r")) else b""
        tail = b"" if card.endswith((b"\n", b"\r")) else b"\r\n"
        changed = content[:start] + lead + card + tail + content[end:]
        self._write(changed, before, href)
        at = start + len(lead)
        stored = {first: name for name, (first, _) in _cards(changed).items()}
        return stored[at], _etag(card + tail)

    def prepare(self, card: bytes) -> None:
        """Nothing to begin with."""

    def put_all(self, cards: Iterable[tuple[str, bytes, str]]) -> Iterator[Put]:
        """Store several cards, one after the other."""
        return one_by_one(self.put, cards)

    def delete(self, href: str, etag: str) -> None:
        """Cut one card out of the file."""
        content, before = self._read_for_writing()
        held = _cards(content).get(href)
        if held is None or _etag(content[slice(*held)]) != etag:
            raise PreconditionFailed("book.changed-meanwhile", href=href)
        start, end = held
        self._write(content[:start] + content[end:], before, href)

    def close(self) -> None:
        """Nothing to let go of."""

    def _read(self) -> bytes:
        """Return the file in UTF-8 (or what it is written in, if that is not UTF-16)."""
        return _transcoded(self._bytes()[0])

    def _bytes(self) -> tuple[bytes, str]:
        try:
            with self.file.open("rb") as stream:
                found = os.fstat(stream.fileno())
                if not stat.S_ISREG(found.st_mode) or found.st_size > MAX_FILE:
                    raise BookMissing("book.file-missing", place=str(self.file))
                return stream.read(MAX_FILE), _mark(found)
        except OSError as error:
            raise BookMissing("book.file-missing", place=str(self.file)) from error

    def _read_for_writing(self) -> tuple[bytes, str]:
        content, mark = self._bytes()
        if _transcoded(content) is not content:
            raise CardRefused("book.file-utf16", place=str(self.file))
        return content, mark

    def _write(self, content: bytes, before: str, href: str) -> None:
        place = os.path.realpath(self.file)
        folder, name = os.path.split(place)
        temporary = disk.beside(folder, name)
        try:
            found = Path(place).stat()
            disk.write(temporary, content, stat.S_IMODE(found.st_mode))
            for error in disk.flushed([temporary]).values():
                raise error
            if _mark(Path(place).stat()) != before:
                raise PreconditionFailed("book.changed-meanwhile", href=href)
            Path(temporary).replace(place)
        except OSError as error:
            raise CardRefused(
                "book.card-refused", href=href, reason=error.strerror or type(error).__name__
            ) from error
        finally:
            disk.unlink(temporary)
        # Not every system can do that with a folder.
        disk.flushed([folder])


def _mark(found: os.stat_result) -> str:
    return f"{found.st_mtime_ns}-{found.st_size}-{found.st_ino}-{found.st_ctime_ns}"


def _transcoded(content: bytes) -> bytes:
    """Return UTF-16 as UTF-8, anything else as it is (the same object)."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace").encode()
    for encoding in ("utf-16-le", "utf-16-be"):
        if content.startswith("BEGIN".encode(encoding)):
            return content.decode(encoding, "replace").encode()
    return content


def _cards(content: bytes) -> dict[str, tuple[int, int]]:
    """Return href -> (start, end), in the order of the file."""
    found: dict[str, tuple[int, int]] = {}
    for start, end in vcards.spans(content):
        card = content[start:end]
        name = vcards.uid(card) or f"sha256-{hashlib.sha256(card).hexdigest()[:32]}"
        href, count = name, 1
        while href in found:
            count += 1
            href = f"{name}#{count}"
        found[href] = (start, end)
    return found


def _etag(card: bytes) -> str:
    return hashlib.sha256(card).hexdigest()[:32]
