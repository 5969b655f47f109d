"""What belongs to the held-out benchmark is not learned from, under whatever name it comes in."""

from dataclasses import replace
from pathlib import Path

import pytest

from artifacts import Workspace
from authors.similarity import embedder_of
from environments import Content, read_authored
from evaluation.benchmarks.worldloom_heldout import BENCHMARK
from evaluation.heldout.frozen import Frozen
from schemas import Scenario
from tasks import Loom
from tasks.gather_prompts import gather_prompts
from tasks.known_scenarios import KnownScenarios
from tasks.make_dataset import make_dataset
from tasks.propose_scenarios import Prospect, propose_scenarios
from tasks.refuse_heldout import why_held_out
from tasks.take_in import take_in
from tests.proposing_author import ProposingAuthor
from training.errors import TrainingError


@pytest.fixture(scope="module")
def heldout() -> Content:
    frozen = Frozen(BENCHMARK.folder)
    return frozen.content(frozen.index.environments[0].reference)


def renamed(content: Content, **changes: str) -> Content:
    return replace(content, manifest=content.manifest.model_copy(update=changes))


def test_the_benchmark_is_known_by_name_task_and_trade(heldout: Content, railway_folder: Path) -> None:
    railway = read_authored(railway_folder)
    assert why_held_out(railway) is None
    assert "is an environment of the benchmark" in str(why_held_out(heldout))
    disguised = renamed(heldout, name="another_place", title="A place", scenario="A place.")
    assert "its task t01 is" in str(why_held_out(disguised))
    assert "a chess club" in str(why_held_out(renamed(railway, title="Chess club", scenario="A chess club.")))


def test_neither_data_sets_nor_training_runs_take_it_in(heldout: Content, tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    take_in(workspace, heldout, "imported")
    with pytest.raises(TrainingError, match="must not be learned from"):
        make_dataset(workspace, workspace.catalog.environments("published"), [])
    with pytest.raises(TrainingError, match=f"worldloom withdraw {heldout.manifest.name}@1"):
        gather_prompts(workspace)


class Barber(ProposingAuthor):
    """Thinks of nothing but barbershops."""

    def propose_scenario(self, category: str, number: int) -> Scenario:
        return Scenario(
            name=f"{category.lower()}_{number}", title="Barbershop", category=category, description="A barbershop."
        )


def test_a_collection_does_not_grow_by_it(tmp_path: Path, railway_folder: Path) -> None:
    loom, prospect = Loom(str(tmp_path), Barber(railway_folder)), Prospect("here:me")
    assert propose_scenarios.fn(loom, KnownScenarios(loom, embedder_of("ngrams")), prospect, 2) == []
    assert set(prospect.refused) == {"reserved"}
