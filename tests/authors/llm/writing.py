"""A synthesis without Prefect: the steps one after the other, on an endpoint of the tests."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from authors.llm import LlmAuthor, LlmSettings
from authors.procedural.author import ProceduralAuthor
from authors.protocol import Business
from authors.seeds import seed_scenarios
from environments import Content, read_authored
from schemas import SCENARIOS, EnvironmentManifest, Scenario
from tasks import STEPS, Loom, Work
from tasks.work import Batch
from tests.llm_endpoint import LlmEndpoint
from tests.llm_endpoint.written import Written, read_written, written_of


def author_at(endpoint: LlmEndpoint, **more: Any) -> LlmAuthor:
    """An author whose model is at this endpoint; impatient, so that tests are quick."""
    usual: dict[str, Any] = {"timeout_s": 10.0, "price_in": 1.0, "price_out": 4.0}
    return LlmAuthor(LlmSettings("test-model", endpoint.url, endpoint.key, **{**usual, **more}))


def synthesize(root: Path, author: LlmAuthor, scenarios: Sequence[Scenario], tasks: int) -> tuple[Loom, Batch]:
    """Every step for these scenarios."""
    loom = Loom(str(root), author, tasks)
    stored = [loom.workspace.store.put(SCENARIOS, [scenario]) for scenario in scenarios]
    batch: Batch = tuple(Work(scenario, {"scenario": made}) for scenario, made in zip(scenarios, stored, strict=True))
    for step in STEPS:
        batch = step.run(loom, batch)
    return loom, batch


DATA = Path(__file__).parents[2] / "data"
WRITTEN = ("pharmacy", "film_lab")
"""Folders of `tests/data` that hold answers; the railway club is there as an environment."""
TITLE = "Model railway club"


def railway() -> tuple[Written, Written]:
    """The railway club as a good model wrote it, and as it was at first."""
    folder = DATA / "railway"
    right, first = (written_of(read_authored(folder / part), TITLE) for part in ("final", "first"))
    return right, first


def written(folder: str) -> tuple[Written, Written]:
    """The answers of a folder of `tests/data`, and those that a first attempt gave."""
    right = read_written(DATA / folder)
    return right, right.but(DATA / folder / "first")


def procedural_content(scenario: Scenario, tasks: int = 5) -> Content:
    """What the procedural author makes of a scenario, uncertified."""
    author = ProceduralAuthor(7)
    setting = author.set_scene(scenario)
    requirements = author.propose_tasks(scenario, tasks)
    tables = author.design_tables(scenario, requirements)
    tools = author.build_tools(scenario, requirements, tables)
    rows = author.fill_tables(scenario, tables, tools)
    drafts = author.write_verifiers(Business(scenario, setting, tables, tools, rows), requirements, tasks)
    manifest = EnvironmentManifest(
        name=scenario.name, now=setting.now, scenario=scenario.description, persona=setting.persona
    )
    return Content(
        manifest, list(tables), list(tools), list(rows), [draft.task for draft in drafts],
        [draft.solution for draft in drafts], [draft.verifier for draft in drafts],
    )  # fmt: skip


def seeds(count: int) -> list[Scenario]:
    return list(seed_scenarios()[:count])
