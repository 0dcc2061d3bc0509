"""What was decided for two books is done: each write is noted before and read back after, a hundred at a time."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from sync.config.place import Place
from sync.ports import CardRefused, Format, PreconditionFailed, ReseauError
from sync.store import Store, mirrors, requests
from sync.store.books import keep_text
from sync.store.mirrors import SIDES, Copy, Kept, Mirror, Twin
from sync.usecases.looking import Side
from sync.usecases.mirrored import KINDS, Outcome
from sync.usecases.posting import BATCH, Arrivals, Letter, Post, failed_at
from sync.usecases.surveying import Survey

if TYPE_CHECKING:
    from sync.usecases.deciding import Decision, Step


class Exchange:
    """Does the steps of one run. What it leaves to be kept: twins `changed` and `dropped`, writes `accounted` for,
    `clashes` that came up, and those that are `settled`.
    """

    def __init__(
        self,
        store: Store,
        place: Place,
        mirror: Mirror,
        sides: dict[str, Side],
        form: Format,
        outcome: Outcome,
        twins: list[Twin],
        decision: Decision,
    ) -> None:
        self.store, self.place, self.mirror, self.form = store, place, mirror, form
        self.sides, self.outcome, self.twins, self.tried = sides, outcome, twins, decision.tried
        self.refused = requests.refused_uids(store, mirror.id)
        self.created = False
        self.changed: dict[int, Twin] = {}
        self.dropped: dict[int, Twin] = {}
        self.accounted: list[int] = []
        self.clashes: list[Kept] = []
        self.settled: list[Kept] = []

    def take_up(self) -> None:
        """Account for writes that a killed run left behind: what arrived is known, so nothing is put twice."""
        self.clashes += mirrors.pending(self.store, self.mirror)
        left = requests.left_behind(self.store, self.mirror.id)
        if not left:
            return
        by_id = {twin.id: twin for twin in self.twins}
        arrivals = {
            side: Arrivals(
                self.store,
                self.sides[side].book,
                self.form,
                [one for one in left if one.side == side],
                {twin.of(side).href for twin in self.twins},
            )
            for side in SIDES
        }
        for one in left:
            copy = Copy(one.got_href, one.got_etag, one.got)
            if one.state == "open" and one.after:
                arrived = arrivals[one.side].of(one)
                if arrived is None:
                    requests.drop(self.store, one.id)
                    continue
                requests.answer(self.store, one.id, "done", arrived.href, arrived.etag, arrived.text)
                # It may have changed since; it is looked at again.
                copy = arrived._replace(etag="")
            elif one.state == "open":
                if any(self.sides[one.side].book.fetch([one.href])):
                    requests.drop(self.store, one.id)
                    continue
                requests.answer(self.store, one.id, "done")
            self.accounted.append(one.id)
            if one.other and one.after:
                twin = by_id.get(one.twin) or Twin(one.uid)
                twin.set(one.side, copy)
                self.sides[one.side].fresh.add(copy.href)
                twin.set("b" if one.side == "a" else "a", Copy(**json.loads(one.other)))
                self.note(twin)

    def carry_out(self, steps: list[Step], found: Survey) -> bool:
        """Do the steps; tell whether some cards have to be looked at again."""
        again = False
        self.created = False
        self.tokens = {
            side: mark.token for side, mark in found.marks().items() if not self.sides[side].is_file
        }
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
        try:
            for start in range(0, len(steps), BATCH):
                asked = steps[start : start + BATCH]
                standing = [step for step in asked if self.still_gone(step, found)]
                again = self.bring_in(self.send(standing)) or again or len(standing) < len(asked)
                if any(post.broken for post in self.posts.values()):
                    break
        finally:
            for side in SIDES:
                post = self.posts[side]
                self.accounted += post.done
                for kind in KINDS:
                    self.outcome.pushed[side][kind] += getattr(post, kind)
        return again

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

    def send(self, steps: list[Step]) -> list[tuple[Step, dict[str, Letter]]]:
        """Send what the steps write: first to A, then to B, where a card that A did not take stays as it is."""
        sent: list[tuple[Step, dict[str, Letter]]] = [(step, {}) for step in steps]
        for step in steps:
            self.note_clashes(step)
        if self.clashes:
            mirrors.set_pending(self.store, self.mirror, self.clashes)
        try:
            for side in SIDES:
                if self.posts["a"].broken:
                    break
                texts = self.store.contents(
                    text for step in steps if isinstance(text := step.write.get(side), str)
                )
                for step, letters in sent:
                    if side in step.write and not any(letter.error for letter in letters.values()):
                        letters[side] = self.letter(step, side, texts)
                self.posts[side].send_all([letters[side] for _, letters in sent if side in letters])
        except ReseauError:
            # What left before is read back and noted; the rest is for the next run.
            self.bring_in(sent)
            raise
        return sent

    def letter(self, step: Step, side: str, texts: Mapping[str, bytes]) -> Letter:
        """Return what is to be sent to one side for a step; `texts` are those that steps name by hash."""
        other = "b" if side == "a" else "a"
        text, seen = step.write[side], step.seen.get(side)
        beside = step.seen[other] if other in step.seen and len(step.write) == 1 else None
        return Letter(
            step.twin.uid,
            seen.copy() if seen else Copy(),
            texts[text] if isinstance(text, str) else text or b"",
            step.twin.id,
            json.dumps({"href": beside.href, "etag": beside.etag, "text": beside.text}) if beside else "",
            text if isinstance(text, str) else "",
        )

    def bring_in(self, sent: list[tuple[Step, dict[str, Letter]]]) -> bool:
        """Read back what was written, and note where those cards stand; tell whether some must be looked at again."""
        for side in SIDES:
            try:
                self.posts[side].flush()
            except ReseauError as error:
                self.outcome.error = self.outcome.error or error
                self.outcome.failed = self.outcome.failed or side
        again = False
        for step, letters in sent:
            again = self.settle(step, letters) or again
            step.write = {side: None if text is None else b"" for side, text in step.write.items()}
        return again

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
                    self.created = self.created or bool(self.tokens.get(side))
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
        self.twins[:] = [one for one in self.twins if one is not twin]
        self.changed.pop(id(twin), None)
        if twin.id:
            self.dropped[id(twin)] = twin
