"""`forget --from-books`: the cards of one person go from every kind of book, nobody else's do, and no trace stays."""

import os
import signal
import sqlite3
from pathlib import Path

import pytest

from adapters.memory import MemoryBook
from adapters.vdir import VdirBook
from sync.app.books import card_reader
from sync.ports import Context, DecisionNeeded, NetworkError, UsageError
from sync.store import Store, mirrors
from sync.usecases import people, taking_out
from tests import dav_server
from tests.inprocess import reseau
from tests.test_forgetting import traces
from tests.test_page import Browser
from tests.test_serve import Server
from tests.test_syncing import NOW, Home

FORGET = "forget", "Zoé Quincampoix", "--from-books"


def card(uid, name, *lines):
    given, _, surname = name.partition(" ")
    told = [
        "BEGIN:VCARD",
        "VERSION:3.0",
        *([f"UID:{uid}"] if uid else []),
        f"N:{surname};{given};;;",
        f"FN:{name}",
    ]
    return "\r\n".join([*told, *lines, "END:VCARD", ""]).encode()


ZOE = card("uid-quincampoix", "Zoé Quincampoix", "EMAIL:zoe.quincampoix@example.org", "NOTE:Zaplunk")
ALI = card("uid-ali", "Ali Fabre", "EMAIL:ali@example.org")
PAUL = card("uid-paul", "Paul Quincampaix", "EMAIL:paul@example.org")


class Folder:
    """A vdir folder."""

    name = "folder"

    def __init__(self, place):
        self.place = place
        place.mkdir()
        for number, text in enumerate((ZOE, ALI, PAUL)):
            (place / f"{number}.vcf").write_bytes(text)
        self.target = place

    def texts(self):
        return sorted(one.read_bytes() for one in self.place.glob("*.vcf"))

    def replace(self, old, new):
        [place] = [one for one in self.place.glob("*.vcf") if one.read_bytes() == old]
        place.write_bytes(new)


class File:
    """A single .vcf file."""

    name = "file"

    def __init__(self, place):
        self.target = place.with_suffix(".vcf")
        self.target.write_bytes(ZOE + ALI + PAUL)

    def texts(self):
        return sorted(
            part + b"END:VCARD\r\n" for part in self.target.read_bytes().split(b"END:VCARD\r\n") if part
        )

    def replace(self, old, new):
        self.target.write_bytes(self.target.read_bytes().replace(old, new))


@pytest.fixture(params=[Folder, File])
def book(request, tmp_path):
    return request.param(tmp_path / "book")


@pytest.fixture
def home(tmp_path, book):
    place = tmp_path / "home"
    reseau(place, "book", "add", "there", book.target)
    reseau(place, "sync", "--yes")
    reseau(place, "backup")
    return place


def test_her_cards_go_from_the_book_and_no_byte_of_the_home_names_her(home, book):
    told = reseau(home, *FORGET, "--yes", "--json").json
    assert [(one["book"], one["name"], one["edited"]) for one in told["cards"]] == [
        ("there", "Zoé Quincampoix", False)
    ]
    assert told["books"] == []
    assert book.texts() == sorted([ALI, PAUL])
    assert traces(home) == []
    [after] = reseau(home, "sync", "--json").json["books"]
    assert after["pulled"] == {"created": 0, "updated": 0, "deleted": 0}
    assert after["guard"] is None
    assert book.texts() == sorted([ALI, PAUL])


def test_a_trial_names_the_card_and_without_a_yes_nothing_goes(home, book):
    before = reseau(home, "export", "everything").out
    trial = reseau(home, *FORGET, "--dry-run")
    assert "there: the card of Zoé Quincampoix (" in trial.err + trial.out
    assert [one["name"] for one in reseau(home, *FORGET, "--dry-run", "--json").json["cards"]] == [
        "Zoé Quincampoix"
    ]
    reseau(home, *FORGET, "--no-input", check=3)
    assert reseau(home, "export", "everything").out == before
    assert book.texts() == sorted([ZOE, ALI, PAUL])


def test_a_card_edited_since_is_named_as_such_and_goes_as_it_is(home, book):
    edited = ZOE.replace(b"NOTE:Zaplunk", b"EMAIL:zq77@example.net\r\nNOTE:Zaplunk")
    book.replace(ZOE, edited)
    told = reseau(home, *FORGET, "--yes", "--json").json
    assert [one["edited"] for one in told["cards"]] == [True]
    assert book.texts() == sorted([ALI, PAUL])
    assert traces(home) == []
    # What was written into it since keeps her out as well.
    new = home.parent / "new.vcf"
    new.write_bytes(card("other", "Zoé Q", "EMAIL:zq77@example.net"))
    reseau(home, "import", new)
    assert len(reseau(home, "people", "--json").json["people"]) == 2


def test_a_card_that_is_somebody_elses_by_now_stays_and_so_does_everything(home, book):
    other = card("uid-quincampoix", "Hannah Whitcombe", "EMAIL:hannah@example.org")
    book.replace(ZOE, other)
    said = reseau(home, *FORGET, "--yes", check=3).err
    assert "Hannah Whitcombe" in said
    assert "reseau sync there" in said
    assert "still here" in said
    assert book.texts() == sorted([other, ALI, PAUL])
    assert len(reseau(home, "people", "--json").json["people"]) == 3


def test_a_card_that_is_gone_already_is_no_obstacle(home, book):
    book.replace(ZOE, b"")
    for place in Path(home.parent).glob("book/0.vcf"):
        place.unlink()
    assert reseau(home, *FORGET, "--yes", "--json").json["cards"] == []
    assert traces(home) == []


def test_a_book_that_is_not_there_costs_nothing(home, book):
    away = book.target.with_name("away")
    book.target.rename(away)
    said = reseau(home, *FORGET, "--yes", check=3).err
    assert "Nothing was deleted, and Zoé Quincampoix is still here" in said
    assert len(reseau(home, "people", "--json").json["people"]) == 3
    away.rename(book.target)
    reseau(home, *FORGET, "--yes")
    assert book.texts() == sorted([ALI, PAUL])


def test_who_was_forgotten_here_alone_leaves_no_trace_at_the_next_sync_and_can_be_taken_out_later(home, book):
    said = reseau(home, "forget", "Zoé Quincampoix", "--yes").err
    assert "there" in said
    assert "reseau forget --from-books" in said
    for _ in range(2):
        [told] = reseau(home, "sync", "--json").json["books"]
        assert told["pulled"] == {"created": 0, "updated": 0, "deleted": 0}
        assert told["journal"] is None
        assert traces(home) == []
    assert len(book.texts()) == 3
    reseau(home, "forget", "--from-books", "--no-input", check=3)
    assert len(reseau(home, "forget", "--from-books", "--dry-run", "--json").json["cards"]) == 1
    assert len(book.texts()) == 3
    assert "1 card deleted from there" in reseau(home, "forget", "--from-books", "--yes").err
    assert book.texts() == sorted([ALI, PAUL])
    assert traces(home) == []
    assert "No address book holds a card" in reseau(home, "forget", "--from-books", "--yes").err


def test_nothing_of_it_is_undone_by_an_undo_of_earlier_steps(home, book):
    reseau(home, *FORGET, "--yes")
    for entry in reseau(home, "history", "--json").json["journal"]:
        reseau(home, "undo", entry["id"], check=None)
    assert book.texts() == sorted([ALI, PAUL])
    assert traces(home) == []


def given_a_card(tmp_path, cards):
    """Return a home that knows her from LinkedIn, and the book of these cards in which it has made one for her."""
    home, book = tmp_path / "home", tmp_path / "cards"
    book.mkdir()
    for name, text in cards.items():
        (book / name).write_bytes(text)
    (tmp_path / "Connections.csv").write_text(
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        "Zoé,Quincampoix,https://www.linkedin.com/in/zoe-quincampoix-77,zq77@example.net,Nordelia,DRH,05 Nov 2023\n",
        encoding="utf-8",
    )
    reseau(home, "import", tmp_path / "Connections.csv")
    reseau(home, "book", "add", "there", book, "--push", "all")
    reseau(home, "sync", "--yes")
    return home, book


def test_a_card_that_reseau_made_in_a_book_goes_too(tmp_path):
    home, book = given_a_card(tmp_path, {"ali.vcf": ALI})
    assert len(list(book.iterdir())) == 2
    assert reseau(home, "forget", "Zoé Quincampoix", "--dry-run", "--json").json["books"] == ["there"]
    assert len(reseau(home, *FORGET, "--yes", "--json").json["cards"]) == 1
    assert [one.name for one in book.iterdir()] == ["ali.vcf"]
    assert traces(home) == []
    reseau(home, "sync", "--yes")
    assert [one.name for one in book.iterdir()] == ["ali.vcf"]


def test_a_card_that_reseau_made_leaves_no_trace_where_it_may_stay_in_the_book(tmp_path):
    home, _ = given_a_card(tmp_path, {})
    reseau(home, "forget", "Zoé Quincampoix", "--yes")
    assert traces(home) == []
    reseau(home, "sync", "--yes", check=None)
    assert traces(home) == []
    assert reseau(home, "people", "--json").json["people"] == []


def test_a_file_of_several_cards_keeps_the_others(tmp_path):
    book, home = tmp_path / "cards", tmp_path / "home"
    book.mkdir()
    # Her namesake by marriage has no UID; neither has she.
    zoe, paul = (
        one.replace(uid, b"") for one, uid in ((ZOE, b"UID:uid-quincampoix\r\n"), (PAUL, b"UID:uid-paul\r\n"))
    )
    (book / "both.vcf").write_bytes(zoe + paul)
    (book / "ali.vcf").write_bytes(ALI)
    reseau(home, "book", "add", "there", book)
    reseau(home, "sync", "--yes")
    assert len(reseau(home, "people", "--json").json["people"]) == 3
    reseau(home, *FORGET, "--yes")
    assert (book / "both.vcf").read_bytes() == paul
    assert traces(home) == []
    reseau(home, "sync", "--yes")
    assert sorted(one["name"] for one in reseau(home, "people", "--json").json["people"]) == [
        "Ali Fabre",
        "Paul Quincampaix",
    ]


def test_cards_of_one_uid_in_a_file_all_go(tmp_path):
    book, home = tmp_path / "book.vcf", tmp_path / "home"
    book.write_bytes(ZOE + ALI + ZOE.replace(b"NOTE:Zaplunk", b"NOTE:Zaplunk 2") + PAUL)
    reseau(home, "book", "add", "there", book)
    reseau(home, "sync", "--yes")
    assert len(reseau(home, *FORGET, "--yes", "--json").json["cards"]) == 2
    assert book.read_bytes() == ALI + PAUL
    assert traces(home) == []


@pytest.mark.parametrize("pulled", [("a", "b"), ("a",), ()])
def test_the_copy_in_a_mirror_goes_too_and_does_not_come_back(tmp_path, pulled):
    home, a, b = tmp_path / "home", tmp_path / "a", tmp_path / "b"
    for place in (a, b):
        place.mkdir()
    # A short UID without a digit is not to be found as a word.
    zoe = ZOE.replace(b"uid-quincampoix", b"zq")
    (a / "zoe.vcf").write_bytes(zoe)
    (a / "ali.vcf").write_bytes(ALI)
    reseau(home, "book", "add", "a", a)
    reseau(home, "book", "add", "b", b)
    for name in pulled:
        reseau(home, "sync", name, "--yes")
    (tmp_path / "hers.vcf").write_bytes(card("", "Zoé Quincampoix", "EMAIL:zoe.quincampoix@example.org"))
    reseau(home, "import", tmp_path / "hers.vcf")
    reseau(home, "book", "mirror", "a", "b")
    reseau(home, "sync", "--yes")
    assert len(list(b.glob("*.vcf"))) == 2
    told = reseau(home, *FORGET, "--yes", "--json").json
    assert sorted(one["book"] for one in told["cards"]) == ["a", "b"]
    assert traces(home) == []
    for _ in range(2):
        reseau(home, "sync", "--yes")
        assert [len(list(place.glob("*.vcf"))) for place in (a, b)] == [1, 1]
    assert traces(home) == []


def test_a_conflict_over_a_word_of_hers_goes_with_the_card(tmp_path):
    home, a, b = tmp_path / "home", tmp_path / "a", tmp_path / "b"
    for place in (a, b):
        place.mkdir()
        reseau(home, "book", "add", place.name, place)
    zoe = ZOE.replace(b"uid-quincampoix", b"zq")
    (a / "zoe.vcf").write_bytes(zoe)
    (a / "ali.vcf").write_bytes(ALI)
    reseau(home, "sync", "a", "--yes")
    reseau(home, "book", "mirror", "a", "b")
    reseau(home, "sync", "--yes")
    for place, word in ((a, b"TITLE:Zaplunk one"), (b, b"TITLE:Zaplunk two")):
        [one] = [one for one in place.glob("*.vcf") if b"zq" in one.read_bytes()]
        one.write_bytes(one.read_bytes().replace(b"END:VCARD", word + b"\r\nEND:VCARD"))
    done = reseau(home, "sync", "a", "--yes", "--json").json["books"]
    assert any(one["conflicts"] for one in done)
    reseau(home, *FORGET, "--yes")
    assert traces(home) == []
    assert [len(list(place.glob("*.vcf"))) for place in (a, b)] == [1, 1]


@pytest.mark.parametrize("synced", [True, False])
def test_conflicts_of_a_killed_run_that_wait_lose_hers_alone(tmp_path, synced):
    """What the run had come upon is kept only there: another's value is told by the next sync, hers by none."""
    home, a, b = tmp_path / "home", tmp_path / "a", tmp_path / "b"
    for place in (a, b):
        place.mkdir()
        reseau(home, "book", "add", place.name, place)
    zoe = ZOE.replace(b"uid-quincampoix", b"zq")
    (a / "zoe.vcf").write_bytes(zoe)
    (a / "ali.vcf").write_bytes(ALI)
    reseau(home, "sync", "a", "--yes")
    reseau(home, "book", "mirror", "a", "b")
    if synced:
        reseau(home, "sync", "--yes")
    else:
        (tmp_path / "hers.vcf").write_bytes(ZOE)
        reseau(home, "import", tmp_path / "hers.vcf")
    raws = [b"BEGIN:VCARD\r\nTITLE:%s\r\nEND:VCARD\r\n" % word for word in (b"Zaplunk", b"Baker")]
    with Store.open(home) as store:
        [mirror] = mirrors.mirrors(store)
        found = [
            mirrors.Kept(
                0, mirror.id, uid, "TITLE", word, "Cook", "Cook", raw, raws[1], "2026-11-22T08:00:00Z"
            )
            for uid, word, raw in (
                ("zq" if synced else "uid-quincampoix", "Zaplunk", raws[0]),
                ("uid-ali", "Baker", raws[1]),
            )
        ]
        mirrors.set_pending(store, mirror, found)
    assert traces(home)
    reseau(home, *FORGET, "--yes")
    assert traces(home) == []
    done = reseau(home, "sync", "a", "--yes", "--json").json["books"]
    told = {(one["uid"], one["a"]) for book in done for one in book["conflicts"]}
    assert told == {("uid-ali", "Baker")}
    assert traces(home) == []
    reseau(home, "sync", "a", "--yes")


def test_a_namesake_in_a_book_that_is_only_mirrored_stays(tmp_path):
    home, a, b = tmp_path / "home", tmp_path / "a", tmp_path / "b"
    for place in (a, b):
        place.mkdir()
        reseau(home, "book", "add", place.name, place)
    (a / "other.vcf").write_bytes(card("zq", "Zoé Quincampoix", "EMAIL:another@example.org"))
    (a / "ali.vcf").write_bytes(ALI)
    reseau(home, "book", "mirror", "a", "b")
    reseau(home, "sync", "--yes")
    (tmp_path / "hers.vcf").write_bytes(ZOE)
    reseau(home, "import", tmp_path / "hers.vcf")
    assert reseau(home, *FORGET, "--yes", "--json").json["cards"] == []
    reseau(home, "sync", "--yes")
    assert [len(list(place.glob("*.vcf"))) for place in (a, b)] == [2, 2]


def test_what_the_book_had_of_her_before_goes_too(home, book):
    new = home.parent / "new.vcf"
    new.write_bytes(card("", "Zoé Quincampoix", "EMAIL:zoe.quincampoix@example.org"))
    reseau(home, "import", new)
    book.replace(ZOE, b"")
    for place in Path(home.parent).glob("book/0.vcf"):
        place.unlink()
    reseau(home, "sync", "--yes")
    reseau(home, "forget", "Zoé Quincampoix", "--yes")
    assert traces(home) == []


def test_who_has_left_every_source_can_be_forgotten_still(home, book):
    book.replace(ZOE, b"")
    for place in Path(home.parent).glob("book/0.vcf"):
        place.unlink()
    reseau(home, "sync", "--yes")
    assert len(reseau(home, "people", "--json").json["people"]) == 2
    assert traces(home)
    reseau(home, "forget", "Zoé Quincampoix", "--yes")
    assert traces(home) == []


def test_the_page_deletes_the_card_where_that_is_ticked(home, book):
    person = reseau(home, "show", "Zoé Quincampoix", "--json").json["id"]
    server = Server(home)
    try:
        browser = Browser(server)
        asked = browser.send(f"/people/{person}/forget", 200)
        assert 'name="books"' in asked
        assert "these address books, too: there" in asked
        away = book.target.with_name("away")
        book.target.rename(away)
        browser.send(f"/people/{person}/forget", 409, word="forget", books="yes")
        away.rename(book.target)
        told = browser.send(f"/people/{person}/forget", 200, word="forget", books="yes")
        assert "1 card deleted from there" in told
    finally:
        server.stop()
    assert book.texts() == sorted([ALI, PAUL])
    assert traces(home) == []


# Books in memory, which fail as a server does.


def read(name, text):
    return card_reader(Context(now=NOW, zone="Europe/Paris", region="FR", salt=b"x"))(name, text)


@pytest.fixture
def small(tmp_path):
    one = Home(tmp_path / "small")
    for href, text in (("z", ZOE), ("a", ALI)):
        one.remote.put(href, text)
    from sync.usecases import syncing

    outcome = syncing.plan(one.store, one.book, one.place, one.remote, read)
    assert syncing.carry_out(one.store, one.place, outcome)
    yield one
    one.store.close()


def looked(one, remote=None):
    person = people.one(one.store, "Zoé Quincampoix")
    cards = taking_out.known(one.store, taking_out.refs(one.store, person))["perso"]
    bearer = taking_out.Bearer(one.store, read, [record.record for record in person.records])
    return taking_out.look(one.store, "perso", remote or one.remote, cards, bearer)


def test_a_card_changed_between_the_look_and_the_deletion_stops_all(small):
    found = looked(small)
    small.remote.put("z", ZOE + b"\r\n", small.remote.list().etags["z"])
    with pytest.raises(DecisionNeeded, match=r"care\.forget-changed"):
        taking_out.take_out({"perso": small.remote}, found, lambda: None)
    assert set(small.remote.cards) == {"z", "a"}


def test_a_card_somebody_deletes_between_the_look_and_the_deletion_is_gone(small):
    found = looked(small)
    small.remote.delete("z", small.remote.list().etags["z"])
    done = []
    taking_out.take_out({"perso": small.remote}, found, lambda: done.append(1))
    assert done == [1]


class Deaf(MemoryBook):
    """A book whose answers to a deletion do not come; the request may."""

    arrives, lies = True, False

    def delete(self, href, etag):
        if self.arrives:
            super().delete(href, etag)
        if not self.lies:
            raise NetworkError("server.connection-lost", host="memory")


@pytest.mark.parametrize(
    ("arrives", "lies", "error"),
    [(True, False, None), (False, False, "server.connection-lost"), (False, True, "book.not-removed")],
)
def test_a_lost_answer_is_looked_after_and_a_yes_is_not_believed(small, arrives, lies, error):
    deaf = Deaf(dict(small.remote.cards))
    deaf.arrives, deaf.lies = arrives, lies
    found = looked(small, deaf)
    if error:
        with pytest.raises(NetworkError, match=error):
            taking_out.take_out({"perso": deaf}, found, lambda: None)
    else:
        taking_out.take_out({"perso": deaf}, found, lambda: None)
    assert ("z" in deaf.cards) == bool(error)
    assert "a" in deaf.cards


def test_a_card_that_was_renamed_in_its_book_is_found_by_its_uid(small):
    small.remote.delete("z", small.remote.list().etags["z"])
    small.remote.put("elsewhere", ZOE)
    assert [one.href for one in looked(small)] == ["elsewhere"]


def test_a_book_that_cannot_be_written_to_is_said_before_anything_goes(small):
    from sync.ports import Features

    small.remote.features = Features(read_only=True)
    with pytest.raises(UsageError, match=r"care\.forget-read-only"):
        looked(small)


# A kill: the same command once more ends it.


def killed(home, *words, at, monkeypatch):
    """Run a command in a child that is killed before or behind the deletion in the book, or before the home forgets."""
    child = os.fork()
    if not child:
        try:
            die = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)  # noqa: E731
            if at == "before":
                VdirBook.delete = die
            elif at == "behind":
                delete = VdirBook.delete
                VdirBook.delete = lambda self, *one: (delete(self, *one), die())
            else:
                from sync.store import forgetting

                monkeypatch.setattr(forgetting, at, die)
            reseau(home, *words, check=None)
        finally:
            os._exit(0)
    assert os.WIFSIGNALED(os.waitpid(child, 0)[1])


@pytest.mark.skipif(not hasattr(os, "fork"), reason="NO FORK HERE: nothing was killed")
@pytest.mark.parametrize("between", [(), ("sync", "--yes")])
@pytest.mark.parametrize("at", ["before", "behind", "erase", "erase_copy", "compact"])
def test_a_killed_run_is_ended_by_the_same_command(tmp_path, at, between, monkeypatch):
    book, home = Folder(tmp_path / "book"), tmp_path / "home"
    other = Folder(tmp_path / "other")
    for name, one in (("there", book), ("too", other)):
        reseau(home, "book", "add", name, one.target)
    reseau(home, "sync", "--yes")
    reseau(home, "backup")
    killed(home, *FORGET, "--yes", at=at, monkeypatch=monkeypatch)
    if between:
        reseau(home, *between)
    # Behind the commit she is nobody any more.
    done = reseau(home, *FORGET, "--yes", check=None)
    assert done.code == (2 if at == "compact" else 0)
    assert book.texts() == other.texts() == sorted([ALI, PAUL])
    assert traces(home) == []


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    yield from dav_server.running("radicale", tmp_path_factory.mktemp("radicale"))


def test_a_card_on_a_server_goes_as_it_is_there(server, tmp_path):
    home, secret = tmp_path / "home", {"RESEAU_SECRET_THERE": server.password}
    url = server.new_book()
    path = "/" + url.split("/", 3)[3]

    def put(name, text):
        assert server.ask("PUT", path + name, text, Content_Type="text/vcard")[0] in (201, 204)

    for name, text in (("z.vcf", ZOE), ("a.vcf", ALI)):
        put(name, text)
    reseau(home, "book", "add", "there", url, "--user", server.user, **secret)
    reseau(home, "sync", "--yes", **secret)
    put("z.vcf", ZOE.replace(b"NOTE:Zaplunk", b"TEL:+33 6 39 98 10 77"))
    # A password that is wrong is told with its own exit code, and nothing is done.
    wrong = reseau(home, *FORGET, "--yes", check=4, RESEAU_SECRET_THERE="wrong")
    assert "Nothing was deleted" in wrong.err
    told = reseau(home, *FORGET, "--yes", "--json", **secret).json
    assert [(one["book"], one["edited"]) for one in told["cards"]] == [("there", True)]
    assert server.ask("GET", path + "z.vcf")[0] == 404
    assert server.ask("GET", path + "a.vcf")[0] == 200
    assert traces(home) == []
    [after] = reseau(home, "sync", "--json", **secret).json["books"]
    assert after["pulled"] == {"created": 0, "updated": 0, "deleted": 0}


def test_a_server_that_is_away_is_told_with_its_code_and_nothing_is_done(tmp_path):
    home = tmp_path / "home"
    book = Folder(tmp_path / "book")
    reseau(home, "book", "add", "there", book.target)
    reseau(home, "sync", "--yes")
    store = sqlite3.connect(home / "reseau.db")
    store.execute("UPDATE book SET kind = 'carddav', place = 'http://127.0.0.1:9/x/'")
    store.execute("UPDATE binding SET source = 'carddav'")
    store.execute("UPDATE record SET source = 'carddav'")
    store.execute("UPDATE membership SET source = 'carddav'")
    store.commit()
    store.close()
    said = reseau(home, *FORGET, "--yes", check=5).err
    assert "Nothing was deleted, and Zoé Quincampoix is still here" in said
    with Store.open(home) as after:
        assert people.one(after, "Zoé Quincampoix")
