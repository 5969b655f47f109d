"""Read evaluations back: by tag, by model, by the id of a report; and published figures by their name.

In:  a workspace, references. Out: contenders by benchmark; points of a scaling curve.
Never here: comparing (`evaluation/comparing.py`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from artifacts import Derivation, Workspace
from artifacts.errors import did_you_mean
from artifacts.lineage import Lineage
from evaluation.comparing import Contender
from evaluation.errors import EvaluationError
from evaluation.published import published_figures
from schemas import CHECKPOINT, ENVIRONMENT, EVALUATION, EvaluationReport, Score, explain
from tasks.evaluate import STEP


@dataclass(frozen=True)
class Point:
    """One evaluation on the curve of what more environments bring."""

    environments: int
    """That the checkpoint was trained in; 0 for a model that was not trained here."""
    name: str
    score: Score


def contenders(
    workspace: Workspace, references: Sequence[str], benchmarks: Sequence[str] = ()
) -> dict[str, list[Contender]]:
    """The newest result of each reference on each benchmark, in the order of the references.

    Raises:
        EvaluationError: a reference means nothing; names what there is. Or nothing is left to compare.
    """
    known = newest(workspace)
    found: dict[str, list[Contender]] = {}
    for reference in dict.fromkeys(references):
        for benchmark, contender in _of(workspace, reference, known):
            if not benchmarks or benchmark in benchmarks:
                found.setdefault(benchmark, []).append(contender)
    if not found:
        raise EvaluationError(f"None of them has a result on {', '.join(benchmarks)}.")
    return found


def newest(workspace: Workspace) -> dict[tuple[str, str], str]:
    """Name and benchmark to the newest report's id. A result is known by its tag, else by its model's name; and by the
    checkpoint that was evaluated."""
    known: dict[tuple[str, str], str] = {}
    for derivation in workspace.catalog.derivations(step=STEP, standing=True):
        report = derivation.outputs["report"]
        benchmark = str(derivation.parameters.get("benchmark", ""))
        known[derivation.subject, benchmark] = report
        if "checkpoint" in derivation.inputs:
            known[derivation.inputs["checkpoint"], benchmark] = report
    return known


def _of(workspace: Workspace, reference: str, known: dict[tuple[str, str], str]) -> list[tuple[str, Contender]]:
    reports = {benchmark: report for (name, benchmark), report in known.items() if name == reference}
    if not reports and workspace.store.has(reference):
        report = read_report(workspace, reference)
        reports = {report.benchmark: reference}
    if reports:
        return [(benchmark, _measured(workspace, reference, report)) for benchmark, report in reports.items()]
    figures = published_figures().get(reference, [])
    if not figures:
        names = sorted({name for name, _ in known})
        listed = f"Evaluated are {', '.join(names)}" if names else "Nothing is evaluated yet: worldloom evaluate"
        hint = did_you_mean(reference, [*names, *published_figures()], "")
        raise EvaluationError(
            f"There is no evaluation called {reference!r}. {hint}{' ' if hint else ''}{listed}; published are "
            f"{', '.join(published_figures())}."
        )
    found: dict[str, Contender] = {}
    for figure in figures:
        before = found.get(figure.benchmark)
        scores = [*(before.scores if before else ()), figure.line()]
        found[figure.benchmark] = Contender(reference, scores, source=f"{figure.model}, {figure.source}")
    return list(found.items())


def _measured(workspace: Workspace, name: str, report_id: str) -> Contender:
    report = read_report(workspace, report_id)
    records = workspace.store.get(EVALUATION, report.evaluation)
    return Contender(name, report.scores, {record.item: record for record in records}, report)


def read_report(workspace: Workspace, report_id: str) -> EvaluationReport:
    """A report by its id.

    Raises:
        StoreError: it is gone or damaged.
        EvaluationError: what has this id is no report.
    """
    content = workspace.store.get_blob(report_id)
    try:
        return EvaluationReport.model_validate_json(content)
    except ValidationError as fault:
        raise EvaluationError(f"{report_id} is no report of an evaluation: {explain(fault, 1)}.") from None


def scaling_points(workspace: Workspace, benchmark: str) -> list[Point]:
    """A point for each checkpoint's newest result, and one for each base model that was measured untrained.

    Raises:
        EvaluationError: nothing was evaluated on this benchmark.
    """
    newest_by_name: dict[str, Derivation] = {
        each.subject: each
        for each in workspace.catalog.derivations(step=STEP, standing=True)
        if each.parameters.get("benchmark") == benchmark
    }
    if not newest_by_name:
        raise EvaluationError(f"Nothing was evaluated on {benchmark} yet: worldloom evaluate --benchmark {benchmark}")
    bases = {_base_of(workspace, each.inputs["checkpoint"]) for each in newest_by_name.values() if _trained(each)}
    points = []
    for name, each in newest_by_name.items():
        if not _trained(each) and each.model not in bases:
            continue
        scores = read_report(workspace, each.outputs["report"]).scores
        if scores:
            count = _environments(workspace, each.inputs["checkpoint"]) if _trained(each) else 0
            points.append(Point(count, name, scores[0]))
    return sorted(points, key=lambda point: (point.environments, point.name))


def _trained(derivation: Derivation) -> bool:
    return "checkpoint" in derivation.inputs


def _base_of(workspace: Workspace, checkpoint: str) -> str:
    (record,) = workspace.store.get(CHECKPOINT, checkpoint)
    return record.base_model


def _environments(workspace: Workspace, checkpoint: str) -> int:
    """How many environments a checkpoint was trained in: those that its lineage leads to."""
    nodes = Lineage(workspace.catalog).up(checkpoint).nodes.values()
    return sum(node.kind == ENVIRONMENT.name for node in nodes)
