"""kill -9 at each request of what writes to a book besides a sync: `book try`, `book join`, `undo`.

The next sync leaves no made-up card behind, and whatever a killed run has written is a step that `undo` takes back.
"""

import os
import signal
import subprocess
import time

import pytest

from tests import dav_server
from tests import reseau as program
from tests.fault_proxy import FaultProxy, basic
from tests.inprocess import reseau
from tests.test_enrich import card
from tests.test_faults import World

SERVERS = (
    "radicale",
    *(pytest.param(name, marks=pytest.mark.long) for name in ("xandikos", "sabredav", "cyrus", "davical")),
)


@pytest.fixture(scope="module", params=SERVERS)
def server(request, tmp_path_factory):
    yield from dav_server.running(request.param, tmp_path_factory.mktemp(request.param))


class Book(World):
    """One book on a server behind the proxy, in which Zoe has two cards; `push` is its mode."""

    def __init__(self, server, folder, push):
        self.server, self.home = server, folder / "home"
        self.proxy = FaultProxy(server.port, basic(server.user, server.password))
        url = server.new_book()
        self.path = "/" + url.split("/", 3)[3]
        self.secret = {"RESEAU_SECRET_THERE": server.password}
        self.put("a", "Zoe Quillon", "EMAIL:zoe@example.org", "TEL;TYPE=CELL:+33639981001", "TITLE:CEO")
        self.put("b", "Zoe Quillon", "EMAIL:zoe@example.org", "TEL;TYPE=HOME:+33139981002", "NOTE:met")
        self.put("c", "Carl Third", "EMAIL:carl@example.org")
        through = f"http://127.0.0.1:{self.proxy.own_port}{self.path}"
        reseau(
            self.home, "book", "add", "there", through, "--user", server.user, "--push", push, **self.secret
        )
        self.sync(), self.sync()

    def put(self, uid, *lines):
        body = card(uid, *lines).encode()
        assert self.server.ask("PUT", self.path + f"{uid}.vcf", body, Content_Type="text/vcard")[0] == 201

    def killed(self, number, *command, when="before"):
        """Run a command and kill it at its `number`-th request, before or after the server has it; tell whether it came to that."""
        seen = []

        def rule(_, method, path):
            seen.append((method, path))
            if len(seen) - 1 == number:
                running.send_signal(signal.SIGKILL)
                time.sleep(0.05)
                return "refused" if when == "before" else "lost"
            return "pass"

        env = {**os.environ, **self.secret, "RESEAU_HOME": str(self.home), "RESEAU_NOW": program.NOW}
        self.proxy.rules = rule
        running = subprocess.Popen(
            [str(program.COMMAND), "--yes", *command],
            env=env,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        running.wait(60)
        self.proxy.rest()
        self.calm()
        return len(seen) > number

    def history(self):
        return reseau(self.home, "history", "--json").json["journal"]


@pytest.fixture
def book(server, tmp_path, request):
    one = Book(server, tmp_path, getattr(request, "param", "none"))
    yield one
    one.proxy.close()


WHEN = pytest.mark.parametrize("when", ["after", pytest.param("before", marks=pytest.mark.long)])


def numbers(short, among):
    """Return the numbers of requests, most of them for long runs."""
    return [n if n in short else pytest.param(n, marks=pytest.mark.long) for n in range(among)]


@WHEN
@pytest.mark.parametrize("number", numbers((2, 4), 8))
def test_a_killed_trial_leaves_no_card_after_the_next_sync(book, number, when):
    before = book.there()
    book.killed(number, "book", "try", "there", when=when)
    for _ in range(2):
        [told] = book.sync().json["books"]
        assert told["journal"] is None
        assert told["pulled"] == {"created": 0, "updated": 0, "deleted": 0}
        assert book.there() == before


def found_by_doctor(book, code):
    return [
        one for one in reseau(book.home, "doctor", "--json", check=None).json["checks"] if one["code"] == code
    ]


def test_doctor_names_what_a_killed_trial_left_and_the_command_that_removes_it(book):
    before = book.there()
    assert not found_by_doctor(book, "trial-left")
    assert book.killed(3, "book", "try", "there", when="after")
    assert len(book.there()) == len(before) + 1
    [told] = found_by_doctor(book, "trial-left")
    assert told["level"] == "bad"
    said = reseau(book.home, "doctor", check=None)
    assert "Essai Reseau" in said.out
    assert "reseau sync there" in said.out
    book.sync()
    assert book.there() == before
    assert not found_by_doctor(book, "trial-left")


def test_doctor_names_writes_of_which_nothing_is_known(book):
    number = next(
        n
        for n in range(2, 9)
        if book.killed(n, "book", "join", "there", when="after") and found_by_doctor(book, "writes-left")
    )
    assert number
    assert "reseau sync there" in reseau(book.home, "doctor", check=None).out
    book.sync()
    assert not found_by_doctor(book, "writes-left")


def test_the_card_of_a_trial_that_could_not_be_removed_is_removed_by_a_mirror_too(book, tmp_path):
    place = tmp_path / "folder"
    place.mkdir()
    before = book.there()
    assert book.killed(3, "book", "try", "there", when="after")
    assert len(book.there()) == len(before) + 1
    reseau(book.home, "book", "add", "folder", place)
    reseau(book.home, "book", "mirror", "there", "folder")
    book.sync()
    assert book.there() == before
    assert len(list(place.iterdir())) == len(before)


@WHEN
@pytest.mark.parametrize("number", numbers((0, 3, 8), 9))
@pytest.mark.parametrize("book", ["none", "enrich"], indirect=True)
def test_a_killed_join_is_whole_after_the_next_one_and_can_be_undone(book, number, when):
    before, known = book.there(), book.history()[0]["id"]
    book.killed(number, "book", "join", "there", "Zoe Quillon", when=when)
    book.sync()
    # Nobody is doubled any more where the killed one came to its end.
    reseau(book.home, "book", "join", "there", "--yes", check=None, **book.secret)
    [joined] = [text for text in book.there().values() if b"Zoe" in text]
    assert all(word in joined for word in (b"+33639981001", b"+33139981002", b"TITLE:CEO", b"NOTE:met"))
    [told] = book.sync().json["books"]
    assert told["journal"] is None
    for step in book.history():
        if step["id"] > known:
            reseau(book.home, "undo", str(step["id"]), **book.secret)
    assert book.there() == before
    [told] = book.sync().json["books"]
    assert told["pushed"] == {"created": 0, "updated": 0, "deleted": 0}
    assert book.there() == before


@WHEN
@pytest.mark.parametrize("number", numbers((1, 3), 6))
def test_a_killed_undo_can_be_done_again(book, number, when):
    before = book.there()
    done = reseau(book.home, "book", "join", "there", "--yes", "--json", **book.secret).json["journal"]
    book.killed(number, "undo", str(done), when=when)
    book.sync()
    step = next(one for one in book.history() if one["id"] == done)
    if not step["undone_by"]:
        reseau(book.home, "undo", str(done), **book.secret)
    assert book.there() == before
    book.sync()
    [told] = book.sync().json["books"]
    assert told["journal"] is None
    assert book.there() == before
