"""The address book in memory, the reference for the others."""

import pytest

from adapters.memory import MemoryBook
from tests.address_book_suite import AddressBookSuite, card


class TestMemoryBook(AddressBookSuite):
    @pytest.fixture
    def open_book(self):
        book = MemoryBook()
        return lambda: book


class TestMemoryBookThatAnswersPutsWithoutEtag(AddressBookSuite):
    @pytest.fixture
    def open_book(self):
        book = MemoryBook(tells_etags=False)
        return lambda: book


def test_an_expired_token_gives_the_whole_listing():
    book = MemoryBook()
    href, _ = book.put("", card("one"))
    token = book.list().sync_token
    book.put("", card("two"))
    book.oldest_token = 2
    assert not book.list(token).partial
    assert href in book.list(token).etags
