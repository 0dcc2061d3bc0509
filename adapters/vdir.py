"""A folder with one .vcf file a card, as vdirsyncer, khard and pimsync keep it (the vdir layout).

href   the file name
etag   time of the last write, size, inode and time of the last change of the file: any of them moves when
       another program writes the file, in place or by replacing it
name   the file `displayname` beside the cards, if there is one

Files whose names begin with a dot or that do not end in `.vcf` are other programs' temporary files and
never read; ours are `.<name>.<random>.tmp`, which they in turn ignore. A folder that is missing is
`BookMissing`, never an empty book: it may be on a drive that is not plugged in.
"""

from __future__ import annotations

import contextlib
import hashlib
import marshal
import os
import stat
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from adapters import disk
from sync.ports import BookMissing, CardRefused, Features, Listing, PreconditionFailed, Put

SUFFIX = ".vcf"
MAX_CARD = 64 * 1024 * 1024
_PATHS = frozenset("/\\\0")
TOGETHER = 100
"""So many cards are begun with together."""
BACKLOG = 5
STALE_S = 3600
"""A temporary file of ours that is older belongs to no run."""
_READ = os.O_RDONLY | getattr(os, "O_BINARY", 0)
_STATE = attrgetter("st_mtime_ns", "st_size", "st_ino", "st_ctime_ns")
"""What makes an etag, in its order."""


class _Written(NamedTuple):
    """A card in a temporary file beside its place; `held` is the etag of the file that is there."""

    href: str
    place: str
    folder: str
    temporary: str
    held: str
    safe: bool = False
    """It is on the disk already."""


class _Begun(NamedTuple):
    """A new card in a temporary file, and the name it is to have; `safe` as above."""

    href: str
    temporary: str
    safe: bool = False


class VdirBook:
    """The cards in one folder."""

    requests = 0

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)
        self._unsettled: set[str] = set()
        self._root = str(self.folder)
        self._ahead: dict[bytes, _Begun] = {}
        self._prepared: list[tuple[dict[bytes, _Begun], Callable[[], dict[str, OSError]]]] = []
        self._begun: dict[bytes, _Begun] = {}
        self._flushing = disk.Flushing()
        self._looker = 0
        self._told = -1

    @property
    def features(self) -> Features:
        """Any version of vCard; read-only where the folder cannot be written to."""
        return Features(read_only=not os.access(self.folder, os.W_OK | os.X_OK), versions=("3.0", "4.0"))

    @property
    def display_name(self) -> str:
        """The first line of the file `displayname`."""
        try:
            text = (self.folder / "displayname").read_text(encoding="utf-8", errors="replace")
        except OSError:
            return ""
        return text.strip().splitlines()[0].strip() if text.strip() else ""

    def begin(self) -> bool:
        """Have another process look at the folder while this one does other work; tell whether one does.

        `list` then waits for what it saw: 10,000 cards take as long to look at as all else in a sync without changes.
        Not where this process has several threads, for the other one would hold their locks for ever.
        """
        import threading

        if not sys.platform.startswith("linux") or threading.active_count() > 1:
            return False
        ours, theirs = os.pipe()
        try:
            self._looker = os.fork()
        except OSError:
            os.close(ours)
            os.close(theirs)
            return False
        if not self._looker:
            try:
                # A short way to each file: to walk a long one ten thousand times takes a quarter of all.
                os.chdir(self.folder)
                os.write(theirs, _seen("."))
            finally:
                os._exit(0)
        os.close(theirs)
        self._told = ours
        return True

    def list(self, sync_token: str = "", *, changed: bool = False) -> Listing:  # noqa: ARG002 - it has both at hand
        """Return every card file, or no change where the folder is as the token says. Raises `BookMissing` when the
        folder is not there.
        """
        self._settle()
        # Taken in any case: a later question is not answered with it.
        beside = self._seen_beside()
        if sync_token and sync_token == (beside or _seen(str(self.folder))).decode():
            return Listing({}, sync_token=sync_token, partial=True)
        etags: dict[str, str] = {}
        try:
            with os.scandir(self.folder) as found:
                for file in found:
                    name = file.name
                    # Said here once more, for there may be ten thousand: a name that was found has no slash.
                    if name[-4:].lower() == SUFFIX and name[0] != ".":
                        try:
                            etags[name] = _etag(file.stat())
                        except OSError:
                            # A file that vanished since the folder was read is simply not listed.
                            continue
                    elif name[-4:] == ".tmp":
                        self._tidy(file)
        except OSError as error:
            raise BookMissing("book.folder-missing", place=str(self.folder)) from error
        etags = {name: etags[name] for name in sorted(etags) if etags[name]}
        token = self.token_of(etags)
        return Listing({} if token == sync_token else etags, sync_token=token, partial=token == sync_token)

    def token_of(self, etags: Mapping[str, str]) -> str:
        """Return a short name of all cards, each with its state."""
        names = sorted(etags)
        return _digest(
            names, (tuple(int(x, 16) for x in etags[name].rsplit("-", 3)) for name in names)
        ).decode()

    def _seen_beside(self) -> bytes:
        """Return how the folder stands as the other process saw it; empty where none has looked."""
        ours, self._told = self._told, -1
        if ours < 0:
            return b""
        try:
            return os.read(ours, 64)
        finally:
            os.close(ours)

    def fetch(self, hrefs: Iterable[str]) -> Iterator[tuple[str, str, bytes]]:
        """Yield the files that are there; the etag belongs to exactly these bytes."""
        self._settle()
        for href in hrefs:
            if _is_card_name(href):
                with contextlib.suppress(OSError):
                    etag, card = _read_whole(f"{self.folder}/{href}")
                    if etag:
                        yield href, etag, card

    def put(self, href: str, card: bytes, etag: str = "") -> tuple[str, str]:
        """Write one file in a single step: other programs see the old or the new card, never half."""
        [done] = self.put_all([(href, card, etag)])
        if isinstance(done, tuple):
            return done
        raise done

    def prepare(self, card: bytes) -> None:
        """Write a new card beside its place, and have it on the disk, while others are still on their way."""
        name = _hash(card)
        if name in self._ahead:
            return
        href = _file_for(card)
        temporary = disk.beside(self._root, href)
        try:
            disk.write(temporary, card)
        except OSError:
            return
        self._ahead[name] = _Begun(href, temporary)
        if len(self._ahead) < TOGETHER:
            return
        batch, self._ahead = self._ahead, {}
        self._prepared.append((batch, self._flushing.begin([one.temporary for one in batch.values()])))
        if len(self._prepared) > BACKLOG:
            self._prepared[-BACKLOG][1]()

    def _gather(self) -> None:
        """Have at hand what was begun, by the hash of the card."""
        prepared, self._prepared = self._prepared, []
        rest, self._ahead = self._ahead, {}
        for batch, wait in (*prepared, (rest, dict)):
            failed = wait()
            for name, one in batch.items():
                if one.temporary in failed or name in self._begun:
                    disk.unlink(one.temporary)
                else:
                    self._begun[name] = one._replace(safe=batch is not rest)

    def put_all(self, cards: Iterable[tuple[str, bytes, str]]) -> Iterator[Put]:
        """Write several files: all lie beside their places, safe on the disk, before the first gets its name."""
        written = [self._laid(*card) for card in cards]
        failed = self._flushing.begin(
            [one.temporary for one in written if isinstance(one, _Written) and not one.safe]
        )()
        for one in written:
            yield self._named(one, failed.get(one.temporary)) if isinstance(one, _Written) else one

    def _laid(self, href: str, card: bytes, etag: str) -> _Written | PreconditionFailed | CardRefused:
        """Write a card to a temporary file in the folder it belongs to."""
        if self._prepared or self._ahead:
            self._gather()
        name = _hash(card) if self._begun and not etag else b""
        begun = self._begun.get(name)
        href = href or (begun.href if begun else _file_for(card))
        if not _is_card_name(href):
            return CardRefused("book.card-name", href=href)
        folder, place = self._root, f"{self._root}/{href}"
        there = _there(place)
        is_link = there is not None and stat.S_ISLNK(there.st_mode)
        if is_link:
            # A link the user has set stays a link: the file it leads to is replaced.
            place = os.path.realpath(place)
            folder, there = os.path.dirname(place), _there(place)
        held = _etag(there) if there else ""
        if (not held) != (not etag) or held != etag:
            return PreconditionFailed("book.changed-meanwhile", href=href)
        if begun and not is_link:
            del self._begun[name]
            return _Written(href, place, folder, begun.temporary, held, begun.safe)
        temporary = disk.beside(folder, os.path.basename(place))
        try:
            disk.write(temporary, card, stat.S_IMODE(there.st_mode) if there else 0o600)
        except FileNotFoundError as error:
            raise BookMissing("book.folder-missing", place=self._root) from error
        except OSError as error:
            return _refused(href, error)
        return _Written(href, place, folder, temporary, held)

    def _named(
        self, one: _Written, failed: OSError | None
    ) -> tuple[str, str] | PreconditionFailed | CardRefused:
        """Give a file that was written beside its place the name it is to have."""
        try:
            if failed is not None:
                return _refused(one.href, failed)
            if one.held:
                if _state(one.place) != one.held:
                    return PreconditionFailed("book.changed-meanwhile", href=one.href)
                os.replace(one.temporary, one.place)
            else:
                disk.move_to_free_name(one.temporary, one.place)
        except FileExistsError:
            return PreconditionFailed("book.changed-meanwhile", href=one.href)
        except OSError as error:
            return _refused(one.href, error)
        finally:
            disk.unlink(one.temporary)
        self._unsettled.add(one.folder)
        return one.href, _state(one.place)

    def delete(self, href: str, etag: str) -> None:
        """Remove one file."""
        place = self.folder / href
        if not _is_card_name(href) or not etag or _state(str(place)) != etag:
            raise PreconditionFailed("book.changed-meanwhile", href=href)
        try:
            place.unlink()
        except FileNotFoundError as error:
            raise PreconditionFailed("book.changed-meanwhile", href=href) from error
        except OSError as error:
            raise CardRefused(
                "book.card-refused", href=href, reason=error.strerror or type(error).__name__
            ) from error
        self._unsettled.add(str(self.folder))

    def close(self) -> None:
        """Have all that was written on the disk, and nothing that was only begun."""
        if self._looker:
            self._seen_beside()
            os.waitpid(self._looker, 0)
            self._looker = 0
        self._gather()
        for one in self._begun.values():
            disk.unlink(one.temporary)
        self._begun = {}
        self._flushing.close()
        self._settle()

    @staticmethod
    def _tidy(file: os.DirEntry[str]) -> None:
        """Remove a temporary file of ours that a killed run has left behind."""
        if not disk.LEFT.fullmatch(file.name):
            return
        with contextlib.suppress(OSError):
            if time.time() - file.stat(follow_symlinks=False).st_mtime > STALE_S:
                os.unlink(file.path)

    def _settle(self) -> None:
        """Have the changes of folders on the disk; one by one that would take longer than the files themselves.

        Whoever asks what is there has what was written before on the disk, with its names.
        """
        while self._unsettled:
            # Not every system can do that with a folder.
            disk.flushed([self._unsettled.pop()])


def collections(folder: str | Path) -> list[Path]:
    """Return the folders directly below `folder` that hold cards: vdirsyncer keeps one a collection."""
    try:
        below = sorted(p for p in Path(folder).iterdir() if p.is_dir() and not p.name.startswith("."))
        return [place for place in below if any(_is_card_name(file.name) for file in place.iterdir())]
    except OSError:
        return []


def _file_for(card: bytes) -> str:
    from sync.normalize import vcards

    return vcards.file_name(card) + SUFFIX


def _is_card_name(name: str) -> bool:
    return name[-4:].lower() == SUFFIX and name[0] != "." and not _PATHS.intersection(name)


def _etag(found: os.stat_result) -> str:
    """Return the mark of a regular file, empty for anything else."""
    if not stat.S_ISREG(found.st_mode):
        return ""
    return f"{found.st_mtime_ns:x}-{found.st_size:x}-{found.st_ino:x}-{found.st_ctime_ns:x}"


def _seen(folder: str) -> bytes:
    """Return what `token_of` says of a folder as it is, with as little done for each file as can be.

    Empty where a file vanishes meanwhile, or there is no folder; of one in which something else is called like a card it
    is no token of a listing. Then `list` looks at each file as a card.
    """
    try:
        names = sorted(
            [name for name in os.listdir(folder) if name[-4:].lower() == SUFFIX and name[0] != "."]
        )
        return _digest(names, map(_STATE, map(os.stat, map(f"{folder}/".__add__, names))))
    except OSError:
        return b""


def _digest(names: list[str], states: Iterable[tuple[int, ...]]) -> bytes:
    told = hashlib.blake2b("\n".join(names).encode("utf-8", "surrogateescape"), digest_size=16)
    left = iter(states)
    # Some at a time: memory that is used again costs less than new memory, in a copy of a process a fifth of all.
    while some := list(islice(left, TOGETHER)):
        told.update(marshal.dumps(some, 2))
    return told.hexdigest().encode()


def _state(place: str) -> str:
    try:
        return _etag(os.stat(place))
    except OSError:
        return ""


def _there(place: str) -> os.stat_result | None:
    """Return what lies at a place, a link as itself; None where nothing does."""
    try:
        return os.lstat(place)
    except OSError:
        return None


def _read_whole(place: str) -> tuple[str, bytes]:
    """Return (etag, bytes) that belong together although another program may be writing."""
    etag, card = "", b""
    handle = os.open(place, _READ)
    try:
        for number in range(5):
            before = os.fstat(handle)
            if not stat.S_ISREG(before.st_mode) or before.st_size > MAX_CARD:
                return "", b""
            if number:
                os.lseek(handle, 0, os.SEEK_SET)
            etag, card = _etag(before), os.read(handle, before.st_size + 1)
            while len(card) < before.st_size and (more := os.read(handle, before.st_size)):
                card += more
            if _etag(os.fstat(handle)) == etag:
                break
    finally:
        os.close(handle)
    return etag, card


def _hash(card: bytes) -> bytes:
    return hashlib.sha256(card).digest()


def _refused(href: str, error: OSError) -> CardRefused:
    return CardRefused("book.card-refused", href=href, reason=error.strerror or type(error).__name__)
