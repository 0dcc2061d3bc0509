"""Bare `reseau`: where things stand and what to do next."""

from __future__ import annotations

from sync.cli.frame import Run


def bare(run: Run) -> int:
    """Print where things stand; return the exit code."""
    from sync.store.database import FILE
    from sync.usecases import findings
    from sync.usecases.importing import counts

    words = run.words
    if not (run.place.home / FILE).exists():
        run.data(words("standing.empty"))
        return 0
    with run.store() as store:
        total, linked, questions = counts(store)
        if not total:
            run.data(words("standing.empty"))
            return 0
        run.data(words("importing.people", n=total, linked=linked))
        if questions:
            run.data(words("findings.questions", n=questions))
        run.data(words("importing.next", command=findings.next_step(store)))
    return 0
