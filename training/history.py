"""What a model sees of an episode: in training the same as in use.

In:  the head of a conversation, the turns so far, a window. Out: the messages of the next prompt.
Source: Agent World Model (arXiv 2602.10090): the system prompt, the instruction, the `list_tools` exchange, and the
last w turns; w = 3.
"""

from collections.abc import Sequence
from typing import Any

Message = dict[str, Any]
"""In the form of the chat APIs: role and content, and calls where tools are called natively."""
Turn = Sequence[Message]
"""An assistant's message and the replies to it."""


def seen(head: Sequence[Message], turns: Sequence[Turn], window: int, pinned: int = 1) -> list[Message]:
    """The messages before the next turn.

    Args:
        head: System prompt and instruction.
        turns: All that happened, oldest first.
        window: How many of the last turns stay; 0 for all.
        pinned: How many of the first turns always stay: the list of tools.
    """
    kept = list(turns) if not window else [*turns[:pinned], *turns[pinned:][-window:]]
    return [*head, *(message for turn in kept for message in turn)]
