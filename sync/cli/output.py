"""The files that commands write: whole or not at all."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterable
from pathlib import Path

from sync.ports import ReseauError


def put(output: str, pieces: Iterable[bytes], code: str = "error.output-not-writable") -> None:
    """Write a file, so that whoever reads it meets the old or the new one; empty or `-` is standard output.

    A link is followed, and what is no file (a pipe, a terminal) is written into: neither is put aside for a file of ours.
    Raises `ReseauError` with `code` when it is refused; what was there stays.
    """
    if output in ("", "-"):
        sys.stdout.flush()
        sys.stdout.buffer.writelines(pieces)
        sys.stdout.buffer.flush()
        return
    place = Path(output)
    try:
        if place.exists() and not place.is_file():
            with place.open("wb") as stream:
                stream.writelines(pieces)
        else:
            _replace(place.resolve(), pieces)
    except OSError as error:
        raise ReseauError(code, place=output) from error


def _replace(place: Path, pieces: Iterable[bytes]) -> None:
    part = place.with_name(place.name + ".part")
    try:
        with part.open("wb") as stream:
            stream.writelines(pieces)
        part.replace(place)
    finally:
        # On a disk that may not be written, taking away what is not there fails, too.
        with contextlib.suppress(OSError):
            part.unlink()
