"""tau2-bench: a customer with a problem, an agent with a policy and tools, both of them models.

In:  its source at one of two revisions. Out: the adapter's parts: tasks, commands, a reader of its results.
Source: sierra-research/tau2-bench, `data_model/simulation.py` (`Results.save`), `metrics/agent_metrics.py`.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from evaluation.benchmark import Item, Settings
from evaluation.errors import EvaluationError
from evaluation.gateway import KEY
from evaluation.outside.adapter import Command, Job, Outcome, counted, read_json

URL = "https://github.com/sierra-research/tau2-bench"
DOMAINS = ("airline", "retail", "telecom")
FAULT = "infrastructure_error"
"""How a simulation ends that never ran; tau2's own metrics leave it out."""
ENDED_WELL = ("user_stop", "agent_stop")


def tasks(source: Path, python: Path, settings: Settings) -> list[Item]:
    """The tasks of its base split, as in the original tau-bench."""
    return [item for domain in DOMAINS for item in _domain(source / "data" / "tau2" / "domains" / domain)]


def commands(job: Job, items: Sequence[Item]) -> list[Command]:
    """One run a domain; results go to this run's folder, since an absolute place takes that of its data folder."""
    ids: dict[str, list[str]] = defaultdict(list)
    for item in items:
        domain, _, task = item.id.partition("/")
        ids[domain].append(task)
    variables = {**job.variables(), "OPENAI_BASE_URL": job.user_url, "OPENAI_API_BASE": job.user_url}
    return [
        Command((str(job.bin / "tau2"), "run", *_arguments(job, domain), "--task-ids", *ids[domain]), job.source,
                {**variables, "TAU2_DATA_DIR": str(job.source / "data")})
        for domain in ids
    ]  # fmt: skip


def outcomes(folder: Path, source: Path) -> list[Outcome]:
    """What its results files say; v0.2 writes `DOMAIN.json`, v1 `DOMAIN/results.json` or a file a simulation."""
    found: list[Outcome] = []
    for path in sorted({*folder.glob("*.json"), *folder.glob("*/results.json")}):
        document = read_json(path)
        if isinstance(document, dict) and "info" in document:
            domain = path.parent.name if path.name == "results.json" else path.stem
            found += _outcomes(domain, list(_simulations(path, document)))
    return found


def _arguments(job: Job, domain: str) -> tuple[str, ...]:
    agent = {"api_base": job.base_url, "api_key": KEY, "temperature": 0.0}
    user = {**agent, "api_base": job.user_url}
    return (
        "--domain", domain, "--agent-llm", "openai/worldloom", "--agent-llm-args", json.dumps(agent),
        "--user-llm", "openai/worldloom-user", "--user-llm-args", json.dumps(user),
        "--num-trials", str(job.settings.episodes), "--seed", str(300 + job.settings.seed),
        "--max-concurrency", str(job.settings.at_once), "--save-to", str(job.folder / domain),
    )  # fmt: skip


def _domain(folder: Path) -> Iterator[Item]:
    listed = read_json(folder / "tasks.json")
    if not isinstance(listed, list):
        raise EvaluationError(f"tau2-bench has no tasks in {folder}. Remove that source's folder, and run it again.")
    split = read_json(folder / "split_tasks.json")
    kept = set(split["base"]) if isinstance(split, dict) else {task["id"] for task in listed}
    for task in listed:
        if task["id"] in kept:
            yield Item(f"{folder.name}/{task['id']}", _asked(task), folder.name, environment=folder.name)


def _asked(task: dict[str, Any]) -> str:
    """What the user is told to want."""
    told = (task.get("user_scenario") or {}).get("instructions")
    return "\n".join(str(part) for part in told.values() if part) if isinstance(told, dict) else str(told or "")


def _simulations(path: Path, document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    inside = document.get("simulations") or []
    apart = [read_json(each) for each in sorted((path.parent / "simulations").glob("*.json"))]
    yield from (each for each in [*inside, *apart] if isinstance(each, dict))


def _outcomes(domain: str, simulations: Sequence[dict[str, Any]]) -> Iterator[Outcome]:
    by_task: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for each in simulations:
        by_task[each["task_id"]].append(each)
    for task, runs in by_task.items():
        counting = [each for each in runs if each["termination_reason"] != FAULT and each.get("reward_info")]
        said = [
            message for each in counting for message in each.get("messages") or [] if message["role"] == "assistant"
        ]
        yield Outcome(
            f"{domain}/{task}",
            tuple(float(_is_won(each)) for each in counting),
            len(runs) - len(counting),
            counted([_failure(each) for each in counting if not _is_won(each)]),
            len(said) / len(counting) if counting else 0.0,
            sum(_used(message, "completion_tokens") for message in said),
            sum(_used(message, "prompt_tokens") for message in said),
            raw=runs,
        )


def _is_won(simulation: dict[str, Any]) -> bool:
    """As tau2 counts a success: a reward of one."""
    return bool(simulation["reward_info"]["reward"] >= 1 - 1e-6)


def _failure(simulation: dict[str, Any]) -> str:
    """How it ended, where that was early; else the part of the reward that was missed."""
    if simulation["termination_reason"] not in ENDED_WELL:
        return str(simulation["termination_reason"])
    parts = simulation["reward_info"].get("reward_breakdown") or {}
    return next((f"missed {name}" for name, value in parts.items() if not value), "wrong")


def _used(message: dict[str, Any], kind: str) -> int:
    return int((message.get("usage") or {}).get(kind) or 0)
