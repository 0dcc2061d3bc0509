"""Excel as a tool: people out, edited there, and read back as exactly the edits made."""

import io
import tempfile
from datetime import datetime

import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from adapters.table.workbook import BASE_SHEET, PersonRow, in_words, write_xlsx
from sync.model import (
    Anniversary,
    Card,
    Email,
    Fact,
    Interaction,
    Organization,
    Phone,
    Problem,
    Property,
    Title,
)
from sync.normalize import names
from tests.test_table import read, records


def person(number):
    return PersonRow(
        f"id-{number:03}",
        Card(
            name=names.person(given="Jean", surname=f"Dupont{number}"),
            emails=(Email(f"p{number}@example.com"), Email(f"q{number}@example.org")),
            phones=(Phone(f"+3363998{number:04}"),),
            organizations=(Organization("=cmd|' /C calc'!A0" if number == 7 else "Acme"),),
            titles=(Title("DAF"),),
            anniversaries=(Anniversary("birth", "--03-15" if number % 2 else "1985-03-15"),),
            keywords=("golf", "clients"),
            notes=("première", "+ deux"),
            cadence=("P3M", "P6W", "", "P1Y")[number % 4],
        ),
        ("close", "active", "network", "")[number % 4],
        "2026-03-15" if number % 3 else "",
    )


def sheets_of(content):
    with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
        return {name: list(map(list, book.get_sheet_by_name(name).iter_rows())) for name in book.sheet_names}


def saved_again(sheets):
    """Return a workbook with these cells, as a spreadsheet would save it."""
    out = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False}
    with pd.ExcelWriter(out, engine="xlsxwriter", engine_kwargs={"options": options}) as writer:
        for name, rows in sheets.items():
            pd.DataFrame(rows, dtype=object).to_excel(writer, sheet_name=name, index=False, header=False)
    return out.getvalue()


def facts(items, kind="edit"):
    return [dict(item.values) for item in items if isinstance(item, Fact) and item.kind == kind]


@pytest.fixture(scope="module")
def exported():
    return write_xlsx([person(i) for i in range(300)], "fr")


def test_nothing_edited_gives_no_edit(exported):
    items = read(exported, "réseau.xlsx")
    assert facts(items) == []
    assert len(facts(items, "unchanged")) == 300
    assert [item.code for item in items if isinstance(item, Problem)] == []


def test_three_hundred_rows_give_exactly_the_edits_made(exported):
    sheets = sheets_of(exported)
    rows = sheets["Contacts"]
    column = {heading: i for i, heading in enumerate(rows[0])}
    rows[5][column["Cercle"]] = "veille"
    rows[9][column["Cadence"]] = "tous les 2 mois"
    rows[12][column["Dernier contact"]] = datetime(2026, 11, 20)
    rows[13][column["Dernier contact"]] = "19/11/2026"
    rows[20][column["Notes"]] = "tout autre chose"
    rows[33][column["Société"]] = ""
    rows[299][column["E-mail"]] = "neuf@example.com; p298@example.com"
    # What is no edit: a cell rewritten in another form.
    rows[40][column["Cadence"]] = {
        "": "",
        "tous les 3 mois": "P3M",
        "toutes les 6 semaines": "every 6 weeks",
        "tous les ans": "annuel",
    }[rows[40][column["Cadence"]]]
    rows[41][column["Téléphone"]] = 639980040
    header, body = rows[0], rows[1:]
    sheets["Contacts"] = [header, *reversed(body)]
    found = {
        (f["person"], f["field"], f["before"], f["after"])
        for f in facts(read(saved_again(sheets), "réseau.xlsx"))
    }
    assert found == {
        ("id-004", "tier", "close", "watch"),
        ("id-008", "cadence", "P3M", "P2M"),
        ("id-011", "last_contact", "2026-03-15", "2026-11-20"),
        ("id-012", "last_contact", "", "2026-11-19"),
        ("id-019", "notes", "première\n+ deux", "tout autre chose"),
        ("id-032", "company", "Acme", ""),
        ("id-298", "emails", "p298@example.com; q298@example.org", "neuf@example.com; p298@example.com"),
    }


def test_a_deleted_row_changes_nothing_and_a_new_one_is_a_new_person(exported):
    sheets = sheets_of(exported)
    header, *body = sheets["Contacts"]
    new = ["", "Zoé", "Noël", "", "", "zoe@example.com"] + [""] * (len(header) - 6)
    sheets["Contacts"] = [header, *body[10:], new]
    items = read(saved_again(sheets), "réseau.xlsx")
    assert facts(items) == []
    assert len(facts(items, "unchanged")) == 290
    assert [r.card.name.full for r in records(items) if not r.key.startswith("id-")] == ["Zoé Noël"]


def test_deleted_columns_are_no_edits(exported):
    sheets = sheets_of(exported)
    sheets["Contacts"] = [row[:3] for row in sheets["Contacts"]]
    assert facts(read(saved_again(sheets), "réseau.xlsx")) == []


def test_what_cannot_be_understood_is_told_and_is_no_edit(exported):
    sheets = sheets_of(exported)
    column = {heading: i for i, heading in enumerate(sheets["Contacts"][0])}
    sheets["Contacts"][1][column["Cadence"]] = "quand j'y pense"
    sheets["Contacts"][2][column["Dernier contact"]] = "31/02/2026"
    sheets["Contacts"][3][column["Cercle"]] = "A"
    items = read(saved_again(sheets), "réseau.xlsx")
    assert facts(items) == []
    assert [(p.row, p.code) for p in items if isinstance(p, Problem)] == [
        (1, "edit-unclear"),
        (2, "edit-unclear"),
        (3, "edit-unclear"),
    ]


def test_an_id_nobody_has_is_told(exported):
    sheets = sheets_of(exported)
    sheets["Contacts"][1][0] = "id-inventé"
    items = read(saved_again(sheets), "réseau.xlsx")
    assert [p.code for p in items if isinstance(p, Problem)] == ["person-unknown"]
    assert facts(items) == []


def test_saved_as_csv_it_tells_all_fields_for_comparison(exported):
    rows = sheets_of(exported)["Contacts"][:3]
    items = read(pd.DataFrame(rows[1:], columns=rows[0]).to_csv(index=False, sep=";"), "réseau.csv")
    told = facts(items, "row")
    assert [fact["person"] for fact in told] == ["id-000", "id-001"]
    assert told[1]["last_contact"] == "2026-03-15"
    assert told[1]["tier"] == "active"


def test_its_people_are_records_too(exported):
    first = records(read(exported, "réseau.xlsx"))[0]
    assert (first.key, first.card.cadence) == ("id-000", "P3M")
    assert first.card.extra == (Property("X-RESEAU-TIER", "close"),)
    assert all(isinstance(i.date, str) for i in read(exported, "réseau.xlsx") if isinstance(i, Interaction))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_sheet_holds_texts_and_days_only_and_the_same_bytes_each_time(language):
    people = [person(i) for i in range(9)]
    content = write_xlsx(people, language)
    assert content == write_xlsx(people, language)
    cells = [cell for row in sheets_of(content)["Contacts"] for cell in row]
    assert "=cmd|' /C calc'!A0" in cells
    assert BASE_SHEET in sheets_of(content)


def test_nobodys_data_pass_through_the_folder_for_temporary_files(monkeypatch):
    def refused(*arguments, **more):
        raise AssertionError("a file outside of the home")

    for name in ("mkstemp", "mkdtemp", "NamedTemporaryFile", "TemporaryFile"):
        monkeypatch.setattr(tempfile, name, refused)
    assert "Contacts" in sheets_of(write_xlsx([person(1)]))


@pytest.mark.parametrize(
    ("cadence", "english", "french"),
    [
        ("P3M", "every 3 months", "tous les 3 mois"),
        ("P1W", "every week", "toutes les semaines"),
        ("P1Y", "every year", "tous les ans"),
        ("P2M15D", "P2M15D", "P2M15D"),
    ],
)
def test_a_cadence_is_written_in_words(cadence, english, french):
    assert (in_words(cadence), in_words(cadence, "fr")) == (english, french)
