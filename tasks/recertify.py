"""Recertify: prove again that what is published still holds, by executing everything anew.

In:  published environments. Out: `certificates` of each, recorded; those that no longer pass are withdrawn.
Never here: mending, deleting; withdrawing what could merely not be opened.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from prefect import task
from prefect.cache_policies import NO_CACHE

from artifacts import Derivation, EnvironmentEntry, WorkspaceError, cache_key
from environments import BadEnvironment, EnvironmentFault, load_environment
from environments.certification import Certification, certify
from schemas import CERTIFICATES
from tasks.loom import Loom
from tasks.progress import announce

STEP = "recertify"
VERSION = "1"

Outcome = Literal["holds", "withdrawn", "unjudged"]


@dataclass(frozen=True)
class Recertified:
    """What became of one environment."""

    environment: str
    outcome: Outcome
    tasks: int
    reason: str = ""


@task(name=STEP, cache_policy=NO_CACHE, persist_result=False)
def recertify(loom: Loom, entries: Sequence[EnvironmentEntry]) -> list[Recertified]:
    """Certify each of these environments again and withdraw what fails."""
    return [_recertified(loom, entry) for entry in entries]


def _recertified(loom: Loom, entry: EnvironmentEntry) -> Recertified:
    announce(STEP, entry.name, "started")
    started, clock = datetime.now(UTC), time.monotonic()
    certification, reason = _certification(loom, entry)
    if certification is None and reason.startswith("unjudged: "):
        announce(STEP, entry.name, "failed")
        return Recertified(entry.reference, "unjudged", entry.tasks, reason.removeprefix("unjudged: "))
    outputs = {}
    if certification is not None:
        outputs["certificates"] = loom.workspace.store.put(CERTIFICATES, certification.certificates)
    inputs = {"environment": entry.artifact_id}
    loom.workspace.catalog.record(
        Derivation(
            # The run is part of the key: certifying again is the point, so nothing is ever recalled.
            key=cache_key(STEP, VERSION, inputs, {"run": loom.flow_run_id}, ""),
            step=STEP, step_version=VERSION, subject=entry.name, inputs=inputs, outputs=outputs,
            outcome="failed" if reason else "done", reason=reason, code_version=loom.code_version,
            started_at=started, wall_s=time.monotonic() - clock, flow_run_id=loom.flow_run_id,
        )
    )  # fmt: skip
    announce(STEP, entry.name, "failed" if reason else "done")
    if not reason:
        return Recertified(entry.reference, "holds", entry.tasks)
    loom.workspace.catalog.withdraw(entry.name, entry.version, f"no longer certified: {reason}")
    return Recertified(entry.reference, "withdrawn", entry.tasks, reason)


def _certification(loom: Loom, entry: EnvironmentEntry) -> tuple[Certification | None, str]:
    """The certification, and why it is no good; "unjudged: …" where that says nothing about the environment."""
    try:
        certification = certify(load_environment(loom.workspace.bundle_of(entry.reference)))
    except BadEnvironment as fault:
        return None, f"it does not load: {fault}"
    except (WorkspaceError, EnvironmentFault, OSError) as fault:
        return None, f"unjudged: {fault}"
    problems = [problem for certificate in certification.certificates for problem in certificate.problems]
    if certification.passed:
        return certification, ""
    return certification, "; ".join(f"{p.rule} at {p.where}: {p.message}" for p in problems[:3])
