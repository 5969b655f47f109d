"""What the catalog costs when it is large: lineage, provenance, the list, a query; one JSON object.

In:  the number of environments, 10,000 when none is given; their catalog is synthetic, made of rows alone.
Out: JSON on standard output: medians, and whether the bounds hold: lineage of one environment within 100 ms,
     `worldloom list` (the whole process) within 1 s.

    python -m benchmarks.catalog [ENVIRONMENTS]
"""

import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from artifacts import ArtifactEntry, Catalog, Derivation, EnvironmentEntry, Lineage, as_html, kind_of
from artifacts.catalog_tables import (
    ArtifactRow,
    DerivationInputRow,
    DerivationOutputRow,
    DerivationRow,
    EnvironmentRow,
)
from artifacts.collection import Collection
from artifacts.provenance import provenance
from artifacts.workspace import CATALOG_FILE, Workspace

ROUNDS = 20
PROCESS_ROUNDS = 7
TOGETHER = 1_000
LINEAGE_MS = 100.0
LIST_S = 1.0
CATEGORIES = ("Water", "Food", "Stay", "Sport", "Animals", "Making", "Health", "School")

STEPS: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("write_scenarios", (), ("scenario",)),
    ("propose_tasks", ("scenario",), ("requirements", "setting")),
    ("design_tables", ("scenario", "requirements"), ("tables",)),
    ("build_tools", ("scenario", "requirements", "tables"), ("tools",)),
    ("fill_tables", ("scenario", "tables", "tools"), ("rows",)),
    ("write_verifiers", ("scenario", "setting", "requirements", "tables", "tools", "rows"),
     ("drafted_tasks", "drafted_solutions", "drafted_verifiers")),
    ("certify", ("setting", "tables", "tools", "rows", "drafted_tasks", "drafted_solutions", "drafted_verifiers"),
     ("tasks", "solutions", "verifiers", "certificates")),
    ("publish", ("scenario", "setting", "tables", "tools", "rows", "tasks", "solutions", "verifiers", "certificates"),
     ("environment",)),
)  # fmt: skip
"""Step, what it takes, what it makes: as in `tasks/`."""

KIND_OF_ROLE = {
    "scenario": "scenarios", "requirements": "tasks", "setting": "environment", "drafted_tasks": "tasks",
    "drafted_solutions": "solutions", "drafted_verifiers": "verifiers",
}  # fmt: skip


class Imagined:
    """A store that has everything and holds nothing: the catalog alone is measured."""

    def has(self, artifact_id: str) -> bool:
        return True

    def describe(self, artifact_id: str) -> ArtifactEntry:
        return ArtifactEntry(artifact_id, kind_of(artifact_id), 10, 4_000)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(measure(Path(folder), count), indent=1))


def measure(root: Path, count: int) -> dict[str, Any]:
    """Fill a catalog with so many environments, and ask it what people ask."""
    catalog = Catalog(root / CATALOG_FILE, Imagined())
    fill(catalog, count)
    name, lineage = f"environment-{count // 2:06d}", Lineage(catalog)
    graph = lineage.up(name)
    scenario = artifact_id("scenario", count // 2)
    collection = Collection(Workspace(root))
    ask = "SELECT category, avg(tools) FROM environments GROUP BY category"
    found: dict[str, Any] = {
        "machine": {"python": platform.python_version(), "cores": os.cpu_count()},
        "environments": count,
        "derivations": count * len(STEPS),
        "catalog_megabytes": round((root / CATALOG_FILE).stat().st_size / 1e6, 1),
        "lineage_up_ms": median_ms(lambda: lineage.up(name)),
        "lineage_down_ms": median_ms(lambda: lineage.down(scenario)),
        "why_ms": median_ms(lambda: provenance(catalog, name)),
        "page_ms": median_ms(lambda: as_html(graph)),
        "query_environments_ms": median_ms(lambda: Collection(collection.workspace).query(ask), rounds=5),
        "list_process_s": process_s(root, "list"),
        "list_process_cpu_s": process_cpu_s(root, "list"),
        "list_json_process_s": process_s(root, "list", "--json"),
        "python_and_imports_s": process_s(root, "home"),
    }
    found["met"] = {
        "lineage": found["lineage_up_ms"] < LINEAGE_MS,
        "list": found["list_process_s"] < LIST_S,
    }
    catalog.close()
    return found


def fill(catalog: Catalog, count: int) -> None:
    """Rows of derivations and environments, as `count` finished scenarios leave them, put in by the thousand."""
    for start in range(0, count, TOGETHER):
        rows = rows_of(range(start, min(start + TOGETHER, count)))
        with catalog.database.writing() as connection:
            for table, those in rows.items():
                connection.execute(insert(table), those)


def rows_of(numbers: range) -> dict[Any, list[dict[str, Any]]]:
    """Table to rows of these scenarios, in an order in which no row waits for another."""
    now = datetime(2026, 5, 1, tzinfo=UTC)
    rows: dict[Any, list[dict[str, Any]]] = {
        table: [] for table in (ArtifactRow, DerivationRow, DerivationInputRow, DerivationOutputRow, EnvironmentRow)
    }
    for number in numbers:
        for place, (step, takes, makes) in enumerate(STEPS):
            own = number * len(STEPS) + place + 1
            rows[DerivationRow].append(derivation(step, own, number))
            for table, roles in ((DerivationInputRow, takes), (DerivationOutputRow, makes)):
                rows[table] += [
                    {"derivation_id": own, "role": role, "artifact_id": artifact_id(role, number)} for role in roles
                ]
            made = [artifact_id(role, number) for role in makes]
            rows[ArtifactRow] += [
                {"id": each, "kind": kind_of(each), "rows": 10, "bytes": 4_000, "created_at": now} for each in made
            ]
        rows[EnvironmentRow].append(asdict(environment(number)))
    return rows


def derivation(step: str, own: int, number: int) -> dict[str, Any]:
    plain = asdict(Derivation(
        f"{step}-{number}", step, "1", f"environment-{number:06d}", parameters={"tasks": 10}, code_version="0.1.0",
        author="procedural", author_version="1", seed=7, wall_s=0.5,
    ))  # fmt: skip
    kept = {name: value for name, value in plain.items() if name not in ("inputs", "outputs", "drafts")}
    return {**kept, "id": own, "standing": True}


def environment(number: int) -> EnvironmentEntry:
    name = f"environment-{number:06d}"
    return EnvironmentEntry(
        name, 1, artifact_id("environment", number), f"environments/{name}@1", title=name.title(),
        category=CATEGORIES[number % len(CATEGORIES)], author="procedural",
        scenario_id=artifact_id("scenario", number), tables=13, rows=600, tools=20 + number % 9, tasks=10,
        mean_steps=4.6, mutants_made=300, mutants_rejected=220,
    )  # fmt: skip


def artifact_id(role: str, number: int) -> str:
    """An id of the right form, another one for every role and number."""
    roles = dict.fromkeys(role for _, _, makes in STEPS for role in makes)
    return f"{KIND_OF_ROLE.get(role, role)}-{list(roles).index(role):04x}{number:020x}"


def median_ms(ask: Callable[[], object], rounds: int = ROUNDS) -> float:
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        ask()
        times.append(time.perf_counter() - started)
    return round(statistics.median(times) * 1000, 2)


def process_s(root: Path, *arguments: str) -> float:
    """A whole process, as a user at a terminal waits for it."""
    environment = {**os.environ, "WORLDLOOM_HOME": str(root), "COLUMNS": "120"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # a user's second command finds the modules compiled
    command = [sys.executable, "-c", "from worldloom.cli import main; main()", *arguments]
    times = []
    for _ in range(PROCESS_ROUNDS):
        started = time.perf_counter()
        subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)
        times.append(time.perf_counter() - started)
    return round(statistics.median(times), 2)


def process_cpu_s(root: Path, *arguments: str) -> float:
    """The processor's time of such a process: steadier where the machine is shared."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    process_s(root, *arguments)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime)
    return round(spent / PROCESS_ROUNDS, 2)


if __name__ == "__main__":
    main()
