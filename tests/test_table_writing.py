"""Tables out: every layout is harmless in a spreadsheet, and our own reads back whole."""

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.table.writing import LAYOUTS, guarded, write_csv
from sync.model import (
    Address,
    Anniversary,
    Card,
    Email,
    OnlineService,
    Organization,
    Phone,
    Title,
)
from sync.normalize import names
from tests.test_table import read, records

RUNS = re.compile(r"[=+\-@\t\r]")
PHONE = re.compile(r"\+[\d\s().\-]+")
# What UTF-8 looks like that was read as cp1252; the reader mends it, and says so.
TWICE_ENCODED = re.compile(r"[ÂÃâ][^\x00-\x7f]")

FULL = Card(
    uid="p-1",
    name=names.person(given="Élodie", surname="Lefèvre"),
    nicknames=("Lolo", "Didi"),
    pronouns="elle",
    emails=(
        Email("elodie@example.com", ("work",)),
        Email("e.lefevre@example.org", ("private",)),
        Email("atelier@example.net", (), "Atelier"),
        Email("quatre@example.com"),
    ),
    phones=(
        Phone("+33639981020", "+33639981020", ("mobile",)),
        Phone("+33199001020", "+33199001020", ("fax",), ("work",)),
        Phone("+33199001021", "+33199001021", (), ("private",)),
        Phone("+33639981022", "+33639981022", ("mobile",), ("work",)),
    ),
    organizations=(Organization("Atelier Brume", ("Paris",)), Organization("Asso Sud")),
    titles=(Title("Architecte"), Title("Trésorière, bénévole")),
    online_services=(
        OnlineService("LinkedIn", "https://www.linkedin.com/in/elodie-l", "in/elodie-l"),
        OnlineService("", "https://www.example.com/a"),
    ),
    addresses=(
        Address(
            "3 quai Nord\n44000 Nantes\nFrance",
            "3 quai Nord",
            "",
            "",
            "Nantes",
            "",
            "44000",
            "France",
            "FR",
            ("work",),
        ),
    ),
    anniversaries=(Anniversary("birth", "--03-15"), Anniversary("wedding", "2012-06-02")),
    keywords=("golf", "clients"),
    notes=("=HYPERLINK(1)", "deux\nlignes", "@home; 'x'"),
    connected_on="2011-04-12",
    cadence="P3M",
)
COMPANY = Card(kind="org", name=names.person(raw="Garage"), organizations=(Organization("Garage"),))


def cells_of(content):
    return [cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")) for cell in row]


def without_raw(card):
    """Return what two readings of one person must share: the written form of a name is a matter of columns."""
    return (
        card.kind,
        card.name.given,
        card.name.surname,
        card.emails,
        card.phones,
        card.organizations,
        card.titles,
        card.notes,
    )


def test_our_own_layout_reads_back_whole():
    record = records(read(write_csv([FULL])))[0]
    assert record.key == "p-1"
    read_back = record.card
    for part in Card.__dataclass_fields__:
        if part not in ("uid", "name"):
            assert getattr(read_back, part) == getattr(FULL, part), part
    assert (read_back.name.given, read_back.name.surname) == ("Élodie", "Lefèvre")


def test_a_company_stays_a_company():
    card = records(read(write_csv([COMPANY])))[0].card
    assert (card.kind, card.name.full) == ("org", "Garage")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_no_address_number_or_note_is_lost_in_any_layout(layout):
    text = write_csv([FULL], layout).decode("utf-8-sig")
    for value in (
        "elodie@example.com",
        "quatre@example.com",
        "+33639981022",
        "in/elodie-l",
        "Atelier Brume",
        "deux",
        "Nantes",
    ):
        assert value in text, value


@pytest.mark.parametrize("layout", LAYOUTS)
def test_our_reader_reads_every_layout(layout):
    card = records(read(write_csv([FULL], layout)))[0].card
    assert (card.name.given, card.name.surname) == ("Élodie", "Lefèvre")
    assert card.emails[0].address == "elodie@example.com"
    assert card.organizations[0] == Organization("Atelier Brume", ("Paris",))
    assert {"+33639981020", "+33199001020"} <= {p.number for p in card.phones}
    assert "fax" in next(p.features for p in card.phones if p.number == "+33199001020")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_nobody_at_all_is_a_header_alone(layout):
    assert len(write_csv([], layout).decode("utf-8-sig").splitlines()) == 1


@given(
    st.sampled_from(["=", "+", "-", "@", "\t", "\r", "'", "'="]),
    st.text(max_size=20),
    st.sampled_from(LAYOUTS),
)
def test_no_cell_runs_in_a_spreadsheet(start, rest, layout):
    text = start + rest.replace("\x00", "")
    card = Card(
        name=names.person(given=text, surname=text),
        emails=(Email("a@example.com", (), text),),
        phones=(Phone("+33639981020", "", (), (), text),),
        organizations=(Organization(text, (text,)),),
        titles=(Title(text),),
        keywords=(text,),
        notes=(text,),
    )
    for cell in cells_of(write_csv([card], layout)):
        assert not RUNS.match(cell) or PHONE.fullmatch(cell), cell


@given(
    st.sampled_from(["=", "+", "-", "@", "'", "'='", ""]),
    st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=30),
)
def test_what_was_guarded_reads_back_unchanged(start, rest):
    note = (start + rest).strip()
    if not note or note.startswith('="') or TWICE_ENCODED.search(note):
        return
    card = Card(
        name=names.person(given="Ana", surname="Sousa"), emails=(Email("a@example.com"),), notes=(note,)
    )
    found = records(read(write_csv([card])))[0].card.notes
    assert [text.split() for text in found] == [note.split()]


def test_a_phone_is_the_normal_false_hit():
    assert guarded("+33 6 39 98 10 20") == "+33 6 39 98 10 20"
    assert guarded("+cmd|' /C calc'!A0") == "'+cmd|' /C calc'!A0"


def test_the_same_cards_give_the_same_bytes():
    assert write_csv([FULL, COMPANY]) == write_csv([FULL, COMPANY])
