"""The calendar on the telephone: addresses to subscribe to, each with a code to scan, and who read them last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.store import feeds
from sync.usecases import publishing, serving
from sync.web import page, view

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

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


def close(site: Site, request: Request, form: FormData) -> Response:
    """Take a calendar's address away."""
    del form
    name = request.path_params["name"]
    with site.open_store() as store:
        publishing.check_name(store, name)
        feeds.close(store, name)
    site.addresses.pop(name, None)
    return site.back("/calendar", None)


def _shown(site: Site, name: str, url: str) -> Response:
    words, zone = site.words, site.place().zone
    with site.open_store() as store:
        known = {feed.name: feed for feed in feeds.feeds(store)}
        names = publishing.names(store)
    rows = []
    for one in names:
        feed = known.get(one)
        told = ""
        if feed and feed.fetched_at:
            at = page.moment(words, feed.fetched_at, zone)
            told = words("serve.fetched", name=one, at=at, by=feed.fetched_by or "?")
        title = (
            words(f"site.feed-{one}") if one in publishing.NAMES else words("site.feed-campaign", name=one)
        )
        rows.append((one, title, bool(feed and feed.has_token), told))
    return view.render(
        words,
        "calendar.html",
        here="/calendar",
        title=words("site.calendar"),
        rows=rows,
        fresh=name,
        url=url,
        webcal=url.replace("http://", "webcal://", 1),
        code=_code(url.replace("http://", "webcal://", 1)) if url and site.lan else "",
        lan=bool(site.lan),
    )


def _code(text: str) -> object:
    import segno
    from markupsafe import Markup

    # Drawn by the library from modules alone; nothing of the text is in the markup.
    return Markup(segno.make(text, micro=False).svg_inline(scale=5, border=4))  # noqa: S704
