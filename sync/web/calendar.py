"""The calendar on the telephone, by its three ways: addresses of this computer, each with a code to scan and who read it
last; a file with a public link; a calendar of the user's account.
"""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sync import app
from sync.config.settings import Settings
from sync.store import feeds
from sync.store import outlets as kept
from sync.usecases import outlets, publishing, serving
from sync.web import outlet_words, page, view

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

    from sync.app.calendars import Published
    from sync.messages import Wording
    from sync.web.site import Site


def calendar(site: Site, request: Request, form: FormData) -> Response:
    """Show the calendars; their addresses were told once and are not known any more."""
    del request, form
    return _shown(site, "", "")


def rotate(site: Site, request: Request, form: FormData) -> Response:
    """Give a calendar a new address and show it, this once; the old one leads nowhere."""
    del form
    name = request.path_params["name"]
    with site.open_store() as store:
        publishing.check_name(store, name)
        token = feeds.rotate(store, name)
    # What the first page may still show of it is over.
    site.addresses.pop(name, None)
    return _shown(site, name, serving.address(site.port, token, site.lan or "127.0.0.1"))


def at_home(site: Site, request: Request, form: FormData) -> Response:
    """Let the telephones at home read the calendars, now and whenever the program runs; or no longer."""
    del request
    wanted, settings = form.get("word") == "open", Settings(site.own().home)
    if wanted:
        site.let_in(True)
        settings.set("serve.lan", "yes")
    else:
        # In this order: who looks whether the network is to be let in must not find the old word.
        settings.set("serve.lan", "no")
        site.let_in(False)
    return site.back("/calendar", None)


def publish(site: Site, request: Request, form: FormData) -> Response:
    """Bring a calendar to a file or an account, and say whether it arrives where the user reads it."""
    del request
    words, place = site.words, site.place()

    def typed(name: str) -> str:
        return str(form.get(name, "")).strip()

    if site.example is not None:
        return view.message(words, words("site.publish-example"), "/calendar", 409)
    password, told = str(form.get("password", "")), typed("deletions")
    with site.open_store() as store:
        publishing.check_name(store, typed("feed"))
        secrets = app.secrets_of(store, os.environ, (lambda *_: password) if password else None)
        asked = app.outlet_at(
            typed("feed"),
            typed("place"),
            words,
            secrets,
            privacy=typed("privacy") if typed("privacy") in publishing.LEVELS else "",
            user=typed("user"),
            public=typed("public"),
            settings={},
        )
        outlet = outlets.as_before(store, asked)
        confirmed = int(told) if told.isascii() and told.isdecimal() and len(told) < 9 else -1
        done = app.publish(store, place, outlet, words, secrets, confirmed=confirmed)
        if done.error:
            return view.error(words, done.error, "/calendar")
        lines = outlet_words.sentences(words, done)
        if password and not secrets.keep(app.host_of(done.outlet), done.outlet.user, password):
            lines.append(words("site.password-not-kept"))
    return _shown(site, "", "", lines=lines, done=done)


def stop(site: Site, request: Request, form: FormData) -> Response:
    """Renew a calendar at a place no more; what lies there stays."""
    del request
    with site.open_store() as store:
        secrets = app.secrets_of(store, os.environ)
        for gone in outlets.find(store, str(form.get("feed", "")), str(form.get("place", ""))):
            kept.remove(store, gone.place)
            secrets.forget(app.host_of(gone), gone.user)
    return site.back("/calendar", None)


def close(site: Site, request: Request, form: FormData) -> Response:
    """Take a calendar's address away."""
    del form
    name = request.path_params["name"]
    with site.open_store() as store:
        publishing.check_name(store, name)
        feeds.close(store, name)
    site.addresses.pop(name, None)
    return site.back("/calendar", None)


def _shown(
    site: Site, name: str, url: str, *, lines: Sequence[str] = (), done: Published | None = None
) -> Response:
    words, place = site.words, site.place()
    with site.open_store() as store:
        known = {feed.name: feed for feed in feeds.feeds(store)}
        names = publishing.names(store)
        placed = kept.outlets(store)
    rows = []
    for one in names:
        feed = known.get(one)
        told = ""
        if feed and feed.fetched_at:
            at = page.moment(words, feed.fetched_at, place.zone)
            ago = _ago(words, place.now - datetime.fromisoformat(feed.fetched_at))
            by = feed.fetched_by or "?"
            told = (
                words("site.read-ago", by=by, ago=ago)
                if ago
                else words("serve.fetched", name=one, at=at, by=by)
            )
        rows.append((one, _title(words, one), bool(feed and feed.has_token), told))
    subscribe = outlet_words.address(done) if done else url.replace("http://", "webcal://", 1)
    return view.render(
        words,
        "calendar.html",
        here="/calendar",
        title=words("site.calendar"),
        rows=rows,
        fresh=name,
        url=url,
        webcal=subscribe,
        code=_code(subscribe) if subscribe and (done or site.lan) else "",
        lan=site.lan,
        lines=lines,
        done=done,
        waits=done.pushed.deletions if done and done.pushed and done.pushed.guard else 0,
        feeds=[(one, _title(words, one)) for one in names],
        levels=[(one, words(f"feed.privacy-{one}")) for one in publishing.LEVELS],
        placed=[
            (
                one,
                _title(words, one.feed),
                page.moment(words, one.published_at, place.zone) if one.published_at else "",
            )
            for one in placed
        ],
    )


def _title(words: Wording, name: str) -> str:
    return words(f"site.feed-{name}") if name in publishing.NAMES else words("site.feed-campaign", name=name)


def _ago(words: Wording, since: timedelta) -> str:
    """Return how long ago something was, within the last hour; empty beyond."""
    seconds = int(since.total_seconds())
    if not 0 <= seconds < 3600:
        return ""
    return words("site.seconds", n=seconds) if seconds < 90 else words("site.minutes", n=seconds // 60)


def _code(text: str) -> object:
    import segno
    from markupsafe import Markup

    # Drawn by the library from modules alone; nothing of the text is in the markup.
    return Markup(segno.make(text, micro=False).svg_inline(scale=5, border=4))  # noqa: S704
