"""Put results side by side: every line of the tables, paired differences, tasks won and lost.

In:  contenders: measured ones with the records of their items, published ones with figures alone. The first is what
     the others are measured against.
Out: a `Comparison`, one `Board` a benchmark.
Never here: the catalog, drawing. Items are paired by id, and only where both have them in the same version.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from schemas import Evaluation, EvaluationReport, Score
from training.statistics import Rate, paired_difference

LINE = tuple[str, str]
"""Group and name of a line."""


@dataclass(frozen=True)
class Contender:
    """One model's result on one benchmark."""

    name: str
    scores: Sequence[Score]
    items: Mapping[str, Evaluation] = field(default_factory=dict, repr=False)
    """By item; empty for what was published elsewhere."""
    report: EvaluationReport | None = None
    source: str = ""
    """Where a published figure is from."""

    @property
    def version(self) -> str:
        return self.report.version if self.report else ""


@dataclass(frozen=True)
class Duel:
    """One contender against the first, on the items that both have."""

    name: str
    against: str
    difference: Rate
    """Mean difference of the items' scores; above 0 it did better than the first."""
    won: list[str]
    """Items on which it did better, the clearest first."""
    lost: list[str]
    tied: int

    @property
    def is_clear(self) -> bool:
        """Whether the interval leaves zero out."""
        return self.difference.low > 0 or self.difference.high < 0


@dataclass(frozen=True)
class Board:
    """One benchmark."""

    benchmark: str
    contenders: list[Contender]
    lines: list[LINE]
    duels: list[Duel]
    remarks: list[str]

    @property
    def title(self) -> str:
        """The benchmark, and the line that it is known by."""
        return f"{self.benchmark}, {self.lines[0][1]}" if self.lines else self.benchmark

    def headline(self, name: str) -> Score | None:
        """What a contender has on that line."""
        found = next((each for each in self.contenders if each.name == name), None)
        return self.score(found, self.lines[0]) if found and self.lines else None

    def score(self, contender: Contender, line: LINE) -> Score | None:
        return next((each for each in contender.scores if (each.group, each.name) == line), None)


@dataclass(frozen=True)
class Comparison:
    names: list[str]
    boards: list[Board]

    def summary(self) -> list[dict[str, Score | None]]:
        """A row a contender, with the score that each benchmark is known by: the table that papers print."""
        return [{board.title: board.headline(name) for board in self.boards} for name in self.names]

    def document(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {"names": self.names, "benchmarks": [_board_document(board) for board in self.boards]}


def compare(names: Sequence[str], found: Mapping[str, Sequence[Contender]]) -> Comparison:
    """Everything side by side; `found` is by benchmark, contenders in the order of `names`."""
    return Comparison(list(names), [_board(benchmark, contenders) for benchmark, contenders in found.items()])


def _board(benchmark: str, contenders: Sequence[Contender]) -> Board:
    lines = dict.fromkeys((score.group, score.name) for each in contenders for score in each.scores)
    measured = [each for each in contenders if each.items]
    duels = [duel for each in measured[1:] if (duel := _duel(measured[0], each))]
    return Board(benchmark, list(contenders), list(lines), duels, _remarks(contenders, measured))


def _duel(first: Contender, other: Contender) -> Duel | None:
    if first.version != other.version:
        return None
    both = [
        (item, float(first.items[item].score or 0.0), float(other.items[item].score or 0.0))
        for item in first.items
        if item in other.items and first.items[item].score is not None and other.items[item].score is not None
    ]
    difference = paired_difference([one for _, one, _ in both], [two for _, _, two in both])
    if difference is None:
        return None
    better = sorted((two - one, item) for item, one, two in both)
    return Duel(
        name=other.name,
        against=first.name,
        difference=difference,
        won=[item for gap, item in reversed(better) if gap > 0],
        lost=[item for gap, item in better if gap < 0],
        tied=sum(gap == 0 for gap, _ in better),
    )


def _remarks(contenders: Sequence[Contender], measured: Sequence[Contender]) -> list[str]:
    remarks = [f"{each.name}: {each.source}" for each in contenders if each.source]
    versions = {each.version for each in measured}
    if len(versions) > 1:
        remarks.append(f"Versions {', '.join(sorted(versions))} are not the same benchmark: nothing is paired across.")
    for each in measured:
        report = each.report
        if report and report.items < report.planned:
            remarks.append(f"{each.name}: {report.planned - report.items} of {report.planned} items have no result.")
        if report and report.settings.get("limit"):
            remarks.append(f"{each.name}: only the first {report.settings['limit']} items were asked for.")
    profiles = {str((each.report.settings if each.report else {}).get("profile")) for each in measured}
    if len(profiles) > 1:
        remarks.append("They were not asked in the same way (profile): the difference is not the models' alone.")
    remarks += [
        f"{each.name}: {leaks.near_duplicates} of {leaks.items} items are near-duplicates of training tasks "
        f"({leaks.compared_with}); nearest {leaks.nearest_most:.2f}."
        for each in measured
        if each.report and (leaks := each.report.leaks)
    ]
    return remarks


def _board_document(board: Board) -> dict[str, Any]:
    return {
        "benchmark": board.benchmark,
        "scores": {each.name: [score.model_dump(mode="json") for score in each.scores] for each in board.contenders},
        "duels": [{**asdict(duel), "is_clear": duel.is_clear} for duel in board.duels],
        "remarks": board.remarks,
    }
