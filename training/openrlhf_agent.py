"""What `--train.agent_func_path` names: plays one episode inside OpenRLHF's inference engine, token by token.

In:  a prompt (the instruction) and its label, the engine, a tokenizer. The working directory is a run's folder.
Out: one dictionary an episode, as OpenRLHF wants it, with each turn's window, its reward and its numbers.
Never here: state that two episodes share (environments are loaded once and never change); an environment's exception
     that leaves its episode, since it would end the run; SQLite on the engine's event loop.

`AgentExecutorBase` and not `MultiTurnAgentExecutor`: that one has no cap on a turn, and drops the reward of an episode
whose budget ends before its last step.
"""

import asyncio
import threading
import traceback
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from openrlhf.utils.agent import AgentExecutorBase

from environments import Environment, Session, load_environment
from training.episode import Episode, Rules, head_of
from training.labels import Label, read_label
from training.openrlhf.run_folder import environment_folder, read_run_recipe
from training.openrlhf.tokens import Chat

WORKERS = 4
"""Threads of an engine's process in which environments work."""
ENVIRONMENTS_KEPT = 256

T = TypeVar("T")


class EnvironmentTrouble(Exception):
    """An episode's environment failed; the text is its traceback. The engine's own faults are none, and end the run."""


@dataclass
class Written:
    """The tokens of an episode: its turns as samples."""

    windows: list[dict[str, Any]] = field(default_factory=list)

    def add(self, prompt: Sequence[int], answer: Sequence[int], logged: Sequence[float] | None) -> None:
        """One turn: what the model was given, and what it wrote with which log-probabilities."""
        self.windows.append(
            {
                "observation_tokens": [*prompt, *answer],
                "action_ranges": [(len(prompt), len(prompt) + len(answer))],
                "rollout_log_probs": None if logged is None else [0.0] * len(prompt) + list(logged),
            }
        )

    def extend(self, more: Sequence[int], answer: Sequence[int], logged: Sequence[float] | None) -> None:
        """One more turn of the same sequence: what was said to the model, and its answer."""
        if not self.windows:
            self.add(more, answer, logged)
            return
        whole = self.windows[-1]
        start = len(whole["observation_tokens"]) + len(more)
        whole["observation_tokens"] += [*more, *answer]
        whole["action_ranges"].append((start, start + len(answer)))
        if logged is not None:
            whole["rollout_log_probs"] += [*([0.0] * len(more)), *logged]


class AgentExecutor(AgentExecutorBase):  # type: ignore[misc]
    """Plays episodes; OpenRLHF makes one for each engine and asks it for many at once."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or Path.cwd()
        play = read_run_recipe(self._folder).play
        self._rules = Rules(turns=play.turns, window=play.window)
        self._answer_tokens = play.answer_tokens
        self._threads = ThreadPoolExecutor(WORKERS, thread_name_prefix="environment")
        self._loading = threading.Lock()
        self._environment = lru_cache(ENVIRONMENTS_KEPT)(self._load)

    async def execute(
        self, prompt: str, label: str, sampling_params: Any, max_length: int, hf_tokenizer: Any, llm_engine: Any,
        images: Any = None,
    ) -> dict[str, Any]:  # fmt: skip
        """One episode, from its label to its reward.

        `max_length` bounds prompt and answer together, `sampling_params.max_tokens` one answer where it is set.
        """
        playing = _Playing(self, Chat(hf_tokenizer), llm_engine, sampling_params, max_length, prompt)
        session: Session | None = None
        # Opened while the first answer is being written: an environment that loads slowly delays nobody.
        opening = asyncio.ensure_future(self._apart(self._open, label))
        try:
            first = await playing.first_answer()
            session = await opening
            episode = Episode(session, self._rules)
            await playing.play(episode, first)
            return playing.outcome(label, images, episode)
        except EnvironmentTrouble as fault:
            print(f"An episode of {label} could not be played.\n{fault}", flush=True)
            return playing.outcome(label, images, None)
        finally:
            if session is None and not opening.cancelled():
                session = await _or_none(opening)
            if session is not None:
                await self._apart(session.close)

    @property
    def rules(self) -> Rules:
        return self._rules

    @property
    def answer_tokens(self) -> int:
        return self._answer_tokens

    async def _apart(self, work: Callable[..., T], *given: Any) -> T:
        """Work that blocks, away from the engine's event loop.

        Raises:
            EnvironmentTrouble: whatever it raises.
        """
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, work, *given)
        except Exception:
            raise EnvironmentTrouble(traceback.format_exc()) from None

    async def say(self, episode: Episode, text: str, was_cut: bool) -> str | None:
        return await self._apart(lambda: episode.take(text, was_cut=was_cut))

    async def finish(self, episode: Episode) -> None:
        await self._apart(episode.finish, "context")

    def _open(self, label: str) -> Session:
        known: Label = read_label(label)
        with self._loading:
            environment = self._environment(known.environment)
        return environment.session(task=known.task, seed=known.seed)

    def _load(self, name: str) -> Environment:
        return load_environment(environment_folder(self._folder, name))


@dataclass
class _Answer:
    tokens: list[int]
    text: str
    logged: list[float] | None
    was_cut: bool
    prompt: list[int]


@dataclass
class _Playing:
    """One episode's way through the engine."""

    agent: AgentExecutor
    chat: Chat
    engine: Any
    sampling: Any
    longest: int
    prompt: str
    written: Written = field(default_factory=Written)

    async def first_answer(self) -> _Answer | None:
        """The first turn needs only the instruction."""
        return await self._answer(self.chat.prompt(head_of(self.prompt)))

    async def play(self, episode: Episode, answer: _Answer | None) -> None:
        """Turn after turn, until the episode or its room has ended."""
        said: list[int] = answer.prompt if answer else []
        while answer is not None:
            self._write(said, answer)
            reply = await self.agent.say(episode, answer.text, answer.was_cut)
            if reply is None:
                return
            if self.agent.rules.window:
                said = self.chat.prompt(episode.prompt())
                answer = await self._answer(said)
            else:
                said = self.chat.feedback(reply, after=answer.tokens)
                answer = await self._answer([*self.written.windows[-1]["observation_tokens"], *said])
        await self.agent.finish(episode)

    def _write(self, said: Sequence[int], answer: _Answer) -> None:
        add = self.written.add if self.agent.rules.window else self.written.extend
        add(said, answer.tokens, answer.logged)

    async def _answer(self, prompt: list[int]) -> _Answer | None:
        """What the model writes next; None where there is no room for it. The caller's parameters are shared by a
        whole group, so they are copied."""
        room = self.longest - len(prompt)
        cap = min(self.agent.answer_tokens, self.sampling.max_tokens or room, room)
        if cap <= 0:
            return None
        sampling = deepcopy(self.sampling)
        sampling.max_tokens = cap
        output = (await self.engine.generate(prompt, sampling)).outputs[0]
        tokens = list(output.token_ids)
        logged = None
        if self.sampling.logprobs is not None:
            logged = [options[token].logprob for token, options in zip(tokens, output.logprobs, strict=True)]
        return _Answer(tokens, self.chat.text(tokens), logged, output.finish_reason == "length", prompt)

    def outcome(self, label: str, images: Any, episode: Episode | None) -> dict[str, Any]:
        """The episode as OpenRLHF wants it; without one, something that no one learns from."""
        reward = episode.reward if episode else None
        windows = self.written.windows or [self._nothing()]
        return {
            "prompt": self.prompt,
            "label": label,
            "images": images,
            "mm_train_inputs": None,
            "reward": reward or 0.0,
            "scores": reward or 0.0,
            "truncated": episode is not None and episode.end in ("cut", "context"),
            "extra_logs": numbers_of(episode),
            **windows[-1],
            "windows": windows,
            "judged": reward is not None,
        }

    def _nothing(self) -> dict[str, Any]:
        """A sequence for an episode in which nothing was written."""
        tokens = self.chat.prompt(head_of(self.prompt))[: max(2, self.longest)]
        logged = None if self.sampling.logprobs is None else [0.0] * len(tokens)
        return {
            "observation_tokens": tokens, "action_ranges": [(len(tokens) - 1, len(tokens))], "rollout_log_probs": logged
        }  # fmt: skip


def numbers_of(episode: Episode | None) -> dict[str, float]:
    """What is logged of an episode. Always the same names, since OpenRLHF takes them from a batch's first."""
    verdict = episode.verdict if episode else None
    checks = verdict.checks if verdict else ()
    end = episode.end if episode else "fault"
    return {
        "turns": float(len(episode.turns)) if episode else 0.0,
        "calls": float(episode.calls) if episode else 0.0,
        "format_errors": float(len(episode.violations)) if episode else 0.0,
        "environment_errors": float(end == "fault"),
        "unjudged": float(verdict is not None and verdict.outcome == "unjudged"),
        "complete": float(verdict is not None and verdict.outcome == "complete"),
        "partial": float(verdict is not None and verdict.outcome == "incomplete" and verdict.partial),
        "checks_held": sum(check.holds for check in checks) / len(checks) if checks else 0.0,
        "unexpected_changes": float(len(verdict.unexpected_changes)) if verdict else 0.0,
        "wrong_answers": float(verdict is not None and verdict.answer_ok is False),
        "out_of_turns": float(end == "turns"),
        "out_of_room": float(end in ("cut", "context")),
    }


async def _or_none(opening: "asyncio.Future[Session]") -> Session | None:
    try:
        return await opening
    except EnvironmentTrouble:
        return None
