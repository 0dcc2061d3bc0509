"""Texts too large to be held by the thousand lie in a file of their own until they are asked for.

Ten thousand cards with a picture each are some hundred megabytes, and what was read of them as much again.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import IO

LARGE = 4096
"""A text of more bytes than this is laid aside; few cards without a picture are so long."""


class Aside:
    """A file in `folder` that has no name, and is gone with the last who may ask for a text."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file: IO[bytes] | None = None

    def lay(self, text: bytes) -> Callable[[], bytes]:
        """Return what gives the text back. Raises OSError where the disk is full."""
        if len(text) <= LARGE:
            return lambda: text
        if self._file is None:
            self._file = tempfile.TemporaryFile(dir=self._folder)  # noqa: SIM115 - it lives as long as its texts
        at = self._file.seek(0, 2)
        self._file.write(text)
        return partial(self._read, at, len(text))

    def _read(self, at: int, size: int) -> bytes:
        assert self._file is not None
        self._file.seek(at)
        return self._file.read(size)
