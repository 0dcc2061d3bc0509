"""Which form a contact takes, and how many a week and a day bear: each rule at its bounds."""

from datetime import date

import pytest

from sync.touchpoints.forms import form
from sync.touchpoints.load import Load
from sync.touchpoints.people import Days, Person
from sync.touchpoints.strength import Tie

MONDAY = date(2026, 11, 23).toordinal()
PLAIN, PHONE = {}, {"phone": True}
HERE = {"phone": True, "city": "lyon"}


def told(person, kind="cadence", tier="active", gap=0, series=1, on=date(2026, 6, 1)):
    return form(Person("a", "A", **person), kind, tier, gap, series, city="lyon", on=on)


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        (lambda: told(PHONE, "welcome", "close"), "message"),
        (lambda: told(PHONE, "birthday", "close"), "call"),
        (lambda: told(PHONE, "birthday", "active"), "message"),
        (lambda: told(PLAIN, "birthday", "close"), "message"),
        (lambda: told(PHONE, "moved", "close"), "call"),
        (lambda: told(PHONE, "returned", "watch"), "call"),
        (lambda: told(PHONE, "reconnect", "watch"), "call"),
        (lambda: told(HERE | {"tie": Tie(met="2020-01-01")}, "reconnect"), "lunch"),
        (lambda: told(HERE, "reconnect"), "call"),
        # Close people of one's own town: every second time at a table.
        (lambda: told(HERE, tier="close", series=2), "lunch"),
        (lambda: told(HERE, tier="close", series=1), "call"),
        (lambda: told(PHONE, tier="close", series=2), "call"),
        # Active ones: a line and a call by turns; after half a year more than a line.
        (lambda: told(PHONE, gap=180, series=1), "message"),
        (lambda: told(PHONE, gap=180, series=2), "call"),
        (lambda: told(PHONE, gap=181, series=1), "call"),
        (lambda: told(HERE, gap=181, series=1), "lunch"),
        (lambda: told(HERE, gap=181, series=2), "breakfast"),
        # The wider network writes cards from 20 November to 31 January, and does not ring.
        (lambda: told({"address": True}, tier="network", on=date(2026, 11, 19)), "message"),
        (lambda: told({"address": True}, tier="network", on=date(2026, 11, 20)), "card"),
        (lambda: told({"address": True}, tier="network", on=date(2027, 1, 31)), "card"),
        (lambda: told({"address": True}, tier="network", on=date(2027, 2, 1)), "message"),
        (lambda: told(PLAIN, tier="network", on=date(2026, 12, 1)), "message"),
        (lambda: told(PHONE, tier="network", gap=400), "message"),
        (lambda: told(PHONE, tier="watch", gap=181), "call"),
        (lambda: told(PHONE, tier="watch", gap=180), "message"),
    ],
)
def test_the_form(case, expected):
    assert case() == expected


def test_without_a_town_of_ones_own_nobody_is_near():
    assert form(Person("a", "A"), "cadence", "close", 0, 2, city="", on=date(2026, 6, 1)) == "message"


def test_a_week_and_a_day_bear_so_many():
    load = Load(Days(), 3, 2)
    assert (load.room(MONDAY // 7), load.supply(MONDAY // 7, MONDAY + 6)) == (3, 3)
    load.take(MONDAY)
    assert load.fits(MONDAY, "")
    load.take(MONDAY)
    assert not load.fits(MONDAY, "")
    assert load.fits(MONDAY + 1, "")
    assert load.supply(MONDAY // 7, MONDAY) == 0, "Monday is full, and nothing further is asked"
    assert load.supply(MONDAY // 7, MONDAY + 1) == 1
    load.take(MONDAY + 1)
    assert not load.fits(MONDAY + 2, "")
    load.take(MONDAY + 5)
    assert load.room(MONDAY // 7) == 0, "a birthday beyond the budget leaves no less than nothing"


def test_two_of_a_company_keep_a_day_apart_and_three_a_week():
    load = Load(Days(), 9, 3)
    load.take(MONDAY, "acme")
    assert not load.fits(MONDAY, "acme")
    assert load.fits(MONDAY, "globex")
    assert load.fits(MONDAY + 1, "acme")
    load.seat(MONDAY + 1, "acme")
    assert not load.fits(MONDAY + 2, "acme")
    assert load.fits(MONDAY + 7, "acme")
    assert load.count(MONDAY + 1) == 0, "a seat at a table that is counted already counts no more"
    load.seat(MONDAY + 1, "")
    assert load.fits(MONDAY + 1, "")


@pytest.mark.parametrize(("soft", "cap"), [(2, 5), (3, 2), (5, 2)])
def test_a_week_that_is_mostly_soft_bears_half(soft, cap):
    days = Days(soft=frozenset(date.fromordinal(MONDAY + n).isoformat() for n in range(soft)))
    assert Load(days, 5, 2).cap(MONDAY // 7) == cap
    assert Load(days, 1, 2).cap(MONDAY // 7) == 1, "half of one is still one"


@pytest.mark.parametrize(("minutes", "is_open"), [(359, True), (360, False)])
def test_a_day_with_six_hours_taken_is_full(minutes, is_open):
    days = Days(busy={date.fromordinal(MONDAY).isoformat(): minutes})
    load = Load(days, 5, 2)
    assert (load.open(MONDAY), load.busy(MONDAY), load.busy(MONDAY + 1)) == (is_open, minutes, 0)
