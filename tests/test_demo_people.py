"""Who is who in the demo: the files are dropped in as a user would, the people are held against the truth."""

import csv
from collections import defaultdict
from itertools import combinations

import pytest

from tests.conftest import SAMPLES
from tests.reseau import reseau

DEMO = SAMPLES / "demo"
DROPPED = [
    ["Complete_LinkedInDataExport_05-20-2026.zip"],
    ["carnet.vcf", "agenda.ics", "suivi.xlsx"],
    ["Complete_LinkedInDataExport_11-18-2026.zip"],
]


def rows(place):
    with place.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """The people as they stand, the best clustering, and the truth, each as (source, key) -> person."""
    folder = tmp_path_factory.mktemp("people")
    home = folder / "home"
    for names in DROPPED:
        reseau(home, "import", *(DEMO / name for name in names))
    reseau(home, "export", "clusters", "-o", folder / "standing.csv")
    reseau(home, "export", "clusters", "--best", "-o", folder / "best.csv")
    truth = {(row["source"], row["key"]): row["person"] for row in rows(DEMO / "truth.csv")}
    # A row of the table has no key of its own: the truth names it by its place.
    for contact in reseau(home, "read", "--json", DEMO / "suivi.xlsx").json["contacts"]:
        truth["table", contact["key"]] = truth.pop(("table", f"{contact['file']}:{contact['row']}"))
    changed = {(change["key"], change["kind"]) for change in reseau(home, "changes", "--json").json}
    standing, best = (
        {(row["source"], row["key"]): row["person"] for row in rows(folder / name)}
        for name in ("standing.csv", "best.csv")
    )
    return {"standing": standing, "best": best, "truth": truth, "changed": changed}


def pairs(people):
    """Return all pairs of records that are one person."""
    groups = defaultdict(list)
    for ref, person in people.items():
        groups[person].append(ref)
    return {pair for refs in groups.values() for pair in combinations(sorted(refs), 2)}


def test_every_record_of_the_truth_was_read_and_no_other(told):
    assert set(told["standing"]) == set(told["truth"])


def test_nobody_was_joined_wrongly_by_reseau_itself(told):
    assert pairs(told["standing"]) - pairs(told["truth"]) == set()


def test_most_people_were_recognised_without_asking(told):
    true = pairs(told["truth"])
    recall = len(pairs(told["standing"]) & true) / len(true)
    assert recall >= 0.85


def test_the_best_guess_is_right_nearly_everywhere(told):
    true, guessed = pairs(told["truth"]), pairs(told["best"])
    assert len(guessed - true) <= 0.01 * len(guessed)
    assert len(guessed & true) >= 0.98 * len(true)


def test_the_changes_between_the_two_exports_are_those_that_happened(told):
    assert told["changed"] == {(row["key"], row["kind"]) for row in rows(DEMO / "changes.csv")}
