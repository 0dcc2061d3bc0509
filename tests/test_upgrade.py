"""A home that an earlier program wrote is opened by this one: nothing of it is lost, and it is used as ever.

`tests/homes/` holds one home for each schema there ever was, as the program of that time left it: two exports, cards,
a table and an address book, edits, a plan with what was done and put off; from the schemas on that know them also favours,
campaigns, trips, a target, and somebody who was forgotten. Whoever makes a new schema adds a home of the one before.
"""

import gzip
import json
import sqlite3
from pathlib import Path

import pytest

from sync.store import database, journal
from tests.inprocess import reseau

HOMES = sorted((Path(__file__).parent / "homes").glob("*.sql.gz"))
KEPT = (*journal.JOURNALLED, "journal", "change", "content", "forgotten", "feed", "outlet", "meta")
LAST = database.migrations()[-1][0]


@pytest.fixture(params=HOMES, ids=[one.name.partition(".")[0] for one in HOMES])
def home(request, tmp_path):
    place = tmp_path / "home"
    place.mkdir(mode=0o700)
    with sqlite3.connect(place / database.FILE) as connection:
        connection.executescript(gzip.decompress(request.param.read_bytes()).decode())
    connection.close()
    return place


def rows(home):
    """Return every row of the tables that are kept, as dictionaries."""
    connection = sqlite3.connect(home / database.FILE)
    connection.row_factory = sqlite3.Row
    names = {row["name"] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    try:
        return {
            table: [dict(row) for row in connection.execute(f"SELECT * FROM {table}")]
            for table in KEPT
            if table in names
        }, connection.execute("PRAGMA user_version").fetchone()[0]
    finally:
        connection.close()


def test_there_is_a_home_of_every_schema_but_the_newest_perhaps():
    numbers = [int(one.name[7:9]) for one in HOMES]
    assert numbers[: LAST - 1] == list(range(1, LAST))


def test_nothing_is_lost_by_opening_it(home):
    before, number = rows(home)
    assert len(before["record"]) >= 8
    assert reseau(home, "people", "--json").json["people"]
    after, now = rows(home)
    assert now == LAST
    assert (home / "backups" / f"before-schema-{number + 1:04}.db").exists() or number == LAST
    for table, told in before.items():
        names = set(told[0]) if told else set()
        later = [{name: row[name] for name in names & set(row)} for row in after[table]]
        for row in told:
            assert {name: value for name, value in row.items() if not later or name in later[0]} in later, (
                table
            )


def test_it_is_used_as_ever(home, tmp_path):
    people = reseau(home, "people", "--json", "--all").json["people"]
    names = {one["name"] for one in people}
    assert {"Zoé Delaunay", "Ali Fabre", "Noor Haddad", "Hannah Whitcombe"} <= names
    planned = {one["id"]: one for one in reseau(home, "plan", "--json").json["touchpoints"]}
    put_off = [one for one in planned.values() if one["state"] == "snoozed"]
    assert [one["name"] for one in put_off] == ["Zoé Delaunay"]
    told = json.loads(reseau(home, "show", "--all", "Ali Fabre", "--json").out)
    assert "lunch" in json.dumps(told)
    assert reseau(home, "doctor", check=None).code in {0, 1}
    # What an earlier program asked about, this one may know: then one of the two ids lives on.
    reseau(home, "rebuild")
    before = reseau(home, "export", "clusters").out
    known = {one["id"] for one in people}
    people = reseau(home, "people", "--json", "--all").json["people"]
    assert {one["id"] for one in people} <= known
    reseau(home, "rebuild")
    assert reseau(home, "export", "clusters").out == before
    reseau(home, "edit", "Zoé Delaunay", "--title", "Amirale")
    reseau(home, "undo")
    # A later import is put beside what was there: nobody is doubled.
    (tmp_path / "suivi.csv").write_text(
        "Nom;Prénom;Société;Mail\nDelaunay;Zoé;Hestrial;zoe@example.org\n", encoding="utf-8"
    )
    reseau(home, "import", tmp_path / "suivi.csv")
    again = reseau(home, "people", "--json", "--all").json["people"]
    assert {one["id"] for one in again} == {one["id"] for one in people}


def test_what_an_earlier_program_did_can_be_undone(home):
    """The newest step that still stands goes back, and comes again."""
    before = reseau(home, "export", "everything").out
    reseau(home, "undo")
    assert reseau(home, "export", "everything").out != before
    reseau(home, "undo", str(_last_step(home)))
    assert reseau(home, "export", "everything").out == before


def _last_step(home):
    connection = sqlite3.connect(home / database.FILE)
    try:
        return connection.execute("SELECT MAX(id) FROM journal").fetchone()[0]
    finally:
        connection.close()
