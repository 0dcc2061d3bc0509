"""From what the user typed to the address books behind it (RFC 6764 §6, RFC 6352 §7.1, RFC 5397).

The user may type a host, an e-mail address, the address of the server, of the account (principal), of the
folder of books (home set) or of one book. What was typed is asked first; when it leads nowhere, the
well-known address of its host and then the root are. Names in the DNS (SRV) are not looked up.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urljoin, urlsplit

from adapters.carddav import multistatus as ms
from adapters.carddav.client import Client, MovedElsewhere
from adapters.carddav.hrefs import canonical
from sync.ports import NetworkError, NotAuthorised, ReseauError, UsageError

WELL_KNOWN = "/.well-known/carddav"
_ASKED = (ms.TYPE, ms.NAME, ms.PRINCIPAL, ms.HOME, ms.PRIVILEGES)
_LISTED = (ms.TYPE, ms.NAME, ms.PRIVILEGES)
_WRITING = tuple(ms.DAV + name for name in ("write", "write-content", "bind", "all"))


@dataclass(frozen=True)
class Found:
    """One address book on a server."""

    url: str
    name: str
    read_only: bool = False


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
    for scheme, real in (("carddavs://", "https://"), ("carddav://", "http://")):
        if typed.lower().startswith(scheme):
            typed = real + typed[len(scheme) :]
    parts = urlsplit(typed)
    if parts.password is not None:
        raise UsageError("book.password-in-url")
    host = parts.netloc.rpartition("@")[2]
    return parts._replace(netloc=host, path=parts.path or "/", fragment="").geturl(), unquote(
        parts.username or ""
    )


def discover(client: Client, url: str) -> list[Found]:
    """Return the address books behind `url`, in the order of the server; never empty.

    Raises `NotAuthorised`, `MovedElsewhere`, and `NetworkError` when there are none.
    """
    failure: ReseauError | None = None
    for start in _starts(client, url):
        try:
            books = _behind(client, start)
        except MovedElsewhere:
            raise
        except (NetworkError, NotAuthorised) as error:
            if error.code == "book.not-authorised":
                raise
            # The first answer is about what the user typed and tells most.
            failure = failure or error
            continue
        if books:
            return books
    if failure is not None and failure.code not in {
        "book.answer-status",
        "book.answer-html",
        "book.answer-not-dav",
    }:
        raise failure
    raise NetworkError("book.none-found", url=url) from failure


def _starts(client: Client, url: str) -> Iterator[str]:
    """Yield the places to ask, each once."""
    root = urljoin(url, "/")
    typed = urlsplit(url).path not in {"", "/"}
    if typed:
        yield url
    try:
        well_known = _well_known(client, urljoin(url, WELL_KNOWN))
    except MovedElsewhere:
        # The root may do where the well-known address leads to a place the user has not named.
        if _leads_somewhere(client, root):
            yield root
            return
        raise
    except NetworkError:
        well_known = ""
    if well_known and canonical(well_known) not in {canonical(url), "/"}:
        yield well_known
    yield root


def _leads_somewhere(client: Client, root: str) -> bool:
    try:
        return bool(_behind(client, root))
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


def _behind(client: Client, url: str) -> list[Found]:
    """Ask one place: is it a book, does it name the account or its folder of books, does it hold books?"""
    rows, url = _own(client, url)
    if _is_book(rows):
        return [_found(rows, url)]
    homes = rows.hrefs(ms.HOME)
    if not homes:
        for principal in rows.hrefs(ms.PRINCIPAL):
            place = urljoin(url, principal)
            client.trust(place)
            account, place = _own(client, place)
            homes += [urljoin(place, home) for home in account.hrefs(ms.HOME)]
    books: list[Found] = []
    for home in dict.fromkeys(homes):
        books += _in_folder(client, urljoin(url, home))
    # Servers without accounts, and a folder of books named by hand on one that says nothing of homes.
    return books or ([] if homes else _in_folder(client, url))


def _own(client: Client, url: str) -> tuple[ms.Row, str]:
    """Return the properties of `url` itself and the address that answered."""
    answer, there = client.propfind(url, _ASKED)
    own = [
        row for row in answer.rows if canonical(row.href, there).rstrip("/") == canonical(there).rstrip("/")
    ]
    rows = own or list(answer.rows)
    if not rows:
        raise NetworkError("book.answer-not-dav", host=urlsplit(there).hostname or "")
    return rows[0], there


def _in_folder(client: Client, url: str) -> list[Found]:
    client.trust(url)
    answer, there = client.propfind(url, _LISTED, depth="1")
    return [_found(row, urljoin(there, row.href)) for row in answer.rows if _is_book(row)]


def _is_book(row: ms.Row) -> bool:
    return row.has(ms.TYPE, ms.CARD + "addressbook")


def _found(row: ms.Row, url: str) -> Found:
    told = row.props.get(ms.PRIVILEGES) is not None
    return Found(url, row.text(ms.NAME), read_only=told and not row.has(ms.PRIVILEGES, *_WRITING))
