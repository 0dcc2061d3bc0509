"""The three-way merge of cards, as laws that hold for any cards."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from sync.model import Entry
from sync.reconcile import threeway

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
