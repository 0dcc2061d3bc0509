"""Who is who: one doubt at a time, both sides beside each other, and the user's word on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sync.usecases import reviewing
from sync.web import view

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

    from sync.web.site import Site


def review(site: Site, request: Request, form: FormData) -> Response:
    """Show the doubt that `at` names, or the first."""
    del form
    words = site.words
    with site.open_store() as store:
        found = reviewing.questions(store)
    ids = [one.id for one in found]
    at = request.query_params.get("at", "")
    number = ids.index(at) if at in ids else 0
    question = found[number] if found else None
    shown: dict[str, Any] = {}
    if question is not None:
        pro = [
            w for e in question.evidence if e.weight >= reviewing.TELLING for w in reviewing.worded(e, words)
        ]
        con = [
            w for e in question.evidence if e.weight <= -reviewing.TELLING for w in reviewing.worded(e, words)
        ]
        shown = {
            "percent": min(99, round(100 * question.probability)),
            "left": words(f"source.{question.a.source}"),
            "right": words(f"source.{question.b.source}"),
            "rows": reviewing.differences(question.a, question.b),
            "evidence": [
                words(key, evidence=", ".join(dict.fromkeys(parts)))
                for key, parts in (("review.pro", pro), ("review.con", con))
                if parts
            ],
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
        **shown,
    )


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
