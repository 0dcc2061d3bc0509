"""`doctor`: what may be wrong, and what to do about it."""

from __future__ import annotations

import os

import click

from sync.cli.frame import Run, as_json, command
from sync.ports import ReseauError

_SIGN = {"ok": "✓", "hint": "·", "bad": "✗"}


@command("doctor", as_json)
def doctor(run: Run, as_json: bool) -> None:
    """Look for what may be wrong in this home; exit 1 when something is."""
    from sync.cli.book import secrets_of
    from sync.config.place import find
    from sync.store import Store
    from sync.usecases import diagnosis

    try:
        place = run.place
    except ReseauError:
        # Broken settings are among what is looked for.
        place = find(os.environ, home=run.home, zone=run.zone, region=run.region)

    def backend() -> str:
        with Store.open(place.home) as store:
            return secrets_of(run, store).backend()

    found = diagnosis.examine(place, backend)
    bad = any(one.level == "bad" for one in found)
    words = run.words
    told = []
    for one in found:
        values = dict(one.values)
        if "why" in values and words.has(str(values["why"])):
            values["why"] = words(str(values["why"]), place=str(values.get("place", "")))
        if "day" in values:
            values["day"] = words.day(str(values["day"]))
        fix = words(f"doctor.{one.code}.fix", **values) if words.has(f"doctor.{one.code}.fix") else ""
        told.append((one, words(f"doctor.{one.code}", **values), fix))
    if as_json:
        run.json(
            {
                "checks": [
                    {"code": one.code, "level": one.level, "message": text, "fix": fix or None}
                    for one, text, fix in told
                ]
            }
        )
    else:
        for one, text, fix in told:
            run.data(f"{_SIGN[one.level]} {text}")
            if fix:
                run.data(f"    {fix}")
        run.told("doctor.bad" if bad else "doctor.good")
    if bad:
        raise click.exceptions.Exit(1)
