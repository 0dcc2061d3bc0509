"""Excel as a tool: out to a workbook, edited there, and back in as exactly the edits made."""

import io

import pandas as pd
import pytest

from tests.conftest import SAMPLES
from tests.reseau import reseau

DEMO = SAMPLES / "demo"


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """A home with the demo's network and its workbook; copied by each test."""
    place = tmp_path_factory.mktemp("sheet")
    files = [p for p in sorted(DEMO.iterdir()) if p.suffix in (".zip", ".vcf", ".xlsx", ".ics")]
    reseau(place / "home", "import", *files)
    reseau(place / "home", "export", "xlsx", "-o", place / "people.xlsx")
    return place


@pytest.fixture
def place(demo, tmp_path):
    import shutil

    shutil.copytree(demo, tmp_path / "copy")
    return tmp_path / "copy"


def sheets(place):
    return pd.read_excel(place / "people.xlsx", sheet_name=None, header=None, dtype=object, engine="calamine")


def save(place, tables):
    """Save as Excel would: the visible sheet and the hidden one, values only."""
    out = io.BytesIO()
    with pd.ExcelWriter(out, engine="xlsxwriter") as writer:
        for name, table in tables.items():
            table.to_excel(writer, sheet_name=name, index=False, header=False)
    (place / "people.xlsx").write_bytes(out.getvalue())


def edit(place, changes):
    """Edit cells by (data row, heading) and save."""
    tables = sheets(place)
    shown = tables["Contacts"]
    columns = {heading: number for number, heading in enumerate(shown.iloc[0])}
    for (row, heading), value in changes.items():
        shown.iloc[row, columns[heading]] = value
    save(place, tables)
    return [str(shown.iloc[row, columns["reseau id"]]) for row, _ in changes]


def test_a_workbook_that_was_not_edited_changes_nothing(place):
    before = reseau(place / "home", "export", "everything").bytes
    save(place, sheets(place))
    told = reseau(place / "home", "import", place / "people.xlsx", "--json").json
    assert told["journal"] is None
    assert reseau(place / "home", "export", "everything").bytes == before


def test_exactly_the_edits_made_are_applied(place):
    first, second, third, fourth, fifth = edit(
        place,
        {
            (3, "Tier"): "close",
            (10, "Cadence"): "every 2 months",
            (20, "Last contact"): "2026-11-20",
            (30, "Company"): "Entirely New SARL",
            (40, "Notes"): "likes sailing",
        },
    )
    told = reseau(place / "home", "import", place / "people.xlsx", "--json").json
    assert {(one["person"], one["field"], one["after"]) for one in told["edits"]} == {
        (first, "tier", "close"),
        (second, "cadence", "P2M"),
        (third, "last_contact", "2026-11-20"),
        (fourth, "company", "Entirely New SARL"),
        (fifth, "notes", "likes sailing"),
    }
    assert told["records"]["created"] == 0
    assert reseau(place / "home", "show", first, "--json").json["attributes"]["tier"] == "close"
    assert reseau(place / "home", "show", third, "--json").json["timeline"][-1]["day"] == "2026-11-20"
    card = reseau(place / "home", "show", fourth, "--json").json["card"]
    assert card["organizations"][0]["name"] == "Entirely New SARL"
    assert reseau(place / "home", "show", fifth, "--json").json["card"]["notes"][0] == "likes sailing"


def test_edits_are_applied_once_and_undone_in_one_step(place):
    before = reseau(place / "home", "export", "everything").json
    edit(place, {(3, "Tier"): "close", (4, "Job title"): "Astronaut"})
    reseau(place / "home", "import", place / "people.xlsx")
    again = reseau(place / "home", "import", place / "people.xlsx", "--json").json
    assert again["journal"] is None
    reseau(place / "home", "undo")
    after = reseau(place / "home", "export", "everything").json
    for table in ("record", "attribute", "interaction", "judgement"):
        assert after[table] == before[table]


def test_a_trial_shows_the_edits_and_applies_none(place):
    edit(place, {(3, "Tier"): "close"})
    told = reseau(place / "home", "import", place / "people.xlsx", "--json", "--dry-run").json
    assert [one["after"] for one in told["edits"]] == ["close"]
    assert reseau(place / "home", "history", "--json").json["journal"][0]["command"].startswith("import")
    assert len(reseau(place / "home", "history", "--json").json["journal"]) == 1


def test_an_address_that_was_deleted_goes_and_one_that_was_typed_comes(place):
    tables = sheets(place)
    shown = tables["Contacts"]
    columns = {heading: number for number, heading in enumerate(shown.iloc[0])}
    row = next(r for r in range(1, len(shown)) if "@" in str(shown.iloc[r, columns["E-mail"]]))
    (person,) = edit(place, {(row, "E-mail"): "brand.new@example.com"})
    reseau(place / "home", "import", place / "people.xlsx")
    card = reseau(place / "home", "show", person, "--json").json["card"]
    assert [e["address"] for e in card["emails"]] == ["brand.new@example.com"]


def test_rows_may_be_sorted_and_deleted_and_a_row_without_id_is_a_new_person(place):
    tables = sheets(place)
    shown = tables["Contacts"]
    columns = list(shown.iloc[0])
    body = shown.iloc[1:-5].iloc[::-1]
    new = pd.DataFrame(
        [["", "Zébulon", "Neuf", "Manège SA", *[""] * (len(columns) - 4)]], columns=shown.columns
    )
    tables["Contacts"] = pd.concat([shown.iloc[:1], body, new], ignore_index=True)
    people = len(reseau(place / "home", "people", "--json").json["people"])
    save(place, tables)
    told = reseau(place / "home", "import", place / "people.xlsx", "--json").json
    assert "edits" not in told
    assert told["records"]["created"] == 1
    assert len(reseau(place / "home", "people", "--json").json["people"]) == people + 1
