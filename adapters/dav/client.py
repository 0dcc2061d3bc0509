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

import random
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urljoin, urlsplit

from adapters.dav import multistatus
from adapters.dav.hrefs import Origin, is_loopback, origin, same_owner
from sync.ports import NetworkError, NotAuthorised

if TYPE_CHECKING:
    from collections.abc import Iterable

    import httpx2

MAX_BODY = 64 * 1024 * 1024
MAX_REDIRECTS = 5
ATTEMPTS = 4
MAX_WAIT_S = 60.0
CONNECT_S = 15.0
IDLE_S = 30.0
WHOLE_S = 300.0
_READING = frozenset({"GET", "HEAD", "OPTIONS", "PROPFIND", "REPORT"})
_XML = {"Content-Type": "application/xml; charset=utf-8"}


class MovedElsewhere(NetworkError):
    """The server sends us on to another place, `url`, which only the user can name."""

    def __init__(self, url: str, host: str) -> None:
        super().__init__("server.moved-elsewhere", host=host, url=url)
        self.url = url


@dataclass(frozen=True)
class Answer:
    """What came back; `url` is where from, after redirects. Header names are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str

    @property
    def ok(self) -> bool:
        """Whether the request was done."""
        return 200 <= self.status < 300


@dataclass(frozen=True)
class Login:
    """A user and a password, or a bearer token (RFC 6750); neither secret shows in a repr."""

    user: str = ""
    password: str = field(default="", repr=False)
    bearer: str = field(default="", repr=False)


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
        transport: httpx2.BaseTransport | None = None,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self.named = _checked(url, insist_plain=insist_plain)
        self.requests = 0
        self._login = login
        self._trusted = {self.named}
        self._transport = transport
        self._clock, self._now, self._sleep, self._chance = clock, now, sleep, chance
        self._http: dict[bool, httpx2.Client] = {}
        self._auth: Any = None
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
        while self._http:
            self._http.popitem()[1].close()

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
            there = urljoin(url, target)
            if urlsplit(there).scheme not in {"http", "https"} or origin(there) != origin(url):
                raise MovedElsewhere(there, origin(url).host)
            url = there
        raise NetworkError("server.too-many-redirects", host=origin(url).host)

    def _patiently(self, method: str, url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        """Send a request again where that is safe and may help."""
        host, waited = origin(url).host, 0.0
        for attempt in range(ATTEMPTS):
            last = attempt == ATTEMPTS - 1
            wait = 0.5 * 2**attempt * (1 + self._chance())
            try:
                answer = self._once(method, url, body, headers)
            except _Lost as lost:
                if last or method not in _READING or not lost.again:
                    raise NetworkError(lost.code, host=host) from lost
            else:
                busy = answer.status in {429, 503}
                if not busy and not (answer.status >= 500 and answer.status != 507 and method in _READING):
                    return answer
                asked = self._retry_after(answer) if busy else None
                wait = wait if asked is None else asked
                if last or waited + wait > MAX_WAIT_S:
                    if busy:
                        raise NetworkError("server.busy", host=host, seconds=str(round(wait)))
                    return answer
            waited += wait
            self._sleep(wait)
        raise AssertionError("unreachable: the last attempt returns or raises")

    def _retry_after(self, answer: Answer) -> float | None:
        """Return the seconds a server asks to wait, from either form of the header; None if it does not."""
        asked = answer.headers.get("retry-after", "").strip()
        if asked.isdecimal():
            return float(asked)
        try:
            return max(0.0, parsedate_to_datetime(asked).timestamp() - self._now())
        except (ValueError, TypeError):
            return None

    def _once(self, method: str, url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        import httpx2

        if origin(url) not in self._trusted:
            raise MovedElsewhere(url, self.named.host)
        with self._lock:
            http = self._connected(url)
            self.requests += 1
        ends = self._clock() + WHOLE_S
        try:
            with http.stream(method, url, content=body, headers=dict(headers), auth=self._auth) as response:
                content = bytearray()
                # As the pieces come: a fixed size would wait for it to fill, and a slow drip has no end.
                for piece in response.iter_bytes():
                    content += piece
                    if len(content) > MAX_BODY:
                        raise NetworkError("server.answer-too-large", host=origin(url).host)
                    if self._clock() > ends:
                        raise _Lost("server.too-slow", again=False)
                found = {name.lower(): value for name, value in response.headers.items()}
                answer = Answer(response.status_code, found, bytes(content), url)
        except httpx2.TimeoutException as error:
            raise _Lost("server.too-slow", again=isinstance(error, httpx2.ConnectTimeout)) from error
        except httpx2.ConnectError as error:
            secure = "certificate" in str(error).lower() or "ssl" in str(error).lower()
            raise _Lost("server.certificate" if secure else "server.unreachable", again=not secure) from error
        except (httpx2.TransportError, httpx2.DecodingError) as error:
            raise _Lost("server.connection-lost", again=True) from error
        except (httpx2.InvalidURL, UnicodeError) as error:
            raise NetworkError("server.bad-url", url=url) from error
        if answer.status == 401 and self._switch_to_digest(answer):
            return self._once(method, url, body, headers)
        return answer

    def _connected(self, url: str) -> httpx2.Client:
        """Return the pool of connections for an address. To this computer in the clear there is nothing to verify."""
        import ssl

        import httpx2

        there = origin(url)
        bare = there.scheme == "http" and is_loopback(there.host)
        if not self._auth:
            if self._login.bearer:
                self._auth = _bearer(self._login.bearer)
            elif self._login.user or self._login.password:
                self._auth = httpx2.BasicAuth(self._login.user, self._login.password)
        if bare not in self._http:
            self._http[bare] = httpx2.Client(
                transport=self._transport,
                # Certificates take longer to load than a whole sync without changes; this context trusts none.
                verify=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT) if bare else True,
                follow_redirects=False,
                timeout=httpx2.Timeout(IDLE_S, connect=CONNECT_S),
                limits=httpx2.Limits(max_connections=4, max_keepalive_connections=4, keepalive_expiry=30.0),
                # A proxy the user has set is for the world outside, not for this computer.
                trust_env=not is_loopback(self.named.host),
                # Within one computer packing takes longer than sending.
                headers={"User-Agent": "reseau", "Accept-Encoding": "identity" if bare else "gzip"},
            )
        return self._http[bare]

    def _switch_to_digest(self, answer: Answer) -> bool:
        """Answer a server that wants Digest (RFC 7616; Baïkal by default) with what it asks for, once."""
        import httpx2

        challenge = answer.headers.get("www-authenticate", "").lower()
        if "digest" not in challenge or "basic" in challenge or isinstance(self._auth, httpx2.DigestAuth):
            return False
        if not self._login.user:
            return False
        self._auth = httpx2.DigestAuth(self._login.user, self._login.password)
        return True


def _bearer(token: str) -> Callable[[Any], Any]:
    def sign(request: Any) -> Any:
        request.headers["Authorization"] = f"Bearer {token}"
        return request

    return sign


class _Lost(Exception):
    """No whole answer came; `again` tells whether asking once more may help."""

    def __init__(self, code: str, *, again: bool) -> None:
        super().__init__(code)
        self.code, self.again = code, again


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
