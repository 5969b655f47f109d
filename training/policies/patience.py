"""A policy that gives up: after so many episodes in a row that got no answer, the others are not even tried.

In:  a policy. Out: the same messages; once the endpoint is held to be gone, `PolicyUnreachable` at once.
Never here: retries of one request, which the endpoint's client makes.
"""

from dataclasses import dataclass

from training.episode import Episode
from training.policies.protocol import Player, Policy, PolicyUnreachable, Written

UNANSWERED_IN_A_ROW = 8


class Patience:
    """Wraps a policy for one run."""

    def __init__(self, policy: Policy, most: int = UNANSWERED_IN_A_ROW) -> None:
        self.policy, self.most = policy, most
        self.name = policy.name
        self.unanswered = 0
        """Requests in a row."""
        self.last = ""

    def begin(self, episode: Episode, number: int) -> "PatientPlayer":
        return PatientPlayer(self, self.policy.begin(episode, number))


@dataclass
class PatientPlayer:
    patience: Patience
    player: Player

    async def write(self) -> Written | None:
        """The next message.

        Raises:
            PolicyUnreachable: there is none, or there was none so often that nobody is asked any more.
        """
        if self.patience.unanswered >= self.patience.most:
            raise PolicyUnreachable(self.patience.last)
        try:
            written = await self.player.write()
        except PolicyUnreachable as fault:
            self.patience.unanswered += 1
            self.patience.last = str(fault)
            raise
        self.patience.unanswered = 0
        return written
