"""A home that is large enough keeps the base of its linkage: a change is concluded beside it as by a look at everybody."""

import csv
import io
import shutil
import sqlite3
from itertools import product

import pytest

from sync.linkage import base, growing
from sync.model import Fact
from sync.store import Store, bases
from sync.usecases import linking
from tests.inprocess import reseau

FIRST, SECOND, LAST = (
    "Bra Ces Dul Fen Gor Hil Jas Kel Lom Mir".split(),
    "a e i o u y".split(),
    "vek nor lis dan rup".split(),
)
GIVEN = ["".join(parts) for parts in product(FIRST[:5], SECOND, ("lan", "ric"))]
FAMILY = ["".join(parts) for parts in product(FIRST, SECOND, LAST)]
PEOPLE = [(GIVEN[n % len(GIVEN)], FAMILY[n // 4], f"+3363998{n:04}") for n in range(1_100)]
HEAD = "id;Prénom;Nom;Téléphone;Société\n"
NEW = (
    # Known by the number of somebody who is there; somebody new; a namesake of whom nothing else is known.
    f"n1;{PEOPLE[3][0]};{PEOPLE[3][1]};{PEOPLE[3][2]};\n"
    "n2;Zoltan;Quillmont;+33639990001;Hestrial\n"
    f"n3;{PEOPLE[5][0]};{PEOPLE[5][1]};;\n"
)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A home of 1,100 people, and what it knows them from."""
    place = tmp_path_factory.mktemp("linking")
    table = HEAD + "".join(f"p{n};{first};{last};{phone};\n" for n, (first, last, phone) in enumerate(PEOPLE))
    (place / "people.csv").write_text(table, encoding="utf-8")
    reseau(place / "home", "import", place / "people.csv")
    return place


@pytest.fixture
def home(made, tmp_path):
    shutil.copytree(made / "home", tmp_path / "home")
    return tmp_path / "home"


@pytest.fixture
def looks(monkeypatch):
    """Count the looks beside a base."""
    seen = []

    def counting(growth, *told):
        seen.append(growth)
        return near(growth, *told)

    near = growing.Growth.near
    monkeypatch.setattr(growing.Growth, "near", counting)
    return seen


def table(home, text, name="new.csv"):
    place = home.parent / name
    place.write_text(HEAD + text, encoding="utf-8")
    return place


def concluded(home):
    """Return who is one person, under which id, and what came of every pair that was compared."""
    clusters = csv.DictReader(io.StringIO(reseau(home, "export", "clusters").out))
    pairs = csv.DictReader(io.StringIO(reseau(home, "export", "pairs").out))
    return (
        {(row["source"], row["key"]): row["person"] for row in clusters},
        {(row["key_a"], row["key_b"]): row["decision"] for row in pairs},
    )


def is_as_by_a_look_at_all(home):
    """Tell whether drawing all conclusions anew comes to the same."""
    found = concluded(home)
    reseau(home, "rebuild")
    return found == concluded(home)


def test_what_is_new_is_linked_asked_about_or_added(home, looks):
    told = reseau(home, "import", table(home, NEW), "--json").json
    assert len(looks) == 1
    assert told["people"]["total"] == 1_102
    people, _ = concluded(home)
    assert people["table", "n1"] == people["table", "p3"]
    assert people["table", "n3"] != people["table", "p5"]
    assert is_as_by_a_look_at_all(home)


def test_a_word_and_its_undoing_are_concluded_beside_the_base_too(home, looks):
    reseau(home, "import", table(home, NEW))
    before = concluded(home)
    reseau(home, "judge", "table:n3", "table:p5", "same")
    reseau(home, "judge", "table:n1", "table:p3", "different")
    assert len(looks) == 3
    people, _ = concluded(home)
    assert people["table", "n3"] == people["table", "p5"]
    assert people["table", "n1"] != people["table", "p3"]
    assert is_as_by_a_look_at_all(home)
    reseau(home, "undo")
    reseau(home, "undo")
    assert concluded(home) == before


def test_a_record_that_says_something_else_is_compared_anew(home, looks):
    reseau(home, "import", table(home, NEW))
    reseau(home, "import", table(home, NEW.replace(f"n1;{PEOPLE[3][0]};", "n1;Zoltanka;"), "new.csv"))
    assert len(looks) == 2
    assert is_as_by_a_look_at_all(home)


def test_a_word_on_a_record_that_has_not_come_yet_counts_from_the_day_it_comes(home, looks):
    reseau(home, "import", table(home, NEW))
    reseau(home, "judge", "table:n2", "table:p9", "same")
    reseau(home, "undo", "2")
    assert ("table", "n2") not in concluded(home)[0]
    reseau(home, "import", table(home, NEW, "again.csv"))
    people, _ = concluded(home)
    assert people["table", "n2"] == people["table", "p9"]
    assert is_as_by_a_look_at_all(home)


def test_much_that_is_new_is_a_look_at_everybody(home, looks):
    many = "".join(f"m{n};Zoltan{n};Quillmont;+3363997{n:04};\n" for n in range(30))
    reseau(home, "import", table(home, many))
    assert not looks


def test_a_trial_leaves_the_base_as_it_was(home, looks):
    def kept():
        with sqlite3.connect(home / "reseau.db") as connection:
            return connection.execute("SELECT * FROM base JOIN concluded USING (id)").fetchall()

    before = kept()
    reseau(home, "import", table(home, NEW), "--dry-run")
    assert looks
    assert kept() == before


def test_a_card_that_turns_out_to_be_the_owners_is_nobodys_any_more(home, looks):
    told = (("name", "Zoltan Own"), ("emails", "me@hestrial.example"))
    with Store.open(home) as store, store.change("owner", "2026-11-22T08:00:00Z"):
        store.put_fact(Fact("linkedin", "owner", "", 0, told), "owner")
    reseau(home, "rebuild")
    first, last, _ = PEOPLE[20]
    place = home.parent / "mine.csv"
    place.write_text(f"id;Prénom;Nom;Courriel\np20;{first};{last};me@hestrial.example\n", encoding="utf-8")
    reseau(home, "import", place)
    assert ("table", "p20") not in concluded(home)[0]
    assert not looks
    assert is_as_by_a_look_at_all(home)


def test_where_nothing_is_new_nobody_is_looked_at(home, looks):
    before = concluded(home)
    with Store.open(home) as store, store.change("nothing", "2026-11-22T08:00:00Z"):
        linking.relink(store, "2026-11-22T08:00:00Z")
    assert not looks
    assert concluded(home) == before


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE base SET data = x'00'",
        "UPDATE base SET mark = 'another version'",
        "UPDATE concluded SET judged = '7 7 7'",
        "DELETE FROM membership WHERE key = 'p8'",
        "DELETE FROM base",
        "DELETE FROM concluded",
    ],
)
def test_a_base_that_does_not_hold_is_not_built_upon(home, looks, change):
    with sqlite3.connect(home / "reseau.db") as connection:
        connection.execute(change)
    reseau(home, "import", table(home, NEW))
    assert not looks
    assert is_as_by_a_look_at_all(home)


def test_the_base_holds_nothing_of_who_is_forgotten(home):
    first, last, phone = PEOPLE[11]
    reseau(home, "forget", f"{first} {last}", "--yes")
    with sqlite3.connect(home / "reseau.db") as connection:
        (data,) = connection.execute("SELECT data FROM base").fetchone()
    kept, marks = base.unpack(data)
    assert len(marks) == 1_099
    assert not [text for text in (*kept.rows.texts, *marks) if phone[-9:] in text or "p11\n" in text]


def test_the_state_of_the_judgements_tells_which_are_new(home):
    with Store.open(home) as store:
        state = bases.judged(store)
        assert bases.spoken_of(store, state) == []
        assert bases.spoken_of(store, "0 1 0") is None
