"""Two books as each other's copy: through the installed command line, on folders of cards."""

import pytest

from adapters.vdir import VdirBook
from sync.ports import CardRefused
from sync.store import mirrors
from tests.inprocess import reseau
from tests.reseau import reseau as program


def text(uid, *lines, name="Ada Example"):
    given, _, family = name.partition(" ")
    body = [f"UID:{uid}", f"FN:{name}", f"N:{family};{given};;;", *lines]
    return "\r\n".join(["BEGIN:VCARD", "VERSION:3.0", *body, "END:VCARD", ""])


class Books:
    """Two folders that are a mirror, and the sync of them."""

    def __init__(self, folder):
        self.home, self.a, self.b = folder / "home", folder / "a", folder / "b"
        self.a.mkdir(), self.b.mkdir()
        reseau(self.home, "book", "add", "a", self.a)
        reseau(self.home, "book", "add", "b", self.b)
        reseau(self.home, "book", "mirror", "a", "b")

    def write(self, side, name, content):
        (getattr(self, side) / name).write_bytes(content.encode())

    def read(self, side):
        return {p.name: p.read_bytes().decode() for p in sorted(getattr(self, side).glob("*.vcf"))}

    def change(self, side, name, old, new):
        place = getattr(self, side) / name
        content = place.read_bytes().decode()
        assert old in content
        place.write_bytes(content.replace(old, new).encode())

    def sync(self, *more, check=0):
        return reseau(self.home, "sync", "--json", "--yes", *more, check=check)

    def lines(self, side, name):
        return sorted(self.read(side)[name].splitlines())


@pytest.fixture
def books(tmp_path):
    one = Books(tmp_path)
    for n in range(3):
        one.write("a", f"u{n}.vcf", text(f"u{n}", "TEL;TYPE=CELL:+331", "NOTE:first", name=f"Person {n}"))
    one.sync()
    return one


def test_the_first_run_waits_for_a_yes_and_writes_nothing_before(tmp_path):
    books = Books(tmp_path)
    books.write("a", "u.vcf", text("u"))
    done = reseau(books.home, "sync", "--no-input", check=3)
    assert "Ada Example" in done.err
    assert books.read("b") == {}
    reseau(books.home, "sync", "--dry-run")
    assert books.read("b") == {}
    reseau(books.home, "sync", "--yes")
    assert books.read("b") == books.read("a")


def test_a_second_run_writes_nothing(books):
    before = (books.read("a"), books.read("b"), (books.home / "reseau.db").read_bytes())
    done = books.sync().json
    assert [one["journal"] for one in done["books"]] == [None, None]
    assert [one["pushed"] for one in done["books"]] == [{"created": 0, "updated": 0, "deleted": 0}] * 2
    assert (books.read("a"), books.read("b")) == before[:2]


def test_a_run_without_changes_loads_no_card_and_one_after_it_sees_every_change(books, monkeypatch):
    books.sync()
    asked = []
    real = mirrors.twins
    monkeypatch.setattr(mirrors, "twins", lambda *args: asked.append(args) or real(*args))
    books.sync()
    assert not asked
    books.change("b", "u1.vcf", "NOTE:first", "NOTE:second")
    books.sync()
    assert asked
    assert "NOTE:second" in books.lines("a", "u1.vcf")


def test_what_changes_in_a_folder_while_a_run_writes_to_it_is_found_by_the_next(books, monkeypatch):
    books.write("a", "new.vcf", text("new"))
    real = VdirBook.close

    def close(book):
        real(book)
        if str(book.folder).endswith("b"):
            books.change("b", "u0.vcf", "NOTE:first", "NOTE:meanwhile")

    with monkeypatch.context() as patch:
        patch.setattr(VdirBook, "close", close)
        books.sync()
    books.sync()
    assert "NOTE:meanwhile" in books.lines("a", "u0.vcf")


@pytest.mark.parametrize("side", ["a", "b"])
def test_a_card_edited_in_both_that_goes_before_the_other_edit_arrives_comes_back_with_both(
    books, monkeypatch, side
):
    """An edit is stronger than a deletion, also the edit that the deleted card had."""
    books.change("a", "u0.vcf", "NOTE:first", "NOTE:first\r\nTITLE:from a")
    books.change("b", "u0.vcf", "NOTE:first", "NOTE:first\r\nROLE:from b")
    real, there = VdirBook.put_all, getattr(books, side)

    def put_all(book, cards):
        if book.folder == there:
            monkeypatch.setattr(VdirBook, "put_all", real)
            (there / "u0.vcf").unlink()
        return real(book, cards)

    monkeypatch.setattr(VdirBook, "put_all", put_all)
    books.sync()
    [a] = [one for one in books.read("a").values() if "UID:u0\r" in one]
    [b] = [one for one in books.read("b").values() if "UID:u0\r" in one]
    assert sorted(a.splitlines()) == sorted(b.splitlines())
    assert {"TITLE:from a", "ROLE:from b", "NOTE:first"} <= set(a.splitlines())
    assert [one["journal"] for one in books.sync().json["books"]] == [None, None]


def test_an_undone_run_is_no_run_without_changes(books):
    books.write("a", "new.vcf", text("new"))
    books.sync()
    reseau(books.home, "undo")
    assert "new.vcf" not in books.read("b")
    books.sync()
    assert "new.vcf" in books.read("b")


def test_edits_of_different_properties_meet_without_a_question(books):
    books.change("a", "u0.vcf", "FN:Person 0", "FN:Person Zero")
    books.change("b", "u0.vcf", "NOTE:first", "NOTE:first\r\nEMAIL:p@example.org")
    done = books.sync().json["books"]
    assert done[0]["conflicts"] == []
    assert done[0]["merged"] == 1
    assert books.lines("a", "u0.vcf") == books.lines("b", "u0.vcf")
    assert {"FN:Person Zero", "EMAIL:p@example.org", "NOTE:first"} <= set(books.lines("a", "u0.vcf"))


def test_only_the_lines_that_changed_are_written_in_the_other_book(books):
    odd = text("u1", 'tel;type="CELL":+331', "X-ODD;P=1:kept as it", " is written", name="Person 1")
    books.write("b", "u1.vcf", odd)
    books.sync()
    books.change("a", "u1.vcf", "FN:Person 1", "FN:Person One")
    books.sync()
    assert books.read("b")["u1.vcf"] == odd.replace("FN:Person 1", "FN:Person One")


def test_lists_are_merged_as_sets(books):
    books.change("a", "u0.vcf", "NOTE:first", "CATEGORIES:x,y\r\nTEL;TYPE=HOME:+332")
    books.change("b", "u0.vcf", "NOTE:first", "NOTE:first\r\nCATEGORIES:y,z\r\nTEL;TYPE=WORK:+333")
    books.sync()
    for side in "ab":
        told = books.lines(side, "u0.vcf")
        assert {"TEL;TYPE=CELL:+331", "TEL;TYPE=HOME:+332", "TEL;TYPE=WORK:+333"} <= set(told)
        [words] = [line for line in told if line.startswith("CATEGORIES:")]
        assert sorted(words.removeprefix("CATEGORIES:").split(",")) == ["x", "y", "z"]
        assert "NOTE:first" not in told


def test_one_value_changed_on_both_sides_is_bs_and_as_is_kept_in_the_conflict(books):
    books.change("a", "u0.vcf", "NOTE:first", "NOTE:from a")
    books.change("b", "u0.vcf", "NOTE:first", "NOTE:from b")
    [conflict] = books.sync().json["books"][0]["conflicts"]
    assert {k: conflict[k] for k in ("uid", "property", "a", "b", "kept")} == {
        "uid": "u0", "property": "NOTE", "a": "from a", "b": "from b", "kept": "from b",
    }  # fmt: skip
    for side in "ab":
        assert "NOTE:from b" in books.lines(side, "u0.vcf")
    review = reseau(books.home, "review", "--json").json["questions"]
    assert [(one["kind"], one["id"]) for one in review] == [("conflict", conflict["id"])]
    assert books.sync().json["books"][0]["conflicts"] == []


def test_a_conflict_is_settled_for_the_other_value_by_the_next_sync(books):
    books.change("a", "u0.vcf", "NOTE:first", "NOTE:from a")
    books.change("b", "u0.vcf", "NOTE:first", "NOTE:from b")
    [conflict] = books.sync().json["books"][0]["conflicts"]
    reseau(books.home, "settle", conflict["id"], "a")
    books.sync()
    for side in "ab":
        assert "NOTE:from a" in books.lines(side, "u0.vcf")
        assert "NOTE:from b" not in books.lines(side, "u0.vcf")
    assert reseau(books.home, "review", "--json").json["questions"] == []
    assert [one["journal"] for one in books.sync().json["books"]] == [None, None]


@pytest.mark.parametrize(("gone", "other"), ["ab", "ba"])
def test_deletions_travel_both_ways(books, gone, other):
    (getattr(books, gone) / "u1.vcf").unlink()
    books.sync()
    assert sorted(books.read(other)) == ["u0.vcf", "u2.vcf"]
    assert books.read(gone) == books.read(other)


@pytest.mark.parametrize(("gone", "edited"), ["ab", "ba"])
def test_an_edit_is_stronger_than_a_deletion(books, gone, edited):
    (getattr(books, gone) / "u1.vcf").unlink()
    books.change(edited, "u1.vcf", "NOTE:first", "NOTE:still needed")
    books.sync()
    for side in "ab":
        assert "NOTE:still needed" in books.lines(side, "u1.vcf")


def test_many_deletions_wait_for_the_users_word(tmp_path):
    books = Books(tmp_path)
    for n in range(12):
        books.write("a", f"u{n}.vcf", text(f"u{n}", name=f"Person {n}"))
    books.sync()
    for n in range(6):
        (books.a / f"u{n}.vcf").unlink()
    done = books.sync(check=3).json["books"]
    assert (done[0]["guard"], done[0]["deletions"]) == ("shortened", 6)
    assert len(books.read("b")) == 12
    books.sync("--confirm-deletions", "5", check=3)
    books.sync("--confirm-deletions", "6")
    assert len(books.read("b")) == 6


def test_an_empty_book_and_a_missing_one_take_nothing_away(books):
    kept = books.read("a")
    for place in books.a.glob("*.vcf"):
        place.unlink()
    assert books.sync(check=3).json["books"][0]["guard"] == "empty"
    assert books.read("b") == kept
    books.a.rmdir()
    assert books.sync(check=3).json["books"][0]["guard"] == "missing"
    assert books.read("b") == kept


def test_the_same_card_made_on_both_sides_is_one_card(tmp_path):
    books = Books(tmp_path)
    books.write("a", "here.vcf", text("same", "TEL:+331", "ORG:Acme"))
    books.write("b", "there.vcf", text("same", "TEL;TYPE=CELL:+331", "EMAIL:a@example.org"))
    books.sync()
    assert (list(books.read("a")), list(books.read("b"))) == (["here.vcf"], ["there.vcf"])
    for side, name, tel in (("a", "here.vcf", "TEL:+331"), ("b", "there.vcf", "TEL;TYPE=CELL:+331")):
        told = books.lines(side, name)
        assert {"ORG:Acme", "EMAIL:a@example.org", tel} <= set(told)
        assert sum(line.startswith("TEL") for line in told) == 1


def test_a_card_without_uid_gets_one_and_is_not_doubled(tmp_path):
    books = Books(tmp_path)
    books.write("a", "x.vcf", text("gone").replace("UID:gone\r\n", ""))
    books.sync()
    [b] = books.read("b").values()
    assert books.read("a")["x.vcf"] == b
    assert "\r\nUID:" in b
    assert [one["journal"] for one in books.sync().json["books"]] == [None, None]


@pytest.mark.parametrize("reason", ["400", "409", "413", "507"])
def test_a_card_refused_again_and_again_waits_a_day_is_told_and_is_offered_on_the_users_word(
    books, monkeypatch, reason
):
    """Whatever the reason: a server in trouble finds fault with good cards, too."""
    real, full, tried = VdirBook.put_all, [True], []

    def put_all(book, cards):
        for one in cards:
            if full[0] and book.folder == books.b:
                tried.append(one)
                yield CardRefused("book.card-refused", href=one[0], reason=reason)
            else:
                yield from real(book, [one])

    monkeypatch.setattr(VdirBook, "put_all", put_all)
    books.change("a", "u0.vcf", "NOTE:first", "NOTE:from a")
    for _ in range(3):
        assert "u0.vcf" in reseau(books.home, "sync").err
    told = reseau(books.home, "sync").err
    assert "b refused 1 card again and again" in told
    assert len(tried) == 3
    full[0] = False
    reseau(books.home, "sync")
    assert "NOTE:first" in books.lines("b", "u0.vcf")
    told = reseau(books.home, "sync", "b", "--retry").err
    assert "NOTE:from a" in books.lines("b", "u0.vcf")
    assert "refused" not in told


def test_the_list_says_whose_copy_a_book_is_and_how_many_cards_it_has(books):
    assert [line.split()[:7] for line in reseau(books.home, "book", "list").out.splitlines()] == [
        ["a", "3", "cards,", "the", "same", "as", "b"],
        ["b", "3", "cards,", "the", "same", "as", "a"],
    ]


def test_a_file_under_another_name_is_the_same_card(books):
    (books.a / "u0.vcf").rename(books.a / "renamed.vcf")
    done = books.sync().json["books"]
    assert [one["pushed"] for one in done] == [{"created": 0, "updated": 0, "deleted": 0}] * 2
    books.change("b", "u0.vcf", "NOTE:first", "NOTE:second")
    books.sync()
    assert "NOTE:second" in books.lines("a", "renamed.vcf")


def test_undo_restores_both_books_byte_for_byte_and_can_itself_be_undone(books):
    books.change("a", "u0.vcf", "NOTE:first", "NOTE:from a")
    (books.b / "u1.vcf").unlink()
    books.write("b", "new.vcf", text("new", name="New One"))
    before = books.read("a"), books.read("b")
    number = books.sync().json["books"][0]["journal"]
    after = books.read("a"), books.read("b")
    step = reseau(books.home, "undo", str(number), "--json").json["journal"]
    assert (books.read("a"), books.read("b")) == before
    reseau(books.home, "undo", str(step))
    assert (books.read("a"), books.read("b")) == after


def test_undo_leaves_what_was_edited_since(books):
    books.change("a", "u0.vcf", "NOTE:first", "NOTE:from a")
    books.sync()
    books.change("b", "u0.vcf", "FN:Person 0", "FN:Edited Since")
    reseau(books.home, "undo")
    told = books.lines("b", "u0.vcf")
    assert {"FN:Edited Since", "NOTE:first"} <= set(told)


def test_a_file_of_several_cards_and_a_second_card_of_one_uid_are_told_and_left_alone(books):
    both = text("x", name="First One") + text("y", name="Second One")
    books.write("a", "both.vcf", both)
    books.write("a", "again.vcf", text("u0", "NOTE:another", name="Person 0"))
    before = books.read("b")
    told = books.sync().json["books"][0]["refused"]
    assert sorted(one["href"] for one in told) == ["again.vcf", "both.vcf"]
    assert books.read("b") == before
    assert books.read("a")["both.vcf"] == both


def test_half_a_card_does_not_travel_and_takes_nothing_away_until_its_other_half_is_there(books):
    """A program that writes in place, a full disk, an answer that was cut."""
    books.change("a", "u0.vcf", "FN:Person 0", "FN:Edited Here")
    whole = {"u0.vcf": books.read("a")["u0.vcf"], "new.vcf": text("new", "NOTE:new here")}
    for name, content in whole.items():
        books.write("a", name, content[: content.index("NOTE")])
    before = books.read("b")
    for _ in range(2):
        done = books.sync().json["books"][0]
        assert [(one["href"], one["reason"]) for one in done["refused"]] == [
            ("new.vcf", "no END:VCARD"),
            ("u0.vcf", "no END:VCARD"),
        ]
        assert done["journal"] is None
        assert books.read("b") == before
    for name, content in whole.items():
        books.write("a", name, content)
    assert books.sync().json["books"][0]["refused"] == []
    assert books.read("b") == books.read("a")
    assert {"FN:Edited Here", "NOTE:first"} <= set(books.lines("b", "u0.vcf"))
    assert "NOTE:new here" in books.lines("b", "new.vcf")


def test_two_large_folders_are_a_mirror_like_any_other(tmp_path):
    """They are looked at beside the rest of a run: by the program itself, for here are threads."""
    books = Books(tmp_path)
    for n in range(2001):
        books.write("a", f"u{n}.vcf", text(f"u{n}", "NOTE:first"))
    program(books.home, "sync", "--yes")
    again = program(books.home, "sync", "--json").json["books"]
    assert [one["journal"] for one in again] == [None, None]
    books.change("a", "u7.vcf", "NOTE:first", "NOTE:other")
    books.write("b", "new.vcf", text("new"))
    program(books.home, "sync", "--yes")
    assert "NOTE:other" in books.lines("b", "u7.vcf")
    assert books.read("a") == books.read("b")
    assert len(books.read("a")) == 2002
