"""What comes back often is remembered, and what is too long to come back fills no memory."""

import gc
import tracemalloc

import pytest

from adapters.linkedin import dates
from adapters.linkedin import owner as linkedin_owner
from adapters.vcard import values
from sync.normalize import companies, names, phones, profiles
from sync.normalize.remembered import LONGEST, remembered
from sync.renewal import favours, roles, same_person, titles


@pytest.mark.parametrize(("length", "calls"), [(LONGEST, 1), (LONGEST + 1, 3)])
def test_a_short_text_is_worked_on_once_and_a_long_one_each_time(length, calls):
    worked = []

    @remembered(10)
    def measured(text, other="", *, times=1):
        worked.append(text)
        return times * len(text + other)

    assert [measured("x" * length, times=2) for _ in range(3)] == [2 * length] * 3
    assert len(worked) == calls
    assert [measured("", "x" * length, times=2) for _ in range(3)] == [2 * length] * 3
    assert len(worked) == 2 * calls


def test_the_oldest_is_forgotten_first():
    worked = []

    @remembered(2)
    def measured(text):
        worked.append(text)
        return len(text)

    for text in ("a", "b", "a", "c", "b"):
        assert measured(text) == 1
    assert worked == ["a", "b", "c", "b"]


@pytest.mark.parametrize(
    "work",
    [
        lambda text: names.person(given=text, surname=text),
        names.person,
        companies.company,
        companies.words,
        lambda text: phones._parse(text, "FR"),
        profiles.key,
        titles.key,
        favours.words,
        roles.standing,
        same_person.words,
        values.day,
        dates.day,
        linkedin_owner.profile_keys,
    ],
)
def test_long_texts_leave_nothing_behind(work):
    work("zorbella quillmont")
    gc.collect()
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        for number in range(20):
            work(f"zorbella {number} " + "ab cd " * 500)
        gc.collect()
        left = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
    # Twenty texts of 3 KB; what one regular expression or another keeps of the last is far below.
    assert left < 30_000
