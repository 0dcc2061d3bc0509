"""The ranking of people on a day of the past, and its test against what happened next (contract §10)."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from sync.config.place import Place
from sync.model import Interaction, Party
from sync.ports import UsageError
from sync.store import Store
from sync.touchpoints import backtest
from sync.usecases import network as networks

_HEADS = ("from", "to", "at")


@dataclass(frozen=True, slots=True)
class Ranked:
    """One person with the strength of the tie; the greatest comes first."""

    person: str
    name: str
    score: float


def rank(store: Store, place: Place, on: date) -> list[Ranked]:
    """Return everybody with whom something had happened by `on`, ranked by what was known that day."""
    day = datetime(on.year, on.month, on.day, 23, 59, 59, tzinfo=UTC)
    then = networks.load(store, replace(place, now=min(place.now, day)))
    return sorted(
        (Ranked(person, then.people[person].name, then.ties[person].strength) for person in then.logs),
        key=lambda one: (-one.score, one.person),
    )


def of_home(store: Store, place: Place) -> backtest.Backtest:
    """Return the backtest on what happened between the owner and their people."""
    return backtest.run({"": networks.happened(store, place)})


def of_log(lines: Iterable[str]) -> backtest.Backtest:
    """Return the backtest on a log of messages, `from,to,at`, in which everybody is an owner.

    `at` is ISO 8601, or seconds since 1970. Raises `UsageError` without these columns or without one line that can
    be read.
    """
    rows = csv.reader(lines)
    heads = [head.strip().lower().removeprefix("\ufeff") for head in next(rows, [])]
    if not set(_HEADS) <= set(heads):
        raise UsageError("backtest.columns", columns=", ".join(filter(None, heads)) or "–")
    sender, receiver, when = (heads.index(head) for head in _HEADS)
    logs: dict[str, list[backtest.Happened]] = defaultdict(list)
    for number, row in enumerate(rows, 1):
        if len(row) <= max(sender, receiver, when) or not (at := _instant(row[when].strip())):
            continue
        one, other = row[sender].strip(), row[receiver].strip()
        if one and other and one != other:
            logs[one].append((_message(number, other, at, "sent"), (other,)))
            logs[other].append((_message(number, one, at, "received"), (one,)))
    if not logs:
        raise UsageError("backtest.empty")
    return backtest.run(logs)


def _message(number: int, other: str, at: str, direction: str) -> Interaction:
    return Interaction("log", str(number), "", number, "message", (Party(other),), at=at, direction=direction)


def _instant(text: str) -> str:
    try:
        if text.replace(".", "", 1).isdigit():
            at = datetime.fromtimestamp(float(text), UTC)
        else:
            at = datetime.fromisoformat(text)
            at = at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except (ValueError, OverflowError, OSError):
        return ""
    return at.isoformat()[:19] + "Z"
