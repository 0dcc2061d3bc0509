"""This week: whom to be in touch with and why; done, later, not this time."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sync.config.settings import Settings
from sync.usecases import editing, planning
from sync.usecases.publishing import reason_text
from sync.web import view

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

    from sync.config.place import Place
    from sync.messages import Wording
    from sync.model import Touchpoint
    from sync.store import Store
    from sync.web.site import Site

WEEKS, NAMED = 6, 8


def week(site: Site, request: Request, form: FormData) -> Response:
    """Show the touchpoints of the next seven days; looking writes nothing."""
    del form
    words, place = site.words, site.place()
    made = planned(site)
    rows = [row(one, made, words) for one in _listed(made, place)]
    return view.render(
        words,
        "week.html",
        here="/week",
        title=words("site.week"),
        known=bool(made.network.people),
        rows=rows,
        weeks=_weeks(made, place.today, words),
        budget=made.settings.per_week,
        step=site.step(request),
        undone="undone" in request.query_params,
    )


def _listed(made: planning.Agenda, place: Place) -> list[Touchpoint]:
    """Return what the page of the week lists: what waits for a word, and the next seven days."""
    ahead = made.until(place.today + timedelta(days=planning.WEEK_DAYS))
    return [one for one in (*made.plan.asks, *ahead) if one.kind != "campaign"]


def planned(site: Site) -> planning.Agenda:
    """Return the plan of today."""
    place = site.place()

    def make(store: Store) -> planning.Agenda:
        return _with_cards(planning.plan(store, place, Settings(place.home)), place)

    return site.remembered("plan", make)


def follow(site: Site, place: Place, outcome: planning.Outcome) -> None:
    """Have what was planned with the user's word in view be what the pages show next; while the home is open."""
    if outcome.after is not None:
        site.remember("plan", _with_cards(outcome.after, place))


def _with_cards(made: planning.Agenda, place: Place) -> planning.Agenda:
    """Have the cards of those who are listed at hand while the home is open: each opening costs a page its time."""
    for one in (*made.plan.asks, *made.until(place.today + timedelta(days=planning.WEEK_DAYS))):
        made.network.people[one.person].merged  # noqa: B018
    return made


def row(one: Touchpoint, made: planning.Agenda, words: Wording) -> dict[str, Any]:
    """Return what the page says of a touchpoint."""
    return {
        "id": one.id,
        "person": one.person,
        "name": one.name,
        "on": one.on,
        "start": one.start,
        "form": one.form,
        "why": " · ".join(reason_text(r, words, one.on) for r in one.reasons if r.code != "day"),
        "links": view.links(made.network.people[one.person]),
    }


def _weeks(made: planning.Agenda, today: date, words: Wording) -> list[tuple[str, int, list[str]]]:
    """Return the weeks after this one: their Monday, how many touchpoints they hold, and with whom."""
    weeks = []
    monday = today + timedelta(days=7 - today.weekday())
    for number in range(WEEKS):
        first, last = monday + timedelta(days=7 * number), monday + timedelta(days=7 * number + 7)
        mine = [t for t in made.plan.touchpoints if first.isoformat() <= t.on < last.isoformat()]
        # A batch of a campaign is one contact of the budget.
        sittings = {t.id if t.kind != "campaign" else t.on for t in mine}
        weeks.append(
            (words.day(first.isoformat(), year=False), len(sittings), [t.name for t in mine][:NAMED])
        )
    return weeks


def answer(site: Site, request: Request, form: FormData) -> Response:
    """Keep the user's word on a touchpoint."""
    place, one = site.place(), request.path_params["id"]
    options, word = Settings(place.home), form.get("word")
    # What slid is answered in the inbox, and stays there.
    back = "/review" if form.get("back") == "/review" else "/week"
    made = planned(site)
    with site.open_store() as store:
        if word == "done":
            outcome = planning.done(
                store, place, options, one, note=str(form.get("note", ""))[:400], made=made
            )
        elif word == "snooze":
            later = (place.today + timedelta(days=planning.WEEK_DAYS)).isoformat()
            outcome = planning.snooze(store, place, options, one, later, made=made)
        elif word == "skip":
            outcome = planning.skip(store, place, options, one, made=made)
        elif word == "leave":
            touchpoint = planning.find(store, made, one)
            return site.back("/week", editing.hide(store, place, touchpoint.person, hidden=True).journal)
        else:
            return view.message(site.words, site.words("site.refused"), "/week", 400)
        follow(site, place, outcome)
    return site.back(back, outcome.journal)
