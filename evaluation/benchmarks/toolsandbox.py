"""ToolSandbox: a phone's tools with state, a model as its owner, and milestones that are matched by similarity.

Source: apple/ToolSandbox, `cli/__init__.py` (`write_result_summary`) and `cli/utils.py` (`run_scenario`).
"""

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from evaluation.benchmark import Item, Settings
from evaluation.errors import EvaluationError
from evaluation.outside.adapter import Command, Job, Keys, Outcome, Outside, read_json
from evaluation.outside.source import Source

INSIDE = Path(__file__).parent.parent / "outside" / "inside" / "toolsandbox.py"
SEARCHES = ("search_lat_lon", "search_location_around_lat_lon", "search_weather_around_lat_lon", "search_stock",
            "convert_currency")  # fmt: skip
LISTED = "scenarios.worldloom.json"
AT_ONCE = 16
"""Scenarios of one command: its results are written when all of them have ended."""


def _prepared(source: Path, python: Path) -> None:
    """Ask ToolSandbox itself for its scenarios, once."""
    path = source / LISTED
    if path.is_file():
        return
    done = subprocess.run(
        [str(python), str(INSIDE), "list", str(path)], cwd=source, capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = (done.stderr.strip().splitlines() or ["nothing"])[-1]
        raise EvaluationError(f"toolsandbox cannot list its scenarios: {said}")


def _tasks(source: Path, python: Path, settings: Settings) -> list[Item]:
    listed = read_json(source / LISTED) or []
    return [Item(each["name"], each["text"], _category(each)) for each in listed]


def _category(scenario: dict[str, Any]) -> str:
    """Scenarios that search ask RapidAPI."""
    return "searching" if set(SEARCHES) & set(scenario["tools"]) else "on_device"


def _commands(job: Job, items: Sequence[Item]) -> list[Command]:
    variables = {**job.variables("RAPID_API_KEY"), "AGENT_URL": job.base_url, "USER_URL": job.user_url}
    batches = [items[start : start + AT_ONCE] for start in range(0, len(items), AT_ONCE)]
    processes = str(max(1, min(AT_ONCE, job.settings.at_once)))
    return [
        Command((str(job.python), str(INSIDE), "--output_dir", str(job.folder / f"{number:03}"), "--parallel",
                 processes, "--scenarios", *(item.id for item in batch)), job.source, variables)
        for number, batch in enumerate(batches)
    ]  # fmt: skip


def _outcomes(folder: Path, source: Path) -> list[Outcome]:
    found = []
    for path in sorted(folder.glob("*/*/result_summary.json")):
        document = read_json(path)
        found += [_outcome(each) for each in (document or {}).get("per_scenario_results", [])]
    return found


def _outcome(result: dict[str, Any]) -> Outcome:
    """Similarity is the score, as ToolSandbox has it; an exception counts as nothing done."""
    similarity = float(result["similarity"])
    fell = result.get("exception_type")
    kind = str(fell) if fell else ("minefield" if result["minefield_similarity"] else "missed milestones")
    return Outcome(
        result["name"],
        (similarity,),
        failures={} if similarity >= 1 - 1e-6 else {kind: 1},
        turns=float(result["turn_count"]),
        details={"categories": json.dumps(result["categories"]), "milestones": result["milestone_similarity"]},
        raw=result,
    )


BENCHMARK = Outside(
    name="toolsandbox",
    about="a phone's tools with state, matched by milestones, with a model as its owner",
    source=Source("https://github.com/apple/ToolSandbox", "165848b9a78cead7ca7fe7c89c688b58e6501219"),
    versions=((3, 11), (3, 12)),
    needs=("a network", "a model that plays the user", "RAPID_API_KEY for the scenarios that search"),
    lister=_tasks,
    commander=_commands,
    reader=_outcomes,
    pip=("-e", "{source}", "httpx<0.28"),  # newer ones lack what its openai 1.17 passes on
    prepared=_prepared,
    keys={"on_device": Keys(), "searching": Keys(("RAPID_API_KEY",))},
    has_user=True,
    is_graded=True,
)
