"""How fast the pipeline does what is not work: `python -m benchmarks.pipeline [--environments 200]`, as JSON.

In:  nothing; everything is made in temporary folders, on an embedded Prefect server.
Out: Prefect's share of a step and of an environment; a run over finished environments; a near-duplicate check.
"""

import argparse
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from worldloom.settings import prepare_prefect

KNOWN = 100_000
QUERIES = 200
TASK_RUNS = 200
ENVIRONMENTS = 1000


def scenario_texts(count: int) -> Iterator[str]:
    """Texts like those that `grow` proposes, unread, since reading each back would take an hour."""
    from authors.procedural.domain import all_domains
    from authors.procedural.proposing.drawing import _description
    from authors.procedural.proposing.places import town

    domains = list(all_domains().values())
    for number in range(count):
        domain, place = domains[number % len(domains)], town(number)
        yield f"{domain.name} in {place}. {_description(domain, place, random.Random(number))}"


def near_duplicates() -> dict[str, Any]:
    """One proposal against a hundred thousand known scenarios, embedding included; target: 20 ms."""
    from authors.similarity import Collection, embedder_of

    texts = dict(enumerate(scenario_texts(KNOWN + QUERIES)))
    asked = [texts.pop(number) for number in range(KNOWN, KNOWN + QUERIES)]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "vectors.npz"
        known = Collection(embedder_of("ngrams"), file)
        embedding_s = timed(lambda: known.add({str(number): text for number, text in texts.items()}))
        saving_s = timed(known.save)
        megabytes = file.stat().st_size / 1e6
        again = Collection(embedder_of("ngrams"), file)
        loading_s = timed(lambda: again.add({str(number): text for number, text in texts.items()}))
    times = [timed(lambda text=text: known.nearest(text)) * 1e3 for text in asked]  # type: ignore[misc]
    return {
        "known": len(known), "check_ms": median(times), "check_ms_p95": round(statistics.quantiles(times, n=20)[-1], 2),
        "embedding_all_s": round(embedding_s, 1), "saving_s": round(saving_s, 1),
        "loading_kept_vectors_s": round(loading_s, 1), "kept_mb": round(megabytes, 1),
    }  # fmt: skip


def finished_environments(count: int) -> dict[str, Any]:
    """A run over environments all of which are there; target: 10 s for 200, the server's start apart."""
    from flows.synthesize import synthesize

    with tempfile.TemporaryDirectory() as root:
        making_s = timed(lambda: synthesize(count=count, tasks=5, root=root))
        times = [timed(lambda: synthesize(count=count, tasks=5, root=root)) for _ in range(3)]
        command = [
            sys.executable, "-c", "from worldloom.cli import main; main()", "synthesize", "--count", str(count),
            "--tasks", "5", "--home", root, "--json",
        ]  # fmt: skip
        from_nothing_s = timed(lambda: subprocess.run(command, check=True, capture_output=True))
    return {
        "environments": count, "making_s": round(making_s, 1), "again_s": median(times),
        "again_with_the_process_and_the_server_to_start_s": round(from_nothing_s, 1),
    }  # fmt: skip


def prefect_overhead() -> dict[str, Any]:
    """What submitting a step costs, by steps that do nothing; and what that is for each environment of a large run."""
    from prefect import flow, task
    from prefect.cache_policies import NO_CACHE
    from prefect.task_runners import ThreadPoolTaskRunner

    from flows.synthesize import LARGEST_BATCH, sizes
    from tasks import STEPS

    @task(cache_policy=NO_CACHE, persist_result=False)
    def nothing(before: Any) -> Any:
        return before

    @flow(task_runner=ThreadPoolTaskRunner(max_workers=2))  # type: ignore[arg-type]
    def chain(length: int) -> None:
        future = nothing.submit(None)
        for _ in range(length - 1):
            future = nothing.submit(future)
        future.result()

    chain(1)
    empty_s = min(timed(lambda: chain(1)) for _ in range(3))
    a_run_ms = (timed(lambda: chain(TASK_RUNS)) - empty_s) / (TASK_RUNS - 1) * 1e3
    parts = len(list(sizes(ENVIRONMENTS)))
    return {
        "flow_run_ms": round(empty_s * 1e3, 1),
        "task_run_ms": round(a_run_ms, 2),
        "task_run_ms_for_each_step_of_an_environment": round(a_run_ms / LARGEST_BATCH, 3),
        f"ms_for_each_of_{ENVIRONMENTS}_environments": round(a_run_ms * len(STEPS) * parts / ENVIRONMENTS, 2),
    }


def timed(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def median(values: list[float]) -> float:
    return round(statistics.median(values), 2)


def main() -> None:
    """Print all measurements."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--environments", type=int, default=200)
    parser.add_argument("--only", choices=["near_duplicates", "finished_environments", "prefect"])
    chosen = parser.parse_args()
    prepare_prefect(quiet=True)
    parts: dict[str, Callable[[], Any]] = {
        "near_duplicates": near_duplicates,
        "prefect": prefect_overhead,
        "finished_environments": lambda: finished_environments(chosen.environments),
    }
    print(json.dumps({name: part() for name, part in parts.items() if chosen.only in (None, name)}, indent=2))


if __name__ == "__main__":
    main()
