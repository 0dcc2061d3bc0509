"""`target`: build the network that a new sector or calling needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sync.cli.frame import Run, argument, as_json, command, dry_run, option

if TYPE_CHECKING:
    from sync.renewal.target import View
    from sync.usecases.targeting import Seen

LISTED = 5


@command(
    "target",
    argument("label", required=False, default=""),
    option("--city", default=""),
    option("--roles", default=""),
    option("--ideal", type=int, default=0),
    option("--announce", is_flag=True),
    option("--drop", is_flag=True),
    option("--all", "every", is_flag=True),
    as_json,
    dry_run,
)
def target(
    run: Run,
    label: str,
    city: str,
    roles: str,
    ideal: int,
    announce: bool,
    drop: bool,
    every: bool,
    as_json: bool,
    dry_run: bool,
) -> None:
    """Show what of a target is covered, what is missing, who leads there, and how to build it in a year."""
    from sync.ports import UsageError
    from sync.usecases import targeting

    if ideal and not 1 <= ideal <= 5000:
        raise UsageError("target.bad-ideal", value=ideal)
    with run.store() as store:
        if drop:
            step = targeting.drop(store, run.place, label, dry_run=dry_run)
            run.json({"journal": step}) if as_json else run.told("target.dropped", label=label)
            if step is not None and not as_json:
                run.told("plan.undo", step=step)
            return
        seen = targeting.aim(
            store,
            run.place,
            run.settings,
            label,
            city=city,
            roles=[role.strip() for role in roles.split(",") if role.strip()],
            ideal=ideal,
            dry_run=dry_run,
        )
    if as_json:
        run.json(_json(seen))
        return
    if announce:
        _announce(run, seen, every=every)
        return
    _show(run, seen, every=every)
    if dry_run:
        run.told("plan.trial")
    elif seen.journal is not None:
        run.told("target.kept", step=seen.journal)


def _heading(view: View) -> str:
    aim = view.target
    parts = [aim.label, aim.city, ", ".join(aim.roles)]
    return " · ".join(part for part in parts if part)


def _show(run: Run, seen: Seen, *, every: bool) -> None:
    words, view = run.words, seen.view
    goal = sum(part.goal for part in view.parts)
    run.data(_heading(view))
    run.data(words("target.coverage", percent=round(100 * view.share), have=view.have, goal=goal))
    run.table(
        [
            (f"  {part.role}", words("target.part", have=part.have, goal=part.goal, missing=part.missing))
            for part in view.parts
            if part.role
        ]
    )
    run.data()
    if view.bridges:
        shown = view.bridges if every else view.bridges[:LISTED]
        run.data(words("target.bridges", n=len(view.bridges)))
        run.table([(f"  {one.name}", " · ".join(_reason(run, *why) for why in one.reasons)) for one in shown])
        if len(shown) < len(view.bridges):
            run.data("  " + words("target.more", n=len(view.bridges) - len(shown)))
    else:
        run.data(words("target.no-bridge"))
    run.data()
    build = view.build
    run.data(words("target.build", n=build.a_week, missing=build.missing))
    if build.on_course is not None:
        run.data("  " + words("target.course", week=build.week, percent=round(100 * build.on_course)))
    quarters = [build.curve[n] for n in (0, 3, 6, 9, 12)]
    run.table(
        [
            (
                f"  {one.month}",
                words("target.planned", n=one.planned),
                words("target.real", n=one.real) if one.real is not None else "",
            )
            for one in quarters
        ]
    )
    run.data()
    run.data(words("target.announce-how"))


def _reason(run: Run, code: str, what: str) -> str:
    return run.words(f"target.why-{code}", what=what, n=int(what) if what.isdigit() else 0)


def _announce(run: Run, seen: Seen, *, every: bool) -> None:
    words = run.words
    if not seen.announce:
        run.data(words("target.nobody-to-tell"))
        return
    run.data(words("target.announce", n=len(seen.announce)))
    shown = seen.announce if every else seen.announce[: 2 * LISTED]
    run.table(
        [
            (f"  {n}.", one.name, ", ".join(part for part in (one.title, one.company) if part))
            for n, one in enumerate(shown, 1)
        ]
    )
    if len(shown) < len(seen.announce):
        run.data("  " + words("target.more-announce", n=len(seen.announce) - len(shown)))
    run.data()
    run.data(words("target.draft", label=seen.view.target.label))


def _json(seen: Seen) -> dict[str, Any]:
    view, aim = seen.view, seen.view.target
    return {
        "target": {
            "label": aim.label,
            "sector": aim.sector,
            "city": aim.city,
            "roles": list(aim.roles),
            "ideal": aim.ideal,
            "since": aim.since,
        },
        "coverage": {
            "have": view.have,
            "ideal": sum(part.goal for part in view.parts),
            "share": round(view.share, 4),
        },
        "gap": [
            {"role": part.role, "have": part.have, "goal": part.goal, "missing": part.missing}
            for part in view.parts
        ],
        "covered": [{"person": one, "name": seen.names[one]} for one in view.covered],
        "bridges": [
            {
                "person": one.person,
                "name": one.name,
                "score": one.score,
                "reasons": [{"code": code, "what": what} for code, what in one.reasons],
            }
            for one in view.bridges
        ],
        "build": {
            "missing": view.build.missing,
            "per_week": view.build.a_week,
            "week": view.build.week,
            "on_course": view.build.on_course,
            "curve": [
                {"month": one.month, "planned": one.planned, "real": one.real} for one in view.build.curve
            ],
        },
        "announce": [{"person": one.person, "name": one.name} for one in seen.announce],
        "journal": seen.journal,
    }
