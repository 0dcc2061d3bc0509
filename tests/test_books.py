"""`book` and `sync` as a user runs them, against a real server, a folder and a file."""

import os
import stat
import subprocess
import sys
from urllib.parse import urlsplit

import pytest

from tests import dav_server
from tests.address_book_suite import card
from tests.inprocess import reseau
from tests.reseau import COMMAND

PERSON = "EMAIL:{uid}@example.org\n"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    one = dav_server.radicale(tmp_path_factory.mktemp("radicale"))
    yield one
    one.stop()


@pytest.fixture
def dav(server):
    """A new book on the server, as a user who types its address."""
    return Dav(server)


class Dav:
    def __init__(self, server):
        self.server = server
        self.url = server.new_book("Friends")
        self.path = urlsplit(self.url).path
        self.secret = {"RESEAU_SECRET_PERSO": server.password}

    def put(self, uid, name):
        text = card(uid, name=name, more=PERSON.format(uid=uid))
        status, body = self.server.ask("PUT", f"{self.path}{uid}.vcf", text, Content_Type="text/vcard")
        assert status in (201, 204), body

    def drop(self, uid):
        assert self.server.ask("DELETE", f"{self.path}{uid}.vcf")[0] in (200, 204)

    def add(self, home, *words, **more):
        return reseau(
            home, "book", "add", "perso", self.url, "--user", self.server.user, *words, **self.secret, **more
        )

    def sync(self, home, *words, **more):
        return reseau(home, "sync", *words, **self.secret, **more)


def names(home):
    return [person["name"] for person in reseau(home, "people", "--json").json["people"]]


def book_of(result):
    [one] = result.json["books"]
    return one


def test_a_book_is_connected_looked_at_and_pulled(home, dav):
    dav.put("ada", "Ada Example")
    dav.put("bob", "Bob Example")
    assert dav.add(home, "--json").json["book"] == {
        "name": "perso",
        "kind": "carddav",
        "place": dav.url,
        "user": dav.server.user,
        "push": "enrich",
        "server": "radicale",
        "cards": 0,
        "confirmed": False,
    }
    waiting = book_of(dav.sync(home, "--json", "--no-input", check=3))
    assert waiting["first_contact"] is True
    assert waiting["pulled"] == {"created": 2, "updated": 0, "deleted": 0}
    assert names(home) == []
    done = book_of(dav.sync(home, "perso", "--json", "--yes"))
    assert done["pulled"] == {"created": 2, "updated": 0, "deleted": 0}
    assert done["pushed"] == {"created": 0, "updated": 0, "deleted": 0}
    assert names(home) == ["Ada Example", "Bob Example"]
    clusters = reseau(home, "export", "clusters").out.splitlines()[1:]
    assert {line.rsplit(",", 1)[0] for line in clusters} == {"carddav,perso/ada", "carddav,perso/bob"}


def test_what_changes_on_the_server_changes_here_and_can_be_undone(home, dav):
    for uid in ("ada", "bob", "cleo"):
        dav.put(uid, f"{uid.title()} Example")
    dav.add(home)
    dav.sync(home, "--yes")
    quiet = book_of(dav.sync(home, "--json"))
    assert (quiet["journal"], quiet["requests"]) == (None, 1)
    dav.put("ada", "Ada Renamed")
    dav.drop("bob")
    assert book_of(dav.sync(home, "--dry-run", "--json"))["pulled"] == {
        "created": 0,
        "updated": 1,
        "deleted": 1,
    }
    assert names(home) == ["Ada Example", "Bob Example", "Cleo Example"]
    assert book_of(dav.sync(home, "--json"))["pulled"] == {"created": 0, "updated": 1, "deleted": 1}
    assert names(home) == ["Ada Renamed", "Cleo Example"]
    reseau(home, "undo")
    assert names(home) == ["Ada Example", "Bob Example", "Cleo Example"]
    dav.sync(home)
    assert names(home) == ["Ada Renamed", "Cleo Example"]


def test_the_same_sync_twice_leaves_the_same_export(home, dav):
    dav.put("ada", "Ada Example")
    dav.add(home)
    dav.sync(home, "--yes")
    before = reseau(home, "export", "everything").bytes
    dav.sync(home)
    assert reseau(home, "export", "everything").bytes == before


def test_a_book_that_lost_most_of_its_cards_stops_with_exit_code_3(home, dav):
    twelve = "Ada Bea Cleo Dora Eve Flo Gwen Hana Ines Jana Kim Lena".split()
    for given in twelve:
        dav.put(given.lower(), f"{given} Example")
    dav.add(home)
    dav.sync(home, "--yes")
    for given in twelve[:11]:
        dav.drop(given.lower())
    stopped = dav.sync(home, "--yes", check=3)
    assert "--confirm-deletions 11" in stopped.err
    assert "Ada Example" in stopped.err
    told = book_of(dav.sync(home, "--json", check=3))
    assert told["guard"] in ("deletions", "shortened")
    assert told["deletions"] == 11
    dav.sync(home, "--confirm-deletions", "10", check=3)
    assert len(names(home)) == 12
    dav.sync(home, "--confirm-deletions", "11")
    assert names(home) == ["Lena Example"]


def test_a_wrong_password_is_exit_code_4_and_a_missing_one_names_the_variable(home, dav):
    dav.put("ada", "Ada Example")
    dav.add(home)
    wrong = reseau(home, "sync", "--yes", check=4, RESEAU_SECRET_PERSO="wrong")
    assert dav.server.user in wrong.err
    missing = reseau(home, "sync", "--yes", "--no-input", check=4)
    assert "RESEAU_SECRET_PERSO" in missing.err
    assert names(home) == []


def test_the_password_is_nowhere_in_the_home_or_the_output(home, dav):
    dav.put("ada", "Ada Example")
    results = [
        dav.add(home, "--json", "--verbose"),
        dav.sync(home, "--yes", "--verbose"),
        reseau(home, "config", "list"),
    ]
    results.append(reseau(home, "history"))
    for result in results:
        assert dav.server.password not in result.out + result.err
    for place in home.rglob("*"):
        if place.is_file():
            content = place.read_bytes()
            assert dav.server.password.encode() not in content, place
            assert stat.S_IMODE(place.stat().st_mode) & 0o077 == 0, place


def test_a_password_command_is_used_and_not_part_of_any_process_list(home, dav, tmp_path):
    dav.put("ada", "Ada Example")
    secret = tmp_path / "secret"
    secret.write_text(dav.server.password + "\n", encoding="utf-8")
    command = f"{sys.executable} -c \"import sys; sys.stdout.buffer.write(open(r'{secret}','rb').read())\""
    reseau(home, "book", "add", "perso", dav.url, "--user", dav.server.user, "--password-command", command)
    reseau(home, "sync", "--yes")
    assert names(home) == ["Ada Example"]


def test_a_server_that_is_away_is_exit_code_5_and_costs_no_other_book(home, dav, tmp_path):
    folder = tmp_path / "cards"
    folder.mkdir()
    (folder / "eve.vcf").write_bytes(card("eve", name="Eve Example"))
    gone = dav_server.free_port()
    dav.put("ada", "Ada Example")
    dav.add(home)
    reseau(home, "book", "add", "folder", folder)
    with open_database(home) as database:
        moved = dav.url.replace(f":{dav.server.port}/", f":{gone}/")
        database.execute("UPDATE book SET place = ?, settings = '{}' WHERE name = 'perso'", (moved,))
    result = dav.sync(home, "--yes", "--json", check=5)
    away, here = result.json["books"]
    assert away["error"]["code"] == "server.unreachable"
    assert here["pulled"]["created"] == 1
    assert names(home) == ["Eve Example"]


def open_database(home):
    import contextlib
    import sqlite3

    @contextlib.contextmanager
    def opened():
        database = sqlite3.connect(home / "reseau.db")
        yield database
        database.commit()
        database.close()

    return opened()


def test_a_folder_and_a_file_are_books_too(home, tmp_path):
    folder = tmp_path / "cards"
    folder.mkdir()
    (folder / "ada.vcf").write_bytes(card("ada", name="Ada Example"))
    file = tmp_path / "old.vcf"
    file.write_bytes(card("bob", name="Bob Example") + card("cleo", name="Cleo Example"))
    reseau(home, "book", "add", "folder", folder)
    reseau(home, "book", "add", "file", file)
    assert [(b["name"], b["kind"]) for b in reseau(home, "book", "list", "--json").json["books"]] == [
        ("folder", "vdir"),
        ("file", "vcf"),
    ]
    reseau(home, "sync", "--yes")
    assert names(home) == ["Ada Example", "Bob Example", "Cleo Example"]
    (folder / "ada.vcf").unlink()
    (folder / "dora.vcf").write_bytes(card("dora", name="Dora Example"))
    file.write_bytes(card("bob", name="Bob Edited") + card("cleo", name="Cleo Example"))
    reseau(home, "sync")
    assert names(home) == ["Bob Edited", "Cleo Example", "Dora Example"]


def test_nothing_is_written_to_a_book(home, tmp_path):
    folder = tmp_path / "cards"
    folder.mkdir()
    (folder / "ada.vcf").write_bytes(card("ada", name="Ada Example"))
    before = {place.name: (place.read_bytes(), place.stat().st_mtime_ns) for place in folder.iterdir()}
    result = reseau(home, "book", "add", "folder", folder, "--push", "none")
    assert "nothing is written" in result.err
    reseau(home, "sync", "--yes")
    assert {
        place.name: (place.read_bytes(), place.stat().st_mtime_ns) for place in folder.iterdir()
    } == before


def test_an_unplugged_folder_is_a_guard_and_takes_nobody_away(home, tmp_path):
    folder = tmp_path / "cards"
    folder.mkdir()
    (folder / "ada.vcf").write_bytes(card("ada", name="Ada Example"))
    reseau(home, "book", "add", "folder", folder)
    reseau(home, "sync", "--yes")
    folder.rename(tmp_path / "elsewhere")
    told = book_of(reseau(home, "sync", "--json", check=3))
    assert told["guard"] == "missing"
    assert names(home) == ["Ada Example"]


def test_a_folder_of_collections_asks_for_one_of_them(home, tmp_path):
    for name in ("home", "work"):
        (tmp_path / "contacts" / name).mkdir(parents=True)
        (tmp_path / "contacts" / name / "a.vcf").write_bytes(card(f"a-{name}"))
    result = reseau(home, "book", "add", "perso", tmp_path / "contacts", check=2)
    assert str(tmp_path / "contacts" / "work") in result.err


def test_an_account_with_several_books_asks_for_one_of_them(home, server):
    first, second = server.new_book("Friends"), server.new_book("Work")
    result = reseau(
        home,
        "book",
        "add",
        "perso",
        server.url,
        "--user",
        server.user,
        check=2,
        RESEAU_SECRET_PERSO=server.password,
    )
    assert first in result.err
    assert second in result.err
    assert "Work" in result.err


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("./missing", 2),
        ("https://zoe:secret@dav.example.org/", 2),
        ("http://dav.example.org/", 5),
        ("ftp://dav.example.org/", 5),
    ],
    ids=["missing-path", "password-in-address", "plain-http", "ftp"],
)
def test_targets_that_cannot_be_are_refused_before_any_packet(home, target, code):
    result = reseau(home, "book", "add", "perso", target, check=code, RESEAU_SECRET_PERSO="x")
    assert "secret" not in result.err
    assert reseau(home, "book", "list", "--json").json == {"books": []}


def test_a_name_is_given_once(home, tmp_path):
    file = tmp_path / "a.vcf"
    file.write_bytes(card("a"))
    reseau(home, "book", "add", "perso", file)
    reseau(home, "book", "add", "Perso", file, check=2)
    reseau(home, "sync", "nobody", check=2)


@pytest.mark.parametrize(
    ("words", "left"), [([], ["Ada Example"]), (["--with-contacts"], [])], ids=["keeps", "takes"]
)
def test_a_book_is_disconnected_and_undo_connects_it_again(home, tmp_path, words, left):
    file = tmp_path / "a.vcf"
    file.write_bytes(card("ada", name="Ada Example"))
    reseau(home, "book", "add", "perso", file)
    reseau(home, "sync", "--yes")
    reseau(home, "book", "remove", "perso", *words)
    assert names(home) == left
    assert reseau(home, "book", "list", "--json").json["books"] == []
    reseau(home, "undo")
    assert names(home) == ["Ada Example"]
    assert book_of(reseau(home, "sync", "--json"))["pulled"] == {"created": 0, "updated": 0, "deleted": 0}


def test_a_card_in_the_book_and_an_import_of_the_same_person_are_one(home, tmp_path):
    file = tmp_path / "a.vcf"
    text = card("ada", name="Ada Lovelace", more="EMAIL:ada@example.org\nTEL:+33639981001\n")
    file.write_bytes(text)
    reseau(home, "import", file)
    reseau(home, "book", "add", "perso", file)
    reseau(home, "sync", "--yes")
    assert names(home) == ["Ada Lovelace"]
    file.write_bytes(b"")
    reseau(home, "sync")
    assert names(home) == ["Ada Lovelace"]


def test_a_kill_in_the_middle_of_a_sync_leaves_the_old_or_the_new_state(home, tmp_path):
    folder = tmp_path / "cards"
    folder.mkdir()
    for n in range(100):
        (folder / f"u{n}.vcf").write_bytes(
            card(f"u{n}", name=f"Ada {chr(65 + n // 26)}{chr(97 + n % 26)}son")
        )
    reseau(home, "book", "add", "folder", folder)
    env = {**os.environ, "RESEAU_HOME": str(home), "RESEAU_LANG": "en"}
    for wait in (0.5, 1.0):
        process = subprocess.Popen(
            [str(COMMAND), "sync", "--yes"], env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            process.wait(wait)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        assert len(names(home)) in (0, 100)
    reseau(home, "sync", "--yes")
    assert len(names(home)) == 100
