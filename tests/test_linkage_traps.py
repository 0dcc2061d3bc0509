"""Traps: records that look like one person and are not, in `traps.csv`, written by hand.

Rows of one trap are the records of one small store; `person` tells who is who. Nothing may be linked
without asking that belongs to two people. A question is welcome.
"""

import csv
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import pytest

from sync import linkage
from sync.model import Anniversary, Card, Email, OnlineService, Organization, Phone, Record, Title
from sync.normalize import names


def traps():
    found = defaultdict(list)
    with Path(__file__).with_name("traps.csv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            found[row["group"], row["trap"]].append(row)
    return found


def record(row, number):
    """Return the record a reader would make of one row of the table."""
    profile = f"in/{row['profile']}" if row["profile"] else ""
    emails = [e for e in row["emails"].split(";") if e]
    key = f"r{number}"
    if row["source"] == "linkedin":
        key = profile or f"name:{row['name']}"
    elif row["source"] == "calendar":
        key = f"{emails[0]}|{row['name']}"
    card = Card(
        kind=row["kind"] or "individual",
        name=names.person(row["name"]),
        emails=tuple(Email(e) for e in emails),
        phones=tuple(Phone(p) for p in row["phones"].split(";") if p),
        organizations=tuple(Organization(c) for c in row["company"].split(";") if c),
        titles=(Title(row["title"]),) if row["title"] else (),
        online_services=(OnlineService("LinkedIn", user=profile),) if profile else (),
        anniversaries=(Anniversary("birth", row["birthday"]),) if row["birthday"] else (),
    )
    return Record(row["source"], key, "f", number + 1, card)


TRAPS = traps()


def test_there_are_two_hundred_traps():
    assert len(TRAPS) >= 200
    assert all(len({row["person"] for row in rows}) > 1 for rows in TRAPS.values())


@pytest.mark.parametrize("trap", TRAPS, ids=[f"{group}: {trap}" for group, trap in TRAPS])
def test_two_people_are_never_linked_without_asking(trap):
    rows = TRAPS[trap]
    records = [record(row, number) for number, row in enumerate(rows)]
    refs = [(r.source, r.key) for r in records]
    assert len(set(refs)) == len(refs)
    for order in (records, records[::-1]):
        home = {ref: person for person in linkage.link(order, (), "reseau", "").people for ref in person}
        for (a, row), (b, other) in combinations(zip(refs, rows, strict=True), 2):
            assert row["person"] == other["person"] or home[a] != home[b], (row, other)


# Here the record that tells the two apart comes last: nobody could know before.
TOLD_LAST = {"two profiles through two cards"}


def test_what_came_first_is_never_linked_to_another_by_what_comes_later():
    """Records arrive one by one, each time with the links made before, as imports do."""
    for (_, trap), rows in TRAPS.items():
        if trap in TOLD_LAST:
            continue
        records = [record(row, number) for number, row in enumerate(rows)]
        judgements = ()
        for count in range(1, len(records) + 1):
            result = linkage.link(records[:count], judgements, "reseau", "")
            judgements += result.judgements
        home = {ref: person for person in result.people for ref in person}
        for (one, row), (two, other) in combinations(zip(records, rows, strict=True), 2):
            if row["person"] != other["person"]:
                assert home[one.source, one.key] != home[two.source, two.key], (row, other)
