"""Episodes as samples: one an assistant turn, with the window that the model saw when it took the turn.

In:  rollouts. Out: `Sample` records of a data set, of complete episodes or of all that were judged.
"""

from collections.abc import Iterator, Sequence

from schemas import Message, Rollout
from schemas.dataset import Sample

HEAD = 2
"""System prompt and instruction."""


def samples_of(rollout: Rollout, artifact: str, window: int) -> list[Sample]:
    """The samples of one episode; `artifact` is where it lies. An episode without a reward gives none."""
    if rollout.reward is None:
        return []
    pinned = 0 if rollout.settings.get("tools") == "native" else 1
    return [
        Sample(
            rollouts=artifact, environment=rollout.environment, task=rollout.task, group=rollout.group,
            number=rollout.number, turn=number, prompt=prompt, completion=completion, reward=rollout.reward,
        )
        for number, (prompt, completion) in enumerate(_turns(rollout.messages, window, pinned), start=1)
    ]  # fmt: skip


def _turns(messages: Sequence[Message], window: int, pinned: int) -> Iterator[tuple[list[Message], Message]]:
    """What was seen before each assistant's message, and the message."""
    head, turns = list(messages[:HEAD]), _grouped(messages[HEAD:])
    for place, turn in enumerate(turns):
        before = turns[:place]
        kept = before if not window else [*before[:pinned], *before[pinned:][-window:]]
        yield [*head, *(message for each in kept for message in each)], turn[0]


def _grouped(messages: Sequence[Message]) -> list[list[Message]]:
    """Each assistant's message with the replies to it."""
    turns: list[list[Message]] = []
    for message in messages:
        if message.role == "assistant":
            turns.append([message])
        elif turns:
            turns[-1].append(message)
    return turns
