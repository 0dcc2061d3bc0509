"""The sync of one book, both ways: what changed there comes in, then its cards get what reseau may put there.

Both halves are one step of the journal. A book whose cards cannot lack anything new is not compared: nothing was
pulled, and nothing here has changed since the last time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from sync.config.place import Place
from sync.ports import AddressBook, Format, Listing, ReseauError
from sync.store import Store, books, journal, requests
from sync.store.books import Book
from sync.usecases import completing, synced, syncing
from sync.usecases.completing import Cards
from sync.usecases.synced import Outcome
from sync.usecases.syncing import CardReader

PASSES = 3


class Run:
    """One sync of one book; without `cards` nothing is written there."""

    def __init__(
        self,
        store: Store,
        place: Place,
        book: Book,
        remote: AddressBook,
        read: CardReader,
        cards: Cards | None,
        form: Format,
        confirmed: int,
        listing: Listing | None = None,
    ) -> None:
        self.store, self.place, self.book, self.remote = store, place, book, remote
        self.read, self.cards, self.form, self.confirmed = read, cards, form, confirmed
        self.taken: list[requests.Request] = []
        """Writes of a killed `book join` or `undo`, which the pull takes in."""
        self.listing = listing
        """What the book said just now, for the first pull."""

    def go(self, agreed: Callable[[Outcome], bool], *, dry_run: bool) -> Outcome:
        """Do it. Errors of the book are in the outcome."""
        if not dry_run:
            numbers, self.taken = completing.take_up(self.store, self.book, self.remote, self.form)
            self.note(numbers, None)
        for _ in range(PASSES):
            outcome = self.pull()
            if outcome.error or outcome.guard:
                return outcome
            if outcome.first_contact or dry_run:
                syncing.carry_out(
                    self.store, self.place, outcome, dry_run=True, then=partial(self.look, outcome)
                )
                if dry_run or not agreed(outcome):
                    return outcome
                outcome.first_contact = False
            taken = [one.id for one in self.taken] + self.late.landed(outcome.changes)
            if not syncing.carry_out(self.store, self.place, outcome, written=taken):
                continue
            self.taken = []
            self.book = replace(self.book, confirmed_at=self.book.confirmed_at or self.place.at)
            for _ in range(PASSES):
                self.give(outcome)
                if not self.overtaken(outcome) or not self.pull_again(outcome):
                    break
            outcome.requests = self.remote.requests
            return outcome
        return Outcome(self.book, error=ReseauError("error.home-busy", place=str(self.place.home)))

    def pull(self) -> Outcome:
        """Plan what comes in; what we wrote and nobody had seen arrive is known as ours."""
        self.late = completing.Late(self.store, self.book, self.place, self.form, self.taken)
        listing, self.listing = self.listing, None
        return syncing.plan(
            self.store, self.book, self.place, self.remote, self.read, self.confirmed, self.late, listing
        )

    def overtaken(self, outcome: Outcome) -> bool:
        """Tell whether a card changed between the listing and a write: by hand, or by a request of a killed run
        that arrived late. What it says now is taken in at once, for nothing may be left for the next sync.
        """
        return bool(outcome.given and outcome.given.overtaken and not outcome.error)

    def pull_again(self, outcome: Outcome) -> bool:
        """Take in what changed since this sync began, as part of its step; return whether to write once more."""
        more = self.pull()
        if not (more.error or more.guard or more.changes):
            # Nothing changed, says the book, which does not take a write for a change: one of its marks is wrong.
            books.forget_mark(self.store, self.book.name)
            more = self.pull()
        if more.error or more.guard:
            outcome.error, outcome.guard, outcome.deletions = more.error, more.guard, more.deletions
            return False
        if not syncing.carry_out(self.store, self.place, more):
            return False
        outcome.changes += more.changes
        outcome.problems += more.problems
        outcome.mark = more.mark
        outcome.journal = self.joined(outcome.journal, more.journal)
        return bool(more.changes)

    def joined(self, first: int | None, second: int | None) -> int | None:
        """Make two steps of the journal one; return it."""
        if first is not None and second is not None:
            journal.join(self.store.db, first, second)
        return first if first is not None else second

    def look(self, outcome: Outcome) -> None:
        """Plan what would be written, with everything pulled in place."""
        if self.cards:
            outcome.given = completing.plan(self.store, self.book, self.place, self.cards, self.confirmed)

    def give(self, outcome: Outcome) -> None:
        """Write to the book what its cards lack; what went there is part of the step that pulled."""
        if not self.cards or synced.is_given(self.store, self.place, self.book):
            return
        before = outcome.given if outcome.given and outcome.given.overtaken else None
        self.look(outcome)
        given = outcome.given
        assert given is not None
        if before:
            given.follow(before)
        if given.guard:
            outcome.guard, outcome.deletions = given.guard, given.deletions
            return
        if given.gifts:
            if given.count("created"):
                # A token from before a card is made knows nothing of it; see `freshen`.
                books.forget_mark(self.store, self.book.name)
            numbers = completing.carry_out(self.store, self.place, self.book, self.remote, given, self.form)
            outcome.journal = self.note(numbers, outcome.journal)
            if given.done["created"]:
                self.freshen(outcome, numbers)
            else:
                books.set_mark(self.store, self.book.name, outcome.mark)
        outcome.error = given.error
        if not given.error and not given.again:
            synced.note_given(self.store, self.place, self.book)

    def freshen(self, outcome: Outcome, numbers: list[int]) -> None:
        """Get a token that knows the cards just made, so that the next sync need not list the whole book.

        A card that is made after a token and removed before the next is in no listing of changes; so where anything
        but our own writes shows, no token is kept.
        """
        if not outcome.mark.token:
            return
        made = {
            one.got_href for one in requests.numbered(self.store, numbers) if one.after and not one.before
        }
        try:
            listing = self.remote.list(outcome.mark.token, changed=True)
        except ReseauError:
            return
        known = books.bindings(self.store, self.book.name)
        ours = all(href in known and known[href][0].etag == etag for href, etag in listing.etags.items())
        if listing.partial and ours and made <= listing.etags.keys() and not listing.gone & known.keys():
            mark = outcome.mark._replace(token=listing.sync_token)
            books.set_mark(self.store, self.book.name, mark)

    def note(self, numbers: list[int], first: int | None) -> int | None:
        """Note what arrived in a book as one step with the pull before it; return that step."""
        if not numbers or not self.cards:
            return first
        with self.store.change(f"sync {self.book.name}", self.place.at) as step:
            completing.write_down(self.store, self.book, self.cards, numbers)
            step.summary["pushed"] = len(numbers)
            if step.id is not None:
                requests.account(self.store, numbers, step.id)
        return self.joined(first, step.id)
