"""A run's folder: everything that a cluster needs of a run, and the working directory of each of its processes.

In:  a recipe, labels, and where their environments lie. Out: a folder with `agent.py`, `prompts.jsonl`, `recipe.json`
     and `bundles/`; the same read back on the cluster.
Never here: weights and checkpoints, which lie on storage that the nodes share; a half-written folder.
"""

import json
import random
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from training.errors import TrainingError
from training.labels import Label, read_label
from training.openrlhf.flags import AGENT_FILE, INPUT_KEY, LABEL_KEY, PROMPTS_FILE
from training.openrlhf.recipe import OpenRLHFRecipe

RECIPE_FILE = "recipe.json"
BUNDLES = "bundles"
"""The folder is where Python looks first in a job, so nothing in it may be called as one of our packages is."""
_AGENT = "from training.openrlhf_agent import AgentExecutor\n\n__all__ = [\"AgentExecutor\"]\n"  # fmt: skip


def write_run_folder(
    folder: Path, recipe: OpenRLHFRecipe, tasks: Sequence[tuple[Label, str]], bundles: Mapping[str, Path]
) -> None:
    """Write the folder; it appears whole or not at all, and one that is there is replaced.

    Args:
        folder: Where.
        recipe: How to train.
        tasks: What to play: a label and its instruction each.
        bundles: `name@version` to the folder of its bundle, for every label.

    Raises:
        TrainingError: there is nothing to play, or a label names an environment that is not among the bundles.
    """
    if not tasks:
        raise TrainingError("There is no task to train on.")
    missing = sorted({label.environment for label, _ in tasks} - set(bundles))
    if missing:
        raise TrainingError(f"The data set names environments that are not here: {', '.join(missing[:10])}.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    staged = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        (staged / AGENT_FILE).write_text(_AGENT, encoding="utf-8")
        (staged / RECIPE_FILE).write_text(recipe.model_dump_json(indent=2), encoding="utf-8")
        _write_prompts(staged / PROMPTS_FILE, recipe, tasks)
        for name in sorted({label.environment for label, _ in tasks}):
            shutil.copytree(bundles[name], staged / BUNDLES / name)
        shutil.rmtree(folder, ignore_errors=True)
        staged.replace(folder)
    finally:
        shutil.rmtree(staged, ignore_errors=True)


def drawn(recipe: OpenRLHFRecipe, tasks: Sequence[tuple[Label, str]]) -> Iterator[tuple[Label, str]]:
    """The tasks of a whole run: as many as its steps take, in passes over all, each in an order of its own."""
    draw = random.Random(recipe.seed)
    left = recipe.batch.steps * recipe.batch.tasks
    while left > 0:
        order = list(tasks)
        draw.shuffle(order)
        yield from order[:left]
        left -= len(order)


def _write_prompts(path: Path, recipe: OpenRLHFRecipe, tasks: Sequence[tuple[Label, str]]) -> None:
    with path.open("w", encoding="utf-8") as file:
        for label, instruction in drawn(recipe, tasks):
            line = {INPUT_KEY: instruction, LABEL_KEY: label.text()}
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


def read_run_recipe(folder: Path) -> OpenRLHFRecipe:
    """The recipe of a run's folder.

    Raises:
        TrainingError: it is no run's folder.
    """
    try:
        return OpenRLHFRecipe.model_validate_json((folder / RECIPE_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        raise TrainingError(
            f"{folder} is no run's folder ({type(fault).__name__} with {RECIPE_FILE}). The working directory of the "
            "job must be the folder that `worldloom train` writes."
        ) from None


def read_prompts(path: Path) -> Iterator[tuple[Label, str]]:
    """Label and instruction of each line.

    Raises:
        TrainingError: a line is no prompt of ours; names it.
    """
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            try:
                document = json.loads(line)
                label, instruction = document[LABEL_KEY], document[INPUT_KEY]
            except (ValueError, KeyError, TypeError) as fault:
                raise TrainingError(f"{path}, line {number}: {type(fault).__name__} {fault}") from None
            yield read_label(label), instruction


def environment_folder(folder: Path, name: str) -> Path:
    """Where a run's folder holds an environment."""
    return folder / BUNDLES / name
