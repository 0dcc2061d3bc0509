"""How requests travel: on sockets of our own that answer as servers do on bad days, and Digest by the standard's example."""

import contextlib
import gzip
import socket
import threading
import zlib

import pytest

from adapters.dav import wire
from adapters.dav.digest import Digest
from adapters.dav.wire import PIECE, Lost, Request, Response, Wire, target, unpacked

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


class Server:
    """Answers the n-th request of all connections with the n-th of `answers`; `None` closes without a word.

    With `polite=False` it closes the connection after each answer without having said so.
    """

    def __init__(self, *answers, polite=True):
        self.answers, self.polite, self.seen, self.connections = list(answers), polite, [], 0
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.socket.getsockname()[1]}/"
        self.closed = threading.Event()
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        with contextlib.suppress(OSError):
            while True:
                one, _ = self.socket.accept()
                self.connections += 1
                threading.Thread(target=self._talk, args=(one,), daemon=True).start()

    def _talk(self, one):
        with one, one.makefile("rb") as stream:
            while self.answers:
                head = b""
                while not head.endswith(b"\r\n\r\n"):
                    line = stream.readline()
                    if not line:
                        return
                    head += line
                length = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
                body = stream.read(int(length[0].split(b":")[1])) if length else b""
                self.seen.append((head, body))
                answer = self.answers.pop(0)
                if answer is None:
                    break
                one.sendall(answer)
                if not self.polite:
                    break
        self.closed.set()


@pytest.fixture
def sent():
    ways = []

    def send(server, *, method="GET", path="", body=b"", headers=None, through=None):
        way = through or Wire(proxies=False)
        ways.append(way)
        with way.send(Request(method, server.url + path, headers or {}, body)) as response:
            return response.status, response.headers, b"".join(unpacked(response))

    yield send
    for way in ways:
        way.close()


def test_one_connection_serves_many_requests(sent):
    server, way = Server(OK, OK, OK), Wire(proxies=False)
    for _ in range(3):
        assert sent(server, through=way)[0] == 200
    assert server.connections == 1


def test_a_connection_the_server_has_closed_is_not_written_to(sent):
    """A PUT on a dead connection would count as lost, and would have to be looked for."""
    server, way = Server(OK, OK, polite=False), Wire(proxies=False)
    sent(server, through=way)
    assert server.closed.wait(5)
    assert sent(server, through=way, method="PUT", body=b"card")[0] == 200
    assert [body for _, body in server.seen] == [b"", b"card"]


@pytest.mark.parametrize(
    "answer",
    [
        None,
        b"HTTP/1.1 207 Multi-Status\r\nContent-Length: 50\r\n\r\n<half",
        b"HTTP/1.1 207 Multi-Status\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<half\r\n",
        b"HTTP/1.1 207 Multi-Status\r\nTransfer-Encoding: chunked\r\n\r\n50\r\n<half",
        b"HTTP/1.1 207 Multi-Status\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n<half",
        b"HTTP/1.1 207 Mul",
        b"hello\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 1000 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 200_000,
    ],
    ids=[
        "nothing",
        "cut",
        "chunk-missing",
        "chunk-cut",
        "no-chunk",
        "cut-head",
        "no-http",
        "headers",
        "long-header",
    ],
)
def test_an_answer_that_is_not_whole_is_lost(sent, answer):
    with pytest.raises(Lost) as lost:
        sent(Server(answer, polite=False))
    assert (lost.value.code, lost.value.again) == ("server.connection-lost", True)


def test_a_server_that_says_nothing_is_given_up(sent, monkeypatch):
    monkeypatch.setattr(wire, "IDLE_S", 0.2)
    with pytest.raises(Lost) as lost:
        sent(Server(b"", OK))
    assert (lost.value.code, lost.value.again) == ("server.too-slow", False)


def test_an_answer_given_before_all_was_read_counts(sent):
    server = Server(b"HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", polite=False)
    assert sent(server, method="PUT", body=b"x")[0] == 413


@pytest.mark.parametrize(
    "pack", [gzip.compress, zlib.compress, lambda b: zlib.compress(b)[2:-4]], ids=["gzip", "zlib", "bare"]
)
def test_packed_answers_are_unpacked_piece_by_piece(pack):
    body = bytes(range(256)) * 5000
    packed, name = pack(body), "gzip" if pack is gzip.compress else "deflate"
    pieces = [packed[start : start + 100] for start in range(0, len(packed), 100)]
    assert b"".join(unpacked(Response(200, {"content-encoding": name}, pieces))) == body


def test_no_piece_is_larger_than_its_bound_whatever_it_unpacks_to():
    packed = gzip.compress(b"\0" * 10_000_000)
    assert max(map(len, unpacked(Response(200, {"content-encoding": "gzip"}, [packed])))) <= PIECE


@pytest.mark.parametrize(
    "packed",
    [gzip.compress(b"whole")[:-6], b"nothing packed", gzip.compress(b"a" * 99)[:12] + b"\xff" * 20],
    ids=["cut", "plain", "broken"],
)
def test_a_packed_answer_that_is_not_whole_is_lost(packed):
    with pytest.raises(Lost):
        list(unpacked(Response(200, {"content-encoding": "gzip"}, [packed])))


@pytest.mark.parametrize(
    ("url", "spelled"),
    [
        ("http://h/a%2bb/%C3%BC.vcf", "/a%2bb/%C3%BC.vcf"),
        ("http://h/ü é.vcf", "/%C3%BC%20%C3%A9.vcf"),
        ("http://h", "/"),
        ("http://h/a?b=c d#e", "/a?b=c%20d"),
        ('http://h/"<x>', "/%22%3Cx%3E"),
    ],
    ids=["as-it-is", "bare", "root", "query", "quotes"],
)
def test_the_request_line_is_ascii_and_keeps_what_was_spelled(url, spelled):
    assert target(url) == spelled


def test_a_mark_that_no_header_can_carry_is_lost_and_not_tried_again(sent):
    with pytest.raises(Lost) as lost:
        sent(Server(OK), method="PUT", body=b"x", headers={"If-Match": '"a\nb"'})
    assert lost.value.again is False


def test_the_proxy_the_user_has_set_is_asked_for_the_world_outside_only(sent, monkeypatch):
    proxy, here = Server(OK), Server(OK)
    monkeypatch.setenv("http_proxy", proxy.url.replace("//", "//zoe:pw@"))
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    way = Wire(proxies=True)
    with way.send(
        Request("GET", "http://dav.example.org:81/x", {"Authorization": "Basic b3Vycw=="})
    ) as response:
        assert b"".join(response.pieces) == b"ok"
    way.close()
    sent(here, through=Wire(proxies=True))
    [(head, _)] = proxy.seen
    assert head.startswith(b"GET http://dav.example.org:81/x HTTP/1.1\r\n")
    assert b"\r\nHost: dav.example.org:81\r\n" in head
    assert b"\r\nProxy-Authorization: Basic em9lOnB3\r\n" in head
    assert len(here.seen) == 1


def test_a_proxy_we_cannot_speak_to_is_not_gone_round(monkeypatch):
    monkeypatch.setenv("all_proxy", "socks5://127.0.0.1:9")
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(Lost) as lost, Wire(proxies=True).send(Request("GET", "http://192.0.2.1/", {})):
        pass
    assert lost.value.again is False


CHALLENGE = (
    'Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm={algorithm}, '
    'nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"'
)


@pytest.mark.parametrize(
    ("algorithm", "response"),
    [
        ("MD5", "8ca523f5e9506fed4657c9700eebdbec"),
        ("SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"),
    ],
)
def test_digest_is_that_of_the_standard(algorithm, response):
    """RFC 7616 §3.9.1, both examples."""
    digest = Digest(
        CHALLENGE.format(algorithm=algorithm),
        "Mufasa",
        "Circle of Life",
        cnonce="f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ",
    )
    said = digest.header("GET", "http://www.example.org/dir/index.html")
    assert digest.known
    assert not digest.stale
    assert f'response="{response}"' in said
    assert 'uri="/dir/index.html"' in said
    assert "nc=00000001" in said
    assert "nc=00000002" in digest.header("GET", "http://www.example.org/dir/index.html")


@pytest.mark.parametrize(
    "challenge",
    [
        'Digest realm="x", nonce="a", qop="auth-int"',
        'Digest realm="x"',
        'Digest nonce="a", algorithm=SHA-512-256',
    ],
    ids=["whole-bodies-only", "no-nonce", "unknown"],
)
def test_a_challenge_we_cannot_answer_is_known_as_such(challenge):
    assert not Digest(challenge, "zoe", "x").known
