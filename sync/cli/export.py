"""`export`: people and facts out again, to a file or to standard output."""

from __future__ import annotations

import sys

import click

from sync.cli.frame import Run, argument, command, option
from sync.cli.output import put
from sync.ports import UsageError

FORMATS = ("jscontact", "vcf", "csv", "xlsx", "clusters", "pairs", "linkage-input", "everything")
LAYOUTS = ("reseau", "google", "outlook", "thunderbird")


@command(
    "export",
    argument("format", type=click.Choice(FORMATS), metavar="|".join(FORMATS)),
    option("-o", "--output", "output", default="", metavar="FILE"),
    option("--best", is_flag=True),
    option("--changed", is_flag=True),
    option("--layout", type=click.Choice(LAYOUTS), default="reseau", metavar="|".join(LAYOUTS)),
)
def export(run: Run, format: str, output: str, best: bool, changed: bool, layout: str) -> None:  # noqa: A002 - the user's word for it
    """Write people or facts out."""
    from sync import app
    from sync.usecases import exporting

    if changed and format != "csv":
        raise UsageError("export.changed-csv")
    with run.store() as store:
        match format:
            case "jscontact":
                content = exporting.jscontact(store).encode()
            case "clusters":
                content = exporting.clusters(store, best=best).encode()
            case "pairs":
                content = exporting.pairs(store).encode()
            case "linkage-input":
                from sync.usecases import clustering

                content = clustering.linkage_input(store).encode()
            case "everything":
                content = exporting.everything(store).encode()
            case _:
                content = app.people_as(store, run.place, format, layout, changed=changed)
    write(run, output, content)


def write(run: Run, output: str, content: bytes) -> None:
    """Write bytes to a file or to standard output."""
    shown = output in ("", "-")
    if shown and sys.stdout.isatty() and b"\0" in content[:1024]:
        raise UsageError("export.needs-file")
    put(output, [content])
    if not shown:
        run.told("export.written", place=output)
