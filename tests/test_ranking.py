"""`reseau backtest` and `reseau tool rank`: the ranking measured from the command line, and kept."""

import json

import pytest

from sync.touchpoints.strength import FORMULAS
from tests.inprocess import reseau
from tests.test_backtest import steady


def test_a_log_is_measured_from_the_command_line_and_changes_nothing(tmp_path):
    lines = ["from,to,at"]
    for one, who in steady():
        pair = ("me", who[0]) if one.direction == "sent" else (who[0], "me")
        lines.append(",".join((*pair, one.at)))
    (tmp_path / "log.csv").write_text(
        "\n".join([*lines, "broken", "a,a,2025-01-01", "a,b,never"]), encoding="utf-8"
    )
    told = reseau(tmp_path / "home", "backtest", tmp_path / "log.csv", "--json").json
    assert set(told["scores"][0]) == {"name", "map", "recall10"}
    assert told["contacts"] == len(steady())
    assert told["chosen"] in FORMULAS
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize(("content", "word"), [("a,b\n", "from"), ("from,to,at\nx,x,1\n", "two people")])
def test_a_log_that_is_none_says_what_is_missing(tmp_path, content, word):
    (tmp_path / "log.csv").write_text(content, encoding="utf-8")
    assert word in reseau(tmp_path / "home", "backtest", tmp_path / "log.csv", check=2).err


TABLE = "id;Nom;Prénom;Mail\n1;Delaunay;Zoé;zoe@example.org\n2;Fabre;Ali;ali@example.org\n"


@pytest.fixture
def home(tmp_path):
    (tmp_path / "t.csv").write_text(TABLE, encoding="utf-8")
    reseau(tmp_path / "home", "import", tmp_path / "t.csv")
    return tmp_path / "home"


def test_the_rank_of_a_day_knows_nothing_of_later_days(home):
    reseau(home, "log", "Fabre", "call", "--on", "2026-03-01")
    for day in ("2026-09-01", "2026-10-01", "2026-11-01"):
        reseau(home, "log", "Delaunay", "lunch", "--on", day)
    names = [
        one["name"] for one in json.loads(reseau(home, "tool", "rank", "--on", "2026-11-15", "--json").out)
    ]
    assert names == ["Zoé Delaunay", "Ali Fabre"]
    early = json.loads(reseau(home, "tool", "rank", "--on", "2026-04-01", "--json").out)
    assert [one["name"] for one in early] == ["Ali Fabre"]
    assert set(early[0]) >= {"person", "score"}


def test_a_short_history_leaves_the_setting_alone(home):
    reseau(home, "config", "set", "plan.formula", "g5")
    assert "Too little history" in reseau(home, "backtest").err
    assert reseau(home, "config", "get", "plan.formula").out.strip() == "g5"


def test_the_formula_that_was_chosen_is_used_unless_it_was_a_trial(tmp_path):
    lines = ["FROM,TO,DATE,SENDER PROFILE URL,RECIPIENT PROFILE URLS,CONTENT,FOLDER"]
    me = "https://www.linkedin.com/in/me"
    for one, (who,) in steady(600):
        url = f"https://www.linkedin.com/in/{who}"
        name = f"{who.title()} Person"
        pair = (
            ("Me Myself", name, one.at, me, url)
            if one.direction == "sent"
            else (name, "Me Myself", one.at, url, me)
        )
        a, b, at, u, v = pair
        lines.append(f"{a},{b},{at[:19].replace('T', ' ')} UTC,{u},{v},hello {one.key},INBOX")
    folder = tmp_path / "export"
    folder.mkdir()
    (folder / "messages.csv").write_text("\n".join(lines), encoding="utf-8")
    (folder / "Profile.csv").write_text("First Name,Last Name\nMe,Myself\n", encoding="utf-8")
    home = tmp_path / "home"
    reseau(home, "import", folder)
    trial = reseau(home, "backtest", "--dry-run", "--json").json
    assert trial["reason"] == "best"
    assert reseau(home, "config", "get", "plan.formula").out.strip() == "g2"
    assert reseau(home, "backtest", "--json").json == trial
    assert reseau(home, "config", "get", "plan.formula").out.strip() == trial["chosen"]
