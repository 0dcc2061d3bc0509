"""Leave without a trace: the files of a home and the passwords kept for it, found and removed."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from pathlib import Path

from sync.app.books import secrets_of
from sync.app.calendars import host_of
from sync.ports import ReseauError
from sync.store import Store, database, outlets
from sync.usecases import purging
from sync.usecases.purging import Traces


def traces(home: Path) -> Traces:
    """Return every trace of reseau in a home. One that cannot be opened any more can still be left."""
    told = purging.traces(home, None, {})
    if (home / database.FILE).is_file():
        with contextlib.suppress(ReseauError), Store.open(home) as store:
            told = purging.traces(home, store, {one.place: host_of(one) for one in outlets.outlets(store)})
    # The file beside the database comes and goes with whoever looks into it.
    return Traces(purging.traces(home, None, {}).files, told.secrets, told.others)


def erase(home: Path, told: Traces, environ: Mapping[str, str]) -> None:
    """Forget the passwords and remove the files. Raises `ReseauError` for what cannot be removed."""
    if told.secrets and (home / database.FILE).is_file():
        with contextlib.suppress(ReseauError), Store.open(home) as store:
            secrets = secrets_of(store, environ)
            for name, user in told.secrets:
                secrets.forget(name, user)
    try:
        purging.remove(home, Traces(purging.traces(home, None, {}).files, told.secrets, told.others))
    except OSError as error:
        raise ReseauError("purge.not-removed", place=str(error.filename or home)) from error
