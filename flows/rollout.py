"""Rollout: a policy plays published environments; episodes are stored as they end, and reported on.

In:  names of environments, a policy, how often. Out: a `RolloutOutcome`: artifacts and a report.
Never here: keys of endpoints among the parameters, which Prefect keeps; OPENAI_API_KEY is read where it is needed.
"""

import os
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Annotated, Any, Literal

from prefect import task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from pydantic import Field

from artifacts import EnvironmentEntry, Workspace
from environments import load_environment
from flows.flow import flow
from flows.opening import workspace_of
from schemas import ROLLOUTS, Rollout
from tasks.play_episodes import PlayedEnvironment, Playing, play_episodes
from training.judge_report import JudgeReport, judge_report
from training.loop import Played
from training.panel import PanelReport, panel_report
from training.policies.cheats import panel
from training.policies.choosing import PolicyChoice, policy_of
from training.report import RolloutReport, TaskFacts, report_on
from training.rewards import RewardRules
from worldloom.writers import judge_choice, judge_of

Listener = Any
"""Called with each episode that ended; only the command line, in the same process, sets one."""
_listeners: list[Listener] = []


@dataclass(frozen=True)
class RolloutOutcome:
    """What a run gave."""

    played: list[PlayedEnvironment]
    report: RolloutReport
    panel: PanelReport | None = None
    judge: JudgeReport | None = None
    """What a second judge said, where one was asked."""

    def document(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {
            "rollouts": {each.reference: each.rollouts for each in self.played},
            "report": self.report.document(),
            "panel": self.panel.document() if self.panel else None,
            "judge": asdict(self.judge) if self.judge else None,
        }


Play = Callable[[str, list[str], Playing], list[PlayedEnvironment]]


def play_here(root: str, references: list[str], playing: Playing) -> list[PlayedEnvironment]:
    """Play with one policy; what was played before is taken from the catalog."""
    workspace = workspace_of(root)
    policy = policy_of(playing.policy, os.environ.get("OPENAI_API_KEY", ""))
    entries = [workspace.catalog.find(reference) for reference in references]
    judge = judge_of(playing.judge, root) if playing.judge else None
    return play_episodes(workspace, entries, playing, policy, judge, on_episode=_tell)


play_in_a_step: Play = task(name="play_episodes", cache_policy=NO_CACHE)(play_here)
"""The same as a Prefect task run: its own cache would keep what the catalog keeps better."""


@flow(name="rollout", log_prints=False, validate_parameters=True)
def rollout(
    environments: list[str],
    policy: str = "oracle",
    episodes: Annotated[int, Field(ge=1)] = 8,
    base_url: str | None = None,
    tools: Literal["meta", "native"] = "meta",
    window: Annotated[int, Field(ge=0)] = 3,
    turns: Annotated[int, Field(ge=1)] = 20,
    temperature: float = 1.0,
    seed: int = 0,
    is_training: bool = False,
    with_panel: bool = False,
    judge: str | None = None,
    judge_url: str | None = None,
    judge_rule: Literal["beside", "veto", "undecided"] = "beside",
    root: Annotated[str, Field(min_length=1)] = ".worldloom",
) -> RolloutOutcome:
    """Play every task of the environments, and report.

    Args:
        environments: Names or name@version; none for all that are published.
        policy: oracle, random, a cheat's name, or a model's name where base_url is given.
        episodes: A task.
        base_url: Of an OpenAI-compatible endpoint.
        tools: How the agent sees tools: in tags, or natively.
        window: Turns of history; 0 for all.
        turns: Assistant turns an episode at most.
        temperature: Of sampling.
        seed: Another seed, other draws.
        is_training: Whether a violation of form ends an episode.
        with_panel: Also let policies play that try to cheat.
        judge: A model that judges episodes beside their checks.
        judge_url: Of its OpenAI-compatible endpoint.
        judge_rule: What its opinion does to a reward.
        root: Data root; deployments set it absolutely.
    """
    choice = PolicyChoice(policy, base_url, seed, temperature)
    playing = Playing(
        choice, episodes, (), turns, window, tools=tools, is_training=is_training, seed=seed,
        rewards=RewardRules(judge=judge_rule), judge=judge_choice(judge, judge_url),
    )  # fmt: skip
    outcome = roll_out(root, environments, playing, with_panel, play_in_a_step)
    create_markdown_artifact(markdown_of(outcome), key="rollout", description="What the policy can do")
    return outcome


def roll_out(
    root: str, environments: Sequence[str], playing: Playing, with_panel: bool = False, play: Play = play_here
) -> RolloutOutcome:
    """What the flow does, for whoever needs no server around it: the command line."""
    workspace = workspace_of(root)
    entries = chosen_entries(workspace, environments)
    references = [each.reference for each in entries]
    played = play(root, references, playing)
    facts = facts_of(workspace, entries)
    rollouts = read_rollouts(workspace, played)
    report = report_on(rollouts, facts)
    found = _panel(workspace, root, references, playing, facts, play) if with_panel else None
    return RolloutOutcome(played, report, found, judge_report(rollouts) if playing.judge else None)


def chosen_entries(workspace: Workspace, references: Sequence[str]) -> list[EnvironmentEntry]:
    """The environments of these names, or all that are published.

    Raises:
        CatalogError: one of them is unknown or withdrawn.
    """
    if not references:
        return workspace.catalog.environments("published")
    for reference in references:
        workspace.bundle_of(reference)
    return [workspace.catalog.find(reference) for reference in references]


def read_rollouts(workspace: Workspace, played: Sequence[PlayedEnvironment]) -> list[Rollout]:
    return [rollout for each in played for rollout in workspace.store.get(ROLLOUTS, each.rollouts)]


def facts_of(workspace: Workspace, entries: Sequence[EnvironmentEntry]) -> dict[tuple[str, str], TaskFacts]:
    """What reports are broken down by."""
    return {
        (entry.reference, task.id): TaskFacts(task.difficulty.level, task.kind, entry.category or "none")
        for entry in entries
        for task in load_environment(workspace.bundle_of(entry.reference)).content.tasks
    }


def _panel(
    workspace: Workspace, root: str, references: list[str], playing: Playing, facts: dict[tuple[str, str], TaskFacts],
    play: Play,
) -> PanelReport:  # fmt: skip
    """Cheats play as in evaluation: a rule of form that ends their episodes would hide what they could have earned."""
    names = ["oracle", *(cheat.name for cheat in panel())]
    plans = [Playing(PolicyChoice(name, seed=playing.seed), playing.episodes, seed=playing.seed) for name in names]
    rollouts = {each.policy.name: read_rollouts(workspace, play(root, references, each)) for each in plans}
    return panel_report(rollouts, {key: fact.level for key, fact in facts.items()})


def markdown_of(outcome: RolloutOutcome) -> str:
    """The summary of a run."""
    report = outcome.report
    rates = [f"- pass@{k}: {rate}" for k, rate in report.pass_at.items()]
    rates += [f"- pass^{k}: {rate}" for k, rate in report.pass_hat.items() if k > 1]
    failures = [f"- {kind}: {count}" for kind, count in report.failures.items()]
    head = f"# {report.policy}: {report.episodes} episodes, {report.judged} judged"
    judged = [outcome.judge.text()] if outcome.judge else []
    return "\n".join([head, "", *rates, "", *failures, "", *judged]).rstrip()


def listen(listener: Listener) -> None:
    """Hear of each episode of this process as it ends."""
    _listeners.append(listener)


def _tell(played: Played) -> None:
    for listener in _listeners:
        listener(played)
