"""`purge`: every file and every secret of this home, listed and, after a yes, removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.cli.frame import Run, as_json, command, dry_run
from sync.ports import DecisionNeeded, ReseauError

if TYPE_CHECKING:
    from sync.usecases.purging import Traces


@command("purge", as_json, dry_run)
def purge(run: Run, as_json: bool, dry_run: bool) -> None:
    """Remove every trace of reseau from this computer."""
    import contextlib

    from sync import app
    from sync.cli.book import secrets_of
    from sync.store import database, outlets
    from sync.usecases import purging

    home = run.place.home
    secrets = None
    found = purging.traces(home, None, {})
    if (home / database.FILE).is_file():
        # A home that cannot be opened any more can still be left.
        with contextlib.suppress(ReseauError), run.store() as store:
            hosts = {outlet.place: app.host_of(outlet) for outlet in outlets.outlets(store)}
            found = purging.traces(home, store, hosts)
            secrets = secrets_of(run, store)
        found = purging.Traces(purging.traces(home, None, {}).files, found.secrets, found.others)
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
        if secrets is not None:
            for name, user in found.secrets:
                secrets.forget(name, user)
        try:
            purging.remove(home, found)
        except OSError as error:
            raise ReseauError("purge.not-removed", place=str(error.filename or home)) from error
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
