"""The backtest: is whom the owner contacts next foreseen, and by which formula? Expected values are worked out by hand."""

import json
from datetime import date, timedelta

import pytest

from sync.model import Interaction, Party
from sync.touchpoints import backtest
from sync.touchpoints.strength import FORMULAS
from tests.inprocess import reseau

START = date(2025, 1, 1)


def message(number, day, who, direction="sent"):
    at = f"{START + timedelta(days=day)}T10:00:{number % 60:02}Z"
    return Interaction(
        "log", f"{day} {who} {direction}", "", number, "message", (Party(who),), at=at, direction=direction
    ), (who,)


def steady(days=300):
    """Return a log: two friends written to every few days and answering, and every day a stranger who writes once."""
    log = []
    for day in range(days):
        log.append(message(day, day, f"stranger{day}", "received"))
        if day % 4 == 0:
            log += [message(day, day, friend) for friend in ("ann", "bob")]
        if day % 4 == 1:
            log += [message(day, day, friend, "received") for friend in ("ann", "bob")]
    return log


@pytest.mark.parametrize(
    ("ranked", "positives", "expected"),
    [
        ("abc", "a", 1.0),
        ("abc", "c", 1 / 3),
        ("abcd", "bd", (1 / 2 + 2 / 4) / 2),
        ("ab", "", 0.0),
    ],
)
def test_average_precision(ranked, positives, expected):
    assert backtest.precision(list(ranked), set(positives)) == pytest.approx(expected)


def test_friends_are_foreseen_among_strangers_who_wrote_last():
    found = backtest.run({"me": steady()})
    scores = {score.name: score for score in found.scores}
    assert list(scores) == ["random", "recent", "count", *(name for name in FORMULAS if name != "recent")]
    # A stranger wrote after both friends on most days; the friends come first by any measure of the tie.
    assert scores["g2"].map == pytest.approx(1.0)
    assert scores["recent"].map < 0.9
    assert scores["random"].map < 0.5
    assert (found.reason, found.horizon_days) == ("best", 30)
    assert found.interval[0] <= found.difference <= found.interval[1]
    assert found.interval[0] > 0


def test_the_log_of_a_short_time_keeps_the_default():
    found = backtest.run({"me": steady(40)})
    assert (found.chosen, found.reason) == ("g2", "few")


def test_where_recency_is_all_recency_is_used():
    # Each day the one who wrote yesterday is answered, once: nothing but recency tells whom.
    log = [message(day, day, f"p{day}", "received") for day in range(400)]
    log += [message(day, day + 1, f"p{day}") for day in range(400)]
    found = backtest.run({"me": log})
    assert found.chosen in ("recent", "g8", "g5", "g3")
    scores = {score.name: score.map for score in found.scores}
    assert max(scores[found.chosen], scores["recent"]) == pytest.approx(max(scores.values()))


def test_an_empty_log_says_so_instead_of_dividing_by_nothing():
    found = backtest.run({"me": []})
    assert (found.cases, found.chosen, found.reason) == (0, "g2", "few")


def test_who_answers_after_a_long_silence():
    log = []
    for who, answers in (("kind", True), ("cold", False)):
        log += [message(n, day, who) for n, day in enumerate((0, 5, 10, 15))]
        log.append(message(5, 200, who))
        if answers:
            log.append(message(6, 210, who, "received"))
    found = backtest.run({"me": log}).dormant
    assert (found.written, found.answered) == (2, 1)


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
