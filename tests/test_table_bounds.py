"""Files that would fill the memory or never end: refused or read in clear words, and quickly."""

import io
import tracemalloc
import zipfile

import pytest

from adapters.archive import from_bytes
from adapters.table import READER
from sync import app
from sync.model import Problem
from tests.test_table import CONTEXT, problems, read, records

SPACES = " ".join(
    f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in ("office", "table", "text")
)
ODS = "application/vnd.oasis.opendocument.spreadsheet"


def opendocument(rows):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), ODS)
        archive.writestr(
            "content.xml",
            f"<office:document-content {SPACES}><office:body><office:spreadsheet>"
            f'<table:table table:name="A">{rows}</table:table></office:spreadsheet></office:body></office:document-content>',
        )
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS}"/></manifest:manifest>',
        )
    return out.getvalue()


def cell(text, repeat=1):
    return f'<table:table-cell office:value-type="string" table:number-columns-repeated="{repeat}"><text:p>{text}</text:p></table:table-cell>'


HEAD = f"<table:table-row>{cell('Nom')}{cell('E-mail')}</table:table-row>"
ONE = f"<table:table-row>{cell('A B')}{cell('a@example.com')}</table:table-row>"
BLANK = '<table:table-cell table:number-columns-repeated="16383"/>'


def far_corner():
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Nom", "E-mail"])
        sheet.write_row(1, 0, ["A B", "a@example.com"])
        sheet.write(1_048_575, 16_383, "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("a.xlsx", far_corner(), id="one cell in the last corner of Excel"),
        pytest.param(
            "a.ods",
            opendocument(
                f'{HEAD}{ONE}<table:table-row table:number-rows-repeated="1048000">{BLANK}</table:table-row><table:table-row>{BLANK}{cell("x")}</table:table-row>'
            ),
            id="one cell in the last corner of OpenDocument",
        ),
        pytest.param(
            "a.ods",
            opendocument(
                f'{HEAD}<table:table-row table:number-rows-repeated="1000000">{cell("x", 16384)}</table:table-row>'
            ),
            id="one row a million times",
        ),
    ],
)
def test_a_sheet_that_would_fill_the_memory_is_refused_in_words(name, content, tmp_path):
    place = tmp_path / name
    place.write_bytes(content)
    gathered = app.read([str(place)], CONTEXT)
    assert [error.code for error in gathered.unreadable] == ["sheet-too-large"]
    assert [(file.file, file.reason) for file in gathered.files] == [(name, "sheet-too-large")]


def test_blank_rows_to_the_edge_of_an_opendocument_sheet_are_nothing():
    edge = f'<table:table-row table:number-rows-repeated="1048574">{BLANK}</table:table-row>'
    items = read(opendocument(HEAD + ONE + edge), "a.ods")
    assert len(records(items)) == 1
    assert problems(items) == []


def test_thirty_thousand_rows_of_nothing_take_little_memory_and_few_words():
    content = b"Nom;E-mail\nA B;a@example.com\n" + b";\n" * 30_000 + b"C D;c@example.com\n"
    source = from_bytes("input.csv", content)
    read(b"Nom;E-mail\nA B;a@example.com\n")
    tracemalloc.start()
    codes = [item.code for item in READER.read(source, ("input.csv",), CONTEXT) if isinstance(item, Problem)]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert codes == ["columns-guessed", *["empty"] * 10_000, "rows-of-nothing"]
    assert peak < 60_000_000


def test_an_endless_line_costs_itself_only():
    items = read(b"Nom;E-mail\nA B;a@example.com\n" + b"x" * 5_000_000 + b"\nC D;c@example.com\n")
    assert problems(items) == [(2, "line-too-long")]
    assert [record.row for record in records(items)] == [1, 3]


def test_a_quote_that_is_never_closed_is_given_up_soon():
    rows = "".join(f'"P{i};p{i}@example.com\n' for i in range(3_000))
    assert len(records(read("Nom;E-mail\n" + rows))) == 3_000


def test_a_row_of_countless_columns_is_cut():
    items = read("Nom;E-mail\nA B;a@example.com\n" + ";" * 200_000 + "\nC D;c@example.com\n")
    assert [record.row for record in records(items)] == [1, 3]


@pytest.mark.parametrize("name", ["a.xlsx", "a.xls", "a.ods"])
def test_a_damaged_workbook_does_not_cost_the_files_beside_it(name, tmp_path):
    start = {"a.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 5000}.get(
        name, b"PK\x03\x04[Content_Types].xml mimetype"
    )
    (tmp_path / name).write_bytes(start)
    (tmp_path / "b.csv").write_text("Nom;E-mail\nA B;a@example.com\n")
    gathered = app.read([str(tmp_path)], CONTEXT)
    assert [record.card.name.full for record in gathered.records.values()] == ["A B"]
    assert {(file.file, file.adapter) for file in gathered.files} == {(name, ""), ("b.csv", "table")}


def test_every_broken_member_is_told(tmp_path):
    for name in ("a.xls", "b.xls"):
        (tmp_path / name).write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 5000)
    gathered = app.read([str(tmp_path)], CONTEXT, forced="table")
    assert [(file.file, file.reason) for file in gathered.files] == [
        ("a.xls", "archive-broken"),
        ("b.xls", "archive-broken"),
    ]
    assert [(p.file, p.code) for p in gathered.problems] == [
        ("a.xls", "archive-broken"),
        ("b.xls", "archive-broken"),
    ]
