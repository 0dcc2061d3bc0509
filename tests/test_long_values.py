"""Files made to keep a reader busy: a value, a card or a table many times as long takes about so many times as long.

What was quadratic, or worse, and is not; a limit of time would fail on a busy machine, so sizes are compared.
"""

from datetime import UTC, datetime
from time import process_time

import pytest

from adapters.archive import from_bytes
from adapters.letters import draft
from sync.app.files import readers
from sync.normalize import emails, names, phones
from sync.ports import Context
from sync.renewal import roles, sectors, titles
from sync.usecases import reading

CONTEXT = Context(
    now=datetime(2026, 11, 28, tzinfo=UTC), zone="Europe/Paris", region="FR", me=frozenset(), salt=b"x"
)
CARD = "BEGIN:VCARD\nVERSION:3.0\nFN:Zoé Delaunay\n{}END:VCARD\n"
EVENT = (
    "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:1\nDTSTART:20260101T000000Z\nDTEND:20260101T010000Z\n"
    "ATTENDEE:mailto:a@example.org\nATTENDEE:mailto:b@example.org\n{}END:VEVENT\nEND:VCALENDAR\n"
)
TABLE = (
    "Nom,Prénom,Email,Tél,Société,Fréquence,Dernier contact,Mots-clés\n"
    "Delaunay,Zoé,zoe@example.org,0639981001,Brévane,tous les 3 mois,2026-01-01,a\n"
    "Fabre,Ali,ali@example.org,0639981002,Brévane,tous les 3 mois,2026-01-01,a\n{}\n"
)
LINKEDIN = (
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    "Ali,Fabre,https://www.linkedin.com/in/ali-fabre,,Brévane,DAF,05 Jan 2024\n{}\n"
)
CASES = {
    "a head folded often": ("x.vcf", CARD, lambda n: "NOTE;A=" + "b\n " * n + "\n"),
    "soft breaks that are none": ("x.vcf", CARD, lambda n: "NOTE:" + "a=\n " * n + "\n"),
    "a value folded often": ("x.vcf", CARD, lambda n: "NOTE:" + "a\n " * n + "\n"),
    "bare returns": ("x.vcf", CARD, lambda n: "NOTE:" + "\r" * n + "a\n"),
    "cards without an end": ("x.vcf", "{}", lambda n: "BEGIN:VCARD\nFN:x\n" * n),
    "beginnings alone": ("x.vcf", "{}", lambda n: "BEGIN:VCARD\n" * n + "FN:x\n" + "END:VCARD\n" * n),
    "cards in cards": ("x.vcf", CARD, lambda n: "AGENT:\nBEGIN:VCARD\n" * n + "END:VCARD\n" * n),
    "blanks for an attendee": ("x.ics", EVENT, lambda n: "ATTENDEE:" + " " * n + "x\n"),
    "blanks for a time": ("x.ics", EVENT, lambda n: "DURATION:" + " " * n + "x\n"),
    "initials for an attendee": ("x.ics", EVENT, lambda n: 'ATTENDEE;CN="' + "M. " * n + '!":mailto:c@example.org\n'),
    "a name of signs": ("x.csv", TABLE, lambda n: "@" * n + ",Inès,i@example.org,,,,,"),
    "a name of marks": ("x.csv", TABLE, lambda n: "é\u0301" * n + ",Inès,i@example.org,,,,,"),
    "a name of initials": ("x.csv", TABLE, lambda n: "M. " * n + "!,Inès,i@example.org,,,,,"),
    "a name of blanks": ("x.csv", TABLE, lambda n: "a" + " " * n + "b,Inès,i@example.org,,,,,"),
    "an address of letters": ("x.csv", TABLE, lambda n: "Roy,Inès," + "a" * n + "@,,,,,"),
    "a number of blanks": ("x.csv", TABLE, lambda n: "Roy,Inès,i@example.org,1" + " " * n + "2,,,,"),
    "a cadence of naughts": ("x.csv", TABLE, lambda n: "Roy,Inès,i@example.org,,," + "0" * n + ",,"),
    "a day of blanks": ("x.csv", TABLE, lambda n: "Roy,Inès,i@example.org,,,,1" + " " * n + "2,"),
    "keywords of blanks": ("x.csv", TABLE, lambda n: "Roy,Inès,i@example.org,,,,,a" + " " * n + "b"),
    "a word under a heading nobody knows": ("x.csv", "Nom,Prénom,Zut\nDelaunay,Zoé,x\n{}\n", lambda n: "Roy,Inès," + "a" * n),
    "a first line of one word": ("x.csv", "{}\nDelaunay,Zoé,zoe@example.org\n", lambda n: "x," + "a" * n),
    "a LinkedIn name of signs": ("Connections.csv", LINKEDIN, lambda n: "Inès," + "@" * n + ",,,,,05 Jan 2024"),
    "a LinkedIn day of letters": ("Connections.csv", LINKEDIN, lambda n: "Inès,Roy,,,,," + "a" * n),
}  # fmt: skip


def seconds(work):
    begun = process_time()
    work()
    return process_time() - begun


def is_about_linear(work, least=2_000):
    """Tell whether eight times as much takes less than some twenty times as long; what takes no time at all does."""
    work(least)  # what is loaded once
    few = min(seconds(lambda: work(least)) for _ in range(3))
    many = min(seconds(lambda: work(8 * least)) for _ in range(2))
    return many < 20 * few + 0.1


@pytest.mark.parametrize("name", CASES)
def test_a_file_eight_times_as_long_takes_about_eight_times_as_long(name):
    file, around, inside = CASES[name]

    def work(size):
        content = around.format(inside(size)).encode()
        found = reading.read([file], lambda _: from_bytes(file, content), readers(), CONTEXT)
        assert found.records or found.problems

    assert is_about_linear(work)


UNITS = ["a", "A", " ", ".", "-", "@", "(", '"', "'", ",", ";", ":", "/", "|", "+", "_", "1", "é", "\u0301", "M. ", "a.", "- ",
         "1 ", "http://", "www.", "Mac", "de ", "ex ", "山", "👩‍👩", "Â", "0,"]  # fmt: skip
"""What a cell may be full of."""
FUNCTIONS = {
    "name": names.person,
    "parts of a name": lambda text: names.person(text, text, text),
    "pronouns": names.pronouns,
    "nicknames": names.nicknames,
    "addresses": emails.addresses,
    "numbers": phones.numbers,
    "number": lambda text: phones.number(text, "FR"),
    "title": titles.key,
    "retired": titles.retired,
    "standing": roles.standing,
    "sector": sectors.sector,
    "draft": lambda text: draft(text, "a@example.org", text, text),
}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_no_text_of_one_thing_again_and_again_holds_a_value_up(name):
    """40,000 letters of anything: the worst took hours."""
    work = FUNCTIONS[name]
    work("loaded")
    for unit in UNITS:
        for end in ("", "!", "@", "x"):
            text = unit * (40_000 // len(unit)) + end
            assert seconds(lambda text=text: work(text)) < 2, (unit, end)


DAYS = [
    f"{year}{month:02}{day:02}"
    for year in range(2017, 2027)
    for month in range(1, 13)
    for day in range(1, 29)
]


@pytest.mark.parametrize(
    ("more", "change"),
    [
        (("EXDATE;VALUE=DATE:20270101" + ",20270102" * 1_000 + "\n") * 100, ""),
        ("", "RECURRENCE-ID:{}T100000Z"),
        ("", "RECURRENCE-ID;RANGE=THISANDFUTURE:{}T100000Z"),
    ],
    ids=["left out", "changed", "changed from there on"],
)
def test_a_series_of_ten_years_takes_thousands_of_exceptions(more, change):
    """Each was looked for in all of them: a file of 1 MB took half a minute."""
    series = EVENT.replace("DTSTART:20260101T000000Z", "DTSTART:20170101T100000Z").replace(
        "DTEND:20260101T010000Z", "DTEND:20170101T110000Z\nRRULE:FREQ=DAILY"
    )
    changes = "".join(
        f"BEGIN:VEVENT\nUID:1\nDTSTART:{day}T120000Z\n{change.format(day)}\nATTENDEE:mailto:a@example.org\nEND:VEVENT\n"
        for day in DAYS
        if change
    )
    content = series.format(more).replace("END:VCALENDAR", changes + "END:VCALENDAR").encode()
    found = []

    def work():
        found.append(reading.read(["x.ics"], lambda _: from_bytes("x.ics", content), readers(), CONTEXT))

    assert seconds(work) < 5
    assert len(found[0].interactions) > 3_000


@pytest.mark.parametrize("initials", [16, 40, 160])
def test_a_name_of_many_initials_is_read(initials):
    """Each further one doubled the time."""
    assert names.person("M. " * initials + "Roy!").full


def test_what_is_too_long_for_a_name_is_kept_as_written():
    long = "Zoé " + "de la " * 200 + "Tour"
    found = names.person(long)
    assert found.full == found.raw == long
    parts = names.person("", "Zoé", "de la " * 200 + "Tour")
    assert (parts.given, parts.surname) == ("Zoé", "de la " * 200 + "Tour")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a@b.example/c@d.example", ("a@b.example", "/c@d.example")),
        ("x@y@z.example", ("y@z.example",)),
        ("a" * 300 + "@b.example", ()),
        ("a" * 200 + "@b.example", ("a" * 200 + "@b.example",)),
        ("(a@b.example;c@d.example)", ("a@b.example", "c@d.example")),
    ],
)
def test_addresses_are_found_as_far_as_an_address_goes(text, expected):
    assert emails.addresses(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("01 99 00 10 20 ;  ; 06 39 98 10 20", ("01 99 00 10 20", "06 39 98 10 20")),
        ("01 99 00 10 20\n\n06 39 98 10 20", ("01 99 00 10 20", "06 39 98 10 20")),
        ("01 99 00 10 20   ou   06 39 98 10 20", ("01 99 00 10 20", "06 39 98 10 20")),
    ],
)
def test_numbers_are_parted_whatever_blanks_stand_around(text, expected):
    assert phones.numbers(text) == expected


def test_of_more_rows_than_can_be_the_first_are_read_and_it_is_said(monkeypatch):
    monkeypatch.setattr(reading, "MOST", 5)
    rows = "".join(f"Roy{n},Inès,i{n}@example.org,,,,,\n" for n in range(20))
    content = TABLE.format(rows).encode()
    found = reading.read(["x.csv"], lambda _: from_bytes("x.csv", content), readers(), CONTEXT)
    assert [error.code for error in found.unreadable] == ["rows-too-many"]
    assert 0 < len(found.records) <= 5
