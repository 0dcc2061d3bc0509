"""A folder that something else publishes (a cloud drive, a web server): a calendar is written there whole."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from sync.ports import ReseauError


class FolderPlace:
    """One file in a folder."""

    requests = 0

    def __init__(self, place: str) -> None:
        self._file = Path(place).expanduser()

    def get(self) -> bytes | None:
        """Return what lies there; None when there is nothing."""
        try:
            return self._file.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise ReseauError("feed.not-written", place=str(self._file)) from error

    def put(self, content: bytes, etag: str = "") -> str:
        """Replace the file whole: whoever reads it meets the old or the new one, also after a kill."""
        del etag
        part = self._file.with_name(f".{self._file.name}.part")
        try:
            with part.open("wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            # The program that publishes the folder may run as another user; the home stays closed all the same.
            part.chmod(0o644)
            part.replace(self._file)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise ReseauError("feed.not-written", place=str(self._file)) from error
        return hashlib.sha256(content).hexdigest()[:32]

    def close(self) -> None:
        """Nothing is held open."""
