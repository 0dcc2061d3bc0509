"""`import` and `changes --json` on files of an invented network whose truth is known (`tests/exports.py`)."""

import csv
import json
from dataclasses import replace

import pytest

from sync.normalize.companies import same
from sync.renewal.titles import formerly, retired
from tests.conftest import ROOT
from tests.exports import Exports, judged
from tests.inprocess import reseau

LABELLED = ROOT / "tests" / "labelled"


def rows(name):
    with (LABELLED / name).open(encoding="utf-8", newline="") as file:
        return [pytest.param(*row.values(), id=" | ".join(row.values())) for row in csv.DictReader(file)]


@pytest.mark.parametrize(("a", "b", "truth"), rows("companies.csv"))
def test_companies_are_told_apart_and_together(a, b, truth):
    assert same(a, b) is same(b, a) is (truth == "yes")


@pytest.mark.parametrize(("title", "truth"), rows("retired.csv"))
def test_titles_of_the_retired(title, truth):
    assert retired(title) is (truth == "yes")


def test_a_former_title_is_ones_own():
    assert formerly("Ex-directrice financière", "Directrice financière")
    assert formerly("Former CFO", "Chief Financial Officer")
    assert not formerly("Former consultant", "CFO")
    assert not formerly("Ex-Google", "")


def drop(home, network, folder, **how):
    place = folder / f"Connections {network.today}.csv"
    place.write_bytes(network.csv(**how))
    return reseau(home, "import", place, RESEAU_NOW=f"{network.today}T19:00:00+01:00")


def changes(home, *options, day="2026-11-18"):
    found = reseau(home, "changes", "--json", *options, RESEAU_NOW=f"{day}T20:00:00+01:00")
    return json.loads(found.out), found.err


@pytest.mark.parametrize("excel", [False, True], ids=["from-linkedin", "saved-by-excel"])
def test_each_kind_is_found_and_little_else(excel, tmp_path):
    found, truth = set(), set()
    for seed in (1, 2, 3):
        home, network = tmp_path / f"home{seed}", Exports(seed, 500)
        drop(home, network, tmp_path)
        for day in ("2026-05-20", "2026-11-18"):
            network.step(day)
            drop(home, network, tmp_path, excel=excel)
            told, _ = changes(home, day=day)
            found |= {(one["kind"], f"{seed} {day} {one['key']}") for one in told}
            truth |= {(kind, f"{seed} {day} {key}") for kind, key in network.truth}
    for kind, (precision, recall, wrong, missed) in judged(found, truth).items():
        assert precision >= 0.98, (kind, wrong)
        assert recall >= 0.95, (kind, missed)


@pytest.mark.parametrize("share", [0.5, 0.9, 0.97])
def test_a_truncated_file_gives_a_warning_and_no_goodbyes(share, tmp_path):
    network = Exports(7, 500)
    network.people.sort(key=lambda one: one.on, reverse=True)
    drop(tmp_path / "home", network, tmp_path)
    network.step("2026-05-20")
    network.people.sort(key=lambda one: one.on, reverse=True)
    network.people = network.people[: int(share * len(network.people))]
    drop(tmp_path / "home", network, tmp_path)
    told, warning = changes(tmp_path / "home", day="2026-05-20")
    assert not any(one["kind"] == "vanished" for one in told)
    assert "looks cut" in warning


def test_a_file_that_was_only_sorted_and_saved_again_changes_nothing(tmp_path):
    network = Exports(8, 300)
    drop(tmp_path / "home", network, tmp_path, noise=False)
    network.people.sort(key=lambda one: (one.surname, one.given))
    network.today = "2026-05-20"
    drop(tmp_path / "home", network, tmp_path, excel=True, noise=False)
    assert changes(tmp_path / "home", day="2026-05-20")[0] == []


def test_two_exports_dropped_at_once_are_two_states(tmp_path):
    network, places = Exports(9, 200), []
    for day in ("2025-11-20", "2026-05-20"):
        if day > network.today:
            network.step(day)
        places.append(tmp_path / f"Connections {day}.csv")
        places[-1].write_bytes(network.csv(noise=False))
    told = []
    for order in (places, places[::-1]):
        home = tmp_path / f"home{len(told)}"
        reseau(home, "import", *order, RESEAU_NOW="2026-05-21T09:00:00+01:00")
        told.append(changes(home, day="2026-05-22")[0])
        again = json.loads(
            reseau(home, "import", *order, "--json", RESEAU_NOW="2026-05-21T09:00:00+01:00").out
        )
        assert again["journal"] is None
    assert told[0] == told[1]
    assert {one["kind"] for one in told[0]} >= {"new", "vanished", "moved"}


def test_an_undated_file_whose_newest_connection_left_is_the_later_one(tmp_path):
    network = Exports(10, 200)
    network.people[-2:] = (
        replace(network.people[n], on=on) for n, on in ((-2, "2025-11-01"), (-1, "2025-11-18"))
    )
    drop(tmp_path / "home", network, tmp_path, noise=False)
    gone = network.people.pop()
    network.today = "2026-01-20"
    drop(tmp_path / "home", network, tmp_path, noise=False)
    told, _ = changes(tmp_path / "home", day="2026-01-20")
    assert [(one["kind"], one["key"]) for one in told] == [("vanished", f"in/{gone.slug}")]
