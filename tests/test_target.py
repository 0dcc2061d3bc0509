"""A target: who is covered, what is missing, who leads there, how it is built; on the demo and in small."""

import json
from datetime import date

import pytest

from sync.renewal.target import Known, Target, announcing, build, plays, view
from tests.conftest import ROOT
from tests.inprocess import reseau

DEMO = ROOT / "samples" / "demo"
TODAY = date(2026, 11, 22)


def someone(name, title="", company="", sector="unknown", **more):
    return Known(name, name, title, company, sector, **more)


def test_coverage_is_counted_role_by_role():
    people = [
        someone("a", "Associée", "Castelmore Executive Search", "recruitment-hr", exchanged=True),
        someone("b", "Associé", "Banque Lurienne", "banking-finance"),
        someone("c", "DRH", "Brévane", "industry", city="Paris"),
        someone("d", "DRH", "Hestrial", "industry", city="Lyon"),
        someone("e", "Directrice des ressources humaines", "Acme"),
    ]
    seen = view(Target("recrutement de cadres", "Paris", ("associé", "DRH"), 10), people, TODAY)
    assert [(part.role, part.have, part.goal) for part in seen.parts] == [("associé", 1, 5), ("DRH", 2, 5)]
    assert seen.share == 0.3
    assert set(seen.covered) == {"a", "c", "e"}


def test_bridges_are_moderately_weak_and_say_why():
    inside = {"title": "Consultant", "company": "Castelmore Executive Search", "sector": "recruitment-hr"}
    people = [
        someone("closest", **inside, tier="close", exchanged=True),
        someone("moderate", **inside, tier="network", exchanged=True),
        someone("asleep", **inside, state="dormant", trust=1),
        someone("stranger", **inside),
        someone("former", "DAF", "Acme", former=(("Heidrick Executive Search", "Partner"),), met=True),
        someone("elsewhere", "DAF", "Acme", exchanged=True),
    ]
    found = view(Target("recrutement de cadres", roles=("associé",)), people, TODAY).bridges
    order = [bridge.person for bridge in found]
    assert order.index("moderate") < order.index("closest") < order.index("stranger")
    assert order.index("asleep") < order.index("closest")
    assert "elsewhere" not in order
    assert ("formerly", "Heidrick Executive Search") in next(b for b in found if b.person == "former").reasons


def test_the_build_plan_closes_the_gap_in_a_year_and_tells_the_course():
    target = Target("banque", ideal=52, since="2026-01-01")
    seen = view(target, [], date(2026, 1, 1)).build
    assert (seen.missing, seen.a_week, seen.week) == (52, 2, 1)
    assert (seen.curve[0].planned, seen.curve[12].planned) == (0, 52)
    assert seen.curve[12].real is None
    half = view(
        target,
        [someone(str(n), "Trader", sector="banking-finance", since="2026-03-01") for n in range(13)],
        date(2026, 7, 2),
    ).build
    assert half.on_course == pytest.approx(0.5, abs=0.02)
    assert [point.real for point in half.curve[:4]] == [0, 0, 13, 13]


def test_without_parts_nothing_is_planned():
    assert build(Target("x"), (), [], TODAY).a_week == 0


def test_those_who_make_it_credible_are_told_first_and_strangers_are_not():
    people = [
        someone("friend", tier="close", exchanged=True),
        someone("inside", met=True),
        someone("stranger"),
    ]
    assert [one.person for one in announcing(people, {"inside"}, [])] == ["inside", "friend"]


@pytest.mark.parametrize(
    ("role", "title", "expected"),
    [
        ("DRH", "Directrice des ressources humaines", True),
        ("DRH", "Assistante RH", False),
        ("associé", "Managing Partner", True),
        ("directeur financier", "CFO", False),
        ("recruteur", "Chargée de recrutement", True),
    ],
)
def test_roles_are_met_by_meaning(role, title, expected):
    assert plays(role, title) is expected


def test_on_the_demo(tmp_path):
    home = tmp_path / "home"
    for day in ("05-20-2026", "11-18-2026"):
        reseau(home, "import", DEMO / f"Complete_LinkedInDataExport_{day}.zip")
    line = ["target", "recrutement de cadres", "--city", "Paris", "--roles", "associé, DRH"]
    assert json.loads(reseau(home, *line, "--dry-run", "--json").out)["journal"] is None
    told = json.loads(reseau(home, *line, "--json").out)
    assert told["target"]["sector"] == "recruitment-hr"
    assert 0 < told["coverage"]["share"] < 1
    assert len(told["bridges"]) == 20
    assert all(one["reasons"] for one in told["bridges"])
    assert len(told["build"]["curve"]) == 13
    assert json.loads(reseau(home, "target", "--json").out)["gap"] == told["gap"]
    assert "Annoncez" in reseau(home, "target", language="fr").out
    assert "1." in reseau(home, "target", "--announce").out
    reseau(home, "undo", told["journal"])
    assert "No target yet" in reseau(home, "target", check=2).err
    reseau(home, *line)
    reseau(home, "target", "recrutement de cadres", "--drop")
    assert "no target" in reseau(home, "target", "Recrutement", "--drop", check=2).err


# people met at an event -------------------------------------------------------------------------------


def test_people_met_at_an_event_get_a_word_within_two_days(tmp_path):
    home, table = tmp_path / "home", tmp_path / "liste.csv"
    table.write_text("Nom,Prénom,Société\nRavier,Paul,Acme\n", encoding="utf-8")
    line = [
        "met",
        "Salon RH",
        "Inès Calvet, Brévane",
        "Léo Noel <leo@example.org>",
        table,
        "--on",
        "2026-11-20",
    ]
    told = json.loads(reseau(home, *line, "--json").out)
    assert [one["name"] for one in told["people"]] == ["Inès Calvet", "Léo Noel", "Paul Ravier"]
    week = json.loads(reseau(home, "week", "--json").out)["touchpoints"]
    assert {one["kind"] for one in week} == {"event"}
    assert {one["name"] for one in week} >= {"Inès Calvet", "Léo Noel"}
    assert all("Salon RH" in one["reasons"][0]["text"] for one in week)
    assert json.loads(reseau(home, *line, "--json").out)["journal"] is None
    reseau(home, "done", "Calvet")
    assert "Calvet" not in reseau(home, "plan").out
    reseau(home, "undo", told["journal"])
    assert "Inès" not in reseau(home, "people").out
    assert "no name" in reseau(home, "met", "Salon", "???", check=2).err
