"""Add tasks: weave further tasks into a published environment, certify them, and publish its next version.

In:  a published environment, how many tasks, how hard, a seed.
Out: `tasks`, `solutions`, `verifiers`, `certificates` of the whole, and the `environment` under its next version.
Never here: changing what there is. Earlier tasks keep their ids, verifiers and certificates.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from prefect import task
from prefect.cache_policies import NO_CACHE

from artifacts import Derivation, DraftOutcome, EnvironmentEntry, cache_key
from authors.protocol import AuthorError, Draft
from authors.weaving import VERSION as WEAVER_VERSION
from authors.weaving import WEAVER, weave_tasks
from environments import Content, Environment, load_environment
from environments.bundle import PARTS
from environments.certification import inspector
from schemas import ENVIRONMENT, Certificate, Verifier
from schemas.tasks import Level
from tasks.loom import Loom
from tasks.progress import announce
from tasks.publish import shelve

STEP = "add_tasks"
VERSION = "1"
SURPLUS = 1.25
"""Drafts for each task that is wanted: some are not certified."""


@dataclass(frozen=True)
class Order:
    """What is wanted."""

    count: int
    level: Level
    seed: int

    @property
    def parameters(self) -> dict[str, Any]:
        return {"count": self.count, "difficulty": self.level}


@dataclass(frozen=True)
class Added:
    """What became of an order."""

    environment: str
    """The new version: `name@2`."""
    before: str
    tasks: list[str]
    """Ids of the new tasks."""
    drafts: int
    dropped: dict[str, int]
    """Drafts that were not certified, by rule."""
    was_there: bool = False
    """Whether the same order was carried out before."""


def key_of(loom: Loom, entry: EnvironmentEntry, order: Order) -> str:
    """The cache key of an order: what the environment is, what is wanted, who weaves."""
    author = f"{WEAVER}/{WEAVER_VERSION} seed={order.seed}"
    return cache_key(STEP, VERSION, {"environment": entry.artifact_id}, order.parameters, author)


def recall(loom: Loom, entry: EnvironmentEntry, order: Order) -> Added | None:
    """What became of the same order earlier, where its version is still published."""
    catalog = loom.workspace.catalog
    recalled = catalog.recall(key_of(loom, entry, order))
    if recalled is None:
        return None
    (manifest,) = loom.workspace.store.get(ENVIRONMENT, recalled.outputs["environment"])
    if catalog.find(f"{manifest.name}@{manifest.version}").state != "published":
        return None
    content = load_environment(loom.workspace.bundle_of(f"{manifest.name}@{manifest.version}")).content
    ids = [task.id for task in content.tasks[entry.tasks :]]
    return Added(f"{manifest.name}@{manifest.version}", entry.reference, ids, 0, {}, was_there=True)


@task(name=STEP, cache_policy=NO_CACHE, persist_result=False)
def add_tasks(loom: Loom, entry: EnvironmentEntry, order: Order) -> Added:
    """Weave, certify and publish; the same order is carried out once.

    Raises:
        AuthorError: not one task of this kind could be woven and certified.
    """
    known = recall(loom, entry, order)
    if known is not None:
        announce(STEP, entry.name, "cached")
        return known
    announce(STEP, entry.name, "started")
    started, clock = datetime.now(UTC), time.monotonic()
    environment = load_environment(loom.workspace.bundle_of(entry.reference))
    instructions = [each.instruction for each in environment.content.tasks]
    wanted = int(order.count * SURPLUS) + 1
    drafts = weave_tasks(environment, wanted, order.level, order.seed, instructions)
    kept, outcomes = _certified(environment, drafts, order.count)
    if not kept:
        reasons = sorted({f"{each.rule}: {each.message}" for each in outcomes})[:3]
        announce(STEP, entry.name, "failed")
        raise AuthorError(
            f"Not one {order.level} task could be woven into {entry.reference} ({'; '.join(reasons) or 'no draft'}). "
            "Try another difficulty or seed."
        )
    content = _extended(environment.content, kept)
    with loom.workspace.held():
        manifest = shelve(loom.workspace, content, entry.scenario_id)
        store = loom.workspace.store
        made = {kind.name: store.put(kind, getattr(content, kind.name)) for kind in PARTS}
        made["environment"] = ENVIRONMENT.identify([manifest])
        loom.workspace.catalog.record(
            Derivation(
                key=key_of(loom, entry, order), step=STEP, step_version=VERSION, subject=entry.name,
                inputs={"environment": entry.artifact_id}, outputs=made, parameters=order.parameters,
                drafts=tuple(outcomes), code_version=loom.code_version, author=WEAVER, author_version=WEAVER_VERSION,
                seed=order.seed, started_at=started, wall_s=time.monotonic() - clock, flow_run_id=loom.flow_run_id,
            )
        )  # fmt: skip
    announce(STEP, entry.name, "done")
    dropped = [each.rule for each in outcomes if each.outcome == "dropped"]
    return Added(
        f"{manifest.name}@{manifest.version}", entry.reference, [task.id for task in content.tasks[entry.tasks :]],
        len(outcomes), {rule: dropped.count(rule) for rule in sorted(set(dropped))},
    )  # fmt: skip


Kept = tuple[Draft, Verifier, Certificate]


def _certified(environment: Environment, drafts: Sequence[Draft], count: int) -> tuple[list[Kept], list[DraftOutcome]]:
    """The first drafts that pass, tried among the tasks that there are, and what became of each that was tried."""
    content = environment.content
    drafted = replace(
        content,
        tasks=[*content.tasks, *(draft.task for draft in drafts)],
        solutions=[*content.solutions, *(draft.solution for draft in drafts)],
        verifiers=[*content.verifiers, *(draft.verifier for draft in drafts)],
        certificates=[],
    )
    kept: list[Kept] = []
    outcomes: list[DraftOutcome] = []
    with inspector(Environment(drafted, environment.image)) as at_work:
        for draft in drafts:
            if len(kept) == count:
                break
            certificate, verifier = at_work.task(draft.task.id)
            if certificate.passed and verifier is not None:
                kept.append((draft, verifier, certificate))
                outcomes.append(DraftOutcome(draft.task.id, "kept"))
            else:
                problem = certificate.problems[0]
                outcomes.append(DraftOutcome(draft.task.id, "dropped", problem.rule, problem.message))
    return kept, outcomes


def _extended(content: Content, kept: Sequence[Kept]) -> Content:
    """The content with the new tasks behind the old ones, numbered on."""
    taken = {task.id for task in content.tasks}
    names = _free_names(taken, len(kept))
    return replace(
        content,
        tasks=[*content.tasks, *(draft.task.model_copy(update={"id": name})
                                 for name, (draft, _, _) in zip(names, kept, strict=True))],
        solutions=[*content.solutions, *(draft.solution.model_copy(update={"task": name})
                                         for name, (draft, _, _) in zip(names, kept, strict=True))],
        verifiers=[*content.verifiers, *(verifier.model_copy(update={"task": name})
                                         for name, (_, verifier, _) in zip(names, kept, strict=True))],
        certificates=[*content.certificates, *(certificate.model_copy(update={"name": name})
                                               for name, (_, _, certificate) in zip(names, kept, strict=True))],
    )  # fmt: skip


def _free_names(taken: set[str], count: int) -> list[str]:
    found: list[str] = []
    number = len(taken) + 1
    while len(found) < count:
        name = f"t{number:02d}"
        if name not in taken:
            found.append(name)
        number += 1
    return found
