"""VitaBench: deliveries, shops and travel, with a model as the customer and another as the judge.

Source: meituan-longcat/vitabench, `run.py` (what it saves) and `data_model/simulation.py`.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from evaluation.benchmark import Item, Settings
from evaluation.errors import EvaluationError
from evaluation.gateway import KEY
from evaluation.outside.adapter import Command, Job, Outcome, Outside, counted, read_json
from evaluation.outside.source import Source

DOMAINS = {"delivery": "delivery", "instore": "instore", "ota": "ota", "cross_domain": "delivery,instore,ota"}
"""Folder of the tasks, and what the command calls it."""
LANGUAGES = {"english": "tasks_en.json", "chinese": "tasks.json"}


def _tasks(source: Path, python: Path, settings: Settings) -> list[Item]:
    file = LANGUAGES[_language(settings)]
    return [item for domain in DOMAINS for item in _domain(source / "data" / "vita" / "domains" / domain / file)]


def _domain(path: Path) -> Iterator[Item]:
    listed = read_json(path)
    if not isinstance(listed, list):
        raise EvaluationError(f"vitabench has no tasks in {path}. Remove that source's folder, and run it again.")
    domain = path.parent.name
    for task in listed:
        yield Item(f"{domain}/{task['id']}", str(task.get("instructions") or ""), domain, environment=domain)


def _commands(job: Job, items: Sequence[Item]) -> list[Command]:
    ids: dict[str, list[str]] = defaultdict(list)
    for item in items:
        domain, _, task = item.id.partition("/")
        ids[domain].append(task)
    models = job.folder / "models.yaml"
    models.write_text(json.dumps(_models(job)))  # JSON is YAML
    variables = {**job.variables(), "VITA_MODEL_CONFIG_PATH": str(models)}
    return [Command(_arguments(job, domain, ids[domain]), job.source, variables) for domain in ids]


def _models(job: Job) -> dict[str, Any]:
    """Its table of models: addresses of the two gateways."""
    headers = {"Authorization": f"Bearer {KEY}", "Content-Type": "application/json"}
    addresses = {"worldloom": job.base_url, "worldloom-user": job.user_url}
    listed = [{"name": name, "base_url": f"{url}/chat/completions"} for name, url in addresses.items()]
    default = {"temperature": 0.0, "max_input_tokens": 200_000, "headers": headers}
    return {"default": default, "models": [{**each, "max_tokens": 8192} for each in listed]}


def _arguments(job: Job, domain: str, ids: Sequence[str]) -> tuple[str, ...]:
    return (
        str(job.bin / "vita"), "run", "--domain", DOMAINS[domain], "--agent-llm", "worldloom",
        "--user-llm", "worldloom-user", "--evaluator-llm", "worldloom-user", "--language", _language(job.settings),
        "--num-trials", str(job.settings.episodes), "--seed", str(300 + job.settings.seed),
        "--max-concurrency", str(job.settings.at_once), "--save-to", str(job.folder / f"{domain}.results.json"),
        "--task-ids", *ids,
    )  # fmt: skip


def _outcomes(folder: Path, source: Path) -> list[Outcome]:
    found = []
    for path in sorted(folder.glob("*.results.json")):
        document = read_json(path)
        by_task: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for each in (document or {}).get("simulations") or []:
            by_task[each["task_id"]].append(each)
        domain = path.name.removesuffix(".results.json")
        found += [_outcome(f"{domain}/{task}", runs) for task, runs in by_task.items()]
    return found


def _outcome(item: str, runs: Sequence[dict[str, Any]]) -> Outcome:
    """VitaBench counts a reward of exactly one as a success; simulations that failed to run it does not save."""
    judged = [each for each in runs if each.get("reward_info")]
    said = [message for each in judged for message in each["messages"] if message["role"] == "assistant"]
    return Outcome(
        item,
        tuple(float(each["reward_info"]["reward"] == 1.0) for each in judged),
        len(runs) - len(judged),
        counted([_failure(each) for each in judged if each["reward_info"]["reward"] != 1.0]),
        len(said) / len(judged) if judged else 0.0,
        sum(int((message.get("usage") or {}).get("completion_tokens") or 0) for message in said),
        sum(int((message.get("usage") or {}).get("prompt_tokens") or 0) for message in said),
        raw=runs,
    )


def _failure(simulation: dict[str, Any]) -> str:
    reason = simulation["termination_reason"]
    return "missed rubrics" if reason in ("user_stop", "agent_stop") else str(reason)


def _language(settings: Settings) -> str:
    language = settings.options.get("language", "english")
    if language not in LANGUAGES:
        raise EvaluationError(f"vitabench has no language {language!r}. It has {' and '.join(LANGUAGES)}.")
    return language


BENCHMARK = Outside(
    name="vitabench",
    about="deliveries, shops, travel and all three at once, with a model as the customer",
    source=Source("https://github.com/meituan-longcat/vitabench", "96f3b8529d8ea38d330de2405af7e32a1454f6cd"),
    versions=((3, 12), (3, 11)),
    needs=("a network, to set it up", "a model that plays the user and judges"),
    lister=_tasks,
    commander=_commands,
    reader=_outcomes,
    has_user=True,
    own_options={"language": "of tasks and prompts: english or chinese"},
)
