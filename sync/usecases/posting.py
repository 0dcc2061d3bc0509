"""Writes to an address book that survive a lost answer, a kill, and a server that stores something else.

Each write is noted before it leaves. Then the book is asked what it holds: no server and no etag is believed.
A write whose answer was lost is looked for before anything is sent again, so no card is put twice.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sync.normalize import vcards
from sync.ports import AddressBook, CardRefused, NetworkError, PreconditionFailed, ReseauError
from sync.reconcile import threeway
from sync.store import Store, requests
from sync.store.books import keep_text, text_name
from sync.store.mirrors import Copy
from sync.store.requests import Request
from sync.usecases.looking import believed

if TYPE_CHECKING:
    from sync.entries import Entry
    from sync.ports import Format

BATCH = 100
"""So many writes are noted as one, leave one after the other, and are read back with one question."""
FAILURES = 8
"""So many writes in a row that a server fails at are enough; fewer cost only themselves."""


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
    name: str = ""
    """The name under which the store keeps the text; empty before it does."""
    number: int = 0
    copy: Copy | None = None
    error: ReseauError | None = None
    lost: tuple[str, ...] = ()
    plain: bool = False


class Post:
    """Takes writes to one book. `done` are the numbers of requests that went through.

    `broken` says that the server fails at everything, so that nothing more is worth sending.
    """

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
        self.broken = False
        self.created = self.updated = self.deleted = 0
        self._unread: list[tuple[Letter, Copy]] = []

    def send(self, letter: Letter) -> None:
        """Send one write; see `send_all`."""
        self.send_all([letter])

    def send_all(self, letters: Sequence[Letter]) -> None:
        """Send some writes. Their outcome is in the letters after `flush`; a refusal or a failure is there at once.

        A new card that a server refuses as it is (old versions, no FN) is offered once more, written anew. Letters
        that did not leave, after too many failures, have neither copy nor error.
        """
        with requests.together(self.store):
            self._intend(letters)
        puts = [letter for letter in letters if letter.text]
        failures = 0
        answers = self.book.put_all([(one.held.href, one.text, one.held.etag) for one in puts])
        for number, (letter, answer) in enumerate(zip(puts, answers, strict=True), 1):
            if isinstance(answer, tuple):
                self._unread.append((letter, Copy(*answer, letter.name)))
            else:
                self._failed(letter, answer)
            failures = failures + 1 if isinstance(letter.error, NetworkError) else 0
            if failures >= FAILURES:
                self.broken = True
                self._keep_back(puts[number:])
                break
        gone = [letter for letter in letters if not letter.text]
        for number, letter in enumerate(gone):
            if self.broken:
                self._keep_back(gone[number:])
                break
            self._remove(letter)
            failures = failures + 1 if isinstance(letter.error, NetworkError) else 0
            self.broken = failures >= FAILURES

    def _intend(self, letters: Sequence[Letter]) -> None:
        for letter in letters:
            if letter.text and not letter.name:
                letter.name = keep_text(self.store, letter.text)
        numbers = requests.intend(
            self.store,
            [
                Request(
                    self.name,
                    self.mirror,
                    self.side,
                    letter.twin,
                    letter.uid,
                    letter.held.href,
                    letter.held.etag,
                    letter.held.text if letter.held.etag or not letter.text else "",
                    letter.name,
                    letter.other,
                    self.at,
                )
                for letter in letters
            ],
        )
        for letter, number in zip(letters, numbers, strict=True):
            letter.number = number

    def _keep_back(self, letters: Iterable[Letter]) -> None:
        with requests.together(self.store):
            for letter in letters:
                requests.drop(self.store, letter.number)

    def _remove(self, letter: Letter) -> None:
        try:
            self.book.delete(letter.held.href, letter.held.etag)
            if any(self.book.fetch([letter.held.href])):
                raise NetworkError("book.not-removed", href=letter.held.href)
            self._removed(letter)
        except (PreconditionFailed, CardRefused, NetworkError) as error:
            self._failed(letter, error)

    def _failed(self, letter: Letter, error: PreconditionFailed | CardRefused | NetworkError) -> None:
        if isinstance(error, NetworkError):
            self._look_after(letter, letter.name, error)
            if letter.error is error and failed_at(error):
                self._write_anew(letter)
            return
        letter.error = error
        # Some say no, and have stored it; or a proxy has sent it twice.
        self._gone(letter)
        if isinstance(error, CardRefused):
            self._write_anew(letter)

    def _write_anew(self, letter: Letter) -> None:
        """Offer a new card once more in plain words, where that is worth trying."""
        if letter.held.etag or letter.plain or not letter.text:
            return
        plain = self.form.plain(letter.text)
        if plain != letter.text:
            letter.text, letter.name, letter.plain, letter.error = plain, "", True, None
            self.send(letter)

    def flush(self) -> None:
        """Ask the book what it made of the cards just put. Raises what the book raises; the intents stay."""
        unread, self._unread = self._unread, []
        if not unread:
            return
        held = {href: (etag, text) for href, etag, text in self.book.fetch([copy.href for _, copy in unread])}
        with requests.together(self.store):
            for letter, copy in unread:
                if copy.href in held:
                    self._stored(letter, copy, *held[copy.href])
                else:
                    letter.error = NetworkError("book.not-stored", href=copy.href)
                    self._gone(letter)
            self._note_stored([letter for letter, _ in unread])

    def _stored(self, letter: Letter, copy: Copy, etag: str, text: bytes) -> None:
        new = not letter.held.etag
        if not new and text != letter.text and self._as_before(letter, etag, text):
            # It said yes, and holds what it held before: it lied, or it drops just what was new in the card.
            lost = threeway.lost(self.form.entries(letter.text), self.form.entries(text))
            names = ", ".join(dict.fromkeys(entry.name for entry in lost))
            letter.error = CardRefused("book.card-refused", href=copy.href, reason=f"not stored: {names}")
            self._gone(letter)
            return
        if text != letter.text:
            sent, stored = self.form.entries(letter.text), self.form.entries(text)
            letter.lost = tuple(dict.fromkeys(entry.name for entry in threeway.lost(sent, stored)))
        if copy.etag and etag and _strong(copy.etag) != _strong(etag) and letter.lost:
            # Somebody wrote in between: what we sent stays the base, so that their edit is seen as one.
            letter.copy, letter.lost = Copy(copy.href, "", copy.text), ()
        else:
            held = letter.name if text == letter.text else keep_text(self.store, text)
            letter.copy = Copy(copy.href, etag, held)

    def _note_stored(self, letters: Iterable[Letter]) -> None:
        """Note of letters what the book holds of them, where it does."""
        stored = [(letter, letter.copy) for letter in letters if letter.copy is not None]
        requests.done(self.store, [(letter.number, *copy) for letter, copy in stored])
        for letter, _ in stored:
            self.done.append(letter.number)
            if letter.held.etag:
                self.updated += 1
            else:
                self.created += 1

    def _as_before(self, letter: Letter, etag: str, text: bytes) -> bool:
        """Tell whether a card is as it was before the write; its etag says so, too, for some give one text in two spellings."""
        if text_name(text) == letter.held.text:
            return True
        return (
            bool(etag)
            and _strong(etag) == _strong(letter.held.etag)
            and threeway.same(self._before(letter), self.form.entries(text))
        )

    def _removed(self, letter: Letter) -> None:
        letter.copy = Copy()
        requests.answer(self.store, letter.number, "done")
        self.done.append(letter.number)
        self.deleted += 1

    def _look_after(self, letter: Letter, after: str, error: NetworkError) -> None:
        """See whether a request without an answer arrived. Nothing is sent again in this pass."""
        letter.error = error
        if failed_at(error) and not letter.held.etag:
            self._gone(letter)
            return
        if not letter.held.href:
            return  # its name is not known; the next listing finds it by its UID
        try:
            found = self._found(letter)
        except ReseauError:
            return
        if found is None and not letter.text:
            if any(self.book.fetch([letter.held.href])):
                # "Not there", and it is: said once it was a slip, after a removal that did not arrive.
                self._gone(letter)
                return
            letter.error = None
            self._removed(letter)
        elif found is None or _strong(found[1]) == _strong(letter.held.etag):
            self._gone(letter)
        elif letter.text and threeway.arrived(
            self.form.entries(letter.text), self.form.entries(found[2]), self._before(letter)
        ):
            letter.error = None
            self._stored(letter, Copy(found[0], found[1], after), found[1], found[2])
            self._note_stored([letter])
        elif letter.text:
            # Somebody has written into it since, or what came is another card: what of it is ours shows with the next listing.
            self._gone(letter)

    def _found(self, letter: Letter) -> tuple[str, str, bytes] | None:
        """Return the card that a letter was about as it is there; None where it is not."""
        href = letter.held.href
        for found, etag, text in self.book.fetch([href]):
            steady = believed(self.book, found, etag, text, letter.uid)
            return None if steady is None else (found, *steady)
        return None

    def _gone(self, letter: Letter) -> None:
        """Let go of a write that did not arrive; what is ours in it must be known, should it arrive later."""
        if letter.text and not self.mirror:
            requests.lose(self.store, letter.number)
        else:
            requests.drop(self.store, letter.number)

    def _before(self, letter: Letter) -> tuple[Entry, ...]:
        held = letter.held.text
        return self.form.entries(self.store.content(held)) if held and letter.held.etag else ()


class Arrivals:
    """What a book holds of `writes` that had no answer, asked for once for all of them.

    `taken` are the hrefs of cards that are known, which a new card cannot have.
    """

    def __init__(
        self,
        store: Store,
        book: AddressBook,
        form: Format,
        writes: Iterable[Request],
        taken: Container[str],
    ) -> None:
        self._store, self._book, self._form, self._taken = store, book, form, taken
        self._uids = {one.uid for one in writes}
        self._new: dict[str, list[tuple[str, str, bytes]]] | None = None

    def of(self, one: Request) -> Copy | None:
        """Return the copy that a write made; None if it did not arrive."""
        sent = self._form.entries(self._store.content(one.after))
        for href, etag, text in self._book.fetch([one.href]) if one.href else self._unclaimed(one.uid):
            if (one.href and etag == one.etag) or vcards.uid(text) != one.uid:
                continue
            before = self._form.entries(self._store.content(one.before)) if one.before else ()
            if threeway.arrived(sent, self._form.entries(text), before):
                return Copy(href, etag, keep_text(self._store, text))
        return None

    def _unclaimed(self, uid: str) -> list[tuple[str, str, bytes]]:
        if self._new is None:
            self._new = {}
            hrefs = [href for href in self._book.list().etags if href not in self._taken]
            for href, etag, text in self._book.fetch(hrefs):
                if vcards.uid(text) in self._uids:
                    self._new.setdefault(vcards.uid(text), []).append((href, etag, text))
        return self._new.get(uid, [])


def failed_at(error: ReseauError | None) -> bool:
    """Tell whether a server broke over this very request: some do so over a card they cannot read."""
    return (
        isinstance(error, NetworkError)
        and error.code == "server.answer-status"
        and str(error.values.get("status")) == "500"
    )


def _strong(etag: str) -> str:
    return etag.removeprefix("W/").strip('"')
