"""Write scenarios: which businesses this run is about.

In:  a sentence, a file of scenarios, or a number of them to be chosen by the author.
Out: a batch of work, each with its scenario stored.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime

from prefect import task
from prefect.cache_policies import NO_CACHE

from artifacts import CallEntry, Derivation, DraftOutcome, cache_key
from authors.spending import Tally
from schemas import SCENARIOS, Scenario
from tasks.loom import Loom
from tasks.work import Batch, Work

VERSION = "1"
THINKING = "think_of_scenarios"
RECORDED_TOGETHER = 50


@task(name="write_scenarios", cache_policy=NO_CACHE, persist_result=False)
def write_scenarios(loom: Loom, scenarios: Sequence[Scenario]) -> Batch:
    """Store each scenario as an artifact of its own, so that all that follows is cached a scenario."""
    stored = [loom.workspace.store.put(SCENARIOS, [scenario]) for scenario in scenarios]
    derivations = [_derivation(loom, scenario, artifact) for scenario, artifact in zip(scenarios, stored, strict=True)]
    for part in batched(derivations):
        loom.workspace.catalog.record_all(part)
    return tuple(Work(scenario, {"scenario": artifact}) for scenario, artifact in zip(scenarios, stored, strict=True))


def record_thinking(loom: Loom, tally: Tally, scenarios: Sequence[Scenario]) -> None:
    """What it took a model to think of scenarios: a step of its own, since no environment is made by it yet."""
    if not tally.calls:
        return
    fingerprint, names = loom.author.fingerprint, {"scenarios": [scenario.name for scenario in scenarios]}
    loom.workspace.catalog.record(
        Derivation(
            key=cache_key(THINKING, VERSION, {}, {**names, "run": loom.flow_run_id}, fingerprint.text()),
            step=THINKING, step_version=VERSION, subject="", parameters=names, started_at=datetime.now(UTC),
            drafts=tuple(DraftOutcome(each.item, each.outcome, each.rule, each.message) for each in tally.pieces),
            calls=tuple(CallEntry(**asdict(call)) for call in tally.calls),
            tokens_in=tally.tokens_in, tokens_out=tally.tokens_out, cost=tally.cost, author=fingerprint.author,
            author_version=fingerprint.version, model=fingerprint.model, prompt_version=fingerprint.prompts,
            seed=fingerprint.seed, code_version=loom.code_version, flow_run_id=loom.flow_run_id,
        )
    )  # fmt: skip


def batched(derivations: Sequence[Derivation]) -> Iterator[Sequence[Derivation]]:
    """Parts that are recorded in one transaction each, which must not keep others waiting."""
    for start in range(0, len(derivations), RECORDED_TOGETHER):
        yield derivations[start : start + RECORDED_TOGETHER]


def _derivation(loom: Loom, scenario: Scenario, artifact: str) -> Derivation:
    fingerprint = loom.author.fingerprint
    return Derivation(
        key=cache_key("write_scenarios", VERSION, {}, {"scenario": artifact}, fingerprint.author),
        step="write_scenarios",
        step_version=VERSION,
        subject=scenario.name,
        outputs={"scenario": artifact},
        author=fingerprint.author,
        author_version=fingerprint.version,
        model=fingerprint.model,
        started_at=datetime.now(UTC),
        code_version=loom.code_version,
        flow_run_id=loom.flow_run_id,
    )
