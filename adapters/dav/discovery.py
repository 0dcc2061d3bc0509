"""From what the user typed to the collections behind it (RFC 6764 §6, RFC 6352 §7.1, RFC 4791 §6.2, RFC 5397).

The user may type a host, an e-mail address, the address of the server, of the account (principal), of the
folder of collections (home set) or of one collection. What was typed is asked first; when it leads nowhere, the
well-known address of its host and then the root are. Names in the DNS (SRV) are not looked up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar
from urllib.parse import unquote, urljoin, urlsplit

from adapters.dav import multistatus as ms
from adapters.dav.client import Client, MovedElsewhere
from adapters.dav.hrefs import canonical
from sync.ports import NetworkError, NotAuthorised, ReseauError, UsageError

Wanted = TypeVar("Wanted")
_LISTED = (ms.TYPE, ms.NAME, ms.PRIVILEGES)
_NO_SERVICE = frozenset({"server.answer-status", "server.answer-html", "server.answer-not-dav"})
_SCHEMES = {"carddavs": "https", "caldavs": "https", "carddav": "http", "caldav": "http"}
_WRITING = tuple(ms.DAV + name for name in ("write", "write-content", "bind", "all"))


@dataclass(frozen=True)
class Service:
    """What is looked for: the property that names its folders, the type of its collections, its well-known
    address, the code of the error when there is none, and what else to ask of each collection.
    """

    home: str
    kind: str
    well_known: str
    none_found: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Found:
    """One collection on a server, with the properties that were asked for."""

    url: str
    name: str
    read_only: bool
    row: ms.Row = field(compare=False)


def address(typed: str) -> tuple[str, str]:
    """Return (address, user) for what the user typed. Raises `UsageError` for a password in an address.

    >>> address("zoe@example.org")
    ('https://example.org/', 'zoe@example.org')
    >>> address("https://zoe@dav.example.org/books")
    ('https://dav.example.org/books', 'zoe')
    >>> address("dav.example.org:8443/books/")
    ('https://dav.example.org:8443/books/', '')
    """
    typed = typed.strip()
    if "://" not in typed:
        user, at, host = typed.rpartition("@")
        if at and "/" not in host:
            return f"https://{host}/", typed if user else ""
        typed = f"https://{typed}"
    scheme, _, rest = typed.partition("://")
    typed = f"{_SCHEMES.get(scheme.lower(), scheme)}://{rest}"
    parts = urlsplit(typed)
    if parts.password is not None:
        raise UsageError("server.password-in-url")
    host = parts.netloc.rpartition("@")[2]
    return parts._replace(netloc=host, path=parts.path or "/", fragment="").geturl(), unquote(
        parts.username or ""
    )


def discover(client: Client, url: str, service: Service) -> list[Found]:
    """Return the collections behind `url`, in the order of the server; never empty.

    Raises `NotAuthorised`, `MovedElsewhere`, and `NetworkError` when there are none.
    """
    return _search(client, url, service, _behind)


def folders(client: Client, url: str, service: Service) -> list[str]:
    """Return the folders in which the account behind `url` has its collections; never empty. Raises like `discover`."""
    return _search(client, url, service, _folders)


def is_kind(client: Client, url: str, service: Service) -> bool:
    """Tell whether `url` is itself a collection of this service. Raises `NotAuthorised`, `NetworkError`."""
    try:
        row, _ = _own(client, url, service)
    except NetworkError as error:
        if error.code in _NO_SERVICE:
            return False
        raise
    return row.has(ms.TYPE, service.kind)


def _search(
    client: Client, url: str, service: Service, look: Callable[[Client, str, Service], list[Wanted]]
) -> list[Wanted]:
    failure: ReseauError | None = None
    for start in _starts(client, url, service):
        try:
            found = look(client, start, service)
        except MovedElsewhere:
            raise
        except (NetworkError, NotAuthorised) as error:
            if error.code == "server.not-authorised":
                raise
            # The first answer is about what the user typed and tells most.
            failure = failure or error
            continue
        if found:
            return found
    if failure is not None and failure.code not in _NO_SERVICE:
        raise failure
    raise NetworkError(service.none_found, url=url) from failure


def _starts(client: Client, url: str, service: Service) -> Iterator[str]:
    """Yield the places to ask, each once."""
    root = urljoin(url, "/")
    typed = urlsplit(url).path not in {"", "/"}
    if typed:
        yield url
    try:
        well_known = _well_known(client, urljoin(url, service.well_known))
    except MovedElsewhere:
        # The root may do where the well-known address leads to a place the user has not named.
        if _leads_somewhere(client, root, service):
            yield root
            return
        raise
    except NetworkError:
        well_known = ""
    if well_known and canonical(well_known) not in {canonical(url), "/"}:
        yield well_known
    yield root


def _leads_somewhere(client: Client, root: str, service: Service) -> bool:
    try:
        return bool(_behind(client, root, service))
    except NetworkError:
        return False


def _well_known(client: Client, url: str) -> str:
    """Return where the well-known address leads; some servers redirect a GET only (RFC 6764 §5)."""
    for method in ("PROPFIND", "GET"):
        body = ms.propfind([ms.PRINCIPAL]) if method == "PROPFIND" else b""
        headers = {"Depth": "0", "Content-Type": "application/xml; charset=utf-8"} if body else {}
        answer = client.request(method, url, body, headers)
        if canonical(answer.url) != canonical(url) or answer.status == 207:
            return answer.url
    return ""


def _behind(client: Client, url: str, service: Service) -> list[Found]:
    """Ask one place: is it a collection, does it name the account or its folder, does it hold collections?"""
    row, url = _own(client, url, service)
    if row.has(ms.TYPE, service.kind):
        return [_found(row, url)]
    folders = _homes(client, row, url, service)
    # Servers without accounts, and a folder named by hand on one that says nothing of homes.
    return [one for folder in folders or [url] for one in _in_folder(client, folder, service)]


def _folders(client: Client, url: str, service: Service) -> list[str]:
    row, url = _own(client, url, service)
    return _homes(client, row, url, service)


def _homes(client: Client, row: ms.Row, url: str, service: Service) -> list[str]:
    """Return the folders of collections of the account that `row`, the properties of `url`, tells of."""
    found = [urljoin(url, home) for home in row.hrefs(service.home)]
    if not found:
        for principal in row.hrefs(ms.PRINCIPAL):
            place = urljoin(url, principal)
            client.trust(place)
            account, place = _own(client, place, service)
            found += [urljoin(place, home) for home in account.hrefs(service.home)]
    return list(dict.fromkeys(found))


def _own(client: Client, url: str, service: Service) -> tuple[ms.Row, str]:
    """Return the properties of `url` itself and the address that answered."""
    answer, there = client.propfind(url, (*_LISTED, ms.PRINCIPAL, service.home, *service.also))
    own = [
        row for row in answer.rows if canonical(row.href, there).rstrip("/") == canonical(there).rstrip("/")
    ]
    rows = own or list(answer.rows)
    if not rows:
        raise NetworkError("server.answer-not-dav", host=urlsplit(there).hostname or "")
    return rows[0], there


def _in_folder(client: Client, url: str, service: Service) -> list[Found]:
    client.trust(url)
    answer, there = client.propfind(url, (*_LISTED, *service.also), depth="1")
    rows = (row for row in answer.rows if row.has(ms.TYPE, service.kind))
    return [_found(row, urljoin(there, row.href)) for row in rows]


def _found(row: ms.Row, url: str) -> Found:
    told = row.props.get(ms.PRIVILEGES) is not None
    return Found(url, row.text(ms.NAME), read_only=told and not row.has(ms.PRIVILEGES, *_WRITING), row=row)
