"""CardDAV against real servers on the loopback, and against answers no real server gives on request."""

import gzip
import json
import platform
import subprocess
import sys
import time
import types
from urllib.parse import urlsplit

import pytest

from adapters.carddav.account import SERVICE
from adapters.carddav.book import BATCH, RIPE_S, CardDavBook, _share_one_heap
from adapters.dav import discovery
from adapters.dav import multistatus as ms
from adapters.dav.client import ATTEMPTS, MAX_BODY, Client, Login, MovedElsewhere
from adapters.dav.hrefs import canonical, same_owner
from adapters.dav.wire import Lost
from sync.ports import BookMissing, CardRefused, NetworkError, NotAuthorised, PreconditionFailed, UsageError
from tests import dav_server
from tests.address_book_suite import AddressBookSuite, applied, card, lines, stored
from tests.scripted import Response, Scripted


@pytest.fixture(scope="session")
def radicale(tmp_path_factory):
    server = dav_server.radicale(tmp_path_factory.mktemp("radicale"))
    yield server
    server.stop()


@pytest.fixture(scope="session")
def xandikos(tmp_path_factory):
    if not dav_server.installed("xandikos"):
        pytest.skip(
            "XANDIKOS IS NOT INSTALLED: the address-book suite did not run against it (pip install xandikos)"
        )
    server = dav_server.xandikos(tmp_path_factory.mktemp("xandikos"))
    yield server
    server.stop()


def book_on(server, url):
    return CardDavBook(Client(url, Login(server.user, server.password)), url)


class ServerSuite(AddressBookSuite):
    many = 20

    @pytest.fixture(autouse=True)
    def small_batches(self, monkeypatch):
        """Several requests for a few cards: servers take a tenth of a second to store each."""
        monkeypatch.setattr("adapters.carddav.book.BATCH", 8)


class TestRadicale(ServerSuite):
    @pytest.fixture
    def open_book(self, radicale):
        url = radicale.new_book()
        return lambda: book_on(radicale, url)


class TestXandikos(ServerSuite):
    @pytest.fixture
    def open_book(self, xandikos):
        url = xandikos.new_book()
        return lambda: book_on(xandikos, url)


@pytest.fixture(scope="session")
def sabredav():
    yield from dav_server.running("sabredav")


@pytest.fixture(scope="session")
def cyrus():
    yield from dav_server.running("cyrus")


@pytest.fixture(scope="session")
def davical():
    yield from dav_server.running("davical")


@pytest.fixture(scope="session")
def sogo():
    yield from dav_server.running("sogo")


class TestSabredav(ServerSuite):
    """SabreDAV 1.8 stands for old servers: it knows no sync tokens."""

    @pytest.fixture
    def open_book(self, sabredav):
        url = sabredav.new_book()
        return lambda: book_on(sabredav, url)


class TestCyrus(ServerSuite):
    @pytest.fixture
    def open_book(self, cyrus):
        url = cyrus.new_book()
        return lambda: book_on(cyrus, url)


class ForgivingSuite(ServerSuite):
    """Servers that write cards in their own way, and take any sync token for one of theirs."""

    def test_unknown_properties_survive(self, book):
        href, _ = book.put(
            "", card("unknown-1", more="X-EXAMPLE-THING:kept\nitem1.URL:https://example.org/\n")
        )
        found = {line.upper() for line in lines(stored(book, href)[1])}
        assert {"X-EXAMPLE-THING:KEPT", "ITEM1.URL:HTTPS://EXAMPLE.ORG/"} <= found

    def test_an_unknown_sync_token_gives_the_whole_listing(self, book):
        href, _ = book.put("", card("token-1"))
        for token in ("data:,never-given", '["data:,never-given", "x"]', "", "\u00e9"):
            assert set(book.list(token).etags) == {href}


@pytest.mark.long
class TestDavical(ForgivingSuite):
    @pytest.fixture
    def open_book(self, davical):
        url = davical.new_book()
        return lambda: book_on(davical, url)


@pytest.mark.long
class TestSogo(ForgivingSuite):
    """SOGo now and then closes a connection in the middle of a write, which is then asked for once more."""

    @pytest.fixture(autouse=True)
    def patience(self, monkeypatch):
        put = CardDavBook.put

        def again(book, href, text, etag=""):
            try:
                return put(book, href, text, etag)
            except NetworkError:
                return put(book, href, text, etag)

        monkeypatch.setattr(CardDavBook, "put", again)

    @pytest.fixture
    def open_book(self, sogo):
        url = sogo.new_book()
        return lambda: book_on(sogo, url)

    def test_a_card_comes_back_with_the_lines_it_was_stored_with(self, book):
        sent = card("whole-1", more="EMAIL:ada@example.org\nTEL:+33639981001\nNOTE:one\\, two\\nthree\n")
        href, _ = book.put("", sent)
        assert lines(stored(book, href)[1]) == lines(sent.replace(b"Ada;;;", b"Ada"))

    def test_a_sync_token_tells_what_changed_since(self, book, open_book):
        """Its tokens are seconds: changes of one and the same second come again."""
        hrefs = {n: book.put("", card(f"since-{n}"))[0] for n in ("changes", "goes")}
        before = book.list()
        open_book().put(
            hrefs["changes"], card("since-changes", name="Changed"), before.etags[hrefs["changes"]]
        )
        open_book().delete(hrefs["goes"], before.etags[hrefs["goes"]])
        since = book.list(before.sync_token)
        assert since.partial
        assert applied(before, since) == dict(book.list().etags)

    def test_nothing_changed_since_the_token_is_an_empty_change(self, book):
        book.put("", card("still-1"))
        time.sleep(RIPE_S + 1)
        before = book.list()
        since = book.list(before.sync_token)
        assert (since.partial, dict(since.etags), since.gone) == (True, {}, frozenset())


# --- discovery on a real server ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def account(radicale):
    """A user with two books; returns their addresses."""
    return radicale.new_book("Friends"), radicale.new_book("Work")


def found_at(server, url):
    return discovery.discover(Client(server.url, Login(server.user, server.password)), url, SERVICE)


@pytest.mark.parametrize(
    "path", ["", "zo%C3%A9%40example.org/", "zoé@example.org", ".well-known/carddav", "nothing/here/"]
)
def test_the_books_of_an_account_are_found_from_any_of_its_addresses(radicale, account, path):
    books = {book.url: book.name for book in found_at(radicale, radicale.url + path)}
    assert {url: books.get(url) for url in account} == {account[0]: "Friends", account[1]: "Work"}


def test_the_address_of_a_book_is_that_book(radicale, account):
    [found] = found_at(radicale, account[1])
    assert (canonical(found.url), found.name, found.read_only) == (canonical(account[1]), "Work", False)


def test_a_wrong_password_is_said_and_tried_once(radicale):
    client = Client(radicale.url, Login(radicale.user, "wrong"))
    with pytest.raises(NotAuthorised) as refused:
        discovery.discover(client, radicale.url, SERVICE)
    assert refused.value.code == "server.not-authorised"
    assert refused.value.exit_code == 4
    assert client.requests <= 2


def test_a_book_that_is_gone_is_not_an_empty_one(radicale):
    url = radicale.new_book()
    book = book_on(radicale, url)
    token = book.list().sync_token
    radicale.ask("DELETE", urlsplit(url).path)
    for known in ("", token):
        with pytest.raises(BookMissing):
            book.list(known)


def test_an_unchanged_book_costs_one_request_whatever_its_size(radicale):
    book = book_on(radicale, radicale.new_book())
    for n in range(5):
        book.put("", card(f"floor-{n}"))
    token = book.list().sync_token
    before = book.requests
    book.list(token)
    assert book.requests - before == 1


def test_a_card_the_server_does_not_take_is_refused_and_the_next_one_goes_on(radicale):
    book = book_on(radicale, radicale.new_book())
    with pytest.raises(CardRefused):
        book.put("", b"this is no card")
    href, _ = book.put("", card("after"))
    assert set(book.list().etags) == {href}


def test_the_same_uid_under_a_second_name_is_refused_by_a_server_that_checks(radicale):
    book = book_on(radicale, radicale.new_book())
    href, _ = book.put("", card("only-once"))
    with pytest.raises(PreconditionFailed):
        book.put(href.replace("only-once", "second"), card("only-once"))


# --- a server of our own making ---------------------------------------------------------------------------

BOOK = "https://dav.example.org/book/"
LOGIN = Login("zoe", "secret")
OWN = "<D:response><D:href>/book/</D:href><D:propstat><D:prop><D:resourcetype><D:collection/><C:addressbook/></D:resourcetype>{more}</D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>"
ROW = '<D:response><D:href>{href}</D:href><D:propstat><D:prop><D:getetag>"{etag}"</D:getetag>{more}</D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>'


def multistatus(*rows, token=""):
    end = f"<D:sync-token>{token}</D:sync-token>" if token else ""
    text = f'<D:multistatus xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:carddav" xmlns:S="http://calendarserver.org/ns/">{"".join(rows)}{end}</D:multistatus>'
    return Response(207, content=text.encode(), headers={"Content-Type": "application/xml"})


def row(href, etag="1", more=""):
    return ROW.format(href=href, etag=etag, more=more)


def own(token="", ctag=""):
    more = (f"<D:sync-token>{token}</D:sync-token>" if token else "") + (
        f"<S:getctag>{ctag}</S:getctag>" if ctag else ""
    )
    return OWN.format(more=more)


class Script:
    """A server that answers by a function and remembers what it was asked."""

    def __init__(self, answer):
        self.answer, self.asked, self.slept = answer, [], []

    def __call__(self, request):
        self.asked.append(request)
        return self.answer(request)

    def client(self, url=BOOK, login=LOGIN, **more):
        return Client(
            url,
            login,
            transport=Scripted(self),
            sleep=self.slept.append,
            chance=lambda: 0.0,
            **more,
        )

    def book(self, *, reports_first=False, **more):
        return CardDavBook(self.client(**more), BOOK, reports_first=reports_first)

    @property
    def methods(self):
        return [request.method for request in self.asked]


def always(response):
    return Script(lambda _: response() if callable(response) else response)


def test_the_page_of_a_network_that_wants_a_password_first_is_no_card():
    page = b"<html><body>Please log in to this network</body></html>"
    script = always(lambda: Response(200, page, {"content-type": "text/html; charset=utf-8"}))
    with pytest.raises(NetworkError) as caught:
        list(script.book().fetch(["/book/a.vcf"]))
    assert caught.value.code == "server.answer-html"


def test_a_card_that_is_called_a_page_is_a_card():
    card = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ada\r\nEND:VCARD\r\n"
    script = always(lambda: Response(200, card, {"content-type": "text/html"}))
    assert [found[2] for found in script.book().fetch(["/book/a.vcf"])] == [card]


@pytest.mark.parametrize(
    "spellings",
    [
        ("/book/a%2bb%40c.vcf", "/book/a+b@c.vcf"),
        ("https://dav.example.org/book/%c3%bc.vcf", "/book/ü.vcf"),
        ("a%20b.vcf", "/book/a b.vcf"),
    ],
    ids=["plus-and-at", "whole-address", "relative"],
)
def test_spellings_of_one_href_are_one_href(spellings):
    listings = [always(lambda s=s: multistatus(own(), row(s))).book().list() for s in spellings]
    assert listings[0].etags == listings[1].etags
    assert len(listings[0].etags) == 1


def test_hrefs_that_differ_in_case_are_two_cards():
    assert (
        len(always(lambda: multistatus(own(), row("/book/a.vcf"), row("/book/A.vcf"))).book().list().etags)
        == 2
    )


def test_rows_that_are_no_cards_of_this_book_are_not_listed():
    folder = "<D:resourcetype><D:collection/></D:resourcetype>"
    event = "<D:getcontenttype>text/calendar; charset=utf-8</D:getcontenttype>"
    rows = [
        row("/book/sub/", more=folder),
        row("/book/e.ics", more=event),
        row("/other/x.vcf"),
        row("/book/sub/y.vcf"),
        row("/book/ok.vcf"),
    ]
    assert list(always(lambda: multistatus(own(), *rows)).book().list().etags) == ["/book/ok.vcf"]


@pytest.mark.parametrize("status", [403, 412, 400, 501, 507], ids=str)
def test_a_token_the_server_refuses_gives_the_whole_listing(status):
    def answer(request):
        if request.method == "REPORT":
            return Response(status, content=b'<error xmlns="DAV:"><valid-sync-token/></error>')
        depth = request.headers["depth"]
        return multistatus(own("t2", "c2"), *([row("/book/a.vcf")] if depth == "1" else []))

    listing = Script(answer).book().list('["t1", "c1"]')
    assert not listing.partial
    assert list(listing.etags) == ["/book/a.vcf"]


def test_a_server_silent_on_an_old_token_is_not_believed():
    """DAViCal and SOGo answer a token they do not know with 207 and no rows."""

    def answer(request):
        if request.method == "REPORT":
            return multistatus(token="t2")
        return multistatus(
            own("t2", "c2"), *([row("/book/a.vcf")] if request.headers["depth"] == "1" else [])
        )

    listing = Script(answer).book().list('["t1", "c1"]')
    assert not listing.partial
    assert list(listing.etags) == ["/book/a.vcf"]


def test_no_limit_is_asked_for_and_a_cut_answer_is_asked_on():
    def answer(request):
        if request.method == "PROPFIND":
            return multistatus(own("t3"))
        body = request.content.decode()
        assert "limit" not in body
        assert "nresults" not in body
        if ">t1<" in body:
            cut = "<D:response><D:href>/book/</D:href><D:status>HTTP/1.1 507 Insufficient Storage</D:status></D:response>"
            return multistatus(row("/book/a.vcf"), cut, token="t2")
        gone = (
            "<D:response><D:href>/book/b.vcf</D:href><D:status>HTTP/1.1 404 Not Found</D:status></D:response>"
        )
        return multistatus(gone, token="t3")

    script = Script(answer)
    listing = script.book().list('["t1", ""]')
    assert (dict(listing.etags), listing.gone, listing.partial) == (
        {"/book/a.vcf": '"1"'},
        {"/book/b.vcf"},
        True,
    )
    assert script.methods == ["PROPFIND", "REPORT", "REPORT"]


@pytest.mark.parametrize(
    ("changed", "how"), [(True, {}), (False, {"reports_first": True})], ids=["work", "such a server"]
)
def test_where_that_saves_something_changes_are_asked_for_at_once_and_none_is_believed_with_the_mark_unmoved(
    changed, how
):
    script = always(lambda: multistatus(token="t1"))
    listing = script.book(**how).list('["t1", "c1"]', changed=changed)
    assert (dict(listing.etags), listing.gone, listing.partial) == ({}, frozenset(), True)
    assert listing.sync_token == '["t1", "c1"]'
    assert script.methods == ["REPORT"]


@pytest.mark.parametrize(
    ("marks", "partial", "methods"),
    [
        (("t1", "c1"), True, ["REPORT", "PROPFIND"]),
        (("t2", "c1"), False, ["REPORT", "PROPFIND", "PROPFIND"]),
    ],
    ids=["as it was", "another token"],
)
def test_a_server_that_refuses_the_report_is_asked_for_its_marks(marks, partial, methods):
    def answer(request):
        if request.method == "REPORT":
            return Response(403)
        depth = request.headers["depth"]
        return multistatus(own(*marks), *([row("/book/a.vcf")] if depth == "1" else []))

    script = Script(answer)
    assert script.book().list('["t1", "c1"]', changed=True).partial is partial
    assert script.methods == methods


def test_where_there_is_a_token_nothing_else_is_asked_for():
    """Radicale reads every card for the token, and once more for the ctag."""
    script = always(lambda: multistatus(own("t1")))
    assert script.book().list('["t1", ""]').partial
    [request] = script.asked
    assert b"sync-token" in request.content
    assert b"getctag" not in request.content


@pytest.mark.parametrize(
    ("ctag", "partial", "methods"),
    [("c1", True, ["PROPFIND"]), ("c2", False, ["PROPFIND", "PROPFIND"])],
    ids=["as it was", "another"],
)
def test_a_server_without_tokens_is_asked_for_its_ctag_and_lists_all_where_it_moved(ctag, partial, methods):
    def answer(request):
        return multistatus(own(ctag=ctag), *([row("/book/a.vcf")] if request.headers["depth"] == "1" else []))

    script = Script(answer)
    known = always(lambda: multistatus(own(ctag="c1"))).book().list().sync_token
    listing = script.book().list(known)
    assert listing.partial is partial
    assert list(listing.etags) == ([] if partial else ["/book/a.vcf"])
    assert script.methods == methods


def test_a_listing_that_is_cut_is_an_error_not_a_shorter_book():
    cut = "<D:response><D:href>/book/</D:href><D:status>HTTP/1.1 507 Insufficient Storage</D:status></D:response>"
    with pytest.raises(NetworkError) as error:
        always(lambda: multistatus(own(), row("/book/a.vcf"), cut)).book().list()
    assert error.value.code == "book.listing-cut"


def test_rows_a_multiget_leaves_out_are_asked_for_one_by_one():
    def answer(request):
        if request.method == "REPORT":
            data = "<C:address-data>BEGIN:VCARD\nUID:a\nEND:VCARD\n</C:address-data>"
            return multistatus(row("/book/a.vcf", more=data))
        if request.url.path == "/book/b.vcf":
            return Response(200, content=card("b"), headers={"ETag": '"b1"'})
        return Response(404)

    got = list(Script(answer).book().fetch(["/book/a.vcf", "/book/b.vcf", "/book/c.vcf"]))
    assert got == [
        ("/book/a.vcf", '"1"', b"BEGIN:VCARD\r\nUID:a\r\nEND:VCARD\r\n"),
        ("/book/b.vcf", '"b1"', card("b")),
    ]


@pytest.mark.parametrize("together", [True, False], ids=["in a report", "by itself"])
@pytest.mark.parametrize("always_half", [False, True])
def test_half_a_card_is_asked_for_once_more_and_twice_the_same_is_what_is_there(together, always_half):
    """An answer that was cut may have the right length."""
    half, whole = b"BEGIN:VCARD\r\nUID:a\r\n", b"BEGIN:VCARD\r\nUID:a\r\nEND:VCARD\r\n"
    told = iter([half] if not together else [])

    def answer(request):
        if request.method == "REPORT":
            data = "<C:address-data>BEGIN:VCARD\nUID:a\n</C:address-data>"
            return multistatus(row("/book/a.vcf", more=data))
        if request.url.path != "/book/a.vcf":
            return Response(404)
        return Response(200, content=next(told, half if always_half else whole), headers={"ETag": '"1"'})

    script = Script(answer)
    wanted = ["/book/a.vcf", "/book/b.vcf"] if together else ["/book/a.vcf"]
    assert list(script.book().fetch(wanted)) == [("/book/a.vcf", '"1"', half if always_half else whole)]
    assert script.methods == (["REPORT", "GET", "GET"] if together else ["GET", "GET"])


def test_a_card_is_the_same_text_from_a_report_and_by_itself():
    """SOGo 5.8.0 leaves out the last line end where a card is asked for by itself."""

    def answer(request):
        if request.method == "REPORT":
            data = "<C:address-data>BEGIN:VCARD\nUID:a\nEND:VCARD</C:address-data>"
            return multistatus(row("/book/a.vcf", more=data), row("/book/b.vcf", more=data))
        return Response(200, content=b"BEGIN:VCARD\r\nUID:a\r\nEND:VCARD", headers={"ETag": '"1"'})

    book = Script(answer).book()
    [_, together] = [text for _, _, text in book.fetch(["/book/a.vcf", "/book/b.vcf"])]
    [alone] = [text for _, _, text in book.fetch(["/book/a.vcf"])]
    assert together == alone == b"BEGIN:VCARD\r\nUID:a\r\nEND:VCARD\r\n"


HEAPS = """
import ctypes, sys, threading
from adapters.carddav import book

if sys.argv[1] == "one":
    book._share_one_heap()
ready, held = threading.Barrier(4), []

def read():
    held.append([b"x" * (5000 + n) for n in range(100)])
    ready.wait()

threads = [threading.Thread(target=read) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
libc = ctypes.CDLL(None)
libc.fopen.restype = ctypes.c_void_p
stream = ctypes.c_void_p(libc.fopen(sys.argv[2].encode(), b"w"))
libc.malloc_info(0, stream)
libc.fclose(stream)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="another C library")
def test_threads_that_read_answers_take_memory_from_one_heap(tmp_path):
    """As the C library itself tells of its heaps (malloc_info(3))."""
    heaps = {}
    for how in ("one", "several"):
        place = tmp_path / how
        subprocess.run([sys.executable, "-c", HEAPS, how, place], check=True, timeout=60)
        heaps[how] = place.read_bytes().count(b"<heap nr=")
    assert heaps["one"] == 1
    assert heaps["several"] > 1


@pytest.mark.parametrize(
    ("system", "library"),
    [("darwin", None), ("win32", None), ("linux", object), ("linux", OSError)],
    ids=["macos", "windows", "no-mallopt", "no-library"],
)
def test_where_the_heap_cannot_be_chosen_nothing_happens(monkeypatch, system, library):
    def load(name):
        assert library is not None, "nothing is loaded there"
        if library is OSError:
            raise OSError(name)
        return library()

    monkeypatch.setattr("ctypes.CDLL", load)
    monkeypatch.setattr("adapters.carddav.book.sys", types.SimpleNamespace(platform=system))
    _share_one_heap()


@pytest.mark.parametrize(("cards", "times"), [(BATCH, 0), (BATCH + 1, 1)])
def test_the_heap_is_shared_where_several_answers_are_on_their_way(monkeypatch, cards, times):
    called = []
    monkeypatch.setattr("adapters.carddav.book._share_one_heap", lambda: called.append(1))
    book = always(lambda: Response(404)).book()
    assert list(book.fetch(f"/book/{n}.vcf" for n in range(cards))) == []
    assert len(called) == times


@pytest.mark.parametrize(
    "report",
    [
        Response(404),
        Response(403),
        Response(501),
        Response(207, content=b"<D:multistatus xmlns:D='DAV:'><D:response>\x01"),
    ],
    ids=["404", "403", "501", "broken-xml"],
)
def test_a_server_without_a_usable_multiget_gives_its_cards_singly(report):
    def answer(request):
        if request.method == "REPORT":
            return report
        return Response(200, content=card(request.url.path), headers={"ETag": '"1"'})

    hrefs = [f"/book/{n}.vcf" for n in range(3)]
    assert [href for href, _, _ in Script(answer).book().fetch(hrefs)] == hrefs


def test_put_and_delete_carry_their_conditions():
    def answer(request):
        if request.method == "PROPFIND":
            return multistatus(row(request.url.path, etag="e1"))
        return Response(204, headers={"ETag": 'W/"e2"'})

    script = Script(answer)
    book = script.book()
    assert book.put("/book/a.vcf", card("a"), 'W/"e1"') == ("/book/a.vcf", '"e2"')
    book.put("", card("new"))
    book.delete("/book/a.vcf", '"e1"')
    put, create, _, delete = script.asked
    assert (put.headers["if-match"], create.headers["if-none-match"], delete.headers["if-match"]) == (
        '"e1"',
        "*",
        '"e1"',
    )
    assert put.headers["content-type"] == "text/vcard; charset=utf-8"


@pytest.mark.parametrize(
    ("held", "sent"),
    [
        (b"NOTE:a\rEND:VCARD\r", b"NOTE:a\r\nEND:VCARD\r\n"),
        (b"NOTE:a\nEND:VCARD\n", b"NOTE:a\nEND:VCARD\n"),
        (b"NOTE:\xe9t\xe9\r\nORG:\xc3\xa9\r\n", "NOTE:été\r\nORG:é\r\n".encode()),
    ],
    ids=[
        "the line ends of an old Mac",
        "as they are where servers read them",
        "a line in another code than the others",
    ],
)
def test_a_card_travels_in_utf8_and_in_lines(held, sent):
    script = Script(lambda _: Response(201))
    script.book().put("", held)
    assert script.asked[0].content == sent


def test_a_server_that_ignores_conditions_is_asked_before_a_delete():
    def answer(request):
        if request.method == "PROPFIND":
            return multistatus(row(request.url.path, etag="newer"))
        return Response(204)

    script = Script(answer)
    with pytest.raises(PreconditionFailed):
        script.book().delete("/book/a.vcf", '"older"')
    assert script.methods == ["PROPFIND"]


def test_a_card_the_server_renames_is_known_by_its_new_name():
    script = always(lambda: Response(201, headers={"Location": "https://dav.example.org/book/k%2b1"}))
    assert script.book().put("", card("mine")) == ("/book/k%2B1", "")


# --- credentials, redirects, other hosts ------------------------------------------------------------------


def redirect(to, status=301):
    return Response(status, headers={"Location": to})


@pytest.mark.parametrize(
    "to",
    [
        "https://evil.example.com/",
        "http://dav.example.org/book/",
        "https://dav.example.org:8443/book/",
        "//evil.example.com/book/",
        "https://user:pw@evil.example.com/",
        "file:///etc/passwd",
        "https://dav.example.org.evil.example.com/",
    ],
    ids=["other-host", "to-plain-http", "other-port", "no-scheme", "with-password", "file", "look-alike"],
)
def test_a_redirect_to_any_other_place_is_not_followed(to):
    script = always(lambda: redirect(to))
    with pytest.raises(MovedElsewhere) as moved:
        script.book().list()
    assert moved.value.exit_code == 5
    assert {(r.url.scheme, r.url.host, r.url.port) for r in script.asked} == {
        ("https", "dav.example.org", None)
    }


def test_a_redirect_within_the_server_is_followed_with_the_request_as_it_was():
    def answer(request):
        return redirect("../moved/", 308) if request.url.path == "/book/" else multistatus(row("/moved/"))

    script = Script(answer)
    script.client().propfind(BOOK, [ms.ETAG])
    assert [(r.method, r.url.path) for r in script.asked] == [("PROPFIND", "/book/"), ("PROPFIND", "/moved/")]
    assert script.asked[0].content == script.asked[1].content
    assert script.asked[1].headers["authorization"].startswith("Basic ")


def test_a_redirect_in_circles_ends():
    script = always(lambda: redirect("/book/"))
    with pytest.raises(NetworkError) as error:
        script.book().list()
    assert error.value.code == "server.too-many-redirects"
    assert len(script.asked) == 6


@pytest.mark.parametrize(
    "url",
    ["http://dav.example.org/", "ftp://dav.example.org/", "https:///book", "https://dav.example.org:port/"],
)
def test_addresses_that_would_give_the_password_away_are_refused_before_any_packet(url):
    script = always(multistatus)
    with pytest.raises(NetworkError):
        script.client(url)
    assert script.asked == []


def test_plain_http_needs_the_users_word_except_on_this_computer():
    script = always(lambda: multistatus(row("/")))
    script.client("http://127.0.0.1:5232/").propfind("http://127.0.0.1:5232/", [ms.ETAG])
    script.client("http://nas.home.arpa/", insist_plain=True).propfind("http://nas.home.arpa/", [ms.ETAG])
    assert [request.url.host for request in script.asked] == ["127.0.0.1", "nas.home.arpa"]


def icloud(home):
    """A provider whose books lie on a partition host, as iCloud's do."""

    def answer(request):
        path = request.url.path
        if path == "/":
            return multistatus(
                "<D:response><D:href>/</D:href><D:propstat><D:prop><D:current-user-principal><D:href>/42/principal/</D:href></D:current-user-principal></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>"
            )
        if path == "/42/principal/":
            return multistatus(
                f"<D:response><D:href>/42/principal/</D:href><D:propstat><D:prop><C:addressbook-home-set><D:href>{home}</D:href></C:addressbook-home-set></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>"
            )
        if request.headers.get("depth") == "1":
            return multistatus(
                row("/42/home/"),
                OWN.format(more="<D:displayname>card</D:displayname>").replace("/book/", "/42/home/card/"),
            )
        return Response(404)

    return Script(answer)


def test_a_partition_host_of_the_same_provider_is_trusted():
    script = icloud("https://p42-contacts.example.org:443/42/home/")
    client = script.client("https://contacts.example.org/")
    [found] = discovery.discover(client, "https://contacts.example.org/", SERVICE)
    assert found.url.endswith("/42/home/card/")
    assert found.url.startswith("https://p42-contacts.example.org")
    assert script.asked[-1].headers["authorization"].startswith("Basic ")


@pytest.mark.parametrize(
    "home",
    [
        "https://contacts.evil.example/42/home/",
        "http://p42-contacts.example.org/42/home/",
        "https://example.org.evil.example/42/home/",
    ],
)
def test_a_home_at_a_stranger_is_never_asked(home):
    script = icloud(home)
    with pytest.raises(MovedElsewhere) as moved:
        discovery.discover(
            script.client("https://contacts.example.org/"), "https://contacts.example.org/", SERVICE
        )
    assert home in moved.value.url
    assert {str(request.url.host) for request in script.asked} == {"contacts.example.org"}
    assert {request.url.scheme for request in script.asked} == {"https"}


@pytest.mark.parametrize(
    ("named", "found", "same"),
    [
        ("contacts.icloud.com", "p01-contacts.icloud.com", True),
        ("example.org", "dav.example.org", True),
        ("dav.example.org", "example.org", True),
        ("dav.example.org", "notexample.org", False),
        ("shop.co.uk", "other.co.uk", False),
        ("mail.asso.fr", "evil.asso.fr", False),
        ("dav.example.fr", "dav2.example.fr", True),
        ("192.168.1.5", "192.168.1.6", False),
        ("localhost", "evil.localhost", False),
        ("com", "evil.com", False),
    ],
    ids=str,
)
def test_who_belongs_to_whom_is_decided_with_care(named, found, same):
    assert same_owner(named, found) is same


def test_the_password_is_in_no_repr_and_no_message():
    assert "secret" not in repr(Login("zoe", "secret"))
    with pytest.raises(NotAuthorised) as refused:
        always(lambda: Response(401)).book().list()
    assert "secret" not in repr(refused.value) + str(refused.value.values)


def test_a_server_that_wants_digest_gets_digest():
    def answer(request):
        word = request.headers.get("authorization", "")
        if not word.startswith("Digest "):
            return Response(401, headers={"WWW-Authenticate": 'Digest realm="x", nonce="abc", qop="auth"'})
        return multistatus(own())

    assert Script(answer).book().list().etags == {}


# --- trouble ----------------------------------------------------------------------------------------------


def after(*responses):
    """Answer with each of `responses` in turn, then go on with the last."""
    left = list(responses)
    return Script(lambda _: left.pop(0) if len(left) > 1 else left[0])


def busy(value, status=503):
    return Response(status, headers={"Retry-After": value} if value else {})


@pytest.mark.parametrize("status", [429, 503], ids=str)
def test_retry_after_is_honoured_to_the_second(status):
    script = after(busy("7", status), multistatus(own()))
    script.book().list()
    assert script.slept == [7.0]


def test_retry_after_as_a_date_is_honoured():
    script = after(busy("Sun, 22 Nov 2026 10:00:30 GMT"), multistatus(own()))
    script.book(now=lambda: 1795341600.0 + 20).list()
    assert script.slept == [10.0]


def test_a_wait_that_is_too_long_is_told_instead():
    script = after(busy("3600"), multistatus(own()))
    with pytest.raises(NetworkError) as error:
        script.book().list()
    assert (error.value.code, error.value.values["seconds"], script.slept) == ("server.busy", "3600", [])


def test_a_put_is_repeated_when_the_server_was_busy_and_not_when_the_answer_was_lost():
    script = after(busy("1"), Response(201))
    script.book().put("", card("a"))
    assert script.methods == ["PUT", "PUT"]

    def lost(_):
        raise Lost("server.connection-lost", again=True)

    broken = Script(lost)
    with pytest.raises(NetworkError) as error:
        broken.book().put("", card("a"))
    assert (error.value.code, broken.methods) == ("server.connection-lost", ["PUT"])


def test_a_listing_is_asked_again_after_a_lost_connection_and_then_given_up():
    def lost(_):
        raise Lost("server.connection-lost", again=True)

    script = Script(lost)
    with pytest.raises(NetworkError) as error:
        script.book().list()
    assert error.value.code == "server.connection-lost"
    assert len(script.asked) == ATTEMPTS
    assert script.slept == [0.5, 1.0, 2.0]


def test_a_server_error_is_asked_again():
    script = after(Response(502), multistatus(own()))
    assert script.book().list().etags == {}


def test_401_is_never_tried_again():
    script = always(lambda: Response(401, headers={"WWW-Authenticate": "Basic"}))
    with pytest.raises(NotAuthorised):
        script.book().list()
    assert len(script.asked) == 1


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"<!DOCTYPE html><html><body>Sign in</body></html>", "server.answer-html"),
        (b"<html>\n<p>unclosed", "server.answer-html"),
        (b"", "server.answer-not-whole"),
        (b"hello", "server.answer-not-whole"),
        (multistatus(own(), row("/book/a.vcf")).content[:-60], "server.answer-not-whole"),
        (b"<other/>", "server.answer-not-dav"),
        (
            b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><D:multistatus xmlns:D="DAV:"><D:response><D:href>&e;</D:href></D:response></D:multistatus>',
            "server.answer-hostile",
        ),
    ],
    ids=["page", "page-cut", "nothing", "words", "cut", "other-xml", "entity"],
)
@pytest.mark.parametrize("status", [207, 200], ids=str)
def test_an_answer_that_is_no_whole_multistatus_is_named_and_not_used(body, code, status):
    with pytest.raises(NetworkError) as error:
        always(lambda: Response(status, content=body)).book().list()
    assert error.value.code == (
        code if status == 207 else ("server.answer-html" if b"<html" in body else "server.answer-not-dav")
    )


def test_a_billion_laughs_stay_one_small_error():
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<!DOCTYPE x [<!ENTITY l0 "ha">{entities}]><D:multistatus xmlns:D="DAV:"><D:response a="&l9;"><D:href>&l9;</D:href></D:response></D:multistatus>'
    with pytest.raises(NetworkError):
        always(lambda: Response(207, content=bomb.encode())).book().list()


def test_a_small_answer_that_unpacks_to_an_enormous_one_is_cut_off():
    packed = gzip.compress(gzip.compress(b"\0" * 1000)[:0] + b"\0" * (MAX_BODY + 1), 9)
    assert len(packed) < 100_000
    with pytest.raises(NetworkError) as error:
        always(lambda: Response(207, content=packed, headers={"Content-Encoding": "gzip"})).book().list()
    assert error.value.code == "server.answer-too-large"


def test_an_endless_answer_is_cut_off_by_size():
    def endless():
        while True:
            yield b" " * 1_000_000

    with pytest.raises(NetworkError) as error:
        always(lambda: Response(207, content=endless())).book().list()
    assert error.value.code == "server.answer-too-large"


def test_an_answer_that_drips_is_cut_off_by_time():
    ticks = iter(range(0, 10_000, 100))

    def drip():
        while True:
            yield b" "

    with pytest.raises(NetworkError) as error:
        always(lambda: Response(207, content=drip())).book(clock=lambda: next(ticks)).list()
    assert error.value.code == "server.too-slow"


@pytest.mark.parametrize(
    ("seconds", "size", "is_read"),
    [(1, 1, False), (1, 200, True), (21, 300, True), (4, 150, False), (4, 300, True)],
    ids=["drops", "slow", "at-work", "drops-of-more", "slow-network"],
)
def test_an_answer_in_drops_is_given_up_long_before_the_end_and_not_asked_again(seconds, size, is_read):
    """Under 1 KiB in more than 20 s, in five pieces or more. A piece every `seconds` here, `size` spaces each."""
    whole = multistatus(own("t1")).content
    pieces = [whole, *[b" " * size] * (280 // seconds)]
    clock = iter(range(0, 10_000, seconds))
    script = always(lambda: Response(207, content=iter(pieces)))
    book = script.book(clock=lambda: next(clock))
    if is_read:
        assert book.list().etags == {}
    else:
        with pytest.raises(NetworkError) as error:
            book.list()
        assert error.value.code == "server.too-slow"
    assert len(script.asked) == 1


def test_nobody_answers():
    port = dav_server.free_port()
    url = f"http://127.0.0.1:{port}/"
    client = Client(url, Login("zoe", "x"), sleep=lambda _: None)
    with pytest.raises(NetworkError) as error:
        discovery.discover(client, url, SERVICE)
    assert error.value.code == "server.unreachable"


@pytest.mark.parametrize(
    ("typed", "url", "user"),
    [
        ("dav.example.org", "https://dav.example.org/", ""),
        ("zoe@example.org", "https://example.org/", "zoe@example.org"),
        ("https://zoe%40example.org@dav.example.org/x", "https://dav.example.org/x", "zoe@example.org"),
        ("carddavs://dav.example.org/x/", "https://dav.example.org/x/", ""),
        (" http://127.0.0.1:5232 ", "http://127.0.0.1:5232/", ""),
    ],
    ids=["host", "e-mail", "user-in-address", "carddavs", "loopback"],
)
def test_what_the_user_types_becomes_an_address(typed, url, user):
    assert discovery.address(typed) == (url, user)


def test_a_password_in_an_address_is_refused():
    with pytest.raises(UsageError):
        discovery.address("https://zoe:secret@dav.example.org/")


def test_a_token_that_is_a_second_is_not_believed_before_that_second_is_over():
    """SOGo's tokens are seconds: what changes later in the same one would never be told."""
    second = str(int(time.time()) + 1)
    script = always(lambda: multistatus(own(second, second), row("/book/a.vcf")))
    kept = script.book().list().sync_token
    assert json.loads(kept)[0] == str(int(second) - 1)
    old = str(int(second) - 100)
    script = always(lambda: multistatus(own(old, old), row("/book/a.vcf")))
    assert json.loads(script.book().list().sync_token)[0] == old
    script = always(lambda: multistatus(own(ctag=second), row("/book/a.vcf")))
    assert script.book().list().sync_token == ""


def listed(count, token):
    return multistatus(own(token), *(row(f"/book/{n}.vcf") for n in range(count)))


@pytest.mark.parametrize("count", [1, 499])
def test_after_a_report_of_changes_a_small_book_is_listed_whole_and_then_one_question_is_enough(count):
    """What a report leaves out it may leave out whenever it is asked: here, that 0.vcf is gone."""
    told = iter([listed(count, "t1"), multistatus(row("/book/new.vcf"), token="t2"), listed(count - 1, "t2")])
    script = Script(lambda _: next(told, multistatus(own("t2"))))
    book = script.book()
    first = book.list(book.list().sync_token, changed=True)
    assert (list(first.etags), first.partial) == (["/book/new.vcf"], True)
    second = book.list(first.sync_token, changed=True)
    assert (len(second.etags), second.partial) == (count - 1, False)
    assert book.list(second.sync_token).partial
    assert script.methods == ["PROPFIND", "REPORT", "PROPFIND", "PROPFIND"]


@pytest.mark.parametrize(("count", "more"), [(500, 1), (501, 1), (0, 501)])
def test_a_large_book_is_not_listed_for_a_change(count, more):
    """Nor one that has become large since it was listed."""
    changes = multistatus(*(row(f"/book/new-{n}.vcf") for n in range(more)), token="t2")
    script = Script(lambda asked: changes if asked.method == "REPORT" else listed(count, "t1"))
    book = script.book()
    first = book.list(book.list().sync_token, changed=True)
    assert book.list(first.sync_token, changed=True).partial
    assert script.methods == ["PROPFIND", "REPORT", "REPORT"]


def test_what_a_report_left_out_is_told_by_the_next_sync_and_then_one_question_is_enough():
    """A proxy that cuts answers, or a server that loses track: half of the changes, and the newest token."""
    told = iter([
        multistatus(row("/book/a.vcf", "2"), token="t2"),
        multistatus(row("/book/a.vcf", "2"), row("/book/b.vcf", "2"), token="t2"),
    ])  # fmt: skip
    script = Script(lambda asked: next(told) if asked.method == "REPORT" else multistatus(own("t2", "c2")))
    book = script.book()
    first = book.list('["t1", "c1"]')
    assert list(first.etags) == ["/book/a.vcf"]
    second = book.list(first.sync_token)
    assert list(second.etags) == ["/book/a.vcf", "/book/b.vcf"]
    assert second.partial
    third = book.list(second.sync_token)
    assert (third.etags, third.sync_token) == ({}, second.sync_token)
    assert script.methods == ["PROPFIND", "REPORT", "REPORT", "PROPFIND"]
    assert [b">t1<" in asked.content for asked in script.asked[1:3]] == [True, True]


def test_a_report_that_is_silent_the_second_time_is_not_believed():
    told = iter([multistatus(row("/book/a.vcf", "2"), token="t2"), multistatus(token="t2")])
    whole = multistatus(own("t2"), row("/book/a.vcf", "2"), row("/book/b.vcf", "2"))
    script = Script(lambda asked: next(told) if asked.method == "REPORT" else whole)
    book = script.book()
    listing = book.list(book.list('["t1", ""]').sync_token)
    assert (sorted(listing.etags), listing.partial) == (["/book/a.vcf", "/book/b.vcf"], False)


@pytest.mark.parametrize(
    ("body", "stands"),
    [
        ("<m:multistatus><m:sync-token>t&amp;1</m:sync-token></m:multistatus>\n", True),
        ("<multistatus><sync-token>t&amp;1</sync-token></multistatus>", True),
        ("<multistatus><sync-token>t&amp;12</sync-token></multistatus>", False),
        ("<multistatus><sync-token>xt&amp;1</sync-token></multistatus>", False),
        (
            "<multistatus><old-sync-token>t&amp;1</old-sync-token><sync-token>t2</sync-token></multistatus>",
            False,
        ),
        ("<multistatus><sync-token>t&amp;1</sync-token></multist", False),
        ("<multistatus><!-- <sync-token>t&amp;1</sync-token> --></multistatus>", False),
        ("<multistatus>" + "<r></r>" * 20 + "<sync-token>t&amp;1</sync-token></multistatus>", False),
    ],
)
def test_a_mark_is_seen_to_stand_without_parsing(body, stands):
    assert ms.stands_in(body.encode(), "{DAV:}sync-token", "t&1") is stands
