"""One meeting that stands in two calendars is one meeting; a calendar that became free has no busy times."""

from tests.inprocess import reseau

EVENT = """BEGIN:VEVENT
UID:{uid}
DTSTART:20261102T0{hour}0000Z
DTEND:20261102T0{hour}3000Z
SUMMARY:{summary}
ATTENDEE;CN=Zoé Durand:mailto:{who}
END:VEVENT
"""


def calendar(place, *events):
    body = "".join(EVENT.format(uid=uid, hour=hour, summary=uid, who=who) for uid, hour, who in events)
    place.write_text(
        f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//t//t//EN\n{body}END:VCALENDAR\n".replace("\n", "\r\n"),
        encoding="utf-8",
        newline="",
    )
    return place


def met(told):
    return sorted((one["at"], one["uid"]) for one in told["interactions"])


def test_a_meeting_in_two_calendars_counts_once(home, tmp_path):
    work = calendar(tmp_path / "work.ics", ("a1", 9, "zoe@example.org"), ("a2", 8, "zoe@example.org"))
    own = calendar(tmp_path / "own.ics", ("b1", 9, "zoe@example.org"), ("b2", 8, "other@example.org"))
    told = reseau(home, "read", work, own, "--json").json
    assert met(told) == [
        ("2026-11-02T08:00:00Z", "a2"),
        ("2026-11-02T08:00:00Z", "b2"),
        ("2026-11-02T09:00:00Z", "a1"),
    ]
    assert [(file["rows"], file["interactions"]) for file in told["files"]] == [(2, 2), (2, 2)]


def test_a_calendar_that_became_free_takes_its_busy_times_along(home, tmp_path):
    place = tmp_path / "own.ics"
    coming = EVENT.replace("20261102", "20261202")
    place.write_text(
        "BEGIN:VCALENDAR\nVERSION:2.0\n"
        + coming.format(uid="c", hour=9, summary="c", who="zoe@example.org")
        + "END:VCALENDAR\n",
        encoding="utf-8",
    )
    reseau(home, "import", place)
    busy = [fact for fact in reseau(home, "export", "everything").json["fact"] if fact["kind"] == "busy"]
    assert len(busy) == 1
    calendar(place, ("past", 9, "zoe@example.org"))
    reseau(home, "import", place)
    assert not [fact for fact in reseau(home, "export", "everything").json["fact"] if fact["kind"] == "busy"]
