"""Settings: what the user may change about the plan, the calendar and themselves; where the data lie; all of it out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import escape

from sync import app
from sync.config.settings import PRESETS, WEEKDAYS, Settings
from sync.normalize.text import fold
from sync.ports import UsageError
from sync.usecases import exporting
from sync.web import page, view

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

    from sync.web.site import Site

LISTED = 20
DAYS = "plan.days"
SHOWN = (
    *("budget.per_week", "budget.per_day", DAYS, "plan.breaks", "plan.preset", "goal.inflow"),
    *(
        "owner.emails",
        "owner.city",
        "region",
        "zone",
        "language",
        "feed.privacy",
        "feed.alarm",
        "watch.folder",
    ),
)
CHOICES = {
    "plan.preset": PRESETS,
    "language": ("", "en", "fr"),
    "feed.privacy": ("initials", "names", "details"),
}


def options(site: Site, request: Request, form: FormData) -> Response:
    """Show the settings."""
    del form
    return _shown(site, {}, {}, kept="kept" in request.query_params)


def keep(site: Site, request: Request, form: FormData) -> Response:
    """Keep what was changed; what cannot be is said beside its field, and nothing is kept."""
    from starlette.responses import RedirectResponse

    del request
    settings = Settings(site.place().home)
    told = {name: str(form.get(name, "")).strip() for name in SHOWN if name in form}
    if DAYS in told:
        # A box for each day; none ticked is no day, and not what was there before.
        told[DAYS] = ", ".join(str(day) for day in form.getlist(DAYS) if day) or ","
    changed = {name: text for name, text in told.items() if text != _text(settings.get(name))}
    wrong: dict[str, str] = {}
    for name, text in changed.items():
        try:
            settings.set(name, text or None, dry_run=True)
        except UsageError as error:
            wrong[name] = site.words(error.code, **error.values)
    if wrong:
        return _shown(site, told, wrong)
    for name, text in changed.items():
        settings.set(name, text or None)
    return RedirectResponse("/settings?kept", 303)


def everything(site: Site, request: Request, form: FormData) -> Response:
    """Return all that is known, to take away; `reseau import` takes it into an empty home."""
    from starlette.responses import Response as Plain

    del request, form
    with site.open_store() as store:
        content = exporting.everything(store)
    return Plain(
        content,
        media_type="application/json",
        headers={"Content-Disposition": 'attachment; filename="reseau-everything.json"'},
    )


def farewell(site: Site, request: Request, form: FormData) -> Response:
    """Show all that would be erased, and ask for the word that does it."""
    del request, form
    return _farewell(site)


def erase(site: Site, request: Request, form: FormData) -> Response:
    """Erase everything and end the program, once the user has typed the word for it."""
    from starlette.background import BackgroundTask
    from starlette.responses import HTMLResponse

    del request
    words = site.words
    if site.example is not None:
        return view.message(words, words("site.erase-example"), "/", 409)
    if fold(str(form.get("word", ""))) != fold(words("site.erase-word")):
        return _farewell(site, wrong=True)
    site.leaving = True
    site.forget_pages()
    done = page.document(words, "reseau", f"<p>{escape(words('site.erased'))}</p>")
    # The home goes when the server has ended: until then it is in use.
    return HTMLResponse(done, background=BackgroundTask(site.end))


def _farewell(site: Site, *, wrong: bool = False) -> Response:
    words, home = site.words, site.own().home
    told = app.traces(home)
    return view.render(
        words,
        "erase.html",
        here="/settings",
        title=words("site.erase"),
        home=str(home),
        files=[(str(place.relative_to(home)), words.number(-(-size // 1024))) for place, size in told.files],
        secrets=[name for name, _ in told.secrets],
        others=[str(place.relative_to(home)) for place in told.others][:LISTED],
        word=words("site.erase-word"),
        wrong=wrong,
        status=400 if wrong else 200,
    )


def _shown(site: Site, told: dict[str, str], wrong: dict[str, str], *, kept: bool = False) -> Response:
    words, place = site.words, site.place()
    settings = Settings(place.home)
    rows = [
        {
            "name": name,
            # Where there is a list to choose from, its codes need not be named.
            "label": words(
                f"site.setting-{name}" if words.has(f"site.setting-{name}") else f"setting.{name}"
            ),
            "value": told.get(name, _text(settings.get(name))),
            "choices": CHOICES.get(name, ()),
            "days": [(day, words.weekday(n)) for n, day in enumerate(WEEKDAYS)] if name == DAYS else (),
            "wrong": wrong.get(name, ""),
            "number": isinstance(settings.get(name), int),
        }
        for name in SHOWN
    ]
    return view.render(
        words,
        "options.html",
        here="/settings",
        title=words("site.settings"),
        rows=rows,
        home=str(place.home),
        kept=kept,
        status=400 if wrong else 200,
    )


def _text(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
