"""`/feed/<token>.ics`: answers by the rules of HTTP that calendar clients rely on (RFC 9110, RFC 5545 §8.1).

Whoever holds the address may read, nobody may write. A wrong token is answered like any other address
that leads nowhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from sync.usecases.serving import Rendered, http_date

ALLOW = "GET, HEAD, OPTIONS"


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back: `body` is empty where the method or the status wants none."""

    status: int
    headers: Mapping[str, str]
    body: bytes = b""


def answer(method: str, headers: Mapping[str, str], made: Rendered) -> Answer:
    """Return the answer to a request for a feed that exists; header names are in lower case."""
    if method == "OPTIONS":
        return Answer(204, {"Allow": ALLOW})
    if method not in {"GET", "HEAD"}:
        return Answer(405, {"Allow": ALLOW})
    packed = _wants_gzip(headers.get("accept-encoding", ""))
    plain_etag, packed_etag = f'"{made.etag}"', f'"{made.etag}-gzip"'
    told = {
        # Two strong marks: the packed bytes are other bytes (RFC 9110 §8.8.3.3).
        "ETag": packed_etag if packed else plain_etag,
        "Last-Modified": http_date(made.modified),
        "Cache-Control": "private, no-cache",
        "Vary": "Accept-Encoding",
        "X-Robots-Tag": "noindex",
    }
    known = _known(headers, (plain_etag, packed_etag), made.modified)
    if known:
        return Answer(304, told | {"ETag": known if known != "*" else told["ETag"]})
    body = made.packed if packed else made.body
    told |= {
        "Content-Type": "text/calendar; charset=utf-8",
        "Content-Disposition": f'inline; filename="{made.name}.ics"',
        "Content-Length": str(len(body)),
    }
    if packed:
        told["Content-Encoding"] = "gzip"
    return Answer(200, told, b"" if method == "HEAD" else body)


def _known(headers: Mapping[str, str], etags: tuple[str, ...], modified: datetime) -> str:
    """Return the etag the client has already, `*` when a date or a star says so, empty when it needs the feed.

    If-None-Match wins over If-Modified-Since (RFC 9110 §13.2.2), and compares weakly (§13.1.2).
    """
    asked = headers.get("if-none-match")
    if asked is not None:
        if asked.strip() == "*":
            return "*"
        given = {part.strip().removeprefix("W/") for part in asked.split(",")}
        return next((etag for etag in etags if etag in given), "")
    since = headers.get("if-modified-since")
    if since is None:
        return ""
    try:
        when = parsedate_to_datetime(since)
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return "*" if modified.replace(microsecond=0) <= when else ""


def _wants_gzip(accepted: str) -> bool:
    """Tell whether the client takes gzip (RFC 9110 §12.5.3): named, or a star, and not with q=0."""
    weights: dict[str, float] = {}
    for part in accepted.lower().split(","):
        name, _, rest = part.strip().partition(";")
        try:
            weights[name.strip()] = float(rest.partition("q=")[2] or 1)
        except ValueError:
            weights[name.strip()] = 0.0
    return weights.get("gzip", weights.get("*", 0.0)) > 0
