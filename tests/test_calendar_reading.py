"""Calendars as people have them: encodings, zones, series and their changes, who took part, bounds."""

import io
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.archive import from_bytes, open_source
from adapters.calendar import READER, splitting
from adapters.calendar.splitting import decode, split
from adapters.calendar.zones import known
from sync.model import Fact, FileNote, Interaction, Name, Owner, Problem, Record
from sync.ports import Context, Unreadable
from tests.conftest import SAMPLES, SHARED

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
ME = "me@example.com"
CALENDAR = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Example//EN\r\nBEGIN:VEVENT\r\nUID:one\r\nDTSTART:20260302T090000Z\r\n"
    "DTEND:20260302T100000Z\r\nSUMMARY:Café à Orléans\r\nATTENDEE;CN=Zoé Martin:mailto:zoe@example.org\r\n"
    "END:VEVENT\r\nEND:VCALENDAR\r\n"
)


def read(text, *, zone="Europe/Paris", name="my.ics", **context):
    """Return all items the reader gives for one file."""
    content = text if isinstance(text, bytes) else text.encode()
    source = from_bytes(name, content)
    told = {"me": frozenset({ME}), **context}
    names = READER.identify(source)
    return list(READER.read(source, names, Context(now=NOW, zone=zone, region="FR", **told)))


def event(*lines, uid="one", guest=True):
    """Return the text of one event, with a guest unless told otherwise."""
    with_guest = ["ATTENDEE;CN=Zoé Martin:mailto:zoe@example.org"] if guest else []
    return "\r\n".join(["BEGIN:VEVENT", f"UID:{uid}", *lines, *with_guest, "END:VEVENT", ""])


def calendar(*events, head=()):
    """Return the text of a calendar."""
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *head, ""]) + "".join(events) + "END:VCALENDAR\r\n"


def times(items):
    """Return when the meetings among items begin."""
    return [item.at for item in items if isinstance(item, Interaction)]


def codes(items):
    """Return row and code of the problems among items."""
    return [(item.row, item.code) for item in items if isinstance(item, Problem)]


def keys(items):
    """Return the keys of the records among items."""
    return [item.key for item in items if isinstance(item, Record)]


# encodings and lines --------------------------------------------------------------------------------

ENCODED = {
    "utf-8": CALENDAR.encode(),
    "utf-8 with a byte order mark": b"\xef\xbb\xbf" + CALENDAR.encode(),
    "utf-16 little endian": b"\xff\xfe" + CALENDAR.encode("utf-16-le"),
    "utf-16 big endian": b"\xfe\xff" + CALENDAR.encode("utf-16-be"),
    "utf-16 without a mark": CALENDAR.encode("utf-16-le"),
    "windows-1252": CALENDAR.encode("cp1252"),
    "two encodings in one file": CALENDAR.replace("Café", "Caf\udce9").encode(errors="surrogateescape"),
    "line feeds only": CALENDAR.replace("\r\n", "\n").encode(),
    "carriage returns only": CALENDAR.replace("\r\n", "\r").encode(),
    "converted twice": CALENDAR.replace("\r\n", "\r\r\n").encode(),
    "blank lines": CALENDAR.replace("\r\n", "\r\n\r\n").encode(),
    "NULs": CALENDAR.encode().replace(b"\r\n", b"\x00\r\n"),
    "folded inside a character": CALENDAR.encode().replace(b"\xc3\xa9", b"\xc3\r\n \xa9"),
    "folded with tabs": CALENDAR.encode().replace(b"Martin", b"Mar\r\n\ttin"),
    "lower-case names": CALENDAR.replace("SUMMARY", "summary")
    .replace("BEGIN:VEVENT", "begin:vevent")
    .encode(),
    "lines that are none": CALENDAR.replace(
        "UID:one", "UID:one\r\nthis is no line\r\n:::\r\n;=\r\nX"
    ).encode(),
    "no VCALENDAR around": "".join(CALENDAR.splitlines(keepends=True)[3:-1]).encode(),
    "never closed": CALENDAR.replace("END:VCALENDAR\r\n", "").encode(),
}


@pytest.mark.parametrize("content", ENCODED.values(), ids=ENCODED)
def test_a_calendar_reads_the_same_in_every_encoding_and_with_every_line_end(content):
    items = read(content)
    assert [(i.at, i.summary, i.uid) for i in items if isinstance(i, Interaction)] == [
        ("2026-03-02T09:00:00Z", "Café à Orléans", "one")
    ]
    assert keys(items) == ["zoe@example.org|Zoé Martin"]


def test_repaired_letters_are_told_once():
    items = read(ENCODED["windows-1252"])
    assert codes(items) == [(0, "encoding-repaired")]
    assert [item.encoding for item in items if isinstance(item, FileNote)] == ["windows-1252"]


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200), st.sampled_from(["utf-8", "utf-16"]))
def test_what_is_encoded_well_is_decoded_as_it_was(text, encoding):
    text = "BEGIN:VCALENDAR\nX:" + "".join(text.split()).replace("\0", "").replace("\ufeff", "")
    assert decode(text.encode(encoding))[0] == text


def test_an_event_that_was_never_closed_ends_where_the_next_begins():
    text = calendar(
        event("DTSTART:20260302T090000Z").replace("END:VEVENT\r\n", ""),
        event("DTSTART:20260303T090000Z", uid="two"),
    )
    assert times(read(text)) == ["2026-03-02T09:00:00Z", "2026-03-03T09:00:00Z"]


def test_an_event_the_file_ends_in_is_told_and_not_guessed():
    items = read(CALENDAR[: CALENDAR.index("END:VEVENT")])
    assert codes(items) == [(1, "event-cut-off")]


def test_what_an_alarm_says_is_not_said_of_the_event():
    alarm = [
        "BEGIN:VALARM",
        "SUMMARY:Alarm",
        "ATTENDEE:mailto:alarm@example.org",
        "DURATION:PT5M",
        "END:VALARM",
    ]
    items = read(calendar(event(*alarm, "DTSTART:20260302T090000Z", "SUMMARY:Lunch")))
    assert [(i.summary, i.end) for i in items if isinstance(i, Interaction)] == [("Lunch", "")]
    assert keys(items) == ["zoe@example.org|Zoé Martin"]


# zones ----------------------------------------------------------------------------------------------

ZONE_NAMES = {
    "Europe/Paris": "Europe/Paris",
    "europe/paris": "Europe/Paris",
    "Romance Standard Time": "Europe/Paris",
    "W. Europe Standard Time": "Europe/Berlin",
    "Eastern Standard Time": "America/New_York",
    "Pacific Standard Time (Mexico)": "America/Tijuana",
    "/mozilla.org/20050126_1/Europe/Paris": "Europe/Paris",
    "/freeassociation.sourceforge.net/Tzfile/America/Indiana/Knox": "America/Indiana/Knox",
    "(UTC+01:00) Brussels, Copenhagen, Madrid, Paris": "Europe/Brussels",
    "(UTC+01:00) Bruxelles, Copenhague, Madrid, Paris": "Europe/Brussels",
    "(GMT-08.00) Pacific Time (US & Canada)": "America/Los_Angeles",
    "(UTC+07:00) Bangkok\\, Hanoi\\, Jakarta": "Asia/Bangkok",
    '"(UTC) Dublin, Edinburgh, Lisbon, London"': "Europe/Dublin",
    "tzone://Microsoft/Utc": "UTC",
    "GMT+0100": "UTC+01:00",
    "(UTC-04:30) Nowhere We Know": "UTC-04:30",
    "tzone://Microsoft/Custom": "None",
    "Customized Time Zone": "None",
    "../../etc/passwd": "None",
    "": "None",
}


@pytest.mark.parametrize(("name", "zone"), ZONE_NAMES.items(), ids=lambda value: value or "empty")
def test_a_zone_is_known_by_its_names(name, zone):
    assert str(known(name)) == zone


def test_every_windows_zone_keeps_the_time_that_the_unicode_table_says():
    from zoneinfo import ZoneInfo

    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    for name, iana in WINDOWS_TO_OLSON.items():
        for month in (1, 7):
            at = datetime(2025, month, 15, 12, tzinfo=UTC)
            assert at.astimezone(known(name)).utcoffset() == at.astimezone(ZoneInfo(iana)).utcoffset(), name


CUSTOM = """BEGIN:VTIMEZONE
TZID:Mine
BEGIN:STANDARD
DTSTART:16010101T020000
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE"""
ZONED = {
    "a zone named without being described": (
        "DTSTART;TZID=America/New_York:20260701T090000",
        (),
        "2026-07-01T13:00:00Z",
    ),
    "a floating time in the calendar's zone": (
        "DTSTART:20260701T090000",
        ("X-WR-TIMEZONE:America/New_York",),
        "2026-07-01T13:00:00Z",
    ),
    "a floating time in the reader's zone": ("DTSTART:20260701T090000", (), "2026-07-01T07:00:00Z"),
    "a described zone of 1601, summer": (
        "DTSTART;TZID=Mine:20260701T090000",
        (CUSTOM,),
        "2026-07-01T13:00:00Z",
    ),
    "a described zone of 1601, winter": (
        "DTSTART;TZID=Mine:20260115T090000",
        (CUSTOM,),
        "2026-01-15T14:00:00Z",
    ),
    "a broken description": (
        "DTSTART;TZID=Mine:20260701T090000",
        (CUSTOM.replace("RRULE", "RRULE;X=1:FREQ=NEVER\r\nTZID:twice\r\nnonsense\r\nRRULE"),),
        "2026-07-01T14:00:00Z",
    ),
    # By these no end is come to: the standard time is taken, as of any description that says nothing.
    "a rule with an interval of nothing": (
        "DTSTART;TZID=Mine:20260701T090000",
        (CUSTOM.replace("FREQ=YEARLY;BYDAY=1SU", "FREQ=YEARLY;INTERVAL=0;BYDAY=1SU"),),
        "2026-07-01T14:00:00Z",
    ),
    "a rule by the second": (
        "DTSTART;TZID=Mine:20260701T090000",
        (CUSTOM.replace("FREQ=YEARLY;BYDAY=2SU", "FREQ=SECONDLY;BYDAY=2SU"),),
        "2026-07-01T14:00:00Z",
    ),
    "a rule for every second of the year": (
        "DTSTART;TZID=Mine:20260701T090000",
        (CUSTOM.replace("BYDAY=2SU;BYMONTH=3", "BYHOUR=0,1;BYMINUTE=0,1;BYSECOND=0,1"),),
        "2026-07-01T14:00:00Z",
    ),
    "a rule in small letters": (
        "DTSTART;TZID=Mine:20260701T090000",
        (CUSTOM.replace("FREQ=YEARLY;BYDAY=2SU", "freq=yearly;interval=1;byday=2SU"),),
        "2026-07-01T13:00:00Z",
    ),
    "a quote closed too late": (
        'DTSTART;TZID="Romance Standard Time:20260701T090000"',
        (),
        "2026-07-01T07:00:00Z",
    ),
    "a colon that nobody quoted": (
        "DTSTART;TZID=(UTC+01:00) Paris:20260701T090000",
        (),
        "2026-07-01T07:00:00Z",
    ),
    "UTC in spite of a zone": ("DTSTART;TZID=Europe/Paris:20260701T090000Z", (), "2026-07-01T09:00:00Z"),
    "an offset as in ISO 8601": ("DTSTART:2026-07-01T09:00:00+02:00", (), "2026-07-01T07:00:00Z"),
    "without seconds": ("DTSTART:20260701T0900Z", (), "2026-07-01T09:00:00Z"),
    "an empty zone": ("DTSTART;TZID=:20260701T090000", (), "2026-07-01T07:00:00Z"),
    "the hour that the clocks leave out": (
        "DTSTART;TZID=Europe/Paris:20260329T023000",
        (),
        "2026-03-29T01:30:00Z",
    ),
}


@pytest.mark.parametrize(("line", "head", "expected"), ZONED.values(), ids=ZONED)
def test_a_time_is_read_in_the_zone_it_is_meant_in(line, head, expected):
    assert times(read(calendar(event(line), head=head))) == [expected]


def test_a_zone_nobody_knows_is_read_as_the_readers_and_told_once():
    text = calendar(
        event("DTSTART;TZID=Foo:20260701T090000"), event("DTSTART;TZID=Foo:20260702T090000", uid="two")
    )
    items = read(text)
    assert times(items) == ["2026-07-01T07:00:00Z", "2026-07-02T07:00:00Z"]
    assert codes(items) == [(0, "zone-unknown")]


# series -----------------------------------------------------------------------------------------------

WEEKLY = ("DTSTART;TZID=Europe/Paris:20261005T090000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=4")
SERIES = {
    "over the change of the clocks": (
        [event(*WEEKLY)],
        ["2026-10-05T07:00:00Z", "2026-10-12T07:00:00Z", "2026-10-19T07:00:00Z", "2026-10-26T08:00:00Z"],
    ),
    "an exception in UTC": (
        [event(*WEEKLY, "EXDATE:20261012T070000Z")],
        ["2026-10-05T07:00:00Z", "2026-10-19T07:00:00Z", "2026-10-26T08:00:00Z"],
    ),
    "an exception as a day": (
        [event(*WEEKLY, "EXDATE;VALUE=DATE:20261012,20261019")],
        ["2026-10-05T07:00:00Z", "2026-10-26T08:00:00Z"],
    ),
    "an additional date": (
        [event(*WEEKLY, "RDATE;TZID=Europe/Paris:20261007T120000")],
        [
            "2026-10-05T07:00:00Z",
            "2026-10-07T10:00:00Z",
            "2026-10-12T07:00:00Z",
            "2026-10-19T07:00:00Z",
            "2026-10-26T08:00:00Z",
        ],
    ),
    "an additional period": (
        [event("DTSTART:20261005T070000Z", "RDATE;VALUE=PERIOD:20261007T100000Z/PT3H")],
        ["2026-10-05T07:00:00Z", "2026-10-07T10:00:00Z"],
    ),
    "one moved, told before its series": (
        [
            event("RECURRENCE-ID:20261012T070000Z", "DTSTART:20261013T150000Z"),
            event(*WEEKLY),
        ],
        ["2026-10-05T07:00:00Z", "2026-10-13T15:00:00Z", "2026-10-19T07:00:00Z", "2026-10-26T08:00:00Z"],
    ),
    "one cancelled": (
        [
            event(*WEEKLY),
            event("RECURRENCE-ID:20261012T070000Z", "DTSTART:20261012T070000Z", "STATUS:CANCELLED"),
        ],
        ["2026-10-05T07:00:00Z", "2026-10-19T07:00:00Z", "2026-10-26T08:00:00Z"],
    ),
    "an hour later from here on": (
        [
            event(*WEEKLY),
            event(
                "RECURRENCE-ID;TZID=Europe/Paris;RANGE=THISANDFUTURE:20261019T090000",
                "DTSTART;TZID=Europe/Paris:20261019T100000",
            ),
        ],
        ["2026-10-05T07:00:00Z", "2026-10-12T07:00:00Z", "2026-10-19T08:00:00Z", "2026-10-26T09:00:00Z"],
    ),
    "an end in UTC": (
        [event("DTSTART;TZID=Europe/Paris:20261005T090000", "RRULE:FREQ=WEEKLY;UNTIL=20261012T070000Z")],
        ["2026-10-05T07:00:00Z", "2026-10-12T07:00:00Z"],
    ),
    "a change without its series": (
        [event("RECURRENCE-ID:20101012T070000Z", "DTSTART:20101013T150000Z")],
        ["2010-10-13T15:00:00Z"],
    ),
    "a single event of any age": ([event("DTSTART:19850101T090000Z")], ["1985-01-01T09:00:00Z"]),
}


@pytest.mark.parametrize(("events", "expected"), SERIES.values(), ids=SERIES)
def test_a_series_is_one_meeting_for_each_time_people_met(events, expected):
    items = read(calendar(*events))
    assert times(items) == expected
    assert len({item.key for item in items if isinstance(item, Interaction)}) == len(expected)


@pytest.mark.parametrize(("events", "expected"), SERIES.values(), ids=SERIES)
def test_recurring_ical_events_sees_the_same_series(events, expected):
    import icalendar
    import recurring_ical_events

    text = calendar(*events).replace("STATUS:CANCELLED", "STATUS:CANCELLED\r\nSUMMARY:gone")
    found = recurring_ical_events.of(icalendar.Calendar.from_ical(text)).between((1980, 1, 1), (2027, 12, 31))
    seen = [e["DTSTART"].dt.astimezone(UTC) for e in found if str(e.get("SUMMARY", "")) != "gone"]
    assert sorted(f"{at:%Y-%m-%dT%H:%M:%SZ}" for at in seen) == expected


def test_the_row_of_an_instance_is_its_series_wherever_the_change_stands():
    items = read(calendar(*SERIES["one moved, told before its series"][0]))
    assert {item.row for item in items if isinstance(item, Interaction)} == {2}


def test_a_series_is_read_from_ten_years_before_now_to_400_days_after():
    found = times(read(calendar(event("DTSTART:20000103T090000Z", "RRULE:FREQ=DAILY"))))
    assert found[0] == "2016-11-22T09:00:00Z"
    assert found[-1] == "2027-12-26T09:00:00Z"


def test_a_series_that_ended_long_ago_says_so():
    items = read(calendar(event("DTSTART:20000103T090000Z", "RRULE:FREQ=DAILY;COUNT=9", guest=False)))
    assert codes(items) == [(1, "no-instance")]


@pytest.mark.parametrize("every", ["SECONDLY", "MINUTELY", "HOURLY"])
def test_a_series_within_a_day_is_refused_and_its_first_time_kept(every):
    items = read(calendar(event("DTSTART:20260302T090000Z", f"RRULE:FREQ={every}")))
    assert times(items) == ["2026-03-02T09:00:00Z"]
    assert codes(items) == [(1, "recurs-too-often")]


def test_a_meeting_to_come_is_planned():
    items = read(calendar(event("DTSTART:20261122T080001Z"), event("DTSTART:20261122T080000Z", uid="two")))
    assert [item.planned for item in items if isinstance(item, Interaction)] == [True, False]


def test_the_newest_version_of_an_event_counts():
    text = calendar(
        event("DTSTART:20260302T090000Z", "SEQUENCE:2"),
        event("DTSTART:20260301T090000Z", "SEQUENCE:1"),
        event("DTSTART:20260304T090000Z", uid="two"),
        event("DTSTART:20260304T090000Z", "SEQUENCE:1", "STATUS:CANCELLED", uid="two"),
    )
    items = read(text)
    assert times(items) == ["2026-03-02T09:00:00Z"]
    assert codes(items) == [(2, "duplicate-row"), (3, "duplicate-row"), (4, "cancelled")]


# people -----------------------------------------------------------------------------------------------

PEOPLE = {
    "a name in quotes with a comma": (
        'ATTENDEE;CN="Doe, John":MAILTO:John@Example.org',
        "john@example.org|Doe, John",
        "John Doe",
    ),
    "an address in a parameter": (
        'ATTENDEE;CN=Jane Roe;EMAIL="jane@example.org":/aXb/principal/',
        "jane@example.org|Jane Roe",
        "Jane Roe",
    ),
    "an address as the name": (
        "ORGANIZER;CN=jane@example.org:mailto:jane@example.org",
        "jane@example.org|jane@example.org",
        "",
    ),
    "no name": ("ATTENDEE:mailto:jane@example.org", "jane@example.org|", ""),
    "an encoded address": (
        "ATTENDEE;CN=Jane Roe:mailto:jane%2Broe@example.org",
        "jane+roe@example.org|Jane Roe",
        "Jane Roe",
    ),
    "RFC 6868": ("ATTENDEE;CN=Jane ^'J^' Roe:mailto:jane@example.org", 'jane@example.org|Jane "J" Roe', None),
    "vCalendar 1.0": (
        "ATTENDEE;ROLE=OWNER:Jane Roe <jane@example.org>",
        "jane@example.org|Jane Roe",
        "Jane Roe",
    ),
    "a sure name without address": ("ATTENDEE;CN=Jane Roe:invalid:nomail", "|Jane Roe", "Jane Roe"),
}


@pytest.mark.parametrize(("line", "key", "full"), PEOPLE.values(), ids=PEOPLE)
def test_a_guest_is_known_by_address_and_name_as_written(line, key, full):
    items = read(calendar(event("DTSTART:20260302T090000Z", line, guest=False)))
    assert keys(items) == [key]
    if full is not None:
        assert [item.card.name.full for item in items if isinstance(item, Record)] == [full]


NOBODY = {
    "a room": "ATTENDEE;CUTYPE=ROOM;CN=Jane Roe:mailto:jane@example.org",
    "a thing": "ATTENDEE;CUTYPE=RESOURCE;CN=Beamer:mailto:beamer@example.org",
    "a list": "ATTENDEE;CUTYPE=GROUP;CN=Sales:mailto:sales@example.org",
    "a room of Google": "ATTENDEE;CN=Lyon-3:mailto:c_188@resource.calendar.google.com",
    "a room by its address": "ATTENDEE;CN=Lyon 3:mailto:salle.lyon@example.org",
    "the calendar itself": "ORGANIZER;CN=Work:mailto:abc@group.calendar.google.com",
    "an unsure name without address": "ATTENDEE;CN=équipe:invalid:nomail",
    "a machine": "ORGANIZER;CN=Booking:mailto:no-reply@example.org",
    "the owner": f"ATTENDEE;CN=Jane Roe:mailto:{ME.upper()}",
}


@pytest.mark.parametrize("line", NOBODY.values(), ids=NOBODY)
def test_what_is_no_other_person_is_neither_record_nor_party(line):
    items = read(calendar(event("DTSTART:20260302T090000Z", line, guest=False)))
    assert keys(items) == []
    assert [item.parties for item in items if isinstance(item, Interaction)] == [()]


def test_the_owner_under_an_unknown_address_is_known_by_name():
    owner = Owner(Name(full="Jane Roe"), (ME,))
    line = "ATTENDEE;CN=Jane Roe:mailto:jane@example.net"
    assert keys(read(calendar(event("DTSTART:20260302T090000Z", line)), owner=owner)) == [
        "zoe@example.org|Zoé Martin"
    ]
    both = [line, f"ATTENDEE;CN=Jane Roe:mailto:{ME}"]
    assert len(keys(read(calendar(event("DTSTART:20260302T090000Z", *both)), owner=owner))) == 2


def test_who_declined_is_a_record_and_no_party():
    line = "ATTENDEE;CN=Paul Roux;PARTSTAT=DECLINED:mailto:paul@example.org"
    items = read(calendar(event("DTSTART:20260302T090000Z", line)))
    assert len(keys(items)) == 2
    assert [[p.email for p in i.parties] for i in items if isinstance(i, Interaction)] == [
        ["zoe@example.org"]
    ]
    assert [item.group for item in items if isinstance(item, Interaction)] == [2]


def test_the_same_meeting_from_two_files_counts_once(tmp_path):
    (tmp_path / "a.ics").write_text(calendar(event("DTSTART:20260302T090000Z")))
    (tmp_path / "b.ics").write_text(
        calendar(event("DTSTART:20260302T090000Z", uid="other"), event("DTSTART:20260302T090000Z"))
    )
    source = open_source(str(tmp_path))
    items = list(READER.read(source, READER.identify(source), Context(now=NOW)))
    assert len(times(items)) == 1
    assert codes(items) == [(1, "duplicate-row"), (2, "duplicate-row")]


def test_two_meetings_of_one_calendar_at_the_same_time_are_two():
    items = read(calendar(event("DTSTART:20260302T090000Z"), event("DTSTART:20260302T090000Z", uid="two")))
    assert len(times(items)) == 2


def test_what_takes_time_to_come_is_told_to_the_planner():
    text = calendar(
        event("DTSTART:20261201T090000Z", "DTEND:20261201T100000Z"),
        event("DTSTART:20261202T090000Z", "DTEND:20261202T100000Z", "TRANSP:TRANSPARENT", uid="two"),
        event(
            "DTSTART;VALUE=DATE:20261224",
            "DTEND;VALUE=DATE:20270102",
            "X-MICROSOFT-CDO-BUSYSTATUS:OOF",
            uid="off",
        ),
        event("DTSTART;VALUE=DATE:20261203", uid="birthday"),
        event("DTSTART:20261204T090000Z", "STATUS:CANCELLED", uid="gone"),
        event("DTSTART:20250101T090000Z", uid="past"),
    )
    assert [dict(item.values) for item in read(text) if isinstance(item, Fact)] == [
        {"start": "2026-12-01T09:00:00Z", "end": "2026-12-01T10:00:00Z"},
        {"start": "2026-12-24", "end": "2027-01-02"},
    ]


def attached(size):
    """Return a calendar of two events, the first with an attachment of `size` bytes in lines of 75 octets."""
    photo = "ATTACH;ENCODING=BASE64;VALUE=BINARY:A\r\n" + (" " + "A" * 74 + "\r\n") * (size // 75)
    first = event("DTSTART:20260302T090000Z").replace("UID:one\r\n", "UID:one\r\n" + photo)
    return calendar(first, event("DTSTART:20260303T090000Z", uid="two")).encode()


def test_a_large_calendar_is_read_in_pieces_without_its_attachments():
    content = attached(3_000_000)
    slim = splitting.slim(io.BytesIO(content))
    assert len(slim) < 250_000
    assert [entry.lines for entry in split(slim).entries] == [entry.lines for entry in split(content).entries]


@given(st.lists(st.binary(max_size=40), max_size=30))
def test_a_calendar_without_long_lines_is_the_same_in_pieces(lines):
    content = b"\r\n".join(lines)
    assert splitting.slim(io.BytesIO(content)) == content


def test_a_calendar_that_is_too_large_even_so_says_what_to_do(monkeypatch):
    monkeypatch.setattr(splitting, "MAX_KEPT", 1000)
    source = from_bytes("years.ics", attached(50_000))
    with pytest.raises(Unreadable) as told:
        list(READER.read(source, ["years.ics"], Context(now=NOW, zone="Europe/Paris")))
    assert told.value.code == "calendar-too-large"


# bounds -----------------------------------------------------------------------------------------------

HOSTILE = {
    "an endless line": calendar(event("DTSTART:20260302T090000Z", "ATTACH:" + "x" * 3_000_000)),
    "a million blank lines": calendar(event("DTSTART:20260302T090000Z", "\r\n" * 1_000_000)),
    "a wall of quotes": calendar(event("DTSTART:20260302T090000Z", "ATTENDEE" + ';CN="' * 200_000)),
    "a wall of parameters": calendar(
        event("DTSTART:20260302T090000Z", "ATTENDEE" + ";CN=" * 200_000 + ":mailto:a@b.c")
    ),
    "a wall of components": calendar(event("DTSTART:20260302T090000Z", "BEGIN:VALARM\r\n" * 200_000)),
    "a wall of escapes": calendar(event("DTSTART:20260302T090000Z", "SUMMARY:" + "\\" * 99_999)),
    "a wall of soft breaks": calendar(
        event("DTSTART:20260302T090000Z", "SUMMARY;ENCODING=QUOTED-PRINTABLE:" + "a=\r\n" * 20_000)
    ),
    "numbers without end": calendar(
        event(
            "DTSTART:20260302T090000Z", f"SEQUENCE:{'9' * 50_000}", f"RRULE:FREQ=DAILY;COUNT={'9' * 50_000}"
        )
    ),
    "a thousand series": calendar(
        *(event("DTSTART:20000101T090000Z", "RRULE:FREQ=DAILY", uid=str(n), guest=False) for n in range(1000))
    ),
    "all at one time": calendar(
        *(
            event(
                "DTSTART:20260302T090000Z",
                f"ATTENDEE;CN=A B:mailto:a{n}@example.org",
                uid=str(n),
                guest=False,
            )
            for n in range(30_000)
        )
    ),
    "dates by the thousand": calendar(
        event(
            "DTSTART:20260302T090000Z",
            "RDATE:" + ",".join(["20260302T090000Z"] * 9_000),
            "EXDATE:" + ",".join(["20270302"] * 9_000),
        )
    ),
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_is_read_in_bounded_time(text):
    begun = time.process_time()
    items = read(text)
    assert time.process_time() - begun < 6
    assert any(isinstance(item, FileNote) for item in items)


PLACES = sorted((SAMPLES / "calendar").glob("*/input.*"))


@given(st.sampled_from(PLACES), st.data())
def test_a_damaged_file_gives_values_and_no_exception(place, data):
    content = bytearray(place.read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(content)))
        what = data.draw(
            st.one_of(
                st.binary(max_size=6),
                st.sampled_from(
                    [
                        b"\r\n",
                        b"BEGIN:VEVENT\r\n",
                        b"END:VEVENT\r\n",
                        b'"',
                        b";",
                        b":",
                        b"99999999",
                        b"\r\nDTSTART:",
                        b"-",
                    ]
                ),
            )
        )
        content[at : at + data.draw(st.integers(0, 12))] = what
    source = from_bytes(place.name, bytes(content))
    items = list(READER.read(source, [place.name], Context(now=NOW, zone="Europe/Paris")))
    rows = len(split(bytes(content)).entries)
    assert all(0 <= item.row <= rows for item in items if not isinstance(item, FileNote))


@pytest.mark.shared
def test_every_file_of_the_corpus_is_read_in_bounded_time():
    for place in sorted((SHARED / "corpora" / "ics").glob("*/*.ics")):
        source = open_source(str(place))
        begun = time.process_time()
        items = list(READER.read(source, [place.name], Context(now=NOW, zone="Europe/Paris")))
        events = len(split(place.read_bytes()).entries)
        assert time.process_time() - begun < 5 + events / 1000, place
        told = {item.row for item in items if not isinstance(item, FileNote)}
        changes = sum("RECURRENCE-ID" in entry.lines for entry in split(place.read_bytes()).entries)
        assert len(told - {0}) >= events - changes, place
