"""Recurrence rules: the examples of RFC 5545 §3.8.5.3, bounds, and dateutil as judge over random rules."""

from datetime import datetime, timedelta
from itertools import takewhile

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from adapters.calendar.recurrence import MAX_INSTANCES, TooOften, occurrences, rule

FIRST, LAST = datetime(1990, 1, 1), datetime(2030, 1, 1)


def days(text, start, first=FIRST, last=LAST):
    """Return the days of a rule, as `yyyy-mm-dd`."""
    return [f"{at:%Y-%m-%d}" for at in occurrences(rule(text), start, first, last)]


# The dates are those the RFC gives for the example, DTSTART at nine in the morning.
EXAMPLES = {
    "every other day, four times": (
        "FREQ=DAILY;INTERVAL=2;COUNT=4",
        "1997-09-02",
        ["1997-09-02", "1997-09-04", "1997-09-06", "1997-09-08"],
    ),
    "weekly until, Tuesday and Thursday": (
        "FREQ=WEEKLY;UNTIL=19970912T000000Z;WKST=SU;BYDAY=TU,TH",
        "1997-09-02",
        ["1997-09-02", "1997-09-04", "1997-09-09", "1997-09-11"],
    ),
    "every other week with weeks from Monday": (
        "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO",
        "1997-08-05",
        ["1997-08-05", "1997-08-10", "1997-08-19", "1997-08-24"],
    ),
    "every other week with weeks from Sunday": (
        "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU",
        "1997-08-05",
        ["1997-08-05", "1997-08-17", "1997-08-19", "1997-08-31"],
    ),
    "first Friday of the month": (
        "FREQ=MONTHLY;COUNT=3;BYDAY=1FR",
        "1997-09-05",
        ["1997-09-05", "1997-10-03", "1997-11-07"],
    ),
    "third to the last day": (
        "FREQ=MONTHLY;BYMONTHDAY=-3;COUNT=3",
        "1997-09-28",
        ["1997-09-28", "1997-10-29", "1997-11-28"],
    ),
    "Friday the 13th": (
        "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13;COUNT=4",
        "1998-02-13",
        ["1998-02-13", "1998-03-13", "1998-11-13", "1999-08-13"],
    ),
    "the 20th Monday of the year": (
        "FREQ=YEARLY;BYDAY=20MO;COUNT=3",
        "1997-05-19",
        ["1997-05-19", "1998-05-18", "1999-05-17"],
    ),
    "Monday of week 20": (
        "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO;COUNT=3",
        "1997-05-12",
        ["1997-05-12", "1998-05-11", "1999-05-17"],
    ),
    "days 1, 100 and 200 of every third year": (
        "FREQ=YEARLY;INTERVAL=3;COUNT=4;BYYEARDAY=1,100,200",
        "1997-01-01",
        ["1997-01-01", "1997-04-10", "1997-07-19", "2000-01-01"],
    ),
    "the third of Tuesday, Wednesday, Thursday": (
        "FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3",
        "1997-09-04",
        ["1997-09-04", "1997-10-07", "1997-11-06"],
    ),
    "the second to last weekday": (
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2;COUNT=3",
        "1997-09-29",
        ["1997-09-29", "1997-10-30", "1997-11-27"],
    ),
    "the 31st skips short months": (
        "FREQ=MONTHLY;COUNT=3",
        "2026-01-31",
        ["2026-01-31", "2026-03-31", "2026-05-31"],
    ),
    "29 February comes in leap years": (
        "FREQ=YEARLY",
        "2016-02-29",
        ["2016-02-29", "2020-02-29", "2024-02-29", "2028-02-29"],
    ),
    "the end of February every year": (
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1;COUNT=3",
        "2024-02-29",
        ["2024-02-29", "2025-02-28", "2026-02-28"],
    ),
    "vCalendar 1.0, twice a week": ("W1 TU TH #3", "1997-09-02", ["1997-09-02", "1997-09-04", "1997-09-09"]),
    "vCalendar 1.0, last Sunday": ("MP1 1- SU #2", "1997-09-28", ["1997-09-28", "1997-10-26"]),
    "vCalendar 1.0, by date": (
        "D2 19970907T000000",
        "1997-09-02",
        ["1997-09-02", "1997-09-04", "1997-09-06"],
    ),
}


@pytest.mark.parametrize("example", EXAMPLES.values(), ids=EXAMPLES)
def test_a_rule_gives_the_days_of_the_standard(example):
    text, start, expected = example
    assert days(text, datetime.fromisoformat(start + "T09:00")) == expected


def test_only_what_lies_in_the_window_is_given():
    found = days("FREQ=WEEKLY", datetime(1970, 1, 1), datetime(2026, 11, 1), datetime(2026, 11, 15))
    assert found == ["2026-11-05", "2026-11-12"]


def test_a_count_is_counted_from_the_start_and_not_from_the_window():
    found = days("FREQ=DAILY;COUNT=5", datetime(2026, 10, 30), datetime(2026, 11, 1))
    assert found == ["2026-11-01", "2026-11-02", "2026-11-03"]


@pytest.mark.parametrize("every", ["SECONDLY", "MINUTELY", "HOURLY"])
def test_a_rule_that_recurs_within_a_day_is_refused(every):
    with pytest.raises(TooOften):
        rule(f"FREQ={every};COUNT=3")


@pytest.mark.parametrize("text", ["", "FREQ=", "FREQ=SOMETIMES", "nonsense", "COUNT=3", "=;="])
def test_what_is_no_rule_is_said(text):
    with pytest.raises(ValueError):
        rule(text)


@pytest.mark.parametrize(
    "text",
    [
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=WEEKLY;BYDAY=MO;BYSETPOS=2",
        "FREQ=DAILY;BYSETPOS=7",
        "FREQ=YEARLY;INTERVAL=2;BYMONTH=2;BYMONTHDAY=29",
        "FREQ=MONTHLY;BYDAY=7MO",
        "FREQ=DAILY;COUNT=999999999;BYMONTHDAY=31;BYMONTH=4",
    ],
)
def test_a_rule_that_never_comes_true_ends(text):
    assert days(text, datetime(2025, 1, 1), last=datetime(9999, 12, 31)) == ["2025-01-01"]


def test_no_series_gives_more_than_its_bound_tells():
    text = "FREQ=DAILY;BYHOUR=" + ",".join(map(str, range(24)))
    assert len(days(text, datetime(2000, 1, 1))) == MAX_INSTANCES + 1


def test_the_edges_of_time_raise_nothing():
    for every in ("DAILY", "WEEKLY", "MONTHLY", "YEARLY"):
        assert days(f"FREQ={every};WKST=SU", datetime(1, 1, 1), datetime(1, 1, 1), datetime(1, 3, 1))
        assert days(f"FREQ={every}", datetime(9999, 12, 30), last=datetime(9999, 12, 31, 23)) is not None


@st.composite
def rules(draw):
    """A rule that comes true now and then; BYWEEKNO is left out, on which libraries disagree."""
    every = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    parts = [f"FREQ={every}", f"INTERVAL={draw(st.integers(1, 4))}"]
    weekdays = st.lists(
        st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"]), min_size=1, max_size=3, unique=True
    )
    if draw(st.booleans()):
        parts.append(
            "BYMONTH=" + ",".join(map(str, draw(st.sets(st.integers(1, 12), min_size=2, max_size=6))))
        )
    by_day = draw(st.booleans())
    if by_day:
        nth = draw(st.sampled_from(["", "1", "2", "-1"])) if every in ("MONTHLY", "YEARLY") else ""
        parts.append("BYDAY=" + ",".join(nth + day for day in draw(weekdays)))
    elif every in ("MONTHLY", "YEARLY") and draw(st.booleans()):
        numbers = draw(st.sets(st.sampled_from([1, 2, 13, 28, 31, -1, -2]), min_size=1, max_size=3))
        parts.append("BYMONTHDAY=" + ",".join(map(str, numbers)))
    if draw(st.booleans()):
        parts.append(draw(st.sampled_from(["COUNT=7", "COUNT=30", "UNTIL=20240615T120000"])))
    if draw(st.booleans()):
        parts.append(f"WKST={draw(st.sampled_from(['MO', 'SU', 'WE']))}")
    return ";".join(parts)


@given(rules(), st.datetimes(datetime(2015, 1, 1), datetime(2022, 1, 1)), st.integers(0, 4000))
def test_dateutil_agrees_on_every_rule(text, start, later):
    from dateutil.rrule import rrulestr

    start = start.replace(microsecond=0)
    first, last = start + timedelta(days=later), datetime(2026, 1, 1)
    found = list(occurrences(rule(text), start, start, last))
    assume(len(found) > 2)
    judged = list(takewhile(lambda at: at <= last, rrulestr(text, dtstart=start)))
    if judged and judged[0] != start:
        # DTSTART is an instance even where its own rule forgets it (RFC 5545 §3.8.5.3), and counts.
        judged = [start, *(judged[:-1] if "COUNT" in text and len(judged) == rule(text).count else judged)]
    assert found == judged
    assert list(occurrences(rule(text), start, first, last)) == [at for at in judged if at >= first]
