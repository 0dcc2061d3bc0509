"""What is fetched from npm is what was pinned; without npm there is a page all the same."""

import json
import os
import re

import pytest

from sync.messages import Wording
from sync.web import view
from tests.conftest import ROOT
from tools import assets


@pytest.fixture
def npm(tmp_path, monkeypatch):
    """Return a function that puts a program named npm, which does what its text says, before all others."""
    folder = tmp_path / "bin"
    folder.mkdir()

    def put(text):
        (folder / "npm").write_text(f"#!/bin/sh\n{text}\n")
        (folder / "npm").chmod(0o755)

    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return put


@pytest.fixture
def checkout(tmp_path):
    """Return a folder with what the fetching needs of a checkout."""
    root = tmp_path / "checkout"
    (root / assets.PLACE.parent).mkdir(parents=True)
    for name in assets.PINNED:
        (root / name).write_bytes((ROOT / name).read_bytes())
    return root


def test_the_lock_names_one_version_and_its_hash_and_no_address():
    wanted = json.loads((ROOT / "package.json").read_text())["dependencies"]
    text = (ROOT / "package-lock.json").read_text()
    locked = {k: v for k, v in json.loads(text)["packages"].items() if k}
    assert set(locked) == {f"node_modules/{name}" for name in wanted}
    for name, version in wanted.items():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version)
        assert locked[f"node_modules/{name}"]["version"] == version
        assert locked[f"node_modules/{name}"]["integrity"].startswith("sha512-")
    assert "://" not in text


def test_what_is_here_is_what_was_reviewed():
    if not view.has_htmx():
        pytest.skip("NO HTMX HERE (make assets): its files were not checked")
    assert assets.complete(ROOT / assets.PLACE)


def test_without_npm_it_is_said_and_nothing_is_written(checkout, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    with pytest.raises(assets.Missing, match="npm is not installed"):
        assets.fetch(checkout)
    assert not (checkout / assets.PLACE).exists()


def test_what_npm_says_of_this_machine_is_not_repeated(checkout, npm):
    npm(
        "echo 'npm error code ENOTFOUND' >&2; echo 'npm error request to https://inside.example/x' >&2; exit 1"
    )
    with pytest.raises(assets.Missing) as told:
        assets.fetch(checkout)
    assert str(told.value) == "npm could not fetch them (ENOTFOUND)"
    assert not (checkout / assets.PLACE).exists()


def test_a_file_that_is_another_is_not_taken(checkout, npm):
    files = [f"node_modules/{path}" for path, _ in assets.FILES.values()]
    npm("".join(f"mkdir -p $(dirname {one}); echo other > {one}; " for one in files))
    with pytest.raises(assets.Missing, match="is not the file that was reviewed"):
        assets.fetch(checkout)
    assert not (checkout / assets.PLACE).exists()


@pytest.mark.parametrize("there", [True, False])
def test_a_page_asks_for_htmx_only_where_it_is(tmp_path, monkeypatch, there):
    monkeypatch.setattr(view, "ASSETS", tmp_path)
    for name in view.SCRIPTS if there else view.SCRIPTS[:1]:
        (tmp_path / name).write_text("// a script")
    shown = view.render(Wording("en"), "reading.html", here="/import", title="t", id="0", told=["one"])
    text = shown.body.decode()
    assert ('<script src="/htmx.js"' in text) is there
    # Who has no script is brought on by the page itself.
    refresh = '<meta http-equiv="refresh" content="2">'
    assert refresh in text
    assert (f"<noscript>{refresh}</noscript>" in text) is there
