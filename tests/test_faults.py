"""A folder and a server as each other's copy on bad days: whatever a request meets, nothing is lost or doubled.

Each scenario syncs once, edits both sides, meets its fault at one request of the next sync, and then runs in peace.
In the end both sides say the same, every value that was typed is there or in a conflict, no card is there twice,
and one more sync writes nothing.
"""

import contextlib
import os
import re
import signal
import socket
import subprocess
import threading
import time

import pytest

from adapters.vcard.entries import entries
from sync.reconcile import threeway
from tests import dav_server
from tests import reseau as program
from tests.fault_proxy import FaultProxy, basic
from tests.inprocess import reseau
from tests.test_mirror import text

FAULTS = (
    "lost", "refused", "cut", "500", "503 retry", "429 retry", "403", "412", "507", "half-list", "bad-xml", "html",
    "no-etag", "touch", "404", "empty-list",
)  # fmt: skip


@pytest.fixture(scope="module", params=dav_server.ALL)
def server(request, tmp_path_factory):
    yield from dav_server.running(request.param, tmp_path_factory.mktemp(request.param))


@pytest.fixture
def world(server, tmp_path):
    one = World(server, tmp_path)
    yield one
    one.proxy.close()


class World:
    """A folder, a book on a server behind the proxy, and what must be in both in the end."""

    cards = 4

    def __init__(self, server, folder):
        self.server, self.home, self.local = server, folder / "home", folder / "local"
        self.local.mkdir(parents=True)
        self.proxy = FaultProxy(server.port, basic(server.user, server.password))
        url = server.new_book()
        self.path = "/" + url.split("/", 3)[3]
        self.secret = {"RESEAU_SECRET_THERE": server.password}
        for n in range(self.cards):
            self.write(f"u{n}.vcf", text(f"u{n}", "TEL;TYPE=CELL:+331", "NOTE:first", name=f"Person {n}"))
        through = f"http://127.0.0.1:{self.proxy.own_port}{self.path}"
        self.connect(through)
        self.started()

    def connect(self, through):
        reseau(self.home, "book", "add", "here", self.local)
        self.add_there(through)
        reseau(self.home, "book", "mirror", "here", "there")

    def add_there(self, through, *more):
        """Connect the book of the server."""
        reseau(self.home, "book", "add", "there", through, "--user", self.server.user, *more, **self.secret)

    def started(self):
        self.sync()

    def sync(self, check=0, *more):
        return reseau(self.home, "sync", "--json", "--yes", *more, check=check, **self.secret)

    def write(self, name, content):
        (self.local / name).write_bytes(content.encode())

    def there(self):
        status, body = self.server.ask(
            "PROPFIND", self.path,
            b'<?xml version="1.0"?><D:propfind xmlns:D="DAV:"><D:prop><D:getetag/></D:prop></D:propfind>',
            Depth="1", Content_Type="application/xml",
        )  # fmt: skip
        assert status == 207
        names = sorted(set(re.findall(rb"/([^/<]+\.vcf)<", body)))
        return {name.decode(): self.server.ask("GET", self.path + name.decode())[1] for name in names}

    def edit_there(self, name, old, new):
        card = self.there()[name].decode()
        assert old in card
        status, body = self.server.ask(
            "PUT", self.path + name, card.replace(old, new).encode(), Content_Type="text/vcard"
        )
        assert status in (200, 201, 204), body

    def edit(self):
        """Edit both sides: different properties, a new card each, a deletion each."""
        place = self.local / "u0.vcf"
        place.write_bytes(place.read_bytes().replace(b"FN:Person 0", b"FN:Edited Here"))
        self.edit_there("u0.vcf", "NOTE:first", "NOTE:edited there")
        self.write("here.vcf", text("here", "NOTE:new here", name="New Here"))
        card = text("there", "NOTE:new there", name="New There").encode()
        assert self.server.ask("PUT", self.path + "there.vcf", card, Content_Type="text/vcard")[0] == 201
        (self.local / "u1.vcf").unlink()
        assert self.server.ask("DELETE", self.path + "u2.vcf")[0] in (200, 204)

    def fault_at(self, number, fault, *, method=""):
        """Have the `number`-th request from now on (of that method) meet the fault."""
        start = len(self.proxy.log)
        seen = []

        def rule(_, asked, path):
            if method and asked != method:
                return "pass"
            seen.append(path)
            return fault if len(seen) - 1 == number else "pass"

        self.proxy.rules = rule
        return start

    def calm(self):
        self.proxy.rules = lambda *_: "pass"

    def go_through(self, fault, method):
        """Edit, sync with a fault at the first request of that method, and judge where it ends."""
        self.edit()
        self.fault_at(0, fault, method=method)
        self.sync(None)
        self.settle()
        self.judge()

    def settle(self):
        self.calm()
        for _ in range(3):
            done = self.sync(None)
            if done.code == 0 and all(one["journal"] is None for one in done.json["books"]):
                return
        raise AssertionError("no peace after three syncs: " + done.out)

    def judge(self):
        """Return nothing; fail where a value is lost, a card doubled, or the sides differ."""
        here = {p.name: p.read_bytes() for p in sorted(self.local.glob("*.vcf"))}
        there = self.there()
        by_uid = []
        for side in (here, there):
            told = {}
            for card in side.values():
                found = entries(card)
                [uid] = [entry.value for entry in found if entry.name == "UID"]
                assert uid not in told, f"{uid} is there twice"
                told[uid] = found
            by_uid.append(told)
        assert sorted(by_uid[0]) == sorted(by_uid[1]) == ["here", "there", "u0", "u3"]
        for uid, found in by_uid[0].items():
            assert threeway.same(found, by_uid[1][uid]), (uid, found, by_uid[1][uid])
        said = {(uid, entry.name, entry.text) for uid, found in by_uid[0].items() for entry in found}
        assert {
            ("u0", "FN", "Edited Here"), ("u0", "NOTE", "edited there"), ("u0", "TEL", "+331"),
            ("here", "NOTE", "new here"), ("there", "NOTE", "new there"), ("u3", "NOTE", "first"),
        } <= said  # fmt: skip
        before = len(self.proxy.log)
        assert all(one["journal"] is None for one in self.sync().json["books"])
        assert not [row for row in self.proxy.log[before:] if row[0] in ("PUT", "DELETE")]


@pytest.mark.parametrize(
    ("method", "fault"),
    [
        *(("PUT", fault) for fault in ("lost", "cut", "503 retry", "403", "html", "no-etag", "touch")),
        *(("PROPFIND", fault) for fault in ("half-list", "bad-xml", "empty-list")),
        ("REPORT", "lost"),
        ("DELETE", "403"),
    ],
)
def test_a_fault_at_one_request(world, method, fault):
    world.go_through(fault, method)


def test_a_new_card_that_is_called_there_already_and_is_not_goes_there_all_the_same(world):
    world.edit()
    start = world.fault_at(1, "412", method="PUT")
    world.sync(None)
    assert "412" in [row[2] for row in world.proxy.log[start:]]
    world.settle()
    world.judge()


def test_a_removal_that_every_report_leaves_out_arrives_with_the_next_sync(world):
    """A report says nothing of what it leaves out, and says the same when it is asked again."""
    world.proxy.rules = lambda *_: "no-removals"
    world.edit_there("u0.vcf", "NOTE:first", "NOTE:edited there")
    assert world.server.ask("DELETE", world.path + "u2.vcf")[0] in (200, 204)
    world.sync()
    world.sync()
    assert sorted(p.name for p in world.local.glob("*.vcf")) == ["u0.vcf", "u1.vcf", "u3.vcf"]


HOSTILE = ("slow", "endless", "bomb", "xml-bomb", "redirect", "loop")


@pytest.mark.parametrize("server", dav_server.ONE, indirect=True)
@pytest.mark.parametrize("fault", HOSTILE)
@pytest.mark.parametrize("method", ["PROPFIND", "PUT", pytest.param("REPORT", marks=pytest.mark.long)])
def test_a_hostile_answer(world, method, fault, monkeypatch):
    """Nothing waits for ever, nothing grows without bound, no other server hears the password; then all goes on."""
    monkeypatch.setattr("adapters.dav.client.WHOLE_S", 2.0)
    heard = Listener()
    world.proxy.elsewhere = heard.port
    world.edit()
    start = world.fault_at(0, fault, method=method)
    if fault == "loop":
        world.proxy.rules = lambda _, asked, path: fault if asked == method else "pass"
    begun = time.monotonic()
    done = world.sync(None)
    assert time.monotonic() - begun < 30
    assert fault in [row[2] for row in world.proxy.log[start:]] or method == "REPORT"
    assert done.code == 5 or method == "REPORT"
    heard.stop()
    assert heard.said == b""
    world.settle()
    world.judge()


class Listener:
    """Another server, which keeps the first it is told."""

    def __init__(self):
        self.said = b""
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.thread = threading.Thread(target=self.listen, daemon=True)
        self.thread.start()

    def listen(self):
        with contextlib.suppress(OSError):
            one, _ = self.socket.accept()
            self.said = one.recv(4096) or b"a connection"
            one.close()

    def stop(self):
        with contextlib.suppress(OSError):
            self.socket.shutdown(socket.SHUT_RDWR)
        self.socket.close()
        self.thread.join(5)


@pytest.mark.long
@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("number", range(12))
def test_a_fault_at_any_request(world, fault, number):
    world.edit()
    world.fault_at(number, fault)
    world.sync(None)
    world.settle()
    world.judge()


def kill_at(world, number, *, method="", fault="lost"):
    """Run a sync as a program and kill it when its `number`-th request (of that method) has arrived, before the answer."""
    held = []

    def rule(_, asked, path):
        if not method or asked == method:
            held.append(asked)
            if len(held) - 1 == number:
                running[0].send_signal(signal.SIGKILL)
                time.sleep(0.05)
                return fault
        return "pass"

    world.proxy.rules = rule
    env = {**os.environ, **world.secret, "RESEAU_HOME": str(world.home), "RESEAU_NOW": program.NOW}
    running = [None]
    running[0] = subprocess.Popen(
        [str(program.COMMAND), "sync", "--yes", "--json"],
        env=env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    running[0].wait(60)
    return len(held)


@pytest.mark.parametrize(
    "number", [3, 5, *(pytest.param(n, marks=pytest.mark.long) for n in range(12) if n not in (3, 5))]
)
def test_a_kill_at_a_request(world, number):
    world.edit()
    kill_at(world, number)
    world.settle()
    world.judge()


def test_what_a_server_drops_is_kept_here_told_once_and_not_sent_again(world):
    world.proxy.rules = lambda *_: "drop-note"
    world.write("new.vcf", text("new", "NOTE:only here", name="New One"))
    done = world.sync().json["books"]
    assert ["NOTE" in one["reason"] for one in done[1]["refused"]] == [True]
    for _ in range(2):
        done = world.sync().json["books"]
        assert [one["refused"] for one in done] == [[], []]
        assert [one["journal"] for one in done] == [None, None]
    assert b"NOTE:only here" in (world.local / "new.vcf").read_bytes()


@pytest.mark.parametrize("rounds", [3, pytest.param(100, marks=pytest.mark.long)])
def test_rounds_of_edits_double_nothing_and_rounds_without_edits_write_nothing(world, rounds):
    for number in range(rounds):
        place = world.local / "u0.vcf"
        place.write_bytes(re.sub(rb"FN:.*\r", f"FN:Round {number}\r".encode(), place.read_bytes()))
        card = world.there()["u0.vcf"].decode()
        world.edit_there("u0.vcf", re.search(r"NOTE:.*", card)[0].strip(), f"NOTE:round {number}")
        world.sync()
        before = len(world.proxy.log)
        assert all(one["journal"] is None for one in world.sync().json["books"])
        assert not [row for row in world.proxy.log[before:] if row[0] in ("PUT", "DELETE")]
    assert len(world.there()) == len(list(world.local.glob("*.vcf"))) == 4
    assert f"FN:Round {number}".encode() in world.there()["u0.vcf"]
