"""Networks of any size in the demo's formats, seeded: what the benchmarks drop in."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

DEMO = Path(__file__).parents[2] / "samples" / "demo"


@dataclass(frozen=True)
class Size:
    """How much of everything."""

    connections: int = 1200
    messages: int = 5000
    cards: int = 800
    meetings: int = 700


def make(folder: Path, size: Size = Size(), seed: int = 1) -> list[Path]:
    """Write two LinkedIn archives, an address book, two years of calendar and a table; return the paths.

    The older archive comes first. The same size and seed give the same files.
    """
    sys.path.insert(0, str(DEMO))
    try:
        from linkedin import archives
        from others import agenda, book, table
        from people import NOW, Lot, Network
    finally:
        sys.path.pop(0)
    # 40 of the connections are the cast; some of the drawn ones leave or close their account.
    drawn = size.connections - 40
    active = min(60, drawn // 8)
    network = Network(
        seed,
        {
            "active": active,
            "network": drawn // 4,
            "quiet": drawn - drawn // 4 - active,
            "stranger": 9,
            "elsewhere": size.cards // 4,
        },
    )
    lot = Lot(seed)
    linked = [p for p in network.people if p.linkedin and p.tier != "stranger" and not p.gone]
    have = sum(p.book for p in network.people)
    for p in lot.some([p for p in network.people if not p.book and p.tier != "stranger"], size.cards - have):
        p.book = True
    while len(network.messages) < size.messages:
        p = lot.pick(linked)
        days = max(1, int((NOW - p.connected).days))
        at = NOW - timedelta(days=lot.number(5, max(6, days)), minutes=lot.number(0, 1400))
        network.messages += network.exchange(p, at, last=False)
    network.messages = sorted(network.messages, key=lambda m: m["at"])[-size.messages :]
    met = [p for p in network.people if p.agenda]
    while len(network.meetings) < size.meetings:
        network.meetings.append(
            (NOW - timedelta(days=lot.number(2, 720), hours=lot.number(0, 8)), lot.pick(met))
        )
    files = {
        **archives(network),
        "carnet.vcf": book(network),
        "agenda.ics": agenda(network),
        "suivi.xlsx": table(network),
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in files]


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[2:]]
    for path in make(Path(sys.argv[1]), Size(*numbers)):
        print(path)
