"""What a mirror is to do: decided card by card from what both books hold, as plain values that `--dry-run` prints."""

from __future__ import annotations

import uuid
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from sync.config.place import Place
from sync.ports import Format
from sync.reconcile import threeway
from sync.store import Store, mirrors, requests
from sync.store.mirrors import SIDES, Kept, Mirror, Twin
from sync.usecases.looking import Side
from sync.usecases.surveying import Seen, Survey

if TYPE_CHECKING:
    from sync.entries import Edits, Entry

NAMED = 100
"""Of so many cards of a kind the names are looked up when a plan is shown; nobody reads ten thousand."""


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
        found = self.edits.get(side)
        if found is None:
            return []
        gone = [f"− {entry.name}: {entry.text}" for entry in found.remove]
        return gone + [f"+ {entry.name}: {entry.text}" for entry in found.add]

    def kind(self, side: str) -> str:
        """Return what happens on a side: `created`, `updated`, `deleted` or empty."""
        if side not in self.write:
            return ""
        if self.write[side] is None:
            return "deleted"
        return "updated" if self.seen.get(side) else "created"


class Decision:
    """Decides card by card; with `shown` the cards get names, for a plan that is shown."""

    def __init__(
        self, store: Store, place: Place, mirror: Mirror, sides: dict[str, Side], form: Format, *, shown: bool
    ) -> None:
        self.store, self.place, self.mirror, self.form = store, place, mirror, form
        self.sides, self.shown = sides, shown
        self.tried: set[tuple[str, str]] = set()
        """(side, UID) of the cards that a book refused in this run."""
        self.edited: dict[tuple[str, str], bytes] = {}
        """By (side, UID), cards as this run saw them, edited in both books; one may go before the other edit arrives."""

    def plan(self, found: Survey) -> list[Step]:
        """Return all that is to be done."""
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
        if not one.before:
            # The new card that was refused is there all the same; both are compared like any other two.
            if not self.shown:
                requests.taken_after_all(self.store, self.mirror.id, one.side, one.uid)
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
            from sync.entries import Edits

            made = str(uuid.uuid5(self.store.installation, f"card\n{state.text}"))
            named = self.form.carry(self.store_text(state), Edits(), made)
            if not self.sides[side].read_only:
                step.write[side] = named
            step.twin.uid = made
            text: bytes | str = named
        elif (other, step.twin.uid) in self.edited:
            text = self.with_edit_of_gone(step, side, other, state)
        else:
            text = state.text if state.content is None else state.content
        if not self.sides[other].read_only:
            step.write[other] = text

    def with_edit_of_gone(self, step: Step, side: str, other: str, state: Seen) -> bytes:
        """Return what is to be put back of a card that went while this run was about to write to it: with both edits."""
        text = {side: self.store_text(state), other: self.edited[other, step.twin.uid]}
        _, merged = self.merged(step.twin, text)
        step.clashes = merged.clashes
        edits = {"a": merged.to_a, "b": merged.to_b}
        if edits[side] and not self.sides[side].read_only:
            step.write[side], step.edits[side] = self.form.carry(text[side], edits[side], ""), edits[side]
        return self.form.carry(text[other], edits[other], "")

    def meet(self, step: Step, held: dict[str, Seen], chosen: tuple[Kept, ...]) -> None:
        """Two cards that both books have: three-way where they have a common past, else united."""
        twin = step.twin
        text = {side: self.store_text(held[side]) for side in SIDES}
        entries, merged = self.merged(twin, text)
        if all(twin.of(side).text not in ("", held[side].text) for side in SIDES):
            self.edited.update({(side, twin.uid): text[side] for side in SIDES})
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

    def merged(
        self, twin: Twin, text: dict[str, bytes]
    ) -> tuple[dict[str, tuple[Entry, ...]], threeway.Merge]:
        """Return the entries of both cards, and what they say together."""
        entries = {side: self.form.entries(text[side]) for side in SIDES}
        base: dict[str, tuple[Entry, ...] | None] = {"a": None, "b": None}
        if twin.id or twin.a.text:
            for side in SIDES:
                known = twin.of(side).text
                if known:
                    before = self.store.content(known)
                    base[side] = entries[side] if before == text[side] else self.form.entries(before)
        return entries, threeway.merge(entries["a"], entries["b"], base["a"], base["b"])

    def choose(self, kept: Kept, entries: dict[str, tuple[Entry, ...]], edits: dict[str, Edits]) -> None:
        """Put the value the user chose in place of the one that stands."""
        from sync.entries import Edits

        wanted = self.form.entries(kept.a_raw if kept.choice == "a" else kept.b_raw)
        for side in SIDES:
            now = tuple(entry for entry in entries[side] if entry.name == kept.property)
            edits[side] = Edits(
                edits[side].remove + tuple(entry for entry in now if entry not in wanted),
                edits[side].add + tuple(entry for entry in wanted if entry not in now),
            )

    def store_text(self, state: Seen) -> bytes:
        return state.content if state.content is not None else self.store.content(state.text)
