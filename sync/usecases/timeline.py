"""One person's timeline: all that happened or is agreed, from all sources, in order of time."""

from __future__ import annotations

from dataclasses import dataclass

from sync.ports import Words
from sync.store import Store, interactions
from sync.usecases.people import Person


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened; `size` counts who took part when known."""

    day: str
    at: str
    kind: str
    direction: str
    summary: str
    source: str
    canned: bool
    planned: bool
    size: int


def of(store: Store, person: Person, *, now: str = "") -> list[Event]:
    """Return the person's events, oldest first. `now` (UTC) tells what is still to come."""
    return [
        Event(
            day=one.day,
            at=one.at,
            kind=one.kind,
            direction=one.direction,
            summary=one.summary,
            source=one.source,
            canned=one.canned,
            planned=bool(now) and (one.at or one.date) > now,
            size=one.group,
        )
        for one, _ in interactions.interactions(store, of=person.refs)
    ]


def worded(event: Event, words: Words) -> str:
    """Return an event in the user's language: `message sent`, `meeting: Lunch at Chez Paul (4 people)`."""
    key = f"event.{event.kind}-{event.direction}"
    text = words(key if words.has(key) else f"event.{event.kind}")
    if event.summary:
        text = words("event.titled", what=text, summary=event.summary)
    if event.size > 2:
        text = words("event.with-size", what=text, n=event.size)
    return words("event.canned", what=text) if event.canned else text
