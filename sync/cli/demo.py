"""`demo`: the whole job on `samples/demo`, in a throw-away home, on a fixed day.

Each step is the very command a user types, run as such: what the demo shows is what the commands print.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import click

from sync.app.example import CIRCUMSTANCES, DROPPED, samples
from sync.cli.frame import Run, command, option


def steps(files: Path, feed: Path) -> list[tuple[str, list[str]]]:
    """Return the story: the sentence before each command (a key of the catalogue) and the command."""

    def dropped(*names: str) -> list[str]:
        return [os.path.relpath(files / name) for name in names]

    return [
        ("demo.import-may", ["import", *dropped(*DROPPED[0])]),
        ("demo.import-others", ["import", *dropped(*DROPPED[1])]),
        ("demo.import-november", ["import", *dropped(*DROPPED[2])]),
        ("demo.people", ["people", "Morel"]),
        ("demo.review", ["review"]),
        ("demo.week", ["week"]),
        ("demo.changes", ["changes"]),
        ("demo.report", ["report"]),
        ("demo.feed", ["feed", "-o", str(feed)]),
    ]


@command("demo", option("--serve", "serve", is_flag=True))
def demo(run: Run, serve: bool) -> None:
    """Run the story in a home of its own and say where everything is."""
    from sync.config.place import find

    files = samples()
    home = Path(run.home or tempfile.mkdtemp(prefix="reseau-demo-"))
    for name, value in CIRCUMSTANCES.items():
        os.environ.setdefault(name, value)
    os.environ["RESEAU_HOME"] = str(home)
    os.environ["RESEAU_LANG"] = run.words.language
    today = find(os.environ).today
    run.data(run.words("demo.intro", day=run.words.day(today.isoformat(), weekday=True)))
    for sentence, arguments in steps(files, home / "touchpoints.ics"):
        run.data()
        run.data(f"# {run.words(sentence)}")
        run.data("$ " + " ".join(["reseau", *arguments]))
        _perform(arguments)
    run.data()
    run.data(run.words("demo.where", samples=os.path.relpath(files), home=home))
    if serve:
        _perform(["serve"])


def _perform(arguments: list[str]) -> None:
    """Run one command as a user would. Stops the demo when it fails, with the command's own exit code."""
    from sync.cli import main

    try:
        sys.stdout.flush()
        main(arguments)
    except SystemExit as end:
        sys.stdout.flush()
        if end.code:
            raise click.exceptions.Exit(int(end.code)) from end
