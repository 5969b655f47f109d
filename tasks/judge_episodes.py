"""Judge episodes by a model, beside their checks: what a second judge thinks, and what asking it took.

In:  a desk where questions are asked; episodes that ended. Out: opinions; the calls by environment.
Never here: what an opinion is worth (`training/rewards.py`), how a model judges (`authors/llm/judge.py`).
"""

from collections import defaultdict
from dataclasses import dataclass, field

from authors.llm import looping
from authors.llm.asking import Desk
from authors.llm.judge import Episode as Seen
from authors.llm.judge import changes_text, judged, line_of
from authors.protocol import AuthorError
from authors.spending import ModelCall, tallying
from training.episode import Episode
from training.rewards import Opinion


@dataclass
class EpisodeJudge:
    """An `OpinionJudge`: a model that reads the episode, its changes and what the checks found."""

    desk: Desk
    calls: dict[str, list[ModelCall]] = field(default_factory=lambda: defaultdict(list))
    """By the environment's name."""

    @property
    def model(self) -> str:
        return self.desk.settings.model

    async def __call__(self, episode: Episode) -> Opinion:
        """What the model thinks; nothing where it gives no usable answer, which is no episode's fault."""
        assert episode.verdict is not None
        seen = Seen(
            episode.session.instruction or "", _trajectory(episode), changes_text(episode.changes), episode.answer,
            episode.verdict,
        )  # fmt: skip
        with tallying() as tally:
            try:
                said = await looping.awaited(judged(self.desk, seen))
            except AuthorError as fault:
                return Opinion(None, str(fault))
            finally:
                self.calls[episode.session.environment.name] += tally.calls
        if said.outcome == "environment_error":
            return Opinion(None, said.evidence)
        return Opinion(said.outcome == "completed", said.evidence, said.outcome == "partially_completed")


def _trajectory(episode: Episode) -> str:
    made = [each for each in episode.made if each.result is not None]
    return "\n".join(line_of(each.tool, each.arguments, each.result) for each in made)
