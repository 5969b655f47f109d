"""A small run in the railway club, with a tokenizer and no weights, as a job on a test's cluster."""

import os
import sys
from pathlib import Path
from typing import Any

from environments import load_environment
from tests.training.openrlhf.cluster import Cluster
from tests.training.openrlhf.engines import tokenizer
from training.labels import Label
from training.openrlhf.flags import Places, flags_of
from training.openrlhf.following import Follower
from training.openrlhf.jobs import Job, Jobs
from training.openrlhf.recipe import OpenRLHFRecipe
from training.openrlhf.run_folder import write_run_folder
from training.recipe_files import parse_recipe, read_recipe

ROOT = Path(__file__).parents[3]
NAME = "railway@1"


def model_folder(folder: Path, template: bool = True) -> Path:
    """A model as far as a run looks at it without a GPU."""
    tokens = tokenizer()
    if not template:
        tokens.chat_template = None
    tokens.save_pretrained(folder)
    (folder / "config.json").write_text('{"model_type": "llama", "vocab_size": 259}')
    return folder


def recipe_of(model: Path, gpus: int = 2, steps: int = 2, **parts: dict[str, Any]) -> OpenRLHFRecipe:
    """Two steps of 4 tasks with 4 episodes each."""
    document = read_recipe("grpo-8b-8gpu").model_dump()
    small: dict[str, dict[str, Any]] = {
        "model": {"name": str(model)},
        "cluster": {"nodes": 1, "gpus_per_node": gpus},
        "batch": {"steps": steps, "tasks": 4, "episodes": 4, "mini_batch": 2, "turns": 2},
        "play": {"context_tokens": 200_000, "answer_tokens": 4096, "turns": 6},
        "checkpoints": {"every": 1},
    }
    for name in {*small, *parts}:
        document[name] = {**document[name], **small.get(name, {}), **parts.get(name, {})}
    recipe = parse_recipe(document, "test")
    assert isinstance(recipe, OpenRLHFRecipe)
    return recipe


def variables(**more: str) -> dict[str, str]:
    return {"PYTHONPATH": str(ROOT), "HF_HUB_OFFLINE": "1", "TOKENIZERS_PARALLELISM": "false", **more}


def job_of(folder: Path, railway_folder: Path, recipe: OpenRLHFRecipe, name: str, **more: str) -> Job:
    """The run's folder written, and the job that runs it here."""
    environment = load_environment(railway_folder)
    tasks = [(Label(environment=NAME, task=task.id), task.instruction) for task in environment.content.tasks]
    write_run_folder(folder / "run", recipe, tasks, {NAME: railway_folder})
    out = folder / "out"
    places = Places(str(out / "model"), str(out / "checkpoints"), str(out / "tensorboard"))
    command = [sys.executable, "-m", "tests.training.openrlhf.cpu_entry", *flags_of(recipe, places)]
    return Job(name, command, folder / "run", variables(**more))


def follower_of(cluster: Cluster, job: Job, retries: int = 0) -> Follower:
    return Follower(Jobs(cluster.dashboard), job, retries, tell=lambda line: os.write(2, f"{line}\n".encode()) and None)
