"""What somebody tries who wants in, from another page, another port or with a program: nothing gets through, and nothing
falls over.
"""

import io
import re
import socket
import zipfile

import pytest

from tests.address_book_suite import card
from tests.inprocess import reseau
from tests.test_page import Browser
from tests.test_serve import Server

KIND = "application/x-www-form-urlencoded"
OURS = {"Sec-Fetch-Site": "same-origin", "Origin": "null"}


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    """A served home with one person, and a browser that is logged in."""
    folder = tmp_path_factory.mktemp("attacked")
    (folder / "one.vcf").write_bytes(card("u1", name="Zoé Secrète"))
    reseau(folder / "home", "import", folder / "one.vcf")
    server = Server(folder / "home")
    browser = Browser(server)
    browser.home = folder / "home"
    yield browser
    server.stop()


def raw(page, text, body=b""):
    """Send bytes as they are; return (status, head, body)."""
    with socket.create_connection(("127.0.0.1", page.server.port), timeout=20) as line:
        line.sendall(text.replace("\n", "\r\n").encode("latin-1") + b"\r\n\r\n" + body)
        line.settimeout(20)
        told = b""
        try:
            while chunk := line.recv(65536):
                told += chunk
        except (TimeoutError, ConnectionResetError):
            pass
    head, _, rest = told.partition(b"\r\n\r\n")
    status = int(head.split()[1]) if head else 0
    return status, head.decode("latin-1"), rest.decode("utf-8", "replace")


def hidden(page, status, text):
    """Whoever asked has got nothing of anybody, and the page is alive."""
    assert 400 <= status < 500, (status, text[:300])
    assert "Secrète" not in text
    assert "Traceback" not in text
    assert "Zoé Secrète" in page.get("/people")


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:{port}",
        "127.0.0.1.evil.example:{port}",
        "localhost.:{port}",
        "127.0.0.1:1",
        "127.0.0.1",
        "evil@127.0.0.1:{port}",
        "127.0.0.1:{port}@evil.example",
        "127.0.0.1:{port}, evil.example",
        "0.0.0.0:{port}",
        "2130706433:{port}",
        "",
    ],
)
def test_a_name_that_was_pointed_here_gets_nothing(page, host):
    told = host.format(port=page.server.port)
    status, head, text = raw(
        page, f"GET /people HTTP/1.1\nHost: {told}\nCookie: {page.cookie}\nConnection: close"
    )
    assert status == 400
    assert "content-security-policy" in head.lower() or "Invalid HTTP" in text
    hidden(page, status, text)


def test_two_hosts_or_none_or_another_in_the_first_line(page):
    port, rest = page.server.port, f"Cookie: {page.cookie}\nConnection: close"
    both = f"GET /people HTTP/1.1\nHost: 127.0.0.1:{port}\nHost: evil.example\n{rest}"
    none = f"GET /people HTTP/1.0\n{rest}"
    for told in (both, none):
        status, _, text = raw(page, told)
        hidden(page, status, text)
    # What the first line says of a host is no way around what the header says.
    status, _, text = raw(page, f"GET http://127.0.0.1:{port}/people HTTP/1.1\nHost: evil.example\n{rest}")
    hidden(page, status, text)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "null"},
        {"Origin": "http://evil.example"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "https://127.0.0.1:{port}"},
        {"Origin": "http://127.0.0.1:{port}.evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Origin": "http://127.0.0.1:{port}"},
        {"Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": "SAME-ORIGIN", "Origin": "null"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "http://evil.example"},
    ],
)
@pytest.mark.parametrize(
    "path", ["/erase", "/settings", "/undo", "/review/guards/answer", "/books/add", "/import"]
)
def test_a_form_of_another_page_changes_nothing(page, path, headers):
    told = {name: value.format(port=page.server.port) for name, value in headers.items()}
    status, _, text = page.ask("POST", path, b"word=erase", **{"Content-Type": KIND} | told)
    assert status == 403
    hidden(page, status, text)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "BREW"])
def test_no_other_method_does_anything(page, method):
    for path in ("/erase", "/people", "/"):
        status, headers, text = page.ask(method, path, **OURS)
        assert "Access-Control-Allow-Origin" not in headers
        hidden(page, status, text)


def test_a_method_is_not_overridden(page):
    for headers in (
        {"X-HTTP-Method-Override": "POST"},
        {"X-HTTP-Method": "POST"},
        {"X-Method-Override": "POST"},
    ):
        status, _, _ = page.ask("GET", "/erase?_method=POST&word=erase", **headers | OURS)
        assert status == 200
        status, _, text = page.ask("GET", "/example", **headers | OURS)
        hidden(page, status, text)
    assert "Zoé Secrète" in page.get("/people")


def test_neither_the_feed_nor_the_link_of_before_opens_the_page(page):
    token = re.search(r"/feed/([^.]+)\.ics", page.server.feed)[1]
    name = page.cookie.partition("=")[0]
    for cookie in (
        f"{name}={token}",
        f"{name}=",
        f"reseau-1={page.cookie.partition('=')[2]}",
        f"{name}={'a' * 6000}",
    ):
        status, _, text = page.ask("GET", "/people", Cookie=cookie)
        hidden(page, status, text)
    used = page.server.link.rpartition("=")[2]
    for told in (token, used, used + "%00", "", "x" * 5000):
        status, _, text = page.ask("GET", f"/login?t={told}", Cookie=None)
        hidden(page, status, text)


def test_a_cookie_thrown_in_from_another_port_lets_nobody_in_and_takes_nobody_over(page):
    name, _, value = page.cookie.partition("=")
    for told in (f"{name}=thrown", f'{name}="thrown"; {name}=too', f"{name} ={value}x"):
        status, _, text = page.ask("GET", "/people", Cookie=told)
        hidden(page, status, text)
    # A session is only ever one that we gave: the value that somebody else chose is never taken on.
    status, headers, _ = page.ask("GET", "/login?t=wrong", Cookie=f"{name}=chosen")
    assert status == 403
    assert "Set-Cookie" not in headers


@pytest.mark.parametrize(
    "path",
    [
        "/../sync/web/site.py",
        "/style.css/../site.py",
        "/%2e%2e/site.py",
        "/..%2f..%2fetc/passwd",
        "/htmx.js/",
        "/page.js%00",
        "/htmx.LICENSE",
        "/static/page.js",
        "/assets/htmx.min.js",
        "//evil.example/people",
        "/people/%00",
        "/people/..%2f..%2fhome",
        "/people/" + "a" * 5000,
        "/people/%ff%fe",
        "/campaigns/..%2f..%2f/labels.pdf",
        "/import/..%2f..%2fhome",
        "/import/0/events",
        "/feed/",
        "/feed/.ics",
        "/feed/..%2fpeople.ics",
        "/act/done/1/",
        "/act/done/../people",
    ],
)
def test_no_path_leads_out_of_the_house(page, path):
    status, _, text = page.ask("GET", path)
    hidden(page, status, text)
    assert "import annotations" not in text
    assert "root:" not in text


def test_headers_of_a_proxy_say_nothing_here(page):
    told = {
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-For": "127.0.0.1",
        "X-Forwarded-Proto": "https",
        "Forwarded": "host=evil.example",
        "X-Original-URL": "/erase",
        "X-Rewrite-URL": "/erase",
    }
    status, headers, text = page.ask("GET", "/people", **told)
    assert status == 200
    assert "evil.example" not in text + str(headers)
    status, _, text = page.ask("GET", "/people", Cookie=None, **told)
    hidden(page, status, text)


@pytest.mark.parametrize(
    "back", ["//evil.example", "https://evil.example", "/week\r\nSet-Cookie: a=b", "/\\evil.example"]
)
def test_nobody_is_sent_elsewhere(page, back):
    from urllib.parse import urlencode

    for path, fields in (
        ("/undo", {"back": back, "step": "0"}),
        ("/week/none", {"back": back, "word": "done"}),
    ):
        status, headers, _ = page.ask(
            "POST", path, urlencode(fields).encode(), **{"Content-Type": KIND} | OURS
        )
        assert status < 500
        assert "evil" not in headers.get("Location", "/")
        assert "Set-Cookie" not in headers
    status, headers, _ = page.ask("GET", "/people?q=%0d%0aSet-Cookie:%20a=b&city=%0d%0aX:y&at=%00&tier=%22")
    assert status == 200
    assert {"Set-Cookie", "X"}.isdisjoint(headers)
    assert "\n" not in headers["HX-Replace-Url"]


@pytest.mark.parametrize(
    "mark", [["HX-Request", "true"], ["HX-Boosted", "true"], ["HX-History-Restore-Request", "true"]]
)
def test_who_says_to_be_htmx_is_asked_for_the_same(page, mark):
    status, _, text = page.ask("GET", "/people", Cookie=None, **dict([mark]))
    hidden(page, status, text)
    status, _, text = page.ask(
        "POST",
        "/erase",
        b"word=erase",
        **{"Content-Type": KIND, "Origin": "http://evil.example"} | dict([mark]),
    )
    hidden(page, status, text)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (KIND, b"a=" + b"b" * (65 << 10)),
        (KIND, b"&".join(b"a%d=1" % n for n in range(10_000))),
        (KIND, b"a&" * 30_000),
        ("multipart/form-data", b"x"),
        ("multipart/form-data; boundary=", b"x"),
        ("multipart/form-data; boundary=e", b"--e\r\n" + b"X: " + b"y" * 60_000),
        (
            "multipart/form-data; boundary=e",
            b"".join(b'--e\r\nContent-Disposition: form-data; name="a%d"\r\n\r\n\r\n' % n for n in range(900))
            + b"--e--\r\n",
        ),
        ("multipart/form-data; boundary=e", b"--e\r\nContent-Disposition: form-data\r\n\r\nx\r\n--e--\r\n"),
        ("multipart/form-data; boundary=" + "e" * 5000, b"x"),
        ("application/json", b"[" * 60_000),
        (KIND + "; charset=utf-7", b"+ADw-script+AD4-"),
        (KIND, b"\xff\xfe=%ff%fe&%00=%00"),
    ],
    ids=[
        "long",
        "many-fields",
        "no-values",
        "no-boundary",
        "empty-boundary",
        "long-header",
        "many-parts",
        "no-name",
        "long-boundary",
        "json",
        "utf-7",
        "bytes",
    ],
)
@pytest.mark.parametrize("path", ["/settings", "/import", "/people/none/edit"])
def test_a_form_that_is_none_is_refused_in_words(page, path, kind, body):
    status, _, text = page.ask("POST", path, body, **{"Content-Type": kind} | OURS)
    if status in (200, 303) and path == "/settings":
        # Settings take a form that says nothing as saying nothing.
        assert "Traceback" not in text
        assert not (page.home / "reseau.toml").exists()
        return
    hidden(page, status, text)


def test_more_files_than_may_be_are_refused(page):
    part = '--e\r\nContent-Disposition: form-data; name="files"; filename="{}.vcf"\r\n\r\nx\r\n'
    body = "".join(part.format(n) for n in range(300)).encode() + b"--e--\r\n"
    status, _, text = page.ask(
        "POST", "/import", body, **{"Content-Type": "multipart/form-data; boundary=e"} | OURS
    )
    hidden(page, status, text)


def test_a_body_that_says_to_be_short_and_goes_on_is_cut(page):
    head = f"POST /settings HTTP/1.1\nHost: 127.0.0.1:{page.server.port}\nCookie: {page.cookie}\nContent-Type: {KIND}\n"
    head += "Sec-Fetch-Site: same-origin\nOrigin: null\nConnection: close\nTransfer-Encoding: chunked"
    chunk = b"4000\r\n" + b"a" * 0x4000 + b"\r\n"
    status, _, text = raw(page, head, chunk * 8 + b"0\r\n\r\n")
    hidden(page, status, text)


def test_a_zip_that_unfolds_to_more_than_the_disk_is_refused(page):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Connections.csv", b"0" * (600 << 20))
        archive.writestr("../../../../tmp/reseau-was-here.csv", b"First Name,Last Name\nMal,Ware\n")
    text = page.upload(("LinkedIn.zip", packed.getvalue()), status=409)
    assert "Ware" not in text
    assert "Zoé Secrète" in page.get("/people")


@pytest.mark.parametrize(
    "name",
    [
        "../../evil.vcf",
        "..\\..\\evil.vcf",
        "/etc/evil.vcf",
        "evil.vcf\x00.png",
        ".",
        "..",
        "con",
        "a" * 3000 + ".vcf",
    ],
)
def test_the_name_of_a_file_writes_nowhere_else(page, name):
    before = {one for one in page.home.parent.rglob("*") if "evil" in one.name}
    mark = "edge"
    body = f'--{mark}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'.encode()
    body += card("u9", name="Mal Ware") + f"\r\n--{mark}--\r\n".encode()
    status, _, _ = page.ask(
        "POST", "/import", body, **{"Content-Type": f"multipart/form-data; boundary={mark}"} | OURS
    )
    assert status < 500
    after = {one for one in page.home.parent.rglob("*") if "evil" in one.name}
    assert all(one.is_relative_to(page.home) for one in after - before)
    assert "Ware" not in page.get("/people")
