"""Bare `reseau`: the page, or where things stand and what to do next."""

from __future__ import annotations

from sync.cli.frame import Run


def bare(run: Run, *, as_json: bool = False) -> int:
    """Open the page where there is a desktop, else print where things stand; return the exit code."""
    from sync.cli.serve import desktop, show_page

    if not as_json and not run.no_input and desktop():
        show_page(run)
        return 0
    from sync.store.database import FILE
    from sync.usecases import findings
    from sync.usecases.importing import counts

    words = run.words
    total = linked = questions = 0
    following = "reseau import"
    if (run.place.home / FILE).exists():
        with run.store() as store:
            total, linked, questions = counts(store)
            following = findings.next_step(store) if total else following
    if as_json:
        run.json({"people": {"total": total, "linked": linked, "questions": questions}, "next": following})
    elif not total:
        run.data(words("standing.empty"))
    else:
        run.data(words("importing.people", n=total, linked=linked))
        if questions:
            run.data(words("findings.questions", n=questions))
        run.data(words("importing.next", command=following))
    return 0
