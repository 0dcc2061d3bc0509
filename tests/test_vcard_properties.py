"""What holds for every card: written and read again it is the same; no bytes raise; an edit stays in its lines."""

import io
import random
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.vcard import editing, lines, read_card, reading, splitting, writing
from sync.model import (
    Address,
    Anniversary,
    Card,
    Email,
    Media,
    Name,
    OnlineService,
    Organization,
    Phone,
    Property,
    Title,
)
from sync.ports import Context
from tests.conftest import SAMPLES, SHARED

CONTEXT = Context(datetime(2026, 11, 22, tzinfo=UTC), region="FR")

letters = st.characters(exclude_categories=("Cc", "Cs", "Cn"))
texts = (
    st.text(st.one_of(letters, st.sampled_from('\\,;:"^\n=')), min_size=1, max_size=120)
    .map(str.strip)
    .filter(bool)
)
words = st.text(letters, min_size=1, max_size=30).map(str.strip).filter(bool)
contexts = st.sampled_from([(), ("work",), ("private",), ("private", "work")])
prefs = st.sampled_from([0, 0, 1, 2, 100])
names = st.builds(
    lambda given, surname: Name(f"{given} {surname}", given, surname, raw=f"{given} {surname}"),
    st.sampled_from(["Anne", "Zoë", "Jean-François"]),
    st.sampled_from(["Dupont", "Lefèvre", "Petit"]),
)
emails = st.builds(
    Email, st.from_regex(r"[a-z]{1,8}@example\.(com|fr)", fullmatch=True), contexts, pref=prefs
)
phones = st.builds(
    lambda end, features, where, pref: Phone(
        f"+33639981{end}", f"+33 6 39 98 1{end}", features, where, "", pref
    ),
    st.sampled_from(["000", "020", "999"]),
    st.sampled_from([(), ("mobile",), ("fax",), ("mobile", "voice")]),
    contexts,
    prefs,
)
organizations = st.builds(Organization, words, st.lists(words, max_size=2).map(tuple))
titles = st.builds(Title, texts, st.sampled_from(["title", "role"]))
services = st.one_of(
    st.builds(
        OnlineService, st.just(""), st.from_regex(r"https://example\.org/[a-z,;?=]{1,90}", fullmatch=True)
    ),
    st.just(OnlineService("LinkedIn", "https://www.linkedin.com/in/zo%C3%A9-l", "in/zoé-l")),
)
places = st.builds(
    lambda street, locality, full, where: Address(
        full or f"{street}\n69001 {locality}\nFrance",
        street,
        "",
        "",
        locality,
        "",
        "69001",
        "France",
        "",
        where,
    ),
    words,
    words,
    st.one_of(st.just(""), texts),
    contexts,
)
days = st.dates().filter(lambda d: d.year != 1604).map(lambda d: d.isoformat())
anniversaries = st.one_of(
    st.builds(Anniversary, st.sampled_from(["birth", "wedding", "death"]), days),
    st.builds(Anniversary, st.just("birth"), days.map(lambda d: "-" + d[4:])),
)
media = st.builds(
    lambda kind, text: Media(kind, f"data:image/png;base64,{text}", "image/png", (("TYPE", "PNG"),)),
    st.sampled_from(["photo", "logo"]),
    st.sampled_from(["AAAA", "iVBORw0KGgo=", "QUJD" * 60]),
)
unknown = st.builds(
    lambda text, param: Property(
        "X-RESEAU-TEST", text.replace("\\", "").replace("\n", "\\n"), (("X-P", param),), "g1"
    ),
    texts.filter(lambda t: t.replace("\\", "").strip() == t),
    texts,
)
cards = st.builds(
    Card,
    uid=st.uuids().map(str),
    name=names,
    nicknames=st.lists(texts, max_size=2).map(tuple),
    emails=st.lists(emails, max_size=2).map(tuple),
    phones=st.lists(phones, max_size=2).map(tuple),
    organizations=st.lists(organizations, max_size=2).map(tuple),
    titles=st.lists(titles, max_size=2).map(tuple),
    online_services=st.lists(services, max_size=2).map(tuple),
    addresses=st.lists(places, max_size=2).map(tuple),
    anniversaries=st.lists(anniversaries, max_size=2).map(tuple),
    keywords=st.lists(texts, max_size=3).map(tuple),
    notes=st.lists(texts, max_size=2).map(tuple),
    media=st.lists(media, max_size=1).map(tuple),
    extra=st.lists(unknown, max_size=2).map(tuple),
)


def read(raw):
    return reading.card(lines.read(raw), raw, "FR")


@pytest.mark.parametrize("version", writing.VERSIONS)
@given(card=cards)
def test_a_card_written_and_read_again_is_the_same(version, card):
    assert read(writing.write_card(card, version)) == card


@pytest.mark.parametrize("version", writing.VERSIONS)
@given(card=cards)
def test_the_short_way_and_the_scanner_read_the_same(version, card):
    raw = writing.write_card(card, version)
    assert reading.card(lines.scan(raw), raw, "FR") == read(raw)


@pytest.mark.parametrize("version", writing.VERSIONS)
@given(card=cards)
def test_what_is_written_is_one_card_of_whole_letters_in_lines_of_75_octets(version, card):
    data = writing.write_card(card, version)
    assert splitting.spans(data) == [(0, len(data))]
    for line in data.split(b"\r\n"):
        line.decode()
        assert len(line) <= 75
        assert b"\n" not in line


@given(
    card=cards,
    company=words,
    version=st.sampled_from(["2.1", "3.0", "4.0"]),
    newline=st.sampled_from([b"\r\n", b"\n"]),
)
def test_an_edit_changes_the_lines_of_its_property_and_rev_only(card, company, version, newline):
    card = replace(card, updated="2020-01-01T00:00:00Z")
    raw = writing.write_card(card, "4.0" if version == "4.0" else "3.0").replace(b"\r\n", newline)
    raw = raw.replace(b"VERSION:3.0", b"VERSION:" + version.encode())
    before = editing.read(raw)
    old = before.organizations[:1]
    new = Organization(company)
    changed = editing.edit(
        raw, [editing.Change("organizations", old[0] if old else None, new)], now="2026-11-22T08:00:00Z"
    )
    assert editing.read(changed).organizations == (new, *before.organizations[1:])
    assert others(changed) == others(raw)
    assert editing.edit(raw, []) == raw


def others(raw):
    return [
        raw[line.start : line.end] for line in lines.scan(raw).lines if line.head.name not in {"ORG", "REV"}
    ]


@given(card=cards)
def test_a_note_added_and_removed_again_leaves_the_bytes_as_they_were(card):
    raw = writing.write_card(card)
    added = editing.edit(raw, [editing.Change("notes", None, "Déjeuner; à rappeler")])
    assert "Déjeuner; à rappeler" in editing.read(added).notes
    assert editing.edit(added, [editing.Change("notes", "Déjeuner; à rappeler", None)]) == raw or (
        "Déjeuner; à rappeler" in card.notes
    )


@given(data=st.binary(max_size=400))
def test_any_bytes_in_a_card_give_values(data):
    for raw in splitting.blocks(io.BytesIO(b"BEGIN:VCARD\r\n" + data + b"\r\nEND:VCARD\r\n")):
        record, _ = read_card(raw, CONTEXT)
        card = record.card if record else Card()
        assert editing.update(raw, editing.read(raw)) == raw
        for version in writing.VERSIONS:
            writing.write_card(card, version)


def files():
    found = sorted((SAMPLES / "vcard").glob("*/input.vcf"))
    for folder in ("corpora/vcard", "bench/vcard/made"):
        found += sorted((SHARED / folder).glob("*.vcf"))
    return found


def test_cut_flipped_and_spliced_cards_give_values():
    r = random.Random(7)
    material = [place.read_bytes()[:4000] for place in files()]
    for _ in range(400):
        data = bytearray(r.choice(material))
        for _ in range(r.randint(1, 6)):
            at = r.randrange(len(data) + 1)
            way = r.randrange(4)
            if way == 0:
                del data[at:]
            elif way == 1:
                data[at : at + 1] = bytes([r.randrange(256)])
            elif way == 2:
                other = r.choice(material)
                data[at:at] = other[r.randrange(len(other) + 1) :][:60]
            else:
                del data[at : at + r.randrange(40)]
        for raw in splitting.blocks(io.BytesIO(bytes(data))):
            record, _ = read_card(raw, CONTEXT)
            writing.write_card(record.card if record else Card(), "4.0")
            card = editing.read(raw)
            editing.update(raw, replace(card, organizations=(Organization("Été"),)))


@pytest.mark.shared
def test_one_company_changed_in_every_card_of_the_corpus_leaves_every_other_byte():
    for place in files():
        for raw in splitting.blocks(io.BytesIO(place.read_bytes())):
            card = editing.read(raw)
            changed = editing.update(raw, replace(card, organizations=(Organization("Été, S.A."),)))
            assert [o.name for o in editing.read(changed).organizations] == ["Été, S.A."], place.name
            narrow, other = splitting.narrow(raw)[0], splitting.narrow(changed)[0]
            assert [part.rstrip() for part in others(other)] == [part.rstrip() for part in others(narrow)], (
                place.name
            )
