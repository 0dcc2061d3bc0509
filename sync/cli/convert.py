"""`convert`: files to files, nothing stored."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path

import click

from sync.cli.frame import Run, argument, command, option
from sync.ports import ReseauError
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
    if output == "-":
        for piece in pieces:
            sys.stdout.buffer.write(piece)
        sys.stdout.buffer.flush()
        return
    place = Path(output)
    part = place.with_name(place.name + ".part")
    try:
        with part.open("wb") as stream:
            stream.writelines(pieces)
        part.replace(place)
    except OSError as error:
        raise ReseauError("error.output-not-writable", place=output) from error
    finally:
        # On a disk that may not be written, taking away what is not there fails, too.
        with contextlib.suppress(OSError):
            part.unlink()
    run.told("export.written", place=output)
