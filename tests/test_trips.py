"""Trips: whom to meet in a town where one is anyway. Today is Sunday, 22 November 2026; the trip is 3 and 4 December."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.touchpoints.people import Days, Settings, Trip
from tests.inprocess import reseau
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


CARD = (
    "BEGIN:VCARD\nVERSION:3.0\nUID:zoe\nN:Delaunay;Zoé;;;\nFN:Zoé Delaunay\n"
    "ADR;TYPE=home:;;9 rue des Lilas;Lyon;;69003;France\nEND:VCARD\n"
)


@pytest.fixture
def home(tmp_path):
    (tmp_path / "c.vcf").write_text(CARD, encoding="utf-8")
    reseau(tmp_path / "home", "import", tmp_path / "c.vcf")
    reseau(tmp_path / "home", "log", "Zoé", "call", "--on", "2026-08-01")
    return tmp_path / "home"


def test_a_trip_is_told_listed_and_called_off(home):
    told = reseau(home, "trip", "Lyon", "3-dec", "4-dec", "--json").json
    (trip,) = told["trips"]
    assert (trip["place"], trip["first"], trip["last"], trip["known"]) == (
        "Lyon",
        "2026-12-03",
        "2026-12-04",
        1,
    )
    assert [(t["name"], t["on"], t["form"]) for t in trip["touchpoints"]] == [
        ("Zoé Delaunay", "2026-12-03", "lunch")
    ]
    assert "Zoé Delaunay" in reseau(home, "trip").out
    assert "vous êtes à Lyon" in reseau(home, "plan", language="fr").out
    reseau(home, "trip", "lyon", "--cancel")
    assert json.loads(reseau(home, "trip", "--json").out)["trips"] == []
    reseau(home, "undo")
    assert len(reseau(home, "trip", "--json").json["trips"]) == 1


def test_a_trial_keeps_no_trip(home):
    assert reseau(home, "trip", "Lyon", "3-dec", "--dry-run", "--json").json["trips"][0]["touchpoints"]
    assert reseau(home, "trip", "--json").json["trips"] == []


@pytest.mark.parametrize(
    ("line", "word"),
    [
        (("Lyon",), "When"),
        (("Lyon", "4-dec", "3-dec"), "before it begins"),
        (("Lyon", "2026-11-01", "2026-11-02"), "log"),
        (("Brest", "--cancel"), "Brest"),
        ((" ", "3-dec"), "Where"),
    ],
)
def test_what_cannot_be_is_said(home, line, word):
    assert word in reseau(home, "trip", *line, check=2).err
