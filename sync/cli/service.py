"""`service`: have the system start `reseau serve` at login, see whether it does, and take it back."""

from __future__ import annotations

import difflib
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from sync.cli.frame import Run, as_json, command, dry_run, group
from sync.ports import ReseauError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sync.config.service import Service

WAIT_S = 30


def _service(run: Run) -> Service:
    from sync.config import service

    more = ["--lang", run.words.language]
    more += ["--region", run.place.region] if run.place.region else []
    line = service.program(sys.platform, sys.executable, run.place.home.absolute(), more)
    uid = os.getuid() if hasattr(os, "getuid") else 0
    return service.service(
        sys.platform, line, run.place.home.absolute(), os.environ, user=Path.home(), uid=uid
    )


@command("install", as_json, dry_run)
def install(run: Run, as_json: bool, dry_run: bool) -> None:
    """Write the file the system wants, and start the service."""
    made = _service(run)
    before = _there(made)
    if not as_json:
        run.data(str(made.file))
        for line in _difference(before, made.content):
            run.data(line)
        for words in made.start:
            run.data("$ " + " ".join(words))
    if not dry_run:
        if before != made.content:
            _write(made)
        if before is not None and sys.platform == "darwin":
            # launchd does not take a label twice.
            _try(made.stop)
        _do(made.start)
    if as_json:
        run.json(_shape(run, made, changed=before != made.content))
        return
    run.told("service.would" if dry_run else "service.installed")
    if sys.platform.startswith("linux"):
        run.told("service.linger")


@command("status", as_json)
def status(run: Run, as_json: bool) -> None:
    """Say whether the service is installed, up to date, and running."""
    made = _service(run)
    before = _there(made)
    if as_json:
        run.json(_shape(run, made, changed=before != made.content))
        return
    if before is None:
        run.data(run.words("service.absent"))
        return
    run.data(run.words("service.running" if _runs(made) else "service.still", place=str(made.file)))
    if before != made.content:
        run.data(run.words("service.outdated"))


@command("uninstall", as_json, dry_run)
def uninstall(run: Run, as_json: bool, dry_run: bool) -> None:
    """Stop the service and remove its file; nothing else is touched."""
    made = _service(run)
    there = _there(made) is not None
    if there and not as_json:
        for words in made.stop:
            run.data("$ " + " ".join(words))
        run.data(f"− {made.file}")
    if there and not dry_run:
        _try(made.stop)
        made.file.unlink(missing_ok=True)
    if as_json:
        run.json(_shape(run, made, changed=there))
        return
    run.told("service.absent" if not there else "service.would" if dry_run else "service.removed")


service = group("service", install, status, uninstall)


def _shape(run: Run, made: Service, *, changed: bool) -> dict[str, object]:
    del run
    return {
        "file": str(made.file),
        "installed": made.file.exists(),
        "running": made.file.exists() and _runs(made),
        "changed": changed,
        "start": [list(words) for words in made.start],
        "stop": [list(words) for words in made.stop],
    }


def _there(made: Service) -> bytes | None:
    try:
        return made.file.read_bytes()
    except OSError:
        return None


def _difference(before: bytes | None, after: bytes) -> Iterable[str]:
    """Return what changes in the file, in lines; the whole of a new one."""
    old, new = ((_text(one) if one else "").splitlines() for one in (before, after))
    if before is None:
        return [f"  {line}" for line in new]
    return [
        line for line in difflib.unified_diff(old, new, lineterm="", n=0) if line[:3] not in {"---", "+++"}
    ]


def _text(content: bytes) -> str:
    return content.decode("utf-16" if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8", "replace")


def _write(made: Service) -> None:
    part = made.file.with_name(made.file.name + ".part")
    try:
        made.file.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(made.content)
        part.replace(made.file)
    except OSError as error:
        raise ReseauError("error.output-not-writable", place=str(made.file)) from error


def _do(commands: Iterable[tuple[str, ...]]) -> None:
    for words in commands:
        code = _call(words)
        if code is None:
            raise ReseauError("service.no-manager", program=words[0])
        if code:
            raise ReseauError("service.refused", command=" ".join(words), status=str(code))


def _try(commands: Iterable[tuple[str, ...]]) -> None:
    """Run commands whose failure means that there was nothing to stop."""
    for words in commands:
        _call(words)


def _runs(made: Service) -> bool:
    return _call(made.ask) == 0


def _call(words: tuple[str, ...]) -> int | None:
    """Return the exit code of a command of the system; None when there is no such program."""
    try:
        done = subprocess.run(
            words, capture_output=True, timeout=WAIT_S, check=False, stdin=subprocess.DEVNULL
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.returncode
