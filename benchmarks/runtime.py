"""What a running environment costs: one JSON object of medians, and of ratios to bare SQLite in the same run.

In:  the folder of an environment, of either form; `tests/data/railway/final` when none is given.
Out: JSON on standard output. Each measure says its bound; `met` says whether it holds.
     Times are CPU time of this process, so that what else the machine does is left out; on an idle machine they are
     what a clock on the wall would show.

    python benchmarks/runtime.py [FOLDER]
"""

import json
import platform
import statistics
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time as clock
from typing import Any

import apsw

from environments import Environment, Session, load_environment, play
from environments.clock import standing_clock
from environments.program import BindingStep, Program, Statement

ROOT = Path(__file__).parent.parent
RAILWAY = ROOT / "tests" / "data" / "railway" / "final"
ROUNDS = 15
OPEN_SESSIONS = 1024
SYNTHESISED = 12
"""Environments that are made to see what making one costs."""

Call = tuple[str, dict[str, Any]]


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else RAILWAY
    if "--crowd" in sys.argv:
        crowded(folder)
        return
    environment = load_environment(folder)
    calls = repeatable_calls(environment)
    report = {
        "environment": f"{environment.name}@{environment.version}",
        "machine": f"{platform.machine()}, Python {platform.python_version()}, SQLite {apsw.sqlite_lib_version()}",
        "image_bytes": len(environment.image),
        "session_open_close": opening(environment),
        "read_call": calling(environment, first_call(environment, calls, writes=False)),
        "write_call": calling(environment, first_call(environment, calls, writes=True)),
        "open_sessions": crowd(folder),
        "verify": verifying(environment),
        "load": loading(folder),
        "synthesis": synthesising(),
    }
    print(json.dumps(report, indent=1))


def synthesising() -> dict[str, Any]:
    """Environments a CPU second without Prefect, certification included, and what Prefect adds a task run.

    `benchmarks/synthesis.py` tells more: shares, memory, growth.
    """
    count = str(SYNTHESISED)
    command = [sys.executable, str(ROOT / "benchmarks" / "synthesis.py"), "--only", "one_core", "flow"]
    command += ["--one-core", count, "--sizes", count, "--workers", "1"]
    found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    alone, (flow,) = found["one_core"], found["flow"]
    return {
        "environments": SYNTHESISED,
        "environments_a_cpu_second": alone["environments_a_cpu_second"],
        "certification_share": alone["certification_share"],
        "met": alone["rate_met"],
        "prefect_ms_a_task_run": flow["prefect_ms_a_task_run"],
        "prefect_ms_an_environment": flow["prefect_ms_an_environment"],
    }


def opening(environment: Environment) -> dict[str, Any]:
    """A session opened and closed, against a bare copy of the image with the same functions."""
    standing = standing_clock(environment.manifest.now)

    def bare() -> None:
        connection = apsw.Connection(":memory:", vfs=standing.vfs)
        connection.deserialize("main", environment.image)
        connection.create_scalar_function("now", standing.read_now, 0, deterministic=True)
        connection.create_scalar_function("today", standing.read_today, 0, deterministic=True)
        connection.close()

    ours, theirs = medians(lambda: environment.session().close(), bare, times=300)
    return compared(ours, theirs, most=2.0)


def calling(environment: Environment, call: Call) -> dict[str, Any]:
    """A call with its result as JSON, against its statements executed bare in a transaction."""
    name, arguments = call
    program = environment.tools[name]
    with environment.session() as session, environment.session() as other:
        execute = other.connection.cursor().execute
        statements, values = bare_statements(program, arguments, other)

        def ours() -> str:
            return session.call(name, arguments).to_json()

        def bare() -> None:
            execute("BEGIN")
            for sql in statements:
                execute(sql, values).fetchall()
            execute("COMMIT")

        return {"tool": name, "statements": len(statements), **compared(*medians(ours, bare, times=200), most=4.0)}


def bare_statements(program: Program, arguments: dict[str, Any], session: Session) -> tuple[list[str], dict[str, Any]]:
    """The SQL of a call in its order, and everything that it binds, found by running it once."""
    values = {**program.blank, "user_id": session.user_id}
    program.arguments.bind(arguments, values)
    found: list[str] = []

    def run(statement: Statement) -> list[tuple[Any, ...]]:
        found.append(statement.sql)
        return session.connection.execute(statement.sql, values).fetchall()

    for step in program.steps:
        if isinstance(step, BindingStep) and step.when is not None:
            rows = run(step.when)
            if not rows or not rows[0][0]:
                continue
        rows = run(step.statement)
        if isinstance(step, BindingStep) and rows:
            values.update(zip(step.bound_names, rows[0], strict=False))
    for part in program.parts:
        run(part.statement)
    return found, values


def crowd(folder: Path) -> dict[str, Any]:
    """Many sessions open at once, each used for one write; in a process of its own, for its memory."""
    command = [sys.executable, __file__, str(folder.absolute()), "--crowd"]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def crowded(folder: Path) -> None:
    """Run in a fresh process: memory that an earlier measure has left would count for nothing."""
    environment = load_environment(folder)
    name, arguments = first_call(environment, repeatable_calls(environment), writes=True)
    before = resident_bytes()
    start = clock()
    sessions = [environment.session() for _ in range(OPEN_SESSIONS)]
    for session in sessions:
        if not session.call(name, arguments).ok:
            raise RuntimeError(f"{name} failed")
    seconds = clock() - start
    each = (resident_bytes() - before) / OPEN_SESSIONS
    most = 1.3 * (len(environment.image) + 120 * 1024)
    report = {
        "sessions": OPEN_SESSIONS,
        "seconds": round(seconds, 3),
        "most_seconds": 0.5,
        "resident_bytes_each": round(each),
        "most_resident_bytes_each": round(most),
        "met": seconds <= 0.5 and each <= most,
    }
    print(json.dumps(report))


def verifying(environment: Environment) -> dict[str, Any]:
    """The verdict on each task after its solution was played, once in each fresh session."""
    times = []
    for solution in environment.content.solutions:
        for _ in range(ROUNDS):
            with environment.session(solution.task) as session:
                answer = play(session, solution).answer
                start = clock()
                verdict = session.verify(answer)
                times.append(clock() - start)
            if verdict.outcome != "complete":
                raise RuntimeError(f"{solution.task}: {verdict.reason}")
    median = statistics.median(times)
    return {"median_ms": round(median * 1e3, 3), "most_ms": 2.0, "met": median < 0.002}


def loading(folder: Path) -> dict[str, Any]:
    """From the folder to an environment that is ready, imports aside."""
    median = statistics.median(timed(lambda: load_environment(folder), times=1) for _ in range(ROUNDS))
    return {"median_ms": round(median * 1e3, 2), "most_ms": 50.0, "met": median < 0.05}


def repeatable_calls(environment: Environment) -> list[Call]:
    """Calls of the solutions, with their arguments, that succeed again and again; first those that add no rows."""
    found: list[Call] = []
    for solution in environment.content.solutions:
        with environment.session() as session:
            played = play(session, solution)
        for call, arguments in zip(solution.calls, played.arguments, strict=False):
            if is_repeatable(environment, (call.tool, arguments)):
                found.append((call.tool, arguments))
    return sorted(found, key=lambda call: any(write[0] == "insert" for write in environment.tools[call[0]].writes))


def first_call(environment: Environment, calls: list[Call], *, writes: bool) -> Call:
    """The first call of a tool that writes, or of one that only reads."""
    for call in calls:
        if environment.tools[call[0]].read_only != writes:
            return call
    kind = "write" if writes else "read"
    raise SystemExit(f"{environment.name} has no solution with a repeatable {kind}; measure another environment")


def is_repeatable(environment: Environment, call: Call) -> bool:
    with environment.session() as session, environment.session() as other:
        if not all(session.call(*call).ok for _ in range(20)):
            return False
        statements, values = bare_statements(environment.tools[call[0]], call[1], other)
        try:
            for sql in statements:
                other.connection.execute(sql, values).fetchall()
        except apsw.Error:
            return False
    return True


def medians(ours: Callable[[], object], theirs: Callable[[], object], times: int) -> tuple[float, float]:
    """Seconds of one call of each, measured in turns so that both see the same machine."""
    pairs = [(timed(ours, times), timed(theirs, times)) for _ in range(ROUNDS)]
    return statistics.median(pair[0] for pair in pairs), statistics.median(pair[1] for pair in pairs)


def timed(work: Callable[[], object], times: int) -> float:
    start = clock()
    for _ in range(times):
        work()
    return (clock() - start) / times


def compared(ours: float, theirs: float, most: float) -> dict[str, Any]:
    ratio = ours / theirs
    return {
        "median_us": round(ours * 1e6, 2),
        "bare_us": round(theirs * 1e6, 2),
        "ratio": round(ratio, 2),
        "most_ratio": most,
        "met": ratio <= most,
    }


def resident_bytes() -> int:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) * 1024
    raise RuntimeError("this system does not say how much memory a process holds")


if __name__ == "__main__":
    main()
