"""The store keeps facts, notes every change, and takes any of them back."""

import os
import sqlite3
import stat
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.model import Card, Email, Fact, Interaction, Judgement, Name, Party, Property, Record
from sync.ports import UsageError
from sync.store import Store, codec, database, interactions, journal

AT = "2026-11-22T08:00:00Z"
LATER = "2026-11-23T08:00:00Z"


def record(key="in/jean", name="Jean Dupont", *, source="linkedin", rank=1, raw=b""):
    return Record(source, key, "Connections.csv", 1, Card(name=Name(full=name)), raw=raw, rank=rank)


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "home", installation="00000000-0000-4000-8000-000000000001") as opened:
        yield opened


def state(store):
    """All journalled facts, as plain rows."""
    return {
        table: [tuple(row) for row in store.db.execute(f"SELECT * FROM {table} ORDER BY id")]
        for table in journal.JOURNALLED
    }


texts = st.text(max_size=20)
cards = st.builds(
    Card,
    uid=texts,
    name=st.builds(Name, full=texts, credentials=st.tuples(texts)),
    emails=st.lists(
        st.builds(Email, address=texts, contexts=st.tuples(texts), params=st.tuples(st.tuples(texts, texts))),
        max_size=2,
    ).map(tuple),
    notes=st.lists(texts, max_size=2).map(tuple),
    extra=st.lists(st.builds(Property, name=texts, value=texts), max_size=2).map(tuple),
)


@given(cards)
def test_a_card_comes_back_from_text_as_it_went(card):
    assert codec.decode(codec.encode(card)) == card


def test_a_field_of_a_newer_version_is_ignored_when_reading():
    assert codec.decode('{"uid":"1","hologram":[1]}') == Card(uid="1")


@pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX's")
def test_home_and_file_are_for_their_owner_only(store):
    assert stat.S_IMODE(store.home.stat().st_mode) == 0o700
    assert stat.S_IMODE((store.home / database.FILE).stat().st_mode) == 0o600


def test_the_file_is_in_wal_mode_with_secure_delete_and_foreign_keys(store):
    assert store.db.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    assert store.db.execute("PRAGMA secure_delete").fetchone()[0] == 1
    assert store.db.execute("PRAGMA foreign_keys").fetchone()[0] == 1


def test_the_installation_id_is_made_once(tmp_path):
    with Store.open(tmp_path / "home") as first:
        told = first.installation
    with Store.open(tmp_path / "home", installation="00000000-0000-4000-8000-00000000000f") as second:
        assert second.installation == told


def test_a_record_is_created_then_unchanged_then_updated(store):
    with store.change("import", AT):
        assert store.put_record(record(), "linkedin", AT) == "created"
    with store.change("import", AT) as step:
        assert store.put_record(record(), "linkedin", LATER) == "unchanged"
    assert step.id is None
    with store.change("import", AT) as step:
        assert store.put_record(record(name="Jean Dupond"), "linkedin", LATER) == "updated"
    assert step.id is not None
    (kept,) = store.records()
    assert kept.record.card.name.full == "Jean Dupond"


def test_a_mere_mention_does_not_make_a_rich_record_poorer(store):
    with store.change("import", AT):
        store.put_record(record(rank=9), "linkedin", AT)
        assert store.put_record(record(name="LinkedIn Member", rank=1), "linkedin", AT) == "unchanged"


def test_the_raw_text_of_a_record_is_kept_byte_for_byte(store):
    raw = b"BEGIN:VCARD\r\nFN:J\xe9r\xf4me\r\nEND:VCARD\r\n"
    with store.change("import", AT):
        store.put_record(record(raw=raw), "vcard", AT)
    assert store.raw(("linkedin", "in/jean")) == raw


def test_person_ids_are_version_5_and_survive_a_new_home(tmp_path):
    told = "00000000-0000-4000-8000-000000000001"
    with (
        Store.open(tmp_path / "a", installation=told) as a,
        Store.open(tmp_path / "b", installation=told) as b,
    ):
        assert a.uuid_of(("linkedin", "in/jean")) == b.uuid_of(("linkedin", "in/jean"))
        assert a.uuid_of(("linkedin", "in/jean"))[14] == "5"


def test_undo_restores_exactly_what_was(store):
    with store.change("import", AT):
        store.put_record(record(), "linkedin", AT)
        store.put_fact(Fact("linkedin", "position", "Positions.csv", 1, (("company", "Acme"),)), "linkedin")
    before = state(store)
    with store.change("import again", LATER) as step:
        store.put_record(record(name="Other"), "linkedin", LATER)
        store.put_record(record("in/new"), "linkedin", LATER)
        store.judge(Judgement(("linkedin", "in/jean"), ("linkedin", "in/new"), "same", "user", LATER))
        store.set_attribute(("linkedin", "in/jean"), "tier", "close", LATER)
    assert state(store) != before
    with store.change("undo", LATER):
        journal.undo(store.db, step.id)
    assert state(store) == before


def test_undo_of_an_undo_does_it_again(store):
    with store.change("import", AT):
        store.put_record(record(), "linkedin", AT)
    after = state(store)
    with store.change("undo", AT) as step:
        journal.undo(store.db, None)
    assert not store.records()
    with store.change("undo the undo", AT):
        journal.undo(store.db, step.id)
    assert state(store) == after


def test_undo_without_number_walks_back_through_what_still_stands(store):
    for number in range(3):
        with store.change(f"step {number}", AT):
            store.put_record(record(f"in/{number}"), "linkedin", AT)
    for left in (2, 1, 0):
        with store.change("undo", AT):
            journal.undo(store.db, None)
        assert len(store.records()) == left
    with pytest.raises(UsageError) as caught, store.change("undo", AT):
        journal.undo(store.db, None)
    assert caught.value.code == "error.nothing-to-undo"


def test_undoing_an_earlier_step_keeps_what_was_changed_later(store):
    with store.change("one", AT) as first:
        store.put_record(record(), "linkedin", AT)
    with store.change("two", AT) as second:
        store.put_record(record(name="Second"), "linkedin", LATER)
    with store.change("three", LATER):
        store.put_record(record(name="Third"), "linkedin", "2026-11-24T08:00:00Z")
    with store.change("undo", LATER):
        journal.undo(store.db, second.id)
    assert store.records()[0].record.card.name.full == "Third"
    assert first.id != second.id


def test_what_the_user_said_survives_undo_and_repetition_of_an_import(store):
    pair = ("linkedin", "in/jean"), ("vcard", "u1")
    with store.change("import", AT) as step:
        store.put_record(record(), "linkedin", AT)
    with store.change("judge", AT):
        store.judge(Judgement(*pair, "different", "user", AT))
    with store.change("undo", AT):
        journal.undo(store.db, step.id)
    with store.change("import", AT):
        store.put_record(record(), "linkedin", AT)
    assert [j.verdict for j in store.judgements()] == ["different"]


def test_a_step_cannot_be_undone_twice(store):
    with store.change("one", AT) as step:
        store.put_record(record(), "linkedin", AT)
    with store.change("undo", AT):
        journal.undo(store.db, step.id)
    with pytest.raises(UsageError) as caught, store.change("undo", AT):
        journal.undo(store.db, step.id)
    assert caught.value.code == "error.already-undone"


def test_a_dry_run_leaves_nothing(store):
    before = state(store)
    with store.change("import", AT, dry_run=True) as step:
        store.put_record(record(), "linkedin", AT)
    assert step.id is None
    assert state(store) == before
    assert journal.history(store.db) == []


def test_a_failure_inside_a_change_leaves_the_old_state(store):
    before = state(store)
    with pytest.raises(RuntimeError, match="kill"), store.change("import", AT):
        store.put_record(record(), "linkedin", AT)
        raise RuntimeError("kill")
    assert state(store) == before
    with store.change("import", AT) as step:
        store.put_record(record(), "linkedin", AT)
    assert len(journal.history(store.db)) == 1
    assert step.id is not None


def test_a_second_writer_waits_and_then_says_so(store, monkeypatch):
    monkeypatch.setattr(database, "WAIT_S", 0.1)
    with Store.open(store.home) as other, store.change("import", AT):
        store.put_record(record(), "linkedin", AT)
        with pytest.raises(database.Busy) as caught, other.change("import", AT):
            pass
        assert caught.value.code == "error.home-busy"


def test_a_judgement_said_again_is_not_noted_twice_and_a_new_word_replaces_the_old(store):
    pair = ("linkedin", "in/jean"), ("vcard", "u1")
    with store.change("judge", AT):
        store.judge(Judgement(*pair, "same", "user", AT))
    with store.change("judge", AT) as step:
        store.judge(Judgement(*reversed(pair), "same", "user", LATER))
    assert step.id is None
    with store.change("judge", AT):
        store.judge(Judgement(*pair, "different", "user", LATER))
    assert [j.verdict for j in store.judgements()] == ["different"]


def test_an_interaction_that_moved_is_updated_and_one_that_did_not_is_not(store):
    lunch = Interaction("calendar", "u1", "a.ics", 1, "meeting", (Party("p"),), at="2026-12-01T11:00:00Z")
    with store.change("import", AT):
        assert interactions.put(store, lunch, "calendar:a.ics") == "created"
        assert interactions.put(store, lunch, "calendar:a.ics") == "unchanged"
        assert (
            interactions.put(store, replace(lunch, at="2026-12-02T11:00:00Z"), "calendar:a.ics") == "updated"
        )
    ((kept, refs),) = interactions.interactions(store)
    assert (kept.at, refs) == ("2026-12-02T11:00:00Z", (("calendar", "p"),))


def test_an_agreed_meeting_that_left_the_calendar_is_dropped_and_a_past_one_stays(store):
    past = Interaction("calendar", "past", "a.ics", 1, "meeting", (), at="2026-11-01T11:00:00Z")
    coming = Interaction("calendar", "next", "a.ics", 2, "meeting", (), at="2026-12-01T11:00:00Z")
    with store.change("import", AT):
        interactions.put(store, past, "calendar:a.ics")
        interactions.put(store, coming, "calendar:a.ics")
        assert interactions.drop_planned(store, "calendar", "calendar:a.ics", AT, set()) == 1
    assert [one.key for one, _ in interactions.interactions(store)] == ["past"]


def test_the_same_state_of_an_export_is_one_snapshot(store):
    with store.change("import", AT):
        assert store.put_snapshot("linkedin", "linkedin", "2026-05-20", AT, [record(), record("in/b")])
        assert not store.put_snapshot("linkedin", "linkedin", "2026-05-20", LATER, [record("in/b"), record()])
        assert store.put_snapshot("linkedin", "linkedin", "2026-11-18", AT, [record("in/b")])
    first, second = store.snapshots("linkedin")
    assert sorted(first.entries) == ["in/b", "in/jean"]
    assert list(second.entries) == ["in/b"]
    assert store.card(first.entries["in/jean"]).name.full == "Jean Dupont"


def test_a_copy_is_whole_and_can_be_put_back(store):
    with store.change("import", AT):
        store.put_record(record(), "linkedin", AT)
    place = store.home / "backups" / "one.db"
    database.copy(store.db, place)
    with store.change("import", AT):
        store.put_record(record("in/b"), "linkedin", AT)
    store.close()
    database.restore(store.home, place)
    with Store.open(store.home) as again:
        assert [kept.record.key for kept in again.records()] == ["in/jean"]
    with Store.open(store.home) as again:
        assert (again.home / "backups" / "before-restore.db").exists()


def test_the_first_change_of_a_day_is_preceded_by_a_dated_copy_and_seven_are_kept(store):
    for day in range(1, 12):
        at = f"2026-11-{day:02}T08:00:00Z"
        for change in range(2):
            with store.change("import", at):
                store.put_record(record(f"in/{day}-{change}"), "linkedin", at)
    copies = sorted(place.name for place in (store.home / "backups").glob("*.db"))
    assert copies == [f"reseau-2026-11-{day:02}.db" for day in range(5, 12)]
    copy = sqlite3.connect(store.home / "backups" / copies[0])
    # Before the first change of the 5th there were four days of two records each.
    assert copy.execute("SELECT count(*) FROM record").fetchone()[0] == 8
    copy.close()


def test_a_file_that_is_no_database_is_said_to_be_damaged(tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    (home / database.FILE).write_bytes(b"not a database at all, but long enough to look at" * 40)
    with pytest.raises(database.Damaged) as caught:
        Store.open(home)
    assert caught.value.code == "error.home-damaged"


def test_a_home_of_a_newer_program_is_not_touched(store):
    store.db.execute("PRAGMA user_version = 9999")
    store.close()
    with pytest.raises(database.Damaged) as caught:
        Store.open(store.home)
    assert caught.value.code == "error.home-newer"


def test_a_migration_is_preceded_by_a_copy_and_fails_whole(store, monkeypatch, tmp_path):
    with store.change("import", AT):
        store.put_record(record(), "linkedin", AT)
    store.close()
    last = database.migrations()[-1][0]
    extra = tmp_path / "extra.sql"
    extra.write_text("CREATE TABLE extra (id INTEGER) STRICT;\nCREATE TABLE extra (id INTEGER);\n")
    steps = [*database.migrations(), (last + 1, extra)]
    monkeypatch.setattr(database, "migrations", lambda: steps)
    with pytest.raises(Exception):  # noqa: B017 - whatever SQLite says, the state must be whole
        Store.open(store.home)
    extra.write_text("CREATE TABLE extra (id INTEGER) STRICT;\n")
    with Store.open(store.home) as again:
        assert again.db.execute("PRAGMA user_version").fetchone()[0] == last + 1
        assert len(again.records()) == 1
    copy = sqlite3.connect(store.home / "backups" / f"before-schema-{last + 1:04}.db")
    assert copy.execute("PRAGMA user_version").fetchone()[0] == last
    copy.close()


def test_no_row_gets_the_number_of_one_that_the_journal_knows(store):
    made = {
        row["name"]: row["sql"]
        for row in store.db.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table'")
    }
    assert all("PRIMARY KEY AUTOINCREMENT" in made[table] for table in journal.JOURNALLED)
    with store.change("import", AT):
        store.put_record(record("in/anna"), "linkedin", AT)
    with store.change("undo", AT):
        journal.undo(store.db, 1)
    with store.change("import", AT):
        store.put_record(record("in/carl"), "linkedin", AT)
    with store.change("undo 2", AT):
        journal.undo(store.db, 2)
    assert {one.ref[1] for one in store.records()} == {"in/anna", "in/carl"}


def test_tables_made_anew_keep_rows_indexes_and_what_refers_to_them(tmp_path, monkeypatch):
    steps = database.migrations()
    monkeypatch.setattr(database, "migrations", lambda: steps[:9])
    with Store.open(tmp_path / "home") as old, old.change("import", AT):
        old.put_record(record("in/anna"), "linkedin", AT)
        old.db.execute("INSERT INTO campaign VALUES (7, 'Vœux', 'cards', 'card', '2026-12-01', '2027-01-31')")
        old.db.execute("INSERT INTO recipient VALUES (3, 7, 'linkedin', 'in/anna', '2026-12-02', '', '')")
        before = _whole(old.db)
    monkeypatch.setattr(database, "migrations", lambda: steps[:10])
    with Store.open(tmp_path / "home") as new:
        assert _whole(new.db) == before
        assert new.db.execute("PRAGMA foreign_keys").fetchone()[0] == 1
        assert not new.db.execute("PRAGMA foreign_key_check").fetchall()
        names = "SELECT name FROM sqlite_schema WHERE type IN ('index', 'trigger') AND sql IS NOT NULL"
        found = {row[0] for row in new.db.execute(names)}
        assert {"judgement_pair", "twin_mirror", "ledger_insert", "ledger_update"} <= found
        new.db.execute("DELETE FROM campaign")
        assert not new.db.execute("SELECT * FROM recipient").fetchall()


def _whole(connection):
    """Return every row of every table."""
    names = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").fetchall()
    return {
        name: [tuple(row) for row in connection.execute(f"SELECT * FROM {name}")]
        for (name,) in names
        if name != "sqlite_sequence"
    }


class Contested:
    """A new file that another run is turning to writing ahead at this very moment: SQLite refuses and does not wait."""

    def __init__(self, refusals):
        self.refusals, self.mode = refusals, "delete"

    def execute(self, word):
        if word.endswith("= WAL"):
            if self.refusals:
                self.refusals -= 1
                raise sqlite3.OperationalError("database is locked")
            self.mode = "wal"
        return self

    def fetchone(self):
        return (self.mode,)


def test_of_two_who_begin_a_home_at_once_none_fails(monkeypatch):
    file = Contested(refusals=3)
    database._begin_log(file)
    assert file.mode == "wal"
    monkeypatch.setattr(database, "WAIT_S", 0)
    with pytest.raises(sqlite3.OperationalError):
        database._begin_log(Contested(refusals=1000))


def test_nothing_is_forgotten_by_the_triggers():
    """Every table with facts is journalled: a new table must be put in one list or the other."""
    outside = {
        *("meta", "content", "journal", "change", "feed", "job", "pair", "membership", "sqlite_sequence"),
        *("event", "outlet", "pushed", "request", "forgotten", "derived", "glance", "base", "concluded"),
        *("word", "word_data", "word_idx", "word_config"),
    }
    connection = sqlite3.connect(":memory:")
    for _, place in database.migrations():
        connection.executescript(place.read_text(encoding="utf-8"))
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert tables - outside == set(journal.JOURNALLED)
