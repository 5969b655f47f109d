"""What the procedural author's environments are like: averages of size and depth, and how alike they are by role.

In:  how many scenarios, a seed, how many of them are certified too.
Out: JSON on standard output; with `--instructions`, every task's instruction instead, to be read.
Scenarios are those of `worldloom synthesize --count N --seed S`, evenly spaced where only some are measured.

    python -m benchmarks.collection --count 60 --of 1000 --certify 20
    python -m benchmarks.collection --count 60 --of 1000 --instructions > instructions.txt
"""

import argparse
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import mean
from typing import Any

from authors.procedural.author import ProceduralAuthor
from authors.procedural.tasks.conditional import is_conditional, was_left
from authors.protocol import AuthorError, Business, Draft
from environments import Content, Environment
from environments.certification import certify
from schemas import EnvironmentManifest, Scenario
from tasks.certify import chosen

TASKS = 10
TWIN = 0.9


@dataclass
class Measured:
    """What one environment is like."""

    name: str
    domain_matched: bool
    tables: int
    tools: int
    rows: int
    drafts: int
    kept: Sequence[Draft]
    shingles: frozenset[str]
    seconds: float
    failed: list[str] = field(default_factory=list)
    certified: int = 0


def main() -> None:
    asked = _arguments()
    author = ProceduralAuthor(asked.seed)
    scenarios = author.write_scenarios(asked.of)
    step = max(1, len(scenarios) // asked.count)
    found: list[Measured] = []
    for number, scenario in enumerate(scenarios[::step][: asked.count]):
        try:
            measured = _measured(author, scenario, number < asked.certify)
        except AuthorError as fault:
            print(f"{scenario.name}: {fault}", file=sys.stderr)
            continue
        found.append(measured)
        if asked.instructions:
            _print_instructions(measured)
    if not asked.instructions:
        print(json.dumps(_averages(found), indent=1))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--of", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--certify", type=int, default=0)
    parser.add_argument("--instructions", action="store_true")
    return parser.parse_args()


def _measured(author: ProceduralAuthor, scenario: Scenario, certifying: bool) -> Measured:
    started = time.process_time()
    setting = author.set_scene(scenario)
    tables = author.design_tables(scenario, [])
    tools = author.build_tools(scenario, [], tables)
    rows = author.fill_tables(scenario, tables, tools)
    drafts = author.write_verifiers(Business(scenario, setting, tables, tools, rows), [], TASKS)
    seconds = time.process_time() - started
    wanted = {task.id for task in chosen([draft.task for draft in drafts], TASKS)}
    kept = [draft for draft in drafts if draft.task.id in wanted]
    measured = Measured(
        scenario.name, not setting.remarks, len(tables), len(tools), len(rows), len(drafts), kept,
        frozenset(_by_role(author._world(scenario))), seconds,
    )  # fmt: skip
    if certifying:
        manifest = EnvironmentManifest(name=scenario.name, now=setting.now, scenario=scenario.title)
        content = Content(
            manifest, tables, tools, rows, [d.task for d in drafts], [d.solution for d in drafts],
            [d.verifier for d in drafts],
        )  # fmt: skip
        result = certify(Environment(content))
        failed = [each for each in result.certificates if not each.passed]
        measured.failed = [f"{each.name}: {p.rule}: {p.message}" for each in failed for p in each.problems[:2]]
        measured.certified = sum(each.passed for each in result.certificates if each.scope == "task")
    return measured


def _by_role(world: Any) -> Iterator[str]:
    """Columns and tools with nouns replaced by the roles of their entities."""
    nouns = sorted(
        {
            (name, entity.role)
            for entity in world.entities.values()
            for name in (entity.words, entity.word, entity.table)
        },
        key=lambda pair: -len(pair[0]),
    )

    def plain(text: str) -> str:
        for name, role in nouns:
            text = re.sub(rf"(?<![a-z]){re.escape(name)}(?![a-z])", f"<{role.partition('.')[0]}>", text)
        return text

    for entity in world.entities.values():
        for one in entity.fields:
            yield f"{entity.role.partition('.')[0]}.{plain(one.name)}:{one.meaning}"
    for name, action in world.actions.items():
        if world.visible(action.audience):
            params = ",".join(sorted(plain(p.name) for p in action.params))
            yield f"{action.entity.partition('.')[0]}/{plain(name)}({params})"
    for name in world.reports:
        yield f"report/{plain(name)}"


def _averages(found: Sequence[Measured]) -> dict[str, Any]:
    drafts = [draft for one in found for draft in one.kept]
    steps = [len(draft.solution.calls) for draft in drafts]
    kinds = Counter(draft.task.kind for draft in drafts)
    near = [
        max((len(one.shingles & other.shingles) / len(one.shingles | other.shingles)
             for other in found if other is not one), default=0.0)
        for one in found
    ]  # fmt: skip
    return {
        "environments": len(found),
        "matched": sum(one.domain_matched for one in found),
        "tables": round(mean(one.tables for one in found), 1),
        "tools": round(mean(one.tools for one in found), 1),
        "rows": round(mean(one.rows for one in found)),
        "fewest": [min(one.tables for one in found), min(one.tools for one in found), min(one.rows for one in found)],
        "tasks": round(mean(len(one.kept) for one in found), 2),
        "drafts": round(mean(one.drafts for one in found), 2),
        "steps": round(mean(steps), 2),
        "steps_spread": dict(sorted(Counter(steps).items())),
        "kinds": {kind: round(count / len(drafts), 3) for kind, count in kinds.items()},
        "steps_by_kind": {
            kind: round(mean(len(each.solution.calls) for each in drafts if each.task.kind == kind), 1)
            for kind in kinds
        },
        "decide": round(mean(draft.task.difficulty.branches > 0 for draft in drafts), 3),
        "left_alone": round(mean(was_left(d.task.situation) for d in drafts), 3),
        "conditional": round(mean(is_conditional(d.task.situation) for d in drafts), 3),
        "situated": round(mean(bool(draft.task.situation) for draft in drafts), 3),
        "situations": len({draft.task.situation for draft in drafts}),
        "words": round(mean(len(draft.task.instruction.split()) for draft in drafts), 1),
        "cpu_s_each": round(mean(one.seconds for one in found), 2),
        "twins": round(mean(each > TWIN for each in near), 3),
        "nearest_mean": round(mean(near), 3),
        "certified_of": [sum(one.certified for one in found), sum(one.drafts for one in found if one.certified)],
        "failed": [f"{one.name} {message}" for one in found for message in one.failed],
    }


def _print_instructions(one: Measured) -> None:
    for draft in one.kept:
        task = draft.task
        print(f"{one.name} {task.id} [{task.kind} {task.difficulty.steps} {task.situation or ''}] {task.instruction!r}")


if __name__ == "__main__":
    main()
