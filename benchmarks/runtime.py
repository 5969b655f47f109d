"""What a running environment costs: one JSON object of medians, and of ratios to bare SQLite in the same run.

In:  the folder of an environment, of either form; where none is given, the procedural author makes and publishes one.
Out: JSON on standard output. Each measure says its bound; `met` says whether it holds.
     Times are CPU time of this process, so that what else the machine does is left out; on an idle machine they are
     what a clock on the wall would show.

Calls are those of the certified solutions, in the untouched database: every tool that one of them reads with before it
writes, and every tool that one of them writes with first. A write that could not succeed twice is undone after each
time, on both sides and while the clock stands.

    python -m benchmarks.runtime [FOLDER] [--quick] [--small]

`--quick` leaves out what making environments costs; `--small` makes them with 10 to 14 tables and 15 to 25 tools.
"""

import json
import platform
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from time import process_time as clock
from typing import Any

import apsw

from environments import Environment, Session, load_environment, play
from environments.certification import certify
from environments.clock import standing_clock
from environments.program import BindingStep, Program, Statement

ROOT = Path(__file__).parent.parent
SEED, TASKS = 7, 10
ROUNDS = 9
CALLS = 60
"""Of one tool in a round."""
OPEN_SESSIONS = 1024
SYNTHESISED = 12
"""Environments that are made to see what making one costs."""
MOST_RATIO = 4.0
"""Of a call to its statements executed bare."""
CERTIFICATIONS = 3

Call = tuple[str, dict[str, Any]]


@dataclass(frozen=True)
class Compared:
    """Seconds of one thing, ours and bare."""

    name: str
    ours: float
    bare: float

    @property
    def ratio(self) -> float:
        return self.ours / self.bare


def main() -> None:
    given = [each for each in sys.argv[1:] if not each.startswith("--")]
    is_small = "--small" in sys.argv
    if "--make" in sys.argv:
        print(made(Path(given[0]), is_small))
    elif "--crowd" in sys.argv:
        crowded(Path(given[0]))
    else:
        with tempfile.TemporaryDirectory() as root:
            folder = Path(given[0] if given else alone(root, "--make", *(["--small"] if is_small else [])))
            report = measured(folder)
            if "--quick" not in sys.argv:
                report["synthesis"] = synthesising(is_small)
            print(json.dumps(report, indent=1))


def measured(folder: Path) -> dict[str, Any]:
    environment = load_environment(folder)
    content = environment.content
    return {
        "environment": f"{environment.name}@{environment.version}",
        "size": {"tables": len(content.tables), "tools": len(content.tools), "rows": len(content.rows)},
        "machine": f"{platform.machine()}, Python {platform.python_version()}, SQLite {apsw.sqlite_lib_version()}",
        "image_bytes": len(environment.image),
        "session_open_close": opening(environment),
        "read_calls": calling(environment, first_calls(environment, writes=False)),
        "write_calls": calling(environment, first_calls(environment, writes=True)),
        "open_sessions": json.loads(alone(str(folder.absolute()), "--crowd")),
        "verify": verifying(environment),
        "load": loading(folder),
        "certify": certifying(environment),
    }


def alone(path: str, *what: str) -> str:
    """What this file prints in a process of its own, so that no memory or import of one measure touches another."""
    command = [sys.executable, __file__, path, *what]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT).stdout.strip()


def made(root: Path, is_small: bool) -> Path:
    """The folder of a published environment, made by the pipeline's own steps."""
    from authors.choosing import scenarios_of
    from authors.procedural.author import ProceduralAuthor
    from authors.procedural.compose import SMALL, Size
    from tasks import STEPS, Loom, write_scenarios

    loom = Loom(str(root), ProceduralAuthor(SEED, SMALL if is_small else Size()), TASKS)
    batch = write_scenarios.fn(loom, scenarios_of(loom.author, None, None, 1))
    for step in STEPS:
        batch = step.run(loom, batch)
    (entry,) = loom.workspace.catalog.environments("published")
    return root / entry.bundle


def synthesising(is_small: bool) -> dict[str, Any]:
    """Environments a CPU second without Prefect, certification included, and what Prefect adds a task run.

    `benchmarks/synthesis.py` tells more: shares, memory, growth.
    """
    count = str(SYNTHESISED)
    command = [sys.executable, str(ROOT / "benchmarks" / "synthesis.py"), "--only", "one_core", "flow"]
    command += ["--one-core", count, "--sizes", count, "--workers", "1"]
    command += ["--small"] if is_small else []
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

    return told(against("open and close", lambda: environment.session().close(), bare, times=300), most=2.0)


def calling(environment: Environment, calls: Sequence[Call]) -> dict[str, Any]:
    """Calls with their results as JSON, each against its statements executed bare in a transaction."""
    found, prepared_again = [], 0
    for call in calls:
        compared, misses = called(environment, call)
        found.append(compared)
        prepared_again += misses
    highest = max(found, key=attrgetter("ratio"))
    return {
        "tools": len(found),
        "median_us": round(statistics.median(one.ours for one in found) * 1e6, 2),
        "slowest_us": round(max(one.ours for one in found) * 1e6, 2),
        "bare_us": round(statistics.median(one.bare for one in found) * 1e6, 2),
        "ratio": round(statistics.median(one.ratio for one in found), 2),
        "highest_ratio": round(highest.ratio, 2),
        "highest_ratio_of": highest.name,
        "most_ratio": MOST_RATIO,
        "statements_prepared_again": prepared_again,
        "met": highest.ratio <= MOST_RATIO and not prepared_again,
    }


def called(environment: Environment, call: Call) -> tuple[Compared, int]:
    """One call against its statements, and how many statements had to be prepared a second time."""
    name, arguments = call
    inverse = undoing(environment, call)
    with environment.session() as session, environment.session() as other:
        execute = other.connection.cursor().execute
        statements, values = bare_statements(environment.tools[name], arguments, other)

        def ours() -> str:
            return session.call(name, arguments).to_json()

        def bare() -> None:
            execute("BEGIN")
            for sql in statements:
                execute(sql, values).fetchall()
            execute("COMMIT")

        def undo(connection: apsw.Connection) -> None:
            if inverse:
                apsw.Changeset.apply(inverse, connection, conflict=cascaded)

        undo(other.connection)
        session.call(name, arguments)
        undo(session.connection)
        misses = session.connection.cache_stats()["misses"]
        pairs = [
            (
                timed(ours, CALLS, lambda: undo(session.connection)),
                timed(bare, CALLS, lambda: undo(other.connection)),
            )
            for _ in range(ROUNDS)
        ]
        again = session.connection.cache_stats()["misses"] - misses
    return Compared(name, *(statistics.median(side) for side in zip(*pairs, strict=True))), again


def cascaded(reason: int, _: apsw.TableChange) -> int:
    """Pass over a row that is gone already: the deletion of its parent took it along."""
    return apsw.SQLITE_CHANGESET_OMIT if reason == apsw.SQLITE_CHANGESET_NOTFOUND else apsw.SQLITE_CHANGESET_ABORT


def undoing(environment: Environment, call: Call) -> bytes:
    """The changes that take back what a call does in the untouched database; nothing for a read."""
    with environment.session() as session:
        recorder = apsw.Session(session.connection, "main")
        recorder.attach()
        result = session.call(*call)
        if not result.ok:
            raise RuntimeError(f"{call[0]} failed: {result.error}")
        changeset = recorder.changeset()
        recorder.close()
    return apsw.Changeset.invert(changeset) if changeset else b""


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


def crowded(folder: Path) -> None:
    """Many sessions open at once, each used for one write; in a process of its own, for its memory."""
    environment = load_environment(folder)
    name, arguments = usual_write(environment)
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
        "tool": name,
        "sessions": OPEN_SESSIONS,
        "seconds": round(seconds, 3),
        "most_seconds": 0.5,
        "resident_bytes_each": round(each),
        "most_resident_bytes_each": round(most),
        "met": seconds <= 0.5 and each <= most,
    }
    print(json.dumps(report))


def usual_write(environment: Environment) -> Call:
    """Of the writes that solutions begin with, the one in the middle by what it costs."""
    writes = first_calls(environment, writes=True)

    def cost(call: Call) -> float:
        def once() -> float:
            with environment.session() as session:
                start = clock()
                session.call(*call)
                return clock() - start

        return statistics.median(once() for _ in range(ROUNDS))

    return sorted(writes, key=cost)[len(writes) // 2]


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


def certifying(environment: Environment) -> dict[str, Any]:
    """All of it anew, walks through every tool included; `benchmarks/certification.py` tells where the time goes."""
    seconds = statistics.median(timed(lambda: certify(environment), times=1) for _ in range(CERTIFICATIONS))
    counts = [count for each in certify(environment).certificates for count in each.mutants]
    each_ten = seconds * 10 / len(environment.tasks)
    return {
        "tasks": len(environment.tasks),
        "mutants": sum(count.made for count in counts),
        "median_s_ten_tasks": round(each_ten, 3),
        "most_s": 1.0,
        "met": each_ten < 1.0,
    }


def first_calls(environment: Environment, *, writes: bool) -> list[Call]:
    """Calls of the solutions that succeed in the untouched database, one a tool: first writes, or reads before them."""
    found: dict[str, Call] = {}
    for solution in environment.content.solutions:
        with environment.session() as session:
            played = play(session, solution)
        for call, arguments in zip(solution.calls, played.arguments, strict=False):
            read_only = environment.tools[call.tool].read_only
            if read_only != writes:
                found.setdefault(call.tool, (call.tool, arguments))
            if not read_only:
                break
    if not found:
        kind = "writes" if writes else "reads"
        raise SystemExit(f"No solution of {environment.name} {kind} anything; measure another environment.")
    return list(found.values())


def against(name: str, ours: Callable[[], object], bare: Callable[[], object], times: int) -> Compared:
    """Medians of each, measured in turns so that both see the same machine."""
    pairs = [(timed(ours, times), timed(bare, times)) for _ in range(ROUNDS)]
    return Compared(name, statistics.median(pair[0] for pair in pairs), statistics.median(pair[1] for pair in pairs))


def timed(work: Callable[[], object], times: int, between: Callable[[], object] | None = None) -> float:
    """Seconds a time; what is done between two times does not count, nor does reading the clock for that."""
    if between is None:
        start = clock()
        for _ in range(times):
            work()
        return (clock() - start) / times
    spent = 0.0
    for _ in range(times):
        start = clock()
        work()
        spent += clock() - start
        between()
    return spent / times - CLOCK_S


def _clock_s() -> float:
    readings = [-clock() + clock() for _ in range(2000)]
    return statistics.median(readings)


CLOCK_S = _clock_s()
"""What reading the clock adds to a measured time."""


def told(one: Compared, most: float) -> dict[str, Any]:
    return {
        "median_us": round(one.ours * 1e6, 2),
        "bare_us": round(one.bare * 1e6, 2),
        "ratio": round(one.ratio, 2),
        "most_ratio": most,
        "met": one.ratio <= most,
    }


def resident_bytes() -> int:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) * 1024
    raise RuntimeError("this system does not say how much memory a process holds")


if __name__ == "__main__":
    main()
