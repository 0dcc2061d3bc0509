"""Merge: one card a person, the best value first, every other value kept with its source."""

from hypothesis import given
from hypothesis import strategies as st

from sync.merge import form_of, merge, with_former
from sync.model import (
    Address,
    Anniversary,
    Card,
    Email,
    Media,
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
        name=st.builds(
            Name, st.sampled_from(["", " ", "Jean Dupont", "👍", "…"]), st.sampled_from(["", "Jean"])
        ),
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


def test_who_is_one_plain_record_keeps_that_very_card():
    """Nothing is united or copied for them: they are most people, and folding every value of each is slow."""
    plain = Card(
        name=named("Ana Lima"),
        connected_on="2023-11-05",
        emails=(Email("ana@example.com"),),
        organizations=(Organization("Acme"),),
        titles=(Title("DAF"),),
        phones=(Phone("+33639981020"),),
    )
    assert merge([Record("vcard", "1", "f", 1, plain)]).card is plain


def test_a_name_that_says_nothing_is_left_out_of_one_record_too():
    assert merge([record("vcard", name=Name(" ", raw=" "), titles=(Title("DAF"),))]).card == Card(
        titles=(Title("DAF"),)
    )


# What each rule means --------------------------------------------------------------------------------------


def test_found_is_every_value_with_its_sources_in_the_order_of_the_card():
    merged = merge(
        [
            record("vcard", "v", name=named("Ana Lima"), emails=(Email("a@example.com"),), notes=("x",)),
            record("table", "t", emails=(Email("b@example.com"),)),
        ]
    )
    assert [(one.field, one.origins) for one in merged.found] == [
        ("name", (("vcard", "v"),)),
        ("emails", (("vcard", "v"),)),
        ("emails", (("table", "t"),)),
        ("notes", (("vcard", "v"),)),
    ]


def test_a_form_tells_when_two_values_of_a_field_are_one():
    assert form_of("phones", Phone("+33639981020", "06 39 98 10 20")) == "+33639981020"
    assert form_of("phones", Phone("", "At the Desk")) == "at the desk"
    assert (
        form_of("online_services", OnlineService("LinkedIn", "https://x.example/in/ana", "in/ana"))
        == "in/ana"
    )
    assert form_of("online_services", OnlineService("", "https://X.example/")) == "https://x.example/"
    assert form_of("organizations", Organization("Acme", ("Sales",))) == "acme sales"
    assert form_of("notes", "  x ") == "x"
    assert form_of("extra", Property("X-Thing", "A")) == "x-thing:A"
    assert form_of("media", Media("photo", "data:,")) == "photo:data:,"


def test_an_address_is_its_street_and_town_else_what_it_says():
    street = Address(
        "12 rue des Lilas, 69001 Lyon", street="12 rue des Lilas", postcode="69001", locality="Lyon"
    )
    spelt = Address("12, RUE DES LILAS\nLYON", street="12 RUE DES LILAS", postcode="69001", locality="LYON")
    assert form_of("addresses", street) == form_of("addresses", spelt)
    assert form_of("addresses", Address("Near the church", locality="Lyon")) == "near the church"
    assert form_of("addresses", Address(locality="Lyon")) == "lyon"


def test_the_form_of_a_day_is_its_kind_and_date():
    assert (
        form_of("anniversaries", Anniversary("", "2001-06-02", "first meeting")) == "first meeting2001-06-02"
    )


def test_a_number_keeps_all_that_its_sources_say_of_it():
    merged = merge(
        [
            record("vcard", phones=(Phone("+33639981020", features=("mobile",), contexts=("work",)),)),
            record(
                "table", phones=(Phone("+33639981020", features=("voice", "mobile"), contexts=("private",)),)
            ),
        ]
    )
    (phone,) = merged.card.phones
    assert phone.features == ("mobile", "voice")
    assert phone.contexts == ("work", "private")


def test_the_users_own_word_for_an_address_is_kept_and_the_first_one_wins():
    def label(*labels):
        many = [
            record(source, emails=(Email("a@example.com", label=text),))
            for source, text in zip(("vcard", "table"), labels, strict=True)
        ]
        return merge(many).card.emails[0].label

    assert label("", "office") == "office"
    assert label("desk", "office") == "desk"


def test_a_record_names_itself_once_for_a_value_it_holds_twice():
    merged = merge([record("vcard", notes=("x", "x "))])
    assert merged.card.notes == ("x",)
    assert merged.of("notes")[0].origins == (("vcard", "1"),)


def test_a_source_without_a_rank_comes_last():
    merged = merge(
        [
            record("aaa", titles=(Title("From elsewhere"),)),
            record("calendar", titles=(Title("From a meeting"),)),
            record("linkedin", titles=(Title("From the profile"),)),
        ]
    )
    assert [t.name for t in merged.card.titles] == ["From the profile", "From a meeting", "From elsewhere"]


def test_two_records_of_one_source_and_age_stand_in_the_order_of_their_keys():
    many = [record("vcard", key, notes=(key,)) for key in ("b", "a", "c")]
    assert merge(many).card.notes == ("a", "b", "c")
    assert [one.key for one in merge(many).records] == ["a", "b", "c"]


def test_the_uid_is_of_the_address_book_and_the_change_of_the_newest():
    merged = merge(
        [
            record("linkedin", "l", uid="from-linkedin", updated="2024-01-01T00:00:00Z"),
            record("vcard", "v", uid="from-the-book", updated="2020-01-01T00:00:00Z"),
            record("table", "t"),
        ]
    )
    assert merged.card.uid == "from-the-book"
    assert merged.card.updated == "2024-01-01T00:00:00Z"
    assert merge([record("vcard", "v"), record("table", "t", uid="t")]).card.uid == "t"


def test_a_kind_is_kept_when_all_agree_and_is_a_person_when_not():
    def kind(*kinds):
        return merge([record("vcard", str(n), kind=kind) for n, kind in enumerate(kinds)]).card.kind

    assert kind("org", "org") == "org"
    assert kind("org", "individual") == "individual"
    assert kind("org") == "org"
    assert kind() == "individual"


def test_a_field_of_one_value_takes_the_first_by_rank_and_keeps_the_other_behind():
    merged = merge(
        [record("vcard", connected_on="2020-01-01"), record("linkedin", connected_on="2023-11-05")]
    )
    assert merged.card.connected_on == "2023-11-05"
    assert [one.value for one in merged.of("connected_on")] == ["2023-11-05", "2020-01-01"]


def test_names_that_are_not_whole_are_passed_over_for_one_that_is():
    def best(*names):
        many = [
            record(source, str(n), name=Name(full, *parts, raw=full))
            for n, (source, full, *parts) in enumerate(names)
        ]
        return merge(many).card.name.full

    assert (
        best(("linkedin", "Jean D.", "Jean", "D."), ("table", "Jean Dupont", "Jean", "Dupont"))
        == "Jean Dupont"
    )
    assert best(("linkedin", "J. Dupont", "J.", "Dupont"), ("table", "Jean", "Jean", "")) == "J. Dupont"
    # The user's word stands even where it is not whole; an edit of something else is no word on the name.
    assert best(("user", "Jean", "Jean", ""), ("linkedin", "Jean Dupont", "Jean", "Dupont")) == "Jean"
    assert best(("user", "", "", ""), ("linkedin", "Jean Dupont", "Jean", "Dupont")) == "Jean Dupont"
    # Two letters are a name, on either side.
    assert best(("linkedin", "Li Wang", "Li", "Wang"), ("table", "Liang Wang", "Liang", "Wang")) == "Li Wang"
    assert best(("linkedin", "Wang Li", "Wang", "Li"), ("table", "Wang Liang", "Wang", "Liang")) == "Wang Li"


def test_one_record_that_says_a_thing_twice_says_it_once():
    merged = merge(
        [record("vcard", name=named("Ana Lima"), emails=(Email("a@example.com"), Email("a@example.com")))]
    )
    assert [e.address for e in merged.card.emails] == ["a@example.com"]


def test_one_record_alone_leaves_out_what_was_refused():
    ana = record("vcard", name=named("Ana Lima"), titles=(Title("DAF"),))
    assert merge([ana]).card == ana.card
    assert merge([ana], refused=frozenset({("titles", "daf")})).card.titles == ()
    assert merge([ana], refused=frozenset({("titles", "daf")})).refused == {("titles", "daf")}


def test_the_day_of_a_birth_is_not_that_of_a_wedding():
    days = (
        Anniversary("wedding", "2001-03-15"),
        Anniversary("birth", "--03-15"),
        Anniversary("wedding", "--06-02"),
    )
    merged = merge([record("vcard", anniversaries=days)])
    assert merged.card.anniversaries == days
    # A wedding without its year stays beside a birth of that day.
    days = (Anniversary("birth", "1985-06-02"), Anniversary("wedding", "--06-02"))
    assert merge([record("vcard", anniversaries=days)]).card.anniversaries == days


def test_former_posts_stand_behind_the_present_ones_each_once():
    now = record("linkedin", organizations=(Organization("Acme"),), titles=(Title("DAF"),))
    former = [
        Card(organizations=(Organization("ACME"), Organization("Before")), titles=(Title("Trainee"),)),
        Card(organizations=(Organization("Before"),), titles=(Title("daf"),)),
    ]
    told = with_former(now, former).card
    assert [o.name for o in told.organizations] == ["Acme", "Before"]
    assert [t.name for t in told.titles] == ["DAF", "Trainee"]
    assert with_former(now, []) is now
