"""Who is who by another engine: what goes out for splink, what comes back, and that the user's words stand above it.

With splink (a Python that has it in RESEAU_SPLINK) the script of the page is run as it stands there.
"""

import csv
import json
import os
import re
import subprocess
from pathlib import Path

import pytest

from tests.inprocess import reseau

PAGE = (Path(__file__).parent.parent / "docs/other-engines.md").read_text(encoding="utf-8")
TABLE = """Name,Email,Company
Zoltan Kerekes-Braun,zoltan.kb@example.org,Nordlicht
Zoltán Kerekes-Braun,zoltan.kb@example.org,Nordlicht
Aurélie Vandenbossche,aurelie@example.com,Quai Neuf
Ivo Tamm,ivo@example.net,Quai Neuf
"""


@pytest.fixture
def home(tmp_path):
    place = tmp_path / "home"
    (tmp_path / "people.csv").write_text(TABLE, encoding="utf-8")
    reseau(place, "import", str(tmp_path / "people.csv"))
    return place


def records(home):
    return list(csv.DictReader(reseau(home, "export", "clusters").out.splitlines()))


def joined(home, tmp_path, *groups):
    """Write clusters that join the records of each group of keys, and import them."""
    of = {key: str(number) for number, group in enumerate(groups) for key in group}
    lines = [
        "source,key,person",
        *(f"{r['source']},{r['key']},{of.get(r['key'], r['key'])}" for r in records(home)),
    ]
    (tmp_path / "clusters.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return json.loads(reseau(home, "import", str(tmp_path / "clusters.csv"), "--json").out)


def keys(home):
    found = json.loads(reseau(home, "export", "linkage-input").out)
    return {row["family"]: row["key"] for row in found["records"]}


def test_what_goes_out_is_the_comparison_form_with_our_weights(home):
    found = json.loads(reseau(home, "export", "linkage-input").out)
    ivo = next(row for row in found["records"] if row["family"] == "tamm")
    assert (ivo["given"], ivo["emails"], ivo["companies"]) == ("ivo", ["ivo@example.net"], ["quaineuf"])
    email = next(c for c in found["settings"]["comparisons"] if c["output_column_name"] == "email")
    same = email["comparison_levels"][0]
    weights = json.loads((Path(__file__).parent.parent / "sync/linkage/tables/weights.json").read_text())
    assert same["m_probability"] / same["u_probability"] == pytest.approx(2 ** weights["email"]["same"])
    for comparison in found["settings"]["comparisons"]:
        for level in comparison["comparison_levels"]:
            assert 0 < level["m_probability"] < 1, level
            assert 0 < level["u_probability"] < 1, level


def test_clusters_come_back_as_links_once_and_undo_takes_them_back(home, tmp_path):
    known = keys(home)
    before = records(home)
    told = joined(home, tmp_path, (known["tamm"], known["vandenbossche"]))
    assert told["links"] == 1
    people = {r["key"]: r["person"] for r in records(home)}
    assert people[known["tamm"]] == people[known["vandenbossche"]]
    again = joined(home, tmp_path, (known["tamm"], known["vandenbossche"]))
    assert (again["links"], again["journal"]) == (0, None)
    reseau(home, "undo")
    assert records(home) == before


def test_the_users_word_stands_above_an_engine(home, tmp_path):
    known = keys(home)
    reseau(home, "judge", "Ivo Tamm", "Aurélie Vandenbossche", "different")
    joined(home, tmp_path, (known["tamm"], known["vandenbossche"]))
    people = {r["key"]: r["person"] for r in records(home)}
    assert people[known["tamm"]] != people[known["vandenbossche"]]


def test_a_broken_file_changes_nothing_and_says_where(home, tmp_path):
    before = records(home)
    (tmp_path / "clusters.csv").write_text("source,key,person\ntable\n", encoding="utf-8")
    answer = reseau(home, "import", str(tmp_path / "clusters.csv"), check=2)
    assert "line 2" in answer.err
    assert records(home) == before


def test_splink_finds_the_same_people_with_these_settings(home, tmp_path):
    python = os.environ.get("RESEAU_SPLINK", "")
    if not python:
        pytest.skip("RESEAU_SPLINK names no Python with splink: the way through another engine is NOT tried")
    reseau(home, "export", "linkage-input", "-o", str(tmp_path / "linkage.json"))
    script = re.search(r"```python\n(.*?)```", PAGE, re.DOTALL)[1]
    subprocess.run([python, "-c", script], cwd=tmp_path, check=True, timeout=120)
    found, ours = {}, {}
    for row in csv.DictReader((tmp_path / "clusters.csv").open(encoding="utf-8")):
        found.setdefault(row["person"], set()).add(row["key"])
    for row in records(home):
        ours.setdefault(row["person"], set()).add(row["key"])
    assert sorted(map(sorted, found.values())) == sorted(map(sorted, ours.values()))
    told = json.loads(reseau(home, "import", str(tmp_path / "clusters.csv"), "--json").out)
    assert told["links"] == 0
