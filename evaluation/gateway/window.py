"""How much of a conversation a model sees: the same rule as in training, for conversations that are not our own.

In:  a native conversation, a window. Out: the messages that stay.
Source: Agent World Model (arXiv 2602.10090): the head and the last w turns. What the user wrote always stays, since a
benchmark's user may have asked for something anywhere.
"""

from collections.abc import Sequence

from training.history import Message

_FIELDS = ("role", "content", "tool_calls", "tool_call_id", "name")
"""What endpoints take back. A thought given beside the content is not among it."""


def windowed(messages: Sequence[Message], window: int) -> list[Message]:
    """The conversation without the turns before the last `window`; 0 keeps all.

    A turn is an assistant's message with the results that answer it. Turns stay whole, as endpoints demand.
    """
    turns = [place for place, each in enumerate(messages) if each.get("role") == "assistant"]
    first = turns[-window] if window and len(turns) > window else 0
    kept = [
        each for place, each in enumerate(messages) if place >= first or each.get("role") not in ("assistant", "tool")
    ]
    return [
        {name: each.get(name) for name in _FIELDS if each.get(name) is not None or name == "content"} for each in kept
    ]
