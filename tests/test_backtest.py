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


@pytest.mark.parametrize(
    ("span", "horizon"),
    [(44, 7), (45, 14), (119, 14), (120, 30), (729, 30), (730, 90)],
)
def test_the_longer_a_log_the_further_it_is_asked_to_foresee(span, horizon):
    # Two days: the first twentieth of the log, which is left out of its length, holds no line.
    assert backtest._cuts([700_000, 700_000 + span])[0] == horizon


def test_cuts_lie_a_horizon_apart_in_the_last_two_thirds():
    # 45 days make a horizon of 14; the first third ends on day 15.
    assert backtest._cuts([700_000, 700_045]) == (14, [700_000 + 17, 700_000 + 31])
    assert backtest._cuts([]) == (0, [])


def test_of_a_long_log_twelve_cuts_are_taken_back_from_its_end():
    # Ten years in two days: the horizon is 90 days, the first third ends long before the twelfth cut.
    horizon, cuts = backtest._cuts([700_000, 703_650])
    assert (horizon, cuts) == (90, [703_650 - 90 * n for n in range(12, 0, -1)])


def test_a_few_early_lines_do_not_make_a_log_long():
    # Of twenty days the first is left out: what is left spans 18 days, of which the first third is six.
    assert backtest._cuts([600_000, *range(700_001, 700_020)]) == (7, [700_012])
    assert backtest._cuts([600_000, *range(700_001, 700_019)])[0] == 90, "of nineteen none is"


@pytest.mark.parametrize(("known", "cases"), [(9, 0), (10, 1)])
def test_a_moment_at_which_ten_are_known_is_enough(known, cases):
    log = [message(n, 0, f"p{n}") for n in range(known)] + [message(50, 10, "p0")]
    ordered = [(START.toordinal() + day, *one) for day, one in zip([0] * known + [10], log, strict=True)]
    assert len(list(backtest._cases("me", ordered, [START.toordinal() + 5], 7))) == cases


@pytest.mark.parametrize(("day", "cases"), [(5, 0), (6, 1), (12, 1), (13, 0)])
def test_what_is_foreseen_lies_behind_the_cut_and_within_the_horizon(day, cases):
    log = [*(message(n, 0, f"p{n}") for n in range(10)), message(50, day, "p0")]
    ordered = [(backtest._day(one), one, who) for one, who in log]
    assert len(list(backtest._cases("me", ordered, [START.toordinal() + 5], 7))) == cases


@pytest.mark.parametrize(("ranking", "reached"), [("recent", "p9"), ("count", "p3")])
def test_the_plain_rankings_are_by_the_last_day_and_by_the_number(ranking, reached):
    # Ten are known, each from a day of their own; the fourth wrote twice, the tenth last.
    log = [message(n, n, f"p{n}") for n in range(10)]
    log.insert(4, message(40, 3, "p3"))
    log.append(message(50, 12, reached))
    ordered = [(backtest._day(one), one, who) for one, who in log]
    (found,) = backtest._cases("me", ordered, [START.toordinal() + 10], 7)
    assert found.precision[ranking] == 1.0
    assert found.recall[ranking] == 1.0


def test_recall_is_the_share_of_those_reached_who_stand_among_the_first_ten():
    # Eleven are known; the last and the first of them are reached, who stand first and eleventh by the last day.
    log = [*(message(n, n, f"p{n}") for n in range(11)), message(50, 12, "p10"), message(51, 13, "p0")]
    ordered = [(backtest._day(one), one, who) for one, who in log]
    (found,) = backtest._cases("me", ordered, [START.toordinal() + 10], 7)
    assert found.recall["recent"] == 0.5
    assert found.precision["recent"] == pytest.approx((1 / 1 + 2 / 11) / 2)


def case(cut, **precision):
    """Return a case in which all formulas do as well as `rest`, but for those named."""
    rest = precision.pop("rest", 0.5)
    found = dict.fromkeys((*backtest.BASELINES, *FORMULAS), rest) | precision
    return backtest.Case("me", cut, found, found)


def test_of_formulas_equal_to_four_digits_the_default_is_chosen():
    cuts = (1, 2, 3)
    assert backtest._choose([case(cut, g2=0.60001, g5=0.60004) for cut in cuts], 300) == ("g2", "best")
    assert backtest._choose([case(cut, g2=0.6, g5=0.6002) for cut in cuts], 300) == ("g5", "best")


def test_the_last_moment_takes_no_part_in_the_choice_and_may_forbid_it():
    cases = [case(1, g5=0.6), case(2, g5=0.6), case(3, g3=0.9, g5=0.6)]
    assert backtest._choose(cases, 300) == ("g5", "best")
    cases = [case(1, g5=0.6), case(2, g5=0.6), case(3, g5=0.1, recent=0.8)]
    assert backtest._choose(cases, 300) == ("recent", "recent")


@pytest.mark.parametrize(("cuts", "contacts", "reason"), [(3, 300, "best"), (2, 300, "few"), (3, 299, "few")])
def test_below_three_moments_or_three_hundred_contacts_nothing_is_chosen(cuts, contacts, reason):
    cases = [case(cut, g5=0.6) for cut in range(cuts)]
    assert backtest._choose(cases, contacts) == ("g5" if reason == "best" else "g2", reason)


def test_how_often_an_answering_one_ranked_above_a_silent_one():
    # Three days of messages, then half a year of silence. Of the three who are written to again, the one with most
    # contacts and the one with fewest answer, the one between does not: one pair of two was foreseen.
    log = []
    for who, days, answers in (("most", 9, True), ("between", 6, False), ("fewest", 3, True)):
        log += [message(n, n, who) for n in range(9 - days, 9)]
        log.append(message(50, 200, who))
        if answers:
            log.append(message(51, 205, who, "received"))
    found = backtest.run({"me": log}).dormant
    assert (found.written, found.answered, found.foreseen) == (3, 2, 0.5)


@pytest.mark.parametrize(("after", "answered"), [(90, 1), (91, 0)])
def test_an_answer_counts_for_ninety_days(after, answered):
    log = [message(n, n, "ann") for n in range(3)]
    log += [message(5, 100, "ann"), message(6, 100 + after, "ann", "received")]
    assert backtest.run({"me": log}).dormant.answered == answered


@pytest.mark.parametrize(("gap", "written"), [(30, 0), (31, 1)])
def test_silent_is_who_was_not_heard_of_for_six_times_the_usual_gap(gap, written):
    log = [message(n, 5 * n, "ann") for n in range(3)] + [message(9, 10 + gap, "ann")]
    assert backtest.run({"me": log}).dormant.written == written


@pytest.mark.parametrize(("days", "written"), [(2, 0), (3, 1)])
def test_a_usual_gap_takes_three_days_of_contact(days, written):
    log = [message(n, n, "ann") for n in range(days)] + [message(9, 300, "ann")]
    assert backtest.run({"me": log}).dormant.written == written
