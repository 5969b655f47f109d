"""The growing flow: what it adds, why it stops, what it reports."""

import asyncio
import base64
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterKey

from artifacts import Workspace
from authors.similarity import SimilarityError, embedder_of
from flows.grow import Bounds, Run, grow
from flows.growth_report import GrowthReport, evenness
from schemas import Scenario
from tasks import Loom, Work
from tasks.known_scenarios import KnownScenarios
from tasks.propose_scenarios import Prospect
from tests.proposing_author import ProposingAuthor

UNBOUND = Bounds(count=50, budget_usd=None, budget_tokens=None, budget_minutes=None, least_yield=0.2)


@pytest.fixture(scope="module")
def grown(prefect_server: None, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, GrowthReport]:
    root = tmp_path_factory.mktemp("root")
    return root, grow(count=2, tasks=5, seed=3, root=str(root), workers=1)


@pytest.fixture
def run(tmp_path: Path, railway_folder: Path) -> Iterator[Run]:
    loom = Loom(str(tmp_path), ProposingAuthor(railway_folder), flow_run_id="this run")
    yield Run(loom, KnownScenarios(loom, embedder_of("ngrams")), Prospect("here:me"), UNBOUND)
    loom.workspace.catalog.close()


def test_a_run_adds_what_was_asked_for_in_different_categories(grown: tuple[Path, GrowthReport]) -> None:
    root, report = grown
    assert len(report.environments) == 2
    assert len({entry.category for entry in report.environments}) == 2
    assert report.stopped == "2 environments were added"
    assert len(Workspace(root).catalog.environments("published")) == report.size == 2


def test_the_next_run_adds_others_and_stops_at_the_target(grown: tuple[Path, GrowthReport]) -> None:
    root, before = grown
    report = grow(count=5, target=3, tasks=5, seed=3, root=str(root), workers=1)
    assert report.size == 3
    assert not {entry.name for entry in report.environments} & {entry.name for entry in before.environments}
    assert "has its 3 environments" in report.stopped


async def _artifacts(key: str) -> list[Any]:
    async with get_client() as client:
        return await client.read_artifacts(artifact_filter=ArtifactFilter(key=ArtifactFilterKey(any_=[key])))


def test_a_run_leaves_its_report_in_prefect(grown: tuple[Path, GrowthReport]) -> None:
    _, report = grown
    said = [str(each.data) for each in asyncio.run(_artifacts("growth"))]
    assert any("2 environments added" in text and "| certify | 2 | 2 | 100% |" in text for text in said)
    assert asyncio.run(_artifacts("growth-environments"))
    (plot, *_) = asyncio.run(_artifacts("growth-plot"))
    drawing = base64.b64decode(str(plot.data).partition("base64,")[2]).decode()
    assert all(entry.category in drawing for entry in report.environments)


def test_an_empty_budget_adds_nothing(prefect_server: None, tmp_path: Path) -> None:
    report = grow(count=2, tasks=5, budget_minutes=0, root=str(tmp_path), workers=1)
    assert (report.environments, report.size) == ([], 0)
    assert "minutes" in report.stopped


def test_an_embedder_that_cannot_be_had_is_said_at_once(prefect_server: None, tmp_path: Path) -> None:
    with pytest.raises(SimilarityError, match="threshold"):
        grow(count=1, embedder="endpoint", embedding_url="http://x", embedding_model="m", root=str(tmp_path))
    assert not (tmp_path / "catalog.sqlite").exists()


def work(number: int, failed: bool) -> Work:
    done = Work(Scenario(name=f"s{number}", title="S", category="Food", description="D"))
    return done.failed("certify", "too few tasks") if failed else done


def test_a_poor_yield_stops_a_run_once_there_is_enough_to_judge(run: Run) -> None:
    run.ended = tuple(work(number, failed=True) for number in range(9))
    assert run.reason_to_stop() is None
    run.ended += (work(9, failed=False),)
    assert run.reason_to_stop() == "1 of 10 scenarios gave an environment, fewer than 20%"


@pytest.mark.parametrize(
    ("bounds", "said"),
    [
        (replace(UNBOUND, budget_usd=0.0), "$0.00 are spent"),
        (replace(UNBOUND, budget_tokens=0), "0 tokens are spent"),
        (replace(UNBOUND, budget_minutes=0.0), "minutes are over"),
        (replace(UNBOUND, count=0), "0 environments were added"),
    ],
)
def test_each_bound_stops_a_run_and_is_named(run: Run, bounds: Bounds, said: str) -> None:
    run.bounds = bounds
    assert said in (run.reason_to_stop() or "")


def test_evenness_is_one_where_all_categories_have_as_many() -> None:
    assert evenness([4, 4, 4]) == 1
    assert evenness([]) == evenness([3]) == 1
    assert evenness([9, 1]) < evenness([6, 4]) < 1
