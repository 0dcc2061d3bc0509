"""Whatever people are called and whatever happened with them, every feed reads the same in every program.

A home is filled from files made at random: all scripts, emoji, both directions of writing, control characters, newlines
and the grammar of iCalendar itself inside names. The shared validator (seven parsers in five languages) judges 500
such homes in `make test-long`; a few are read by icalendar and vobject in every run.
"""

import csv
import io
import random
import subprocess
import sys
from datetime import date, timedelta

import icalendar
import pytest
import vobject

from tests.conftest import SHARED
from tests.inprocess import reseau

FEEDS = ("touchpoints", "birthdays", "digest")
LEVELS = ("initials", "names", "details")
ZONES = ("Europe/Paris", "America/St_Johns", "Asia/Kathmandu", "Pacific/Chatham", "UTC")
TODAY = date(2026, 11, 22)
WORDS = (
    *(
        "Élodie",
        "d'Arc",
        "O’Neill",
        "Ng",
        "Þór",
        "Łukasz",
        "Müller-Lüdenscheidt",
        "Ångström",
        "Ñáñez",
        "Ệ" * 3,
    ),
    *(
        "Юрий",
        "Γιώργος",
        "שלום",
        "محمد",
        "عبد الله",
        "王小明",
        "山田",
        "김철수",
        "นภา",
        "राजेश",
        "ያሬድ",
        "🏳️‍🌈",
        "👩🏽‍💻",
        "𝕳𝖆𝖓𝖘",
    ),
    *(
        "\u202eevil\u202c",
        "a\u0301" * 40,
        "\u200b",
        "\ufeff",
        "tab\there",
        "bell\x07",
        "nul\x00",
        "two\r\nlines",
        "one\rmore",
    ),
    *(
        "semi;colon",
        "com,ma",
        "back\\slash",
        "\\n",
        'quo"te',
        "END:VEVENT",
        "BEGIN:VCALENDAR",
        "<script>alert(1)</script>",
        "%s{0}",
    ),
    "x" * 500,
    "é" * 300,
)


def text(chance, least=1, most=3):
    """Return a few words of any kind."""
    return " ".join(chance.choice(WORDS) for _ in range(chance.randint(least, most)))


def day(chance, back):
    """Return a day of the past."""
    return TODAY - timedelta(days=chance.randint(1, back))


def fill(home, folder, chance):
    """Import an address book and a table that were made at random."""
    cards = []
    for number in range(chance.randint(1, 25)):
        born = day(chance, 30_000)
        birthday = chance.choice((born.isoformat(), f"--{born:%m-%d}", "--02-29", "2000-02-29"))
        name = text(chance).replace("\r", "").replace("\n", "\\n").replace(";", "\\;").replace(",", "\\,")
        cards.append(
            f"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:{number}\r\nFN:{name}\r\nBDAY:{birthday}\r\n"
            f"TEL:+3363998{1000 + number}\r\nORG:{name}\r\nEND:VCARD\r\n"
        )
    (folder / "book.vcf").write_bytes("".join(cards).encode())
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(("Nom", "Prénom", "Société", "Fonction", "Mail", "Dernier contact", "Fréquence"))
    for number in range(chance.randint(1, 25)):
        every = chance.choice(("", "tous les mois", "tous les 2 mois", "chaque semaine"))
        table.writerow(
            (
                text(chance, 1, 1),
                text(chance, 1, 2),
                text(chance),
                text(chance),
                f"p{number}@example.org",
                day(chance, 1500),
                every,
            )
        )
    (folder / "table.csv").write_text(out.getvalue(), encoding="utf-8", newline="")
    reseau(home, "import", folder / "book.vcf", folder / "table.csv")


def feeds(folder, seed):
    """Return the places of the feeds of one home made at random."""
    chance = random.Random(seed)
    home = folder / f"home{seed}"
    folder = folder / f"files{seed}"
    folder.mkdir()
    fill(home, folder, chance)
    places = []
    for name in FEEDS:
        place = folder / f"{name}.ics"
        reseau(
            home,
            *("feed", name, "-o", place, "--privacy", chance.choice(LEVELS)),
            language=chance.choice(("en", "fr")),
            RESEAU_TZ=chance.choice(ZONES),
        )
        places.append(place)
    return places


@pytest.mark.parametrize("seed", range(6))
def test_two_libraries_read_the_same_events_from_any_feed(tmp_path, seed):
    read = 0
    for place in feeds(tmp_path, seed):
        content = place.read_bytes()
        assert not {octet for octet in content if octet < 32} - {10, 13}
        one = {
            (str(event["UID"]), str(event["SUMMARY"]), str(event["DTSTART"].dt))
            for event in icalendar.Calendar.from_ical(content).walk("VEVENT")
        }
        other = {
            (event.uid.value, event.summary.value, str(event.dtstart.value))
            for event in getattr(vobject.readOne(content.decode()), "vevent_list", [])
        }
        assert one == other
        assert len(one) == content.count(b"\r\nBEGIN:VEVENT\r\n") == content.count(b"\r\nEND:VEVENT\r\n")
        read += len(one)
    assert read


@pytest.mark.long
@pytest.mark.shared
def test_seven_parsers_agree_on_500_homes_made_at_random(tmp_path):
    validate = SHARED / "bench" / "ics" / "validate"
    for seed in range(1000, 1500):
        place = feeds(tmp_path, seed)[seed % len(FEEDS)]
        done = subprocess.run([sys.executable, validate, place], capture_output=True, text=True, timeout=300)
        if done.returncode == 2:
            pytest.skip(done.stderr or done.stdout)
        assert done.returncode == 0, f"seed {seed}, {place.name}\n{done.stdout}"
