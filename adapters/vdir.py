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
import os
import secrets
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from sync.normalize import vcards
from sync.ports import BookMissing, CardRefused, Features, Listing, PreconditionFailed

SUFFIX = ".vcf"
MAX_CARD = 64 * 1024 * 1024


class VdirBook:
    """The cards in one folder."""

    requests = 0

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)
        self._unsettled: set[Path] = set()

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

    def list(self, sync_token: str = "") -> Listing:  # noqa: ARG002 - folders know no tokens
        """Return every card file. Raises `BookMissing` when the folder is not there."""
        self._settle()
        try:
            names = sorted(place.name for place in self.folder.iterdir())
        except OSError as error:
            raise BookMissing("book.folder-missing", place=str(self.folder)) from error
        etags: dict[str, str] = {}
        for name in names:
            if _is_card_name(name):
                # A file that vanished since the folder was read is simply not listed.
                with contextlib.suppress(OSError):
                    etags[name] = _etag((self.folder / name).stat())
        return Listing({name: etag for name, etag in etags.items() if etag})

    def fetch(self, hrefs: Iterable[str]) -> Iterator[tuple[str, str, bytes]]:
        """Yield the files that are there; the etag belongs to exactly these bytes."""
        self._settle()
        for href in hrefs:
            if _is_card_name(href):
                with contextlib.suppress(OSError):
                    etag, card = _read_whole(self.folder / href)
                    if etag:
                        yield href, etag, card

    def put(self, href: str, card: bytes, etag: str = "") -> tuple[str, str]:
        """Write one file in a single step: other programs see the old or the new card, never half."""
        href = href or vcards.file_name(card) + SUFFIX
        if not _is_card_name(href):
            raise CardRefused("book.card-name", href=href)
        # A link the user has set stays a link: the file it leads to is replaced.
        place = Path(os.path.realpath(self.folder / href))
        held = _state(place)
        if (not held) != (not etag) or held != etag:
            raise PreconditionFailed("book.changed-meanwhile", href=href)
        temporary = place.with_name(f".{place.name[:100]}.{secrets.token_hex(8)}.tmp")
        try:
            _write_new(temporary, card, stat.S_IMODE(place.stat().st_mode) if held else 0o600)
            if held:
                temporary.replace(place)
            else:
                _move_to_free_name(temporary, place)
        except FileExistsError as error:
            raise PreconditionFailed("book.changed-meanwhile", href=href) from error
        except FileNotFoundError as error:
            raise BookMissing("book.folder-missing", place=str(self.folder)) from error
        except OSError as error:
            raise CardRefused(
                "book.card-refused", href=href, reason=error.strerror or type(error).__name__
            ) from error
        finally:
            temporary.unlink(missing_ok=True)
        self._unsettled.add(place.parent)
        return href, _state(place)

    def delete(self, href: str, etag: str) -> None:
        """Remove one file."""
        place = self.folder / href
        if not _is_card_name(href) or not etag or _state(place) != etag:
            raise PreconditionFailed("book.changed-meanwhile", href=href)
        try:
            place.unlink()
        except FileNotFoundError as error:
            raise PreconditionFailed("book.changed-meanwhile", href=href) from error
        except OSError as error:
            raise CardRefused(
                "book.card-refused", href=href, reason=error.strerror or type(error).__name__
            ) from error
        self._unsettled.add(self.folder)

    def close(self) -> None:
        """Have all that was written on the disk."""
        self._settle()

    def _settle(self) -> None:
        """Have the changes of folders on the disk; one by one that would take longer than the files themselves.

        Whoever asks what is there has what was written before on the disk, with its names.
        """
        while self._unsettled:
            _settle(self._unsettled.pop())


def collections(folder: str | Path) -> list[Path]:
    """Return the folders directly below `folder` that hold cards: vdirsyncer keeps one a collection."""
    try:
        below = sorted(p for p in Path(folder).iterdir() if p.is_dir() and not p.name.startswith("."))
        return [place for place in below if any(_is_card_name(file.name) for file in place.iterdir())]
    except OSError:
        return []


def _is_card_name(name: str) -> bool:
    return (
        name.lower().endswith(SUFFIX)
        and not name.startswith(".")
        and name == Path(name).name
        and "\0" not in name
        and "\\" not in name
    )


def _etag(found: os.stat_result) -> str:
    """Return the mark of a regular file, empty for anything else."""
    if not stat.S_ISREG(found.st_mode):
        return ""
    return f"{found.st_mtime_ns:x}-{found.st_size:x}-{found.st_ino:x}-{found.st_ctime_ns:x}"


def _state(place: Path) -> str:
    try:
        return _etag(place.stat())
    except OSError:
        return ""


def _read_whole(place: Path) -> tuple[str, bytes]:
    """Return (etag, bytes) that belong together although another program may be writing."""
    etag, card = "", b""
    for _ in range(5):
        with place.open("rb") as stream:
            before = os.fstat(stream.fileno())
            if not stat.S_ISREG(before.st_mode) or before.st_size > MAX_CARD:
                return "", b""
            card = stream.read(MAX_CARD)
            etag = _etag(before)
            if _etag(os.fstat(stream.fileno())) == etag:
                break
    return etag, card


def _write_new(place: Path, content: bytes, mode: int) -> None:
    with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    place.chmod(mode)


def _move_to_free_name(temporary: Path, place: Path) -> None:
    """Give the file its name unless that is taken meanwhile: raises `FileExistsError`, nothing is overwritten."""
    try:
        os.link(temporary, place)
    except FileExistsError:
        raise
    except OSError:
        # FAT and some network folders know no links; there the name is taken first, then replaced.
        os.close(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        temporary.replace(place)
    else:
        temporary.unlink()


def _settle(folder: Path) -> None:
    """Have the change of the folder itself on the disk, where the system can do that."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
