"""People: find them; one person with the source of every value, what happened when, and a contact to note."""

from __future__ import annotations

import os
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from sync import app
from sync.config.settings import Settings
from sync.merge import form_of
from sync.normalize.text import fold, town
from sync.ports import ReseauError
from sync.renewal.sectors import SECTORS
from sync.store import conclusions
from sync.store import favours as kept_favours
from sync.usecases import editing, favours, forgetting, planning, reviewing, taking_out, targeting, timeline
from sync.usecases import people as use
from sync.web import view
from sync.web.week import follow, planned, row

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

    from sync.config.place import Place
    from sync.messages import Wording
    from sync.renewal.favours import Favour
    from sync.store import Store
    from sync.usecases.roll import Roll
    from sync.web.site import Site

LISTED, EVENTS, SHOWN = 50, 500, 20
FAVOURS = ("owed", "given", "received", "seeks", "offers")
FILTERS = ("tier", "sector", "source", "city", "silent")
SILENT = (1, 2, 3, 5)


def people(site: Site, request: Request, form: FormData) -> Response:
    """List those a query and filters fit, a page at a time."""
    del form
    asked, at = request.query_params.get("q", "")[:200].strip(), request.query_params.get("at", "1")
    number = int(at) if at.isascii() and at.isdecimal() and 0 < len(at) < 7 else 1
    known = everybody(site)
    wanted = {name: request.query_params.get(name, "")[:80] for name in FILTERS}
    with site.open_store() as store:
        found = _filtered(site, use.search(store, known, asked) if asked else known, wanted)
        number = max(1, min(number, -(-len(found) // LISTED)))
        shown = found[(number - 1) * LISTED : number * LISTED]
        use.at_hand(store, shown)
    words = site.words
    sources = site.remembered("sources", lambda _: _sources(planned(site).network.roll))
    choices = {
        "tier": [(one, words(f"plan.tier-{one}")) for one in editing.TIERS],
        "sector": sorted(((one, words(f"sector.{one}")) for one in SECTORS), key=lambda one: fold(one[1])),
        "source": [(one, _source(words, one)) for one in sources],
        "silent": [(str(n), words("site.silent-years", n=n)) for n in SILENT],
    }
    chosen = {name: value for name, value in wanted.items() if value}
    answer = view.render(
        words,
        "people.html",
        here="/people",
        title=words("site.people"),
        q=asked,
        filters=[(name, words(f"site.by-{name}"), choices.get(name), wanted[name]) for name in FILTERS],
        chosen=chosen,
        at=number,
        total=len(found),
        more=len(found) > number * LISTED,
        rows=[
            (one.id, one.name, ", ".join(filter(None, (one.glance.title, one.glance.company))))
            for one in shown
        ],
        undone="undone" in request.query_params,
    )
    # The address follows what is typed, so that it can be kept and shared; fields left empty are not in it.
    query = urlencode(({"q": asked} if asked else {}) | chosen)
    answer.headers["HX-Replace-Url"] = f"/people?{query}" if query else "/people"
    return answer


def _filtered(site: Site, found: list[use.Person], wanted: dict[str, str]) -> list[use.Person]:
    """Return those of some circle, sector, source and town, and silent for so many years."""
    if wanted["sector"]:
        sectors = _sectors(site)
        found = [one for one in found if sectors.get(one.id, "unknown") == wanted["sector"]]
    if wanted["source"]:
        found = [one for one in found if wanted["source"] in one.sources]
    if wanted["city"]:
        city = town(wanted["city"])
        towns = site.remembered("towns", lambda _: _towns(planned(site).network.roll))
        found = [one for one in found if towns.get(one.id, "").startswith(city)]
    if wanted["tier"] or wanted["silent"]:
        made = planned(site)
        if wanted["tier"]:
            found = [one for one in found if made.plan.tiers.get(one.id, "watch") == wanted["tier"]]
        if wanted["silent"].isdecimal() and len(wanted["silent"]) < 3:
            day = (site.place().today - timedelta(days=365 * int(wanted["silent"]))).isoformat()
            ties = made.network.ties
            found = [one for one in found if one.id in ties and "" < ties[one.id].last < day]
    return found


def _sectors(site: Site) -> dict[str, str]:
    """Return the sector of everybody."""
    network = planned(site).network
    return site.remembered("sectors", lambda store: targeting.sectors_of(store, network))


def _source(words: Wording, source: str) -> str:
    return words(f"source.{source}") if words.has(f"source.{source}") else source


def everybody(site: Site) -> list[use.Person]:
    """Return all people by name."""
    known = planned(site).network.people
    return site.remembered("people", lambda _: sorted(known.values(), key=lambda one: fold(one.name)))


def _sources(roll: Roll) -> list[str]:
    """Return the sources that anybody is known from."""
    return sorted({source for refs in roll.refs for source, _ in refs})


def _towns(roll: Roll) -> dict[str, str]:
    """Return the towns people live in, as comparison forms, by id."""
    return dict(zip(roll.ids, roll.towns, strict=True))


def person(site: Site, request: Request, form: FormData) -> Response:
    """Show one person."""
    del form
    words = site.words
    with site.open_store() as store:
        one = _one(site, request, store)
        if one is None:
            return view.message(words, words("site.nobody-here"), "/people", 404)
        events = timeline.of(store, one, now=site.place().at)
        mine = [favour for favour in kept_favours.load(store) if favour.person == one.id]
    made, gone = planned(site), one.dead
    coming = next((t for t in made.plan.touchpoints if t.person == one.id), None)
    names = {kept.ref: _source(words, kept.ref[0]) for kept in one.records}
    values = []
    for found in one.merged.found:
        if text := use.shown_value(words, found.field, found.value):
            if day := gone.get((found.field, form_of(found.field, found.value))):
                text = words("people.dead", value=text, day=words.day(day))
            sources = ", ".join(dict.fromkeys(names[ref] for ref in found.origins))
            values.append((words(f"field.{found.field}"), text, sources))
    return view.render(
        words,
        "person.html",
        here="/people",
        title=one.name,
        id=one.id,
        what=use.described(one.card),
        links=view.links(one),
        values=values,
        coming=row(coming, made, words) if coming else None,
        favours=[(favour, _favour(words, favour)) for favour in mine],
        kinds=[(kind, words(f"site.favour-{kind}")) for kind in FAVOURS],
        forms=planning.FORMS,
        today=site.place().today.isoformat(),
        hidden="hidden" in one.attributes,
        tiers=editing.TIERS,
        tier=one.attributes.get("tier", ""),
        cadence=one.attributes.get("cadence", ""),
        records=[
            (number, names[kept.ref], use.label(kept.record.card), use.described(kept.record.card))
            for number, kept in enumerate(one.records, 1)
        ],
        meetings=[(event.day, timeline.worded(event, words)) for event in events if event.planned][:EVENTS],
        events=[
            (event.day, timeline.worded(event, words)) for event in reversed(events) if not event.planned
        ][:EVENTS],
        shown=SHOWN,
        step=site.step(request),
    )


def log(site: Site, request: Request, form: FormData) -> Response:
    """Note a contact that happened."""
    place = site.place()
    name = request.path_params["id"]
    with site.open_store() as store:
        outcome = planning.log(
            store,
            place,
            Settings(place.home),
            name,
            str(form.get("form", "")),
            on=str(form.get("on", "")),
            note=str(form.get("note", ""))[:400],
        )
        follow(site, place, outcome)
    return site.back(f"/people/{outcome.person}", outcome.journal)


def favour(site: Site, request: Request, form: FormData) -> Response:
    """Note what one did, owes, looks for or offers; or settle what was open."""
    name, kind = request.path_params["id"], str(form.get("favour", ""))
    with site.open_store() as store:
        if settled := str(form.get("settle", "")):
            outcome = favours.settle(store, site.place(), settled)
        elif kind in FAVOURS:
            outcome = favours.note(store, site.place(), name, kind, str(form.get("what", "")))
        else:
            return view.message(site.words, site.words("site.refused"), f"/people/{name}", 400)
    return site.back(f"/people/{outcome.favour.person}", outcome.journal)


def _favour(words: Wording, one: Favour) -> str:
    """Return a favour in words: what kind, what, and the day of it or until when."""
    day = words("favour.until", day=words.day(one.due)) if one.due and one.open else words.day(one.on)
    return f"{words(f'site.favour-{one.kind}')}{words('serve.colon')}{one.what} · {day}"


def hide(site: Site, request: Request, form: FormData) -> Response:
    """Leave a person in peace, or plan with them again."""
    with site.open_store() as store:
        name = request.path_params["id"]
        outcome = editing.hide(store, site.place(), name, hidden=form.get("word") == "leave")
    return site.back(f"/people/{outcome.person}", outcome.journal)


def split(site: Site, request: Request, form: FormData) -> Response:
    """Take the records that are somebody else's out of a person."""
    told = [str(one) for one in form.getlist("record")]
    numbers = tuple(int(one) for one in told if one.isascii() and one.isdecimal() and len(one) < 6)
    if not numbers:
        return view.message(
            site.words, site.words("site.split-none"), f"/people/{request.path_params['id']}", 400
        )
    with site.open_store() as store:
        step, person = reviewing.split(store, site.place(), request.path_params["id"], numbers)
    return site.back(f"/people/{person.id}", step)


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
    """Erase a person for good, once the user has said so twice; their cards in address books, too, where that is ticked."""
    words, place = site.words, site.place()
    with site.open_store() as store:
        one = _one(site, request, store)
        if one is None:
            return view.message(words, words("site.nobody-here"), "/people", 404)
        one = use.whole(store, one.id)
        if form.get("word") != "forget":
            books = sorted(taking_out.known(store, taking_out.refs(store, one)))
            return view.render(
                words,
                "forget.html",
                here="/people",
                title=words("site.forget"),
                id=one.id,
                name=one.name,
                books=", ".join(books),
            )
        taken = None
        if form.get("books"):
            try:
                taken = _taken_out(store, place, one)
            except ReseauError as error:
                return view.error(words, error, f"/people/{one.id}")
        told = forgetting.forget(store, place, one, taken=taken)
    site.forget_pages()
    said = [words("care.forgotten", name=told.name, n=told.records)]
    if taken:
        said.insert(
            0,
            words("care.forget-taken", n=len(taken), books=", ".join(sorted({each.book for each in taken}))),
        )
    if told.books:
        said.append(words("care.forget-books", n=len(told.books), books=", ".join(told.books)))
    return view.message(words, " ".join(said), "/people", 200)


def _taken_out(store: Store, place: Place, one: use.Person) -> list[taking_out.Standing]:
    """Delete somebody's cards in the address books; return them."""
    secrets = app.secrets_of(store, os.environ)
    with app.cards_in_books(store, place, secrets, one) as (found, delete):
        delete(lambda: None)
        return found


def _one(site: Site, request: Request, store: Store) -> use.Person | None:
    del site
    name = conclusions.resolve(store, request.path_params["id"])
    return use.load(store, [name]).get(name) if name else None
