"""What synthesis costs: one JSON object of rates, shares, walls, memory, and how they grow.

In:  how many environments to measure with.
Out: JSON on standard output. `one_core` is a process alone, without Prefect, from scenarios to published bundles with
     certification and storage, in CPU time, with the share of each step; `crew` the same work with processes side by
     side, and `flow` the whole flow, embedded server included, both in wall and in CPU time of all their processes.
     Memory is the highest sum over all processes of a run. `linearity` says what each further environment costs.

    python -m benchmarks.synthesis [--small] [--one-core 24] [--sizes 100 300] [--workers 2] [--only one_core crew flow]
    python -m benchmarks.synthesis --sizes 100 300 1000 3000 --only crew      # an hour or so
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
ROOT_VARIABLE = "SYNTHESIS_ROOT"
"""Where a measurement keeps its data."""
SIZE_VARIABLE = "SYNTHESIS_SIZE"
"""`small` for environments of 10 to 14 tables and 15 to 25 tools."""
SEED = 7
TASKS = 10
LEAST_RATE = 3.0
"""Environments a CPU second, certification included."""
MOST_MEMORY_MB = 3 * 1024
MOST_S_PER_THOUSAND = {"crew": 300.0, "flow": 600.0}
LOOK_EVERY_S = 0.25
EMPTY_RUNS = 70

Measures = dict[str, Any]


def main() -> None:
    asked = _arguments()
    if asked.measure:
        os.environ[SIZE_VARIABLE] = "small" if asked.small else ""
        print(json.dumps(MEASURES[asked.measure](asked.count, asked.processes)))
        return
    report: Measures = {
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "tasks_an_environment": TASKS,
    }
    if "one_core" in asked.only:
        report["one_core"] = run("one_core", asked.one_core, 1, asked.small)
    for kind in ("crew", "flow"):
        if kind in asked.only:
            report[kind] = [
                run(kind, count, workers, asked.small) for count in asked.sizes for workers in asked.workers
            ]
    report["linearity"] = {
        f"{kind}, {workers} workers": growth([one for one in report.get(kind, []) if one["workers"] == workers])
        for kind in ("crew", "flow")
        for workers in asked.workers
        if kind in asked.only and len(asked.sizes) > 1
    }
    print(json.dumps(report, indent=1))


def run(measure: str, count: int, workers: int, is_small: bool) -> Measures:
    """One measurement in a process of its own, with the memory of it and all its children watched."""
    command = [sys.executable, __file__, "--measure", measure, "--count", str(count), "--processes", str(workers)]
    command += ["--small"] if is_small else []
    path = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    with tempfile.TemporaryDirectory() as root:
        found = watched(command, {"PYTHONPATH": path, ROOT_VARIABLE: root})
    return {"environments": count, "workers": workers, **found}


def watched(command: list[str], variables: dict[str, str]) -> Measures:
    """What a process prints last, and how much memory it and its children held at most."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, **variables}) as process:
        most = 0.0
        while process.poll() is None:
            most = max(most, memory_mb(process.pid))
            time.sleep(LOOK_EVERY_S)
        assert process.stdout is not None
        printed = process.stdout.read()
    if process.returncode:
        raise SystemExit(f"{' '.join(command[1:])} failed; its message is above")
    found: Measures = json.loads(printed.splitlines()[-1])
    return {**found, "memory_mb": round(most), "memory_met": most <= MOST_MEMORY_MB}


def growth(measured: list[Measures]) -> Measures:
    """Seconds for each further environment from one size to the next: the same where work grows in step."""
    ordered = sorted(measured, key=lambda one: int(one["environments"]))
    further = {
        f"{one['environments']} to {other['environments']}": round(
            (other["wall_s"] - one["wall_s"]) / (other["environments"] - one["environments"]), 3
        )
        for one, other in pairwise(ordered)
    }
    return {"s_each_further": further}


def one_core(count: int, _: int) -> Measures:
    """Every step in this process, one after the other, in batches as the flow makes them, set up as its workers are."""
    from flows.synthesize import batches
    from tasks import STEPS
    from tasks.worker import set_up

    loom = _loom()
    set_up()
    spent: dict[str, float] = defaultdict(float)
    started = time.process_time()
    work = _scenarios(loom, count)
    for batch in batches(work):
        for step in STEPS:
            before = time.process_time()
            batch = step.run(loom, batch)
            spent[step.name] += time.process_time() - before
    total = time.process_time() - started
    published = len(loom.workspace.catalog.environments("published"))
    return {
        "published": published,
        "cpu_s_each": round(total / count, 4),
        "environments_a_cpu_second": round(published / total, 2),
        "rate_met": published / total >= LEAST_RATE,
        "shares": {name: round(seconds / total, 3) for name, seconds in spent.items()},
        "certification_share": round(spent["certify"] / total, 3),
    }


def crew_alone(count: int, workers: int) -> Measures:
    """The same work without Prefect, with processes side by side."""
    from flows.synthesize import batches
    from tasks import STEPS, Batch
    from tasks.crew import crew

    loom = _loom()
    with crew(workers) as hands, ThreadPoolExecutor(workers) as threads:

        def weave(batch: Batch) -> Batch:
            for step in STEPS:
                batch = hands.run(step.name, loom, batch) if hands else step.run(loom, batch)
            return batch

        started, spent = time.perf_counter(), cpu_s()
        for _ in threads.map(weave, batches(_scenarios(loom, count))):
            pass
        wall, spent = time.perf_counter() - started, cpu_s() - spent
    return _walls("crew", len(loom.workspace.catalog.environments("published")), count, wall, spent)


def flow(count: int, workers: int) -> Measures:
    """The flow on an embedded server, whose start counts."""
    from worldloom.settings import prepare_prefect

    prepare_prefect(quiet=True)
    from authors.procedural.author import ProceduralAuthor
    from flows.synthesize import batches, synthesize
    from tasks import STEPS, Work

    def once() -> tuple[float, float, int]:
        started, spent = time.perf_counter(), cpu_s()
        report = synthesize(count=count, tasks=TASKS, seed=SEED, root=os.environ[ROOT_VARIABLE], workers=workers)
        return time.perf_counter() - started, cpu_s() - spent, len(report.environments)

    (wall, spent, published), (again, _, _) = once(), once()
    empty = _empty_run_ms()
    work = tuple(Work(scenario) for scenario in ProceduralAuthor(SEED).write_scenarios(count))
    runs = len(STEPS) * len(list(batches(work)))
    return {
        **_walls("flow", published, count, wall, spent),
        "again_s": round(again, 2),
        "task_runs": runs,
        "prefect_ms_a_task_run": round(empty, 1),
        "prefect_ms_an_environment": round(empty * runs / count, 1),
    }


def _empty_run_ms() -> float:
    """Wall time of a task run in which nothing is done, on a server that runs already."""
    from prefect import flow, task
    from prefect.cache_policies import NO_CACHE

    @task(cache_policy=NO_CACHE, persist_result=False)
    def nothing(number: int) -> int:
        return number

    @flow
    def idle() -> None:
        for future in [nothing.submit(number) for number in range(EMPTY_RUNS)]:
            future.result()

    idle()
    started = time.perf_counter()
    idle()
    return (time.perf_counter() - started) / EMPTY_RUNS * 1000


def _walls(kind: str, published: int, count: int, wall: float, spent: float) -> Measures:
    bound = MOST_S_PER_THOUSAND[kind]
    return {
        "published": published,
        "wall_s": round(wall, 2),
        "cpu_s": round(spent, 2),
        "environments_a_wall_second": round(published / wall, 2),
        "environments_a_cpu_second": round(published / spent, 2),
        "wall_s_per_thousand": round(wall / count * 1000),
        "most_s_per_thousand": bound,
        "wall_met": wall / count * 1000 <= bound,
    }


def _loom() -> Any:
    from authors.procedural.author import ProceduralAuthor
    from authors.procedural.compose import SMALL, Size
    from tasks import Loom

    size = SMALL if os.environ.get(SIZE_VARIABLE) == "small" else Size()
    return Loom(os.environ[ROOT_VARIABLE], ProceduralAuthor(SEED, size), TASKS)


def _scenarios(loom: Any, count: int) -> Any:
    from authors.choosing import scenarios_of
    from tasks import write_scenarios

    return write_scenarios.fn(loom, scenarios_of(loom.author, None, None, count))


def cpu_s() -> float:
    """CPU seconds of this process, of its descendants, and of those that have ended."""
    return sum(map(_ticks, [os.getpid(), *descendants(os.getpid())])) / os.sysconf("SC_CLK_TCK")


def _ticks(pid: int) -> int:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:  # it has ended meanwhile
        return 0
    return sum(map(int, fields[11:15]))  # utime, stime, and the same of children that were waited for


def memory_mb(pid: int) -> float:
    """What a process and its descendants hold, pages that they share counted once."""
    return sum(map(_held_kb, [pid, *descendants(pid)])) / 1024


def descendants(pid: int) -> list[int]:
    """All processes below this one."""
    try:
        tasks = [thread / "children" for thread in Path(f"/proc/{pid}/task").iterdir()]
        children = [int(child) for file in tasks for child in file.read_text().split()]
    except OSError:
        return []
    return [each for child in children for each in (child, *descendants(child))]


def _held_kb(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:  # it has ended meanwhile
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


MEASURES: dict[str, Callable[[int, int], Measures]] = {"one_core": one_core, "crew": crew_alone, "flow": flow}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--one-core", type=int, default=24, metavar="N", help="environments for the rate of a core")
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 300], metavar="N")
    parser.add_argument("--workers", type=int, nargs="+", default=[2], metavar="N")
    parser.add_argument(
        "--only", choices=sorted(MEASURES), nargs="+", default=sorted(MEASURES), help="leave out others"
    )
    parser.add_argument("--small", action="store_true", help="environments of 10 to 14 tables, 15 to 25 tools")
    parser.add_argument("--measure", choices=sorted(MEASURES), help=argparse.SUPPRESS)
    parser.add_argument("--count", type=int, default=0, help=argparse.SUPPRESS)
    parser.add_argument("--processes", type=int, default=1, help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
