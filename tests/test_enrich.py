"""Cards of an address book completed from other sources, through the installed command line."""

import sqlite3

import pytest

from adapters.vdir import VdirBook
from sync.usecases import syncing
from tests.inprocess import reseau

HEAD = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"


def card(uid, name, *lines):
    given, _, family = name.partition(" ")
    body = [f"UID:{uid}", f"FN:{name}", f"N:{family};{given};;;", *lines]
    return "\r\n".join(["BEGIN:VCARD", "VERSION:3.0", *body, "END:VCARD", ""])


class Home:
    def __init__(self, folder):
        self.folder, self.home = folder, folder / "home"
        self.books = {}

    def book(self, name, *more, push="enrich"):
        place = self.folder / name
        place.mkdir(exist_ok=True)
        self.books[name] = place
        reseau(self.home, "book", "add", name, place, "--push", push, *more)
        return place

    def linkedin(self, *rows):
        place = self.folder / "Connections.csv"
        place.write_text(HEAD + "".join(row + "\n" for row in rows), encoding="utf-8")
        reseau(self.home, "import", place)

    def sync(self, *more, check=0):
        return reseau(self.home, "sync", "--json", "--yes", *more, check=check).json["books"]

    def lines(self, book, name):
        return (self.books[book] / name).read_bytes().decode().splitlines()


@pytest.fixture
def home(tmp_path):
    one = Home(tmp_path)
    one.linkedin(
        "Zoe,Quillon,https://www.linkedin.com/in/zoe-quillon,zoe@example.org,Acme,Directrice,02 Mar 2024",
        "Abe,Nobody,https://www.linkedin.com/in/abe-nobody,,Other,Chief,03 Mar 2024",
    )
    return one


def test_the_card_of_somebody_known_from_linkedin_is_completed_line_by_line(home):
    place = home.book("phone")
    before = card("z", "Zoe Quillon", "EMAIL;TYPE=INTERNET:zoe@example.org", "X-ODD:kept", "NOTE:mine")
    (place / "z.vcf").write_bytes(before.encode())
    [told] = home.sync()
    assert told["pushed"] == {"created": 0, "updated": 1, "deleted": 0}
    lines = home.lines("phone", "z.vcf")
    assert [line for line in lines if line in before.splitlines()] == before.splitlines()
    added = [line for line in lines if line not in before.splitlines()]
    assert any(line.startswith("ORG") and "Acme" in line for line in added)
    assert any(line.startswith("TITLE") and "Directrice" in line for line in added)
    assert any("linkedin.com/in/zoe-quillon" in line for line in added)
    assert len(list(place.iterdir())) == 1


def test_the_second_sync_writes_nothing(home):
    place = home.book("phone")
    (place / "z.vcf").write_bytes(card("z", "Zoe Quillon", "EMAIL:zoe@example.org").encode())
    home.sync()
    before = (place / "z.vcf").read_bytes(), (place / "z.vcf").stat().st_mtime_ns
    [told] = home.sync()
    assert told["journal"] is None
    assert told["pulled"] == told["pushed"] == {"created": 0, "updated": 0, "deleted": 0}
    assert ((place / "z.vcf").read_bytes(), (place / "z.vcf").stat().st_mtime_ns) == before


def test_a_card_that_was_told_with_a_wrong_etag_is_completed_all_the_same(home, monkeypatch):
    """No report tells of it, for nothing has changed there; only the write comes back."""
    place = home.book("phone")
    (place / "z.vcf").write_bytes(card("z", "Zoe Quillon", "EMAIL:zoe@example.org").encode())
    list_, fetch, right = VdirBook.list, VdirBook.fetch, []

    def wrong_list(book, token="", **more):
        listing = list_(book, token, **more)
        return listing if right else listing._replace(etags={h: f"{e}0" for h, e in listing.etags.items()})

    def wrong_fetch(book, hrefs):
        yield from [(h, etag if right else f"{etag}0", text) for h, etag, text in fetch(book, hrefs)]
        right.append(True)

    monkeypatch.setattr(VdirBook, "list", wrong_list)
    monkeypatch.setattr(VdirBook, "fetch", wrong_fetch)
    [told] = home.sync()
    assert told["pushed"] == {"created": 0, "updated": 1, "deleted": 0}
    assert any("Acme" in line for line in home.lines("phone", "z.vcf"))


def test_a_dry_run_shows_the_card_and_the_properties_and_writes_nothing(home):
    place = home.book("phone")
    before = card("z", "Zoe Quillon", "EMAIL:zoe@example.org").encode()
    (place / "z.vcf").write_bytes(before)
    done = reseau(home.home, "sync", "--dry-run")
    assert "Zoe Quillon" in done.err
    assert "Acme" in done.err
    assert (place / "z.vcf").read_bytes() == before
    reseau(home.home, "sync", "--no-input", check=3)
    assert (place / "z.vcf").read_bytes() == before


def test_what_the_user_typed_is_never_overwritten(home):
    place = home.book("phone")
    (place / "z.vcf").write_bytes(card("z", "Zoe Quillon", "EMAIL:zoe@example.org", "ORG:Mine").encode())
    home.sync()
    lines = home.lines("phone", "z.vcf")
    assert "ORG:Mine" in lines
    assert not any("Acme" in line for line in lines)


def test_an_own_addition_follows_its_origin_and_a_change_there_ends_that(home):
    place = home.book("phone")
    (place / "z.vcf").write_bytes(card("z", "Zoe Quillon", "EMAIL:zoe@example.org").encode())
    home.sync()
    home.linkedin(
        "Zoe,Quillon,https://www.linkedin.com/in/zoe-quillon,zoe@example.org,Newer,Directrice,02 Mar 2024"
    )
    [told] = home.sync()
    assert told["pushed"]["updated"] == 1
    lines = home.lines("phone", "z.vcf")
    assert [line for line in lines if line.startswith("ORG")] == ["ORG:Newer"]
    (place / "z.vcf").write_bytes("\r\n".join([*lines, ""]).replace("ORG:Newer", "ORG:Typed").encode())
    home.sync()
    home.linkedin(
        "Zoe,Quillon,https://www.linkedin.com/in/zoe-quillon,zoe@example.org,Newest,Directrice,02 Mar 2024"
    )
    home.sync()
    assert [line for line in home.lines("phone", "z.vcf") if line.startswith("ORG")] == ["ORG:Typed"]


def test_what_the_user_took_out_is_not_put_back(home):
    place = home.book("phone")
    (place / "z.vcf").write_bytes(card("z", "Zoe Quillon", "EMAIL:zoe@example.org").encode())
    home.sync()
    lines = [line for line in home.lines("phone", "z.vcf") if not line.startswith("TITLE")]
    (place / "z.vcf").write_bytes("\r\n".join([*lines, ""]).encode())
    home.sync()
    home.sync()
    assert not any(line.startswith("TITLE") for line in home.lines("phone", "z.vcf"))


def test_a_split_takes_back_what_a_wrong_link_had_put_there(home):
    place = home.book("phone")
    before = card("o", "Otto Other", "TEL:+33639980001").encode()
    (place / "o.vcf").write_bytes(before)
    home.sync()
    reseau(home.home, "judge", "Otto Other", "Abe Nobody", "same")
    home.sync()
    assert any("abe-nobody" in line for line in home.lines("phone", "o.vcf"))
    reseau(home.home, "split", "Abe Nobody", "--yes")
    home.sync()
    assert (place / "o.vcf").read_bytes() == before
    assert home.sync()[0]["journal"] is None


def test_undo_takes_a_whole_sync_back_on_both_sides(home):
    place = home.book("phone")
    before = card("z", "Zoe Quillon", "EMAIL:zoe@example.org").encode()
    (place / "z.vcf").write_bytes(before)
    home.sync()
    assert (place / "z.vcf").read_bytes() != before
    reseau(home.home, "undo")
    assert (place / "z.vcf").read_bytes() == before


def test_all_adds_people_who_are_not_there_and_once_only(home):
    place = home.book("phone", push="all")
    (place / "z.vcf").write_bytes(card("z", "Zoe Quillon", "EMAIL:zoe@example.org").encode())
    [told] = home.sync()
    assert told["pushed"]["created"] == 1
    [new] = [file for file in place.iterdir() if file.name != "z.vcf"]
    assert "FN:Abe Nobody" in home.lines("phone", new.name)
    assert home.sync()[0]["journal"] is None
    people = reseau(home.home, "people", "--json").json
    assert len(people["people"]) == 2


def test_a_card_that_reseau_made_and_the_user_removed_is_not_made_again(home):
    place = home.book("phone", push="all")
    home.sync()
    [abe] = [file for file in place.iterdir() if b"Abe" in file.read_bytes()]
    abe.unlink()
    home.sync()
    home.sync()
    assert not any(b"Abe" in file.read_bytes() for file in place.iterdir())
    assert len(list(place.iterdir())) == 1


def test_the_trash_is_emptied_after_90_days_and_nothing_else_changes(home):
    place = home.book("phone", push="all")
    home.sync()
    [abe] = [file for file in place.iterdir() if b"Abe" in file.read_bytes()]
    abe.unlink()
    home.sync()
    before = {file.name: file.read_bytes() for file in place.iterdir()}
    later = {"RESEAU_NOW": "2027-03-01T09:00:00+01:00"}
    told = reseau(home.home, "sync", "--json", "--yes", **later).json["books"]
    assert told[0]["pushed"] == {"created": 0, "updated": 0, "deleted": 0}
    assert {file.name: file.read_bytes() for file in place.iterdir()} == before
    with sqlite3.connect(home.home / "reseau.db") as database:
        assert database.execute("SELECT count(*) FROM request").fetchone()[0] == 0


def test_none_writes_nothing(home):
    place = home.book("phone", push="none")
    before = card("z", "Zoe Quillon", "EMAIL:zoe@example.org").encode()
    (place / "z.vcf").write_bytes(before)
    home.sync()
    assert (place / "z.vcf").read_bytes() == before


def test_two_books_at_all_hold_the_same_people_once_and_deletions_travel(tmp_path):
    home = Home(tmp_path)
    a, b = home.book("a", push="all"), home.book("b", push="all")
    (a / "one.vcf").write_bytes(card("one", "Ada First", "TEL:+33639980001", "NOTE:n").encode())
    (b / "two.vcf").write_bytes(card("two", "Bob Second", "EMAIL:bob@example.org").encode())
    home.sync(), home.sync()
    names = [
        sorted(line for f in p.iterdir() for line in f.read_text().splitlines() if line.startswith("FN"))
        for p in (a, b)
    ]
    assert names == [["FN:Ada First", "FN:Bob Second"]] * 2
    assert [one["journal"] for one in home.sync()] == [None, None]
    (a / "one.vcf").write_bytes(card("one", "Ada First", "TEL:+33639980002", "NOTE:n").encode())
    home.sync()
    [copy] = [f.read_text() for f in b.iterdir() if "Ada" in f.read_text()]
    assert "+33639980002" in copy
    assert "+33639980001" not in copy
    (a / "one.vcf").unlink()
    home.sync(), home.sync()
    assert [sum("Ada" in f.read_text() for f in p.iterdir()) for p in (a, b)] == [0, 0]


LONG_UID = "4fbe8971-0bc3-424c-9c26-36c3e1eff6b1"


@pytest.mark.parametrize(
    ("uid", "other", "people"),
    [
        ("7", "Lou Nimbus", 1),
        ("7", "Lou Stratus", 2),
        (LONG_UID, "Lou Stratus", 1),
        (LONG_UID, "Ada Byron", 2),
    ],
    ids=["same-name", "numbered-cards", "married", "used-again"],
)
def test_one_uid_in_two_books_is_one_person_unless_the_names_speak_against_it(tmp_path, uid, other, people):
    home = Home(tmp_path)
    for book, name, mail in (("here", "Lou Nimbus", "one"), ("there", other, "two")):
        (home.book(book, push="all") / "a.vcf").write_text(
            card(uid, name, f"EMAIL:{mail}@example.org"), newline=""
        )
    for _ in range(2):
        home.sync()
    assert all(one["journal"] is None for one in home.sync())
    for book in ("here", "there"):
        found = [place.read_text() for place in home.books[book].glob("*.vcf")]
        assert len(found) == people
        assert (
            len({line for text in found for line in text.splitlines() if line.startswith("UID:")}) == people
        )
        assert all(f"{mail}@example.org" in "".join(found) for mail in ("one", "two"))


def full_names(place):
    found = (line for one in place.iterdir() for line in one.read_bytes().decode().splitlines())
    return sorted(line.removeprefix("FN:") for line in found if line.startswith("FN:"))


def test_only_people_of_a_circle_or_with_a_word_get_a_card(home):
    place = home.book("phone", "--tier", "close,active", "--keyword", "Clients", push="all")
    home.sync()
    assert full_names(place) == []
    reseau(home.home, "edit", "Zoe Quillon", "--tier", "close")
    assert [told["pushed"]["created"] for told in home.sync()] == [1]
    assert full_names(place) == ["Zoe Quillon"]
    reseau(home.home, "edit", "Abe Nobody", "--keyword", "clients")
    home.sync()
    assert full_names(place) == ["Abe Nobody", "Zoe Quillon"]
    # Who leaves the circle keeps the card.
    reseau(home.home, "edit", "Zoe Quillon", "--tier", "watch")
    [told] = home.sync()
    assert told["pushed"] == {"created": 0, "updated": 0, "deleted": 0}
    assert full_names(place) == ["Abe Nobody", "Zoe Quillon"]


def test_the_choice_is_changed_later_and_undone(home):
    place = home.book("phone")
    home.sync()
    told = reseau(home.home, "book", "set", "phone", "--push", "all", "--tier", "close", "--json").json
    assert (told["book"]["push"], told["book"]["tiers"]) == ("all", ["close"])
    home.sync()
    assert full_names(place) == []
    reseau(home.home, "book", "set", "phone", "--push", "all")
    home.sync()
    assert full_names(place) == ["Abe Nobody", "Zoe Quillon"]
    reseau(home.home, "undo")
    reseau(home.home, "undo")
    [book] = reseau(home.home, "book", "list", "--json").json["books"]
    assert (book["push"], book["tiers"]) == ("all", ["close"])
    assert full_names(place) == []


@pytest.mark.parametrize(
    "words", [("--push", "enrich", "--tier", "close"), ("--push", "all", "--tier", "friends")]
)
def test_a_choice_that_makes_no_sense_is_wrong_usage(home, words):
    reseau(home.home, "book", "add", "phone", home.folder, *words, check=2)


class Killed(BaseException):
    """The program ends here."""


@pytest.mark.parametrize("known", [False, True], ids=["a new card", "a card that was there"])
def test_a_write_of_a_killed_run_that_arrives_late_is_ours_and_a_split_takes_it_back(
    home, monkeypatch, known
):
    place = home.book("phone", push="all")
    home.linkedin(
        "Zoe,Quillon,https://www.linkedin.com/in/zoe-quillon,zoe@example.org,Acme,Directrice,02 Mar 2024"
    )
    typed = card("z", "Zoe Quillon", "EMAIL:zoe@example.org").encode()
    if known:
        (place / "z.vcf").write_bytes(typed)
    sent = []
    real = syncing.plan

    def killed(_, cards):
        sent.extend(cards)
        raise Killed

    def plan(*args, **more):
        # After the killed run's writes were looked for: now the first of them arrives.
        while sent:
            href, text, _ = sent.pop(0)
            (place / (href or f"late-{len(sent)}.vcf")).write_bytes(text)
        return real(*args, **more)

    with monkeypatch.context() as patch:
        patch.setattr(VdirBook, "put_all", killed)
        with pytest.raises(Killed):
            home.sync()
    assert sent
    monkeypatch.setattr(syncing, "plan", plan)
    home.sync()
    assert sum(b"Acme" in one.read_bytes() for one in place.iterdir()) == 1
    if known:
        # It was the wrong Zoe: what reseau put there goes, what was typed stays.
        reseau(home.home, "split", "Zoe Quillon")
        home.sync()
        assert (place / "z.vcf").read_bytes() == typed
    else:
        # Nobody typed anything into it: it tells nothing about anybody.
        known_now = reseau(home.home, "people", "--json").json["people"]
        assert [(one["name"], one["sources"]) for one in known_now] == [
            ("Abe Nobody", ["linkedin"]),
            ("Zoe Quillon", ["linkedin"]),
        ]
    [told] = home.sync()
    assert told["pushed"] == told["pulled"] == {"created": 0, "updated": 0, "deleted": 0}


@pytest.fixture
def doubled(home):
    """A book in which one person has two cards that say different things."""
    place = home.book("phone", push="none")
    (place / "a.vcf").write_bytes(
        card(
            "a",
            "Zoe Quillon",
            "EMAIL:zoe@example.org",
            "TEL;TYPE=CELL:+33639981001",
            "TITLE:CEO",
            "X-ODD:kept",
        ).encode()
    )
    (place / "b.vcf").write_bytes(
        card(
            "b", "Zoe Quillon", "EMAIL:zoe@example.org", "TEL;TYPE=HOME:+33139981002", "TITLE:DAF", "NOTE:met"
        ).encode()
    )
    (place / "c.vcf").write_bytes(card("c", "Carl Third", "EMAIL:carl@example.org").encode())
    home.sync()
    return place


@pytest.mark.parametrize("method", ["put_all", "delete"], ids=["the card that stays", "a card that goes"])
def test_what_a_killed_join_sent_and_what_arrives_after_the_next_sync_is_undone_too(
    home, doubled, monkeypatch, method
):
    before, known = held(doubled), reseau(home.home, "history", "--json").json["journal"][0]["id"]
    sent = []

    def killed(_, *asked):
        sent.append(list(asked[0]) if method == "put_all" else asked)
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(VdirBook, method, killed)
        with pytest.raises(Killed):
            reseau(home.home, "book", "join", "phone", "--yes")
    [told] = home.sync()
    in_between = held(doubled)
    assert told["journal"] is None or method == "delete"
    if method == "put_all":
        [[(href, text, _)]] = sent
        (doubled / href).write_bytes(text)
    else:
        [(href, _)] = sent
        (doubled / href).unlink()
    [told] = home.sync()
    assert told["journal"]
    assert held(doubled) != in_between
    for step in reseau(home.home, "history", "--json").json["journal"]:
        if step["id"] > known:
            reseau(home.home, "undo", str(step["id"]))
    assert held(doubled) == before
    [told] = home.sync()
    assert told["pushed"] == {"created": 0, "updated": 0, "deleted": 0}
    assert held(doubled) == before


def held(place):
    return {one.name: one.read_bytes() for one in place.iterdir()}


def test_several_cards_of_one_person_become_one_on_the_users_word_and_come_back(home, doubled):
    before = held(doubled)
    plan = reseau(home.home, "book", "join", "phone", "--dry-run")
    assert "Zoe Quillon" in plan.err
    assert "+ TEL" in plan.err
    assert "= TITLE: CEO (− DAF)" in plan.err
    assert reseau(home.home, "book", "join", "phone", "--no-input", check=3).out == ""
    assert held(doubled) == before
    done = reseau(home.home, "book", "join", "phone", "Zoe Quillon", "--yes", "--json").json
    assert [(one["keep"], one["remove"]) for one in done["doubles"]] == [("a.vcf", ["b.vcf"])]
    assert set(held(doubled)) == {"a.vcf", "c.vcf"}
    lines = home.lines("phone", "a.vcf")
    assert set(before["a.vcf"].decode().splitlines()) <= set(lines)
    assert {"TEL;TYPE=HOME:+33139981002", "NOTE:met"} <= set(lines)
    assert "TITLE:DAF" not in lines
    [told] = home.sync()
    assert told["journal"] is None
    assert "+33139981002" in str(reseau(home.home, "show", "Zoe Quillon", "--json").json)
    reseau(home.home, "undo", str(done["journal"]))
    assert held(doubled) == before
    [told] = home.sync()
    assert told["pushed"] == {"created": 0, "updated": 0, "deleted": 0}
    assert held(doubled) == before


def test_nobody_is_joined_in_a_book_that_changed_since_or_that_would_lose_something(
    home, doubled, monkeypatch
):
    (doubled / "a.vcf").write_bytes(card("a", "Zoe Quillon", "EMAIL:zoe@example.org", "NOTE:later").encode())
    before = held(doubled)
    reseau(home.home, "book", "join", "phone", "--yes", check=2)
    assert held(doubled) == before
    home.sync()
    real = VdirBook.put_all

    def put_all(book, cards):
        return real(book, [(href, text.replace(b"X-ODD:kept\r\n", b""), etag) for href, text, etag in cards])

    monkeypatch.setattr(VdirBook, "put_all", put_all)
    (doubled / "b.vcf").write_bytes(
        card("b", "Zoe Quillon", "EMAIL:zoe@example.org", "TEL:+33139981002", "X-ODD:kept").encode()
    )
    home.sync()
    reseau(home.home, "book", "join", "phone", "--yes", check=2)
    assert "b.vcf" in held(doubled)
    assert reseau(home.home, "book", "join", "phone", "Carl Third", "--yes", check=2)


def test_the_cards_of_one_book_tell_each_other_nothing_so_that_nothing_leaves_with_one_of_them(home):
    place = home.book("phone")
    (place / "a.vcf").write_bytes(card("a", "Carl Third", "EMAIL:carl@example.org", "TITLE:CEO").encode())
    (place / "b.vcf").write_bytes(card("b", "Carl Third", "EMAIL:carl@example.org", "NOTE:met").encode())
    before = held(place)
    home.sync(), home.sync()
    assert held(place) == before
    reseau(home.home, "book", "join", "phone", "--yes")
    home.sync(), home.sync()
    [left] = held(place).values()
    assert b"TITLE:CEO" in left
    assert b"NOTE:met" in left
