"""Make the demo: an invented consultant, Camille Rousseau of Paris, and the 300 people of her network.

    python samples/demo/make.py [FOLDER]

writes, as of 22 November 2026, what such a person has: two LinkedIn exports half a year apart, an
address book, two years of calendar and an Excel table; beside them the truth: `truth.csv` says which
record is which person, `changes.csv` what changed between the two exports. The seed is fixed and only
`random()` is drawn from the generator, so every run makes the same files.
"""

from __future__ import annotations

import sys
from pathlib import Path

from linkedin import archives
from others import agenda, book, table
from people import Network
from truth import pages


def main(folder: Path) -> None:
    """Write all files of the demo into `folder`."""
    network = Network(20261122)
    files = {**archives(network), "carnet.vcf": book(network), "agenda.ics": agenda(network), "suivi.xlsx": table(network)}
    for name, content in {**files, **pages(network)}.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
