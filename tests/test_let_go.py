"""What a large network must not hold twice is let go of on the way, and nothing is another for it."""

import dataclasses

import pytest

from sync import app
from sync.config.place import find
from sync.ports import Context
from sync.store import Store, facts
from sync.usecases import importing, people
from tests.conftest import ROOT
from tests.reseau import NOW

DEMO = ROOT / "samples" / "demo"


def place_of(home):
    return find(
        {"RESEAU_HOME": str(home), "RESEAU_NOW": NOW, "RESEAU_TZ": "Europe/Paris", "RESEAU_REGION": "FR"}
    )


def imported(home, *, last):
    """Import the example; return what was read, what came of it, and everybody as they stand."""
    place = place_of(home)
    context = Context(now=place.now, zone=place.zone, region="FR", me=frozenset(), salt=b"salt")
    gathered = app.read([str(DEMO)], context)
    with Store.open(home, installation="00000000-0000-4000-8000-000000000001") as store:
        outcome = importing.store_all(store, gathered, place, "import", last=last)
        roll, found = people.everybody(store)
        told = [(one.id, one.glance, one.card, one.refs) for one in found.values()]
    return gathered, outcome, roll._replace(mark=""), told


def test_records_and_exchanges_are_let_go_of_and_the_report_says_the_same(tmp_path):
    whole, before, roll, everybody = imported(tmp_path / "one", last=False)
    rest, after, other, same = imported(tmp_path / "two", last=True)
    assert whole.records
    assert whole.interactions
    assert (rest.records, rest.interactions, rest.exports) == ({}, [], {})
    assert rest.happened() == whole.happened()
    assert any(sum(n for n, _ in kinds.values()) > 100 for kinds in rest.happened().values())
    counts = ("records", "interactions", "people", "linked", "questions", "journal", "new_snapshot")
    assert [getattr(after, name) for name in counts] == [getattr(before, name) for name in counts]
    assert [dataclasses.astuple(one) for one in rest.files] == [
        dataclasses.astuple(one) for one in whole.files
    ]
    assert (other, same) == (roll, everybody)


def test_a_trial_keeps_what_was_read_for_the_import_after_it(tmp_path):
    """The page looks first, and keeps after a yes: what was read is read once."""
    place = place_of(tmp_path / "home")
    context = Context(now=place.now, zone=place.zone, region="FR", me=frozenset(), salt=b"salt")
    gathered = app.read([str(DEMO)], context)
    with Store.open(tmp_path / "home") as store:
        tried = importing.store_all(store, gathered, place, "import", dry_run=True)
        kept = importing.store_all(store, gathered, place, "import")
    assert tried.records == kept.records
    assert kept.journal is not None


def test_cards_that_were_let_go_of_are_read_again(tmp_path, monkeypatch):
    _, _, roll, everybody = imported(tmp_path / "one", last=True)
    monkeypatch.setattr(people, "MANY", 0)
    monkeypatch.setattr(facts, "MANY", 0)
    _, _, other, same = imported(tmp_path / "two", last=True)
    assert (other, same) == (roll, everybody)


@pytest.mark.parametrize("many", [0, facts.MANY])
def test_whether_most_cards_are_at_hand_makes_no_difference(many, tmp_path, monkeypatch):
    imported(tmp_path / "home", last=True)
    monkeypatch.setattr(facts, "MANY", many)
    with Store.open(tmp_path / "home") as store:
        assert len(list(store.each_record())) == len(store.records(cards=False))
        fresh = [(one.ref, one.record) for one in store.records()]
        assert [(one.ref, one.record) for one in store.each_record()] == fresh
        half = {one.ref[0]: one for one in store.records()}
        for one in half.values():
            one.release()
        assert [(one.ref, one.record) for one in store.records()] == fresh
        arrivals = store.arrivals()
        assert list(arrivals)
        assert {ref: told[1] for ref, told in arrivals.items()} == {
            one.ref: one.uuid for one in store.records(cards=False)
        }
        some = [ref for ref, _ in fresh[::7]]
        assert store.arrivals(some) == {ref: arrivals[ref] for ref in some}
