"""A calendar on a CalDAV server (RFC 4791): one resource an event, written only under conditions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from urllib.parse import quote, urljoin

from adapters.dav import discovery
from adapters.dav import multistatus as ms
from adapters.dav.client import Answer, Client
from adapters.dav.hrefs import canonical
from sync.ports import BookMissing, CardRefused, NetworkError, NotAuthorised, PreconditionFailed, ReseauError

SERVICE = discovery.Service(
    home=ms.CAL + "calendar-home-set",
    kind=ms.CAL + "calendar",
    well_known="/.well-known/caldav",
    none_found="outlet.none-found",
)
DATA = ms.CAL + "calendar-data"
MULTIGET = ms.CAL + "calendar-multiget"
BATCH = 100
_GONE = frozenset({404, 410})


def own_calendar(client: Client, url: str, name: str, title: str, colour: str) -> str:
    """Return the address of the calendar to write to: `url` itself if it is one, else one of ours, made if needed.

    Raises `NotAuthorised`, `NetworkError`, and `ReseauError` when the server makes no calendars.
    """
    if discovery.is_kind(client, url, SERVICE):
        return url if url.endswith("/") else url + "/"
    home = discovery.folders(client, url, SERVICE)[0]
    place = urljoin(home if home.endswith("/") else home + "/", quote(name) + "/")
    if discovery.is_kind(client, place, SERVICE):
        return place
    answer = client.request(
        "MKCALENDAR", place, _making(title, colour), {"Content-Type": "application/xml; charset=utf-8"}
    )
    if not answer.ok:
        raise ReseauError("outlet.no-mkcalendar", place=home, status=str(answer.status))
    return place


class CalDavCalendar:
    """The events of the collection at `url`; hrefs are canonical paths."""

    def __init__(self, client: Client, url: str) -> None:
        self._client = client
        self._url = url if url.endswith("/") else url + "/"
        self._path = canonical(self._url)
        self._spelled: dict[str, str] = {}

    @property
    def requests(self) -> int:
        """How many requests went out."""
        return self._client.requests

    def list(self) -> dict[str, str]:
        """Return href -> etag of everything in the calendar. Raises `BookMissing` when it is gone."""
        answer = self._client.request(
            "PROPFIND",
            self._url,
            ms.propfind((ms.ETAG, ms.TYPE)),
            {"Content-Type": "application/xml; charset=utf-8", "Depth": "1"},
        )
        if answer.status in _GONE:
            raise BookMissing("outlet.calendar-missing", place=self._url)
        self._client.expect(answer, 207)
        found = {}
        for row in ms.parse(answer.body, self._client.named.host).rows:
            if row.status == 507:
                # A listing that is cut would look like deletions (RFC 4918 §11.5).
                raise NetworkError("book.listing-cut", host=self._client.named.host)
            if canonical(row.href, self._url).rstrip("/") == self._path.rstrip("/"):
                kind = row.props.get(ms.TYPE)
                if row.status in _GONE or (kind is not None and not row.has(ms.TYPE, SERVICE.kind)):
                    raise BookMissing("outlet.calendar-missing", place=self._url)
            href = self._href(row)
            if href and not row.status and not row.has(ms.TYPE, ms.DAV + "collection"):
                found[href] = row.text(ms.ETAG)
        return found

    def fetch(self, hrefs: Iterable[str]) -> Iterator[tuple[str, str, bytes]]:
        """Yield (href, etag, event) for each that is there."""
        wanted = list(dict.fromkeys(hrefs))
        for start in range(0, len(wanted), BATCH):
            batch = wanted[start : start + BATCH]
            body = ms.multiget(MULTIGET, DATA, (self._spelled.get(href, href) for href in batch))
            answer = self._client.report(self._url, body)
            self._client.expect(answer, 207)
            for row in ms.parse(answer.body, self._client.named.host).rows:
                data = row.props.get(DATA)
                if data is not None and data.text:
                    yield canonical(row.href, self._url), row.text(ms.ETAG), data.text.encode()

    def put(self, href: str, content: bytes, etag: str = "") -> tuple[str, str]:
        """Store an event and return (href, etag); without `etag` it must not be there yet.

        `href` may be a bare file name for a new one. Raises `PreconditionFailed`, `CardRefused`.
        """
        url = self._address(href)
        condition = {"If-Match": etag} if etag else {"If-None-Match": "*"}
        answer = self._client.request(
            "PUT", url, content, {"Content-Type": "text/calendar; charset=utf-8", **condition}
        )
        if answer.status == 412 or (etag and answer.status in _GONE):
            raise PreconditionFailed("outlet.changed-meanwhile", place=url)
        if not answer.ok:
            self._refuse(answer, url)
        stored = canonical(url)
        return stored, answer.headers.get("etag", "") or self._etag(stored)

    def delete(self, href: str, etag: str) -> None:
        """Remove an event. Raises `PreconditionFailed` if it is another by now; one that is gone is fine."""
        answer = self._client.request("DELETE", self._address(href), headers={"If-Match": etag})
        if answer.status == 412:
            raise PreconditionFailed("outlet.changed-meanwhile", place=href)
        if not answer.ok and answer.status not in _GONE:
            self._refuse(answer, href)

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def _etag(self, href: str) -> str:
        """Ask for the etag a server kept to itself: it may have stored other bytes than it was given."""
        answer, _ = self._client.propfind(self._address(href), [ms.ETAG])
        return answer.rows[0].text(ms.ETAG) if answer.rows else ""

    def _refuse(self, answer: Answer, place: str) -> None:
        """Say why one event was not taken, in the server's words where it has some."""
        condition = ms.error_condition(answer.body)
        if answer.status >= 500 and answer.status != 507:
            raise NetworkError(
                "server.answer-status", host=self._client.named.host, status=str(answer.status)
            )
        if answer.status == 403 and condition in {"", "need-privileges"}:
            raise NotAuthorised("server.forbidden", host=self._client.named.host)
        words = condition or answer.body[:200].decode("utf-8", "replace").strip()
        raise CardRefused("outlet.event-refused", place=place, reason=f"{answer.status} {words}".strip())

    def _href(self, row: ms.Row) -> str:
        href = canonical(row.href, self._url)
        rest = href.removeprefix(self._path)
        if rest == href or not rest or "/" in rest:
            return ""
        path = "/" + row.href.split("://", 1)[-1].partition("/")[2] if "://" in row.href else row.href
        if path != href and path.startswith("/"):
            self._spelled[href] = path
        return href

    def _address(self, href: str) -> str:
        path = self._spelled.get(href, href)
        return urljoin(self._url, path if path.startswith("/") else quote(path))


def _making(title: str, colour: str) -> bytes:
    """Return the body of MKCALENDAR (RFC 4791 §5.3.1): events only, with a name and a colour."""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<L:mkcalendar xmlns:D="DAV:" xmlns:L="urn:ietf:params:xml:ns:caldav" xmlns:A="http://apple.com/ns/ical/">'
        f"<D:set><D:prop><D:displayname>{escape(title)}</D:displayname>"
        '<L:supported-calendar-component-set><L:comp name="VEVENT"/></L:supported-calendar-component-set>'
        f"<A:calendar-color>{escape(colour)}</A:calendar-color></D:prop></D:set></L:mkcalendar>"
    ).encode()
