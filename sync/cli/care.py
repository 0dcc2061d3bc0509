"""`forget`, `history`, `undo`, `backup`, `restore`, `rebuild`, `config`, `completion`: looking after the home."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sync.cli.frame import Run, argument, as_json, command, dry_run, group, option
from sync.ports import ReseauError, UsageError

if TYPE_CHECKING:
    from sync.store import Store
    from sync.store.journal import Entry
    from sync.usecases.people import Person
    from sync.usecases.taking_out import Standing


_MOST_YEARS, _PROPOSED, _LONGEST = 50, 25, 60


@command("history", option("--limit", type=int, default=20), as_json)
def history(run: Run, limit: int, as_json: bool) -> None:
    """Show the changes made, newest first."""
    from sync.store import journal

    with run.store() as store:
        entries = journal.history(store.db)
    if as_json:
        run.json({"journal": [_entry(one) for one in entries]})
        return
    if not entries:
        run.told("care.no-history")
        return
    rows = []
    for one in entries[:limit]:
        mark = run.words("care.undone", by=one.undone_by) if one.undone_by else ""
        day = run.words.day(one.at[:10])
        rows.append(
            (
                f"{one.id:>4}",
                f"{day} {one.at[11:16]}",
                one.command if len(one.command) <= _LONGEST else one.command[: _LONGEST - 1] + "…",
                run.words("care.changes", n=one.changes),
                mark,
            )
        )
    run.table(rows)


def _entry(one: Entry) -> dict[str, Any]:
    return {
        "id": one.id,
        "at": one.at,
        "command": one.command,
        "changes": one.changes,
        "summary": one.summary,
        "undoes": one.undoes,
        "undone_by": one.undone_by,
    }


@command("undo", argument("number", type=int, required=False), as_json, dry_run)
def undo(run: Run, number: int | None, as_json: bool, dry_run: bool) -> None:
    """Take back the last change, or the one with this number."""
    from sync import app
    from sync.cli.book import secrets_of

    with run.store() as store:
        entry, step = app.undo(store, run.place, secrets_of(run, store), number, dry_run=dry_run)
    if as_json:
        run.json({"undone": entry.id, "command": entry.command, "journal": step})
        return
    run.told(
        "care.undo-trial" if dry_run else "care.undone-step",
        number=entry.id,
        command=entry.command,
        n=entry.changes,
    )


@command(
    "backup", option("--list", "listed", is_flag=True), argument("place", required=False), as_json, dry_run
)
def backup(run: Run, listed: bool, place: str | None, as_json: bool, dry_run: bool) -> None:
    """Write a whole copy of the home's data, or list the copies."""
    from sync.store import database

    folder = run.place.home / "backups"
    if listed:
        found = sorted(folder.glob("*.db"), key=lambda p: p.stat().st_mtime)
        if as_json:
            run.json({"backups": [str(p) for p in found]})
        elif found:
            for one in found:
                run.data(f"{one}  {run.words.number(one.stat().st_size // 1024)} KB")
        else:
            run.told("error.no-backup")
        return
    target = Path(place) if place else folder / f"reseau-{run.place.at.replace(':', '')}.db"
    if not dry_run:
        try:
            with run.store() as store:
                database.copy(store.db, target)
        except OSError as error:
            raise ReseauError("error.output-not-writable", place=str(target)) from error
    if as_json:
        run.json({"backup": str(target)})
    run.told("care.backup-trial" if dry_run else "care.backed-up", place=str(target))


@command("restore", argument("place", required=False), as_json, dry_run)
def restore(run: Run, place: str | None, as_json: bool, dry_run: bool) -> None:
    """Put a copy back; the present state is kept as a copy too."""
    from sync.ports import DecisionNeeded
    from sync.store import database
    from sync.usecases import forgetting

    folder = run.place.home / "backups"
    if place:
        source = Path(place)
    else:
        found = sorted((p for p in folder.glob("reseau-*.db")), key=lambda p: p.stat().st_mtime)
        if not found:
            raise UsageError("error.no-backup")
        source = found[-1]
    if not source.is_file():
        raise UsageError("error.backup-damaged", place=str(source))
    if dry_run:
        database.probe(source)
    else:
        if not run.ask(run.words("care.restore-ask", place=str(source))):
            raise DecisionNeeded("error.needs-answer")
        database.restore(run.place.home, source)
        with run.store() as store:
            forgetting.again(store, run.place)
    if as_json:
        run.json({"restored": str(source)})
    run.told("care.restore-trial" if dry_run else "care.restored", place=str(source))


@command(
    "forget",
    argument("person", required=False, default=""),
    option("--from-books", "from_books", is_flag=True),
    option("--propose", is_flag=True),
    option("--years", type=int, default=5, metavar="N"),
    as_json,
    dry_run,
)
def forget(
    run: Run, person: str, from_books: bool, propose: bool, years: int, as_json: bool, dry_run: bool
) -> None:
    """Erase a person everywhere in the home, for good; no import brings them back."""
    from sync.ports import DecisionNeeded, UsageError
    from sync.usecases import forgetting

    if propose:
        _propose(run, years, as_json=as_json)
        return
    if not person and not from_books:
        raise UsageError("care.forget-whom")
    with run.store() as store:
        found = forgetting.find(store, person) if person else None
        taken = None
        if from_books:
            taken = _take_out(run, store, found, as_json=as_json, dry_run=dry_run)
        elif found and not dry_run and not run.ask(run.words("care.forget-ask", name=found.name)):
            raise DecisionNeeded("error.needs-answer")
        if found is None:
            if taken and not dry_run:
                forgetting.sweep(store, run.place, taken)
            told = forgetting.Forgotten("", "", 0, 0, 0, ())
        else:
            told = forgetting.forget(store, run.place, found, taken=taken, dry_run=dry_run)
    if as_json:
        run.json(
            {
                "person": told.person or None,
                "records": told.records,
                "interactions": told.interactions,
                "copies": told.copies,
                "books": list(told.books),
                "cards": [
                    {"book": one.book, "href": one.href, "name": one.name, "edited": one.edited}
                    for one in taken or ()
                ],
                "perhaps": [{"person": id_, "name": name} for id_, name in told.perhaps],
            }
        )
        return
    if taken and not dry_run:
        run.told("care.forget-taken", n=len(taken), books=", ".join(sorted({one.book for one in taken})))
    if found is not None:
        run.told("care.forget-trial" if dry_run else "care.forgotten", name=told.name, n=told.records)
    if told.books:
        run.told("care.forget-books", n=len(told.books), books=", ".join(told.books))
    for id_, name in told.perhaps:
        run.told("care.forget-perhaps", name=name, id=id_[:8])


def _take_out(
    run: Run, store: Store, person: Person | None, *, as_json: bool, dry_run: bool
) -> list[Standing]:
    """Show the cards in address books, and delete them there after a yes; return them."""
    from sync import app
    from sync.cli.book import secrets_of
    from sync.ports import DecisionNeeded, ReseauError

    gone = 0

    def count() -> None:
        nonlocal gone
        gone += 1

    found: list[Standing] = []
    name = person.name if person else ""
    try:
        with app.cards_in_books(store, run.place, secrets_of(run, store), person) as (found, delete):
            if not as_json:
                for one in found:
                    run.say(run.words("care.forget-card", book=one.book, name=one.name, href=one.href))
                    if one.edited:
                        run.say("    " + run.words("care.forget-edited"))
                if not found:
                    run.told("care.forget-no-card")
            if dry_run:
                return found
            question = run.words("care.forget-ask", name=name) if person else ""
            if found:
                question = (
                    run.words("care.forget-ask-books", name=name, n=len(found))
                    if person
                    else run.words("care.forget-ask-cards", n=len(found))
                )
            if question and not run.ask(question):
                raise DecisionNeeded("error.needs-answer")
            delete(count)
    except ReseauError as error:
        if error.code != "error.needs-answer":
            key = "care.forget-cut" if gone else "care.forget-nothing"
            run.told(key if person else f"{key}-cards", name=name, n=len(found) - gone)
        raise
    return found


def _propose(run: Run, years: int, *, as_json: bool) -> None:
    """Show whom the user may want to let go of; nothing is changed."""
    from sync.ports import UsageError
    from sync.usecases import retention

    if not 1 <= years <= _MOST_YEARS:
        raise UsageError("care.propose-years", value=str(years))
    with run.store() as store:
        found = retention.proposals(store, run.place, years)
    if as_json:
        run.json(
            {
                "years": years,
                "proposals": [
                    {"person": one.person, "name": one.name, "last": one.last or None, "since": one.since}
                    for one in found
                ],
            }
        )
        return
    words = run.words
    run.data(words("care.propose", n=len(found), years=years))
    run.table(
        [
            (
                f"  {one.name}",
                words("care.propose-last", day=words.day(one.last))
                if one.last
                else words("care.propose-never"),
                words("care.propose-since", day=words.day(one.since)),
                one.person[:8],
            )
            for one in found[:_PROPOSED]
        ]
    )
    if len(found) > _PROPOSED:
        run.data("  " + words("care.propose-more", n=len(found) - _PROPOSED))
    if found:
        run.data(words("care.propose-do"))


@command("rebuild", as_json, dry_run)
def rebuild(run: Run, as_json: bool, dry_run: bool) -> None:
    """Drop all conclusions and draw them again from the facts; the result is the same."""
    from sync.usecases.importing import counts
    from sync.usecases.linking import relink

    with run.store() as store, store.change("rebuild", run.place.at, dry_run=dry_run):
        store.derived.forget()
        relink(store, run.place.at, learn=False)
        total, linked, questions = counts(store)
    if as_json:
        run.json({"people": {"total": total, "linked": linked, "questions": questions}})
        return
    run.told("care.rebuild-trial" if dry_run else "care.rebuilt", n=total)


@command("get", argument("name"), as_json)
def config_get(run: Run, name: str, as_json: bool) -> None:
    """Show one setting."""
    value = run.settings.get(name)
    run.json({name: value}) if as_json else run.data(_told(value))


@command("set", argument("name"), argument("value"), as_json, dry_run)
def config_set(run: Run, name: str, value: str, as_json: bool, dry_run: bool) -> None:
    """Change one setting."""
    _set(run, name, value, as_json=as_json, dry_run=dry_run)


@command("unset", argument("name"), as_json, dry_run)
def config_unset(run: Run, name: str, as_json: bool, dry_run: bool) -> None:
    """Go back to the default of one setting."""
    _set(run, name, None, as_json=as_json, dry_run=dry_run)


def _set(run: Run, name: str, text: str | None, *, as_json: bool, dry_run: bool) -> None:
    value = run.settings.set(name, text, dry_run=dry_run)
    if as_json:
        run.json({name: value})
        return
    run.told("care.set-trial" if dry_run else "care.set", name=name, value=_told(value))


@command("list", as_json)
def config_list(run: Run, as_json: bool) -> None:
    """Show all settings."""
    from sync.config.settings import KNOWN

    settings = run.settings
    if as_json:
        run.json({name: settings.get(name) for name in KNOWN})
        return
    run.table(
        [
            (
                name,
                _told(settings.get(name)) or "–",
                run.words(f"setting.{name}"),
                "*" if settings.is_set(name) else "",
            )
            for name in KNOWN
        ]
    )


def _told(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


config = group("config", config_list, config_get, config_set, config_unset)


@command("completion", argument("shell", type=click.Choice(("bash", "zsh", "fish")), metavar="bash|zsh|fish"))
def completion(run: Run, shell: str) -> None:
    """Print the completion script of a shell."""
    from click.shell_completion import get_completion_class

    from sync.cli import _root

    made = get_completion_class(shell)
    assert made is not None
    run.data(made(_root(), {}, "reseau", "_RESEAU_COMPLETE").source())
