"""Evaluate: a benchmark's items against a model, each kept the moment it ends; then one artifact of all, and a report.

In:  a benchmark, a subject, settings, how many items. Out: an `EvaluationReport`; `evaluation` artifacts with lineage
     to the benchmark's version, the checkpoint and the raw answers.
Never here: how an item is asked (`evaluation/benchmarks/`), what its score means.

An item is kept under all that could change its result. So a run that was killed, or met a dead endpoint, goes on where
it stopped, and a larger `limit` asks only for what is new.
"""

import hashlib
import json
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any

from artifacts import Derivation, Recalled, Workspace, cache_key, code_version
from evaluation.benchmark import Benchmark, Item, ItemResult, Settings, Subject, Unanswered
from evaluation.errors import EvaluationError
from schemas import EVALUATION, ROLLOUTS, Evaluation, EvaluationReport, LeakReport, Score

STEP, ITEM_STEP = "evaluate", "evaluate_item"
VERSION = "1"
FLUSH_S = 1.0
"""A run that is killed loses the items of so many seconds at most."""
REPORT_SUFFIX = ".json"


@dataclass(frozen=True)
class Prices:
    """US dollars for a million tokens."""

    read: float = 0.0
    written: float = 0.0

    def cost(self, prompt_tokens: int, tokens: int) -> float:
        return (prompt_tokens * self.read + tokens * self.written) / 1e6


@dataclass(frozen=True)
class Asked:
    """One benchmark's part of a run."""

    benchmark: Benchmark
    subject: Subject
    settings: Settings
    limit: int | None = None
    categories: tuple[str, ...] = ()
    tag: str = ""
    """What the result is called in comparisons; else the model's name."""
    prices: Prices = Prices()

    def parameters(self) -> dict[str, Any]:
        """What an item's result depends on, beside the benchmark."""
        return {**self.subject.parameters(), **self.settings.parameters()}


@dataclass(frozen=True)
class Evaluated:
    """What a benchmark's run left behind."""

    report: EvaluationReport
    report_id: str
    """Artifact id of the report."""
    found: int
    """Items that were there already."""
    unanswered: Mapping[str, str]
    """Item to why it got no answer; asked again in the next run."""


Listener = Callable[[str, str], None]
"""Told of a benchmark's name and `preparing …`, then `planned N`, then of each item: `found`, `done`, `unanswered`."""
Leaks = Callable[[Sequence[Item]], LeakReport | None]


def evaluate(
    workspace: Workspace, asked: Asked, leaks: Leaks | None = None, listen: Listener | None = None,
    tell: Callable[[str], None] | None = None, flow_run_id: str = "",
) -> Evaluated:  # fmt: skip
    """Ask what has not been asked yet, and add everything up.

    Raises:
        EvaluationError: the benchmark cannot run here, or not one item got an answer; says why.
    """
    started, since = datetime.now(UTC), time.perf_counter()
    benchmark, settings = asked.benchmark, asked.settings
    why = benchmark.available(settings.place)
    if why:
        raise EvaluationError(f"{benchmark.name} does not run here: {why}")
    benchmark.prepare(settings, tell or (lambda line: None))
    items = benchmark.items(settings, asked.categories)[: asked.limit]
    if not items:
        raise EvaluationError(f"{benchmark.name} has no items here.")
    inputs = _inputs(workspace, asked, items)
    recorder = _Recorder(workspace, asked, inputs, flow_run_id, listen or (lambda name, event: None))
    recorder.listen(benchmark.name, f"planned {len(items)}")
    known = recorder.recall(items)
    missing = [item for item in items if item.id not in known]
    try:
        if missing:
            benchmark.run(missing, asked.subject, settings, recorder.note)
    finally:
        recorder.flush()
    results = {**known, **recorder.made}
    ordered = [results[item.id] for item in items if item.id in results]
    if not ordered:
        raise EvaluationError(_nothing(benchmark, recorder.unanswered))
    report = _report(workspace, asked, items, ordered, leaks, len(recorder.unanswered))
    report_id = _keep(workspace, asked, report, inputs, started, time.perf_counter() - since, flow_run_id)
    return Evaluated(report, report_id, len(known), recorder.unanswered)


def _inputs(workspace: Workspace, asked: Asked, items: Sequence[Item]) -> dict[str, str]:
    """The benchmark as an artifact, so that lineage knows which version of it, and the checkpoint."""
    benchmark = asked.benchmark
    named = {"benchmark": benchmark.name, "version": benchmark.version}
    listed = json.dumps({**named, "about": benchmark.about}, sort_keys=True)
    inputs = {"benchmark": workspace.store.put_blob(listed.encode(), ".json")}
    return {**inputs, "checkpoint": asked.subject.checkpoint} if asked.subject.checkpoint else inputs


@dataclass
class _Recorder:
    """Keeps results as they come, a few at a time; benchmarks may call `note` from several threads."""

    workspace: Workspace
    asked: Asked
    inputs: dict[str, str]
    flow_run_id: str
    listen: Listener
    made: dict[str, Evaluation] = field(default_factory=dict)
    unanswered: dict[str, str] = field(default_factory=dict)
    _keys: dict[str, str] = field(default_factory=dict)
    _waiting: list[Derivation] = field(default_factory=list)
    _flushed: float = field(default_factory=time.monotonic)
    _started: datetime = field(default_factory=lambda: datetime.now(UTC))
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def recall(self, items: Sequence[Item]) -> dict[str, Evaluation]:
        """The results that are there already, by item."""
        parameters = self.asked.parameters()
        self._keys = {item.id: self._key(item, parameters) for item in items}
        recalled = self.workspace.catalog.recall_all(list(self._keys.values()))
        known = {
            item.id: self._read(recalled[self._keys[item.id]]) for item in items if self._keys[item.id] in recalled
        }
        for _ in known:
            self.listen(self.asked.benchmark.name, "found")
        return known

    def _key(self, item: Item, parameters: Mapping[str, Any]) -> str:
        text = hashlib.sha256(item.text.encode("utf-8", "replace")).hexdigest()
        return cache_key(ITEM_STEP, VERSION, self.inputs, {**parameters, "item": item.id, "text": text}, "")

    def _read(self, recalled: Recalled) -> Evaluation:
        (record,) = self.workspace.store.get(EVALUATION, recalled.outputs["evaluation"])
        return record

    def note(self, result: ItemResult | tuple[str, Unanswered]) -> None:
        """Keep a result, or remember why there is none."""
        name = self.asked.benchmark.name
        with self._lock:
            if isinstance(result, tuple):
                self.unanswered[result[0]] = str(result[1])
                self.listen(name, "unanswered")
                return
            self._waiting.append(self._stored(result))
            if time.monotonic() - self._flushed >= FLUSH_S:
                self.flush()
        self.listen(name, "done")

    def _stored(self, result: ItemResult) -> Derivation:
        store, item = self.workspace.store, result.record.item
        raw = store.put(ROLLOUTS, result.rollouts) if result.rollouts else store.put_blob(result.raw, result.suffix)
        record = result.record.model_copy(update={"raw": raw})
        self.made[item] = record
        outputs = {"evaluation": store.put(EVALUATION, [record]), "raw": raw}
        return Derivation(
            key=self._keys[item], step=ITEM_STEP, step_version=VERSION, subject=item, inputs=self.inputs,
            outputs=outputs, parameters={**self.asked.parameters(), "item": item}, code_version=code_version(),
            model=self.asked.subject.model, seed=self.asked.settings.seed, started_at=self._started,
            tokens_in=record.prompt_tokens, tokens_out=record.tokens,
            cost=self.asked.prices.cost(record.prompt_tokens, record.tokens), flow_run_id=self.flow_run_id,
        )  # fmt: skip

    def flush(self) -> None:
        """Record what waits, in one transaction."""
        with self._lock:
            waiting, self._waiting = self._waiting, []
            self._flushed = time.monotonic()
            self.workspace.catalog.record_all(waiting)


def _report(
    workspace: Workspace, asked: Asked, items: Sequence[Item], results: Sequence[Evaluation], leaks: Leaks | None,
    unanswered: int,
) -> EvaluationReport:  # fmt: skip
    scores = asked.benchmark.scores(results)
    failures: Counter[str] = Counter()
    for each in results:
        failures.update(each.failures)
    tokens, prompt_tokens = sum(each.tokens for each in results), sum(each.prompt_tokens for each in results)
    return EvaluationReport(
        benchmark=asked.benchmark.name,
        version=asked.benchmark.version,
        policy=asked.subject.model,
        tag=asked.tag,
        checkpoint=asked.subject.checkpoint,
        evaluation=workspace.store.put(EVALUATION, results),
        settings=_plain({**asked.parameters(), "limit": asked.limit, "categories": list(asked.categories)}),
        planned=len(items),
        items=len(results),
        scores=scores,
        failures=dict(failures.most_common()),
        unjudged=sum(each.unjudged for each in results),
        violations=sum(each.violations for each in results),
        tokens=tokens,
        prompt_tokens=prompt_tokens,
        cost=asked.prices.cost(prompt_tokens, tokens),
        leaks=leaks(items) if leaks else None,
        remarks=_remarks(asked, scores, unanswered),
    )


def _remarks(asked: Asked, scores: Sequence[Score], unanswered: int) -> list[str]:
    remarks = []
    if unanswered:
        remarks.append(f"{unanswered} items got no answer from the endpoint and are not counted.")
    if asked.limit is not None:
        remarks.append(f"Only the first {asked.limit} items were asked for: no figure to publish.")
    if not scores:
        remarks.append("No item could be judged, so there is no score.")
    return remarks


def _keep(
    workspace: Workspace, asked: Asked, report: EvaluationReport, inputs: dict[str, str], started: datetime,
    wall_s: float, flow_run_id: str,
) -> str:  # fmt: skip
    """Store the report, and record where it is from."""
    content = json.dumps(report.model_dump(mode="json"), indent=1, sort_keys=True, ensure_ascii=False)
    report_id = workspace.store.put_blob(content.encode(), REPORT_SUFFIX)
    parameters = {**report.settings, "tag": asked.tag, "benchmark": report.benchmark, "report": report_id}
    workspace.catalog.record(
        Derivation(
            key=cache_key(STEP, VERSION, {**inputs, "evaluation": report.evaluation}, parameters, ""), step=STEP,
            step_version=VERSION, subject=report.name, inputs=inputs,
            outputs={"evaluation": report.evaluation, "report": report_id}, parameters=parameters,
            code_version=code_version(), model=asked.subject.model, seed=asked.settings.seed, started_at=started,
            wall_s=wall_s, flow_run_id=flow_run_id,
        )
    )  # fmt: skip
    return report_id


def _nothing(benchmark: Benchmark, unanswered: Mapping[str, str]) -> str:
    reasons = Counter(unanswered.values()).most_common(1)
    why = reasons[0][0] if reasons else "it noted nothing"
    return (
        f"{benchmark.name}: not one item got an answer: {why}. Nothing was counted; run it again when that is mended."
    )


def _plain(value: Mapping[str, Any]) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(json.dumps(value, default=asdict))
    return plain
