"""Who is who: what is linked, what is asked, what stays apart."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync import linkage
from sync.model import Card, Email, Evidence, Judgement, Name, OnlineService, Organization, Phone, Record
from sync.normalize import names


def record(key, name="", *, emails=(), phones=(), company="", source="vcard", kind="individual"):
    """Return a record as a reader gives it. A LinkedIn key is its profile."""
    profile = (OnlineService("LinkedIn", user=key),) if key.startswith("in/") else ()
    card = Card(
        kind=kind,
        name=names.person(name) if name else Name(),
        emails=tuple(Email(e) for e in emails),
        phones=tuple(Phone(p) for p in phones),
        organizations=(Organization(company),) if company else (),
        online_services=profile,
    )
    return Record("linkedin" if profile else source, key, "f", 1, card)


def word(a, b, verdict, by="user", at="2026-01-01T00:00:00Z"):
    return Judgement((a.source, a.key), (b.source, b.key), verdict, by, at)


def run(records, judgements=()):
    return linkage.link(records, judgements, "reseau 1", "2026-11-22T00:00:00Z")


def together(result, *records):
    """Tell whether all these records are one person."""
    refs = {(r.source, r.key) for r in records}
    return any(refs <= set(person) for person in result.people)


ANNA = record("a", "Anna Keller", emails=["anna.keller@example.com"])
ANNA_TOO = record("b", "Anna Keller", emails=["anna.keller@example.com"], phones=["+33639980001"])
ANNA_LINKEDIN = record("in/anna-keller", "Anna Keller", emails=["anna.keller@example.com"])


def test_same_name_and_same_address_is_one_person():
    result = run([ANNA, ANNA_TOO])
    assert together(result, ANNA, ANNA_TOO)
    assert [(j.verdict, j.by) for j in result.judgements] == [("same", "reseau 1")]
    assert not result.questions


@pytest.mark.parametrize("address", ["rod@ulvane.example", "remi.ormesson-drut@ulvane.example"])
def test_a_record_without_a_name_is_nobodys_rival(address):
    # It shares nothing with the table's record: that the two were never compared says nothing.
    card = record("c", "Rémi Ormesson-Drut", emails=[address], phones=["+33639980002"])
    table = record("t", "Rémi Ormesson-Drut", phones=["+33639980002"], source="table")
    invited = record(f"{address}|", emails=[address], source="calendar")
    assert together(run([card, table, invited]), card, table)


def test_an_address_of_three_words_says_who_it_is():
    card = record("c", "Rémi Ormesson-Drut", emails=["remi.ormesson-drut@ulvane.example"])
    invited = record("r|", emails=["remi.ormesson-drut@ulvane.example"], source="calendar")
    assert together(run([card, invited]), card, invited)


def test_of_two_profiles_with_one_name_the_one_at_the_employer_is_meant():
    here = record("in/zoe-quentric", "Zoé Quentric", company="Hestrial")
    elsewhere = record("in/zoe-quentric-2", "Zoé Quentric", company="Mornevelt")
    card = record("c", "Zoé Quentric", company="Hestrial")
    alone = record("d", "Zoé Quentric")
    result = run([here, elsewhere, card, alone])
    assert together(result, here, card)
    assert not together(result, here, elsewhere)
    assert not together(result, alone, here)
    assert not together(result, alone, elsewhere)


def test_a_second_run_links_nothing_again():
    first = run([ANNA, ANNA_TOO, ANNA_LINKEDIN])
    second = run([ANNA, ANNA_TOO, ANNA_LINKEDIN], first.judgements)
    assert len(first.judgements) == 2
    assert second.judgements == ()
    assert second.people == first.people


def test_nothing_is_linked_against_a_different_even_through_a_third_record():
    result = run([ANNA, ANNA_TOO, ANNA_LINKEDIN], [word(ANNA, ANNA_LINKEDIN, "different")])
    assert not together(result, ANNA, ANNA_LINKEDIN)


def test_a_pair_the_user_judged_is_not_asked_again():
    ana = record("c", "Jean Martin", company="Acme")
    jean = record("in/jean-martin", "Jean Martin")
    assert run([ana, jean]).questions
    for verdict in ("different", "unsure"):
        assert not run([ana, jean], [word(ana, jean, verdict)]).questions


def test_contradicting_words_of_the_user_are_a_question_and_different_stands():
    a, b, c = ANNA, ANNA_TOO, ANNA_LINKEDIN
    words = [
        word(a, b, "same", at="2026-01-01T00:00:00Z"),
        word(b, c, "same", at="2026-01-02T00:00:00Z"),
        word(a, c, "different", at="2026-01-03T00:00:00Z"),
    ]
    result = run([a, b, c], words)
    assert together(result, a, b)
    assert not together(result, a, c)
    (asked,) = result.questions
    assert asked.evidence == (Evidence("judgement", "contradiction", 0.0),)
    assert (asked.probability, asked.decision, asked.a < asked.b) == (0.5, "question", True)


def test_a_later_word_on_the_same_pair_replaces_the_earlier():
    words = [
        word(ANNA, ANNA_TOO, "different", at="2026-01-01T00:00:00Z"),
        word(ANNA, ANNA_TOO, "same", at="2026-02-01T00:00:00Z"),
    ]
    assert together(run([ANNA, ANNA_TOO], words), ANNA, ANNA_TOO)


def test_two_linkedin_profiles_are_two_people_unless_the_user_says_so():
    one = record("in/anna-keller-1", "Anna Keller", emails=["anna@example.com"])
    two = record("in/anna-keller-2", "Anna Keller", emails=["anna@example.com"])
    card = record("c", "Anna Keller", emails=["anna@example.com"])
    assert not together(run([one, two, card]), one, two)
    assert together(run([one, two, card], [word(one, two, "same")]), one, two)


def test_a_company_never_links_with_a_person():
    firm = record("f", "Keller", emails=["anna.keller@example.com"], kind="org")
    assert not together(run([ANNA, firm]), ANNA, firm)


def test_an_automatic_link_of_an_earlier_version_is_kept():
    a, b = record("a", "Anna Keller"), record("b", "Bruno Petit")
    assert together(run([a, b], [word(a, b, "same", by="reseau 0.1")]), a, b)


def test_what_reseau_pushed_is_no_evidence():
    pushed = frozenset({("vcard", "b", "anna.keller@example.com")})
    result = linkage.link([ANNA, ANNA_TOO], (), "reseau 1", "2026-11-22T00:00:00Z", pushed=pushed)
    assert not together(result, ANNA, ANNA_TOO)


def test_every_record_is_in_exactly_one_person():
    records = [ANNA, ANNA_TOO, ANNA_LINKEDIN, record("z", "")]
    people = linkage.best_people(records)
    assert sorted(ref for person in people for ref in person) == sorted((r.source, r.key) for r in records)


NAMES = st.sampled_from(["Anna Keller", "A. Keller", "Keller", "Anna", "Bruno Keller", "Anna Petit", ""])
MAILS = st.lists(
    st.sampled_from(["anna@example.com", "keller@example.org", "info@example.org"]), max_size=2, unique=True
)


@st.composite
def small_worlds(draw):
    count = draw(st.integers(2, 7))
    records = [
        record(
            f"in/p{i}" if draw(st.booleans()) else f"c{i}",
            draw(NAMES),
            emails=draw(MAILS),
            phones=draw(st.lists(st.sampled_from(["+33639980001", "+33199000002"]), max_size=1)),
            company=draw(st.sampled_from(["", "Acme", "Apex"])),
        )
        for i in range(count)
    ]
    some = st.sampled_from(records)
    words = [
        word(
            draw(some),
            draw(some),
            draw(st.sampled_from(["same", "different", "unsure"])),
            draw(st.sampled_from(["user", "reseau 0"])),
            f"2026-01-0{i + 1}T00:00:00Z",
        )
        for i in range(draw(st.integers(0, 4)))
    ]
    return records, words


@given(small_worlds())
def test_pairs_are_scored_as_they_are_linked_and_what_is_worth_a_question_is_likely_enough(world):
    """A question is worth asking from odds of 2 ** -3.2 on, with two profiles from even odds on."""
    records, _ = world
    linked = {(pair.a, pair.b): pair for pair in run(records).pairs}
    scored = linkage.score(records)
    assert [(pair.a, pair.b) for pair in scored] == sorted(linked)
    for pair in scored:
        beside = linked[pair.a, pair.b]
        assert (pair.probability, pair.evidence) == (beside.probability, beside.evidence)
        told = [one.what for one in pair.evidence]
        assert told[0] == "name"
        assert len(set(told)) == len(told), "each thing is told once"
        profiles = ("profile", "differs") in {(one.what, one.level) for one in pair.evidence}
        least = 0.5 if profiles else 1 / (1 + 2**3.2)
        # Weights are rounded, and the bound is one of them.
        if pair.decision != "auto" and abs(pair.probability - least) > 1e-4:
            assert pair.decision == ("question" if pair.probability > least else "apart")


@given(small_worlds(), st.randoms(use_true_random=False))
def test_the_order_of_records_and_words_does_not_matter(world, rng):
    records, words = world
    shuffled, other_words = list(records), list(words)
    random.Random(rng.random()).shuffle(shuffled)
    rng.shuffle(other_words)
    assert run(shuffled, other_words) == run(records, words)


@given(small_worlds())
def test_a_different_of_the_user_always_holds(world):
    records, words = world
    result = run(records, words)
    by_key = {(r.source, r.key): r for r in records}
    last = {}
    for one in words:
        if one.by == "user":
            last[frozenset((one.a, one.b))] = one
    for one in last.values():
        if one.verdict == "different" and one.a != one.b:
            assert not together(result, by_key[one.a], by_key[one.b])


@given(small_worlds())
def test_running_again_with_its_own_links_changes_nothing(world):
    records, words = world
    first = run(records, words)
    again = run(records, [*words, *first.judgements])
    assert again.people == first.people
    assert again.judgements == ()


def test_every_level_that_can_be_evidence_is_told_in_words():
    from sync.linkage.comparison import GRADES, LEVELS
    from sync.messages.evidence import TEXTS

    told = {f"{what}-{level}" for what, levels in LEVELS.items() if what != "name" for level in levels[1:]}
    told |= {f"{part}-{grade}" for part in ("given", "family") for grade in GRADES[1:]}
    assert told | {"judgement-contradiction"} <= set(TEXTS)
