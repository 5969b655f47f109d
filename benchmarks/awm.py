"""What an imported environment costs: loading its module, opening a session, a read, a write, with the hop.

`python -m benchmarks.awm FOLDER READ ARGUMENTS WRITE ARGUMENTS`: a folder that `worldloom import-awm` wrote, and two of
its tools with their arguments as JSON. Prints JSON; times in milliseconds, medians, beside the load of the machine.
"""

import json
import os
import resource
import statistics
import sys
import time
from typing import Any

from environments.imported import PythonEnvironment, PythonSession, read_imported

CALLS = 300
SESSIONS = 1000


def main() -> None:
    folder, read, read_arguments, write, write_arguments = sys.argv[1:6]
    from pathlib import Path

    environment = PythonEnvironment(read_imported(Path(folder)))
    environment.preload()
    environment.unload()  # the nursery is up; what follows is a module's start alone
    start = time.perf_counter()
    environment.preload()
    loading = time.perf_counter() - start
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    opened = [_timed(lambda: environment.session()) for _ in range(SESSIONS)]
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    session = environment.session()
    print(
        json.dumps(
            {
                "load_average": os.getloadavg()[0],
                "module_start_ms": round(loading * 1000, 2),
                "session_open_ms": round(statistics.median(opened), 4),
                "session_kib": round(grown / SESSIONS, 2),
                "read_ms": _median(session, read, json.loads(read_arguments)),
                "write_ms": _median(session, write, json.loads(write_arguments)),
                "python_loop_ms": round(_timed(lambda: sum(range(1_000_000))), 2),
            },
            indent=1,
        )
    )


def _median(session: PythonSession, tool: str, arguments: dict[str, Any]) -> float:
    result = session.call(tool, arguments)
    if not result.ok:
        sys.exit(f"{tool}: {result.said}")
    return round(statistics.median(_timed(lambda: session.call(tool, arguments)) for _ in range(CALLS)), 3)


def _timed(run: Any) -> float:
    start = time.perf_counter()
    run()
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    main()
