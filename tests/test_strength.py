"""Tie strength: what counts, what does not, and how a long quiet friendship is told from a stranger."""

import sys
from datetime import date, timedelta
from math import log
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.model import Interaction, Party
from sync.touchpoints import strength
from sync.touchpoints.ledger import gather, is_real
from sync.touchpoints.strength import Formula, Tie

TODAY = date(2026, 11, 22)
FIXED = (7.0, 30.0, 90.0)


def happened(kind, ago, *, who="a", direction="mutual", at="", group=0, **more):
    """Return an interaction `ago` days before today with one person, as `ties` takes it."""
    day = (TODAY - timedelta(days=ago)).isoformat()
    stamp = {"at": f"{day}T{at}:00Z"} if at else {"date": day}
    one = Interaction(
        "s",
        f"{kind}{ago}{at}",
        "f",
        1,
        kind,
        (Party(who),),
        direction=direction,
        group=group,
        **stamp,
        **more,
    )
    return one, (who,)


def ties(interactions, today, **more):
    return strength.ties(gather(interactions, today), today, **more)


def tie_of(*interactions, **more):
    return ties(interactions, TODAY, formula=Formula(half_lives=FIXED), **more).get("a", Tie())


@pytest.mark.parametrize("name", [name for name in strength.FORMULAS if name != "recent"])
def test_the_name_of_a_formula_tells_the_weight_of_silence_and_how_far_its_half_lives_are_stretched(name):
    gap, _, stretch = name.removeprefix("g").partition("x")
    assert strength.FORMULAS[name] == Formula(gap=float(gap), stretch=float(stretch or 1))


def test_one_message_sent_today_gives_the_sum_of_the_formula():
    # Sent day of mass 1 at age 0: 2 ln 2 for each of the three half-lives; gap 0 costs nothing; bond ln 1 = 0.
    assert tie_of(happened("message", 0, direction="sent")).strength == pytest.approx(3 * 2 * log(2))


def test_the_formula_by_hand_for_an_exchange():
    tie = tie_of(happened("message", 30, direction="sent"), happened("message", 90, direction="received"))
    amount = 0.5  # both ways
    for life in FIXED:
        amount += 2 * log(1 + 2 ** (-30 / life)) + log(1 + 2 ** (-90 / life))
    assert tie.strength == pytest.approx(amount - 2 * log(1 + 30))


def test_half_lives_are_one_four_and_twelve_times_a_week_where_nothing_is_usual():
    (one,) = ties([happened("message", 84, direction="sent")], TODAY).values()
    amount = 2 * (log(1 + 2**-12) + log(1 + 2**-3) + log(1 + 2**-1))
    assert one.strength == pytest.approx(amount - 2 * log(1 + 84))


def test_a_recommendation_weighs_six_and_halves_in_five_years():
    # A word of both, so half a point more; after 1,826 days a weight of three is left.
    assert tie_of(happened("recommendation", 0)).strength == pytest.approx(0.5 + log(1 + 6))
    assert tie_of(happened("recommendation", 1826)).strength == pytest.approx(
        0.5 + log(1 + 3) - 2 * log(1 + 1826)
    )


def test_days_count_and_not_lines():
    one = tie_of(happened("message", 3, direction="sent", at="10:00"))
    many = tie_of(*(happened("message", 3, direction="sent", at=f"10:{n:02}") for n in range(40)))
    assert many.strength == one.strength
    assert many.sent_days == 1


@pytest.mark.parametrize(
    ("stronger", "weaker"),
    [
        pytest.param(("message", {"direction": "sent"}), ("message", {"direction": "received"}), id="sent-over-received"),
        pytest.param(("meeting", {"group": 2}), ("message", {"direction": "sent"}), id="meeting-over-message"),
        pytest.param(("meeting", {"group": 2}), ("meeting", {"group": 4}), id="alone-over-four"),
        pytest.param(("meeting", {"group": 4}), ("meeting", {"group": 8}), id="four-over-eight"),
        pytest.param(("meeting", {"group": 8}), ("meeting", {"group": 14}), id="eight-over-fourteen"),
        pytest.param(("message", {"direction": "sent"}), ("message", {"direction": "sent", "canned": True}), id="own-words"),
        pytest.param(("message", {"direction": "sent"}), ("message", {"direction": "sent", "group": 5}), id="one-to-one"),
        pytest.param(("invitation", {"direction": "sent", "with_note": True}), ("invitation", {"direction": "sent"}), id="note"),
        pytest.param(("recommendation", {"direction": "received"}), ("endorsement", {"direction": "received"}), id="recommended"),
        pytest.param(("endorsement", {"direction": "sent"}), ("endorsement", {"direction": "received"}), id="given"),
    ],
)  # fmt: skip
def test_what_counts_more(stronger, weaker):
    def score(case):
        kind, more = case
        return tie_of(happened(kind, 20, **more)).strength

    assert score(stronger) > score(weaker)


@pytest.mark.parametrize(
    ("interaction", "real"),
    [
        pytest.param(happened("message", 5, direction="sent"), True, id="message"),
        pytest.param(happened("message", 5, direction="sent", canned=True), False, id="congratulations"),
        pytest.param(happened("message", 5, direction="sent", group=12), False, id="circular"),
        pytest.param(happened("meeting", 5, group=3), True, id="meeting"),
        pytest.param(happened("meeting", 5, group=14), False, id="crowd"),
        pytest.param(happened("invitation", 5, direction="received"), False, id="bare-invitation"),
        pytest.param(happened("invitation", 5, direction="received", with_note=True), True, id="invitation-with-note"),
        pytest.param(happened("connection", 5), False, id="connection"),
        pytest.param(happened("endorsement", 5, direction="sent"), False, id="click"),
        pytest.param(happened("recommendation", 5, direction="sent"), True, id="recommendation"),
        pytest.param(happened("contact", 5), True, id="from-a-table"),
        pytest.param(happened("lunch", 5), True, id="lunch"),
        pytest.param(happened("card", 5, direction="sent"), True, id="card"),
        pytest.param(happened("favour", 5, direction="sent"), True, id="favour"),
        pytest.param(happened("follow", 5), False, id="of-no-known-kind"),
    ],
)  # fmt: skip
def test_what_is_a_real_contact(interaction, real):
    assert bool(tie_of(interaction).last) is real
    assert is_real(interaction[0]) is real


def test_what_is_only_agreed_is_no_contact():
    assert ties([happened("meeting", -3)], TODAY) == {}
    planned, who = happened("meeting", 1)
    from dataclasses import replace

    assert ties([(replace(planned, planned=True), who)], TODAY) == {}


def test_a_day_that_is_none_is_passed_over():
    broken = Interaction("s", "k", "f", 1, "message", (Party("a"),), date="2026-02-31")
    assert ties([(broken, ("a",))], TODAY) == {}


@pytest.mark.parametrize(
    ("tie", "status"),
    [
        pytest.param(Tie(), "never", id="stranger"),
        pytest.param(Tie(last="2026-01-01"), "current", id="this-year"),
        pytest.param(Tie(last="2022-01-01", sent_days=3, received_days=2), "dormant", id="old-exchange"),
        pytest.param(Tie(last="2022-01-01", sent_days=0, received_days=1, trust=1), "dormant", id="old-trust"),
        pytest.param(Tie(last="2022-01-01", sent_days=1), "faded", id="unanswered-once"),
        pytest.param(Tie(trust=1), "dormant", id="recommended-never-met"),
        pytest.param(Tie(last="2023-11-22", sent_days=1, received_days=1), "dormant", id="three-years-today"),
        pytest.param(Tie(last="2023-11-23", sent_days=1, received_days=1), "current", id="a-day-less"),
    ],
)  # fmt: skip
def test_a_quiet_friend_is_dormant_and_a_stranger_is_not(tie, status):
    assert tie.status(TODAY) == status


def test_who_wrote_last_and_waits_is_known():
    asked = tie_of(happened("message", 9, direction="sent"), happened("message", 4, direction="received"))
    assert (asked.waiting_since, asked.direction) == ("2026-11-18", "received")
    same_day = tie_of(
        happened("message", 4, direction="received", at="09:00"),
        happened("message", 4, direction="sent", at="11:00"),
    )
    assert same_day.waiting_since == ""


@pytest.mark.parametrize("ways", [("sent", "received"), ("received", "sent")])
def test_of_a_message_and_an_answer_of_one_day_without_hours_nobody_waits(ways):
    day = {"date": "2026-11-18"}
    log = [
        (Interaction("s", way, "f", 1, "message", (Party("a"),), direction=way, **day), ("a",))
        for way in ways
    ]
    assert tie_of(*log).waiting_since == ""


def test_a_ready_made_word_of_thanks_is_an_answer():
    thanked = tie_of(
        happened("message", 4, direction="received"), happened("message", 3, direction="sent", canned=True)
    )
    assert (thanked.waiting_since, thanked.last) == ("", "2026-11-18")


def test_a_number_in_the_phone_book_is_a_bond_without_any_message():
    found = ties([], TODAY, phone_book=["a"])
    assert found["a"].strength > Tie().strength
    assert found["a"].status(TODAY) == "never"


def test_of_two_who_connected_on_one_day_the_one_in_the_phone_book_is_nearer():
    found = ties(
        [happened("connection", 40, who="a"), happened("connection", 40, who="b")], TODAY, phone_book=["b"]
    )
    assert found["b"].strength - found["a"].strength == pytest.approx(log(2))


def test_half_lives_stretch_for_a_log_that_spans_years():
    # The usual gap is 50 days, so the half-lives are 50, 200 and 600: two old contacts still tell people apart.
    talk = [
        happened("message", ago, direction="sent", who=who) for who in ("a", "b") for ago in (100, 150, 200)
    ]
    more = [happened("message", ago, direction="sent", who="b") for ago in (250, 300, 350, 400, 450)]
    found = ties(talk + more, TODAY)
    assert found["b"].strength - found["a"].strength > 1.0
    assert (
        ties(talk + more, TODAY, formula=Formula(half_lives=FIXED))["b"].strength
        - ties(talk, TODAY, formula=Formula(half_lives=FIXED))["a"].strength
        < 0.4
    )


@given(
    st.lists(
        st.tuples(st.integers(0, 3000), st.sampled_from(["message", "meeting", "invitation", "card"])),
        min_size=1,
    )
)
def test_the_order_of_a_log_does_not_matter(log_of):
    items = [happened(kind, ago, direction="sent", group=2) for ago, kind in log_of]
    forward, backward = ties(items, TODAY), ties(items[::-1], TODAY)
    assert forward["a"].strength == pytest.approx(backward["a"].strength)
    assert (forward["a"].last, forward["a"].first) == (backward["a"].last, backward["a"].first)


@given(st.integers(1, 2000), st.integers(1, 2000))
def test_a_longer_silence_never_strengthens_a_tie(early, late):
    near, far = sorted((early, late))
    assert tie_of(happened("call", near)).strength >= tie_of(happened("call", far)).strength


def test_thirty_thousand_people_take_well_under_two_seconds():
    items = [happened("message", n % 3000, who=f"p{n % 30_000}", direction="sent") for n in range(100_000)]
    start = process_time()
    assert len(ties(items, TODAY)) == 30_000
    assert process_time() - start < (20 if sys.gettrace() else 2)
