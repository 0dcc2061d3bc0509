"""What was read, in words: a line a file that tells of people, the rest folded, then the rows to know about."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sync.cli.frame import Run
    from sync.model import Problem
    from sync.usecases.reading import FileReport, Gathered

SHOWN_ROWS = 3
SHOWN_NAMES = 4


def show_files(run: Run, gathered: Gathered) -> None:
    """Print what each file gave; files about the owner and unused ones are a line each for all of them."""
    words = run.words
    happened = gathered.happened()
    times_named = Counter(report.file for report in gathered.files)
    paths = Counter(report.path for report in gathered.files)
    groups: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for report in gathered.files:
        if not (report.contacts or report.interactions or (report.skipped and not report.facts)):
            continue
        inside = paths[report.path] > 1
        told = _what(run, report, happened.get(report.file, {}) if times_named[report.file] == 1 else {})
        groups[report.path if inside else ""].append((("    " if inside else "  ") + report.file, told))
    for path, rows in groups.items():
        if path:
            run.data("  " + _base(path))
        run.table(rows)
    about_you = [report for report in gathered.files if report.facts and not report.contacts]
    if about_you:
        run.data("  " + words("importing.about-you", n=len(about_you), names=_names(about_you)))
    lines = refused(run, gathered)
    for line in lines:
        run.data(line)
    bad = {str(error.values.get("file")) for error in gathered.unreadable}
    told_of = {(one.path, one.file) for one in _refused(gathered)}
    unused = [
        report
        for report in gathered.files
        if (not report.adapter or (report.reason and not report.rows))
        and report.path not in bad
        and (report.path, report.file) not in told_of
    ]
    if unused:
        run.data("  " + words("importing.unused", n=len(unused), names=_names(unused)))


def refused(run: Run, gathered: Gathered) -> list[str]:
    """Return a line for each file that was not opened, with the reason: it may be the one the user meant."""
    reports = _refused(gathered)
    lines = []
    for report in reports[:SHOWN_NAMES]:
        told = run.words(f"problem.{report.reason}", file=report.file)
        lines.append(f"  {told}" if report.file in told else f"  {report.file}  {told}")
    if len(reports) > SHOWN_NAMES:
        lines.append("  " + run.words("importing.refused-more", n=len(reports) - SHOWN_NAMES))
    return lines


def _refused(gathered: Gathered) -> list[FileReport]:
    told = {(one.file, one.code) for one in gathered.problems if not one.row and one.skipped}
    return [one for one in gathered.files if not one.adapter and (one.file, one.reason) in told]


def _base(path: str) -> str:
    return path.rstrip("/").rsplit("/", 1)[-1]


def _names(reports: Iterable[FileReport]) -> str:
    names = list(dict.fromkeys(report.file for report in reports))
    return ", ".join(names[:SHOWN_NAMES]) + (" …" if len(names) > SHOWN_NAMES else "")


def _what(run: Run, report: FileReport, kinds: Mapping[str, tuple[int, int]]) -> str:
    words = run.words
    parts = []
    if report.contacts and (kinds or not report.interactions) and set(kinds) <= {"contact"}:
        parts.append(words("importing.contacts", n=report.contacts))
    for kind, (n, people) in kinds.items():
        alone = f"importing.kind-{kind}-one"
        key = alone if people == 1 and words.has(alone) else f"importing.kind-{kind}"
        parts.append(words(key, n=n, people=people))
    if report.interactions and not kinds:
        parts.append(words("importing.interactions", n=report.interactions))
    if report.skipped:
        parts.append(words("importing.skipped", n=report.skipped))
    return ", ".join(parts) or words("importing.nothing")


def message(run: Run, problem: Problem) -> str:
    """Return a problem in the user's language."""
    # A heading of several lines must not look like lines of ours.
    values = {
        name: str(value).replace("\n", " ")
        for name, value in {"file": problem.file, **dict(problem.args)}.items()
    }
    return run.words(f"problem.{problem.code}", **values)


def show_problems(run: Run, gathered: Gathered, *, limit: int) -> None:
    """Print the rows that were skipped or repaired, alike ones together; `limit` 0 prints them all."""
    told = [one for one in gathered.problems if one.row or not one.skipped]
    if not told:
        return
    alike: dict[tuple[str, str], list[Problem]] = defaultdict(list)
    for one in told:
        alike[one.file, one.code].append(one)
    run.data()
    run.data(run.words("importing.problems", n=len(told)))
    lines: list[str] = []
    for (file, _), these in sorted(alike.items(), key=lambda item: -len(item[1])):
        if len(these) > 1 and not run.verbose and len({one.args for one in these}) == 1:
            rows = ", ".join(str(one.row) for one in these[:SHOWN_ROWS])
            rows += " …" if len(these) > SHOWN_ROWS else ""
            told_as = message(run, these[0])
            lines.append(
                f"  {file}  " + run.words("importing.rows-like", n=len(these), rows=rows, message=told_as)
            )
            continue
        for one in these:
            where = run.words("importing.row", row=str(one.row)) + "  " if one.row else ""
            lines.append(f"  {file}  {where}{message(run, one)}")
    for line in lines[: limit or None]:
        run.data(line)
    if limit and len(lines) > limit:
        run.data("  " + run.words("importing.more-problems"))
