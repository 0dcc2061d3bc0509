"""The calendar on the page, by its three ways: from this computer, as a file, in an account."""

import html
import http.client
import re
import socket
from types import SimpleNamespace

import pytest

from sync.cli import serve
from sync.cli.serve import _own_address
from sync.config.settings import Settings
from sync.messages import Wording
from tests.conftest import SAMPLES
from tests.inprocess import reseau
from tests.test_page import Browser
from tests.test_serve import Server

WORDS = Wording("en")


@pytest.fixture
def page(tmp_path):
    home = tmp_path / "home"
    reseau(home, "import", SAMPLES / "demo" / "carnet.vcf")
    server = Server(home)
    browser = Browser(server)
    browser.home = home
    yield browser
    server.stop()


def plain(text):
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def test_who_read_a_calendar_last_is_told_by_the_second(page):
    assert "second" not in plain(page.get("/calendar"))
    assert page.server.ask("GET", page.server.feed, User_Agent="Telephone/1")[0] == 200
    assert "Telephone/1 read it 0 seconds ago." in plain(page.get("/calendar"))


def test_a_calendar_is_brought_to_a_folder_renewed_and_no_more(page, tmp_path):
    place = tmp_path / "cloud"
    place.mkdir()
    told = plain(
        page.send("/calendar/publish", status=200, feed="birthdays", place=str(place), privacy="initials")
    )
    file = place / "reseau-birthdays.ics"
    assert f"{file}: {file.read_bytes().count(b'BEGIN:VEVENT')} events written" in told
    assert WORDS("site.check-no-link") in told
    assert "--public" not in told
    before = file.read_bytes()
    file.unlink()
    # Renewing keeps the level that was chosen.
    page.send("/calendar/publish", status=200, feed="birthdays", place=str(file))
    assert file.read_bytes() == before
    listed = reseau(page.home, "feed", "list", "--json").json["outlets"]
    assert [(one["feed"], one["place"], one["privacy"]) for one in listed] == [
        ("birthdays", str(file), "initials")
    ]
    gone = page.send("/calendar/stop", feed="birthdays", place=str(file))
    assert str(file) not in gone
    assert file.exists()
    assert reseau(page.home, "feed", "list", "--json").json["outlets"] == []


def test_a_server_that_is_not_there_is_said_and_nothing_is_kept(page):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    told = page.send(
        "/calendar/publish", status=409, feed="touchpoints", place=f"http://127.0.0.1:{port}/x.ics"
    )
    assert WORDS("site.wrong") in told
    assert reseau(page.home, "feed", "list", "--json").json["outlets"] == []
    page.send("/calendar/publish", status=409, feed="nothing", place="/tmp/x.ics")


def test_the_example_goes_nowhere(tmp_path):
    server = Server(tmp_path / "home")
    try:
        browser = Browser(server)
        browser.send("/example")
        browser.send("/calendar/publish", status=409, feed="touchpoints", place=str(tmp_path / "x.ics"))
        assert not (tmp_path / "x.ics").exists()
    finally:
        server.stop()


def from_the_network(server, path):
    """Return the status with which the server answers at this computer's address in the local network."""
    there = http.client.HTTPConnection(_own_address(), server.port, timeout=10)
    try:
        there.request("GET", path)
        return there.getresponse().status
    finally:
        there.close()


@pytest.mark.skipif(not _own_address(), reason="needs a local network")
def test_telephones_at_home_are_let_in_from_the_page_to_the_calendars_alone(tmp_path):
    home = tmp_path / "home"
    reseau(home, "import", SAMPLES / "demo" / "carnet.vcf")
    server = Server(home)
    try:
        browser, feed = Browser(server), server.feed
        with pytest.raises(OSError):
            from_the_network(server, feed)
        seen = browser.send("/calendar/home", word="open")
        assert WORDS("serve.lan", address=_own_address()) in plain(seen)
        assert [from_the_network(server, path) for path in (feed, "/", "/calendar", "/login?t=x")] == [
            200,
            404,
            404,
            404,
        ]
        # A new address is one that the telephone can reach, with a code to scan.
        fresh = browser.send("/calendar/birthdays/rotate", status=200)
        assert f"http://{_own_address()}:{server.port}/feed/" in fresh
        assert WORDS("site.scan") in plain(fresh)
        # The page itself is where it was, and there only.
        assert WORDS("site.lan-close") in plain(browser.get("/calendar"))
    finally:
        server.stop()
    # The word holds for the next start, until it is taken back.
    server = Server(home)
    try:
        assert from_the_network(server, feed) == 200
        browser = Browser(server)
        assert WORDS("site.lan-open") in plain(browser.send("/calendar/home", word="close"))
        with pytest.raises(OSError):
            from_the_network(server, feed)
        assert server.ask("GET", feed)[0] == 200
    finally:
        server.stop()
    assert "no" in reseau(home, "config", "get", "serve.lan").out


def test_a_network_that_comes_later_is_let_in_and_one_that_changed_is_let_in_anew(tmp_path, monkeypatch):
    """No second network is needed to try it: what this computer's address is, is said here."""
    opened = []
    site = SimpleNamespace(lan="", port=8627)
    doors = object.__new__(serve._Doors)
    doors._site, doors._refused = site, False

    def let_in(wanted):
        assert wanted
        site.lan = serve._own_address()
        opened.append(site.lan)

    doors.let_in = let_in
    place = SimpleNamespace(home=tmp_path)
    for address, wanted, expected in (
        ("192.168.1.7", "no", []),
        ("", "yes", []),
        ("192.168.1.7", "yes", ["192.168.1.7"]),
        ("192.168.1.7", "yes", ["192.168.1.7"]),
        ("", "yes", ["192.168.1.7"]),
        ("10.0.0.4", "yes", ["192.168.1.7", "10.0.0.4"]),
    ):
        monkeypatch.setattr(serve, "_own_address", lambda address=address: address)
        Settings(tmp_path).set("serve.lan", wanted)
        assert doors.job(lan=False).work(None, place) == ""
        assert opened == expected
    # What was asked for at the start holds until the page says otherwise.
    site.lan, opened[:] = "", []
    Settings(tmp_path).set("serve.lan", "no")
    doors._refused = True
    doors.job(lan=True).work(None, place)
    assert opened == []
    doors._refused = False
    doors.job(lan=True).work(None, place)
    assert opened == ["10.0.0.4"]
