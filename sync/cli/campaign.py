"""`campaign`: the year-end cards and other words to many people, from the list to the last reply."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sync.cli.frame import Run, argument, as_json, command, dry_run, group, option
from sync.cli.output import put
from sync.ports import ReseauError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from sync.usecases.campaigns import Member, State

LISTED = 12
_KINDS = ("cards", "announcement", "thanks", "invitation")
_name = argument("name", required=False, default="", metavar="[NAME]")
_people = argument("people", nargs=-1, metavar="[PERSON…]")


@command(
    "new",
    argument("name", metavar="NAME"),
    option("--kind", type=click.Choice(_KINDS), default="cards", metavar="|".join(_KINDS)),
    option("--tier", "tiers", multiple=True, metavar="close|active|network|watch"),
    option("--with", "queries", multiple=True, metavar="QUERY"),
    option("--like", default="", metavar="CAMPAIGN"),
    option("--from", "first", default="", metavar="DATE"),
    option("--until", "last", default="", metavar="DATE"),
    option("--form", default=""),
    as_json,
    dry_run,
)
def new(
    run: Run,
    name: str,
    kind: str,
    tiers: tuple[str, ...],
    queries: tuple[str, ...],
    like: str,
    first: str,
    last: str,
    form: str,
    as_json: bool,
    dry_run: bool,
) -> None:
    """Make a campaign: choose the people, check their addresses, plan the batches."""
    from sync.usecases import campaigns

    wanted = tuple(part.strip() for told in tiers for part in told.split(",") if part.strip())
    with run.store() as store:
        made = campaigns.new(
            store,
            run.place,
            run.settings,
            name,
            kind=kind,
            tiers=wanted,
            queries=queries,
            like=like,
            first=first,
            last=last,
            form=form,
            dry_run=dry_run,
        )
    if as_json:
        run.json(_json(run, made))
        return
    _overview(run, made)
    if made.members:
        run.told("campaign.next", name=_quoted(made))
    _end(run, made, dry_run=dry_run)


@command("list", as_json)
def listing(run: Run, as_json: bool) -> None:
    """Show the campaigns, the newest first."""
    from sync.usecases import campaigns

    with run.store() as store:
        found = campaigns.every(store, run.place, run.settings)
    if as_json:
        run.json({"campaigns": [_json(run, one) for one in found]})
        return
    if not found:
        run.data(run.words("campaign.none-yet"))
        return
    for one in found:
        _overview(run, one)


@command("show", _name, option("--all", "whole", is_flag=True), as_json)
def show(run: Run, name: str, whole: bool, as_json: bool) -> None:
    """Show whom a campaign goes to, batch by batch, and what came of it."""
    from sync.usecases import campaigns

    with run.store() as store:
        found = campaigns.show(store, run.place, run.settings, name)
    if as_json:
        run.json(_json(run, found))
        return
    _overview(run, found)
    words, day = run.words, ""
    listed = found.members if whole else found.members[:LISTED]
    rows = []
    for member in listed:
        told = words.day(member.on, weekday=True, year=False) if member.on != day else ""
        day = member.on
        rows.append(
            (f"  {told}", member.person.name, words(f"campaign.way-{member.way}"), _state_of(run, member))
        )
    run.table(rows)
    if len(listed) < len(found.members):
        run.data("  " + words("campaign.more", n=len(found.members) - len(listed), name=_quoted(found)))


def _members(name: str, act: str) -> click.Command:
    @command(
        name,
        argument("name", metavar="NAME"),
        argument("people", nargs=-1, required=True, metavar="PERSON…"),
        as_json,
        dry_run,
    )
    def change(run: Run, name: str, people: tuple[str, ...], as_json: bool, dry_run: bool) -> None:
        from sync.usecases import campaigns

        with run.store() as store:
            doing: Callable[..., State] = getattr(campaigns, act)
            made = doing(store, run.place, run.settings, name, people, dry_run=dry_run)
        _told(run, made, f"campaign.{act}", len(people), as_json=as_json, dry_run=dry_run)

    return change


def _ticking(what: str) -> click.Command:
    @command(what, argument("name", metavar="NAME"), _people, option("--on", default=""), as_json, dry_run)
    def tick(run: Run, name: str, people: tuple[str, ...], on: str, as_json: bool, dry_run: bool) -> None:
        from sync.usecases import campaigns

        with run.store() as store:
            before = campaigns.show(store, run.place, run.settings, name).count(state=what)
            made = campaigns.tick(store, run.place, run.settings, name, people, what, on=on, dry_run=dry_run)
        count = len(people) or made.count(state=what) - before
        _told(run, made, f"campaign.{what}", count, as_json=as_json, dry_run=dry_run)

    return tick


@command("drop", argument("name", metavar="NAME"), as_json, dry_run)
def drop(run: Run, name: str, as_json: bool, dry_run: bool) -> None:
    """Give a campaign up; what was sent stays in each person's history."""
    from sync.usecases import campaigns

    with run.store() as store:
        campaign, journal = campaigns.drop(store, run.place, name, dry_run=dry_run)
    if as_json:
        run.json({"name": campaign.name, "journal": journal})
        return
    run.told("campaign.dropped", name=campaign.name)
    if dry_run:
        run.told("plan.trial")
    elif journal is not None:
        run.told("plan.undo", step=journal)


@command(
    "labels",
    _name,
    option("-o", "--output", required=True, metavar="FILE.pdf", help="option.output-file"),
    option("--sheet", default="L7160"),
    option("--skip", type=int, default=0),
)
def labels(run: Run, name: str, output: str, sheet: str, skip: int) -> None:
    """Write address labels, on a sheet that can be bought."""
    from sync import app

    state = _show(run, name)
    content, count = app.labels(state, run.place, sheet=sheet, skip=skip)
    put(output, [content])
    run.told("campaign.labels", n=count, place=output, sheet=sheet.upper())
    missing = sum(one.state == "due" and one.way != "post" for one in state.members)
    if missing:
        run.told("campaign.without-address", n=missing, name=_quoted(state))


@command(
    "table",
    _name,
    option("-o", "--output", required=True, metavar="FILE.xlsx|FILE.csv", help="option.output-file"),
)
def table(run: Run, name: str, output: str) -> None:
    """Write the table for a mail merge."""
    from sync import app

    headings = tuple(run.words(f"campaign.column-{one}") for one in app.MERGE_COLUMNS)
    kind = "xlsx" if output.lower().endswith(".xlsx") else "csv"
    content, count = app.merge_table(_show(run, name), run.place, headings, kind)
    put(output, [content])
    run.told("campaign.table", n=count, place=output)


@command(
    "drafts",
    _name,
    option("-o", "--output", required=True, metavar="FOLDER", help="option.output-folder"),
    option("--subject", default=""),
    option("--text", default="", metavar="FILE"),
)
def drafts(run: Run, name: str, output: str, subject: str, text: str) -> None:
    """Write a draft of an e-mail for each person; nothing is sent."""
    from sync import app

    state = _show(run, name)
    words = run.words
    if text:
        try:
            body = Path(text).read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError("campaign.text-unreadable", place=text) from error
    else:
        body = words(f"campaign.text-{state.campaign.kind}")
    folder = Path(output)
    count = 0
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for count, (member, content) in enumerate(app.drafts(state, subject or state.campaign.name, body), 1):
            (folder / app.draft_name(count, member)).write_bytes(content)
    except OSError as error:
        raise ReseauError("error.output-not-writable", place=output) from error
    run.told("campaign.drafts", n=count, place=output)


def _show(run: Run, name: str) -> State:
    from sync.usecases import campaigns

    with run.store() as store:
        return campaigns.show(store, run.place, run.settings, name)


# --- words ---


def _overview(run: Run, state: State) -> None:
    words, campaign = run.words, state.campaign
    batches = sorted({one.on for one in state.members if one.state == "due"})
    run.data(words("campaign.heading", name=campaign.name, n=len(state.members)))
    if not state.members:
        run.data("  " + words("campaign.empty"))
        return
    counts = [
        words(f"campaign.count-{way}", n=n)
        for way in ("post", "mail", "profile", "none")
        if (n := state.count(way=way))
    ]
    run.data("  " + " · ".join(counts))
    done = [
        words(f"campaign.sum-{s}", n=n) for s in ("done", "replied", "returned") if (n := _reached(state, s))
    ]
    if done:
        run.data("  " + " · ".join(done))
    if batches:
        run.data(
            "  "
            + words(
                "campaign.batches", n=len(batches), first=words.day(batches[0]), last=words.day(batches[-1])
            )
        )


def _reached(state: State, what: str) -> int:
    """Return how many got that far: who replied had it, too."""
    return sum(one.state == what or (what == "done" and one.state == "replied") for one in state.members)


def _state_of(run: Run, member: Member) -> str:
    return run.words(f"campaign.state-{member.state}") if member.state != "due" else ""


def _told(run: Run, state: State, key: str, count: int, *, as_json: bool, dry_run: bool) -> None:
    if as_json:
        run.json(_json(run, state))
        return
    run.told(key, n=count, name=state.campaign.name)
    due = state.count(state="due")
    if due:
        run.told("campaign.left", n=due)
    _end(run, state, dry_run=dry_run)


def _end(run: Run, state: State, *, dry_run: bool) -> None:
    if dry_run:
        run.told("plan.trial")
    elif state.journal is not None:
        run.told("plan.undo", step=state.journal)


def _quoted(state: State) -> str:
    import shlex

    return shlex.quote(state.campaign.name)


def _json(run: Run, state: State) -> dict[str, Any]:
    from sync import app
    from sync.usecases.campaigns import WAYS, slug

    campaign = state.campaign
    text = run.words(f"campaign.text-{campaign.kind}")
    return {
        "name": campaign.name,
        "feed": slug(campaign.name),
        "kind": campaign.kind,
        "form": campaign.form,
        "first": campaign.first,
        "last": campaign.last,
        "counts": {
            **{way: state.count(way=way) for way in WAYS},
            **{s: state.count(state=s) for s in ("due", "done", "skipped", "replied", "returned")},
        },
        "members": [
            {
                "person": one.person.id,
                "name": one.person.name,
                "tier": one.tier,
                "on": one.on,
                "way": one.way,
                "state": one.state,
                "mailto": app.mailto(one, campaign.name, text) or None,
            }
            for one in state.members
        ],
        "journal": state.journal,
    }


campaign = group(
    "campaign",
    new,
    listing,
    show,
    _members("add", "add"),
    _members("leave", "leave"),
    _ticking("done"),
    _ticking("replied"),
    _ticking("returned"),
    labels,
    table,
    drafts,
    drop,
)
