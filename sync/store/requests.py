"""Writes to address books: the intent is kept before a request leaves, the answer after it.

They are outside the journal of undo, for what was done elsewhere is done; `journal` names the step that
accounts for them, and is empty while a run that was killed has left them behind. What a card was before
lies in the store for 90 days: the trash, and what `undo` puts back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import NamedTuple

from sync.store.facts import Store

TRASH_DAYS = 90
TRIES = 3
_PENDING = "journal IS NULL AND book IN (SELECT name FROM book)"


class Request(NamedTuple):
    """One write: `after` empty is a deletion, `before` empty a new card. Texts are named by hash.

    What is asked stands first; the rest is the store's, which has it when the request is noted and when it is answered.
    """

    book: str
    mirror: int
    side: str
    twin: int
    uid: str
    href: str
    etag: str
    before: str
    after: str
    other: str
    at: str
    id: int = 0
    state: str = ""
    got_href: str = ""
    got_etag: str = ""
    got: str = ""
    journal: int | None = None


_ASKED = Request._fields[: Request._fields.index("id")]


@contextmanager
def together(store: Store) -> Iterator[None]:
    """Keep all that is noted inside at once, as one transaction; also what was noted before an error."""
    store.db.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        store.db.execute("COMMIT")


def intend(store: Store, asked: Sequence[Request]) -> range:
    """Note what is about to be asked of a book, inside `together`, and return the numbers of the requests, in order.

    They may leave when the transaction is through.
    """
    first = store.db.execute("SELECT ifnull(max(id), 0) + 1 FROM request").fetchone()[0]
    numbers = range(first, first + len(asked))
    store.db.executemany(
        f"INSERT INTO request ({', '.join(_ASKED)}, id) VALUES (?{', ?' * len(_ASKED)})",
        [(*one[: len(_ASKED)], number) for number, one in zip(numbers, asked, strict=True)],
    )
    return numbers


def answer(store: Store, number: int, state: str, href: str = "", etag: str = "", text: str = "") -> None:
    """Note how a request ended: `done` with what the book holds now, or `refused`."""
    store.db.execute(
        "UPDATE request SET state = ?, got_href = ?, got_etag = ?, got = ? WHERE id = ?",
        (state, href, etag, text, number),
    )


def done(store: Store, answers: Iterable[tuple[int, str, str, str]]) -> None:
    """Note of requests (number, href, etag, text) that they went through."""
    store.db.executemany(
        "UPDATE request SET state = 'done', got_href = ?, got_etag = ?, got = ? WHERE id = ?",
        [(href, etag, text, number) for number, href, etag, text in answers],
    )


def drop(store: Store, number: int) -> None:
    """Forget an intent that came to nothing."""
    store.db.execute("DELETE FROM request WHERE id = ?", (number,))


def lose(store: Store, number: int) -> None:
    """Keep an intent that did not arrive, in case that it still does; see `lost`."""
    store.db.execute("UPDATE request SET state = 'lost' WHERE id = ?", (number,))


def begin_trial(store: Store, book: str, uid: str, at: str) -> int:
    """Note that a made-up card is about to be put into a book; return the number to `drop` when it is gone again."""
    cursor = store.db.execute(
        "INSERT INTO request (book, mirror, side, uid, href, etag, before, after, other, state, at) "
        "VALUES (?, 0, '', ?, '', '', '', '', '', 'trial', ?)",
        (book, uid, at),
    )
    return cursor.lastrowid or 0


def trials(store: Store, book: str) -> list[Request]:
    """Return the made-up cards that may lie in a book still."""
    return _open(store, "state = 'trial' AND book = ?", book)


def lost(store: Store, book: str, since: str) -> list[Request]:
    """Return the writes to a book in no mirror that did not arrive, and may yet, in order."""
    return [one for one in _open(store, "state = 'lost' AND book = ?", book) if one.at >= since]


def left_behind(store: Store, mirror: int, book: str = "") -> list[Request]:
    """Return the writes of a mirror, or of a book in none (0), that no step of the journal accounts for, in order."""
    found = _open(store, "mirror = ? AND state NOT IN ('refused', 'lost', 'trial')", mirror)
    return [one for one in found if not book or one.book == book]


def numbered(store: Store, numbers: Iterable[int]) -> list[Request]:
    """Return these writes, in order."""
    return [one for number in sorted(numbers) for one in _all(store, "id = ?", number)]


def refuse(
    store: Store,
    book: str,
    href: str,
    text: str,
    at: str,
    *,
    mirror: int = 0,
    side: str = "",
    uid: str = "",
    before: str = "",
) -> None:
    """Remember that a book did not take this text, in place of `before`, under this href.

    Why does not count: a server in trouble says of good cards, too, that it finds fault with them.
    """
    store.db.execute(
        "INSERT INTO request (book, mirror, side, uid, href, etag, before, after, other, state, at) "
        "VALUES (?, ?, ?, ?, ?, '', ?, ?, '', 'refused', ?)",
        (book, mirror, side, uid, href, before, text, at),
    )


def refusals(store: Store, mirror: int, since: str) -> list[Request]:
    """Return the writes of a mirror that were refused and are worth another try, the last one of each card.

    The first two runs after a refusal try again, then one a day: `since` is a day ago.
    """
    found: dict[tuple[str, str], list[Request]] = {}
    for one in _open(store, "mirror = ? AND state = 'refused'", mirror):
        found.setdefault((one.side, one.uid), []).append(one)
    return [tried[-1] for tried in found.values() if len(tried) < TRIES or tried[-1].at < since]


def waiting(store: Store, book: str, now: datetime) -> int:
    """Return how many cards a book refused so often, and so lately, that they are not offered now."""
    since = (now - timedelta(days=1)).isoformat()
    rows = store.db.execute(
        "SELECT count(*) AS n, max(at) AS last FROM request "
        "WHERE book = ? AND journal IS NULL AND state = 'refused' GROUP BY mirror, side, uid, href",
        (book,),
    )
    return sum(row["n"] >= TRIES and row["last"] >= since for row in rows)


def offer_again(store: Store, book: str) -> None:
    """Have the next sync offer a book what it refused, as if that were long ago."""
    store.db.execute(
        "UPDATE request SET at = '1970-01-01T00:00:00Z' WHERE book = ? AND journal IS NULL AND state = 'refused'",
        (book,),
    )


def refused_uids(store: Store, mirror: int) -> set[tuple[str, str]]:
    """Return (side, UID) of the cards of a mirror with a refusal; so that thousands of others are not looked up."""
    return {(one.side, one.uid) for one in _open(store, "mirror = ? AND state = 'refused'", mirror)}


def taken_after_all(store: Store, mirror: int, side: str, uid: str) -> None:
    """Forget the refusals of a card that its book has taken, or that is gone."""
    store.db.execute(
        f"DELETE FROM request WHERE {_PENDING} AND mirror = ? AND side = ? AND uid = ? AND state = 'refused'",
        (mirror, side, uid),
    )


def was_refused(store: Store, book: str, href: str, text: str, since: str) -> bool:
    """Tell whether a book refused this very text so often, and so lately, that it is not offered now."""
    row = store.db.execute(
        "SELECT count(*) AS n, max(at) AS last FROM request "
        "WHERE book = ? AND journal IS NULL AND href = ? AND after = ? AND state = 'refused'",
        (book, href, text),
    ).fetchone()
    return bool(row["n"] >= TRIES and row["last"] >= since)


def of_step(store: Store, journal: int) -> list[Request]:
    """Return the writes that a step of the journal accounts for, in order."""
    return _all(store, "journal = ?", journal)


def account(store: Store, numbers: Iterable[int], journal: int) -> None:
    """Note the step that accounts for these writes."""
    store.db.executemany("UPDATE request SET journal = ? WHERE id = ?", [(journal, one) for one in numbers])


def forget_lost(store: Store, book: str, uids: Iterable[str]) -> None:
    """Forget writes that did not arrive of cards that were written since, or that have arrived after all."""
    store.db.executemany(
        "DELETE FROM request WHERE journal IS NULL AND state = 'lost' AND book = ? AND uid = ?",
        [(book, uid) for uid in uids],
    )


def empty_trash(store: Store, now: datetime) -> int:
    """Forget writes, with the cards they took away, that are older than `TRASH_DAYS`; return how many.

    `undo` of such a step no longer reaches the book.
    """
    before = (now - timedelta(days=TRASH_DAYS)).isoformat()[:19]
    oldest = store.db.execute("SELECT at FROM request ORDER BY id LIMIT 1").fetchone()
    if oldest is None or oldest["at"] >= before:
        return 0
    return store.db.execute(
        "DELETE FROM request WHERE at < ? AND (journal IS NOT NULL OR state = 'lost')", (before,)
    ).rowcount


def _open(store: Store, where: str, value: int | str) -> list[Request]:
    """Return the writes of connected books that no step accounts for: few, and found without reading the others."""
    return _all(store, f"{_PENDING} AND {where}", value)


def _all(store: Store, where: str, value: int | str) -> list[Request]:
    rows = store.db.execute(f"SELECT * FROM request WHERE {where} ORDER BY id", (value,))
    return [Request(**dict(row)) for row in rows]
