"""Address books: connect one, see what a sync would do card by card, and say yes."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

from sync import app
from sync.config.settings import Settings
from sync.ports import UsageError
from sync.store import books as kept
from sync.usecases import completing, presets, syncing
from sync.usecases.synced import Outcome
from sync.web import view

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

    from sync.store import Store
    from sync.store.mirrors import Mirror
    from sync.usecases.mirrored import Outcome as Mirrored
    from sync.web.site import Site

PUSH = ("enrich", "none", "all")
SHOWN = 40


def books(site: Site, request: Request, form: FormData) -> Response:
    """List the books that are connected, and offer to connect another."""
    del form
    return _listed(site, site.step(request))


def add(site: Site, request: Request, form: FormData) -> Response:
    """Connect a book: look for it where the user says, and keep its password in the keyring."""
    del request
    words, place = site.words, site.place()
    told = {name: str(form.get(name, "")).strip() for name in ("name", "place", "user", "push")}
    password = str(form.get("password", ""))
    preset = presets.named(told["place"])
    if preset in presets.SELF_HOSTED or preset == "google":
        raise UsageError("book.preset-incomplete")
    with site.open_store() as store:
        syncing.check_name(store, told["name"])
        secrets = app.secrets_of(store, os.environ)
        found = app.books_at(
            presets.address(told["place"]),
            user=told["user"],
            password=lambda _, user: password or secrets.get(told["name"], user).value,
            insist_plain=False,
        )
        if len(found) > 1:
            return _listed(
                site,
                "",
                choices=[(one.place, str(one.settings.get("title", ""))) for one in found],
                told=told,
            )
        push = told["push"] if told["push"] in PUSH else PUSH[0]
        book = replace(found[0], name=told["name"], push=push)
        with store.change(f"book add {book.name}", place.at) as step:
            kept.add(store, book)
        if password and book.kind == "carddav" and not secrets.keep(book.name, book.user, password):
            from sync.config.secrets import variable

            return view.message(
                words, words("book.password-not-kept", variable=variable(book.name)), "/books", 200
            )
    return site.back("/books", step.id)


def look(site: Site, request: Request, form: FormData) -> Response:
    """Show what a sync would do, before anything is written anywhere."""
    del form
    return _outcome(site, request.path_params["name"], -1, dry_run=True)


def sync(site: Site, request: Request, form: FormData) -> Response:
    """Do what was shown; the number of deletions the user saw is what they agreed to."""
    told = str(form.get("deletions", ""))
    confirmed = int(told) if told.isascii() and told.isdecimal() and len(told) < 9 else -1
    return _outcome(site, request.path_params["name"], confirmed, dry_run=False)


def synced(
    site: Site, store: Store, name: str, *, agreed: bool, confirmed: int = -1, dry_run: bool = False
) -> Outcome:
    """Sync one book; `agreed` tells that the user has the plan before their eyes, see `app.sync_book`."""
    place = site.place()
    return app.sync_book(
        store,
        place,
        kept.find(store, name),
        app.secrets_of(store, os.environ),
        lambda: app.context_of(store, place, Settings(place.home)),
        agreed=lambda _: agreed,
        confirmed=confirmed,
        dry_run=dry_run,
    )


def mirrored(
    site: Site, store: Store, mirror: Mirror, *, confirmed: int = -1, dry_run: bool = False
) -> Mirrored:
    """Sync two mirrored books that the user has agreed to, see `app.sync_mirror`."""
    return app.sync_mirror(
        store,
        site.place(),
        mirror,
        app.secrets_of(store, os.environ),
        agreed=lambda _: False,
        confirmed=confirmed,
        dry_run=dry_run,
    )


def _outcome(site: Site, name: str, confirmed: int, *, dry_run: bool) -> Response:
    words = site.words
    with site.open_store() as store:
        outcome = synced(site, store, name, agreed=True, confirmed=confirmed, dry_run=dry_run)
        if outcome.error:
            return view.error(words, outcome.error, "/books")
        if not dry_run and not outcome.guard:
            return site.back("/books", outcome.journal)
        return view.render(
            words,
            "book.html",
            here="/books",
            title=name,
            name=name,
            guard=words("book.guard-" + outcome.guard, name=name, n=outcome.deletions)
            if outcome.guard
            else "",
            deletions=outcome.deletions,
            parts=_parts(site, store, outcome),
            problems=words("book.problems", n=len(outcome.problems)) if outcome.problems else "",
        )


def _parts(site: Site, store: Store, outcome: Outcome) -> list[tuple[str, list[tuple[str, list[str]]]]]:
    """Return headings, each with cards and their lines: what would come in, and what would be written there."""
    words = site.words
    found: list[tuple[str, list[tuple[str, list[str]]]]] = []
    for kind in ("created", "updated", "deleted"):
        if n := outcome.count(kind):
            names = syncing.who(store, outcome, kind)
            more: list[tuple[str, list[str]]] = [("…", [])] if len(names) > SHOWN else []
            found.append(
                (words(f"book.plan-{kind}", n=n).strip(), [(one, []) for one in names[:SHOWN]] + more)
            )
    for kind in ("created", "updated", "deleted"):
        gifts = [gift for gift in (outcome.given.gifts if outcome.given else []) if gift.kind == kind]
        if gifts:
            shown = [(gift.name, completing.told(gift, words)) for gift in gifts[:SHOWN]]
            found.append(
                (words(f"book.put-{kind}", n=len(gifts)), shown + ([("…", [])] if len(gifts) > SHOWN else []))
            )
    return found


def _listed(
    site: Site,
    step: str,
    *,
    choices: list[tuple[str, str]] | None = None,
    told: dict[str, str] | None = None,
) -> Response:
    words = site.words
    with site.open_store() as store:
        rows = [
            {
                "name": one.name,
                "place": one.place,
                "state": words("book.cards", n=sum(map(len, kept.bindings(store, one.name).values())))
                if one.confirmed_at
                else words("book.not-yet"),
            }
            for one in kept.books(store)
        ]
    return view.render(
        words,
        "books.html",
        here="/books",
        title=words("site.books"),
        rows=rows,
        push=[(one, words(f"site.book-push-{one}")) for one in PUSH],
        presets=sorted(presets.PRESETS),
        choices=choices or [],
        told=told or {},
        step=step,
    )
