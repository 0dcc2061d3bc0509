"""Measure whole processes: CPU seconds (user and system) and peak memory, alternating, median of N."""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

BIN = Path(sys.executable).parent
NOW = "2026-11-22T09:00:00+01:00"


def at_home(home: Path | str) -> dict[str, str]:
    """Return the environment of a home in Paris that is used in English; the day is `NOW` where none is told."""
    return {
        "RESEAU_HOME": str(home),
        "RESEAU_NOW": NOW,
        "RESEAU_TZ": "Europe/Paris",
        "RESEAU_REGION": "FR",
        "RESEAU_LANG": "en",
    }


@dataclass
class Job:
    """A line of commands that is measured as one: each runs in a fresh process after the other.

    `before` is called ahead of each round, unmeasured, to lay out what the commands change.
    """

    name: str
    commands: Sequence[Sequence[str | os.PathLike[str]]]
    env: Mapping[str, str] = field(default_factory=dict)
    before: Callable[[], object] = lambda: None
    cpu: list[float] = field(default_factory=list)
    clock: list[float] = field(default_factory=list)
    peak_mb: list[float] = field(default_factory=list)

    def run(self) -> None:
        """Run the commands once and keep what they cost. Raises `RuntimeError` when one fails."""
        self.before()
        cpu, peak, start = 0.0, 0.0, perf_counter()
        for command in self.commands:
            used = _run([os.fspath(part) for part in command], {**_surroundings(), **self.env})
            cpu, peak = cpu + used[0], max(peak, used[1])
        self.cpu.append(cpu)
        self.clock.append(perf_counter() - start)
        self.peak_mb.append(peak)


def _surroundings() -> dict[str, str]:
    """Return our environment, but with byte code: an installed program has it, and its start is measured too."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def _run(command: list[str], env: Mapping[str, str]) -> tuple[float, float]:
    with tempfile.TemporaryFile() as told, Path(os.devnull).open("wb") as null:
        # posix_spawn keeps our own memory out of the child's peak as far as the kernel allows.
        redirected = [
            (os.POSIX_SPAWN_DUP2, null.fileno(), 1),
            (os.POSIX_SPAWN_DUP2, told.fileno(), 2),
        ]
        pid = os.posix_spawn(command[0], command, env, file_actions=redirected)
        _, status, usage = os.wait4(pid, 0)
        if code := os.waitstatus_to_exitcode(status):
            told.seek(0)
            raise RuntimeError(
                f"exit code {code}: {' '.join(command)}\n{told.read().decode(errors='replace')}"
            )
    # Linux counts ru_maxrss in KiB, macOS in bytes.
    unit = 1024**2 if sys.platform == "darwin" else 1024
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit


def compare(jobs: Sequence[Job], *, times: int = 5) -> None:
    """Run the jobs in turn, `times` rounds; print medians and the ratio of each to the first, the baseline."""
    for _ in range(times):
        for job in jobs:
            job.run()
    base = statistics.median(jobs[0].cpu)
    width = max(len(job.name) for job in jobs)
    print(f"{'':{width}}  {'CPU s':>7}  {'ratio':>6}  {'peak MB':>7}   (median of {times}, in turn)")
    for job in jobs:
        cpu, peak = statistics.median(job.cpu), statistics.median(job.peak_mb)
        print(f"{job.name:{width}}  {cpu:7.2f}  {cpu / base:6.2f}  {peak:7.0f}")
