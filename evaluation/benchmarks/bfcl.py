"""The Berkeley Function Calling Leaderboard: its own package asks and scores, we carry the questions to the model.

An item is a question or a conversation; right or wrong is the verdict of BFCL's scorer. Its v3 is a subset of v4.
Source: bfcl-eval on PyPI, whose wheel carries the data; https://gorilla.cs.berkeley.edu/leaderboard.html
"""

import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt
from pathlib import Path
from typing import Any, cast

from evaluation.benchmark import Item, ItemResult, Note, Settings, Subject, Unanswered
from evaluation.bfcl.categories import CATEGORIES, Measured, table
from evaluation.bfcl.data import items as items_of
from evaluation.bfcl.data import named
from evaluation.bfcl.running import Mode, Run, Verdict
from evaluation.errors import EvaluationError
from evaluation.gateway import Gateway
from evaluation.pythons import Recipe, missing_python, separate_python
from evaluation.runs import alone, run_folder
from evaluation.scoring import mean_line
from schemas import Evaluation, Score

REQUIREMENTS = Path(__file__).parent.parent / "bfcl" / "requirements.txt"
RECIPE = Recipe("bfcl", (("--no-deps", "-r", str(REQUIREMENTS)),), ((3, 11), (3, 12)), (REQUIREMENTS,))
MODES = ("fc", "prompt")
SCORED_AT_ONCE = 200
"""Answers: starting the scorer takes seconds."""


@dataclass(frozen=True)
class Bfcl:
    name: str = "bfcl"
    version: str = "2026.3.23"
    about: str = "Berkeley Function Calling Leaderboard v4 and v3: one call, several, live ones, conversations"
    needs: tuple[str, ...] = ("a network once, to set up its own environment",)
    options: dict[str, str] = field(
        default_factory=lambda: {
            "mode": "fc (function calls; in the profile's form) or prompt (BFCL's own prompt, calls as text)",
            "per-category": "items of each category at most",
        }
    )

    def available(self, place: Path) -> str | None:
        """It needs a Python that its pinned packages have wheels for."""
        return missing_python(RECIPE.versions)

    def prepare(self, settings: Settings, tell: Callable[[str], None]) -> None:
        """Set up its Python."""
        _options(settings)
        separate_python(settings.place / "python", RECIPE, tell)

    def items(self, settings: Settings, categories: Sequence[str] = ()) -> list[Item]:
        """Questions, one category after the other in turn."""
        _, most = _options(settings)
        return items_of(_python(settings), named(categories), most)

    def run(self, items: Sequence[Item], subject: Subject, settings: Settings, note: Note) -> None:
        """Ask through the gateway; what was asked before in the same way and not noted yet is not asked again."""
        mode, _ = _options(settings)
        folder = run_folder(subject, settings, self.version)
        with alone(folder), Gateway(subject, settings) as gateway:
            run = Run(_python(settings), folder, mode, gateway.base_url, settings.at_once)
            judged = _Judged(self, run, {item.id: item for item in items}, subject, note, gateway)
            run.ask(items, judged.answered)
            judged.settle()
        for item in items:
            if item.id not in judged.done:
                note((item.id, Unanswered(gateway.down or "it was not asked")))

    def scores(self, results: Sequence[Evaluation]) -> list[Score]:
        """BFCL's table: the overall scores of v3 and v4 first, then each category."""
        lines = [_line(name, each) for name, each in table(_measured(results)).items()]
        parts = [(name, [each for each in results if each.category == name]) for name in CATEGORIES]
        return lines + [line for name, part in parts for line in mean_line("category", name, part)]


@dataclass
class _Judged:
    """Answers that wait for BFCL's scorer: it is asked about many at a time, while others are still being answered."""

    benchmark: Bfcl
    run: Run
    items: Mapping[str, Item]
    subject: Subject
    note: Note
    gateway: Gateway
    waiting: list[str] = field(default_factory=list)
    done: set[str] = field(default_factory=set)

    def answered(self, item: str) -> None:
        self.waiting.append(item)
        if len(self.waiting) >= SCORED_AT_ONCE:
            self.settle()

    def settle(self) -> None:
        """Have what waits judged, and note it.

        Raises:
            EvaluationError: the endpoint has taken no request at all, so that its answers say nothing.
        """
        if self.gateway.only_refusals:
            shutil.rmtree(self.run.folder / "result", ignore_errors=True)  # BFCL notes refusals as wrong answers
            raise EvaluationError(f"{self.subject.base_url} refuses every request: see {self.run.folder}/generate.log.")
        verdicts = self.run.judge([self.items[item] for item in self.waiting]) if self.waiting else {}
        for item, verdict in verdicts.items():
            self.done.add(item)
            self.note(_result(self.benchmark, self.items[item], self.subject, verdict))
        self.waiting.clear()


def _options(settings: Settings) -> tuple[Mode, int | None]:
    mode, most = settings.options.get("mode", "fc"), settings.options.get("per-category")
    if mode not in MODES:
        raise EvaluationError(f"bfcl has no mode {mode!r}. It has {' and '.join(MODES)}: --option mode=fc.")
    if most is not None and not (most.isdecimal() and int(most)):
        raise EvaluationError(f"--option per-category={most} is no number of items.")
    return cast("Mode", mode), int(most) if most else None


def _python(settings: Settings) -> Path:
    return separate_python(settings.place / "python", RECIPE, lambda line: None)


def _result(benchmark: Bfcl, item: Item, subject: Subject, verdict: Verdict) -> ItemResult:
    is_right = verdict.fault is None
    record = Evaluation(
        benchmark=benchmark.name,
        version=benchmark.version,
        policy=subject.model,
        item=item.id,
        category=item.category,
        complete=int(is_right),
        score=float(is_right),
        failures={} if is_right else {verdict.kind: 1},
        mean_turns=float(_count(verdict.answer.get("latency"))),
        tokens=_total(verdict.answer.get("output_token_count")),
        prompt_tokens=_total(verdict.answer.get("input_token_count")),
    )
    raw = {"answer": verdict.answer, "fault": verdict.fault}
    return ItemResult(record, raw=json.dumps(raw, ensure_ascii=False).encode("utf-8", "replace"))


def _total(counts: Any) -> int:
    """BFCL counts by turn and step, or once."""
    if isinstance(counts, list):
        return sum(map(_total, counts))
    return int(counts) if isinstance(counts, int | float) else 0


def _count(latencies: Any) -> int:
    """Requests that an item took."""
    if isinstance(latencies, list):
        return sum(map(_count, latencies))
    return int(isinstance(latencies, int | float))


def _measured(results: Sequence[Evaluation]) -> dict[str, Measured]:
    found = {}
    for name in CATEGORIES:
        scores = [each.score for each in results if each.category == name and each.score is not None]
        if scores:
            mean = sum(scores) / len(scores)
            found[name] = Measured(mean, len(scores), mean * (1 - mean) / len(scores))
    return found


def _line(name: str, measured: Measured) -> Score:
    """With the interval of a weighted mean, where the categories' own spread says anything."""
    half = 1.96 * sqrt(measured.variance)
    low, high = max(0.0, measured.value - half), min(1.0, measured.value + half)
    bounds = {"low": low, "high": high} if half else {}
    return Score(group="overall", name=name, value=min(1.0, measured.value), items=measured.items, **bounds)


BENCHMARK = Bfcl()
