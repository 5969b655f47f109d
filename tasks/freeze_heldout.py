"""Freeze a version of the held-out benchmark: make environments of the reserved domains, certify them, write them down.

In:  the version's name, how many places of each reserved domain. Out: an index and an archive that never change again.
Never here: publishing. What is reserved is in no catalog, so that no data set can draw it.

    python -m tasks.freeze_heldout v1
"""

import argparse
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from artifacts import EnvironmentEntry
from authors.procedural.author import ProceduralAuthor
from authors.procedural.domain import reserved_domains
from authors.procedural.proposing.drawing import place_of
from environments import Content, read_bundle
from evaluation.heldout.frozen import HERE, FrozenEnvironment, FrozenIndex, FrozenTask, write_frozen
from schemas import SCENARIOS, Scenario
from tasks import STEPS, Batch, Loom, Work

NAME = "worldloom-heldout"
PLACES = 6
TASKS = 10
SEED = 2026
"""Of the benchmark; a later version takes another, so that it holds other places."""
BATCH = 6


@dataclass(frozen=True)
class Made:
    """One environment, before it is frozen."""

    domain: str
    content: Content


def main() -> None:
    asked = _arguments()
    with tempfile.TemporaryDirectory() as root:
        made = make(root, asked.places, asked.tasks, asked.seed)
        index = freeze(asked.folder / asked.version, asked.version, made, asked.seed)
    levels = Counter(task.level for each in index.environments for task in each.tasks)
    categories = Counter(each.category for each in index.environments)
    size = sum(file.stat().st_size for file in (asked.folder / asked.version).iterdir())
    print(f"{len(index.environments)} environments of {len({each.domain for each in index.environments})} domains, "
          f"{levels.total()} tasks ({dict(levels)}), {dict(categories)}; {size / 1e6:.1f} MB")  # fmt: skip


def make(root: str, places: int = PLACES, tasks: int = TASKS, seed: int = SEED) -> list[Made]:
    """Environments of every reserved domain, made and certified by the steps of the pipeline, in this process."""
    loom = Loom(root, ProceduralAuthor(seed, is_reserved=True), tasks)
    domain_of = {scenario.name: name for name, scenario in _scenarios(places, seed)}
    work = [_work(loom, scenario) for _, scenario in _scenarios(places, seed)]
    for start in range(0, len(work), BATCH):
        batch: Batch = tuple(work[start : start + BATCH])
        for step in STEPS:
            batch = step.run(loom, batch)
        for each in batch:
            if each.failure:
                print(f"{each.scenario.name} is left out: {each.failure.step}: {each.failure.reason}")
    entries = loom.workspace.catalog.environments("published")
    return [Made(domain_of[entry.name], _content(loom, entry)) for entry in entries]


def freeze(folder: Path, version: str, made: Sequence[Made], seed: int) -> FrozenIndex:
    """Write them down, by name.

    Raises:
        EvaluationError: the version is frozen already.
    """
    ordered = sorted(made, key=lambda each: each.content.manifest.name)
    author = ProceduralAuthor(seed, is_reserved=True).fingerprint.text()

    def index(hashes: Sequence[str]) -> FrozenIndex:
        entries = [_entry(each, digest) for each, digest in zip(ordered, hashes, strict=True)]
        return FrozenIndex(name=NAME, version=version.removeprefix("v"), author=author, environments=entries)

    return write_frozen(folder, index, [each.content for each in ordered])


def _scenarios(places: int, seed: int) -> list[tuple[str, Scenario]]:
    """Places of each reserved domain, each in a town of its own, with the domain's name."""
    domains = reserved_domains()
    return [
        (name, place_of(domain, turn, turn * len(domains) + number, seed, domains))
        for turn in range(places)
        for number, (name, domain) in enumerate(domains.items())
    ]


def _work(loom: Loom, scenario: Scenario) -> Work:
    return Work(scenario, {"scenario": loom.workspace.store.put(SCENARIOS, [scenario])})


def _content(loom: Loom, entry: EnvironmentEntry) -> Content:
    content, _ = read_bundle(loom.workspace.folder_of(entry))
    return content


def _entry(made: Made, digest: str) -> FrozenEnvironment:
    content = made.content
    steps = {solution.task: len(solution.calls) for solution in content.solutions}
    return FrozenEnvironment(
        name=content.manifest.name,
        domain=made.domain,
        category=content.manifest.category,
        title=content.manifest.title,
        sha256=digest,
        tables=len(content.tables),
        rows=len(content.rows),
        tools=len(content.tools),
        tasks=[
            FrozenTask(
                id=task.id,
                kind=task.kind,
                level=task.difficulty.level,
                steps=steps[task.id],
                instruction=task.instruction,
            )
            for task in content.tasks
        ],
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Freeze a version of the held-out benchmark.")
    parser.add_argument("version", help="v1, v2 …; a version that is there is never written again")
    parser.add_argument("--places", type=int, default=PLACES, help="of each reserved domain")
    parser.add_argument("--tasks", type=int, default=TASKS, help="of each environment")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--folder", type=Path, default=HERE)
    return parser.parse_args()


if __name__ == "__main__":
    main()
