"""How the sync of a mirror is told: its plan card by card, what it did, and its part of the contract's JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sync.cli.frame import Run, worded

if TYPE_CHECKING:
    from sync.usecases.mirrored import Outcome

SHOWN = 20
_SIGNS = (("created", "+"), ("updated", "~"), ("deleted", "−"))


def shape(run: Run, outcome: Outcome) -> list[dict[str, Any]]:
    """Return the contract's shape (§6): one entry a book; what both share stands with the first."""
    told: list[dict[str, Any]] = []
    for side in ("a", "b"):
        guarded = outcome.guard if outcome.guarded in (side, "") else ""
        one: dict[str, Any] = {
            "name": outcome.mirror.book(side),
            "mirror": outcome.mirror.book("b" if side == "a" else "a"),
            "pulled": dict(outcome.pulled[side]),
            "pushed": dict(outcome.pushed[side]),
            "merged": outcome.merged if side == "a" else 0,
            "conflicts": outcome.conflicts if side == "a" else [],
            "refused": outcome.refused[side],
            "requests": outcome.requests[side],
            "guard": guarded or None,
            "deletions": outcome.deletions if guarded or (not outcome.guard and side == "a") else 0,
        }
        if outcome.first_contact:
            one["first_contact"] = True
        if outcome.error and outcome.failed in (side, ""):
            one["error"] = {"code": outcome.error.code, "message": worded(outcome.error, run.words)}
        one["journal"] = outcome.journal
        told.append(one)
    return told


def agreed(run: Run, outcome: Outcome) -> bool:
    """Show what the first run would do, and ask."""
    if run.yes:
        return True
    _plan(run, outcome)
    return run.ask(run.words("book.go-on-mirror"))


def show(run: Run, outcome: Outcome, *, dry_run: bool) -> None:
    """Tell how it went."""
    a, b = outcome.mirror.a, outcome.mirror.b
    if outcome.error:
        run.say(f"{a} ↔ {b}: {worded(outcome.error, run.words)}")
    if outcome.guard and outcome.guard != "missing":
        name = outcome.mirror.book(outcome.guarded or "a")
        run.told("book.guard-" + outcome.guard, name=name, n=outcome.deletions)
        run.told("book.confirm", name=a, count=str(outcome.deletions))
    elif outcome.first_contact and not dry_run and not outcome.error:
        run.told("book.waits", name=a)
    elif dry_run:
        _plan(run, outcome)
    elif not outcome.error:
        for side in ("a", "b"):
            told = outcome.pushed[side]
            if any(told.values()):
                run.data(run.words("book.written", name=outcome.mirror.book(side), **told))
        if not any(any(told.values()) for told in outcome.pushed.values()):
            run.data(run.words("book.mirror-same", a=a, b=b))
    for kept in outcome.conflicts:
        run.told("book.conflict", id=kept["id"], property=kept["property"], a=kept["a"], b=kept["b"])
    for side in ("a", "b"):
        for one in outcome.refused[side]:
            run.told("book.refused", name=outcome.mirror.book(side), href=one["href"], reason=one["reason"])


def code(outcome: Outcome, *, dry_run: bool) -> int:
    """Return the exit code that the sync of a mirror asks for (§1)."""
    if outcome.error:
        return outcome.error.exit_code
    return 3 if outcome.guard or (outcome.first_contact and not dry_run) else 0


def _plan(run: Run, outcome: Outcome) -> None:
    a, b = outcome.mirror.a, outcome.mirror.b
    run.told("book.mirror-plan", a=a, b=b)
    for side in ("a", "b"):
        for kind, sign in _SIGNS:
            found = [step for step in outcome.steps if step.kind(side) == kind]
            if found:
                run.say(f"  {outcome.mirror.book(side)}: " + run.words(f"book.put-{kind}", n=len(found)))
                for step in found[:SHOWN]:
                    run.say(f"    {sign} {step.label}")
                    for line in step.lines(side):
                        run.say(f"        {line}")
                if len(found) > SHOWN:
                    run.say("    …")
