"""A vocabulary of its own for a tiny model: what all episodes share is one token, what a task decides is spelt.

In:  messages of episodes. Out: a tokenizer in the Hugging Face format, with a chat template.
Never here: a text that cannot be written: whatever is not in the vocabulary is spelt in bytes.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import PreTrainedTokenizerFast

from training.meta_tools import SYSTEM_PROMPT
from training.policies.reasoning import OPENING

PAD, END = "<|pad|>", "<|end|>"
ROLES = {"system": "<|system|>", "user": "<|user|>", "assistant": "<|assistant|>"}
CHAT_TEMPLATE = (
    "{% for message in messages %}<|{{ message['role'] }}|>{{ message['content'] }}<|end|>{% endfor %}"
    "{% if add_generation_prompt %}<|assistant|>{% endif %}"
)
PROTOCOL = (
    SYSTEM_PROMPT,
    OPENING,
    "<think>\n",
    "\n</think>\n\n",
    "<tool_call>\n",
    "\n</tool_call>",
    "<tool_response>\n",
    "\n</tool_response>",
    "<answer>",
    "</answer>",
    '{"name": "list_tools", "arguments": {}}',
    '{"name": "call_tool", "arguments": {"tool_name": "',
)
"""Texts that are the same in every episode. A word longer than this would hide what differs between tools."""

PIECES = r" ?[A-Za-z_]+|\d| ?[^A-Za-z\d\s]+(?: [^A-Za-z\d\s]+)*|\s+"
"""A name with the space before it, a digit, signs as JSON strings them together, other spaces."""


def tiny_tokenizer(conversations: Sequence[Sequence[str]], vocabulary: int) -> Any:
    """Byte-level BPE over names, digits and runs of signs. A digit stands alone: numbers are copied by digits.

    A message that most conversations hold, such as the list of tools where all have the same, becomes one token.
    """
    known = sorted({*PROTOCOL, *shared_by_most(conversations)}, key=lambda text: (-len(text), text))  # in any process
    raw = Tokenizer(models.BPE())
    raw.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(PIECES), "isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    raw.decoder = decoders.ByteLevel()
    special = [PAD, END, *ROLES.values()]
    trainer = trainers.BpeTrainer(
        vocab_size=vocabulary,
        special_tokens=special,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    raw.train_from_iterator(_without(known, conversations), trainer)
    raw.add_tokens([AddedToken(text, normalized=False) for text in known])
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=raw, pad_token=PAD, eos_token=END)
    tokenizer.chat_template = CHAT_TEMPLATE
    return tokenizer


def shared_by_most(conversations: Sequence[Sequence[str]]) -> list[str]:
    """Messages that more than half of the conversations hold."""
    counts = Counter(text for texts in conversations for text in set(texts))
    return [text for text, count in counts.items() if 2 * count > len(conversations)]


def _without(known: Sequence[str], conversations: Iterable[Sequence[str]]) -> Iterable[str]:
    """Every message once, without what has a token already, so that no merge is spent on it."""
    for message in dict.fromkeys(text for texts in conversations for text in texts):
        for text in known:
            message = message.replace(text, "\n")
        yield message
