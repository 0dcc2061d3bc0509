"""`week`, `plan`, `done`, `snooze`, `skip`, `log`: whom to be in touch with, and the user's word on it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sync.cli.frame import Run, argument, as_json, command, dry_run, option

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sync.model import Touchpoint
    from sync.usecases.planning import Agenda, Outcome
    from sync.usecases.travelling import Journey

AGREED = 4
WEEKS = 4
"""Weeks that `plan` shows if nothing else is said."""
BATCH_NAMES = 3


@command("week", as_json, dry_run)
def week(run: Run, as_json: bool, dry_run: bool) -> None:
    """Show the touchpoints of the next seven days."""
    from sync.usecases import planning

    _show(run, planning.WEEK_DAYS, as_json=as_json, dry_run=dry_run, heading=True)


@command(
    "plan",
    option("--weeks", type=int, default=None),
    option("--catch-up", type=int, default=None, metavar="WEEKS"),
    as_json,
    dry_run,
)
def plan(run: Run, weeks: int | None, catch_up: int | None, as_json: bool, dry_run: bool) -> None:
    """Show the touchpoints of the weeks ahead; catch up with the neglected."""
    from sync.ports import UsageError
    from sync.usecases import planning

    caught_up = None if catch_up is None else planning.caught_up(run.place, catch_up)
    if weeks is None:
        weeks = max(WEEKS, catch_up or 0)
    if not 1 <= weeks <= 57:
        raise UsageError("plan.bad-weeks", value=weeks)
    if caught_up is not None:
        run.settings.set("plan.catch-up", caught_up or None, dry_run=dry_run)
    _show(run, 7 * weeks, as_json=as_json, dry_run=dry_run, heading=False, catch_up=caught_up)


def _show(
    run: Run, days: int, *, as_json: bool, dry_run: bool, heading: bool, catch_up: str | None = None
) -> None:
    from sync.usecases import planning

    until = run.place.today + timedelta(days=days)
    with run.store() as store:
        made = planning.plan(store, run.place, run.settings, catch_up=catch_up)
        # A home that may not be written can be looked at; what is seen there is not kept as shown.
        if not dry_run and store.writable:
            planning.show(store, run.place, made, until)
    found = made.until(until)
    if as_json:
        run.json(_plan_json(run, made, found))
        return
    words, place = run.words, run.place
    if not made.network.people:
        run.data(words("plan.nobody"))
        return
    if heading:
        last = (until - timedelta(days=1)).isoformat()
        run.data(words("plan.week-heading", span=words.span(place.today.isoformat(), last)))
        if not found:
            run.data(words("plan.week-empty"))
        run.table(rows(run, found))
        _agreed(run, made, until.isoformat())
    elif not found:
        run.data(words("plan.plan-empty"))
    else:
        _by_week(run, found)
    _foot(run, made, found)


def _agreed(run: Run, made: Agenda, until: str) -> None:
    """Name the meetings that are agreed already: they take a place of the week."""
    today = run.place.today.isoformat()
    coming = sorted(
        (stamp[:10], person.name)
        for person in made.network.planned
        for stamp in person.appointments
        if today <= stamp[:10] < until
    )
    if not coming:
        return
    what = [
        run.words("plan.agreed-one", name=name, day=run.words.day(day, weekday=True).split(" ")[0])
        for day, name in dict.fromkeys(coming[:AGREED])
    ]
    run.data("  " + run.words("plan.agreed", what=", ".join(what) + (" …" if len(coming) > AGREED else "")))


def _by_week(run: Run, found: list[Touchpoint]) -> None:
    weeks: dict[date, list[Touchpoint]] = {}
    for one in found:
        day = date.fromisoformat(one.on)
        weeks.setdefault(day - timedelta(days=day.weekday()), []).append(one)
    for number, (monday, mine) in enumerate(weeks.items()):
        if number:
            run.data()
        run.data(run.words("plan.week-of", day=run.words.day(monday.isoformat())))
        run.table(rows(run, mine))


def rows(run: Run, found: Iterable[Touchpoint]) -> list[tuple[str, ...]]:
    """Return touchpoints as rows; those of one campaign on one day are one row."""
    batches: dict[tuple[str, int], list[Touchpoint]] = {}
    made: list[tuple[str, ...]] = []
    for one in found:
        if one.kind != "campaign":
            made.append(row(run, one))
        elif (one.on, one.series) not in batches:
            batches[one.on, one.series] = [one]
            made.append((one.on, str(one.series)))
        else:
            batches[one.on, one.series].append(one)
    return [_batch(run, batches[line[0], int(line[1])]) if len(line) == 2 else line for line in made]


def _batch(run: Run, batch: list[Touchpoint]) -> tuple[str, ...]:
    words, first = run.words, batch[0]
    name = dict(first.reasons[0].args)["name"]
    shown = ", ".join(one.name for one in batch[:BATCH_NAMES]) + (" …" if len(batch) > BATCH_NAMES else "")
    what = words("plan.batch", n=len(batch), form=words(f"plan.form-{first.form}"))
    weekday = words.day(first.on, weekday=True).split(" ")[0][:3]
    return (f"  {weekday} {date.fromisoformat(first.on).day:>2}", name, what, "", shown)


def row(run: Run, one: Touchpoint) -> tuple[str, ...]:
    """Return a touchpoint as a row: `mar 24  Ali Benali  appel  proches  51 j sans contact (rythme 45 j)`."""
    from sync.usecases.publishing import reason_text

    words = run.words
    day = date.fromisoformat(one.on)
    weekday = words.day(one.on, weekday=True).split(" ")[0][:3]
    circle = one.state if one.state in ("dormant", "new") else one.tier
    told = [reason_text(reason, words, one.on) for reason in one.reasons if reason.code != "day"]
    told += [words(f"reasons.{one.state}")] if one.state in ("snoozed", "slid") else []
    return (
        f"  {weekday} {day.day:>2}",
        one.name,
        " ".join(filter(None, (words(f"plan.form-{one.form}"), one.start))),
        words(f"plan.tier-{circle}"),
        " · ".join(told),
    )


def _foot(run: Run, made: Agenda, found: list[Touchpoint]) -> None:
    words, plan_ = run.words, made.plan
    if made.plan.asks:
        run.data()
        run.data(words("plan.asks-heading"))
        run.table([row(run, one) for one in plan_.asks])
    if not found:
        return
    run.data()
    single = [one for one in found if one.kind != "campaign"]
    run.data(words("plan.week-foot", n=len(single), budget=made.settings.per_week))
    _catch_up(run, made)
    if plan_.stretch > 1 and any(t.tier in ("close", "active") for t in found):
        preset = made.settings.preset
        run.data(
            words(
                "plan.stretch",
                asked=round(preset.touches_a_year / 52 + made.settings.reconnections, 1),
                budget=made.settings.per_week,
                close=round(preset.close.ideal * plan_.stretch),
                active=round(preset.active.ideal * plan_.stretch),
            )
        )
    if single:
        run.data(words("plan.week-how", name=_short(single[0].name)))


def _catch_up(run: Run, made: Agenda) -> None:
    """Tell how far a catch-up gets with those who were neglected."""
    from sync.touchpoints.cadence import woken_in_catch_up
    from sync.usecases import planning

    last = made.settings.catch_up
    if last < run.place.today.isoformat():
        return
    asleep, woken = planning.neglected(made, run.place.today)
    share, budget = woken_in_catch_up(made.settings.per_week), made.settings.per_week
    run.data(
        run.words("plan.catch-up", day=run.words.day(last), n=asleep, woken=woken, share=share, budget=budget)
    )


def _short(name: str) -> str:
    """Return a word that names somebody on the command line."""
    import shlex

    return shlex.quote(name.rsplit(" ", maxsplit=1)[-1] if " " in name else name)


def _plan_json(run: Run, made: Agenda, found: list[Touchpoint]) -> dict[str, Any]:
    settings = made.settings
    return {
        "touchpoints": [touchpoint_json(run, one) for one in found],
        "budget": {
            "per_week": settings.per_week,
            "per_day": settings.per_day,
            "stretch": round(made.plan.stretch, 2),
        },
        "asks": [touchpoint_json(run, one) for one in made.plan.asks],
    }


def touchpoint_json(run: Run, one: Touchpoint) -> dict[str, Any]:
    """Return a touchpoint in the shape of the contract (§7)."""
    from sync.touchpoints import hours
    from sync.usecases.publishing import reason_text

    return {
        "id": one.id,
        "person": one.person,
        "name": one.name,
        "form": one.form,
        "on": one.on,
        "start": hours.instant(one.on, one.start, run.place.zone).isoformat() if one.start else None,
        "tier": one.tier,
        "state": one.state,
        "kind": one.kind,
        "reasons": [
            {
                "code": reason.code,
                "text": reason_text(reason, run.words, one.on),
                "source": reason.source,
                **({"args": dict(reason.args)} if reason.args else {}),
            }
            for reason in one.reasons
        ],
        "window": list(one.window),
    }


_about = option("--about", default="")


@command(
    "done", argument("id"), option("--form", default=""), option("--on", default=""), _about, as_json, dry_run
)
def done(
    run: Run,
    id: str,  # noqa: A002
    form: str,
    on: str,
    about: str,
    as_json: bool,
    dry_run: bool,
) -> None:
    """Tick off a touchpoint."""
    from sync.usecases import planning

    with run.store() as store:
        outcome = planning.done(
            store, run.place, run.settings, id, form=form, on=on, note=about, dry_run=dry_run
        )
    key = "plan.done"
    _tell(run, outcome, key, as_json=as_json, dry_run=dry_run)


@command("snooze", argument("id"), argument("when", nargs=-1, required=True), as_json, dry_run)
def snooze(run: Run, id: str, when: tuple[str, ...], as_json: bool, dry_run: bool) -> None:  # noqa: A002
    """Put a touchpoint off."""
    from sync.usecases import planning

    with run.store() as store:
        outcome = planning.snooze(store, run.place, run.settings, id, " ".join(when), dry_run=dry_run)
    _tell(run, outcome, "plan.snoozed", as_json=as_json, dry_run=dry_run)


@command("skip", argument("id"), as_json, dry_run)
def skip(run: Run, id: str, as_json: bool, dry_run: bool) -> None:  # noqa: A002
    """Leave a touchpoint out this time."""
    from sync.usecases import planning

    with run.store() as store:
        outcome = planning.skip(store, run.place, run.settings, id, dry_run=dry_run)
    _tell(run, outcome, "plan.skipped", as_json=as_json, dry_run=dry_run)


@command("log", argument("person"), argument("form"), option("--on", default=""), _about, as_json, dry_run)
def log(run: Run, person: str, form: str, on: str, about: str, as_json: bool, dry_run: bool) -> None:
    """Note a contact that happened."""
    from sync.usecases import planning

    with run.store() as store:
        outcome = planning.log(
            store, run.place, run.settings, person, form, on=on, note=about, dry_run=dry_run
        )
    known = outcome.journal is None and not dry_run
    _tell(run, outcome, "plan.logged-before" if known else "plan.logged", as_json=as_json, dry_run=dry_run)


def _tell(run: Run, outcome: Outcome, key: str, *, as_json: bool, dry_run: bool) -> None:
    words = run.words
    if as_json:
        found: dict[str, Any] = {
            "person": outcome.person,
            "name": outcome.name,
            "form": outcome.form,
            "on": outcome.on,
            "journal": outcome.journal,
        }
        if outcome.touchpoint is not None:
            found = {"id": outcome.touchpoint.id, "state": outcome.touchpoint.state, **found}
        found["next"] = touchpoint_json(run, outcome.coming) if outcome.coming else None
        run.json(found)
        return
    form = words(f"plan.form-{outcome.form}") if outcome.form else ""
    day = words.day(outcome.on, weekday=True) if outcome.on else ""
    run.told(key, name=outcome.name, form=form, day=day)
    coming = outcome.coming
    if coming is not None and (outcome.touchpoint is None or coming.id != outcome.touchpoint.id):
        run.told("plan.next", day=words.day(coming.on, weekday=True), form=words(f"plan.form-{coming.form}"))
    elif coming is None:
        run.told("plan.next-none")
    if dry_run:
        run.told("plan.trial")
    elif outcome.journal is not None:
        run.told("plan.undo", step=outcome.journal)


@command(
    "trip",
    argument("place", required=False, default="", metavar="[PLACE"),
    argument("first", required=False, default="", metavar="FROM"),
    argument("last", required=False, default="", metavar="[TO]]"),
    option("--cancel", is_flag=True),
    as_json,
    dry_run,
)
def trip(run: Run, place: str, first: str, last: str, cancel: bool, as_json: bool, dry_run: bool) -> None:
    """Say where you will be, and see whom to meet there; alone it lists the trips to come."""
    from sync.ports import UsageError
    from sync.usecases import travelling

    with run.store() as store:
        if cancel:
            gone, journal = travelling.cancel(store, run.place, run.settings, place, dry_run=dry_run)
        elif place:
            if not first:
                raise UsageError("trip.when", place=place)
            found = [travelling.travel(store, run.place, run.settings, place, first, last, dry_run=dry_run)]
            journal = found[0].journal
        else:
            found, journal = travelling.coming(store, run.place, run.settings), None
    if cancel:
        if as_json:
            run.json({"place": place, "cancelled": gone, "journal": journal})
            return
        run.told("trip.cancelled", place=place, n=gone)
    elif as_json:
        run.json({"trips": [_trip_json(run, one) for one in found], "journal": journal})
        return
    else:
        for one in found:
            _trip(run, one)
        if not found:
            run.data(run.words("trip.none"))
    if dry_run and place:
        run.told("plan.trial")
    elif journal is not None:
        run.told("plan.undo", step=journal)


def _trip(run: Run, one: Journey) -> None:
    import shlex

    words = run.words
    span = words.span(one.first, one.last) if one.first != one.last else words.day(one.first)
    run.data(words("trip.heading", place=one.place, span=span, n=one.known))
    if one.source == "calendar":
        run.data("  " + words("trip.from-calendar", place=shlex.quote(one.place)))
    run.table(rows(run, one.planned))
    if not one.planned:
        run.data("  " + words("trip.nobody"))


def _trip_json(run: Run, one: Journey) -> dict[str, Any]:
    return {
        "place": one.place,
        "first": one.first,
        "last": one.last,
        "known": one.known,
        "source": one.source,
        "touchpoints": [touchpoint_json(run, t) for t in one.planned],
    }
