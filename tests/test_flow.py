"""The report: inflow, outflow, who cools down, and contact in bursts."""

from datetime import date, timedelta

import pytest

from sync.renewal.changes import Change
from sync.renewal.flow import Bursts, Cooling, Month, alive, cooling, crisis, months, report

TODAY = date(2026, 11, 22)


def made(**more):
    told = {
        "known": 10,
        "reserve": 3,
        "connected_on": [],
        "changes": [],
        "contacts": [],
        "compared": True,
        **more,
    }
    last = told.pop("last", {})
    return report(TODAY, last, told.pop("before", {}), told.pop("latest", {}), **told)


def left(kind, on):
    return Change("linkedin", f"in/{kind}-{on}", kind, "", "", on)


def test_inflow_and_outflow_are_those_of_the_last_twelve_months():
    found = made(
        last={"a": "2026-11-01", "b": "2026-01-05", "c": "2026-03-01", "d": "2026-03-02"},
        connected_on=["2026-11-02", "2025-12-01", "2025-11-30", "", "2027-01-01"],
        changes=[left("vanished", "2026-11-18"), left("retired", "2026-05-20"), left("moved", "2026-11-18")],
    )
    assert (found.inflow, found.outflow) == (2, 2)
    assert (found.renewal, found.attrition) == (0.5, 0.5)
    assert not found.shrinks
    assert found.months[12] == Month("2025-12", 1, 0)
    assert (len(found.months), found.months[11]) == (24, Month("2025-11", 1, 0))
    assert found.months[-1] == Month("2026-11", 1, 1)


def test_a_network_that_loses_more_than_it_wins_shrinks():
    found = made(last={"a": "2026-11-01"}, changes=[left("vanished", "2026-11-18")])
    assert found.shrinks


def test_without_two_exports_nobody_is_known_to_have_left():
    found = made(last={"a": "2026-11-01"}, compared=False)
    assert (found.attrition, found.known_outflow, found.shrinks) == (None, False, False)


def test_rates_need_an_active_network():
    assert (made().renewal, made().attrition) == (None, None)


def test_the_active_network_is_who_one_was_in_touch_with_for_a_year():
    last = {
        "today": "2026-11-22",
        "year": "2025-11-22",
        "older": "2025-11-21",
        "never": "",
        "ahead": "2026-12-01",
    }
    assert alive(last, TODAY) == 2
    found = made(last=last, before={"x": "2025-08-24", "y": "2025-08-22"})
    assert (found.active, found.active_before) == (2, 1)


def test_close_people_beyond_their_latest_interval_cool_down():
    last = {"a": "2026-09-01", "b": "2026-09-24", "c": "2026-01-01", "d": "2026-05-01", "e": ""}
    latest = {
        "a": ("close", 60),
        "b": ("close", 60),
        "c": ("active", 160),
        "d": ("active", 160),
        "e": ("close", 60),
    }
    assert cooling(last, latest, TODAY, {"a": "2026-12-03"}) == (
        Cooling("a", "close", 82, 60, meets="2026-12-03"),
        Cooling("c", "active", 325, 160),
        Cooling("d", "active", 205, 160),
    )


def test_months_pass_the_turn_of_the_year():
    assert months(date(2026, 2, 3), 4) == ["2025-11", "2025-12", "2026-01", "2026-02"]


def days(start, count, step):
    return [(start + timedelta(days=n * step)).isoformat() for n in range(count)]


def test_steady_contact_has_a_low_crisis_index():
    found = crisis(days(date(2018, 1, 1), 460, 7), TODAY)
    assert found.index < 0.1


def test_contact_only_when_in_need_has_a_high_one():
    # 71 of 100 days of contact in five months of nine years.
    need = [f"2021-{month:02}-{day:02}" for month in range(3, 8) for day in range(1, 15)] + ["2021-03-20"]
    rest = days(date(2017, 12, 1), 29, 110)
    found = crisis(need + rest, TODAY)
    assert (found.busiest, found.months) == (5, 108)
    assert found.index == pytest.approx(0.71, abs=0.03)


@pytest.mark.parametrize(
    "log",
    [
        pytest.param([], id="empty"),
        pytest.param(days(date(2020, 1, 1), 29, 30), id="too-few-days"),
        pytest.param(days(date(2026, 3, 1), 100, 2), id="too-few-months"),
        pytest.param(["2027-01-01"] * 40, id="only-ahead"),
    ],
)
def test_a_short_history_has_no_crisis_index(log):
    assert crisis(log, TODAY) is None


def test_a_year_of_one_month_of_contact_is_a_burst():
    assert crisis(["2025-11-0" + str(1 + n % 9) for n in range(30)], TODAY) == Bursts(1.0, 1, 13)


def test_the_rates_are_told_over_time():
    contacts = [("2024-06-01", "a"), ("2024-06-02", "a"), ("2026-10-01", "b"), ("2026-10-01", "c")]
    found = made(connected_on=["2026-10-01"], changes=[left("vanished", "2026-11-18")], contacts=contacts)
    first, last = found.quarters[0], found.quarters[-1]
    assert (first.on, first.active, first.inflow, first.renewal) == ("2025-02-23", 1, 0, 0.0)
    assert (last.on, last.active, last.inflow, last.outflow) == ("2026-11-22", 2, 1, 1)
    assert (last.renewal, last.attrition) == (0.5, 0.5)
    assert len(found.quarters) == 8


def test_alarms_say_what_should_worry():
    assert made().alarms == ()
    close = {"a": ("close", 60), "b": ("close", 60)}
    found = made(
        last={"a": "2026-06-01", "b": "2026-06-01"},
        before={"a": "2026-06-01", "b": "2026-06-01", "c": "2026-06-01"},
        latest=close,
        changes=[left("vanished", "2026-11-18")],
        contacts=[("2026-06-01", str(n)) for n in range(40)] + [("2025-01-01", "x")],
    )
    assert found.alarms == ("shrinks", "active-falls", "close-cool", "crisis")
    agreed = made(last={"a": "2026-06-01", "b": "2026-06-01"}, latest=close, meets={"a": "2026-12-03"})
    assert "close-cool" not in agreed.alarms
