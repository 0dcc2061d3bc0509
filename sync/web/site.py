"""Routes, who may come in, and the headers every answer carries.

The page is for this computer only: its Host must be a loopback name with our port (a web page elsewhere
could point a name of its own here), and a cookie must be there, which a one-time link gives. Other devices,
where the user asked for that, get `/feed/<token>.ics` and nothing else.
"""

from __future__ import annotations

import contextlib
import hashlib
import secrets
import shutil
import sqlite3
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from sync.app import example
from sync.config.place import Place
from sync.config.settings import FILE as SETTINGS
from sync.messages import Wording
from sync.ports import ReseauError
from sync.store import Store, feeds
from sync.usecases import serving
from sync.web import (
    actions,
    books,
    calendar,
    campaigns,
    feed,
    home,
    importing,
    options,
    page,
    people,
    progress,
    renew,
    review,
    view,
    week,
)

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.datastructures import FormData, Headers
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
BUSY_MS = 500
SESSIONS = 50
FORM_BYTES, UPLOAD_BYTES = 64 << 10, 512 << 20
FILES = 50

Value = TypeVar("Value")
Page = Callable[["Site", "Request", "FormData"], "Response"]
"""Answers a request; the form is empty with GET."""


@dataclass
class Site:
    """What the server knows while it runs. `own` gives the user's home with the clock of now; `addresses` what may
    still be shown; `let_in` opens the feeds to the local network, or closes them; `end` stops the server, and `leaving` tells that nothing is to be left of the home; `example` the throw-away home that the page shows instead, while the user tries the program.
    """

    port: int
    own: Callable[[], Place]
    settings: Callable[[], object]
    words: Wording
    cache: serving.Cache
    lan: str = ""
    addresses: dict[str, list[str]] = field(default_factory=dict)
    clock: Callable[[], float] = time.time
    example: Path | None = None
    end: Callable[[], None] = lambda: None
    let_in: Callable[[bool], None] = lambda _: None
    leaving: bool = False
    works: dict[str, progress.Work] = field(default_factory=dict)
    _kept: dict[str, tuple[object, object]] = field(default_factory=dict)
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

    def place(self) -> Place:
        """Return the home that the page shows, with the clock of now: of the example, the day it was made for."""
        own = self.own()
        if self.example is None:
            return own
        told = example.CIRCUMSTANCES
        return replace(
            own,
            home=self.example,
            now=datetime.fromisoformat(told["RESEAU_NOW"]).astimezone(UTC),
            zone=told["RESEAU_TZ"],
            region=told["RESEAU_REGION"],
            installation=told["RESEAU_INSTALLATION"],
        )

    def clear_example(self) -> None:
        """Remove the example, if one is shown."""
        folder, self.example = self.example, None
        self.forget_pages()
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)

    def forget_pages(self) -> None:
        """Let go of what was remembered for pages: nothing of somebody who was forgotten stays in memory."""
        self._kept.clear()

    def open_store(self) -> Store:
        """Open the store of the page for one request, which waits for no other run."""
        return self._open(self.place())

    def open_own(self) -> Store:
        """Open the user's own store: calendars and links never show an example."""
        return self._open(self.own())

    def _open(self, place: Place) -> Store:
        store = Store.open(place.home, installation=place.installation)
        store.db.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
        return store

    def remembered(self, name: str, make: Callable[[Store], Value]) -> Value:
        """Return what `make` reads from the store; made anew only when the home, its settings or the day changed.

        With 30,000 people reading them costs more than a page may.
        """
        place = self.place()
        with self.open_store() as store:
            mark = self._mark(store, place)
            known = self._kept.get(name)
            if known is None or known[0] != mark:
                value = make(store)
                # Reading may itself keep what it worked out: the mark is that of after.
                self._kept[name] = known = self._mark(store, place), value
        found: Any = known[1]
        return found  # type: ignore[no-any-return]

    def remember(self, name: str, value: object) -> None:
        """Keep what is known of the home as it stands now, for `remembered`."""
        with self.open_store() as store:
            self._kept[name] = self._mark(store, self.place()), value

    def is_remembered(self, *names: str) -> bool:
        """Tell whether all of this is at hand, as the home stands."""
        if not self._kept:
            return False
        with self.open_store() as store:
            mark = self._mark(store, self.place())
        return all(name in self._kept and self._kept[name][0] == mark for name in names)

    def _mark(self, store: Store, place: Place) -> object:
        """Return what changes with every fact, with what was planned, with the settings and with the day."""
        return place.home, place.today, _stamp(place.home / SETTINGS), *feeds.state(store)

    def step(self, request: Request) -> str:
        """Return the journal step that the address names, to offer taking it back; empty if none."""
        told = request.query_params.get("step", "")
        return told if told.isascii() and told.isdecimal() and len(told) < 16 else ""

    def back(self, path: str, step: int | None) -> Response:
        """Send the browser on after a change, so that a reload does not do it twice."""
        from starlette.responses import RedirectResponse

        return RedirectResponse(path if step is None else f"{path}?step={step}", 303)

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

    def shown(path: str, page: Page, *, sent: bool = False) -> Route:
        return Route(path, _of(site, page), methods=["POST" if sent else "GET"])

    routes = [
        shown("/", home.home),
        shown("/example", home.try_example, sent=True),
        shown("/example/leave", home.leave_example, sent=True),
        shown("/renew", renew.renew),
        shown("/renew.csv", renew.table),
        shown("/campaigns", campaigns.campaigns),
        shown("/campaigns/new", campaigns.new, sent=True),
        shown("/campaigns/{name}", campaigns.campaign),
        shown("/campaigns/{name}/{file}", campaigns.paper),
        shown("/campaigns/{name}/tick", campaigns.tick, sent=True),
        shown("/books", books.books),
        shown("/books/add", books.add, sent=True),
        shown("/books/{name}/look", books.look, sent=True),
        shown("/books/{name}/sync", books.sync, sent=True),
        shown("/settings", options.options),
        shown("/settings", options.keep, sent=True),
        shown("/everything.json", options.everything),
        shown("/erase", options.farewell),
        shown("/erase", options.erase, sent=True),
        shown("/undo", home.undo, sent=True),
        shown("/import", importing.form),
        shown("/import", importing.look, sent=True),
        shown("/import/{id}", progress.wait),
        shown("/import/{id}/events", progress.events),
        shown("/import/{id}/keep", importing.keep, sent=True),
        shown("/import/{id}/drop", importing.drop, sent=True),
        shown("/imported", importing.imported),
        shown("/review", review.review),
        shown("/review/apart", review.apart, sent=True),
        shown("/review/guards", review.guards, sent=True),
        shown("/review/guards/answer", review.decide, sent=True),
        shown("/review/conflict/{id}", review.settle, sent=True),
        shown("/review/{id}", review.answer, sent=True),
        shown("/week", week.week),
        shown("/week/{id}", week.answer, sent=True),
        shown("/people", people.people),
        shown("/people/{id}", people.person),
        shown("/people/{id}/log", people.log, sent=True),
        shown("/people/{id}/hide", people.hide, sent=True),
        shown("/people/{id}/split", people.split, sent=True),
        shown("/people/{id}/edit", people.edit, sent=True),
        shown("/people/{id}/forget", people.forget, sent=True),
        shown("/people/{id}/favour", people.favour, sent=True),
        shown("/calendar", calendar.calendar),
        shown("/calendar/home", calendar.at_home, sent=True),
        shown("/calendar/publish", calendar.publish, sent=True),
        shown("/calendar/stop", calendar.stop, sent=True),
        shown("/calendar/{name}/rotate", calendar.rotate, sent=True),
        shown("/calendar/{name}/close", calendar.close, sent=True),
        Route("/login", _open(site, _login)),
        Route("/style.css", _open(site, _style)),
        Route("/page.js", _open(site, _script)),
        Route("/htmx.js", _open(site, _htmx)),
    ]
    importing.clear(site.own().home)
    inner: Starlette = Starlette(
        routes=routes, exception_handlers={404: _nothing, 405: _nothing, 500: _failed}
    )
    inner.router.redirect_slashes = False
    inner.router.default = _Feeds(site)
    return _Wall(site, inner)


def _open(site: Site, endpoint: Callable[[Site, Request], Response]) -> Callable[[Request], Response]:
    """Return an endpoint that needs no session."""

    def call(request: Request) -> Response:
        return endpoint(site, request)

    return call


def _of(site: Site, endpoint: Page) -> Callable[[Request], Awaitable[Response]]:
    """Return an endpoint for those with a session, who ask from the page; nobody else's body is read."""

    async def call(request: Request) -> Response:
        from starlette.concurrency import run_in_threadpool
        from starlette.responses import HTMLResponse

        if not site.knows(request.cookies.get(site.cookie, "")):
            return HTMLResponse(page.closed(site.words), 403)
        if request.method not in {"GET", "HEAD"} and not _from_the_page(request.headers):
            return view.message(site.words, site.words("site.refused"), "/", 403)
        try:
            async with request.form(max_files=FILES, max_fields=20) as form:
                return await run_in_threadpool(endpoint, site, request, form)
        except _TooLarge:
            return view.message(site.words, site.words("site.too-large"), "/import", 413)
        except ReseauError as error:
            return view.error(site.words, error, "/")

    return call


def _login(site: Site, request: Request) -> Response:
    from starlette.responses import HTMLResponse, RedirectResponse

    if request.method != "GET":
        # A HEAD (link previews, scanners) must not use the link up.
        return HTMLResponse("", 403)
    with site.open_own() as store:
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
    return Response((view.FOLDER / "static" / "style.css").read_bytes(), media_type="text/css")


def _script(site: Site, request: Request) -> Response:
    from starlette.responses import Response

    del site, request
    return Response((view.FOLDER / "static" / "page.js").read_bytes(), media_type="text/javascript")


def _htmx(site: Site, request: Request) -> Response:
    from starlette.responses import Response

    del site, request
    return Response(view.htmx(), media_type="text/javascript") if view.has_htmx() else _not_found()


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
            await self.nothing(request)(scope, receive, send)
            return
        response = Response(told.body, told.status)
        if told.status in {204, 304} or request.method == "HEAD":
            del response.headers["content-length"]
        response.headers.update(told.headers)
        await response(scope, receive, send)

    def nothing(self, request: Request) -> Response:
        """Say that there is nothing here: in words and with a way on to who is at home; feeds and links all alike."""
        site, path = self.site, request.url.path
        if path.startswith(("/feed/", "/act/")) or not site.knows(request.cookies.get(site.cookie, "")):
            return _not_found()
        return view.message(site.words, site.words("site.nothing-here"), "/", 404)

    def answer(self, path: str, method: str, headers: Mapping[str, str]) -> feed.Answer | None:
        """Return the answer of the feed at `path`; None when there is none. Any token takes the same time."""
        site = self.site
        if actions.is_link(path):
            return self.act(path, method, headers)
        name = path.removeprefix("/feed/")
        token = name.removesuffix(".ics") if name not in {path, ""} and name.endswith(".ics") else ""
        with site.open_own() as store:
            found = feeds.with_token(store, token)
            if not found:
                return None
            place = site.own()
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
        with site.open_own() as store:
            told = actions.answer(store, site.own(), site.words, method, path, headers)
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
        from starlette.datastructures import Headers as Told
        from starlette.datastructures import MutableHeaders
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
        host = Told(scope=scope).get("host", "").lower()
        reached = (scope.get("server") or ("", 0))[0]
        if len(told) != 1 or host not in self.site.hosts:
            await PlainTextResponse("Bad host.\n", 400)(scope, receive, dressed)
        elif not (_is_here(reached) or scope["path"].startswith("/feed/")):
            await _not_found()(scope, receive, dressed)
        else:
            await self.inner(scope, _bounded(scope, receive), dressed)


class _TooLarge(Exception):
    """A body goes beyond what its address takes."""


def _bounded(scope: Scope, receive: Receive) -> Receive:
    """Return `receive` that counts the body while it streams: what a header says of its length may be false."""
    limit = UPLOAD_BYTES if scope["path"] == "/import" else FORM_BYTES
    seen = 0

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > limit:
            raise _TooLarge
        return message

    return counted


def _from_the_page(headers: Headers) -> bool:
    """Tell whether a change was asked for by our own page (Fetch Metadata, RFC 6454).

    With `Referrer-Policy: no-referrer` a browser sends `Origin: null` with our own forms; what it says of the
    site decides then. Without either header it is no browser, and no page of ours.
    """
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None and site != "same-origin":
        return False
    if origin is None or origin == "null":
        return site == "same-origin"
    return origin.lower() == f"http://{headers['host'].lower()}"


def _is_here(address: str | None) -> bool:
    """Tell whether a request came in on the loopback."""
    return bool(address) and (str(address).startswith("127.") or address == "::1")


def _stamp(place: Path) -> tuple[int, int]:
    try:
        found = place.stat()
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size


def _hash(value: str) -> str:
    return hashlib.sha256(value.encode("utf-8", "surrogateescape")).hexdigest()
