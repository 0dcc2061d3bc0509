"""`tool link`, `tool rank`, `tool classify`, `tool same-company`: the program's own rulers, for checks and the curious."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path

from sync.cli.frame import Run, argument, as_json, command, group, option
from sync.ports import UsageError

_LONG = 1_000_000
"""Bytes of a table from which on a second process reads half of it."""


@command("classify", argument("file"), as_json)
def classify(run: Run, file: str, as_json: bool) -> None:
    """Tell role, seniority and sector of the job titles in a file."""
    from sync.renewal.roles import standing
    from sync.renewal.sectors import sector

    found = []
    for title, company in _titles(file):
        told = standing(title)
        found.append(
            {
                "title": title,
                "role": told.role,
                "seniority": told.seniority,
                "sector": sector(company, title),
            }
        )
    if as_json:
        run.json(found)
        return
    run.table([tuple(one.values()) for one in found])
    unknown = sum(one["role"] == "unknown" for one in found)
    run.told("tool.classified", n=len(found), unknown=unknown)


_TITLE = ("title", "position", "job title", "fonction", "poste", "intitule", "titre")
_COMPANY = ("company", "organization", "societe", "entreprise", "employeur")


def _titles(file: str) -> list[tuple[str, str]]:
    """Return (title, company) of each line. A table needs a heading that says `title` or the like."""
    import csv

    from sync.normalize.text import fold

    try:
        text = Path(file).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        text = Path(file).read_text(encoding="cp1252", errors="replace")
    except OSError as error:
        raise UsageError("tool.unreadable", path=file) from error
    lines = text.splitlines()
    if not lines:
        return []
    comma = max(",;\t", key=lines[0].count)
    heads = [fold(one) for one in next(csv.reader(lines[:1], delimiter=comma))]
    place = next((heads.index(one) for one in _TITLE if one in heads), -1)
    if place < 0:
        return [(line.strip(), "") for line in lines if line.strip()]
    firm = next((heads.index(one) for one in _COMPANY if one in heads), -1)
    return [
        (row[place].strip(), row[firm].strip() if 0 <= firm < len(row) else "")
        for row in csv.reader(lines[1:], delimiter=comma)
        if len(row) > place and row[place].strip()
    ]


@command("same-company", argument("a"), argument("b"), as_json)
def same_company(run: Run, a: str, b: str, as_json: bool) -> None:
    """Tell whether two texts name one employer."""
    from sync.normalize import companies

    same = companies.same(a, b)
    forms = [" ".join(companies.words(text)) for text in (a, b)]
    if as_json:
        run.json({"a": a, "b": b, "same": same, "forms": forms})
        return
    run.data(run.words("tool.same" if same else "tool.different", a=a, b=b))
    run.data("  " + " | ".join(forms))


@command(
    "link",
    argument("file", metavar="FLAT.csv"),
    option("-o", "--output", default="", metavar="OUT.csv"),
    option("--pairs", default="", metavar="FILE"),
)
def link(run: Run, file: str, output: str, pairs: str) -> None:
    """Find who is who in a flat table; no home is read or written."""
    from sync.cli.output import put
    from sync.usecases import flat

    def lines() -> Iterator[str]:
        try:
            with Path(file).open(encoding="utf-8-sig", newline="", errors="replace") as stream:
                yield from stream
        except OSError as error:
            raise UsageError("tool.flat-unreadable", path=file) from error

    table = flat.Table(lines, region=run.place.region)
    # Of all that is made for a long table nothing holds a cycle, and to look for some takes a twentieth of the time.
    gc.disable()
    try:
        people = flat.people(table, two=Path(file).is_file() and Path(file).stat().st_size >= _LONG)
    finally:
        gc.enable()
    put(output, _lines(("record_id", "cluster_id"), people.items()))
    if pairs:
        put(pairs, _lines(("record_id_a", "record_id_b", "probability", "decision"), flat.pairs(table)))
    run.told("tool.linked", n=len(people), people=len(set(people.values())), place=output or "-")


def _lines(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    """Yield a table as CSV in UTF-8, some lines at a time."""
    import csv
    import io

    source = chain([heads], rows)
    while some := list(islice(source, 10_000)):
        lines = io.StringIO()
        csv.writer(lines, lineterminator="\n").writerows(some)
        yield lines.getvalue().encode()


@command("rank", option("--on", required=True, metavar="DATE"), as_json)
def rank(run: Run, on: str, as_json: bool) -> None:
    """Rank the people by closeness, from what was known on a day."""
    from sync.usecases import ranking, when

    day = when.day(on, run.place.today, region=run.place.region, past=True)
    with run.store() as store:
        found = ranking.rank(store, run.place, day)
    if as_json:
        run.json([{"person": one.person, "score": round(one.score, 6), "name": one.name} for one in found])
        return
    run.table([(f"{place:>4}", one.name, f"{one.score:.2f}") for place, one in enumerate(found, 1)])


tool = group("tool", link, rank, classify, same_company)
