"""One episode: an assistant's messages go in, what the environment says to them comes out, until it ends.

In:  a session, the rules, message after message. Out: replies; how it ended; the verdict and the reward.
Never here: a model, tokens, waiting. Whoever plays brings the messages, and may call from any one thread at a time.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from environments import EnvironmentFault, Result, Session, Verdict
from environments.reward import reward_of
from training.history import Message, seen
from training.meta_tools import (
    LIST_TOOLS,
    SYSTEM_PROMPT,
    Call,
    Said,
    fault_text,
    read_message,
    response_text,
    result_text,
    tools_text,
)

End = Literal["answered", "violation", "turns", "context", "cut", "fault"]
"""`answered`: by a message without calls. `violation`: of a rule of form. `turns`, `context`, `cut`: no turn, no room
for a prompt, no room for an answer was left. `fault`: the environment failed, which is never the agent's doing."""

VIOLATION_REWARD = -1.0


@dataclass(frozen=True)
class Rules:
    """How an episode is played and rewarded."""

    turns: int = 20
    window: int = 3
    """Turns of history that the model sees; 0 for all."""
    is_training: bool = True
    """A violation of form ends the episode with -1.0; else the environment answers it, and it is counted."""
    thinks: bool = True
    """Whether each message must begin with a thought."""
    faults_count: bool = False
    """Give 0.0 for what could not be judged, as Agent World Model does; else it has no reward and leaves its group."""


@dataclass
class Episode:
    """What has happened so far."""

    session: Session
    rules: Rules = field(default_factory=Rules)
    turns: list[list[Message]] = field(default_factory=list)
    calls: int = 0
    has_listed: bool = False
    violations: list[str] = field(default_factory=list)
    end: End | None = None
    verdict: Verdict | None = None
    answer: str | None = None
    fault: str | None = None

    def prompt(self) -> list[Message]:
        """The messages that the model sees before its next turn."""
        return seen(head_of(self.session.instruction or ""), self.turns, self.rules.window)

    def take(self, text: str, *, was_cut: bool = False) -> str | None:
        """Take an assistant's message; what the environment says to it, or None where the episode has ended."""
        turn: list[Message] = [{"role": "assistant", "content": text}]
        self.turns.append(turn)
        try:
            reply, end = self._reply(text, was_cut)
        except EnvironmentFault as fault:
            self.fault = str(fault)
            reply, end = "", "fault"
        if end:
            self.finish(end)
            return None
        turn.append({"role": "user", "content": reply})
        return reply

    def _reply(self, text: str, was_cut: bool) -> tuple[str, End | None]:
        """What is said to a message, and how it ends the episode, if it does."""
        if was_cut:
            return "", "cut"
        said = read_message(text)
        broken = self._broken_rule(said)
        if broken:
            self.violations.append(broken)
            if self.rules.is_training:
                return "", "violation"
        if not said.calls and not said.fault:
            self.answer = said.answer
            return "", "answered"
        replies = [fault_text(said.fault)] if said.fault else [self._call(call) for call in said.calls]
        return response_text(replies), "turns" if len(self.turns) >= self.rules.turns else None

    def finish(self, end: End) -> None:
        """End the episode, and judge it as it stands: a budget that ran out takes no reward away."""
        self.end = end
        if end in ("violation", "fault"):
            return
        try:
            self.verdict = self.session.verify(self.answer)
        except EnvironmentFault as fault:
            self.end, self.fault = "fault", str(fault)

    @property
    def reward(self) -> float | None:
        """What it earned; None where nothing can be said. The first rule that was broken counts in training only."""
        if self.end == "violation":
            return VIOLATION_REWARD
        earned = reward_of(self.verdict) if self.verdict else None
        return 0.0 if earned is None and self.rules.faults_count else earned

    def _call(self, call: Call) -> str:
        self.calls += 1
        if call.tool == LIST_TOOLS:
            self.has_listed = True
            return tools_text(self.session.tools)
        result: Result = self.session.call(call.tool, call.arguments)
        return result_text(result)

    def _broken_rule(self, said: Said) -> str | None:
        """The first rule of form that a message breaks, in words."""
        if said.fault:
            return said.fault
        if self.rules.thinks and not said.thought:
            return "the message begins with no thought"
        names = [call.tool for call in said.calls]
        if LIST_TOOLS in names and (self.has_listed or len(names) > 1):
            return f"{LIST_TOOLS} is called first and once, alone"
        if not self.has_listed and names and names[0] != LIST_TOOLS:
            return f"{LIST_TOOLS} is called first"
        if not names and self.has_listed and self.calls == 1:
            return f"nothing but {LIST_TOOLS} was called"
        return next(filter(None, (self._misfit(call) for call in said.calls if call.tool != LIST_TOOLS)), None)

    def _misfit(self, call: Call) -> str | None:
        """Why a call cannot even be tried: no such tool, or arguments that do not fit its schema."""
        environment = self.session.environment
        program = environment.tools.get(call.tool)
        if program is None:
            return environment.unknown_tool(call.tool).message
        error = program.arguments.bind(call.arguments, {**program.blank, "user_id": self.session.user_id})
        return error.message if error else None


def head_of(instruction: str) -> Sequence[Message]:
    """What every prompt of an episode begins with."""
    return [{"role": "system", "content": SYSTEM_PROMPT}, {"role": "user", "content": instruction}]
