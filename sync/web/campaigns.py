"""Campaigns: the year-end cards and other words to many, batch by batch, ticked off; and a new one."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from sync import app
from sync.config.settings import Settings
from sync.usecases import campaigns as use
from sync.web import view
from sync.web.week import planned

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

    from sync.web.site import Site

KINDS = ("cards", "announcement", "thanks", "invitation")
WORDS = ("done", "replied", "returned")
LISTED = 200


def campaigns(site: Site, request: Request, form: FormData) -> Response:
    """List the campaigns, and offer a new one."""
    del form
    words, place = site.words, site.place()
    made = planned(site)
    with site.open_store() as store:
        found = use.every(store, place, Settings(place.home), made=made)
    return view.render(
        words,
        "campaigns.html",
        here="/campaigns",
        title=words("site.campaigns"),
        rows=[
            (
                use.slug(one.campaign.name),
                one.campaign.name,
                len(one.members),
                len(one.members) - one.count(state="due"),
                words.span(one.campaign.first, one.campaign.last),
            )
            for one in found
        ],
        kinds=[(kind, words(f"site.kind-{kind}")) for kind in KINDS],
        proposed=words("site.cards", year=str(place.today.year + (place.today.month > 6))),
        undone="undone" in request.query_params,
        step=site.step(request),
    )


def new(site: Site, request: Request, form: FormData) -> Response:
    """Make a campaign from its name and kind; whom it goes to follows from the circles."""
    del request
    place, kind = site.place(), str(form.get("kind", ""))
    with site.open_store() as store:
        made = use.new(
            store,
            place,
            Settings(place.home),
            str(form.get("name", "")),
            kind=kind if kind in KINDS else KINDS[0],
        )
    return site.back(f"/campaigns/{use.slug(made.campaign.name)}", made.journal)


def campaign(site: Site, request: Request, form: FormData) -> Response:
    """Show whom a campaign goes to and what came of it."""
    del form
    words, place = site.words, site.place()
    made = planned(site)
    with site.open_store() as store:
        found = use.show(store, place, Settings(place.home), request.path_params["name"], made=made)
    return view.render(
        words,
        "campaign.html",
        here="/campaigns",
        title=found.campaign.name,
        name=use.slug(found.campaign.name),
        total=len(found.members),
        had=len(found.members) - found.count(state="due"),
        span=words.span(found.campaign.first, found.campaign.last),
        rows=[
            {
                "person": one.person.id,
                "name": one.person.name,
                "on": one.on,
                "way": words(f"campaign.way-{one.way}"),
                "state": one.state,
                "told": words(f"campaign.state-{one.state}") if one.state != "due" else "",
            }
            for one in found.members[:LISTED]
        ],
        more=max(0, len(found.members) - LISTED),
        step=site.step(request),
    )


def paper(site: Site, request: Request, form: FormData) -> Response:
    """Return what a campaign needs on paper: labels, the table for a mail merge, or drafts of e-mails in an archive."""
    from starlette.responses import Response as Plain

    del form
    words, place = site.words, site.place()
    made = planned(site)
    with site.open_store() as store:
        state = use.show(store, place, Settings(place.home), request.path_params["name"], made=made)
    file = request.path_params["file"]
    if file == "labels.pdf":
        content, kind = app.labels(state, place, sheet=app.SHEET, skip=0)[0], "application/pdf"
    elif file == "table.xlsx":
        headings = tuple(words(f"campaign.column-{one}") for one in app.MERGE_COLUMNS)
        content, kind = app.merge_table(state, place, headings, "xlsx")[0], _XLSX
    elif file == "drafts.zip":
        body = words(f"campaign.text-{state.campaign.kind}")
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for number, (member, draft) in enumerate(app.drafts(state, state.campaign.name, body), 1):
                archive.writestr(app.draft_name(number, member), draft)
        content, kind = packed.getvalue(), "application/zip"
    else:
        return view.message(words, words("site.refused"), "/campaigns", 404)
    name = f"{use.slug(state.campaign.name)}-{file}"
    return Plain(content, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def tick(site: Site, request: Request, form: FormData) -> Response:
    """Note that it was done for somebody, that they replied, or that their mail came back."""
    name, word = request.path_params["name"], str(form.get("word", ""))
    if word not in WORDS:
        return view.message(site.words, site.words("site.refused"), "/campaigns", 400)
    place, person = site.place(), str(form.get("person", ""))
    with site.open_store() as store:
        made = use.tick(store, place, Settings(place.home), name, [person] if person else [], word)
    return site.back(f"/campaigns/{use.slug(made.campaign.name)}", made.journal)
