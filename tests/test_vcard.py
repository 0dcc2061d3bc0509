"""vCards into the model and out again: nothing is dropped, cut or invented, whatever wrote them."""

import io
from dataclasses import fields, replace
from datetime import UTC, datetime

import pytest

from adapters.archive import from_bytes
from adapters.vcard import READER, editing, lines, parts, read_card, reading, splitting, writing
from sync.model import Anniversary, Card, Email, Name, OnlineService, Organization, Phone, Property
from sync.ports import Context

CONTEXT = Context(datetime(2026, 11, 22, tzinfo=UTC), region="FR")


def card_of(*rows, version="3.0"):
    """Return the card that the rows between BEGIN and END say."""
    raw = "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *rows, "END:VCARD", ""]).encode()
    return reading.card(lines.read(raw), raw, "FR")


def written(card, version="3.0"):
    """Return the lines of a fresh card, unfolded."""
    return writing.write_card(card, version).decode().replace("\r\n ", "").split("\r\n")


def read_all(data, name="input.vcf"):
    source = from_bytes(name, data)
    return list(READER.read(source, [name], CONTEXT))


# --- what vobject 0.9.9 loses without an error ---


@pytest.mark.parametrize("version", ["2.1", "3.0", "4.0"])
@pytest.mark.parametrize(
    ("row", "field", "text"),
    [
        ("FN:Smith, John", "FN", "Smith, John"),
        ("NOTE:one, two", "NOTE", "one, two"),
        ("TITLE:Head of Sales, EMEA", "TITLE", "Head of Sales, EMEA"),
        ("LABEL:12 rue X, Lyon", "LABEL", "12 rue X, Lyon"),
        ("X-PLACE:Lyon, Paris", "X-PLACE", "Lyon, Paris"),
    ],
    ids=lambda value: str(value)[:14],
)
def test_a_text_is_never_cut_at_a_bare_comma(version, row, field, text):
    for target in ("3.0", "4.0"):
        found = [
            line.partition(":")[2]
            for line in written(card_of(row, version=version), target)
            if line.startswith(field)
        ]
        assert [value.replace("\\,", ",") for value in found] == [text]


def test_a_company_with_a_bare_comma_stays_whole():
    card = card_of("ORG:Prichard, Bell & Co;Legal")
    assert [(o.name, o.units) for o in card.organizations] == [("Prichard, Bell & Co", ("Legal",))]


def test_an_address_with_a_comma_stays_whole():
    assert card_of("URL:http\\://x.org/a,b").online_services[0].uri == "http://x.org/a,b"


def test_a_picture_in_a_data_address_survives():
    card = card_of("FN:A", "PHOTO:data:image/png;base64,iVBORw0KGgo=", version="4.0")
    assert card.media[0].uri == "data:image/png;base64,iVBORw0KGgo="
    assert "PHOTO:data:image/png;base64,iVBORw0KGgo=" in written(card, "4.0")
    assert any(line.endswith(":iVBORw0KGgo=") and "ENCODING=b" in line for line in written(card, "3.0"))


def test_types_without_the_word_type_are_kept():
    card = card_of("TEL;HOME;VOICE:01 99 00 12 34", version="2.1")
    assert (card.phones[0].contexts, card.phones[0].features) == (("private",), ("voice",))
    assert "TEL;TYPE=home,voice:01 99 00 12 34" in written(card)


def test_an_escaped_colon_is_not_doubled_at_every_trip():
    card = card_of("FN:A", "X-ABUID:1\\:ABPerson", "URL:http\\://x.org/a")
    for _ in range(3):
        raw = writing.write_card(card)
        card = reading.card(lines.read(raw), raw)
    assert "X-ABUID:1\\:ABPerson" in written(card)
    assert "URL:http://x.org/a" in written(card)


def test_a_label_keeps_its_name_and_its_words():
    card = card_of("item1.TEL:01 99 00 12 34", "item1.X-ABLabel:Standard du midi")
    assert card.phones[0].label == "Standard du midi"
    assert "item1.X-ABLabel:Standard du midi" in written(card)


def test_apples_own_label_reads_as_a_word_and_is_written_as_it_was():
    card = card_of("item1.URL:https://x.example", "item1.X-ABLabel:_$!<HomePage>!$_")
    assert card.online_services[0].label == "HomePage"
    assert "item1.X-ABLabel:_$!<HomePage>!$_" in written(card)


def test_quoted_printable_is_decoded_and_leaves_no_charset_behind():
    card = card_of("NOTE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:d=C3=A9j=\r\neuner", version="2.1")
    assert card.notes == ("déjeuner",)
    assert "NOTE:déjeuner" in written(card)


# --- days ---


@pytest.mark.parametrize(
    ("row", "version", "day"),
    [
        ("BDAY:1985-03-15", "3.0", "1985-03-15"),
        ("BDAY:19850315", "4.0", "1985-03-15"),
        ("BDAY:1985-03-15T23:30:00Z", "3.0", "1985-03-15"),
        ("BDAY:--0412", "4.0", "--04-12"),
        ("BDAY:--04-12", "2.1", "--04-12"),
        ("BDAY;X-APPLE-OMIT-YEAR=1604:1604-04-12", "3.0", "--04-12"),
        ("BDAY:1604-02-29", "3.0", "--02-29"),
        ("BDAY;VALUE=date:--0229", "4.0", "--02-29"),
    ],
    ids=str,
)
def test_a_birthday_is_the_day_as_told_and_no_year_is_invented(row, version, day):
    assert [a.date for a in card_of(row, version=version).anniversaries if a.kind == "birth"] == [day]


@pytest.mark.parametrize("value", ["1985", "1985-04", "---12", "70-7-14", "circa 1800", "1985-02-30"])
def test_what_names_no_day_is_kept_as_it_is(value):
    card = card_of(f"BDAY:{value}", version="4.0")
    assert card.anniversaries == ()
    assert f"BDAY:{value}" in written(card, "4.0")


@pytest.mark.parametrize(
    ("version", "line"), [("3.0", "BDAY;X-APPLE-OMIT-YEAR=1604:1604-04-12"), ("4.0", "BDAY:--0412")]
)
def test_a_day_without_year_is_written_as_programs_of_the_version_understand_it(version, line):
    assert line in written(Card(anniversaries=(Anniversary("birth", "--04-12"),)), version)


def test_apples_labelled_day_is_an_anniversary():
    card = card_of("item1.X-ABDATE:2011-06-18", "item1.X-ABLabel:_$!<Anniversary>!$_")
    assert [(a.kind, a.date) for a in card.anniversaries] == [("wedding", "2011-06-18")]
    assert "item1.X-ABDATE:2011-06-18" in written(card)


# --- who and how ---


@pytest.mark.parametrize(
    ("row", "features", "contexts", "pref"),
    [
        ("TEL;CELL;PREF:0639981020", ("mobile",), (), 1),
        ("TEL;TYPE=HOME,FAX:0199001234", ("fax",), ("private",), 0),
        ("TEL;type=WORK;type=VOICE;type=pref:0199001234", ("voice",), ("work",), 1),
        ('TEL;VALUE=uri;PREF=3;TYPE="voice,cell":tel:+33-1-99-00-12-34', ("voice", "mobile"), (), 3),
        ("TEL;type=IPHONE:0639981020", ("mobile",), (), 0),
    ],
)
def test_the_three_spellings_of_types_mean_the_same(row, features, contexts, pref):
    phone = card_of(row).phones[0]
    assert (phone.features, phone.contexts, phone.pref) == (features, contexts, pref)


def test_an_email_is_lower_case_and_written_as_it_was():
    card = card_of("EMAIL;PREF;INTERNET:Zoe.L@Example.COM", version="2.1")
    assert (card.emails[0].address, card.emails[0].pref) == ("zoe.l@example.com", 1)
    assert "EMAIL;TYPE=pref:Zoe.L@Example.COM" in written(card)


def test_an_edited_value_wins_over_the_one_kept_as_written():
    card = card_of("EMAIL:Zoe.L@Example.COM")
    changed = replace(card, emails=(replace(card.emails[0], address="zoe@example.org"),))
    assert "EMAIL:zoe@example.org" in written(changed)


def test_an_edited_name_wins_over_fn_and_n_kept_as_written():
    card = card_of("N:DUPONT;JEAN;;;", "FN:JEAN DUPONT, MBA")
    changed = replace(card, name=Name("Jean Durand", "Jean", "Durand", raw="Jean Durand"))
    assert {"FN:Jean Durand", "N:Durand;Jean;;;"} <= set(written(changed))
    assert not any("DUPONT" in line for line in written(changed))


def test_a_name_is_cleaned_for_people_and_written_as_it_was():
    card = card_of("N:DUPONT;JEAN;;;MBA", "FN:JEAN DUPONT, MBA")
    name = card.name
    assert (name.full, name.given, name.surname, name.raw) == (
        "Jean Dupont",
        "Jean",
        "Dupont",
        "JEAN DUPONT, MBA",
    )
    assert {"FN:JEAN DUPONT\\, MBA", "N:DUPONT;JEAN;;;MBA"} <= set(written(card))


@pytest.mark.parametrize(
    "row",
    [
        "URL:https\\://fr.linkedin.com/in/Zo%C3%A9-L/",
        "X-SOCIALPROFILE;type=linkedin;x-user=zoé-l:https://www.linkedin.com/in/zoé-l",
        "X-SOCIALPROFILE;TYPE=LINKEDIN:zoé-l",
        "SOCIALPROFILE;SERVICE-TYPE=LinkedIn:www.linkedin.com/in/zoé-l",
        "item1.URL:linkedin.com/in/zoé-l",
    ],
)
def test_a_linkedin_profile_has_one_key_however_it_is_written(row):
    service = card_of(row).online_services[0]
    assert (service.service, service.user) == ("LinkedIn", "in/zoé-l")
    assert service.uri == "https://www.linkedin.com/in/zo%C3%A9-l"


@pytest.mark.parametrize(
    ("rows", "kind"),
    [
        (["FN:Acme", "ORG:Acme", "X-ABShowAs:COMPANY"], "org"),
        (["FN:Acme", "N:;;;;", "ORG:Acme"], "org"),
        (["FN:Friends", "X-ADDRESSBOOKSERVER-KIND:group"], "group"),
        (["FN:Friends", "KIND:group"], "group"),
        (["FN:Jean Acme", "N:Acme;Jean;;;", "ORG:Acme"], "individual"),
    ],
)
def test_companies_and_groups_are_told_from_people(rows, kind):
    assert card_of(*rows).kind == kind


def test_what_has_no_name_in_the_model_keeps_parameters_and_group():
    card = card_of('item3.X-SHOE;SIZE="4,2";TYPE=left:a;b\\,c')
    assert card.extra == (Property("X-SHOE", "a;b\\,c", (("SIZE", "4,2"), ("TYPE", "left")), "item3"),)
    assert 'item3.X-SHOE;SIZE="4,2";TYPE=left:a;b\\,c' in written(card)


def test_a_fresh_card_has_fn_and_n_even_without_a_name():
    found = written(Card(organizations=(Organization("Acme"),)))
    assert {"FN:Acme", "N:;;;;"} <= set(found)


def test_no_text_can_start_a_property_of_its_own():
    text = "a\r\nEND:VCARD\nBEGIN:VCARD\r\x00\x85X-EVIL:1\u2028b"
    card = Card(
        name=Name(full=text),
        notes=(text,),
        emails=(Email("a@example.org", label=text),),
        phones=(Phone("+33639981020", text),),
        online_services=(OnlineService("", "https://example.org/" + text),),
        extra=(Property("X-A\r\nX-EVIL", text, (("P\n", text),), "g\r\n"),),
    )
    for version in writing.VERSIONS:
        data = writing.write_card(card, version)
        assert len(splitting.spans(data)) == 1
        assert data.count(b"END:VCARD\r\n") == 1
        assert data.endswith(b"END:VCARD\r\n")
        assert not any(line.startswith(b"X-EVIL") for line in data.replace(b"\r", b"\n").split(b"\n"))
        assert b"\x00" not in data
        assert b"\r" not in data.replace(b"\r\n", b"")


def test_lines_are_folded_at_75_octets_and_never_inside_a_character():
    data = writing.write_card(Card(name=Name(full="日本語 Élodie " * 40)), "4.0")
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()


# --- files ---


def test_cards_are_found_whatever_stands_around_them():
    data = b"junk\n\nBEGIN:VCARD\nFN:A\n\n\nbegin:vcard\r\nFN:B\r\nend:vcard\r\n# note\nBEGIN:VCARD\rFN:C\rEND:VCARD\rBEGIN:VCARD\nFN:D"
    cards = [item.card.name.raw for item in read_all(data) if hasattr(item, "card")]
    assert cards == ["A", "B", "C", "D"]


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_every_unicode_encoding_is_read(codec):
    data = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Zoë Œuvre\r\nEND:VCARD\r\n".encode(codec)
    assert [item.card.name.raw for item in read_all(data) if hasattr(item, "card")] == ["Zoë Œuvre"]


def test_a_card_inside_a_card_belongs_to_the_outer_one():
    data = b"BEGIN:VCARD\nVERSION:2.1\nFN:Boss\nAGENT:\nBEGIN:VCARD\nFN:Helper\nEND:VCARD\nTEL:1\nEND:VCARD\n"
    records = [item for item in read_all(data) if hasattr(item, "card")]
    assert [r.card.name.raw for r in records] == ["Boss"]
    assert "FN:Helper" in records[0].card.extra[0].value
    assert records[0].card.phones[0].number == "1"


def test_letters_are_decoded_property_by_property():
    data = "BEGIN:VCARD\nVERSION:2.1\nFN:Zoë\n".encode() + "TITLE:Chargée\n".encode("cp1252")
    data += b"NOTE;CHARSET=KOI8-R:" + "Иванов".encode("koi8-r") + b"\nEND:VCARD\n"
    items = read_all(data)
    card = next(item.card for item in items if hasattr(item, "card"))
    assert (card.name.raw, card.titles[0].name, card.notes) == ("Zoë", "Chargée", ("Иванов",))
    assert [item.code for item in items if hasattr(item, "code")] == ["encoding-repaired"]


def test_base64_is_read_however_it_is_broken_into_lines():
    picture = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAAB"
    ways = [
        f"PHOTO;ENCODING=b;TYPE=PNG:{picture}",
        f"PHOTO;ENCODING=BASE64;PNG:\r\n {picture[:10]}\r\n {picture[10:]}\r\n",
        f"PHOTO;BASE64;TYPE=PNG:{picture[:12]}\r\n{picture[12:]}",
        f"PHOTO;ENCODING=b;\r\n TYPE=PNG:{picture[:9]}\r\n {picture[9:]}",
        f"PHOTO:data:image/png;base64,{picture}",
    ]
    for way in ways:
        card = card_of("FN:A", way, "TEL:0199001234")
        assert card.media[0].uri == f"data:image/png;base64,{picture}", way
        assert card.phones[0].number == "+33199001234"


def test_the_key_is_the_uid_and_without_one_does_not_hang_on_newlines_or_revision():
    plain = b"BEGIN:VCARD\nVERSION:3.0\nFN:A\nEND:VCARD\n"
    again = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:A\r\nREV:2026-01-01T00:00:00Z\r\nEND:VCARD\r\n"
    keys = {read_card(raw, CONTEXT)[0].key for raw in (plain, again)}
    assert len(keys) == 1
    assert read_card(b"BEGIN:VCARD\nUID:urn:uuid:A\nFN:A\nEND:VCARD\n", CONTEXT)[0].key == "urn:uuid:A"


def test_two_cards_of_one_uid_are_both_kept_and_the_same_card_twice_is_one():
    one, two = (f"BEGIN:VCARD\nUID:a\nFN:{name}\nEND:VCARD\n".encode() for name in ("Anne", "Anna"))
    items = read_all(one + two + one)
    records = [item for item in items if hasattr(item, "card")]
    assert [r.card.name.raw for r in records] == ["Anne", "Anna"]
    assert records[0].key == "a"
    assert records[1].key.startswith("a#")
    problems = [(item.row, item.code, item.skipped) for item in items if hasattr(item, "code")]
    assert problems == [(2, "card-same-uid", False), (3, "duplicate-row", True)]


def test_the_bytes_of_a_card_are_kept_with_its_record():
    raw = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN;X=1:A\r\n\r\nEND:VCARD\r\n"
    assert [item.raw for item in read_all(b"\xef\xbb\xbf" + raw) if hasattr(item, "card")] == [raw]


def test_pieces_of_any_size_give_the_same_cards(monkeypatch):
    data = b"".join(b"BEGIN:VCARD\r\nFN:%d\r\nEND:VCARD\r\n" % n for n in range(20)) + b"BEGIN:VCARD\nFN:x"
    whole = list(splitting.blocks(io.BytesIO(data)))
    assert len(whole) == 21
    for size in (1, 7, 30, 1000):
        monkeypatch.setattr(splitting, "CHUNK", size)
        assert list(splitting.blocks(io.BytesIO(data))) == whole


def test_a_file_of_junk_ends_and_gives_nothing():
    assert list(splitting.blocks(io.BytesIO(b"x" * 5_000_000))) == []


def test_every_list_of_the_draft_reaches_the_card():
    known = {f.name for f in fields(Card)}
    lists = {f.name for f in fields(parts.Draft)} - {"services"}
    assert {"emails", "phones", "addresses", "notes", "media", "extra"} <= lists & known


def test_of_two_equal_parts_the_one_meant_is_changed():
    raw = (
        b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Anne\r\nN:;Anne;;;\r\n"
        b"ORG:Acme;Lyon\r\nORG:Acme;Lyon\r\nEND:VCARD\r\n"
    )
    change = editing.Change("organizations", Organization("Acme", ("Lyon",)), Organization("Zenith"))
    changed = editing.edit(raw, [change])
    assert [o.name for o in editing.read(changed).organizations] == ["Zenith", "Acme"]
    assert b"ORG:Zenith\r\nORG:Acme;Lyon\r\n" in changed
