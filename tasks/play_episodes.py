"""Play episodes: from published environments and a policy to `rollouts`, an artifact for each environment.

In:  environments, a policy, how often each task is played. Out: artifact ids; episodes of an environment are stored
     the moment its last one ends, so a run that is killed loses the environments in flight and no others.
Never here: what a policy writes, what an episode earns. Timings are stored beside the rollouts, as a blob.
"""

import asyncio
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any, Protocol

from artifacts import CallEntry, Derivation, EnvironmentEntry, Workspace, cache_key, code_version
from authors.spending import ModelCall
from environments import Environment, load_environment
from schemas import ROLLOUTS
from training.episode import Episode, Rules
from training.loop import Assignment, Limits, Played, Stage, play_all
from training.policies.choosing import PolicyChoice
from training.policies.protocol import Policy
from training.records import rollout_of, timings_text
from training.rewards import FormRules, Opinion, RewardRules

STEP = "rollout"
JUDGE_STEP = "judge"
VERSION = "1"
ENVIRONMENTS_AT_ONCE = 32
"""That are loaded at the same time."""


class Judge(Protocol):
    """A second judge that says what it took."""

    calls: dict[str, list[ModelCall]]
    """By the environment's name."""

    async def __call__(self, episode: Episode) -> Opinion: ...


@dataclass(frozen=True)
class JudgeChoice:
    """Which model judges episodes beside their checks. The key is no part of it: choices are kept, keys never."""

    model: str
    base_url: str | None = None
    prompts: str = ""
    """Version of the prompts."""


@dataclass(frozen=True)
class Playing:
    """How episodes are played; all of it enters the key under which they are kept."""

    policy: PolicyChoice
    episodes: int = 8
    """A task."""
    tasks: tuple[str, ...] = ()
    """Only these; none for all."""
    turns: int = 20
    window: int = 3
    seconds: float = 600.0
    at_once: int = 1024
    tools: str = "meta"
    is_training: bool = False
    seed: int = 0
    form: FormRules = field(default_factory=FormRules)
    rewards: RewardRules = field(default_factory=RewardRules)
    judge: JudgeChoice | None = None

    @property
    def rules(self) -> Rules:
        tools = "native" if self.tools == "native" else "meta"
        return Rules(self.turns, self.window, self.is_training, tools, self.form, self.rewards)  # type: ignore[arg-type]

    def parameters(self) -> dict[str, Any]:
        """Plain values, without what changes nothing in an episode."""
        plain = {**asdict(self), "form": self.form.document(), "rewards": self.rewards.model_dump()}
        plain["policy"] = {
            name: value
            for name, value in plain["policy"].items()
            if name != "retries" and not (name in ("top_p", "top_k") and value is None)
        }
        plain["tasks"] = list(self.tasks)
        del plain["at_once"]
        if self.judge is None:
            del plain["judge"]
        else:
            del plain["judge"]["base_url"]
        return plain


@dataclass(frozen=True)
class PlayedEnvironment:
    """One environment's rollouts."""

    reference: str
    environment_id: str
    rollouts: str
    """Artifact id."""


def play_episodes(
    workspace: Workspace, entries: Sequence[EnvironmentEntry], playing: Playing, policy: Policy,
    judge: Judge | None = None, on_episode: Callable[[Played], None] | None = None, flow_run_id: str = "",
) -> list[PlayedEnvironment]:  # fmt: skip
    """Play what has not been played yet.

    Raises:
        StoreError: rollouts cannot be written; what was stored before stays.
    """
    keys = {each.reference: key_of(each, playing) for each in entries}
    known = workspace.catalog.recall_all(list(keys.values()))
    missing = [each for each in entries if keys[each.reference] not in known]
    made = {
        each.reference: known[keys[each.reference]].outputs["rollouts"]
        for each in entries
        if keys[each.reference] in known
    }
    for start in range(0, len(missing), ENVIRONMENTS_AT_ONCE):
        recorder = _Recorder(workspace, playing, policy, judge, keys, flow_run_id)
        chunk = missing[start : start + ENVIRONMENTS_AT_ONCE]
        made.update(asyncio.run(_play(workspace, chunk, playing, policy, judge, recorder, on_episode)))
    return [PlayedEnvironment(each.reference, each.artifact_id, made[each.reference]) for each in entries]


def key_of(entry: EnvironmentEntry, playing: Playing) -> str:
    return cache_key(STEP, VERSION, {"environment": entry.artifact_id}, playing.parameters(), "")


async def _play(
    workspace: Workspace, entries: Sequence[EnvironmentEntry], playing: Playing, policy: Policy,
    judge: Judge | None, recorder: "_Recorder", on_episode: Callable[[Played], None] | None,
) -> dict[str, str]:  # fmt: skip
    loaded: dict[str, Environment] = {}

    def load(reference: str) -> Environment:
        return load_environment(workspace.bundle_of(reference))

    assignments: list[Assignment] = []
    for entry in entries:
        loaded[entry.reference] = await asyncio.to_thread(load_environment, workspace.bundle_of(entry.reference))
        of_this = assignments_of(entry.reference, loaded[entry.reference], playing)
        recorder.expect(entry, len(of_this))
        assignments += of_this

    def note(played: Played) -> None:
        recorder.note(played)
        if on_episode:
            on_episode(played)

    limits = Limits(playing.seconds, playing.at_once)
    await play_all(assignments, policy, Stage(load, loaded), playing.rules, limits, judge, note)
    return recorder.made


def assignments_of(reference: str, environment: Environment, playing: Playing) -> list[Assignment]:
    """Every episode of an environment; the numbers of a group seed its players."""
    tasks = [task for task in environment.tasks if not playing.tasks or task in playing.tasks]
    return [
        Assignment(reference, task, number, playing.seed + number)
        for task in tasks
        for number in range(playing.episodes)
    ]


@dataclass
class _Recorder:
    """Stores the rollouts of an environment when its last episode has ended."""

    workspace: Workspace
    playing: Playing
    policy: Policy
    judge: Judge | None
    keys: dict[str, str]
    flow_run_id: str
    made: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._entries: dict[str, EnvironmentEntry] = {}
        self._awaited: dict[str, int] = {}
        self._ended: dict[str, list[Played]] = defaultdict(list)
        self._started = datetime.now(UTC)
        self._since = time.perf_counter()

    def expect(self, entry: EnvironmentEntry, episodes: int) -> None:
        self._entries[entry.reference], self._awaited[entry.reference] = entry, episodes
        if not episodes:
            self._store(entry.reference)

    def note(self, played: Played) -> None:
        reference = played.assignment.environment
        self._ended[reference].append(played)
        if len(self._ended[reference]) == self._awaited[reference]:
            self._store(reference)

    def _store(self, reference: str) -> None:
        episodes = sorted(self._ended.pop(reference, []), key=lambda each: (each.assignment.task,
                                                                            each.assignment.number))  # fmt: skip
        rollouts = [rollout_of(each, reference, self.policy.name) for each in episodes]
        store = self.workspace.store
        artifact = store.put(ROLLOUTS, rollouts)
        timings = store.put_blob(timings_text(episodes, {reference: reference}), ".jsonl")
        # An endpoint that was down says nothing about the model: such episodes are kept to look at, and played again.
        outputs = {"rollouts": artifact, "timings": timings}
        is_whole = all(each.end != "unreachable" for each in rollouts)
        self.workspace.catalog.record(
            Derivation(
                key=self.keys[reference] if is_whole else f"{self.keys[reference]}-{artifact[-12:]}",
                step=STEP, step_version=VERSION, subject=reference,
                inputs={"environment": self._entries[reference].artifact_id}, outputs=outputs,
                parameters=self.playing.parameters(), code_version=code_version(), model=self.policy.name,
                seed=self.playing.seed, started_at=self._started, wall_s=time.perf_counter() - self._since,
                tokens_in=sum(each.prompt_tokens for each in rollouts),
                tokens_out=sum(each.tokens for each in rollouts), flow_run_id=self.flow_run_id,
            )
        )  # fmt: skip
        self._record_judge(reference, artifact)
        self.made[reference] = artifact

    def _record_judge(self, reference: str, rollouts: str) -> None:
        """What asking a model cost, where one judged: a step of its own."""
        asked = self.judge.calls.pop(reference.partition("@")[0], []) if self.judge else []
        if self.playing.judge is None or not asked:
            return
        paid = [call for call in asked if not call.recalled]
        inputs, parameters = {"rollouts": rollouts}, asdict(self.playing.judge)
        self.workspace.catalog.record(
            Derivation(
                key=cache_key(JUDGE_STEP, VERSION, inputs, parameters, ""), step=JUDGE_STEP, step_version=VERSION,
                subject=reference, inputs=inputs, parameters=parameters, code_version=code_version(),
                model=self.playing.judge.model, prompt_version=self.playing.judge.prompts, started_at=self._started,
                calls=tuple(CallEntry(**asdict(call)) for call in asked),
                tokens_in=sum(call.tokens_in for call in paid), tokens_out=sum(call.tokens_out for call in paid),
                cost=sum(call.cost for call in paid), flow_run_id=self.flow_run_id,
            )
        )  # fmt: skip
