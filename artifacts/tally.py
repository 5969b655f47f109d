"""Count what a collection is like, one environment at a time: sizes, kinds of tasks, wrong and other right work.

In:  of each environment its entry, tasks, tables, verifiers and certificates; draft outcomes.
Out: `Averages`, plain numbers.
Never here: reading files; how alike environments are (`authors.similarity`).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import fmean, median
from typing import Any

from artifacts.entries import EnvironmentEntry
from schemas import Certificate, Table, Task, Verifier

FALSE_REJECTION = "false_rejection"
"""The rule by which a draft falls that refuses right work done otherwise."""
_COUNTED = ("tables", "tools", "rows", "tasks")
MUTANT_OUTCOMES = ("made", "rejected", "refused", "equivalent", "survived")


@dataclass(frozen=True)
class Spread:
    """Values of one measure over environments or tasks."""

    mean: float
    least: float
    median: float
    most: float

    @classmethod
    def of(cls, values: Sequence[float]) -> "Spread":
        if not values:
            return cls(0.0, 0.0, 0.0, 0.0)
        return cls(round(fmean(values), 3), min(values), round(median(values), 3), max(values))


@dataclass(frozen=True)
class Alternatives:
    """Right work done in other ways, which must be accepted."""

    accepted: int
    """In published tasks: other orders and routes that were executed and accepted."""
    refused: int
    """False rejections: in published tasks (there are none), and at least one in each draft that fell for it."""
    tasks_with: float
    """The share of published tasks for which there was another way."""
    ways: Mapping[str, int]
    """How often each way was tried: `order`, `extra_reads`, `other_look_up` …"""

    @property
    def share_refused(self) -> float:
        tried = self.accepted + self.refused
        return self.refused / tried if tried else 0.0


@dataclass(frozen=True)
class Conditional:
    """Tasks that are to be done only if something holds."""

    tasks: int
    carried_out: int
    left_alone: int
    """The condition did not hold: nothing may change, and the answer is a fact found by looking."""


@dataclass(frozen=True)
class Averages:
    """What a collection is like, in numbers. Shares are of tasks, in [0, 1]."""

    environments: int
    tasks: int
    categories: Mapping[str, int]
    """Environments of each."""
    authors: Mapping[str, int]
    sizes: Mapping[str, Spread]
    """Of an environment: `tables`, `columns`, `tools`, `rows`, `tasks`. Of a task: `steps`, `words`."""
    values: Mapping[str, Sequence[float]]
    """The values themselves, under the same names."""
    steps: Mapping[int, int]
    """Calls of a solution to the number of tasks."""
    kinds: Mapping[str, float]
    levels: Mapping[str, float]
    answers: Mapping[str, float]
    """Type of the answer that is asked for."""
    decide: float
    """Tasks with a decision on what was read."""
    situated: float
    """Tasks that were thought of in a situation ("moving away")."""
    situations: int
    """Different ones."""
    conditional: Conditional
    mutants: Sequence[Mapping[str, Any]]
    alternatives: Alternatives
    drafts: Mapping[str, Any]
    """Task drafts that certification looked at: `kept`, `dropped`, `share_kept`, `reasons`."""


@dataclass
class Tally:
    """Takes environments one by one and gives the averages at the end.

    `on_condition`: what an author calls the situations of tasks that are done only if something holds, and whether it
    does.
    """

    on_condition: Mapping[str, bool] = field(default_factory=dict)
    _entries: list[EnvironmentEntry] = field(default_factory=list)
    _columns: list[int] = field(default_factory=list)
    _steps: list[int] = field(default_factory=list)
    _words: list[int] = field(default_factory=list)
    _kinds: Counter[str] = field(default_factory=Counter)
    _levels: Counter[str] = field(default_factory=Counter)
    _answers: Counter[str] = field(default_factory=Counter)
    _situations: Counter[str] = field(default_factory=Counter)
    _decide: int = 0
    _condition_holds: Counter[bool] = field(default_factory=Counter)
    _mutants: dict[str, Counter[str]] = field(default_factory=dict)
    _ways: Counter[str] = field(default_factory=Counter)
    _other_ways: int = 0
    _refused: int = 0

    def take(
        self, entry: EnvironmentEntry, tables: Sequence[Table], tasks: Sequence[Task],
        verifiers: Sequence[Verifier], certificates: Sequence[Certificate],
    ) -> None:  # fmt: skip
        """Count one environment."""
        self._entries.append(entry)
        self._columns.append(sum(len(table.columns) for table in tables))
        for task in tasks:
            self._take_task(task)
        self._answers.update(verifier.answer.type for verifier in verifiers)
        for certificate in certificates:
            if certificate.scope == "task":
                self._take_certificate(certificate)

    def averages(self, drafts: Iterable[tuple[str, str, int]] = ()) -> Averages:
        """All that was taken. `drafts`: outcome, rule and number of the drafts that certification looked at."""
        yields = _yields(drafts)
        refused = self._refused + yields["reasons"].get(FALSE_REJECTION, 0)
        tasks = len(self._words)
        return Averages(
            environments=len(self._entries),
            tasks=tasks,
            categories=dict(Counter(entry.category or "none" for entry in self._entries).most_common()),
            authors=dict(Counter(entry.author or "unknown" for entry in self._entries).most_common()),
            sizes={name: Spread.of(values) for name, values in self._values().items()},
            values=self._values(),
            steps=dict(sorted(Counter(self._steps).items())),
            kinds=_shares(self._kinds),
            levels=_shares(self._levels),
            answers=_shares(self._answers),
            decide=_share(self._decide, tasks),
            situated=_share(self._situations.total(), tasks),
            situations=len(self._situations),
            conditional=Conditional(
                self._condition_holds.total(), self._condition_holds[True], self._condition_holds[False]
            ),
            mutants=self._mutant_rows(),
            alternatives=Alternatives(
                self._ways.total() - self._refused, refused, _share(self._other_ways, len(self._steps)),
                dict(self._ways.most_common()),
            ),
            drafts=yields,
        )  # fmt: skip

    def _take_task(self, task: Task) -> None:
        self._words.append(len(task.instruction.split()))
        self._kinds[task.kind] += 1
        self._levels[task.difficulty.level] += 1
        self._decide += task.difficulty.branches > 0
        if task.situation:
            self._situations[task.situation] += 1
        holds = self.on_condition.get(task.situation or "")
        if holds is not None:
            self._condition_holds[holds] += 1

    def _take_certificate(self, certificate: Certificate) -> None:
        self._steps.append(certificate.steps)
        for count in certificate.mutants:
            self._mutants.setdefault(count.kind, Counter()).update({o: getattr(count, o) for o in MUTANT_OUTCOMES})
        ways = Counter({
            name.removeprefix("alternative_"): int(number)
            for name, number in certificate.measures.items()
            if name.startswith("alternative_")
        })  # fmt: skip
        ways["order"] += certificate.orders.get("accepted", 0)
        self._ways += ways
        self._other_ways += ways.total() > 0
        self._refused += int(certificate.measures.get("alternatives_refused", 0))

    def _values(self) -> dict[str, list[float]]:
        entries = {name: [getattr(entry, name) for entry in self._entries] for name in _COUNTED}
        return {**entries, "columns": [*self._columns], "steps": [*self._steps], "words": [*self._words]}

    def _mutant_rows(self) -> list[dict[str, Any]]:
        every = sum(counts["made"] for counts in self._mutants.values())
        return [
            {"kind": kind, "share": _share(counts["made"], every), **{name: counts[name] for name in MUTANT_OUTCOMES}}
            for kind, counts in sorted(self._mutants.items(), key=lambda each: (-each[1]["made"], each[0]))
        ]


def _yields(drafts: Iterable[tuple[str, str, int]]) -> dict[str, Any]:
    kept, reasons = 0, Counter[str]()
    for outcome, rule, number in drafts:
        if outcome == "kept":
            kept += number
        else:
            reasons[rule] += number
    return {"kept": kept, "dropped": reasons.total(), "share_kept": _share(kept, kept + reasons.total()),
            "reasons": dict(reasons.most_common())}  # fmt: skip


def _shares(counts: Counter[str]) -> dict[str, float]:
    return {name: _share(number, counts.total()) for name, number in counts.most_common()}


def _share(part: float, whole: float) -> float:
    return round(part / whole, 4) if whole else 0.0
