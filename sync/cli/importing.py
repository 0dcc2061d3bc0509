"""`read` and `import`: what the adapters find in files, shown or kept."""

from __future__ import annotations

import sys
from collections import Counter
from time import process_time
from typing import TYPE_CHECKING, Any

import click

from sync import contract
from sync.cli.frame import Run, argument, as_json, command, dry_run, option, worded

if TYPE_CHECKING:
    from sync.model import Problem
    from sync.ports import Context
    from sync.store import Store
    from sync.usecases.importing import Outcome
    from sync.usecases.reading import FileReport, Gathered

ADAPTERS = ("linkedin", "vcard", "calendar", "table")
_paths = argument("paths", nargs=-1, required=True, metavar="PATH…")
_as = option("--as", "forced", type=click.Choice(ADAPTERS), metavar="|".join(ADAPTERS))
_me = option("--me", "me", multiple=True, metavar="ADDRESS")


@command("read", _paths, _as, _me, as_json)
def read(run: Run, paths: tuple[str, ...], forced: str | None, me: tuple[str, ...], as_json: bool) -> None:
    """Show what the adapters read from files; nothing is stored."""
    from sync import app

    context = _context(run, me, salt=b"read")
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
    from sync.usecases import importing

    start = process_time()
    with run.store() as store:
        context = _context(run, me, store)
        gathered = app.read(paths, context, forced=forced or "", progress=_progress(run))
        read_s = process_time() - start
        if not any(report.adapter for report in gathered.files):
            _leave(run, gathered)
        outcome = importing.store_all(
            store, gathered, run.place, "import " + " ".join(paths), dry_run=dry_run
        )
        if as_json:
            run.json(_import_json(run, outcome, read_s))
        else:
            _show_import(run, store, outcome, dry_run=dry_run)
    _leave(run, gathered)


def _context(run: Run, me: tuple[str, ...], store: Store | None = None, salt: bytes = b"") -> Context:
    from sync.ports import Context
    from sync.usecases.importing import owner_of

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
        click.echo(f"\r\033[K{name[:50]}  {run.words.number(count)}", err=True, nl=False)

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


def message(run: Run, problem: Problem) -> str:
    """Return a problem in the user's language."""
    values: dict[str, object] = {"file": problem.file, **dict(problem.args)}
    return run.words(f"problem.{problem.code}", **values)


def _import_json(run: Run, outcome: Outcome, read_s: float) -> dict[str, Any]:
    return {
        "files": files(outcome.gathered),
        "records": {name: outcome.records[name] for name in ("created", "updated", "unchanged", "skipped")},
        "interactions": {
            name: outcome.interactions[name]
            for name in ("created", "updated", "unchanged", "dropped")
            if outcome.interactions[name] or name in ("created", "unchanged")
        },
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
    _show_files(run, gathered)
    run.data()
    run.data(
        run.words(
            "importing.read-total",
            n=len(gathered.records),
            interactions=len(gathered.interactions),
        )
    )
    _show_problems(run, gathered, limit=0 if run.verbose else 10)
    run.told("importing.nothing-stored")


def _show_files(run: Run, gathered: Gathered) -> None:
    words = run.words
    rows = []
    for report in gathered.files:
        if not report.adapter:
            continue
        if report.reason and not report.rows:
            continue
        rows.append((report.file, _what(run, report)))
    run.table([("  " + name, what) for name, what in rows])
    unused = [
        report for report in gathered.files if not report.adapter or (report.reason and not report.rows)
    ]
    known_bad = {str(error.values.get("file")) for error in gathered.unreadable}
    unused = [report for report in unused if report.path not in known_bad]
    if unused:
        shown = ", ".join(report.file for report in unused[:4])
        run.data(
            "  " + words("importing.unused", n=len(unused), names=shown + (" …" if len(unused) > 4 else ""))
        )


def _what(run: Run, report: FileReport) -> str:
    words = run.words
    parts = []
    if report.contacts:
        parts.append(words("importing.contacts", n=report.contacts))
    if report.interactions:
        parts.append(words("importing.interactions", n=report.interactions))
    if report.facts:
        parts.append(words("importing.facts", n=report.facts))
    if report.skipped:
        parts.append(words("importing.skipped", n=report.skipped))
    return ", ".join(parts) or words("importing.nothing")


def _show_problems(run: Run, gathered: Gathered, *, limit: int) -> None:
    told = [one for one in gathered.problems if one.row or not one.skipped]
    if not told:
        return
    count = Counter((one.file, one.code, one.skipped) for one in told)
    run.data()
    run.data(run.words("importing.problems", n=len(told)))
    shown = 0
    for (file, code, _), n in count.most_common():
        these = [one for one in told if (one.file, one.code) == (file, code)]
        if n > 3 and not run.verbose:
            rows = ", ".join(str(one.row) for one in these[:3])
            run.data(
                f"  {file}  "
                + run.words("importing.rows-like", n=n, rows=rows, message=message(run, these[0]))
            )
            shown += 1
            continue
        for one in these:
            if limit and shown >= limit:
                break
            where = run.words("importing.row", row=str(one.row)) if one.row else ""
            run.data(f"  {one.file}  {where + '  ' if where else ''}{message(run, one)}")
            shown += 1
    if limit and shown >= limit and len(count) > limit:
        run.data("  " + run.words("importing.more-problems"))


def _show_import(run: Run, store: Store, outcome: Outcome, *, dry_run: bool) -> None:
    from sync.usecases import findings

    words = run.words
    _show_files(run, outcome.gathered)
    _show_problems(run, outcome.gathered, limit=0 if run.verbose else 6)
    run.data()
    if outcome.journal is None and not dry_run:
        run.data(words("importing.unchanged"))
    else:
        run.data(
            words(
                "importing.records",
                created=outcome.records["created"],
                updated=outcome.records["updated"],
                unchanged=outcome.records["unchanged"],
                skipped=outcome.records["skipped"],
            )
        )
    run.data(words("importing.people", n=outcome.people, linked=outcome.linked))
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
    run.data(words("importing.next", command=findings.next_step(store)))
