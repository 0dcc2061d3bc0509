"""`favour`, `support`: what one does for each other, and who would stand by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sync.cli.frame import Run, argument, as_json, command, dry_run, group, option

if TYPE_CHECKING:
    import click

    from sync.renewal.favours import Favour
    from sync.usecases.favours import Ledger, Outcome

LISTED = 10
_what = argument("what", nargs=-1, required=True)


def _noting(kind: str, *options: Any) -> click.Command:
    @command(kind, argument("person"), _what, *options, as_json, dry_run)
    def noted(
        run: Run,
        person: str,
        what: tuple[str, ...],
        as_json: bool,
        dry_run: bool,
        on: str = "",
        due: str = "",
    ) -> None:
        from sync.usecases import favours

        with run.store() as store:
            outcome = favours.note(
                store, run.place, person, kind, " ".join(what), on=on, due=due, dry_run=dry_run
            )
        _tell(run, outcome, f"favour.noted-{kind}", as_json=as_json, dry_run=dry_run)

    return noted


def _tell(run: Run, outcome: Outcome, key: str, *, as_json: bool, dry_run: bool) -> None:
    if as_json:
        run.json({**_json(outcome.favour), "name": outcome.name, "journal": outcome.journal})
        return
    known = outcome.journal is None and not dry_run
    run.told("favour.known" if known else key, name=outcome.name, what=outcome.favour.what)
    if dry_run:
        run.told("plan.trial")
    elif outcome.journal is not None:
        run.told("plan.undo", step=outcome.journal)


def _json(one: Favour) -> dict[str, Any]:
    return {
        "id": one.id,
        "person": one.person,
        "kind": one.kind,
        "what": one.what,
        "on": one.on,
        "due": one.due or None,
        "settled_on": one.settled_on or None,
    }


@command("settled", argument("id"), as_json, dry_run)
def settled(run: Run, id: str, as_json: bool, dry_run: bool) -> None:  # noqa: A002
    """Settle what was owed, looked for or offered."""
    from sync.usecases import favours

    with run.store() as store:
        outcome = favours.settle(store, run.place, id, dry_run=dry_run)
    _tell(run, outcome, "favour.settled", as_json=as_json, dry_run=dry_run)


@command("list", as_json)
def listing(run: Run, as_json: bool) -> None:
    """Show the favours and the balance with each person."""
    from sync.usecases import favours

    with run.store() as store:
        found = favours.ledger(store, run.place)
    if as_json:
        run.json(
            {
                "favours": [{**_json(one), "name": found.names[one.person]} for one in found.favours],
                "balance": [
                    {
                        "person": one.person,
                        "name": found.names[one.person],
                        "given": one.given,
                        "received": one.received,
                        "owed": one.owed,
                    }
                    for one in found.balance
                ],
            }
        )
        return
    words = run.words
    if not found.favours:
        run.data(words("favour.none-yet"))
        return
    for kind in ("owed", "seeks", "offers"):
        mine = [one for one in found.favours if one.kind == kind and one.open]
        if mine:
            run.data(words(f"favour.heading-{kind}"))
            run.table([_row(run, one, found) for one in mine])
            run.data()
    if found.balance:
        run.data(words("favour.heading-balance"))
        run.table(
            [
                (
                    f"  {found.names[one.person]}",
                    words("favour.balance-line", given=one.given, received=one.received, owed=one.owed),
                )
                for one in found.balance
            ]
        )


def _row(run: Run, one: Favour, found: Ledger) -> tuple[str, ...]:
    due = run.words("favour.until", day=run.words.day(one.due)) if one.due else ""
    return f"  {one.id[:8]}", found.names[one.person], one.what, due


@command("matches", option("--draft", is_flag=True), as_json)
def matches(run: Run, draft: bool, as_json: bool) -> None:
    """Show who could help whom, with the words to introduce them."""
    from sync.usecases import favours

    with run.store() as store:
        found = favours.ledger(store, run.place, match=True)
    words, names = run.words, found.names
    if as_json:
        run.json(
            {
                "matches": [
                    {
                        "for": one.wish.person,
                        "for_name": names[one.wish.person],
                        "seeks": one.wish.what,
                        "helper": one.helper,
                        "helper_name": names[one.helper],
                        "reasons": [{"code": code, "what": what} for code, what in one.reasons],
                        "drafts": _drafts(run, names[one.wish.person], names[one.helper], one.wish.what),
                    }
                    for one in found.matches
                ]
            }
        )
        return
    if not found.matches:
        run.data(words("favour.no-match"))
        return
    wish = ""
    rows: list[tuple[str, ...]] = []
    for one in found.matches:
        if one.wish.id != wish or draft:
            run.table(rows)
            rows = []
        if one.wish.id != wish:
            wish = one.wish.id
            run.data(words("favour.seeks-line", name=names[one.wish.person], what=one.wish.what))
        told = " · ".join(words(f"favour.because-{code}", what=what) for code, what in one.reasons)
        rows.append((f"  {names[one.helper]}", found.about[one.helper], told))
        if draft:
            run.table(rows)
            rows = []
            for text in _drafts(run, names[one.wish.person], names[one.helper], one.wish.what):
                run.data()
                run.data("    " + text.replace("\n", "\n    "))
            run.data()
    run.table(rows)
    if not draft:
        run.told("favour.draft-how")


def _drafts(run: Run, seeker: str, helper: str, what: str) -> list[str]:
    """Return the two questions and the introduction: nobody is named to the other before both agreed."""
    values = {"seeker": seeker, "helper": helper, "what": what}
    return [run.words(f"favour.draft-{step}", **values) for step in ("helper", "seeker", "both")]


favour = group(
    "favour",
    _noting("given", option("--on", default="")),
    _noting("received", option("--on", default="")),
    _noting("owed", option("--due", default="")),
    _noting("seeks"),
    _noting("offers"),
    settled,
    listing,
    matches,
)


@command("support", option("--all", "every", is_flag=True), as_json)
def support(run: Run, every: bool, as_json: bool) -> None:
    """Show who would stand by you tomorrow, and why."""
    from sync.usecases import favours

    with run.store() as store:
        found, network = favours.support(store, run.place)
    names = {person.id: person.name for person in network.planned}
    if as_json:
        run.json(
            {
                "support": [
                    {
                        "person": one.person,
                        "name": names[one.person],
                        "score": one.score,
                        "reasons": [{"code": code, "n": n} for code, n in one.reasons],
                    }
                    for one in found
                ]
            }
        )
        return
    words = run.words
    if not found:
        run.data(words("favour.support-none"))
        return
    run.data(words("favour.support", n=len(found)))
    shown = found if every else found[:LISTED]
    run.table(
        [
            (
                f"  {names[one.person]}",
                " · ".join(words(f"favour.support-{code}", n=n) for code, n in one.reasons),
            )
            for one in shown
        ]
    )
    if len(shown) < len(found):
        run.data("  " + words("favour.support-more", n=len(found) - len(shown)))
