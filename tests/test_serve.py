"""`reseau serve`: the feed by the rules of HTTP, who may come in, and real clients that subscribe."""

import gzip
import http.client
import os
import re
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from email.utils import formatdate
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from sync.usecases import serving
from sync.usecases.serving import Rendered
from sync.web import feed, page
from sync.web.site import Site
from tests.address_book_suite import card
from tests.conftest import SHARED
from tests.inprocess import reseau
from tests.reseau import COMMAND, NOW

PEOPLE = "".join(
    card(
        f"u{n}", name=f"{given} Martin", more=f"EMAIL:{given.lower()}@example.org\nBDAY:1980-12-{n:02}\n"
    ).decode()
    for n, given in enumerate(("Ada", "Bea", "Cleo", "Dora"), 1)
)


@pytest.mark.parametrize("port", ["-5", "-1", "65536", "99999999999999999999"])
def test_a_port_there_is_not_is_refused(home, port):
    for language, said in (("en", "from 1 to 65535"), ("fr", "de 1 à 65535")):
        told = reseau(home, "serve", "--port", port, language=language, check=2).err
        assert port in told
        assert said in told
        assert "reseau serve --port 8628" in told


class Server:
    """`reseau serve` as its own program."""

    def __init__(self, home, *words, now=NOW, **environment):
        env = {name: value for name, value in os.environ.items() if not name.startswith("RESEAU_")}
        env |= {
            "RESEAU_HOME": str(home),
            "RESEAU_LANG": "en",
            "RESEAU_TZ": "Europe/Paris",
            "RESEAU_REGION": "FR",
        }
        env |= ({"RESEAU_NOW": now} if now else {}) | environment
        self.errors = (home.parent / "serve.err").open("w+")
        self.process = subprocess.Popen(
            [str(COMMAND), "serve", "--port", "0", *words],
            env=env,
            stdout=subprocess.PIPE,
            stderr=self.errors,
            text=True,
        )
        self.ready = self.process.stdout.readline()
        assert self.ready.startswith("READY http://127.0.0.1:"), self.said
        self.link = self.ready.split()[1]
        self.port = urlsplit(self.link).port

    @property
    def said(self):
        self.errors.flush()
        return Path(self.errors.name).read_text()

    @property
    def feed(self):
        """The path of the feed that is told at the first start, in a moment."""
        until = time.monotonic() + 10
        while time.monotonic() < until:
            found = re.search(r"http://127\.0\.0\.1:\d+(/feed/\S+)", self.said)
            if found:
                return found[1]
            time.sleep(0.05)
        raise AssertionError(self.said)

    def ask(self, method, path, **headers):
        """Return (status, headers, body)."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request(method, path, headers={n.replace("_", "-"): v for n, v in headers.items()})
        response = connection.getresponse()
        content = response.read()
        connection.close()
        return response.status, response.headers, content

    def stop(self, how=signal.SIGTERM):
        if self.process.poll() is None:
            self.process.send_signal(how)
        code = self.process.wait(20)
        self.process.stdout.close()
        self.errors.close()
        return code


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """A home with a few people, served."""
    home = tmp_path_factory.mktemp("served") / "home"
    contacts = home.parent / "contacts.vcf"
    contacts.write_text(PEOPLE, newline="")
    reseau(home, "import", contacts)
    server = Server(home)
    server.home = home
    server.path = server.feed
    yield server
    server.stop()


# --- the feed ---------------------------------------------------------------------------------------------


def test_the_feed_is_the_calendar_that_feed_writes(served, tmp_path):
    status, headers, body = served.ask("GET", served.path)
    assert (status, headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert headers["Content-Disposition"] == 'inline; filename="touchpoints.ics"'
    assert int(headers["Content-Length"]) == len(body)
    reseau(served.home, "feed", "-o", tmp_path / "feed.ics")
    assert body == (tmp_path / "feed.ics").read_bytes()
    assert b"BEGIN:VEVENT" in body


def test_two_fetches_with_no_change_in_between_are_the_same(served):
    (_, first, body), (_, second, again) = served.ask("GET", served.path), served.ask("GET", served.path)
    assert body == again
    assert (first["ETag"], first["Last-Modified"]) == (second["ETag"], second["Last-Modified"])


def test_head_is_get_without_a_body(served):
    _, get, _ = served.ask("GET", served.path)
    status, head, body = served.ask("HEAD", served.path)
    assert (status, body) == (200, b"")
    for name in ("ETag", "Last-Modified", "Content-Length", "Content-Type", "Cache-Control", "Vary"):
        assert head[name] == get[name], name


def test_the_feed_carries_what_keeps_it_private(served):
    _, headers, _ = served.ask("GET", served.path)
    assert headers["Cache-Control"] == "private, no-cache"
    assert headers["X-Robots-Tag"] == "noindex"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "server" not in headers


def test_a_client_that_takes_gzip_gets_the_same_calendar_packed(served):
    _, plain, body = served.ask("GET", served.path)
    status, headers, packed = served.ask("GET", served.path, Accept_Encoding="br;q=1, gzip;q=0.5")
    assert (status, headers["Content-Encoding"]) == (200, "gzip")
    assert gzip.decompress(packed) == body
    assert "Accept-Encoding" in headers["Vary"]
    assert "Accept-Encoding" in plain["Vary"]
    assert int(headers["Content-Length"]) == len(packed)


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH", "PROPFIND", "MKCALENDAR"])
def test_nobody_writes_to_a_feed(served, method):
    status, headers, _ = served.ask(method, served.path)
    assert (status, headers["Allow"]) == (405, "GET, HEAD, OPTIONS")


def test_options_tells_what_may_be_asked(served):
    status, headers, body = served.ask("OPTIONS", served.path)
    assert (status, headers["Allow"], body) == (204, "GET, HEAD, OPTIONS", b"")


def test_a_wrong_token_is_like_any_address_that_leads_nowhere(served):
    token = served.path.removeprefix("/feed/").removesuffix(".ics")
    wrong = [
        f"/feed/{token[:-1]}.ics",
        f"/feed/{token}",
        f"/feed/{token}.ics/",
        "/feed/.ics",
        "/feed/",
        "/nothing",
        f"/feed/{'x' * 43}.ics",
        "/feed/%00%ff.ics",
        f"/feed/{token.swapcase()}.ics",
    ]
    answers = {(status, body) for status, _, body in (served.ask("GET", path) for path in wrong)}
    assert answers == {(404, b"Not found.\n")}
    assert {served.ask("PUT", path)[0] for path in wrong} == {404}


def rendered():
    body = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
    modified = datetime(2026, 11, 22, 8, 0, 0, tzinfo=UTC)
    return Rendered("touchpoints", body, gzip.compress(body, mtime=0), "abc", modified)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"if-none-match": '"abc"'}, 304),
        ({"if-none-match": 'W/"abc"'}, 304),
        ({"if-none-match": '"x", "abc" , W/"y"'}, 304),
        ({"if-none-match": "*"}, 304),
        ({"if-none-match": '"abc-gzip"'}, 304),
        ({"if-none-match": "abc"}, 200),
        ({"if-none-match": '"ABC"'}, 200),
        ({"if-none-match": '"x"', "if-modified-since": "Sun, 22 Nov 2026 08:00:00 GMT"}, 200),
        ({"if-modified-since": "Sun, 22 Nov 2026 08:00:00 GMT"}, 304),
        ({"if-modified-since": "Sun, 22 Nov 2026 08:00:01 GMT"}, 304),
        ({"if-modified-since": "Sun, 22 Nov 2026 07:59:59 GMT"}, 200),
        ({"if-modified-since": "Sunday, 22-Nov-26 08:00:00 GMT"}, 304),
        ({"if-modified-since": "Sun Nov 22 08:00:00 2026"}, 304),
        ({"if-modified-since": "Thu, 01 Jan 1970 00:00:00 GMT"}, 200),
        ({"if-modified-since": "not a date"}, 200),
        ({"if-modified-since": ""}, 200),
        ({"if-modified-since": "Sun, 99 Nov 2026 08:00:00 GMT"}, 200),
    ],
    ids=str,
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_what_a_client_has_already_is_not_sent_again(method, headers, status):
    told = feed.answer(method, headers, rendered())
    assert told.status == status
    assert told.headers["Last-Modified"] == "Sun, 22 Nov 2026 08:00:00 GMT"
    assert told.body == (rendered().body if (status, method) == (200, "GET") else b"")
    if status == 304:
        assert told.headers["ETag"] in ('"abc"', '"abc-gzip"')
        assert "Content-Length" not in told.headers


@pytest.mark.parametrize(
    ("accepted", "packed"),
    [
        ("", False),
        ("gzip", True),
        ("GZIP", True),
        ("br, gzip;q=0.1", True),
        ("gzip;q=0", False),
        ("*", True),
        ("*;q=0", False),
        ("identity", False),
        ("gzip;q=0, *", False),
        ("gzip;q=x", False),
    ],
    ids=str,
)
def test_gzip_is_given_to_those_who_take_it(accepted, packed):
    told = feed.answer("GET", {"accept-encoding": accepted}, rendered())
    assert (told.headers.get("Content-Encoding") == "gzip") is packed
    assert told.headers["ETag"] == ('"abc-gzip"' if packed else '"abc"')


def test_last_modified_moves_with_every_change_also_when_an_event_goes(tmp_path):
    home = tmp_path / "home"
    contacts = tmp_path / "contacts.vcf"
    contacts.write_text(PEOPLE, newline="")
    reseau(home, "import", contacts)
    days = ("2026-11-22T09:00:00+01:00", "2026-11-22T10:00:00+01:00", "2026-11-22T11:00:00+01:00")
    seen = []
    for now, change in zip(days, ((), ("hide", "Ada Martin"), ()), strict=True):
        if change:
            reseau(home, *change, RESEAU_NOW=now)
        url = reseau(home, "feed", "rotate", "birthdays", "--json").json["url"]
        server = Server(home, now=now)
        _, headers, body = server.ask("GET", urlsplit(url).path)
        seen.append((headers["Last-Modified"], headers["ETag"], body.count(b"BEGIN:VEVENT")))
        server.stop()
    first, second, third = seen
    assert second[2] < first[2]
    assert second[0] > first[0]
    assert second[1] != first[1]
    assert third == second


def test_a_change_is_in_the_next_fetch_and_a_fetch_during_a_change_gets_the_old_feed(served):
    _, before, old = served.ask("GET", served.path)
    url = reseau(served.home, "feed", "rotate", "birthdays", "--json").json["url"]
    path = urlsplit(url).path
    assert served.ask("GET", path)[0] == 200
    import sqlite3

    database = sqlite3.connect(served.home / "reseau.db", isolation_level=None)
    database.execute("BEGIN IMMEDIATE")
    try:
        status, during, body = served.ask("GET", served.path)
    finally:
        database.execute("ROLLBACK")
        database.close()
    assert (status, during["ETag"], body) == (200, before["ETag"], old)
    reseau(served.home, "hide", "Dora Martin")
    assert b"Dora" not in served.ask("GET", path)[2]
    reseau(served.home, "undo")
    assert b"Dora" in served.ask("GET", path)[2]


def test_a_rotated_address_works_at_once_and_the_old_one_no_more(served):
    first = reseau(served.home, "feed", "rotate", "digest", "--json").json
    assert set(first) == {"name", "url"}
    assert first["name"] == "digest"
    assert urlsplit(first["url"]).port == served.port
    assert len(urlsplit(first["url"]).path.removeprefix("/feed/").removesuffix(".ics")) >= 43
    assert served.ask("GET", urlsplit(first["url"]).path)[0] == 200
    second = reseau(served.home, "feed", "rotate", "digest", "--json").json
    assert served.ask("GET", urlsplit(first["url"]).path)[0] == 404
    assert served.ask("GET", urlsplit(second["url"]).path, User_Agent="khal/1")[0] == 200
    [listed] = [
        one for one in reseau(served.home, "feed", "list", "--json").json["feeds"] if one["name"] == "digest"
    ]
    assert listed["fetched_by"] == "khal/1"
    reseau(served.home, "feed", "rotate", "nothing", check=2)


def test_a_closed_feed_has_no_address(served):
    path = urlsplit(reseau(served.home, "feed", "rotate", "digest", "--json").json["url"]).path
    assert served.ask("GET", path)[0] == 200
    assert reseau(served.home, "feed", "close", "digest", "--json").json == {"name": "digest", "closed": True}
    assert served.ask("GET", path)[0] == 404
    assert reseau(served.home, "feed", "close", "digest", "--json").json["closed"] is False


def test_a_token_is_nowhere_in_the_home_and_in_no_log(served):
    token = served.path.removeprefix("/feed/").removesuffix(".ics").encode()
    served.ask("GET", served.path)
    for place in served.home.rglob("*"):
        if place.is_file():
            assert token not in place.read_bytes(), place
    assert served.said.count(token.decode()) == 1


# --- the page ---------------------------------------------------------------------------------------------


def test_the_link_opens_the_page_once(tmp_path):
    home = tmp_path / "home"
    server = Server(home)
    path = server.link.removeprefix(f"http://127.0.0.1:{server.port}")
    assert server.ask("GET", "/")[0] == 403
    assert server.ask("HEAD", path)[0] == 403
    status, headers, _ = server.ask("GET", path)
    assert (status, headers["Location"]) == (303, "/")
    cookie = headers["Set-Cookie"]
    assert cookie.startswith(f"reseau-{server.port}=")
    assert {"HttpOnly", "SameSite=strict", "Path=/"} <= {part.strip() for part in cookie.split(";")}
    value = cookie.split(";")[0]
    status, headers, body = server.ask("GET", "/", Cookie=value)
    assert status == 200
    assert server.feed in body.decode()
    assert headers["Cache-Control"] == "no-store"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert server.ask("GET", path)[0] == 403
    assert server.ask("GET", "/", Cookie=f"reseau-{server.port}=forged")[0] == 403
    assert server.stop() == 0


def test_open_gives_a_fresh_link_and_says_when_nothing_is_served(served, tmp_path):
    link = reseau(served.home, "open").out.strip()
    assert served.ask("GET", link.removeprefix(f"http://127.0.0.1:{served.port}"))[0] == 303
    missing = reseau(tmp_path / "other", "open", check=1)
    assert "reseau serve" in missing.err


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "127.0.0.1.evil.example:{port}",
        "127.0.0.1",
        "localhost:1",
        "evil.example:{port}",
        "192.168.1.7:{port}",
        "",
    ],
)
@pytest.mark.parametrize("path", ["/", "feed"])
def test_a_host_that_is_not_ours_is_refused(served, host, path):
    status, _, body = served.ask(
        "GET", served.path if path == "feed" else path, Host=host.format(port=served.port)
    )
    assert status == 400
    assert b"VCALENDAR" not in body


@pytest.mark.parametrize("host", ["localhost:{port}", "127.0.0.1:{port}", "[::1]:{port}", "LOCALHOST:{port}"])
def test_the_names_of_this_computer_are_ours(served, host):
    assert served.ask("GET", served.path, Host=host.format(port=served.port))[0] == 200


def test_every_answer_carries_the_headers_that_protect(served):
    for path in ("/", "/nothing", "/style.css", served.path):
        _, headers, _ = served.ask("GET", path)
        for name in (
            "Content-Security-Policy",
            "X-Content-Type-Options",
            "Referrer-Policy",
            "Cross-Origin-Opener-Policy",
            "Cross-Origin-Resource-Policy",
            "Cache-Control",
        ):
            assert headers[name], (path, name)


def test_what_is_shown_on_the_page_is_escaped():
    from sync.messages import Wording

    evil = "<script>alert(1)</script>"
    now = serving.Standing(1, 0, 0, (evil,), (), ())
    shown = page.standing(Wording("fr"), now, {"touchpoints": [f"http://127.0.0.1/{evil}"]})
    assert "<script" not in shown
    assert shown.count("&lt;script&gt;") == 2
    assert '<html lang="fr">' in shown


def test_the_page_tells_how_jobs_went_on_the_users_clock():
    from sync.messages import Wording
    from sync.store.jobs import JobState

    at = "2026-11-22T23:30:00Z"
    jobs = (JobState("plan", at, at, 0, "job-ok"), JobState("books", at, "", 2, "server.unreachable"))
    shown = page.standing(Wording("en"), serving.Standing(1, 0, 0, (), (), jobs), {}, "Europe/Paris")
    assert "Plan and calendar: up to date (23 November, 00:30)" in shown
    assert "did not work at 23 November, 00:30 (server.unreachable)" in shown


def test_a_one_time_link_is_good_for_its_time_and_once(tmp_path):
    from sync.store import Store

    with Store.open(tmp_path / "home") as store:
        token, late = serving.grant(store, 1000.0), serving.grant(store, 1000.0)
        assert not serving.redeem(store, "guess", 1001.0)
        assert serving.redeem(store, token, 1000.0 + serving.LINK_S)
        assert not serving.redeem(store, token, 1001.0)
        assert not serving.redeem(store, late, 1001.0 + serving.LINK_S)


def test_other_devices_see_the_feed_and_nothing_else():
    """The wall decides by the address a request came in on; no second network is needed to try it."""
    import asyncio

    from sync.messages import Wording
    from sync.web.site import _Wall

    reached = []

    async def inner(scope, receive, send):
        reached.append(scope["path"])

    site = Site(8627, lambda: None, lambda: None, Wording("en"), None, lan="192.168.1.7")
    wall = _Wall(site, inner)
    sent = []

    async def send(message):
        sent.append(message.get("status"))

    for path in ("/", "/login", "/style.css", "/act/done/x/y", "/feed/x.ics"):
        scope = {
            "type": "http",
            "method": "GET",
            "path": path,
            "headers": [(b"host", b"192.168.1.7:8627")],
            "server": ("192.168.1.7", 8627),
        }
        asyncio.run(wall(scope, None, send))
    assert reached == ["/feed/x.ics"]
    assert [status for status in sent if status] == [404, 404, 404, 404]


# --- the program ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("how", "code"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)], ids=["term", "ctrl-c"])
def test_it_ends_cleanly(tmp_path, how, code):
    server = Server(tmp_path / "home")
    assert server.stop(how) == code
    assert "Traceback" not in (tmp_path / "serve.err").read_text()


def test_one_home_is_served_once_and_a_taken_port_is_said(served, tmp_path):
    twice = reseau(served.home, "serve", "--port", "0", check=1)
    assert "reseau open" in twice.err
    taken = reseau(tmp_path / "other", "serve", "--port", str(served.port), check=1)
    assert str(served.port) in taken.err


def test_standard_output_holds_the_ready_line_alone(tmp_path):
    server = Server(tmp_path / "home")
    server.process.send_signal(signal.SIGTERM)
    assert server.process.stdout.read() == ""
    server.stop()


def test_a_dropped_file_becomes_people_and_a_book_is_pulled(tmp_path):
    home, drop, folder = tmp_path / "home", tmp_path / "drop", tmp_path / "cards"
    drop.mkdir()
    folder.mkdir()
    (folder / "eve.vcf").write_bytes(card("eve", name="Eve Martin"))
    reseau(home, "config", "set", "watch.folder", drop)
    reseau(home, "book", "add", "folder", folder)
    reseau(home, "sync", "--yes")
    (folder / "fay.vcf").write_bytes(card("fay", name="Fay Martin"))
    server = Server(home, now="")
    (drop / "contacts.vcf").write_bytes(card("ada", name="Ada Martin"))
    until = time.monotonic() + 60
    known = []
    while time.monotonic() < until and len(known) < 3:
        time.sleep(1)
        known = [person["name"] for person in reseau(home, "people", "--json").json["people"]]
    assert server.stop() == 0
    assert sorted(known) == ["Ada Martin", "Eve Martin", "Fay Martin"]


def test_khal_subscribes_through_vdirsyncer(served, tmp_path):
    url = f"http://127.0.0.1:{served.port}{served.path}"
    (tmp_path / "cal").mkdir()
    (tmp_path / "vdirsyncer.conf").write_text(
        f'[general]\nstatus_path = "{tmp_path}/status"\n[pair feed]\na = "here"\nb = "there"\ncollections = null\n'
        f'[storage here]\ntype = "filesystem"\npath = "{tmp_path}/cal"\nfileext = ".ics"\n'
        f'[storage there]\ntype = "http"\nurl = "{url}"\n'
    )
    (tmp_path / "khal.conf").write_text(
        f"[calendars]\n[[feed]]\npath = {tmp_path}/cal\n[sqlite]\npath = {tmp_path}/khal.db\n"
        "[locale]\nlocal_timezone = Europe/Paris\ndefault_timezone = Europe/Paris\n"
        "timeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\ndatetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
    )
    env = {**os.environ, "HOME": str(tmp_path), "LANG": "C.UTF-8", "XDG_CONFIG_HOME": str(tmp_path)}

    def run(*words, given=""):
        done = subprocess.run(words, capture_output=True, text=True, env=env, timeout=120, input=given)
        assert done.returncode == 0, done.stderr
        return done.stdout

    for step in ("discover", "sync"):
        run(sys.executable, "-m", "vdirsyncer", "-c", str(tmp_path / "vdirsyncer.conf"), step, given="y\n")
    body = served.ask("GET", served.path)[2].decode().replace("\r\n ", "")
    summaries = {
        line.removeprefix("SUMMARY:").replace("\\,", ",")
        for line in body.split("\r\n")
        if line.startswith("SUMMARY:")
    }
    khal = [
        str(COMMAND.parent / "khal"),
        "-c",
        str(tmp_path / "khal.conf"),
        "list",
        "--format",
        "{title}",
        "--day-format",
        "",
        "2026-10-01",
        "430d",
    ]
    shown = {line for line in run(*khal).splitlines() if line}
    assert shown == summaries
    assert shown


@pytest.mark.shared
def test_the_validator_of_feeds_is_content_with_the_answers(served):
    checker = SHARED / "bench" / "ics" / "validate"
    url = f"http://127.0.0.1:{served.port}{served.path}"
    wrong = f"http://127.0.0.1:{served.port}/feed/{'x' * 43}.ics"
    done = subprocess.run(
        [sys.executable, str(checker), url, "--wrong-token", wrong, "--json"],
        capture_output=True,
        text=True,
        timeout=300,
    )
    rows = re.search(r'\["HTTP", "-", "(\w+)", "", "([^"]*)"\]', done.stdout)
    assert rows, done.stdout + done.stderr
    assert rows.groups() == ("ok", "")


def test_dates_of_http_do_not_depend_on_the_language():
    when = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
    assert (
        serving.http_date(when)
        == "Sun, 22 Nov 2026 08:00:00 GMT"
        == formatdate(when.timestamp(), usegmt=True)
    )


# --- links in events --------------------------------------------------------------------------------------------


def links_in(body):
    text = body.decode().replace("\r\n ", "").replace("\\n", "\n")
    return re.findall(r"http://127\.0\.0\.1:\d+(/act/(\w+)/([\w-]+)/[\w-]+)", text)


def test_a_link_shows_a_button_and_only_the_button_does_it(served):
    _, _, body = served.ask("GET", served.path)
    path, _, one = next(link for link in links_in(body) if link[1] == "skip")
    for method in ("GET", "HEAD", "GET"):
        status, headers, text = served.ask(method, path)
        assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
        assert (b"<button>" in text) == (method == "GET")
    assert served.ask("GET", served.path)[2] == body
    assert served.ask("POST", path, Sec_Fetch_Site="cross-site")[0] == 403
    assert served.ask("PUT", path)[0] == 405
    status, _, told = served.ask("POST", path, Sec_Fetch_Site="same-origin")
    assert (status, b"not this time" in told) == (200, True)
    assert one not in served.ask("GET", served.path)[2].decode()
    assert served.ask("POST", path)[0] == 409
    reseau(served.home, "undo")
    assert one in served.ask("GET", served.path)[2].decode().replace("\r\n ", "")


def test_a_link_is_for_one_action_on_one_touchpoint_of_one_address(served):
    url = reseau(served.home, "feed", "rotate", "touchpoints", "--json").json["url"]
    served.path = urlsplit(url).path
    links = links_in(served.ask("GET", served.path)[2])
    path, action, one = next(link for link in links if link[1] == "skip")
    other = next(id_ for _, _, id_ in links if id_ != one)
    wrong = [
        path.replace("/skip/", "/done/"),
        path.replace(one, other),
        path[:-1],
        path + "/",
        "/act/skip/" + one + "/",
        "/act/",
    ]
    assert {served.ask(method, place)[0] for place in wrong for method in ("GET", "POST")} == {404}
    assert action == "skip"
    reseau(served.home, "feed", "rotate", "digest")
    assert served.ask("GET", path)[0] == 200
    served.path = urlsplit(reseau(served.home, "feed", "rotate", "touchpoints", "--json").json["url"]).path
    assert served.ask("GET", path)[0] == 404


def test_a_file_of_a_home_that_is_not_served_has_no_links(tmp_path):
    contacts = tmp_path / "contacts.vcf"
    contacts.write_text(PEOPLE, newline="")
    reseau(tmp_path / "home", "import", contacts)
    told = reseau(tmp_path / "home", "feed", "-o", "-").out
    assert "/act/" not in told
    assert "reseau done" in told


# --- bare reseau on a desktop -----------------------------------------------------------------------------------


def test_bare_reseau_on_a_desktop_serves_and_opens_the_page(tmp_path):
    """On a terminal with a desktop the browser gets a file that only the user can read, and no link on a command line."""
    import pty

    seen = tmp_path / "seen"
    browser = tmp_path / "browser"
    browser.write_text(
        f'#!/bin/sh\nstat -c %a "${{1#file://}}" > {seen}\ncat "${{1#file://}}" >> {seen}\necho "$1" >> {seen}\n'
    )
    browser.chmod(0o755)
    home = tmp_path / "home"
    environ = {
        **os.environ,
        "RESEAU_HOME": str(home),
        "RESEAU_LANG": "en",
        "DISPLAY": ":0",
        "BROWSER": str(browser),
    }
    environ.pop("RESEAU_NOW", None)
    main, terminal = pty.openpty()
    program = subprocess.Popen(
        [COMMAND], stdin=terminal, stdout=terminal, stderr=subprocess.PIPE, env=environ
    )
    try:
        until = time.monotonic() + 30
        while not (seen.exists() and seen.read_text().count("\n") >= 2) and time.monotonic() < until:
            time.sleep(0.1)
        mode, page = seen.read_text().split("\n", 1)
        link = re.search(r"url=(http://127\.0\.0\.1:\d+/login\?t=[\w-]+)", page).group(1)
        assert mode == "600"
        assert link not in page.rsplit("file://", 1)[1]
        parts = urlsplit(link)
        asked = http.client.HTTPConnection(parts.netloc, timeout=10)
        asked.request("GET", f"{parts.path}?{parts.query}")
        answer = asked.getresponse()
        assert answer.status in (302, 303)
        assert answer.getheader("Set-Cookie")
        asked.close()
    finally:
        program.send_signal(signal.SIGINT)
        program.wait(20)
        os.close(main)
        os.close(terminal)
    assert not (home / "open.html").exists()
