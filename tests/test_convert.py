"""`reseau convert`: files to files, cards as they are or through the model; and new cards before vobject."""

import importlib.util
import json
import sys
from importlib.machinery import SourceFileLoader

import pytest

from adapters.vcard import judge, lines, reading, splitting, writing
from sync.model import Card, Email, Name, OnlineService, Organization
from tests.conftest import SAMPLES, SHARED
from tests.reseau import reseau

CARDS = SAMPLES / "vcard" / "outlook-and-android-v21" / "input.vcf"


def test_cards_are_copied_byte_for_byte_without_to(home, tmp_path):
    out = tmp_path / "out.vcf"
    reseau(home, "convert", CARDS, out)
    assert out.read_bytes() == CARDS.read_bytes()
    assert not home.exists()


@pytest.mark.parametrize(("to", "version"), [("vcf3", "3.0"), ("vcf4", "4.0")])
def test_cards_go_through_the_model_with_to(home, tmp_path, to, version):
    out = tmp_path / "out.vcf"
    reseau(home, "convert", CARDS, out, "--to", to)
    text = out.read_bytes().decode()
    assert text.count(f"VERSION:{version}\r\n") == 2
    assert "FN:Zoë Lefèvre\r\n" in text
    assert "NOTE:Déjeuner lundi\\nLyon\r\n" in text


@pytest.mark.parametrize("content", [b"", b"no card here\n"], ids=["empty", "junk"])
def test_no_card_gives_an_empty_file(home, tmp_path, content):
    place, out = tmp_path / "in.vcf", tmp_path / "out.vcf"
    place.write_bytes(content)
    reseau(home, "convert", place, out, "--to", "vcf4")
    assert out.read_bytes() == b""


def test_a_card_twice_is_written_twice(home, tmp_path):
    place, out = tmp_path / "in.vcf", tmp_path / "out.vcf"
    place.write_bytes(b"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:a\r\nFN:A\r\nEND:VCARD\r\n" * 2)
    reseau(home, "convert", place, out, "--to", "vcf3")
    assert out.read_bytes().count(b"FN:A\r\n") == 2


def test_the_suffix_decides_what_is_written(home, tmp_path):
    out = tmp_path / "out.json"
    reseau(home, "convert", CARDS, out)
    assert {card["name"]["full"] for card in json.loads(out.read_bytes())} == {"Zoë Lefèvre", "Hervé Lefèvre"}
    reseau(home, "convert", CARDS, tmp_path / "out.csv")
    assert "Lefèvre" in (tmp_path / "out.csv").read_text("utf-8-sig")


def test_a_table_becomes_cards(home, tmp_path):
    place, out = tmp_path / "in.csv", tmp_path / "out.vcf"
    place.write_text("First Name,Last Name,E-mail Address\nAnne,Petit,anne@example.org\n")
    reseau(home, "convert", place, out)
    assert {"FN:Anne Petit", "EMAIL:anne@example.org"} <= set(out.read_text().split("\n"))


def test_an_unknown_suffix_is_wrong_usage_and_a_missing_file_fails(home, tmp_path):
    assert reseau(home, "convert", CARDS, tmp_path / "out.xyz", check=2).err
    assert reseau(home, "convert", tmp_path / "none.vcf", tmp_path / "out.vcf", check=1).err
    assert not (tmp_path / "out.vcf").exists()


# --- vobject serialises new cards, and judges them ---


def test_a_new_card_is_serialised_by_vobject_where_it_says_the_same():
    card = Card(
        name=Name("Anne Petit", "Anne", "Petit", raw="Anne Petit"), emails=(Email("anne@example.org"),)
    )
    raw = judge.new_card(card)
    assert reading.card(lines.read(raw), raw) == card
    assert raw != writing.write_card(card)


def test_where_vobject_cuts_an_address_our_own_bytes_are_taken():
    card = Card(name=Name("A B", "A", "B"), online_services=(OnlineService("", "https://example.org/a,b"),))
    assert judge.new_card(card) == writing.write_card(card)


def test_a_company_with_commas_and_semicolons_reads_the_same_in_vobject():
    card = Card(
        name=Name("Anne Petit", "Anne", "Petit", raw="Anne Petit"),
        organizations=(Organization("Petit, Fils; Cie", ("Achats",)),),
        notes=("un, deux; trois\nquatre",),
    )
    assert judge.loads(writing.write_card(card)) == card


# --- the public corpus, judged by a reader that shares no code with ours ---


def corpus():
    return sorted((SHARED / "corpora" / "vcard").glob("*.vcf")) + sorted(
        (SHARED / "bench/vcard/made").glob("*.vcf")
    )


@pytest.mark.shared
@pytest.mark.parametrize("version", writing.VERSIONS)
def test_the_corpus_through_the_model_loses_and_invents_nothing(version, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    monkeypatch.syspath_prepend(str(SHARED / "bench" / "vcard"))
    loader = SourceFileLoader("vcard_check", str(SHARED / "bench" / "vcard" / "check"))
    check = importlib.util.module_from_spec(importlib.util.spec_from_loader("vcard_check", loader))
    loader.exec_module(check)
    total = dict.fromkeys(("kept", "params", "changed", "lost", "invented"), 0)
    for place in corpus():
        data = place.read_bytes()
        narrow = splitting.narrow(data)[0]
        cards = [narrow[start:end] for start, end in splitting.spans(narrow)]
        out = b"".join(writing.write_card(reading.card(lines.read(raw), raw, "FR"), version) for raw in cards)
        assert not check.lint(out), place.name
        told, kept = check.R.read(data), check.R.read(out)
        assert len(told) == len(kept), place.name
        for before, after in zip(told, kept, strict=True):
            result, log = check.compare(before, after)
            assert not result["lost"], (place.name, log)
            assert not result["invented"], (place.name, log)
            for name in total:
                total[name] += result[name]
    assert total["kept"] >= 0.995 * (total["kept"] + total["params"] + total["changed"])
