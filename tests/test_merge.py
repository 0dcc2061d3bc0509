"""Merge: one card a person, the best value first, every other value kept with its source."""

from hypothesis import given
from hypothesis import strategies as st

from sync.merge import merge
from sync.model import (
    Anniversary,
    Card,
    Email,
    Name,
    OnlineService,
    Organization,
    Phone,
    Property,
    Record,
    Title,
)


def record(source, key="1", **fields):
    return Record(source, key, "f", 1, Card(**fields))


def named(full):
    given_name, _, surname = full.partition(" ")
    return Name(full, given_name, surname, raw=full)


def test_the_owner_of_the_profile_knows_the_post_and_the_address_book_the_number():
    merged = merge(
        [
            record("vcard", organizations=(Organization("Old SA"),), phones=(Phone("+33639981020"),)),
            record("linkedin", organizations=(Organization("New SA"),), phones=(Phone("+33639981021"),)),
        ]
    )
    assert [o.name for o in merged.card.organizations] == ["New SA", "Old SA"]
    assert [p.number for p in merged.card.phones] == ["+33639981020", "+33639981021"]


def test_the_users_word_wins_over_every_source():
    merged = merge(
        [
            record("linkedin", name=named("Jean Dupont"), titles=(Title("DAF"),)),
            record("user", name=named("Jeannot Dupont"), titles=(Title("Président"),)),
        ]
    )
    assert merged.card.name.full == "Jeannot Dupont"
    assert [t.name for t in merged.card.titles] == ["Président", "DAF"]


def test_a_whole_name_is_better_than_an_initial_from_a_more_trusted_source():
    merged = merge([record("linkedin", name=named("J. Dupont")), record("vcard", name=named("Jean Dupont"))])
    assert merged.card.name.full == "Jean Dupont"
    assert [found.value.full for found in merged.of("name")] == ["J. Dupont", "Jean Dupont"]


def test_equal_values_are_one_value_with_all_its_sources():
    merged = merge(
        [
            record("vcard", "u1", emails=(Email("a@example.com", ("work",)),)),
            record("table", "t1", emails=(Email("a@example.com", ("private",)),)),
        ]
    )
    (found,) = merged.of("emails")
    assert found.origins == (("vcard", "u1"), ("table", "t1"))
    assert found.value.contexts == ("work", "private")


def test_the_newest_of_two_cards_of_one_source_comes_first():
    merged = merge(
        [
            record("vcard", "a", organizations=(Organization("Before"),), updated="2020-01-01T00:00:00Z"),
            record("vcard", "b", organizations=(Organization("After"),), updated="2026-01-01T00:00:00Z"),
            record("vcard", "c", organizations=(Organization("Undated"),)),
        ]
    )
    assert [o.name for o in merged.card.organizations] == ["After", "Before", "Undated"]


def test_a_value_the_user_took_away_is_left_out():
    merged = merge(
        [record("vcard", emails=(Email("old@example.com"), Email("new@example.com")))],
        refused=frozenset({("emails", "old@example.com")}),
    )
    assert [e.address for e in merged.card.emails] == ["new@example.com"]


def test_a_birthday_with_its_year_replaces_the_same_day_without():
    merged = merge(
        [
            record("vcard", anniversaries=(Anniversary("birth", "--03-15"),)),
            record("table", anniversaries=(Anniversary("birth", "1985-03-15"),)),
        ]
    )
    assert [a.date for a in merged.card.anniversaries] == ["1985-03-15"]
    assert len(merged.of("anniversaries")) == 2


def test_two_different_birthdays_are_both_kept():
    merged = merge(
        [
            record("vcard", anniversaries=(Anniversary("birth", "--03-16"),)),
            record("table", anniversaries=(Anniversary("birth", "1985-03-15"),)),
        ]
    )
    assert [a.date for a in merged.card.anniversaries] == ["--03-16", "1985-03-15"]


def test_a_phone_without_digits_is_kept_as_written():
    merged = merge([record("vcard", phones=(Phone("", "ask at the desk"),))])
    assert [p.raw for p in merged.card.phones] == ["ask at the desk"]


def test_no_records_make_an_empty_card():
    assert merge([]).card == Card()


values = st.sampled_from(["a", "b", "c", "d"])
records = st.lists(
    st.builds(
        lambda source, key, emails, companies, notes, services, extra: record(
            source,
            key,
            emails=tuple(Email(f"{e}@example.com") for e in emails),
            organizations=tuple(Organization(c) for c in companies),
            notes=tuple(notes),
            online_services=tuple(OnlineService("LinkedIn", "", f"in/{s}") for s in services),
            extra=tuple(Property("X-THING", e) for e in extra),
        ),
        st.sampled_from(["linkedin", "vcard", "table", "calendar", "user"]),
        st.integers(0, 99).map(str),
        *(st.lists(values, max_size=3) for _ in range(5)),
    ),
    max_size=5,
    unique_by=lambda r: (r.source, r.key),
)


def held(cards):
    return {
        *(("e", e.address) for card in cards for e in card.emails),
        *(("o", o.name) for card in cards for o in card.organizations),
        *(("n", note) for card in cards for note in card.notes),
        *(("s", s.user) for card in cards for s in card.online_services),
        *(("x", p.value) for card in cards for p in card.extra),
    }


@given(records)
def test_no_value_is_lost_and_none_invented(many):
    assert held([merge(many).card]) == held([one.card for one in many])


@given(records, st.randoms())
def test_the_order_of_the_records_does_not_matter(many, random):
    shuffled = list(many)
    random.shuffle(shuffled)
    assert merge(shuffled) == merge(many)


@given(records)
def test_every_value_names_exactly_the_records_that_hold_it(many):
    for found in merge(many).of("emails"):
        holders = {
            (r.source, r.key) for r in many if found.value.address in {e.address for e in r.card.emails}
        }
        assert set(found.origins) == holders


odd_text = st.sampled_from(["", " ", "👍", "—", "Acme", "acme ", "É"])


@given(
    st.builds(
        Card,
        name=st.builds(Name, st.sampled_from(["", "Jean Dupont", "👍", "…"])),
        pronouns=odd_text,
        emails=st.lists(st.builds(Email, odd_text), max_size=2).map(tuple),
        phones=st.lists(st.builds(Phone, st.sampled_from(["", "+33639981020"]), odd_text), max_size=2).map(
            tuple
        ),
        organizations=st.lists(st.builds(Organization, odd_text), max_size=2).map(tuple),
        titles=st.lists(st.builds(Title, odd_text), max_size=2).map(tuple),
        notes=st.lists(odd_text, max_size=2).map(tuple),
    )
)
def test_a_record_alone_is_merged_as_beside_one_that_says_nothing(card):
    # Most people are one record and take a short cut; it must lead to the same place.
    alone = merge([Record("vcard", "1", "f", 1, card)])
    beside = merge([Record("vcard", "1", "f", 1, card), Record("vcard", "2", "f", 2, Card())])
    assert alone.card == beside.card
