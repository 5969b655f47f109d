"""One session as an OpenEnv episode: reset, step, state.

In:  resets and actions.
Out: observations, with a reward of 0 at each step until `final_answer` ends the episode with the verdict's.
Never here: sockets.
"""

import secrets

from environments.errors import EnvironmentFault
from environments.result import Result
from environments.reward import NONE, reward_of
from environments.serving.openenv.protocol import (
    EXECUTION_ERROR,
    VALIDATION_ERROR,
    CallTool,
    Document,
    ListTools,
    Misused,
    Reset,
    observed,
    tool_result,
)
from environments.serving.served_session import ServedSession
from environments.verification import Verdict


class Episode:
    def __init__(self, session: ServedSession) -> None:
        self.session = session
        self._episode_id: str | None = None
        self._steps = 0
        self._is_done = False
        self._reward: float | None = None

    def reset(self, asked: Reset) -> Document:
        """Begin an episode: the task that is named, or the one that the seed draws.

        Raises:
            Misused: there is no such task.
        """
        environment = self.session.offer.environment
        task = asked.task or self._drawn(asked)
        try:
            self.session.reset(task, asked.seed or 0)
        except KeyError as fault:
            raise Misused(VALIDATION_ERROR, str(fault.args[0])) from None
        self._episode_id = asked.episode_id or secrets.token_hex(8)
        self._steps, self._is_done, self._reward = 0, False, None
        begun = {
            "instruction": self.session.instruction,
            "task": task,
            "now": environment.manifest.now,
            "persona": environment.manifest.persona,
        }
        return observed(begun, done=False, reward=None)

    def step(self, action: CallTool | ListTools) -> Document:
        """Take an action.

        Raises:
            Misused: the episode is over, or the environment failed.
        """
        if self._is_done:
            raise Misused(EXECUTION_ERROR, "the episode is over: reset it")
        if isinstance(action, ListTools):
            self._steps += 1
            return observed({"tools": tools_of(self.session)}, done=False, reward=NONE)
        result = tool_result(self._called(action))
        self._steps += 1
        done = {"tool_name": action.tool_name, "result": result, "error": None}
        if not self.session.is_answered:
            return observed(done, done=False, reward=NONE)
        return self._judged(done)

    def call(self, action: CallTool) -> Document:
        """Take an action past the steps, as over MCP: only the result comes back."""
        observation: Document = self.step(action)["observation"]["result"]
        return observation

    @property
    def state(self) -> Document:
        return {
            "episode_id": self._episode_id,
            "step_count": self._steps,
            "task": self.session.task,
            "done": self._is_done,
            "reward": self._reward,
        }

    def _called(self, action: CallTool) -> Result:
        try:
            return self.session.call(action.tool_name, action.arguments)
        except EnvironmentFault as fault:
            raise Misused(EXECUTION_ERROR, f"the environment failed, not the call: {fault}") from None

    def _judged(self, done: Document) -> Document:
        """The observation that ends an episode.

        Raises:
            Misused: no verdict is possible, so there is no reward.
        """
        self._is_done = True
        if self.session.task is None:
            return observed(done, done=True, reward=NONE, metadata={"outcome": "no task"})
        verdict = self.session.verify()
        self._reward = reward_of(verdict)
        if self._reward is None:
            raise Misused(EXECUTION_ERROR, f"the episode cannot be judged and has no reward: {verdict.reason}")
        return observed(done, done=True, reward=self._reward, metadata=_told(verdict))

    def _drawn(self, asked: Reset) -> str | None:
        tasks = list(self.session.offer.environment.tasks)
        if asked.index is not None:
            if asked.index not in range(len(tasks)):
                raise Misused(VALIDATION_ERROR, f"`index` must be from 0 to {len(tasks) - 1}")
            return tasks[asked.index]
        return tasks[(asked.seed or 0) % len(tasks)] if tasks else None


def tools_of(session: ServedSession) -> list[Document]:
    return [
        {"name": tool["name"], "description": tool["description"], "input_schema": tool["inputSchema"]}
        for tool in session.offer.documents.tools
    ]


def _told(verdict: Verdict) -> Document:
    """For the trainer, after the episode: what held and what did not."""
    return {
        "outcome": verdict.outcome,
        "partial": verdict.partial,
        "failed_checks": [check.description for check in verdict.checks if not check.holds],
        "unexpected_changes": list(verdict.unexpected_changes),
        "answer_ok": verdict.answer_ok,
    }
