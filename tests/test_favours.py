"""Favours: noted, planned, settled, undone; who could help whom; who would stand by."""

import json
from datetime import date

import pytest

from sync.renewal.favours import Favour, Past, Profile, balance, matches, supporters
from tests.inprocess import reseau


@pytest.fixture
def home(tmp_path):
    home = tmp_path / "home"
    reseau(home, "add", "Ali Benali", "--company", "Acme", "--title", "Directeur logistique")
    reseau(home, "add", "Marie Roux", "--company", "Brévane Industries", "--title", "DAF")
    reseau(home, "add", "Zoé Petit", "--company", "Banque Lurienne", "--title", "Analyste crédit")
    return home


def told(home, *line):
    return json.loads(reseau(home, *line, "--json").out)


def test_what_is_owed_comes_up_in_the_week_until_it_is_settled(home):
    reseau(home, "favour", "owed", "Ali", "une introduction auprès de Marie", "--due", "2026-11-30")
    (one,) = [t for t in told(home, "week")["touchpoints"] if t["name"] == "Ali Benali"]
    assert one["kind"] == "favour"
    assert one["on"] <= "2026-11-30"
    assert "introduction auprès de Marie" in one["reasons"][0]["text"]
    assert [t["id"] for t in told(home, "week")["touchpoints"]] == [one["id"]]
    reseau(home, "favour", "settled", "Ali")
    assert told(home, "week")["touchpoints"] == []
    (line,) = told(home, "favour", "list")["balance"]
    assert (line["given"], line["owed"]) == (1, 0)
    assert "une introduction" in reseau(home, "show", "Ali").out


def test_a_touchpoint_of_a_favour_that_was_left_out_does_not_come_back(home):
    reseau(home, "favour", "owed", "Ali", "un livre")
    assert told(home, "plan")["touchpoints"]
    reseau(home, "skip", "Ali")
    assert told(home, "plan")["touchpoints"] == []


def test_favours_are_undone_and_told_twice_are_one(home):
    step = told(home, "favour", "received", "Zoé", "relecture du dossier")["journal"]
    assert told(home, "favour", "received", "Zoé", "relecture du dossier")["journal"] is None
    reseau(home, "undo", step)
    assert told(home, "favour", "list") == {"favours": [], "balance": []}
    assert told(home, "favour", "given", "Zoé", "un conseil", "--dry-run")["journal"] is None
    assert told(home, "favour", "list")["favours"] == []


def test_who_could_help_whom_and_the_words_for_it(home):
    reseau(home, "favour", "seeks", "Ali", "DAF industrie")
    one = told(home, "favour", "matches")["matches"][0]
    assert (one["for_name"], one["helper_name"]) == ("Ali Benali", "Marie Roux")
    helper, seeker, both = one["drafts"]
    # Consent of both: neither is named to the other before.
    assert "Ali" not in helper
    assert "Marie" not in seeker
    assert "Ali" in both
    assert "Marie" in both
    assert "Marie Roux" in reseau(home, "favour", "matches", "--draft", language="fr").out


def test_errors_are_told(home):
    assert "Nothing is open" in reseau(home, "favour", "settled", "Ali", check=2).err
    reseau(home, "favour", "owed", "Ali", "un livre")
    reseau(home, "favour", "owed", "Ali", "un appel")
    assert "Several" in reseau(home, "favour", "settled", "Ali", check=2).err


def test_support_says_why(home):
    reseau(home, "log", "Zoé", "lunch", "--on", "2026-11-10")
    reseau(home, "favour", "given", "Zoé", "un conseil")
    (one,) = told(home, "support")["support"]
    assert one["name"] == "Zoé Petit"
    assert {reason["code"] for reason in one["reasons"]} >= {"met", "given"}
    assert "Zoé Petit" in reseau(home, "support").out


# the core -------------------------------------------------------------------------------------------


def test_the_balance_counts_what_is_open_and_what_was_done():
    favours = [
        Favour("1", "a", "given", "x", "2026-01-01"),
        Favour("2", "a", "owed", "y", "2026-01-01", settled_on="2026-02-01"),
        Favour("3", "b", "owed", "z", "2026-01-01"),
        Favour("4", "c", "seeks", "w", "2026-01-01"),
    ]
    assert [(b.person, b.given, b.received, b.owed) for b in balance(favours)] == [
        ("b", 0, 0, 1),
        ("a", 1, 0, 0),
    ]


def test_an_offer_goes_before_a_likeness():
    wish = Favour("1", "a", "seeks", "un comptable à Lyon", "2026-01-01")
    offer = Favour("2", "b", "offers", "un bon comptable", "2026-01-01")
    people = [Profile("a", "A", "Comptable"), Profile("b", "B", "Avocat"), Profile("c", "C", "Comptable")]
    assert [match.helper for match in matches([wish, offer], people)] == ["b", "c"]


def test_who_only_received_mail_does_not_stand_by():
    past = {
        "mutual": Past(days=6, sent=4, received=3),
        "one-way": Past(days=9, sent=9),
        "met": Past(days=2, met=2),
        "once": Past(days=1, met=1),
        "trusted": Past(days=1, sent=1, trust=1),
    }
    helped = [
        Favour("1", "helped", "given", "x", "2026-05-01"),
        Favour("2", "old", "given", "x", "2020-01-01"),
    ]
    found = [one.person for one in supporters(past, helped, date(2026, 11, 22))]
    assert set(found) == {"mutual", "met", "trusted", "helped"}
    assert "one-way" not in found
