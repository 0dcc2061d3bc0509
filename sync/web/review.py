"""What waits for the user: one doubt at a time, both sides beside each other; what slid, what two books disagree on, a
sync that a guard stopped, an export that looks cut; and, folded, what was joined without asking.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sync.store import books, mirrors
from sync.store.jobs import job, jobs, put
from sync.usecases import guarding, mirroring, people, planning, reporting, reviewing
from sync.web import view
from sync.web.books import mirrored, synced
from sync.web.page import moment
from sync.web.renew import warning

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

    from sync.messages import Wording
    from sync.ports import ReseauError
    from sync.store import Store
    from sync.store.jobs import JobState
    from sync.web.site import Site

LISTED = 200
WAITS = "job-waits"


def review(site: Site, request: Request, form: FormData) -> Response:
    """Show the doubt that `at` names, or the first."""
    del form
    words = site.words
    place = site.place()
    with site.open_store() as store:
        clashes = [kept for kept in mirrors.clashes(store) if not kept.choice]
        troubled = [job for job in jobs(store) if job.name == "books" and job.failures]
        waits = job(store, "books").message == WAITS
        slid = planning.slid(store, place)
    found = site.remembered("questions", reviewing.questions)
    joined, named = site.remembered("links", _joined)
    ids = [one.id for one in found]
    at = request.query_params.get("at", "")
    number = ids.index(at) if at in ids else 0
    question = found[number] if found else None
    shown: dict[str, Any] = {}
    if question is not None:
        shown = {
            "percent": min(99, round(100 * question.probability)),
            "left": words(f"source.{question.a.source}"),
            "right": words(f"source.{question.b.source}"),
            "rows": reviewing.differences(question.a, question.b),
            "evidence": reviewing.grounds(question.evidence, words),
            "after": ids[(number + 1) % len(ids)] if len(ids) > 1 else "",
        }
    return view.render(
        words,
        "review.html",
        here="/review",
        title=words("site.review"),
        question=question,
        doubts=words("findings.questions", n=len(found)),
        step=site.step(request),
        undone="undone" in request.query_params,
        slid=slid,
        clashes=clashes,
        waits=waits,
        warning=site.remembered(
            "suspicious", lambda store: warning(reporting.since(store).suspicious, words)
        ),
        troubles=[_trouble(words, job, place.zone) for job in troubled],
        joined=joined,
        links=named,
        **shown,
    )


def _trouble(words: Wording, job: JobState, zone: str) -> str:
    """Say that a sync was stopped, or failed."""
    told = words("serve.job-failed", code=job.message, at=moment(words, job.last_start, zone))
    return words("site.book-trouble", what=told)


def _joined(store: Store) -> tuple[int, list[tuple[str, str]]]:
    """Return how many links there are that nobody was asked about, and the first people they made, by id and name."""
    found = reviewing.links(store)
    ids = list(dict.fromkeys(one.person for one in found))[:LISTED]
    return len(found), [(one.id, one.name) for one in people.load(store, ids).values()]


def guards(site: Site, request: Request, form: FormData) -> Response:
    """Ask the books what would go, and show it card by card; nothing is written in them or of them."""
    del request, form
    words = site.words
    found: list[tuple[guarding.Guard, str]] = []
    errors: list[str] = []

    def told(guard: guarding.Guard | None, error: ReseauError | None) -> None:
        if error:
            errors.append(_error(words, error))
        elif guard is not None:
            found.append((guard, words(f"book.guard-{guard.code}", name=guard.book, n=guard.deletions)))

    with site.open_store() as store:
        for book in books.books(store):
            if book.confirmed_at:
                outcome = synced(site, store, book.name, agreed=False, dry_run=True)
                told(guarding.of(store, outcome), outcome.error)
        for mirror in mirrors.mirrors(store):
            if mirror.confirmed_at:
                both = mirrored(site, store, mirror, dry_run=True)
                told(guarding.of_mirror(both), both.error)
        if not found and not errors:
            _no_more(store)
    return view.render(
        words,
        "guards.html",
        here="/review",
        title=words("site.guards"),
        guards=found,
        errors=errors,
        shown=LISTED,
    )


def decide(site: Site, request: Request, form: FormData) -> Response:
    """Keep the user's word on a sync that was stopped: so many cards may go, or everything stays."""
    word, told = form.get("word"), str(form.get("deletions", ""))
    if word not in {"let", "keep"} or not (told.isascii() and told.isdecimal() and 0 < len(told) < 9):
        return view.message(site.words, site.words("site.refused"), "/review", 400)
    number = str(form.get("mirror", ""))
    with site.open_store() as store:
        pair = next((one for one in mirrors.mirrors(store) if str(one.id) == number), None)
        if number and pair is None:
            return view.message(site.words, site.words("site.refused"), "/review", 400)
        name = pair.a if pair else books.find(store, str(form.get("book", ""))).name
        if word == "keep":
            guarding.keep(store, guarding.Guard(name, "", int(told), (), mirror=pair.id if pair else 0))
            _answered(store)
            return site.back("/review", None)
        if pair:
            both = mirrored(site, store, pair, confirmed=int(told))
            error, guard, step = both.error, guarding.of_mirror(both), both.journal
        else:
            one = synced(site, store, name, agreed=False, confirmed=int(told))
            error, guard, step = one.error, guarding.of(store, one), one.journal
        if error:
            return view.error(site.words, error, "/review")
        if guard is None:
            _answered(store)
            return site.back("/review", step)
    # It is another number by now: that is asked anew.
    return guards(site, request, form)


def _answered(store: Store) -> None:
    """Take the sign away that a sync waits, where it can be of one book alone; else the next sync says what still does."""
    known = sum(bool(one.confirmed_at) for one in books.books(store))
    if known + sum(bool(one.confirmed_at) for one in mirrors.mirrors(store)) == 1:
        _no_more(store)


def _no_more(store: Store) -> None:
    """Say that nothing waits; the next sync says it again if something does."""
    put(store, replace(job(store, "books"), message="job-ok"))


def _error(words: Wording, told: ReseauError) -> str:
    return words(told.code if "." in told.code else f"problem.{told.code}", **told.values)


def apart(site: Site, request: Request, form: FormData) -> Response:
    """Take all that was joined without asking apart."""
    del request, form
    with site.open_store() as store:
        step, _ = reviewing.take_apart(store, site.place())
    return site.back("/review", step)


def settle(site: Site, request: Request, form: FormData) -> Response:
    """Keep which of two values is to stand in both books."""
    word = str(form.get("word", ""))
    if word not in ("a", "b"):
        return view.message(site.words, site.words("site.refused"), "/review", 400)
    with site.open_store() as store:
        _, step = mirroring.settle(store, site.place(), request.path_params["id"], word)
    return site.back("/review", step)


def answer(site: Site, request: Request, form: FormData) -> Response:
    """Keep the user's word on a doubt."""
    word = str(form.get("word", ""))
    if word not in reviewing.VERDICTS:
        return view.message(site.words, site.words("site.refused"), "/review", 400)
    with site.open_store() as store:
        asked = reviewing.question(store, request.path_params["id"])
        a, b = ((one.source, one.key) for one in (asked.a, asked.b))
        step = reviewing.judge_pair(store, site.place(), a, b, word)
    return site.back("/review", step)
