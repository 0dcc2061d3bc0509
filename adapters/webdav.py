"""A file on a WebDAV server (RFC 4918), whose public link the user subscribes to; and what that link gives."""

from __future__ import annotations

from adapters.dav.client import Answer, Client, Login, MovedElsewhere
from sync.ports import NetworkError, NotAuthorised, PreconditionFailed

_GONE = frozenset({404, 410})


class WebDavPlace:
    """The file at `url`. A new one is stored under its name only if nothing is there yet."""

    def __init__(self, client: Client, url: str) -> None:
        self._client, self._url = client, url

    @property
    def requests(self) -> int:
        """How many requests went out."""
        return self._client.requests

    def get(self) -> bytes | None:
        """Return what lies there; None when there is nothing. Raises `NotAuthorised`, `NetworkError`."""
        answer = self._client.request("GET", self._url, headers={"Accept": "text/calendar"})
        if answer.status in _GONE:
            return None
        self._client.expect(answer, 200)
        return answer.body

    def put(self, content: bytes, etag: str = "") -> str:
        """Store the file and return its etag, empty when the server gives none.

        With an etag only if the file is still the one it names (If-Match, RFC 9110 §13.1.1). Raises
        `PreconditionFailed`, `NotAuthorised`, `NetworkError`.
        """
        headers = {"Content-Type": "text/calendar; charset=utf-8"}
        if etag:
            headers["If-Match"] = etag.removeprefix("W/")
        answer = self._client.request("PUT", self._url, content, headers)
        if answer.status == 412:
            raise PreconditionFailed("outlet.changed-meanwhile", place=self._url)
        if answer.status == 409 or answer.status in _GONE:
            raise NetworkError("outlet.no-folder", place=self._url)
        if not answer.ok:
            self._client.expect(answer, 201)
        return answer.headers.get("etag", "")

    def close(self) -> None:
        """Close the connections."""
        self._client.close()


def visit(url: str) -> tuple[str, bytes]:
    """Fetch a public link as a calendar program would, without any password; return how it went and the body.

    The code is `ok`, `refused`, `missing`, `page`, `moved`, `away` or `other`.
    """
    # No password travels, so plain http gives nothing away that the link itself does not.
    try:
        with Client(url, Login(), insist_plain=True) as client:
            answer = client.request("GET", url, headers={"Accept": "text/calendar,text/plain;q=0.8"})
    except NotAuthorised:
        return "refused", b""
    except MovedElsewhere:
        return "moved", b""
    except NetworkError:
        return "away", b""
    return _verdict(answer), answer.body


def _verdict(answer: Answer) -> str:
    if answer.status in {401, 403}:
        return "refused"
    if answer.status in _GONE:
        return "missing"
    if answer.status != 200:
        return "away"
    if b"BEGIN:VCALENDAR" in answer.body[:200]:
        return "ok"
    return "page" if b"<html" in answer.body[:4096].lower() else "other"
