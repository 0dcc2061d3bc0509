"""The same store gives the same bytes on any machine: hash seed, locale, zone of the system, Python (contract §8)."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sync.config.place import find
from sync.messages import Wording
from sync.store import Store, feeds
from sync.usecases import planning, serving
from sync.web import feed as http
from tests.conftest import ROOT
from tests.inprocess import reseau as quick
from tests.reseau import NOW, reseau
from tests.test_publishing import CARDS, TABLE

MACHINES = [
    {"PYTHONHASHSEED": "0", "LC_ALL": "C", "TZ": "UTC"},
    {"PYTHONHASHSEED": "1", "LC_ALL": "C.UTF-8", "TZ": "Pacific/Apia"},
    {"PYTHONHASHSEED": "4242", "LC_ALL": "fr_FR.UTF-8", "TZ": "America/Los_Angeles", "PYTHONUTF8": "0"},
]
FEEDS = ("touchpoints", "birthdays", "digest")


def sources(folder):
    (folder / "suivi.csv").write_text(TABLE, encoding="utf-8")
    (folder / "carnet.vcf").write_text(CARDS, encoding="utf-8")
    return folder / "suivi.csv", folder / "carnet.vcf"


def test_two_homes_with_the_same_imports_give_the_same_bytes_whatever_the_machine(tmp_path):
    files, made = sources(tmp_path), []
    for number, machine in enumerate(MACHINES):
        home = tmp_path / f"home-{number}"
        reseau(home, "import", *files, **machine)
        made.append([reseau(home, "feed", name, "-o", "-", **machine).bytes for name in FEEDS])
    assert made[0] == made[1] == made[2]
    assert all(b"BEGIN:VEVENT" in one for one in made[0])


@pytest.mark.long
@pytest.mark.parametrize("version", ["3.12", "3.13", "3.14"])
def test_another_python_gives_the_same_bytes(version, tmp_path):
    if sys.version.startswith(version + "."):
        pytest.skip("this is the Python that all the other tests run on")
    python = shutil.which(f"python{version}")
    # Beside this Python, where .ci/setup puts it; a python3.x on the way may be a stand-in that only says it is not there.
    uv = shutil.which("uv", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]))
    if python is None or uv is None or subprocess.run([python, "-V"], capture_output=True).returncode:
        pytest.skip(f"PYTHON {version} OR UV IS NOT HERE: its bytes were not compared")
    place = tmp_path / "venv"
    for words in (
        [uv, "venv", "-q", "--python", python, str(place)],
        [uv, "pip", "install", "-q", "--python", str(place / "bin" / "python"), str(ROOT)],
    ):
        subprocess.run(words, check=True, timeout=600)
    files, home = sources(tmp_path), tmp_path / "home"
    reseau(home, "import", *files)
    ours = [reseau(home, "feed", name, "-o", "-").bytes for name in FEEDS]
    env = {
        **os.environ,
        "RESEAU_NOW": NOW,
        "RESEAU_TZ": "Europe/Paris",
        "RESEAU_REGION": "FR",
        "RESEAU_LANG": "en",
    }
    theirs = [
        subprocess.run(
            [str(place / "bin" / "reseau"), "--home", str(home), "feed", name, "-o", "-"],
            capture_output=True,
            check=True,
            env=env,
        ).stdout
        for name in FEEDS
    ]
    assert theirs == ours


def test_a_client_that_asks_whether_anything_is_new_costs_no_planning(tmp_path, monkeypatch):
    home = tmp_path / "home"
    quick(home, "import", *sources(tmp_path))
    place = find(
        {"RESEAU_HOME": str(home), "RESEAU_NOW": NOW, "RESEAU_TZ": "Europe/Paris", "RESEAU_REGION": "FR"}
    )
    from sync import app

    planned = []
    plan = planning.plan
    monkeypatch.setattr(planning, "plan", lambda *words: planned.append(1) or plan(*words))
    cache = serving.Cache(lambda store, place, name: app.feed_bytes(store, place, name, Wording("en")))

    def ask(**headers):
        with Store.open(home) as store:
            told = http.answer("GET", headers, cache.get(store, place, "touchpoints"))
            feeds.note_fetch(store, "touchpoints", place.at, "a client")
        return told

    first = ask()
    assert (first.status, len(planned)) == (200, 1)
    for _ in range(3):
        assert ask(**{"if-none-match": first.headers["ETag"]}).status == 304
        assert ask(**{"if-modified-since": first.headers["Last-Modified"]}).status == 304
        assert ask().body == first.body
    assert len(planned) == 1
    quick(home, "snooze", "delaunay", "2026-12-07")
    planned.clear()
    assert ask(**{"if-none-match": first.headers["ETag"]}).status == 200
    assert len(planned) == 1
