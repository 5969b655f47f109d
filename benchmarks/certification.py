"""What a certificate costs: one JSON object of times, shares and rates for one environment.

In:  the folder of an environment, of either form; `tests/data/railway/final` when none is given.
Out: JSON on standard output. The bound is one second for ten tasks, walks included; `met` says whether it holds.

    python benchmarks/certification.py [FOLDER]
"""

import cProfile
import json
import platform
import pstats
import statistics
import sys
import time
from pathlib import Path
from typing import Any

from environments import Environment, load_environment
from environments.certification import certify

ROOT = Path(__file__).parent.parent
RAILWAY = ROOT / "tests" / "data" / "railway" / "final"
ROUNDS = 5
MOST_SECONDS = 1.0
"""For ten tasks."""

PHASES = {
    "walks": "explore",
    "scan_order": "check_scan_order",
    "mutants": "run",
    "orders": "try_orders",
    "replays": "check_replays",
    "reversed_solutions": "check_solution_scans",
    "words": "_check_words",
}
"""Phase to the function of `environments/certification` that does it."""


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else RAILWAY
    print(json.dumps(measure(folder), indent=1))


def measure(path: Path) -> dict[str, Any]:
    """Time the certification of the environment in a folder, and where that time goes."""
    environment = load_environment(path)
    seconds = []
    for _ in range(ROUNDS):
        started = time.process_time()
        certification = certify(environment)
        seconds.append(time.process_time() - started)
    median = statistics.median(seconds)
    mutants = sum(count.made for count in certification.mutants)
    shares = shares_by_phase(environment)
    ten_tasks = median * 10 / max(1, len(certification.tasks))
    return {
        "environment": f"{environment.name}@{environment.version}",
        "machine": f"{platform.machine()}, Python {platform.python_version()}",
        "tools": len(environment.tools),
        "tasks": len(certification.tasks),
        "passed": certification.passed,
        "cpu_s": round(median, 4),
        "cpu_s_ten_tasks": round(ten_tasks, 4),
        "most_s": MOST_SECONDS,
        "met": ten_tasks <= MOST_SECONDS,
        "shares": shares,
        "mutants": mutants,
        "mutants_a_second": round(mutants / (median * shares["mutants"])) if shares["mutants"] else None,
        "walk_calls": int(certification.environment.measures["calls"]),
    }


def shares_by_phase(environment: Environment) -> dict[str, float]:
    """The share of each phase in one certification, as a profiler sees it."""
    profile = cProfile.Profile()
    profile.runcall(certify, environment)
    # a profiler's statistics: (file, line, function) to (calls, primitive calls, own time, time with callees, callers)
    statistics_of: dict[tuple[str, int, str], Any] = pstats.Stats(profile).stats  # type: ignore[attr-defined]
    seconds = {
        function: entry[3]
        for (file, _, function), entry in statistics_of.items()
        if "certification" in Path(file).parts
    }
    whole = seconds["certify"]
    shares = {phase: round(seconds.get(function, 0.0) / whole, 3) for phase, function in PHASES.items()}
    return {**shares, "rest": round(1 - sum(shares.values()), 3)}


if __name__ == "__main__":
    main()
