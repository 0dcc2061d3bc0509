"""What is worth telling after an import: at most three findings, each with the command to see more."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta

from sync.config.place import Place
from sync.store import Store
from sync.store.contacts import exchanges
from sync.usecases.importing import open_questions

QUIET_AFTER = timedelta(days=365)
UNANSWERED_WITHIN = timedelta(days=60)
GOOD_TIE = 4
"""So many days with a real exchange make a tie that is a pity to lose."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: a code of the catalogue `findings`, its values, and the command that shows more."""

    code: str
    values: dict[str, object]
    command: str


def three(store: Store, place: Place) -> list[Finding]:
    """Return the most useful findings, at most three, the most urgent first."""
    found = [*_changes(store), *_exchanges(store, place), *_questions(store), *_known_twice(store)]
    return found[:3]


def next_step(store: Store) -> str:
    """Return the command to go on with: the doubts first, then the week."""
    return "reseau review" if open_questions(store) else "reseau week"


def _changes(store: Store) -> list[Finding]:
    snapshots = store.snapshots("linkedin")
    if len(snapshots) < 2:
        return []
    from sync.usecases.reporting import changes

    kinds: dict[str, int] = defaultdict(int)
    for change in changes(store):
        kinds[change.kind] += 1
    if not kinds["moved"] and not kinds["retired"]:
        return []
    values: dict[str, object] = {"n": kinds["moved"], "retired": kinds["retired"], "new": kinds["new"]}
    return [Finding("moved", values, "reseau changes")]


def waiting(store: Store, place: Place) -> list[str]:
    """Return the people who wrote last, in the last two months, and had no answer; who wrote first comes first."""
    return _owed(_past(store, place)[1], place)


def _owed(last: dict[str, tuple[str, str]], place: Place) -> list[str]:
    recent = (place.today - UNANSWERED_WITHIN).isoformat()
    found = [
        (day, person) for person, (day, how) in last.items() if how == "message:received" and day >= recent
    ]
    return [person for _, person in sorted(found)]


def _past(store: Store, place: Place) -> tuple[dict[str, set[str]], dict[str, tuple[str, str]]]:
    """Return, by person, the days with an exchange and the last one as (day, `kind:direction`)."""
    days: dict[str, set[str]] = defaultdict(set)
    last: dict[str, tuple[str, str]] = {}
    members = {
        (row["source"], row["key"]): row["person"]
        for row in store.db.execute("SELECT source, key, person FROM membership")
    }
    for day, how, refs in exchanges(store, until=place.at):
        for ref in refs:
            person = members.get(ref)
            if person and len(refs) <= 8:
                last[person] = (day, how)
                if how != "message:canned":
                    days[person].add(day)
    for person in _left_alone(store, members):
        days.pop(person, None)
        last.pop(person, None)
    return days, last


def _left_alone(store: Store, members: dict[tuple[str, str], str]) -> set[str]:
    """Return the people of whom nothing is said: the dead, and those the user leaves in peace."""
    return {
        members[ref]
        for ref, told in store.attributes().items()
        if ref in members and ("deceased" in told or "hidden" in told)
    }


def _exchanges(store: Store, place: Place) -> list[Finding]:
    found: list[Finding] = []
    days, last = _past(store, place)
    owed = _owed(last, place)
    if owed:
        found.append(Finding("unanswered", {"n": len(owed)}, "reseau people --waiting"))
    before = (place.today - QUIET_AFTER).isoformat()
    quiet = [p for p, seen in days.items() if len(seen) >= GOOD_TIE and max(seen) < before]
    if quiet:
        since = min(max(days[p]) for p in quiet)[:4]
        found.append(Finding("quiet", {"n": len(quiet), "since": since}, "reseau report"))
    return found


def _questions(store: Store) -> list[Finding]:
    n = open_questions(store)
    return [Finding("questions", {"n": n}, "reseau review")] if n else []


def _known_twice(store: Store) -> list[Finding]:
    n = store.db.execute(
        "SELECT count(*) AS n FROM (SELECT 1 FROM membership JOIN record USING (source, key) "
        "WHERE gone_on IS NULL GROUP BY person HAVING count(DISTINCT source) > 1)"
    ).fetchone()["n"]
    return [Finding("known-twice", {"n": n}, "reseau people")] if n else []
