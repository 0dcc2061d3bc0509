"""`met`: people met at an event become contacts, with a word to say within two days."""

from __future__ import annotations

from pathlib import Path

from sync.cli.frame import Run, argument, as_json, command, dry_run, option

LISTED = 10


@command(
    "met",
    argument("event"),
    argument("who", nargs=-1, required=True),
    option("--on", default=""),
    as_json,
    dry_run,
)
def met(run: Run, event: str, who: tuple[str, ...], on: str, as_json: bool, dry_run: bool) -> None:
    """Keep whom you met at an event: names, or files that list them."""
    from sync import app
    from sync.usecases import events

    files = [one for one in who if Path(one).is_file()]
    told = [one for one in who if one not in files]
    with run.store() as store:
        records = []
        if files:
            gathered = app.read(files, app.context_of(store, run.place, run.settings))
            records = list(gathered.records.values())
        outcome = events.met(store, run.place, event, told, records, on=on, dry_run=dry_run)
    if as_json:
        run.json(
            {
                "event": event,
                "on": outcome.day,
                "people": [{"person": person, "name": name} for person, name in outcome.people],
                "journal": outcome.journal,
            }
        )
        return
    run.told("event.met", n=len(outcome.people), event=event)
    run.table([(f"  {name}",) for _, name in outcome.people[:LISTED]])
    if dry_run:
        run.told("plan.trial")
    elif outcome.journal is not None:
        run.told("plan.undo", step=outcome.journal)
