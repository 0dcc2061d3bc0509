"""What every address book must do, whatever lies behind it: subclass and give one fixture.

`open_book` is a function that returns a new handle on one storage, empty at first: two handles see the same
cards, as two programs would. Cards are compared by their lines, since servers may fold or re-order them.
"""

import pytest

from sync.ports import Listing, PreconditionFailed

CARD = """BEGIN:VCARD
VERSION:3.0
UID:{uid}
FN:{name}
N:{family};{given};;;
{more}END:VCARD
"""


def card(uid, name="Ada Example", more=""):
    """Return a small card with CRLF line ends."""
    given, _, family = name.rpartition(" ")
    text = CARD.format(uid=uid, name=name, given=given, family=family, more=more)
    return text.replace("\n", "\r\n").encode()


def lines(text):
    """Return the unfolded lines of a card, in no order, without what a server may add by right."""
    unfolded = text.decode().replace("\r\n", "\n").replace("\n ", "").replace("\n\t", "")
    return sorted(line for line in unfolded.split("\n") if line and not line.startswith(("REV:", "PRODID:")))


def stored(book, href):
    """Return (etag, card) under `href`."""
    [(_, etag, text)] = book.fetch([href])
    return etag, text


def etag_of(book, href):
    """Return the etag a listing gives."""
    return book.list().etags[href]


class AddressBookSuite:
    """The conformance suite."""

    @pytest.fixture
    def book(self, open_book):
        return open_book()

    def test_a_new_book_is_empty(self, book):
        assert book.list().etags == {}

    def test_list_and_fetch_agree(self, book):
        hrefs = {book.put("", card(f"list-{n}"))[0] for n in range(3)}
        listing = book.list()
        fetched = {href: etag for href, etag, _ in book.fetch(listing.etags)}
        assert set(listing.etags) == hrefs == set(fetched)
        assert fetched == dict(listing.etags)

    def test_a_card_comes_back_with_the_lines_it_was_stored_with(self, book):
        sent = card("whole-1", more="EMAIL:ada@example.org\nTEL:+33639981001\nNOTE:one\\, two\\nthree\n")
        href, _ = book.put("", sent)
        assert lines(stored(book, href)[1]) == lines(sent)

    def test_the_etag_of_a_put_is_that_of_the_next_listing_or_empty(self, book):
        href, etag = book.put("", card("etag-1"))
        assert etag in ("", etag_of(book, href))

    def test_a_second_look_at_an_unchanged_book_gives_the_same_etags(self, book, open_book):
        book.put("", card("same-1"))
        assert book.list().etags == open_book().list().etags

    def test_an_edit_moves_the_etag(self, book):
        href, _ = book.put("", card("edit-1"))
        before = etag_of(book, href)
        again, _ = book.put(href, card("edit-1", name="Ada Edited"), before)
        assert again == href
        after, text = stored(book, href)
        assert after != before
        assert "FN:Ada Edited" in lines(text)

    def test_a_put_with_a_wrong_etag_is_refused_and_changes_nothing(self, book):
        href, _ = book.put("", card("wrong-1"))
        old = etag_of(book, href)
        book.put(href, card("wrong-1", name="Second"), old)
        with pytest.raises(PreconditionFailed):
            book.put(href, card("wrong-1", name="Third"), old)
        assert "FN:Second" in lines(stored(book, href)[1])

    def test_of_several_cards_each_is_stored_or_says_why_not_and_costs_no_other(self, book):
        href, _ = book.put("", card("several-1"))
        for text in (card("several-2"), card("several-3")):
            book.prepare(text)
        answers = list(
            book.put_all(
                [
                    (href, card("several-1", name="Intruder"), "no-such-etag"),
                    ("", card("several-2"), ""),
                    ("", card("several-3"), ""),
                ]
            )
        )
        assert isinstance(answers[0], PreconditionFailed)
        assert {name for name, _ in answers[1:]} | {href} == set(book.list().etags)
        assert "UID:several-2" in lines(stored(book, answers[1][0])[1])
        assert "FN:Ada Example" in lines(stored(book, href)[1])

    def test_a_put_that_should_be_new_does_not_overwrite(self, book):
        href, _ = book.put("", card("new-1"))
        with pytest.raises(PreconditionFailed):
            book.put(href, card("new-1", name="Intruder"))
        assert "FN:Ada Example" in lines(stored(book, href)[1])

    def test_an_edit_of_a_card_that_is_gone_is_refused(self, book):
        href, _ = book.put("", card("gone-1"))
        etag = etag_of(book, href)
        book.delete(href, etag)
        with pytest.raises(PreconditionFailed):
            book.put(href, card("gone-1", name="Ghost"), etag)
        assert book.list().etags == {}

    def test_a_delete_with_a_wrong_etag_is_refused(self, book):
        href, _ = book.put("", card("keep-1"))
        old = etag_of(book, href)
        book.put(href, card("keep-1", name="Newer"), old)
        with pytest.raises(PreconditionFailed):
            book.delete(href, old)
        assert set(book.list().etags) == {href}

    def test_deleting_twice_is_refused_the_second_time(self, book):
        href, _ = book.put("", card("twice-1"))
        etag = etag_of(book, href)
        book.delete(href, etag)
        assert book.list().etags == {}
        with pytest.raises(PreconditionFailed):
            book.delete(href, etag)

    def test_a_missing_card_is_left_out_of_a_fetch_and_costs_no_other(self, book):
        kept = [book.put("", card(f"kept-{n}"))[0] for n in range(2)]
        lost, _ = book.put("", card("lost-1"))
        book.delete(lost, etag_of(book, lost))
        assert [href for href, _, _ in book.fetch([kept[0], lost, kept[1]])] == kept

    def test_fetching_nothing_gives_nothing(self, book):
        assert list(book.fetch([])) == []

    def test_two_uids_that_differ_in_case_are_two_cards(self, book):
        lower, _ = book.put("", card("case-a", name="Lower"))
        upper, _ = book.put("", card("CASE-A", name="Upper"))
        assert lower.lower() != upper.lower() or lower != upper
        assert "FN:Lower" in lines(stored(book, lower)[1])
        assert "FN:Upper" in lines(stored(book, upper)[1])
        assert len(book.list().etags) == 2

    @pytest.mark.parametrize(
        "name",
        ["Zoé Œuvrard-Łuczak", "山田 太郎", "Μαρία Παπαδοπούλου", "👩‍💻 Ada", "عائشة"],
        ids=["latin", "japanese", "greek", "emoji", "arabic"],
    )
    def test_text_outside_ascii_survives(self, book, name):
        href, _ = book.put("", card("text-1", name=name))
        assert f"FN:{name}" in lines(stored(book, href)[1])

    @pytest.mark.parametrize(
        "uid",
        [
            "a+b@example.org",
            "urn:uuid:4fbe8971-0bc3-424c-9c26-36c3e1eff6b1",
            "with blank",
            "é%2Fü",
            "../up",
            "x" * 180,
        ],
        ids=["plus-and-at", "urn", "blank", "accents-and-percent", "path", "long"],
    )
    def test_any_uid_makes_a_card_that_is_found_again(self, book, uid):
        href, _ = book.put("", card(uid))
        assert list(book.list().etags) == [href]
        assert f"UID:{uid}" in lines(stored(book, href)[1])
        book.delete(href, etag_of(book, href))
        assert book.list().etags == {}

    def test_unknown_properties_survive(self, book):
        more = "X-EXAMPLE-THING:kept\nitem1.URL:https://example.org/\nitem1.X-ABLABEL:Site\n"
        href, _ = book.put("", card("unknown-1", more=more))
        assert set(more.split("\n")) - {""} <= set(lines(stored(book, href)[1]))

    def test_an_unknown_sync_token_gives_the_whole_listing(self, book):
        href, _ = book.put("", card("token-1"))
        for token in ("data:,never-given", '["data:,never-given", "x"]', "", "\u00e9"):
            listing = book.list(token)
            assert not listing.partial
            assert set(listing.etags) == {href}

    def test_a_sync_token_tells_what_changed_since(self, book, open_book):
        if not book.features.sync_token:
            pytest.skip("this book knows no sync tokens")
        hrefs = {n: book.put("", card(f"since-{n}"))[0] for n in ("stays", "changes", "goes")}
        before = book.list()
        other = open_book()
        other.put(hrefs["changes"], card("since-changes", name="Changed"), before.etags[hrefs["changes"]])
        other.delete(hrefs["goes"], before.etags[hrefs["goes"]])
        new, _ = other.put("", card("since-new"))
        since = book.list(before.sync_token)
        assert since.partial
        assert set(since.etags) == {hrefs["changes"], new}
        assert since.gone == {hrefs["goes"]}
        after = applied(before, since)
        assert after == dict(book.list().etags)

    def test_nothing_changed_since_the_token_is_an_empty_change(self, book):
        if not book.features.sync_token:
            pytest.skip("this book knows no sync tokens")
        book.put("", card("still-1"))
        before = book.list()
        since = book.list(before.sync_token)
        assert (since.partial, dict(since.etags), since.gone) == (True, {}, frozenset())
        assert since.sync_token == before.sync_token

    def test_a_card_changed_during_a_listing_is_seen_by_the_next_one(self, book, open_book):
        href, _ = book.put("", card("during-1"))
        listing = book.list()
        other = open_book()
        other.put(href, card("during-1", name="Meanwhile"), listing.etags[href])
        [(_, etag, text)] = book.fetch(listing.etags)
        assert "FN:Meanwhile" in lines(text)
        assert etag != listing.etags[href]
        later = book.list(listing.sync_token)
        assert later.etags[href] == etag

    def test_a_card_deleted_during_a_listing_is_left_out_of_the_fetch(self, book, open_book):
        kept, _ = book.put("", card("left-1"))
        gone, _ = book.put("", card("left-2"))
        listing = book.list()
        open_book().delete(gone, listing.etags[gone])
        assert [href for href, _, _ in book.fetch(listing.etags)] == [kept]

    def test_more_cards_than_fit_in_one_request_all_come(self, book):
        hrefs = {book.put("", card(f"many-{n:03}", name=f"Person {n}"))[0] for n in range(self.many)}
        fetched = {href: text for href, _, text in book.fetch(book.list().etags)}
        assert set(fetched) == hrefs
        assert {line for text in fetched.values() for line in lines(text) if line.startswith("FN:")} == {
            f"FN:Person {n}" for n in range(self.many)
        }

    many = 130


def applied(before: Listing, since: Listing) -> dict[str, str]:
    """Return the listing that a change turns `before` into."""
    return {h: e for h, e in {**before.etags, **since.etags}.items() if h not in since.gone}
