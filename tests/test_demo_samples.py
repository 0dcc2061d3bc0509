"""The demo's files come out of their script, and nobody in them is real."""

import csv
import io
import re
import subprocess
import sys
import zipfile

import pytest

from tests.conftest import SAMPLES

DEMO = SAMPLES / "demo"
ZIPS = [
    "Complete_LinkedInDataExport_05-20-2026.zip",
    "Complete_LinkedInDataExport_11-18-2026.zip",
    "suivi.xlsx",
]
TEXTS = ["carnet.vcf", "agenda.ics", "truth.csv", "changes.csv", "README.md"]


def members(place):
    with zipfile.ZipFile(place) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The demo, written again by its script."""
    folder = tmp_path_factory.mktemp("demo")
    subprocess.run([sys.executable, "-B", DEMO / "make.py", folder], check=True)
    return folder


@pytest.mark.parametrize("name", TEXTS)
def test_the_script_writes_the_very_same_bytes(made, name):
    assert (made / name).read_bytes() == (DEMO / name).read_bytes()


@pytest.mark.parametrize("name", ZIPS)
def test_the_script_writes_the_very_same_members(made, name):
    # Compared unpacked: another zlib may pack the same bytes in another way.
    assert members(made / name) == members(DEMO / name)


def everything():
    yield from ((name, (DEMO / name).read_bytes().replace(b"\r\n ", b"").decode()) for name in TEXTS)
    for name in ZIPS:
        yield from ((f"{name}/{inner}", content.decode()) for inner, content in members(DEMO / name).items())


def test_every_mail_address_ends_in_a_reserved_name():
    for name, text in everything():
        for found in re.findall(r"[\w.+-]+@[\w.-]+\w", text):
            assert found.endswith((".example", "@example.com", "@example.org", "@example.net")), (name, found)


def test_every_french_number_is_one_kept_for_fiction():
    for name, text in everything():
        for found in re.findall(r"(?:\+33[ -]?|\b0)[1-9](?:[ -]\d\d){4}", text):
            digits = re.sub(r"^\+33|^0|\D", "", found)
            assert digits.startswith(("63998", "19900")), (name, found)


def test_the_truth_names_each_record_once():
    rows = list(csv.DictReader(io.StringIO((DEMO / "truth.csv").read_text(encoding="utf-8"))))
    assert len({(row["source"], row["key"]) for row in rows}) == len(rows)
    assert {row["source"] for row in rows} == {"linkedin", "vcard", "calendar", "table"}


def test_half_a_year_changes_what_the_page_says():
    rows = list(csv.DictReader(io.StringIO((DEMO / "changes.csv").read_text(encoding="utf-8"))))
    kinds = [row["kind"] for row in rows]
    counts = {kind: kinds.count(kind) for kind in set(kinds)}
    assert counts == {"moved": 25, "retitled": 15, "retired": 2, "renamed": 1, "vanished": 6, "new": 20}
