"""Trips: whom to meet in a town where one is anyway. Today is Sunday, 22 November 2026; the trip is 3 and 4 December."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.touchpoints.people import Days, Settings, Trip
from tests.test_agenda import ahead, person, planned

LYON = Trip("Lyon", "lyon", "2026-12-03", "2026-12-04")
SETTINGS = Settings("home", trips=(LYON,))
DAYS = Days()


def met(people, settings=SETTINGS, shown=(), days=DAYS):
    return [t for t in planned(people, settings, days, shown).touchpoints if t.kind == "trip"]


def test_people_of_the_town_are_met_on_its_days_a_lunch_then_a_breakfast():
    people = [person(name, gap=100, tier="active", city="lyon") for name in ("a", "b", "c", "d")]
    found = met([*people, person("e", gap=100, tier="active", city="paris")])
    # Two days, at most two contacts on each.
    assert sorted((t.on, t.form) for t in found) == [
        ("2026-12-03", "breakfast"),
        ("2026-12-03", "lunch"),
        ("2026-12-04", "breakfast"),
        ("2026-12-04", "lunch"),
    ]
    assert {t.reasons[0].code for t in found} == {"trip"}


@pytest.mark.parametrize(
    "more",
    [
        pytest.param({"gap": 5}, id="seen a fortnight before"),
        pytest.param({}, id="never spoken with"),
        pytest.param({"gap": 100, "appointments": (ahead(12) + "T12:00:00Z",)}, id="a meeting is agreed"),
    ],
)
def test_who_needs_no_meeting_is_left_in_peace(more):
    assert met([person("a", tier="close", city="lyon", **more)]) == []


def test_the_closest_and_longest_unseen_come_first():
    people = [person(f"n{n}", gap=60 + n, tier="network", city="lyon") for n in range(6)]
    found = met([*people, person("close", gap=60, tier="close", city="lyon")])
    assert "close" in {t.person for t in found}


def test_a_closed_day_stays_free():
    found = met(
        [person("a", gap=100, tier="close", city="lyon")], days=Days(closed=frozenset(("2026-12-03",)))
    )
    assert [t.on for t in found] == ["2026-12-04"]


def test_a_trip_that_is_off_takes_its_meetings_with_it():
    people = [person("a", gap=100, tier="close", city="lyon")]
    shown = met(people)
    assert met(people, Settings("home"), shown) == []


@given(
    st.lists(
        st.tuples(
            st.integers(0, 800), st.sampled_from(["", "close", "active"]), st.sampled_from(["lyon", "x"])
        )
    )
)
def test_a_plan_with_a_trip_gives_itself(told):
    people = [
        person(f"p{n:02}", gap=gap, tier=tier, city=city) for n, (gap, tier, city) in enumerate(told[:12])
    ]
    made = planned(people, SETTINGS, DAYS)
    assert planned(people, SETTINGS, DAYS, made.touchpoints).touchpoints == made.touchpoints
