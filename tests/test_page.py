"""The page: the story from an empty home to a ticked-off touchpoint, over HTTP; who is refused; hostile names."""

import html
import http.client
import re
from types import SimpleNamespace
from urllib.parse import urlencode

import pytest

from sync.messages import Wording
from sync.web import progress, view
from sync.web.importing import NAME_LENGTH, safe_name
from tests.address_book_suite import card
from tests.conftest import SAMPLES
from tests.inprocess import reseau
from tests.test_serve import Server

DEMO = SAMPLES / "demo"
EVIL = ("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "\u202eabc", "w" * 500)
HOSTILE = "".join(
    card(f"u{n}", name=name, more=f"EMAIL:e{n}@example.org\nURL:javascript:alert(1)\n").decode()
    for n, name in enumerate(EVIL, 1)
)


def waits(headers):
    """Tell whether an answer leads to a page that waits for work."""
    return bool(re.fullmatch(r"/import/[0-9a-f]{32}", headers.get("Location") or ""))


class Browser:
    """What a browser without scripts does: keeps the cookie, follows where it is sent, posts forms."""

    def __init__(self, server):
        self.server = server
        self.cookie = ""
        self.at = ""
        status, headers, _ = server.ask("GET", server.link.split(str(server.port), 1)[1])
        assert status == 303
        self.cookie = headers["Set-Cookie"].split(";")[0]

    def ask(self, method, path, body=b"", **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=60)
        told = {"Cookie": self.cookie} | {n.replace("_", "-"): v for n, v in headers.items()}
        connection.request(method, path, body or None, {n: v for n, v in told.items() if v is not None})
        response = connection.getresponse()
        status, fields, text = response.status, response.headers, response.read().decode()
        connection.close()
        return status, fields, text

    def get(self, path, status=200):
        self.at = path
        got, _, text = self.ask("GET", path)
        assert got == status, text
        return text

    def send(self, path, status=303, body=None, kind="application/x-www-form-urlencoded", **fields):
        """Post as our own page does, and follow."""
        body = urlencode(fields).encode() if body is None else body
        got, headers, text = self.ask(
            "POST", path, body, Content_Type=kind, Sec_Fetch_Site="same-origin", Origin="null"
        )
        if waits(headers):
            got, headers, text = self.waited(headers["Location"])
        assert got == status, text
        return self.get(headers["Location"]) if got == 303 else text

    def waited(self, address):
        """Wait as the page does until work is done, and return its answer."""
        self.ask("GET", f"{address}/events")
        return self.ask("GET", address)

    def upload(self, *files, status=200):
        mark = "edge"
        body = b"".join(
            f'--{mark}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'.encode()
            + content
            + b"\r\n"
            for name, content in files
        )
        body += f"--{mark}--\r\n".encode()
        return self.send("/import", status, body, f"multipart/form-data; boundary={mark}")


@pytest.fixture(params=["en", "fr"])
def page(request, tmp_path):
    """An empty home, served, with the page open, in either language."""
    server = Server(tmp_path / "home", RESEAU_LANG=request.param)
    browser = Browser(server)
    browser.words, browser.home = Wording(request.param), tmp_path / "home"
    yield browser
    server.stop()


def demo(*names):
    return [(name, (DEMO / name).read_bytes()) for name in names]


def form(text, start):
    """Return the address of the first form that begins so."""
    found = re.search(f'action="({start}[^"]*)"', text)
    assert found, text
    return html.unescape(found[1])


def test_from_an_empty_home_to_a_ticked_off_touchpoint(page):
    words = page.words
    assert 'type="file"' in page.get("/")
    seen = page.upload(
        *demo("Complete_LinkedInDataExport_11-18-2026.zip", "carnet.vcf", "agenda.ics", "suivi.xlsx")
    )
    assert reseau(page.home, "people", "--json").json["people"] == []
    after = page.send(re.search(r"(/import/\w+/keep)", seen)[1])
    people = reseau(page.home, "people", "--json").json["people"]
    assert words("site.would-be", n=len(people)) in html.unescape(seen)
    assert words("site.imported") in html.unescape(after)
    assert list((page.home / "uploads").iterdir()) == []

    doubts = len(reseau(page.home, "review", "--json").json["questions"])
    assert doubts
    doubt = form(page.get("/review"), "/review/")
    kept = page.send(doubt, word="different")
    assert len(reseau(page.home, "review", "--json").json["questions"]) < doubts
    step = re.search(r'name="step" value="(\d+)"', kept)[1]
    page.send("/undo", step=step, back="/review")
    assert len(reseau(page.home, "review", "--json").json["questions"]) == doubts

    week = page.get("/week")
    touchpoint = form(week, "/week/")
    told = page.send(touchpoint, word="done")
    assert touchpoint not in told
    person = re.search(r'href="/people/([^"]+)"', week)[1]
    shown = reseau(page.home, "show", person, "--json").json
    assert shown["timeline"][-1]["source"] == "user"
    assert html.escape(shown["name"], quote=False) in page.get(f"/people/{person}").replace("&#39;", "'")


def test_looking_at_files_and_leaving_them_writes_nothing(page):
    seen = page.upload(*demo("carnet.vcf"))
    before = reseau(page.home, "history", "--json").out
    page.send(re.search(r"(/import/\w+/drop)", seen)[1])
    assert list((page.home / "uploads").iterdir()) == []
    assert reseau(page.home, "history", "--json").out == before
    page.send(re.search(r"(/import/\w+/keep)", seen)[1], status=409)


def test_a_new_address_of_a_calendar_works_at_once_and_can_be_taken_away(page):
    assert page.server.feed in page.get("/")
    first = page.server.feed
    told = page.send("/calendar/touchpoints/rotate", status=200)
    path = re.search(r"<code>http://127\.0\.0\.1:\d+(/feed/[^<]+)</code>", told)[1]
    assert f'href="webcal://127.0.0.1:{page.server.port}{path}"' in told
    assert page.server.ask("GET", path, User_Agent="Telephone")[0] == 200
    assert page.server.ask("GET", first)[0] == 404
    assert first not in page.get("/")
    again = page.get("/calendar")
    assert "Telephone" in again
    assert path not in again
    page.send("/calendar/touchpoints/close")
    assert page.server.ask("GET", path)[0] == 404
    page.send("/calendar/nothing/rotate", status=409)


def test_hostile_names_are_text_on_every_page(tmp_path):
    server = Server(tmp_path / "home")
    browser = Browser(server)
    try:
        seen = browser.upload(('"><script>.vcf'.replace('"', "%22"), HOSTILE.encode()))
        texts = [seen, browser.send(re.search(r"(/import/\w+/keep)", seen)[1])]
        texts += [browser.get(path) for path in ("/", "/week", "/people", "/people?q=%3Cscript", "/review")]
        texts += [browser.get(one) for one in re.findall(r'href="(/people/[\w-]+)"', texts[4])]
    finally:
        server.stop()
    assert len(texts) == 7 + len(EVIL)
    for text in texts:
        assert "<script" not in re.sub(r'<script src="/(page|htmx)\.js" defer></script>', "", text)
        assert "<img" not in text
        assert 'href="javascript' not in text
        assert not re.search(r"\sstyle=|\son\w+=", re.sub(r">[^<]*<", "><", text))


def test_an_address_that_leads_nowhere_leads_on(page):
    for path, key in (("/nowhere", "site.nothing-here"), ("/people/nobody", "site.nobody-here")):
        text = html.unescape(page.get(path, status=404))
        assert page.words(key) in text
        assert "reseau people" not in text
    # Who has no key learns nothing, not even the language.
    assert page.ask("GET", "/nowhere", Cookie=None)[2] == "Not found.\n"
    # A year is no quantity.
    assert re.search(r'value="[^"]* 20\d\d"', page.get("/campaigns"))


def test_requests_that_are_not_of_the_page_are_refused(tmp_path):
    server = Server(tmp_path / "home")
    try:
        browser = Browser(server)
        own = f"http://127.0.0.1:{server.port}"
        feed = server.feed.removeprefix("/feed/").removesuffix(".ics")
        kind = {"Content_Type": "application/x-www-form-urlencoded"}
        refused = [
            {},
            {"Origin": "http://evil.example"},
            {"Origin": "null"},
            {"Origin": own, "Sec_Fetch_Site": "cross-site"},
            {"Origin": own, "Sec_Fetch_Site": "same-site"},
            {"Origin": "http://127.0.0.1:1", "Sec_Fetch_Site": "same-origin"},
            {"Origin": own, "Cookie": f"reseau-{server.port}={feed}"},
            {"Origin": own, "Cookie": None},
        ]
        for headers in refused:
            assert browser.ask("POST", "/undo", b"step=1", **kind, **headers)[0] == 403, headers
        assert browser.ask("POST", "/undo", b"step=1", **kind, Origin=own)[0] != 403
        for path in ("/", "/week", "/people", "/review", "/calendar", "/import", "/imported"):
            assert browser.ask("GET", path, Cookie=None)[0] == 403
            assert browser.ask("GET", path + "?t=" + feed, Cookie=None)[0] == 403
            policy = browser.ask("GET", path)[1]["Content-Security-Policy"]
            assert "unsafe" not in policy
            assert policy.startswith("default-src 'none'")
        for path in ("/static/../site.py", "/..%2f..%2fetc/passwd", "/import/../../x/keep", "/undo"):
            assert browser.ask("GET", path)[0] in {404, 405}
        assert browser.ask("POST", "/week/x", b"a" * 70_000, **kind, Origin=own)[0] == 413
        browser.send("/import/..%2f..%2fhome/keep", status=404)
    finally:
        server.stop()


def test_working_days_are_ticked_by_their_names(tmp_path):
    server = Server(tmp_path / "home", RESEAU_LANG="fr")
    try:
        browser = Browser(server)

        def ticked(text):
            return re.findall(r'value="(\w+)" checked> (\w+)<', text)

        week = [
            ("mon", "lundi"),
            ("tue", "mardi"),
            ("wed", "mercredi"),
            ("thu", "jeudi"),
            ("fri", "vendredi"),
        ]
        assert ticked(browser.get("/settings")) == week
        days = urlencode([("plan.days", ""), ("plan.days", "sat"), ("plan.days", "tue")]).encode()
        assert ticked(browser.send("/settings", body=days)) == [("tue", "mardi"), ("sat", "samedi")]
        none = urlencode([("plan.days", "")]).encode()
        refused = browser.send("/settings", body=none, status=400)
        assert 'id="wrong-plan.days" role="alert"' in refused
        assert ticked(browser.get("/settings")) == [("tue", "mardi"), ("sat", "samedi")]
    finally:
        server.stop()


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\temp\\carnet.vcf", "carnet.vcf"),
        ("..", "file"),
        ("", "file"),
        ("a\x00\nb.vcf", "a__b.vcf"),
    ],
)
def test_a_files_name_leads_nowhere(given, kept):
    assert safe_name(given) == kept


def test_a_long_name_keeps_its_ending():
    kept = safe_name("é" * 400 + ".vcf")
    assert kept.endswith(".vcf")
    assert len(kept) <= NAME_LENGTH


def test_a_long_import_is_waited_for_on_a_page_that_tells_how_far_it_is(tmp_path):
    from tests.exports import Exports

    server = Server(tmp_path / "home")
    try:
        browser, words = Browser(server), Wording("en")
        content = Exports(1, 12_000, today="2026-11-18").csv()
        browser.waited = lambda address: (303, {"Location": address}, "")
        waiting = browser.upload(("Connections.csv", content), status=303)
        address = re.search(r'data-hx-sse:connect="(/import/\w+)/events"', waiting)[1]
        # With htmx the server says when it is done; a page without script, or without htmx, looks again by itself.
        assert '<meta http-equiv="refresh"' in waiting
        assert ('<noscript><meta http-equiv="refresh"' in waiting) is view.has_htmx()
        status, headers, told = browser.ask("GET", f"{address}/events")
        assert (status, headers["Content-Type"].split(";")[0]) == (200, "text/event-stream")
        lines = [
            re.findall("<li>([^<]*)</li>", one) for one in re.findall(r"^data: (<.*)$", told, re.MULTILINE)
        ]
        assert words("site.linking") in lines[-1]
        assert re.fullmatch(r"Connections\.csv: \d\d,\d{3} entries", lines[-1][0])
        assert told.endswith("event: done\ndata: \n\n")
        seen = browser.get(address)
        assert words("site.would-be", n=12_000).partition("12")[0] in seen
        del browser.waited
        assert words("site.imported") in browser.send(f"{address}/keep")
        assert browser.ask("GET", f"{address}/events", Cookie=None)[0] == 403
        browser.get("/import/0123456789abcdef0123456789abcdef", status=404)
    finally:
        server.stop()
    assert len(reseau(tmp_path / "home", "people", "--all", "--json").json["people"]) > 10_000


def test_work_that_breaks_is_told_and_says_nothing_of_what_it_held(capfd):
    site = SimpleNamespace(works={}, words=Wording("en"))

    def job(_):
        raise RuntimeError("the card of Zoé Delaunay")

    answer = progress.done_aside(site, "0" * 32, job)
    assert answer.status_code == 503
    assert site.words("site.try-again") in answer.body.decode()
    assert "Zoé" not in answer.body.decode() + "".join(capfd.readouterr())


def test_an_export_that_looks_cut_is_told_on_the_page(tmp_path):
    from tests.exports import Exports

    network = Exports(3, 300, today="2026-05-20")
    (tmp_path / "first.csv").write_bytes(network.csv(noise=False))
    lines = (tmp_path / "first.csv").read_bytes().splitlines(keepends=True)
    (tmp_path / "cut.csv").write_bytes(b"".join(lines[: len(lines) // 3]))
    reseau(tmp_path / "home", "import", tmp_path / "first.csv", RESEAU_NOW="2026-05-20T10:00:00+02:00")
    reseau(tmp_path / "home", "import", tmp_path / "cut.csv", RESEAU_NOW="2026-11-20T10:00:00+01:00")
    told = reseau(tmp_path / "home", "changes")
    server = Server(tmp_path / "home")
    try:
        text = html.unescape(Browser(server).get("/renew"))
    finally:
        server.stop()
    warning = told.err.strip().splitlines()[0]
    assert warning
    assert warning in text
