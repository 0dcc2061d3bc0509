"""`changes`, `report`: the second duty – see the network wear out, and renew it."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from sync.cli.frame import Run, as_json, columns, command, option
from sync.cli.output import put

if TYPE_CHECKING:
    from sync.renewal.changes import Change
    from sync.renewal.flow import Report

LISTED = 5
_ORDER = ("moved", "retired", "retitled", "renamed", "new", "back", "vanished")


@command("changes", option("--since", default=""), option("--all", "every", is_flag=True), as_json)
def changes(run: Run, since: str, every: bool, as_json: bool) -> None:
    """Show what changed between two exports."""
    from sync.usecases import reporting, when

    day = when.day(since, run.place.today, region=run.place.region, past=True).isoformat() if since else ""
    with run.store() as store:
        found = reporting.since(store, day)
        ordered = found.changes if as_json else reporting.closest_first(found.changes, store, run.place)
    words = run.words
    if found.suspicious is not None:
        why = words(f"changes.why-{found.suspicious.suspicious}")
        run.told(
            "changes.suspicious", day=words.day(found.suspicious.on), n=found.suspicious.missing, why=why
        )
    if as_json:
        run.json([_change_json(one) for one in found.changes])
        return
    if not found.last:
        run.data(words("changes.none-yet"))
        return
    run.data(words("changes.heading", first=words.day(found.first), last=words.day(found.last)))
    if not found.changes:
        run.data(words("changes.nothing"))
        return
    kinds: dict[str, list[Change]] = defaultdict(list)
    for one in ordered:
        kinds[one.kind].append(one)
    for kind in _ORDER:
        if kinds[kind]:
            _kind(run, kind, kinds[kind], every=every)
    if kinds["moved"]:
        run.data()
        run.data(words("changes.next"))


def _kind(run: Run, kind: str, found: list[Change], *, every: bool) -> None:
    words = run.words
    run.data()
    run.data(words(f"changes.kind-{kind}", n=len(found)))
    shown = found if every else found[:LISTED]
    run.table([(f"  {one.name}", _what(run, one)) for one in shown])
    if len(shown) < len(found):
        run.data("  " + words("changes.more", n=len(found) - len(shown)))


def _what(run: Run, one: Change) -> str:
    words = run.words
    if one.kind in ("new", "back", "vanished"):
        return one.about + (f"  ({words('changes.homonym')})" if "homonym" in one.evidence else "")
    return words("changes.arrow", before=one.before or "–", after=one.after or "–")


def _change_json(one: Change) -> dict[str, Any]:
    return {
        "source": one.source,
        "key": one.key,
        "kind": one.kind,
        "before": one.before,
        "after": one.after,
        "evidence": list(one.evidence),
        "name": one.name,
        "on": one.on,
    }


@command("report", option("--output", "-o", "output", default=""), as_json)
def report(run: Run, output: str, as_json: bool) -> None:
    """Show how the network is kept up and renews itself; with -o as a page, a table or JSON in a file."""
    from sync.ports import UsageError
    from sync.usecases import network as networks
    from sync.usecases import reporting, targeting
    from sync.web import report_words

    if output and not output.endswith((".html", ".csv", ".json")):
        raise UsageError("report.bad-suffix", place=output)
    with run.store() as store:
        network = networks.load(store, run.place)
        settings = networks.settings(store, run.settings)
        made = reporting.report(network, store, run.place, settings)
        moved = sum(one.kind == "moved" for one in reporting.changes(store))
        sectors: list[tuple[str, int]] = []
        if output or as_json:
            counted = Counter(targeting.sectors_of(store, network).values())
            sectors = sorted(counted.items(), key=lambda one: (-one[1], one[0]))
    names = {person.id: person.name for person in network.planned}
    told = _report_json(made, names) | {"sectors": dict(sectors)} if output or as_json else {}
    if output:
        _write(run, output, made, names, sectors, told, moved)
    elif as_json:
        run.json(told)
    elif not network.people:
        run.data(run.words("report.empty"))
    else:
        goal = int(run.settings.get("goal.inflow"))
        cooling = _cooling(run, made, names)
        lines = report_words.sentences(run.words, made, moved, goal=goal, cooling=cooling, commands=True)
        alarms = report_words.alarms(run.words, made, commands=True)
        for line in [*lines, *([""] if alarms else []), *alarms]:
            run.data(line)


def _write(
    run: Run,
    output: str,
    made: Report,
    names: dict[str, str],
    sectors: list[tuple[str, int]],
    told: dict[str, Any],
    moved: int,
) -> None:
    from sync.web import report_page, report_words

    if output.endswith(".html"):
        lines = report_words.sentences(run.words, made, moved, goal=int(run.settings.get("goal.inflow")))
        text = report_page.html(made, names, sectors, lines, run.words)
    elif output.endswith(".csv"):
        text = report_page.table(made, sectors)
    else:
        text = json.dumps(told, ensure_ascii=False, indent=2) + "\n"
    put(output, [text.encode()])
    run.told("report.written", place=output)


def _cooling(run: Run, made: Report, names: dict[str, str]) -> list[str]:
    """Return lines that name the first of those who cool down."""
    words = run.words
    return columns(
        [
            (
                f"    {names[one.person]}",
                words(f"plan.tier-{one.tier}"),
                words("report.cooling-line", gap=one.gap_days, latest=one.latest_days)
                + (words("report.cooling-meets", day=words.day(one.meets)) if one.meets else ""),
            )
            for one in made.cooling[:LISTED]
        ]
    )


def _report_json(made: Report, names: dict[str, str]) -> dict[str, Any]:
    def share(value: float | None) -> float | None:
        return None if value is None else round(value, 4)

    return {
        "on": made.on,
        "known": made.known,
        "active": made.active,
        "active_before": made.active_before,
        "inflow": made.inflow,
        "outflow": made.outflow if made.known_outflow else None,
        "renewal": share(made.renewal),
        "attrition": share(made.attrition),
        "shrinks": made.shrinks,
        "cooling": [
            {
                "person": one.person,
                "name": names[one.person],
                "tier": one.tier,
                "gap_days": one.gap_days,
                "latest_days": one.latest_days,
                "meets": one.meets or None,
            }
            for one in made.cooling
        ],
        "reserve": made.reserve,
        "silent": made.silent,
        "unreached": made.unreached,
        "alarms": list(made.alarms),
        "circles": [{"tier": c.tier, "people": c.people, "cooling": c.cooling} for c in made.circles],
        "work": [{"month": one.month, "planned": one.planned, "done": one.done} for one in made.work],
        "crisis": {
            "index": round(made.crisis.index, 4),
            "busiest_months": made.crisis.busiest,
            "months": made.crisis.months,
        }
        if made.crisis
        else None,
        "months": [
            {"month": month.month, "inflow": month.inflow, "outflow": month.outflow} for month in made.months
        ],
        "quarters": [
            {
                "on": one.on,
                "active": one.active,
                "inflow": one.inflow,
                "outflow": one.outflow,
                "renewal": share(one.renewal),
                "attrition": share(one.attrition),
            }
            for one in made.quarters
        ],
    }
