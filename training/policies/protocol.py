"""What a policy is: it begins an episode, and then writes one message after another.

In:  an episode as it stands. Out: what the assistant says next.
Never here: playing calls, judging. A player reads its episode and does not change it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from training.episode import Episode
from training.meta_tools import Said


class PolicyUnreachable(Exception):
    """Whoever plays gave no answer, for a reason that is not the agent's: the endpoint is down, full or refuses."""


@dataclass(frozen=True)
class Written:
    """One assistant message."""

    text: str = ""
    said: Said | None = None
    """Where tools are called natively: the message taken apart. Else `text` is read."""
    call_ids: Sequence[str] = ()
    tokens: int = 0
    """Written by the policy, as far as it knows."""
    prompt_tokens: int = 0
    was_cut: bool = False
    """The budget for one answer ended it."""
    trace: Mapping[str, Any] = field(default_factory=dict)
    """What a trainer needs of this turn: token ids, log-probabilities."""


class Player(Protocol):
    """One episode's player."""

    async def write(self) -> Written | None:
        """The next message; None where the prompt leaves no room for one.

        Raises:
            PolicyUnreachable: there is no answer to be had.
        """
        ...


class Policy(Protocol):
    """Plays many episodes at once. It keeps nothing of one that another could see."""

    @property
    def name(self) -> str:
        """As it stands in rollouts."""
        ...

    def begin(self, episode: Episode, number: int) -> Player:
        """A player for an episode; `number` is its place in its group, which seeds whatever is drawn."""
        ...
