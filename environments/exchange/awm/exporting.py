"""An environment as a folder in AWM's format: its eight files, and what they describe, ready to run.

In:  an environment, a folder.
Out: the eight files; `databases/NAME.db`; `NAME.py`, the module that stands in `gen_envs.jsonl`.
Never here: running any of it.
"""

import json
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from environments.environment import Environment
from environments.exchange.awm.module_source import group_of, module_source
from environments.exchange.awm.names import (
    CODE_VERIFIERS,
    DATABASES,
    FACT_VERIFIERS,
    MODULES,
    SAMPLES,
    SCENARIOS,
    SPECIFICATIONS,
    TASKS,
    normalised,
)
from environments.exchange.awm.seed_source import design_of, sample_of
from environments.exchange.awm.specification import specification_of
from environments.exchange.awm.verifier_source import code_verifier, facts_verifier
from environments.exchange.folders import require_empty

ASKED_FOR = " End with the answer itself between <answer> and </answer>."
"""Said at the end of tasks that ask for an answer: agents of other projects are not told how to give one."""


def write_awm(environment: Environment, folder: Path) -> None:
    """Write the folder; it appears whole or not at all.

    Raises:
        ValueError: the environment cannot be said in this format: it is one of Python already, its tables refer to
            each other in a circle, or its SQL needs what SQLite 3.40 does not have.
        FileExistsError: the folder is there and not empty.
        OSError: it cannot be written; nothing is left behind.
    """
    if environment.manifest.kind != "sql":
        raise ValueError(f"{environment.name} came in this format: its files are what it was imported from")
    require_empty(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    staged = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        _write_into(staged, environment)
        staged.chmod(0o755)
        staged.replace(folder)
    finally:
        shutil.rmtree(staged, ignore_errors=True)


def _write_into(folder: Path, environment: Environment) -> None:
    name, manifest = environment.name, environment.manifest
    source, design, sample = module_source(environment), design_of(environment), sample_of(environment)
    groups = {tool: group_of(program) for tool, program in environment.tools.items()}
    tasks = {task: instruction_of(environment, task) for task in environment.tasks}
    database = f"databases/{normalised(name)}.db"
    files: dict[str, list[dict[str, Any]]] = {
        SCENARIOS: [{"name": name, "description": manifest.scenario}],
        TASKS: [{"scenario": name, "tasks": list(tasks.values())}],
        DATABASES: [{"scenario": name, "db_schema": design, "db_path": database}],
        SAMPLES: [{"scenario": name, "sample_data": sample}],
        SPECIFICATIONS: [{"scenario": name, "api_spec": specification_of(environment, groups)}],
        MODULES: [{"scenario": name, "db_path": database, "full_code": source}],
        CODE_VERIFIERS: _verifiers(environment, tasks, code_verifier),
        FACT_VERIFIERS: _verifiers(environment, tasks, facts_verifier),
    }
    for file, entries in files.items():
        lines = (json.dumps(entry, ensure_ascii=False) + "\n" for entry in entries)
        (folder / file).write_text("".join(lines), encoding="utf-8")
    (folder / f"{normalised(name)}.py").write_text(source, encoding="utf-8")
    (folder / "databases").mkdir()
    build_database(folder / database, design, sample)


def instruction_of(environment: Environment, task: str) -> str:
    """What an agent is told, with how to answer where an answer is asked for."""
    verifier = next((each for each in environment.content.verifiers if each.task == task), None)
    asks = verifier is not None and verifier.answer.type != "none"
    return environment.tasks[task].instruction + (ASKED_FOR if asks else "")


def build_database(path: Path, design: dict[str, Any], sample: dict[str, Any]) -> None:
    """The database file, made of its statements as AWM's tools make it."""
    with closing(sqlite3.connect(path)) as connection:
        for table in design["tables"]:
            for sql in (table["ddl"], *table["indexes"]):
                connection.execute(sql)
        connection.execute("PRAGMA foreign_keys = ON")
        for table in sample["tables"]:
            for sql in table["insert_statements"]:
                connection.execute(sql)
        connection.commit()


def _verifiers(
    environment: Environment, tasks: dict[str, str], write: Callable[[Environment, str], str]
) -> list[dict[str, Any]]:
    judged = {verifier.task for verifier in environment.content.verifiers}
    return [
        {
            "scenario": environment.name,
            "task_idx": index,
            "task": instruction,
            "verification": {"code": write(environment, task), "raw_response": ""},
        }
        for index, (task, instruction) in enumerate(tasks.items())
        if task in judged
    ]
