"""`book` and `sync`: connect address books, and bring in what changed there."""

from __future__ import annotations

import os
import sys
from functools import cache
from typing import TYPE_CHECKING, Any, NoReturn

import click

from sync.cli.frame import Run, argument, as_json, command, dry_run, group, option, worded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sync.config.secrets import Secrets
    from sync.ports import Context, ReseauError
    from sync.store import Store
    from sync.store.books import Book
    from sync.usecases.synced import Outcome

SHOWN = 10
_PRECEDENCE = (4, 5, 1, 3)
_name = argument("name", metavar="NAME")
_PUSH = ("none", "enrich", "all")
_chosen = (
    option("--tier", "tiers", multiple=True, metavar="close|active|network|watch", help="option.book-tier"),
    option("--keyword", "keywords", multiple=True, metavar="WORD", help="option.book-keyword"),
)


@command(
    "add",
    _name,
    argument("target", metavar="URL|FOLDER|FILE"),
    option("--user", "user", default="", metavar="USER"),
    option("--push", "push", type=click.Choice(_PUSH), default="enrich", metavar="|".join(_PUSH)),
    *_chosen,
    option("--password-command", "password_command", default="", metavar="COMMAND"),
    option("--oauth", "oauth", default="", metavar="FILE"),
    option("--insist-plain", "insist_plain", is_flag=True),
    as_json,
    dry_run,
)
def add(
    run: Run,
    name: str,
    target: str,
    user: str,
    push: str,
    tiers: tuple[str, ...],
    keywords: tuple[str, ...],
    password_command: str,
    oauth: str,
    insist_plain: bool,
    as_json: bool,
    dry_run: bool,
) -> None:
    """Connect an address book: find it, ask for the password once, keep it in the keyring."""
    from dataclasses import replace

    from sync import app
    from sync.config.secrets import Secret
    from sync.ports import UsageError
    from sync.store import books
    from sync.store.books import Book
    from sync.usecases import choosing, presets, syncing

    choosing.chosen(Book("", "", ""), push, _split(tiers), keywords)
    preset = presets.named(target)
    if preset:
        run.told(f"book.needs-{preset}")
    if preset in presets.SELF_HOSTED or (preset == "google" and not oauth):
        raise UsageError("book.preset-incomplete")
    target = presets.address(target)
    with run.store() as store:
        syncing.check_name(store, name)
        secrets = secrets_of(run, store)
        told: list[Secret] = []

        def password(host: str, user: str) -> str:
            del host
            if oauth:
                grant = app.agree_in_browser(oauth, lambda url: _open_page(run, url))
                told.append(Secret(grant, "prompt"))
            else:
                told.append(secrets.get(name, user, command=password_command))
            return told[0].value

        found = app.books_at(
            target, user=user, password=password, insist_plain=insist_plain, oauth=bool(oauth)
        )
        chosen = _choose(run, found)
        more = {"password_command": password_command} if password_command else {}
        if told and told[0].origin in ("environment", "file", "command"):
            more["password_origin"] = told[0].origin
        book = replace(chosen, name=name, settings=chosen.settings | more)
        book = choosing.chosen(book, push, _split(tiers), keywords)
        with store.change(f"book add {name}", run.place.at, dry_run=dry_run) as step:
            books.add(store, book)
        kept = ""
        if told and told[0].origin == "prompt" and not dry_run:
            kept = secrets.keep(name, book.user, told[0].value)
        if as_json:
            run.json({"book": _shown(store, book), "journal": step.id})
            return
        run.told("book.added", name=name, place=book.place)
        if told and told[0].origin == "prompt" and not dry_run:
            tell_kept(run, name, kept)
        if book.kind == "carddav":
            known = str(book.settings.get("server", ""))
            run.told(f"server.known-{known}" if known else "server.known-not", name=name)
        _tell_push(run, book)
        run.told("book.next", name=name)


@command("join", _name, argument("person", required=False, metavar="[PERSON]"), as_json, dry_run)
def join(run: Run, name: str, person: str | None, as_json: bool, dry_run: bool) -> None:
    """Make one card, in the book itself, of several that one person has there; without PERSON of all such people."""
    from sync import app
    from sync.store import books
    from sync.usecases import joining

    with run.store() as store:
        book = books.find(store, name)
        found = joining.doubles(store, book, app.editable_cards(), app.card_format(), person or "")
        journal = None
        told = {
            "book": name,
            "doubles": [
                {
                    "person": one.person,
                    "name": one.name,
                    "keep": one.keep.href,
                    "remove": [other.href for other in one.others],
                    "changes": list(one.lines),
                }
                for one in found
            ],
        }
        if not as_json:
            if not found:
                run.data(run.words("book.join-no-doubles", name=name))
            for one in found:
                run.say(run.words("book.join-one", name=one.name, n=len(one.others) + 1))
                for line in one.lines:
                    run.say(f"    {line}")
        if found and not dry_run:
            if not run.ask(run.words("book.join-ask", name=name, n=sum(len(one.others) for one in found))):
                raise click.exceptions.Exit(3)
            journal = app.join_cards(
                store, run.place, book, secrets_of(run, store), _context(run, store), found
            )
    if as_json:
        run.json({**told, "journal": journal})
    elif journal is not None:
        run.told("book.joined", n=len(found), number=journal)


@command("try", _name, as_json, dry_run)
def try_(run: Run, name: str, as_json: bool, dry_run: bool) -> None:
    """Find out with a made-up card what a book alters or drops; the card is taken away again."""
    from contextlib import closing

    from sync import app
    from sync.store import books
    from sync.usecases import trying

    with run.store() as store:
        book = books.find(store, name)
        if dry_run or not run.yes:
            run.told("book.try-ask", name=name, card=trying.NAME)
            if dry_run:
                return
            if not run.ask(run.words("book.go-on")):
                raise click.exceptions.Exit(3)
        with closing(app.opened(book, secrets_of(run, store))) as remote:
            found = trying.try_out(store, run.place, name, remote, app.card_format())
    if as_json:
        run.json(
            {
                "book": name,
                "versions": [
                    {
                        "version": one.version,
                        "kept": one.kept,
                        "altered": [
                            {"property": what, "before": before, "after": after}
                            for what, before, after in one.altered
                        ],
                        "dropped": list(one.dropped),
                        "refused": one.refused or None,
                    }
                    for one in found
                ],
            }
        )
        return
    for one in found:
        if one.refused:
            run.data(run.words("book.try-refused", version=one.version, reason=one.refused))
            continue
        whole = not one.altered and not one.dropped
        run.data(run.words("book.try-whole" if whole else "book.try-partly", version=one.version, n=one.kept))
        for what, before, after in one.altered:
            run.data(f"  ~ {what}: {before}\n      → {after}")
        for what in one.dropped:
            run.data(f"  − {what}")
    run.told("book.try-safe")


@command(
    "set",
    _name,
    option("--push", "push", type=click.Choice(_PUSH), required=True, metavar="|".join(_PUSH)),
    *_chosen,
    as_json,
    dry_run,
)
def set_(
    run: Run,
    name: str,
    push: str,
    tiers: tuple[str, ...],
    keywords: tuple[str, ...],
    as_json: bool,
    dry_run: bool,
) -> None:
    """Change what may be written to a book, and for whom cards are made there."""
    from sync.usecases import choosing

    with run.store() as store:
        book, journal = choosing.change(
            store, run.place, name, push, _split(tiers), keywords, dry_run=dry_run
        )
        if as_json:
            run.json({"book": _shown(store, book), "journal": journal})
            return
    _tell_push(run, book)
    run.told("book.next", name=name)


def _split(told: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(part.strip() for one in told for part in one.split(",") if part.strip())


def _tell_push(run: Run, book: Book) -> None:
    """Say what may be written to a book."""
    from sync.usecases import choosing

    chosen = (*choosing.tiers(book), *choosing.keywords(book))
    if chosen:
        run.told("book.push-some", chosen=", ".join(chosen))
    else:
        run.told(f"book.push-{book.push}")


@command("list", as_json)
def list_(run: Run, as_json: bool) -> None:
    """Show the address books that are connected."""
    from sync.store import books

    with run.store() as store:
        known = books.books(store)
        if as_json:
            run.json({"books": [_shown(store, book) for book in known]})
            return
        if not known:
            run.data(run.words("book.none"))
            return
        run.table((book.name, _standing(run, store, book), book.place) for book in known)


def _standing(run: Run, store: Store, book: Book) -> str:
    """Return how many cards a book has, and whose copy it is where it was never anything else."""
    from sync.store import books, mirrors

    if book.confirmed_at:
        return run.words("book.cards", n=len(books.bindings(store, book.name)))
    for pair in mirrors.mirrors(store):
        if pair.confirmed_at and book.name in (pair.a, pair.b):
            side = "a" if book.name == pair.a else "b"
            n = sum(bool(twin.of(side).href) for twin in mirrors.twins(store, pair))
            return run.words("book.copy", n=n, other=pair.b if side == "a" else pair.a)
    return run.words("book.not-yet")


@command("remove", _name, option("--with-contacts", "with_contacts", is_flag=True), as_json, dry_run)
def remove(run: Run, name: str, with_contacts: bool, as_json: bool, dry_run: bool) -> None:
    """Disconnect an address book; its contacts stay unless asked otherwise."""
    from sync.store import books
    from sync.usecases import syncing

    with run.store() as store:
        book = books.find(store, name)
        gone, journal = syncing.disconnect(
            store, run.place, book, with_contacts=with_contacts, dry_run=dry_run
        )
        if book.user and not dry_run:
            secrets_of(run, store).forget(name, book.user)
        if as_json:
            run.json({"removed": name, "contacts": gone, "journal": journal})
            return
        run.told("book.removed-with" if with_contacts else "book.removed", name=name, n=gone)


@command("mirror", argument("a", metavar="A"), argument("b", metavar="B"), as_json, dry_run)
def mirror(run: Run, a: str, b: str, as_json: bool, dry_run: bool) -> None:
    """Make two books each other's copy; `sync` then keeps them so."""
    from sync.usecases import mirroring

    with run.store() as store:
        journal = mirroring.pair(store, run.place, a, b, dry_run=dry_run)
    if as_json:
        run.json({"mirror": {"a": a, "b": b}, "journal": journal})
        return
    run.told("book.mirrored", a=a, b=b)
    run.told("book.next", name=a)


book = group("book", add, list_, set_, try_, join, remove, mirror)


@command(
    "sync",
    argument("name", required=False, metavar="[NAME]"),
    option("--confirm-deletions", "confirmed", type=int, default=-1, metavar="N"),
    option("--retry", "retry", is_flag=True),
    as_json,
    dry_run,
)
def sync(run: Run, name: str | None, confirmed: int, retry: bool, as_json: bool, dry_run: bool) -> None:
    """Bring in what changed in the address books."""
    from sync import app
    from sync.cli import mirror_shown
    from sync.store import books, mirrors, requests

    with run.store() as store:
        chosen = [books.find(store, name)] if name else books.books(store)
        pairs = [one for one in mirrors.mirrors(store) if not name or name in (one.a, one.b)]
        mirrored = {book for one in mirrors.mirrors(store) for book in (one.a, one.b)}
        # A book that was only ever a copy of another stays one: it is no source of people.
        chosen = [one for one in chosen if one.confirmed_at or one.name not in mirrored]
        if not chosen and not pairs and not as_json:
            run.data(run.words("book.none"))
        secrets = secrets_of(run, store)
        asked = dict.fromkeys(
            [one.name for one in chosen] + [book for pair in pairs for book in (pair.a, pair.b)]
        )
        for book in asked if retry and not dry_run else ():
            requests.offer_again(store, book)
        shown: list[dict[str, Any]] = []
        codes: set[int] = set()
        for pair in pairs:
            done = app.sync_mirror(
                store,
                run.place,
                pair,
                secrets,
                agreed=lambda plan: mirror_shown.agreed(run, plan),
                confirmed=confirmed,
                dry_run=dry_run,
                sure=run.yes,
            )
            shown += mirror_shown.shape(run, done)
            codes.add(mirror_shown.code(done, dry_run=dry_run))
            if not as_json:
                mirror_shown.show(run, done, dry_run=dry_run)
        context = cache(lambda: _context(run, store))
        outcomes = []
        for one in chosen:
            outcome = app.sync_book(
                store,
                run.place,
                one,
                secrets,
                context,
                agreed=lambda plan: _agreed(run, store, plan),
                confirmed=confirmed,
                dry_run=dry_run,
            )
            outcomes.append(outcome)
            if not as_json:
                _show(run, store, outcome, dry_run=dry_run)
        if not dry_run:
            requests.empty_trash(store, run.place.now)
        if not as_json:
            _tell_waiting(run, store, asked)
        if as_json:
            run.json({"books": shown + [shape(run, outcome, dry_run=dry_run) for outcome in outcomes]})
    _leave(codes | {_code(outcome, dry_run=dry_run) for outcome in outcomes})


def _tell_waiting(run: Run, store: Store, names: Iterable[str]) -> None:
    """Say of which books some cards wait, because they were refused too often."""
    from sync.store import requests

    for name in names:
        if n := requests.waiting(store, name, run.place.now):
            run.told("book.refused-waits", name=name, n=n)


def _context(run: Run, store: Store) -> Context:
    from sync.cli.importing import context_of

    return context_of(run, (), store)


def secrets_of(run: Run, store: Store) -> Secrets:
    """Return the passwords of this home; on a terminal the user may be asked."""
    from sync import app

    def ask(name: str, user: str) -> str:
        import getpass

        return getpass.getpass(run.words("book.password-prompt", name=name, user=user), stream=sys.stderr)

    may_ask = sys.stdin.isatty() and not run.no_input
    return app.secrets_of(store, os.environ, ask if may_ask else None)


def shape(run: Run, outcome: Outcome, *, dry_run: bool = False) -> dict[str, Any]:
    """Return the contract's shape of the sync of one book (§6)."""
    told: dict[str, Any] = {
        "name": outcome.book.name,
        "pulled": {kind: outcome.count(kind) for kind in ("created", "updated", "deleted")},
        "pushed": _pushed(outcome, dry_run=dry_run),
        "merged": 0,
        "conflicts": [],
        "refused": outcome.given.refused if outcome.given else [],
        "requests": outcome.requests,
        "guard": outcome.guard or None,
        "deletions": outcome.deletions,
    }
    if outcome.first_contact:
        told["first_contact"] = True
    if outcome.problems:
        told["problems"] = [
            {
                "file": problem.file,
                "row": problem.row,
                "code": problem.code,
                "skipped": problem.skipped,
                "message": run.words(f"problem.{problem.code}", file=problem.file, **dict(problem.args)),
            }
            for problem in outcome.problems
        ]
    if outcome.error:
        told["error"] = {"code": outcome.error.code, "message": worded(outcome.error, run.words)}
    told["journal"] = outcome.journal
    return told


def _pushed(outcome: Outcome, *, dry_run: bool) -> dict[str, int]:
    """Return what went to the book, or what would go."""
    given = outcome.given
    kinds = ("created", "updated", "deleted")
    if given is None:
        return dict.fromkeys(kinds, 0)
    return {kind: given.count(kind) for kind in kinds} if dry_run else given.done


def _agreed(run: Run, store: Store, outcome: Outcome) -> bool:
    if run.yes:
        return True
    _show_plan(run, store, outcome)
    return run.ask(run.words("book.go-on"))


def _open_page(run: Run, url: str) -> None:
    """Show the page where the provider asks the user, in the browser where there is one."""
    import webbrowser

    run.told("book.oauth-open")
    click.echo(url, err=True)
    if not run.no_input and sys.stderr.isatty():
        webbrowser.open(url)


def _choose(run: Run, found: list[Book]) -> Book:
    """Return the one book that was found; of several the user names one."""
    from sync.ports import UsageError

    if len(found) == 1:
        return found[0]
    run.told("book.several")
    for one in found:
        title = str(one.settings.get("title", ""))
        run.say(f"  {one.place}" + (f"  ({title})" if title else ""))
    raise UsageError("book.name-one")


def _shown(store: Store, book: Book) -> dict[str, Any]:
    from sync.store import books

    return {
        "name": book.name,
        "kind": book.kind,
        "place": book.place,
        "user": book.user,
        "push": book.push,
        **{name: book.settings[name] for name in ("tiers", "keywords", "server") if book.settings.get(name)},
        "cards": sum(len(ones) for ones in books.bindings(store, book.name).values()),
        "confirmed": bool(book.confirmed_at),
    }


def tell_kept(run: Run, name: str, backend: str) -> None:
    """Say where a password was kept, or what to do where it was not."""
    from sync.config.secrets import variable

    if backend:
        run.told("book.password-kept", backend=backend)
    else:
        run.told("book.password-not-kept", variable=variable(name))


def _show(run: Run, store: Store, outcome: Outcome, *, dry_run: bool) -> None:
    name = outcome.book.name
    if outcome.error:
        run.say(f"{name}: {worded(outcome.error, run.words)}")
    elif outcome.guard:
        run.told("book.guard-" + outcome.guard, name=name, n=outcome.deletions)
        for card in _names(store, outcome, "deleted"):
            run.say(f"  − {card}")
        run.told("book.confirm", name=name, count=str(outcome.deletions))
    elif outcome.first_contact and not dry_run:
        run.told("book.waits", name=name)
    elif dry_run:
        nothing = not any(one.kind != "etag" for one in outcome.changes)
        if nothing and not (outcome.given and outcome.given.gifts) and not outcome.first_contact:
            run.data(run.words("book.unchanged", name=name))
        else:
            _show_plan(run, store, outcome)
    else:
        done = [outcome.count(kind) for kind in ("created", "updated", "deleted")]
        if any(done):
            run.data(run.words("book.done", name=name, created=done[0], updated=done[1], deleted=done[2]))
        else:
            run.data(run.words("book.unchanged", name=name))
        if outcome.given and any(outcome.given.done.values()):
            run.data(run.words("book.written", name=name, **outcome.given.done))
        for one in outcome.given.refused if outcome.given else ():
            run.told("book.refused", name=name, href=one["href"], reason=one["reason"])
    if outcome.problems:
        run.told("book.problems", n=len(outcome.problems))


def _show_plan(run: Run, store: Store, outcome: Outcome) -> None:
    """Show what would come in, by name."""
    from sync.usecases import completing

    name = outcome.book.name
    run.told("book.plan-first" if outcome.first_contact else "book.plan", name=name, place=outcome.book.place)
    for kind, sign in (("created", "+"), ("updated", "~"), ("deleted", "−")):
        n = outcome.count(kind)
        if n:
            run.told(f"book.plan-{kind}", n=n)
            for card in _names(store, outcome, kind):
                run.say(f"  {sign} {card}" if card != "…" else "    …")

    for kind, sign in (("created", "+"), ("updated", "~"), ("deleted", "−")):
        gifts = [gift for gift in (outcome.given.gifts if outcome.given else []) if gift.kind == kind]
        if gifts:
            run.say(f"  {name}: " + run.words(f"book.put-{kind}", n=len(gifts)))
            for gift in gifts[: 2 * SHOWN]:
                run.say(f"    {sign} {gift.name}")
                for line in completing.told(gift, run.words):
                    run.say(f"        {line}")
            if len(gifts) > 2 * SHOWN:
                run.say("    …")


def _names(store: Store, outcome: Outcome, kind: str) -> list[str]:
    """Return whom the changes of one kind are about, a few of many."""
    from sync.usecases import syncing

    names = syncing.who(store, outcome, kind)
    return names[:SHOWN] + (["…"] if len(names) > SHOWN else [])


def _leave(codes: set[int]) -> NoReturn:
    """Exit with the code of the contract (§1): of several the first of 4, 5, 1, 3."""
    raise click.exceptions.Exit(next((code for code in _PRECEDENCE if code in codes), 0))


def _code(outcome: Outcome, *, dry_run: bool) -> int:
    error: ReseauError | None = outcome.error
    if error is not None:
        return error.exit_code
    if outcome.guard or (outcome.first_contact and not dry_run):
        return 3
    return 0
