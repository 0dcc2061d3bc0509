"""What is no export is left alone, whatever stands in it, and is named as unused; odd exports are still read."""

import sqlite3
from pathlib import Path

import pytest

from sync.usecases.reading import is_binary
from tests.conftest import ROOT, SAMPLES
from tests.inprocess import reseau

TEXTS = [
    "README.md",
    "docs/privacy.md",
    "docs/plan.md",
    "sync/merge.py",
    "sync/cli/people.py",
    "adapters/linkedin/people.py",
]


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "drop"
    place.mkdir()
    for text in TEXTS:
        (place / text.replace("/", "-")).write_bytes((ROOT / text).read_bytes())
    (place / "picture.png").write_bytes(
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40 + b"BEGIN:VCARD\r\nFN:x\r\n"
    )
    database = sqlite3.connect(place / "some.db")
    database.execute("CREATE TABLE card (text)")
    database.execute(
        "INSERT INTO card VALUES (?)", ("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ghost\r\nEND:VCARD\r\n",)
    )
    database.commit()
    database.close()
    return place


def test_prose_programs_pictures_and_databases_give_nobody(home, folder):
    told = reseau(home, "read", folder, "--json", check=None).json
    assert told["contacts"] == []
    assert {file["file"]: file["adapter"] for file in told["files"]} == dict.fromkeys(
        ["picture.png", "some.db", *(text.replace("/", "-") for text in TEXTS)]
    )


def test_a_list_of_any_name_is_read(home, tmp_path):
    place = tmp_path / "people.backup-2"
    place.write_text("Nom;Prénom;Mail\nDurand;Zoé;zoe@example.org\nDupont;Jean\n", encoding="utf-8")
    assert len(reseau(home, "read", place, "--json").json["contacts"]) == 2


INPUTS = [
    place
    for adapter in ("linkedin", "vcard", "calendar", "table")
    for case in sorted((SAMPLES / adapter).iterdir())
    for place in ([case] if case.is_file() else sorted(Path(case).rglob("input*")))
    if place.is_file() and place.name.startswith("input")
]


@pytest.mark.parametrize("place", INPUTS, ids=lambda place: f"{place.parent.parent.name}/{place.parent.name}")
def test_no_sample_is_taken_for_a_binary(place):
    assert not is_binary(place.read_bytes()[:65536])


@pytest.mark.parametrize("year", ["0001", "9999"])
def test_a_clock_at_the_end_of_time_is_refused(home, year):
    told = reseau(home, "week", check=2, RESEAU_NOW=f"{year}-01-02T00:00:00Z")
    assert "RESEAU_NOW" in told.err


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("tiny.vcf", "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:nul\0 nul\0\r\nORG:nul\0 nul\0\r\nEND:VCARD\r\n"),
        ("bom.vcf", "\ufeffbegin:vcard\nVERSION:3.0\nFN:Zo\0\0\0\0\0\0\0\0\0\0\0e\nEND:VCARD\n"),
        ("tiny.csv", "Nom;Mail\nnul\0 nul\0;p0@example.org\n"),
    ],
)
def test_a_small_file_with_a_few_bytes_of_zero_is_read(tmp_path, name, text):
    (tmp_path / name).write_text(text, encoding="utf-8", newline="")
    told = reseau(tmp_path / "home", "import", tmp_path / name)
    assert "1 new" in told.out + told.err
