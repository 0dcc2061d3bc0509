"""How much a touchpoint matters: the sum of docs/plan.md, term by term, and at its bounds."""

from datetime import date, timedelta

import pytest

from sync.touchpoints import urgency
from sync.touchpoints.people import Claim, Move, Person
from sync.touchpoints.strength import Tie

TODAY = date(2026, 11, 22)


def ago(days):
    return (TODAY - timedelta(days=days)).isoformat()


def priority(person=None, tier="network", gap=0, every=100):
    return urgency.priority(person or Person("a", "A"), tier, gap, every, TODAY)


@pytest.mark.parametrize(
    ("tier", "gap", "expected"),
    [
        ("close", 50, 1.0),
        ("close", 100, 2.0),
        ("active", 100, 1.3),
        ("network", 100, 1.0),
        ("watch", 100, 1.0),
        ("close", 300, 6.0),
        ("close", 900, 6.0),
        ("close", -50, 0.0),
    ],
)
def test_the_circle_weighs_the_share_of_the_rhythm_that_has_passed_up_to_three_times(tier, gap, expected):
    assert priority(tier=tier, gap=gap) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        (Person("a", "A", Tie(waiting_since=ago(60), last=ago(60))), 1.5),
        (Person("a", "A", Tie(waiting_since=ago(61), last=ago(61))), 0.0),
        (Person("a", "A", Tie(last=ago(9)), move=Move(ago(8), "Acme", "Globex")), 1.0),
        (Person("a", "A", Tie(last=ago(9)), move=Move(ago(9), "Acme", "Globex")), 0.0),
        (Person("a", "A", claims=(Claim("favour", "a book", ago(3)),)), 1.0),
        (Person("a", "A", claims=(Claim("event", "the fair", ago(3)),)), 0.0),
        (Person("a", "A", birthday=TODAY.isoformat()), 0.0),
    ],
)
def test_each_reason_adds_its_own(person, expected):
    assert priority(person) == pytest.approx(expected)


def test_reasons_in_the_person_are_an_answer_a_new_post_and_what_is_owed_but_no_event():
    person = Person(
        "a",
        "A",
        Tie(waiting_since=ago(9), last=ago(9)),
        move=Move(ago(3), "Acme", "Globex"),
        claims=(Claim("favour", "a book", ago(5)), Claim("event", "the fair", ago(3))),
    )
    assert [reason.code for reason in urgency.signals(person, TODAY)] == ["answer", "moved", "favour"]


def test_the_reason_of_a_rhythm_tells_the_days_on_that_day_and_whose_rhythm_it_is():
    theirs = urgency.regular(Person("a", "A"), ago(30), TODAY + timedelta(days=10), 45, never=False)
    assert (theirs.code, dict(theirs.args)) == ("cadence", {"days": "40", "every": "45", "last": ago(30)})
    assert theirs.source == "tier"
    mine = urgency.regular(Person("a", "A", cadence_days=45), ago(30), TODAY, 45, never=True)
    assert (mine.code, mine.source) == ("first", "user")


def best(*ties, **more):
    """Return the order of sleepers, by number."""
    people = [Person(str(n), "x", tie, **more.get(str(n), {})) for n, tie in enumerate(ties)]
    return [int(one.id) for one in sorted(people, key=urgency.dormant_rank)]


def test_of_sleepers_the_trusted_come_first_then_who_answered_then_the_strong():
    assert best(Tie(9.0, received_days=5, met="2020-01-01"), Tie(-9.0, trust=1)) == [1, 0]
    assert best(Tie(0.0, trust=2), Tie(1.0, trust=5)) == [1, 0], "two recommendations say it all"
    assert best(Tie(1.0, trust=2), Tie(0.0, trust=5)) == [0, 1], "two recommendations say it all"
    assert best(Tie(9.0, trust=1), Tie(0.0, trust=2)) == [1, 0]
    assert best(Tie(9.0), Tie(-9.0, received_days=1)) == [1, 0]
    assert best(Tie(9.0), Tie(-9.0, met="2020-01-01")) == [1, 0]
    assert best(Tie(9.0), Tie(-9.0), **{"1": {"phone": True}}) == [1, 0]
    assert best(Tie(0.0, received_days=1), Tie(9.0), **{"1": {"phone": True}}) == [0, 1]
    assert best(Tie(0.0), Tie(9.0)) == [1, 0]
    moved = {"0": {"move": Move(ago(3), "Acme", "Globex")}}
    assert best(Tie(-9.0), Tie(9.0, received_days=1), **moved) == [0, 1]
