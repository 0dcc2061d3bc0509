"""`feed`: the calendar to subscribe to, as a file."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from sync.cli.frame import Run, argument, as_json, command, dry_run, option
from sync.ports import ReseauError

LEVELS = ("initials", "names", "details")


@command(
    "feed",
    argument("name", default="touchpoints", required=False, metavar="[NAME]"),
    argument("which", default="touchpoints", required=False, metavar="[rotate NAME|list]"),
    option("-o", "--output", default=""),
    option("--privacy", type=click.Choice(LEVELS), default=None, metavar="initials|names|details"),
    as_json,
    dry_run,
)
def feed(
    run: Run, name: str, which: str, output: str, privacy: str | None, as_json: bool, dry_run: bool
) -> None:
    """Write a feed: `touchpoints`, `birthdays` or `digest`; `rotate NAME` and `list` are about its address."""
    if name == "rotate":
        from sync.cli.serve import rotate

        rotate(run, which, as_json=as_json)
        return
    if name == "list":
        from sync.cli.serve import listed

        listed(run, as_json=as_json)
        return
    from sync import app
    from sync.usecases import publishing

    with run.store() as store:
        made = publishing.feed(
            store, run.place, run.settings, run.words, name=name, privacy=privacy or "", dry_run=dry_run
        )
    content, left_out = app.calendar(made)
    level = privacy or str(run.settings.get("feed.privacy"))
    if output and output != "-":
        if not dry_run:
            _write(Path(output), content)
    elif not as_json:
        sys.stdout.buffer.write(content)
    if as_json:
        run.json(
            {"name": name, "events": len(made.events) - left_out, "left_out": left_out, "privacy": level}
        )
    if output and output != "-":
        run.told("feed.written", place=output, n=len(made.events) - left_out)
        run.told("feed.privacy", level=run.words(f"feed.privacy-{level}"))
    if left_out:
        run.told("feed.left-out", n=left_out)


def _write(place: Path, content: bytes) -> None:
    """Replace the file whole, so that whoever reads it meets the old or the new feed."""
    part = place.with_name(place.name + ".part")
    try:
        part.write_bytes(content)
        part.replace(place)
    except OSError as error:
        raise ReseauError("feed.not-written", place=str(place)) from error
