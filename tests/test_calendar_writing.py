"""The feed: rules F1–F18 of the calendar requirements, over random feeds in all scripts."""

import importlib.util
import random
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.archive import from_bytes
from adapters.calendar import READER
from adapters.calendar.folding import fold
from adapters.calendar.writing import MAX_BYTES, MAX_EVENTS, fit, write
from sync.model import Event, Feed, FileNote
from sync.ports import Context
from tests.conftest import SHARED

WHEN = "2026-11-22T08:00:00Z"
ZONES = [
    "Europe/Paris",
    "America/New_York",
    "America/St_Johns",
    "Australia/Lord_Howe",
    "Asia/Kolkata",
    "Africa/Casablanca",
    "Africa/Cairo",
    "Europe/Dublin",
    "Pacific/Apia",
    "UTC",
    "Nowhere/At_All",
]
SCRIPTS = (
    "abc ABC éèœŒßÅşğı Γιώργος Иван Щукин محمد علي דוד\u200f 山田 김민준 नमस्ते क्षि ไทย 🎂👩🏽‍🚀👨‍👩‍👧🇫🇷🏴󠁧󠁢󠁳󠁣󠁴󠁿"
    "\u0301\u0327\u200d\ufe0f\u200b\u202e\u2066\\;,:\"'^n\\n\\N%\x00\x07\x0b\x0c\x1b\x7f\x85\u2028\ufeff\ufffe\r\n\t"
)
TEXT = st.text(st.one_of(st.sampled_from(SCRIPTS), st.characters()), max_size=120)
LONG = st.one_of(TEXT, st.text(st.sampled_from(SCRIPTS), max_size=4000))
DAYS = st.dates(date(2026, 10, 20), date(2027, 12, 31))
TIMES = st.datetimes(datetime(2026, 10, 20), datetime(2027, 12, 31)).map(lambda t: t.replace(microsecond=0))


@st.composite
def events(draw):
    """Any event a planner could hand over, and a few it should not."""
    if draw(st.booleans()):
        start = draw(DAYS).isoformat()
        end = draw(st.one_of(st.just(""), DAYS.map(str)))
    else:
        begun = draw(TIMES)
        start = begun.isoformat() + "Z"
        end = draw(st.sampled_from(["", (begun + timedelta(hours=2)).isoformat() + "Z", start]))
    return Event(
        uid=draw(st.uuids()).hex + "@reseau",
        start=start,
        end=end,
        summary=draw(TEXT),
        modified=WHEN,
        description=draw(LONG),
        location=draw(TEXT),
        url=draw(st.one_of(st.just(""), st.just("http://127.0.0.1:8765/p/1?a=é b\r\nX:1"))),
        categories=tuple(draw(st.lists(TEXT, max_size=2))),
        sequence=draw(st.integers(0, 9)),
        status=draw(st.sampled_from(["CONFIRMED", "TENTATIVE", "CANCELLED"])),
        transparent=draw(st.booleans()),
        alarm=draw(st.sampled_from(["", "PT9H", "-PT15M"])),
    )


FEEDS = st.builds(
    Feed,
    name=TEXT,
    description=TEXT,
    events=st.lists(events(), max_size=6).map(tuple),
    zone=st.sampled_from(ZONES),
    colour=st.sampled_from(["seagreen", "teal", "no colour"]),
    refresh_h=st.integers(-1, 48),
    language=st.sampled_from(["en", "fr"]),
    today=st.just("2026-11-22"),
)


def lines_of(content):
    """Return the content lines, unfolded."""
    return content.decode().replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def one_event(**values):
    """Return the lines of a feed with one event."""
    event = Event(**{"uid": "a@reseau", "start": "2026-12-03", "summary": "Call", "modified": WHEN, **values})
    return lines_of(write(Feed("Network", (event,), zone="Europe/Paris"), "1.0"))


@given(FEEDS)
def test_every_line_is_utf8_by_itself_and_no_longer_than_75_octets(feed):
    content = write(feed)
    assert content.endswith(b"END:VCALENDAR\r\n")
    for line in content.removesuffix(b"\r\n").split(b"\r\n"):
        assert line
        assert len(line) <= 75
        assert not re.search("[\x00-\x08\x0a-\x1f\x7f-\x9f\ufeff\ufffe\uffff]", line.decode())


@given(FEEDS)
def test_no_text_of_the_feed_can_begin_a_property(feed):
    allowed = re.compile(
        r"(BEGIN|END|VERSION|PRODID|CALSCALE|NAME|DESCRIPTION|X-WR-CALNAME|X-WR-CALDESC|X-WR-TIMEZONE|COLOR|URL"
        r"|X-APPLE-CALENDAR-COLOR|REFRESH-INTERVAL|X-PUBLISHED-TTL|TZID|DTSTART|DTEND|TZOFFSETFROM|TZOFFSETTO|RRULE"
        r"|TZNAME|UID|DTSTAMP|CREATED|LAST-MODIFIED|SEQUENCE|SUMMARY|LOCATION|CATEGORIES|STATUS|TRANSP|CLASS"
        r"|X-MICROSOFT-CDO-BUSYSTATUS|ACTION|TRIGGER)[;:]"
    )
    for line in lines_of(write(feed)):
        assert allowed.match(line), line
    assert sum(line == "BEGIN:VEVENT" for line in lines_of(write(feed))) == len(feed.events)


@given(FEEDS)
def test_icalendar_reads_back_the_times_that_were_meant(feed):
    read = {str(event["UID"]): event for event in icalendar.Calendar.from_ical(write(feed)).walk("VEVENT")}
    assert len(read) == len(feed.events)
    for event in feed.events:
        start, end = read[event.uid].decoded("DTSTART"), read[event.uid].decoded("DTEND")
        if len(event.start) == 10:
            assert start == date.fromisoformat(event.start)
            assert type(end) is date
        else:
            assert start.astimezone(UTC) == datetime.fromisoformat(event.start)
        assert end > start


@given(FEEDS, st.randoms())
def test_the_order_of_the_events_does_not_change_a_byte(feed, chance):
    shuffled = random.Random(chance.random()).sample(feed.events, len(feed.events))
    assert write(replace(feed, events=tuple(shuffled))) == write(feed)


@given(FEEDS)
def test_our_own_feed_is_recognised_when_it_comes_back(feed):
    source = from_bytes("feed.ics", write(feed))
    names = READER.identify(source)
    items = list(READER.read(source, names, Context(now=datetime(2026, 11, 22, tzinfo=UTC))))
    assert names == ("feed.ics",)
    if feed.events:
        assert [item.reason for item in items if isinstance(item, FileNote)] == ["own-feed"]
        assert len(items) == 1


@pytest.mark.shared
@given(FEEDS)
def test_the_independent_lint_finds_nothing(feed):
    spec = importlib.util.spec_from_file_location("lint", SHARED / "bench" / "ics" / "lint.py")
    judge = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(judge)
    assert judge.lint(write(feed)) == []


@pytest.mark.parametrize("zone", ["Europe/Paris", "America/New_York", "Australia/Lord_Howe", "Europe/Dublin"])
def test_the_rules_of_a_zone_are_right_on_every_day_of_the_horizon(zone):
    hours = range(0, 24 * 430, 7)
    begun = datetime(2026, 10, 23, tzinfo=UTC)
    starts = [(begun + timedelta(hours=hour)).isoformat()[:19] + "Z" for hour in hours]
    feed = Feed(
        "x", tuple(Event(f"{n}@reseau", at, "x", WHEN) for n, at in enumerate(starts[:999])), zone=zone
    )
    calendar = icalendar.Calendar.from_ical(
        write(feed)
        .replace(f"TZID={zone}:".encode(), f"TZID=Own {zone}:".encode())
        .replace(f"TZID:{zone}\r\n".encode(), f"TZID:Own {zone}\r\n".encode())
    )
    for event in calendar.walk("VEVENT"):
        meant = datetime.fromisoformat(starts[int(str(event["UID"]).split("@")[0])])
        assert event.decoded("DTSTART").astimezone(UTC) == meant


def test_a_zone_without_yearly_rules_is_written_in_utc():
    event = Event("a@reseau", "2026-12-03T11:30:00Z", "Call", WHEN)
    lines = lines_of(write(Feed("x", (event,), zone="Africa/Casablanca")))
    assert "DTSTART:20261203T113000Z" in lines
    assert "BEGIN:VTIMEZONE" not in lines
    assert "X-WR-TIMEZONE:Africa/Casablanca" in lines


def test_the_hour_that_comes_twice_in_autumn_is_written_in_utc():
    event = Event("a@reseau", "2027-10-31T01:30:00Z", "Call", WHEN, end="2027-10-31T02:30:00Z")
    assert datetime(2027, 10, 31, 1, 30, tzinfo=UTC).astimezone(ZoneInfo("Europe/Paris")).fold == 1
    assert "DTSTART:20271031T013000Z" in lines_of(write(Feed("x", (event,), zone="Europe/Paris")))


def test_an_all_day_event_ends_on_the_next_day_and_takes_no_time():
    lines = one_event(transparent=False)
    assert "DTSTART;VALUE=DATE:20261203" in lines
    assert "DTEND;VALUE=DATE:20261204" in lines
    assert {"TRANSP:TRANSPARENT", "X-MICROSOFT-CDO-BUSYSTATUS:FREE", "CLASS:PRIVATE"} <= set(lines)
    assert "BEGIN:VTIMEZONE" not in lines


def test_a_timed_event_stands_in_the_zone_of_the_feed_with_that_zone_told_once():
    lines = one_event(start="2026-12-04T11:30:00Z", end="2026-12-04T13:00:00Z", transparent=False)
    assert "DTSTART;TZID=Europe/Paris:20261204T123000" in lines
    assert "DTEND;TZID=Europe/Paris:20261204T140000" in lines
    assert lines.count("BEGIN:VTIMEZONE") == 1
    assert "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3" in lines
    assert {"TRANSP:OPAQUE", "X-MICROSOFT-CDO-BUSYSTATUS:BUSY"} <= set(lines)


def test_the_head_says_everything_twice_that_clients_look_for_in_two_places():
    lines = one_event()
    assert "PRODID:-//reseau//reseau 1.0//EN" in lines
    assert lines[1] == "VERSION:2.0"
    assert {
        "NAME:Network",
        "X-WR-CALNAME:Network",
        "COLOR:seagreen",
        "X-APPLE-CALENDAR-COLOR:#2E8B57",
    } <= set(lines)
    assert {"REFRESH-INTERVAL;VALUE=DURATION:PT6H", "X-PUBLISHED-TTL:PT6H"} <= set(lines)
    assert not [line for line in lines if line.startswith(("METHOD", "ATTENDEE", "ORGANIZER", "ATTACH"))]
    assert [line for line in lines if line.startswith("UID")] == ["UID:a@reseau"]


def test_the_stamp_is_the_time_of_the_last_change_and_never_now():
    assert f"DTSTAMP:{re.sub('[-:]', '', WHEN)}" in one_event()
    assert f"LAST-MODIFIED:{re.sub('[-:]', '', WHEN)}" in one_event()


def test_a_backslash_before_an_n_stays_one():
    assert r"DESCRIPTION:C:\\New\nand \\Nope" in one_event(description="C:\\New\nand \\Nope")
    assert r"SUMMARY:AC/DC\; call\, then rest" in one_event(summary="AC\\DC; call,\r\nthen rest")


def test_an_alarm_rings_only_when_asked_for():
    assert "BEGIN:VALARM" not in one_event()
    assert "TRIGGER:PT9H" in one_event(alarm="PT9H")


def test_of_too_many_events_the_furthest_away_are_left_out_and_told():
    first = date(2026, 11, 22) - timedelta(days=30)
    many = tuple(
        Event(f"{n}@reseau", (first + timedelta(days=n % 400)).isoformat(), "Call", WHEN) for n in range(1200)
    )
    kept, left_out = fit(Feed("x", many, today="2026-11-22"))
    assert (len(kept.events), len(left_out)) == (MAX_EVENTS, 200)
    assert min(event.start for event in left_out) >= max(event.start for event in kept.events)
    assert write(Feed("x", many, today="2026-11-22")).count(b"BEGIN:VEVENT") == MAX_EVENTS


def test_a_feed_of_long_texts_stays_below_900_kb():
    many = tuple(
        Event(
            f"{n}@reseau",
            (date(2026, 12, 1) + timedelta(days=n)).isoformat(),
            "Call",
            WHEN,
            description="é;" * 1500,
        )
        for n in range(300)
    )
    kept, left_out = fit(Feed("x", many, today="2026-11-22"))
    assert 0.9 * MAX_BYTES < len(write(Feed("x", many, today="2026-11-22"))) <= MAX_BYTES
    assert len(kept.events) + len(left_out) == 300
    assert left_out


def test_a_uid_is_written_once():
    twice = Event("a@reseau", "2026-12-03", "Call", WHEN), Event("a@reseau", "2026-12-09", "Call", WHEN)
    kept, left_out = fit(Feed("x", twice))
    assert [event.start for event in kept.events] == ["2026-12-03"]
    assert [event.start for event in left_out] == ["2026-12-09"]


@pytest.mark.parametrize(
    "cluster",
    ["e\u0301\u0327", "👩🏽‍🚀", "👨‍👩‍👧‍👦", "🇫🇷", "क्षि", "🏴󠁧󠁢󠁳󠁣󠁴󠁿"],
    ids=["accents", "skin", "family", "flag", "matra", "tags"],
)
def test_a_line_is_never_folded_inside_what_a_reader_sees_as_one_character(cluster):
    for shift in range(12):
        content = fold("SUMMARY:" + "a" * shift + cluster * 30)
        assert content.replace(b"\r\n ", b"").decode() == "SUMMARY:" + "a" * shift + cluster * 30 + "\r\n"
        for line in content.decode().split("\r\n ")[1:]:
            assert line.startswith(cluster)


def test_a_heap_of_accents_longer_than_a_line_is_still_folded():
    content = fold("SUMMARY:e" + "\u0301" * 300)
    assert max(map(len, content.split(b"\r\n"))) <= 75
    assert content.replace(b"\r\n ", b"").decode() == "SUMMARY:e" + "\u0301" * 300 + "\r\n"
