"""The user's wait: everything dropped in, linked, planned, the feed written, from a cold process.

1,200 connections and 5,000 messages, 800 cards, two years of calendar. Goal: 3 s of CPU, below 250 MB.
Beside it the time that pandas, vobject and icalendar take merely to read the same files.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from tests.bench import scale
from tests.bench.measure import BIN, Job, at_home, compare

GOAL_CPU_S = 3.0
GOAL_PEAK_MB = 250.0

READ = {
    "pandas": """
import io, sys, zipfile, pandas
with zipfile.ZipFile(sys.argv[1]) as archive:
    pandas.read_csv(io.BytesIO(archive.read("Connections.csv")), skiprows=3)
    pandas.read_csv(io.BytesIO(archive.read("messages.csv")))
""",
    "vobject": """
import sys, vobject
with open(sys.argv[2], encoding="utf-8") as cards:
    sum(1 for _ in vobject.readComponents(cards.read()))
""",
    "icalendar": """
import sys, icalendar
with open(sys.argv[3], "rb") as events:
    icalendar.Calendar.from_ical(events.read())
""",
}


def main(times: int = 5) -> bool:
    """Measure and print; return whether the goal was met."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        _, archive, cards, calendar, _ = scale.make(folder)
        dropped = (archive, cards, calendar)
        home = folder / "home"
        env = at_home(home)
        reseau = BIN / "reseau"
        readers = [
            Job(name, [(sys.executable, "-c", READ[name], *dropped)])
            for name in ("pandas", "vobject", "icalendar")
        ]
        merely = Job("the three merely read", [job.commands[0] for job in readers])
        drop = Job(
            "reseau import, plan, feed",
            [
                (reseau, "import", *dropped),
                (reseau, "plan"),
                (reseau, "feed", "-o", folder / "feed.ics"),
            ],
            env,
            before=lambda: shutil.rmtree(home, ignore_errors=True),
        )
        compare([merely, *readers, drop], times=times)
        cpu, peak = statistics.median(drop.cpu), max(drop.peak_mb)
        met = cpu <= GOAL_CPU_S and peak <= GOAL_PEAK_MB
        print(f"goal: {GOAL_CPU_S} s and {GOAL_PEAK_MB:.0f} MB: {'met' if met else 'MISSED'}")
        return met
