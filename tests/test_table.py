"""Tables of contacts: what is claimed, how columns, days and rhythms are understood, what a row is called."""

import csv
import io
import random
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.archive import from_bytes
from adapters.table import READER, cadences, dates
from adapters.table.headings import meaning
from adapters.table.sheets import as_text
from sync.model import FileNote, Interaction, Problem, Record
from sync.ports import Context, Unreadable

CONTEXT = Context(now=datetime(2026, 11, 22, 8, tzinfo=UTC), zone="Europe/Paris", region="FR")


def read(content, name="input.csv", *, forced=True, context=CONTEXT):
    """Return all that the reader yields for one file."""
    source = from_bytes(name, content.encode() if isinstance(content, str) else content)
    return list(READER.read(source, READER.identify(source, forced=forced), context))


def claimed(content, *, forced=False, name="input.csv"):
    source = from_bytes(name, content.encode() if isinstance(content, str) else content)
    return bool(READER.identify(source, forced=forced))


def records(items):
    return [item for item in items if isinstance(item, Record)]


def problems(items):
    return [(p.row, p.code) for p in items if isinstance(p, Problem) and p.row]


# What is a list of contacts


@pytest.mark.parametrize(
    "header",
    [
        "Company Name,Title,Description,Location,Started On,Finished On",
        "School Name,Start Date,End Date,Notes,Degree Name,Activities",
        "Email Address,Confirmed,Primary,Updated On",
        "First name,Middle name,Last name,Verification type,Organization name,Email address,Verified date",
        "Name,Url,Authority,Started On,Finished On,License Number",
        "Name,Proficiency",
        "Application Date,Contact Email,Contact Phone Number,Company Name,Job Title,Job Url",
        "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,DATE,SUBJECT,CONTENT,FOLDER",
        "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl",
        "Organization,Followed On",
        "Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility",
        "Name",
        "Extension,Number,Type",
    ],
)
def test_files_of_a_linkedin_archive_are_never_taken_for_people(header):
    row = ",".join("x" for _ in header.split(","))
    assert not claimed(f"{header}\n{row}\n")


@pytest.mark.parametrize(
    "text",
    [
        "Article;Prix;Stock\nRame;4,50;12\n",
        "Nom;Prix\nVis;0,10\n",
        "date,amount\n2024-01-01,5\n",
        "BEGIN:VCARD\nFN:Jean\nEMAIL:jean@example.com\nEND:VCARD\n",
        "<html><body>Nom;E-mail</body></html>",
        '{"name": "Jean", "email": "jean@example.com"}',
        "Cher Jean,\nmerci pour votre mail, à bientôt.\n",
        "",
        "\n\n\n",
    ],
)
def test_what_is_no_list_of_contacts_is_left_alone(text):
    assert not claimed(text)


def test_a_table_the_user_names_is_claimed_with_less():
    assert not claimed("Nom;Couleur\nDupont;bleu\n")
    assert claimed("Nom;Couleur\nDupont;bleu\n", forced=True)


def test_a_zero_byte_that_strayed_into_a_cell_makes_a_short_table_no_program():
    # Found by homes made at random (seed 21450): one row, two zero bytes.
    text = "Nom,Prénom,Mail\r\nDelaunay,Zoé\x00,zoe@example.org\r\nFabre,Ali\x00,ali@example.org\r\n"
    assert claimed(text)
    assert [record.card.name.full for record in records(read(text))] == ["Zoé Delaunay", "Ali Fabre"]


def test_bytes_that_are_no_text_are_left_alone():
    assert not claimed(random.Random(1).randbytes(20_000))


def test_a_table_turned_to_dust_is_a_whole_file_problem():
    source = from_bytes("input.csv", b"")
    with pytest.raises(Unreadable):
        list(READER.read(source, ("input.csv",), CONTEXT))


# Columns


@pytest.mark.parametrize(
    ("heading", "field", "contexts", "features"),
    [
        ("Tél. mobile", "phone", (), ("mobile",)),
        ("N° de téléphone", "phone", (), ()),
        ("Téléphone (bureau)", "phone", ("work",), ()),
        ("Télécopie (bureau)", "phone", ("work",), ("fax",)),
        ("Home Phone 2", "phone", ("private",), ()),
        ("Handynummer", "phone", (), ("mobile",)),
        ("Teléfono móvil", "phone", (), ("mobile",)),
        ("Mail pro", "email", ("work",), ()),
        ("E-mail personnel", "email", ("private",), ()),
        ("Adresse de courrier", "email", (), ()),
        ("Correo electrónico", "email", (), ()),
        ("Rue (domicile)", "address", ("private",), ()),
        ("Business Postal Code", "address", ("work",), ()),
        ("Société / Entreprise", "org", (), ()),
        ("INTITULÉ DU POSTE", "title", (), ()),
        ("Poste actuel", "title", (), ()),
        ("Dernier contact le", "last", (), ()),
        ("Letzter Kontakt", "last", (), ()),
        ("Relance tous les", "cadence", (), ()),
        ("Geburtsdatum", "birthday", (), ()),
        ("Nom complet de l'adresse de messagerie 2", "ignore", (), ()),
    ],
)
def test_a_heading_is_understood(heading, field, contexts, features):
    found = meaning(heading)
    assert found is not None
    assert (found.field, found.contexts, found.features) == (field, contexts, features)


@pytest.mark.parametrize("heading", ["Chien", "Assistant's Phone", "Perso", "Couleur préférée", "Telex", ""])
def test_an_unknown_heading_is_not_guessed(heading):
    assert meaning(heading) is None


def test_how_columns_were_understood_is_told_once():
    told = [p for p in read("Nom;E-mail;Chien\nDupont;d@example.com;Rex\n") if isinstance(p, Problem)]
    assert [(p.row, p.code, p.skipped) for p in told] == [(0, "columns-guessed", False)]
    assert dict(told[0].args) == {
        "columns": "Nom, E-mail",
        "unknown": "Chien",
        "mapping": "Nom = full; E-mail = email",
    }


def test_an_unknown_column_is_a_note_under_its_heading():
    assert records(read("Nom;E-mail;Chien\nDupont;d@example.com;Rex\n"))[0].card.notes == ("Chien: Rex",)


def test_one_title_column_is_read_by_what_stands_in_it():
    form = records(read("Titre;Prénom;Nom;E-mail\nMme;Zoé;Noël;z@example.com\n"))[0].card
    job = records(read("Titre;Prénom;Nom;E-mail\nDirectrice;Zoé;Noël;z@example.com\n"))[0].card
    assert (form.name.title, form.titles) == ("Mme", ())
    assert (job.name.title, job.titles[0].name) == ("", "Directrice")


def test_a_column_called_contact_is_read_by_what_stands_in_it():
    names_there = records(read("Contact;Société\nJean Dupont;Acme\n"))[0].card
    mails_there = records(read("Nom;Contact\nDupont;d@example.com\n"))[0].card
    phones_there = records(read("Nom;Contact\nDupont;06 39 98 10 20\n"))[0].card
    assert names_there.name.full == "Jean Dupont"
    assert mails_there.emails[0].address == "d@example.com"
    assert phones_there.phones[0].number == "+33639981020"


def test_the_users_word_on_a_column_stands():
    told = replace(CONTEXT, columns={"Perso": "email", "Société": "note", "Vu": "last"})
    items = read("Nom;Perso;Société;Vu\nDupont;d@example.com;Acme;15/03/2024\n", context=told)
    card = records(items)[0].card
    assert (card.emails[0].address, card.organizations, card.notes) == (
        "d@example.com",
        (),
        ("Société: Acme",),
    )
    assert [i.date for i in items if isinstance(i, Interaction)] == ["2024-03-15"]


def test_a_repeated_id_is_no_id():
    found = records(read("ID;Nom;E-mail\n7;Dupont;d@example.com\n7;Martin;m@example.com\n"))
    assert len({record.key for record in found}) == 2
    assert [record.card.notes for record in found] == [("ID: 7",), ("ID: 7",)]


def test_cells_beyond_the_header_are_kept():
    assert records(read("Nom;E-mail\nDupont;d@example.com;en plus\n"))[0].card.notes == ("en plus",)


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Jean Dupont / Marie Martin", ["Jean Dupont", "Marie Martin"]),
        ("Jean Dupont; Marie Martin", ["Jean Dupont", "Marie Martin"]),
        ("Paul et Anne Leroy", ["Paul Leroy", "Anne Leroy"]),
        ("Paul & Anne Leroy", ["Paul Leroy", "Anne Leroy"]),
        ("Anna Smith / Head of Sales", 1),
        ("Martin & Associés Conseil", 1),
        ("M. et Mme Leroy", 1),
        ("Juan Ortega y Gasset", 1),
        ("Jean-Marc Dupont", 1),
    ],
)
def test_two_names_in_a_cell_are_two_people_only_when_both_are_names(text, people):
    found = [r.card.name.full for r in records(read(f'Nom complet,E-mail\n"{text}",a@example.com\n'))]
    assert found == people if isinstance(people, list) else len(found) == people


# Days


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-03-15", "2024-03-15"),
        ("15/03/2024", "2024-03-15"),
        ("15.03.24", "2024-03-15"),
        ("5-Nov-23", "2023-11-05"),
        ("1er mars 2024", "2024-03-01"),
        ("lundi 4 mars 2024", "2024-03-04"),
        ("Mar 15, 2024", "2024-03-15"),
        ("15 de marzo de 2024", "2024-03-15"),
        ("45366", "2024-03-15"),
        ("2024-03-15T23:30:00Z", "2024-03-15"),
        ("15/03/2024 à 14h30", "2024-03-15"),
        ("15 mars", "--03-15"),
        (" --03-15", "--03-15"),
        ("1604-03-15", "--03-15"),
        ("31/02/2024", ""),
        ("13/13/2024", ""),
        ("mars 2024", ""),
        ("hier", ""),
    ],
)
def test_a_day_is_read(text, day):
    assert dates.parse(text, dates.Form(latest=2026)) == day


@pytest.mark.parametrize(
    ("column", "region", "english", "month_first"),
    [
        pytest.param(["3/4/2024", "3/17/2024"], "FR", False, True, id="one cell proves the month first"),
        pytest.param(["3/4/2024", "17/3/2024"], "US", True, False, id="one cell proves the day first"),
        pytest.param(["3/4/2024"], "US", False, True, id="nothing proved: the region"),
        pytest.param(["3/4/2024"], "FR", True, False, id="nothing proved: a region before the language"),
        pytest.param(["3/4/2024"], "", True, True, id="nothing proved, no region: the language"),
        pytest.param(["3.4.2024"], "US", True, False, id="points are never American"),
    ],
)
def test_the_whole_column_decides_which_number_is_the_day(column, region, english, month_first):
    assert dates.form_of(column, region, english=english, latest=2026).month_first is month_first


def test_an_impossible_day_is_told_and_kept_as_a_note():
    items = read("Nom;E-mail;Dernier contact\nDupont;d@example.com;31/02/2024\n")
    assert problems(items) == [(1, "date-unreadable")]
    assert records(items)[0].card.notes == ("Dernier contact: 31/02/2024",)
    assert not [item for item in items if isinstance(item, Interaction)]


@given(st.dates(min_value=datetime(1901, 1, 1).date(), max_value=datetime(2199, 12, 31).date()))
def test_every_day_is_read_in_every_form(day):
    serial = str((day - datetime(1899, 12, 30).date()).days)
    forms = [day.isoformat(), f"{day:%d/%m/%Y}", f"{day:%d.%m.%Y}", f"{day.day} {day:%B} {day.year}"]
    forms += [as_text(datetime(day.year, day.month, day.day))]
    forms += [serial] if 10000 <= int(serial) < 73000 else []
    assert {dates.parse(text, dates.Form()) for text in forms} == {day.isoformat()}


# Rhythms


@pytest.mark.parametrize(
    ("text", "cadence"),
    [
        ("tous les 3 mois", "P3M"),
        ("toutes les 2 semaines", "P2W"),
        ("every 6 weeks", "P6W"),
        ("every other week", "P2W"),
        ("trimestriel", "P3M"),
        ("Monthly", "P1M"),
        ("1x/mois", "P1M"),
        ("2 fois par an", "P6M"),
        ("une fois par trimestre", "P3M"),
        ("alle 3 Monate", "P3M"),
        ("cada 3 meses", "P3M"),
        ("ogni 6 mesi", "P6M"),
        ("tous les 15 jours", "P15D"),
        ("six mois", "P6M"),
        ("P3M", "P3M"),
        ("P0D", ""),
        ("P0Y00M", ""),
        ("annuel", "P1Y"),
        ("quand j'y pense", ""),
        ("jamais", ""),
        ("", ""),
    ],
)
def test_a_rhythm_is_read(text, cadence):
    assert cadences.parse(text) == cadence


@pytest.mark.parametrize(
    ("heading", "cells", "expected"),
    [
        ("Fréquence (jours)", ("3", "10"), ("P3D", "P10D")),
        ("Fréquence en semaines", ("3", "10"), ("P3W", "P10W")),
        ("Cadence", ("3", "12"), ("P3M", "P12M")),
        ("Cadence", ("30", "7"), ("P30D", "P7D")),
        ("Cadence", ("90.0", ""), ("P90D", "")),
    ],
)
def test_bare_numbers_count_what_heading_and_column_say(heading, cells, expected):
    rows = "".join(f"P{i};p{i}@example.com;{cell}\n" for i, cell in enumerate(cells))
    assert tuple(r.card.cadence for r in records(read(f"Nom;E-mail;{heading}\n{rows}"))) == expected


# Rows and keys

ROWS = [
    ["Nom", "Prénom", "E-mail", "Tél.", "Naissance", "Perso"],
    ["Dupont", "Jean", "jean@example.com", "06 39 98 10 20", "15/03/1985", "golf"],
    ["Martin", "Marie", "marie@example.com", "639981021", "02/01/1970", ""],
    ["Noël", "Zoé", "", "+33 6 39 98 10 22", "", "=1+1"],
]


def table(rows, **style):
    out = io.StringIO()
    csv.writer(out, **style).writerows(rows)
    return out.getvalue()


def keys(items):
    return {record.card.name.full: record.key for record in records(items)}


def test_keys_do_not_depend_on_row_order_or_on_how_the_file_was_saved():
    import xlsxwriter

    plain = keys(read(table(ROWS)))
    turned = keys(read(table([ROWS[0], *reversed(ROWS[1:])])))
    french = keys(read(table(ROWS, delimiter=";", quoting=csv.QUOTE_ALL).encode("cp1252")))
    utf16 = keys(read(table(ROWS, delimiter="\t").encode("utf-16")))
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for i, row in enumerate(ROWS):
            sheet.write_row(i, 0, row)
        sheet.write_number(1, 3, 639981020)
        sheet.write_datetime(1, 4, datetime(1985, 3, 15), day)
        sheet.write_datetime(2, 4, datetime(1970, 1, 2), day)
    excel = keys(read(out.getvalue(), "input.xlsx"))
    assert len(plain) == 3
    assert plain == turned == french == utf16 == excel


def test_rows_are_counted_as_the_contract_says():
    items = read(
        "Nom;E-mail\n\nDupont;d@example.com\n;\n   \nDupont;d@example.com\n;\nMartin;m@example.com\n"
    )
    assert problems(items) == [(2, "empty"), (3, "duplicate-row"), (4, "empty")]
    assert [record.row for record in records(items)] == [1, 5]


def test_a_day_to_come_is_planned_and_one_gone_is_not():
    items = read("Nom;E-mail;Dernier contact\nA B;a@example.com;2027-01-01\nC D;c@example.com;2026-01-01\n")
    assert [i.planned for i in items if isinstance(i, Interaction)] == [True, False]


@given(st.data())
def test_a_stray_quote_costs_no_neighbour(data):
    count = data.draw(st.integers(2, 12))
    broken = data.draw(st.integers(0, count - 1))
    quote = data.draw(st.sampled_from(['"', 'x"y', '"x"y', 'a "b" c']))
    lines = [f"P{i};p{i}@example.com;{quote if i == broken else 'note'}" for i in range(count)]
    found = records(read("Nom;E-mail;Notes\n" + "\n".join(lines) + "\n"))
    assert [r.card.emails[0].address for r in found] == [f"p{i}@example.com" for i in range(count)]


cell = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00\r"), max_size=30)


@given(st.lists(st.tuples(cell, cell, cell), max_size=12), st.sampled_from([",", ";", "\t", "|"]))
def test_whatever_stands_in_the_cells_rows_add_up(rows, delimiter):
    text = table([["Nom", "E-mail", "Divers"], ["A B", "a@example.com", "x"], *rows], delimiter=delimiter)
    items = read(text)
    given_rows = {r.row for r in records(items)}
    skipped = {p.row for p in items if isinstance(p, Problem) and p.skipped}
    assert not given_rows & skipped
    assert given_rows | skipped == set(range(1, len(given_rows | skipped) + 1))


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reader(content):
    source = from_bytes("input.csv", b"Nom;E-mail\nA B;a@example.com\n" + content)
    for item in READER.read(source, READER.identify(source, forced=True), CONTEXT):
        assert isinstance(item, Record | Problem | FileNote | Interaction)
