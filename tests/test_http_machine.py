"""Any history of edits on both sides of a real server, through the fault proxy: nothing lost, nothing doubled.

Every value that is typed is typed once. After any faults and a few syncs in peace both sides hold the same cards, each
value once, and one more sync writes nothing. What was deleted somewhere may be gone, or back where it was edited too.
"""

import contextlib
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from adapters.vcard.entries import entries
from sync.normalize import vcards
from sync.reconcile import threeway
from tests import dav_server
from tests.test_faults import World, kill_at
from tests.test_faults_all import Both
from tests.test_mirror import text

FAULTS = (
    "lost", "refused", "cut", "500", "503 retry", "429 retry", "403", "412", "half-list", "bad-xml", "html", "no-etag",
    "touch", "404", "redirect", "held",
)  # fmt: skip
NAMES = ("Ada Aster", "Bea Birch", "Cyd Cedar", "Dan Dogwood", "Eve Elder", "Fay Fir")


class Still(World):
    """A mirror that starts empty."""

    cards = 0


class StillBoth(Both):
    cards = 0

    def started(self):
        self.sync(), self.sync()


class Machine(RuleBasedStateMachine):
    """A folder, a book on a server, and every value that was typed into a card of either."""

    server, kind = None, Still

    @initialize()
    def start(self):
        self.folder = contextlib.ExitStack()
        place = self.folder.enter_context(tempfile.TemporaryDirectory(prefix="reseau-http-"))
        self.world = self.kind(self.server, Path(place))
        self.number, self.typed, self.doubtful = 0, {}, set()
        self.new_card(0, here=True)
        self.world.sync()

    def teardown(self):
        if hasattr(self, "world"):
            try:
                self.peace()
            finally:
                self.world.calm()
                self.world.proxy.close()
                self.folder.close()

    def value(self):
        self.number += 1
        return f"value{self.number}@example.org"

    def cards(self, *, here):
        """Return UID -> (name, text) on one side."""
        found = (
            {place.name: place.read_bytes() for place in self.world.local.glob("*.vcf")}
            if here
            else self.world.there()
        )
        return {vcards.uid(card): (name, card) for name, card in found.items()}

    def put(self, name, card, *, here):
        if here:
            (self.world.local / name).write_bytes(card)
        else:
            status, body = self.world.server.ask(
                "PUT", self.world.path + name, card, Content_Type="text/vcard"
            )
            assert status in (200, 201, 204), body

    @rule(which=st.integers(0, len(NAMES) - 1), here=st.booleans())
    def new_card(self, which, *, here):
        uid, value = f"made-by-the-machine-{which}", self.value()
        if uid in self.typed:
            return
        self.put(f"{uid}.vcf", text(uid, f"EMAIL:{value}", name=NAMES[which]).encode(), here=here)
        self.typed[uid] = [value]

    @rule(which=st.integers(0, 99), here=st.booleans())
    def type_a_value(self, which, *, here):
        found = sorted(self.cards(here=here).items())
        if found:
            uid, (name, card) = found[which % len(found)]
            value = self.value()
            self.put(name, card.replace(b"END:VCARD", f"EMAIL:{value}\r\nEND:VCARD".encode()), here=here)
            self.typed[uid].append(value)

    @rule(which=st.integers(0, 99), here=st.booleans())
    def delete_a_card(self, which, *, here):
        found = sorted(self.cards(here=here).items())
        if len(found) > 1:
            uid, (name, _) = found[which % len(found)]
            self.doubtful.add(uid)
            if here:
                (self.world.local / name).unlink()
            else:
                assert self.world.server.ask("DELETE", self.world.path + name)[0] in (200, 204)

    @rule(fault=st.sampled_from(FAULTS), number=st.integers(0, 6))
    def sync_with_a_fault(self, fault, number):
        self.world.fault_at(number, fault)
        self.world.sync(None)
        self.world.calm()

    @rule(number=st.integers(0, 6), fault=st.sampled_from(["lost", "held"]))
    def kill_a_sync(self, number, fault):
        kill_at(self.world, number, fault=fault)
        # What was held back arrives in the middle of the next sync.
        self.world.proxy.rules = lambda *_: "overtaken"
        self.world.sync(None)
        self.world.calm()

    @rule()
    def sync(self):
        self.world.sync(None)

    @rule()
    def peace(self):
        """Sync until nothing happens, and judge."""
        self.world.settle()
        here, there = self.cards(here=True), self.cards(here=False)
        assert len(here) == len(list(self.world.local.glob("*.vcf")))
        assert len(there) == len(self.world.there())
        # With two books at `all`, a copy that the user took out of one book stays in the other, which they did not touch.
        apart = self.doubtful if self.kind is StillBoth else set()
        assert set(here) - apart == set(there) - apart
        for uid, (_, card) in here.items():
            if uid in apart:
                continue
            mine, theirs = entries(card), entries(there[uid][1])
            mails = [[entry.value for entry in side if entry.name == "EMAIL"] for side in (mine, theirs)]
            assert sorted(mails[0]) == sorted(mails[1])
            assert len(set(mails[0])) == len(mails[0])
            if self.kind is Still:
                assert threeway.same(mine, theirs)
            if uid not in self.doubtful:
                assert set(self.typed[uid]) <= set(mails[0])
        assert self.typed.keys() - self.doubtful <= here.keys()
        before = len(self.world.proxy.log)
        assert all(one["journal"] is None for one in self.world.sync().json["books"])
        assert not [row for row in self.world.proxy.log[before:] if row[0] in ("PUT", "DELETE")]


@pytest.fixture(scope="module", params=dav_server.ONE)
def server(request, tmp_path_factory):
    yield from dav_server.running(request.param, tmp_path_factory.mktemp(request.param))


@pytest.mark.parametrize(("most", "steps"), [(3, 8), pytest.param(60, 20, marks=pytest.mark.long)])
@pytest.mark.parametrize("kind", [Still, StillBoth], ids=["mirror", "all"])
def test_any_history_on_a_real_server(server, kind, most, steps):
    told = settings(
        max_examples=most,
        stateful_step_count=steps,
        derandomize=most == 3,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(type("Here", (Machine,), {"server": server, "kind": kind}), settings=told)
