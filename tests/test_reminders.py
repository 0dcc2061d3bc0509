"""Without a LinkedIn archive the calendar asks for one; with one it asks again half a year later."""

from tests.reseau import reseau
from tests.test_command import CONNECTIONS

TABLE = "Nom;Prénom;Société;Mail\nDurand;Zoé;Delta;zoe@example.org\n"


def starts(feed, word):
    """Return the days of the events whose title holds `word`."""
    events = feed.replace("\r\n ", "").split("BEGIN:VEVENT")[1:]
    return [
        line.partition(":")[2]
        for event in events
        if word in event
        for line in event.splitlines()
        if line.startswith("DTSTART")
    ]


def test_without_an_archive_the_next_working_day_asks_for_it(home, tmp_path):
    (tmp_path / "t.csv").write_text(TABLE, encoding="utf-8")
    told = reseau(home, "import", tmp_path / "t.csv").out
    assert "No LinkedIn archive yet" in told
    # 22 November 2026 is a Sunday.
    assert starts(reseau(home, "feed", "-o", "-").out, "Ask LinkedIn") == ["20261123"]


def test_an_unheard_reminder_comes_again_four_weeks_later(home, tmp_path):
    (tmp_path / "t.csv").write_text(TABLE, encoding="utf-8")
    reseau(home, "import", tmp_path / "t.csv")
    later = reseau(home, "feed", "-o", "-", RESEAU_NOW="2026-12-10T09:00:00+01:00").out
    assert starts(later, "Ask LinkedIn") == ["20261221"]


def test_half_a_year_after_an_archive_a_fresh_one_is_asked_for(home, tmp_path):
    (tmp_path / "Connections.csv").write_text(CONNECTIONS.replace("2023", "2026"), encoding="utf-8")
    told = reseau(home, "import", tmp_path / "Connections.csv").out
    assert "No LinkedIn archive yet" not in told
    # The newest connection is of 5 November 2026; 183 days later is Friday 7 May 2027.
    assert starts(reseau(home, "feed", "-o", "-").out, "fresh copy") == ["20270507"]
