"""What a run of `grow` reports: counts, yields by step, refusals by reason, diversity, cost; as Markdown, rows, a plot.

In:  the work that a run ended with, and what it knows of the collection. Out: `GrowthReport`. Reads only.
"""

import base64
import math
from collections import Counter
from dataclasses import asdict, dataclass
from html import escape
from typing import Any

from artifacts import EnvironmentEntry
from artifacts.provenance import Spent
from artifacts.spending import spent_in_run
from flows.report import SynthesisReport, model_rows_of, report_of, table_lines
from flows.report import rows_of as environment_rows
from tasks import STEPS, Batch, Loom
from tasks.known_scenarios import KnownScenarios
from tasks.plan import Plan
from tasks.propose_scenarios import Prospect


@dataclass(frozen=True)
class StepPassage:
    """How many scenarios came to a step, and how many came through."""

    step: str
    entered: int
    passed: int


@dataclass(frozen=True)
class GrowthReport:
    """What one run did to the collection."""

    made: SynthesisReport
    """Environments, what was given up, and what became of drafted tasks."""
    stopped: str
    """Why the run ended."""
    proposed: int
    """Scenarios looked at: claimed and refused."""
    refused: dict[str, int]
    """Proposals that were not tried, by reason."""
    passages: list[StepPassage]
    size: int
    """Environments in the collection now."""
    by_category: dict[str, tuple[int, int]]
    """Category to how many there are, and how many of them are new."""
    evenness: float
    """1 where all categories have as many, towards 0 where one has them all (entropy over its largest value)."""
    nearest_mean: float
    """How alike the new scenarios are to what was nearest when they were claimed."""
    nearest_most: float
    spent: Spent

    @property
    def environments(self) -> list[EnvironmentEntry]:
        """What this run published."""
        return self.made.environments

    def document(self) -> dict[str, Any]:
        """Plain JSON values."""
        return asdict(self)


def growth_report_of(
    loom: Loom, known: KnownScenarios, prospect: Prospect, work: Batch, planned: Plan, stopped: str
) -> GrowthReport:
    """The report of one run."""
    known.reload()
    published = Counter(claim.category for claim in known.all() if claim.state == "published")
    new = Counter(each.scenario.category for each in work if each.failure is None)
    nearest = [prospect.nearest[each.scenario.name] for each in work if each.scenario.name in prospect.nearest]
    return GrowthReport(
        made=report_of(loom, work, planned),
        stopped=stopped,
        proposed=len(work) + sum(prospect.refused.values()),
        refused=dict(prospect.refused.most_common()),
        passages=_passages(work),
        size=published.total(),
        by_category={category: (published[category], new[category]) for category in sorted(published)},
        evenness=evenness(list(published.values())),
        nearest_mean=sum(nearest) / len(nearest) if nearest else 0.0,
        nearest_most=max(nearest, default=0.0),
        spent=spent_in_run(loom.workspace.catalog, loom.flow_run_id),
    )


def _passages(work: Batch) -> list[StepPassage]:
    failed = Counter(each.failure.step for each in work if each.failure)
    passages, entered = [], len(work)
    for step in STEPS:
        passages.append(StepPassage(step.name, entered, entered - failed[step.name]))
        entered -= failed[step.name]
    return passages


def evenness(counts: list[int]) -> float:
    """Pielou's evenness: entropy over the largest that so many categories can have."""
    total = sum(counts)
    if len(counts) < 2 or not total:
        return 1.0
    shares = [count / total for count in counts if count]
    return round(-sum(share * math.log(share) for share in shares) / math.log(len(counts)), 6)


def rows_of(report: GrowthReport) -> list[dict[str, Any]]:
    """One row an environment."""
    return environment_rows(report.made)


def markdown_of(report: GrowthReport) -> str:
    """The run report."""
    spent, made = report.spent, report.made
    lines = [
        f"# {len(report.environments)} environments added; the collection has {report.size}",
        "",
        f"Stopped because {report.stopped}.",
        "",
        f"{report.proposed} scenarios were looked at, {sum(report.refused.values())} of them refused"
        + "".join(f"; `{reason}` {number}" for reason, number in report.refused.items())
        + ".",
        "",
        "| step | scenarios in | through | yield |",
        "|---|---:|---:|---:|",
        *(f"| {each.step} | {each.entered} | {each.passed} | {_share(each.passed, each.entered)} |"
          for each in report.passages),
        f"| *drafted tasks* | {made.drafts} | {made.drafts_kept} | {_share(made.drafts_kept, made.drafts)} |",
        *(f"| *dropped by* `{rule}` | | {number} | |" for rule, number in made.dropped_by_rule.items()),
        "",
        "## Diversity",
        f"{len(report.by_category)} categories, evenness {report.evenness:.2f}. "
        f"A new scenario is {report.nearest_mean:.2f} like its nearest neighbour on average, "
        f"{report.nearest_most:.2f} at most.",
        "",
        "| category | environments | new |",
        "|---|---:|---:|",
        *(f"| {category} | {total} | {new} |" for category, (total, new) in report.by_category.items()),
        "",
        "## Cost",
        f"{spent.steps} steps, {spent.wall_s:.1f} s of work, {spent.tokens_in:,} tokens in, {spent.tokens_out:,} out, "
        f"${spent.cost:.2f}.",
    ]  # fmt: skip
    if report.environments:
        lines += ["", f"Where one came from, and how it was made: `worldloom why {report.environments[0].reference}`."]
    if made.model_steps:
        lines += ["", "### What the model wrote", "", *table_lines(model_rows_of(made))]
    if made.given_up:
        lines += [
            "",
            "## Given up",
            *(f"- {each.scenario}, {each.step}: {each.reason}" for each in made.given_up),
        ]
    return "\n".join(lines)


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.0%}" if whole else "–"


BAR_PX = 240
LINE_PX = 20
NAMES_PX = 90


def image_of(report: GrowthReport) -> str:
    """A bar a category, the new part darker, as a data URI: it needs no file server."""
    most = max((total for total, _ in report.by_category.values()), default=1)
    lines = []
    for number, (category, (total, new)) in enumerate(report.by_category.items()):
        top, old_px, new_px = number * LINE_PX, BAR_PX * (total - new) / most, BAR_PX * new / most
        lines += [
            f'<text x="{NAMES_PX - 6}" y="{top + 14}" text-anchor="end">{escape(category)}</text>',
            f'<rect x="{NAMES_PX}" y="{top + 4}" width="{old_px:.1f}" height="12" fill="#9db8d9"/>',
            f'<rect x="{NAMES_PX + old_px:.1f}" y="{top + 4}" width="{new_px:.1f}" height="12" fill="#28538f"/>',
            f'<text x="{NAMES_PX + old_px + new_px + 6:.1f}" y="{top + 14}">{total}</text>',
        ]
    width, height = NAMES_PX + BAR_PX + 50, max(1, len(report.by_category)) * LINE_PX + 4
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" font-family="sans-serif" '
        f'font-size="12">{"".join(lines)}</svg>'
    )
    return "data:image/svg+xml;base64," + base64.b64encode(drawing.encode("utf-8")).decode("ascii")
