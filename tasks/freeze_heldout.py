"""Freeze a version of the held-out benchmark: make environments of the reserved domains, certify them, write them down.

In:  the version's name, how many places of each reserved domain. Out: an index and an archive that never change again.
Never here: publishing. What is reserved is in no catalog, so that no data set can draw it.

    python -m tasks.freeze_heldout v1
    python -m tasks.freeze_heldout v1 --root FOLDER --domains tailor,chess_club   # only make these; several at once
"""

import argparse
import tempfile
from collections import Counter
from collections.abc import Collection, Sequence
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
    with tempfile.TemporaryDirectory() as fresh:
        made = make(str(asked.root or fresh), asked.places, asked.tasks, asked.seed, asked.domains)
        if asked.domains:
            print(f"{len(made)} environments are made in {asked.root}; frozen is nothing before all domains are.")
            return
        index = freeze(asked.folder / asked.version, asked.version, made, asked.seed)
    levels = Counter(task.level for each in index.environments for task in each.tasks)
    categories = Counter(each.category for each in index.environments)
    size = sum(file.stat().st_size for file in (asked.folder / asked.version).iterdir())
    print(f"{len(index.environments)} environments of {len({each.domain for each in index.environments})} domains, "
          f"{levels.total()} tasks ({dict(levels)}), {dict(categories)}; {size / 1e6:.1f} MB")  # fmt: skip


def make(
    root: str, places: int = PLACES, tasks: int = TASKS, seed: int = SEED, only: Collection[str] = ()
) -> list[Made]:
    """Environments of the reserved domains, made and certified by the steps of the pipeline, in this process.

    What was made under the root before is found there; use a fresh one after the author has changed.
    """
    loom = Loom(root, ProceduralAuthor(seed, is_reserved=True), tasks)
    scenarios = [each for each in _scenarios(places, seed) if not only or each[0] in only]
    domain_of = {scenario.name: domain for domain, scenario in scenarios}
    work = [_work(loom, scenario) for _, scenario in scenarios]
    for start in range(0, len(work), BATCH):
        batch: Batch = tuple(work[start : start + BATCH])
        for step in STEPS:
            batch = step.run(loom, batch)
        for each in batch:
            if each.failure:
                print(f"{each.scenario.name} is left out: {each.failure.step}: {each.failure.reason}", flush=True)
    entries = [entry for entry in loom.workspace.catalog.environments("published") if entry.name in domain_of]
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
    parser.add_argument("--root", type=Path, help="data root to make them in; else one that is thrown away")
    parser.add_argument("--domains", type=lambda text: text.split(","), default=[], help="only make these, in --root")
    parser.add_argument("--folder", type=Path, default=HERE)
    asked = parser.parse_args()
    if asked.domains and not asked.root:
        parser.error("--domains makes a part, which --root has to keep")
    return asked


if __name__ == "__main__":
    main()
