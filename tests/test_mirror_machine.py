"""Any history of edits on both sides, with faults and kills: nothing typed is lost, nothing doubled, both sides equal.

The books are in memory, so that thousands of steps take seconds; `tests/test_faults.py` does the same over HTTP.
"""

import shutil
import sqlite3
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from adapters.memory import MemoryBook
from adapters.vcard.entries import carry, entries
from sync.config.place import Place
from sync.normalize import vcards
from sync.ports import Format, NetworkError
from sync.reconcile import threeway
from sync.store import Store, mirrors
from sync.usecases import mirroring
from sync.usecases.looking import Side

UIDS = ("u0", "u1", "u2", "U2", "u:3/ü")
LISTS, SINGLES = ("TEL", "EMAIL"), ("NOTE", "ORG")


class Killed(BaseException):
    """The program ends here; nothing after this line ever ran."""


class Unsteady(MemoryBook):
    """A book of which the n-th write meets `fault`; `cuts` makes it store no X-LONG."""

    fault, after, cuts = "", 0, False
    on_kill = None

    def put(self, href, card, etag=""):
        self._before()
        if self.cuts:
            card = b"".join(line for line in card.splitlines(True) if not line.startswith(b"X-LONG"))
        stored = super().put(href, card, etag)
        self._then()
        return stored

    def delete(self, href, etag):
        self._before()
        super().delete(href, etag)
        self._then()

    def _before(self):
        self.after -= 1
        if self.after == 0 and self.fault == "kill-before":
            self.on_kill()
            raise Killed
        if self.after == 0 and self.fault == "refused":
            raise NetworkError("server.connection-lost", host="memory")

    def _then(self):
        if self.after == 0 and self.fault == "kill-after":
            self.on_kill()
            raise Killed
        if self.after == 0 and self.fault == "lost":
            raise NetworkError("server.connection-lost", host="memory")


class Mirrored(RuleBasedStateMachine):
    """Two books, a home, and what was typed since both were last the same."""

    @initialize(tells=st.booleans(), cuts=st.booleans())
    def start(self, tells, cuts):
        self.folder = Path(tempfile.mkdtemp(prefix="reseau-machine-"))
        self.books = {side: Unsteady() for side in "ab"}
        self.books["b"].tells_etags, self.books["b"].cuts = tells, cuts
        self.now = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
        self.count = 0
        self.typed = {}
        self.store = Store.open(self.folder, installation="00000000-0000-4000-8000-000000000001")
        with self.store.change("mirror", "2026-11-22T08:00:00Z"):
            mirrors.add(self.store, "a", "b")
        for side in "ab":
            self.books[side].on_kill = self.snapshot

    def teardown(self):
        if hasattr(self, "store"):
            self.store.close()
            shutil.rmtree(self.folder)

    def snapshot(self):
        copy = sqlite3.connect(self.folder / "killed.db")
        self.store.db.commit()
        self.store.db.backup(copy)
        copy.close()

    def find(self, side, uid):
        found = [href for href, card in self.books[side].cards.items() if vcards.uid(card) == uid]
        assert len(found) <= 1, f"{uid} is doubled in {side}"
        return found[0] if found else None

    @rule(side=st.sampled_from("ab"), uid=st.sampled_from(UIDS), name=st.sampled_from(LISTS + SINGLES))
    def write(self, side, uid, name):
        """Make a card, or write a value into one."""
        self.count += 1
        value = f"v{self.count}" if name != "EMAIL" else f"v{self.count}@example.org"
        href, book = self.find(side, uid), self.books[side]
        if href is None:
            lines = [
                "BEGIN:VCARD",
                "VERSION:3.0",
                f"UID:{uid}",
                "FN:Person",
                "N:Person;;;;",
                f"{name}:{value}",
            ]
            text = "\r\n".join([*lines, "X-LONG:x", "END:VCARD", ""]).encode()
            book.fault = ""
            self.put(book, "", text)
        else:
            lines = book.cards[href].decode().split("\r\n")
            if name in SINGLES:
                # What stands there, and is written over, its owner took back, whichever side it was typed on.
                self.taken_back(uid, [line for line in lines if line.startswith(name)])
                lines = [line for line in lines if not line.startswith(name)]
            lines.insert(-2, f"{name}:{value}")
            self.put(book, href, "\r\n".join(lines).encode())
        key = (side, uid, name)
        self.typed[key] = {value} if name in SINGLES else self.typed.get(key, set()) | {value}

    def taken_back(self, uid, lines):
        gone = {line.partition(":")[2] for line in lines}
        self.typed = {key: values - gone if key[1] == uid else values for key, values in self.typed.items()}

    def put(self, book, href, text):
        fault, book.fault = book.fault, ""
        cuts, book.cuts = book.cuts, False
        book.put(href, text, book.list().etags.get(href, ""))
        book.fault, book.cuts = fault, cuts

    @rule(side=st.sampled_from("ab"), uid=st.sampled_from(UIDS))
    def remove(self, side, uid):
        """Remove a card; what was typed there goes with it, and stands on the other side."""
        href, book = self.find(side, uid), self.books[side]
        if href is not None:
            fault, book.fault = book.fault, ""
            self.taken_back(uid, book.cards[href].decode().split("\r\n"))
            book.delete(href, book.list().etags[href])
            book.fault = fault

    @rule(side=st.sampled_from("ab"))
    def forget_tokens(self, side):
        """The server no longer knows any token."""
        self.books[side].oldest_token = len(self.books[side]._changes) + 1

    @rule(
        side=st.sampled_from("ab"),
        fault=st.sampled_from(["kill-before", "kill-after", "lost", "refused"]),
        number=st.integers(1, 4),
    )
    def bad_sync(self, side, fault, number):
        """Sync on a bad day."""
        self.books[side].fault, self.books[side].after = fault, number
        self.run_once()
        for book in self.books.values():
            book.fault = ""

    @rule()
    def sync(self):
        """Sync in peace: both sides are the same after it, and one more writes nothing."""
        for _ in range(3):
            outcome = self.run_once()
            assert outcome.error is None, outcome.error.code
        a, b = (
            {vcards.uid(card): entries(card) for card in self.books[side].cards.values()} for side in "ab"
        )
        assert sorted(a) == sorted(b)
        for uid, found in a.items():
            kept = [one for one in found if one.name != "X-LONG"]
            assert threeway.same(kept, [one for one in b[uid] if one.name != "X-LONG"]), (uid, found, b[uid])
        clashes = mirrors.clashes(self.store)
        for (_, uid, name), values in self.typed.items():
            if uid in a:
                said = {one.text for one in a[uid] if one.name == name}
                said |= {
                    text
                    for one in clashes
                    if (one.uid, one.property) == (uid, name)
                    for text in (one.a, one.b)
                }
                assert values <= said, (uid, name, values, said)
        self.typed = {}
        states = [dict(book.cards) for book in self.books.values()]
        assert self.run_once().journal is None
        assert states == [dict(book.cards) for book in self.books.values()]

    def run_once(self):
        self.now += timedelta(minutes=7)
        outcome = self.attempt(-1)
        if outcome is not None and outcome.guard:
            outcome = self.attempt(outcome.deletions)
        return outcome

    def attempt(self, confirmed):
        place = Place(self.folder, self.now, "Europe/Paris", "FR", "en")
        [mirror] = mirrors.mirrors(self.store)
        sides = {side: Side(side, self.books[side]) for side in "ab"}
        run = mirroring.Run(self.store, place, mirror, sides, Format(entries, carry), confirmed)
        try:
            return run.go(lambda _: True, dry_run=False)
        except Killed:
            self.store.close()
            for name in ("reseau.db", "reseau.db-wal", "reseau.db-shm"):
                (self.folder / name).unlink(missing_ok=True)
            (self.folder / "killed.db").rename(self.folder / "reseau.db")
            self.store = Store.open(self.folder)
            return None


SHORT = settings(
    max_examples=25, stateful_step_count=20, deadline=None, derandomize=True,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip


def test_any_history_ends_with_both_sides_the_same():
    run_state_machine_as_test(Mirrored, settings=SHORT)


@pytest.mark.long
def test_any_long_history_ends_with_both_sides_the_same():
    run_state_machine_as_test(
        Mirrored, settings=settings(SHORT, max_examples=400, stateful_step_count=40, derandomize=False)
    )


def test_a_value_that_a_killed_run_took_off_a_card_is_kept_as_a_conflict():
    """The run had put the other value into A, and was killed at its first write to B, before it kept what it had met."""
    state = Mirrored()
    state.start(tells=False, cuts=False)
    state.write(name="TEL", side="a", uid="u0")
    state.write(name="NOTE", side="a", uid="U2")
    state.write(name="NOTE", side="b", uid="U2")
    state.bad_sync(fault="kill-before", number=1, side="b")
    [told] = state.run_once().conflicts
    assert (told["uid"], told["property"], told["a"], told["b"]) == ("U2", "NOTE", "v2", "v3")
    state.sync()
    assert len(mirrors.clashes(state.store)) == 1
    state.teardown()


def test_a_server_that_drops_just_what_was_new_in_a_card_is_told_as_such_and_is_no_failure():
    """The run was killed after the write, so the next one finds the card there without its number, and adds it."""
    state = Mirrored()
    state.start(tells=False, cuts=True)
    state.write(name="TEL", side="a", uid="u0")
    state.bad_sync(fault="kill-after", number=1, side="b")
    assert state.run_once().refused["b"] == [
        {"uid": "u0", "href": "u0", "reason": "not stored: X-LONG"},
    ]
    state.sync()
    state.teardown()
