"""New files on the disk: each beside its place first, whole and safe there, before it gets its name.

Whoever reads a folder meanwhile, and whoever finds it after a power cut, meets the old file or the new one, never half.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import sys
from collections.abc import Callable, Sequence
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

LEFT = re.compile(r"\..{1,100}\.[0-9a-f]{16}\.tmp")
"""What `beside` names."""
AT_ONCE = 8
"""So many files are brought to the disk side by side: it takes them as one."""
MANY = 50
"""So many files are brought to the disk with all else on their file system (syncfs(2))."""
_SYNCFS = sys.platform == "linux" and tuple(map(int, re.findall(r"\d+", os.uname().release)[:2])) >= (5, 8)
"""Before Linux 5.8 it does not tell of what could not be written."""
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL
_FLUSHED = os.O_RDWR if sys.platform == "win32" else os.O_RDONLY
"""Windows has on the disk only what is open for writing."""
_NUMBERS = count(int.from_bytes(os.urandom(7), "big"))


class Flushing:
    """Has files on the disk, many at once: it takes small ones together in a fraction of the time it takes for one after
    the other.
    """

    def __init__(self) -> None:
        self._pool: ThreadPoolExecutor | None = None

    def begin(self, places: Sequence[str]) -> Callable[[], dict[str, OSError]]:
        """Begin with files; return what waits until they are on the disk, and gives those that cannot be had there."""
        if len(places) < 2:
            done = flushed(places)
            return lambda: done
        if self._pool is None:
            from concurrent.futures import ThreadPoolExecutor

            self._pool = ThreadPoolExecutor(AT_ONCE)
        folders = {os.path.dirname(place) for place in places}
        if len(places) >= MANY and _SYNCFS and len(folders) == 1:
            asked = [self._pool.submit(_flushed_as_one, folders.pop(), places)]
        else:
            some = (places[n::AT_ONCE] for n in range(min(AT_ONCE, len(places))))
            asked = [self._pool.submit(flushed, one) for one in some]
        return lambda: {place: error for one in asked for place, error in one.result().items()}

    def close(self) -> None:
        """Wait for what was begun."""
        if self._pool is not None:
            self._pool.shutdown()
            self._pool = None


def beside(folder: str, name: str) -> str:
    """Return a name for a temporary file beside the card `name`."""
    return f"{folder}/.{name[:100]}.{next(_NUMBERS):016x}.tmp"


def write(temporary: str, card: bytes, mode: int = 0o600) -> None:
    """Write a new file whole, or not at all. Raises OSError."""
    try:
        with open(os.open(temporary, _NEW, 0o600), "wb", buffering=0) as stream:
            if stream.write(card) != len(card):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            if mode != 0o600:
                os.chmod(temporary, mode)
    except OSError:
        unlink(temporary)
        raise


def unlink(place: str) -> None:
    """Take a file away, if it is there."""
    with contextlib.suppress(OSError):
        os.unlink(place)


def flushed(places: Sequence[str]) -> dict[str, OSError]:
    """Have files, or the names in a folder, on the disk; return what is against it, by place."""
    failed = {}
    for place in places:
        try:
            handle = os.open(place, _FLUSHED)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
        except OSError as error:
            failed[place] = error
    return failed


def _flushed_as_one(folder: str, places: Sequence[str]) -> dict[str, OSError]:
    """Have the file system of a folder on the disk, with all of these files in it; return what is against it, by place.

    To ask for each of ten thousand files costs as much as all else that is done for them.
    """
    import ctypes

    try:
        handle = os.open(folder, os.O_RDONLY)
        try:
            if ctypes.CDLL(None).syncfs(handle) == 0:
                return {}
        finally:
            os.close(handle)
    except (OSError, AttributeError):
        pass
    return flushed(places)


def move_to_free_name(temporary: str, place: str) -> None:
    """Give the file its name unless that is taken meanwhile: raises `FileExistsError`, nothing is overwritten."""
    try:
        os.link(temporary, place)
    except FileExistsError:
        raise
    except OSError:
        # FAT and some network folders know no links; there the name is taken first, then replaced.
        os.close(os.open(place, _NEW, 0o600))
        os.replace(temporary, place)
