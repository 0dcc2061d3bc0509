"""Trips: whom to meet in a town where one is anyway. Today is Sunday, 22 November 2026; the trip is 3 and 4 December."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.touchpoints.people import Days, Settings, Trip
from sync.touchpoints.strength import Tie
from sync.touchpoints.trips import from_calendar
from tests.test_agenda import ago, ahead, person, planned

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


def test_where_no_lunch_is_free_they_meet_for_breakfast():
    taken = {"2026-12-03": ((11 * 60, 15 * 60),), "2026-12-04": ((11 * 60, 15 * 60),)}
    (found,) = met([person("a", gap=100, tier="close", city="lyon")], days=Days(taken=taken))
    assert (found.form, found.start) == ("breakfast", "08:00")


def test_a_closed_day_stays_free():
    found = met(
        [person("a", gap=100, tier="close", city="lyon")], days=Days(closed=frozenset(("2026-12-03",)))
    )
    assert [t.on for t in found] == ["2026-12-04"]


def test_a_trip_that_is_off_takes_its_meetings_with_it():
    people = [person("a", gap=100, tier="close", city="lyon")]
    shown = met(people)
    assert met(people, Settings("home"), shown) == []


def test_people_of_one_sector_and_several_companies_share_a_table():
    told = {"gap": 100, "tier": "active", "city": "lyon", "sector": "legal"}
    people = [person(name, company=name, **told) for name in ("a", "b", "c", "d")]
    people.append(person("a2", **(told | {"company": "a"})))
    found = met(people)
    lunches = [
        sorted(t.person for t in found if (t.on, t.form) == (f"2026-12-0{day}", "lunch")) for day in (3, 4)
    ]
    # At most three at a table, never two of one company; a table is one contact of the two a day.
    assert [len(table) for table in lunches] == [3, 2]
    assert not {"a", "a2"} <= set(lunches[0])
    first = next(t for t in found if t.person == lunches[0][0])
    assert dict(first.reasons[1].args) == {"n": "2", "sector": "legal"}
    assert len({t.start for t in found if t.person in lunches[0]}) == 1
    assert met(people, shown=found) == found


def test_who_has_nothing_in_common_has_a_table_of_their_own():
    people = [
        person(name, gap=100, tier="active", city="lyon", company=name, sector=name) for name in ("a", "b")
    ]
    assert {t.form for t in met(people)} == {"lunch"}
    assert len({t.on for t in met(people)}) == 2


TOWNS = {"lyon": "Lyon", "saint etienne": "Saint-Étienne", "paris": "Paris"}


def away(words, first="2026-12-03", last=""):
    return {"first": first, "last": last or first, "words": words}


@pytest.mark.parametrize(
    ("told", "home", "trips"),
    [
        pytest.param(
            [away("deplacement lyon | ")], "paris", [("Lyon", "2026-12-03", "2026-12-03")], id="in the title"
        ),
        pytest.param(
            [away("salon | 1 place x, 69003 lyon")],
            "",
            [("Lyon", "2026-12-03", "2026-12-03")],
            id="the place",
        ),
        pytest.param(
            [away("train saint-etienne | ")],
            "",
            [("Saint-Étienne", "2026-12-03", "2026-12-03")],
            id="two words",
        ),
        pytest.param(
            [away("train paris → lyon | ")], "paris", [("Lyon", "2026-12-03", "2026-12-03")], id="out"
        ),
        pytest.param(
            [away("train paris → lyon | "), away("train lyon → paris | ", "2026-12-04")],
            "paris",
            [("Lyon", "2026-12-03", "2026-12-04")],
            id="out and back",
        ),
        pytest.param([away("train paris → lyon | ")], "", [], id="which end is home is not known"),
        pytest.param([away("salon | 3 rue de lyon, paris")], "paris", [], id="a street bears a town's name"),
        pytest.param([away("lyonnaise de banque | ")], "", [], id="part of a word"),
        pytest.param([away("seminaire | marseille")], "", [], id="nobody there"),
    ],
)
def test_a_calendar_tells_of_trips_to_towns_where_people_are(told, home, trips):
    assert [(t.place, t.first, t.last) for t in from_calendar(told, TOWNS, home)] == trips


@given(
    st.lists(
        st.tuples(
            st.integers(0, 800),
            st.sampled_from(["", "close", "active"]),
            st.sampled_from(["lyon", "x"]),
            st.sampled_from(["", "legal", "sports"]),
            st.sampled_from(["", "acme", "globex"]),
        )
    )
)
def test_a_plan_with_a_trip_gives_itself(told):
    people = [
        person(f"p{n:02}", gap=gap, tier=tier, city=city, sector=sector, company=company)
        for n, (gap, tier, city, sector, company) in enumerate(told[:12])
    ]
    made = planned(people, SETTINGS, DAYS)
    assert planned(people, SETTINGS, DAYS, made.touchpoints).touchpoints == made.touchpoints


# the bounds of a trip ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("gap", "worth"), [(18, False), (19, True)])
def test_whom_one_saw_within_thirty_days_before_the_trip_is_left(gap, worth):
    # The trip begins eleven days from today.
    assert bool(met([person("a", gap=gap, city="lyon")])) is worth


@pytest.mark.parametrize(("day", "worth"), [(41, False), (42, False), (43, True)])
def test_a_meeting_a_month_after_the_trip_stands_in_its_way_up_to_the_thirtieth_day(day, worth):
    # The trip ends twelve days from today: day 42 is the thirtieth after it.
    agreed = person("a", gap=100, city="lyon", appointments=(ahead(day) + "T12:00:00Z",))
    assert bool(met([agreed])) is worth


def test_who_has_faded_or_lives_elsewhere_is_not_met_and_a_trip_without_a_town_meets_nobody():
    faded = person("f", tie=Tie(last=ago(1500), sent_days=1), city="lyon")
    assert met([faded, person("e", gap=100, city="paris"), person("n", gap=100)]) == []
    nowhere = Settings("home", trips=(Trip("?", "", "2026-12-03", "2026-12-04"),))
    assert met([person("n", gap=100)], nowhere) == []


def test_the_closest_are_met_first_then_the_longest_unseen_for_their_circle_then_the_strongest():
    one_day = Settings("home", per_day=1, trips=(Trip("Lyon", "lyon", "2026-12-03", "2026-12-03"),))

    def first(*people):
        return [t.person for t in met([*people], one_day)]

    assert first(
        person("a", gap=300, tier="active", city="lyon"), person("c", gap=60, tier="close", city="lyon")
    ) == ["c"]
    assert first(
        person("a", gap=90, tier="active", city="lyon"), person("b", gap=91, tier="active", city="lyon")
    ) == ["b"]
    weak, strong = (Tie(value, last=ago(90), sent_days=1, received_days=1) for value in (1.0, 2.0))
    assert first(
        person("a", tie=weak, tier="active", city="lyon"), person("b", tie=strong, tier="active", city="lyon")
    ) == ["b"]


@pytest.mark.parametrize(("state", "again"), [("done", 0), ("skipped", 0), ("dropped", 1)])
def test_a_meeting_of_a_trip_that_is_over_is_not_proposed_again(state, again):
    people = [person("a", gap=100, city="lyon")]
    shown = [replace(one, state=state) for one in met(people)]
    assert len(met(people, shown=shown)) == again


def test_a_table_of_three_uses_one_place_of_the_week():
    told = {"gap": 100, "tier": "active", "city": "lyon", "sector": "legal"}
    one_day = Settings(
        "home",
        per_week=2,
        per_day=2,
        reconnections=0,
        trips=(Trip("Lyon", "lyon", "2026-12-03", "2026-12-03"),),
    )
    people = [person(name, company=name, **told) for name in ("a", "b", "c", "d")]
    found = met(people, one_day)
    assert sorted(t.form for t in found) == ["breakfast", "lunch", "lunch", "lunch"]


def test_a_table_that_was_shown_stays_whole_though_it_takes_the_last_place():
    told = {"gap": 100, "tier": "active", "city": "lyon", "sector": "legal"}
    one_place = replace(SETTINGS, per_week=1, per_day=1, reconnections=0)
    people = [person(name, company=name, **told) for name in ("a", "b", "c")]
    found = met(people, one_place)
    assert len({(t.on, t.form) for t in found}) == 1
    assert len(found) == 3
    assert met(people, one_place, shown=found) == found


def test_a_meeting_that_was_shown_keeps_its_place_though_somebody_closer_comes_to_town():
    one_place = Settings(
        "home", per_week=1, per_day=1, reconnections=0, trips=(replace(LYON, last=LYON.first),)
    )
    known = person("a", gap=100, tier="network", city="lyon")
    shown = met([known], one_place)
    assert [t.person for t in shown] == ["a"]
    assert met([known, person("b", gap=100, tier="close", city="lyon")], one_place, shown=shown) == shown


def test_one_journey_after_another_meets_the_same_people_again_each_of_them_once():
    march = Trip("Lyon", "lyon", "2027-03-03", "2027-03-04")
    both = replace(SETTINGS, trips=(LYON, march))
    people = [person("a", gap=100, tier="watch", city="lyon")]
    found = met(people, both)
    assert [t.on for t in found] == ["2026-12-03", "2027-03-03"]
    assert met(people, both, shown=found) == found


@pytest.mark.parametrize(("second", "trips"), [("2026-12-04", 1), ("2026-12-05", 2)])
def test_days_in_one_town_that_follow_each_other_are_one_trip(second, trips):
    found = from_calendar([away("salon | lyon"), away("salon | lyon", second)], TOWNS, "paris")
    assert len(found) == trips
    assert {one.source for one in found} == {"calendar"}


def test_a_day_within_a_longer_stay_does_not_shorten_it():
    found = from_calendar(
        [away("salon | lyon", last="2026-12-08"), away("diner | lyon", "2026-12-05")], TOWNS, "paris"
    )
    assert [(one.first, one.last) for one in found] == [("2026-12-03", "2026-12-08")]


def test_a_name_of_two_letters_is_no_town():
    assert from_calendar([away("gare eu | ")], {"eu": "Eu"}, "paris") == []
    assert from_calendar([away("gare gap | ")], {"gap": "Gap"}, "paris") != []
