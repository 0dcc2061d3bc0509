"""Titles: role and seniority against a labelled list, of which every second line was never looked at in writing rules."""

import csv
import json

import pytest

from sync.renewal import roles, sectors
from tests.conftest import ROOT
from tests.inprocess import reseau

with (ROOT / "tests" / "labelled" / "titles.csv").open(encoding="utf-8", newline="") as file:
    TITLES = list(csv.DictReader(file))


def macro_f1(pairs):
    """Return the mean over the true labels of 2 tp / (2 tp + fp + fn)."""
    scores = []
    for label in {truth for truth, _ in pairs}:
        hits = sum(truth == told == label for truth, told in pairs)
        wrong = sum((truth == label) != (told == label) for truth, told in pairs)
        scores.append(2 * hits / (2 * hits + wrong))
    return sum(scores) / len(scores)


@pytest.mark.parametrize("held_out", [False, True])
@pytest.mark.parametrize("what", ["role", "seniority"])
def test_titles_are_understood(what, held_out):
    half = TITLES[held_out::2]
    pairs = [(one[what], getattr(roles.standing(one["title"]), what)) for one in half]
    assert macro_f1(pairs) >= 0.9


def test_the_labels_are_those_of_the_closed_lists():
    assert {one["role"] for one in TITLES} <= set(roles.ROLES)
    assert {one["seniority"] for one in TITLES} <= set(roles.SENIORITIES)
    page = (ROOT / "docs" / "classification.md").read_text(encoding="utf-8")
    for name in (*roles.ROLES, *roles.SENIORITIES, *sectors.SECTORS):
        assert f"`{name}`" in page, name


@pytest.mark.parametrize(
    ("company", "title", "expected"),
    [
        ("Banque Lurienne", "Comptable", "banking-finance"),
        ("Kermadis Assurances", "Directeur", "insurance"),
        ("Clinique des Trois-Tilleuls", "Responsable qualité", "health-pharma"),
        ("Métropole de Valdréa", "Chargée de mission", "public-sector"),
        ("Wintzelbach Maschinenbau GmbH", "Geschäftsführer", "industry"),
        ("Jorandel Logiciels", "Data scientist", "technology"),
        ("Université de Lyon", "Doctorante", "education-research"),
        ("Heidrick Executive Search", "Partner", "recruitment-hr"),
        ("Martin & Associés", "Avocate", "legal"),
        ("Brévane", "Comptable", "unknown"),
        ("", "", "unknown"),
    ],
)
def test_sectors(company, title, expected):
    assert sectors.sector(company, title) == expected


def test_a_company_has_the_sector_its_people_tell():
    people = [("Brévane", "Avocat", ""), ("Brévane SA", "Avocate associée", ""), ("Zéphyrane", "Juriste", "")]
    assert sectors.sectors_of(people) == {"brevane": "legal"}
    assert sectors.sectors_of([*people, ("Zéphyrane", "", "telecom")])["zephyrane"] == "telecom"


def test_a_list_and_a_table_are_classified(tmp_path):
    listed, table = tmp_path / "titles.txt", tmp_path / "titles.csv"
    listed.write_text("DRH\n\nDreamer\n", encoding="utf-8")
    table.write_text("Société;Fonction\nBanque Lurienne;CFO\n", encoding="utf-8-sig")
    told = json.loads(reseau(tmp_path / "home", "tool", "classify", listed, "--json").out)
    assert told == [
        {"title": "DRH", "role": "human-resources", "seniority": "director", "sector": "unknown"},
        {"title": "Dreamer", "role": "unknown", "seniority": "unknown", "sector": "unknown"},
    ]
    (one,) = json.loads(reseau(tmp_path / "home", "tool", "classify", table, "--json").out)
    assert (one["role"], one["seniority"], one["sector"]) == ("finance", "executive", "banking-finance")
    assert "DRH" in reseau(tmp_path / "home", "tool", "classify", listed).out
    assert reseau(tmp_path / "home", "tool", "classify", tmp_path / "none", check=2).err


def test_companies_are_compared_on_the_command_line(tmp_path):
    def same(a, b):
        return json.loads(reseau(tmp_path, "tool", "same-company", a, b, "--json").out)["same"]

    assert same("SG", "Société Générale S.A.")
    assert not same("Orange", "Orange Bank")
    assert "≠" in reseau(tmp_path, "tool", "same-company", "Orange", "Orange Bank").out
