"""MCP-Universe: tasks on real MCP servers, in six domains, checked by programs against live data.

Source: SalesforceAIResearch/MCP-Universe, `benchmark/runner.py` (`BenchmarkResultStore`, `BenchmarkConfig.md5`).
"""

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from evaluation.benchmark import Item, Settings
from evaluation.errors import EvaluationError
from evaluation.gateway import KEY
from evaluation.outside.adapter import Command, Job, Keys, Outcome, Outside, read_json
from evaluation.outside.source import Source

INSIDE = Path(__file__).parent.parent / "outside" / "inside" / "mcp_universe.py"
CONFIGS = Path("mcpuniverse", "benchmark", "configs")
KEYS = {
    "location_navigation": Keys(("GOOGLE_MAPS_API_KEY",), ("npx",)),
    "browser_automation": Keys(programs=("npx",)),
    "financial_analysis": Keys(),
    "repository_management": Keys(("GITHUB_PERSONAL_ACCESS_TOKEN", "GITHUB_PERSONAL_ACCOUNT_NAME"), ("docker",)),
    "web_search": Keys(("SERP_API_KEY",)),
    "3d_design": Keys(("BLENDER_APP_PATH",)),
}
NOTION = ("NOTION_API_KEY", "NOTION_ROOT_PAGE")
"""Wanted by a few tasks that span servers."""
_TASK = re.compile(r"^\s*-\s*(?P<path>\S+\.json)\s*$", re.MULTILINE)


def _tasks(source: Path, python: Path, settings: Settings) -> list[Item]:
    return [item for domain in KEYS for item in _domain(source / CONFIGS, domain)]


def _domain(configs: Path, domain: str) -> Iterator[Item]:
    path = configs / "mcpuniverse" / f"{domain}.yaml"
    if not path.is_file():
        raise EvaluationError(f"mcp-universe has no {path}. Remove that source's folder, and run it again.")
    for found in _TASK.finditer(path.read_text(encoding="utf-8")):
        task = read_json(configs / found["path"]) or {}
        yield Item(found["path"].removesuffix(".json"), str(task.get("question") or ""), domain, environment=domain)


def _commands(job: Job, items: Sequence[Item]) -> list[Command]:
    tasks: dict[str, list[str]] = defaultdict(list)
    for item in items:
        tasks[item.category].append(f"{item.id}.json")
    path = job.folder / "job.json"
    told = {"tasks": tasks, "base_url": job.base_url, "key": KEY, "folder": str(job.folder), "store": str(job.folder)}
    path.write_text(json.dumps(told))
    needed = tuple(name for keys in KEYS.values() for name in keys.variables) + NOTION
    variables = {**job.variables(*needed), "MCPUniverse_DIR": str(job.source)}
    return [Command((str(job.python), str(INSIDE), str(path)), job.source, variables)]


def _outcomes(folder: Path, source: Path) -> list[Outcome]:
    """Its store: a folder a benchmark, a file a task, each named by the hash of what it was made from."""
    files = {path.stem: path for path in folder.glob("*/*.json")}
    found = []
    for path in sorted((source / CONFIGS / "mcpuniverse").glob("*/*.json")):
        digest = hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()
        document = read_json(files[digest]) if digest in files else None
        if isinstance(document, dict):
            item = path.relative_to(source / CONFIGS).with_suffix("").as_posix()
            found.append(_outcome(item, document))
    return found


def _outcome(item: str, document: dict[str, Any]) -> Outcome:
    """A task is done when every one of its evaluators is content."""
    results = document["results"]
    passed = [bool(each["passed"]) for each in results]
    is_done = bool(passed) and all(passed)
    kind = "evaluator failed" if any(each.get("error") for each in results) else "not done"
    details = {"evaluators": len(passed), "passed": sum(passed)}
    return Outcome(item, (float(is_done),), failures={} if is_done else {kind: 1}, details=details, raw=document)


BENCHMARK = Outside(
    name="mcp-universe",
    about="tasks on real MCP servers: maps, browser, finance, GitHub, search, Blender",
    source=Source("https://github.com/SalesforceAIResearch/MCP-Universe", "0df6c42717f2a618d34f5b271efd05be462b9e4d"),
    versions=((3, 12), (3, 11)),
    needs=("a network", "docker, npx and Blender", "keys for Google Maps, SerpAPI, GitHub and Notion"),
    lister=_tasks,
    commander=_commands,
    reader=_outcomes,
    pip=("-r", "{source}/requirements.txt", "-e", "{source}"),
    keys=KEYS,
    is_graded=True,
)
