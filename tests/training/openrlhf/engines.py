"""Engines with vLLM's contract towards an executor: one that says what it is told to, one that is a tiny real model."""

import asyncio
from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

from tokenizers import Tokenizer, decoders, models
from tokenizers.pre_tokenizers import ByteLevel
from transformers import PreTrainedTokenizerFast

TEMPLATE = (
    "{% for message in messages %}<|im_start|>{{ message['role'] }}\n{{ message['content'] }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)


def tokenizer() -> Any:
    """A byte a token, and the special tokens of a chat; no hub is asked."""
    vocabulary = {character: number for number, character in enumerate(sorted(ByteLevel.alphabet()))}
    inner = Tokenizer(models.BPE(vocab=vocabulary, merges=[]))
    inner.pre_tokenizer = ByteLevel(add_prefix_space=False, use_regex=False)
    inner.decoder = decoders.ByteLevel()
    made = PreTrainedTokenizerFast(
        tokenizer_object=inner, eos_token="<|im_end|>", pad_token="<|endoftext|>",
        additional_special_tokens=["<|im_start|>"], clean_up_tokenization_spaces=False,
    )  # fmt: skip
    made.chat_template = TEMPLATE
    return made


def output(tokens: Sequence[int], text: str, finish: str, logged: Sequence[float] | None) -> Any:
    """What vLLM hands back for one prompt."""
    options = None if logged is None else [{t: SimpleNamespace(logprob=p)} for t, p in zip(tokens, logged, strict=True)]
    answer = SimpleNamespace(token_ids=list(tokens), text=text, finish_reason=finish, logprobs=options)
    return SimpleNamespace(outputs=[answer])


class ScriptedEngine:
    """Says its messages one after the other, each cut at the caller's cap."""

    def __init__(self, tokens: Any, script: Sequence[str]) -> None:
        self._tokens, self._script = tokens, list(script)
        self.prompts: list[list[int]] = []
        self.caps: list[int] = []

    async def generate(self, prompt: list[int], sampling: Any, multi_modal_data: Any = None) -> Any:
        await asyncio.sleep(0)
        text = self._script[len(self.prompts)]
        self.prompts.append(list(prompt))
        self.caps.append(sampling.max_tokens)
        whole = self._tokens(text + "<|im_end|>", add_special_tokens=False)["input_ids"]
        cut = whole[: sampling.max_tokens]
        finish = "stop" if len(cut) == len(whole) else "length"
        logged = None if sampling.logprobs is None else [-0.5] * len(cut)
        return output(cut, self._tokens.decode(cut), finish, logged)


class TinyModel:
    """A real language model with random weights, sampling token by token."""

    def __init__(self, tokens: Any, most: int = 12) -> None:
        import torch
        from transformers import LlamaConfig, LlamaForCausalLM

        torch.manual_seed(0)
        shape = LlamaConfig(
            vocab_size=len(tokens), hidden_size=32, intermediate_size=64, num_hidden_layers=2, num_attention_heads=2,
            num_key_value_heads=2, max_position_embeddings=8192,
        )  # fmt: skip
        self._tokens, self._most, self.model = tokens, most, LlamaForCausalLM(shape).eval()

    async def generate(self, prompt: list[int], sampling: Any, multi_modal_data: Any = None) -> Any:
        import torch

        written: list[int] = []
        logged: list[float] = []
        while len(written) < min(self._most, sampling.max_tokens):
            with torch.no_grad():
                scores = self.model(torch.tensor([[*prompt, *written]])).logits[0, -1].float()
            chances = torch.log_softmax(scores / sampling.temperature, -1)
            written.append(int(torch.multinomial(chances.exp(), 1)))
            logged.append(float(chances[written[-1]]))
            if written[-1] == self._tokens.eos_token_id:
                break
            await asyncio.sleep(0)
        finish = "stop" if written[-1] == self._tokens.eos_token_id else "length"
        return output(written, self._tokens.decode(written), finish, logged)
