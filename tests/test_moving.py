"""Moving house: what `export everything` writes is read back into an empty home, and is the same again."""

import json

import pytest

from tests.conftest import SAMPLES
from tests.inprocess import reseau

DEMO = SAMPLES / "demo"


@pytest.fixture(scope="module")
def old(tmp_path_factory):
    """A home in which everything was done once."""
    home = tmp_path_factory.mktemp("old") / "home"
    reseau(home, "import", *sorted(DEMO.glob("*05-20*.zip")), DEMO / "carnet.vcf")
    reseau(home, "import", *sorted(DEMO.glob("*11-18*.zip")))
    reseau(home, "edit", "Sonia Kerbrat", "--tier", "close", "--note", "Zürich")
    reseau(home, "favour", "owed", "Ali Benhaddou", "une introduction")
    reseau(home, "week")
    reseau(home, "done", "Tazi")
    reseau(home, "campaign", "new", "Vœux 2026", "--tier", "close")
    reseau(home, "trip", "Lyon", "3-dec")
    reseau(home, "forget", "Rémi Pontacq", "--yes")
    return home


def test_nothing_is_lost_on_the_way(old, tmp_path):
    reseau(old, "export", "everything", "-o", tmp_path / "all.json")
    new = tmp_path / "new"
    environment = {"RESEAU_INSTALLATION": ""}
    assert "Everything is here" in reseau(new, "import", tmp_path / "all.json", **environment).err
    for line in (
        "export everything",
        "people --json",
        "plan --json --dry-run",
        "export clusters",
        "export jscontact",
    ):
        assert (
            reseau(new, *line.split(), **environment).out == reseau(old, *line.split(), **environment).out
        ), line


def test_whoever_was_forgotten_stays_out_of_the_new_home(old, tmp_path):
    reseau(old, "export", "everything", "-o", tmp_path / "all.json")
    reseau(tmp_path / "new", "import", tmp_path / "all.json")
    reseau(tmp_path / "new", "import", *sorted(DEMO.glob("*11-18*.zip")), DEMO / "carnet.vcf")
    assert "Rémi Pontacq" not in reseau(tmp_path / "new", "people", "--all").out


def test_a_home_that_is_not_empty_is_left_alone(old, tmp_path):
    reseau(old, "export", "everything", "-o", tmp_path / "all.json")
    before = reseau(old, "export", "everything").out
    assert "not empty" in reseau(old, "import", tmp_path / "all.json", check=2).err
    assert reseau(old, "export", "everything").out == before


@pytest.mark.parametrize("harm", ["cut", "changed", "no installation", "a row of another shape"])
def test_a_file_that_is_not_whole_costs_nothing(old, tmp_path, harm):
    text = reseau(old, "export", "everything").out
    told = json.loads(text)
    if harm == "changed":
        name = next(iter(told["content"]))
        told["content"][name] = "{}"
    elif harm == "no installation":
        told["installation"] = "nobody"
    elif harm == "a row of another shape":
        told["record"][0] = ["x"]
    broken = text[: len(text) // 2] + '"reseau": 1' if harm == "cut" else json.dumps(told)
    (tmp_path / "all.json").write_text(broken, encoding="utf-8")
    assert "not whole" in reseau(tmp_path / "new", "import", tmp_path / "all.json", check=2).err
    assert reseau(tmp_path / "new", "people", "--json").json["people"] == []


def test_a_move_can_be_tried_and_taken_back(old, tmp_path):
    reseau(old, "export", "everything", "-o", tmp_path / "all.json")
    new = tmp_path / "new"
    assert reseau(new, "import", tmp_path / "all.json", "--dry-run", "--json").json["people"]["total"] > 100
    assert reseau(new, "people", "--json").json["people"] == []
    reseau(new, "import", tmp_path / "all.json")
    reseau(new, "undo")
    assert reseau(new, "people", "--json").json["people"] == []
