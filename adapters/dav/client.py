"""Requests to one server the user named: credentials, redirects, retries, bounds.

- Credentials go to the origin the user named, and to origins that its discovery answers name within the
  same domain over TLS (`trust`). A redirect is followed within one origin only; to any other place it is
  an error that names the place, and the user may name it then (RFC 6764 §6).
- Plain http carries a password only to this computer, unless the user insists.
- 429 and 503 are waited out as the server asks (Retry-After, RFC 9110 §10.2.3), within a bound. A lost
  connection or another 5xx is tried again for requests that only read. 401 is never repeated: servers
  lock accounts for that.
- Bodies are read in pieces and bounded after unpacking.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple, Self
from urllib.parse import urljoin, urlsplit

from adapters.dav import multistatus
from adapters.dav.hrefs import Origin, is_loopback, origin, same_owner
from adapters.dav.wire import Lost, Request, Transport, Wire, basic, unpacked
from sync.ports import NetworkError, NotAuthorised

if TYPE_CHECKING:
    from collections.abc import Iterable

    from adapters.dav.digest import Digest

MAX_BODY = 64 * 1024 * 1024
MAX_REDIRECTS = 5
ATTEMPTS = 4
MAX_WAIT_S = 60.0
WHOLE_S = 300.0
DRIP_S, DRIP_PIECES, DRIP_BYTES = 20.0, 5, 1024
"""An answer is given up that in so many seconds brings so many pieces, and in all of them less than so many bytes: a
server that is still at work sends nothing, one that is slow sends more."""
_READING = frozenset({"GET", "HEAD", "OPTIONS", "PROPFIND", "REPORT"})
_XML = {"Content-Type": "application/xml; charset=utf-8"}


class MovedElsewhere(NetworkError):
    """The server sends us on to another place, `url`, which only the user can name."""

    def __init__(self, url: str, host: str) -> None:
        super().__init__("server.moved-elsewhere", host=host, url=url)
        self.url = url


class Answer(NamedTuple):
    """What came back; `url` is where from, after redirects. Header names are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str

    @property
    def ok(self) -> bool:
        """Whether the request was done."""
        return 200 <= self.status < 300


class Login(NamedTuple):
    """A user and a password, or a bearer token (RFC 6750); neither secret shows in a repr."""

    user: str = ""
    password: str = ""
    bearer: str = ""

    def __repr__(self) -> str:
        return f"Login(user={self.user!r})"


class _Pace:
    """How fast an answer comes."""

    def __init__(self, now: float) -> None:
        self._ends = now + WHOLE_S
        self._since, self._pieces, self._size = now, 0, 0

    def is_too_slow(self, now: float, size: int) -> bool:
        """Take note of another piece, after which `size` bytes are here; tell whether to give up."""
        self._pieces += 1
        drips = False
        if now - self._since > DRIP_S:
            drips = self._pieces >= DRIP_PIECES and size - self._size < DRIP_BYTES
            self._since, self._pieces, self._size = now, 0, size
        return drips or now > self._ends


class Client:
    """Keeps one pool of connections to the servers of one account; several threads may ask at once.

    `transport`, `clock`, `sleep` and `chance` are for tests; `insist_plain` is the user's word that a
    password may travel in the clear.
    """

    def __init__(
        self,
        url: str,
        login: Login,
        *,
        insist_plain: bool = False,
        transport: Transport | None = None,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
        chance: Callable[[], float] | None = None,
    ) -> None:
        self.named = _checked(url, insist_plain=insist_plain)
        self.requests = 0
        self._login = login
        self._trusted = {self.named}
        # A proxy the user has set is for the world outside, not for this computer.
        self._transport = transport or Wire(proxies=not is_loopback(self.named.host))
        self._clock, self._now, self._sleep, self._chance = clock, now, sleep, chance or _any_chance
        self._digest: Digest | None = None
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def now(self) -> float:
        """Return the seconds since 1970."""
        return self._now()

    def close(self) -> None:
        """Close all connections."""
        self._transport.close()

    def trust(self, url: str) -> None:
        """Let credentials go where a discovery answer points: the same domain, over TLS.

        Raises `MovedElsewhere` for any other place.
        """
        there = origin(url)
        if there in self._trusted:
            return
        if there.scheme != "https" or not same_owner(self.named.host, there.host):
            raise MovedElsewhere(url, self.named.host)
        self._trusted.add(there)

    def propfind(
        self, url: str, names: Iterable[str], depth: str = "0"
    ) -> tuple[multistatus.Multistatus, str]:
        """Return the properties of `url` (and its members with depth 1), and the address that answered."""
        answer = self.request("PROPFIND", url, multistatus.propfind(names), {**_XML, "Depth": depth})
        self.expect(answer, 207)
        return multistatus.parse(answer.body, self.named.host), answer.url

    def report(self, url: str, body: bytes) -> Answer:
        """Send a REPORT and return the answer, whatever its status."""
        return self.request("REPORT", url, body, {**_XML, "Depth": "0"})

    def expect(self, answer: Answer, *statuses: int) -> None:
        """Raise `NotAuthorised` or `NetworkError` unless the answer has one of `statuses`."""
        if answer.status in statuses:
            return
        host = origin(answer.url).host
        if answer.status == 403:
            raise NotAuthorised("server.forbidden", host=host)
        if 200 <= answer.status < 300:
            page = b"<html" in answer.body[:4096].lower()
            raise NetworkError("server.answer-html" if page else "server.answer-not-dav", host=host)
        raise NetworkError("server.answer-status", host=host, status=str(answer.status))

    def request(
        self, method: str, url: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> Answer:
        """Send one request, follow redirects within the origin, wait out a busy server.

        Raises `NotAuthorised` on 401, `MovedElsewhere`, and `NetworkError` when there is no whole answer.
        Any other status is returned.
        """
        for _ in range(MAX_REDIRECTS + 1):
            answer = self._patiently(method, url, body, headers or {})
            if answer.status == 401:
                raise NotAuthorised(
                    "server.not-authorised", host=origin(url).host, user=self._login.user or "-"
                )
            target = answer.headers.get("location", "")
            if answer.status not in {301, 302, 303, 307, 308} or not target:
                return answer
            if answer.status == 303 and method not in _READING:
                # Done, with something to see elsewhere (RFC 9110 §15.4.4): to send it there would do it twice.
                return answer
            try:
                there = urljoin(url, target)
                elsewhere = urlsplit(there).scheme not in {"http", "https"} or origin(there) != origin(url)
            except ValueError as error:
                raise NetworkError("server.bad-url", url=target) from error
            if elsewhere:
                raise MovedElsewhere(there, origin(url).host)
            url = there
        raise NetworkError("server.too-many-redirects", host=origin(url).host)

    def _patiently(self, method: str, url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        """Send a request again where that is safe and may help."""
        host, waited = origin(url).host, 0.0
        for attempt in range(ATTEMPTS):
            last = attempt == ATTEMPTS - 1
            try:
                answer = self._once(method, url, body, headers)
            except Lost as lost:
                if last or method not in _READING or not lost.again:
                    raise NetworkError(lost.code, host=host) from lost
                wait = self._pause(attempt)
            else:
                busy = answer.status in {429, 503}
                if not busy and not (answer.status >= 500 and answer.status != 507 and method in _READING):
                    return answer
                asked = self._retry_after(answer) if busy else None
                wait = self._pause(attempt) if asked is None else asked
                if last or waited + wait > MAX_WAIT_S:
                    if busy:
                        raise NetworkError("server.busy", host=host, seconds=str(round(wait)))
                    return answer
            waited += wait
            self._sleep(wait)
        raise AssertionError("unreachable: the last attempt returns or raises")

    def _pause(self, attempt: int) -> float:
        """Return the seconds to wait before another attempt: growing, and not the same for all who wait."""
        return 0.5 * 2.0**attempt * (1 + self._chance())

    def _retry_after(self, answer: Answer) -> float | None:
        """Return the seconds a server asks to wait, from either form of the header; None if it does not."""
        asked = answer.headers.get("retry-after", "").strip()
        if asked.isdecimal():
            return float(asked)
        from email.utils import parsedate_to_datetime

        try:
            return max(0.0, parsedate_to_datetime(asked).timestamp() - self._now())
        except (ValueError, TypeError):
            return None

    def _once(
        self, method: str, url: str, body: bytes, headers: Mapping[str, str], *, again: bool = True
    ) -> Answer:
        there = origin(url)
        if there not in self._trusted:
            raise MovedElsewhere(url, self.named.host)
        with self._lock:
            self.requests += 1
        # Within one computer packing takes longer than sending.
        within = there.scheme == "http" and is_loopback(there.host)
        sent = {"Accept": "*/*", "User-Agent": "reseau", "Accept-Encoding": "identity" if within else "gzip"}
        sent |= headers
        signed = self._signature(method, url)
        if signed:
            sent["Authorization"] = signed
        pace = _Pace(self._clock())
        with self._transport.send(Request(method, url, sent, body)) as response:
            content = bytearray()
            for piece in unpacked(response):
                content += piece
                if len(content) > MAX_BODY:
                    raise NetworkError("server.answer-too-large", host=there.host)
                if pace.is_too_slow(self._clock(), len(content)):
                    raise Lost("server.too-slow", again=False)
        answer = Answer(response.status, response.headers, bytes(content), url)
        if answer.status == 401 and again and self._switch_to_digest(answer):
            return self._once(method, url, body, headers, again=False)
        return answer

    def _signature(self, method: str, url: str) -> str:
        """Return the `Authorization` header of a request; empty where nobody is to be told who asks."""
        if self._digest is not None:
            return self._digest.header(method, url)
        if self._login.bearer:
            return f"Bearer {self._login.bearer}"
        return (
            basic(self._login.user, self._login.password) if self._login.user or self._login.password else ""
        )

    def _switch_to_digest(self, answer: Answer) -> bool:
        """Answer a server that wants Digest with what it asks for; once more only where it says the nonce is worn out."""
        said = answer.headers.get("www-authenticate", "")
        if "digest" not in said.lower() or "basic" in said.lower() or not self._login.user:
            return False
        from adapters.dav.digest import Digest

        found = Digest(said, self._login.user, self._login.password)
        if not found.known or (self._digest is not None and not found.stale):
            return False
        self._digest = found
        return True


def _any_chance() -> float:
    import random

    return random.random()  # noqa: S311 - it spreads those who wait, and hides nothing


def _checked(url: str, *, insist_plain: bool) -> Origin:
    """Return the origin of what the user named. Raises `NetworkError` for what we will not talk to."""
    try:
        named = origin(url)
    except ValueError as error:
        raise NetworkError("server.bad-url", url=url) from error
    if named.scheme not in {"http", "https"} or not named.host:
        raise NetworkError("server.bad-url", url=url)
    if named.scheme == "http" and not is_loopback(named.host) and not insist_plain:
        raise NetworkError("server.plain-http", host=named.host)
    return named
