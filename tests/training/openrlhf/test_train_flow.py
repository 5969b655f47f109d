"""The flow from published environments to a checkpoint: a real Prefect server, a real Ray cluster, no GPU."""

import subprocess
from functools import partial
from pathlib import Path

import pytest

import flows.train as train_module
from artifacts import Workspace
from artifacts.lineage import Lineage
from environments import load_environment
from flows.train import train
from schemas import CHECKPOINT, TRAINING_RUN
from tasks.take_in import take_in
from tasks.train_on_cluster import plan_run
from tests.training.openrlhf.cluster import BIN, Cluster
from tests.training.openrlhf.runs import model_folder, recipe_of
from training.errors import TrainingError
from training.openrlhf.jobs import Jobs

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("prefect_server")]


@pytest.fixture
def workspace(tmp_path: Path, railway_folder: Path) -> Workspace:
    found = Workspace(tmp_path / "data")
    take_in(found, load_environment(railway_folder).content, "a test")
    return found


@pytest.fixture(autouse=True)
def without_gpus(monkeypatch: pytest.MonkeyPatch) -> None:
    command = ("python", "-m", "tests.training.openrlhf.cpu_entry")
    monkeypatch.setattr(train_module, "plan_run", partial(plan_run, command=command))


def recipe_file(folder: Path, **parts: dict[str, object]) -> str:
    """A recipe as somebody writes one."""
    recipe = recipe_of(model_folder(folder / "model"), **parts)
    lines = ['engine = "openrlhf"', 'description = "A test"']
    for name, part in recipe.model_dump(exclude={"engine", "description", "seed"}).items():
        lines += [f"[{name}]", *(f"{key} = {_toml(value)}" for key, value in part.items())]
    (folder / "small.toml").write_text("\n".join(lines))
    return str(folder / "small.toml")


def _toml(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else f'"{value}"' if isinstance(value, str) else str(value)


def test_a_run_leaves_a_checkpoint_whose_lineage_names_its_environments(
    tmp_path: Path, workspace: Workspace, cluster: Cluster
) -> None:
    recipe = recipe_file(tmp_path)
    trained = train(recipe, cluster.dashboard, root=str(workspace.root))
    (checkpoint,) = workspace.store.get(CHECKPOINT, trained.checkpoint)
    (run,) = workspace.store.get(TRAINING_RUN, trained.training_run)
    assert (checkpoint.step, checkpoint.window, set(checkpoint.files)) == (2, 3, {"config.json", "model.safetensors"})
    assert (run.method, run.steps, len(run.metrics["rollout/reward_mean"])) == ("grpo", 2, 2)
    (entry,) = workspace.catalog.environments("published")
    assert run.environments == [entry.reference]
    upward = Lineage(workspace.catalog).up(trained.checkpoint).nodes
    assert {entry.artifact_id, run.datasets[0]} <= set(upward)

    again = train(recipe, cluster.dashboard, root=str(workspace.root))
    assert again.checkpoint == trained.checkpoint
    assert Jobs(cluster.dashboard).state(f"{trained.run}-2") is None  # joined, not done again


def test_a_run_that_is_refused_is_recorded_as_failed(tmp_path: Path, workspace: Workspace, cluster: Cluster) -> None:
    recipe = recipe_file(tmp_path, cluster={"gpus_per_node": 4})
    with pytest.raises(TrainingError, match="takes 4 GPUs, and this cluster has 2"):
        train(recipe, cluster.dashboard, root=str(workspace.root))
    (failed,) = [each for each in workspace.catalog.derivations(step="train") if each.outcome == "failed"]
    assert "takes 4 GPUs" in failed.reason
    assert failed.outputs == {}


def test_a_refusal_reaches_the_user_as_a_sentence(tmp_path: Path, workspace: Workspace, cluster: Cluster) -> None:
    recipe = recipe_file(tmp_path, cluster={"gpus_per_node": 4})
    words = ["train", "--recipe", recipe, "--address", cluster.dashboard, "--home", str(workspace.root)]
    done = subprocess.run([str(BIN / "worldloom"), *words], capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stderr.count("takes 4 GPUs, and this cluster has 2") == 1
    assert "Traceback" not in done.stdout + done.stderr


def test_nothing_is_written_where_no_cluster_answers(tmp_path: Path, workspace: Workspace) -> None:
    with pytest.raises(TrainingError, match="No Ray cluster answers"):
        train(recipe_file(tmp_path), "http://127.0.0.1:9", root=str(workspace.root))
    assert not (workspace.root / "runs").exists()


def test_an_empty_collection_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="worldloom synthesize"):
        train(recipe_file(tmp_path), "http://127.0.0.1:9", root=str(tmp_path / "empty"))
