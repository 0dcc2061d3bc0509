"""Calendars: a feed as it is served, written, published and pushed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sync import __version__
from sync.app.books import secrets_of
from sync.config.place import Place
from sync.config.secrets import Secrets
from sync.config.settings import Settings
from sync.messages import Wording
from sync.model import Feed
from sync.ports import ReseauError
from sync.store import Store
from sync.store.outlets import Outlet
from sync.store.outlets import outlets as outlets_in
from sync.store.outlets import put as put_outlet

if TYPE_CHECKING:
    from adapters.dav.client import Client
    from sync.usecases import outlets, pushing


def feed(
    store: Store, place: Place, name: str, words: Wording, *, privacy: str = "", dry_run: bool = False
) -> Feed:
    """Return a feed as this home gives it: with links to answer by, where it is served; see `publishing.feed`."""
    from sync.usecases import actions, publishing

    links = actions.links(store, name)
    return publishing.feed(
        store,
        place,
        Settings(place.home),
        words,
        name=name,
        privacy=privacy,
        links=links,
        dry_run=dry_run,
    )


def feed_bytes(store: Store, place: Place, name: str, words: Wording) -> bytes:
    """Return a feed as it is served."""
    return calendar(feed(store, place, name, words))[0]


@dataclass
class Published:
    """What publishing to one outlet did: for a file whether it was written and how it checks, else the push."""

    outlet: Outlet
    events: int = 0
    written: bool = False
    check: outlets.Check | None = None
    pushed: pushing.Outcome | None = None
    requests: int = 0
    error: ReseauError | None = None


def outlet_at(
    feed: str,
    target: str,
    words: Wording,
    secrets: Secrets,
    *,
    privacy: str,
    user: str,
    public: str,
    settings: Mapping[str, object],
) -> Outlet:
    """Return the outlet for what the user typed; on a server a calendar is found, or made.

    Raises `UsageError`, `NotAuthorised`, `NetworkError`.
    """
    from sync.usecases import outlets

    kind = outlets.kind_of(target)
    made = outlets.new(feed, target, kind, privacy=privacy, user=user, public=public)
    if kind == "folder":
        file = Path(target).expanduser().absolute()
        file = file / f"reseau-{feed}.ics" if file.is_dir() else file
        return replace(made, place=str(file))
    from adapters import caldav
    from adapters.calendar.writing import COLOURS
    from adapters.dav import discovery
    from sync.usecases.publishing import colour_of

    url, told = discovery.address(target)
    made = replace(made, place=url, user=user or told, settings={**settings, "named": url})
    if kind == "webdav":
        return made
    with _client(made, secrets) as client:
        title = words(f"feed.name-{feed}") if words.has(f"feed.name-{feed}") else feed
        own = caldav.own_calendar(client, url, f"reseau-{feed}", title, COLOURS[colour_of(feed)])
    return replace(made, place=own)


def publish(
    store: Store,
    place: Place,
    outlet: Outlet,
    words: Wording,
    secrets: Secrets,
    *,
    confirmed: int = -1,
    dry_run: bool = False,
) -> Published:
    """Bring a feed to one outlet; an error is in what is returned. Nothing that is published links to this computer."""
    from sync.usecases import publishing

    done, options = Published(outlet), Settings(place.home)

    def make() -> Feed:
        feed = publishing.feed(
            store,
            place,
            options,
            words,
            name=outlet.feed,
            privacy=outlet.privacy,
            left_alone=outlet.kind != "caldav",
            dry_run=dry_run,
        )
        done.events = len(feed.events)
        return feed

    try:
        if outlet.kind == "caldav":
            _push(store, place, outlet, secrets, make, done, confirmed=confirmed, dry_run=dry_run)
        else:
            _put(store, place, outlet, secrets, make, done, dry_run=dry_run)
    except ReseauError as error:
        done.error = error
    return done


def _put(
    store: Store,
    place: Place,
    outlet: Outlet,
    secrets: Secrets,
    make: Callable[[], Feed],
    done: Published,
    *,
    dry_run: bool,
) -> None:
    from adapters.folder import FolderPlace
    from adapters.webdav import WebDavPlace, visit
    from sync.usecases import outlets

    content, left_out = calendar(make())
    done.events -= left_out
    if dry_run:
        done.written = True
        return
    target = (
        FolderPlace(outlet.place)
        if outlet.kind == "folder"
        else WebDavPlace(_client(outlet, secrets), outlet.place)
    )
    with closing(target):
        done.written = outlets.put_file(store, place, outlet, target, content)
        done.check = outlets.check_file(outlet, target, content, visit)
        done.requests = target.requests


def _push(
    store: Store,
    place: Place,
    outlet: Outlet,
    secrets: Secrets,
    make: Callable[[], Feed],
    done: Published,
    *,
    confirmed: int,
    dry_run: bool,
) -> None:
    from adapters.caldav import CalDavCalendar
    from adapters.calendar.single import read_event
    from adapters.calendar.writing import write_event
    from sync.usecases import pushing

    form = pushing.Format(
        write=lambda event: write_event(event, place.zone, __version__),
        read=lambda content: read_event(content, place.zone),
    )
    kept = outlet if dry_run else put_outlet(store, replace(outlet, published_at=place.at))
    with closing(CalDavCalendar(_client(outlet, secrets), outlet.place)) as target:
        try:
            done.pushed = pushing.push(
                store,
                place,
                Settings(place.home),
                kept,
                target,
                make,
                form,
                confirmed=confirmed,
                dry_run=dry_run,
            )
        finally:
            done.requests = target.requests


def host_of(outlet: Outlet) -> str:
    """Return the name under which the password of an outlet is kept: its host."""
    named = str(outlet.settings.get("named", outlet.place))
    return urlsplit(named).hostname or named


def _client(outlet: Outlet, secrets: Secrets) -> Client:
    from adapters.dav.client import Client, Login

    named = str(outlet.settings.get("named", outlet.place))
    plain = bool(outlet.settings.get("insist_plain"))
    # Refused before the password is asked for: an address that would give it away.
    Client(named, Login(), insist_plain=plain)
    host = host_of(outlet)
    command = str(outlet.settings.get("password_command", ""))
    password = secrets.get(host, outlet.user, command=command).value if outlet.user else ""
    client = Client(named, Login(outlet.user, password), insist_plain=plain)
    client.trust(outlet.place)
    return client


def publish_all(store: Store, place: Place, words: Wording, environ: Mapping[str, str]) -> str:
    """Bring every feed to its outlets; return a code that tells how it went.

    Every outlet is served, whatever happens to another; then the first error is raised.
    """
    secrets = secrets_of(store, environ)
    done = [publish(store, place, outlet, words, secrets) for outlet in outlets_in(store)]
    for one in done:
        if one.error:
            raise one.error
    if any(one.pushed and one.pushed.guard for one in done):
        return "job-publish-waits"
    if any(one.check and not one.check.works for one in done):
        return "job-publish-unseen"
    return "job-ok"


def calendar(feed: Feed) -> tuple[bytes, int]:
    """Return a feed as an iCalendar file, and how many events were left out because it grew too large."""
    from adapters.calendar.writing import fit, write

    _, left_out = fit(feed)
    return write(feed, __version__), len(left_out)
