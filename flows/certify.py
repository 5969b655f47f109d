"""Certify: execute everything that is published again, and withdraw what no longer passes; run every week.

In:  a data root, an age. Out: a `CertificationReport`; withdrawals in the catalog; a summary and a table in Prefect.
Never here: what certifying means (`environments/certification/`).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Annotated, Any

from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.task_runners import ThreadPoolTaskRunner
from pydantic import Field

from authors import author_of
from flows.flow import flow
from flows.opening import loom_of
from tasks.recertify import Recertified, recertify

BATCH = 25
"""Environments that one task run certifies."""


@dataclass(frozen=True)
class CertificationReport:
    """What became of everything that was published."""

    environments: list[Recertified]

    def document(self) -> dict[str, Any]:
        """Plain JSON values."""
        return asdict(self)


@flow(name="certify", log_prints=False, validate_parameters=True, task_runner=ThreadPoolTaskRunner(max_workers=2))
def certify(
    category: str | None = None,
    root: Annotated[str, Field(min_length=1)] = ".worldloom",
) -> CertificationReport:
    """Certify everything published again, independently of how it was made, and withdraw what fails.

    Args:
        category: Only this category.
        root: Data root; deployments set it absolutely.
    """
    loom = loom_of(root, author_of("procedural", 0))
    published = loom.workspace.catalog.environments("published")
    entries = [entry for entry in published if category is None or entry.category == category]
    parts = [entries[start : start + BATCH] for start in range(0, len(entries), BATCH)]
    futures = [recertify.submit(loom, part) for part in parts]
    report = CertificationReport([each for future in futures for each in future.result()])
    create_markdown_artifact(markdown_of(report), key="certification", description="What still holds")
    create_table_artifact(rows_of(report.environments), key="certified-again", description="Each environment's outcome")
    return report


def markdown_of(report: CertificationReport) -> str:
    """The summary of a run."""
    counts = Counter(each.outcome for each in report.environments)
    lines = [
        f"# {len(report.environments)} environments certified again",
        "",
        f"{counts['holds']} hold, {counts['withdrawn']} were withdrawn, {counts['unjudged']} could not be judged.",
        "",
    ]
    failed = [each for each in report.environments if each.outcome != "holds"]
    return "\n".join([*lines, *(f"- {each.environment}, {each.outcome}: {each.reason}" for each in failed)])


def rows_of(environments: Sequence[Recertified]) -> list[dict[str, Any]]:
    """One row an environment."""
    return [asdict(each) for each in environments]
