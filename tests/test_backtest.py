"""The backtest: is whom the owner contacts next foreseen, and by which formula? Expected values are worked out by hand."""

from datetime import date, timedelta

import pytest

from sync.model import Interaction, Party
from sync.touchpoints import backtest
from sync.touchpoints.strength import FORMULAS

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
