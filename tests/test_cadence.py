"""Tiers, tempos and how they stretch to the budget."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.touchpoints.cadence import PRESETS, Preset, Tempo, days, stretch, tiers, woken_in_catch_up
from sync.touchpoints.strength import Tie

TODAY = date(2026, 11, 22)


def network(count):
    """Return ties in falling strength, all of this year."""
    return {f"p{n:03}": Tie(strength=-float(n), last="2026-06-01", sent_days=1) for n in range(count)}


def test_tiers_hold_15_50_150_and_the_rest():
    found = tiers(network(300), TODAY)
    assert [list(found.values()).count(tier) for tier in ("close", "active", "network", "watch")] == [
        15,
        50,
        150,
        85,
    ]
    assert (found["p000"], found["p014"], found["p015"], found["p065"], found["p215"]) == (
        "close",
        "close",
        "active",
        "network",
        "watch",
    )


@pytest.mark.parametrize(
    "tie",
    [
        pytest.param(Tie(), id="never-contacted"),
        pytest.param(Tie(strength=99, last="2021-01-01", sent_days=9, received_days=9), id="dormant"),
        pytest.param(Tie(strength=99, last="2026-11-01", received_days=9), id="only-writes-to-the-owner"),
    ],
)
def test_whoever_was_not_in_touch_is_on_the_watch(tie):
    assert tiers({"a": tie}, TODAY) == {"a": "watch"}


def test_the_users_tier_stands_and_takes_a_place():
    found = tiers(network(20), TODAY, chosen={"p019": "close", "p000": "watch"})
    assert (found["p019"], found["p000"]) == ("close", "watch")
    assert list(found.values()).count("close") == 15


def test_a_tier_is_kept_until_a_fifth_more_are_stronger():
    ties = network(40)
    assert tiers(ties, TODAY)["p016"] == "active"
    assert tiers(ties, TODAY, before={"p016": "close"})["p016"] == "close"
    assert tiers(ties, TODAY, before={"p018": "close"})["p018"] == "active"


def test_someone_grown_stronger_rises_at_once():
    assert tiers(network(40), TODAY, before={"p003": "network"})["p003"] == "close"


@pytest.mark.parametrize(
    ("per_week", "told"),
    [
        # 274 touches a year for tiers 1 and 2 = 5.27 a week; one place is the dormant ties'.
        pytest.param(5, 274 / 52 / 4, id="five-a-week"),
        pytest.param(3, 274 / 52 / 2, id="three-a-week"),
        pytest.param(7, 1.0, id="enough"),
        pytest.param(50, 1.0, id="plenty"),
    ],
)
def test_tempos_stretch_when_the_budget_is_small(per_week, told):
    assert stretch(Preset(), per_week, 1) == pytest.approx(told)


def test_the_smallest_budget_stretches_and_does_not_divide_by_nothing():
    assert stretch(Preset(), 1, 1) > stretch(Preset(), 2, 1) > 1


def test_the_default_tempos_are_those_of_the_research():
    plan = PRESETS[""]
    assert (plan.sizes, plan.per_week, plan.per_day, plan.reconnections) == ((15, 50, 150), 5, 2, 1)
    assert [(plan.tempo(t).ideal, plan.tempo(t).latest) for t in ("close", "active")] == [
        (45, 60),
        (120, 160),
    ]
    assert (plan.tempo("network").ideal, plan.tempo("watch").ideal) == (365, 0)
    assert plan.touches_a_year == 274


def presets_of(page):
    """Return the table of presets of a page: for each its circles (people, days, latest), and its budget."""
    text = (Path(__file__).parent.parent / "docs" / page).read_text(encoding="utf-8")
    found = {}
    for name, *circles, week, day, woken in re.findall(
        r"^\| ([a-z-]+) " + r"\| ([^|]+) " * 6 + r"\|$", text, re.MULTILINE
    ):
        if all(re.fullmatch(r"\d+, \d+ \(\d+\)", one) for one in circles):
            tiers_ = [tuple(map(int, re.findall(r"\d+", one))) for one in circles]
            found[name] = (*tiers_, int(week), int(day), int(woken))
    return found


@pytest.mark.parametrize("page", ["plan.md", "fr/plan.md"])
def test_presets_are_those_of_the_page(page):
    told = {
        name: (
            *(
                (size, plan.tempo(tier).ideal, plan.tempo(tier).latest)
                for size, tier in zip(plan.sizes, ("close", "active", "network"), strict=True)
            ),
            plan.per_week,
            plan.per_day,
            plan.reconnections,
        )
        for name, plan in PRESETS.items()
        if name
    }
    assert len(told) == 5
    assert presets_of(page) == told


def test_a_year_has_365_days_of_which_each_circle_asks_its_share():
    # 365 * 15 / 30 = 182.5, which is rounded to even, and 365 * 80 / 75 = 389.3.
    assert PRESETS["job-seeker"].touches_a_year == 182 + 389
    assert Preset((1, 1, 0), Tempo(1), Tempo(365)).touches_a_year == 366


def test_the_default_network_comes_once_a_year_and_at_the_latest_a_fifth_later():
    assert PRESETS[""].network == Tempo(365, 438)


@pytest.mark.parametrize(("per_week", "woken"), [(0, -1), (1, 0), (2, 1), (3, 2), (4, 2), (5, 3), (10, 6)])
def test_a_catch_up_wakes_three_of_five_and_leaves_one(per_week, woken):
    assert woken_in_catch_up(per_week) == woken


@pytest.mark.parametrize(("rank", "stays"), [(17, True), (18, False)])
def test_a_tier_of_fifteen_is_kept_up_to_the_eighteenth(rank, stays):
    # Fifteen and a fifth are eighteen: the first of them has rank 0.
    name = f"p{rank:03}"
    assert (tiers(network(40), TODAY, before={name: "close"})[name] == "close") is stays


def test_the_last_circle_is_kept_too_and_nobody_keeps_one_above_where_they_are():
    ties_ = network(300)
    assert tiers(ties_, TODAY, before={"p220": "network"})["p220"] == "network"
    assert tiers(ties_, TODAY, before={"p220": "watch"})["p220"] == "watch"
    assert tiers(ties_, TODAY, before={"p100": "watch"})["p100"] == "network"
    assert tiers(ties_, TODAY, before={"p100": "nobody"})["p100"] == "network"


def test_more_than_a_circle_holds_may_be_chosen_and_nobody_else_is_lost():
    chosen = {f"c{n}": "close" for n in range(20)}
    found = tiers(network(60), TODAY, chosen=chosen)
    counted = list(found.values())
    assert (counted.count("close"), counted.count("active"), counted.count("network")) == (20, 50, 10)


@pytest.mark.parametrize("name", PRESETS)
def test_a_presets_budget_nearly_carries_its_tiers(name):
    plan = PRESETS[name]
    assert stretch(plan, plan.per_week, plan.reconnections) < 1.4


@pytest.mark.parametrize(
    ("told", "number"),
    [
        ("P3M", 91),
        ("P1Y", 365),
        ("P2W", 14),
        ("P45D", 45),
        ("P1Y6M", 548),
        ("p1m", 30),
        ("P1D", 7),
        ("", 0),
        ("P", 0),
        ("P0D", 0),
        ("PT3H", 0),
        ("three months", 0),
    ],
)
def test_durations_become_days(told, number):
    assert days(told) == number


@given(
    st.dictionaries(
        st.text("abc", min_size=1, max_size=4), st.tuples(st.floats(-20, 20), st.integers(0, 2000))
    )
)
def test_tiers_follow_strength(people):
    ties = {
        person: Tie(
            strength=value, last=(TODAY - timedelta(days=ago)).isoformat(), sent_days=1, received_days=1
        )
        for person, (value, ago) in people.items()
    }
    found = tiers(ties, TODAY)
    order = ("close", "active", "network", "watch")
    current = [p for p in ties if ties[p].status(TODAY) == "current"]
    for a in current:
        for b in current:
            if ties[a].strength > ties[b].strength:
                assert order.index(found[a]) <= order.index(found[b])
