"""The first page: both duties and what to do next; without people, where to drop the first files.

Also taking a step back, and trying the program with an example.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from sync import app
from sync.app import example
from sync.usecases import planning, serving
from sync.usecases.importing import counts
from sync.web import page, renew, view
from sync.web.week import planned, row

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

    from sync.web.site import Site

BACK = frozenset(
    ("/", "/week", "/people", "/review", "/import", "/renew", "/campaigns", "/settings", "/books")
)
SHOWN = 3
AT_ONCE = 50_000
"""So many people are planned while one waits."""


def home(site: Site, request: Request, form: FormData) -> Response:
    """Show where both duties stand."""
    from markupsafe import Markup

    del form
    words, place = site.words, site.place()
    counted = site.remembered("counts", counts)
    with site.open_store() as store:
        now = serving.standing(store, counted)
    # Markup of our own, whose values are escaped there.
    standing = Markup(page.standing_body(words, now, site.addresses, place.zone))  # noqa: S704
    soon, news = [], []
    # A large network takes seconds to plan: its first page is there at once, and says more when that is done.
    ready = 0 < now.people <= AT_ONCE or site.is_remembered("plan", "renew")
    if ready:
        made = planned(site)
        until = place.today + timedelta(days=planning.WEEK_DAYS)
        soon = [row(one, made, words) for one in [*made.plan.asks, *made.until(until)]]
        news = renew.seen(site).renewal
    return view.render(
        words,
        "home.html",
        here="/",
        title=words("site.example") if site.example else "reseau",
        example=bool(site.example),
        people=now.people,
        network=words(
            "importing.people" if now.linked else "importing.people-once", n=now.people, linked=now.linked
        ),
        questions=now.questions,
        doubts=words("findings.questions", n=now.questions),
        standing=standing,
        ready=ready,
        soon=soon[:SHOWN],
        more=len(soon) - SHOWN,
        news=news,
        undone="undone" in request.query_params,
    )


def undo(site: Site, request: Request, form: FormData) -> Response:
    """Take back the step of the journal that the form names."""
    from starlette.responses import RedirectResponse

    del request
    step, back = str(form.get("step", "")), str(form.get("back", ""))
    number = int(step) if step.isascii() and step.isdecimal() and len(step) < 16 else 0
    with site.open_store() as store:
        app.undo(store, site.place(), app.secrets_of(store, os.environ), number)
    return RedirectResponse((back if back in BACK else "/") + "?undone", 303)


def try_example(site: Site, request: Request, form: FormData) -> Response:
    """Show an invented network in a home of its own; the user's own is not touched."""
    from starlette.responses import RedirectResponse

    del request, form
    if site.example is None:
        folder = Path(tempfile.mkdtemp(prefix="reseau-example-"))
        site.example = folder
        try:
            example.fill(site.place())
        except BaseException:
            site.example = None
            shutil.rmtree(folder, ignore_errors=True)
            raise
    return RedirectResponse("/", 303)


def leave_example(site: Site, request: Request, form: FormData) -> Response:
    """Go back to the user's own home and remove the example."""
    from starlette.responses import RedirectResponse

    del request, form
    site.clear_example()
    return RedirectResponse("/", 303)
