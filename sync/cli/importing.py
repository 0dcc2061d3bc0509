"""`read` and `import`: what the adapters find in files, shown or kept."""

from __future__ import annotations

import sys
from dataclasses import asdict
from time import process_time
from typing import TYPE_CHECKING, Any

import click

from sync import contract
from sync.cli.frame import Run, argument, as_json, command, dry_run, option, safe_line, worded
from sync.cli.summary import message, refused, show_files, show_problems

if TYPE_CHECKING:
    from sync.ports import Context
    from sync.store import Store
    from sync.usecases.importing import Outcome
    from sync.usecases.reading import Gathered

ADAPTERS = ("linkedin", "vcard", "calendar", "table")
_paths = argument("paths", nargs=-1, required=True, metavar="PATH…")
_as = option("--as", "forced", type=click.Choice(ADAPTERS), metavar="|".join(ADAPTERS))
_me = option("--me", "me", multiple=True, metavar="ADDRESS")


@command("read", _paths, _as, _me, as_json)
def read(run: Run, paths: tuple[str, ...], forced: str | None, me: tuple[str, ...], as_json: bool) -> None:
    """Show what the adapters read from files; nothing is stored."""
    from sync import app

    context = context_of(run, me, salt=b"read")
    gathered = app.read(paths, context, forced=forced or "", progress=_progress(run))
    if as_json:
        run.json(
            {
                "files": files(gathered),
                "owner": contract.owner(gathered.owner),
                "contacts": [contract.contact(record) for record in gathered.records.values()],
                "interactions": [contract.interaction(one) for one in gathered.interactions],
                "problems": problems(run, gathered),
            }
        )
    else:
        _show_read(run, gathered)
    _leave(run, gathered)


@command("import", _paths, _as, _me, as_json, dry_run)
def import_(
    run: Run, paths: tuple[str, ...], forced: str | None, me: tuple[str, ...], as_json: bool, dry_run: bool
) -> None:
    """Drop in any export: read, keep, recognise who is who, and tell what was found."""
    from sync import app
    from sync.usecases import clustering, importing, moving

    start = process_time()
    if len(paths) == 1 and not forced and moving.is_everything(paths[0]):
        with run.store() as store:
            people, journal = moving.bring(store, run.place, paths[0], dry_run=dry_run)
        if as_json:
            run.json({"people": {"total": people}, "journal": journal})
            return
        run.told("export.brought", n=people, place=str(run.place.home))
        if dry_run:
            run.told("plan.trial")
        return
    if len(paths) == 1 and not forced and clustering.is_clusters(paths[0]):
        with run.store() as store:
            links, people, journal = clustering.take(store, run.place, paths[0], dry_run=dry_run)
        if as_json:
            run.json({"links": links, "people": {"total": people}, "journal": journal})
            return
        run.told("export.clusters-taken", n=links, people=people)
        if dry_run:
            run.told("plan.trial")
        return
    with run.store() as store:
        context = context_of(run, me, store)
        gathered = app.read(paths, context, forced=forced or "", progress=_progress(run))
        read_s = process_time() - start
        if not any(report.adapter for report in gathered.files):
            for line in refused(run, gathered):
                run.say(line)
            _leave(run, gathered)
        outcome = importing.store_all(
            store, gathered, run.place, "import " + " ".join(paths), dry_run=dry_run, last=True
        )
        if as_json:
            run.json(_import_json(run, outcome, read_s))
        else:
            _show_import(run, store, outcome, dry_run=dry_run)
    _leave(run, gathered)


def context_of(run: Run, me: tuple[str, ...], store: Store | None = None, salt: bytes = b"") -> Context:
    """Return what the readers may know in this home."""
    from sync.ports import Context
    from sync.usecases.owning import owner_of

    place = run.place
    mine = frozenset(address.strip().lower() for address in (*me, *run.settings.get("owner.emails")))
    if store is None:
        return Context(now=place.now, zone=place.zone, region=place.region, me=mine, salt=salt)
    owner = owner_of(store, mine)
    return Context(
        now=place.now,
        zone=place.zone,
        region=place.region,
        me=mine | frozenset(owner.emails),
        owner=owner,
        salt=store.salt,
    )


def _progress(run: Run) -> Any:
    if run.quiet or not sys.stderr.isatty():
        return None

    def show(path: str, count: int) -> None:
        name = path.rstrip("/").rsplit("/", 1)[-1]
        click.echo(f"\r\033[K{safe_line(name)[:50]}  {run.words.number(count)}", err=True, nl=False)

    return show


def files(gathered: Gathered) -> list[dict[str, Any]]:
    """Return the reports of all files in the contract's shape."""
    out: list[dict[str, Any]] = []
    for report in gathered.files:
        told: dict[str, Any] = {"path": report.path, "file": report.file, "adapter": report.adapter or None}
        if report.adapter:
            told["encoding"] = report.encoding
        told |= {
            "rows": report.rows,
            "contacts": report.contacts,
            "interactions": report.interactions,
            "facts": report.facts,
            "skipped": report.skipped,
        }
        if report.reason:
            told["reason"] = report.reason
        out.append(told)
    return out


def problems(run: Run, gathered: Gathered) -> list[dict[str, Any]]:
    """Return all problems in the contract's shape, worded."""
    return [
        {
            "file": one.file,
            "row": one.row,
            "code": one.code,
            "skipped": one.skipped,
            "message": message(run, one),
        }
        for one in gathered.problems
    ]


def _import_json(run: Run, outcome: Outcome, read_s: float) -> dict[str, Any]:
    return {
        "files": files(outcome.gathered),
        "records": {name: outcome.records[name] for name in ("created", "updated", "unchanged", "skipped")},
        "interactions": {
            name: outcome.interactions[name]
            for name in ("created", "updated", "unchanged", "dropped")
            if outcome.interactions[name] or name in ("created", "unchanged")
        },
        **({"edits": [asdict(edit) for edit in outcome.edits]} if outcome.edits else {}),
        "people": {"total": outcome.people, "linked": outcome.linked, "questions": outcome.questions},
        "problems": problems(run, outcome.gathered),
        "journal": outcome.journal,
        "seconds": {
            "read": round(read_s, 3),
            "link": outcome.seconds["link"],
            "store": outcome.seconds["store"],
        },
    }


def _leave(run: Run, gathered: Gathered) -> None:
    """End with 1 when nothing could be read, 6 when a whole file could not and another was."""
    if not gathered.unreadable:
        return
    quiet, run.quiet = run.quiet, False
    for error in gathered.unreadable:
        run.say(worded(error, run.words))
    run.quiet = quiet
    raise click.exceptions.Exit(6 if any(report.adapter for report in gathered.files) else 1)


def _show_read(run: Run, gathered: Gathered) -> None:
    show_files(run, gathered)
    run.data()
    run.data(
        run.words(
            "importing.read-total",
            n=len(gathered.records),
            interactions=len(gathered.interactions),
        )
    )
    show_problems(run, gathered, limit=0 if run.verbose else 10)
    run.told("importing.nothing-stored")


def _show_import(run: Run, store: Store, outcome: Outcome, *, dry_run: bool) -> None:
    from sync.usecases import findings
    from sync.usecases.reminders import PAGE

    words = run.words
    show_files(run, outcome.gathered)
    show_problems(run, outcome.gathered, limit=0 if run.verbose else 6)
    run.data()
    if outcome.journal is None and not dry_run:
        run.data(words("importing.unchanged"))
    else:
        counts = (("created", "new"), ("updated", "changed"), ("unchanged", "same"), ("skipped", "left-out"))
        told = [
            words(f"importing.{name}", n=outcome.records[key]) for key, name in counts if outcome.records[key]
        ]
        run.data(words("importing.records", told=", ".join(told)))
    if outcome.records["forgotten"]:
        run.data(words("importing.forgotten", n=outcome.records["forgotten"]))
    if outcome.edits:
        run.data(words("importing.edits", n=len(outcome.edits)))
        limit = len(outcome.edits) if run.verbose or dry_run else 10
        run.table(
            [
                (
                    f"  {edit.name}",
                    words(f"importing.field-{edit.field}"),
                    f"{edit.before or '–'} → {edit.after or '–'}",
                )
                for edit in outcome.edits[:limit]
            ]
        )
    known = "people" if outcome.linked else "people-once"
    run.data(words(f"importing.{known}", n=outcome.people, linked=outcome.linked))
    if dry_run:
        run.told("importing.dry-run")
        return
    found = findings.three(store, run.place)
    if found:
        run.data()
        run.data(words("importing.found"))
        for one in found:
            run.data("  · " + words(f"findings.{one.code}", **dict(one.values)))
            run.data("    " + one.command)
    run.data()
    if outcome.journal is not None:
        run.data(words("importing.trust", home=str(run.place.home), step=outcome.journal))
    if not store.snapshots("linkedin"):
        run.data(words("importing.no-linkedin", page=PAGE))
    run.data(words("importing.next", command=findings.next_step(store)))
