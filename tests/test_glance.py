"""People at a glance are kept in the home: they say what their cards say, whatever happens to these."""

import pytest

from sync.store import Store, conclusions
from sync.usecases import people, roll
from tests.inprocess import reseau

TABLE = (
    "id;Prénom;Nom;Société;Mail;Ville;Mobile;LinkedIn\n"
    "1;Zoé;Delaunay;Nordelia;zoe@example.org;Lyon;;https://www.linkedin.com/in/zoe-delaunay\n"
    "2;Ali;Fabre;Brévane;ali@example.org;Paris;+33639980017;\n"
)
ZOE = "Zoé Delaunay"


@pytest.fixture
def home(tmp_path):
    (tmp_path / "t.csv").write_text(TABLE, encoding="utf-8")
    reseau(tmp_path / "home", "import", tmp_path / "t.csv")
    return tmp_path / "home"


def as_kept_and_as_made(home):
    """Return every glance as it is read from the home, and as the cards give it."""
    with Store.open(home) as store:
        roll_and_names(store)
        kept = people.load(store)
        made = [people.Person(one.id, one.records, one.attributes).glance for one in kept.values()]
        # The cards are read while the store is open or not: what a hash names never changes.
        assert all(one.card.name.full for one in kept.values())
        return [one.glance for one in kept.values()], made


def roll_and_names(store):
    """Check that the roll that is kept is the one that would be called, and return what it says of names."""
    if (kept := roll.read(store, people.GLANCE)) is not None:
        with store.change("call the roll", "2026-11-22T08:00:00Z", dry_run=True):
            store.derived.forget()
            assert people.everybody(store)[0] == kept
    called, known = people.everybody(store)
    assert roll.read(store, people.GLANCE) == called
    for one in known.values():
        assert one.name == one.glance.name
        assert one.refs == tuple(kept.ref for kept in one.records)
    return called.names


@pytest.mark.parametrize(
    "lines",
    [
        [],
        [("edit", ZOE, "--company", "Hestrial")],
        [("edit", ZOE, "--remove", "zoe@example.org")],
        [("edit", ZOE, "--tier", "close")],
        [("judge", "table:1", "table:2", "same")],
        [("judge", "table:1", "table:2", "same"), ("split", ZOE)],
        [("edit", ZOE, "--company", "Hestrial"), ("undo",)],
        [("judge", "table:1", "table:2", "same"), ("undo",)],
        [("rebuild",)],
    ],
    ids=lambda lines: " ".join(line[0] for line in lines) or "import",
)
def test_what_is_kept_is_what_the_cards_say(home, lines):
    as_kept_and_as_made(home)
    for line in lines:
        reseau(home, *line)
        kept, made = as_kept_and_as_made(home)
        assert kept == made


def test_a_changed_table_changes_the_glance(home, tmp_path):
    (tmp_path / "t.csv").write_text(TABLE.replace("Nordelia", "Orphéance"), encoding="utf-8")
    reseau(home, "import", tmp_path / "t.csv")
    kept, made = as_kept_and_as_made(home)
    assert kept == made
    assert {one.company for one in kept} == {"Orphéance", "Brévane"}


@pytest.mark.parametrize("listed", [False, True])
def test_cards_can_be_read_when_the_store_is_closed(home, listed):
    with Store.open(home) as store:
        people.load(store)
        store.derived.keep("roll", "of another version", "")
        known = people.load(store)
        if listed:
            known = people.load(store)
    assert {one.glance.city for one in known.values()} == {"Lyon", "Paris"}
    assert sorted(one.card.emails[0].address for one in known.values()) == [
        "ali@example.org",
        "zoe@example.org",
    ]


def test_a_home_that_another_run_is_writing_to_is_read_all_the_same(home):
    with Store.open(home) as other:
        other.db.execute("BEGIN IMMEDIATE")
        with Store.open(home) as store:
            store.derived.keep("something", "mark", "told")
            assert store.derived.get("something", "mark") is None
            assert len(people.load(store)) == 2
        other.db.execute("ROLLBACK")
    with Store.open(home) as store:
        store.derived.keep("something", "mark", "told")
        assert store.derived.get("something", "mark") == "told"
        assert store.derived.get("something", "another mark") is None
        with store.change("rebuild", "2026-11-22T08:00:00Z"):
            store.derived.forget()
        assert store.derived.get("something", "mark") is None
        assert store.derived.glances() == {}


def test_what_one_word_changes_leaves_the_roll_as_it_is(home):
    with Store.open(home) as store:
        people.load(store)
        before = store.derived.latest("roll")
    assert before[1]
    reseau(home, "log", ZOE, "call")
    reseau(home, "edit", ZOE, "--tier", "close")
    with Store.open(home) as store:
        assert store.derived.latest("roll") == before
        assert people.load(store)[conclusions.person_of(store, ("table", "1"))].attributes["tier"] == "close"


@pytest.mark.parametrize(
    "word",
    [
        "UPDATE record SET gone_on = '2026-11-22'",
        "DELETE FROM record",
        "UPDATE membership SET person = 'another'",
        "DELETE FROM membership",
        "INSERT INTO membership VALUES ('table', '3', 'another')",
        "INSERT INTO attribute (source, key, name, value, at) VALUES ('table', '1', 'without:emails:x', '', '')",
        "INSERT INTO snapshot (source, scope, taken_on, read_at, fingerprint, entries) VALUES ('','','','','','')",
    ],
)
def test_the_roll_goes_when_anybody_may_have_changed(home, word):
    with Store.open(home) as store:
        people.load(store)
        assert roll.read(store, people.GLANCE) is not None
        store.db.execute(word)
        assert roll.read(store, people.GLANCE) is None


def test_whoever_asks_for_many_is_given_the_same(home, monkeypatch):
    monkeypatch.setattr(roll, "_FEW", 1)
    with Store.open(home) as store:
        people.load(store)
        listed = list(people.load(store).values())
        assert [one.glance.city for one in listed] == ["Lyon", "Paris"]
        assert [one.records[0].ref for one in listed] == [("table", "1"), ("table", "2")]
        assert [one.card.emails[0].address for one in listed] == ["zoe@example.org", "ali@example.org"]


def test_what_was_seen_before_another_wrote_is_not_kept(home):
    with Store.open(home) as slow:
        seen = slow.derived.version()
        reseau(home, "edit", ZOE, "--company", "Hestrial")
        with Store.open(home) as quick:
            now = people.everybody(quick)[0]
        stale = {now.ids[0]: ("an older mark", "[]", ""), "nobody": ("", "[]", "")}
        told = roll.keep(slow, now._replace(names=["before", "before"]), people.GLANCE, seen, stale, now.ids)
        assert told.names == ["before", "before"]
        assert roll.read(slow, people.GLANCE) == now
        assert set(slow.derived.glances()) == set(now.ids)
    kept, made = as_kept_and_as_made(home)
    assert kept == made


QUERIES = {
    "zoe": ["Zoé Delaunay"],
    "DELAUN": ["Zoé Delaunay"],
    "launay": [],
    "nordelia": ["Zoé Delaunay"],
    "lyon z": ["Zoé Delaunay"],
    "lyon ali": [],
    "zoe@example": ["Zoé Delaunay"],
    "example": [],
    "a": ["Ali Fabre"],
    '"zoe" OR ali': [],
    "zoe*": ["Zoé Delaunay"],
    "fabre, ali": ["Ali Fabre"],
    "ali NOT zoe": [],
    "!": ["Zoé Delaunay", "Ali Fabre"],
    # An address, a number or a profile fits as a whole, a number also without its country.
    "ZOE@example.org": ["Zoé Delaunay"],
    "oe@example.org": [],
    "+33 6 39 98 00 17": ["Ali Fabre"],
    "06 39 98 00 17": ["Ali Fabre"],
    "06 39 98 00 18": [],
    "https://www.linkedin.com/in/zoe-delaunay": ["Zoé Delaunay"],
    "in/zoe-delaunay": ["Zoé Delaunay"],
    "in/zoe": [],
}


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("written", [True, False])
def test_people_are_found_by_the_beginnings_of_words(home, query, written):
    """A home that cannot be written has no index: what is found is the same."""
    with Store.open(home) as store, Store.open(home) as other:
        store.derived.keep("roll", "of another version", "")
        if not written:
            other.db.execute("BEGIN IMMEDIATE")
            store.db.execute("PRAGMA busy_timeout = 0")
        found = people.search(store, people.load(store).values(), query)
        assert [one.name for one in found] == QUERIES[query]
        assert roll.stands(store, people.GLANCE) == written


@pytest.mark.parametrize("typed", ["L'Oréal", "l’oreal", "L'OREAL", "oréal", "jean-loup", "loup", "b2b+"])
def test_words_are_parted_alike_in_what_is_kept_and_in_what_is_asked(home, typed):
    reseau(home, "add", "Jean-Loup Œillet", "--company", "L’Oréal", "--note", "«b2b+» (Jean-Loup)")
    with Store.open(home) as store:
        found = people.search(store, people.load(store).values(), typed)
        assert [one.name for one in found] == ["Jean-Loup Œillet"]


def test_the_index_follows_every_change(home):
    def found(query):
        with Store.open(home) as store:
            return [one.name for one in people.search(store, people.load(store).values(), query)]

    assert found("nordelia") == [ZOE]
    reseau(home, "edit", ZOE, "--company", "Hestrial", "--note", "Quincampoix")
    assert (found("nordelia"), found("hestrial"), found("quincampoix")) == ([ZOE], [ZOE], [ZOE])
    reseau(home, "undo")
    assert (found("nordelia"), found("hestrial"), found("quincampoix")) == ([ZOE], [], [])
    reseau(home, "judge", "table:1", "table:2", "same")
    assert found("fabre") == found("delaunay") == [ZOE]
    reseau(home, "split", ZOE)
    assert (found("fabre"), found("delaunay")) == (["Ali Fabre"], [ZOE])


def test_no_word_of_the_forgotten_is_left_in_the_index(home):
    reseau(home, "add", "Quincampoix Zaplunk", "--note", "kumquats")
    reseau(home, "people", "kumquats")
    assert b"kumquat" in b"".join(place.read_bytes() for place in home.iterdir() if place.is_file())
    reseau(home, "forget", "Quincampoix Zaplunk", "--yes")
    reseau(home, "people", "zoe")
    left = b"".join(place.read_bytes() for place in home.rglob("*") if place.is_file())
    assert not [word for word in (b"kumquat", b"quincampoix", b"zaplunk") if word in left.lower()]
