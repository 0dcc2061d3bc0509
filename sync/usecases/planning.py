"""Stay in touch: the plan, and what the user says of it – done, later, not this time, or a contact they had."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sync.config.place import Place
from sync.config.settings import Settings as Options
from sync.model import Interaction, Party, Touchpoint
from sync.normalize.text import fold
from sync.ports import UsageError
from sync.store import Ref, Store, interactions
from sync.store import touchpoints as kept
from sync.touchpoints import agenda
from sync.touchpoints.people import Settings
from sync.usecases import network as networks
from sync.usecases import people, when

FORMS = ("message", "call", "lunch", "breakfast", "meeting", "card")
ALIASES = {
    "message": "message mail email e-mail mot sms text",
    "call": "call phone appel telephone tel",
    "lunch": "lunch dejeuner",
    "breakfast": "breakfast petit-dejeuner petit-dej coffee cafe",
    "meeting": "meeting rendez-vous rdv rencontre diner dinner verre drink",
    "card": "card carte letter lettre",
}
_SENT = frozenset(("message", "card"))
HORIZON_DAYS = 400
WEEK_DAYS = 7
MOST_WEEKS = 52
_SHORTEST_ID = 4


@dataclass(frozen=True, slots=True)
class Agenda:
    """The plan of today with what it was made from. `refs` names the record each person's facts hang on."""

    network: networks.Network
    settings: Settings
    plan: agenda.Plan
    shown: dict[str, kept.Shown]
    refs: dict[str, Ref]

    def until(self, day: date) -> list[Touchpoint]:
        """Return the touchpoints before `day`, in order."""
        return [t for t in self.plan.touchpoints if t.on < day.isoformat()]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a word of the user did: the touchpoint as it is now (None for a contact that fits none), who it was
    with, the journal step (None if it was known), what comes next for that person, and the plan as it is `after` it.
    """

    touchpoint: Touchpoint | None
    person: str
    name: str
    journal: int | None
    coming: Touchpoint | None = None
    form: str = ""
    on: str = ""
    after: Agenda | None = None


def plan(store: Store, place: Place, options: Options, *, catch_up: str | None = None) -> Agenda:
    """Return the plan of today; nothing is written. `catch_up` stands for the setting, where a trial asks for it."""
    network = networks.load(store, place)
    settings = networks.settings(store, options, network, horizon_days=HORIZON_DAYS)
    if catch_up is not None:
        settings = replace(settings, catch_up=catch_up)
    days = networks.days(store, place, options, horizon_days=HORIZON_DAYS)
    planned = networks.with_sectors(network, {trip.city for trip in settings.trips})
    shown = {one.touchpoint.id: one for one in kept.load(store)}
    made = agenda.plan(planned, place.today, settings, days, [one.touchpoint for one in shown.values()])
    return Agenda(network, settings, made, shown, {p.id: p.ref for p in network.people.values()})


def caught_up(place: Place, weeks: int) -> str:
    """Return the last day of a catch-up that begins today; empty for none. Raises `UsageError`."""
    if not 0 <= weeks <= MOST_WEEKS:
        raise UsageError("plan.bad-catch-up", value=weeks, most=MOST_WEEKS)
    return (place.today + timedelta(days=7 * weeks - 1)).isoformat() if weeks else ""


def neglected(made: Agenda, today: date) -> tuple[int, int]:
    """Return how many dormant ties there are, and how many of them the plan wakes by the end of the catch-up."""
    asleep = sum(one.tie.status(today) == "dormant" for one in made.network.planned)
    return asleep, sum(
        one.kind == "reconnect" and one.on <= made.settings.catch_up for one in made.plan.touchpoints
    )


def show(store: Store, place: Place, made: Agenda, until: date) -> dict[str, kept.Shown]:
    """Keep what the user sees of the plan up to `until`, and return every kept touchpoint as it is now.

    What was shown before is brought up to date: met by a contact (done), no longer needed (dropped), or moved,
    which raises its sequence.
    """
    planned = {t.id: t for t in made.plan.touchpoints}
    met, asked = set(made.plan.met), {t.id for t in made.plan.asks}
    today = place.today.isoformat()
    new: dict[str, kept.Shown] = {}
    for name, touchpoint in planned.items():
        known = made.shown.get(name)
        if known is None:
            if touchpoint.on < until.isoformat():
                new[name] = kept.Shown(touchpoint, made.refs[touchpoint.person], 0, place.at)
            continue
        before = replace(known.touchpoint, name=touchpoint.name)
        if before != touchpoint:
            stirred = (before.on, before.start) != (touchpoint.on, touchpoint.start) or known.settled_on
            new[name] = kept.Shown(
                touchpoint, made.refs[touchpoint.person], known.sequence + bool(stirred), place.at
            )
    for name, one in made.shown.items():
        if one.touchpoint.state in agenda.OVER or name in planned or name in asked:
            continue
        if name in met:
            tie = made.network.ties[one.touchpoint.person]
            new[name] = _settled(one, "done", tie.last, place)
        elif one.touchpoint.on >= today or one.touchpoint.kind != "birthday":
            new[name] = _settled(one, "dropped", today, place)
    if new:
        with kept.shown(store):
            kept.put(store, new.values())
    return made.shown | new


def _settled(one: kept.Shown, state: str, day: str, place: Place) -> kept.Shown:
    return replace(
        one,
        touchpoint=replace(one.touchpoint, state=state),
        sequence=one.sequence + 1,
        modified_at=place.at,
        settled_on=day,
    )


def slid(store: Store, place: Place) -> list[Touchpoint]:
    """Return the touchpoints that passed undone a second time and wait for the user's word, with names."""
    found = [
        one.touchpoint
        for one in kept.load(store)
        if one.touchpoint.slides
        and one.touchpoint.state not in agenda.OVER
        and one.touchpoint.on < place.today.isoformat()
    ]
    known = people.load(store, {one.person for one in found})
    return [
        replace(one, name=known[one.person].name)
        for one in found
        if one.person in known
        and "hidden" not in known[one.person].attributes
        and not known[one.person].deceased
    ]


def find(store: Store, made: Agenda, query: str) -> Touchpoint:
    """Return the touchpoint a query names: its id, the first letters of it, or a person (their next one).

    Raises `UsageError` when none fits or several people do.
    """
    waiting = [*made.plan.asks, *made.plan.touchpoints]
    told = query.strip().lower()
    if len(told) >= _SHORTEST_ID:
        fitting = [t for t in waiting if t.id.startswith(told)]
        if len(fitting) == 1:
            return fitting[0]
    over = next(
        (one for one in made.shown.values() if len(told) >= 8 and one.touchpoint.id.startswith(told)), None
    )
    if over is not None and over.touchpoint.state in agenda.OVER:
        raise UsageError("plan.over", state=over.touchpoint.state)
    persons = people.search(store, made.network.people.values(), query) if told else []
    exact = [person for person in persons if fold(person.name) == fold(query)] or persons
    exact += [made.network.people[told]] if told in made.network.people else []
    if not exact:
        raise UsageError("plan.no-touchpoint", query=query)
    if len(exact) > 1:
        planned = [person for person in exact if any(t.person == person.id for t in waiting)]
        if len(planned) > 1:
            # Of several who are planned, the one the user was shown is meant.
            seen = {
                one.touchpoint.person
                for one in made.shown.values()
                if one.touchpoint.state not in agenda.OVER
            }
            planned = [person for person in planned if person.id in seen] or planned
        if len(planned) > 1:
            # … or the only one who comes up within the week.
            first = date.fromisoformat(min(t.on for t in waiting if t.person in {one.id for one in planned}))
            soon = (first + timedelta(days=7)).isoformat()
            near = {t.person for t in waiting if t.on <= soon}
            planned = [person for person in planned if person.id in near] or planned
        if len(planned) != 1:
            raise people.SeveralPeople(query, exact)
        exact = planned
    mine = [t for t in waiting if t.person == exact[0].id]
    if not mine:
        raise UsageError("plan.nothing-planned", name=exact[0].name)
    return mine[0]


def done(
    store: Store,
    place: Place,
    options: Options,
    query: str,
    *,
    form: str = "",
    on: str = "",
    note: str = "",
    made: Agenda | None = None,
    dry_run: bool = False,
) -> Outcome:
    """Tick off a touchpoint: the contact is noted as one that happened, and the next date counts from it.

    `note` says in a few words what it was about; `made` is the plan of today, if it is at hand. Raises `UsageError` for an unknown touchpoint, form or day.
    """
    made = made or plan(store, place, options)
    touchpoint = find(store, made, query)
    happened = form_of(form) if form else touchpoint.form
    day = when.day(on, place.today, region=place.region, past=True) if on else place.today
    _not_ahead(day, place)
    ref = made.refs[touchpoint.person]
    with store.change(f"done {touchpoint.name}", place.at, dry_run=dry_run) as step:
        _note(store, ref, touchpoint.name, happened, day, touchpoint.id, about=note)
        kept.put(store, [_settled(_known(made, touchpoint, place), "done", day.isoformat(), place)])
        coming, after = _coming(store, place, options, touchpoint.person)
    return Outcome(
        replace(touchpoint, state="done"),
        touchpoint.person,
        touchpoint.name,
        step.id,
        coming,
        happened,
        day.isoformat(),
        after,
    )


def fulfil(
    store: Store,
    place: Place,
    made: Agenda,
    person: people.Person,
    kind: str,
    series: int,
    form: str,
    day: date,
) -> None:
    """Note within a change that a touchpoint of another list (a campaign) is done, shown before or not."""
    name = agenda.touchpoint_id(made.settings.installation, person.id, kind, series)
    known = made.shown.get(name)
    if known is None:
        planned = next((t for t in made.plan.touchpoints if t.id == name), None)
        touchpoint = planned or Touchpoint(
            id=name,
            person=person.id,
            name=person.name,
            form=form,
            on=day.isoformat(),
            tier=made.plan.tiers.get(person.id, "watch"),
            state="due",
            reasons=(),
            window=(day.isoformat(), day.isoformat()),
            series=series,
            kind=kind,
        )
        known = kept.Shown(touchpoint, person.ref, 0, place.at)
    _note(store, person.ref, person.name, form, day, name)
    kept.put(store, [_settled(known, "done", day.isoformat(), place)])


def answered(store: Store, person: people.Person, form: str, day: date, what: str) -> None:
    """Note within a change that somebody answered, in the form they were written to."""
    _note(store, person.ref, person.name, form, day, f"answer {what}", direction="received")


def snooze(
    store: Store,
    place: Place,
    options: Options,
    query: str,
    later: str,
    *,
    made: Agenda | None = None,
    dry_run: bool = False,
) -> Outcome:
    """Put a touchpoint off until a day, which every later plan respects; see `done`. Raises `UsageError`."""
    made = made or plan(store, place, options)
    touchpoint = find(store, made, query)
    day = when.day(later, place.today, region=place.region)
    if day <= place.today:
        raise UsageError("plan.past-day", value=later)
    if day > place.today + timedelta(days=HORIZON_DAYS):
        raise UsageError("plan.too-far", value=later)
    known = _known(made, touchpoint, place)
    moved = replace(touchpoint, on=day.isoformat(), state="snoozed", slides=0)
    with store.change(f"snooze {touchpoint.name}", place.at, dry_run=dry_run) as step:
        kept.put(
            store,
            [
                replace(
                    known, touchpoint=moved, sequence=known.sequence + 1, modified_at=place.at, settled_on=""
                )
            ],
        )
        coming, after = _coming(store, place, options, touchpoint.person)
    # A day off becomes the next working day; what counts is where the plan puts it.
    placed = coming if coming is not None and coming.id == touchpoint.id else moved
    return Outcome(
        placed, touchpoint.person, touchpoint.name, step.id, coming, touchpoint.form, placed.on, after
    )


def skip(
    store: Store,
    place: Place,
    options: Options,
    query: str,
    *,
    made: Agenda | None = None,
    dry_run: bool = False,
) -> Outcome:
    """Leave a touchpoint out this time; the rhythm goes on from its day; see `done`. Raises `UsageError`."""
    made = made or plan(store, place, options)
    touchpoint = find(store, made, query)
    with store.change(f"skip {touchpoint.name}", place.at, dry_run=dry_run) as step:
        known = _known(made, touchpoint, place)
        kept.put(store, [_settled(known, "skipped", place.today.isoformat(), place)])
        coming, after = _coming(store, place, options, touchpoint.person)
    return Outcome(
        replace(touchpoint, state="skipped"), touchpoint.person, touchpoint.name, step.id, coming, after=after
    )


def log(
    store: Store,
    place: Place,
    options: Options,
    query: str,
    form: str,
    *,
    on: str = "",
    note: str = "",
    dry_run: bool = False,
) -> Outcome:
    """Note a contact that happened outside the plan, with a few words on it; the same contact twice is one.

    Raises `UsageError`.
    """
    person = people.one(store, query)
    happened = form_of(form)
    day = when.day(on, place.today, region=place.region, past=True) if on else place.today
    _not_ahead(day, place)
    with store.change(f"log {happened} {person.name}", place.at, dry_run=dry_run) as step:
        _note(store, person.ref, person.name, happened, day, "", about=note)
        coming, after = _coming(store, place, options, person.id)
    return Outcome(None, person.id, person.name, step.id, coming, happened, day.isoformat(), after)


def form_of(word: str) -> str:
    """Return the form a word names, in French or English. Raises `UsageError`."""
    told = fold(word)
    for form, words in ALIASES.items():
        if told in words.split():
            return form
    raise UsageError("plan.bad-form", value=word, forms=", ".join(FORMS))


def _not_ahead(day: date, place: Place) -> None:
    if day > place.today:
        raise UsageError("plan.future-day", value=day.isoformat())


def _known(made: Agenda, touchpoint: Touchpoint, place: Place) -> kept.Shown:
    return made.shown.get(touchpoint.id) or kept.Shown(touchpoint, made.refs[touchpoint.person], 0, place.at)


def _note(
    store: Store,
    ref: Ref,
    name: str,
    form: str,
    day: date,
    touchpoint: str,
    *,
    direction: str = "",
    about: str = "",
) -> None:
    key = str(uuid.uuid5(store.installation, "\n".join(("log", *ref, form, day.isoformat(), touchpoint))))
    interactions.put(
        store,
        Interaction(
            source="user",
            key=key,
            file="",
            row=0,
            kind=form,
            parties=(Party(ref[1], name),),
            date=day.isoformat(),
            direction=direction or ("sent" if form in _SENT else "mutual"),
            summary=" ".join(about.split()),
        ),
        "user",
        [ref],
    )


def _coming(store: Store, place: Place, options: Options, person: str) -> tuple[Touchpoint | None, Agenda]:
    """Return what is planned next for a person, with what was just written, and the whole plan."""
    made = plan(store, place, options)
    return next((t for t in made.plan.touchpoints if t.person == person), None), made
