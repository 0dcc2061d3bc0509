"""Writes to an address book that survive a lost answer, a kill, and a server that stores something else.

Each write is noted before it leaves. Then the book is asked what it holds: no server and no etag is believed.
A write whose answer was lost is looked for before anything is sent again, so no card is put twice.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sync.model import Edits, Entry
from sync.ports import AddressBook, CardRefused, NetworkError, PreconditionFailed, ReseauError
from sync.reconcile import threeway
from sync.store import Store, requests
from sync.store.books import keep_text, text_name
from sync.store.mirrors import Copy

BATCH = 50
"""So many writes are read back with one question."""


@dataclass(frozen=True, slots=True)
class Format:
    """How the text of a card becomes entries, and how edits are made in it (see `adapters.vcard.entries`)."""

    entries: Callable[[bytes], tuple[Entry, ...]]
    carry: Callable[[bytes, Edits, str], bytes]
    plain: Callable[[bytes], bytes] = bytes
    """Returns a card written anew as vCard 3.0 that any server takes; see `send`."""


@dataclass
class Letter:
    """One write. `text` empty removes the card; `copy` is what the book holds afterwards.

    `lost` names the properties that the book did not keep.
    """

    uid: str
    held: Copy
    text: bytes
    twin: int = 0
    other: str = ""
    number: int = 0
    copy: Copy | None = None
    error: ReseauError | None = None
    lost: tuple[str, ...] = ()
    plain: bool = False


class Post:
    """Takes writes to one book. `done` are the numbers of requests that went through."""

    def __init__(
        self,
        store: Store,
        at: str,
        name: str,
        book: AddressBook,
        form: Format,
        mirror: int = 0,
        side: str = "",
    ) -> None:
        self.store, self.at, self.name, self.book, self.form = store, at, name, book, form
        self.mirror, self.side = mirror, side
        self.done: list[int] = []
        self.created = self.updated = self.deleted = 0
        self._unread: list[tuple[Letter, Copy]] = []

    def send(self, letter: Letter) -> None:
        """Send one write. Its outcome is in the letter after `flush`; a refusal or a failure is there at once.

        A new card that a server refuses as it is (old versions, no FN) is offered once more, written anew.
        """
        after = keep_text(self.store, letter.text) if letter.text else ""
        letter.number = requests.intend(
            self.store,
            book=self.name,
            mirror=self.mirror,
            side=self.side,
            twin=letter.twin,
            uid=letter.uid,
            href=letter.held.href,
            etag=letter.held.etag,
            before=letter.held.text if letter.held.etag or not letter.text else "",
            after=after,
            other=letter.other,
            at=self.at,
        )
        try:
            if letter.text:
                href, etag = self.book.put(letter.held.href, letter.text, letter.held.etag)
                self._unread.append((letter, Copy(href, etag, after)))
            else:
                self.book.delete(letter.held.href, letter.held.etag)
                if any(self.book.fetch([letter.held.href])):
                    raise NetworkError("book.not-removed", href=letter.held.href)
                self._removed(letter)
        except (PreconditionFailed, CardRefused) as error:
            letter.error = error
            requests.drop(self.store, letter.number)
            if isinstance(error, CardRefused) and self._written_anew(letter):
                return
        except NetworkError as error:
            self._look_after(letter, after, error)
            if letter.error is error and failed_at(error) and self._written_anew(letter):
                return
        if len(self._unread) >= BATCH:
            self.flush()

    def _written_anew(self, letter: Letter) -> bool:
        """Offer a new card once more in plain words; tell whether that was worth trying."""
        if letter.held.etag or letter.plain or not letter.text:
            return False
        plain = self.form.plain(letter.text)
        if plain == letter.text:
            return False
        letter.text, letter.plain, letter.error = plain, True, None
        self.send(letter)
        return True

    def flush(self) -> None:
        """Ask the book what it made of the cards just put. Raises what the book raises; the intents stay."""
        unread, self._unread = self._unread, []
        if not unread:
            return
        held = {href: (etag, text) for href, etag, text in self.book.fetch([copy.href for _, copy in unread])}
        for letter, copy in unread:
            if copy.href in held:
                self._stored(letter, copy, *held[copy.href])
            else:
                letter.error = NetworkError("book.not-stored", href=copy.href)
                requests.drop(self.store, letter.number)

    def _stored(self, letter: Letter, copy: Copy, etag: str, text: bytes) -> None:
        new = not letter.held.etag
        if not new and text != letter.text and text_name(text) == letter.held.text:
            # It said yes, and holds what it held before.
            letter.error = NetworkError("book.not-stored", href=copy.href)
            requests.drop(self.store, letter.number)
            return
        if text != letter.text:
            sent, stored = self.form.entries(letter.text), self.form.entries(text)
            letter.lost = tuple(dict.fromkeys(entry.name for entry in threeway.lost(sent, stored)))
        if copy.etag and etag and _strong(copy.etag) != _strong(etag) and letter.lost:
            # Somebody wrote in between: what we sent stays the base, so that their edit is seen as one.
            letter.copy, letter.lost = Copy(copy.href, "", copy.text), ()
        else:
            letter.copy = Copy(copy.href, etag, keep_text(self.store, text))
        requests.answer(
            self.store, letter.number, "done", letter.copy.href, letter.copy.etag, letter.copy.text
        )
        self.done.append(letter.number)
        if new:
            self.created += 1
        else:
            self.updated += 1

    def _removed(self, letter: Letter) -> None:
        letter.copy = Copy()
        requests.answer(self.store, letter.number, "done")
        self.done.append(letter.number)
        self.deleted += 1

    def _look_after(self, letter: Letter, after: str, error: NetworkError) -> None:
        """See whether a request without an answer arrived. Nothing is sent again in this pass."""
        letter.error = error
        if failed_at(error) and not letter.held.etag:
            requests.drop(self.store, letter.number)
            return
        if not letter.held.href:
            return  # its name is not known; the next listing finds it by its UID
        try:
            found = next(iter(self.book.fetch([letter.held.href])), None)
        except ReseauError:
            return
        if found is None and not letter.text:
            letter.error = None
            self._removed(letter)
        elif found is None or _strong(found[1]) == _strong(letter.held.etag):
            requests.drop(self.store, letter.number)
        elif letter.text and threeway.arrived(
            self.form.entries(letter.text), self.form.entries(found[2]), self._before(letter)
        ):
            letter.error = None
            self._stored(letter, Copy(found[0], found[1], after), found[1], found[2])

        elif letter.text:
            requests.drop(self.store, letter.number)

    def _before(self, letter: Letter) -> tuple[Entry, ...]:
        held = letter.held.text
        return self.form.entries(self.store.content(held)) if held and letter.held.etag else ()


def failed_at(error: ReseauError | None) -> bool:
    """Tell whether a server broke over this very request: some do so over a card they cannot read."""
    return (
        isinstance(error, NetworkError)
        and error.code == "server.answer-status"
        and str(error.values.get("status")) == "500"
    )


def _strong(etag: str) -> str:
    return etag.removeprefix("W/").strip('"')
