"""Links in the calendar that answer a touchpoint: done, later, not this time.

A link holds a token for one action on one touchpoint. It is worked out from the secrets of the home and the
address of the feed it came in, so that nothing is kept, and a new address ends the links of the old one.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass

from sync.config.place import Place
from sync.config.settings import Settings as Options
from sync.ports import UsageError
from sync.store import Store, feeds
from sync.store import touchpoints as kept
from sync.usecases import people, planning, publishing, serving

_LATER = {"week": "1w", "month": "1m"}
_TOKEN_BYTES = 18


@dataclass(frozen=True, slots=True)
class Asked:
    """What a link asks for: an action on a touchpoint, whose name is said as its feed may say it."""

    action: str
    touchpoint: str
    name: str


def links(store: Store, feed: str) -> Callable[[str, str], str] | None:
    """Return what makes the links of a feed; None for one that has no address."""
    key = feeds.key(store, feed)
    if not key:
        return None
    port, _ = serving.served_at(store)
    salt = store.salt
    return lambda action, id_: f"http://127.0.0.1:{port}/act/{action}/{id_}/{_token(salt, key, action, id_)}"


def asked(store: Store, options: Options, action: str, id_: str, token: str) -> Asked | None:
    """Return what a link asks for; None unless a feed gave it. Takes the same time for any token."""
    feed = ""
    for one in feeds.feeds(store):
        good = _token(store.salt, feeds.key(store, one.name), action, id_)
        if hmac.compare_digest(good.encode(), token.encode("utf-8", "replace")) and one.has_token:
            feed = one.name
    known = next((one for one in kept.load(store) if one.touchpoint.id == id_), None) if feed else None
    if known is None or action not in publishing.ACTIONS:
        return None
    found = people.load(store, {known.touchpoint.person})
    person = found.get(known.touchpoint.person)
    level = publishing.level_of(store, options, feed)
    return Asked(action, id_, publishing.shown_name(person, level) if person else "?")


def carry_out(store: Store, place: Place, options: Options, request: Asked) -> planning.Outcome:
    """Do what a link asks for; a step of the journal like the command. Raises `UsageError` when it is over."""
    match request.action:
        case "done":
            return planning.done(store, place, options, request.touchpoint)
        case "skip":
            return planning.skip(store, place, options, request.touchpoint)
        case "week" | "month":
            return planning.snooze(store, place, options, request.touchpoint, _LATER[request.action])
    raise UsageError("plan.no-touchpoint", query=request.touchpoint)


def _token(salt: bytes, key: str, action: str, id_: str) -> str:
    text = f"{key}\n{action}\n{id_}".encode("utf-8", "replace")
    made = hmac.new(salt, text, hashlib.sha256).digest()[:_TOKEN_BYTES]
    return base64.urlsafe_b64encode(made).decode()
