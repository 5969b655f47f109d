"""What every step does around its own work: look into the catalog first, make, store, record.

In:  a `Loom`, a batch of work.
Out: the batch, each with the step's products or with the reason why it ended.
     As a Prefect task it is done by the crew that is at work, where there is one, else in the same process.
Never here: what a particular step makes; the clock in any key.

A product is stored before it is recorded, so that a crash between the two repeats the step and finds its product
there already. While the disk takes it in, the next scenario is worked on. A scenario that fails ends alone; what is no
fault of its content (a full disk) is raised for Prefect to retry.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor, as_completed
from contextlib import nullcontext
from contextvars import copy_context
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Any

from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.context import TaskRunContext
from prefect.tasks import Task as PrefectTask

from artifacts import CallEntry, Derivation, DraftOutcome, cache_key
from authors.protocol import AuthorError, waits
from authors.spending import Tally, tallying
from schemas import Kind, Record, Scenario
from schemas.kind import Packed
from tasks import recent
from tasks.crew import at_work
from tasks.loom import Loom
from tasks.progress import announce
from tasks.turns import turn
from tasks.work import Batch, Work

RETRIES = 2
RETRY_DELAY_S = 1.0
RECORDED_TOGETHER = 8
"""Scenarios of a batch that are recorded in one transaction."""
RECORDED_AFTER_S = 2.0
"""After so long what is made is recorded: so much work is done twice after a kill, at most."""

WRITERS = 4
"""Files on their way to the disk at once. They are flushed, so that a thread waits and hardly does anything."""


class StepFailed(Exception):
    """The content of one scenario cannot go further; the message says why. Carries what became of its drafts."""

    def __init__(self, reason: str, drafts: Sequence[DraftOutcome] = ()) -> None:
        super().__init__(reason)
        self.drafts = tuple(drafts)


@dataclass(frozen=True)
class Product:
    """What a step made of one scenario: role to kind and records, and what became of drafts."""

    outputs: Mapping[str, tuple[Kind[Any], Sequence[Record]]]
    drafts: tuple[DraftOutcome, ...] = ()


@dataclass(frozen=True)
class Inputs:
    """One scenario's artifacts, read from the store as a step asks for them."""

    loom: Loom
    work: Work

    @property
    def scenario(self) -> Scenario:
        return self.work.scenario

    def records(self, kind: Kind[Any], role: str) -> list[Any]:
        """The records of one input artifact."""
        artifact_id = self.work.made[role]
        known = recent.recall(artifact_id)
        if known is None:
            known = self.loom.workspace.store.get(kind, artifact_id)
            recent.remember(artifact_id, known)
        return list(known)


@dataclass(frozen=True)
class Step:
    """One step of the pipeline."""

    name: str
    version: str
    """Raise it when the step would make something else of the same inputs: it and what hangs on it run again."""
    takes: tuple[str, ...]
    """Roles of the artifacts it depends on."""
    make: Callable[[Inputs], Product]
    by_author: bool = True
    """Whether the author's fingerprint decides what it makes."""
    parameters: Callable[[Loom], Mapping[str, Any]] = lambda loom: {}

    def key(self, loom: Loom, work: Work) -> str:
        """Its cache key for one scenario, all of whose inputs are made."""
        inputs = {role: work.made[role] for role in self.takes}
        author = loom.author.fingerprint.text() if self.by_author else ""
        return cache_key(self.name, self.version, inputs, self.parameters(loom), author)

    def recall(self, loom: Loom, work: Work) -> Work | None:
        """The work with this step's products, where they were made before."""
        return self.recall_all(loom, (work,))[0]

    def recall_all(self, loom: Loom, batch: Batch) -> list[Work | None]:
        """The same for each scenario of a batch, asked of the catalog at once."""
        keys = [self.key(loom, work) if all(role in work.made for role in self.takes) else "" for work in batch]
        recalled = loom.workspace.catalog.recall_all([key for key in keys if key])
        return [
            work.with_made(recalled[key].outputs) if key in recalled else None
            for key, work in zip(keys, batch, strict=True)
        ]

    def run(self, loom: Loom, batch: Batch) -> Batch:
        """The step for every scenario of a batch that is still on its way."""
        done: list[Work] = list(batch)
        waiting: list[_Attempt] = []
        since = time.monotonic()
        with ThreadPoolExecutor(WRITERS, thread_name_prefix="store") as writers:
            try:
                for place, work, attempt in self._attempts(loom, batch, writers):
                    if isinstance(attempt, _Attempt):
                        waiting.append(attempt)
                    done[place] = attempt if isinstance(attempt, Work) else work
                    if len(waiting) == RECORDED_TOGETHER or time.monotonic() - since > RECORDED_AFTER_S:
                        self._record(loom, done, waiting)
                        since = time.monotonic()
            finally:
                self._record(loom, done, waiting)
        return tuple(done)

    def _attempts(self, loom: Loom, batch: Batch, writers: Executor) -> "Iterator[tuple[int, Work, Work | _Attempt]]":
        """Each scenario's attempt: one after the other, or side by side where the author mostly waits."""
        places = list(enumerate(batch))
        if not (self.by_author and waits(loom.author)):
            yield from ((place, work, self._attempted(loom, work, place, writers)) for place, work in places)
            return
        with ThreadPoolExecutor(max_workers=max(1, len(batch)), thread_name_prefix=self.name) as threads:
            asked = {
                threads.submit(copy_context().run, self._attempted, loom, work, place, writers): (place, work)
                for place, work in places
            }
            yield from ((*asked[future], future.result()) for future in as_completed(asked))

    def _attempted(self, loom: Loom, work: Work, place: int, writers: Executor) -> "Work | _Attempt":
        return work if work.failure else self._attempt(loom, work, place, writers)

    def _attempt(self, loom: Loom, work: Work, place: int, writers: Executor) -> "Work | _Attempt":
        """The work with products that were made before, or an attempt whose products are being stored."""
        subject = work.scenario.name
        recalled = self.recall(loom, work)
        if recalled is not None:
            announce(self.name, subject, "cached")
            return recalled
        announce(self.name, subject, "started")
        started, clock = datetime.now(UTC), time.monotonic()
        with tallying() as tally:
            try:
                product = self.make(Inputs(loom, work))
            except (AuthorError, StepFailed) as fault:
                drafts = fault.drafts if isinstance(fault, StepFailed) else ()
                announce(self.name, subject, "failed")
                wall_s = time.monotonic() - clock
                return _Attempt(place, self._derivation(loom, work, {}, started, wall_s, drafts, tally, str(fault)))
        packed = {role: kind.pack(records) for role, (kind, records) in product.outputs.items()}
        storing = [future for each in packed.values() for future in _storing(loom, each, writers)]
        announce(self.name, subject, "done")
        wall_s = time.monotonic() - clock
        made = {role: each.id for role, each in packed.items()}
        return _Attempt(place, self._derivation(loom, work, made, started, wall_s, product.drafts, tally), storing)

    def _record(self, loom: Loom, done: list[Work], waiting: "list[_Attempt]") -> None:
        """Record attempts together, and put what came of them in the place of their work.

        Raises:
            What kept a product from being stored; the attempts whose products are stored have been recorded.
        """
        faults = [fault for attempt in waiting for future in attempt.storing if (fault := future.exception())]
        attempts = [each for each in waiting if not any(future.exception() for future in each.storing)]
        waiting[:] = []
        recorded = loom.workspace.catalog.record_all([attempt.derivation for attempt in attempts])
        for attempt, recalled in zip(attempts, recorded, strict=True):
            work, reason = done[attempt.place], attempt.derivation.reason
            done[attempt.place] = work.failed(self.name, reason) if reason else work.with_made(recalled.outputs)
        if faults:
            raise faults[0]

    def _derivation(
        self, loom: Loom, work: Work, made: Mapping[str, str], started: datetime, wall_s: float,
        drafts: tuple[DraftOutcome, ...], tally: Tally, reason: str = "",
    ) -> Derivation:  # fmt: skip
        fingerprint = loom.author.fingerprint
        return Derivation(
            key=self.key(loom, work),
            step=self.name,
            step_version=self.version,
            subject=work.scenario.name,
            inputs={role: work.made[role] for role in self.takes},
            outputs=made,
            parameters=self.parameters(loom),
            outcome="failed" if reason else "done",
            reason=reason,
            drafts=(*_pieces(tally), *drafts),
            calls=_calls(tally),
            tokens_in=tally.tokens_in,
            tokens_out=tally.tokens_out,
            cost=tally.cost,
            code_version=loom.code_version,
            author=fingerprint.author if self.by_author else "",
            author_version=fingerprint.version if self.by_author else "",
            model=fingerprint.model if self.by_author else "",
            prompt_version=fingerprint.prompts if self.by_author else "",
            seed=fingerprint.seed if self.by_author else None,
            started_at=started,
            wall_s=wall_s,
            flow_run_id=loom.flow_run_id,
            task_run_id=loom.task_run_id,
        )


@dataclass(frozen=True)
class _Attempt:
    """What was made of one scenario and is not recorded yet."""

    place: int
    """Of its work within the batch."""
    derivation: Derivation
    storing: Sequence[Future[None]] = ()
    """Its products on their way to the disk."""


def _pieces(tally: Tally) -> tuple[DraftOutcome, ...]:
    """What became of tables, tools, rows and drafts on the author's own bench."""
    return tuple(DraftOutcome(each.item, each.outcome, each.rule, each.message) for each in tally.pieces)


def _calls(tally: Tally) -> tuple[CallEntry, ...]:
    """What the author asked a model, and what that took."""
    return tuple(CallEntry(**asdict(call)) for call in tally.calls)


def _storing(loom: Loom, packed: Packed[Any], writers: Executor) -> "list[Future[None]]":
    """Have a product stored; none where it is there already."""
    recent.remember(packed.id, packed.records())
    write = loom.workspace.store.putting(packed)
    return [] if write is None else [writers.submit(write)]


def _worth_retrying(task: PrefectTask[..., Any], run: Any, state: Any) -> bool:
    """Only what another try can mend: the disk, the network. Content faults are caught before they get here."""
    try:
        state.result()
    except OSError:
        return True
    except Exception:
        return False
    return False


def prefect_step(step: Step) -> PrefectTask[[Loom, Any], Batch]:
    """The step as a Prefect task over batches: retried where that helps, cached by our own catalog only.

    The batch may be the future of one: Prefect waits for it and hands the batch on.
    """

    def run(loom: Loom, batch: Batch) -> Batch:
        context = TaskRunContext.get()
        if context and context.task_run:
            loom = replace(loom, task_run_id=str(context.task_run.id))
        crew = None if step.by_author and waits(loom.author) else at_work()
        with turn(loom.author) if step.by_author else nullcontext():
            return crew.run(step.name, loom, batch) if crew else step.run(loom, batch)

    run.__name__ = step.name
    run.__doc__ = step.make.__doc__
    return task(
        name=step.name, retries=RETRIES, retry_delay_seconds=RETRY_DELAY_S, retry_condition_fn=_worth_retrying,
        cache_policy=NO_CACHE, persist_result=False, log_prints=False,
    )(run)  # fmt: skip
