"""What a book alters or drops: named when it is connected, and found out with one card on the user's word."""

import pytest

from adapters.dav.servers import recognised
from adapters.memory import MemoryBook
from sync.app import card_format
from sync.messages.server import TEXTS
from sync.ports import CardRefused, NetworkError
from sync.usecases import trying
from tests import dav_server
from tests.inprocess import reseau

EXPECTED = {
    # As measured with other means, see docs/adapters/carddav.md: {version: (altered, dropped)}
    "radicale": {"3.0": (["URL", "X-RESEAU-ESSAI"], [])},
    "xandikos": {"3.0": ([], [])},
    "sabredav": {"3.0": ([], [])},
    "cyrus": {"3.0": ([], []), "4.0": (["PHOTO"], ["KIND"])},
    "davical": {"3.0": (["ORG"], [])},
    "sogo": {"3.0": ([], [])},
}


@pytest.fixture(scope="module", params=dav_server.ALL)
def server(request, tmp_path_factory):
    yield from dav_server.running(request.param, tmp_path_factory.mktemp(request.param))


def test_a_server_is_recognised_and_one_card_shows_what_it_does(server, home):
    url, secret = server.new_book(), {"RESEAU_SECRET_R": server.password}
    added = reseau(home, "book", "add", "r", url, "--user", server.user, **secret)
    known = reseau(home, "book", "list", "--json").json["books"][0]["server"]
    assert known.removesuffix("-old") == server.kind
    assert TEXTS[f"known-{known}"]["en"].format(name="r") in added.err
    before = reseau(home, "sync", "--dry-run", "--json", **secret).json["books"][0]["pulled"]
    told = reseau(home, "book", "try", "r", "--yes", "--json", **secret).json["versions"]
    found = {
        one["version"]: (sorted(each["property"] for each in one["altered"]), one["dropped"]) for one in told
    }
    assert found == EXPECTED[server.kind]
    assert reseau(home, "sync", "--dry-run", "--json", **secret).json["books"][0]["pulled"] == before


@pytest.mark.parametrize(
    ("url", "headers", "name"),
    [
        ("https://p42-contacts.icloud.com:443/1/carddavhome/card/", {}, "icloud"),
        ("https://www.googleapis.com/carddav/v1/principals/zoe/lists/default/", {}, "google"),
        ("https://cloud.example.org/remote.php/dav/addressbooks/users/zoe/contacts/", {}, "sabredav"),
        ("https://dav.example.org/", {"x-sabre-version": "4.7.1"}, "sabredav"),
        ("https://evil-icloud.com/", {}, ""),
        ("https://dav.example.org/", {"dav": "1, 2, 3, addressbook", "server": "nginx"}, ""),
    ],
)
def test_a_server_is_known_by_what_it_says_or_not_at_all(url, headers, name):
    assert recognised(url, headers) == name
    assert not name or f"known-{name}" in TEXTS


class Cutting(MemoryBook):
    """A book that drops notes, shortens titles, and takes no vCard 4.0."""

    def put(self, href, card, etag=""):
        if b"VERSION:4.0" in card:
            raise CardRefused("book.card-refused", href=href, reason="415 no such version")
        lines = [line for line in card.splitlines(True) if not line.startswith(b"NOTE")]
        return super().put(href, b"".join(lines).replace(b"Directrice\\, Lyon", b"Directrice"), etag)


def test_what_is_dropped_altered_and_refused_is_told_apart():
    book = Cutting()
    third, fourth = trying.trial(book, card_format(), "trial-1")
    assert (third.version, third.dropped) == ("3.0", ("NOTE",))
    assert third.altered == (("TITLE", "TITLE:Directrice\\, Lyon", "TITLE:Directrice"),)
    assert (fourth.version, fourth.refused) == ("4.0", "415 no such version")
    assert book.cards == {}


def test_the_card_is_taken_away_whatever_happens_and_by_the_next_trial_at_the_latest():
    class Failing(MemoryBook):
        fails = True

        def delete(self, href, etag):
            if self.fails:
                raise NetworkError("server.connection-lost", host="memory")
            super().delete(href, etag)

    book = Failing({"other": trying.text("3.0", "somebody")})
    with pytest.raises(NetworkError):
        trying.trial(book, card_format(), "trial-1")
    assert len(book.cards) == 2
    book.fails = False
    trying.trial(book, card_format(), "trial-1")
    assert list(book.cards) == ["other"]


def test_nothing_is_put_into_a_book_before_the_word(home, tmp_path):
    place = tmp_path / "cards"
    place.mkdir()
    reseau(home, "book", "add", "here", place)
    reseau(home, "book", "try", "here", "--no-input", check=3)
    reseau(home, "book", "try", "here", "--dry-run")
    assert list(place.iterdir()) == []
    done = reseau(home, "book", "try", "here", "--yes")
    assert "vCard 3.0" in done.out
    assert "vCard 4.0" in done.out
    assert list(place.iterdir()) == []
