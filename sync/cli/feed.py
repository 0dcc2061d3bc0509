"""`feed`: the calendar to subscribe to, as a file, over HTTP, in a folder, on a server."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from sync.cli.frame import Run, WordedGroup, argument, as_json, command, dry_run, option, worded
from sync.cli.output import put

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sync.app import Published
    from sync.config.secrets import Secrets
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
            put(output, [content], "feed.not-written")
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


@command("rotate", argument("name", metavar="NAME"), _privacy, as_json, dry_run)
def rotate(run: Run, name: str, privacy: str | None, as_json: bool, dry_run: bool) -> None:
    """Give a feed a new address; the old one leads nowhere from now on."""
    from sync.cli.serve import show_code
    from sync.store import feeds
    from sync.usecases import publishing, serving

    with run.store() as store:
        publishing.check_name(store, name)
        if dry_run:
            # A token that is not kept would be an address that leads nowhere.
            run.json({"name": name, "url": None}) if as_json else run.told("serve.rotate-trial", name=name)
            return
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


@command("close", argument("name", metavar="NAME"), as_json, dry_run)
def close(run: Run, name: str, as_json: bool, dry_run: bool) -> None:
    """Take a feed's address away: it leads nowhere from now on, and there is no new one."""
    from sync.store import feeds
    from sync.usecases import publishing

    with run.store() as store:
        publishing.check_name(store, name)
        closed = feeds.find(store, name).has_token if dry_run else feeds.close(store, name)
    if as_json:
        run.json({"name": name, "closed": closed})
        return
    run.told("serve.close-trial" if dry_run else "serve.closed-feed", name=name)


@command("list", as_json)
def list_(run: Run, as_json: bool) -> None:
    """Show the feeds: which have an address, how private they are, who fetched them last, where else they go."""
    from sync.store import feeds
    from sync.store.outlets import outlets
    from sync.usecases import publishing

    with run.store() as store:
        known = {feed.name: feed for feed in feeds.feeds(store)}
        names = dict.fromkeys([*publishing.names(store), *known])
        all_ = [known.get(name) or feeds.find(store, name) for name in names]
        levels = {feed.name: publishing.level_of(store, run.settings, feed.name) for feed in all_}
        placed = outlets(store)
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
                ],
                "outlets": [
                    {
                        "feed": one.feed,
                        "kind": one.kind,
                        "place": one.place,
                        "public": one.public,
                        "privacy": one.privacy or levels.get(one.feed, ""),
                        "published_at": one.published_at,
                    }
                    for one in placed
                ],
            }
        )
        return
    rows = [(feed.name, levels[feed.name], _visit(run, feed)) for feed in all_]
    rows += [
        (one.feed, one.privacy or levels.get(one.feed, ""), run.words("outlet.listed", place=one.place))
        for one in placed
    ]
    run.table(rows)


@command(
    "publish",
    argument("where", nargs=-1, metavar="[NAME] [FOLDER|FILE|URL]"),
    option("--public", "public", default="", metavar="LINK"),
    _privacy,
    option("--user", "user", default="", metavar="USER"),
    option("--password-command", "password_command", default="", metavar="COMMAND"),
    option("--insist-plain", "insist_plain", is_flag=True),
    option("--stop", "stop", is_flag=True),
    option("--confirm-deletions", "confirmed", type=int, default=-1, metavar="N"),
    as_json,
    dry_run,
)
def publish(
    run: Run,
    where: tuple[str, ...],
    public: str,
    privacy: str | None,
    user: str,
    password_command: str,
    insist_plain: bool,
    stop: bool,
    confirmed: int,
    as_json: bool,
    dry_run: bool,
) -> None:
    """Put a feed where a telephone can get it, and test whether it can."""
    from sync import app
    from sync.cli.book import secrets_of, tell_kept
    from sync.ports import UsageError
    from sync.store import outlets as kept
    from sync.usecases import outlets, publishing

    with run.store() as store:
        name, place = _named(where, publishing.names(store))
        if name:
            publishing.check_name(store, name)
        secrets = secrets_of(run, store)
        told = _asked_once(secrets)
        known = [one.place for one in kept.outlets(store)]
        if stop:
            if not where:
                raise UsageError("outlet.too-many")
            chosen = outlets.find(store, name, place)
            for gone in chosen:
                if not dry_run:
                    kept.remove(store, gone.place)
                    secrets.forget(app.host_of(gone), gone.user)
                run.told("outlet.stopped", place=gone.place)
            return
        if place:
            more = {"password_command": password_command} if password_command else {}
            asked = app.outlet_at(
                name or "touchpoints",
                place,
                run.words,
                secrets,
                privacy=privacy or "",
                user=user,
                public=public,
                settings=more | ({"insist_plain": True} if insist_plain else {}),
            )
            chosen = [outlets.as_before(store, asked)]
        else:
            chosen = outlets.find(store, name, "")
        done = [
            app.publish(store, run.place, one, run.words, secrets, confirmed=confirmed, dry_run=dry_run)
            for one in chosen
        ]
        level = publishing.level_of(store, run.settings, chosen[0].feed)
    if not dry_run and not any(one.error for one in done):
        for (host, account), password in told.items():
            tell_kept(run, host, secrets.keep(host, account, password))
    if as_json:
        run.json({"outlets": [_shape(run, one) for one in done]})
    else:
        for published in done:
            _tell(run, published, dry_run=dry_run)
        if chosen[0].place not in known and not any(one.error for one in done):
            if chosen[0].kind == "caldav":
                run.told("outlet.answer-there")
            run.told("feed.privacy", level=run.words(f"feed.privacy-{chosen[0].privacy or level}"))
    codes = {told.error.exit_code for told in done if told.error}
    codes |= {3 for told in done if told.pushed and told.pushed.guard}
    raise click.exceptions.Exit(next((code for code in (4, 5, 1, 3) if code in codes), 0))


def _asked_once(secrets: Secrets) -> dict[tuple[str, str], str]:
    """Have each password asked for once in this run, and return what was told, as it comes."""
    told: dict[tuple[str, str], str] = {}
    ask = secrets.ask
    if ask is not None:

        def once(name: str, user: str) -> str:
            if (name, user) not in told:
                told[name, user] = ask(name, user)
            return told[name, user]

        secrets.ask = once
    return told


def _named(where: tuple[str, ...], names: Iterable[str]) -> tuple[str, str]:
    """Return (feed, place) of what was typed; one word is a feed if there is one of that name."""
    from sync.ports import UsageError

    match where:
        case ():
            return "", ""
        case (one,):
            return (one, "") if one in names else ("", one)
        case (name, place):
            return name, place
        case _:
            raise UsageError("outlet.too-many")


def _shape(run: Run, done: Published) -> dict[str, Any]:
    told: dict[str, Any] = {
        "feed": done.outlet.feed,
        "place": done.outlet.place,
        "kind": done.outlet.kind,
        "events": done.events,
        "requests": done.requests,
    }
    if done.pushed is not None:
        answers = [answer for answer, _ in done.pushed.answers]
        told |= {
            "created": done.pushed.created,
            "updated": done.pushed.updated,
            "deleted": done.pushed.deleted,
            "refused": done.pushed.refused,
            "answers": {kind: answers.count(kind) for kind in ("done", "snooze", "skip")},
            "guard": done.pushed.guard or None,
            "deletions": done.pushed.deletions,
        }
    else:
        told["written"] = done.written
    if done.check is not None:
        told["check"] = {
            "code": done.check.code,
            "works": done.check.works,
            "reach": done.check.reach,
            "message": run.words(
                f"outlet.check-{done.check.code}", place=done.outlet.public or done.outlet.place
            ),
        }
    if done.error:
        told["error"] = {"code": done.error.code, "message": worded(done.error, run.words)}
    return told


def _tell(run: Run, done: Published, *, dry_run: bool) -> None:
    from sync.cli.serve import show_code
    from sync.web import outlet_words

    if done.error:
        run.say(worded(done.error, run.words))
        return
    for line in outlet_words.sentences(run.words, done, dry_run=dry_run, commands=True):
        run.say(line)
    if done.pushed and done.pushed.guard:
        run.told("outlet.confirm", feed=done.outlet.feed, count=str(done.pushed.deletions))
    if webcal := outlet_words.address(done):
        show_code(webcal)


def _visit(run: Run, feed: Feed) -> str:
    if not feed.has_token:
        return run.words("serve.listed-closed", name=feed.name)
    if not feed.fetched_at:
        return run.words("serve.listed-never")
    from sync.web.page import moment

    at = moment(run.words, feed.fetched_at, run.place.zone)
    return run.words("serve.listed-fetched", at=at, by=feed.fetched_by or "?")


# The options of writing stand in the help of `feed` itself; they are read by `write`.
feed = _Feed(
    "feed",
    params=[one for one in write.params if isinstance(one, click.Option)],
    subcommand_metavar="[NAME] | COMMAND …",
)
for _one in (publish, rotate, close, list_):
    feed.add_command(_one)
