"""Runs from end to end: what they leave, that a killed one goes on to the same result, and bad input."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import torch

from tests.training.local.houses import load, samples_in, tasks_of
from tests.training.local.learners import SMALLEST
from training.errors import TrainingError
from training.local.journal import read_csv
from training.local.models import learner_of, load_learner
from training.local.playing import Field
from training.local.recipe import Evaluating, Grpo, LocalModel, LocalPlay, LocalRecipe, Supervised
from training.local.run import Ground, LocalRun, kept_step

RECIPE = LocalRecipe(
    engine="local", description="a test", model=SMALLEST, threads=1,
    sft=Supervised(steps=6, batch=4, micro_batch=2, learning_rate=1e-3, check_every=3, check_episodes=1),
    grpo=Grpo(steps=4, tasks=2, episodes=3, mini_batch=1, micro_batch=8, learning_rate=1e-3, kl=0.01),
    play=LocalPlay(turns=3, answer_tokens=16, context_tokens=1024),
    evaluation=Evaluating(episodes=1, checkpoint_every=1),
)  # fmt: skip


def run_in(folder: Path, recipe: LocalRecipe = RECIPE) -> LocalRun:
    return LocalRun(recipe, Ground(samples_in([1]), Field(tasks_of([1]), load)), folder)


def whole(folder: Path, recipe: LocalRecipe = RECIPE) -> LocalRun:
    run = run_in(folder, recipe)
    run.fine_tune()
    run.improve()
    return run


def numbers_of(folder: Path) -> list[dict[str, float]]:
    """Everything that was measured but for times."""
    rows = [*read_csv(folder / "sft.csv"), *read_csv(folder / "grpo.csv")]
    return [{name: value for name, value in row.items() if "seconds" not in name} for row in rows]


def test_a_run_leaves_models_numbers_events_and_episodes(tmp_path: Path) -> None:
    run = whole(tmp_path)
    assert [len(read_csv(tmp_path / f"{phase}.csv")) for phase in ("sft", "grpo")] == [6, 4]
    assert list((tmp_path / "tensorboard" / "grpo").glob("events.*"))
    for model in ("start", "sft", "grpo"):
        assert (tmp_path / model / "model.safetensors").is_file()
    last = load_learner(str(tmp_path / "grpo"))
    for one, other in zip(last.model.parameters(), run.learner.model.parameters(), strict=True):
        assert torch.equal(one, other)
    assert last.prompt_ids([{"role": "user", "content": "hall"}]) == run.learner.prompt_ids(
        [{"role": "user", "content": "hall"}]
    )
    lines = (tmp_path / "episodes" / "grpo-0001.jsonl").read_text().splitlines()
    assert len(lines) == 6
    assert json.loads(lines[0])["environment"] == "house-of-lamps-1@1"


def test_the_same_recipe_gives_the_same_numbers(tmp_path: Path) -> None:
    whole(tmp_path / "one")
    whole(tmp_path / "two")
    assert numbers_of(tmp_path / "one") == numbers_of(tmp_path / "two")


def test_the_model_of_the_best_look_is_kept_not_the_last_one(tmp_path: Path) -> None:
    # Answers so long that some end, in a break of form, and some are cut: groups disagree, and every step learns.
    roomy = RECIPE.model_copy(update={"play": LocalPlay(turns=3, answer_tokens=64, context_tokens=1024)})
    looking = RECIPE.grpo.model_copy(update={"check_every": 2, "check_episodes": 1, "episodes": 8})
    run = whole(tmp_path / "looking", roomy.model_copy(update={"grpo": looking}))
    rows = read_csv(tmp_path / "looking" / "grpo.csv")
    assert [row["look"] for row in rows if "look" in row] == [0.0, 0.0], "equal looks: the first one is kept"
    until_it = looking.model_copy(update={"check_every": 0, "steps": 2})
    short = whole(tmp_path / "short", roomy.model_copy(update={"grpo": until_it}))
    kept = load_learner(str(tmp_path / "looking" / "grpo")).model.state_dict()
    assert all(torch.equal(kept[name], weight) for name, weight in short.learner.model.state_dict().items())
    assert any(not torch.equal(kept[name], weight) for name, weight in run.learner.model.state_dict().items())


def test_the_step_that_is_kept_is_the_best_look_or_the_last_step() -> None:
    assert kept_step([{"step": 1.0}, {"step": 2.0, "look": 0.1}, {"step": 3.0, "look": 0.3}, {"step": 4.0}]) == 3
    assert kept_step([{"step": 1.0}, {"step": 2.0}]) == 2


CHILD = """
import sys
from pathlib import Path
from tests.training.local.test_runs import whole
whole(Path(sys.argv[1]))
"""


@pytest.mark.slow
def test_a_run_that_is_killed_goes_on_to_the_same_result(tmp_path: Path) -> None:
    whole(tmp_path / "quiet")
    killed = tmp_path / "killed"
    for stop_at in ("sft.csv", "grpo.csv"):
        child = subprocess.Popen([sys.executable, "-c", CHILD, str(killed)], env={**os.environ, "OMP_NUM_THREADS": "1"})
        while len(read_csv(killed / stop_at)) < 2 and child.poll() is None:
            time.sleep(0.01)
        child.send_signal(signal.SIGKILL)
        assert child.wait() == -signal.SIGKILL, "it ended by itself before it was killed"
    whole(killed)
    assert numbers_of(killed) == numbers_of(tmp_path / "quiet")


def test_adapters_learn_and_are_merged_into_what_is_written(tmp_path: Path) -> None:
    base = whole(tmp_path / "base").folder
    model = LocalModel(name=str(base / "start"), lora_rank=4)
    run = whole(tmp_path / "adapted", RECIPE.model_copy(update={"model": model}))
    assert all("lora" in name for name in run.learner.trained())
    written = load_learner(str(tmp_path / "adapted" / "grpo")).model.state_dict()
    before = load_learner(str(base / "start")).model.state_dict()
    assert written.keys() == before.keys()
    assert not torch.equal(written["model.layers.0.mlp.up_proj.weight"], before["model.layers.0.mlp.up_proj.weight"])


def test_a_tokenizer_without_a_chat_template_is_refused(tmp_path: Path) -> None:
    run = run_in(tmp_path / "run")
    (run.folder / "start" / "chat_template.jinja").unlink()
    with pytest.raises(TrainingError, match="has no chat template"):
        learner_of(LocalModel(name=str(run.folder / "start")), [], 1)


def test_a_model_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match=r"No model can be loaded from .*nowhere"):
        learner_of(LocalModel(name=str(tmp_path / "nowhere")), [], 1)


def test_a_damaged_state_says_what_to_remove(tmp_path: Path) -> None:
    whole(tmp_path)
    (tmp_path / "state.pt").write_bytes(b"half")
    with pytest.raises(TrainingError, match=r"state\.pt cannot be read"):
        run_in(tmp_path)


def test_samples_that_do_not_fit_the_context_are_counted(tmp_path: Path) -> None:
    cramped = RECIPE.model_copy(update={"play": LocalPlay(turns=3, answer_tokens=4, context_tokens=8)})
    with pytest.raises(TrainingError, match="Every one of the 26 samples has more than 8 tokens"):
        whole(tmp_path, cramped)
