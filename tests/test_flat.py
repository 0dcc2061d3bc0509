"""`reseau tool link`: who is who in a flat table, without a home (contract §10)."""

import csv
import os

import pytest

from sync.ports import UsageError
from sync.usecases import elsewhere, flat
from tests.inprocess import reseau

TABLE = """\ufeffrecord_id,full_name,given_name,family_name,emails,phones,company,title,url
a,Zoé Quincampoix,,,zoe.quincampoix@example.org;zq@example.com,06 39 98 10 20,Nordelia,DRH,
b,,Zoe,QUINCAMPOIX,,+33 6 39 98 10 20,,,https://www.linkedin.com/in/zoe-quincampoix

c,Jean Martin,,,jean.martin@example.org,,Brévane,Comptable,
d,Paule Ségalat,,,,,Brévane,Directrice,https://www.linkedin.com/in/paule-segalat
e,,,,,,,,
"""


def linked(folder, table=TABLE, *more):
    (folder / "flat.csv").write_text(table, encoding="utf-8")
    told = reseau(folder / "home", "tool", "link", folder / "flat.csv", "-o", folder / "out.csv", *more)
    rows = list(csv.reader((folder / "out.csv").open(encoding="utf-8", newline="")))
    return told, rows


def test_each_record_gets_the_first_record_of_its_person(tmp_path):
    told, (head, *rows) = linked(tmp_path)
    assert head == ["record_id", "cluster_id"]
    assert rows == [["a", "a"], ["b", "a"], ["c", "c"], ["d", "d"], ["e", "e"]]
    assert "5 records, 4 people" in told.err
    assert not (tmp_path / "home").exists()


def test_pairs_say_how_likely_each_is_and_what_came_of_it(tmp_path):
    linked(tmp_path, TABLE, "--pairs", tmp_path / "pairs.csv")
    head, *rows = csv.reader((tmp_path / "pairs.csv").open(encoding="utf-8", newline=""))
    assert head == ["record_id_a", "record_id_b", "probability", "decision"]
    assert {(a, b): decision for a, b, _, decision in rows}["a", "b"] == "auto"
    assert all(0 <= float(probability) <= 1 for _, _, probability, _ in rows)


@pytest.mark.parametrize(
    ("table", "word"),
    [
        ("name,emails\nA B,a@example.org\n", "record_id"),
        ("record_id,note\n1,x\n", "full_name"),
        ("", "record_id"),
        ("record_id,full_name\n1,A B\n1,C D\n", "Row 2"),
        ("record_id,full_name\n,A B\n", "Row 1"),
    ],
)
def test_a_table_that_cannot_be_linked_says_why(tmp_path, table, word):
    (tmp_path / "flat.csv").write_text(table, encoding="utf-8")
    told = reseau(tmp_path / "home", "tool", "link", tmp_path / "flat.csv", "-o", tmp_path / "o.csv", check=2)
    assert word in told.err


def test_without_a_place_the_answer_goes_to_standard_output(tmp_path):
    (tmp_path / "flat.csv").write_text(TABLE, encoding="utf-8")
    for more in ([], ["-o", "-"]):
        told = reseau(tmp_path / "home", "tool", "link", tmp_path / "flat.csv", *more)
        assert told.out.splitlines() == ["record_id,cluster_id", "a,a", "b,a", "c,c", "d,d", "e,e"]
        assert "5 records, 4 people" in told.err
    assert [one.name for one in tmp_path.iterdir()] == ["flat.csv"]


@pytest.mark.parametrize(
    "later",
    [
        pytest.param(["3,Inès Marchal", "4,Noor Haddad", "5,Ali Fabre", "6,Yaël Ségalat"], id="more records"),
        pytest.param(["3,Inès Marchal"], id="fewer"),
        pytest.param(["3,Inès Marchal", "9,Noor Haddad"], id="others"),
        pytest.param(["4,Noor Haddad", "3,Inès Marchal"], id="in another order"),
    ],
)
def test_a_table_that_is_changed_while_two_read_it_is_said(later, monkeypatch):
    """Either of the two may be the one that sees what is new."""
    head, first = "record_id,full_name", ["1,Zoé Quincampoix", "2,Jean Martin"]
    now = [*first, "3,Inès Marchal", "4,Noor Haddad"]
    monkeypatch.setattr(elsewhere, "can_help", lambda: True)
    here = os.getpid()
    for early, late in ((now, [*first, *later]), ([*first, *later], now)):
        table = flat.Table(lambda early=early, late=late: [head, *(early if os.getpid() == here else late)])
        with pytest.raises(UsageError, match=r"tool\.flat-changed"):
            flat.people(table, two=True)


def test_a_table_that_is_changed_before_its_pairs_are_told_is_said():
    texts = iter([["1,Zoé Quincampoix", "2,Zoé Quincampoix"], ["1,Zoé Quincampoix", "3,Zoé Quincampoix"]])
    table = flat.Table(lambda: ["record_id,full_name", *next(texts)])
    assert flat.people(table)
    with pytest.raises(UsageError, match=r"tool\.flat-changed"):
        list(flat.pairs(table))


def test_a_table_without_people_gives_an_empty_answer(tmp_path):
    assert linked(tmp_path, "record_id,full_name\n")[1] == [["record_id", "cluster_id"]]


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ('record_id,full_name\n1,A B\n2,"C D\n' + "3,E F\n" * 30_000, "Row 2"),
        ("x" * 200_000 + ",full_name\n1,A B\n", "Row 0"),
    ],
)
def test_a_cell_without_an_end_is_told_by_its_row(tmp_path, table, row):
    # The limit is the whole process's, and a reader of other files may have raised it here.
    before = csv.field_size_limit(131_072)
    try:
        (tmp_path / "flat.csv").write_text(table, encoding="utf-8")
        words = ("tool", "link", tmp_path / "flat.csv", "-o", tmp_path / "o.csv")
        assert row in reseau(tmp_path / "home", *words, check=2).err
    finally:
        csv.field_size_limit(before)
