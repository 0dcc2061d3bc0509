"""`convert`: files to files, nothing stored."""

from __future__ import annotations

import click

from sync.cli.frame import Run, argument, command, option
from sync.cli.output import put
from sync.usecases.converting import KINDS


@command(
    "convert",
    argument("source", metavar="IN"),
    argument("output", metavar="OUT"),
    option("--to", "to", type=click.Choice(KINDS), metavar="|".join(KINDS)),
)
def convert(run: Run, source: str, output: str, to: str | None) -> None:
    """Convert files to files; nothing is stored."""
    from sync import app
    from sync.usecases.converting import kind_of

    pieces = app.convert(source, kind_of(output, to or ""), run.place)
    put(output, pieces)
    if output != "-":
        run.told("export.written", place=output)
