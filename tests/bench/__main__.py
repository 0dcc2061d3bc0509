"""Run all benchmarks that have a goal, or those named: `python -m tests.bench drop vcard`.

`python -m tests.bench growth …` is the one table beside named peers; what follows it goes there.
"""

import pkgutil
import sys
from importlib import import_module

from tests import bench


def main(names: list[str]) -> int:
    """Run the benchmarks; return 2 when a name is unknown, 1 when one missed its goal."""
    if names[:1] == ["growth"]:
        from tests.bench import growth

        return 0 if growth.main(names[1:]) else 1
    modules = {
        one.name: module
        for one in pkgutil.iter_modules(bench.__path__)
        if not one.name.startswith("_")
        and one.name != "growth"
        and hasattr(module := import_module(f"tests.bench.{one.name}"), "main")
    }
    unknown = [name for name in names if name not in modules]
    if unknown:
        print(f"unknown: {', '.join(unknown)}; there are: {', '.join(modules)}", file=sys.stderr)
        return 2
    missed = 0
    for name in names or modules:
        print(f"\n{name}: {(modules[name].__doc__ or '').splitlines()[0]}")
        missed += modules[name].main() is False
    return 1 if missed else 0


sys.exit(main(sys.argv[1:]))
