"""When the user means, in French and English."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.ports import UsageError
from sync.usecases.when import day

TODAY = date(2026, 11, 22)  # a Sunday


@pytest.mark.parametrize(
    ("told", "meant"),
    [
        ("2w", "2026-12-06"), ("2 weeks", "2026-12-06"), ("2s", "2026-12-06"), ("2 semaines", "2026-12-06"),
        ("3 days", "2026-11-25"), ("3d", "2026-11-25"), ("3j", "2026-11-25"), ("dans 3 jours", "2026-11-25"),
        ("in 10 days", "2026-12-02"), ("1m", "2026-12-22"), ("1 month", "2026-12-22"), ("3 mois", "2027-02-22"),
        ("1 an", "2027-11-22"), ("tomorrow", "2026-11-23"), ("demain", "2026-11-23"), ("next week", "2026-11-29"),
        ("la semaine prochaine", "2026-11-29"), ("le mois prochain", "2026-12-22"),
        ("mardi", "2026-11-24"), ("Tuesday", "2026-11-24"), ("tue", "2026-11-24"), ("mardi prochain", "2026-11-24"),
        ("dimanche", "2026-11-29"), ("2026-12-03", "2026-12-03"), ("3/12", "2026-12-03"), ("03.12.2026", "2026-12-03"),
        ("3/1", "2027-01-03"), ("3-dec", "2026-12-03"), ("3 déc", "2026-12-03"), ("3 décembre", "2026-12-03"),
        ("le 1er février", "2027-02-01"), ("Dec 3", "2026-12-03"), ("3 dec 2027", "2027-12-03"), ("3 août", "2027-08-03"),
        ("  Mardi ", "2026-11-24"), ("AUJOURD’HUI", "2026-11-22"),
    ],
)  # fmt: skip
def test_a_day_to_come(told, meant):
    assert day(told, TODAY).isoformat() == meant


@pytest.mark.parametrize(
    ("told", "meant"),
    [
        ("yesterday", "2026-11-21"), ("hier", "2026-11-21"), ("mardi", "2026-11-17"), ("sunday", "2026-11-15"),
        ("3 days ago", "2026-11-19"), ("il y a 3 jours", "2026-11-19"), ("2w", "2026-11-08"), ("3 dec", "2025-12-03"),
        ("20/11", "2026-11-20"), ("mardi dernier", "2026-11-17"), ("today", "2026-11-22"),
    ],
)  # fmt: skip
def test_a_day_that_has_passed(told, meant):
    assert day(told, TODAY, past=True).isoformat() == meant


def test_the_month_comes_first_in_the_united_states():
    assert day("3/12", TODAY, region="US").isoformat() == "2027-03-12"


def test_the_end_of_a_month_stays_the_end():
    assert day("1 month", date(2027, 1, 31)).isoformat() == "2027-02-28"
    assert day("1 an", date(2028, 2, 29)).isoformat() == "2029-02-28"


@pytest.mark.parametrize(
    "told", ["", "soon", "32/1", "31 feb", "2026-13-01", "ma", "99999 days", "3 frogs", "-", "1/2/3/4"]
)
def test_what_is_no_day_is_said(told):
    with pytest.raises(UsageError) as error:
        day(told, TODAY)
    assert error.value.code == "plan.bad-when"


@given(st.text(max_size=20))
def test_any_text_is_a_day_or_a_usage_error(text):
    with suppress(UsageError):
        assert isinstance(day(text, TODAY), date)
