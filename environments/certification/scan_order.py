"""Find tools whose results depend on the order in which SQLite happens to scan a table.

In:  the bench, with what the walks did.
Out: a problem for each such tool, naming the first place where two results differ.
Never here: reading SQL. Both orders are executed and compared.
"""

import random
from collections.abc import Iterator
from typing import Any

from environments.certification.bench import Bench
from environments.certification.replays import scan_problem
from environments.errors import EnvironmentFault
from environments.rehearsal import Rehearsal
from environments.result import Result
from schemas import Problem, canonical_json

MOST_TRAILS = 4
"""Walks that are taken again in reverse."""
_DRAWS = 6
"""Sets of arguments that are drawn for each tool that only reads."""


def check_scan_order(bench: Bench) -> list[Problem]:
    """Call every tool that only reads, and take some walks again, with all scans reversed."""
    found: dict[str, Problem] = {}
    calls = list(_reads(bench))
    plain, turned = _play(bench.stage, calls), _play(bench.reversed_stage, calls)
    for (tool, arguments), one, other in zip(calls, plain, turned, strict=True):
        if tool not in found and one is not None and other is not None and one.text != other.text:
            found[tool] = _problem(tool, arguments, one, other)
    for trail in sorted(bench.coverage.trails, key=len, reverse=True)[:MOST_TRAILS]:
        repeated = [(tool, arguments) for tool, arguments, _ in trail]
        plain, turned = _play(bench.stage, repeated), _play(bench.reversed_stage, repeated)
        for (tool, arguments), one, other in zip(repeated, plain, turned, strict=True):
            if one is None or other is None or one.text == other.text:
                continue
            found.setdefault(tool, _problem(tool, arguments, one, other))
            if tool in bench.writers:
                break  # what follows may differ for that reason alone
    return [found[tool] for tool in sorted(found)]


def _reads(bench: Bench) -> Iterator[tuple[str, dict[str, Any]]]:
    """Calls of every tool that only reads: as bare as can be, as the walks made them, and a few drawn ones."""
    for name in bench.environment.tools:
        if name in bench.writers or name in bench.coverage.faults:
            continue
        dice = random.Random(f"{bench.seed}/scans/{name}")
        drawn = [bench.candidates.arguments(name, (), {}, dice) for _ in range(_DRAWS)]
        required = bench.environment.tools[name].tool.parameters.get("required", [])
        bare = [{key: value for key, value in arguments.items() if key in required} for arguments in drawn]
        known = bench.coverage.succeeded.get(name, [])
        distinct = {canonical_json(arguments): arguments for arguments in [*bare, *known, *drawn]}
        for arguments in distinct.values():
            yield name, arguments


def _play(stage: Rehearsal, calls: list[tuple[str, dict[str, Any]]]) -> list[Result | None]:
    results: list[Result | None] = []
    with stage.episode() as episode:
        for tool, arguments in calls:
            try:
                results.append(episode.call(tool, arguments))
            except EnvironmentFault:
                results.append(None)
    return results


def _problem(tool: str, arguments: dict[str, Any], one: Result, other: Result) -> Problem:
    failure = other.error or one.error
    return scan_problem(f"{tool} with {canonical_json(arguments)}", one.content, other.content, failure)
