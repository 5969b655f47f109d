"""One episode: an assistant's messages go in, what the environment says to them comes out, until it ends.

In:  a session, the rules, message after message. Out: replies; how it ended; the verdict and the reward.
Never here: a model, tokens, waiting. Whoever plays brings the messages, and may call from any one thread at a time.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from environments import Change, EnvironmentFault, Result, Session, Verdict
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
from training.native_tools import FINAL_ANSWER, NATIVE_SYSTEM_PROMPT, assistant_message, tool_message
from training.rewards import Earned, End, FormRules, Opinion, RewardRules, earned

__all__ = ["Episode", "Rules", "head_of"]


@dataclass(frozen=True)
class Rules:
    """How an episode is played and rewarded."""

    turns: int = 20
    window: int = 3
    """Turns of history that the model sees; 0 for all."""
    is_training: bool = True
    """A violation of form ends the episode; else the environment answers it, and it is counted."""
    tools: Literal["meta", "native"] = "meta"
    """How the agent sees tools: Agent World Model's two in tags, or the chat API's own."""
    form: FormRules = field(default_factory=FormRules)
    rewards: RewardRules = field(default_factory=RewardRules)


class Made(NamedTuple):
    """A call that was made, and what came of it."""

    turn: int
    tool: str
    arguments: Any
    result: Result | None
    """None for `list_tools`."""


@dataclass
class Episode:
    """What has happened so far."""

    session: Session
    rules: Rules = field(default_factory=Rules)
    turns: list[list[Message]] = field(default_factory=list)
    made: list[Made] = field(default_factory=list)
    has_listed: bool = False
    violations: list[str] = field(default_factory=list)
    end: End | None = None
    verdict: Verdict | None = None
    answer: Any = None
    fault: str | None = None
    opinion: Opinion | None = None
    changes: list[Change] = field(default_factory=list)
    """Since the start; known when the episode has ended."""

    @property
    def calls(self) -> int:
        return len(self.made)

    def head(self) -> list[Message]:
        """What every prompt begins with."""
        return list(head_of(self.session.instruction or "", self.rules.tools))

    def prompt(self) -> list[Message]:
        """The messages that the model sees before its next turn."""
        return seen(self.head(), self.turns, self.rules.window, pinned=int(self.rules.tools == "meta"))

    def take(self, text: str, *, was_cut: bool = False) -> str | None:
        """Take an assistant's message in tags; what the environment says to it, or None where the episode has ended."""
        turn: list[Message] = [{"role": "assistant", "content": text}]
        said = read_message(text)
        replies = self._advance(turn, said, was_cut)
        if replies is None:
            return None
        reply = response_text(replies)
        turn.append({"role": "user", "content": reply})
        return reply

    def take_native(self, said: Said, ids: Sequence[str], text: str = "", *, was_cut: bool = False) -> bool:
        """Take a message whose calls came beside its text, one id a call; whether the episode goes on."""
        turn: list[Message] = [assistant_message(text, said, ids)]
        replies = self._advance(turn, said, was_cut)
        if replies is None:
            return False
        if said.calls:
            turn.extend(tool_message(name, reply) for name, reply in zip(ids, replies, strict=True))
        else:
            turn.extend({"role": "user", "content": reply} for reply in replies)
        return True

    def _advance(self, turn: list[Message], said: Said, was_cut: bool) -> list[str] | None:
        """Note a turn and do what it says: a reply a call, or None where that ended the episode."""
        self.turns.append(turn)
        try:
            replies, end = self._replies(said, was_cut)
        except EnvironmentFault as fault:
            self.fault = str(fault)
            replies, end = [], "fault"
        if end:
            self.finish(end)
            return None
        return replies

    def _replies(self, said: Said, was_cut: bool) -> tuple[list[str], End | None]:
        """What is said to a message, and how it ends the episode, if it does."""
        if was_cut:
            return [], "cut"
        broken = self._broken_rule(said)
        if broken:
            self.violations.append(broken)
            if self.rules.is_training:
                return [], "violation"
        if not said.calls and not said.fault:
            self.answer = said.answer
            return [], "answered"
        replies = [fault_text(said.fault)] if said.fault else [self._call(call) for call in said.calls]
        final = next((call for call in said.calls if self._is_final(call)), None)
        if final:
            self.answer = final.arguments.get("answer") if isinstance(final.arguments, dict) else None
            return replies, "answered"
        return replies, "turns" if len(self.turns) >= self.rules.turns else None

    def finish(self, end: End) -> None:
        """End the episode, and judge it as it stands: a budget that ran out takes no reward away."""
        self.end = end
        if end in ("fault", "unreachable") or (end == "violation" and self.rules.rewards.violation is not None):
            return
        try:
            self.verdict = self.session.verify(self.answer)
        except EnvironmentFault as fault:
            self.end, self.fault = "fault", str(fault)

    @property
    def earned(self) -> Earned:
        """The reward with the rule that it comes from."""
        return earned(self.end, self.verdict, self.rules.rewards, self.opinion)

    @property
    def reward(self) -> float | None:
        """What it earned; None where nothing can be said. The first rule that was broken counts in training only."""
        return self.earned.value

    def _call(self, call: Call) -> str:
        turn = len(self.turns)
        if self._is_final(call):
            return ""
        if call.tool == LIST_TOOLS and self.rules.tools == "meta":
            self.made.append(Made(turn, LIST_TOOLS, {}, None))
            self.has_listed = True
            return tools_text(self.session.environment)
        result: Result = self.session.call(call.tool, call.arguments)
        self.made.append(Made(turn, call.tool, call.arguments, result))
        return result_text(result)

    def _is_final(self, call: Call) -> bool:
        return call.tool == FINAL_ANSWER and FINAL_ANSWER not in self.session.environment.tools

    def _broken_rule(self, said: Said) -> str | None:
        """The first rule of form that a message breaks, in words."""
        form = self.rules.form
        if said.fault:
            return said.fault
        if form.thinks and not said.thought:
            return "the message begins with no thought"
        meta = self._broken_meta_rule(said) if self.rules.tools == "meta" else None
        calls = [call for call in said.calls if call.tool != LIST_TOOLS and not self._is_final(call)]
        return meta or next(filter(None, map(self._misfit, calls)), None)

    def _broken_meta_rule(self, said: Said) -> str | None:
        form, names = self.rules.form, [call.tool for call in said.calls]
        if form.list_once and LIST_TOOLS in names and (self.has_listed or len(names) > 1):
            return f"{LIST_TOOLS} is called first and once, alone"
        if form.list_first and not self.has_listed and names and names[0] != LIST_TOOLS:
            return f"{LIST_TOOLS} is called first"
        if form.list_not_alone and not names and self.has_listed and self.calls == 1:
            return f"nothing but {LIST_TOOLS} was called"
        return None

    def _misfit(self, call: Call) -> str | None:
        """Why a call cannot even be tried: no such tool, or arguments that do not fit its schema."""
        environment, form = self.session.environment, self.rules.form
        program = environment.tools.get(call.tool)
        if program is None:
            return environment.unknown_tool(call.tool).message if form.known_tools else None
        if not form.fitting_arguments:
            return None
        error = program.arguments.bind(call.arguments, {**program.blank, "user_id": self.session.user_id})
        return error.message if error else None


def head_of(instruction: str, tools: Literal["meta", "native"] = "meta") -> Sequence[Message]:
    """What every prompt of an episode begins with."""
    system = SYSTEM_PROMPT if tools == "meta" else NATIVE_SYSTEM_PROMPT
    return [{"role": "system", "content": system}, {"role": "user", "content": instruction}]
