"""What waits for the user on the page, what was joined without asking, and what the page knows of one person."""

import html
import re
from datetime import UTC, datetime

import pytest

from sync.app import pull_books
from sync.config.place import Place
from sync.messages import Wording
from sync.store import Store, jobs
from tests.address_book_suite import card
from tests.conftest import SAMPLES
from tests.inprocess import reseau
from tests.test_page import Browser, form
from tests.test_serve import Server

DEMO = SAMPLES / "demo"
WORDS = Wording("en")


@pytest.fixture
def page(tmp_path):
    """The page over the invented network."""
    home = tmp_path / "home"
    reseau(home, "import", DEMO / "Complete_LinkedInDataExport_11-18-2026.zip", DEMO / "carnet.vcf")
    server = Server(home)
    browser = Browser(server)
    browser.home = home
    yield browser
    server.stop()


def plain(text):
    return html.unescape(re.sub(r"<[^>]+>", " ", text))


def linked(home):
    """Return how many people are known from several records."""
    told = reseau(home, "export", "clusters").out.splitlines()[1:]
    people = [line.rsplit(",", 1)[1] for line in told]
    return sum(people.count(one) > 1 for one in set(people))


def test_what_was_joined_without_asking_is_folded_and_can_all_be_taken_apart_and_back(page):
    joined = linked(page.home)
    assert joined
    seen = page.get("/review")
    told = re.search(r"<summary>(\d+) joined without asking</summary>(.*?)</details>", seen, re.DOTALL)
    assert int(told[1]) >= joined
    first = re.search(r'href="(/people/[^"]+)"', told[2])[1]
    assert WORDS("site.split") in plain(page.get(first))
    after = page.send("/review/apart")
    assert linked(page.home) == 0
    assert "joined without asking" not in after
    page.send("/undo", step=re.search(r'name="step" value="(\d+)"', after)[1], back="/review")
    assert linked(page.home) == joined


def test_what_slid_twice_waits_beside_the_doubts(tmp_path):
    home = tmp_path / "home"
    (tmp_path / "t.csv").write_text(
        "Nom;Prénom;Mail;Dernier contact;Fréquence\nDelaunay;Zoé;zoe@example.org;2026-09-01;tous les mois\n",
        encoding="utf-8",
    )
    reseau(home, "import", tmp_path / "t.csv")
    for now in ("2026-11-22", "2026-12-10", "2026-12-28", "2027-01-15", "2027-02-02"):
        reseau(home, "week", RESEAU_NOW=f"{now}T09:00:00+01:00")
        reseau(home, "feed", "-o", tmp_path / "f.ics", RESEAU_NOW=f"{now}T09:00:00+01:00")
    later = {"RESEAU_NOW": "2027-02-02T09:00:00+01:00"}
    waiting = [
        one
        for one in reseau(home, "review", "--json", **later).json["questions"]
        if one["kind"] == "touchpoint"
    ]
    assert waiting
    server = Server(home, **later)
    try:
        browser = Browser(server)
        seen = browser.get("/review")
        assert WORDS("site.slid") in plain(seen)
        browser.send(form(seen, "/week/"), word="skip")
        assert WORDS("site.slid") not in plain(browser.get("/review"))
    finally:
        server.stop()


def test_a_favour_is_noted_and_settled_on_the_page_of_a_person(page):
    person = reseau(page.home, "show", "Sonia Kerbrat", "--json").json["id"]
    told = page.send(f"/people/{person}/favour", favour="owed", what="une introduction")
    assert "you owe them: une introduction" in plain(told)
    open_ = reseau(page.home, "favour", "list", "--json").json["favours"]
    assert [(one["kind"], one["what"]) for one in open_] == [("owed", "une introduction")]
    page.send(f"/people/{person}/favour", settle=open_[0]["id"])
    now = reseau(page.home, "favour", "list", "--json").json["favours"]
    assert {(one["kind"], bool(one["settled_on"])) for one in now} == {("owed", True), ("given", False)}
    page.send(f"/people/{person}/favour", status=400, favour="bribe", what="x")
    page.send(f"/people/{person}/favour", status=409, favour="owed", what="  ")


def test_a_contact_is_ticked_off_with_a_few_words_and_somebody_left_in_peace(page):
    week = page.get("/week")
    first, second = re.findall(r'action="(/week/[^"]+)"', week)[:2]
    people = re.findall(r'<h2><a href="/people/([^"]+)"', week)
    page.send(first, word="done", note="le poste de Lyon")
    told = reseau(page.home, "show", people[0], "--json").json["timeline"][-1]
    assert told["summary"] == "le poste de Lyon"
    assert "le poste de Lyon" in page.get(f"/people/{people[0]}")
    after = page.send(second, word="leave")
    assert second not in after
    assert "left in peace" in reseau(page.home, "show", people[1]).out
    page.send("/undo", step=re.search(r'name="step" value="(\d+)"', after)[1], back="/week")
    assert second in page.get("/week")
    page.send(f"/people/{people[1]}/log", form="call", on="2026-11-20", note="le salon")
    assert reseau(page.home, "show", people[1], "--json").json["timeline"][-1]["summary"] == "le salon"


def test_the_page_of_a_person_says_what_comes_next_and_what_reaches_them_no_more(page):
    next_ = reseau(page.home, "week", "--json").json["touchpoints"][0]
    told = plain(page.get(f"/people/{next_['person']}"))
    assert f"{WORDS('site.coming')}  {WORDS.day(next_['on'], weekday=True)}" in told
    shown = next(
        one
        for one in reseau(page.home, "people", "--all", "--json").json["people"]
        if reseau(page.home, "show", one["id"], "--json").json["card"].get("emails")
    )
    address = reseau(page.home, "show", shown["id"], "--json").json["card"]["emails"][0]["address"]
    assert f"mailto:{address}" in page.get(f"/people/{shown['id']}")
    reseau(page.home, "edit", shown["id"], "--dead", address)
    told = page.get(f"/people/{shown['id']}")
    assert f"mailto:{address}" not in told
    assert "reaches them no more" in told


def test_people_are_found_by_a_word_of_a_note_and_by_sector(tmp_path):
    home = tmp_path / "home"
    book = card("a", name="Zoé Delaunay", more="ORG:Kermadis Assurances\nNOTE:aime le jazz (et le tennis)\n")
    (tmp_path / "c.vcf").write_bytes(book + card("b", name="Ali Fabre", more="ORG:Trémontelle RH\n"))
    reseau(home, "import", tmp_path / "c.vcf")
    server = Server(home)
    try:
        browser = Browser(server)
        for query, found in (
            ("q=jazz", {"Zoé Delaunay"}),
            ("q=tennis", {"Zoé Delaunay"}),
            ("sector=insurance", {"Zoé Delaunay"}),
            ("sector=recruitment-hr", {"Ali Fabre"}),
            ("sector=telecom", set()),
            ("q=ali&sector=insurance", set()),
        ):
            text = browser.get(f"/people?{query}")
            assert {name for name in ("Zoé Delaunay", "Ali Fabre") if name in text} == found, query
    finally:
        server.stop()


def test_two_books_that_disagree_are_settled_on_the_page(tmp_path):
    home, places = tmp_path / "home", [tmp_path / "a", tmp_path / "b"]
    for place in places:
        place.mkdir()
    (places[0] / "z.vcf").write_bytes(card("z", name="Zoé Delaunay", more="TITLE:DAF\n"))
    for name, place in zip("ab", places, strict=True):
        reseau(home, "book", "add", name, place)
    reseau(home, "book", "mirror", "a", "b")
    reseau(home, "sync", "a", "--yes")
    for place, title in zip(places, ("DRH", "PDG"), strict=True):
        (one,) = place.glob("*.vcf")
        one.write_bytes(card("z", name="Zoé Delaunay", more=f"TITLE:{title}\n"))
    reseau(home, "sync", "a", "--yes")
    server = Server(home)
    try:
        browser = Browser(server)
        seen = browser.get("/review")
        assert WORDS("site.conflicts") in plain(seen)
        browser.send(form(seen, "/review/conflict/"), status=400, word="c")
        browser.send(form(seen, "/review/conflict/"), word="a")
        assert WORDS("site.conflicts") not in plain(browser.get("/review"))
    finally:
        server.stop()
    reseau(home, "sync", "a", "--yes")
    assert all(b"TITLE:DRH" in next(place.glob("*.vcf")).read_bytes() for place in places)


def test_a_share_is_set_as_each_language_sets_it():
    assert (Wording("en").percent(0.126), Wording("fr").percent(0.126)) == ("13%", "13\u202f%")


def test_everything_is_erased_once_its_word_is_typed_and_the_program_ends(tmp_path):
    home = tmp_path / "home"
    reseau(home, "import", DEMO / "carnet.vcf")
    (home / "mine.txt").write_text("not of reseau", encoding="utf-8")
    server = Server(home)
    browser = Browser(server)
    assert "/erase" in browser.get("/settings")
    seen = plain(browser.get("/erase"))
    assert "reseau.db" in seen
    assert "mine.txt" in seen
    assert WORDS("site.erase-wrong", word="erase") in plain(browser.send("/erase", status=400, word="yes"))
    assert reseau(home, "people", "--json").json["people"]
    assert WORDS("site.erased") in plain(browser.send("/erase", status=200, word=" Erase "))
    assert server.process.wait(20) == 0
    assert [one.name for one in home.iterdir()] == ["mine.txt"]
    server.stop()


def test_the_example_is_not_what_is_erased(tmp_path):
    home = tmp_path / "home"
    server = Server(home)
    try:
        browser = Browser(server)
        browser.send("/example")
        browser.send("/erase", status=409, word="erase")
        assert (home / "reseau.db").exists()
    finally:
        server.stop()


@pytest.fixture
def emptied(tmp_path):
    """The page over a home whose book of twelve cards came back with one."""
    home, book = tmp_path / "home", tmp_path / "cards"
    book.mkdir()
    for n in range(12):
        (book / f"u{n}.vcf").write_bytes(card(f"u{n}", name=f"Person{n:02} <b>Martin"))
    reseau(home, "book", "add", "phone", book)
    assert reseau(home, "sync", "phone", "--yes", "--json").json["books"][0]["pulled"]["created"] == 12
    for n in range(1, 12):
        (book / f"u{n}.vcf").unlink()
    server = Server(home)
    browser = Browser(server)
    browser.home = home
    yield browser
    server.stop()


def pulled(home):
    """Sync as the server does by itself, and keep how that went as it does."""
    with Store.open(home, installation="x") as store:
        place = Place(home, datetime(2026, 11, 18, 9, tzinfo=UTC), "Europe/Paris", "FR", "en", "x")
        told = pull_books(store, place, {})
        jobs.put(store, jobs.JobState("books", message=told))
    return told


def people(home):
    return len(reseau(home, "people", "--all", "--json").json["people"])


def test_a_sync_that_a_guard_stopped_is_looked_at_card_by_card_and_everything_is_kept(emptied):
    home = emptied.home
    assert pulled(home) == "job-waits"
    assert WORDS("site.guards-look") in emptied.get("/review")
    seen = emptied.send("/review/guards", status=200)
    for n in range(1, 12):
        assert f"Person{n:02} &lt;b&gt;Martin" in seen
    assert "Person00" not in seen
    emptied.send("/review/guards/answer", book="phone", deletions="11", word="keep")
    assert people(home) == 12
    # It is not asked twice; a number that changed is.
    assert pulled(home) == "job-kept"
    assert WORDS("site.guards-look") not in emptied.get("/review")
    (emptied.home.parent / "cards" / "u1.vcf").write_bytes(card("u1", name="Person01 <b>Martin"))
    assert pulled(home) == "job-waits"


def test_what_a_guard_held_goes_at_the_word_of_the_user_and_comes_back(emptied):
    home = emptied.home
    pulled(home)
    # A number that is not the right one lets nothing go.
    seen = emptied.send("/review/guards/answer", status=200, book="phone", deletions="10", word="let")
    assert "Person11" in seen
    assert people(home) == 12
    after = emptied.send("/review/guards/answer", book="phone", deletions="11", word="let")
    assert people(home) == 1
    assert WORDS("site.guards-look") not in after
    emptied.send("/undo", step=re.search(r'name="step" value="(\d+)"', after)[1], back="/review")
    assert people(home) == 12
    for bad in ({"word": "burn", "deletions": "1"}, {"word": "let", "deletions": "-1"}):
        emptied.send("/review/guards/answer", status=400, book="phone", **bad)


def test_the_word_on_one_book_says_nothing_of_another(emptied):
    home, other = emptied.home, emptied.home.parent / "others"
    other.mkdir()
    (other / "z.vcf").write_bytes(card("z", name="Zoé Delaunay"))
    reseau(home, "book", "add", "work", other)
    reseau(home, "sync", "work", "--yes")
    assert pulled(home) == "job-waits"
    emptied.send("/review/guards/answer", book="phone", deletions="11", word="keep")
    # The sign is of both: a sync, which knows the word and looks at both, puts it out, and not the word itself.
    with Store.open(home, installation="x") as store:
        assert jobs.job(store, "books").message in {"job-waits", "job-kept"}
    assert pulled(home) == "job-kept"
    assert WORDS("site.guards-look") not in emptied.get("/review")


def test_what_we_would_take_from_the_book_is_asked_as_well(tmp_path):
    home, book, table = tmp_path / "home", tmp_path / "cards", tmp_path / "t.csv"
    book.mkdir()
    rows = "".join(f"Person{n:02};Martin;p{n}@example.org\n" for n in range(12))
    table.write_text(f"Prénom;Nom;Mail\n{rows}", encoding="utf-8")
    reseau(home, "import", table)
    reseau(home, "book", "add", "phone", book, "--push", "all")
    reseau(home, "sync", "phone", "--yes")
    assert len(list(book.iterdir())) == 12
    reseau(home, "undo", "1")
    assert pulled(home) == "job-waits"
    server = Server(home)
    try:
        browser = Browser(server)
        seen = browser.send("/review/guards", status=200)
        assert WORDS("site.guard-there", name="phone") in seen
        assert all(f"Person{n:02} Martin" in seen for n in range(12))
        browser.send("/review/guards/answer", status=200, book="phone", deletions="11", word="let")
        assert len(list(book.iterdir())) == 12
        after = browser.send("/review/guards/answer", book="phone", deletions="12", word="let")
        assert list(book.iterdir()) == []
        browser.send("/undo", step=re.search(r'name="step" value="(\d+)"', after)[1], back="/review")
        assert len(list(book.iterdir())) == 12
    finally:
        server.stop()


@pytest.fixture
def halved(tmp_path):
    """The page of a home with two mirrored books, from one of which eleven cards of twelve are gone."""
    home, places = tmp_path / "home", [tmp_path / "a", tmp_path / "b"]
    for name, place in zip("ab", places, strict=True):
        place.mkdir()
        reseau(home, "book", "add", name, place)
    for n in range(12):
        (places[0] / f"u{n}.vcf").write_bytes(card(f"u{n}", name=f"Person{n:02} <b>Martin"))
    reseau(home, "book", "mirror", "a", "b")
    reseau(home, "sync", "a", "--yes")
    assert len(list(places[1].iterdir())) == 12
    for place in sorted(places[1].iterdir()):
        if b"UID:u0" not in place.read_bytes():
            place.unlink()
    server = Server(home)
    browser = Browser(server)
    browser.home, browser.places = home, places
    yield browser
    server.stop()


def test_a_mirror_that_a_guard_stopped_is_looked_at_and_everything_is_kept(halved):
    assert pulled(halved.home) == "job-waits"
    assert WORDS("site.guards-look") in halved.get("/review")
    seen = halved.send("/review/guards", status=200)
    assert all(f"Person{n:02} &lt;b&gt;Martin" in seen for n in range(1, 12))
    assert "Person00" not in seen
    assert WORDS("site.guard-both", name="b", other="a") in plain(seen)
    number = re.search(r'name="mirror" value="(\d+)"', seen)[1]
    halved.send("/review/guards/answer", mirror=number, deletions="11", word="keep")
    assert WORDS("site.guards-look") not in halved.get("/review")
    assert pulled(halved.home) == "job-kept"
    assert [len(list(place.iterdir())) for place in halved.places] == [12, 1]
    # It is asked anew when it is about other cards.
    (halved.places[1] / "u1.vcf").write_bytes(card("u1", name="Person01 <b>Martin"))
    assert pulled(halved.home) == "job-waits"


def test_what_a_guard_held_in_a_mirror_goes_at_the_word_of_the_user_and_comes_back(halved):
    pulled(halved.home)
    number = re.search(r'name="mirror" value="(\d+)"', halved.send("/review/guards", status=200))[1]
    again = halved.send("/review/guards/answer", status=200, mirror=number, deletions="10", word="let")
    assert "Person11" in again
    halved.send("/review/guards/answer", status=400, mirror="77", deletions="11", word="let")
    assert [len(list(place.iterdir())) for place in halved.places] == [12, 1]
    after = halved.send("/review/guards/answer", mirror=number, deletions="11", word="let")
    assert [len(list(place.iterdir())) for place in halved.places] == [1, 1]
    assert WORDS("site.guards-look") not in after
    halved.send("/undo", step=re.search(r'name="step" value="(\d+)"', after)[1], back="/review")
    assert len(list(halved.places[0].iterdir())) == 12
