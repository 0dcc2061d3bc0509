"""The kept figures as a page and a picture: docs/speed.md and docs/pictures/speed.svg, made from docs/speed.json.

The exponent of a curve is the slope between its two largest sizes on paper with logarithms on both sides: 1 is
linear, 2 is four times the work for twice the people.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"
NEAR = 1.1
"""An exponent up to here is called near-linear."""
ENOUGH = 300_000
"""Of a curve that ends below, nothing is called: the start of the program still counts too much."""
FLOORS = ("read LinkedIn", "import", "plan", "feed", "search")
"""Rows for which no program is known that does the job: beside them stands what the job takes at least, such as parsing
the same files. All other rows stand beside a program that does the same."""
_WIDE, _HIGH, _ACROSS, _LEFT, _TOP = 300, 210, 3, 46, 30
_COLOURS = ("#1a5fb4", "#c64600", "#2e7d32")

Sizes = dict[str, dict[str, object]]


def write(every: dict[str, dict[str, Sizes]]) -> None:
    """Write both from the kept figures; the newest release is the last one."""
    release, rows = list(every.items())[-1]
    (DOCS / "speed.md").write_text(page(release, rows, every), encoding="utf-8")
    (DOCS / "pictures" / "speed.svg").write_text(picture(rows), encoding="utf-8")


def exponent(sizes: Sizes, name: str, at: int = 0) -> float | None:
    """Return the slope between the two largest sizes that a program ran; `at` is 0 for CPU, 1 for memory."""
    told = sorted((int(size), kept[name][at]) for size, kept in sizes.items() if name in kept)
    if len(told) < 2:
        return None
    (small, cheap), (large, dear) = told[-2:]
    return math.log(dear / cheap) / math.log(large / small)


def programs(sizes: Sizes) -> list[str]:
    """Return the programs of a row, reseau first."""
    names = dict.fromkeys(name for kept in sizes.values() for name in kept if name not in {"what", "quality"})
    return ["reseau", *(name for name in names if name != "reseau")]


def page(release: str, rows: dict[str, Sizes], every: dict[str, dict[str, Sizes]]) -> str:
    """Return docs/speed.md."""
    told = [
        "# What it costs as the list grows",
        "",
        "Made by `make bench SIZES=1000,30000,300000 KEEP=1`; kept for each release in `speed.json`. Whole processes, CPU",
        "seconds (user and system), each job in turn with its peers on the same machine. Machines differ and are noisy: what",
        "counts is the ratio. A size that is missing was not run. A calendar of more than 100 MB of events, as 300,000 of",
        "them make, is refused in words; dedupe took more than 8 GB at 30,000 and was left out there.",
        "",
        f"## Release {release}: beside programs that do the same",
        "",
        "The ratio is what the peer takes over what reseau takes: **above 1 reseau is ahead**, below 1 it is behind.",
        "",
        "| job | people | reseau | peak | peer | its time | its peak | ratio | what the peer does |",
        "|---|---:|---:|---:|---|---:|---:|---:|---|",
        *(
            f"| {name} | {size:,} | {cpu:.2f} s | {peak:,} MB | {peer} | {theirs:.2f} s | {their_peak:,} MB"
            f" | {theirs / cpu:.1f} | {what} |"
            if theirs >= cpu
            else f"| {name} | {size:,} | {cpu:.2f} s | {peak:,} MB | {peer} | {theirs:.2f} s | {their_peak:,} MB"
            f" | **{theirs / cpu:.2f}, behind** | {what} |"
            for name, size, cpu, peak, peer, theirs, their_peak, what in _lines(rows, floors=False)
        ),
        "",
        f"## Release {release}: above the floor",
        "",
        "No program is known that does these jobs. Beside each stands a part of it that every program would have to do in",
        "some way, such as parsing the same files with the quickest parser at hand: the floor. The distance is what reseau",
        "takes over what that takes; 1 would be the floor itself, and below 1 reseau is under it, for it keeps what it has read.",
        "",
        "| job | people | reseau | peak | the floor | its time | its peak | distance | what the floor does |",
        "|---|---:|---:|---:|---|---:|---:|---:|---|",
        *(
            f"| {name} | {size:,} | {cpu:.2f} s | {peak:,} MB | {peer} | {theirs:.2f} s | {their_peak:,} MB"
            f" | {cpu / theirs:.1f} | {what} |"
            for name, size, cpu, peak, peer, theirs, their_peak, what in _lines(rows, floors=True)
        ),
    ]
    told += [
        "",
        "## How it grows",
        "",
        "The exponent between the two largest sizes: 1 is linear, 2 is four times the work for twice the people. Up to",
        f"{NEAR} is called near-linear here. Start-up lies in every figure, and flattens what takes little beyond it: where the",
        "largest size was not run the slope is from 1,000 to 30,000 and says little of what comes after.",
        "",
        "![Curves of every row](pictures/speed.svg)",
        "",
        "| job | reseau | memory | peers |",
        "|---|---|---|---|",
    ]
    for name, sizes in rows.items():
        ours, memory = exponent(sizes, "reseau"), exponent(sizes, "reseau", 1)
        if ours is None or memory is None:
            continue
        peers = [
            f"{peer} {slope:.2f}"
            for peer in programs(sizes)[1:]
            if (slope := exponent(sizes, peer)) is not None
        ]
        largest = max(int(size) for size in sizes)
        shown = f"{ours:.2f}"
        if largest < ENOUGH:
            shown += f", to {largest:,} only"
        elif ours <= NEAR:
            shown += ", near-linear"
        else:
            shown = f"**{shown}, more than linear**"
        told.append(f"| {name} | {shown} | {memory:.2f} | {', '.join(peers)} |")
    earlier = list(every)[:-1]
    if earlier:
        told += [
            "",
            "## Earlier releases",
            "",
            "Ratios to the first peer at the largest size that both ran.",
            "",
        ]
        told += ["| job | " + " | ".join([*earlier, release]) + " |", "|---|" + "---:|" * (len(earlier) + 1)]
        for name in rows:
            cells = [_ratio(every[one].get(name, {})) for one in [*earlier, release]]
            told.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join([*told, ""])


def _lines(
    rows: dict[str, Sizes], *, floors: bool
) -> Iterator[tuple[str, int, float, int, str, float, int, str]]:
    """Yield a line for each row, size and peer: the job, the people, what reseau and the peer take, what the peer does."""
    for name, sizes in rows.items():
        if (name in FLOORS) != floors:
            continue
        for size, kept in sorted((int(size), kept) for size, kept in sizes.items()):
            what = str(kept["what"]) + (f"; {kept['quality']}" if "quality" in kept else "")
            for peer in programs(sizes)[1:]:
                if peer in kept:
                    yield name, size, *kept["reseau"], peer, *kept[peer], what


def _ratio(sizes: Sizes) -> str:
    if not sizes:
        return ""
    peer = programs(sizes)[1]
    size, kept = max(((int(s), k) for s, k in sizes.items() if peer in k), key=lambda one: one[0])
    return f"{kept[peer][0] / kept['reseau'][0]:.1f} ({size:,})"


def picture(rows: dict[str, Sizes]) -> str:
    """Return one small chart a row, both axes logarithmic: CPU seconds by people."""
    shown = [(name, sizes) for name, sizes in rows.items() if len(sizes) > 1]
    high = _HIGH * math.ceil(len(shown) / _ACROSS)
    told = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE * _ACROSS} {high}" role="img" '
            'font-family="sans-serif" font-size="11"><title>CPU seconds by number of people, each job and its peers</title>'
            f'<rect width="{_WIDE * _ACROSS}" height="{high}" fill="#fff"/>'
        )
    ]
    for number, (name, sizes) in enumerate(shown):
        at = f"translate({number % _ACROSS * _WIDE} {number // _ACROSS * _HIGH})"
        told.append(f'<g transform="{at}">{_chart(name, sizes)}</g>')
    return "".join(told) + "</svg>\n"


def _chart(name: str, sizes: Sizes) -> str:
    people = sorted(int(size) for size in sizes)
    costs = [kept[p][0] for kept in sizes.values() for p in programs(sizes) if p in kept]
    low, top = math.floor(math.log10(min(costs))), math.ceil(math.log10(max(costs)))
    top = max(top, low + 1)
    wide, high = _WIDE - _LEFT - 16, _HIGH - _TOP - 44

    def x(size: int) -> float:
        return _LEFT + wide * math.log(size / people[0]) / math.log(people[-1] / people[0])

    def y(cost: float) -> float:
        return _TOP + high * (top - math.log10(cost)) / (top - low)

    told = [f'<text x="{_LEFT}" y="16" font-weight="bold">{name}</text>']
    for power in range(low, top + 1):
        level = y(10.0**power)
        told += [
            f'<path d="M{_LEFT} {level:.0f}h{wide}" stroke="#ddd"/>',
            f'<text x="{_LEFT - 4}" y="{level + 4:.0f}" text-anchor="end">{10.0**power:g} s</text>',
        ]
    told += [
        f'<text x="{x(size):.0f}" y="{_TOP + high + 14}" text-anchor="middle">{size:,}</text>'
        for size in people
    ]
    along = _LEFT
    for colour, program in zip(_COLOURS, programs(sizes), strict=False):
        points = [(x(int(s)), y(k[program][0])) for s, k in sizes.items() if program in k]
        points.sort()
        line = " ".join(f"{a:.1f},{b:.1f}" for a, b in points)
        told.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        told += [f'<circle cx="{a:.1f}" cy="{b:.1f}" r="3" fill="{colour}"/>' for a, b in points]
        told.append(f'<text x="{along}" y="{_TOP + high + 30}" fill="{colour}">{program}</text>')
        along += 7 * len(program) + 8
    return "".join(told)


if __name__ == "__main__":
    write(json.loads((DOCS / "speed.json").read_text(encoding="utf-8")))
