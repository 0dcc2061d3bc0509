"""Open a file, a folder or a zip archive safely: list its members, read them by name, unpack nothing.

Against bombs and tricks (declared sizes lie, so bytes are counted while they are read): at most 2,000
members, 2 GiB in all, and a ratio of 120 for members above 10 MiB, or for all where they are above 100 MiB together; absolute names, `..`, drive letters,
links, nested archives and encrypted members are refused, each with a problem of its own.
"""

from __future__ import annotations

import contextlib
import io
import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from sync.model import Problem
from sync.ports import Unreadable

MAX_MEMBERS = 2_000
MAX_BYTES = 2 * 1024**3
MAX_RATIO = 120
MAX_DIRECTORY = 8 * 1024**2
RATIO_FROM = 10 * 1024**2
RATIO_OF_ALL_FROM = 100 * 1024**2
HEAD = 64 * 1024
_PIECE = 1024 * 1024

_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_NOT_OPENED = (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
_JUNK = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")
# Zip containers that are one document, not an archive of members: Excel and OpenDocument sheets.
_DOCUMENT_MARKS = ("[Content_Types].xml", "mimetype", "content.xml", "xl/workbook.xml", "xl/workbook.bin")


class _Bounded(io.RawIOBase):
    """Counts what comes out of a member and stops a bomb while it unfolds."""

    def __init__(self, inner: BinaryIO, name: str, packed: int) -> None:
        self._inner = inner
        self._name = name
        self._limit = max(RATIO_FROM, packed * MAX_RATIO)
        self._seen = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        try:
            chunk = self._inner.read(len(buffer))
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
            raise Unreadable("archive-broken", file=self._name) from error
        self._seen += len(chunk)
        if self._seen > self._limit:
            raise Unreadable("archive-bomb", file=self._name)
        buffer[: len(chunk)] = chunk
        return len(chunk)

    def close(self) -> None:
        self._inner.close()
        super().close()


@dataclass
class FileMember:
    """One file; `opener` gives a fresh stream on its bytes."""

    name: str
    size: int
    opener: Callable[[], BinaryIO]
    trouble: str = ""
    """Why its head could not be read, as a problem code."""
    _head: bytes | None = field(default=None, repr=False)

    def head(self) -> bytes:
        """Return the first 64 KiB; empty when the member cannot be read (`trouble` says why)."""
        if self._head is None:
            try:
                with self.open() as stream:
                    self._head = stream.read(HEAD)
            except Unreadable as error:
                self._head, self.trouble = b"", error.code
        return self._head

    def read(self) -> bytes:
        """Return all bytes. Raises `Unreadable`."""
        with self.open() as stream:
            try:
                # As much as is told first, and more if there is: room for all that may be would be 2 GB for a card.
                content = stream.read(min(self.size, MAX_BYTES))
                while more := stream.read(min(_PIECE, MAX_BYTES - len(content))):
                    content += more
                return content
            except OSError as error:
                raise Unreadable("file-unreadable", file=self.name) from error

    def open(self) -> BinaryIO:
        """Open for reading in pieces. Raises `Unreadable`."""
        try:
            return self.opener()
        except (OSError, zipfile.BadZipFile, RuntimeError, ValueError, zlib.error) as error:
            raise Unreadable("file-unreadable", file=self.name) from error


@dataclass
class OpenSource:
    """A path with its members. `problems` tells of members that were refused."""

    path: str
    members: tuple[FileMember, ...]
    problems: tuple[Problem, ...] = ()


def open_source(path: str) -> OpenSource:
    """Open `path`, a file, folder or zip. Raises `Unreadable` when there is nothing to read."""
    place = _on_disk(path)
    try:
        mode = place.stat().st_mode
    except (OSError, ValueError) as error:
        raise Unreadable("file-missing", file=path) from error
    if stat.S_ISDIR(mode):
        return _folder(path, place)
    if not stat.S_ISREG(mode):
        raise Unreadable("file-no-regular", file=path)
    try:
        with place.open("rb") as stream:
            start = stream.read(8)
    except OSError as error:
        raise Unreadable("file-unreadable", file=path) from error
    if start.startswith((_ZIP, _EMPTY_ZIP)):
        return _zip(path, place)
    if start.startswith(_NOT_OPENED):
        raise Unreadable("archive-unknown-kind", file=path)
    size = mode and place.stat().st_size
    if size > MAX_BYTES:
        raise Unreadable("file-too-large", file=path)
    return OpenSource(path, (FileMember(_as_text(place.name), size, lambda: place.open("rb")),))


def _on_disk(path: str) -> Path:
    """Return where a path leads. A name that is no text, as old systems wrote them, came as text with marks in it."""
    place = Path(path)
    if "\N{REPLACEMENT CHARACTER}" in place.name and not place.exists():
        with contextlib.suppress(OSError):
            for one in place.parent.iterdir():
                if os.fsencode(one.name).decode("utf-8", "replace") == place.name:
                    return one
    return place


def _as_text(name: str) -> str:
    """Return a file's name as text that can be kept and shown."""
    return os.fsencode(name).decode("utf-8", "replace")


def from_bytes(name: str, content: bytes) -> OpenSource:
    """Wrap bytes that are already in memory (an upload, a card from a server) as a source."""
    return OpenSource(name, (FileMember(name, len(content), lambda: io.BytesIO(content)),))


def _folder(path: str, place: Path) -> OpenSource:
    members: list[FileMember] = []
    problems: list[Problem] = []
    for root, folders, files in os.walk(place, followlinks=False):
        folders[:] = sorted(f for f in folders if not f.startswith(".") and f != "__MACOSX")
        for file in sorted(files):
            inside = Path(root) / file
            name = _as_text(inside.relative_to(place).as_posix())
            if _is_junk(name):
                continue
            # A link may lead anywhere on this computer; the user named this folder only.
            if inside.is_symlink() or not inside.is_file():
                problems.append(Problem(name, 0, "link-refused"))
                continue
            try:
                size = inside.stat().st_size
                with inside.open("rb") as stream:
                    start = stream.read(8)
            except OSError:
                problems.append(Problem(name, 0, "file-unreadable"))
                continue
            if len(members) >= MAX_MEMBERS:
                problems.append(Problem(name, 0, "too-many-files"))
                return OpenSource(path, tuple(members), tuple(problems))
            if size > MAX_BYTES:
                problems.append(Problem(name, 0, "file-too-large"))
                continue
            if start.startswith(_ZIP) and not _is_document(inside):
                problems.append(Problem(name, 0, "archive-nested"))
                continue
            members.append(FileMember(name, size, lambda inside=inside: inside.open("rb")))  # type: ignore[misc]
    return OpenSource(path, tuple(members), tuple(problems))


def _is_document(place: Path) -> bool:
    try:
        with zipfile.ZipFile(place) as archive:
            return any(mark in archive.NameToInfo for mark in _DOCUMENT_MARKS)
    except (zipfile.BadZipFile, OSError, ValueError):
        return False


def _is_junk(name: str) -> bool:
    base = name.rsplit("/", 1)[-1]
    return name.startswith("__MACOSX/") or "/__MACOSX/" in name or base.startswith("._") or base in _JUNK


def _zip(path: str, place: Path) -> OpenSource:
    try:
        size, count = _directory(place)
        if size > MAX_DIRECTORY:
            # Millions of entries are read into memory before anybody can count them.
            raise Unreadable("archive-too-many", file=path, count=count, limit=MAX_MEMBERS)
        archive = zipfile.ZipFile(place)
        infos = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise Unreadable("archive-broken", file=path) from error
    if any(mark in archive.NameToInfo for mark in _DOCUMENT_MARKS):
        archive.close()
        return OpenSource(
            path, (FileMember(_as_text(place.name), place.stat().st_size, lambda: place.open("rb")),)
        )
    if len(infos) > MAX_MEMBERS:
        raise Unreadable("archive-too-many", file=path, count=len(infos), limit=MAX_MEMBERS)
    if sum(info.file_size for info in infos) > MAX_BYTES:
        raise Unreadable("archive-bomb", file=path)
    members: list[FileMember] = []
    problems: list[Problem] = []
    seen: set[str] = set()
    shared = _shared(infos)
    are_many = sum(info.file_size for info in infos if _is_dense(info)) > RATIO_OF_ALL_FROM
    for info in infos:
        name = info.filename
        # A member without a name breaks `is_dir`, and nobody could say which one it is.
        if not info.filename or info.is_dir() or _is_junk(name):
            continue
        is_bomb = info.header_offset in shared or (are_many and _is_dense(info))
        code = "archive-bomb" if is_bomb else _refusal(info, seen)
        seen.add(name)
        if code:
            problems.append(Problem(_printable(name), 0, code))
            continue
        members.append(FileMember(name, info.file_size, lambda info=info: _open_member(archive, info)))  # type: ignore[misc]
    kept: list[FileMember] = []
    for member in members:
        if member.name.lower().endswith((".zip", ".rar", ".7z", ".gz", ".tar")) or (
            member.head().startswith(_ZIP)
            and not member.name.lower().endswith((".xlsx", ".ods", ".xlsb", ".xlsm"))
        ):
            problems.append(Problem(member.name, 0, "archive-nested"))
        elif member.trouble:
            problems.append(Problem(member.name, 0, member.trouble))
        else:
            kept.append(member)
    if not kept and problems and all(problem.code == "archive-encrypted" for problem in problems):
        raise Unreadable("archive-encrypted", file=path)
    return OpenSource(path, tuple(kept), tuple(problems))


def _directory(place: Path) -> tuple[int, int]:
    """Return (bytes, entries) of the directory of an archive as its end tells (APPNOTE 4.3.14, 4.3.16)."""
    with place.open("rb") as stream:
        stream.seek(max(0, place.stat().st_size - 65_536 - 256))
        tail = stream.read()
    end, wide = tail.rfind(b"PK\x05\x06"), tail.rfind(b"PK\x06\x06")
    if end < 0 or len(tail) < end + 16:
        return 0, 0
    count, size = struct.unpack_from("<HI", tail, end + 10)
    if wide >= 0 and len(tail) >= wide + 48:
        more, larger = struct.unpack_from("<QQ", tail, wide + 32)
        size, count = (larger if size == 0xFFFFFFFF else size), (more if count == 0xFFFF else count)
    return size, count


def _shared(infos: Sequence[zipfile.ZipInfo]) -> set[int]:
    """Return where members begin that lie in the bytes of others, as bombs do that unfold one piece many times."""
    found: set[int] = set()
    begin, end = -1, 0
    for info in sorted(infos, key=lambda one: one.header_offset):
        if info.header_offset < end:
            found |= {begin, info.header_offset}
        if info.header_offset + info.compress_size > end:
            begin, end = info.header_offset, info.header_offset + info.compress_size
    return found


def _refusal(info: zipfile.ZipInfo, seen: set[str]) -> str:
    """Tell why a member is refused, as a problem code; empty if it may be read."""
    name = info.filename
    parts = name.replace("\\", "/").split("/")
    if name.startswith(("/", "\\")) or ".." in parts or "\\" in info.orig_filename or ":" in parts[0]:
        return "archive-path"
    if name in seen:
        return "archive-double-name"
    if info.flag_bits & 0x1:
        return "archive-encrypted"
    if stat.S_ISLNK(info.external_attr >> 16):
        return "link-refused"
    if info.file_size > RATIO_FROM and _is_dense(info):
        return "archive-bomb"
    return ""


def _is_dense(info: zipfile.ZipInfo) -> bool:
    """Tell whether a member unfolds to more than anything that people write."""
    return info.file_size > info.compress_size * MAX_RATIO


def _open_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> BinaryIO:
    try:
        inner = archive.open(info)
    except NotImplementedError as error:
        raise Unreadable("archive-packed", file=info.filename) from error
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, ValueError) as error:
        # A ValueError: the name in the local header is no text.
        raise Unreadable("archive-broken", file=info.filename) from error
    return io.BufferedReader(_Bounded(inner, info.filename, info.compress_size), 128 * 1024)  # type: ignore[arg-type]


def _printable(name: str) -> str:
    return "".join(c if c.isprintable() else "?" for c in name)[:200]
