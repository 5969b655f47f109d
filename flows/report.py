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


@dataclass(frozen=True)
class GivenUp:
    """A scenario that gave no environment."""

    scenario: str
    step: str
    reason: str


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
    pieces: dict[str, dict[str, int]] = field(default_factory=dict)
    """By step, of tables, tools, rows and tasks that a model wrote: kept, repaired, dropped and why."""
    tokens_in: int = 0
    tokens_out: int = 0
    cost: float = 0.0
    """US dollars, over this run."""
    remarks: list[str] = field(default_factory=list)
    """What an operator should know of scenarios that named no known domain."""

    def document(self) -> dict[str, Any]:
        """Plain JSON values."""
        return asdict(self)


def report_of(loom: Loom, work: Batch, planned: Plan) -> SynthesisReport:
    """The report over all scenarios of a run, those included that were finished before it."""
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
        remarks=_remarks(loom, done),
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
    derivations = [one for each in work for one in catalog.derivations(subject=each.scenario.name, standing=True)]
    pieces: dict[str, Counter[str]] = {}
    for derivation in derivations:
        for draft in derivation.drafts if derivation.author else ():
            fate = draft.rule if draft.rule == "repaired" else f"{draft.outcome} {draft.rule}".strip()
            pieces.setdefault(derivation.step, Counter())[fate] += 1
    spent = spent_in_run(catalog, loom.flow_run_id)
    return {
        "pieces": {step: dict(counts) for step, counts in pieces.items()},
        "tokens_in": spent.tokens_in, "tokens_out": spent.tokens_out, "cost": spent.cost,
    }  # fmt: skip


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
    lines = [f"# {len(rows)} environments", ""]
    if rows:
        lines += ["| " + " | ".join(rows[0]) + " |", "|" + "---|" * len(rows[0])]
        lines += ["| " + " | ".join(str(value) for value in row.values()) + " |" for row in rows]
        lines += ["", f"Where one came from, and how it was made: `worldloom why {report.environments[0].reference}`."]
    lines += ["", f"{report.drafts_kept} of {report.drafts} drafted tasks were certified."]
    lines += [f"- dropped by `{rule}`: {number}" for rule, number in report.dropped_by_rule.items()]
    lines += [f"- {step}: {_counted(counts)}" for step, counts in report.pieces.items()]
    if report.tokens_in:
        lines += ["", f"{report.tokens_in:,} tokens in, {report.tokens_out:,} out, ${report.cost:.4f}."]
    if report.given_up:
        lines += ["", "## Given up", *(f"- {each.scenario}, {each.step}: {each.reason}" for each in report.given_up)]
    lines += ["", f"Steps run: {report.steps_run}; found finished: {report.steps_cached}."]
    return "\n".join(lines)


def _counted(counts: dict[str, int]) -> str:
    return ", ".join(f"{number} {fate}" for fate, number in counts.items())
