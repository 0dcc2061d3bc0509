"""The second duty over 30,000 people and ten exports: changes, report, target (goal: 2 s of CPU each)."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.measure import BIN, Job, at_home, compare
from tests.exports import Exports

GOAL_S = 2.0
PEOPLE, EXPORTS = 30_000, 10


def main() -> bool:
    """Build the home once, then measure each command as a process; False when one misses the goal."""
    reseau = str(BIN / "reseau")
    with tempfile.TemporaryDirectory() as folder:
        home = at_home(f"{folder}/home")
        network = Exports(1, PEOPLE, today="2024-02-20")
        for n in range(EXPORTS):
            if n:
                network.step(f"{2024 + (n + 1) // 4}-{(n + 1) % 4 * 3 + 2:02}-20")
            place = Path(folder) / f"Connections {network.today}.csv"
            place.write_bytes(network.csv(noise=False))
            environ = {**os.environ, **home, "RESEAU_NOW": f"{network.today}T19:00:00+01:00"}
            subprocess.run(
                [reseau, "import", place, "--quiet"], env=environ, check=True, stdout=subprocess.DEVNULL
            )
        jobs = [
            Job(name, [[reseau, *line]], home)
            for name, line in (
                ("people (baseline)", ["people", "Martin"]),
                ("changes", ["changes", "--json"]),
                ("report", ["report", "--json"]),
                ("target", ["target", "assurance", "--roles", "directeur commercial", "--dry-run", "--json"]),
            )
        ]
        compare(jobs, times=3)
    slow = [job.name for job in jobs[1:] if statistics.median(job.cpu) > GOAL_S]
    if slow:
        print(f"over {GOAL_S:g} s: {', '.join(slow)}", file=sys.stderr)
    return not slow
