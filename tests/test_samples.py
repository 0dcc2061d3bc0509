"""The samples are the specification of the readers: `samples/<adapter>/<case>/`.

A case holds `input` (a file `input.*` or a folder `input/`), `expected.json` in the shape of
`reseau read --json`, and perhaps `options.json` (`now`, `zone`, `region`, `me`, `forced`). Lists in
`expected.json` are compared whole; `files`, `owner` and any list may be left out. Keys of interactions
are hashes and `path` is the machine's: neither is compared.
"""

import json
import shutil
import zipfile
from datetime import datetime

import pytest

from sync import app, contract
from sync.ports import Context, Unreadable
from tests.conftest import SAMPLES

ADAPTERS = ("linkedin", "vcard", "calendar", "table")
CASES = sorted(place.parent for adapter in ADAPTERS for place in (SAMPLES / adapter).glob("*/expected.json"))
IDS = [f"{case.parent.name}/{case.name}" for case in CASES]


def input_of(case):
    """Return the one input of a case."""
    found = [place for place in case.iterdir() if place.name == "input" or place.name.startswith("input.")]
    assert len(found) == 1, f"{case} needs exactly one input"
    return found[0]


def options_of(case):
    """Return the reading context of a case and the reader the user names, if any."""
    place = case / "options.json"
    told = json.loads(place.read_text()) if place.exists() else {}
    context = Context(
        now=datetime.fromisoformat(told.get("now", "2026-11-22T08:00:00+00:00")),
        zone=told.get("zone", "Europe/Paris"),
        region=told.get("region", "FR"),
        me=frozenset(told.get("me", ())),
        salt=b"samples",
    )
    return context, told.get("forced", "")


def shown(gathered):
    """Return what was read in the contract's shape, without what differs between machines."""
    files = [
        {
            key: value
            for key, value in vars(report).items()
            if key != "path" and (value or key in ("adapter", "rows", "contacts", "interactions", "skipped"))
        }
        for report in gathered.files
    ]
    for file in files:
        file["adapter"] = file["adapter"] or None
    interactions = [contract.interaction(interaction) for interaction in gathered.interactions]
    for interaction in interactions:
        del interaction["key"]
    return {
        "files": files,
        "owner": contract.owner(gathered.owner),
        "contacts": [contract.contact(record) for record in gathered.records.values()],
        "interactions": interactions,
        "problems": [
            {"file": p.file, "row": p.row, "code": p.code, "skipped": p.skipped} for p in gathered.problems
        ],
    }


def whole(value):
    """Sort objects that have no order of their own."""
    return sorted(value, key=lambda item: json.dumps(item, sort_keys=True, ensure_ascii=False))


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_a_sample_is_read_as_its_expected_file_says(case):
    expected = json.loads((case / "expected.json").read_text(encoding="utf-8"))
    context, forced = options_of(case)
    got = shown(app.read([str(input_of(case))], context, forced=forced))
    for part in expected:
        if isinstance(expected[part], list):
            assert whole(got[part]) == whole(expected[part]), part
        else:
            assert got[part] == expected[part], part


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_rows_add_up(case):
    context, forced = options_of(case)
    for report in app.read([str(input_of(case))], context, forced=forced).files:
        assert (
            report.skipped
            <= report.rows
            <= report.contacts + report.interactions + report.facts + report.skipped
        )


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_the_reader_named_by_the_folder_claims_the_sample(case):
    context, forced = options_of(case)
    adapters_used = {
        report.adapter for report in app.read([str(input_of(case))], context, forced=forced).files
    }
    assert adapters_used - {""} <= {case.parent.name}


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_a_sample_cut_anywhere_gives_values_and_no_exception(case, tmp_path):
    place = input_of(case)
    context, forced = options_of(case)
    files = [p for p in place.rglob("*") if p.is_file()] if place.is_dir() else [place]
    for file in files:
        content = file.read_bytes()
        cuts = sorted({int(len(content) * part / 12) for part in range(12)} | {max(0, len(content) - 1)})
        for cut in cuts:
            copy = tmp_path / file.name
            copy.write_bytes(content[:cut])
            app.read([str(copy)], context, forced=forced)


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_a_sample_reads_the_same_from_a_zip_and_stays_untouched(case, tmp_path):
    place = input_of(case)
    if place.suffix in (".zip", ".xlsx", ".ods", ".xlsb"):
        pytest.skip("an archive already")
    context, forced = options_of(case)
    files = [p for p in sorted(place.rglob("*")) if p.is_file()] if place.is_dir() else [place]
    before = [file.read_bytes() for file in files]
    base = place if place.is_dir() else place.parent
    packed = tmp_path / "packed.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            archive.write(file, file.relative_to(base).as_posix())
    from_zip = shown(app.read([str(packed)], context, forced=forced))
    from_disk = shown(app.read([str(place)], context, forced=forced))
    for part in from_disk:
        if isinstance(from_disk[part], list):
            assert whole(from_zip[part]) == whole(from_disk[part]), part
        else:
            assert from_zip[part] == from_disk[part], part
    assert [file.read_bytes() for file in files] == before
    shutil.rmtree(tmp_path, ignore_errors=True)


def test_a_path_that_is_not_there_is_said(tmp_path):
    gathered = app.read([str(tmp_path / "nothing.vcf")], options_of(tmp_path)[0])
    assert [error.code for error in gathered.unreadable] == ["file-missing"]
    assert isinstance(gathered.unreadable[0], Unreadable)
