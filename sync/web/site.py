"""Routes, who may come in, and the headers every answer carries.

The page is for this computer only: its Host must be a loopback name with our port (a web page elsewhere
could point a name of its own here), and a cookie must be there, which a one-time link gives. Other devices,
where the user asked for that, get `/feed/<token>.ics` and nothing else.
"""

from __future__ import annotations

import contextlib
import hashlib
import secrets
import sqlite3
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sync.config.place import Place
from sync.messages import Wording
from sync.ports import ReseauError
from sync.store import Store, feeds
from sync.usecases import serving
from sync.web import actions, feed, page

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
BUSY_MS = 500
SESSIONS = 50


@dataclass
class Site:
    """What the server knows while it runs. `place` gives the clock of now; `addresses` what may still be shown."""

    port: int
    place: Callable[[], Place]
    settings: Callable[[], object]
    words: Wording
    cache: serving.Cache
    lan: str = ""
    addresses: dict[str, list[str]] = field(default_factory=dict)
    clock: Callable[[], float] = time.time
    _sessions: list[str] = field(default_factory=list)

    @property
    def cookie(self) -> str:
        """The name of the cookie: cookies are shared by all ports of a host, so it carries ours."""
        return f"reseau-{self.port}"

    @property
    def hosts(self) -> frozenset[str]:
        """The Host headers that are ours."""
        names = ("127.0.0.1", "localhost", "[::1]") + ((self.lan,) if self.lan else ())
        bare = names if self.port == 80 else ()
        return frozenset((*(f"{name}:{self.port}" for name in names), *bare))

    def open_store(self) -> Store:
        """Open the store for one request, which waits for no other run."""
        place = self.place()
        store = Store.open(place.home, installation=place.installation)
        store.db.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
        return store

    def start_session(self) -> str:
        """Return the value of a new session's cookie."""
        value = secrets.token_urlsafe(32)
        self._sessions = [*self._sessions, _hash(value)][-SESSIONS:]
        return value

    def knows(self, cookie: str) -> bool:
        """Tell whether a cookie is one we gave."""
        given = _hash(cookie)
        return any(secrets.compare_digest(given, known) for known in self._sessions)


def application(site: Site) -> ASGIApp:
    """Return the ASGI application."""
    from starlette.applications import Starlette
    from starlette.routing import Route

    routes = [
        Route("/", _of(site, _home)),
        Route("/login", _of(site, _login)),
        Route("/style.css", _of(site, _style)),
    ]
    inner: Starlette = Starlette(
        routes=routes, exception_handlers={404: _nothing, 405: _nothing, 500: _failed}
    )
    inner.router.redirect_slashes = False
    inner.router.default = _Feeds(site)
    return _Wall(site, inner)


def _of(site: Site, endpoint: Callable[[Site, Request], Response]) -> Callable[[Request], Response]:
    def call(request: Request) -> Response:
        return endpoint(site, request)

    return call


def _home(site: Site, request: Request) -> Response:
    from starlette.responses import HTMLResponse

    if not site.knows(request.cookies.get(site.cookie, "")):
        return HTMLResponse(page.closed(site.words), 403)
    with site.open_store() as store:
        now = serving.standing(store)
    return HTMLResponse(page.standing(site.words, now, site.addresses, site.place().zone))


def _login(site: Site, request: Request) -> Response:
    from starlette.responses import HTMLResponse, RedirectResponse

    if request.method != "GET":
        # A HEAD (link previews, scanners) must not use the link up.
        return HTMLResponse("", 403)
    with site.open_store() as store:
        welcome = serving.redeem(store, request.query_params.get("t", ""), site.clock())
    if not welcome:
        if site.knows(request.cookies.get(site.cookie, "")):
            return RedirectResponse("/", 303)
        return HTMLResponse(page.closed(site.words), 403)
    answer = RedirectResponse("/", 303)
    answer.set_cookie(site.cookie, site.start_session(), httponly=True, samesite="strict", path="/")
    return answer


def _style(site: Site, request: Request) -> Response:
    from starlette.responses import Response

    del site, request
    return Response(page.STYLE, media_type="text/css")


async def _nothing(request: Request, error: Exception) -> Response:
    del request, error
    return _not_found()


async def _failed(request: Request, error: Exception) -> Response:
    """Say that it will work later; what went wrong may hold a path or a name and stays inside."""
    from starlette.responses import PlainTextResponse

    del request, error
    return PlainTextResponse("Try again later.\n", 503, {"Retry-After": "30"})


def _not_found() -> Response:
    from starlette.responses import PlainTextResponse

    return PlainTextResponse("Not found.\n", 404)


class _Feeds:
    """What needs no cookie: feeds, the links inside them, and what leads nowhere."""

    def __init__(self, site: Site) -> None:
        self.site = site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        from starlette.concurrency import run_in_threadpool
        from starlette.requests import Request
        from starlette.responses import Response

        request = Request(scope)
        try:
            told = await run_in_threadpool(self.answer, scope["path"], request.method, request.headers)
        except (ReseauError, sqlite3.OperationalError):
            await (await _failed(request, RuntimeError()))(scope, receive, send)
            return
        if told is None:
            await _not_found()(scope, receive, send)
            return
        response = Response(told.body, told.status)
        if told.status in {204, 304} or request.method == "HEAD":
            del response.headers["content-length"]
        response.headers.update(told.headers)
        await response(scope, receive, send)

    def answer(self, path: str, method: str, headers: Mapping[str, str]) -> feed.Answer | None:
        """Return the answer of the feed at `path`; None when there is none. Any token takes the same time."""
        site = self.site
        if actions.is_link(path):
            return self.act(path, method, headers)
        name = path.removeprefix("/feed/")
        token = name.removesuffix(".ics") if name not in {path, ""} and name.endswith(".ics") else ""
        with site.open_store() as store:
            found = feeds.with_token(store, token)
            if not found:
                return None
            place = site.place()
            made = site.cache.get(store, place, found, site.settings())
            told = feed.answer(method, headers, made)
            if method == "GET":
                # While somebody writes, who fetched last is no reason to keep a calendar waiting.
                with contextlib.suppress(sqlite3.OperationalError):
                    feeds.note_fetch(store, found, place.at, headers.get("user-agent", ""))
        return told

    def act(self, path: str, method: str, headers: Mapping[str, str]) -> feed.Answer | None:
        """Return the answer to a link that stands in an event; see `sync.web.actions`."""
        site = self.site
        with site.open_store() as store:
            told = actions.answer(store, site.place(), site.words, method, path, headers)
        if told is None:
            return None
        status, text = told
        if status == 405:
            return feed.Answer(405, {"Allow": actions.ALLOW})
        shown = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(text.encode()))}
        return feed.Answer(status, shown, b"" if method == "HEAD" else text.encode())


class _Wall:
    """Host header, what the local network may see, and the headers of every answer."""

    def __init__(self, site: Site, inner: ASGIApp) -> None:
        self.site, self.inner = site, inner

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        from starlette.datastructures import Headers, MutableHeaders
        from starlette.responses import PlainTextResponse

        if scope["type"] != "http":
            return

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        told = [value for name, value in scope["headers"] if name == b"host"]
        host = Headers(scope=scope).get("host", "").lower()
        reached = (scope.get("server") or ("", 0))[0]
        if len(told) != 1 or host not in self.site.hosts:
            await PlainTextResponse("Bad host.\n", 400)(scope, receive, dressed)
        elif _is_here(reached) or scope["path"].startswith("/feed/"):
            await self.inner(scope, receive, dressed)
        else:
            await _not_found()(scope, receive, dressed)


def _is_here(address: str | None) -> bool:
    """Tell whether a request came in on the loopback."""
    return bool(address) and (str(address).startswith("127.") or address == "::1")


def _hash(value: str) -> str:
    return hashlib.sha256(value.encode("utf-8", "surrogateescape")).hexdigest()
