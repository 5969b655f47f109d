"""From nothing to a checkpoint in this process: what is recorded, what is not done twice, what a user is told."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from artifacts import Lineage, Workspace
from flows.train_local import rows_of, train_here
from schemas import CHECKPOINT, EVALUATION, TRAINING_RUN
from tasks.train_locally import TrainedHere
from worldloom.cli import app

pytest.importorskip("torch")

RECIPE = """
engine = "local"
description = "a test"
threads = 1

[model]
name = "tiny"
width = 32
layers = 1
heads = 2
vocabulary = 420

[data]
houses = 4
shares = [0.75, 0.0, 0.25]

[sft]
steps = 3
batch = 4

[grpo]
steps = 2
tasks = 2
episodes = 2
mini_batch = 2
kl = 0.01

[play]
turns = 3
answer_tokens = 12
context_tokens = 1024

[evaluation]
episodes = 1
"""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def recipe(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("recipe") / "small.toml"
    path.write_text(RECIPE)
    return str(path)


def trained_in(root: Path, recipe: str) -> tuple[TrainedHere, list[str]]:
    heard: list[str] = []
    tell = lambda phase, step, steps, numbers: heard.append(f"{phase} {step}")  # noqa: E731
    return train_here(str(root), recipe, [], tell, heard.append), heard


@pytest.mark.slow
@pytest.mark.ci
def test_a_checkpoint_knows_its_data_its_runs_and_every_environment_that_it_has_seen(root: Path, recipe: str) -> None:
    trained, heard = trained_in(root, recipe)
    assert [each for each in heard if each.startswith(("sft", "grpo"))] == [
        "sft 1",
        "sft 2",
        "sft 3",
        "grpo 1",
        "grpo 2",
    ]
    workspace = Workspace(root)
    upward = Lineage(workspace.catalog).up(trained.checkpoint).nodes
    (run,) = workspace.store.get(TRAINING_RUN, trained.training_runs["grpo"])
    assert len(run.environments) == 3
    assert {workspace.catalog.find(name).artifact_id for name in run.environments} <= set(upward)
    assert trained.checkpoints["sft"] in upward
    assert (run.method, run.base_model, run.steps) == ("grpo", trained.checkpoints["sft"], 2)
    (checkpoint,) = workspace.store.get(CHECKPOINT, trained.checkpoint)
    assert {"config.json", "model.safetensors", "tokenizer.json"} <= set(checkpoint.files)
    assert trained.plot.read_bytes().startswith(b"\x89PNG")

    rows = {(row["model"], row["split"]): row["episodes"] for row in rows_of(trained)}
    assert rows == {
        ("start", "heldout"): 8, ("sft", "train"): 24, ("sft", "heldout"): 8, ("grpo", "train"): 24,
        ("grpo", "heldout"): 8,
    }  # fmt: skip
    counted = workspace.store.get(EVALUATION, trained.evaluations[-1].evaluation)
    assert {each.policy for each in counted} == {trained.checkpoint}
    assert sum(each.episodes for each in counted) == 8


@pytest.mark.slow
@pytest.mark.ci
def test_what_was_trained_is_not_trained_again(root: Path, recipe: str) -> None:
    first, _ = trained_in(root, recipe)
    again, heard = trained_in(root, recipe)
    assert again.document() == first.document()
    assert not any(each.startswith(("sft", "grpo")) for each in heard)


@pytest.mark.slow
@pytest.mark.ci
def test_the_command_shows_before_and_after_and_what_it_says_to_ask_next_works(root: Path, recipe: str) -> None:
    trained, _ = trained_in(root, recipe)
    shown = CliRunner().invoke(app, ["train", "--recipe", recipe, "--home", str(root)], catch_exceptions=False).stdout
    for part in ("Environments that it never saw", "before", "after SFT", "after GRPO", f"Curves   {trained.plot}"):
        assert part in shown
    (run,) = Workspace(root).store.get(TRAINING_RUN, trained.training_runs["grpo"])
    lines = [line.split() for line in shown.splitlines()]
    for what, expected in (("Lineage", run.environments), ("Watch", ["t01"])):
        (words,) = [line[2:] for line in lines if line[:2] == [what, "worldloom"]]
        answer = CliRunner().invoke(app, words, catch_exceptions=False).stdout
        assert all(each in answer for each in expected)
