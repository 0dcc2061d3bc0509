"""Two address books as each other's copy: edits, new cards and deletions travel both ways.

A run looks at both books (`sync.usecases.surveying`), decides card by card what is to be done (a plan of plain values that
`--dry-run` prints), and does it with `sync.usecases.posting`. Cards that moved while it worked are looked at
again, a few times. Nothing of reseau's own is added. Everything a run did is one step of the journal.
"""

from __future__ import annotations

import json
import uuid
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import timedelta

from sync.config.place import Place
from sync.model import Edits, Entry
from sync.normalize import vcards
from sync.ports import (
    BookMissing,
    CardRefused,
    NetworkError,
    PreconditionFailed,
    ReseauError,
    UsageError,
)
from sync.reconcile import guards, threeway
from sync.store import Store, mirrors, requests
from sync.store.books import keep_text
from sync.store.mirrors import SIDES, Copy, Kept, Mirror, Twin
from sync.usecases import syncing
from sync.usecases.posting import BATCH, Format, Letter, Post, failed_at
from sync.usecases.surveying import Seen, Side, Survey, survey

KINDS = ("created", "updated", "deleted")
PASSES = 4
REASONS = {"double": "another card has this UID", "several": "several cards in one file"}
NAMED = 100
"""Of so many cards of a kind the names are looked up when a plan is shown; nobody reads ten thousand."""
FAILURES = 8
"""So many writes in a row that a server fails at end the run; fewer cost only themselves."""


@dataclass
class Step:
    """What is to be done for one card: a side that is named gets a text (or one by hash); None is a deletion."""

    twin: Twin
    seen: dict[str, Seen]
    write: dict[str, bytes | str | None] = field(default_factory=dict)
    clashes: tuple[threeway.Clash, ...] = ()
    settled: tuple[Kept, ...] = ()
    gone: bool = False
    label: str = ""
    edits: dict[str, Edits] = field(default_factory=dict)

    def lines(self, side: str) -> list[str]:
        """Return what changes in a card, property by property: what goes and what comes."""
        found = self.edits.get(side, Edits())
        gone = [f"− {entry.name}: {entry.text}" for entry in found.remove]
        return gone + [f"+ {entry.name}: {entry.text}" for entry in found.add]

    def kind(self, side: str) -> str:
        """Return what happens on a side: `created`, `updated`, `deleted` or empty."""
        if side not in self.write:
            return ""
        if self.write[side] is None:
            return "deleted"
        return "updated" if self.seen.get(side) else "created"


@dataclass
class Outcome:
    """What a run does, or did, in both books. With a `guard` nothing was written anywhere."""

    mirror: Mirror
    steps: list[Step] = field(default_factory=list)
    pulled: dict[str, dict[str, int]] = field(
        default_factory=lambda: {s: dict.fromkeys(KINDS, 0) for s in SIDES}
    )
    pushed: dict[str, dict[str, int]] = field(
        default_factory=lambda: {s: dict.fromkeys(KINDS, 0) for s in SIDES}
    )
    conflicts: list[dict[str, str]] = field(default_factory=list)
    refused: dict[str, list[dict[str, str]]] = field(default_factory=lambda: {s: [] for s in SIDES})
    requests: dict[str, int] = field(default_factory=lambda: dict.fromkeys(SIDES, 0))
    merged: int = 0
    guard: str = ""
    guarded: str = ""
    deletions: int = 0
    first_contact: bool = False
    error: ReseauError | None = None
    failed: str = ""
    journal: int | None = None


class Run:
    """One run over two books."""

    def __init__(
        self, store: Store, place: Place, mirror: Mirror, sides: dict[str, Side], form: Format, confirmed: int
    ) -> None:
        self.store, self.place, self.mirror, self.form = store, place, mirror, form
        self.sides, self.confirmed = sides, confirmed
        self.outcome = Outcome(mirror, first_contact=not mirror.confirmed_at)
        self.twins = mirrors.twins(store, mirror)
        self.begun = mirrors.mark(store, mirror, self.twins)
        self.marks: dict[str, mirrors.Mark] | None = None
        self.created = False
        self.tried: set[tuple[str, str]] = set()
        self.refused = requests.refused_uids(store, mirror.id)
        self.restless: list[Twin] = []
        self.changed: dict[int, Twin] = {}
        self.dropped: dict[int, Twin] = {}
        self.accounted: list[int] = []
        self.clashes: list[Kept] = []
        self.settled: list[Kept] = []

    def go(self, agreed: Callable[[Outcome], bool], *, dry_run: bool) -> Outcome:
        """Do the whole run; errors of a book are in the outcome, and what was done until then is kept."""
        self.shown = dry_run or self.outcome.first_contact
        try:
            if not dry_run:
                self.take_up()
            for number in range(PASSES):
                found = survey(
                    self.store,
                    self.place,
                    self.sides,
                    self.twins,
                    self.begun,
                    self.form.entries,
                    dry_run=dry_run,
                )
                self.restless += found.restless()
                steps = self.plan(found)
                if number == 0:
                    self.outcome.steps = steps
                    self.count_pulled(found)
                    self.tell_left_alone(found)
                if not self.allowed(found, steps) or dry_run:
                    return self.outcome
                if self.outcome.first_contact:
                    if not agreed(self.outcome):
                        return self.outcome
                    self.outcome.first_contact = False
                if not self.carry_out(steps, found) and not self.created:
                    self.marks = found.marks()
                    break
        except BookMissing as error:
            self.outcome.error, self.outcome.guard = error, "missing"
            self.outcome.deletions = len(self.twins)
        except ReseauError as error:
            self.outcome.error = self.outcome.error or error
        finally:
            for side in SIDES:
                self.outcome.requests[side] = self.sides[side].book.requests
            if not dry_run:
                self.write_down()
        return self.outcome

    # --- what is to be done ---

    def plan(self, found: Survey) -> list[Step]:
        """Decide card by card."""
        steps = []
        chosen: dict[str, list[Kept]] = {}
        for kept in mirrors.clashes(self.store, self.mirror):
            if kept.choice:
                chosen.setdefault(kept.uid, []).append(kept)
        again = self.refusals()
        named: Counter[tuple[str, str]] = Counter()
        for twin, seen in found.meetings(chosen.keys() | again.keys()):
            step = self.step(twin, seen, found, tuple(chosen.get(twin.uid, ())))
            for one in again.get(twin.uid, ()):
                self.try_again(step, one)
            if step.write or step.gone or any(seen.values()):
                kinds = {(side, step.kind(side)) for side in step.write}
                if self.shown and any(named[kind] < NAMED for kind in kinds):
                    step.label = self.label(step)
                    named.update(kinds)
                steps.append(step)
        return steps

    def refusals(self) -> dict[str, list[requests.Request]]:
        """Return by UID what a book refused and may take today."""
        since = (self.place.now - timedelta(days=1)).isoformat()
        found: dict[str, list[requests.Request]] = {}
        for one in requests.refusals(self.store, self.mirror.id, since):
            if (one.side, one.uid) not in self.tried:
                found.setdefault(one.uid, []).append(one)
        return found

    def try_again(self, step: Step, one: requests.Request) -> None:
        """Add to what a side gets what it refused before."""
        other = "b" if one.side == "a" else "a"
        if not one.after:
            held = step.seen.get(one.side)
            if other not in step.seen and held is not None and held.text == one.before:
                step.write[one.side] = None
            return
        if step.gone or other not in step.seen:
            return
        if one.side not in step.seen:
            state = step.seen[other]
            step.write.setdefault(one.side, state.text if state.content is None else state.content)
            return
        told = step.write.get(one.side)
        now = told if isinstance(told, bytes) else self.store_text(step.seen[one.side])
        before, after = (self.form.entries(self.store.content(text)) for text in (one.before, one.after))
        edits = threeway.merge(after, self.form.entries(now), before, before).to_b
        text = self.form.carry(now, edits, "")
        if text != now:
            step.write[one.side] = text

    def label(self, step: Step) -> str:
        """Return what to call a card when the plan is shown."""
        state = next(iter(step.seen.values()), None)
        if state is None:
            return step.twin.uid
        told = {entry.name: entry.text for entry in reversed(self.form.entries(self.store_text(state)))}
        return told.get("FN") or told.get("ORG") or told.get("EMAIL") or step.twin.uid or state.href

    def step(self, twin: Twin, seen: dict[str, Seen], found: Survey, chosen: tuple[Kept, ...]) -> Step:
        gone = {side for side in SIDES if found.is_gone(side, twin)}
        there = {side: found.state(side, twin, seen.get(side)) for side in SIDES}
        step = Step(twin, {side: state for side, state in there.items() if state}, gone=bool(gone))
        held = step.seen
        if not held:
            return step
        if len(held) == 1:
            [(side, state)] = held.items()
            other = "b" if side == "a" else "a"
            if other in gone and seen.get(side) is None:
                if not self.sides[side].read_only:
                    step.write[side] = None
            elif other in gone or state.text != twin.of(side).text or not twin.id:
                self.copy_over(step, side, other, state)
            return step
        self.meet(step, held, chosen)
        return step

    def copy_over(self, step: Step, side: str, other: str, state: Seen) -> None:
        """Copy a card that one book has and the other lacks; one without UID gets it in both."""
        if not state.uid:
            made = str(uuid.uuid5(self.store.installation, f"card\n{state.text}"))
            named = self.form.carry(self.store_text(state), Edits(), made)
            if not self.sides[side].read_only:
                step.write[side] = named
            step.twin.uid = made
            text: bytes | str = named
        else:
            text = state.text if state.content is None else state.content
        if not self.sides[other].read_only:
            step.write[other] = text

    def meet(self, step: Step, held: dict[str, Seen], chosen: tuple[Kept, ...]) -> None:
        """Two cards that both books have: three-way where they have a common past, else united."""
        twin = step.twin
        text = {side: self.store_text(held[side]) for side in SIDES}
        entries = {side: self.form.entries(text[side]) for side in SIDES}
        base: dict[str, tuple[Entry, ...] | None] = {"a": None, "b": None}
        if twin.id or twin.a.text:
            for side in SIDES:
                if twin.of(side).text:
                    base[side] = (
                        entries[side]
                        if twin.of(side).text == held[side].text
                        else self.form.entries(self.store.content(twin.of(side).text))
                    )
        merged = threeway.merge(entries["a"], entries["b"], base["a"], base["b"])
        step.clashes = merged.clashes
        edits = {"a": merged.to_a, "b": merged.to_b}
        for kept in chosen:
            self.choose(kept, entries, edits)
            step.settled += (kept,)
        for side in SIDES:
            if edits[side] and not self.sides[side].read_only:
                made = self.form.carry(text[side], edits[side], "")
                if made != text[side]:
                    step.write[side], step.edits[side] = made, edits[side]

    def choose(self, kept: Kept, entries: dict[str, tuple[Entry, ...]], edits: dict[str, Edits]) -> None:
        """Put the value the user chose in place of the one that stands."""
        wanted = self.form.entries(kept.a_raw if kept.choice == "a" else kept.b_raw)
        for side in SIDES:
            now = tuple(entry for entry in entries[side] if entry.name == kept.property)
            edits[side] = Edits(
                edits[side].remove + tuple(entry for entry in now if entry not in wanted),
                edits[side].add + tuple(entry for entry in wanted if entry not in now),
            )

    def store_text(self, state: Seen) -> bytes:
        return state.content if state.content is not None else self.store.content(state.text)

    def count_pulled(self, found: Survey) -> None:
        for side in SIDES:
            told = self.outcome.pulled[side]
            told["created"], told["updated"], told["deleted"] = found.counts(side)

    def tell_left_alone(self, found: Survey) -> None:
        for side in SIDES:
            for seen, why in found.left_alone(side):
                self.outcome.refused[side].append(
                    {"uid": seen.uid, "href": seen.href, "reason": REASONS[why]}
                )

    def allowed(self, found: Survey, steps: list[Step]) -> bool:
        """Stop before the first deletion where a book came back empty or far shorter."""
        planned = {side: sum(step.kind(side) == "deleted" for step in steps) for side in SIDES}
        self.outcome.deletions = sum(planned.values())
        for side in SIDES:
            other = "b" if side == "a" else "a"
            guard = guards.guard(
                planned[other],
                known=found.known(side),
                listed=found.listed(side),
                partial=found.partial(side),
            )
            if guard and self.outcome.deletions != self.confirmed:
                self.outcome.guard, self.outcome.guarded = guard, side
                return False
        return True

    # --- doing it ---

    def carry_out(self, steps: list[Step], found: Survey) -> bool:
        """Do the steps; tell whether some cards have to be looked at again."""
        again = False
        self.created = False
        self.tokens = {side: mark.token for side, mark in found.marks().items()}
        self.posts = {
            side: Post(
                self.store,
                self.place.at,
                self.sides[side].name,
                self.sides[side].book,
                self.form,
                self.mirror.id,
                side,
            )
            for side in SIDES
        }
        waiting: list[tuple[Step, dict[str, Letter]]] = []
        failures = 0
        try:
            for step in steps:
                if not self.still_gone(step, found):
                    again = True
                    continue
                letters = self.send(step)
                waiting.append((step, letters))
                broken = any(isinstance(one.error, NetworkError) for one in letters.values())
                failures = failures + 1 if broken else 0
                if failures >= FAILURES:
                    break
                if len(waiting) >= BATCH:
                    again = self.bring_in(waiting) or again
        finally:
            again = self.bring_in(waiting) or again
            for side in SIDES:
                post = self.posts[side]
                self.accounted += post.done
                for kind in KINDS:
                    self.outcome.pushed[side][kind] += getattr(post, kind)
        return again

    def bring_in(self, waiting: list[tuple[Step, dict[str, Letter]]]) -> bool:
        """Read back what was written, and note where those cards stand; tell whether some must be looked at again."""
        self.flush()
        again = False
        for step, letters in waiting:
            again = self.settle(step, letters) or again
            step.write = {side: None if text is None else b"" for side, text in step.write.items()}
        waiting.clear()
        return again

    def flush(self) -> None:
        for side in SIDES:
            try:
                self.posts[side].flush()
            except ReseauError as error:
                self.outcome.error = self.outcome.error or error
                self.outcome.failed = self.outcome.failed or side

    def still_gone(self, step: Step, found: Survey) -> bool:
        """Ask for a card that a book does not list any more, for listings are not believed: its copy would be
        deleted, put there once more, or, where it was deleted in the other book, come back as a new one.
        """
        for side in SIDES:
            href = step.twin.of(side).href
            if href and found.is_gone(side, step.twin) and any(self.sides[side].book.fetch([href])):
                found.distrust(side)
                return False
        return True

    def send(self, step: Step) -> dict[str, Letter]:
        self.note_clashes(step)
        letters = {}
        alone = len(step.write) == 1
        for side, text in step.write.items():
            other = "b" if side == "a" else "a"
            seen = step.seen.get(side)
            held = seen.copy() if seen else Copy()
            beside = step.seen[other].copy() if other in step.seen and alone else None
            letter = Letter(
                step.twin.uid,
                held,
                self.store.content(text) if isinstance(text, str) else text or b"",
                step.twin.id,
                json.dumps(asdict(beside)) if beside else "",
            )
            self.posts[side].send(letter)
            letters[side] = letter
            if letter.error is not None and side == "a" and len(step.write) > 1:
                break
        return letters

    def note_clashes(self, step: Step) -> None:
        for clash in step.clashes:
            a_raw, b_raw = (
                f"BEGIN:VCARD\r\nVERSION:{one.version}\r\n".encode()
                + one.raw.rstrip(b"\r\n")
                + b"\r\nEND:VCARD\r\n"
                for one in (clash.a, clash.b)
            )
            texts = clash.a.text, clash.b.text
            kept = Kept(
                0, self.mirror.id, step.twin.uid, clash.name, *texts, texts[1], a_raw, b_raw, self.place.at
            )
            if not any(
                (k.uid, k.property, k.a, k.b) == (kept.uid, kept.property, kept.a, kept.b)
                for k in self.clashes
            ):
                self.clashes.append(kept)

    def settle(self, step: Step, letters: dict[str, Letter]) -> bool:
        """Note where a card stands after its writes; tell whether it has to be looked at again."""
        twin, again, whole = step.twin, False, True
        for side, letter in letters.items():
            if letter.copy is not None:
                self.taken(side, letter.uid)
            if failed_at(letter.error) and self.posts[side].done:
                # The server works; it is this card that it breaks over.
                letter.error = CardRefused("book.card-refused", href=letter.held.href, reason="500")
            if isinstance(letter.error, CardRefused):
                self.tried.add((side, letter.uid))
                self.refused.add((side, letter.uid))
                requests.refuse(
                    self.store,
                    self.sides[side].name,
                    letter.held.href,
                    keep_text(self.store, letter.text) if letter.text else "",
                    self.place.at,
                    mirror=self.mirror.id,
                    side=side,
                    uid=letter.uid,
                    before=letter.held.text,
                    reason=str(letter.error.values.get("reason", "")),
                )
                self.refuse(side, letter, str(letter.error.values.get("reason", "")))
            elif isinstance(letter.error, PreconditionFailed):
                again, whole = True, False
            elif letter.error is not None:
                self.outcome.error = self.outcome.error or letter.error
                self.outcome.failed = self.outcome.failed or side
                whole = False
            elif letter.lost:
                self.refuse(side, letter, "", letter.lost)
        if len(letters) < len(step.write) or any(
            one.copy is None and one.error is None for one in letters.values()
        ):
            whole = False
        if not whole:
            return again
        copies = {side: seen.copy() for side, seen in step.seen.items()}
        for side, letter in letters.items():
            if letter.copy is not None:
                copies[side] = letter.copy
                if not letter.held.etag:
                    self.sides[side].fresh.add(letter.copy.href)
                    # The token in hand is older than this card; one more look gives a newer one.
                    self.created = self.created or bool(self.tokens[side])
        after = Twin(twin.uid, copies.get("a", Copy()), copies.get("b", Copy()), twin.id)
        if not after.a.href and not after.b.href:
            self.drop(twin)
            return again
        twin.uid, twin.a, twin.b = after.uid, after.a, after.b
        self.note(twin)
        self.settled += step.settled
        self.outcome.merged += len(step.write) == 2 and all(side in step.seen for side in SIDES)
        return again

    def taken(self, side: str, uid: str) -> None:
        """Forget that a book refused a card: it has taken it, or it is gone."""
        if (side, uid) in self.refused:
            self.refused.discard((side, uid))
            requests.taken_after_all(self.store, self.mirror.id, side, uid)

    def refuse(self, side: str, letter: Letter, reason: str, lost: tuple[str, ...] = ()) -> None:
        told = {"uid": letter.uid, "href": letter.held.href or (letter.copy.href if letter.copy else "")}
        told["reason"] = reason or "not stored: " + ", ".join(lost)
        if told not in self.outcome.refused[side]:
            self.outcome.refused[side].append(told)

    def note(self, twin: Twin) -> None:
        if not twin.id and id(twin) not in self.changed:
            self.twins.append(twin)
        self.changed[id(twin)] = twin

    def drop(self, twin: Twin) -> None:
        for side in SIDES:
            self.taken(side, twin.uid)
        self.twins = [one for one in self.twins if one is not twin]
        self.changed.pop(id(twin), None)
        if twin.id:
            self.dropped[id(twin)] = twin

    # --- what is kept ---

    def take_up(self) -> None:
        """Account for writes that a killed run left behind: what arrived is known, so nothing is put twice."""
        by_id = {twin.id: twin for twin in self.twins}
        for one in requests.left_behind(self.store, self.mirror.id):
            copy: Copy | None = Copy(one.got_href, one.got_etag, one.got)
            if one.state == "open" and one.after:
                copy = self.arrival(one)
                if copy is None:
                    requests.drop(self.store, one.id)
                    continue
            self.accounted.append(one.id)
            if one.other and one.after and copy is not None:
                twin = by_id.get(one.twin) or Twin(one.uid)
                twin.set(one.side, copy)
                self.sides[one.side].fresh.add(copy.href)
                twin.set("b" if one.side == "a" else "a", Copy(**json.loads(one.other)))
                self.note(twin)

    def arrival(self, one: requests.Request) -> Copy | None:
        """Return the copy that a write without an answer made; None if it did not arrive."""
        book = self.sides[one.side].book
        taken = {twin.of(one.side).href for twin in self.twins}
        hrefs = [one.href] if one.href else [href for href in book.list().etags if href not in taken]
        sent = self.form.entries(self.store.content(one.after))
        for href, etag, text in book.fetch(hrefs):
            if (one.href and etag == one.etag) or vcards.uid(text) != one.uid:
                continue
            before = self.form.entries(self.store.content(one.before)) if one.before else ()
            # What the book itself made of the card is its base.
            if threeway.arrived(sent, self.form.entries(text), before):
                return Copy(href, "", keep_text(self.store, text))
        return None

    def write_down(self) -> None:
        """Keep the twins as they are now, as one step of the journal; nothing when nothing changed."""
        confirms = not self.mirror.confirmed_at and not self.outcome.first_contact and not self.outcome.guard
        if self.outcome.error is not None and not self.accounted:
            confirms = False
        if self.changed or self.dropped or self.clashes or self.settled or confirms or self.accounted:
            with self.store.change(f"sync {self.mirror.a} {self.mirror.b}", self.place.at) as step:
                mirrors.keep(self.store, self.mirror, self.changed.values(), self.dropped.values())
                for kept in self.clashes:
                    self.tell(kept, mirrors.add_clash(self.store, kept))
                for kept in self.settled:
                    mirrors.settle(self.store, kept, self.place.at)
                if confirms:
                    mirrors.confirm(self.store, self.mirror, self.place.at)
                for side in SIDES:
                    step.summary[self.sides[side].name] = dict(self.outcome.pushed[side])
                if step.id is not None:
                    requests.account(self.store, self.accounted, step.id)
            self.outcome.journal = step.id
        if self.restless:
            mirrors.refresh_etags(self.store, [twin for twin in self.restless if twin.id])
        if self.marks is not None and self.outcome.error is None:
            mirrors.set_mark(self.store, self.mirror, self.marks, self.twins)

    def tell(self, kept: Kept, number: str) -> None:
        self.outcome.conflicts.append(
            {
                "id": number,
                "uid": kept.uid,
                "property": kept.property,
                "a": kept.a,
                "b": kept.b,
                "kept": kept.kept,
            }
        )


def pair(store: Store, place: Place, a: str, b: str, *, dry_run: bool = False) -> int | None:
    """Record that two connected books are each other's copy; return the journal step.

    Raises `UsageError` when one is unknown, both are one, or they are a mirror already.
    """
    first, second = syncing.find(store, a), syncing.find(store, b)
    if first.name == second.name or (first.kind, first.place) == (second.kind, second.place):
        raise UsageError("book.mirror-itself", name=first.name)
    for known in mirrors.mirrors(store):
        if {known.a, known.b} == {first.name, second.name}:
            raise UsageError("book.mirror-known", a=known.a, b=known.b)
    with store.change(f"book mirror {a} {b}", place.at, dry_run=dry_run) as step:
        mirrors.add(store, first.name, second.name)
    return step.id


def settle(
    store: Store, place: Place, name: str, choice: str, *, dry_run: bool = False
) -> tuple[Kept, int | None]:
    """Keep the user's word on a conflict, `a` or `b`; the next sync carries it out. Raises `UsageError`."""
    found = [kept for kept in mirrors.clashes(store) if f"c{kept.id}" == name.lower()]
    if not found or choice not in SIDES:
        raise UsageError("book.conflict-unknown", name=name)
    with store.change(f"settle {name} {choice}", place.at, dry_run=dry_run) as step:
        mirrors.choose(store, found[0], choice, place.at)
    return found[0], step.id
