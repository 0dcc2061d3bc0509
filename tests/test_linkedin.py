"""What is special to LinkedIn's files, beside the samples: keys, dates, owner, broken files, stable keys."""

import unicodedata
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import quote
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.archive import from_bytes
from adapters.linkedin import READER, dates, rows, texts
from sync import app
from sync.model import Interaction, Owner, Problem, Record
from sync.normalize import emails, profiles
from sync.ports import Context

CONTEXT = Context(now=datetime(2026, 11, 22, tzinfo=UTC), zone="Europe/Paris", region="FR", salt=b"tests")
CONNECTIONS = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
MESSAGES = "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER\n"
URL = "https://www.linkedin.com/in/"


def read(name, content, context=CONTEXT):
    source = from_bytes(name, content.encode() if isinstance(content, str) else content)
    return list(READER.read(source, READER.identify(source), context))


def of(kind, items):
    return [item for item in items if isinstance(item, kind)]


def message(sender, recipient, at="2024-03-01 09:00:00 UTC", text="Bonjour", conversation="c1"):
    return f'{conversation},,{sender.title()},{URL}{sender},{recipient.title()},{URL}{recipient},{at},,"{text}",INBOX\n'


# --- one key for every spelling ---

SPELLINGS = [
    ("https://www.linkedin.com/in/josé-núñez", "in/josé-núñez"),
    ("https://www.linkedin.com/in/jos%C3%A9-n%C3%BA%C3%B1ez", "in/josé-núñez"),
    ("https://www.linkedin.com/in/jos%c3%a9-n%c3%ba%c3%b1ez/", "in/josé-núñez"),
    ("http://linkedin.com/in/JOSÉ-NÚÑEZ", "in/josé-núñez"),
    ("www.linkedin.com/in/jose\u0301-nu\u0301n\u0303ez", "in/josé-núñez"),
    ("fr.linkedin.com/in/josé-núñez/en?trk=abc#x", "in/josé-núñez"),
    ("https://m.linkedin.com/mwlite/in/josé-núñez", "in/josé-núñez"),
    ("https://www.linkedin.com/in/jos%25C3%25A9-n%25C3%25BA%25C3%25B1ez", "in/josé-núñez"),
    ("in/josé-núñez", "in/josé-núñez"),
    ('=HYPERLINK("https://www.linkedin.com/in/anna-roy";"Anna")', "in/anna-roy"),
    ("https://www.linkedin.com/pub/anna-roy/12/34a/5b", "in/anna-roy-05b34a12"),
    ("https://www.linkedin.com/company/acme", ""),
    ("https://notlinkedin.com/in/anna", ""),
    ("https://example.com/in/anna", ""),
    ("", ""),
]


@pytest.mark.parametrize(("url", "key"), SPELLINGS, ids=[row[0] or "nothing" for row in SPELLINGS])
def test_a_profile_has_one_key_however_it_is_spelled(url, key):
    assert profiles.key(url) == key


@given(st.text(alphabet="abcxyzéñüßçøłдж中-0189", min_size=1, max_size=30).filter(lambda s: s.strip("-")))
def test_the_key_is_equal_over_all_spellings(slug):
    key = profiles.key(URL + slug)
    assert key
    for spelled in (
        URL + quote(slug),
        URL + quote(slug).lower(),
        f"www.linkedin.com/in/{unicodedata.normalize('NFD', slug)}/",
        f"http://fr.linkedin.com/in/{quote(unicodedata.normalize('NFD', slug))}?trk=people",
        profiles.uri(key),
        key,
    ):
        assert profiles.key(spelled) == key, spelled


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Anna@Example.com, bob@example.org;anna@example.com", ("anna@example.com", "bob@example.org")),
        ("Anna <MAILTO:anna@example.com>", ("anna@example.com",)),
        ("anna at example.com", ()),
        ("anna@localhost", ()),
    ],
)
def test_a_cell_gives_all_its_addresses_once(text, expected):
    assert emails.addresses(text) == expected


# --- dates ---

DAYS = [
    ("05 Nov 2023", "2023-11-05"),
    ("05-Nov-23", "2023-11-05"),
    ("5-Nov-23", "2023-11-05"),
    ("05.11.2023", "2023-11-05"),
    ("1/15/18, 9:56 AM", "2018-01-15"),
    ("1/5/18, 9:56 PM", "2018-01-05"),
    ("2023-11-05", "2023-11-05"),
    ("2023-11-05 00:00:00", "2023-11-05"),
    ("05-févr-23", "2023-02-05"),
    ("5-févr.-23", "2023-02-05"),
    ("05-août-23", "2023-08-05"),
    ("5 déc. 2022", "2022-12-05"),
    ("1er mai 2021", "2021-05-01"),
    ("05-feb-23", "2023-02-05"),
    ("05 ene 2023", "2023-01-05"),
    ("5 de agosto de 2022", "2022-08-05"),
    ("45235", "2023-11-05"),
    ("30 Feb 2023", ""),
    ("hier", ""),
    ("", ""),
]


@pytest.mark.parametrize(("text", "day"), DAYS, ids=[row[0] or "nothing" for row in DAYS])
def test_a_day_is_read_in_each_form_seen(text, day):
    assert dates.day(text) == day


@pytest.mark.parametrize(
    ("column", "delimiter", "expected"),
    [
        (["05/03/2022", "17/03/2022"], ",", "2022-03-05"),
        (["05/03/2022", "03/17/2022"], ";", "2022-05-03"),
        (["05/03/2022"], ";", "2022-03-05"),
        (["05/03/2022"], ",", "2022-05-03"),
        (["05/03/2022", "1/15/18, 9:56 AM"], ";", "2022-03-05"),
    ],
    ids=[
        "a 17 comes first",
        "a 17 comes second",
        "semicolons",
        "commas",
        "LinkedIn's own stamps say nothing",
    ],
)
def test_the_column_tells_whether_the_day_is_first(column, delimiter, expected):
    assert dates.day(column[0], dayfirst=dates.day_first(column, delimiter)) == expected


STAMPS = [
    ("2024-05-02 18:03:11 UTC", "2024-05-02T18:03:11Z"),
    ("2024/02/03 10:00:00 UTC", "2024-02-03T10:00:00Z"),
    ("Tue Dec 07 10:00:00 UTC 2021", "2021-12-07T10:00:00Z"),
    ("2024-01-02 03:04:05", "2024-01-02T03:04:05Z"),
    # Pacific: 7 hours in summer, 8 in winter
    ("9/5/24, 1:05 PM", "2024-09-05T20:05:00Z"),
    ("9/5/24, 1:05\u202fPM", "2024-09-05T20:05:00Z"),
    ("12/5/24, 1:05 PM", "2024-12-05T21:05:00Z"),
    ("12/31/24, 11:30 PM", "2025-01-01T07:30:00Z"),
    ("3/4/17, 12:00 AM", "2017-03-04T08:00:00Z"),
    ("3/4/17, 12:00 PM", "2017-03-04T20:00:00Z"),
    ("03/11/24, 06:20 AM", "2024-03-11T13:20:00Z"),
    ("2024-13-02 18:03:11 UTC", ""),
    ("2024-05-02 25:03:11 UTC", ""),
    ("9/5/24", ""),
    ("", ""),
]


@pytest.mark.parametrize(("text", "at"), STAMPS, ids=[row[0] or "nothing" for row in STAMPS])
def test_a_stamp_becomes_utc(text, at):
    assert dates.stamp(text) == at


@given(st.datetimes(min_value=datetime(2005, 1, 1), max_value=datetime(2035, 1, 1)))
def test_linkedin_stamps_follow_the_pacific_clock(local):
    # An hour that the clock shows twice in autumn is the first, as in a calendar (RFC 5545 §3.3.5): the text has no offset.
    local = local.replace(second=0, microsecond=0, fold=0)
    half = "AM" if local.hour < 12 else "PM"
    text = f"{local.month}/{local.day}/{local:%y}, {local.hour % 12 or 12}:{local:%M} {half}"
    aware = local.replace(tzinfo=ZoneInfo("America/Los_Angeles"))
    assert dates.stamp(text) == aware.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


# --- ready-made texts ---

READY = [
    "Congrats on your new role, Anna!",
    "Congratulations on your new position",
    "Congrats on your work anniversary!",
    "Congrats on 5 years at Acme!",
    "Happy birthday!",
    "Happy birthday Paul 🎂",
    "Hi Anna, I'd like to join your LinkedIn network.",
    "I'd like to add you to my professional network on LinkedIn.",
    "Thanks for connecting!",
    "Félicitations pour votre nouveau poste !",
    "Félicitations pour ton nouveau poste Anna !",
    "Toutes mes félicitations !",
    "Joyeux anniversaire !",
    "Bon anniversaire Anna",
    "Joyeux anniversaire professionnel !",
    "Bravo pour votre nouveau poste",
    "¡Feliz cumpleaños!",
    "Herzlichen Glückwunsch zum Geburtstag!",
    "Alles Gute zum Geburtstag",
    "Buon compleanno!",
    "Parabéns pelo novo cargo!",
]
OWN = [
    "Bravo, et on déjeune jeudi ?",
    "Merci pour le déjeuner d'hier, je t'envoie le contrat demain matin",
    "Happy birthday! How was the trip to Rome, did you see my sister there?",
    "Bonjour Paul, comment vas-tu ?",
    "Congratulations on the sale, can you send me the figures for our call at nine tomorrow?",
    "",
]


@pytest.mark.parametrize("text", READY)
def test_texts_that_linkedin_offers_are_ready_made(text):
    assert texts.ready_made(text)


@pytest.mark.parametrize("text", OWN, ids=[text or "nothing" for text in OWN])
def test_own_words_are_not_ready_made(text):
    assert not texts.ready_made(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("<p class='x'>Hi</p>", True), ("a<br>b", True), ("Bises <3", False), ("if a <b then", False)],
)
def test_an_advertisement_has_an_html_body(text, expected):
    assert texts.sponsored(text) is expected


# --- the owner ---


def test_the_owner_is_the_address_in_most_rows():
    items = read(
        "messages.csv", MESSAGES + message("anna", "paul") + message("paul", "bob") + message("eva", "paul")
    )
    assert of(Owner, items)[0].linkedin == "in/paul"
    assert {party.linkedin for i in of(Interaction, items) for party in i.parties} == {
        "in/anna",
        "in/bob",
        "in/eva",
    }
    assert "in/paul" not in {record.key for record in of(Record, items)}


def test_the_owner_known_from_before_is_believed():
    context = replace(CONTEXT, owner=Owner(linkedin="in/anna"))
    (interaction,) = of(Interaction, read("messages.csv", MESSAGES + message("anna", "paul"), context))
    assert (interaction.direction, [p.linkedin for p in interaction.parties]) == ("sent", ["in/paul"])


def test_without_a_sign_of_the_owner_both_are_named_and_no_direction_is_invented():
    (interaction,) = of(Interaction, read("messages.csv", MESSAGES + message("anna", "paul")))
    assert (interaction.direction, len(interaction.parties)) == ("mutual", 2)


def test_the_owner_in_the_own_phone_book_is_no_contact():
    context = replace(CONTEXT, owner=Owner(emails=("paul@example.com",)))
    items = read("Connections.csv", CONNECTIONS + "Paul,Roy,,paul@example.com,,,05 Nov 2023\n", context)
    assert not of(Record, items)
    assert [problem.code for problem in of(Problem, items)] == ["owner"]


# --- keys ---


def test_keys_of_interactions_are_equal_in_a_later_export_with_other_columns():
    old = MESSAGES + message("anna", "paul") + message("paul", "bob", conversation="c2")
    header = MESSAGES.replace("\n", ",ATTACHMENTS,IS MESSAGE DRAFT\n")
    new = header + "".join(
        line.replace("\n", ",,No\n")
        for line in (
            message("eva", "paul", conversation="c3", at="2025-01-01 10:00:00 UTC"),
            message("anna", "paul", text="Bonjour "),
            message("paul", "bob", conversation="c2"),
        )
    )
    before = {i.key for i in of(Interaction, read("messages.csv", old))}
    after = {i.key for i in of(Interaction, read("messages.csv", new))}
    assert len(before) == 2
    assert before < after


def test_the_hash_of_a_text_depends_on_the_salt_and_the_text_is_nowhere():
    content = MESSAGES + message("anna", "paul", text="un secret bien gardé") + message("paul", "bob")
    one = of(Interaction, read("messages.csv", content))
    two = of(Interaction, read("messages.csv", content, replace(CONTEXT, salt=b"other")))
    assert one[0].text_hash != two[0].text_hash
    assert "secret" not in repr(read("messages.csv", content))


# --- files that are not as LinkedIn wrote them ---

ROW = "Élodie,Lefèvre,https://www.linkedin.com/in/elodie,,Acme,DAF,05 Nov 2023\n"
ENCODINGS = [
    ("utf-8", "utf-8"),
    ("utf-8-sig", "utf-8"),
    ("cp1252", "cp1252"),
    ("utf-16", "utf-16"),
    ("utf-16-le", "utf-16"),
    ("utf-16-be", "utf-16"),
]


@pytest.mark.parametrize(("codec", "told"), ENCODINGS, ids=[row[0] for row in ENCODINGS])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_any_encoding_separator_and_line_end_is_read(codec, told, delimiter, ending):
    content = (CONNECTIONS + ROW).replace(",", delimiter).replace("\n", ending).encode(codec)
    if codec == "cp1252" and ending == "\r":
        pytest.skip("lone returns beside no UTF-8 are taken for an old Mac's")
    source = from_bytes("Connections.csv", content)
    items = list(READER.read(source, READER.identify(source), CONTEXT))
    (record,) = of(Record, items)
    assert (record.card.name.full, record.key, record.card.connected_on) == (
        "Élodie Lefèvre",
        "in/elodie",
        "2023-11-05",
    )
    assert items[0].encoding == told


def test_a_file_of_an_old_mac_is_read():
    content = (CONNECTIONS + ROW).replace("\n", "\r").encode("mac_roman")
    (record,) = of(Record, read("Connections.csv", content))
    assert record.card.name.full == "Élodie Lefèvre"


def test_lines_that_a_spreadsheet_took_for_one_cell_are_read():
    lines = [CONNECTIONS, 'Anna,"Roy, MBA",https://www.linkedin.com/in/anna,,,,05 Nov 2023\n']
    wrapped = "".join('"' + line.strip().replace('"', '""') + '"\r\n' for line in lines)
    (record,) = of(Record, read("Connections.csv", wrapped))
    assert (record.card.name.full, record.card.name.credentials) == ("Anna Roy", ("MBA",))


@pytest.mark.parametrize("lines", [0, 1, 5, 28], ids=str)
def test_the_header_is_found_within_thirty_lines(lines):
    (record,) = of(Record, read("Connections.csv", "quelques mots\n" * lines + CONNECTIONS + ROW))
    assert record.row == 1


def test_a_few_bytes_of_another_encoding_are_repaired_and_told():
    content = (CONNECTIONS + ROW + ROW.replace("elodie", "e1") * 2).encode() + ROW.replace(
        "elodie", "e2"
    ).encode("cp1252")
    items = read("Connections.csv", content)
    assert [record.card.name.full for record in of(Record, items)] == ["Élodie Lefèvre"] * 3
    assert [problem.code for problem in of(Problem, items)] == ["encoding-repaired", "duplicate-row"]


def test_a_line_without_end_costs_itself_only(monkeypatch):
    monkeypatch.setattr(rows, "MAX_LINE", 1000)
    items = read("Connections.csv", CONNECTIONS + ROW + "x" * 5000 + "\n" + ROW.replace("elodie", "two"))
    assert [record.key for record in of(Record, items)] == ["in/elodie", "in/two"]
    assert [(problem.row, problem.code) for problem in of(Problem, items)] == [(2, "line-too-long")]


def test_a_quote_that_is_never_closed_costs_one_row():
    content = (
        CONNECTIONS
        + ROW
        + ROW.replace("Élodie", '"Anna')
        + "".join(ROW.replace("elodie", f"e{n}") for n in range(50))
    )
    items = read("Connections.csv", content)
    assert len({record.row for record in of(Record, items)}) == 52


LOOK_ALIKES = [
    "coach_messages.csv",
    "learning_coach_messages.csv",
    "learning_role_play_messages.csv",
    "guide_messages.csv",
]


@pytest.mark.parametrize("name", LOOK_ALIKES)
def test_messages_of_coaches_and_guides_are_no_people(name):
    items = read(name, MESSAGES + message("anna", "paul"))
    assert not of(Record, items)
    assert [item.reason for item in items] == ["not-people"]


@pytest.mark.parametrize(
    "header",
    [
        "Name,Given Name,Family Name,E-mail 1 - Value,Phone 1 - Value",
        "First Name,Last Name,Email Address,Company,Position",
        "Prénom,Nom,Téléphone,Société",
        "Date,Type,Amount",
        "Name",
    ],
)
def test_other_tables_are_left_to_other_readers(header):
    assert READER.identify(from_bytes("contacts.csv", f"{header}\na,b,c,d,e\n".encode())) == ()


def test_a_table_of_names_is_read_when_the_user_says_it_is_linkedin():
    source = from_bytes("contacts.csv", b"First Name,Last Name,Company\nAnna,Roy,Acme\n")
    assert READER.identify(source, forced=True) == ("contacts.csv",)
    (record,) = of(Record, list(READER.read(source, ["contacts.csv"], CONTEXT)))
    assert record.key == "name:Anna Roy"


@given(st.integers(0, 2000), st.sampled_from(["utf-8", "cp1252", "utf-16"]))
def test_a_file_cut_anywhere_gives_values(cut, codec):
    start = datetime(2024, 1, 1)
    content = MESSAGES + "".join(
        message("anna", "paul", at=f"{start + timedelta(days=n):%Y-%m-%d %H:%M:%S} UTC", text=f"é {n}")
        for n in range(9)
    )
    read("messages.csv", content.encode(codec)[:cut])


@given(st.binary(max_size=400))
def test_any_bytes_behind_a_header_give_values(junk):
    for name, header in (("Connections.csv", CONNECTIONS), ("messages.csv", MESSAGES)):
        for item in read(name, header.encode() + junk):
            assert not isinstance(item, Record) or item.key


def test_rows_add_up_with_every_kind_of_trouble(tmp_path):
    place = tmp_path / "Connections.csv"
    place.write_text(
        CONNECTIONS + ROW + "\n,,,,,,\n,,,,,,05 Nov 2023\n,,,,Acme,,05 Nov 2023\nAnna,Roy\n" + ROW,
        encoding="utf-8",
    )
    (report,) = app.read([str(place)], CONTEXT).files
    assert (report.rows, report.contacts, report.skipped) == (6, 2, 4)
