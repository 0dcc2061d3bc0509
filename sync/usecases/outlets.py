"""A feed as a file that something else publishes, and the test whether those who subscribe would get it."""

from __future__ import annotations

import codecs
import hashlib
import ipaddress
from collections.abc import Callable
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from sync.config.place import Place
from sync.ports import FilePlace, PreconditionFailed, ReseauError, UsageError
from sync.store import Store
from sync.store import outlets as kept
from sync.store.outlets import Outlet

KINDS = ("folder", "webdav", "caldav")


@dataclass(frozen=True, slots=True)
class Check:
    """How a fetch like a subscriber's went: `code` is worded by the catalogue, `works` says it in a word.

    `reach` tells who can fetch from there: `here`, `lan`, `plain` (http), `any`; empty without a link.
    """

    code: str
    works: bool
    reach: str = ""


def kind_of(target: str) -> str:
    """Return what a place is: a folder or file here, a file on a server (`….ics`), an account with calendars.

    >>> kind_of("https://cloud.example.org/dav/reseau.ics"), kind_of("https://cloud.example.org/"), kind_of("/srv/web")
    ('webdav', 'caldav', 'folder')
    """
    if "://" in target:
        return "webdav" if urlsplit(target).path.lower().endswith(".ics") else "caldav"
    user, at, host = target.rpartition("@")
    return "caldav" if at and user and "/" not in target and "." in host else "folder"


def find(store: Store, feed: str, place: str) -> list[Outlet]:
    """Return the outlets that a feed name or a place chooses; all of them when both are empty.

    Raises `UsageError` when nothing was ever published there.
    """
    known = kept.outlets(store)
    chosen = [
        one
        for one in known
        if (not feed or one.feed == feed) and (not place or place in {one.place, one.settings.get("named")})
    ]
    if not chosen:
        raise UsageError("outlet.none")
    return chosen


def as_before(store: Store, asked: Outlet) -> Outlet:
    """Return what was asked with what is known of that place: its history, and what was not said anew."""
    for one in kept.outlets(store):
        if one.place == asked.place and one.feed == asked.feed:
            return replace(
                one,
                privacy=asked.privacy or one.privacy,
                user=asked.user or one.user,
                public=asked.public or one.public,
                settings=one.settings | asked.settings,
            )
    return asked


def put_file(store: Store, place: Place, outlet: Outlet, target: FilePlace, content: bytes) -> bool:
    """Put a feed where it is published; return whether anything had to be written.

    What somebody else has put there meanwhile is replaced: the place is the feed's. The first time, what lies there and is
    no calendar is somebody's own and stays. Raises `ReseauError`.
    """
    if not outlet.content and (held := target.get()) and not _is_calendar(held):
        raise ReseauError("outlet.taken", place=outlet.place)
    mark = hashlib.sha256(content).hexdigest()[:32]
    if mark == outlet.content and target.get() == content:
        kept.put(store, replace(outlet, published_at=place.at))
        return False
    try:
        etag = target.put(content, outlet.etag)
    except PreconditionFailed:
        etag = target.put(content)
    kept.put(store, replace(outlet, etag=etag, content=mark, published_at=place.at))
    return True


def _is_calendar(content: bytes) -> bool:
    return content.removeprefix(codecs.BOM_UTF8).lstrip()[:15].upper() == b"BEGIN:VCALENDAR"


def check_file(
    outlet: Outlet, target: FilePlace, content: bytes, visit: Callable[[str], tuple[str, bytes]]
) -> Check:
    """Fetch a feed back as a subscriber would, and say plainly whether that works."""
    try:
        arrived = target.get() == content
    except ReseauError:
        arrived = False
    if not arrived:
        return Check("not-arrived", works=False)
    if not outlet.public:
        return Check("no-link", works=True)
    code, body = visit(outlet.public)
    reach = reach_of(outlet.public)
    if code == "ok" and _plain(body) != _plain(content):
        return Check("stale", works=False, reach=reach)
    return Check(code, works=code == "ok", reach=reach)


def reach_of(url: str) -> str:
    """Tell who can fetch from an address, as far as the address tells.

    >>> reach_of("http://127.0.0.1:8080/a.ics"), reach_of("http://192.168.1.4/a.ics"), reach_of("https://c.example.org/s/x")
    ('here', 'lan', 'any')
    """
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        if host == "localhost":
            return "here"
        if "." not in host or host.endswith((".local", ".lan", ".home.arpa", ".internal")):
            return "lan"
    else:
        if address.is_loopback:
            return "here"
        if address.is_private or address.is_link_local:
            return "lan"
    return "any" if parts.scheme.lower() in {"https", "webcals"} else "plain"


def _plain(content: bytes) -> bytes:
    """Return a calendar with one kind of line end: some servers change them, and no reader minds."""
    return content.replace(b"\r\n", b"\n").strip()


def new(feed: str, target: str, kind: str, *, privacy: str, user: str, public: str) -> Outlet:
    """Return an outlet for what the user typed. Raises `UsageError` for a link that cannot be."""
    link = public.strip()
    for scheme, real in (("webcals://", "https://"), ("webcal://", "http://")):
        link = real + link[len(scheme) :] if link.lower().startswith(scheme) else link
    if link and urlsplit(link).scheme.lower() not in {"http", "https"}:
        raise UsageError("server.bad-url", url=public)
    return Outlet(target, kind, feed, privacy, user, link)
