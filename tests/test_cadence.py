"""Tiers, tempos and how they stretch to the budget."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.touchpoints.cadence import PRESETS, Preset, days, stretch, tiers
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
