"""`feed publish` to a folder and to a WebDAV server, and the test of the link that others subscribe to."""

import hashlib
import http.server
import threading

import pytest

from sync.usecases.outlets import kind_of, reach_of
from tests.inprocess import reseau
from tests.test_publishing import TABLE, events


@pytest.fixture
def home(tmp_path):
    (tmp_path / "suivi.csv").write_text(TABLE, encoding="utf-8")
    reseau(tmp_path / "home", "import", tmp_path / "suivi.csv")
    return tmp_path / "home"


class Server:
    """A small WebDAV server with public links: `/dav/…` wants a password, `/s/…` gives the same to everybody."""

    def __init__(self):
        self.files, self.puts, self.public = {}, [], "file"
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def log_message(self, *words):
                pass

            def reply(self, status, body=b"", **headers):
                self.send_response(status)
                for name, value in {"Content-Length": str(len(body)), **headers}.items():
                    self.send_header(name.replace("_", "-"), value)
                self.end_headers()
                self.wfile.write(body)

            def do_GET(self):
                name = self.path.rpartition("/")[2]
                if self.path.startswith("/s/"):
                    answers = {
                        "file": (200, outer.files.get(name, b"")),
                        "page": (200, b"<!DOCTYPE html><html>Sign in</html>"),
                        "refused": (401, b""),
                        "missing": (404, b""),
                        "other": (200, b"hello"),
                        "away": (500, b""),
                        "stale": (200, b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"),
                        "unix": (200, outer.files.get(name, b"").replace(b"\r\n", b"\n")),
                    }
                    if outer.public == "moved":
                        self.reply(302, Location="http://elsewhere.example.org/x.ics")
                    else:
                        self.reply(*answers[outer.public])
                elif "Authorization" not in self.headers:
                    self.reply(401, WWW_Authenticate='Basic realm="x"')
                elif name in outer.files:
                    self.reply(200, outer.files[name])
                else:
                    self.reply(404)

            def do_PUT(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                name = self.path.rpartition("/")[2]
                etag = outer.etag(name)
                outer.puts.append(self.headers.get("If-Match"))
                if "Authorization" not in self.headers:
                    self.reply(401, WWW_Authenticate='Basic realm="x"')
                elif self.headers.get("If-Match") not in (None, etag):
                    self.reply(412)
                elif "/nowhere/" in self.path:
                    self.reply(409)
                else:
                    outer.files[name] = body
                    self.reply(201, ETag=outer.etag(name))

        self.http = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_port}"
        threading.Thread(target=self.http.serve_forever, daemon=True).start()

    def etag(self, name):
        return f'"{hashlib.md5(self.files[name]).hexdigest()}"' if name in self.files else None

    def stop(self):
        self.http.shutdown()
        self.http.server_close()


@pytest.fixture
def server():
    one = Server()
    yield one
    one.stop()


def publish(home, *words, check=0):
    told = reseau(home, "feed", "publish", *words, "--json", check=check, RESEAU_SECRET_127_0_0_1="geheim")
    return told.json["outlets"][0]


def said(content):
    """Return the events of a calendar, without the one that a published file has besides."""
    return [event for event in events(content.decode()) if "has not renewed" not in event["SUMMARY"]]


def test_a_folder_gets_the_feed_whole_under_a_name_that_tells_it(home, tmp_path):
    folder = tmp_path / "Nextcloud"
    folder.mkdir()
    told = publish(home, folder)
    assert (told["kind"], told["written"], told["check"]["code"]) == ("folder", True, "no-link")
    [file] = folder.iterdir()
    assert file.name == "reseau-touchpoints.ics"
    assert said(file.read_bytes()) == said(reseau(home, "feed", "-o", "-").out.encode())
    assert publish(home)["written"] is False
    reseau(home, "snooze", "delaunay", "2026-12-07")
    assert publish(home)["written"] is True
    assert b"20261207" in file.read_bytes()
    assert list(folder.iterdir()) == [file]


def test_somebody_who_deleted_the_file_gets_it_again(home, tmp_path):
    file = tmp_path / "reseau.ics"
    publish(home, file)
    file.unlink()
    assert publish(home)["written"] is True
    assert file.exists()


def test_a_folder_that_is_not_there_is_said(home, tmp_path):
    told = publish(home, tmp_path / "no" / "such.ics", check=1)
    assert told["error"]["code"] == "feed.not-written"


def test_a_file_of_the_users_own_is_not_taken_for_the_calendars_place(home, tmp_path):
    own = tmp_path / "thesis.docx"
    own.write_bytes(b"PK years of work")
    told = reseau(home, "feed", "publish", "digest", own, check=1)
    assert "no calendar" in told.err
    assert own.read_bytes() == b"PK years of work"
    assert [one.name for one in tmp_path.iterdir() if "thesis" in one.name] == ["thesis.docx"]
    # An older calendar, and an empty file, make room.
    for content in (b"\xef\xbb\xbfbegin:vcalendar\r\nEND:VCALENDAR\r\n", b""):
        old = tmp_path / f"old-{len(content)}.ics"
        old.write_bytes(content)
        reseau(home, "feed", "publish", "digest", old)
        assert b"X-WR-CALNAME" in old.read_bytes()


def test_each_place_has_a_feed_and_a_level_of_its_own(home, tmp_path):
    publish(home, "digest", tmp_path / "d.ics", "--privacy", "initials")
    publish(home, "touchpoints", tmp_path / "t.ics")
    assert "Zoé".encode() not in (tmp_path / "d.ics").read_bytes()
    assert "Zoé".encode() in (tmp_path / "t.ics").read_bytes()
    reseau(home, "done", "delaunay")
    told = reseau(home, "feed", "publish", "--json").json["outlets"]
    assert [(one["feed"], one["written"]) for one in told] == [("digest", True), ("touchpoints", True)]
    reseau(home, "feed", "publish", "digest", "--stop")
    assert [one["feed"] for one in reseau(home, "feed", "publish", "--json").json["outlets"]] == [
        "touchpoints"
    ]
    reseau(home, "feed", "publish", "--stop", check=2)


def test_nothing_published_is_said_with_an_example(home):
    assert "reseau feed publish" in reseau(home, "feed", "publish", check=2).err
    reseau(home, "feed", "publish", "holidays", "x.ics", check=2)


def test_a_server_gets_it_under_conditions_and_the_public_link_is_tested(home, server):
    told = publish(
        home,
        "touchpoints",
        f"{server.url}/dav/reseau.ics",
        "--user",
        "zoe",
        "--public",
        f"{server.url}/s/reseau.ics",
    )
    assert (told["kind"], told["written"]) == ("webdav", True)
    assert told["check"] | {"message": ""} == {"code": "ok", "works": True, "reach": "here", "message": ""}
    assert said(server.files["reseau.ics"]) == said(reseau(home, "feed", "-o", "-").out.encode())
    assert publish(home)["written"] is False
    etag = server.etag("reseau.ics")
    reseau(home, "snooze", "delaunay", "2026-12-07")
    assert publish(home)["written"] is True
    assert server.puts == [None, etag]
    # Somebody else has put another file there: the place is the feed's.
    server.files["reseau.ics"] = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
    assert publish(home)["check"]["works"] is True
    assert b"20261207" in server.files["reseau.ics"]


@pytest.mark.parametrize("how", ["page", "refused", "missing", "other", "away", "stale", "moved"])
def test_a_link_that_does_not_work_for_subscribers_is_said(home, server, how):
    server.public = how
    words = (
        "touchpoints",
        f"{server.url}/dav/reseau.ics",
        "--user",
        "zoe",
        "--public",
        f"{server.url}/s/reseau.ics",
    )
    told = publish(home, *words)
    assert (told["check"]["code"], told["check"]["works"]) == (how, False)
    for language in ("en", "fr"):
        shown = reseau(home, "feed", "publish", language=language, RESEAU_SECRET_127_0_0_1="geheim").err
        assert f"{server.url}/s/reseau.ics" in shown


def test_other_line_ends_are_the_same_calendar(home, server):
    server.public = "unix"
    words = (
        "touchpoints",
        f"{server.url}/dav/reseau.ics",
        "--user",
        "zoe",
        "--public",
        f"{server.url}/s/reseau.ics",
    )
    assert publish(home, *words)["check"]["works"] is True


def test_a_password_goes_to_the_server_only_and_a_wrong_place_is_said(home, server):
    told = publish(home, "touchpoints", f"{server.url}/dav/nowhere/reseau.ics", "--user", "zoe", check=5)
    assert told["error"]["code"] == "outlet.no-folder"
    told = publish(home, "touchpoints", f"{server.url}/dav/reseau.ics", check=4)
    assert told["error"]["code"] == "server.not-authorised"
    for file in home.rglob("*"):
        assert not file.is_file() or b"geheim" not in file.read_bytes()


def test_a_trial_writes_nothing(home, tmp_path):
    publish(home, tmp_path / "a.ics", "--dry-run")
    assert not (tmp_path / "a.ics").exists()
    assert reseau(home, "feed", "publish", check=2).err


@pytest.mark.parametrize(
    ("target", "kind"),
    [
        ("~/Nextcloud/reseau.ics", "folder"),
        ("/srv/www", "folder"),
        ("./agenda@home.ics", "folder"),
        ("https://cloud.example.org/remote.php/dav/files/zoe/reseau.ics", "webdav"),
        ("https://cloud.example.org/s/x.ICS?y=1", "webdav"),
        ("https://cloud.example.org/", "caldav"),
        ("zoe@example.org", "caldav"),
    ],
)
def test_a_place_tells_its_kind(target, kind):
    assert kind_of(target) == kind


@pytest.mark.parametrize(
    ("url", "reach"),
    [
        ("http://127.0.0.1/x", "here"),
        ("http://[::1]/x", "here"),
        ("http://localhost:81/x", "here"),
        ("https://10.1.2.3/x", "lan"),
        ("https://nas/x", "lan"),
        ("https://nas.local/x", "lan"),
        ("http://cloud.example.org/x", "plain"),
        ("https://cloud.example.org/x", "any"),
        ("https://8.8.8.8/x", "any"),
    ],
)
def test_an_address_tells_who_reaches_it(url, reach):
    assert reach_of(url) == reach


def test_a_published_file_that_nobody_renews_says_so_when_it_grows_old(home, tmp_path):
    publish(home, tmp_path / "a.ics")
    text = (tmp_path / "a.ics").read_text().replace("\r\n ", "").replace("\n ", "")
    assert "SUMMARY:reseau has not renewed this calendar since 22 November" in text
    [day] = [block for block in text.split("BEGIN:VEVENT") if "has not renewed" in block]
    assert "DTSTART;VALUE=DATE:20261130" in day
    reseau(home, "feed", "publish", RESEAU_NOW="2026-11-25T09:00:00+01:00")
    assert "since 25 November" in (tmp_path / "a.ics").read_text().replace("\r\n ", "").replace("\n ", "")
    assert "has not renewed" not in reseau(home, "feed", "-o", "-").out


def test_while_it_serves_every_place_is_renewed_and_one_that_fails_costs_no_other(home, tmp_path):
    from sync import app
    from sync.config.place import find
    from sync.messages import Wording
    from sync.ports import ReseauError
    from sync.store import Store

    (tmp_path / "away").mkdir()
    publish(home, "digest", tmp_path / "away" / "d.ics")
    publish(home, "touchpoints", tmp_path / "t.ics")
    (tmp_path / "t.ics").unlink()
    place = find(
        {"RESEAU_HOME": str(home), "RESEAU_NOW": "2026-11-23T09:00:00+01:00", "RESEAU_TZ": "Europe/Paris"}
    )
    with Store.open(home) as store:
        assert app.publish_all(store, place, Wording("en"), {}) == "job-ok"
        (tmp_path / "t.ics").unlink()
        (tmp_path / "away" / "d.ics").unlink()
        (tmp_path / "away").rmdir()
        with pytest.raises(ReseauError):
            app.publish_all(store, place, Wording("en"), {})
    assert (tmp_path / "t.ics").exists()


def test_a_password_is_asked_for_once_and_kept_in_the_keyring_only_when_it_was_right(
    home, server, monkeypatch
):
    from sync.config.secrets import Secrets

    asked, ring = [], {}

    def ask(name, user):
        asked.append((name, user))
        return "geheim"

    def secrets_of(run, store):
        return Secrets("test", {}, ask=ask, find_keyring=lambda: None)

    monkeypatch.setattr("sync.cli.book.secrets_of", secrets_of)
    monkeypatch.setattr(
        Secrets, "keep", lambda self, name, user, value: ring.update({(name, user): value}) or ""
    )
    words = ("feed", "publish", "touchpoints", f"{server.url}/dav/nowhere/reseau.ics", "--user", "zoe")
    reseau(home, *words, check=5)
    assert (asked, ring) == ([("127.0.0.1", "zoe")], {})
    asked.clear()
    told = reseau(home, "feed", "publish", "touchpoints", f"{server.url}/dav/reseau.ics", "--user", "zoe")
    assert asked == [("127.0.0.1", "zoe")]
    assert ring == {("127.0.0.1", "zoe"): "geheim"}
    assert "RESEAU_SECRET_127_0_0_1" in told.err
