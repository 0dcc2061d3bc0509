"""The feed that planning writes: rules F9 to F17 of the calendar, one test each. Today is 22 November 2026."""

import random
import re
from datetime import datetime, timedelta

import pytest

from sync.messages import Wording
from sync.model import Reason, Touchpoint
from sync.usecases.publishing import SUMMARY_CHARS, gap, reason_text, summary
from tests.inprocess import reseau

TABLE = """Nom;Prénom;Société;Mail;Tél.;Dernier contact;Fréquence
Delaunay;Zoé;Nordelia;zoe@example.org;06 39 98 10 20;01/09/2026;tous les 2 mois
Fabre;Ali;Brévane;ali@example.org;;10/10/2026;tous les 3 mois
"""
CARDS = """BEGIN:VCARD
VERSION:3.0
UID:bday
FN:Paul Birthday
BDAY:1985-12-03
NOTE:secret note
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


def feed(home, *more, **environment):
    return reseau(home, "feed", *more, "-o", "-", **environment).out


def events(text):
    """Return the events of a calendar as dictionaries, lines unfolded, parameters dropped from the names."""
    found = []
    for block in text.replace("\r\n ", "").split("BEGIN:VEVENT\r\n")[1:]:
        lines = block.split("END:VEVENT")[0].splitlines()
        found.append({line.split(":", 1)[0].split(";")[0]: line.split(":", 1)[1] for line in lines})
    return found


def of(text, name):
    return [event for event in events(text) if name in event["SUMMARY"]]


def test_one_all_day_event_a_touchpoint_with_its_id(home):
    text = feed(home)
    planned = reseau(home, "plan", "--weeks", "4", "--json").json["touchpoints"]
    uids = {event["UID"] for event in events(text)}
    assert {one["id"] for one in planned} <= {uid.split("@")[0] for uid in uids}
    first = of(text, "Zoé Delaunay")[0]
    assert (first["DTSTART"], first["DTEND"], first["TRANSP"], first["CLASS"]) == (
        "20261123",
        "20261124",
        "TRANSPARENT",
        "PRIVATE",
    )
    assert first["SEQUENCE"] == "0"


def test_a_later_round_with_the_same_words_waits_until_the_one_before_is_done(home):
    every = reseau(home, "plan", "--weeks", "57", "--json").json["touchpoints"]
    told = [event["SUMMARY"] for event in events(feed(home))]
    assert len(every) > len({one["person"] for one in every})
    assert len(told) == len(set(told))


def test_the_same_store_gives_the_same_bytes_at_another_hour(home):
    assert feed(home) == feed(home)
    assert feed(home) == feed(home, RESEAU_NOW="2026-11-22T20:00:00+01:00")


def test_a_moved_event_keeps_its_uid_and_counts_its_changes(home):
    first = of(feed(home), "Zoé Delaunay")[0]
    reseau(home, "snooze", "delaunay", "2026-12-01")
    later = {"RESEAU_NOW": "2026-11-24T09:00:00+01:00"}
    moved = next(event for event in events(feed(home, **later)) if event["UID"] == first["UID"])
    assert (moved["DTSTART"], moved["SEQUENCE"]) == ("20261201", "1")
    assert moved["LAST-MODIFIED"] >= first["LAST-MODIFIED"]
    reseau(home, "snooze", "delaunay", "2026-11-30", **later)
    again = next(event for event in events(feed(home, **later)) if event["UID"] == first["UID"])
    assert again["SEQUENCE"] == "2"


def test_what_is_done_or_skipped_vanishes(home):
    first = of(feed(home), "Zoé Delaunay")[0]
    reseau(home, "done", "delaunay")
    assert first["UID"] not in {event["UID"] for event in events(feed(home))}
    reseau(home, "undo")
    assert first["UID"] in {event["UID"] for event in events(feed(home))}


def test_what_passed_stays_thirty_days(home):
    feed(home)
    day = of(feed(home), "Paul Birthday")[0]["DTSTART"]
    assert day == "20261203"
    assert of(feed(home, RESEAU_NOW="2027-01-02T09:00:00+01:00"), "Paul Birthday")[0]["DTSTART"] == day
    assert day not in {e["DTSTART"] for e in of(feed(home, RESEAU_NOW="2027-01-04T09:00:00+01:00"), "Paul")}


def test_birthdays_are_written_out_each_year_with_the_age_if_known(home):
    text = feed(home, "birthdays")
    assert [(e["DTSTART"], e["SUMMARY"]) for e in of(text, "Birthday: Paul")] == [
        ("20261203", "Birthday: Paul Birthday (41)"),
        ("20271203", "Birthday: Paul Birthday (42)"),
    ]
    assert [(e["DTSTART"], e["SUMMARY"]) for e in of(text, "Lea")] == [("20270228", "Birthday: Lea Leap")]
    assert "RRULE" not in text


def test_the_year_of_birth_phone_mail_and_notes_never_leave_at_the_usual_level(home):
    for name in ("touchpoints", "birthdays", "digest"):
        text = feed(home, name).replace("\r\n ", "")
        assert not re.search(r"1985|39 98 10 20|39981020|example\.org|secret", text)


def test_initials_hide_names_and_companies(home):
    for name in ("touchpoints", "birthdays", "digest"):
        text = feed(home, name, "--privacy", "initials").replace("\r\n ", "")
        assert not re.search(r"Delaunay|Zoé|Paul|Birthday:? P[a-z]|Leap|Fabre|Nordelia|\(41", text)
    assert of(feed(home, "--privacy", "initials"), "Z. D.")


def test_details_are_there_when_asked_for(home):
    text = feed(home, "--privacy", "details").replace("\r\n ", "")
    assert "zoe@example.org" in text
    assert "Nordelia" in text
    reseau(home, "config", "set", "feed.privacy", "details")
    assert feed(home).replace("\r\n ", "") == text


def test_the_digest_has_one_event_a_week(home):
    made = events(feed(home, "digest"))
    first = made[0]
    assert first["SUMMARY"] == "Keep in touch: 1 person this week"
    assert "Zoé Delaunay" in first["DESCRIPTION"]
    assert len({event["DTSTART"] for event in made}) == len(made)


def test_nothing_invites_and_nothing_rings(home):
    text = feed(home)
    assert not re.search(r"^(METHOD|ATTENDEE|ORGANIZER|BEGIN:VALARM|BEGIN:VTODO|RRULE)", text, re.MULTILINE)


def test_a_file_is_written_whole_and_said(home, tmp_path):
    place = tmp_path / "touchpoints.ics"
    told = reseau(home, "feed", "-o", place)
    assert str(place) in told.err
    assert place.read_bytes().decode() == feed(home)
    assert reseau(home, "feed", "-o", tmp_path / "no" / "such.ics", check=1).err
    assert reseau(home, "feed", "holidays", check=2).err


def test_a_trial_keeps_nothing(home):
    text = feed(home, "--dry-run")
    assert of(text, "Zoé Delaunay")
    later = {"RESEAU_NOW": "2026-11-23T09:00:00+01:00"}
    assert of(feed(home, **later), "Zoé Delaunay")[0]["LAST-MODIFIED"] >= "20261123T080000Z"


FR, EN = Wording("fr"), Wording("en")


@pytest.mark.parametrize(
    ("days", "english", "french"),
    [
        (1, "1 day", "1 jour"),
        (20, "20 days", "20 jours"),
        (21, "3 weeks", "3 semaines"),
        (69, "9 weeks", "9 semaines"),
        (183, "6 months", "6 mois"),
        (729, "24 months", "24 mois"),
        (1500, "4 years", "4 ans"),
    ],
)
def test_spans_are_said_in_the_unit_that_fits(days, english, french):
    assert (gap(days, EN), gap(days, FR)) == (english, french)


@pytest.mark.parametrize(
    ("kind", "form", "reason", "english", "french"),
    [
        ("cadence", "call", Reason("cadence", (("days", "183"), ("every", "120"))), "Call Zoé Martin – 6 months", "Appeler Zoé Martin – 6 mois"),
        ("reconnect", "message", Reason("reconnect", (("last", "2022-11-01"),)), "Write to Zoé Martin – 4 years", "Écrire à Zoé Martin – 4 ans"),
        ("welcome", "message", Reason("welcome", (("on", "2026-11-20"),)), "Write to Zoé Martin – new connection", "Écrire à Zoé Martin – nouvelle relation"),
        ("moved", "lunch", Reason("moved", (("after", "A"), ("before", "B"))), "Lunch with Zoé Martin – new post", "Déjeuner avec Zoé Martin – nouveau poste"),
        ("cadence", "card", Reason("first", (("every", "120"),)), "Send a card to Zoé Martin", "Envoyer une carte à Zoé Martin"),
    ],
)  # fmt: skip
def test_a_title_says_what_to_do_with_whom_and_why(kind, form, reason, english, french):
    one = Touchpoint("id", "p", "Zoé Martin", form, "2026-11-30", "close", "due", (reason,), kind=kind)
    assert (summary(one, one.name, EN), summary(one, one.name, FR)) == (english, french)


def test_a_long_name_leaves_out_the_why_to_stay_short():
    name = "Maria de los Ángeles Fernández-Villanueva y Ortega"
    reason = Reason("welcome", (("on", "2026-11-20"),))
    one = Touchpoint("id", "p", name, "message", "2026-11-30", "close", "due", (reason,), kind="welcome")
    assert summary(one, name, EN) == f"Write to {name}"
    assert len(summary(one, name, EN)) <= SUMMARY_CHARS


@pytest.mark.parametrize(
    ("reason", "french"),
    [
        (Reason("cadence", (("days", "51"), ("every", "45"))), "51 j sans contact (rythme 45 j)"),
        (Reason("cadence", (("days", "305"), ("every", "120"))), "10 mois sans contact (rythme 120 j)"),
        (Reason("birthday", (("age", "41"), ("on", "2026-12-03"))), "fête ses 41 ans"),
        (Reason("birthday", (("on", "2026-12-03"),)), "anniversaire"),
        (Reason("trust", (("n", "2"),)), "2 recommandations entre vous"),
    ],
)
def test_reasons_are_said_plainly(reason, french):
    assert reason_text(reason, FR, "2026-12-03") == french


# --- the history of events -------------------------------------------------------------------------------------


def later(hour):
    return {"RESEAU_NOW": f"2026-11-22T{hour:02}:00:00+01:00"}


def by_uid(text):
    return {event["UID"]: event for event in events(text)}


def test_a_sequence_never_falls_not_even_by_undo_or_a_copy_put_back(home):
    first = of(feed(home), "Zoé Delaunay")[0]
    reseau(home, "backup")
    reseau(home, "snooze", "delaunay", "2026-12-01", **later(10))
    moved = by_uid(feed(home, **later(10)))[first["UID"]]
    assert (moved["DTSTART"], moved["SEQUENCE"]) == ("20261201", "1")
    reseau(home, "undo", **later(11))
    back = by_uid(feed(home, **later(11)))[first["UID"]]
    assert (back["DTSTART"], back["SEQUENCE"]) == (first["DTSTART"], "2")
    assert first["LAST-MODIFIED"] < moved["LAST-MODIFIED"] < back["LAST-MODIFIED"]
    assert back["CREATED"] == first["CREATED"]
    reseau(home, "restore", "--yes", **later(12))
    assert int(by_uid(feed(home, **later(12)))[first["UID"]]["SEQUENCE"]) >= 2


def test_a_digest_is_dated_anew_when_somebody_leaves_its_week(home):
    before = by_uid(feed(home, "digest"))
    reseau(home, "snooze", "delaunay", "2026-12-09", **later(10))
    after = by_uid(feed(home, "digest", **later(10)))
    changed = [uid for uid in before if uid in after and before[uid] != after[uid]]
    assert changed
    for uid, event in after.items():
        told_anew = uid not in before or before[uid]["DESCRIPTION"] != event["DESCRIPTION"]
        assert told_anew == (event["LAST-MODIFIED"] == "20261122T090000Z"), event


def test_another_language_or_level_in_between_changes_no_byte(home):
    names = feed(home)
    assert feed(home, "--privacy", "initials", **later(10)) != names
    assert feed(home, "--lang", "fr", **later(11)) != names
    assert feed(home, **later(12)) == names


def test_uids_live_through_merge_split_rebuild_and_undo(home):
    before = by_uid(feed(home))
    reseau(home, "judge", "Zoé Delaunay", "Ali Fabre", "same")
    merged = by_uid(feed(home))
    survivor = {uid for uid in before if uid in merged}
    assert survivor
    reseau(home, "undo")
    assert set(by_uid(feed(home))) == set(before)
    reseau(home, "rebuild")
    again = by_uid(feed(home))
    assert {uid: event["SUMMARY"] for uid, event in again.items()} == {
        uid: event["SUMMARY"] for uid, event in before.items()
    }
    assert all(int(again[uid]["SEQUENCE"]) >= int(event["SEQUENCE"]) for uid, event in before.items())


def test_each_feed_has_a_level_of_its_own(home):
    reseau(home, "feed", "rotate", "digest", "--privacy", "initials")
    assert "Zoé" not in feed(home, "digest")
    assert "Zoé" in feed(home)
    assert "Zoé" in feed(home, "digest", "--privacy", "names")
    reseau(home, "feed", "rotate", "digest")
    assert "Zoé" not in feed(home, "digest")
    levels = {one["name"]: one["privacy"] for one in reseau(home, "feed", "list", "--json").json["feeds"]}
    assert levels == {"touchpoints": "names", "birthdays": "names", "digest": "initials"}


def test_two_people_of_one_name_are_told_apart(tmp_path):
    cards = "".join(
        f"BEGIN:VCARD\nVERSION:3.0\nUID:{n}\nFN:{name}\nORG:{company}\nBDAY:{day}\nEND:VCARD\n"
        for n, (name, company, day) in enumerate(
            [
                ("Jean Morel", "Nordelia", "1950-12-03"),
                ("Jean Morel", "Brévane", "1985-12-04"),
                ("Ana Petit", "Nordelia", "1970-12-07"),
            ]
        )
    )
    (tmp_path / "t.vcf").write_text(cards, encoding="utf-8")
    reseau(tmp_path / "home", "import", tmp_path / "t.vcf")
    told = {event["SUMMARY"] for event in events(feed(tmp_path / "home", "birthdays"))}
    assert {title.partition(" (")[0] for title in told} == {
        "Birthday: Jean Morel\\, Nordelia",
        "Birthday: Jean Morel\\, Brévane",
        "Birthday: Ana Petit",
    }
    assert "Nordelia" not in feed(tmp_path / "home", "birthdays", "--privacy", "initials")


def test_a_client_that_never_lets_go_can_be_told_that_it_is_cancelled(home):
    first = of(feed(home), "Zoé Delaunay")[0]
    reseau(home, "config", "set", "feed.gone", "cancelled")
    reseau(home, "done", "delaunay", **later(10))
    gone = by_uid(feed(home, **later(10)))[first["UID"]]
    assert (gone["STATUS"], gone["SEQUENCE"]) == ("CANCELLED", "1")
    for day, there in (("2026-12-21", True), ("2026-12-24", False)):
        assert (first["UID"] in by_uid(feed(home, RESEAU_NOW=f"{day}T09:00:00+01:00"))) == there


def test_the_digest_rings_when_asked(home):
    assert "VALARM" not in feed(home, "digest")
    reseau(home, "config", "set", "feed.alarm", "9:30")
    text = feed(home, "digest")
    assert text.count("BEGIN:VALARM") == len(events(text))
    assert "TRIGGER:PT9H30M" in text
    assert "VALARM" not in feed(home)
    reseau(home, "config", "set", "feed.alarm", "25:00", check=2)


NAMES = ("Zoé Delaunay", "Ali Fabre", "Paul Birthday", "Lea Leap")


@pytest.mark.parametrize("seed", range(3))
def test_whatever_happens_a_sequence_never_falls_and_every_change_is_dated(home, seed):
    """A few weeks at random; the clock moves an hour with each step, so that every change has its own moment."""
    chance = random.Random(seed)
    now = datetime.fromisoformat("2026-11-22T09:00:00+01:00")
    known, waiting = {}, 0
    for _ in range(14):
        now += timedelta(hours=1, days=chance.choice((0, 0, 1, 5)))
        at = {"RESEAU_NOW": now.isoformat()}
        day = (now + timedelta(days=chance.randint(2, 30))).date().isoformat()
        name, other = chance.sample(NAMES, 2)
        step = chance.choice(
            [
                ["snooze", name, day],
                ["done", name],
                ["skip", name],
                ["judge", name, other, "same"],
                ["split", name],
                ["hide", name],
                ["log", name, "call"],
                ["rebuild"],
                ["undo"],
                ["undo"],
            ]
        )
        reseau(home, *step, check=None, **at)
        for uid, event in by_uid(feed(home, **at)).items():
            before = known.get(uid)
            if before is not None:
                told = {k: v for k, v in event.items() if k not in ("LAST-MODIFIED", "DTSTAMP", "SEQUENCE")}
                same = {k: v for k, v in before.items() if k not in ("LAST-MODIFIED", "DTSTAMP", "SEQUENCE")}
                assert int(event["SEQUENCE"]) >= int(before["SEQUENCE"]), step
                if event["DTSTART"] != before["DTSTART"]:
                    assert int(event["SEQUENCE"]) > int(before["SEQUENCE"]), step
                assert (event["LAST-MODIFIED"] > before["LAST-MODIFIED"]) == (
                    told != same or event["SEQUENCE"] != before["SEQUENCE"]
                ), step
                assert event["CREATED"] == before["CREATED"], step
                waiting += 1
            assert event["DTSTAMP"] == event["LAST-MODIFIED"]
            known[uid] = event
    assert waiting > 20
