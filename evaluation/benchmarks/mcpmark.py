"""MCPMark: work in a file system, a database, a browser, Notion and GitHub over MCP, checked by programs.

Source: eval-sys/mcpmark, `results_reporter.py` (`save_meta_json`) and `pipeline.py`.
"""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from evaluation.benchmark import Item, Settings
from evaluation.errors import EvaluationError
from evaluation.outside.adapter import Command, Job, Keys, Outcome, Outside, counted, read_json
from evaluation.outside.source import Source

KEYS = {
    "filesystem": Keys(programs=("npx", "wget", "unzip")),
    "postgres": Keys(("POSTGRES_HOST", "POSTGRES_USERNAME", "POSTGRES_PASSWORD"), ("pipx",)),
    "playwright": Keys(programs=("npx",)),
    "playwright_webarena": Keys(programs=("npx", "docker")),
    "github": Keys(("GITHUB_TOKENS", "GITHUB_EVAL_ORG"), ("docker",)),
    "notion": Keys(("SOURCE_NOTION_API_KEY", "EVAL_NOTION_API_KEY", "EVAL_PARENT_PAGE_TITLE"), ("npx",)),
}
SETUP_FAILED = "State Duplication Error"
"""Its words where it could not set a task up: no fault of the model."""


def _tasks(source: Path, python: Path, settings: Settings) -> list[Item]:
    suite = _suite(settings)
    found = []
    for path in sorted((source / "tasks").glob(f"*/{suite}/*/*/description.md")):
        service, _, category, task = path.parts[-5:-1]
        found.append(Item(f"{service}/{category}__{task}", path.read_text(encoding="utf-8"), service))
    return found


def _commands(job: Job, items: Sequence[Item]) -> list[Command]:
    """A run for each task, so that a limit is kept: its own filter knows one task, one category or all."""
    needed = tuple(name for keys in KEYS.values() for name in keys.variables)
    variables = {**job.variables(*needed), "FILESYSTEM_TEST_ROOT": str(job.source / "test_environments")}
    return [Command(_arguments(job, item), job.source, variables) for item in items]


def _arguments(job: Job, item: Item) -> tuple[str, ...]:
    service, _, task = item.id.partition("/")
    return (
        str(job.python), "-m", "pipeline", "--mcp", service, "--tasks", task.replace("__", "/"),
        "--models", "openai/worldloom", "--task-suite", _suite(job.settings), "--k", str(job.settings.episodes),
        "--exp-name", service, "--output-dir", str(job.folder),
    )  # fmt: skip


def _outcomes(folder: Path, source: Path) -> list[Outcome]:
    """One `meta.json` a task and run, in EXPERIMENT/MODEL__SERVICE/run-N/CATEGORY__TASK; we call the experiment by its
    service."""
    runs: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for path in sorted(folder.rglob("run-*/*__*/meta.json")):
        document = read_json(path)
        if isinstance(document, dict):
            runs[f"{path.relative_to(folder).parts[0]}/{path.parent.name}"].append(document)
    return [_outcome(item, documents) for item, documents in runs.items()]


def _outcome(item: str, documents: Sequence[dict[str, Any]]) -> Outcome:
    counting = [each for each in documents if each["execution_result"]["error_message"] != SETUP_FAILED]
    lost = [each for each in counting if not each["execution_result"]["success"]]
    turns = [each.get("turn_count") or 0 for each in counting]
    return Outcome(
        item,
        tuple(float(each["execution_result"]["success"]) for each in counting),
        len(documents) - len(counting),
        counted(["agent error" if each["execution_result"]["error_message"] else "not verified" for each in lost]),
        sum(turns) / len(turns) if turns else 0.0,
        sum(int((each.get("token_usage") or {}).get("output_tokens") or 0) for each in counting),
        sum(int((each.get("token_usage") or {}).get("input_tokens") or 0) for each in counting),
        raw=documents,
    )


def _suite(settings: Settings) -> str:
    suite = settings.options.get("suite", "standard")
    if suite not in ("standard", "easy"):
        raise EvaluationError(f"mcpmark has no suite {suite!r}. It has standard and easy.")
    return suite


BENCHMARK = Outside(
    name="mcpmark",
    about="work over MCP in files, PostgreSQL, a browser, Notion and GitHub, checked by programs",
    source=Source("https://github.com/eval-sys/mcpmark", "89d7967ce5aa67dca6b6674c8adb0a7bf272a69a"),
    versions=((3, 12), (3, 11)),
    needs=("a network", "npx", "for postgres, notion and github: a server or accounts of yours, and their keys"),
    lister=_tasks,
    commander=_commands,
    reader=_outcomes,
    keys=KEYS,
    own_options={"suite": "standard or easy"},
)
