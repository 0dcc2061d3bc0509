"""Mutants of the pure core: `python -m tests.mutation [AREA…] [--most N] [--seed N] [--jobs N]`, or `make mutation`.

A mutant is the program with one place altered: a comparison, a sum, a number, a condition, what a function gives back. The
tests that reach that line run against it, quickest first. It is killed when one fails, or runs far longer than it should.
A survivor shows a test that is missing, or a change that means the same; each is printed with its line.

Nothing is written: each mutant lives in a fork, where the import is given the altered source in place of the file. Mutants
are drawn by a seed, so two runs of one number are the same. The results are kept in docs/mutation.md.
"""

from __future__ import annotations

import argparse
import ast
import collections
import contextlib
import copy
import importlib.abc
import importlib.util
import io
import json
import os
import random
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
AREAS = {
    "reconcile": ("sync/reconcile", "test_reconcile test_completion"),
    "merge": ("sync/merge.py", "test_merge test_completion"),
    "linkage": (
        "sync/linkage",
        (
            "test_comparison test_flat test_growing test_linkage test_linkage_parts test_linkage_traps test_linking "
            "test_evidence test_other_engines"
        ),
    ),
    "touchpoints": (
        "sync/touchpoints",
        (
            "test_agenda test_backtest test_cadence test_campaigns test_forms_of_contact test_handing_out test_hours "
            "test_ledger test_order test_planning test_ranking test_standing test_strength test_travelling test_trips "
            "test_two_calendars test_urgency test_weeks test_year"
        ),
    ),
}
GOAL = 0.85
_MEMORY = 4 << 30
_COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
_RECKONED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
}


@dataclass(frozen=True)
class Mutant:
    """One change: the file, which of its changes, its line, and the source before and after."""

    file: Path
    number: int
    line: int
    lines: range
    before: str
    after: str

    def __str__(self) -> str:
        place = self.file.relative_to(ROOT)
        return f"{place}:{self.line} #{self.number}  {self.before}  ->  {self.after}"


def changes(node: ast.AST) -> Iterator[tuple[str, object]]:
    """Yield the changes of one node: the attribute to set and its new value."""
    if isinstance(node, ast.Compare):
        for at, op in enumerate(node.ops):
            if type(op) in _COMPARED:
                yield "ops", [*node.ops[:at], _COMPARED[type(op)](), *node.ops[at + 1 :]]
    elif isinstance(node, ast.BoolOp):
        yield "op", ast.Or() if isinstance(node.op, ast.And) else ast.And()
    elif isinstance(node, ast.BinOp) and type(node.op) in _RECKONED:
        yield "op", _RECKONED[type(node.op)]()
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield "value", not node.value
    elif isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        yield "value", node.value + 1
    elif isinstance(node, ast.If | ast.IfExp | ast.While):
        yield "test", ast.UnaryOp(ast.Not(), node.test)
    elif isinstance(node, ast.comprehension):
        for at in range(len(node.ifs)):
            yield "ifs", node.ifs[:at] + node.ifs[at + 1 :]
    elif isinstance(node, ast.Return) and node.value is not None and not _nothing(node.value):
        yield "value", ast.Constant(None)


def _nothing(node: ast.AST) -> bool:
    """Tell whether a value is one that counts as nothing anyhow, or is a truth, which is altered as such."""
    return isinstance(node, ast.Constant) and (not node.value or node.value is True)


def mutants(area: str) -> list[Mutant]:
    """Return every mutant of an area, in the order of its files."""
    place = ROOT / AREAS[area][0]
    files = sorted(place.glob("*.py")) if place.is_dir() else [place]
    return [mutant for file in files for mutant in mutants_of(file, file.read_text(encoding="utf-8"))]


def mutants_of(file: Path, source: str) -> list[Mutant]:
    """Return every mutant of one source."""
    found = []
    for number, (node, statement, name, value) in enumerate(_places(ast.parse(source))):
        altered = copy.copy(node)
        setattr(altered, name, value)
        told = [ast.unparse(one).splitlines()[0][:90] for one in (node, altered)]
        line = getattr(node, "lineno", statement.lineno)
        end = getattr(node, "end_lineno", None) or line
        if isinstance(node, ast.If | ast.While):
            end = node.test.end_lineno or line
        found.append(Mutant(file, number, line, range(statement.lineno, end + 1), *told))
    return found


def _places(tree: ast.AST) -> Iterator[tuple[ast.AST, ast.stmt, str, object]]:
    """Yield each change with its node and the statement around it; annotations are no place."""

    def walk(node: ast.AST, statement: ast.stmt) -> Iterator[tuple[ast.AST, ast.stmt, str, object]]:
        statement = node if isinstance(node, ast.stmt) else statement
        for name, value in () if _says_nothing(node) else changes(node):
            yield node, statement, name, value
        for field, child in ast.iter_fields(node):
            if field in {"annotation", "returns", "decorator_list"} or _says_nothing(node):
                continue
            for one in child if isinstance(child, list) else [child]:
                if isinstance(one, ast.AST):
                    yield from walk(one, statement)

    assert isinstance(tree, ast.Module)
    for top in tree.body:
        yield from walk(top, top)


def _says_nothing(node: ast.AST) -> bool:
    """Tell whether a place means the same whatever stands there: imports for types, a `zip` that is checked."""
    if isinstance(node, ast.If):
        return isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
    return isinstance(node, ast.keyword) and node.arg == "strict"


def mutated(mutant: Mutant) -> ast.Module:
    """Return the tree of the file with the change made."""
    tree = ast.parse(mutant.file.read_text(encoding="utf-8"))
    node, _, name, value = list(_places(tree))[mutant.number]
    setattr(node, name, value)
    return ast.fix_missing_locations(tree)


class Instead(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives one module from a tree in place of its file."""

    def __init__(self, file: Path, tree: ast.Module) -> None:
        parts = file.relative_to(ROOT).with_suffix("").parts
        self.package = parts[-1] == "__init__"
        self.name = ".".join(parts[:-1] if self.package else parts)
        self.file, self.tree = file, tree

    def find_spec(self, name, path=None, target=None):
        """Answer for the one module."""
        if name != self.name:
            return None
        inside = [str(self.file.parent)] if self.package else None
        return importlib.util.spec_from_file_location(
            name, self.file, loader=self, submodule_search_locations=inside
        )

    def exec_module(self, module):
        """Run the altered tree."""
        exec(compile(self.tree, str(self.file), "exec"), vars(module))


class Chosen:
    """A pytest plugin: only the tests of these names, in this order."""

    def __init__(self, names: list[str]) -> None:
        self.place = {name: at for at, name in enumerate(names)}

    def pytest_collection_modifyitems(self, items):
        """Keep the chosen ones."""
        items[:] = sorted(
            (item for item in items if item.nodeid in self.place), key=lambda item: self.place[item.nodeid]
        )


class Noted:
    """A pytest plugin: a coverage context a test, and the time of each."""

    def __init__(self, measured) -> None:
        self.measured, self.seconds = measured, collections.Counter()

    def pytest_runtest_logstart(self, nodeid):
        """Name the context."""
        self.measured.switch_context(nodeid)

    def pytest_runtest_logreport(self, report):
        """Add up set-up, call and tear-down."""
        self.seconds[report.nodeid] += report.duration


def _pytest(area: str, names: Iterable[str], *plugins: object) -> int:
    import pytest

    files = sorted({name.partition("::")[0] for name in names}) or [
        f"tests/{name}.py" for name in AREAS[area][1].split() if (ROOT / f"tests/{name}.py").exists()
    ]
    quiet = ["-q", "-x", "--no-header", "-p", "no:xdist", "-p", "no:playwright"]
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        return int(pytest.main([*quiet, *files], plugins=list(plugins)))


def _forked(work, seconds: float | None = None) -> int:
    """Start work in a fork; return its process. It ends with what the work returns, or a signal when time is up."""
    sys.stdout.flush()
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        os.nice(5)
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.dup2(null, 2)
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        if seconds:
            # CPU time, so that a busy machine kills nothing; and the clock, for what only waits.
            resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 2))
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            signal.alarm(int(seconds * 10) + 1)
        code = work()
    finally:
        os._exit(code)


def reached(area: str) -> tuple[dict[tuple[str, int], set[str]], dict[str, float]]:
    """Run the tests of an area once, unaltered; return the tests that reach each line, and the seconds of each test."""
    with tempfile.TemporaryDirectory() as folder:
        data, told = Path(folder) / "data", Path(folder) / "seconds"

        def work() -> int:
            import coverage

            place = AREAS[area][0]
            include = str(ROOT / place / "*") if (ROOT / place).is_dir() else str(ROOT / place)
            measured = coverage.Coverage(data_file=str(data), include=[include], config_file=False)
            measured.start()
            noted = Noted(measured)
            code = _pytest(area, (), noted)
            measured.stop()
            measured.save()
            told.write_text(json.dumps(noted.seconds), encoding="utf-8")
            return code

        status = os.waitpid(_forked(work), 0)[1]
        if status:
            raise SystemExit(f"the tests of {area} fail without any change")
        import coverage

        read = coverage.CoverageData(str(data))
        read.read()
        lines: dict[tuple[str, int], set[str]] = {}
        for file in read.measured_files():
            for line, names in read.contexts_by_lineno(file).items():
                lines[file, line] = {name for name in names if name}
        return lines, json.loads(told.read_text(encoding="utf-8"))


def run(area: str, most: int, seed: int, jobs: int, only: set[str]) -> tuple[int, list[Mutant]]:
    """Try mutants of an area; return how many were killed, and the survivors."""
    every = mutants(area)
    drawn = sorted(random.Random(seed).sample(every, min(most, len(every))), key=lambda m: (m.file, m.number))
    if only:
        drawn = [m for m in drawn if f"{m.file.relative_to(ROOT)}#{m.number}" in only]
    os.environ["HYPOTHESIS_PROFILE"] = "ci"
    _warm()
    lines, seconds = reached(area)
    by_file: dict[str, set[str]] = collections.defaultdict(set)
    for (file, _), names in lines.items():
        by_file[file] |= names
    left, running, started = [], {}, time.monotonic()

    def reap() -> None:
        child, status = os.wait()
        mutant = running.pop(child)
        if status == 0:
            left.append(mutant)
            print(mutant, flush=True)

    for mutant in drawn:
        file = str(mutant.file)
        names = set().union(*(lines.get((file, line), set()) for line in mutant.lines))
        if not names and any((file, line) in lines for line in mutant.lines):
            names = by_file[file]  # run at import only
        if not names:
            left.append(mutant)
            print(mutant, "(no test reaches it)", flush=True)
            continue
        order = sorted(names, key=lambda name: seconds.get(name, 0))
        limit = 10 + 10 * sum(seconds.get(name, 0) for name in order)

        def work(mutant=mutant, order=order) -> int:
            sys.meta_path.insert(0, Instead(mutant.file, mutated(mutant)))
            return _pytest(area, order, Chosen(order))

        while len(running) >= jobs:
            reap()
        running[_forked(work, limit)] = mutant
    while running:
        reap()
    print(f"{area}: {len(drawn)} mutants of {len(every)} in {time.monotonic() - started:.0f} s", flush=True)
    return len(drawn) - len(left), left


def _warm() -> None:
    """Load what is not ours once, before the forks; our own modules are loaded in each."""
    import hypothesis.strategies  # noqa: F401
    import numpy as np  # noqa: F401
    import pytest  # noqa: F401

    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    for name in ("sync.linkage", "sync.app", "sync.touchpoints.agenda", "tests.conftest"):
        importlib.import_module(name)
    for name in [name for name in sys.modules if name.partition(".")[0] in {"sync", "adapters", "tests"}]:
        del sys.modules[name]


def main(words: list[str]) -> int:
    """Print each survivor and the share killed; return 1 when an area is below the goal."""
    parser = argparse.ArgumentParser(prog="tests.mutation")
    parser.add_argument("areas", nargs="*", default=[], metavar="AREA", help=", ".join(AREAS))
    parser.add_argument("--most", type=int, default=300, help="how many of each area, drawn by the seed")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument(
        "--only", action="append", default=[], help="FILE#NUMBER: only this one of those drawn"
    )
    told = parser.parse_args(words)
    low = False
    for area in told.areas or AREAS:
        killed, left = run(area, told.most, told.seed, told.jobs, set(told.only))
        share = killed / max(killed + len(left), 1)
        print(f"{area}: {killed} of {killed + len(left)} killed, {share:.1%} (goal {GOAL:.0%})\n", flush=True)
        low |= share < GOAL
    return int(low)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
