"""Passwords: where they are looked for, where they may be kept, and where never.

Looked for in this order: the keyring of the system, `RESEAU_SECRET_<NAME>` in the environment,
a file (`RESEAU_SECRET_<NAME>_FILE` or the folder `CREDENTIALS_DIRECTORY` of systemd), the password command
of the settings, a question at the terminal. Kept only in a keyring that is one: back-ends that store plain
text (`keyrings.alt`, which keyring picks by itself once it is installed) or forget what they are given
(`null`, `fail`) are refused, and what was written is read back and compared. The keyring answers within
five seconds or counts as absent: a prompt on a desktop nobody sits at would hang for ever.

A password is never in the settings, in a log, in an error, or among the arguments of a process.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, TypeVar

from sync.ports import NotAuthorised

TIMEOUT_S = 5.0
COMMAND_S = 60.0
MAX_BYTES = 64 * 1024
_REFUSED = ("keyrings.alt", "keyring.backends.null", "keyring.backends.fail")
Result = TypeVar("Result")


class Keyring(Protocol):
    """What is used of a keyring back-end."""

    def get_password(self, service: str, username: str) -> str | None: ...
    def set_password(self, service: str, username: str, password: str) -> None: ...
    def delete_password(self, service: str, username: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Secret:
    """A password and where it was found: `keyring`, `environment`, `file`, `command` or `prompt`."""

    value: str = field(repr=False)
    origin: str


def variable(name: str) -> str:
    """Return the environment variable for a book: `RESEAU_SECRET_` and its name.

    >>> variable("Nextcloud (work)")
    'RESEAU_SECRET_NEXTCLOUD__WORK_'
    """
    return "RESEAU_SECRET_" + re.sub(r"[^A-Z0-9]", "_", name.upper())


@dataclass
class Secrets:
    """The passwords of one home. `service` sets homes apart in the keyring; `ask` puts the question."""

    service: str
    environ: Mapping[str, str] = field(repr=False)
    ask: Callable[[str, str], str] | None = None
    find_keyring: Callable[[], Keyring | None] | None = None
    timeout_s: float = TIMEOUT_S
    _absent: bool = False

    def get(self, name: str, user: str, *, command: str = "", origin: str = "") -> Secret:
        """Return the password of book `name`. Raises `NotAuthorised` when it is nowhere.

        `origin` is where it was found when the book was connected, which is looked at first: to learn that there
        is nothing in a keyring takes longer than a sync without changes.
        """
        places: dict[str, Callable[[], Secret | None]] = {
            "keyring": lambda: self._from_keyring(name, user),
            "environment": lambda: self._from_environment(name),
            "file": lambda: self._from_file(name),
            "command": lambda: self._from_command(name, command),
        }
        order = sorted(places, key=lambda place: place != origin)
        found = next(filter(None, (places[place]() for place in order)), None)
        if found is None and self.ask is not None:
            told = self.ask(name, user)
            found = Secret(told, "prompt") if told else None
        if found is None:
            raise NotAuthorised("book.password-missing", name=name, variable=variable(name))
        return found

    def keep(self, name: str, user: str, value: str) -> str:
        """Put a password into the keyring and return the name of the back-end; empty if it cannot be kept."""

        def write(ring: Keyring) -> bool:
            ring.set_password(self._entry(name), user, value)
            return ring.get_password(self._entry(name), user) == value

        return self.backend() if self._with_keyring(write) else ""

    def forget(self, name: str, user: str) -> None:
        """Take a password out of the keyring, if it is there."""
        self._with_keyring(lambda ring: ring.delete_password(self._entry(name), user))

    def backend(self) -> str:
        """Return the name of the keyring in use; empty if there is none to be trusted."""
        return self._with_keyring(lambda ring: type(ring).__module__.rpartition(".")[2]) or ""

    def _entry(self, name: str) -> str:
        return f"{self.service}/{name}"

    def _from_keyring(self, name: str, user: str) -> Secret | None:
        value = self._with_keyring(lambda ring: ring.get_password(self._entry(name), user))
        return Secret(value, "keyring") if value else None

    def _from_environment(self, name: str) -> Secret | None:
        value = self.environ.get(variable(name), "")
        return Secret(value, "environment") if value else None

    def _from_file(self, name: str) -> Secret | None:
        places = [self.environ.get(variable(name) + "_FILE", "")]
        folder = self.environ.get("CREDENTIALS_DIRECTORY", "")
        places += [str(Path(folder) / variable(name))] if folder else []
        for place in filter(None, places):
            try:
                with Path(place).open("rb") as stream:
                    value = _first_line(stream.read(MAX_BYTES))
            except OSError:
                continue
            if value:
                return Secret(value, "file")
        return None

    def _from_command(self, name: str, command: str) -> Secret | None:
        """Run the user's command (`pass show nextcloud`) and take the first line it prints."""
        if not command:
            return None
        import shlex
        import subprocess

        try:
            done = subprocess.run(
                shlex.split(command),
                capture_output=True,
                timeout=COMMAND_S,
                check=False,
                stdin=subprocess.DEVNULL,
            )
        except (OSError, ValueError, subprocess.TimeoutExpired) as error:
            raise NotAuthorised(
                "book.password-command-failed", name=name, reason=type(error).__name__
            ) from None
        value = _first_line(done.stdout[:MAX_BYTES])
        if done.returncode or not value:
            raise NotAuthorised("book.password-command-failed", name=name, reason=str(done.returncode))
        return Secret(value, "command")

    def _with_keyring(self, use: Callable[[Keyring], Result]) -> Result | None:
        """Return what `use` gives for a keyring that may be used; None if there is none or it does not answer."""
        if self._absent:
            return None
        find = self.find_keyring or usable_keyring

        def work() -> Result | None:
            ring = find()
            return None if ring is None else use(ring)

        finished, result = _within(self.timeout_s, work)
        # One that hung once would hang again at every book.
        self._absent = not finished
        return result


def usable_keyring() -> Keyring | None:
    """Return the best back-end that keeps passwords safely, or None.

    Of several chained ones the first safe one is taken by itself: the chain would fall through to the others.
    """
    import keyring
    from keyring.backends.chainer import ChainerBackend

    chosen = keyring.get_keyring()
    for one in chosen.backends if isinstance(chosen, ChainerBackend) else [chosen]:
        module = type(one).__module__
        if not any(module == name or module.startswith(name + ".") for name in _REFUSED):
            return one
    return None


def _within(seconds: float, work: Callable[[], Result | None]) -> tuple[bool, Result | None]:
    """Return (True, result) if `work` ends in time; what it raises counts as no result.

    Every back-end has errors of its own (locked, dismissed, no D-Bus); all of them mean "not from here".
    """
    result: list[Result | None] = []

    def run() -> None:
        try:
            result.append(work())
        except Exception:  # noqa: BLE001 - see above
            result.append(None)

    # A daemon: one that hangs in a prompt must not keep the program from ending.
    thread = threading.Thread(target=run, name="keyring", daemon=True)
    thread.start()
    thread.join(seconds)
    return (True, result[0]) if result else (False, None)


def _first_line(content: bytes) -> str:
    return content.decode("utf-8", "replace").split("\n", 1)[0].rstrip("\r")
