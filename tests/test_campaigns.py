"""Campaigns: the year-end cards from the list to the last reply. Today is Sunday, 22 November 2026."""

import csv
import email
import io
from datetime import UTC, date, datetime, timedelta
from email.policy import default

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters import labels
from sync.model import Address
from sync.touchpoints.campaigns import batches, season
from sync.touchpoints.people import Days
from tests.inprocess import reseau

HOLIDAYS = frozenset(("2026-12-25", "2027-01-01"))
SOFT = frozenset((date(2026, 12, 24) + timedelta(days=n)).isoformat() for n in range(10))
DAYS = Days(closed=HOLIDAYS, soft=SOFT)

CARDS = """BEGIN:VCARD
VERSION:3.0
UID:zoe
N:Delaunay;Zoé;;;
FN:Zoé Delaunay
EMAIL:zoe@example.org
ADR;TYPE=home:;;9 rue des Lilas;Lyon;;69003;France
ORG:Nordelia
END:VCARD
BEGIN:VCARD
VERSION:3.0
UID:ali
N:Fabre;Ali;;;
FN:Ali Fabre
EMAIL:ali@example.org
END:VCARD
BEGIN:VCARD
VERSION:3.0
UID:hannah
N:Whitcombe;Hannah;;;
FN:Hannah Whitcombe
ADR;TYPE=work:;Floor 2;12 Example Street;London;;EC2A 1AA;United Kingdom
ORG:Orphéance
END:VCARD
BEGIN:VCARD
VERSION:3.0
UID:nobody
FN:Inès Marchal
TEL:0639981020
END:VCARD
"""


@pytest.fixture
def home(tmp_path):
    place = tmp_path / "home"
    (tmp_path / "carnet.vcf").write_text(CARDS, encoding="utf-8")
    reseau(place, "import", tmp_path / "carnet.vcf")
    for name in ("Zoé Delaunay", "Ali Fabre", "Hannah Whitcombe", "Inès Marchal"):
        reseau(place, "edit", name, "--tier", "close")
    return place


def made(home, *more):
    return reseau(home, "campaign", "new", "Vœux 2026", "--json", *more).json


def state(home):
    return {one["name"]: one["state"] for one in reseau(home, "campaign", "show", "--json").json["members"]}


# --- batches ---


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("2026-09-01", ("2026-11-25", "2027-01-31")),
        ("2026-12-10", ("2026-12-10", "2027-01-31")),
        ("2027-01-20", ("2027-01-20", "2027-01-31")),
        ("2027-01-31", ("2027-01-31", "2027-01-31")),
        ("2027-02-01", ("2027-11-25", "2028-01-31")),
    ],
)
def test_cards_have_their_season(today, expected):
    first, last = season("cards", date.fromisoformat(today))
    assert (first.isoformat(), last.isoformat()) == expected


def test_whatever_is_no_card_has_four_weeks_from_today():
    for kind in ("announcement", "thanks", "invitation"):
        assert season(kind, date(2026, 11, 22)) == (date(2026, 11, 22), date(2026, 12, 20))


def test_batches_are_sittings_on_every_other_open_day():
    days = batches(30, date(2026, 11, 25), date(2027, 1, 31), DAYS, size=12)
    # 30 people are three sittings of ten; 25 November is a Wednesday, the weekend is closed.
    assert [day.isoformat() for day in dict.fromkeys(days)] == ["2026-11-25", "2026-11-27", "2026-12-01"]
    assert [days.count(day) for day in dict.fromkeys(days)] == [10, 10, 10]


@given(st.integers(0, 2000), st.integers(0, 120), st.integers(1, 30))
def test_everybody_has_a_turn_on_an_open_day_within_the_season(count, length, size):
    first, last = date(2026, 11, 23), date(2026, 11, 23) + timedelta(days=length)
    days = batches(count, first, last, DAYS, size)
    assert len(days) == count
    assert days == sorted(days)
    assert all(DAYS.open(day) and first <= day <= last for day in days)


# --- from the list to the last reply ---


def test_the_year_end_cards_go_to_the_circles_and_addresses_are_checked(home):
    told = made(home)
    assert (told["kind"], told["form"], told["feed"]) == ("cards", "card", "voeux-2026")
    assert {one["name"]: one["way"] for one in told["members"]} == {
        "Zoé Delaunay": "post",
        "Hannah Whitcombe": "post",
        "Ali Fabre": "mail",
        "Inès Marchal": "none",
    }
    assert {key: told["counts"][key] for key in ("post", "mail", "profile", "none", "due")} == {
        "post": 2,
        "mail": 1,
        "profile": 0,
        "none": 1,
        "due": 4,
    }


def test_people_are_chosen_by_search_by_circle_or_like_last_time(home):
    reseau(home, "campaign", "new", "Lyon", "--with", "Lyon")
    assert list(state(home)) == ["Zoé Delaunay"]
    reseau(home, "edit", "Ali Fabre", "--tier", "watch")
    assert [m["name"] for m in made(home, "--like", "lyon", "--tier", "watch")["members"]] == [
        "Zoé Delaunay",
        "Ali Fabre",
    ]


def test_whoever_is_hidden_gets_no_card(home):
    reseau(home, "hide", "Ali Fabre")
    assert "Ali Fabre" not in {one["name"] for one in made(home)["members"]}


def test_a_batch_is_in_the_plan_as_one_sitting(home):
    made(home)
    found = [t for t in reseau(home, "plan", "--json").json["touchpoints"] if t["kind"] == "campaign"]
    assert {(t["on"], t["form"], t["reasons"][0]["code"]) for t in found} == {
        ("2026-11-25", "card", "campaign")
    }
    assert len(found) == 4
    told = reseau(home, "week", language="fr").out
    assert "Vœux 2026" in told
    assert "4 × carte" in told


def test_a_campaign_has_a_feed_of_its_own_with_one_event_a_batch(home):
    made(home)
    told = reseau(home, "feed", "voeux-2026").out
    assert told.count("BEGIN:VEVENT") == 1
    assert "SUMMARY:Vœux 2026: 4 cards" in told
    assert "Vœux" not in reseau(home, "feed").out
    assert "voeux-2026" in reseau(home, "feed", "list").out
    assert "no feed" in reseau(home, "feed", "easter", check=2).err


def test_what_is_ticked_off_is_a_contact_that_happened(home):
    made(home)
    told = reseau(home, "campaign", "done", "vœux", "Zoé", "--json").json
    assert told["counts"]["done"] == 1
    timeline = reseau(home, "show", "Zoé", "--json").json["timeline"]
    assert [(event["day"], event["kind"]) for event in timeline] == [("2026-11-22", "card")]
    reseau(home, "campaign", "replied", "voeux", "Zoé", "--on", "2026-11-22")
    assert state(home)["Zoé Delaunay"] == "replied"
    reseau(home, "undo")
    reseau(home, "undo")
    assert state(home)["Zoé Delaunay"] == "due"
    assert reseau(home, "show", "Zoé", "--json").json["timeline"] == []


def test_all_whose_turn_has_come_are_ticked_off_at_once(home):
    made(home)
    assert "Nobody" in reseau(home, "campaign", "done", "Vœux 2026", check=2).err
    late = {"RESEAU_NOW": "2026-11-25T18:00:00+01:00"}
    assert reseau(home, "campaign", "done", "Vœux 2026", "--json", **late).json["counts"]["due"] == 0


def test_what_passed_undone_comes_on_the_next_open_day_until_the_season_is_over(home):
    made(home)
    reseau(home, "week")
    later = {"RESEAU_NOW": "2026-12-05T09:00:00+01:00"}  # a Saturday
    found = [
        t for t in reseau(home, "plan", "--json", **later).json["touchpoints"] if t["kind"] == "campaign"
    ]
    assert {t["on"] for t in found} == {"2026-12-07"}
    over = {"RESEAU_NOW": "2027-02-01T09:00:00+01:00"}
    assert not [
        t for t in reseau(home, "plan", "--json", **over).json["touchpoints"] if t["kind"] == "campaign"
    ]


def test_returned_mail_makes_the_address_doubtful(home):
    made(home)
    told = reseau(home, "campaign", "returned", "voeux", "Zoé", "--json").json
    zoe = next(one for one in told["members"] if one["name"] == "Zoé Delaunay")
    assert (zoe["state"], zoe["way"]) == ("returned", "mail")


def ways(home, name):
    told = reseau(home, "campaign", "show", name, "--json").json["members"]
    return {one["name"]: one["way"] for one in told}


def week(home):
    """Return the touchpoints of the coming weeks by person: the codes of their reasons."""
    told = reseau(home, "plan", "--json").json["touchpoints"]
    return {one["name"]: {reason["code"] for reason in one["reasons"]} for one in told[::-1]}


def test_what_came_back_is_sent_there_by_no_later_campaign(home, tmp_path):
    made(home)
    reseau(home, "campaign", "returned", "voeux", "Zoé")
    reseau(home, "campaign", "returned", "voeux", "Ali")
    reseau(home, "campaign", "new", "Merci", "--tier", "close")
    assert ways(home, "Merci") == {
        "Zoé Delaunay": "mail",
        "Ali Fabre": "none",
        "Hannah Whitcombe": "post",
        "Inès Marchal": "none",
    }
    (tmp_path / "mot.txt").write_text("Merci !", encoding="utf-8")
    reseau(
        home,
        "campaign",
        "drafts",
        "Merci",
        "-o",
        tmp_path / "d",
        "--text",
        tmp_path / "mot.txt",
        "--subject",
        "Merci",
    )
    assert [one.name for one in (tmp_path / "d").iterdir()] == ["001-zoe-delaunay.eml"]
    # The import, four edits and the campaign come before.
    reseau(home, "undo", "7")
    assert ways(home, "Merci")["Zoé Delaunay"] == "post"


def test_who_may_have_moved_is_asked_for_the_new_address_and_counted(home):
    made(home)
    assert reseau(home, "report", "--json").json["unreached"] == 0
    reseau(home, "campaign", "returned", "voeux", "Hannah")
    assert reseau(home, "report", "--json").json["unreached"] == 1
    assert "1 person can no longer be reached" in reseau(home, "report").out
    assert "returned" in week(home)["Hannah Whitcombe"]
    reseau(home, "edit", "Hannah", "--remove", "12 Example Street")
    assert reseau(home, "report", "--json").json["unreached"] == 0
    assert "returned" not in week(home).get("Hannah Whitcombe", ())


@pytest.mark.parametrize("value", ["zoe@example.org", "9, rue des Lilas"])
def test_an_address_can_be_called_dead_without_a_campaign(home, value):
    reseau(home, "edit", "Zoé", "--dead", value)
    assert "returned" in week(home)["Zoé Delaunay"]
    assert "no more, since 22 November 2026" in reseau(home, "show", "Zoé").out
    assert (
        "elsewhere@example.org" in reseau(home, "edit", "Zoé", "--dead", "elsewhere@example.org", check=2).err
    )
    reseau(home, "undo")
    assert "returned" not in week(home).get("Zoé Delaunay", ())


def test_people_join_and_leave_and_a_campaign_can_be_given_up(home):
    made(home, "--tier", "watch")
    assert state(home) == {}
    reseau(home, "campaign", "add", "voeux", "Ali Fabre", "Zoé")
    assert set(state(home)) == {"Ali Fabre", "Zoé Delaunay"}
    reseau(home, "campaign", "leave", "voeux", "Ali Fabre")
    assert set(state(home)) == {"Zoé Delaunay"}
    reseau(home, "campaign", "drop", "voeux")
    assert "no campaign" in reseau(home, "campaign", "show", check=2).err
    reseau(home, "undo")
    assert set(state(home)) == {"Zoé Delaunay"}


def test_a_trial_writes_nothing(home):
    before = reseau(home, "export", "everything").out
    assert made(home, "--dry-run")["journal"] is None
    assert reseau(home, "export", "everything").out == before
    assert reseau(home, "campaign", "list", "--json").json == {"campaigns": []}


@pytest.mark.parametrize(
    ("line", "word"),
    [
        (("new", " "), "name"),
        (("new", "voeux 2026"), "already"),
        (("new", "x", "--tier", "best"), "circle"),
        (("new", "x", "--with", "Nobody at all"), "Nobody at all"),
        (("new", "x", "--from", "2026-12-10", "--until", "2026-12-01"), "before it begins"),
        (("show", "easter"), "easter"),
        (("done", "voeux", "Nobody"), "Nobody"),
        (("labels", "-o", "x.pdf", "--sheet", "A5"), "L7160"),
    ],
)
def test_what_cannot_be_is_said(home, line, word):
    made(home)
    assert word in reseau(home, "campaign", *line, check=2).err


# --- paper and drafts ---


def test_an_address_in_france_follows_the_norm():
    address = Address(
        street="9, rue des Lilas",
        extended="Bâtiment B",
        locality="Aix-en-Provence",
        postcode="13100",
        country_code="FR",
    )
    assert labels.lines("Zoé Delaunay", address) == [
        "Zoé Delaunay",
        "Bâtiment B",
        "9 rue des Lilas",
        "13100 AIX-EN-PROVENCE",
    ]


@pytest.mark.parametrize(
    ("address", "home", "below"),
    [
        (
            Address(street="1 A", locality="Stuttgart", postcode="70173", country_code="DE"),
            "FR",
            ["70173 STUTTGART", "ALLEMAGNE"],
        ),
        (
            Address(street="1 A", locality="London", postcode="EC2A 1AA", country="United Kingdom"),
            "FR",
            ["LONDON", "EC2A 1AA", "ROYAUME-UNI"],
        ),
        (
            Address(street="1 A", locality="Austin", region="TX", postcode="78701", country_code="US"),
            "US",
            ["AUSTIN TX 78701"],
        ),
        (
            Address(street="1 A", locality="Lyon", postcode="69003", country_code="FR"),
            "GB",
            ["69003 LYON", "FRANCE"],
        ),
    ],
)
def test_abroad_the_order_of_the_country_and_its_name_below(address, home, below):
    assert labels.lines("A B", address, home=home)[2:] == below


def test_a_label_has_six_lines_of_38_letters_at_most():
    address = Address(
        street="x" * 60 + "\nline", extended="a\nb\nc\nd", po_box="BP 1", locality="Lyon", postcode="69003"
    )
    told = labels.lines("Zoé", address)
    assert (len(told), told[0], told[-1]) == (6, "Zoé", "69003 LYON")
    assert max(map(len, told)) <= 38


def test_labels_fill_sheets_and_leave_used_places_free(tmp_path):
    at = datetime(2026, 11, 22, tzinfo=UTC)
    told = [["Zoé Delaunay", "69003 LYON"]] * 22
    for font in ("", None):
        one = labels.write_pdf(told[:21], "l7160", at, font=font)
        two = labels.write_pdf(told, "L7160", at, font=font)
        skipped = labels.write_pdf(told[:21], "L7160", at, skip=1, font=font)
        assert [pdf.count(b"/Type /Page\n") for pdf in (one, two, skipped)] == [1, 2, 2]
    assert labels.write_pdf([["张伟"], ["Wei 张伟"]], "L7160", at, font="").startswith(b"%PDF")


def test_labels_table_and_drafts_are_files_of_the_user(home, tmp_path):
    made(home)
    assert "2 labels" in reseau(home, "campaign", "labels", "-o", tmp_path / "l.pdf").err
    assert (tmp_path / "l.pdf").read_bytes().startswith(b"%PDF")
    reseau(home, "campaign", "table", "-o", tmp_path / "t.csv")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "t.csv").read_text("utf-8-sig")), delimiter=";"))
    zoe = next(row for row in rows if row["Last name"] == "Delaunay")
    assert [zoe[f"Address line {n}"] for n in (1, 2, 3)] == ["Zoé Delaunay", "9 rue des Lilas", "69003 LYON"]
    reseau(home, "campaign", "table", "-o", tmp_path / "t.xlsx")
    assert (tmp_path / "t.xlsx").read_bytes().startswith(b"PK")
    (tmp_path / "text.txt").write_text("Chère [given],\nbonne année ! {x}", encoding="utf-8")
    reseau(
        home,
        "campaign",
        "drafts",
        "-o",
        tmp_path / "drafts",
        "--subject",
        "Vœux\r\nBcc: x@example.com",
        "--text",
        tmp_path / "text.txt",
    )
    drafts = {}
    for place in (tmp_path / "drafts").iterdir():
        message = email.message_from_bytes(place.read_bytes(), policy=default)
        drafts[message["To"]] = message
    assert set(drafts) == {"Zoé Delaunay <zoe@example.org>", "Ali Fabre <ali@example.org>"}
    zoe = drafts["Zoé Delaunay <zoe@example.org>"]
    assert zoe.get_content().splitlines() == ["Chère Zoé,", "bonne année ! {x}"]
    assert (zoe["X-Unsent"], zoe["Bcc"], zoe["Subject"]) == ("1", None, "Vœux Bcc: x@example.com")
