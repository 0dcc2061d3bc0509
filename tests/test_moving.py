"""Moving house: what `export everything` writes is read back into an empty home, and is the same again."""

import json
import os

import pytest

from sync.config.settings import Settings
from sync.usecases import moving
from sync.usecases.exporting import seal
from tests.conftest import SAMPLES
from tests.inprocess import reseau
from tests.reseau import reseau as alone

DEMO = SAMPLES / "demo"


@pytest.fixture(scope="module")
def old(tmp_path_factory):
    """A home in which everything was done once."""
    home = tmp_path_factory.mktemp("old") / "home"
    reseau(home, "import", *sorted(DEMO.glob("*05-20*.zip")), DEMO / "carnet.vcf")
    reseau(home, "import", *sorted(DEMO.glob("*11-18*.zip")), DEMO / "suivi.xlsx", DEMO / "agenda.ics")
    asked = [one for one in reseau(home, "review", "--json").json["questions"] if one["kind"] == "duplicate"]
    for one, verdict in zip(asked, ("same", "different", "unsure"), strict=False):
        reseau(home, "judge", one["id"], verdict)
    reseau(home, "edit", "Sonia Kerbrat", "--tier", "close", "--note", "Zürich")
    reseau(home, "favour", "owed", "Ali Benhaddou", "une introduction")
    reseau(home, "week")
    first, second, third, *_ = reseau(home, "week", "--json").json["touchpoints"]
    reseau(home, "done", first["id"])
    reseau(home, "snooze", second["id"], "2w")
    reseau(home, "skip", third["id"])
    reseau(home, "log", "Ali Benhaddou", "lunch", "--on", "yesterday")
    reseau(home, "hide", "Nadia Benchekroun")
    reseau(home, "campaign", "new", "Vœux 2026", "--tier", "close")
    reseau(home, "trip", "Lyon", "3-dec")
    reseau(home, "forget", "Rémi Pontacq", "--yes")
    reseau(home, "config", "set", "plan.preset", "coach")
    reseau(home, "config", "set", "plan.breaks", "2026-12-24..2027-01-02, 2027-05-07")
    reseau(home, "config", "set", "budget.per_day", "3")
    reseau(home, "config", "set", "serve.lan", "yes")
    (home.parent / "book").mkdir()
    reseau(home, "book", "add", "mine", home.parent / "book")
    return home


EVERY_VIEW = (
    *(
        f"export {form}"
        for form in ("everything", "jscontact", "vcf", "csv", "clusters", "clusters --best", "pairs")
    ),
    *(f"export csv --layout {layout}" for layout in ("google", "outlook", "thunderbird")),
    "export linkage-input",
    "people --json --all",
    "plan --json --dry-run",
    "week --json",
    "report --json",
    "changes --json",
    "review --json",
    "trip --json",
    "campaign list --json",
    "favour list --json",
    "book list --json",
    "feed",
    "feed birthdays",
    "feed digest",
    "backtest --json",
)


def test_nothing_is_lost_on_the_way(old, tmp_path):
    reseau(old, "export", "everything", "-o", tmp_path / "all.json")
    new = tmp_path / "new"
    environment = {"RESEAU_INSTALLATION": ""}
    assert "Everything is here" in reseau(new, "import", tmp_path / "all.json", **environment).err
    everybody = [one["id"] for one in reseau(old, "people", "--json", "--all").json["people"]]
    assert len(everybody) > 250
    lines = [line.split() for line in EVERY_VIEW]
    lines += [["show", "--all", one, "--json"] for one in everybody[::5]]
    for line in lines:
        assert reseau(new, *line, **environment).out == reseau(old, *line, **environment).out, line


def test_the_mark_of_a_move_is_known_wherever_it_stands(old, tmp_path):
    """Read in pieces, one move in seven thousand was not known again."""
    text = reseau(old, "export", "everything").out
    place = text.encode().index(b'"reseau": ')
    for cut in (1, 5, 9):
        blanks = " " * ((65_536 - cut - place) % 65_536)
        (tmp_path / "all.json").write_text(
            text.replace('"reseau": ', f'{blanks}"reseau": ', 1), encoding="utf-8"
        )
        assert moving.is_everything(str(tmp_path / "all.json"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="NO PIPES HERE: none was dropped in")
def test_a_pipe_that_is_dropped_in_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.csv")
    told = alone(tmp_path / "home", "import", tmp_path / "pipe.csv", check=1)
    assert "neither a file nor a folder" in told.err


def test_settings_come_along_but_those_of_the_computer_and_the_users_word_stands(old, tmp_path):
    reseau(old, "export", "everything", "-o", tmp_path / "all.json")
    new = tmp_path / "new"
    reseau(new, "config", "set", "budget.per_day", "1")
    reseau(new, "import", tmp_path / "all.json", "--dry-run")
    assert Settings(new).get("plan.preset") == ""
    reseau(new, "import", tmp_path / "all.json")
    found = Settings(new)
    assert found.get("plan.preset") == "coach"
    assert found.get("plan.breaks") == ["2026-12-24..2027-01-02", "2027-05-07"]
    assert found.get("budget.per_day") == 1
    assert found.get("serve.lan") == "no"


@pytest.mark.parametrize(
    ("name", "text", "whole"),
    [
        ("plan.preset", "pirate", False),
        ("budget.per_week", 99, False),
        ("of.tomorrow", "x", True),
        ("serve.lan", "yes", True),
        ("watch.folder", "/etc", True),
    ],
)
def test_a_setting_that_cannot_be_is_refused_and_one_of_another_computer_passed_over(
    old, tmp_path, name, text, whole
):
    told = json.loads(reseau(old, "export", "everything").out)
    told["settings"] = {name: text}
    told["seal"] = seal(told)
    (tmp_path / "all.json").write_text(json.dumps(told), encoding="utf-8")
    reseau(tmp_path / "new", "import", tmp_path / "all.json", check=0 if whole else 2)
    assert Settings(tmp_path / "new").texts() == {}
    assert bool(reseau(tmp_path / "new", "people", "--json").json["people"]) is whole


def test_whoever_was_forgotten_stays_out_of_the_new_home(old, tmp_path):
    reseau(old, "export", "everything", "-o", tmp_path / "all.json")
    reseau(tmp_path / "new", "import", tmp_path / "all.json")
    reseau(tmp_path / "new", "import", *sorted(DEMO.glob("*11-18*.zip")), DEMO / "carnet.vcf")
    assert "Rémi Pontacq" not in reseau(tmp_path / "new", "people", "--all").out


def test_a_home_that_is_not_empty_is_left_alone(old, tmp_path):
    reseau(old, "export", "everything", "-o", tmp_path / "all.json")
    before = reseau(old, "export", "everything").out
    assert "not empty" in reseau(old, "import", tmp_path / "all.json", check=2).err
    assert reseau(old, "export", "everything").out == before


@pytest.mark.parametrize("harm", ["cut", "changed", "no installation", "a row of another shape", "a day"])
def test_a_file_that_is_not_whole_costs_nothing(old, tmp_path, harm):
    text = reseau(old, "export", "everything").out
    told = json.loads(text)
    if harm == "changed":
        name = next(iter(told["content"]))
        told["content"][name] = "{}"
    elif harm == "no installation":
        told["installation"] = "nobody"
    elif harm == "a row of another shape":
        told["record"][0] = ["x"]
    elif harm == "a day":
        told["record"][0]["first_seen"] = "2026-99-99T00:00:00Z"
    if harm not in ("cut", "a day"):
        del told["seal"]  # what is no more as it should be shows without it, too
    broken = text[: len(text) // 2] + '"reseau": 1' if harm == "cut" else json.dumps(told)
    (tmp_path / "all.json").write_text(broken, encoding="utf-8")
    assert "not whole" in reseau(tmp_path / "new", "import", tmp_path / "all.json", check=2).err
    assert reseau(tmp_path / "new", "people", "--json").json["people"] == []


def test_a_move_of_a_version_that_knew_no_seal_is_taken(old, tmp_path):
    told = json.loads(reseau(old, "export", "everything").out)
    del told["seal"]
    (tmp_path / "all.json").write_text(json.dumps(told), encoding="utf-8")
    reseau(tmp_path / "new", "import", tmp_path / "all.json", RESEAU_INSTALLATION="")
    assert reseau(tmp_path / "new", "people", "--json").out == reseau(old, "people", "--json").out


def test_a_move_can_be_tried_and_taken_back(old, tmp_path):
    reseau(old, "export", "everything", "-o", tmp_path / "all.json")
    new = tmp_path / "new"
    assert reseau(new, "import", tmp_path / "all.json", "--dry-run", "--json").json["people"]["total"] > 100
    assert reseau(new, "people", "--json").json["people"] == []
    reseau(new, "import", tmp_path / "all.json")
    reseau(new, "undo")
    assert reseau(new, "people", "--json").json["people"] == []
