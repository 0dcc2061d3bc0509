"""What reseau completes in a card of an address book, and what it never touches: rule by rule, over plain values."""

import pytest

from sync.merge import merge
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
    Record,
    Title,
)
from sync.reconcile import completion

OWN = Card(name=Name("Ana Lima", "Ana", "Lima", raw="Ana Lima"))
PROFILE = OnlineService("LinkedIn", "https://www.linkedin.com/in/ana", "in/ana")
PAGE = OnlineService("", "https://example.com/ana", "")


def others(*cards, source="linkedin"):
    """Return what the person's other records say."""
    return merge([Record(source, str(number), "f", number, card) for number, card in enumerate(cards, 1)])


def put(own, merged, **how):
    """Return what a card would get, as (field, form)."""
    return [(value.field, value.form) for value in completion.wanted(own, merged, **how)]


def test_employer_title_address_and_birthday_are_completed_by_default():
    told = Card(
        organizations=(Organization("Acme"),),
        titles=(Title("DAF"),),
        emails=(Email("ana@example.com"), Email("ana@acme.example")),
        online_services=(PROFILE,),
        anniversaries=(Anniversary("birth", "1985-03-15"),),
    )
    assert put(OWN, others(told)) == [
        ("organizations", "acme"),
        ("titles", "daf"),
        ("emails", "ana@example.com"),
        ("emails", "ana@acme.example"),
        ("online_services", "in/ana"),
        ("anniversaries", "birth1985-03-15"),
    ]


def test_every_value_names_the_record_it_is_from():
    merged = others(Card(emails=(Email("ana@example.com"),)), Card(emails=(Email("lima@example.com"),)))
    assert [(value.form, value.origin) for value in completion.wanted(OWN, merged)] == [
        ("ana@example.com", ("linkedin", "1")),
        ("lima@example.com", ("linkedin", "2")),
    ]


@pytest.mark.parametrize(
    "field",
    [
        {"phones": (Phone("+33639981020", "06 39 98 10 20"),)},
        {"addresses": (Address("Lyon", locality="Lyon"),)},
        {"notes": ("met in Lyon",)},
        {"keywords": ("golf",)},
        {"nicknames": ("Anita",)},
        {"pronouns": "she/her"},
        {"media": (Media("photo", "data:image/png;base64,AA"),)},
        {"name": Name("Ana Maria Lima", "Ana Maria", "Lima")},
    ],
)
def test_nothing_else_is_put_into_a_card_of_ones_own(field):
    assert put(OWN, others(Card(**field))) == []


def test_what_the_card_says_already_is_not_said_twice():
    own = Card(emails=(Email("ana@example.com"),))
    assert put(own, others(Card(emails=(Email("ana@example.com"),)))) == []


@pytest.mark.parametrize("typed", [{"organizations": (Organization("Mine"),)}, {"titles": (Title("Mine"),)}])
def test_who_typed_an_employer_or_a_title_keeps_both(typed):
    told = others(Card(organizations=(Organization("Acme"),), titles=(Title("DAF"),)))
    assert put(Card(**typed), told) == []


def test_only_the_present_post_is_told():
    told = Card(
        organizations=(Organization("Now"), Organization("Before")), titles=(Title("DAF"), Title("Trainee"))
    )
    assert put(OWN, others(told)) == [("organizations", "now"), ("titles", "daf")]


def test_one_birthday_and_no_wedding():
    told = Card(
        anniversaries=(
            Anniversary("wedding", "2001-06-02"),
            Anniversary("birth", "1985-03-15"),
            Anniversary("birth", "1985-03-16"),
        )
    )
    assert put(OWN, others(told)) == [("anniversaries", "birth1985-03-15")]


def test_a_birthday_of_ones_own_is_not_joined_by_another():
    mine = Card(anniversaries=(Anniversary("birth", "1984-01-01"),))
    assert put(mine, others(Card(anniversaries=(Anniversary("birth", "1985-03-15"),)))) == []
    wedding = Card(anniversaries=(Anniversary("wedding", "2001-06-02"),))
    told = others(Card(anniversaries=(Anniversary("birth", "1985-03-15"),)))
    assert put(wedding, told) == [("anniversaries", "birth1985-03-15")]


def test_of_pages_only_one_profile_is_added():
    second = OnlineService("LinkedIn", "https://www.linkedin.com/in/ana-2", "in/ana-2")
    assert put(OWN, others(Card(online_services=(PAGE, PROFILE, second)))) == [("online_services", "in/ana")]
    linked = Card(online_services=(second,))
    assert put(linked, others(Card(online_services=(PROFILE,)))) == []
    paged = Card(online_services=(PAGE,))
    assert put(paged, others(Card(online_services=(PROFILE,)))) == [("online_services", "in/ana")]


WHOLE = Card(
    name=Name("Ana Lima", "Ana", "Lima", raw="ANA LIMA"),
    pronouns="she/her",
    nicknames=("Anita",),
    emails=(Email("ana@example.com"),),
    phones=(Phone("+33639981020", "06 39 98 10 20"),),
    organizations=(Organization("Now"), Organization("Before")),
    titles=(Title("DAF"),),
    online_services=(PAGE, PROFILE),
    addresses=(Address("Lyon", locality="Lyon"),),
    anniversaries=(Anniversary("wedding", "2001-06-02"), Anniversary("birth", "1985-03-15")),
    keywords=("golf",),
    notes=("met in Lyon",),
    media=(Media("photo", "data:image/png;base64,AA"),),
)


def test_a_card_that_reseau_makes_holds_everything_known():
    found = put(Card(), others(WHOLE), whole=True)
    assert {field for field, _ in found} == set(completion.WHOLE)
    assert [form for field, form in found if field == "online_services"] == [
        "https://example.com/ana",
        "in/ana",
    ]
    # The birthday first, then the other days; the present post alone.
    assert [form for field, form in found if field == "anniversaries"] == [
        "birth1985-03-15",
        "wedding2001-06-02",
    ]
    assert [form for field, form in found if field == "organizations"] == ["now"]
    assert found[0] == ("name", "ana lima")


def test_a_card_that_reseau_made_keeps_a_name_that_its_owner_typed():
    mine = Card(name=Name("Anita L.", "Anita", "L."), pronouns="they/them")
    fields = {field for field, _ in put(mine, others(WHOLE), whole=True)}
    assert "name" not in fields
    assert "pronouns" not in fields


def test_one_name_and_one_pronoun_of_several():
    merged = others(
        Card(name=Name("Ana Lima", "Ana", "Lima"), pronouns="she/her"),
        Card(name=Name("Anita Lima", "Anita", "Lima"), pronouns="elle"),
    )
    found = put(Card(), merged, whole=True)
    assert [form for field, form in found if field == "name"] == ["ana lima"]
    assert [form for field, form in found if field == "pronouns"] == ["she/her"]


def test_what_was_typed_in_one_book_reaches_the_others_and_what_was_not_does_not():
    books = frozenset({"carddav"})
    told = Card(
        nicknames=("Anita",),
        phones=(Phone("+33639981020"),),
        addresses=(Address("Lyon", locality="Lyon"),),
        notes=("met in Lyon",),
        media=(Media("photo", "data:image/png;base64,AA"),),
    )
    from_book = put(OWN, others(told, source="carddav"), shared=books)
    assert [field for field, _ in from_book] == ["nicknames", "phones", "addresses", "notes", "media"]
    assert put(OWN, others(told, source="table"), shared=books) == []


def test_a_note_and_a_picture_of_ones_own_stay_alone():
    books = frozenset({"carddav"})
    mine = Card(
        notes=("mine",), media=(Media("photo", "data:image/png;base64,BB"),), phones=(Phone("+33639981021"),)
    )
    told = Card(
        notes=("theirs",),
        media=(Media("photo", "data:image/png;base64,AA"),),
        phones=(Phone("+33639981020"),),
    )
    assert put(mine, others(told, source="carddav"), shared=books) == [("phones", "+33639981020")]


def test_what_is_added_carries_nothing_of_the_card_it_is_from():
    told = Card(
        emails=(Email("ana@example.com", ("work",), params=(("group", "item1"),)),),
        phones=(
            Phone("+33639981020", "06 39 98 10 20", pref=1, params=(("group", "item2"),)),
            Phone("1234", "12 34"),
        ),
        name=Name("Ana Lima", "Ana", "Lima", raw="ANA LIMA 🚀"),
        keywords=("golf",),
    )
    parts = {(v.field, v.form): v.part for v in completion.wanted(Card(), others(told), whole=True)}
    assert parts["emails", "ana@example.com"] == Email("ana@example.com", ("work",))
    # A number that can be dialled from anywhere is written so; another keeps its spelling.
    assert parts["phones", "+33639981020"] == Phone("+33639981020", "+33639981020")
    assert parts["phones", "1234"] == Phone("1234", "12 34")
    assert parts["name", "ana lima"].raw == "Ana Lima"
    assert parts["keywords", "golf"] == "golf"


def test_a_card_without_what_reseau_put_there_is_what_its_owner_typed():
    card = Card(
        name=Name("Ana Lima", "Ana", "Lima"),
        pronouns="she/her",
        emails=(Email("mine@example.com"), Email("ana@example.com")),
        titles=(Title("DAF"),),
    )
    echoed = [("emails", "ana@example.com"), ("pronouns", "she/her"), ("titles", "cfo"), ("name", "ana lima")]
    left = completion.without(card, echoed)
    assert left == Card(emails=(Email("mine@example.com"),), titles=(Title("DAF"),))
    # What the owner has changed since is the owner's.
    assert completion.without(card, [("pronouns", "elle"), ("name", "anita lima")]) == card
    assert completion.without(Card(), [("pronouns", ""), ("name", "")]) == Card()


def test_a_field_that_is_no_more_takes_nothing():
    assert completion.without(OWN, [("fax", "1")]) == OWN
    assert completion.present(OWN, "fax", "1") is None


def test_told_is_all_a_card_says_and_present_finds_each_of_it():
    said = completion.told(WHOLE)
    assert len(said) == 16
    assert {field for field, _ in said} == set(completion.WHOLE)
    for field, form in said:
        assert completion.present(WHOLE, field, form)
    assert completion.told(Card(notes=("",), phones=(Phone("", ""),))) == []
    assert completion.present(WHOLE, "emails", "nobody@example.com") is None
    assert completion.present(Card(notes=("", "x")), "notes", "") is None
    assert completion.present(WHOLE, "emails", "ana@example.com") == Email("ana@example.com")
