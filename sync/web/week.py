"""This week: whom to be in touch with and why; done, later, not this time."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sync.config.settings import Settings
from sync.usecases import planning
from sync.usecases.publishing import reason_text
from sync.web import view

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

    from sync.web.site import Site


def week(site: Site, request: Request, form: FormData) -> Response:
    """Show the touchpoints of the next seven days; looking writes nothing."""
    del form
    words, place = site.words, site.place()
    with site.open_store() as store:
        made = planning.plan(store, place, Settings(place.home))
    rows = [
        {
            "id": one.id,
            "person": one.person,
            "name": one.name,
            "on": one.on,
            "form": one.form,
            "why": " · ".join(reason_text(r, words, one.on) for r in one.reasons if r.code != "day"),
            "links": view.links(made.network.people[one.person].card),
        }
        for one in [*made.plan.asks, *made.until(place.today + timedelta(days=planning.WEEK_DAYS))]
    ]
    return view.render(
        words,
        "week.html",
        here="/week",
        title=words("site.week"),
        known=bool(made.network.people),
        rows=rows,
        step=site.step(request),
        undone="undone" in request.query_params,
    )


def answer(site: Site, request: Request, form: FormData) -> Response:
    """Keep the user's word on a touchpoint."""
    place, one = site.place(), request.path_params["id"]
    options, word = Settings(place.home), form.get("word")
    with site.open_store() as store:
        if word == "done":
            outcome = planning.done(store, place, options, one)
        elif word == "snooze":
            later = (place.today + timedelta(days=planning.WEEK_DAYS)).isoformat()
            outcome = planning.snooze(store, place, options, one, later)
        elif word == "skip":
            outcome = planning.skip(store, place, options, one)
        else:
            return view.message(site.words, site.words("site.refused"), "/week", 400)
    return site.back("/week", outcome.journal)
