"""The oracle: plays the certified solution, with plausible thoughts. What it cannot do, no agent can.

In:  an episode whose environment carries a solution of the task. Out: messages in tags, or native calls.
"""

from dataclasses import dataclass
from typing import Any

from environments import UnresolvedValue, resolve_value
from schemas import Solution
from training.episode import Episode
from training.meta_tools import CHARACTERS_A_TOKEN, LIST_TOOLS, Call, Said
from training.policies.protocol import PolicyUnreachable, Written
from training.policies.reasoning import OPENING, thought_at_end, thought_before
from training.policies.writing import answer_text, calling_message, closing_message, listing_message


class Oracle:
    """Replays certificates."""

    name = "oracle"

    def begin(self, episode: Episode, number: int) -> "OraclePlayer":
        task = episode.session.task
        solutions = episode.session.environment.content.solutions
        solution = next((each for each in solutions if task is not None and each.task == task.id), None)
        return OraclePlayer(episode, solution)


@dataclass
class OraclePlayer:
    episode: Episode
    solution: Solution | None

    async def write(self) -> Written:
        """The next call of the solution, or its answer.

        Raises:
            PolicyUnreachable: there is no solution, or one of its values leads nowhere.
        """
        if self.solution is None:
            raise PolicyUnreachable("the task has no certified solution that the oracle could play")
        if self.episode.rules.tools == "meta" and not self.episode.has_listed:
            return written(listing_message(OPENING))
        made = [each for each in self.episode.made if each.tool != LIST_TOOLS]
        try:
            return self._next(self.solution, [each.result for each in made])
        except UnresolvedValue as fault:
            raise PolicyUnreachable(f"the certified solution leads nowhere: {fault}") from None

    def _next(self, solution: Solution, results: list[Any]) -> Written:
        number, earlier = len(results), [call.tool for call in solution.calls]
        now = self.episode.session.environment.manifest.now
        is_native = self.episode.rules.tools == "native"
        if number < len(solution.calls):
            call = solution.calls[number]
            arguments = resolve_value(call.arguments, results, now=now)
            program = self.episode.session.environment.tools.get(call.tool)
            description = program.document["description"] if program else ""
            thought = thought_before(call, number + 1, description, earlier)
            if is_native:
                said = Said(thought, (Call(call.tool, arguments),))
                return Written(said=said, call_ids=(f"call_{number + 1}",))
            return written(calling_message(thought, call.tool, arguments))
        answer = resolve_value(solution.answer, results, now=now)
        thought = thought_at_end(answer, solution.answer, earlier)
        if is_native:
            return Written(said=Said(thought, answer=None if answer is None else answer_text(answer)))
        return written(closing_message(thought, answer))


def written(text: str) -> Written:
    """A message of a policy that has no tokenizer: tokens are estimated by characters."""
    return Written(text, tokens=len(text) // CHARACTERS_A_TOKEN)
