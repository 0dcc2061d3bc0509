"""The page on how to write an adapter is followed to the letter: its module is put in place and reads its sample."""

import json
import re
import sys
from pathlib import Path

import pytest

import adapters
from sync import app
from sync.ports import Context, Unreadable
from tests.test_samples import options_of, shown

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs/adapters/writing.md").read_text(encoding="utf-8")


def block(language):
    return re.search(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)[1]


@pytest.fixture
def case(tmp_path, monkeypatch):
    """Follow the page: the module where adapters are found, the sample in a folder."""
    place = tmp_path / "adapters"
    place.mkdir()
    (place / "mutt.py").write_text(block("python"), encoding="utf-8")
    monkeypatch.setattr(adapters, "__path__", [*adapters.__path__, str(place)])
    case = tmp_path / "plain"
    case.mkdir()
    (case / "input.txt").write_text(block("text"), encoding="utf-8")
    (case / "expected.json").write_text(block("json"), encoding="utf-8")
    yield case
    sys.modules.pop("adapters.mutt", None)
    vars(adapters).pop("mutt", None)


def read(case, text=None) -> dict:
    if text is not None:
        (case / "input.txt").write_bytes(text)
    context: Context = options_of(case)[0]
    return shown(app.read([str(case / "input.txt")], context))


def test_the_sample_of_the_page_is_read_as_the_page_says(case):
    got = read(case)
    for part, told in json.loads((case / "expected.json").read_text()).items():
        assert got[part] == told, part
    people = [
        (one["name"]["given"], one["name"]["surname"], one["emails"][0]["address"]) for one in got["contacts"]
    ]
    assert people == [("Jean", "Dupont", "jean@example.org"), ("Zoé", "Martin", "zoe@example.org")]


def test_it_gives_values_wherever_the_sample_is_cut(case):
    whole = (case / "input.txt").read_bytes()
    most = 0
    for cut in range(len(whole)):
        try:
            most = max(most, len(read(case, whole[:cut])["contacts"]))
        except Unreadable:
            pytest.fail(f"cut at {cut}")
    assert most == 2


def test_the_page_obeys_the_rules_of_the_house(case):
    for name in re.findall(
        r"`((?:sync|tests|adapters|docs)/[\w/]+\.\w+)`", PAGE + (ROOT / "docs/threat-model.md").read_text()
    ):
        assert name == "adapters/mutt.py" or (ROOT / name).exists(), name
    imported = set(re.findall(r"^from (sync\.\w+)", block("python"), re.MULTILINE))
    assert imported == {"sync.model", "sync.normalize", "sync.ports"}
