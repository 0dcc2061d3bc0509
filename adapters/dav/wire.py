"""HTTP/1.1 on the standard library: connections kept open, answers in pieces, nothing sent twice.

What is here is how a request travels; whom it may go to, and when it is sent again, is for `adapters.dav.client`.
A whole HTTP library takes longer to load than a sync without changes takes (docs/decisions/0009-a-wire-of-our-own.md).
"""

from __future__ import annotations

import http.client
import os
import select
import ssl
import sys
import threading
from binascii import b2a_base64
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING, NamedTuple, Protocol
from urllib.parse import quote, unquote, urlsplit

from adapters.dav.hrefs import Origin, is_loopback, origin

if TYPE_CHECKING:
    from zlib import _Decompress

CONNECT_S = 15.0
IDLE_S = 30.0
CONNECTIONS = 4
PIECE = 256 * 1024
_SAFE = "%/:@!$&'()*+,;=~?-._[]"
_PACKED = {"gzip": 47, "x-gzip": 47, "deflate": 47}
"""Window bits by which zlib tells gzip from zlib by itself."""
_AUTHORITIES = (
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
)
"""Where systems keep the certificates they trust, for a Python that was built to look elsewhere."""


class Lost(Exception):
    """No whole answer came; `code` is a key of the catalogue, `again` tells whether asking once more may help."""

    def __init__(self, code: str, *, again: bool) -> None:
        super().__init__(code)
        self.code, self.again = code, again


class Request(NamedTuple):
    """What is sent."""

    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes = b""


class Response(NamedTuple):
    """What came back: header names in lower case, and the body as it comes, packed as it was sent."""

    status: int
    headers: Mapping[str, str]
    pieces: Iterable[bytes]


class Transport(Protocol):
    """Sends requests; several threads may at once."""

    def send(self, request: Request) -> AbstractContextManager[Response]:
        """Send a request and give its response while the context lasts. Raises `Lost`."""

    def close(self) -> None:
        """Let go of connections."""


class Wire:
    """Connections to servers, kept for the next request. `proxies` says that the ones the user has set are used."""

    def __init__(self, *, proxies: bool) -> None:
        self._proxies = proxies
        self._idle: dict[Origin, list[http.client.HTTPConnection]] = {}
        self._lock = threading.Lock()
        self._at_once = threading.BoundedSemaphore(CONNECTIONS)
        self._context: ssl.SSLContext | None = None

    @contextmanager
    def send(self, request: Request) -> Iterator[Response]:
        """See `Transport`."""
        there = origin(request.url)
        with self._at_once:
            connection = self._idle_to(there) or self._connect(there)
            answer = None
            try:
                answer = self._ask(connection, there, request)
                headers: dict[str, str] = {}
                for name, value in answer.getheaders():
                    told = headers.get(name.lower())
                    headers[name.lower()] = value if told is None else f"{told}, {value}"
                yield Response(answer.status, headers, _pieces(answer))
            finally:
                if answer is not None and answer.isclosed() and connection.sock is not None:
                    with self._lock:
                        self._idle.setdefault(there, []).append(connection)
                else:
                    connection.close()

    def close(self) -> None:
        """See `Transport`."""
        with self._lock:
            kept, self._idle = self._idle, {}
        for connections in kept.values():
            for connection in connections:
                connection.close()

    def _idle_to(self, there: Origin) -> http.client.HTTPConnection | None:
        """Return a connection that is still open; a server that closed it has made it readable."""
        while True:
            with self._lock:
                kept = self._idle.get(there)
                if not kept:
                    return None
                connection = kept.pop()
            if connection.sock is not None and not _readable(connection):
                return connection
            connection.close()

    def _connect(self, there: Origin) -> http.client.HTTPConnection:
        connection = self._prepared(there)
        try:
            connection.connect()
        except ssl.SSLError as error:
            raise Lost("server.certificate", again=False) from error
        except TimeoutError as error:
            raise Lost("server.too-slow", again=True) from error
        except (OSError, http.client.HTTPException, UnicodeError) as error:
            raise Lost("server.unreachable", again=True) from error
        connection.sock.settimeout(IDLE_S)
        return connection

    def _prepared(self, there: Origin) -> http.client.HTTPConnection:
        """Return a connection that is still to be made, by the proxy the user has set, if any."""
        proxy = self._proxy(there)
        host, port = (proxy.host, proxy.port) if proxy else (there.host, there.port)
        if there.scheme != "https":
            return http.client.HTTPConnection(host, port, timeout=CONNECT_S)
        connection = http.client.HTTPSConnection(host, port, timeout=CONNECT_S, context=self._verifying())
        if proxy:
            connection.set_tunnel(there.host, there.port, proxy.headers)
        return connection

    def _ask(
        self, connection: http.client.HTTPConnection, there: Origin, request: Request
    ) -> http.client.HTTPResponse:
        spelled, headers = target(request.url), dict(request.headers)
        proxy = self._proxy(there) if there.scheme == "http" else None
        if proxy:
            headers |= proxy.headers
            spelled = f"http://{_name(there)}{spelled}"
            headers["Host"] = _name(there)
        try:
            try:
                connection.request(request.method, spelled, request.body or None, headers)
            except (BrokenPipeError, ConnectionResetError):
                # It may have answered before it had read all, and closed: 413, 401.
                if connection.sock is None:
                    raise
            return connection.getresponse()
        except TimeoutError as error:
            raise Lost("server.too-slow", again=False) from error
        except (OSError, http.client.HTTPException) as error:
            raise Lost("server.connection-lost", again=True) from error
        except ValueError as error:
            # A mark or a name that no header can carry.
            raise Lost("server.connection-lost", again=False) from error

    def _proxy(self, there: Origin) -> _Proxy | None:
        if not self._proxies or is_loopback(there.host):
            return None
        import urllib.request

        if urllib.request.proxy_bypass(there.host):
            return None
        known = urllib.request.getproxies()
        told = known.get(there.scheme) or known.get("all") or ""
        if not told:
            return None
        parts = urlsplit(told if "://" in told else f"http://{told}")
        if parts.scheme != "http" or not parts.hostname:
            # What we cannot speak to is not gone round: the user wants it.
            raise Lost("server.unreachable", again=False)
        headers = {}
        if parts.username:
            word = basic(unquote(parts.username), unquote(parts.password or ""))
            headers["Proxy-Authorization"] = word
        return _Proxy(parts.hostname, parts.port or 80, headers)

    def _verifying(self) -> ssl.SSLContext:
        """Return what certificates are checked against: what the system trusts, or what the user named instead."""
        with self._lock:
            if self._context is None:
                self._context = _trusting()
            return self._context


class _Proxy(NamedTuple):
    host: str
    port: int
    headers: dict[str, str]


def _trusting() -> ssl.SSLContext:
    file, folder = os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR")
    if file or folder:
        return ssl.create_default_context(cafile=file, capath=folder)
    if sys.platform in {"win32", "darwin"}:
        import truststore

        return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context = ssl.create_default_context()
    paths = ssl.get_default_verify_paths()
    if not paths.cafile and not paths.capath:
        known = next(filter(os.path.isfile, _AUTHORITIES), None)
        if known:
            context.load_verify_locations(known)
    return context


def _name(there: Origin) -> str:
    """Return host and port as the `Host` header tells them (RFC 9110 §7.2)."""
    host = f"[{there.host}]" if ":" in there.host else there.host
    usual = there.port == (443 if there.scheme == "https" else 80)
    return host if usual else f"{host}:{there.port}"


def basic(user: str, password: str) -> str:
    """Return the header for a user and a password (RFC 7617, in UTF-8)."""
    return "Basic " + b2a_base64(f"{user}:{password}".encode(), newline=False).decode("ascii")


def unpacked(response: Response) -> Iterator[bytes]:
    """Yield the body, unpacked, in pieces that are bounded whatever they unpack to. Raises `Lost`."""
    encodings = [one.strip().lower() for one in response.headers.get("content-encoding", "").split(",")]
    bits = [_PACKED[one] for one in encodings if one in _PACKED]
    if not bits:
        yield from response.pieces
        return
    import zlib

    try:
        pieces: Iterable[bytes] = response.pieces
        for one in bits:
            pieces = _inflated(pieces, zlib.decompressobj(one), one)
        yield from pieces
    except zlib.error as error:
        raise Lost("server.connection-lost", again=True) from error


def _inflated(pieces: Iterable[bytes], unpacker: _Decompress, bits: int) -> Iterator[bytes]:
    import zlib

    begun = False
    for piece in pieces:
        rest = piece
        while rest:
            if unpacker.eof:
                unpacker = zlib.decompressobj(bits)
            try:
                told = unpacker.decompress(rest, PIECE)
            except zlib.error:
                if begun:
                    raise
                # Some servers take "deflate" for the bare stream without its head (RFC 1951).
                bits = -15
                unpacker = zlib.decompressobj(bits)
                told = unpacker.decompress(rest, PIECE)
            begun = True
            yield told
            rest = unpacker.unconsumed_tail or unpacker.unused_data
    if begun and not unpacker.eof:
        raise Lost("server.connection-lost", again=True)


def _pieces(answer: http.client.HTTPResponse) -> Iterator[bytes]:
    """Yield the body as the pieces come: a fixed size would wait for it to fill, and a slow drip has no end."""
    told = answer.length is not None or answer.chunked or answer.version < 11
    told = told or "close" in answer.headers.get("connection", "").lower()
    try:
        while piece := answer.read1(PIECE):
            told = True
            yield piece
        # One that ends in its headers looks like one with nothing in it.
        if answer.length or not told:
            raise Lost("server.connection-lost", again=True)
        answer.close()
    except TimeoutError as error:
        raise Lost("server.too-slow", again=False) from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise Lost("server.connection-lost", again=True) from error


def _readable(connection: http.client.HTTPConnection) -> bool:
    try:
        if isinstance(connection.sock, ssl.SSLSocket) and connection.sock.pending():
            return True
        if hasattr(select, "poll"):
            asked = select.poll()
            asked.register(connection.sock, select.POLLIN)
            return bool(asked.poll(0))
        return bool(select.select([connection.sock], [], [], 0)[0])
    except (OSError, ValueError):
        return True


def target(url: str) -> str:
    """Return what stands in the request line: path and query, in ASCII."""
    parts = urlsplit(url)
    path = quote(parts.path or "/", safe=_SAFE)
    return f"{path}?{quote(parts.query, safe=_SAFE)}" if parts.query else path
