"""Coverage-guided fuzzing of the readers (atheris): `python -m tests.fuzz vcard -max_total_time=60 CORPUS`.

Any bytes may give problems or a refusal in words, and nothing else: no other exception, no hang, no bound that gives way.
What it finds becomes a sample or a test first. `make test-long` runs it where atheris can be had.
"""

from __future__ import annotations

import contextlib
import io
import sys
import zipfile
from datetime import UTC, datetime

import atheris

with atheris.instrument_imports(include=["adapters", "sync"]):
    from adapters import calendar, linkedin, table, vcard
    from adapters.archive import from_bytes
    from adapters.dav import multistatus
    from sync.ports import Context, ReseauError

CONTEXT = Context(now=datetime(2026, 11, 22, 8, tzinfo=UTC), zone="Europe/Paris", region="FR", salt=b"fuzz")


def reading(module, name):
    """Return a target that reads bytes as a file of this name."""

    def target(content):
        try:
            source = from_bytes(name, content)
            for _ in module.READER.read(source, module.READER.identify(source, forced=True), CONTEXT):
                pass
        except ReseauError:
            pass

    return target


def archive(content):
    """Read bytes as a LinkedIn archive: as they are, and as the member of one."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as made:
        made.writestr("Connections.csv", content)
        made.writestr("messages.csv", content)
    for one in (content, whole.getvalue()):
        reading(linkedin, "archive.zip")(one)


def answers(content):
    """Read bytes as the answer of a server."""
    with contextlib.suppress(ReseauError):
        multistatus.parse(content, "dav.example.org")


TARGETS = {
    "vcard": reading(vcard, "input.vcf"),
    "calendar": reading(calendar, "input.ics"),
    "table": reading(table, "input.csv"),
    "linkedin": reading(linkedin, "Connections.csv"),
    "archive": archive,
    "dav": answers,
}


if __name__ == "__main__":
    atheris.Setup([sys.argv[0], *sys.argv[2:]], TARGETS[sys.argv[1]])
    atheris.Fuzz()
