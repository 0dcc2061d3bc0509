"""One collection on a CardDAV server as an address book.

Sync tokens (RFC 6578) save work and are never trusted: one that a server forgot is answered with 403, 412
or, by some, with silence (DAViCal 1.1.12 and SOGo 5.8.0, measured 2026-11). So a report that shows no
change although the book's marks moved is not believed, and everything is listed. Rows that a multiget
leaves out, and cards that break its XML, are asked for one by one. What a report left out is told by nothing in it,
so after a report that brought changes the next sync looks again: by a listing where the book is small, for some leave
out the same whenever they are asked; by the same report where it is large, from where that began.
"""

from __future__ import annotations

import json
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, urljoin

from adapters.dav import multistatus as ms
from adapters.dav.client import Answer, Client
from adapters.dav.hrefs import canonical
from sync.ports import (
    BookMissing,
    CardRefused,
    Features,
    Listing,
    NetworkError,
    NotAuthorised,
    PreconditionFailed,
    Put,
    one_by_one,
)

if TYPE_CHECKING:
    from concurrent.futures import Future

VERSIONS = ms.CARD + "supported-address-data"
DATA = ms.CARD + "address-data"
MULTIGET = ms.CARD + "addressbook-multiget"
BATCH = 100
AHEAD = 4
FEW = 500
"""Cards of a book that is listed whole after each report of changes: a request as the report again would be."""
_ARENA_MAX = -8
_Got = dict[str, tuple[str, bytes]]
MAX_PAGES = 1000
RIPE_S = 3
_CARD_TYPES = ("", "text/vcard", "text/x-vcard", "text/directory")
_GONE = frozenset({404, 410})
_FAULTY = frozenset({"valid-address-data", "supported-address-data", "max-resource-size"})
"""What a server may find wrong with a card (RFC 6352 §6.3.2.1)."""


class _Marks(NamedTuple):
    """What a book says of its own state; what callers keep as the sync token is this, as JSON.

    `ctag` is kept where there is no token: to tell both costs a server twice the work (Radicale 3.9.0 reads every card
    for each). `before` is the token that the last report of changes was asked with, until somebody has looked again, for
    a report may leave something out. `cards` is how many the book may hold: those of the last listing, and all rows since.
    """

    token: str = ""
    ctag: str = ""
    before: str = ""
    cards: int = FEW + 1
    """More than a few where nobody counted."""

    def __str__(self) -> str:
        return json.dumps(self, ensure_ascii=False) if any(self[:2]) else ""


class CardDavBook:
    """The cards of the collection at `url`; hrefs are canonical paths.

    `reports_first` says of a server that what changed costs it no more than whether anything did.
    """

    def __init__(
        self, client: Client, url: str, *, read_only: bool = False, reports_first: bool = False
    ) -> None:
        self._client = client
        self._url = url if url.endswith("/") else url + "/"
        self._path = canonical(self._url)
        self._read_only = read_only
        self._reports_first = reports_first
        self._own: ms.Row | None = None
        self._refuses_reports = False
        # How the server spells an href, where that is not the canonical way.
        self._spelled: dict[str, str] = {}

    @property
    def features(self) -> Features:
        """What the server says it can do; asks it once."""
        own = self._about()
        versions = own.props.get(VERSIONS)
        told = (
            ()
            if versions is None
            else tuple(
                e.get("version", "3.0")
                for e in versions.iter(ms.CARD + "address-data-type")
                if e.get("content-type", "").lower() == "text/vcard"
            )
        )
        return Features(
            sync_token=bool(own.text(ms.TOKEN)),
            read_only=self._read_only,
            versions=tuple(dict.fromkeys(told)) or ("3.0",),
        )

    @property
    def display_name(self) -> str:
        """The name the owner gave the book on the server."""
        return self._about().text(ms.NAME)

    @property
    def requests(self) -> int:
        """How many requests went out."""
        return self._client.requests

    def list(self, sync_token: str = "", *, changed: bool = False) -> Listing:
        """Return the changes since `sync_token` where that can be believed, else every card.

        Nothing changed: one request. Raises `BookMissing` when the collection is gone.
        """
        known = _marks(sync_token)
        if not known.token:
            return self._as_it_was(known, sync_token) or self._whole()
        if known.before:
            return (None if known.cards <= FEW else self._again(known)) or self._whole()
        # Where marks are seconds, what changes in the running one has the same: they are taken before the changes.
        if (changed or self._reports_first) and not _counts_seconds(known.token):
            return self._since(known, sync_token) or self._whole()
        now = self._now(known)
        if now.token == known.token:
            return Listing({}, sync_token=sync_token, partial=True)
        found = self._changes(known, now)
        return found if found is not None and (found.etags or found.gone) else self._whole()

    def _again(self, known: _Marks) -> Listing | None:
        """Return what changed since before the last report; None where it shows nothing, although it had to."""
        found = self._changes(_Marks(known.before, cards=known.cards), known)
        if found is None or not (found.etags or found.gone):
            return None
        last = _marks(found.sync_token)
        before = known.token if last.token != known.token else ""
        return found._replace(sync_token=str(last._replace(before=before)))

    def _since(self, known: _Marks, sync_token: str) -> Listing | None:
        """Ask for the changes at once: one request where there are none. None where the answer cannot be believed.

        No change is believed only with the mark unmoved; a server that refuses the report is asked for its marks.
        """
        found = self._changes(known, known)
        if found is not None:
            return found if found.etags or found.gone else Listing({}, sync_token=sync_token, partial=True)
        return self._as_it_was(known, sync_token) if self._refuses_reports else None

    def _as_it_was(self, known: _Marks, sync_token: str) -> Listing | None:
        """Ask for the marks alone, and say that nothing changed where they stand as they did; else None."""
        if (known.token or known.ctag) and self._now(known)[:2] == known[:2]:
            return Listing({}, sync_token=sync_token, partial=True)
        return None

    def fetch(self, hrefs: Iterable[str]) -> Iterator[tuple[str, str, bytes]]:
        """Yield the cards that are there, a hundred a request, in the order asked.

        While one answer is worked on the next ones are on their way.
        """
        from sync.normalize import vcards

        wanted = list(dict.fromkeys(hrefs))
        batches = [wanted[start : start + BATCH] for start in range(0, len(wanted), BATCH)]
        for batch, got in self._ahead(batches):
            for href in batch:
                card = got.get(href) or self._get(href)
                if card is not None and not vcards.is_whole(card[1]):
                    # Half an answer may have the right length. Said twice, it is what the server holds.
                    card = self._get(href)
                if card is not None:
                    yield href, *card

    def _ahead(self, batches: Sequence[Sequence[str]]) -> Iterator[tuple[Sequence[str], _Got]]:
        """Yield each batch with what its request gave, a few requests ahead."""
        if len(batches) < 2:
            yield from ((batch, self._multiget(batch)) for batch in batches)
            return
        from concurrent.futures import ThreadPoolExecutor

        asked: deque[Future[_Got]] = deque()
        _share_one_heap()
        pool = ThreadPoolExecutor(AHEAD)
        try:
            for number, batch in enumerate(batches):
                while len(asked) < AHEAD and number + len(asked) < len(batches):
                    asked.append(pool.submit(self._multiget, batches[number + len(asked)]))
                yield batch, asked.popleft().result()
        finally:
            pool.shutdown(cancel_futures=True)

    def put(self, href: str, card: bytes, etag: str = "") -> tuple[str, str]:
        """Store a card with If-Match or If-None-Match (RFC 9110 §13)."""
        from adapters.carddav import texts

        if not etag and href and self._etag(href) is not None:
            # SOGo 5.8.0 ignores If-None-Match and would overwrite.
            raise PreconditionFailed("book.changed-meanwhile", href=href)
        if etag.strip('"').startswith("gcs") and self._etag(href) is None:
            # SOGo 5.8.0 takes a card that is gone for a new one, whatever If-Match says; its etags begin so.
            raise PreconditionFailed("book.changed-meanwhile", href=href)
        url = self._address(href) if href else self._url + quote(texts.file_for(card))
        condition = {"If-Match": _strong(etag)} if etag else {"If-None-Match": "*"}
        headers = {"Content-Type": "text/vcard; charset=utf-8", **condition}
        card = texts.as_sent(card)
        answer = self._client.request("PUT", url, card, headers)
        if answer.status == 412 and not etag and self._etag(canonical(url)) is None:
            # "Already there", and it is not. Said once it may be a slip; said twice, it is the card that it does not like.
            answer = self._client.request("PUT", url, card, headers)
            if answer.status == 412 and self._etag(canonical(url)) is None:
                self._refuse(answer, canonical(url))
        self._expect_stored(answer, canonical(url))
        # Google gives new cards a name of its own and says so.
        stored = answer.headers.get("location", "")
        named = canonical(stored, url) if stored else canonical(url)
        return (named if self._is_inside(named) else canonical(url)), _strong(answer.headers.get("etag", ""))

    def token_of(self, etags: Mapping[str, str]) -> str:  # noqa: ARG002 - it is the server's
        """Nothing: only the server knows."""
        return ""

    def begin(self) -> bool:
        """Nothing to begin with."""
        return False

    def prepare(self, card: bytes) -> None:
        """Nothing to begin with."""

    def put_all(self, cards: Iterable[tuple[str, bytes, str]]) -> Iterator[Put]:
        """Store several cards, one after the other."""
        return one_by_one(self.put, cards)

    def delete(self, href: str, etag: str) -> None:
        """Remove a card; its etag is compared just before, for SOGo 5.8.0 ignores If-Match here."""
        if not etag or self._etag(href) != _strong(etag):
            raise PreconditionFailed("book.changed-meanwhile", href=href)
        answer = self._client.request("DELETE", self._address(href), headers={"If-Match": _strong(etag)})
        if answer.status in _GONE or answer.status == 412:
            raise PreconditionFailed("book.changed-meanwhile", href=href)
        if not answer.ok:
            self._refuse(answer, href)

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def _about(self) -> ms.Row:
        if self._own is None:
            names = (ms.TYPE, ms.NAME, ms.TOKEN, ms.CTAG, VERSIONS)
            self._own = self._self_in(self._propfind(self._url, names))
        return self._own

    def _now(self, known: _Marks) -> _Marks:
        """Ask for the mark that is known, and for nothing else: one small request whatever the size of the book."""
        name, mark = (ms.TOKEN, known.token) if known.token else (ms.CTAG, known.ctag)
        answer = self._asked_for(self._url, (name,))
        if ms.stands_in(answer.body, name, mark):
            return known
        told = self._self_in(ms.parse(answer.body, self._client.named.host)).text(name)
        return _Marks(told) if known.token else _Marks(ctag=told)

    def _whole(self) -> Listing:
        names = (ms.ETAG, ms.KIND, ms.TYPE, ms.TOKEN, ms.CTAG)
        answer = self._propfind(self._url, names, depth="1")
        own = self._self_in(answer)
        if own.props.get(ms.TYPE) is not None and not own.has(
            ms.TYPE, ms.CARD + "addressbook", ms.DAV + "collection"
        ):
            raise BookMissing("book.no-collection", place=self._url)
        etags = {}
        for row in answer.rows:
            if row.status == 507:
                # A listing that is cut would look like deletions (RFC 4918 §11.5).
                raise NetworkError("book.listing-cut", host=self._client.named.host)
            href = self._href(row)
            if href and not row.status and _is_card(row):
                etags[href] = _strong(row.text(ms.ETAG))
        token = own.text(ms.TOKEN)
        marks = _Marks(token, "" if token else own.text(ms.CTAG), cards=len(etags))
        return Listing(etags, sync_token=self._kept(marks))

    def _changes(self, known: _Marks, now: _Marks) -> Listing | None:
        """Return what changed since `known`, or None when the server does not say, or not credibly."""
        etags: dict[str, str] = {}
        gone: set[str] = set()
        token = known.token
        for _ in range(MAX_PAGES):
            answer = self._client.report(self._url, ms.sync_collection(token))
            if answer.status != 207:
                self._expect_there(answer)
                self._refuses_reports = True
                return None
            page = ms.parse(answer.body, self._client.named.host)
            more = False
            for row in page.rows:
                href = self._href(row)
                if row.status == 507:
                    more = True
                elif href and row.status in _GONE:
                    gone.add(href)
                    etags.pop(href, None)
                elif href and not row.status and _is_card(row):
                    etags[href] = _strong(row.text(ms.ETAG))
                    gone.discard(href)
            if not page.sync_token or (more and page.sync_token == token):
                return None
            token = page.sync_token
            if not more:
                break
        else:
            return None
        if not etags and not gone and (_counts_seconds(token) or token != known.token):
            return None
        # Where marks are seconds, the one taken before the report: what changed in between is told again next time, never
        # missed. A report of a large book is not asked again then, for its first second comes again in any case.
        seconds, cards = _counts_seconds(now.token), known.cards + len(etags)
        looked_after = (etags or gone) and (cards <= FEW or not seconds)
        after = _Marks(now.token if seconds else token, "", known.token if looked_after else "", cards)
        return Listing(etags, frozenset(gone), self._kept(after), partial=True)

    def _kept(self, marks: _Marks) -> str:
        """Return the token for callers. Where marks are seconds (SOGo 5.8.0), more may change in the running one:
        until it is over, what changed since the second before is asked for.
        """
        if _counts_seconds(marks.token) and self._client.now() - int(marks.token) < RIPE_S:
            return str(marks._replace(token=str(int(marks.token) - 1)))
        if _counts_seconds(marks.ctag) and self._client.now() - int(marks.ctag) < RIPE_S:
            return ""
        return str(marks)

    def _multiget(self, hrefs: Sequence[str]) -> _Got:
        """Return the cards one report gives; anything it does not give is asked for singly."""
        from adapters.carddav import texts

        if len(hrefs) == 1:
            return {}
        answer = self._client.report(
            self._url, ms.multiget(MULTIGET, DATA, (self._spelled.get(h, h) for h in hrefs))
        )
        if answer.status != 207:
            return {}
        try:
            rows = ms.parse(answer.body, self._client.named.host).rows
        except NetworkError:
            return {}
        got: _Got = {}
        for row in rows:
            found = row.props.get(DATA)
            if found is not None and found.text:
                card = texts.in_lines(found.text.encode())
                got[canonical(row.href, self._url)] = (_strong(row.text(ms.ETAG)), card)
        return got

    def _get(self, href: str) -> tuple[str, bytes] | None:
        from adapters.carddav import texts

        answer = self._client.request("GET", self._address(href), headers={"Accept": "text/vcard"})
        if answer.status in _GONE:
            return None
        self._client.expect(answer, 200)
        is_page = answer.headers.get("content-type", "").lower().startswith("text/html")
        if is_page and b"BEGIN:VCARD" not in answer.body.upper():
            # A network that wants a password first answers so whatever is asked for.
            raise NetworkError("server.answer-html", host=self._client.named.host)
        return _strong(answer.headers.get("etag", "")), texts.in_lines(answer.body)

    def _etag(self, href: str) -> str | None:
        """Return a card's etag as it is now (empty if the server has none); None when it is not there."""
        answer = self._client.request(
            "PROPFIND",
            self._address(href),
            ms.propfind([ms.ETAG]),
            {"Content-Type": "application/xml; charset=utf-8", "Depth": "0"},
        )
        if answer.status in _GONE:
            return None
        self._client.expect(answer, 207)
        rows = ms.parse(answer.body, self._client.named.host).rows
        there = [row for row in rows if row.status not in _GONE]
        return _strong(there[0].text(ms.ETAG)) if there else None

    def _propfind(self, url: str, names: Iterable[str], depth: str = "0") -> ms.Multistatus:
        return ms.parse(self._asked_for(url, names, depth).body, self._client.named.host)

    def _asked_for(self, url: str, names: Iterable[str], depth: str = "0") -> Answer:
        """Return the answer to a PROPFIND as it came."""
        answer = self._client.request(
            "PROPFIND",
            url,
            ms.propfind(names),
            {"Content-Type": "application/xml; charset=utf-8", "Depth": depth},
        )
        self._expect_there(answer)
        self._client.expect(answer, 207)
        return answer

    def _expect_there(self, answer: Answer) -> None:
        if answer.status in _GONE:
            raise BookMissing("book.collection-missing", place=self._url)

    def _expect_stored(self, answer: Answer, href: str) -> None:
        # "See elsewhere" means that it is done (RFC 9110 §15.4.4); what is stored is read back in any case.
        if (answer.ok and answer.status != 207) or answer.status == 303:
            return
        if answer.ok:
            # An answer of several parts to a question of one: whatever it is, it does not say that the card is stored.
            raise NetworkError("server.answer-not-dav", host=self._client.named.host)
        conflict = ms.error_condition(answer.body) if answer.status in {403, 409, 412} else ""
        # Xandikos 0.4.10 finds fault with a card by 412, too; that is no change in between.
        if (
            (answer.status == 412 and conflict not in _FAULTY)
            or answer.status in _GONE
            or conflict == "no-uid-conflict"
        ):
            raise PreconditionFailed("book.changed-meanwhile", href=href)
        self._refuse(answer, href)

    def _refuse(self, answer: Answer, href: str) -> None:
        """Say why one card was not taken, in the server's words where it has some."""
        if answer.status >= 500 and answer.status != 507:
            raise NetworkError(
                "server.answer-status", host=self._client.named.host, status=str(answer.status)
            )
        if answer.status == 403 and ms.error_condition(answer.body) == "need-privileges":
            raise NotAuthorised("server.forbidden", host=self._client.named.host)
        words = ms.error_condition(answer.body) or answer.body[:200].decode("utf-8", "replace").strip()
        raise CardRefused("book.card-refused", href=href, reason=f"{answer.status} {words}".strip())

    def _self_in(self, answer: ms.Multistatus) -> ms.Row:
        for row in answer.rows:
            if canonical(row.href, self._url).rstrip("/") == self._path.rstrip("/"):
                if row.status in _GONE:
                    raise BookMissing("book.collection-missing", place=self._url)
                return row
        return ms.Row(self._path)

    def _href(self, row: ms.Row) -> str:
        """Return the canonical href of a member of this book, empty for anything else."""
        href = canonical(row.href, self._url)
        if not self._is_inside(href):
            return ""
        path = "/" + row.href.split("://", 1)[-1].partition("/")[2] if "://" in row.href else row.href
        if path != href and path.startswith("/"):
            self._spelled[href] = path
        return href

    def _is_inside(self, href: str) -> bool:
        rest = href.removeprefix(self._path)
        return rest != href and bool(rest) and "/" not in rest and rest not in {".", ".."}

    def _address(self, href: str) -> str:
        """Return the address of a card, always on the origin of the book itself."""
        path = self._spelled.get(href, href)
        return urljoin(self._url, path if path.startswith("/") else quote(path))


def _share_one_heap() -> None:
    """Have the threads of this process take memory from one heap where the C library lets us choose (glibc, mallopt(3)).

    By default each thread that reads bodies gets a heap of its own, which keeps what its largest answer took: with
    10,000 pictures that is an eighth of all.
    """
    if sys.platform == "linux":
        import ctypes

        with suppress(AttributeError, OSError):
            ctypes.CDLL(None).mallopt(_ARENA_MAX, 1)


def _is_card(row: ms.Row) -> bool:
    kind = row.text(ms.KIND).partition(";")[0].strip().lower()
    return kind in _CARD_TYPES and not row.has(ms.TYPE, ms.DAV + "collection")


def _marks(token: str) -> _Marks:
    """Return the marks a caller kept; none when they are not ours."""
    try:
        told, ctag, *more = json.loads(token)
        known = _Marks(str(told), "" if told else str(ctag), *more[:2])
        return known._replace(before=str(known.before), cards=int(known.cards))
    except (ValueError, LookupError, TypeError):
        return _Marks()


def _counts_seconds(token: str) -> bool:
    """Tell whether a sync token is a moment, in seconds since 1970."""
    return len(token) == 10 and token.isdecimal()


def _strong(etag: str) -> str:
    """Return an etag as it is compared: where an answer is packed, servers (Cyrus 3.6.1) and proxies mark it as weak
    (RFC 9110 §8.8.1), which it is not in the next answer that is not.
    """
    return etag.removeprefix("W/")
