"""At what hour a meal is proposed."""

import icalendar
import pytest

from sync.model import Touchpoint
from sync.touchpoints import hours
from tests.inprocess import reseau


def meal(name="a", form="lunch", start="", on="2026-12-03", kind="cadence"):
    return Touchpoint(name, name, name, form, on, "close", "due", start=start, kind=kind)


def starts(*touchpoints, taken=()):
    return [one.start for one in hours.give(touchpoints, {"2026-12-03": taken})]


@pytest.mark.parametrize(
    ("form", "taken", "start"),
    [
        ("lunch", [], "12:30"),
        ("breakfast", [], "08:00"),
        # A meeting until one leaves time from one on, one from one leaves none after a lunch at noon but half an hour.
        ("lunch", [(9 * 60, 13 * 60)], "13:00"),
        ("lunch", [(13 * 60 + 30, 15 * 60)], "12:00"),
        ("lunch", [(14 * 60, 15 * 60)], "12:30"),
        ("lunch", [(12 * 60, 12 * 60 + 15), (14 * 60, 15 * 60)], "12:30"),
        ("lunch", [(12 * 60 + 45, 13 * 60 + 15)], ""),
        ("breakfast", [(8 * 60 + 15, 10 * 60)], ""),
        ("breakfast", [(8 * 60 + 30, 10 * 60)], "07:30"),
        ("breakfast", [(7 * 60, 8 * 60 + 30)], "08:30"),
        ("call", [], ""),
    ],
)
def test_the_first_usual_hour_that_is_free(form, taken, start):
    assert starts(meal(form=form), taken=taken) == [start]


@pytest.mark.parametrize(
    ("form", "start", "end"), [("lunch", "12:30", "14:00"), ("breakfast", "07:30", "08:30")]
)
def test_a_lunch_lasts_ninety_minutes_and_a_breakfast_sixty(form, start, end):
    assert hours.end(form, start) == end


def test_an_hour_that_was_given_stays_while_it_is_free():
    assert starts(meal(start="13:00")) == ["13:00"]
    assert starts(meal(start="13:00"), taken=[(13 * 60, 14 * 60)]) == [""]
    assert starts(meal(start="13:00"), taken=[(13 * 60 + 30, 14 * 60)]) == ["12:00"]


def test_two_lunches_of_one_day_do_not_meet_but_those_of_a_table_do():
    # Ninety minutes from 12:30 leave no second lunch.
    assert sorted(starts(meal("a"), meal("b"))) == ["", "12:30"]
    assert starts(meal("a", kind="trip"), meal("b", kind="trip")) == ["12:30", "12:30"]


CARD = (
    "BEGIN:VCARD\nVERSION:3.0\nUID:zoe\nN:Delaunay;Zoé;;;\nFN:Zoé Delaunay\n"
    "ADR;TYPE=home:;;9 rue des Lilas;LYON CEDEX 03;;69003;France\nEND:VCARD\n"
)
CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//somebody//EN
BEGIN:VEVENT
UID:1
DTSTART;VALUE=DATE:20261203
DTEND;VALUE=DATE:20261205
SUMMARY:Déplacement Lyon
TRANSP:TRANSPARENT
END:VEVENT
BEGIN:VEVENT
UID:2
DTSTART:20261203T083000Z
DTEND:20261203T115500Z
SUMMARY:Comité
END:VEVENT
BEGIN:VEVENT
UID:3
DTSTART;VALUE=DATE:20261210
SUMMARY:Vacances à Lyon
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture
def home(tmp_path):
    (tmp_path / "c.vcf").write_text(CARD, encoding="utf-8")
    (tmp_path / "c.ics").write_text(CALENDAR.replace("\n", "\r\n"), encoding="utf-8", newline="")
    reseau(tmp_path / "home", "import", tmp_path / "c.vcf", tmp_path / "c.ics")
    reseau(tmp_path / "home", "log", "Zoé", "call", "--on", "2026-08-01")
    return tmp_path / "home"


def test_a_journey_in_the_calendar_is_a_trip_and_its_lunch_has_a_free_hour(home, tmp_path):
    (trip,) = reseau(home, "trip", "--json").json["trips"]
    assert (trip["place"], trip["first"], trip["last"], trip["source"]) == (
        "LYON CEDEX 03",
        "2026-12-03",
        "2026-12-04",
        "calendar",
    )
    # The committee of the third lasts until 12:55, Paris time.
    (lunch,) = trip["touchpoints"]
    assert (lunch["on"], lunch["start"]) == ("2026-12-03", "2026-12-03T13:00:00+01:00")
    assert "lunch 13:00" in reseau(home, "plan").out
    assert "As your calendar says" in reseau(home, "trip").out
    reseau(home, "feed", "-o", tmp_path / "f.ics")
    (event,) = [
        event
        for event in icalendar.Calendar.from_ical((tmp_path / "f.ics").read_bytes()).walk("VEVENT")
        if "Lunch" in event["SUMMARY"]
    ]
    assert event["DTSTART"].dt.isoformat() == "2026-12-03T13:00:00+01:00"
    assert event["DTEND"].dt.isoformat() == "2026-12-03T14:30:00+01:00"
    assert (event["STATUS"], event["TRANSP"]) == ("TENTATIVE", "OPAQUE")


@pytest.mark.parametrize(
    ("title", "trips"),
    [
        ("Kick-off Lyon", 1),
        ("Lyon", 1),
        ("Hôtel Lyon", 1),
        ("Day off, Lyon", 0),
        ("Congés Lyon", 0),
        ("Anniversaire de Zoé, Lyon", 0),
        ("Lyonnaise", 0),
    ],
)
def test_which_titles_are_journeys(tmp_path, title, trips):
    (tmp_path / "c.vcf").write_text(CARD, encoding="utf-8")
    text = CALENDAR.replace("Déplacement Lyon", title).replace("Vacances à Lyon", "Inventaire")
    (tmp_path / "c.ics").write_text(text.replace("\n", "\r\n"), encoding="utf-8", newline="")
    reseau(tmp_path / "home", "import", tmp_path / "c.vcf", tmp_path / "c.ics")
    assert len(reseau(tmp_path / "home", "trip", "--json").json["trips"]) == trips


def test_a_journey_called_off_stays_off_though_the_calendar_tells_it_again(home, tmp_path):
    reseau(home, "trip", "Lyon", "--cancel")
    reseau(home, "import", tmp_path / "c.ics")
    assert reseau(home, "trip", "--json").json["trips"] == []
    assert not [t for t in reseau(home, "plan", "--json").json["touchpoints"] if t["kind"] == "trip"]
    reseau(home, "undo")
    assert len(reseau(home, "trip", "--json").json["trips"]) == 1


def test_a_journey_that_leaves_the_calendar_is_no_trip_any_more(home, tmp_path):
    (tmp_path / "c.ics").write_text(CALENDAR.replace("Déplacement", "Penser à"), encoding="utf-8")
    reseau(home, "import", tmp_path / "c.ics")
    assert len(reseau(home, "trip", "--json").json["trips"]) == 1, "it lasts all day and names the town"
    (tmp_path / "c.ics").write_text(CALENDAR.replace("Déplacement Lyon", "Inventaire"), encoding="utf-8")
    reseau(home, "import", tmp_path / "c.ics")
    assert reseau(home, "trip", "--json").json["trips"] == []
