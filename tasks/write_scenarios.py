"""Write scenarios: which businesses this run is about.

In:  a sentence, a file of scenarios, or a number of them to be chosen by the author.
Out: a batch of work, each with its scenario stored.
"""

from collections.abc import Sequence
from datetime import UTC, datetime

from prefect import task
from prefect.cache_policies import NO_CACHE

from artifacts import Derivation, cache_key
from schemas import SCENARIOS, Scenario
from tasks.loom import Loom
from tasks.work import Batch, Work

VERSION = "1"


@task(name="write_scenarios", cache_policy=NO_CACHE, persist_result=False)
def write_scenarios(loom: Loom, scenarios: Sequence[Scenario]) -> Batch:
    """Store each scenario as an artifact of its own, so that all that follows is cached a scenario."""
    return tuple(_stored(loom, scenario) for scenario in scenarios)


def _stored(loom: Loom, scenario: Scenario) -> Work:
    artifact = loom.workspace.store.put(SCENARIOS, [scenario])
    fingerprint = loom.author.fingerprint
    key = cache_key("write_scenarios", VERSION, {}, {"scenario": artifact}, fingerprint.author)
    if loom.workspace.catalog.recall(key) is None:
        loom.workspace.catalog.record(Derivation(
            key=key, step="write_scenarios", step_version=VERSION, subject=scenario.name,
            outputs={"scenario": artifact}, author=fingerprint.author, author_version=fingerprint.version,
            model=fingerprint.model, started_at=datetime.now(UTC), code_version=loom.code_version,
            flow_run_id=loom.flow_run_id,
        ))  # fmt: skip
    return Work(scenario, {"scenario": artifact})
