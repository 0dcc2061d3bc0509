"""`/act/<action>/<id>/<token>`: answer a touchpoint from the calendar.

A GET shows what would be done and a button, and changes nothing: calendars and mail programs follow links by
themselves. Only the POST of that button does it. Whoever has the calendar has the token, so no cookie is asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from sync.config.place import Place
from sync.config.settings import Settings
from sync.messages import Wording
from sync.ports import ReseauError
from sync.store import Store
from sync.usecases import actions
from sync.web import page

ALLOW = "GET, HEAD, POST"
_PARTS = 3


def is_link(path: str) -> bool:
    """Tell whether a path is that of an action link."""
    return path.startswith("/act/")


def answer(
    store: Store, place: Place, words: Wording, method: str, path: str, headers: Mapping[str, str]
) -> tuple[int, str] | None:
    """Return (status, page), or None for a link no feed gave; header names are in lower case."""
    parts = path.removeprefix("/act/").split("/")
    if len(parts) != _PARTS:
        return None
    options = Settings(place.home)
    asked = actions.asked(store, options, *parts)
    if asked is None:
        return None
    if method in {"GET", "HEAD"}:
        return 200, _question(words, asked)
    if method != "POST":
        return 405, ""
    if headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        return 403, page.closed(words)
    try:
        outcome = actions.carry_out(store, place, options, asked)
    except ReseauError as error:
        return 409, _page(words, words(error.code, **error.values))
    told = [words(f"act.{asked.action}-told", name=asked.name)]
    if outcome.coming is not None:
        told.append(words("act.next", day=words.day(outcome.coming.on, weekday=True, year=False)))
    return 200, _page(words, *told, words("act.undo"))


def _question(words: Wording, asked: actions.Asked) -> str:
    button = f'<form method="post"><button>{escape(words("act.yes"))}</button></form>\n'
    return _page(words, words(f"act.{asked.action}", name=asked.name), more=button)


def _page(words: Wording, *lines: str, more: str = "") -> str:
    text = "".join(f"<p>{escape(line)}</p>\n" for line in lines)
    return page.document(words, "reseau", text + more)
