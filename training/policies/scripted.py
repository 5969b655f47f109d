"""A scripted policy: says what it was told to say, message after message. For tests, demonstrations and replays.

In:  texts by task, or one list for every task. Out: the same texts in order; an empty message when they run out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from training.episode import Episode
from training.policies.oracle import written
from training.policies.protocol import Written

EVERY_TASK = "*"


@dataclass(frozen=True)
class Scripted:
    texts: Mapping[str, Sequence[str]]
    """Task to messages; `*` is for every other task."""
    name: str = "scripted"

    def begin(self, episode: Episode, number: int) -> "ScriptedPlayer":
        task = episode.session.task.id if episode.session.task else EVERY_TASK
        return ScriptedPlayer(list(self.texts.get(task, self.texts.get(EVERY_TASK, ()))))


@dataclass
class ScriptedPlayer:
    texts: list[str]
    said: int = field(default=0)

    async def write(self) -> Written:
        self.said += 1
        return written(self.texts[self.said - 1] if self.said <= len(self.texts) else "")
