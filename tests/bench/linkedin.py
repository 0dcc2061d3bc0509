"""A LinkedIn archive of 30,000 connections and 100,000 messages: our reader against pandas, which merely parses it.

Goal: at most 10 times what pandas takes to read the same CSV files. Whole processes.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

from tests.bench import scale
from tests.bench.measure import BIN, Job, compare

SIZE = scale.Size(connections=30_000, messages=100_000, cards=100, meetings=100)
GOAL = 10.0

ALONE = """
import io, sys, zipfile, pandas
with zipfile.ZipFile(sys.argv[1]) as archive:
    for name in archive.namelist():
        if name.endswith(".csv"):
            # Before the header of the connections stands a note of three lines.
            pandas.read_csv(io.BytesIO(archive.read(name)), skiprows=3 if "Connections" in name else 0)
"""


def main(times: int = 3) -> bool:
    """Measure and print; return whether the goal was met."""
    with tempfile.TemporaryDirectory() as folder:
        archive = scale.make(Path(folder), SIZE)[1]
        jobs = [
            Job("pandas parses it", [[sys.executable, "-c", ALONE, archive]]),
            Job("reseau read", [[BIN / "reseau", "read", archive]], {"RESEAU_HOME": folder}),
        ]
        compare(jobs, times=times)
    ratio = statistics.median(jobs[1].cpu) / statistics.median(jobs[0].cpu)
    print(f"reseau / pandas: {ratio:.1f} (at most {GOAL:.0f})")
    return ratio <= GOAL


if __name__ == "__main__":
    main()
