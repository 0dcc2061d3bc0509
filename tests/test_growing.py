"""Linkage of the few records that are new beside a base: what it concludes is what a look at all would."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync import linkage
from sync.linkage import base, blocking, people, shares
from sync.linkage.columns import counted
from sync.linkage.growing import Growth
from sync.model import Card, Email, Judgement, Record, Title
from sync.normalize import names
from tests.test_linkage import record, run, small_worlds

AT = "2026-11-22T00:00:00Z"


def refs_of(records):
    return sorted((one.source, one.key) for one in records)


def beside(old, new, words=(), changed=()):
    """Return what a run concludes of records that are new, or `changed` ones, beside the base of a run on the old ones."""
    earlier = [one for one in words if {one.a, one.b} <= set(refs_of(old))]
    first = run(old, earlier)
    known = [*words, *first.judgements]
    refs = refs_of(old)
    kept = [row for row, ref in enumerate(refs) if ref not in refs_of(changed)]
    kept_base, marks = base.unpack(base.pack(first.base, [" ".join(ref) for ref in refs]))
    assert marks == [" ".join(ref) for ref in refs]
    growth = Growth(kept_base, np.array(kept, dtype=int), [refs[row] for row in kept], [*new, *changed])
    spoken_of = {ref for one in words if one not in earlier for ref in (one.a, one.b)}
    told = {ref for one in known if one.verdict == "different" for ref in (one.a, one.b)}
    apart = {ref for person in first.people if told & set(person) for ref in person}
    near = set(growth.near(spoken_of, apart))
    near |= {ref for one in known for ref in (one.a, one.b) if {one.a, one.b} & near}
    persons = [one for one in first.people if near & set(one)]
    persons += [(ref,) for ref in refs_of(new)]
    judged = [one for one in known if {one.a, one.b} & {ref for one in persons for ref in one}]
    result = growth.link(persons, judged, "reseau 1", AT)
    rest = [one for one in first.people if one not in persons]
    return known, result, sorted([*rest, *result.people])


def pairs_of(result, refs):
    return {(pair.a, pair.b): pair for pair in result.pairs if {pair.a, pair.b} & refs}


@given(small_worlds(), st.data())
def test_new_records_are_linked_and_asked_about_as_by_a_look_at_all(world, data):
    """A link of two that were both there waits for the next look, where a new one has made their rival weaker."""
    records, words = world
    cut = data.draw(st.integers(1, len(records) - 1))
    old, new = records[:cut], records[cut:]
    known, result, persons = beside(old, new, words)
    whole = run(records, known)
    waiting = {one for one in whole.judgements if {one.a, one.b} <= set(refs_of(old))} - set(
        result.judgements
    )
    if waiting:
        assert set(result.judgements) <= set(whole.judgements) - waiting
        assert all(any(set(person) <= set(one) for one in whole.people) for person in persons)
    else:
        assert persons == list(whole.people)
        assert set(result.judgements) == set(whole.judgements)
    renewed = set(result.renewed)
    assert set(refs_of(new)) <= renewed
    assert pairs_of(result, renewed) == pairs_of(whole, renewed)


def test_two_that_were_there_wait_with_a_link_though_a_new_one_has_made_their_rival_weaker():
    """c2 and c3 share an employer, c3 and c4 a number, which is the stronger ground: so c2 and c3 are asked about. Then
    the number turns out to be that of another name as well, and says little."""
    names_of = ["Anna Keller"] * 5 + ["Keller"]
    number, acme = {"phones": ["+33199000002"]}, {"company": "Acme"}
    more = [{}, {}, {"phones": ["+33639980001"], **acme}, {**number, **acme}, number, number]
    records = [
        record(f"c{n}", name, **told) for n, (name, told) in enumerate(zip(names_of, more, strict=True))
    ]
    _, result, persons = beside(records[:5], records[5:])
    assert result.judgements == ()
    assert all(len(person) == 1 for person in persons)
    (link,) = run(records).judgements
    assert (link.a[1], link.b[1]) == ("c2", "c3")


@given(small_worlds(), small_worlds(), st.data())
def test_records_that_changed_are_compared_anew_and_nothing_is_linked_that_a_look_at_all_would_not(
    world, other, data
):
    """It may wait with a link of two others, for which the one that changed has been a rival; the next look makes it."""
    records, words = world
    cards = [one.card for one in other[0] if one.source == "vcard"]
    those = [one for one in records if one.source == "vcard"][: data.draw(st.integers(0, len(cards)))]
    changed = [replace(one, card=card) for one, card in zip(those, cards, strict=False)]
    now = [*(one for one in records if refs_of([one])[0] not in refs_of(changed)), *changed]
    known, result, persons = beside(records, [], words, changed)
    whole = run(now, known)
    assert set(result.judgements) <= set(whole.judgements)
    assert all(any(set(person) <= set(one) for one in whole.people) for person in persons)
    renewed = set(result.renewed)
    assert set(refs_of(changed)) <= renewed
    assert pairs_of(result, renewed) == pairs_of(whole, renewed)


def test_what_the_user_said_of_somebody_answers_for_all_that_are_the_same_person():
    """c0 is c1, c1 is not c2, and c2 is c3 by their address: so c0 is not c3, and nobody is asked when c0 has changed."""
    anna = Card(name=names.person("Anna Keller"))
    mail = replace(anna, emails=(Email("anna@example.com"),))
    records = [Record("vcard", f"c{n}", "f", 1, card) for n, card in enumerate((anna, anna, mail, mail))]
    words = [
        Judgement(("vcard", "c0"), ("vcard", "c1"), "same", "user", AT),
        Judgement(("vcard", "c1"), ("vcard", "c2"), "different", "user", AT),
    ]
    changed = [replace(records[0], card=replace(anna, titles=(Title("Engineer"),)))]
    _, result, _ = beside(records, [], words, changed)
    of_c0 = {pair.b[1]: pair.decision for pair in result.pairs if pair.a == ("vcard", "c0")}
    assert of_c0 == {"c1": "auto", "c2": "apart", "c3": "apart"}


@given(small_worlds(), st.data())
def test_the_candidates_of_some_are_those_of_all_that_have_one_of_them(world, data):
    records, _ = world
    table = counted(run(records).base.rows)
    among = np.array(data.draw(st.lists(st.booleans(), min_size=len(records), max_size=len(records))))
    left, right = blocking.candidates(table)
    wanted = among[left] | among[right]
    some = blocking.candidates(table, among)
    assert [one.tolist() for one in some] == [left[wanted].tolist(), right[wanted].tolist()]


@given(small_worlds(), st.integers(1, 4))
def test_a_long_list_is_read_and_weighed_in_less_room_with_the_same_result(world, held):
    records, words = world
    whole = run(records, words)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shares, "HELD", held)
        patch.setattr(people, "MANY", 0)
        assert run(records, words) == whole
        assert linkage.best_people(records) == linkage.best_people(records[::-1])
