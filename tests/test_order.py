"""In a fresh home the order of import does not matter; what a record said before still counts and is kept."""

import csv
import io
import itertools

import pytest

from tests.conftest import SAMPLES
from tests.inprocess import reseau

HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
BEFORE = (
    HEADER + "Zélie,Quentrec,https://www.linkedin.com/in/zelie-q,,Armorance Conseil,Consultante,03 Mar 2024\n"
)
AFTER = HEADER + (
    "Other,Newcomer,https://www.linkedin.com/in/other,,Elsewhere,CEO,05 Nov 2026\n"
    "Zélie,Quentrec,https://www.linkedin.com/in/zelie-q,,Boréal Santé,Directrice,03 Mar 2024\n"
)
TABLE = "Nom;Prénom;Société\nQuentrec;Zélie;Armorance Conseil\n"


def clusters(home):
    """Return who is one person, whatever they are called."""
    groups = {}
    for row in csv.DictReader(io.StringIO(reseau(home, "export", "clusters").out)):
        groups.setdefault(row["person"], set()).add((row["source"], row["key"]))
    return {frozenset(group) for group in groups.values()}


def dropped(home, files):
    for file in files:
        reseau(home, "import", file)
    return clusters(home)


@pytest.fixture
def files(tmp_path):
    for name, text in (("before.csv", BEFORE), ("after.csv", AFTER), ("table.csv", TABLE)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return [tmp_path / name for name in ("before.csv", "after.csv", "table.csv")]


def test_who_moved_is_recognised_by_the_company_of_an_older_export_in_any_order(tmp_path, files):
    found = [dropped(tmp_path / str(n), order) for n, order in enumerate(itertools.permutations(files))]
    assert all(one == found[0] for one in found)
    assert any(len(group) == 2 for group in found[0])


def test_employers_over_time_are_kept_in_order(tmp_path, files):
    for order in (files, files[::-1]):
        home = tmp_path / order[0].stem
        dropped(home, order)
        card = reseau(home, "show", "zélie", "--json").json["card"]
        assert [one["name"] for one in card["organizations"]] == ["Boréal Santé", "Armorance Conseil"]
        assert [one["name"] for one in card["titles"]] == ["Directrice", "Consultante"]


def test_the_demo_gives_the_same_people_in_any_order(tmp_path):
    demo = SAMPLES / "demo"
    older, newer = sorted(demo.glob("*.zip"))
    book, diary, table = demo / "carnet.vcf", demo / "agenda.ics", demo / "suivi.xlsx"
    first = dropped(tmp_path / "1", [older, book, diary, table, newer])
    second = dropped(tmp_path / "2", [newer, table, diary, older, book])
    # A link is written when its evidence comes and stands: the last few per cent may differ.
    assert len(first ^ second) <= 0.02 * len(first)
