"""The synthesis flow, on a real Prefect server, with the real author."""

import json
from pathlib import Path
from typing import Any

import pytest
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterKey

from artifacts import Lineage, Workspace
from authors.procedural.author import REMEMBERED
from environments import load_environment
from flows.report import SynthesisReport
from flows.synthesize import LARGEST_BATCH, batches, synthesize
from schemas import Scenario
from tasks.work import Work

pytestmark = pytest.mark.usefixtures("prefect_server")


@pytest.fixture(scope="module")
def first_run(prefect_server: None, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, SynthesisReport]:
    root = tmp_path_factory.mktemp("root")
    return root, synthesize(count=3, tasks=6, seed=3, root=str(root))


def test_a_run_publishes_certified_environments_that_open_without_catalog(
    first_run: tuple[Path, SynthesisReport],
) -> None:
    root, report = first_run
    assert len(report.environments) == 3
    assert not report.given_up
    for entry in report.environments:
        environment = load_environment(root / entry.bundle)
        assert len(environment.tasks) == 6
        assert all(certificate.passed for certificate in environment.content.certificates)


def test_running_again_does_no_step_twice(first_run: tuple[Path, SynthesisReport]) -> None:
    root, report = first_run
    before = {path: path.stat().st_mtime_ns for path in root.rglob("*.parquet")}
    again = synthesize(count=3, tasks=6, seed=3, root=str(root))
    assert again.steps_run == 0
    assert again.environments == report.environments
    assert {path: path.stat().st_mtime_ns for path in root.rglob("*.parquet")} == before


def test_another_root_gives_the_same_artifact_ids(first_run: tuple[Path, SynthesisReport], tmp_path: Path) -> None:
    _, report = first_run
    elsewhere = synthesize(count=3, tasks=6, seed=3, root=str(tmp_path / "elsewhere"))
    assert [each.artifact_id for each in elsewhere.environments] == [each.artifact_id for each in report.environments]


def test_an_environment_knows_the_scenario_that_it_came_from(first_run: tuple[Path, SynthesisReport]) -> None:
    root, report = first_run
    graph = Lineage(Workspace(root).catalog).up(report.environments[0].reference)
    kinds = {node.kind for node in graph.nodes.values()}
    assert {"scenarios", "tasks", "tables", "tools", "rows", "solutions", "verifiers", "certificates"} <= kinds


def test_a_scenario_that_fails_does_not_sink_the_run(tmp_path: Path) -> None:
    seeds = tmp_path / "seeds.jsonl"
    good = {"name": "marina", "title": "Marina", "category": "Water", "description": "A marina that rents boats."}
    bad = {"name": "noise", "title": "...", "category": "Water", "description": "1234 5678 !!!"}
    seeds.write_text(f"{json.dumps(bad)}\n{json.dumps(good)}\n")
    report = synthesize(seeds=str(seeds), tasks=5, root=str(tmp_path / "root"))
    assert [entry.name for entry in report.environments] == ["marina"]
    assert [(each.scenario, each.step) for each in report.given_up] == [("noise", "propose_tasks")]


async def _artifacts(key: str) -> list[Any]:
    async with get_client() as client:
        return await client.read_artifacts(artifact_filter=ArtifactFilter(key=ArtifactFilterKey(any_=[key])))


def test_a_run_leaves_a_summary_and_a_table_in_prefect(first_run: tuple[Path, SynthesisReport]) -> None:
    import asyncio

    _, report = first_run
    summaries, tables = asyncio.run(_artifacts("synthesis")), asyncio.run(_artifacts("environments"))
    assert any(report.environments[0].reference in str(each.data) for each in summaries)
    assert tables


@pytest.mark.parametrize(("count", "largest", "last"), [(1, 1, 1), (12, 2, 2), (100, 13, 3), (1000, 16, 3)])
def test_batches_keep_the_order_and_end_small(count: int, largest: int, last: int) -> None:
    work = tuple(Work(Scenario(name=f"s{number}", title="S", category="C", description="D")) for number in range(count))
    parts = list(batches(work))
    sizes = [len(part) for part in parts]
    assert tuple(each for part in parts for each in part) == work
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] == largest and sizes[-1] <= last


def test_author_remembers_the_scenarios_of_two_whole_batches() -> None:
    """A process begins its next batch before its last is published; what is forgotten meanwhile is made twice."""
    assert REMEMBERED >= 2 * LARGEST_BATCH
