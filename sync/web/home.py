"""The first page: what to do next; without people, where to drop the first files. And taking a step back."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from sync import app
from sync.usecases import serving
from sync.web import page, view

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

    from sync.web.site import Site

BACK = frozenset(("/", "/week", "/people", "/review", "/import"))


def home(site: Site, request: Request, form: FormData) -> Response:
    """Show where things stand."""
    from markupsafe import Markup

    del form
    words = site.words
    with site.open_store() as store:
        now = serving.standing(store)
    # Markup of our own, whose values are escaped there.
    standing = Markup(page.standing_body(words, now, site.addresses, site.place().zone))  # noqa: S704
    return view.render(
        words,
        "home.html",
        here="/",
        title="reseau",
        people=now.people,
        network=words(
            "importing.people" if now.linked else "importing.people-once", n=now.people, linked=now.linked
        ),
        questions=now.questions,
        doubts=words("findings.questions", n=now.questions),
        standing=standing,
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
