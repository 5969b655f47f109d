"""Items that are episodes in environments of ours: played all at once, each noted when its last episode ends.

In:  items with their environment and task, a subject, settings. Out: `ItemResult`s with their rollouts.
Never here: which environments there are (`heldout/`), storing.
"""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from environments import Environment
from evaluation.benchmark import Item, ItemResult, Note, Settings, Subject, Unanswered
from schemas import Evaluation, Rollout
from training.episode import Rules
from training.loop import Assignment, Limits, Played, Stage, play_all
from training.policies.choosing import PolicyChoice, policy_of
from training.policies.patience import Patience
from training.policies.protocol import Policy
from training.records import rollout_of
from training.report import SAYS_NOTHING, failure_of


@dataclass(frozen=True)
class Part:
    """An item as an episode's task."""

    item: Item
    task: str


def player_of(subject: Subject, settings: Settings) -> Policy:
    """The subject as a policy.

    Raises:
        TrainingError: it is neither a policy of ours nor behind an endpoint.
    """
    profile = settings.profile
    choice = PolicyChoice(
        subject.model, subject.base_url, settings.seed, profile.temperature, profile.answer_tokens,
        profile.context_tokens, settings.request_s, settings.retries, profile.top_p, profile.top_k,
    )  # fmt: skip
    return Patience(policy_of(choice, subject.key))


def play_items(
    benchmark: tuple[str, str], parts: Sequence[Part], load: Callable[[str], Environment], subject: Subject,
    settings: Settings, note: Note,
) -> None:  # fmt: skip
    """Play every item as often as the settings say; `benchmark` is its name and version."""
    profile, policy = settings.profile, player_of(subject, settings)
    rules = Rules(profile.turns, profile.window, is_training=False, tools=profile.tools)
    by_task = {(part.item.environment, part.task): part.item for part in parts}
    assignments = [
        Assignment(part.item.environment, part.task, number, settings.seed + number)
        for part in parts
        for number in range(settings.episodes)
    ]
    gathered = _Gathered(benchmark, by_task, settings.episodes, policy.name, note)
    limits = Limits(at_once=settings.at_once)
    asyncio.run(play_all(assignments, policy, Stage(load), rules, limits, on_end=gathered.take))


class _Gathered:
    """Episodes by item, until an item has all of its own."""

    def __init__(
        self, benchmark: tuple[str, str], items: Mapping[tuple[str, str], Item], episodes: int, policy: str, note: Note
    ) -> None:
        self.benchmark, self.items, self.episodes, self.policy, self.note = benchmark, items, episodes, policy, note
        self.ended: dict[str, list[Rollout]] = defaultdict(list)

    def take(self, played: Played) -> None:
        place = played.assignment
        item = self.items[place.environment, place.task]
        ended = self.ended[item.id]
        ended.append(rollout_of(played, place.environment, self.policy))
        if len(ended) == self.episodes:
            del self.ended[item.id]
            self.note(self._result(item, sorted(ended, key=lambda each: each.number)))

    def _result(self, item: Item, rollouts: Sequence[Rollout]) -> ItemResult | tuple[str, Unanswered]:
        silent = next((each for each in rollouts if each.end == "unreachable"), None)
        if silent is not None:
            return item.id, Unanswered(silent.fault or "there was no answer")
        return ItemResult(evaluation_of(*self.benchmark, item, rollouts), rollouts)


def evaluation_of(benchmark: str, version: str, item: Item, rollouts: Sequence[Rollout]) -> Evaluation:
    """The record of an item's episodes."""
    judged = [each for each in rollouts if each.outcome not in SAYS_NOTHING]
    complete = [each for each in judged if each.outcome == "complete"]
    missed = [each for each in judged if each.outcome != "complete"]
    return Evaluation(
        benchmark=benchmark,
        version=version,
        policy=rollouts[0].policy,
        item=item.id,
        category=item.category,
        level=item.level,
        environment=item.environment,
        episodes=len(rollouts),
        complete=len(complete),
        partial=sum(each.partial for each in missed),
        unjudged=len(rollouts) - len(judged),
        score=len(complete) / len(judged) if judged else None,
        violations=sum(each.violation is not None for each in judged),
        failures=dict(sorted(Counter(map(failure_of, missed)).items())),
        mean_turns=fmean([each.turns for each in judged]) if judged else 0.0,
        tokens=sum(each.tokens for each in rollouts),
        prompt_tokens=sum(each.prompt_tokens for each in rollouts),
    )
