"""Stay in touch from the command line: the week, and what the user says of it. Today is Sunday, 22 November 2026."""

import pytest

from tests.inprocess import reseau

# Rhythms are the user's own (never stretched), so that each day can be worked out by hand.
TABLE = """Nom;Prénom;Société;Mail;Tél.;Dernier contact;Fréquence
Delaunay;Zoé;Nordelia;zoe@example.org;06 39 98 10 20;01/09/2026;tous les 2 mois
Fabre;Ali;Brévane;ali@example.org;;10/10/2026;tous les 3 mois
Marchal;Inès;Orphéance;ines@example.org;;20/11/2026;tous les 6 mois
"""
CARDS = """BEGIN:VCARD
VERSION:3.0
UID:bday
FN:Paul Birthday
BDAY:1985-12-03
END:VCARD
BEGIN:VCARD
VERSION:3.0
UID:leap
FN:Lea Leap
BDAY:--02-29
END:VCARD
"""


@pytest.fixture
def home(tmp_path):
    place = tmp_path / "home"
    (tmp_path / "suivi.csv").write_text(TABLE, encoding="utf-8")
    (tmp_path / "carnet.vcf").write_text(CARDS, encoding="utf-8")
    reseau(place, "import", tmp_path / "suivi.csv", tmp_path / "carnet.vcf")
    return place


def planned(home, *more, **environment):
    return reseau(home, "plan", "--json", *more, **environment).json["touchpoints"]


def of(touchpoints, name):
    return [one for one in touchpoints if one["name"] == name]


def test_the_plan_has_the_shape_of_the_contract(home):
    told = reseau(home, "plan", "--json").json
    assert told["budget"] == {"per_week": 5, "per_day": 2, "stretch": 1.32}
    first = of(told["touchpoints"], "Zoé Delaunay")[0]
    # Two months are 61 days: due on 1 November, with a window from 20 October to 13 November.
    assert {key: first[key] for key in ("form", "on", "start", "state", "window")} == {
        "form": "call",
        "on": "2026-11-23",
        "start": None,
        "state": "due",
        "window": ["2026-10-20", "2026-11-13"],
    }
    reason = first["reasons"][0]
    assert (reason["code"], reason["text"], reason["source"]) == (
        "cadence",
        "83 days without contact (rhythm 61 days)",
        "user",
    )


def test_a_birthday_keeps_its_day_and_age(home):
    (one,) = of(planned(home), "Paul Birthday")
    assert (one["on"], one["reasons"][0]["code"], one["reasons"][0]["text"]) == (
        "2026-12-03",
        "birthday",
        "turns 41",
    )


def test_weeks_ahead_are_four_unless_told(home):
    assert max(one["on"] for one in planned(home)) <= "2026-12-19"
    assert of(planned(home), "Lea Leap") == []
    assert of(planned(home, "--weeks", "15"), "Lea Leap")[0]["on"] == "2027-02-28"
    assert reseau(home, "plan", "--weeks", "0", check=2).err


def test_a_catch_up_is_kept_shown_and_ended(home):
    trial = reseau(home, "plan", "--catch-up", "6", "--dry-run")
    assert "Catching up until 2 January 2027: up to 3 of 5 places a week" in trial.out
    assert "Catching up" not in reseau(home, "plan").out
    reseau(home, "plan", "--catch-up", "6")
    assert "Rattrapage jusqu'au 2 janvier 2027" in reseau(home, "plan", language="fr").out
    assert "Catching up" not in reseau(home, "plan", RESEAU_NOW="2027-01-03T09:00:00+01:00").out
    assert "Catching up" not in reseau(home, "plan", "--catch-up", "0").out
    assert reseau(home, "plan", "--catch-up", "53", check=2).err


def test_the_week_is_the_next_seven_days_in_the_users_words(home):
    told = reseau(home, "week", language="fr").out
    assert "lun 23  Zoé Delaunay" in told
    assert "83 j sans contact (rythme 61 j)" in told
    assert "reseau done Delaunay" in told
    assert "Ali Fabre" not in told


def test_an_agreed_meeting_is_named_on_the_day_the_users_clock_shows(home, tmp_path):
    # Four in the morning of the 25th in Greenwich is the evening of Tuesday the 24th in Los Angeles.
    (tmp_path / "dinner.ics").write_text(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\nBEGIN:VEVENT\r\nUID:dinner\r\n"
        "DTSTAMP:20261101T000000Z\r\nDTSTART:20261125T040000Z\r\nDTEND:20261125T060000Z\r\nSUMMARY:Dinner\r\n"
        "ATTENDEE;CN=Me:mailto:me@example.com\r\nATTENDEE;CN=Zoé Delaunay:mailto:zoe@example.org\r\n"
        "END:VEVENT\r\nEND:VCALENDAR\r\n",
        encoding="utf-8",
    )
    reseau(home, "import", tmp_path / "dinner.ics", "--me", "me@example.com")
    assert "Zoé Delaunay (Tuesday)" in reseau(home, "week", RESEAU_TZ="America/Los_Angeles").out
    assert "Zoé Delaunay (Wednesday)" in reseau(home, "week", RESEAU_TZ="Europe/Paris").out


def test_a_look_at_the_plan_is_no_step_of_the_journal(home):
    before = reseau(home, "history", "--json").json
    reseau(home, "plan")
    reseau(home, "week")
    reseau(home, "feed", "-o", "-")
    assert reseau(home, "history", "--json").json == before


def test_done_notes_the_contact_and_the_next_date_counts_from_it(home):
    first = of(planned(home), "Zoé Delaunay")[0]
    told = reseau(home, "done", first["id"][:8], "--json").json
    assert (told["state"], told["form"], told["on"]) == ("done", "call", "2026-11-22")
    following = of(planned(home, "--weeks", "20"), "Zoé Delaunay")[0]
    assert following["id"] != first["id"]
    # 61 days after today: the window runs from 49 to 73 days on.
    assert following["window"] == ["2027-01-10", "2027-02-03"]
    shown = reseau(home, "show", "zoe@example.org", "--json").json["timeline"]
    assert ("2026-11-22", "call", "user") in [(e["day"], e["kind"], e["source"]) for e in shown]


def test_done_may_name_the_person_another_form_and_another_day(home):
    told = reseau(home, "done", "delaunay", "--form", "déjeuner", "--on", "vendredi", "--json").json
    assert (told["form"], told["on"]) == ("lunch", "2026-11-20")


def test_undo_brings_a_done_touchpoint_back(home):
    before = planned(home)
    reseau(home, "done", "delaunay")
    reseau(home, "week")
    reseau(home, "undo")
    assert planned(home) == before


def test_a_snoozed_touchpoint_stays_where_it_was_put(home):
    first = of(planned(home), "Zoé Delaunay")[0]
    told = reseau(home, "snooze", first["id"], "2w", "--json").json
    # Two weeks on is a Sunday; it becomes the Monday.
    assert (told["state"], told["on"]) == ("snoozed", "2026-12-07")
    for now in ("2026-11-22T12:00:00+01:00", "2026-12-01T09:00:00+01:00"):
        (again,) = of(planned(home, RESEAU_NOW=now), "Zoé Delaunay")
        assert (again["id"], again["on"], again["state"]) == (first["id"], "2026-12-07", "snoozed")


def test_a_skipped_touchpoint_comes_back_a_round_later(home):
    first = of(planned(home), "Zoé Delaunay")[0]
    reseau(home, "skip", first["id"])
    following = of(planned(home, "--weeks", "20"), "Zoé Delaunay")[0]
    assert following["id"] != first["id"]
    assert following["window"] == ["2027-01-11", "2027-02-04"]
    assert reseau(home, "done", first["id"], check=2).err


def test_a_logged_contact_moves_the_next_date_and_twice_is_once(home):
    assert reseau(home, "log", "Ali Fabre", "lunch", "--on", "2026-11-19", "--json").json["journal"]
    (following,) = of(planned(home, "--weeks", "20"), "Ali Fabre")
    assert following["window"] == ["2027-01-31", "2027-03-08"]
    assert reseau(home, "log", "Ali Fabre", "lunch", "--on", "2026-11-19", "--json").json["journal"] is None


def test_a_contact_in_the_next_import_fulfils_what_was_planned(home, tmp_path):
    first = of(planned(home), "Zoé Delaunay")[0]
    (tmp_path / "suivi.csv").write_text(TABLE.replace("01/09/2026", "21/11/2026"), encoding="utf-8")
    reseau(home, "import", tmp_path / "suivi.csv")
    assert first["id"] not in {one["id"] for one in planned(home, "--weeks", "30")}


def test_a_trial_writes_nothing(home):
    before = planned(home, "--weeks", "30")
    for words in (
        ("done", "delaunay"),
        ("snooze", "delaunay", "2w"),
        ("skip", "delaunay"),
        ("log", "Ali Fabre", "call"),
    ):
        assert "nothing was written" in reseau(home, *words, "--dry-run").err
    assert planned(home, "--weeks", "30") == before


def test_whoever_is_hidden_is_not_planned(home):
    reseau(home, "hide", "Zoé Delaunay")
    assert of(planned(home, "--weeks", "30"), "Zoé Delaunay") == []
    reseau(home, "hide", "Zoé Delaunay", "--undo")
    assert of(planned(home), "Zoé Delaunay")


def test_what_passed_twice_waits_for_the_users_word(home):
    reseau(home, "week")
    reseau(home, "week", RESEAU_NOW="2026-11-30T09:00:00+01:00")
    told = reseau(home, "week", "--json", RESEAU_NOW="2026-12-14T09:00:00+01:00").json
    assert [one["name"] for one in told["asks"]] == ["Zoé Delaunay"]
    later = {"RESEAU_NOW": "2026-12-14T09:00:00+01:00"}
    (asked,) = reseau(home, "review", "--json", **later).json["questions"]
    assert (asked["kind"], asked["name"], asked["id"]) == (
        "touchpoint",
        "Zoé Delaunay",
        told["asks"][0]["id"],
    )
    assert "Zoé Delaunay" in reseau(home, "review", **later).out
    reseau(home, "snooze", "delaunay", "1w", RESEAU_NOW="2026-12-14T09:00:00+01:00")
    told = reseau(home, "plan", "--json", RESEAU_NOW="2026-12-14T09:00:00+01:00").json
    assert told["asks"] == []
    assert of(told["touchpoints"], "Zoé Delaunay")[0]["on"] == "2026-12-21"


@pytest.mark.parametrize("days", ["tue,thu", "Mardi, jeudi"])
def test_settings_of_budget_and_days_are_respected(home, days):
    reseau(home, "config", "set", "budget.per_week", "3")
    reseau(home, "config", "set", "plan.days", days)
    reseau(home, "config", "set", "plan.breaks", "2026-11-24")
    told = reseau(home, "plan", "--json").json
    assert told["budget"]["per_week"] == 3
    assert of(told["touchpoints"], "Zoé Delaunay")[0]["on"] == "2026-11-26"


def test_public_holidays_of_the_region_stay_free(home):
    christmas = {"RESEAU_NOW": "2026-12-25T09:00:00+01:00"}
    assert of(planned(home, "--dry-run", **christmas), "Zoé Delaunay")[0]["on"] == "2026-12-28"
    other = {"RESEAU_REGION": "TR", **christmas}
    assert of(planned(home, "--dry-run", **other), "Zoé Delaunay")[0]["on"] == "2026-12-25"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("done", "nobody at all"), 2),
        (("done", "ffffffff"), 2),
        (("done", "Lea", "--form", "dance"), 2),
        (("snooze", "delaunay", "some day"), 2),
        (("snooze", "delaunay", "2020-01-01"), 2),
        (("snooze", "delaunay", "2030-01-01"), 2),
        (("log", "Ali Fabre", "call", "--on", "2027-01-01"), 2),
        (("log", "Ali Fabre", "dance"), 2),
        (("log", "Nobody", "call"), 2),
    ],
)
def test_what_cannot_be_is_said_and_changes_nothing(home, words, code):
    before = reseau(home, "history", "--json").json
    assert reseau(home, *words, check=code).err.strip()
    assert reseau(home, "history", "--json").json == before


def test_an_empty_home_says_how_to_begin(tmp_path):
    assert "reseau import" in reseau(tmp_path / "none", "week").out
    assert reseau(tmp_path / "none", "plan", "--json").json["touchpoints"] == []
