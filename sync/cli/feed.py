"""`feed`: the calendar to subscribe to, as a file, over HTTP, in a folder, on a server."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sync.cli.frame import Run, WordedGroup, argument, as_json, command, dry_run, option
from sync.ports import ReseauError

if TYPE_CHECKING:
    from sync.store.feeds import Feed

LEVELS = ("initials", "names", "details")
_privacy = option("--privacy", type=click.Choice(LEVELS), default=None, metavar="initials|names|details")


class _Feed(WordedGroup):
    """`feed [NAME]` writes; `feed list`, `feed rotate NAME` … are commands of their own."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or args[0] not in {*self.commands, "--help"}:
            args = ["write", *args]
        return super().parse_args(ctx, args)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return write if cmd_name == "write" else super().get_command(ctx, cmd_name)


@command(
    "write",
    argument("name", default="touchpoints", required=False, metavar="[NAME]"),
    option("-o", "--output", default=""),
    _privacy,
    as_json,
    dry_run,
)
def write(run: Run, name: str, output: str, privacy: str | None, as_json: bool, dry_run: bool) -> None:
    """Write a feed: `touchpoints`, `birthdays` or `digest`."""
    from sync import app
    from sync.usecases import publishing

    with run.store() as store:
        level = privacy or publishing.level_of(store, run.settings, name)
        made = app.feed(store, run.place, name, run.words, privacy=level, dry_run=dry_run)
    content, left_out = app.calendar(made)
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


@command("rotate", argument("name", metavar="NAME"), _privacy, as_json)
def rotate(run: Run, name: str, privacy: str | None, as_json: bool) -> None:
    """Give a feed a new address; the old one leads nowhere from now on."""
    from sync.cli.serve import show_code
    from sync.store import feeds
    from sync.usecases import publishing, serving

    publishing.check_name(name)
    with run.store() as store:
        port, lan = serving.served_at(store)
        token = feeds.rotate(store, name, privacy or "")
        level = publishing.level_of(store, run.settings, name)
    told = {"name": name, "url": serving.address(port, token)}
    if lan:
        told["lan_url"] = serving.address(port, token, lan)
    if as_json:
        run.json(told)
        return
    run.told("serve.address-new", name=name)
    run.data(told["url"])
    if lan:
        run.data(told["lan_url"])
        show_code(told["lan_url"])
    run.told("feed.privacy", level=run.words(f"feed.privacy-{level}"))


@command("list", as_json)
def list_(run: Run, as_json: bool) -> None:
    """Show the feeds: which have an address, how private they are, who fetched them last."""
    from sync.store import feeds
    from sync.usecases import publishing

    with run.store() as store:
        known = {feed.name: feed for feed in feeds.feeds(store)}
        names = dict.fromkeys([*publishing.NAMES, *known])
        all_ = [known.get(name) or feeds.find(store, name) for name in names]
        levels = {feed.name: publishing.level_of(store, run.settings, feed.name) for feed in all_}
    if as_json:
        run.json(
            {
                "feeds": [
                    {
                        "name": feed.name,
                        "address": feed.has_token,
                        "privacy": levels[feed.name],
                        "modified_at": feed.modified_at,
                        "fetched_at": feed.fetched_at,
                        "fetched_by": feed.fetched_by,
                    }
                    for feed in all_
                ]
            }
        )
        return
    run.table((feed.name, levels[feed.name], _visit(run, feed)) for feed in all_)


def _visit(run: Run, feed: Feed) -> str:
    if not feed.has_token:
        return run.words("serve.listed-closed", name=feed.name)
    if not feed.fetched_at:
        return run.words("serve.listed-never")
    return run.words("serve.listed-fetched", at=feed.fetched_at, by=feed.fetched_by or "?")


def _write(place: Path, content: bytes) -> None:
    """Replace the file whole, so that whoever reads it meets the old or the new feed."""
    part = place.with_name(place.name + ".part")
    try:
        part.write_bytes(content)
        part.replace(place)
    except OSError as error:
        raise ReseauError("feed.not-written", place=str(place)) from error


# The options of writing stand in the help of `feed` itself; they are read by `write`.
feed = _Feed(
    "feed",
    params=[one for one in write.params if isinstance(one, click.Option)],
    subcommand_metavar="[NAME] | COMMAND …",
)
for _one in (rotate, list_):
    feed.add_command(_one)
