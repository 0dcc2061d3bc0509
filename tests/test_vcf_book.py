"""A single .vcf file as an address book."""

import pytest

from adapters.vcf_book import VcfBook
from sync.normalize import vcards
from sync.ports import BookMissing, CardRefused, PreconditionFailed
from tests.address_book_suite import AddressBookSuite, card, etag_of, stored


class TestVcfBook(AddressBookSuite):
    many = 20

    @pytest.fixture
    def open_book(self, tmp_path):
        place = tmp_path / "all.vcf"
        place.touch()
        return lambda: VcfBook(place)


def book_of(tmp_path, content):
    place = tmp_path / "all.vcf"
    place.write_bytes(content)
    return VcfBook(place), place


def test_everything_but_the_edited_card_stays_byte_for_byte(tmp_path):
    odd = b"BEGIN:VCARD\nVERSION:2.1\nN:Odd;One\nX-KEEP:  \x80 \nEND:VCARD\n"
    between = b"\r\n; a line that is no card\r\n"
    book, place = book_of(tmp_path, odd + between + card("b") + odd)
    book.put("b", card("b", name="New"), etag_of(book, "b"))
    assert place.read_bytes() == odd + between + card("b", name="New") + odd
    book.delete("b", etag_of(book, "b"))
    assert place.read_bytes() == odd + between + odd


def test_a_new_card_goes_to_the_end_even_where_the_last_line_is_open(tmp_path):
    book, place = book_of(tmp_path, card("a").rstrip())
    assert book.put("", card("b"))[0] == "b"
    assert place.read_bytes() == card("a") + card("b")


def test_cards_without_uid_and_with_a_doubled_one_are_all_there(tmp_path):
    bare = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Bare\r\nEND:VCARD\r\n"
    book, _ = book_of(tmp_path, card("a") + bare + card("a", name="Twin"))
    hrefs = list(book.list().etags)
    assert hrefs[0] == "a"
    assert hrefs[2] == "a#2"
    assert stored(book, hrefs[1])[1] == bare
    assert b"Twin" in stored(book, "a#2")[1]


def test_text_that_is_not_one_card_is_refused(tmp_path):
    book, place = book_of(tmp_path, b"")
    for text in (b"no card", card("a") + card("b")):
        with pytest.raises(CardRefused):
            book.put("", text)
    assert place.read_bytes() == b""


def test_a_missing_file_is_no_empty_book(tmp_path):
    with pytest.raises(BookMissing):
        VcfBook(tmp_path / "none.vcf").list()
    with pytest.raises(BookMissing):
        VcfBook(tmp_path).list()


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_file_in_utf_16_is_read_and_never_written(tmp_path, encoding):
    content = card("wide", name="Zoé").decode().encode(encoding)
    book, place = book_of(tmp_path, content)
    assert "Zoé".encode() in stored(book, "wide")[1]
    with pytest.raises(CardRefused):
        book.put("", card("other"))
    assert place.read_bytes() == content


def test_a_file_that_another_program_wrote_meanwhile_is_not_overwritten(tmp_path, monkeypatch):
    book, place = book_of(tmp_path, card("a"))
    etag = etag_of(book, "a")
    read = VcfBook._read_for_writing

    def read_then_somebody_writes(self):
        got = read(self)
        place.write_bytes(card("a") + card("theirs"))
        return got

    monkeypatch.setattr(VcfBook, "_read_for_writing", read_then_somebody_writes)
    with pytest.raises(PreconditionFailed):
        book.put("a", card("a", name="Ours"), etag)
    assert place.read_bytes() == card("a") + card("theirs")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (b"", 0),
        (b"BEGIN:VCARD\nFN:x", 1),
        (b"BEGIN:VCARD\nFN:x\nBEGIN:VCARD\nFN:y\nEND:VCARD\n", 2),
        (b"\xef\xbb\xbfBEGIN:VCARD\r\nFN:x\r\nEND:VCARD\r\n", 1),
        (b"BEGIN:VCARD\rFN:x\rEND:VCARD\rBEGIN:VCARD\rFN:y\rEND:VCARD\r", 2),
        (b"begin:vcard\nAGENT:\nBEGIN:VCARD\nFN:in\nEND:VCARD\nFN:out\nend:vcard\n", 1),
        (b"END:VCARD\nnoise\n", 0),
        (b"NOTE:BEGIN:VCARD in a text\n", 0),
    ],
    ids=["nothing", "cut", "no-end", "bom", "old-mac", "agent", "stray-end", "in-a-value"],
)
def test_the_cards_of_a_text_are_found(text, count):
    spans = vcards.spans(text)
    assert len(spans) == count
    assert all(vcards.is_card(text[a:b]) for a, b in spans)


@pytest.mark.parametrize("sync_token", ["", "known"])
def test_a_file_that_ends_in_the_middle_of_a_card_is_no_shorter_book(tmp_path, sync_token):
    """A program is writing it, or a disk was full: what follows was not removed by anybody."""
    file = tmp_path / "book.vcf"
    whole = card("a") + card("b") + card("c")
    file.write_bytes(whole)
    token = VcfBook(file).list().sync_token if sync_token else ""
    file.write_bytes(whole[: whole.index(b"UID:b") + 5])
    with pytest.raises(BookMissing) as caught:
        VcfBook(file).list(token)
    assert caught.value.code == "book.file-half"
    file.write_bytes(whole)
    assert VcfBook(file).list(token).sync_token == VcfBook(file).list().sync_token
