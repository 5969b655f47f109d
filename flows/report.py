"""What a synthesis run reports: environments, failures, yields; as a record, as Markdown, as table rows.

In:  the work that a run ended with. Out: `SynthesisReport` and its renderings. Reads only.
"""

from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import Any

from artifacts import Derivation, EnvironmentEntry
from artifacts.spending import spent_in_run
from authors.protocol import waits
from schemas import ENVIRONMENT
from tasks import STEPS, Batch, Loom
from tasks.plan import Plan
from tasks.work import Work
from tasks.write_scenarios import THINKING


@dataclass(frozen=True)
class GivenUp:
    """A scenario that gave no environment."""

    scenario: str
    step: str
    reason: str


@dataclass(frozen=True)
class ModelStep:
    """What a model wrote in one step of all scenarios, and what asking took in this run."""

    step: str
    kept: int
    """Pieces (tables, tools, rows, tasks) that were right at once."""
    repaired: int
    dropped: dict[str, int]
    """By rule."""
    calls: int
    """Answers that were paid for."""
    repairs: int
    """Of which asked for a repair."""
    unusable: int
    """Of which could not be read."""
    tokens_in: int
    tokens_out: int
    cost: float
    recalled: int = 0
    """Answers that were on record, and cost nothing."""


@dataclass(frozen=True)
class SynthesisReport:
    """What one run did."""

    environments: list[EnvironmentEntry]
    given_up: list[GivenUp]
    steps_run: int
    steps_cached: int
    drafts: int
    """Task drafts that certification looked at, over the environments of this run."""
    drafts_kept: int
    """Drafts that were certified, published or not."""
    dropped_by_rule: dict[str, int]
    model_steps: list[ModelStep] = field(default_factory=list)
    """Empty where no model wrote."""
    tokens_in: int = 0
    tokens_out: int = 0
    cost: float = 0.0
    """US dollars, over this run."""
    remarks: list[str] = field(default_factory=list)
    """What an operator should know: why there are fewer scenarios, which of them named no known domain."""

    def document(self) -> dict[str, Any]:
        """Plain JSON values."""
        return asdict(self)


def report_of(loom: Loom, work: Batch, planned: Plan, remark: str = "") -> SynthesisReport:
    """The report over all scenarios of a run, those included that were finished before it; `remark` on all of it."""
    done = [each for each in work if each.failure is None]
    failed = [each for each in work if each.failure is not None]
    outcomes = _draft_outcomes(loom, work)
    dropped = Counter(rule for kept, rule in outcomes if not kept)
    return SynthesisReport(
        environments=[_entry(loom, each) for each in done],
        given_up=[GivenUp(each.scenario.name, each.failure.step, each.failure.reason)
                  for each in failed if each.failure],
        steps_run=len(planned.missing) * len(STEPS) - _cached_in(planned),
        steps_cached=planned.cached_steps,
        drafts=len(outcomes),
        drafts_kept=sum(kept for kept, _ in outcomes),
        dropped_by_rule=dict(dropped.most_common()),
        remarks=[*([remark] if remark else []), *_remarks(loom, done)],
        **_of_the_model(loom, work),
    )  # fmt: skip


def _cached_in(planned: Plan) -> int:
    """Steps that were there already for scenarios that had others missing."""
    return planned.cached_steps - len(planned.finished) * len(STEPS)


def _entry(loom: Loom, work: Work) -> EnvironmentEntry:
    (manifest,) = loom.workspace.store.get(ENVIRONMENT, work.made["environment"])
    return loom.workspace.catalog.find(f"{manifest.name}@{manifest.version}")


def _draft_outcomes(loom: Loom, work: Batch) -> list[tuple[bool, str]]:
    derivations = [derivation for each in work for derivation in _certifications(loom, each)]
    return [(draft.outcome == "kept", draft.rule) for derivation in derivations for draft in derivation.drafts]


def _certifications(loom: Loom, work: Work) -> list[Derivation]:
    """What certified this work, or failed to."""
    catalog = loom.workspace.catalog
    if "certificates" in work.made:
        return catalog.derivations(made=work.made["certificates"], step="certify", standing=True)
    tried = catalog.derivations(step="certify", subject=work.scenario.name, standing=True)
    return [derivation for derivation in tried if not derivation.outputs]


def _of_the_model(loom: Loom, work: Batch) -> dict[str, Any]:
    """What became of the pieces that a model wrote, and what it took in this run."""
    if not waits(loom.author):
        return {}
    catalog = loom.workspace.catalog
    standing = [one for each in work for one in catalog.derivations(subject=each.scenario.name, standing=True)]
    thought = [one for one in catalog.derivations(step=THINKING) if one.flow_run_id == loom.flow_run_id]
    by_step: dict[str, list[Derivation]] = {}
    for derivation in (*thought, *standing):
        if derivation.author and (derivation.drafts or derivation.calls):
            by_step.setdefault(derivation.step, []).append(derivation)
    spent = spent_in_run(catalog, loom.flow_run_id)
    return {
        "model_steps": [_model_step(step, done, loom.flow_run_id) for step, done in by_step.items()],
        "tokens_in": spent.tokens_in, "tokens_out": spent.tokens_out, "cost": spent.cost,
    }  # fmt: skip


def _model_step(step: str, done: list[Derivation], run: str) -> ModelStep:
    """The sums of one step; what was asked in earlier runs was paid for there."""
    fates = Counter((draft.outcome, draft.rule) for derivation in done for draft in derivation.drafts)
    dropped = {rule: number for (outcome, rule), number in fates.items() if outcome == "dropped"}
    now = [each for each in done if each.flow_run_id == run]
    calls = [call for each in now for call in each.calls if not call.recalled]
    repaired = fates["kept", "repaired"]
    return ModelStep(
        step,
        kept=sum(number for (outcome, _), number in fates.items() if outcome == "kept") - repaired,
        repaired=repaired,
        dropped=dropped,
        calls=len(calls),
        repairs=sum(call.purpose.endswith(" repair") for call in calls),
        unusable=sum(call.outcome != "read" for call in calls),
        tokens_in=sum(each.tokens_in for each in now),
        tokens_out=sum(each.tokens_out for each in now),
        cost=round(sum(each.cost for each in now), 6),
        recalled=sum(call.recalled for each in now for call in each.calls),
    )


def model_rows_of(report: SynthesisReport) -> list[dict[str, Any]]:
    """One row a step that a model wrote, for tables."""
    return [
        {
            "step": each.step.replace("_", " "), "kept": each.kept, "repaired": each.repaired,
            "dropped": sum(each.dropped.values()), "calls": each.calls, "for repair": each.repairs,
            "unusable": each.unusable, "tokens in": each.tokens_in, "tokens out": each.tokens_out,
            "dollars": f"{each.cost:.4f}",
        }
        for each in report.model_steps
    ]  # fmt: skip


def spent_text(report: SynthesisReport) -> str:
    """What asking a model took, in a sentence."""
    recalled = sum(each.recalled for each in report.model_steps)
    free = f"; {recalled:,} answers were on record and cost nothing" if recalled else ""
    return f"{report.tokens_in:,} tokens in, {report.tokens_out:,} out, ${report.cost:.4f}{free}."


def _remarks(loom: Loom, work: list[Work]) -> list[str]:
    found: list[str] = []
    for each in work:
        (manifest,) = loom.workspace.store.get(ENVIRONMENT, each.made["setting"])
        found += [str(remark) for remark in manifest.provenance.get("remarks", []) if remark]
    return found


def rows_of(report: SynthesisReport) -> list[dict[str, Any]]:
    """One row an environment, for tables."""
    return [
        {
            "environment": entry.reference,
            "category": entry.category,
            "tables": entry.tables,
            "rows": entry.rows,
            "tools": entry.tools,
            "tasks": entry.tasks,
            "mean steps": round(entry.mean_steps, 1),
            "mutants rejected": entry.mutants_rejected,
        }
        for entry in report.environments
    ]


def linked_rows_of(report: SynthesisReport) -> list[dict[str, Any]]:
    """The same rows for a Prefect artifact, with what leads from it into the catalog."""
    return [
        {**row, "artifact": entry.artifact_id, "ask": f"worldloom why {entry.reference}"}
        for row, entry in zip(rows_of(report), report.environments, strict=True)
    ]


def markdown_of(report: SynthesisReport) -> str:
    """The summary of a run."""
    rows = rows_of(report)
    lines = [f"# {len(rows)} environments", "", *table_lines(rows)]
    if rows:
        lines += ["", f"Where one came from, and how it was made: `worldloom why {report.environments[0].reference}`."]
    lines += ["", f"{report.drafts_kept} of {report.drafts} drafted tasks were certified."]
    lines += [f"- dropped by `{rule}`: {number}" for rule, number in report.dropped_by_rule.items()]
    if report.model_steps:
        lines += ["", "## What the model wrote", "", *table_lines(model_rows_of(report)), ""]
        lines += [f"- dropped in {each.step}: {_counted(each.dropped)}" for each in report.model_steps if each.dropped]
        lines += ["", spent_text(report)]
    lines += [line for remark in report.remarks for line in ("", f"Note: {remark}")]
    if report.given_up:
        lines += ["", "## Given up", *(f"- {each.scenario}, {each.step}: {each.reason}" for each in report.given_up)]
    lines += ["", f"Steps run: {report.steps_run}; found finished: {report.steps_cached}."]
    return "\n".join(lines)


def table_lines(rows: list[dict[str, Any]]) -> list[str]:
    """Lines of a Markdown table; none where there are no rows."""
    if not rows:
        return []
    head = ["| " + " | ".join(rows[0]) + " |", "|" + "---|" * len(rows[0])]
    return head + ["| " + " | ".join(str(value) for value in row.values()) + " |" for row in rows]


def _counted(counts: dict[str, int]) -> str:
    return ", ".join(f"{number} {fate}" for fate, number in counts.items())
