"""Two address books as each other's copy: edits, new cards and deletions travel both ways.

A run looks at both books (`sync.usecases.surveying`), decides card by card what is to be done
(`sync.usecases.deciding`), and does it (`sync.usecases.exchanging`). Cards that moved while it worked are looked at
again, a few times. Nothing of reseau's own is added. Everything a run did is one step of the journal.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from sync.config.place import Place
from sync.ports import BookMissing, Format, ReseauError, UsageError
from sync.reconcile import guards
from sync.store import Store, books, mirrors, requests
from sync.store.mirrors import SIDES, Kept, Mirror, Twin
from sync.usecases.looking import Side, is_quiet, look
from sync.usecases.mirrored import Outcome

if TYPE_CHECKING:
    from sync.usecases.deciding import Decision, Step
    from sync.usecases.exchanging import Exchange
    from sync.usecases.surveying import Survey

PASSES = 4
REASONS = {
    "double": "another card has this UID",
    "several": "several cards in one file",
    "half": "no END:VCARD",
}


class Run:
    """One run over two books."""

    def __init__(
        self, store: Store, place: Place, mirror: Mirror, sides: dict[str, Side], form: Format, confirmed: int
    ) -> None:
        self.store, self.place, self.mirror, self.form = store, place, mirror, form
        self.sides, self.confirmed = sides, confirmed
        self.outcome = Outcome(mirror, first_contact=not mirror.confirmed_at)
        self.begun = mirrors.mark(store, mirror, lambda: self.twins)
        self.marks: dict[str, mirrors.Mark] | None = None
        self.restless: list[Twin] = []

    @cached_property
    def twins(self) -> list[Twin]:
        """The cards as the last run left them, and as this one leaves them; not loaded where nothing has changed."""
        return mirrors.twins(self.store, self.mirror)

    @cached_property
    def decision(self) -> Decision:
        """What decides card by card."""
        from sync.usecases.deciding import Decision

        return Decision(
            self.store,
            self.place,
            self.mirror,
            self.sides,
            self.form,
            shown=self.dry_run or (self.outcome.first_contact and not self.sure),
        )

    @cached_property
    def exchange(self) -> Exchange:
        """What does it."""
        from sync.usecases.exchanging import Exchange

        return Exchange(
            self.store,
            self.place,
            self.mirror,
            self.sides,
            self.form,
            self.outcome,
            self.twins,
            self.decision,
        )

    def go(self, agreed: Callable[[Outcome], bool], *, dry_run: bool, sure: bool = False) -> Outcome:
        """Do the whole run; errors of a book are in the outcome, and what was done until then is kept.

        `agreed` is asked at a first contact, with the plan; `sure` says that it will agree to any.
        """
        self.dry_run, self.sure = dry_run, sure
        try:
            waits = self.mirror.confirmed_at == "" or self.has_work()
            if waits and not dry_run:
                self.exchange.take_up()
            for number in range(PASSES):
                listings = look(self.place, self.sides, self.begun)
                if number == 0 and not waits and is_quiet(listings, self.begun):
                    break
                # What compares and decides is loaded only where something has changed: most runs find nothing.
                from sync.usecases.surveying import survey

                found = survey(
                    self.store,
                    self.place,
                    self.sides,
                    self.twins,
                    self.begun,
                    listings,
                    self.form.entries,
                    dry_run=dry_run,
                    sure=sure or not self.outcome.first_contact,
                )
                self.restless += found.restless()
                steps = self.decision.plan(found)
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
                if not self.exchange.carry_out(steps, found) and not self.exchange.created:
                    self.marks = self.settled(found.marks())
                    break
        except BookMissing as error:
            self.outcome.error, self.outcome.guard = error, "missing"
            self.outcome.deletions = len(self.twins)
        except ReseauError as error:
            self.outcome.error = self.outcome.error or error
        finally:
            for side in SIDES:
                self.outcome.requests[side] = self.sides[side].book.requests
            if not dry_run and "exchange" in vars(self):
                self.write_down()
        return self.outcome

    def has_work(self) -> bool:
        """Tell whether something is to be done although both books may be as they were."""
        return bool(
            requests.left_behind(self.store, self.mirror.id)
            or self.store.meta(f"pending:{self.mirror.id}")
            or requests.refused_uids(self.store, self.mirror.id)
            or any(kept.choice for kept in mirrors.clashes(self.store, self.mirror))
        )

    def settled(self, marks: dict[str, mirrors.Mark]) -> dict[str, mirrors.Mark]:
        """Return where both books stand with what this run wrote there.

        A folder stands as its twins do: whatever else is found in it by the next run is somebody's doing.
        """
        for side, one in self.sides.items():
            if one.is_file and any(self.outcome.pushed[side].values()):
                copies = [twin.of(side) for twin in self.twins]
                token = one.book.token_of({copy.href: copy.etag for copy in copies if copy.href})
                marks = marks | {side: mirrors.Mark(token, marks[side].listed_at)}
        return marks

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
        if not self.outcome.deletions:
            return True
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

    def write_down(self) -> None:
        """Keep the twins as they are now, as one step of the journal; nothing when nothing changed."""
        done = self.exchange
        confirms = not self.mirror.confirmed_at and not self.outcome.first_contact and not self.outcome.guard
        if self.outcome.error is not None and not done.accounted:
            confirms = False
        if done.changed or done.dropped or done.clashes or done.settled or confirms or done.accounted:
            with self.store.change(f"sync {self.mirror.a} {self.mirror.b}", self.place.at) as step:
                mirrors.keep(self.store, self.mirror, done.changed.values(), done.dropped.values())
                for kept in done.clashes:
                    self.tell(kept, mirrors.add_clash(self.store, kept))
                for kept in done.settled:
                    mirrors.settle(self.store, kept, self.place.at)
                if confirms:
                    mirrors.confirm(self.store, self.mirror, self.place.at)
                for side in SIDES:
                    step.summary[self.sides[side].name] = dict(self.outcome.pushed[side])
                if step.id is not None:
                    requests.account(self.store, done.accounted, step.id)
            self.outcome.journal = step.id
            if done.clashes:
                mirrors.set_pending(self.store, self.mirror, ())
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
    first, second = books.find(store, a), books.find(store, b)
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
