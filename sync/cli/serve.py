"""`serve` and `open`: the calendar over HTTP, the watched folder, the recurring jobs."""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
import time
from contextlib import nullcontext, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sync.cli.frame import Run, as_json, command, option
from sync.ports import ReseauError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    import uvicorn
    from starlette.types import ASGIApp

    from sync.config.place import Place
    from sync.jobs import Job
    from sync.store import Store
    from sync.web.site import Site

START_S = 30.0
STOP_S = 5.0
OPENER = "open.html"
_LAST_PORT = 65535


@command(
    "serve",
    option("--port", "port", type=int, default=None, metavar="PORT"),
    option("--lan", "lan", is_flag=True),
)
def serve(run: Run, port: int | None, lan: bool) -> None:
    """Serve the page and the feeds, and do what recurs, until the program is told to end."""
    if port is not None and not 0 <= port <= _LAST_PORT:
        raise UsageError("serve.bad-port", port=str(port))
    _serve(run, port, lan=lan, ready=lambda link: print(f"READY {link}", flush=True))


def _serve(run: Run, port: int | None, *, lan: bool, ready: Callable[[str], None]) -> None:
    from sync.config.settings import Settings
    from sync.jobs import Loop
    from sync.usecases import serving

    with run.store() as store, _only_one(run.place.home):
        here = _listen("127.0.0.1", serving.DEFAULT_PORT if port is None else port)
        bound = int(here.getsockname()[1])
        address = _own_address() if lan or Settings(run.place.home).get("serve.lan") == "yes" else ""
        if lan and not address:
            raise ReseauError("serve.no-network")
        site = _site(run, store, bound, address)
        link = _link(store, bound)
    doors = _Doors(run, site, here)
    if address:
        # Where the user wanted it once and for all, it is tried again in a moment.
        with nullcontext() if lan else suppress(ReseauError):
            doors.open(address)
    site.let_in = doors.let_in
    loop = Loop([*_jobs(run, site), doors.job(lan=lan)], _now(run), lambda: _opened(run))
    site.end = loop.end
    interrupted: list[int] = []

    def end(number: int, frame: object) -> None:
        del frame
        interrupted.append(number)
        loop.end()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
    ready(link)
    _tell(run, site)
    try:
        loop.run()
    finally:
        doors.close_all()
        site.clear_example()
    if site.leaving:
        from sync import app

        app.erase(run.place.home, app.traces(run.place.home), os.environ)
        run.told("purge.done", place=str(run.place.home))
    if signal.SIGINT in interrupted:
        raise KeyboardInterrupt


@command("open", as_json)
def open_(run: Run, as_json: bool) -> None:
    """Print a fresh one-time link to the page of the running server."""
    from sync.usecases import serving

    with run.store() as store:
        port, _ = serving.served_at(store)
        try:
            socket.create_connection(("127.0.0.1", port), 2).close()
        except OSError as error:
            raise ReseauError("serve.not-running") from error
        link = _link(store, port)
    run.json({"url": link}) if as_json else run.data(link)


def desktop() -> bool:
    """Tell whether the program runs on a terminal of somebody who sees a browser."""
    seen = (
        sys.platform in ("darwin", "win32") or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )
    return bool(seen) and sys.stdin.isatty() and sys.stdout.isatty()


def show_page(run: Run) -> None:
    """Open the page in the browser: that of the server that runs already, or of one that runs from now on."""
    from sync.usecases import serving

    with run.store() as store:
        port, _ = serving.served_at(store)
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            link = ""
        else:
            link = _link(store, port)
    if link:
        _browse(run, link)
        time.sleep(STOP_S)
        (run.place.home / OPENER).unlink(missing_ok=True)
        return
    try:
        _serve(run, None, lan=False, ready=lambda fresh: _browse(run, fresh))
    finally:
        (run.place.home / OPENER).unlink(missing_ok=True)


def _browse(run: Run, link: str) -> None:
    """Hand a link to the browser through a file that only the user can read: command lines are seen by others."""
    import webbrowser

    place = run.place.home / OPENER
    place.unlink(missing_ok=True)
    with os.fdopen(
        os.open(place, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8"
    ) as file:
        file.write(f'<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0;url={link}">')
    opened = webbrowser.open(place.as_uri())
    run.told("serve.browser" if opened else "serve.no-browser", link=link)


def _site(run: Run, store: Store, port: int, lan: str) -> Site:
    from sync import app
    from sync.config.settings import Settings
    from sync.store import feeds
    from sync.usecases import serving
    from sync.web.site import Site

    settings = Settings(run.place.home).place

    def settings_mark() -> object:
        try:
            found = settings.stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size

    cache = serving.Cache(lambda store, place, name: app.feed_bytes(store, place, name, run.words))
    addresses: dict[str, list[str]] = {}
    if not any(feed.has_token for feed in feeds.feeds(store)):
        token = feeds.rotate(store, "touchpoints")
        hosts = ["127.0.0.1", lan] if lan else ["127.0.0.1"]
        addresses["touchpoints"] = [serving.address(port, token, host) for host in hosts]
    return Site(port, _now(run), settings_mark, run.words, cache, lan=lan, addresses=addresses)


def _jobs(run: Run, site: Site) -> list[Job]:
    from sync import app
    from sync.config.settings import Settings
    from sync.jobs import BOOKS_EVERY, DROP_EVERY, PLAN_EVERY, PUBLISH_EVERY, DropFolder, Job
    from sync.store import feeds
    from sync.store.outlets import outlets

    home = run.place.home
    drop = DropFolder(app.import_dropped, lambda: str(Settings(home).get("watch.folder")))

    def renew(store: Store, place: Place) -> str:
        names = [feed.name for feed in feeds.feeds(store) if feed.has_token] or ["touchpoints"]
        for name in names:
            site.cache.get(store, place, name, site.settings())
        return "job-ok"

    def publish(store: Store, place: Place) -> str:
        return app.publish_all(store, place, run.words, os.environ) if outlets(store) else ""

    return [
        Job("drop", DROP_EVERY, drop.look),
        Job("books", BOOKS_EVERY, lambda store, place: app.pull_books(store, place, os.environ)),
        Job("plan", PLAN_EVERY, renew),
        Job("publish", PUBLISH_EVERY, publish),
    ]


def _now(run: Run) -> Any:
    """Return a function that gives the place of this run with the clock of the moment."""
    from sync.config.place import find

    fixed = run.place

    def now() -> Place:
        return replace(fixed, now=find(os.environ, home=str(fixed.home)).now)

    return now


def _opened(run: Run) -> Store:
    from sync.store import Store

    return Store.open(run.place.home, installation=run.place.installation)


def _listen(host: str, port: int) -> socket.socket:
    one = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if os.name == "posix":
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        one.bind((host, port))
    except OSError as error:
        one.close()
        raise ReseauError("serve.port-taken", port=str(port)) from error
    one.listen(128)
    return one


def _own_address() -> str:
    """Return this computer's address in the local network; connecting a UDP socket sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        try:
            one.connect(("192.0.2.1", 9))
        except OSError:
            return ""
        address = str(one.getsockname()[0])
    return "" if address.startswith("127.") else address


class _Doors:
    """Where the site answers: on this computer all the time, in the local network while the user wants that."""

    def __init__(self, run: Run, site: Site, here: socket.socket) -> None:
        from sync.web.site import application

        self._run, self._site, self._app = run, site, application(site)
        self._here = _start(self._app, here)
        self._refused = False
        # The page and the look for a network may want it at the same moment.
        self._one = threading.Lock()
        self._there: tuple[uvicorn.Server, threading.Thread] | None = None
        self._note("")

    def let_in(self, wanted: bool) -> None:
        """Let the local network in, or no longer. Raises `ReseauError` where there is none, or the port is taken."""
        with self._one:
            self._refused = not wanted
            if self._there is not None:
                _stop(self._there)
                self._there, self._site.lan = None, ""
                self._note("")
            if wanted:
                if not (address := _own_address()):
                    raise ReseauError("site.no-network")
                self.open(address)

    def open(self, address: str) -> None:
        """Answer at this computer's address in the local network, too."""
        self._site.lan = ""
        self._there = _start(self._app, _listen(address, self._site.port))
        self._site.lan = address
        self._note(address)

    def job(self, *, lan: bool) -> Job:
        """Return what lets the local network in once there is one, and at a new address where it is another by now."""
        from sync.config.settings import Settings
        from sync.jobs import DROP_EVERY, Job

        def look(store: Store, place: Place) -> str:
            del store
            asked = lan and not self._refused
            wanted = asked or Settings(place.home).get("serve.lan") == "yes"
            if wanted and _own_address() not in ("", self._site.lan):
                # Where the port is taken there is another look in a moment; this computer is served all the same.
                with suppress(ReseauError):
                    self.let_in(True)
            return ""

        return Job("lan", DROP_EVERY, look)

    def close_all(self) -> None:
        """Answer no more."""
        for one in (self._here, self._there):
            if one is not None:
                _stop(one)

    def _note(self, address: str) -> None:
        from sync.usecases import serving

        with _opened(self._run) as store:
            serving.note_served(store, self._site.port, address)


def _stop(running: tuple[uvicorn.Server, threading.Thread]) -> None:
    server, thread = running
    server.should_exit = True
    thread.join(STOP_S)


def _start(app: ASGIApp, at: socket.socket) -> tuple[uvicorn.Server, threading.Thread]:
    """Start answering in a thread of its own; return once it answers."""
    import uvicorn

    config = uvicorn.Config(
        app,
        http="h11",
        loop="asyncio",
        ws="none",
        lifespan="off",
        # No log holds an address: the addresses are the keys.
        log_config=None,
        log_level="critical",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=200,
        timeout_graceful_shutdown=2,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [at]}, name="serve", daemon=True)
    thread.start()
    until = time.monotonic() + START_S
    while not server.started:
        if not thread.is_alive() or time.monotonic() > until:
            raise ReseauError("serve.not-started")
        time.sleep(0.01)
    return server, thread


def _only_one(home: Path) -> Any:
    """Hold the home for one server: two would do everything twice."""
    if os.name != "posix":
        return nullcontext()
    import fcntl

    try:
        handle = os.open(home / "serve.lock", os.O_CREAT | os.O_RDWR, 0o600)
    except OSError as error:
        raise ReseauError("error.home-not-writable", place=str(home)) from error
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(handle)
        raise ReseauError("serve.already") from error
    # Held until the program ends, on purpose.
    return nullcontext()


def _link(store: Store, port: int) -> str:
    from sync.usecases import serving

    return f"http://127.0.0.1:{port}/login?t={serving.grant(store, time.time())}"


def _tell(run: Run, site: Site) -> None:
    for urls in site.addresses.values():
        run.told("serve.address-first")
        for url in urls:
            run.say(f"  {url}")
        if site.lan:
            show_code(urls[-1])
    if site.lan:
        run.told("serve.lan", address=site.lan)


def show_code(url: str) -> None:
    """Show an address as a code a telephone can scan; only on a terminal."""
    if not sys.stderr.isatty():
        return
    import segno

    segno.make(url.replace("http://", "webcal://", 1), micro=False).terminal(out=sys.stderr, compact=True)
