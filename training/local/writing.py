"""The learner as a policy: episodes wait for their answers together, and are written in batches.

In:  episodes. Out: messages, with the tokens and log-probabilities that learning needs.
Never here: gradients.
"""

import asyncio
import random
from dataclasses import dataclass, field

from training.episode import Episode
from training.local.generation import Writing, write_answers
from training.local.models import Learner
from training.local.recipe import LocalPlay
from training.policies.protocol import Written

IDLE_ROUNDS = 3
"""Rounds of the event loop without a new prompt, after which a batch is written."""


@dataclass
class LocalPolicy:
    """Plays with the learner as it is when an answer is due. The same seed gives the same episodes."""

    learner: Learner
    play: LocalPlay
    seed: int = 0
    name: str = "local"
    greedy: bool = False
    _waiting: list[tuple[Writing, "asyncio.Future[None]"]] = field(default_factory=list)
    _writer: "asyncio.Task[None] | None" = None

    def begin(self, episode: Episode, number: int) -> "LocalPlayer":
        session = episode.session
        task = session.task.id if session.task else ""
        key = f"{self.seed}/{session.environment.manifest.name}/{task}/{number}"
        return LocalPlayer(self, episode, random.Random(key))

    async def write(self, writing: Writing) -> None:
        """One answer, in a batch with whoever else waits."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((writing, future))
        if self._writer is None or self._writer.done():
            self._writer = asyncio.ensure_future(self._write_all())
        await future

    async def _write_all(self) -> None:
        batch: list[tuple[Writing, asyncio.Future[None]]] = []
        try:
            while await self._have_gathered():
                self._waiting.sort(key=lambda each: len(each[0].prompt))  # alike in length: little padding
                batch, self._waiting = self._waiting[: self.play.batch], self._waiting[self.play.batch :]
                write_answers(self.learner, [each for each, _ in batch], 0.0 if self.greedy else self.play.temperature)
                for _, future in batch:
                    if not future.done():
                        future.set_result(None)
        except Exception as fault:
            for _, future in batch + self._waiting:
                if not future.done():
                    future.set_exception(fault)
            self._waiting = []

    async def _have_gathered(self) -> bool:
        """Whether any prompt waits, once no more are coming."""
        known, idle = -1, 0
        while idle < IDLE_ROUNDS:
            idle = idle + 1 if len(self._waiting) == known else 0
            known = len(self._waiting)
            await asyncio.sleep(0)
        return bool(self._waiting)


@dataclass
class LocalPlayer:
    policy: LocalPolicy
    episode: Episode
    draw: random.Random

    async def write(self) -> Written | None:
        """The next message, or None where the context is full."""
        learner, play = self.policy.learner, self.policy.play
        prompt = learner.prompt_ids(self.episode.prompt())
        room = min(play.context_tokens, learner.positions) - len(prompt)
        if room < 1:
            return None
        writing = Writing(prompt, min(room, play.answer_tokens), self.draw)
        await self.policy.write(writing)
        return Written(
            learner.text_of(writing.tokens),
            tokens=len(writing.tokens),
            prompt_tokens=len(prompt),
            was_cut=writing.tokens[-1] != learner.end_id,
            trace={"prompt": prompt, "answer": writing.tokens, "logged": writing.logged},
        )
