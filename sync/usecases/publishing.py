"""The calendar to subscribe to: touchpoints and birthdays as events, graded by privacy.

An event keeps its uid for life; its sequence counts changes of day and state; it is dated by the moment its
content last changed, never by now, so that the same store gives the same bytes (see `revisions`). What is
done, skipped or no longer needed vanishes (or stands cancelled for 30 days, for clients that never take an
event away, if the user wants that); what passed undone stays for 30 days.
"""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sync.config.place import Place
from sync.config.settings import Settings as Options
from sync.model import Event, Feed, Reason, Touchpoint
from sync.ports import UsageError, Words
from sync.store import Store, feeds
from sync.store import campaigns as kept_campaigns
from sync.store import touchpoints as kept
from sync.touchpoints import agenda, hours
from sync.touchpoints.campaigns import Campaign
from sync.usecases import campaigns, people, planning, reminders
from sync.usecases.revisions import day_after, revise

NAMES = ("touchpoints", "birthdays", "digest")
LEVELS = ("initials", "names", "details")
ACTIONS = ("done", "week", "month", "skip")
PAST_DAYS = 30
SUMMARY_CHARS = 60

Links = Callable[[str, str], str]
"""Gives the address that does an action (`done`, `week`, `month`, `skip`) with the touchpoint of an id."""

_COLOURS = {"touchpoints": "seagreen", "birthdays": "hotpink", "digest": "steelblue"}


@dataclass(frozen=True, slots=True)
class _Paper:
    """What the events are written with."""

    made: planning.Agenda
    shown: dict[str, kept.Shown]
    place: Place
    words: Words
    privacy: str
    links: Links | None
    hints: Mapping[str, str]
    cancelled: bool = False
    alarm: str = ""

    def name(self, person: people.Person) -> str:
        """Return a person's name as this feed may say it; those of one name are told apart."""
        name, hint = shown_name(person, self.privacy), self.hints.get(person.id, "")
        return f"{name}, {hint}" if hint and self.privacy != "initials" else name


def feed(
    store: Store,
    place: Place,
    options: Options,
    words: Words,
    *,
    name: str = "touchpoints",
    privacy: str = "",
    links: Links | None = None,
    left_alone: bool = False,
    dry_run: bool = False,
) -> Feed:
    """Return a feed by its name; what it shows is kept, unless `dry_run`. Raises `UsageError` for another name.

    Without `privacy` the feed's own level counts, then that of the settings. One that is `left_alone` (a file
    that others fetch) says a week from now that nobody has renewed it, and is renewed before that.
    """
    check_name(store, name)
    made = planning.plan(store, place, options)
    horizon = place.today + timedelta(days=planning.HORIZON_DAYS + 1)
    shown = (
        {t.id: kept.Shown(t, made.refs[t.person], 0, place.at) for t in made.plan.touchpoints} | made.shown
        if dry_run
        else planning.show(store, place, made, horizon)
    )
    level = privacy or level_of(store, options, name)
    paper = _Paper(
        made,
        shown,
        place,
        words,
        level,
        links,
        _hints(made, shown, birthdays=name == "birthdays"),
        cancelled=options.get("feed.gone") == "cancelled",
        alarm=str(options.get("feed.alarm")),
    )
    campaign = None if name in NAMES else campaigns.one(store, name)
    if campaign:
        events = _batches(paper, campaign)
    else:
        events = {"touchpoints": _touchpoints, "birthdays": _birthdays, "digest": _digest}[name](paper)
    reminder = reminders.ask_linkedin(store, place, words) if name == "touchpoints" else None
    if reminder and reminder.start < horizon.isoformat():
        events.append(reminder)
    if left_alone:
        events.append(reminders.not_renewed(store, place, words, name))
    events = revise(store, place, name, f"{level} {words.language}", events, dry_run=dry_run)
    return Feed(
        name=campaign.name if campaign else words(f"feed.name-{name}"),
        events=tuple(sorted(events, key=lambda event: (event.start, event.uid))),
        description=words("feed.description"),
        zone=place.zone,
        colour=colour_of(name),
        language=words.language,
        today=place.today.isoformat(),
    )


def names(store: Store) -> list[str]:
    """Return the names of all feeds: three, and one for each campaign."""
    return [*NAMES, *(campaigns.slug(campaign.name) for campaign in kept_campaigns.load(store))]


def check_name(store: Store, name: str) -> None:
    """Raise `UsageError` unless there is a feed of that name."""
    if name not in names(store):
        raise UsageError("feed.unknown", name=name, names=", ".join(names(store)))


def colour_of(name: str) -> str:
    """Return the colour of a feed, a CSS3 name."""
    return _COLOURS.get(name, "goldenrod")


def level_of(store: Store, options: Options, name: str) -> str:
    """Return the privacy level of a feed: its own, else that of the settings."""
    return feeds.find(store, name).privacy or str(options.get("feed.privacy"))


def waiting(paper_plan: planning.Agenda, shown: dict[str, kept.Shown], today: date) -> list[Touchpoint]:
    """Return the touchpoints a calendar shows: what is planned, and what passed undone in the last 30 days."""
    since = (today - timedelta(days=PAST_DAYS)).isoformat()
    planned = {t.id for t in paper_plan.plan.touchpoints}
    passed = [
        one.touchpoint
        for one in shown.values()
        if one.touchpoint.id not in planned
        and one.touchpoint.state not in agenda.OVER
        and one.touchpoint.person in paper_plan.network.people
        and since <= one.touchpoint.on < today.isoformat()
    ]
    return [*passed, *paper_plan.plan.touchpoints]


def _touchpoints(paper: _Paper) -> list[Event]:
    """Return the events, each title once: the next round of a person, not the same words again after it.

    A later round stands only until the one before it is done, and clients that list by title would take it
    for an event that moved.
    """
    today = paper.place.today.isoformat()
    # Campaigns have feeds of their own, with one event a batch.
    found = [t for t in waiting(paper.made, paper.shown, paper.place.today) if t.kind != "campaign"]
    events: dict[tuple[str, str], Event] = {}
    for one in sorted(found, key=lambda t: (t.on < today, t.on, t.id)):
        event = _event(one, paper)
        events.setdefault((one.person, event.summary), event)
    return [*events.values(), *(_gone(paper) if paper.cancelled else ())]


def _batches(paper: _Paper, campaign: Campaign) -> list[Event]:
    """Return an event for each batch of a campaign that is still to be written."""
    by_day: dict[str, list[Touchpoint]] = defaultdict(list)
    for one in paper.made.plan.touchpoints:
        if one.kind == "campaign" and one.series == campaign.id:
            by_day[one.on].append(one)
    events = []
    for day, batch in sorted(by_day.items()):
        known = paper.made.network.people
        lines = [paper.name(known[one.person]) for one in batch]
        lines += ["", paper.words("feed.batch-done", name=campaigns.slug(campaign.name))]
        mark = f"reseau:{paper.made.settings.installation}:campaign:{campaign.id}:{day}"
        events.append(
            Event(
                uid=f"{uuid.uuid5(uuid.NAMESPACE_URL, mark)}@reseau",
                start=day,
                end=day_after(day),
                summary=paper.words("feed.batch", name=campaign.name, n=len(batch)),
                description="\n".join(lines),
                modified=max(_modified(paper.shown[t.id].modified_at, known[t.person]) for t in batch),
            )
        )
    return events


def _gone(paper: _Paper) -> list[Event]:
    """Return what was done, skipped or dropped within 30 days, as cancelled (RFC 5545 §3.8.1.11)."""
    since = (paper.place.today - timedelta(days=PAST_DAYS)).isoformat()
    over = (
        one.touchpoint
        for one in paper.shown.values()
        if one.touchpoint.state in agenda.OVER
        and one.touchpoint.kind != "campaign"
        and one.settled_on >= since
        and one.touchpoint.person in paper.made.network.people
    )
    return [replace(_event(one, paper), status="CANCELLED") for one in over]


def _event(one: Touchpoint, paper: _Paper) -> Event:
    person = paper.made.network.people[one.person]
    history = paper.shown[one.id]
    name = paper.name(person)
    return Event(
        uid=f"{one.id}@reseau",
        **_times(one, paper.place.zone),
        summary=summary(one, name, paper.words, initials=paper.privacy == "initials"),
        description=_description(one, person, paper),
        categories=(paper.words(f"plan.tier-{one.tier}"),),
        modified=_modified(history.modified_at, person),
        sequence=history.sequence,
    )


def _times(one: Touchpoint, zone: str) -> dict[str, Any]:
    """Return when the event of a touchpoint is: all day, or as a proposal (tentative) at the hour of its meal."""
    if not one.start:
        return {"start": one.on, "end": day_after(one.on)}
    return {
        "start": _instant(hours.instant(one.on, one.start, zone)),
        "end": _instant(hours.instant(one.on, hours.end(one.form, one.start), zone)),
        "status": "TENTATIVE",
        "transparent": False,
    }


def _instant(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()[:19] + "Z"


def _modified(at: str, person: people.Person) -> str:
    """Return when the content last changed: the plan, or a record that gives name and description."""
    return max(at, *(kept_record.last_seen for kept_record in person.records))


def shown_name(person: people.Person, privacy: str) -> str:
    """Return the name as the privacy level allows: `Z. M.` or whole.

    The initials of a name without letters are its first sign.
    """
    if privacy != "initials":
        return person.name
    words = [word for word in person.name.replace("@", " ").split() if word[:1].isalnum()]
    return " ".join(f"{word[0].upper()}." for word in (words[0], words[-1])[: len(words)]) if words else "?"


def _hints(made: planning.Agenda, shown: Mapping[str, kept.Shown], *, birthdays: bool) -> dict[str, str]:
    """Return what tells those in a feed from others of their name, by id: company, post or town, else a bit of the id."""
    told = {one.touchpoint.person for one in shown.values()} | {t.person for t in made.plan.touchpoints}
    if birthdays:
        told |= {one.id for one in made.network.planned if one.birthday}
    names = {made.network.people[one].name.casefold() for one in told if one in made.network.people}
    same: dict[str, list[people.Person]] = defaultdict(list)
    for person in made.network.people.values():
        if (called := person.name.casefold()) in names:
            same[called].append(person)
    found: dict[str, str] = {}
    for group in same.values():
        if len(group) < 2:
            continue
        hints = {person.id: _hint(person) for person in group}
        for id_, hint in hints.items():
            alone = hint and list(hints.values()).count(hint) == 1
            found[id_] = hint if alone else f"{hint} {id_[:4]}" if hint else id_[:4]
    return found


def _hint(person: people.Person) -> str:
    seen = person.glance
    return seen.company or seen.title or seen.city


def summary(one: Touchpoint, name: str, words: Words, *, initials: bool = False) -> str:
    """Return the title of an event: what to do, with whom and why, in 60 characters where names allow."""
    reasons = {reason.code: dict(reason.args) for reason in one.reasons}
    if one.kind == "birthday":
        age = reasons.get("birthday", {}).get("age", "")
        if age and not initials:
            return words("feed.birthday-age", name=name, age=age)
        return words("feed.birthday", name=name)
    what = words(f"feed.do-{one.form}", name=name)
    why = ""
    if "cadence" in reasons:
        why = gap(int(reasons["cadence"]["days"]), words)
    elif "reconnect" in reasons and reasons["reconnect"]["last"]:
        last = date.fromisoformat(reasons["reconnect"]["last"])
        why = gap((date.fromisoformat(one.on) - last).days, words)
    elif "welcome" in reasons:
        why = words("feed.new-connection")
    elif "moved" in reasons:
        why = words("feed.new-post")
    whole = words("feed.why", what=what, why=why) if why else what
    return whole if len(whole) <= SUMMARY_CHARS else what


def gap(days: int, words: Words) -> str:
    """Return a span in the largest unit that says it well: `6 months`.

    Up to three weeks count in days, up to ten weeks in weeks, up to two years in months.
    """
    if days < 21:
        return words("feed.gap-days", n=days)
    if days < 70:
        return words("feed.gap-weeks", n=days // 7)
    if days < 730:
        return words("feed.gap-months", n=round(days / 30.44))
    return words("feed.gap-years", n=days // 365)


def reason_text(reason: Reason, words: Words, on: str = "") -> str:
    """Return a reason in the user's language; days of the year of `on` are said without the year."""
    args: dict[str, object] = dict(reason.args)
    key = reason.code
    match key:
        case "birthday" if args.get("age"):
            key = "birthday-age"
        case "day":
            key = f"day-{args['why']}"
        case "cadence":
            args["gap"] = _short_gap(int(str(args["days"])), words)
        case "trust":
            args["n"] = int(str(args["n"]))
    for name in ("since", "on", "last", "ideal"):
        told = str(args.get(name, ""))
        if told:
            args[name] = words.day(told, year=told[:4] != on[:4])
    return words(f"reasons.{key}", **args)


def _short_gap(days: int, words: Words) -> str:
    """Return days without contact as one reads them at a glance: `51 j`, `10 mois`, `5 ans`."""
    if days < 120:
        return words("reasons.gap-days", n=days)
    if days < 730:
        return words("reasons.gap-months", n=round(days / 30.44))
    return words("reasons.gap-years", n=days // 365)


def _description(one: Touchpoint, person: people.Person, paper: _Paper) -> str:
    words = paper.words
    lines = [
        reason_text(reason, words, one.on)
        for reason in one.reasons
        if paper.privacy != "initials" or reason.code not in ("moved", "birthday")
    ]
    lines += [words(f"reasons.{one.state}")] if one.state in ("snoozed", "slid") else []
    tie = paper.made.network.ties.get(one.person)
    if tie and tie.last:
        lines.append(
            words("feed.last", day=words.day(tie.last), what=words(f"event.{tie.last_kind}"))
            if words.has(f"event.{tie.last_kind}")
            else words("feed.last", day=words.day(tie.last), what=words("event.contact"))
        )
    elif one.kind != "birthday":
        lines.append(words("feed.last-none"))
    idea = f"feed.idea-{one.kind}" if words.has(f"feed.idea-{one.kind}") else f"feed.idea-{one.form}"
    lines.append(words(idea))
    if paper.privacy == "details":
        lines += _details(person)
    lines += _how(one, person, paper)
    return "\n".join(lines)


def _how(one: Touchpoint, person: people.Person, paper: _Paper) -> list[str]:
    """Say how to answer: by a click where reseau serves this feed, else by a command."""
    words, links = paper.words, paper.links
    if links is None:
        return [words("feed.how", id=one.id[:8], person=person.id[:8])]
    lines = [words(f"feed.link-{action}", url=links(action, one.id)) for action in ACTIONS]
    return [words("feed.links"), *lines, words("feed.more", person=person.id[:8])]


def _details(person: people.Person) -> list[str]:
    card = person.card
    found = [people.described(card)]
    found += [phone.raw or phone.number for phone in card.phones if "fax" not in phone.features]
    found += [email.address for email in card.emails]
    found += [service.uri for service in card.online_services if service.uri]
    return [line for line in found if line]


def _birthdays(paper: _Paper) -> list[Event]:
    """Return all birthdays, one event a year, from 30 days ago to the horizon."""
    first = paper.place.today - timedelta(days=PAST_DAYS)
    last = paper.place.today + timedelta(days=planning.HORIZON_DAYS)
    events = []
    for planned in paper.made.network.planned:
        person = paper.made.network.people[planned.id]
        name = paper.name(person)
        for day, age in agenda.birthdays(planned.birthday, first, last):
            text = (
                paper.words("feed.birthday-age", name=name, age=age)
                if age and paper.privacy != "initials"
                else paper.words("feed.birthday", name=name)
            )
            events.append(
                Event(
                    uid=f"{uuid.uuid5(uuid.NAMESPACE_URL, f'reseau:{planned.id}:bday:{day.year}')}@reseau",
                    start=day.isoformat(),
                    end=day_after(day.isoformat()),
                    summary=text,
                    modified=_modified("", person),
                )
            )
    return events


def _rings(clock: str) -> str:
    """Return an hour of the day as a duration from its start: `09:30` is PT9H30M; empty rings never."""
    hours, _, minutes = clock.partition(":")
    return f"PT{int(hours)}H" + (f"{int(minutes)}M" if int(minutes) else "") if minutes else ""


def _digest(paper: _Paper) -> list[Event]:
    """Return one event a week, on its first day with a touchpoint, that lists them all."""
    weeks: dict[date, list[Touchpoint]] = defaultdict(list)
    for one in paper.made.plan.touchpoints:
        day = date.fromisoformat(one.on)
        weeks[day - timedelta(days=day.weekday())].append(one)
    events = []
    for monday, touchpoints in weeks.items():
        lines = []
        batches = Counter((t.on, t.series) for t in touchpoints if t.kind == "campaign")
        for one in touchpoints:
            person = paper.made.network.people[one.person]
            name = paper.name(person)
            what = summary(one, name, paper.words, initials=paper.privacy == "initials")
            if one.kind == "campaign":
                size = batches.pop((one.on, one.series), 0)
                if not size:
                    continue
                what = paper.words("feed.batch", name=dict(one.reasons[0].args)["name"], n=size)
            on = paper.words.day(one.on, weekday=True, year=False)
            lines.append(paper.words("feed.digest-line", day=on, what=what))
        series = uuid.uuid5(uuid.NAMESPACE_URL, f"reseau:{paper.made.settings.installation}:digest:{monday}")
        events.append(
            Event(
                uid=f"{series}@reseau",
                start=monday.isoformat(),
                end=day_after(monday.isoformat()),
                summary=paper.words("feed.digest", n=len({t.person for t in touchpoints})),
                description="\n".join(lines),
                alarm=_rings(paper.alarm),
                modified=max(
                    _modified(paper.shown[t.id].modified_at, paper.made.network.people[t.person])
                    for t in touchpoints
                ),
            )
        )
    return events
