"""Which benchmarks there are: every module in `benchmarks/` that defines `BENCHMARK`.

In:  names. Out: benchmarks. Never here: a list to keep; a file is found by being there.
"""

import difflib
import importlib
import pkgutil
from collections.abc import Sequence
from functools import cache

from evaluation.benchmark import Benchmark
from evaluation.errors import EvaluationError


@cache
def all_benchmarks() -> dict[str, Benchmark]:
    """Every benchmark by name; our own first, the others in alphabetical order."""
    from evaluation import benchmarks

    names = sorted(info.name for info in pkgutil.iter_modules(benchmarks.__path__))
    modules = [importlib.import_module(f"{benchmarks.__name__}.{name}") for name in names]
    found: list[Benchmark] = [module.BENCHMARK for module in modules if hasattr(module, "BENCHMARK")]
    found.sort(key=lambda each: (not each.name.startswith("worldloom"), each.name))
    return {each.name: each for each in found}


def benchmarks_of(names: Sequence[str]) -> list[Benchmark]:
    """The benchmarks of these names, each once.

    Raises:
        EvaluationError: there is none of a name; names near ones.
    """
    known = all_benchmarks()
    for name in names:
        if name not in known:
            close = difflib.get_close_matches(name, known, n=1)
            hint = f" Did you mean {close[0]}?" if close else ""
            raise EvaluationError(f"There is no benchmark {name!r}.{hint} There are {', '.join(known)}.")
    return [known[name] for name in dict.fromkeys(names)]
