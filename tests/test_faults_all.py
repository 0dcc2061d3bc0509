"""Two books at `--push all` on bad days: what was typed is somewhere, nobody is doubled, and peace comes."""

import pytest

from sync.normalize import vcards
from tests import dav_server
from tests.inprocess import reseau
from tests.test_faults import World, kill_at
from tests.test_mirror import text


@pytest.fixture(scope="module", params=dav_server.ALL)
def server(request, tmp_path_factory):
    yield from dav_server.running(request.param, tmp_path_factory.mktemp(request.param))


class Both(World):
    """A folder and a server that both get everybody."""

    def connect(self, through):
        reseau(self.home, "book", "add", "here", self.local, "--push", "all")
        self.add_there(through, "--push", "all")

    def started(self):
        self.sync(), self.sync()
        assert len(self.there()) == len(list(self.local.glob("*.vcf"))) == 4

    def copy_of(self, name):
        [found] = [key for key, card in self.there().items() if name.encode() in card]
        return found

    def edit(self):
        place = self.local / "u0.vcf"
        place.write_bytes(place.read_bytes().replace(b"NOTE:first", b"NOTE:first\r\nEMAIL:zero@example.org"))
        self.edit_there(self.copy_of("Person 3"), "NOTE:first", "NOTE:edited there")
        self.write("here.vcf", text("here", "NOTE:new here", name="Hera Newhere"))
        card = text("there", "NOTE:new there", name="Theo Newthere").encode()
        assert self.server.ask("PUT", self.path + "there.vcf", card, Content_Type="text/vcard")[0] == 201

    def judge(self):
        here = [p.read_bytes() for p in sorted(self.local.glob("*.vcf"))]
        there = list(self.there().values())
        for side in (here, there):
            names = sorted(
                line for card in side for line in card.decode().splitlines() if line.startswith("FN")
            )
            assert names == ["FN:Hera Newhere", *(f"FN:Person {n}" for n in range(4)), "FN:Theo Newthere"]
            uids = [vcards.uid(card) for card in side]
            assert len(set(uids)) == len(uids)
            said = b"".join(side)
            assert all(word in said for word in (b"zero@example.org", b"new here", b"new there"))
        assert b"edited there" in b"".join(there)
        before = len(self.proxy.log)
        assert all(one["journal"] is None for one in self.sync().json["books"])
        assert not [row for row in self.proxy.log[before:] if row[0] in ("PUT", "DELETE")]


@pytest.fixture
def world(server, tmp_path):
    one = Both(server, tmp_path)
    yield one
    one.proxy.close()


FAULTS = [("PUT", fault) for fault in ("lost", "cut", "503 retry", "403", "html", "touch", "no-etag")]
FAULTS += [("PROPFIND", fault) for fault in ("half-list", "bad-xml", "empty-list")] + [("REPORT", "lost")]


@pytest.mark.parametrize(
    ("method", "fault"),
    [
        pytest.param(*one, marks=() if one[1] in ("lost", "touch", "half-list") else pytest.mark.long)
        for one in FAULTS
    ],
)
def test_a_fault_at_one_request(world, method, fault):
    world.go_through(fault, method)


@pytest.mark.parametrize(
    "number", [3, 4, *(pytest.param(n, marks=pytest.mark.long) for n in range(12) if n not in (3, 4))]
)
def test_a_kill_at_a_request(world, number):
    world.edit()
    kill_at(world, number)
    world.settle()
    world.judge()


@pytest.mark.parametrize("number", [0, pytest.param(1, marks=pytest.mark.long)])
def test_a_request_of_a_killed_run_that_arrives_in_the_middle_of_the_next(world, number):
    """The network may hold a request back: the card is another between the listing and the write."""
    world.edit()
    kill_at(world, number, method="PUT", fault="held")
    world.proxy.rules = lambda _, method, path: "overtaken" if method == "PUT" else "pass"
    world.sync()
    assert not world.proxy.held
    world.calm()
    world.sync()
    world.judge()


def test_a_card_changed_under_a_write_is_equal_after_that_very_sync(world):
    world.edit()
    world.fault_at(0, "touch", method="PUT")
    world.sync()
    world.calm()
    there = b"".join(world.there().values())
    assert b"X-TOUCHED" in there
    assert b"zero@example.org" in there
    world.sync()
    world.judge()


@pytest.mark.parametrize("large", [False, True], ids=["small", "large"])
def test_the_sync_after_a_new_card_asks_one_question(world, large, monkeypatch):
    """Where the server knows sync tokens: a small book is listed then, a large one never for a single card."""
    if world.server.kind in ("sabredav", "sogo"):
        pytest.skip("no tokens, or tokens that are not believed within the same second")
    if large:
        monkeypatch.setattr("adapters.carddav.book.FEW", -1)
    world.sync()
    world.write("here.vcf", text("here", "NOTE:new here", name="Hera Newhere"))
    assert world.sync().json["books"][1]["pushed"]["created"] == 1
    mark = "REPORT" if world.server.kind == "radicale" else "PROPFIND"
    for asked in ("REPORT" if large else "PROPFIND", mark):
        # First what else changed beside it, then whether there is anything new at all (`adapters.dav.servers`).
        before = len(world.proxy.log)
        assert all(one["journal"] is None for one in world.sync().json["books"])
        assert [row[0] for row in world.proxy.log[before:]] == [asked]


def test_a_new_card_that_is_removed_at_once_is_missed(world):
    world.sync()
    world.write("here.vcf", text("here", "NOTE:new here", name="Hera Newhere"))
    world.sync()
    [made] = [name for name, card in world.there().items() if b"Hera" in card]
    assert world.server.ask("DELETE", world.path + made)[0] in (200, 204)
    done = world.sync().json["books"][1]
    assert done["pulled"]["deleted"] + done["pushed"]["created"] <= 1
    assert not any(b"Hera" in card for card in world.there().values())
