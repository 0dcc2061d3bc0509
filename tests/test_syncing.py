"""Address books pulled: what changed there becomes a change here, and never more than that."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from adapters.memory import MemoryBook
from sync.config.place import Place
from sync.model import Card, Media, Name, Problem, Record
from sync.normalize import vcards
from sync.ports import BookMissing, Features, Listing, NetworkError
from sync.store import Store, books, journal
from sync.store.books import Book
from sync.usecases import people, synced, syncing
from tests.address_book_suite import card

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


def read(name, text):
    """A card reader for the small cards of these tests."""
    for start, end in vcards.spans(text):
        lines = dict(line.split(":", 1) for line in text[start:end].decode().splitlines() if ":" in line)
        if "FN" not in lines:
            yield Problem(name, 1, "unreadable", args=(("detail", "no name"),))
            continue
        yield Record(
            "vcard",
            lines.get("UID", ""),
            name,
            1,
            Card(uid=lines.get("UID", ""), name=Name(full=lines["FN"])),
        )


class Home:
    """A store, a book and a clock."""

    def __init__(self, folder, remote=None):
        self.store = Store.open(folder, installation="00000000-0000-4000-8000-000000000001")
        self.place = Place(folder, NOW, "Europe/Paris", "FR", "en")
        self.remote = MemoryBook() if remote is None else remote
        with self.store.change("book add perso", self.place.at):
            books.add(self.store, Book("perso", "carddav", "memory:"))

    @property
    def book(self):
        return books.find(self.store, "perso")

    def plan(self, confirmed=-1):
        return syncing.plan(self.store, self.book, self.place, self.remote, read, confirmed)

    def sync(self, confirmed=-1, *, later=timedelta(hours=1), dry_run=False):
        self.place = replace(self.place, now=self.place.now + later)
        outcome = self.plan(confirmed)
        if not outcome.guard and not outcome.error:
            assert syncing.carry_out(self.store, self.place, outcome, dry_run=dry_run)
        return outcome

    def ask(self, *, writes=False):
        return synced.nothing_new(self.store, self.place, self.book, self.remote, writes=writes)

    @property
    def names(self):
        return sorted(person.name for person in people.load(self.store).values())

    def pulled(self, outcome):
        return tuple(outcome.count(kind) for kind in ("created", "updated", "deleted"))


@pytest.fixture
def home(tmp_path):
    one = Home(tmp_path / "home")
    yield one
    one.store.close()


def filled(home, count):
    for n in range(count):
        home.remote.put("", card(f"u{n}", name=f"Person {n:02}"))
    home.sync()


def edit(home, uid, name):
    home.remote.put(uid, card(uid, name=name), home.remote.list().etags[uid])


def drop(home, *uids):
    for uid in uids:
        home.remote.delete(uid, home.remote.list().etags[uid])


def test_the_cards_of_a_book_become_people(home):
    home.remote.put("", card("a", name="Ada Example"))
    home.remote.put("", card("b", name="Bob Example"))
    outcome = home.plan()
    assert outcome.first_contact
    assert outcome.waits
    assert home.names == []
    outcome = home.sync()
    assert home.pulled(outcome) == (2, 0, 0)
    assert home.names == ["Ada Example", "Bob Example"]
    assert {kept.ref for kept in home.store.records()} == {("carddav", "perso/a"), ("carddav", "perso/b")}
    assert home.book.confirmed_at


def test_planning_writes_nothing(home):
    filled(home, 2)
    before = list(home.store.db.iterdump())
    edit(home, "u0", "Changed")
    home.plan()
    assert list(home.store.db.iterdump()) == before


def test_a_dry_run_writes_nothing(home):
    filled(home, 2)
    before = list(home.store.db.iterdump())
    edit(home, "u0", "Changed")
    assert home.pulled(home.sync(dry_run=True)) == (0, 1, 0)
    assert list(home.store.db.iterdump()) == before


def test_a_second_sync_with_nothing_changed_writes_nothing(home):
    filled(home, 3)
    before = list(home.store.db.iterdump())
    outcome = home.sync()
    assert home.pulled(outcome) == (0, 0, 0)
    assert outcome.journal is None
    assert list(home.store.db.iterdump()) == before


def test_a_book_in_which_nothing_changed_is_told_from_its_marks_alone(home):
    filled(home, 3)
    before = list(home.store.db.iterdump())
    asked = home.ask()
    assert asked[0] is not None
    assert home.pulled(asked[0]) == (0, 0, 0)
    assert list(home.store.db.iterdump()) == before


def test_what_the_question_finds_is_worked_on_without_asking_again(home):
    filled(home, 3)
    edit(home, "u1", "Renamed There")
    outcome, listing = home.ask()
    assert outcome is None
    assert set(listing.etags) == {"u1"}
    made = syncing.plan(home.store, home.book, home.place, home.remote, read, listing=listing)
    assert home.pulled(made) == (0, 1, 0)


def test_marks_that_may_not_be_believed_are_not_asked_about(home):
    home.remote.put("", card("a", name="Ada Example"))
    assert home.ask() == (None, None), "the user has not agreed yet"
    home.sync()
    home.place = replace(home.place, now=home.place.now + timedelta(days=1, hours=1))
    assert home.ask() == (None, None), "a whole listing is due"
    home.sync()
    with home.store.change("undo", home.place.at):
        journal.undo(home.store.db, None)
    assert home.ask() == (None, None), "the sync that left them was undone"


def test_a_book_whose_cards_may_lack_something_is_compared_though_nothing_changed_there(home):
    filled(home, 1)
    outcome, listing = home.ask(writes=True)
    assert (outcome, listing.partial, listing.etags) == (None, True, {})
    synced.note_given(home.store, home.place, home.book)
    assert home.ask(writes=True)[0] is not None
    with home.store.change("log", home.place.at):
        home.store.put_record(
            Record("vcard", "x", "x.vcf", 1, Card(name=Name(full="New"))), "", home.place.at
        )
    assert home.ask(writes=True)[0] is None


@pytest.mark.parametrize("size", [10, 10_000])
def test_a_card_with_a_picture_comes_in_whole_however_large_it_is(home, size):
    """Large texts are laid aside until they are written: thousands of pictures are not held."""
    picture = Media("photo", "data:image/jpeg;base64," + "é" * size, "image/jpeg")
    text = card("a", "Ada Example", "NOTE:" + "x" * size + "\n")

    def pictured(name, given):
        [record] = read(name, given)
        yield replace(record, card=replace(record.card, media=(picture, picture)))

    home.remote.put("", text)
    made = syncing.plan(home.store, home.book, home.place, home.remote, pictured)
    [(raw, [record])] = [change.read() for change in made.changes]
    assert (raw, record.raw, record.card.media) == (text, text, (picture, picture))
    assert syncing.who(home.store, made, "created") == ["Ada Example"]
    assert syncing.carry_out(home.store, home.place, made)
    [kept] = home.store.records()
    assert kept.record.card.media == (picture, picture)
    assert kept.slight.card.media == ((picture, picture) if size < 4096 else ())
    assert home.store.raw(kept.ref) == text
    [person] = people.load(home.store).values()
    assert person.glance.name == "Ada Example"
    assert person.card.media == (picture,)


def test_a_card_that_seems_to_have_become_another_is_asked_for_once_more(home, monkeypatch):
    filled(home, 2)
    edit(home, "u1", "Renamed There")
    real, asked = home.remote.fetch, []

    def fetch(hrefs):
        asked.append(list(hrefs))
        for href, etag, text in real(asked[-1]):
            yield href, etag, card("nobody", "No Body") if len(asked) == 1 else text

    monkeypatch.setattr(home.remote, "fetch", fetch)
    home.sync()
    assert home.names == ["Person 00", "Renamed There"]
    assert asked == [["u1"], ["u1"]]
    asked[:] = [[]]
    home.remote.put("u1", card("other", "Somebody Else"), home.remote.list().etags["u1"])
    home.sync()
    assert home.names == ["Person 00", "Somebody Else"]


def test_what_changed_there_is_changed_here(home):
    filled(home, 3)
    edit(home, "u1", "Renamed There")
    home.remote.put("", card("new", name="New There"))
    drop(home, "u2")
    assert home.pulled(home.sync()) == (1, 1, 1)
    assert home.names == ["New There", "Person 00", "Renamed There"]


def test_a_card_that_comes_back_is_the_same_person_with_what_the_user_said_of_them(home):
    filled(home, 2)
    [before] = [p for p in people.load(home.store).values() if p.name == "Person 01"]
    with home.store.change("edit", home.place.at):
        home.store.set_attribute(before.ref, "tier", "close", home.place.at)
    drop(home, "u1")
    home.sync()
    assert home.names == ["Person 00"]
    home.remote.put("", card("u1", name="Person 01"))
    home.sync()
    [after] = [p for p in people.load(home.store).values() if p.name == "Person 01"]
    assert (after.id, after.attributes) == (before.id, {"tier": "close"})


def test_undo_brings_back_what_a_sync_took_and_the_next_sync_takes_it_again(home):
    filled(home, 3)
    drop(home, "u0")
    edit(home, "u1", "Edited")
    home.sync()
    with home.store.change("undo", home.place.at):
        journal.undo(home.store.db, None)
        syncing.relink(home.store, home.place.at, learn=False)
    assert home.names == ["Person 00", "Person 01", "Person 02"]
    assert home.pulled(home.sync()) == (0, 1, 1)
    assert home.names == ["Edited", "Person 02"]


def test_a_sync_is_one_entry_of_the_journal(home):
    filled(home, 3)
    entries = journal.history(home.store.db)
    assert [entry.command for entry in entries] == ["sync perso", "book add perso"]
    assert entries[0].summary == {"created": 3, "updated": 0, "deleted": 0}


def test_a_card_under_a_new_name_is_neither_gone_nor_new(home):
    filled(home, 2)
    text = home.remote.cards["u0"]
    drop(home, "u0")
    home.remote.put("elsewhere", text)
    assert home.pulled(home.sync()) == (0, 0, 0)
    assert home.names == ["Person 00", "Person 01"]
    edit_href = home.remote.list().etags["elsewhere"]
    home.remote.put("elsewhere", card("u0", name="Still The Same"), edit_href)
    assert home.pulled(home.sync()) == (0, 1, 0)
    assert home.names == ["Person 01", "Still The Same"]
    assert len(home.store.records()) == 2


def test_a_book_whose_etags_move_without_reason_changes_nothing(home):
    filled(home, 3)
    entries = len(journal.history(home.store.db))
    marks = iter(range(100))

    class Restless(MemoryBook):
        def list(self, sync_token=""):
            return Listing({href: f"e{next(marks)}" for href in self.cards})

        def fetch(self, hrefs):
            for href in hrefs:
                yield href, f"e{next(marks)}", self.cards[href]

    home.remote = Restless(home.remote.cards)
    for _ in range(3):
        assert home.pulled(home.sync()) == (0, 0, 0)
    assert len(journal.history(home.store.db)) == entries


def test_a_book_without_etags_is_read_whole_each_time(home):
    filled(home, 2)

    class Mute(MemoryBook):
        def list(self, sync_token=""):
            return Listing(dict.fromkeys(self.cards, ""))

        def fetch(self, hrefs):
            for href in hrefs:
                yield href, "", self.cards[href]

    home.remote = Mute(home.remote.cards)
    home.sync()
    home.remote.cards["u0"] = card("u0", name="Seen All The Same")
    assert home.pulled(home.sync()) == (0, 1, 0)


def test_a_card_that_was_listed_and_not_given_is_not_deleted_and_asked_for_again(home):
    filled(home, 3)
    edit(home, "u0", "Edited")

    class Forgetful(MemoryBook):
        def fetch(self, hrefs):
            return iter(())

    remote = home.remote
    home.remote = Forgetful(remote.cards, _changes=remote._changes)
    assert home.pulled(home.sync()) == (0, 0, 0)
    assert len(home.names) == 3
    home.remote = remote
    assert home.pulled(home.sync()) == (0, 1, 0)


def test_a_card_that_cannot_be_read_costs_itself_only_and_is_not_fetched_again(home):
    home.remote.put("good", card("good", name="Good"))
    home.remote.put("bad", b"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:bad\r\nEND:VCARD\r\n")
    outcome = home.sync()
    assert home.names == ["Good"]
    assert [(p.file, p.code) for p in outcome.problems] == [("bad", "unreadable")]
    assert home.sync().changes == []
    edit(home, "bad", "Mended")
    assert home.names == ["Good"]
    home.sync()
    assert home.names == ["Good", "Mended"]


def test_two_cards_of_one_uid_are_two_records(home):
    home.remote.put("one", card("same", name="First"))
    home.remote.put("two", card("same", name="Second"))
    home.sync()
    assert sorted(kept.record.key for kept in home.store.records()) == ["perso/same", "perso/same#2"]
    drop(home, "one")
    home.sync()
    assert [kept.record.key for kept in home.store.records() if not kept.gone_on] == ["perso/same#2"]


def test_several_cards_in_one_file_are_several_records(home):
    both = card("a", name="Anne") + card("b", name="Bela")
    home.remote.put("family", both)
    home.sync()
    assert home.names == ["Anne", "Bela"]
    home.remote.put("family", card("b", name="Bela"), home.remote.list().etags["family"])
    assert home.pulled(home.sync()) == (0, 1, 0)
    assert home.names == ["Bela"]


def test_the_same_person_in_two_books_keeps_two_records(home):
    filled(home, 1)
    with home.store.change("book add work", home.place.at):
        books.add(home.store, Book("work", "vdir", "/nowhere"))
    work = books.find(home.store, "work")
    outcome = syncing.plan(home.store, work, home.place, home.remote, read)
    assert syncing.carry_out(home.store, home.place, outcome)
    assert {kept.ref for kept in home.store.records()} == {("carddav", "perso/u0"), ("vdir", "work/u0")}


# --- guards -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("size", "gone", "guard"),
    [
        (12, 11, "shortened"),
        (12, 12, "empty"),
        (12, 6, "shortened"),
        (12, 5, ""),
        (100, 10, ""),
        (100, 11, "shortened"),
        (3, 3, "empty"),
        (3, 2, ""),
        (1, 1, ""),
    ],
    ids=lambda value: str(value) or "passes",
)
def test_a_book_that_came_back_much_shorter_stops_before_the_first_deletion(home, size, gone, guard):
    home.remote.features = Features()
    filled(home, size)
    drop(home, *(f"u{n}" for n in range(gone)))
    outcome = home.sync()
    assert (outcome.guard, outcome.deletions) == (guard, gone)
    assert len(home.names) == (size if guard else size - gone)


def test_deletions_a_server_names_one_by_one_are_guarded_too(home):
    filled(home, 12)
    drop(home, *(f"u{n}" for n in range(11)))
    outcome = home.sync()
    assert (outcome.guard, outcome.deletions) == ("deletions", 11)
    assert len(home.names) == 12


@pytest.mark.parametrize(("confirmed", "left"), [(11, 1), (10, 12), (12, 12), (0, 12)], ids=str)
def test_only_the_exact_number_confirms_deletions(home, confirmed, left):
    filled(home, 12)
    drop(home, *(f"u{n}" for n in range(11)))
    home.sync(confirmed)
    assert len(home.names) == left


def test_a_guard_holds_at_the_next_sync_too(home):
    filled(home, 12)
    drop(home, *(f"u{n}" for n in range(11)))
    for _ in range(3):
        assert home.sync().guard
    assert len(home.names) == 12


@pytest.mark.parametrize(
    "error",
    [NetworkError("server.unreachable", host="x"), BookMissing("book.folder-missing", place="x")],
    ids=["network", "missing"],
)
def test_a_book_that_cannot_be_read_changes_nothing_here(home, error):
    filled(home, 3)
    before = list(home.store.db.iterdump())

    class Broken(MemoryBook):
        def list(self, sync_token=""):
            raise error

    home.remote = Broken()
    outcome = home.sync()
    assert outcome.error is error
    assert outcome.guard == ("missing" if isinstance(error, BookMissing) else "")
    assert list(home.store.db.iterdump()) == before


def test_everything_is_listed_at_least_once_a_day(home):
    """A server that answers a token it forgot with silence hides changes; the daily listing finds them."""
    filled(home, 2)

    class Silent(MemoryBook):
        def list(self, sync_token=""):
            whole = super().list()
            return whole._replace(etags={}, partial=True, sync_token=sync_token) if sync_token else whole

    silent = Silent(home.remote.cards)
    silent._changes = home.remote._changes
    home.remote = silent
    edit(home, "u0", "Edited")
    assert home.pulled(home.sync()) == (0, 0, 0)
    assert home.pulled(home.sync(later=timedelta(days=1))) == (0, 1, 0)


def test_a_plan_made_before_another_run_changed_the_book_is_not_carried_out(home):
    filled(home, 1)
    edit(home, "u0", "Edited")
    old = home.plan()
    home.sync()
    assert not syncing.carry_out(home.store, home.place, old)


@pytest.mark.parametrize("name", ["", " ", "a/b", "x" * 61, "two\nlines", "PERSO"])
def test_names_that_would_cause_trouble_are_refused(home, name):
    with pytest.raises(syncing.UsageError):
        syncing.check_name(home.store, name)


@pytest.mark.parametrize(("with_contacts", "left"), [(True, 0), (False, 2)], ids=["with", "without"])
def test_a_disconnected_book_leaves_its_contacts_unless_asked(home, with_contacts, left):
    filled(home, 2)
    gone, _ = syncing.disconnect(home.store, home.place, home.book, with_contacts=with_contacts)
    assert (gone, len(home.names)) == (2 - left, left)
    assert books.books(home.store) == []


# --- any history ------------------------------------------------------------------------------------------

UIDS = st.sampled_from(["a", "A", "b", "c", "d"])


class PullMachine(RuleBasedStateMachine):
    """Whatever happens in the book, after a sync reseau holds exactly its cards."""

    @initialize()
    def start(self):
        import tempfile

        self.folder = tempfile.TemporaryDirectory()
        from pathlib import Path

        self.home = Home(Path(self.folder.name) / "home")
        self.expected = None

    def teardown(self):
        if hasattr(self, "home"):
            self.home.store.close()
            self.folder.cleanup()

    @rule(uid=UIDS, name=st.sampled_from(["X", "Y", "Z"]))
    def write(self, uid, name):
        etag = self.home.remote.list().etags.get(uid, "")
        self.home.remote.put(uid, card(uid, name=f"{name} of {uid}"), etag)

    @rule(uid=UIDS)
    def delete(self, uid):
        if uid in self.home.remote.cards:
            drop(self.home, uid)

    @rule(uid=UIDS, to=st.sampled_from(["n1", "n2"]))
    def rename(self, uid, to):
        if uid in self.home.remote.cards and to not in self.home.remote.cards:
            text = self.home.remote.cards[uid]
            drop(self.home, uid)
            self.home.remote.put(to, text)

    @rule()
    def server_forgets_its_tokens(self):
        self.home.remote.oldest_token = len(self.home.remote._changes) + 1

    @rule(hours=st.integers(0, 30))
    def sync(self, hours):
        outcome = self.home.sync(later=timedelta(hours=hours))
        if outcome.guard:
            outcome = self.home.sync(outcome.deletions, later=timedelta(0))
        assert not outcome.guard
        names = sorted(
            text.decode().split("FN:")[1].split("\r")[0] for text in self.home.remote.cards.values()
        )
        kept = sorted(k.record.card.name.full for k in self.home.store.records() if not k.gone_on)
        assert kept == names
        again = self.home.sync(later=timedelta(0))
        assert again.journal is None
        assert again.changes == []

    @invariant()
    def no_record_is_bound_twice(self):
        if not hasattr(self, "home"):
            return
        bound = [one.key for ones in books.bindings(self.home.store, "perso").values() for one in ones]
        assert len(bound) == len(set(bound))


TestPullMachine = PullMachine.TestCase
# Of histories of fifty steps some hundred do.
TestPullMachine.settings = settings(max_examples=min(400, settings.default.max_examples))


@given(st.lists(st.tuples(st.text(max_size=5), st.text(max_size=5)), max_size=5))
def test_any_uid_gives_a_record_of_its_own(pairs):
    texts = {f"h{n}": f"UID{n}" for n in range(len(pairs))}
    keys = syncing._Keys(Book("b", "vdir", ""), {}, ())
    given_keys = [keys.of(href, uid, 0, []) for href, (uid, _) in zip(texts, pairs, strict=True)]
    assert len(set(given_keys)) == len(given_keys)
