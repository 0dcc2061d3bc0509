"""The right to erasure: after `forget` no byte of the home names the person, nothing brings them back, nobody else goes."""

import contextlib
import sqlite3
import unicodedata

import pytest

from tests.inprocess import reseau

# Every word here is hers alone, so that it can be looked for in every file.
HERS = (
    "Quincampoix",
    "zoe.quincampoix@example.org",
    "zq77@example.net",
    "+33639981077",
    "zoe-quincampoix-77",
    "Zaplunk",
)

CARDS = """BEGIN:VCARD
VERSION:3.0
UID:uid-quincampoix
N:Quincampoix;Zoé;;;
FN:Zoé Quincampoix
EMAIL:zoe.quincampoix@example.org
TEL;TYPE=CELL:+33 6 39 98 10 77
NOTE:Zaplunk
X-ODD:Zaplunk too
END:VCARD
BEGIN:VCARD
VERSION:3.0
UID:uid-ali
N:Fabre;Ali;;;
FN:Ali Fabre
EMAIL:ali@example.org
END:VCARD
"""
CONNECTIONS = """First Name,Last Name,URL,Email Address,Company,Position,Connected On
Zoé,Quincampoix,https://www.linkedin.com/in/zoe-quincampoix-77,zq77@example.net,Nordelia,{title},05 Nov 2023
Ali,Fabre,https://www.linkedin.com/in/ali-fabre,,Brévane,Comptable,04 Nov 2023
"""
PROFILE = (
    "First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry,Zip Code,Geo Location,Twitter Handles,"
    "Websites,Instant Messengers\nCamille,Dessagne,,,,,,,,,,,\n"
)
MESSAGES = """FROM,TO,DATE,SENDER PROFILE URL,RECIPIENT PROFILE URLS,CONTENT,FOLDER
Zoé Quincampoix,Camille Dessagne,2026-05-02 18:03:11 UTC,https://www.linkedin.com/in/zoe-quincampoix-77,https://www.linkedin.com/in/camille-dessagne,hello,INBOX
Camille Dessagne,Ali Fabre,2026-05-03 18:03:11 UTC,https://www.linkedin.com/in/camille-dessagne,https://www.linkedin.com/in/ali-fabre,hi,INBOX
"""
CALENDAR = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\nBEGIN:VEVENT\r\nUID:lunch\r\nDTSTAMP:20260101T000000Z\r\n"
    "DTSTART:20260610T100000Z\r\nDTEND:20260610T110000Z\r\nSUMMARY:Lunch with Zoé Quincampoix\r\n"
    "ATTENDEE;CN=Zoé Quincampoix:mailto:zoe.quincampoix@example.org\r\nATTENDEE;CN=Ali Fabre:mailto:ali@example.org\r\n"
    "ATTENDEE;CN=Camille Dessagne:mailto:me@example.com\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
TABLE = "Nom;Prénom;Société;Mail;Notes\nQuincampoix;Zoé;Nordelia;zoe.quincampoix@example.org;{note}\nFabre;Ali;Brévane;ali@example.org;x\n"


@pytest.fixture
def files(tmp_path):
    folder = tmp_path / "files"
    for name in ("old", "new"):
        (folder / name).mkdir(parents=True)
        (folder / name / "Profile.csv").write_text(PROFILE, encoding="utf-8")
        title = {"old": "DRH", "new": "DG"}[name]
        (folder / name / "Connections.csv").write_text(CONNECTIONS.format(title=title), encoding="utf-8")
        (folder / name / "messages.csv").write_text(MESSAGES, encoding="utf-8")
    (folder / "carnet.vcf").write_text(CARDS, encoding="utf-8")
    (folder / "agenda.ics").write_text(CALENDAR, encoding="utf-8")
    (folder / "suivi.csv").write_text(TABLE.format(note="Zaplunk"), encoding="utf-8")
    return folder


@pytest.fixture
def home(tmp_path, files):
    """A home in which she has left traces everywhere."""
    place = tmp_path / "home"
    reseau(place, "import", files / "old")
    reseau(
        place,
        "import",
        files / "carnet.vcf",
        files / "agenda.ics",
        files / "suivi.csv",
        "--me",
        "me@example.com",
    )
    reseau(place, "import", files / "new")
    reseau(
        place,
        "edit",
        "Zoé Quincampoix",
        "--tier",
        "close",
        "--note",
        "Zaplunk",
        RESEAU_NOW="2026-11-23T09:00:00+01:00",
    )
    reseau(place, "log", "Zoé Quincampoix", "lunch", RESEAU_NOW="2026-11-23T09:00:00+01:00")
    reseau(place, "favour", "owed", "Zoé Quincampoix", "Zaplunk")
    reseau(place, "week")
    reseau(place, "feed")
    reseau(place, "feed", "digest")
    reseau(place, "campaign", "new", "Cards")
    reseau(place, "backup")
    reseau(
        place, "edit", "Zoé Quincampoix", "--note", "Zaplunk again", RESEAU_NOW="2026-11-24T09:00:00+01:00"
    )
    # What is worked out and kept, with companies and titles.
    reseau(place, "report", "--json")
    reseau(place, "target", "banque", "--dry-run")
    return place


def traces(home):
    """Return where in the home one of her words still stands, in any way of writing it."""
    found = []
    for place in sorted(home.rglob("*")):
        content = place.read_bytes() if place.is_file() else b""
        found += [
            (place.name, word)
            for word in HERS
            for text in (word, word.lower(), word.replace("+", ""))
            if text.encode() in content or text.encode("utf-16-le") in content
        ]
    return found


def test_before_she_is_everywhere(home):
    assert {word for _, word in traces(home)} == set(HERS)
    assert len({place for place, _ in traces(home)}) > 2


def test_after_forget_no_byte_of_the_home_names_her(home):
    told = reseau(home, "forget", "Zoé Quincampoix", "--yes", "--json").json
    assert told["records"] >= 4
    assert told["copies"] >= 2
    assert traces(home) == []


def meetings(*titles):
    """Return a calendar of meetings with Ali alone."""
    return (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\n"
        + "".join(
            f"BEGIN:VEVENT\r\nUID:m{day}\r\nDTSTAMP:20260101T000000Z\r\nDTSTART:202607{day:02}T100000Z\r\n"
            f"DTEND:202607{day:02}T110000Z\r\nSUMMARY:{title}\r\nATTENDEE;CN=Ali Fabre:mailto:ali@example.org\r\n"
            "ATTENDEE:mailto:me@example.com\r\nEND:VEVENT\r\n"
            for day, title in enumerate(titles, 1)
        )
        + "END:VCALENDAR\r\n"
    )


def titles(home):
    """Return the titles of all that happened, as they stand in the home."""
    with contextlib.closing(sqlite3.connect(home / "reseau.db")) as connection:
        return {row[0] for row in connection.execute("SELECT summary FROM interaction")} - {""}


def test_what_was_written_about_others_calls_her_by_no_name_in_any_way_of_writing(home, tmp_path):
    apart = unicodedata.normalize("NFD", "Dinner Zoé Quincampoix")
    (tmp_path / "m.ics").write_text(
        meetings(
            "about ZOE QUINCAMPOIX",
            apart,
            "to Zoe.Quincampoix@Example.org",
            "call 06 39 98 10 77",
            "Zoétrope",
        ),
        encoding="utf-8",
    )
    reseau(home, "import", tmp_path / "m.ics", "--me", "me@example.com")
    reseau(home, "edit", "Ali Fabre", "--note", "cousin of zoé quincampoix, likes tea")
    reseau(home, "favour", "owed", "Ali Fabre", "introduce Zoé Quincampoix to him")
    for name in ("Farewell Zoé Quincampoix", "Farewell Quincampoix Zoé"):
        reseau(home, "campaign", "new", name)
    reseau(home, "forget", "Zoé Quincampoix", "--yes")
    assert traces(home) == []
    written = b"".join(place.read_bytes() for place in home.rglob("*") if place.is_file()).lower()
    assert not [word for word in (b"quincampoix", b"39 98 10 77") if word in written]
    assert titles(home) == {"Lunch with …", "about …", "Dinner …", "to …", "call …", "Zoétrope"}
    ali = reseau(home, "show", "Ali Fabre", "--json").out
    assert "likes tea" in ali
    with contextlib.closing(sqlite3.connect(home / "reseau.db")) as connection:
        campaigns = [row[0] for row in connection.execute("SELECT name FROM campaign")]
        favours = [row[0] for row in connection.execute("SELECT what FROM favour")]
    assert favours == ["introduce … to him"]
    assert len(campaigns) == 3
    assert sum(name.startswith("Farewell …") for name in campaigns) == 2


def test_a_meeting_she_was_at_may_call_her_by_her_first_name_alone(home, tmp_path):
    both = meetings("Tea with zoé, Ali").replace("END:VEVENT", f"ATTENDEE:mailto:{HERS[1]}\r\nEND:VEVENT")
    (tmp_path / "m.ics").write_text(both, encoding="utf-8")
    reseau(home, "import", tmp_path / "m.ics", "--me", "me@example.com")
    reseau(home, "forget", "Zoé Quincampoix", "--yes")
    assert "Tea with …, Ali" in titles(home)


def test_a_name_of_one_word_goes_as_whole_names_do(tmp_path):
    home, later = tmp_path / "home", {"RESEAU_NOW": "2026-11-24T09:00:00+01:00"}
    (tmp_path / "m.ics").write_text(meetings("Tea, then Chérubyx", "Cherubyxia Ltd"), encoding="utf-8")
    reseau(home, "add", "Cherubyx")
    reseau(home, "import", tmp_path / "m.ics", "--me", "me@example.com")
    reseau(home, "add", "Ali Fabre", "--email", "ali@example.org", "--note", "Cherubyx is his cousin")
    reseau(home, "favour", "owed", "Ali Fabre", "introduce Cherubyx to him")
    reseau(home, "campaign", "new", "Farewell Cherubyx")
    reseau(home, "log", "Cherubyx", "lunch", "--on", "2026-11-20")
    reseau(home, "edit", "Cherubyx", "--tier", "close")
    reseau(home, "feed")
    reseau(home, "backup")
    reseau(home, "edit", "Ali Fabre", "--note", "cousin of CHERUBYX, and of Mancherubyxo", **later)
    reseau(home, "forget", "Cherubyx", "--yes", **later)
    told = reseau(home, "show", "Ali Fabre", "--json").out
    assert "cousin of …, and of Mancherubyxo" in told
    assert "is his cousin" not in told
    assert [one["what"] for one in reseau(home, "favour", "list", "--json").json["favours"]] == [
        "introduce … to him"
    ]
    assert titles(home) == {"Tea, then …", "Cherubyxia Ltd"}
    for place in home.rglob("*"):
        if place.is_file():
            written = (
                unicodedata.normalize("NFD", place.read_text("utf-8", "replace"))
                .replace("\u0301", "")
                .lower()
            )
            left = written.replace("mancherubyxo", "").replace("cherubyxia", "")
            assert "cherubyx" not in left, place


def test_a_name_of_one_word_that_others_bear_stays_in_what_was_written_of_them(tmp_path):
    home = tmp_path / "home"
    for name, company in (("Pierre", ""), ("Pierre Martin", "Velours"), ("Velours", ""), ("Le", "")):
        reseau(home, "add", name, "--company", company)
    reseau(home, "edit", "Pierre Martin", "--note", "calls Pierre of Velours le chef")
    ids = {one["name"]: one["id"] for one in reseau(home, "people", "--json").json["people"]}
    for name in ("Pierre", "Velours", "Le"):
        reseau(home, "forget", ids[name], "--yes")
    assert "calls Pierre of Velours le chef" in reseau(home, "show", "Pierre Martin").out


@pytest.mark.parametrize("word", ["notes", "full", "individual", "example", "event"])
def test_a_name_that_is_a_word_of_ours_breaks_nothing(tmp_path, word):
    home = tmp_path / "home"
    reseau(home, "add", word)
    reseau(
        home, "add", "Ali Fabre", "--email", "ali@example.org", "--note", f"a {word}", "--met", "2026-11-02"
    )
    reseau(home, "campaign", "new", "Cards", "--tier", "watch")
    reseau(home, "week")
    reseau(home, "forget", word, "--yes")
    ali = reseau(home, "show", "Ali Fabre", "--json").json["card"]
    assert ali["notes"] == ["a …"]
    assert [one["address"] for one in ali["emails"]] == ["ali@example.org"]
    reseau(home, "week")
    reseau(home, "history")
    reseau(home, "doctor")


def test_a_name_in_a_script_without_blanks_is_found_too(tmp_path):
    cards = "".join(
        f"BEGIN:VCARD\nVERSION:3.0\nUID:u{n}\nN:{s};{g};;;\nFN:{s}{g}\nEMAIL:{mail}\nEND:VCARD\n"
        for n, (s, g, mail) in enumerate(
            (("山田", "太郎", "taro@example.org"), ("Fabre", "Ali", "ali@example.org"))
        )
    )
    (tmp_path / "c.vcf").write_text(cards, encoding="utf-8")
    (tmp_path / "m.ics").write_text(meetings("昨日山田太郎さんと", "山田さん"), encoding="utf-8")
    home = tmp_path / "home"
    reseau(home, "import", tmp_path / "c.vcf", tmp_path / "m.ics", "--me", "me@example.com")
    reseau(home, "forget", "山田太郎", "--yes")
    assert titles(home) == {"昨日…さんと", "山田さん"}


def test_a_name_of_two_signs_is_found_with_a_blank_between_them_and_without(tmp_path):
    (tmp_path / "Connections.csv").write_text(
        CONNECTIONS.split("\n", maxsplit=1)[0]
        + "\n芃,王,https://www.linkedin.com/in/wang-peng,,Nordelia,DRH,05 Nov 2023\n"
        + CONNECTIONS.format(title="DRH").split("\n")[2]
        + "\n",
        encoding="utf-8",
    )
    home = tmp_path / "home"
    reseau(home, "import", tmp_path / "Connections.csv")
    reseau(home, "favour", "owed", "Ali Fabre", "王芃 and 王 芃")
    reseau(home, "forget", "in/wang-peng", "--yes")
    assert [one["what"] for one in reseau(home, "favour", "list", "--json").json["favours"]] == ["… and …"]


def test_a_name_cut_to_an_initial_is_hers_too_and_any_other_is_not(home):
    for what in (
        "call Z. Quincampoix",
        "call Z Quincampoix!",
        "call Quincampoix Z.",
        "call zoe q.",
        "call A. Quincampoix",
        "call Zoé Q",
        "call Zoé Quinault",
    ):
        reseau(home, "favour", "owed", "Ali Fabre", what)
    reseau(home, "forget", "Zoé Quincampoix", "--yes")
    left = [one["what"] for one in reseau(home, "favour", "list", "--json").json["favours"]]
    assert sorted(left) == sorted(
        ["call …", "call …!", "call …", "call …", "call A. Quincampoix", "call …", "call Zoé Quinault"]
    )


@pytest.mark.parametrize(
    ("given", "ways", "others"),
    [
        (
            "J.-P.",
            ["J.-P. Quincampoix", "JP Quincampoix", "J-P. Quincampoix", "J. P. quincampoix"],
            ["J. Quincampoix"],
        ),
        (
            "Marie Claire Anne",
            [
                "Marie-Claire Anne Quincampoix",
                "Marie Quincampoix",
                "Marie Anne Quincampoix",
                "QUINCAMPOIX Marie Claire Anne",
            ],
            ["Claire Quincampoix", "Marie Claire"],
        ),
        (
            "Jean-Pierre",
            ["Jean Pierre Quincampoix", "JP Quincampoix"],
            ["Jean Quincampoix", "Pierre Quincampoix"],
        ),
        ("D’Arcy", ["D'Arcy Quincampoix"], ["Arcy Quincampoix"]),
    ],
    ids=["initials", "three names", "a hyphen", "an apostrophe"],
)
def test_a_name_is_found_as_people_write_it_in_haste(tmp_path, given, ways, others):
    cards = CARDS.replace("Zoé", given)
    (tmp_path / "c.vcf").write_text(cards, encoding="utf-8")
    home = tmp_path / "home"
    reseau(home, "import", tmp_path / "c.vcf")
    for what in (*ways, *others):
        reseau(home, "favour", "owed", "Ali Fabre", f"call {what}, soon")
    reseau(home, "forget", HERS[1], "--yes")
    left = [one["what"] for one in reseau(home, "favour", "list", "--json").json["favours"]]
    assert sorted(left) == sorted(["call …, soon"] * len(ways) + [f"call {what}, soon" for what in others])


def test_a_common_abbreviation_of_sir_takes_nobody_else_out(tmp_path):
    cards = CARDS.replace("Zoé", "Marc").replace("zoe.", "marc.").replace("zoe-", "marc-")
    (tmp_path / "c.vcf").write_text(cards, encoding="utf-8")
    home = tmp_path / "home"
    reseau(home, "import", tmp_path / "c.vcf")
    reseau(home, "favour", "owed", "Ali Fabre", "thank M. Quincampoix, not Marc Q.")
    reseau(home, "forget", "Marc Quincampoix", "--yes")
    (left,) = reseau(home, "favour", "list", "--json").json["favours"]
    assert left["what"] == "thank M. Quincampoix, not …"


def test_events_campaigns_and_targets_called_after_her_stay_without_her_name(home):
    day = {"RESEAU_NOW": "2026-11-22T09:00:00+01:00"}
    reseau(home, "met", "Party of zoe quincampoix", "Ali Fabre <ali@example.org>", "Rémi Vasseur", **day)
    reseau(home, "campaign", "new", "Wishes ZOÉ QUINCAMPOIX", **day)
    reseau(home, "target", "Friends of Zoé Quincampoix", "--city", "Lyon", "--roles", "DAF", **day)
    reseau(home, "plan", **day)
    reseau(home, "week", **day)
    reseau(home, "forget", "Zoé Quincampoix", "--yes", **day)
    assert traces(home) == []
    written = b"".join(place.read_bytes() for place in home.rglob("*") if place.is_file())
    assert b"quincampoix" not in written.lower()
    assert "Friends of …" in reseau(home, "target", **day).out
    assert "Party of …" in reseau(home, "show", "Rémi Vasseur", **day).out
    assert "Wishes …" in reseau(home, "campaign", "list", **day).out
    assert reseau(home, "week", **day).out == reseau(home, "week", **day).out


def test_nobody_else_is_touched(home):
    before = reseau(home, "show", "Ali Fabre", "--json").json
    reseau(home, "forget", "Zoé Quincampoix", "--yes")
    after = reseau(home, "show", "Ali Fabre", "--json").json
    assert after["values"] == before["values"]
    assert [event["day"] for event in after["timeline"]] == [event["day"] for event in before["timeline"]]
    assert [person["name"] for person in reseau(home, "people", "--json").json["people"]] == ["Ali Fabre"]


def test_fifty_imports_do_not_bring_her_back(home, files):
    reseau(home, "forget", "Zoé Quincampoix", "--yes")
    for number in range(25):
        # The note changes, and with it the key of the row: she is known by other marks.
        (files / "suivi.csv").write_text(TABLE.format(note=f"call {number}"), encoding="utf-8")
        told = reseau(
            home, "import", files / "suivi.csv", files / "agenda.ics", "--me", "me@example.com", "--json"
        ).json
        assert told["people"]["total"] == 1
        if not number:
            assert "stayed out" in reseau(home, "import", files / "carnet.vcf").out
        told = reseau(home, "import", files / "old", files / "new", files / "carnet.vcf", "--json").json
        assert told["people"]["total"] == 1
    assert [(name, word) for name, word in traces(home) if word != "Zaplunk"] == []


@pytest.mark.parametrize("form", ["xlsx", "csv", "vcf"])
def test_a_file_that_reseau_wrote_of_her_does_not_bring_her_back(tmp_path, form):
    """Where it held no more than a name, it did."""
    home = tmp_path / "home"
    reseau(home, "add", "Zoé Quincampoix", "--linkedin", "https://www.linkedin.com/in/zoe-quincampoix-77")
    reseau(home, "add", "Ali Fabre")
    reseau(home, "export", form, "-o", tmp_path / f"out.{form}")
    reseau(home, "forget", "Zoé Quincampoix", "--yes")
    reseau(home, "import", tmp_path / f"out.{form}")
    assert "Quincampoix" not in reseau(home, "people").out
    assert traces(home) == []


def test_undoing_earlier_steps_brings_nobody_back(home):
    reseau(home, "forget", "Zoé Quincampoix", "--yes")
    for entry in reseau(home, "history", "--json").json["journal"]:
        reseau(home, "undo", entry["id"], check=None)
    assert traces(home) == []
    assert (
        "forgotten" in reseau(home, "undo", check=None).err
        or reseau(home, "people", "--json").json["people"] == []
    )


def test_the_step_itself_has_no_undo_and_does_not_say_who(home):
    reseau(home, "forget", "Zoé Quincampoix", "--yes")
    entry = reseau(home, "history", "--json").json["journal"][0]
    assert entry["command"] == "forget"
    assert "stays forgotten" in reseau(home, "undo", entry["id"], check=2).err


def test_an_old_copy_put_back_does_not_bring_her_back(home):
    reseau(home, "forget", "Zoé Quincampoix", "--yes")
    reseau(home, "restore", "--yes")
    assert "Quincampoix" not in reseau(home, "people").out
    assert traces(home) == []


def test_a_copy_kept_elsewhere_does_not_bring_her_back_either(home, tmp_path):
    reseau(home, "backup", tmp_path / "elsewhere.db")
    reseau(home, "forget", "Zoé Quincampoix", "--yes")
    reseau(home, "restore", tmp_path / "elsewhere.db", "--yes")
    assert [person["name"] for person in reseau(home, "people", "--json").json["people"]] == ["Ali Fabre"]
    assert traces(home) == []


def test_spouses_who_share_a_mailbox_are_two(tmp_path):
    cards = "".join(
        f"BEGIN:VCARD\nVERSION:3.0\nUID:{name}\nN:Marchal;{name};;;\nFN:{name} Marchal\nEMAIL:marchal@example.org\nEND:VCARD\n"
        for name in ("Inès", "Paul")
    )
    (tmp_path / "c.vcf").write_text(cards, encoding="utf-8")
    home = tmp_path / "home"
    reseau(home, "import", tmp_path / "c.vcf")
    reseau(home, "forget", "Inès Marchal", "--yes")
    reseau(home, "import", tmp_path / "c.vcf")
    assert [person["name"] for person in reseau(home, "people", "--json").json["people"]] == ["Paul Marchal"]


def test_who_may_be_the_same_person_is_named(tmp_path):
    cards = "".join(
        f"BEGIN:VCARD\nVERSION:3.0\nUID:{n}\nN:Martin;Jean;;;\nFN:Jean Martin\n{more}\nEND:VCARD\n"
        for n, more in enumerate(("EMAIL:jean.martin@example.org", "EMAIL:jm@example.net"))
    )
    (tmp_path / "c.vcf").write_text(cards, encoding="utf-8")
    home = tmp_path / "home"
    told = reseau(home, "import", tmp_path / "c.vcf", "--json").json
    assert told["people"] == {"total": 2, "linked": 0, "questions": 1}
    first, second = reseau(home, "people", "--json").json["people"]
    forgotten = reseau(home, "forget", first["id"], "--yes", "--json").json
    assert forgotten["perhaps"] == [{"person": second["id"], "name": "Jean Martin"}]


def test_without_a_yes_nobody_is_forgotten_and_a_trial_writes_nothing(home):
    before = reseau(home, "export", "everything").out
    assert reseau(home, "forget", "Zoé Quincampoix", "--no-input", check=3).err
    assert reseau(home, "forget", "Zoé Quincampoix", "--dry-run", "--json").json["records"] >= 4
    assert reseau(home, "export", "everything").out == before
    assert reseau(home, "forget", "Nobody", "--yes", check=2).err


def test_who_has_left_every_book_is_still_found_by_a_part_of_the_name(tmp_path):
    home, book = tmp_path / "home", tmp_path / "book"
    book.mkdir()
    for number, card in enumerate(CARDS.split("BEGIN:VCARD\n")[1:]):
        (book / f"{number}.vcf").write_text("BEGIN:VCARD\n" + card, encoding="utf-8")
    reseau(home, "book", "add", "phone", book)
    reseau(home, "sync", "phone", "--yes")
    (book / "0.vcf").unlink()
    reseau(home, "sync", "phone", "--yes")
    assert [one["name"] for one in reseau(home, "people", "--json").json["people"]] == ["Ali Fabre"]
    assert traces(home)
    reseau(home, "forget", "quincampoix", "--yes")
    assert traces(home) == []
