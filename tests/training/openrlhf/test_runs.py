"""Whole runs on a Ray cluster of this machine: submitted, followed, refused, broken off, stopped, gone on with."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.training.openrlhf.cluster import Cluster
from tests.training.openrlhf.cpu_entry import HANG, LOSE_ENGINE
from tests.training.openrlhf.runs import follower_of, job_of, model_folder, recipe_of
from training.errors import TrainingError
from training.openrlhf.entry import USERS_MISTAKE
from training.openrlhf.following import RunFailed, RunRefused, RunStopped
from training.openrlhf.jobs import Job, Jobs, UnreachableCluster

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return model_folder(tmp_path_factory.mktemp("model"))


def given(folder: Path) -> list[list[list[list[Any]]]]:
    """What the policy's ranks were given, step by step: tokens, action tokens and advantages of each sample."""
    lines = (folder / "out" / "checkpoints" / "given.jsonl").read_text().splitlines()
    return [json.loads(line) for line in lines]


def test_the_whole_controller_runs_and_gives_every_rank_as_many_samples(
    tmp_path: Path, railway_folder: Path, cluster: Cluster, model: Path
) -> None:
    recipe = recipe_of(model)
    progress = follower_of(cluster, job_of(tmp_path, railway_folder, recipe, "whole")).train()
    assert sorted(progress.steps) == [1, 2]
    assert progress.checkpoint == 2
    for number, ranks in enumerate(given(tmp_path), 1):
        assert len(ranks) == 2
        assert len(ranks[0]) == len(ranks[1])
        samples = [sample for rank in ranks for sample in rank]
        fillers = [sample for sample in samples if sample[0] == 2]
        assert all(sample[1:] == [1, [0.0]] for sample in fillers)
        assert progress.steps[number]["rollout/windows"] == len(samples) - len(fillers)
        assert len(samples) % recipe.samples_an_optimizer_step == 0
    series = progress.series()
    assert {"rollout/reward_mean", "turns", "format_errors", "complete", "policy_loss"} <= series.keys()
    assert (tmp_path / "out" / "model" / "model.safetensors").is_file()


def test_ppo_on_whole_histories_runs_too(tmp_path: Path, railway_folder: Path, cluster: Cluster, model: Path) -> None:
    recipe = recipe_of(model, steps=1, algorithm={"name": "ppo"}, play={"window": 0})
    progress = follower_of(cluster, job_of(tmp_path, railway_folder, recipe, "ppo")).train()
    assert progress.steps[1]["rollout/windows"] == 16
    (ranks, *_) = given(tmp_path)
    assert sum(len(rank) for rank in ranks) == 16


def test_a_run_whose_engine_is_lost_goes_on_from_its_checkpoint(
    tmp_path: Path, railway_folder: Path, cluster: Cluster, model: Path
) -> None:
    job = job_of(tmp_path, railway_folder, recipe_of(model, steps=3), "lost", **{LOSE_ENGINE: "1"})
    follower = follower_of(cluster, job, retries=1)
    progress = follower.train()
    assert follower.last() == 2
    assert sorted(progress.steps) == [1, 2, 3]
    assert len(given(tmp_path)) == 3  # no step was done twice
    assert follower.train().steps == progress.steps  # a finished run is read, not done again
    assert follower.last() == 2


def test_a_run_that_broke_off_says_how_it_goes_on(
    tmp_path: Path, railway_folder: Path, cluster: Cluster, model: Path
) -> None:
    job = job_of(tmp_path, railway_folder, recipe_of(model, steps=3), "broken", **{LOSE_ENGINE: "1"})
    with pytest.raises(RunFailed) as caught:
        follower_of(cluster, job).train()
    message = str(caught.value)
    assert "broke off with exit code 1, tried 1 times, after 1 steps." in message
    assert "goes on from the checkpoint of step 1" in message
    assert "ray job logs broken-1" in message


def test_a_run_that_is_stopped_says_so(tmp_path: Path, railway_folder: Path, cluster: Cluster, model: Path) -> None:
    job = job_of(tmp_path, railway_folder, recipe_of(model), "stopped", **{HANG: "1"})
    follower = follower_of(cluster, job)
    assert not follower.stop()

    def stop_when_it_runs(line: str) -> None:
        if "hanging" in line:
            assert follower.stop()

    with pytest.raises(RunStopped, match=r"The run stopped was stopped after 0 steps.*begins it anew"):
        replace(follower, tell=stop_when_it_runs).train()


@pytest.mark.parametrize("mistake", ["gpus", "template", "flag", "environment"])
def test_a_run_that_cannot_work_is_refused_before_it_starts(
    tmp_path: Path, railway_folder: Path, cluster: Cluster, model: Path, mistake: str
) -> None:
    recipe = recipe_of(model, gpus=4 if mistake == "gpus" else 2)
    if mistake == "template":
        recipe = recipe_of(model_folder(tmp_path / "plain", template=False))
    job = job_of(tmp_path, railway_folder, recipe, f"refused-{mistake}")
    if mistake == "flag":
        job = replace(job, command=[*job.command, "--algo.advantage.is_correction_enable"])
    if mistake == "environment":
        (job.folder / "bundles" / "railway@1" / "environment.json").unlink()
    said = {
        "gpus": "takes 4 GPUs, and this cluster has 2 on 1 node",
        "template": "has no chat template",
        "flag": "unrecognized arguments: --algo.advantage.is_correction_enable",
        "environment": "A prompt names railway@1, which cannot be opened",
    }[mistake]
    with pytest.raises(RunRefused) as caught:
        follower_of(cluster, job, retries=2).train()
    assert said in str(caught.value)
    assert Jobs(cluster.dashboard).state(f"refused-{mistake}-2") is None  # a mistake is not tried again


def test_what_a_job_runs_finds_its_modules_in_a_runs_folder(tmp_path: Path, railway_folder: Path) -> None:
    recipe = recipe_of(model_folder(tmp_path / "plain", template=False))
    job = job_of(tmp_path, railway_folder, recipe, "bare")
    command = [sys.executable, "-m", "training.openrlhf.entry", *job.command[3:]]
    variables = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(command, cwd=job.folder, env=variables, capture_output=True, text=True)
    assert done.returncode == USERS_MISTAKE, done.stderr
    assert "has no chat template" in done.stdout


def test_arguments_with_spaces_arrive_whole(tmp_path: Path, cluster: Cluster) -> None:
    (tmp_path / "show.py").write_text("import os, sys\nprint('said', sys.argv[1:], os.environ['WORD'])")
    jobs = Jobs(cluster.dashboard)
    jobs.submit(Job("words", ["python", "show.py", "--a.b", "two words"], tmp_path, {"WORD": "x y"}))
    jobs.submit(Job("words", ["false"], tmp_path))  # there is one of that id already
    assert "said ['--a.b', 'two words'] x y" in list(jobs.follow("words"))


def test_a_cluster_that_does_not_answer_is_named() -> None:
    with pytest.raises(UnreachableCluster, match=r"No Ray cluster answers at http://127\.0\.0\.1:9"):
        Jobs("http://127.0.0.1:9")


def test_a_broken_address_is_a_users_mistake() -> None:
    with pytest.raises(TrainingError):
        Jobs("no address")
