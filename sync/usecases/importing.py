"""Import: what was read becomes facts, the same people are recognised, and the user is told what was found.

One import is one journal entry and one transaction: a kill leaves the old or the new state. The same
input twice changes nothing the second time.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from importlib import import_module
from itertools import islice
from time import process_time
from typing import TYPE_CHECKING

from sync.config.place import Place
from sync.model import Fact, Interaction, Owner, Record
from sync.normalize import remembered
from sync.store import Snapshot, Store, interactions
from sync.usecases.linking import relink
from sync.usecases.owning import owner_of
from sync.usecases.reading import Gathered

if TYPE_CHECKING:
    from sync.usecases.spreadsheet import Edit

_COPY_MARK = re.compile(r" \(\d+\)|[ _-]*\d{1,4}[-_.]\d{1,2}[-_.]\d{1,4}")
_ARCHIVE_DAY = re.compile(r"DataExport_(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])-(20\d\d)")
_FEW_NEWEST, _NEAR_DAYS = 3, 31
REPLACED = frozenset({"busy", "away"})
"""Kinds of facts that a newer state of their file replaces; the others are only added."""


@dataclass
class Outcome:
    """What an import did. `journal` is None when nothing changed (or with a dry run)."""

    gathered: Gathered
    records: Counter[str] = field(default_factory=Counter)
    interactions: Counter[str] = field(default_factory=Counter)
    people: int = 0
    linked: int = 0
    questions: int = 0
    journal: int | None = None
    seconds: dict[str, float] = field(default_factory=dict)
    new_snapshot: bool = False
    edits: list[Edit] = field(default_factory=list)


def scope(source: str, file: str) -> str:
    """Return what a file is a state of: two downloads of one export share it, whatever their dates.

    >>> scope("vcard", "contacts (1).vcf") == scope("vcard", "contacts.vcf")
    True
    """
    if source == "linkedin":
        return "linkedin"
    base = file.rsplit("/", 1)[-1].split("#", 1)[0].lower()
    return f"{source}:{_COPY_MARK.sub('', base)}"


def store_all(
    store: Store,
    gathered: Gathered,
    place: Place,
    command: str,
    *,
    dry_run: bool = False,
    last: bool = False,
) -> Outcome:
    """Keep all that was read, recognise who is who, and return the outcome. With `dry_run` nothing is left.

    `last` tells that nobody asks for the records and interactions afterwards: they are let go of once they are stored.
    """
    outcome = Outcome(gathered)
    start = process_time()
    with store.change(command, place.at, dry_run=dry_run) as step:
        _keep_owner(store, gathered.owner)
        outcome.edits = _edits(store, gathered, place)
        _keep_records(store, gathered, place, outcome)
        _keep_interactions(store, gathered, place, outcome)
        _keep_facts(store, gathered)
        if last:
            gathered.let_go()
            if store.let_go_of_cards():
                remembered.forget()
        changed = outcome.records["created"] or outcome.records["updated"] or outcome.new_snapshot
        if changed or outcome.edits:
            # What has to be loaded is no work of the linkage, which `seconds` tells.
            import_module("numpy")
        kept = process_time()
        if changed or outcome.edits:
            relink(store, place.at)
        linked = process_time()
        outcome.people, outcome.linked, outcome.questions = counts(store)
        step.summary.update(
            files=[report.file for report in gathered.files if report.adapter][:20],
            created=outcome.records["created"],
            updated=outcome.records["updated"],
            interactions=outcome.interactions["created"],
            edits=len(outcome.edits),
        )
    outcome.journal = step.id
    if step.id is not None:
        # While the cards are at hand: the first plan and the first report afterwards then find everybody at a glance,
        # what happened, and companies and titles classed.
        from sync.usecases import contacts, people, posts

        posts.posts(store, *people.everybody(store))
        contacts.ledger(store, place)
    link = linked - kept
    outcome.seconds = {"store": round(process_time() - start - link, 3), "link": round(link, 3)}
    return outcome


def counts(store: Store) -> tuple[int, int, int]:
    """Return how many people there are, how many are known from several records, and open questions."""
    row = store.db.execute(
        "SELECT count(*) AS total, coalesce(sum(n > 1), 0) AS linked "
        "FROM (SELECT count(*) AS n FROM membership JOIN record USING (source, key) "
        "WHERE record.gone_on IS NULL GROUP BY person)"
    ).fetchone()
    return row["total"], row["linked"], open_questions(store)


def open_questions(store: Store) -> int:
    """Return how many pairs of people wait for the user's word, as `review` lists them."""
    row = store.db.execute(
        "SELECT count(DISTINCT min(a.person, b.person) || max(a.person, b.person)) AS n FROM pair "
        "JOIN membership AS a ON a.source = a_source AND a.key = a_key "
        "JOIN membership AS b ON b.source = b_source AND b.key = b_key "
        "WHERE decision = 'question' AND a.person != b.person AND NOT EXISTS ("
        "SELECT 1 FROM judgement AS j WHERE j.by = 'user' AND j.withdrawn_at IS NULL AND j.a_source = pair.a_source "
        "AND j.a_key = pair.a_key AND j.b_source = pair.b_source AND j.b_key = pair.b_key)"
    ).fetchone()
    return int(row["n"])


def _edits(store: Store, gathered: Gathered, place: Place) -> list[Edit]:
    if not any(fact.source == "table" for fact in gathered.facts):
        return []
    from sync.usecases import spreadsheet

    return spreadsheet.apply(store, place, spreadsheet.take_edits(store, gathered))


def _keep_owner(store: Store, owner: Owner) -> None:
    if not (owner.linkedin or owner.emails or owner.name.full):
        return
    told = (
        ("name", owner.name.full),
        ("given", owner.name.given),
        ("surname", owner.name.surname),
        ("emails", " ".join(sorted(owner.emails))),
        ("linkedin", owner.linkedin),
    )
    known = owner_of(store)
    if (
        known.linkedin == owner.linkedin
        and set(owner.emails) <= set(known.emails)
        and owner.name.full in ("", known.name.full)
    ):
        return
    store.put_fact(Fact("linkedin", "owner", "", 0, told), "owner")


def _keep_records(store: Store, gathered: Gathered, place: Place, outcome: Outcome) -> None:
    by_scope: dict[tuple[str, str], list[Record]] = {}
    for record in gathered.records.values():
        by_scope.setdefault((record.source, scope(record.source, record.file)), []).append(record)
    for (source, name), records in by_scope.items():
        if source != "linkedin":
            outcome.records += store.put_records(records, name, place.at)
            continue
        # Several exports dropped at once are several states of one network, the oldest first.
        states = sorted(
            (
                (_taken_on(gathered, path, export.values(), place), export)
                for path, export in gathered.exports.items()
            ),
            key=lambda state: state[0],
        )
        told = {key for _, export in states for key in export}
        for taken_on, export in states:
            listed = list(export.values())
            known = store.snapshots(source, name)
            day = _after_small_losses(taken_on, export, known, store)
            fresh = store.put_snapshot(source, name, day, place.at, listed)
            # A state that is known already, or older than the newest, changes nobody's card back.
            current = fresh and (not known or day >= known[-1].taken_on)
            outcome.new_snapshot = outcome.new_snapshot or fresh
            # An older export adds people; what is known of the others is newer already.
            outcome.records += store.put_records(listed, name, place.at, current=current)
        others = [record for record in records if record.key not in told]
        newest = states[-1][0] if states else ""
        known = store.snapshots(source, name)
        outcome.records += store.put_records(
            others, name, place.at, current=not known or newest >= known[-1].taken_on
        )
    outcome.records["skipped"] = (
        sum(report.skipped for report in gathered.files) + outcome.records["forgotten"]
    )


def _taken_on(gathered: Gathered, path: str, listed: Iterable[Record], place: Place) -> str:
    """Return the day an export shows: the newest day in it, or a later one that its name tells."""
    today = place.today.isoformat()
    days = [record.card.connected_on for record in listed]
    if len(gathered.exports) == 1:
        days += [one.day for one in gathered.interactions if one.source == "linkedin"]
    days += [f"{year}-{month}-{day}" for month, day, year in _ARCHIVE_DAY.findall(path)]
    return max((day for day in days if day <= today), default=today)


def _after_small_losses(taken_on: str, export: dict[str, Record], known: list[Snapshot], store: Store) -> str:
    """Return the day of an export whose newest connections have left again since the one before it.

    A file without a date shows the day of its newest connection. Where it only lacks the few newest of the last
    state, and that by days, it is the state after, not one from before.
    """
    if not known or taken_on >= known[-1].taken_on:
        return taken_on
    last = known[-1]
    if (date.fromisoformat(last.taken_on) - date.fromisoformat(taken_on)).days > _NEAR_DAYS:
        return taken_on

    def later(names: Iterable[str]) -> int:
        # One more than few is enough to know: a whole network is not read through.
        return sum(
            1
            for _ in islice(
                (name for name in names if store.card(name).connected_on > taken_on), _FEW_NEWEST + 1
            )
        )

    missing = later(name for key, name in last.entries.items() if key not in export)
    if missing <= _FEW_NEWEST and missing == later(last.entries.values()):
        return last.taken_on
    return taken_on


def _keep_interactions(store: Store, gathered: Gathered, place: Place, outcome: Outcome) -> None:
    by_scope: dict[tuple[str, str], list[Interaction]] = {}
    for one in gathered.interactions:
        by_scope.setdefault((one.source, scope(one.source, one.file)), []).append(one)
    for (_, name), many in by_scope.items():
        outcome.interactions += interactions.put_all(store, many, name)
    for report in gathered.files:
        if report.adapter == "calendar" and report.rows and not report.reason:
            name = scope("calendar", report.file)
            keep = {one.key for one in by_scope.get(("calendar", name), ())}
            outcome.interactions["dropped"] += interactions.drop_planned(
                store, "calendar", name, place.at, keep
            )


def _keep_facts(store: Store, gathered: Gathered) -> None:
    replaced: dict[tuple[str, str, str], list[Fact]] = {}
    for fact in gathered.facts:
        name = scope(fact.source, fact.file)
        if fact.kind in REPLACED:
            replaced.setdefault((fact.source, fact.kind, name), []).append(fact)
        else:
            store.put_fact(fact, name)
    for report in gathered.files:
        # A calendar that has become free takes its old busy times and journeys with it.
        if report.adapter == "calendar" and not report.reason:
            for kind in REPLACED:
                replaced.setdefault(("calendar", kind, scope("calendar", report.file)), [])
    for (source, kind, name), facts in replaced.items():
        store.replace_facts(source, kind, name, facts)
