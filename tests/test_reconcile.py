"""The three-way merge of cards, as laws that hold for any cards."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.entries import Entry
from sync.reconcile import threeway
from sync.reconcile.guards import guard

entry = st.builds(
    lambda name, form: Entry(name, form, form, form),
    st.sampled_from(["TEL", "EMAIL", "NOTE", "ORG"]),
    st.sampled_from("abcd"),
)
cards = st.lists(entry, max_size=5, unique=True).map(
    # A card has one NOTE and one ORG at most; of the others any number.
    lambda found: [
        one
        for i, one in enumerate(found)
        if one.name in threeway.LISTS or one.name not in {e.name for e in found[:i]}
    ]
)


def edited(card, edits):
    return Counter(card) - Counter(edits.remove) + Counter(edits.add)


@given(cards, cards)
def test_what_one_side_changed_is_all_that_changes(base, now):
    merged = threeway.merge(now, base, base, base)
    assert not merged.to_a
    assert edited(base, merged.to_b) == Counter(now)
    merged = threeway.merge(base, now, base, base)
    assert not merged.to_b
    assert edited(base, merged.to_a) == Counter(now)


@given(cards, cards, cards)
def test_both_sides_are_the_same_afterwards_and_a_second_merge_does_nothing(base, a, b):
    merged = threeway.merge(a, b, base, base)
    after = edited(a, merged.to_a)
    assert after == edited(b, merged.to_b)
    again = threeway.merge(list(after.elements()), list(after.elements()), a, b)
    assert not again.clashes


@given(cards, cards, cards)
def test_no_value_that_a_side_added_is_dropped(base, a, b):
    merged = threeway.merge(a, b, base, base)
    kept = set(edited(a, merged.to_a)) | {one for clash in merged.clashes for one in (clash.a, clash.b)}
    assert (set(a) | set(b)) - set(base) <= kept


@given(cards, cards)
def test_two_cards_that_meet_for_the_first_time_lose_nothing(a, b):
    merged = threeway.merge(a, b)
    kept = set(edited(a, merged.to_a)) | {one for clash in merged.clashes for one in (clash.a, clash.b)}
    assert set(a) | set(b) <= kept
    assert edited(a, merged.to_a) == edited(b, merged.to_b)


@given(cards, cards)
def test_a_write_that_arrived_whole_is_known_and_one_that_did_not_is_not(before, sent):
    if threeway.lost(sent, before):
        assert threeway.arrived(sent, sent, before)
        assert not threeway.arrived(sent, before, before)


# What each rule means, card by card ------------------------------------------------------------------------


def one(name, value, form=None):
    return Entry(name, form if form is not None else value, value, value)


PHONE, MAIL, NOTE = one("TEL", "0639981020"), one("EMAIL", "a@example.com"), one("NOTE", "met in Lyon")


def after(card, edits):
    """Return a card once edited, as a bag: order is nobody's."""
    return Counter(card) - Counter(edits.remove) + Counter(edits.add)


def test_a_property_that_a_card_has_once_and_both_changed_keeps_b_and_tells_a():
    base, ours, theirs = one("ORG", "Old SA"), one("ORG", "Ours SA"), one("ORG", "Theirs SA")
    merged = threeway.merge([ours], [theirs], [base], [base])
    assert (merged.to_a.remove, merged.to_a.add) == ((ours,), (theirs,))
    assert not merged.to_b
    assert [(clash.name, clash.a, clash.b) for clash in merged.clashes] == [("ORG", ours, theirs)]


def test_the_same_change_on_both_sides_is_no_conflict():
    base, new = one("ORG", "Old SA"), one("ORG", "New SA")
    merged = threeway.merge([new], [new], [base], [base])
    assert not merged.to_a
    assert not merged.to_b
    assert merged.clashes == ()


def test_an_edit_is_stronger_than_a_deletion_whichever_side_deletes():
    base, new = one("ORG", "Old SA"), one("ORG", "New SA")
    merged = threeway.merge([], [new], [base], [base])
    assert merged.to_a.add == (new,)
    assert not merged.to_b
    merged = threeway.merge([new], [], [base], [base])
    assert merged.to_b.add == (new,)
    assert not merged.to_a
    assert merged.clashes == ()


def test_two_numbers_added_one_on_each_side_are_both_on_both_sides():
    mine, yours = one("TEL", "1"), one("TEL", "2")
    merged = threeway.merge([PHONE, mine], [PHONE, yours], [PHONE], [PHONE])
    assert (merged.to_a.add, merged.to_b.add) == ((yours,), (mine,))
    assert not merged.to_a.remove
    assert merged.clashes == ()


def test_a_single_number_changed_on_both_sides_is_a_list_all_the_same():
    # A card may hold any number of phones: two answers to one question are two phones, not a conflict.
    mine, yours = one("TEL", "1"), one("TEL", "2")
    merged = threeway.merge([mine], [yours], [PHONE], [PHONE])
    assert after([mine], merged.to_a) == Counter([mine, yours]) == after([yours], merged.to_b)
    assert merged.clashes == ()


def test_a_second_note_makes_a_list_of_what_is_else_single():
    more, yours = one("NOTE", "calls back"), one("NOTE", "met in Paris")
    merged = threeway.merge([NOTE, more], [yours], [NOTE], [NOTE])
    assert after([NOTE, more], merged.to_a) == Counter([more, yours])
    assert after([yours], merged.to_b) == Counter([more, yours])
    assert merged.clashes == ()


def test_a_deletion_finds_what_the_other_book_made_of_the_entry():
    # Book B stores a number in its own spelling; deleted in A, it goes in B.
    spelt = one("TEL", "+33 6 39 98 10 20")
    merged = threeway.merge([], [spelt], [PHONE], [spelt])
    assert merged.to_b.remove == (spelt,)
    merged = threeway.merge([PHONE], [], [PHONE], [spelt])
    assert merged.to_a.remove == (PHONE,)


def test_what_one_side_deletes_and_the_other_has_just_put_in_again_stays():
    # In B's base the number has another type; B changes the type to what A's base has, while A deletes it.
    work = one("TEL", PHONE.value, "0639981020;work")
    merged = threeway.merge([], [PHONE], [PHONE], [work])
    assert after([], merged.to_a) == Counter([PHONE]) == after([PHONE], merged.to_b)


def test_the_same_number_twice_in_one_card_is_there_twice_in_the_other():
    merged = threeway.merge([PHONE, PHONE], [PHONE], [PHONE], [PHONE])
    assert merged.to_b.add == (PHONE,)
    assert not merged.to_a
    # Both added it: nothing is to do.
    merged = threeway.merge([PHONE], [PHONE], [], [])
    assert not merged.to_a
    assert not merged.to_b


def test_what_each_book_says_in_its_own_way_is_no_edit():
    merged = threeway.merge(
        [one("REV", "2"), one("PRODID", "a"), PHONE],
        [one("REV", "1"), PHONE],
        [one("REV", "1"), PHONE],
        [PHONE],
    )
    assert not merged.to_a
    assert not merged.to_b
    assert threeway.same([one("UID", "1"), PHONE], [PHONE, one("UID", "2")])
    assert not threeway.same([PHONE], [PHONE, PHONE])


def test_two_cards_that_meet_unite_their_lists_and_settle_what_is_single():
    mobile = one("TEL", PHONE.value, "0639981020;cell")
    merged = threeway.merge([PHONE, NOTE], [mobile, MAIL])
    # The number is one number, whatever type each side gives it.
    assert merged.to_a.add == (MAIL,)
    assert merged.to_b.add == (NOTE,)
    other = one("NOTE", "met in Paris")
    merged = threeway.merge([NOTE], [other])
    assert merged.to_a.add == (other,)
    assert [(clash.a, clash.b) for clash in merged.clashes] == [(NOTE, other)]


def test_lists_that_meet_are_united_even_with_one_value_each():
    mine, yours = one("EMAIL", "a@example.com"), one("EMAIL", "b@example.com")
    merged = threeway.merge([mine], [yours])
    assert (merged.to_a.add, merged.to_b.add, merged.clashes) == ((yours,), (mine,), ())


def test_two_notes_that_meet_one_are_a_list():
    more, yours = one("NOTE", "calls back"), one("NOTE", "met in Paris")
    for a, b in (([NOTE, more], [yours]), ([yours], [NOTE, more])):
        merged = threeway.merge(a, b)
        assert merged.clashes == ()
        assert after(a, merged.to_a) == Counter([NOTE, more, yours]) == after(b, merged.to_b)


def test_one_base_alone_is_none():
    # A card known in one book only, and found in the other, meets it for the first time: nothing was deleted.
    merged = threeway.merge([PHONE], [MAIL], None, [PHONE, MAIL])
    assert (merged.to_a.add, merged.to_b.add) == ((MAIL,), (PHONE,))
    assert not merged.to_a.remove
    merged = threeway.merge([PHONE], [MAIL], [PHONE, MAIL], None)
    assert not merged.to_b.remove


def test_lost_is_what_was_sent_and_is_not_there_each_time_it_is_missing():
    assert threeway.lost([PHONE, PHONE, MAIL, one("UID", "1")], [PHONE]) == (PHONE, MAIL)
    assert threeway.lost([PHONE, PHONE], [PHONE, PHONE]) == ()
    assert threeway.lost([PHONE], [PHONE, MAIL]) == ()


LONG = one("NOTE", "met in Lyon at the fair of two thousand and six")
CUT = one("NOTE", "met in Lyon at the")


def test_what_a_book_cut_short_or_dropped_was_its_own_doing():
    assert threeway.believed([LONG, PHONE], [CUT]) == (CUT,)


def test_what_reads_otherwise_a_person_changed_since_and_is_believed_unchanged():
    typed = one("NOTE", "prefers mail")
    assert threeway.believed([NOTE, PHONE], [typed, PHONE]) == (PHONE, NOTE)


def test_what_a_person_added_since_is_not_believed():
    assert threeway.believed([PHONE], [PHONE, MAIL]) == (PHONE,)


def test_a_cut_text_is_believed_only_of_a_text_of_its_name():
    # The title begins like the note; it is none of its cuts.
    title = one("TITLE", CUT.value)
    assert threeway.believed([LONG], [title]) == ()


def test_of_two_texts_the_one_that_was_cut_is_found():
    other = one("NOTE", "another text")
    assert Counter(threeway.believed([other, LONG], [CUT, other])) == Counter([CUT, other])


def test_escapes_and_spaces_are_a_books_own_way():
    sent, stored = one("NOTE", "one\\, two\\n three"), one("NOTE", "one, two\\nthree")
    assert threeway.believed([sent], [stored]) == (stored,)
    assert threeway.arrived([sent, MAIL], [stored, MAIL], [MAIL])


def test_a_write_has_arrived_when_something_of_it_is_there_or_there_in_part():
    assert threeway.arrived([LONG, MAIL], [CUT, MAIL], [MAIL])
    # Nothing of the new text is there: it may as well not have arrived.
    assert not threeway.arrived([LONG, MAIL], [MAIL], [MAIL])
    # A person's change stands there: in doubt it was not.
    assert not threeway.arrived([MAIL, PHONE], [MAIL, PHONE, NOTE], [MAIL])


def test_a_write_that_only_took_something_out_has_arrived_when_the_card_changed():
    assert threeway.arrived([MAIL], [MAIL], [MAIL, PHONE])
    assert not threeway.arrived([MAIL], [MAIL, PHONE], [MAIL, PHONE])
    assert not threeway.arrived([MAIL], [MAIL], [MAIL])


def test_a_new_text_is_not_seen_in_a_cut_of_another_property():
    title = one("TITLE", "met")
    assert not threeway.arrived([NOTE, title], [title], [title])


@pytest.mark.parametrize(
    ("deletions", "known", "listed", "partial", "told"),
    [
        (0, 10, 0, False, ""),
        (1, 1, 0, False, ""),  # the only card there was
        (2, 2, 0, False, "empty"),
        (5, 20, 15, False, ""),  # five are few, whatever the share
        (6, 59, 53, False, "shortened"),
        (6, 60, 54, False, ""),  # a tenth
        (11, 100, 89, False, "shortened"),
        (6, 12, 0, True, "deletions"),  # of changes only, an empty listing is normal
        (2, 2, 0, True, ""),
        (2, 1, 0, False, ""),
    ],
)
def test_deletions_wait_for_a_word_when_they_are_many_or_all(deletions, known, listed, partial, told):
    assert guard(deletions, known=known, listed=listed, partial=partial) == told
