"""Writes to a book whose answers cannot be believed: what it holds afterwards decides, and what is ours stays known as ours."""

from contextlib import closing

import pytest

from adapters.memory import MemoryBook
from adapters.vcard.entries import carry, entries
from sync.ports import CardRefused, Format, NetworkError
from sync.store import Store, requests
from sync.store.books import keep_text
from sync.store.mirrors import Copy
from sync.usecases.posting import Letter, Post

AT = "2026-11-22T08:00:00Z"


def card(*lines, uid="u0"):
    return "\r\n".join(
        ["BEGIN:VCARD", "VERSION:3.0", f"UID:{uid}", "FN:Ann Lee", *lines, "END:VCARD", ""]
    ).encode()


@pytest.fixture
def store(tmp_path):
    with closing(Store.open(tmp_path, installation="00000000-0000-4000-8000-000000000001")) as one:
        one.db.execute(
            "INSERT INTO book (name, kind, place, user, push, settings) VALUES ('b', '', '', '', '', '{}')"
        )
        yield one


def post(store, book):
    return Post(store, AT, "b", book, Format(entries, carry))


def letter(store, book, text):
    """A card of the book is to become `text`."""
    [(href, etag, held)] = book.fetch(["u0"])
    return Letter("u0", Copy(href, etag, keep_text(store, held)), text)


def states(store):
    return [row[0] for row in store.db.execute("SELECT state FROM request ORDER BY id")]


class SaysYes(MemoryBook):
    """Stores nothing, and gives what it holds without the last line end from the first write on, as SOGo does singly."""

    written = False

    def put(self, href, card, etag=""):
        self.written = True
        return href, "made-up"

    def fetch(self, hrefs):
        for href, etag, text in super().fetch(hrefs):
            yield href, etag, text.rstrip() if self.written else text


def test_a_yes_after_which_the_etag_and_the_card_are_as_they_were_is_a_refusal_however_the_card_is_spelled(
    store,
):
    book = SaysYes({"u0": card("ORG:Acme")})
    sent = letter(store, book, card("ORG:Globex"))
    one = post(store, book)
    one.send_all([sent])
    one.flush()
    assert isinstance(sent.error, CardRefused)
    assert sent.copy is None
    assert one.done == []


class LosesAnswers(MemoryBook):
    """Stores a card and gives no answer; the first look after it gets `instead`, under the right etag."""

    instead, lost = b"", False
    edit = staticmethod(lambda text: text)

    def put(self, href, card, etag=""):
        super().put(href, self.edit(card), etag)
        self.lost = True
        raise NetworkError("server.connection-lost", host="memory")

    def fetch(self, hrefs):
        for href, etag, text in super().fetch(hrefs):
            other, self.instead = (self.instead, b"") if self.lost else (b"", self.instead)
            yield href, etag, other or text


def test_after_a_lost_answer_another_card_in_place_of_the_one_asked_for_is_asked_for_once_more(store):
    book = LosesAnswers({"u0": card("ORG:Acme")})
    book.instead = card(uid="nobody")
    sent = letter(store, book, card("ORG:Globex"))
    one = post(store, book)
    one.send_all([sent])
    assert sent.error is None
    assert entries(store.content(sent.copy.text)) == entries(card("ORG:Globex"))
    assert states(store) == ["done"]


def test_a_lost_answer_after_which_somebody_wrote_into_the_card_leaves_the_write_known(store):
    """What it put there shows with the next listing, and is reseau's own: it may be updated, and taken back."""
    book = LosesAnswers({"u0": card("NOTE:first", "ORG:Acme")})
    book.edit = lambda text: text.replace(b"NOTE:first", b"NOTE:typed there")
    sent = letter(store, book, card("NOTE:first", "ORG:Globex"))
    post(store, book).send_all([sent])
    assert isinstance(sent.error, NetworkError)
    [kept] = requests.lost(store, "b", "2026-11-21")
    assert store.content(kept.after) == card("NOTE:first", "ORG:Globex")


class Forgets(MemoryBook):
    """Says yes to a new card, and does not hold it yet."""

    def put(self, href, card, etag=""):
        return "u0", "e1"


def test_a_yes_after_which_the_card_is_not_there_leaves_the_write_known(store):
    sent = Letter("u0", Copy(), card("ORG:Globex"))
    one = post(store, Forgets())
    one.send_all([sent])
    one.flush()
    assert isinstance(sent.error, NetworkError)
    assert [kept.uid for kept in requests.lost(store, "b", "2026-11-21")] == ["u0"]


class LosesRemovals(MemoryBook):
    """Gives no answer to a removal, which is done where `does`; then says `denials` times that the card is not there."""

    does, denials, asked = False, 1, 0

    def delete(self, href, etag):
        if self.does:
            super().delete(href, etag)
        self.asked = self.denials
        raise NetworkError("server.connection-lost", host="memory")

    def fetch(self, hrefs):
        for found in super().fetch(hrefs):
            if self.asked:
                self.asked -= 1
            else:
                yield found


@pytest.mark.parametrize(
    ("does", "denials", "removed"),
    [(True, 0, 1), (False, 0, 0), (False, 1, 0)],
    ids=["arrived", "not-arrived", "said-not-to-be-there-and-is"],
)
def test_a_removal_without_an_answer_is_believed_once_the_card_was_twice_not_there(
    store, does, denials, removed
):
    book = LosesRemovals({"u0": card("NOTE:first")})
    sent = letter(store, book, b"")
    book.does, book.denials = does, denials
    one = post(store, book)
    one.send_all([sent])
    assert one.deleted == removed
    assert (sent.error is None) is bool(removed)
    assert states(store) == ["done"] * removed
    assert ("u0" in book.cards) is not does
