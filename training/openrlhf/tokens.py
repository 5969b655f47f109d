"""A tokenizer's chat template, as an episode needs it: prompts whole, and replies that carry a sequence on.

In:  messages; a tokenizer with a chat template. Out: token ids; text.
Never here: an engine. What a model has written is never tokenised again, so that its log-probabilities stay its own.
"""

from collections.abc import Sequence
from typing import Any

from training.errors import TrainingError
from training.history import Message

_PLACE = "\ue000place\ue000"
"""Stands for an assistant's message when a template is asked what comes after one."""


def require_template(tokenizer: Any, model: str) -> None:
    """Refuse a model whose tokenizer cannot write a conversation.

    Raises:
        TrainingError: it has no chat template, or one that writes no reply after an assistant's message.
    """
    if not getattr(tokenizer, "chat_template", None):
        raise TrainingError(
            f"The tokenizer of {model} has no chat template, so it cannot hold a conversation. "
            "Train from an instruction-tuned model, or put a chat_template.jinja beside its tokenizer."
        )
    Chat(tokenizer).feedback("x", after=[])


class Chat:
    """One tokenizer's way to write a conversation."""

    def __init__(self, tokenizer: Any) -> None:
        self._tokenizer = tokenizer

    def prompt(self, messages: Sequence[Message]) -> list[int]:
        """The conversation so far, up to where the model begins to write."""
        return self._ids(self._written(messages))

    def feedback(self, reply: str, after: Sequence[int]) -> list[int]:
        """What follows an assistant's message `after`: its end, if the model did not write it, a reply, and the
        beginning of the next message."""
        around = self._written([
            {"role": "user", "content": "x"},
            {"role": "assistant", "content": _PLACE},
            {"role": "user", "content": reply},
        ])  # fmt: skip
        _, found, rest = around.partition(_PLACE)
        if not found or reply not in rest:
            raise TrainingError("The tokenizer's chat template leaves out messages; it cannot carry a conversation on.")
        ids = self._ids(rest)
        return ids[1:] if after and ids and after[-1] == ids[0] else ids

    def text(self, tokens: Sequence[int]) -> str:
        """What the model wrote, without the special tokens at its end."""
        end = len(tokens)
        while end and tokens[end - 1] in self._tokenizer.all_special_ids:
            end -= 1
        return str(self._tokenizer.decode(list(tokens[:end]), skip_special_tokens=False))

    def _written(self, messages: Sequence[Message]) -> str:
        return str(self._tokenizer.apply_chat_template(list(messages), tokenize=False, add_generation_prompt=True))

    def _ids(self, text: str) -> list[int]:
        return list(self._tokenizer(text, add_special_tokens=False)["input_ids"])
