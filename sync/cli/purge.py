"""`purge`: every file and every secret of this home, listed and, after a yes, removed."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from sync.cli.frame import Run, as_json, command, dry_run
from sync.ports import DecisionNeeded

if TYPE_CHECKING:
    from sync.usecases.purging import Traces


@command("purge", as_json, dry_run)
def purge(run: Run, as_json: bool, dry_run: bool) -> None:
    """Remove every trace of reseau from this computer."""
    from sync import app

    home = run.place.home
    found = app.traces(home)
    told = {
        "home": str(home),
        "files": [str(place) for place, _ in found.files],
        "secrets": [name for name, _ in found.secrets],
        "left": [str(place) for place in found.others],
        "removed": False,
    }
    if not found.files:
        run.json(told) if as_json else run.told("purge.nothing", place=str(home))
        return
    if not as_json:
        _list(run, found)
    if not dry_run:
        if not run.ask(run.words("purge.ask", n=len(found.files))):
            raise DecisionNeeded("error.needs-answer")
        app.erase(home, found, os.environ)
    if as_json:
        run.json({**told, "removed": not dry_run})
        return
    run.told("plan.trial" if dry_run else "purge.done", place=str(home))
    if not dry_run:
        run.told("purge.elsewhere")


def _list(run: Run, found: Traces) -> None:
    run.table([(str(place), f"{run.words.number(-(-size // 1024))} KB") for place, size in found.files])
    if found.secrets:
        run.data(run.words("purge.secrets", names=", ".join(name for name, _ in found.secrets)))
    if found.others:
        run.data(run.words("purge.others", n=len(found.others), first=str(found.others[0])))
