"""A feed as a calendar of the user's account: events written there, and what the user did with them read back.

Only events that reseau wrote are touched. Deleted on the telephone means not this time, moved means later,
ticked (✓ in front of the title, or completed) means done. Anything else the user writes into an event stays
until reseau has something new to say. Each write is noted before and after, so that a kill in between is
never taken for the user's hand; a second run with nothing new writes nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Protocol

from sync.config.place import Place
from sync.config.settings import Settings as Options
from sync.model import Event, Feed
from sync.ports import CalendarTarget, CardRefused, PreconditionFailed, UsageError
from sync.store import Store, outlets
from sync.store import touchpoints as kept
from sync.store.outlets import Outlet, Pushed
from sync.usecases import planning

MANY = 5
"""So many deletions at once are ordinary; more, and more than a fifth of all, wait for the user's word."""
TICKS = ("✓", "✔", "✅", "☑", "[x]")
_DONE_STATES = frozenset(("COMPLETED", "CANCELLED"))


class Standing(Protocol):
    """An event as it stands on the server; see `adapters.calendar.single`."""

    @property
    def uid(self) -> str: ...
    @property
    def start(self) -> str: ...
    @property
    def summary(self) -> str: ...
    @property
    def status(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Format:
    """How events become resources, and back."""

    write: Callable[[Event], bytes]
    read: Callable[[bytes], Standing | None]


@dataclass
class Outcome:
    """What a push did. `answers` gives (done, snooze or skip; uid); with a `guard` nothing was changed anywhere."""

    created: int = 0
    updated: int = 0
    deleted: int = 0
    refused: list[str] = field(default_factory=list)
    answers: list[tuple[str, str]] = field(default_factory=list)
    guard: str = ""
    deletions: int = 0


def push(
    store: Store,
    place: Place,
    options: Options,
    outlet: Outlet,
    target: CalendarTarget,
    make: Callable[[], Feed],
    form: Format,
    *,
    confirmed: int = -1,
    dry_run: bool = False,
) -> Outcome:
    """Read back what the user did, then make the calendar say what the feed says.

    Raises `BookMissing`, `NotAuthorised`, `NetworkError`; what was done until then is noted.
    """
    run = _Run(store, place, options, outlet, target, form, dry_run=dry_run)
    gone = run.look()
    known = [row for row in run.rows.values() if row.state in ("there", "writing")]
    if len(gone) > max(MANY, len(known) // 5) and confirmed != len(gone):
        run.outcome.guard, run.outcome.deletions = "deletions", len(gone)
        return run.outcome
    run.answer(gone)
    run.write(make().events, confirmed)
    return run.outcome


class _Run:
    """One push, step by step."""

    def __init__(
        self,
        store: Store,
        place: Place,
        options: Options,
        outlet: Outlet,
        target: CalendarTarget,
        form: Format,
        *,
        dry_run: bool,
    ) -> None:
        self.store, self.place, self.options = store, place, options
        self.outlet, self.target, self.form, self.dry_run = outlet, target, form, dry_run
        self.rows = outlets.pushed(store, outlet)
        self.there: dict[str, str] = {}
        self.changed: dict[str, tuple[str, Standing]] = {}
        self.outcome = Outcome()

    def look(self) -> list[Pushed]:
        """List the calendar, fetch what is not as it was left, and return the events that are gone from it."""
        self.there = dict(self.target.list())
        gone, odd = [], {}
        for row in list(self.rows.values()):
            if row.state in ("dismissed", "refused"):
                continue
            etag = self.there.get(row.href)
            if etag is None:
                if row.state == "there" or (row.state == "writing" and row.etag):
                    gone.append(row)
                else:
                    # A delete that arrived, or a new event that did not, before a kill.
                    self._drop(row.uid)
            elif etag != row.etag or not etag or row.state != "there":
                odd[row.href] = row
        for href, etag, content in self.target.fetch(odd) if odd else ():
            standing = self.form.read(content) if href in odd else None
            if standing is not None and standing.uid == odd[href].uid:
                self.changed[standing.uid] = (etag, standing)
        return gone

    def answer(self, gone: Iterable[Pushed]) -> None:
        """Do what the user's hand says, and note how the calendar stands."""
        ours = {one.touchpoint.id for one in kept.load(self.store)}
        for row in gone:
            if _touchpoint(row.uid) in ours:
                self._say("skip", row.uid)
            self._note(replace(row, etag="", state="dismissed"))
        for uid, (etag, standing) in self.changed.items():
            row, now = self.rows[uid], _times(standing.start, standing.status)
            if row.state == "writing":
                if now == row.intent and etag != row.etag:
                    # Our own request arrived; only its note is missing.
                    self._note(replace(row, etag=etag, seen=now, intent="", state="there"))
                    continue
                row = replace(row, content="")
            if _touchpoint(uid) in ours:
                if standing.status == "CANCELLED":
                    self._say("skip", uid)
                elif standing.status == "COMPLETED" or _ticked(standing.summary):
                    self._say("done", uid)
                elif row.seen and now != row.seen and standing.start[:10] != _day(row.seen):
                    # Another hour on the same day is the user's to choose.
                    self._say("snooze", uid, standing.start[:10])
            self._note(replace(row, etag=etag, seen=now, intent="", state="there"))

    def write(self, events: Iterable[Event], confirmed: int) -> None:
        """Make the calendar say what the feed says."""
        wanted = {event.uid: event for event in events}
        leaving = [row for uid, row in self.rows.items() if uid not in wanted]
        standing = [row for row in leaving if row.state not in ("dismissed", "refused")]
        emptied = len(standing) > max(2 * MANY, len(self.rows) // 2)
        if emptied and confirmed != len(standing):
            self.outcome.guard, self.outcome.deletions = "emptied", len(standing)
            return
        for row in leaving:
            self._remove(row)
        for event in wanted.values():
            self._store(event)

    def _store(self, event: Event) -> None:
        content = self.form.write(event)
        mark = hashlib.sha256(content).hexdigest()[:32]
        row = self.rows.get(event.uid)
        if row is not None and (row.content == mark or row.state == "dismissed"):
            return
        if self.dry_run:
            self._count("updated" if row else "created")
            return
        intent = _times(event.start, event.status)
        before = row if row is not None and row.state != "refused" else self._own(event.uid)
        self._note(replace(before, content=mark, intent=intent, state="writing"))
        try:
            href, etag = self.target.put(before.href, content, before.etag)
        except PreconditionFailed:
            # Somebody was there first. It is read, and answered, at the next run.
            self._note(replace(before, content="", state="there" if before.etag else "writing"))
            return
        except CardRefused as error:
            self.outcome.refused.append(str(error.values.get("reason", "")))
            self._note(replace(before, content=mark, state="refused"))
            return
        self._note(Pushed(event.uid, href, etag, mark, intent))
        self._count("updated" if before.etag else "created")

    def _own(self, uid: str) -> Pushed:
        """Return a fresh row for an event; one that stands there from before (an outlet taken up again) is ours."""
        name = _name(uid)
        there = next((href for href in self.there if href.rpartition("/")[2] == name), "")
        for href, etag, content in self.target.fetch([there]) if there else ():
            standing = self.form.read(content)
            if standing is not None and standing.uid == uid:
                return Pushed(uid, href, etag)
        return Pushed(uid, name)

    def _remove(self, row: Pushed) -> None:
        if row.state in ("dismissed", "refused"):
            self._drop(row.uid)
            return
        if not self.dry_run:
            self._note(replace(row, state="leaving"))
            try:
                self.target.delete(row.href, row.etag)
            except PreconditionFailed:
                self._note(replace(row, state="there"))
                return
            self._drop(row.uid)
        self._count("deleted")

    def _say(self, answer: str, uid: str, day: str = "") -> None:
        """Do one answer; one that makes no sense any more (over, a day in the past) is left alone."""
        query = _touchpoint(uid)
        try:
            if answer == "skip":
                planning.skip(self.store, self.place, self.options, query, dry_run=self.dry_run)
            elif answer == "done":
                planning.done(self.store, self.place, self.options, query, dry_run=self.dry_run)
            else:
                planning.snooze(self.store, self.place, self.options, query, day, dry_run=self.dry_run)
        except UsageError:
            return
        self.outcome.answers.append((answer, uid))

    def _note(self, row: Pushed) -> None:
        self.rows[row.uid] = row
        if not self.dry_run:
            outlets.note(self.store, self.outlet, [row])

    def _drop(self, uid: str) -> None:
        self.rows.pop(uid, None)
        if not self.dry_run:
            outlets.drop(self.store, self.outlet, uid)

    def _count(self, what: str) -> None:
        setattr(self.outcome, what, getattr(self.outcome, what) + 1)


def _touchpoint(uid: str) -> str:
    return uid.removesuffix("@reseau")


def _name(uid: str) -> str:
    return f"{_touchpoint(uid)}.ics"


def _times(start: str, status: str) -> str:
    """Return what is compared to see whether the user moved an event; a status that says nothing is left out."""
    return json.dumps([start, status if status in _DONE_STATES else ""])


def _day(times: str) -> str:
    return str(json.loads(times)[0])[:10]


def _ticked(summary: str) -> bool:
    told = summary.strip().lower()
    return told.startswith(TICKS) or told.endswith(TICKS)
