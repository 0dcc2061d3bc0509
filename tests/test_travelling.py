"""`reseau trip`: where one will be, and whom to meet there. Today is Sunday, 22 November 2026."""

import json

import pytest

from tests.inprocess import reseau

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
