"""People: find them; one person with the source of every value, what happened when, and a contact to note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.config.settings import Settings
from sync.normalize.text import fold
from sync.usecases import editing, forgetting, planning, timeline
from sync.usecases import people as use
from sync.web import view

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

    from sync.store import Store
    from sync.web.site import Site

LISTED, EVENTS = 50, 100


def people(site: Site, request: Request, form: FormData) -> Response:
    """List those a query fits, a page at a time."""
    del form
    asked, at = request.query_params.get("q", "")[:200].strip(), request.query_params.get("at", "1")
    number = int(at) if at.isascii() and at.isdecimal() and 0 < len(at) < 7 else 1
    known = everybody(site)
    found = use.search(known, asked) if asked else known
    number = max(1, min(number, -(-len(found) // LISTED)))
    shown = found[(number - 1) * LISTED : number * LISTED]
    return view.render(
        site.words,
        "people.html",
        here="/people",
        title=site.words("site.people"),
        q=asked,
        at=number,
        total=len(found),
        more=len(found) > number * LISTED,
        rows=[
            (one.id, one.name, ", ".join(filter(None, (one.glance.title, one.glance.company))))
            for one in shown
        ],
        undone="undone" in request.query_params,
    )


def everybody(site: Site) -> list[use.Person]:
    """Return all people by name."""
    return site.remembered(
        "people", lambda store: sorted(use.load(store).values(), key=lambda one: fold(one.name))
    )


def person(site: Site, request: Request, form: FormData) -> Response:
    """Show one person."""
    del form
    words = site.words
    with site.open_store() as store:
        one = _one(site, request, store)
        if one is None:
            return view.message(
                words, words("error.person-unknown", query=request.path_params["id"]), "/people", 404
            )
        events = timeline.of(store, one)
    names = {
        kept.ref: words(f"source.{kept.record.source}")
        if words.has(f"source.{kept.record.source}")
        else kept.record.source
        for kept in one.records
    }
    values = []
    for found in one.merged.found:
        if text := use.shown_value(words, found.field, found.value):
            sources = ", ".join(dict.fromkeys(names[ref] for ref in found.origins))
            values.append((words(f"field.{found.field}"), text, sources))
    return view.render(
        words,
        "person.html",
        here="/people",
        title=one.name,
        id=one.id,
        what=use.described(one.card),
        links=view.links(one.card),
        values=values,
        forms=planning.FORMS,
        today=site.place().today.isoformat(),
        hidden="hidden" in one.attributes,
        tiers=editing.TIERS,
        tier=one.attributes.get("tier", ""),
        cadence=one.attributes.get("cadence", ""),
        events=[(event.day, timeline.worded(event, words)) for event in reversed(events[-EVENTS:])],
        step=site.step(request),
    )


def log(site: Site, request: Request, form: FormData) -> Response:
    """Note a contact that happened."""
    place = site.place()
    name = request.path_params["id"]
    with site.open_store() as store:
        outcome = planning.log(
            store, place, Settings(place.home), name, str(form.get("form", "")), on=str(form.get("on", ""))
        )
    return site.back(f"/people/{outcome.person}", outcome.journal)


def hide(site: Site, request: Request, form: FormData) -> Response:
    """Leave a person in peace, or plan with them again."""
    with site.open_store() as store:
        name = request.path_params["id"]
        outcome = editing.hide(store, site.place(), name, hidden=form.get("word") == "leave")
    return site.back(f"/people/{outcome.person}", outcome.journal)


def edit(site: Site, request: Request, form: FormData) -> Response:
    """Keep circle, rhythm and whatever else was typed of a person; an empty field says nothing new."""

    def typed(name: str) -> str:
        return str(form.get(name, "")).strip()

    fields = editing.Fields(
        emails=(typed("email"),) if typed("email") else (),
        phones=(typed("phone"),) if typed("phone") else (),
        company=typed("company"),
        title=typed("title"),
        city=typed("city"),
        notes=(typed("note"),) if typed("note") else (),
    )
    with site.open_store() as store:
        outcome = editing.edit(
            store,
            site.place(),
            request.path_params["id"],
            fields,
            tier=typed("tier"),
            cadence=typed("cadence").upper(),
        )
    return site.back(f"/people/{outcome.person}", outcome.journal)


def forget(site: Site, request: Request, form: FormData) -> Response:
    """Erase a person for good, once the user has said so twice; the books that still hold the card are named."""
    words = site.words
    with site.open_store() as store:
        if form.get("word") != "forget":
            one = _one(site, request, store)
            if one is None:
                return view.message(
                    words, words("error.person-unknown", query=request.path_params["id"]), "/people", 404
                )
            return view.render(
                words, "forget.html", here="/people", title=words("site.forget"), id=one.id, name=one.name
            )
        told = forgetting.forget(store, site.place(), request.path_params["id"])
    site.forget_pages()
    said = [words("care.forgotten", name=told.name, n=told.records)]
    if told.books:
        said.append(words("care.forget-books", n=len(told.books), books=", ".join(told.books)))
    return view.message(words, " ".join(said), "/people", 200)


def _one(site: Site, request: Request, store: Store) -> use.Person | None:
    del site
    name = store.resolve(request.path_params["id"])
    return use.load(store, [name]).get(name) if name else None
