"""`review`, `judge`, `split`: the doubts, side by side, and the user's word on them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from sync.cli.frame import Run, argument, as_json, command, dry_run

if TYPE_CHECKING:
    from sync.model import Touchpoint
    from sync.store import Store
    from sync.usecases.reviewing import Question

SHOWN = 5
WIDTH = 46


@command("review", as_json)
def review(run: Run, as_json: bool) -> None:
    """Show all that waits for the user; on a terminal, ask one by one."""
    from sync import contract
    from sync.store import mirrors
    from sync.usecases import planning, reviewing

    with run.store() as store:
        found = reviewing.questions(store)
        slid = planning.slid(store, run.place)
        clashes = [kept for kept in mirrors.clashes(store) if not kept.choice]
        if as_json:
            run.json(
                {
                    "questions": [
                        {
                            "id": q.id,
                            "kind": "duplicate",
                            "a": contract.contact(q.a),
                            "b": contract.contact(q.b),
                            "probability": round(q.probability, 3),
                            "evidence": [
                                {"what": e.what, "level": e.level, "weight": round(e.weight, 2)}
                                for e in q.evidence
                            ],
                        }
                        for q in found
                    ]
                    + [
                        {
                            "id": one.id,
                            "kind": "touchpoint",
                            "person": one.person,
                            "name": one.name,
                            "form": one.form,
                            "on": one.on,
                        }
                        for one in slid
                    ]
                    + [
                        {
                            "id": f"c{kept.id}",
                            "kind": "conflict",
                            "uid": kept.uid,
                            "property": kept.property,
                            "a": kept.a,
                            "b": kept.b,
                            "kept": kept.kept,
                        }
                        for kept in clashes
                    ]
                }
            )
            return
        if slid:
            _show_slid(run, slid)
        for kept in clashes:
            run.data(run.words("book.conflict", id=f"c{kept.id}", property=kept.property, a=kept.a, b=kept.b))
        if not found:
            if not slid and not clashes:
                run.data(run.words("review.nothing"))
            return
        if sys.stdin.isatty() and sys.stdout.isatty() and not run.no_input:
            _ask(run, store, found)
            return
        run.data(run.words("review.heading", n=len(found)))
        for number, question in enumerate(found[:SHOWN], 1):
            run.data()
            _show(run, question, f"{number}/{len(found)}")
            run.data(f"  reseau judge {question.id} same | different | unsure")
        if len(found) > SHOWN:
            run.data()
            run.data(run.words("review.more", n=len(found) - SHOWN))


def _show_slid(run: Run, slid: list[Touchpoint]) -> None:
    from sync.cli.plan import row

    run.data(run.words("plan.asks-heading"))
    run.table([row(run, one) for one in slid])
    run.data("  reseau done | snooze | skip " + slid[0].id[:8])
    run.data()


def _show(run: Run, question: Question, place: str) -> None:
    from sync.usecases import reviewing

    words = run.words
    left, right = (words(f"source.{record.source}") for record in (question.a, question.b))
    run.data(words("review.question", place=place, percent=min(99, round(100 * question.probability))))
    rows = [("", left, right)]
    rows += [
        ("≠" if differs else " ", _short(a or "–"), _short(b or "–"))
        for _, a, b, differs in reviewing.differences(question.a, question.b)
    ]
    run.table([("  " + mark, a, b) for mark, a, b in rows])
    for told in reviewing.grounds(question.evidence, words):
        run.data("  " + told)


def _short(text: str) -> str:
    return text if len(text) <= WIDTH else text[: WIDTH - 1].rstrip() + "…"


def _ask(run: Run, store: Store, found: list[Question]) -> None:
    """Ask question after question with single keys; every answer is a journal step that `u` takes back."""
    from sync.usecases import reviewing
    from sync.usecases.undoing import undo

    keys = run.words("review.keys")
    done: list[tuple[int, int]] = []
    number = 0
    while number < len(found):
        question = found[number]
        click.clear()
        _show(run, question, f"{number + 1}/{len(found)}")
        run.data()
        run.data(keys)
        key = click.getchar().lower()
        verdict = {"s": "same", "m": "same", "d": "different", "l": "unsure", "p": "unsure"}.get(key)
        if key in ("q", "\x1b"):
            break
        if key == "u" and done:
            step, back = done.pop()
            undo(store, run.place, step)
            number = back
        elif verdict:
            made = reviewing.judge_pair(
                store,
                run.place,
                (question.a.source, question.a.key),
                (question.b.source, question.b.key),
                verdict,
            )
            if made is not None:
                done.append((made, number))
            number += 1
    run.told("review.done", n=len(done))


@command("judge", argument("a"), argument("b"), argument("verdict", required=False), as_json, dry_run)
def judge(run: Run, a: str, b: str, verdict: str | None, as_json: bool, dry_run: bool) -> None:
    """Say that two records or people are the same, different, or that you do not know.

    With two words, the first is the id of a question and the second the answer.
    """
    from sync.usecases import reviewing

    with run.store() as store:
        if verdict is None:
            asked, verdict = reviewing.question(store, a), b
            a, b = (f"{one.source}:{one.key}" for one in (asked.a, asked.b))
        step = reviewing.judge(store, run.place, a, b, verdict, dry_run=dry_run)
    if as_json:
        run.json({"journal": step})
        return
    run.told(f"review.judged-{verdict}")
    if step is not None:
        run.told("people.undo", step=step)


@command("settle", argument("conflict"), argument("choice", metavar="a|b"), as_json, dry_run)
def settle(run: Run, conflict: str, choice: str, as_json: bool, dry_run: bool) -> None:
    """Say which of two values that two books disagreed on is to stand."""
    from sync.usecases import mirroring

    with run.store() as store:
        kept, step = mirroring.settle(store, run.place, conflict, choice, dry_run=dry_run)
    if as_json:
        run.json({"conflict": conflict, "kept": getattr(kept, choice), "journal": step})
        return
    run.told("book.settled", property=kept.property, value=getattr(kept, choice))
    if step is not None:
        run.told("people.undo", step=step)


@command("split", argument("person"), argument("numbers", nargs=-1, type=int), as_json, dry_run)
def split(run: Run, person: str, numbers: tuple[int, ...], as_json: bool, dry_run: bool) -> None:
    """Take records out of a person into one of their own."""
    from sync.usecases import people as use
    from sync.usecases import reviewing

    # Somebody who sits there is asked which ones; a script has said what it wants.
    is_asked = sys.stdin.isatty() and not (numbers or as_json or run.yes or run.no_input)
    with run.store() as store:
        one = use.one(store, person)
        if is_asked and len(one.records) > 2:
            run.data(run.words("review.split-which", name=one.name, n=len(one.records)))
            for number, kept in enumerate(one.records, 1):
                source = run.words(f"source.{kept.record.source}")
                run.data(
                    f"  {number}  {source}: {use.label(kept.record.card)}  {use.described(kept.record.card)}"
                )
            run.told("review.split-how", person=one.id[:8])
            raise click.exceptions.Exit(3)
        step, _ = reviewing.split(store, run.place, person, numbers, dry_run=dry_run)
    if as_json:
        run.json({"journal": step})
        return
    run.told("review.split", name=one.name)
    if step is not None:
        run.told("people.undo", step=step)
