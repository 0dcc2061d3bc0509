"""A calendar of 20,000 mostly simple events: our reader against icalendar, which merely parses it.

Goal: at least 10 times faster. Whole processes: `reseau read` against a line of Python that parses the file.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

from tests.bench.measure import BIN, Job, compare

EVENTS = 20_000
RECURRING = 0.02
GOAL = 10.0

ALONE = """
import sys, icalendar
with open(sys.argv[1], "rb") as events:
    icalendar.Calendar.from_ical(events.read())
"""


def main(times: int = 3) -> bool:
    """Measure and print; return whether the goal was met."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "years.ics"
        place.write_bytes(years())
        jobs = [
            Job("reseau read", [[BIN / "reseau", "read", place]], {"RESEAU_HOME": folder}),
            Job("icalendar parses it", [[sys.executable, "-c", ALONE, place]]),
        ]
        for job in jobs[:1]:
            job.run()  # byte code, file cache
            job.cpu.clear()
            job.peak_mb.clear()
        compare(jobs, times=times)
    ratio = statistics.median(jobs[1].cpu) / statistics.median(jobs[0].cpu)
    print(f"icalendar / reseau: {ratio:.1f} (goal {GOAL:.0f})")
    return ratio >= GOAL


def years(events: int = EVENTS) -> bytes:
    """Return ten years of a busy professional's calendar as Google exports it."""
    chance = random.Random(20)
    lines = [
        "BEGIN:VCALENDAR",
        "PRODID:-//Google Inc//Google Calendar 70.9054//EN",
        "VERSION:2.0",
        "X-WR-TIMEZONE:Europe/Paris",
    ]
    for number in range(events):
        start = datetime(2016, 12, 1) + timedelta(hours=number * 87_000 // events)
        end = start + timedelta(hours=1)
        lines.append("BEGIN:VEVENT")
        if chance.random() < RECURRING:
            lines += [
                f"DTSTART;TZID=Europe/Paris:{start:%Y%m%dT%H%M%S}",
                f"DTEND;TZID=Europe/Paris:{end:%Y%m%dT%H%M%S}",
                f"RRULE:FREQ=WEEKLY;COUNT={chance.randint(4, 30)}",
            ]
        else:
            lines += [f"DTSTART:{start:%Y%m%dT%H%M%SZ}", f"DTEND:{end:%Y%m%dT%H%M%SZ}"]
        lines += ["DTSTAMP:20261101T100000Z", f"UID:{chance.getrandbits(128):032x}@google.com"]
        for guest in chance.sample(range(600), chance.randint(0, 4)):
            lines.append(
                "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;"
                f"CN=Personne N{guest};X-NUM-GUESTS=0:mailto:n{guest}@example.com"
            )
        lines += [
            "ATTENDEE;CUTYPE=INDIVIDUAL;PARTSTAT=ACCEPTED;CN=me@example.com:mailto:me@example.com",
            "ORGANIZER;CN=me@example.com:mailto:me@example.com",
            "CREATED:20200101T000000Z",
            "DESCRIPTION:" + "Point d'avancement et préparation du comité. " * chance.randint(0, 8),
            "LAST-MODIFIED:20200101T000000Z",
            "LOCATION:Paris",
            "SEQUENCE:0",
            "STATUS:CONFIRMED",
            f"SUMMARY:Réunion {number}",
            "TRANSP:OPAQUE",
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            "DESCRIPTION:This is an event reminder",
            "TRIGGER:-P0DT0H10M0S",
            "END:VALARM",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(_folded(line) for line in lines).encode()


def _folded(line: str) -> str:
    return "\r\n ".join(line[at : at + 60] for at in range(0, max(1, len(line)), 60)) + "\r\n"


if __name__ == "__main__":
    main()
