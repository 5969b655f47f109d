"""Episodes as records: what `rollouts` artifacts hold, and their timings, which lie beside them.

In:  episodes that were played. Out: `Rollout` records; a line of JSON an episode for its timings.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from environments import Change, Result, Verdict
from schemas import Message, Rollout
from schemas.rollouts import CallMade
from training.episode import Episode, Made
from training.loop import Played


def rollout_of(played: Played, reference: str, policy: str) -> Rollout:
    """The record of one episode; `reference` is its environment as `name@version`."""
    assignment, episode = played.assignment, played.episode
    known: dict[str, Any] = {
        "environment": reference, "task": assignment.task, "policy": policy,
        "group": f"{reference}/{assignment.task}", "number": assignment.number, "seed": assignment.seed,
        "fault": played.fault,
    }  # fmt: skip
    if episode is None:
        return Rollout(**known, outcome="fault", end="fault")
    reward = episode.earned
    opinion = {"judge": asdict(episode.opinion)} if episode.opinion else {}
    return Rollout(
        **known,
        messages=messages_of(episode),
        answer=episode.answer,
        outcome=outcome_of(episode),
        partial=bool(episode.verdict and episode.verdict.partial),
        reward=None if episode.end == "fault" else reward.value,
        violation=episode.violations[0] if episode.violations else None,
        turns=len(episode.turns),
        tokens=sum(each.tokens for each in played.written),
        prompt_tokens=sum(each.prompt_tokens for each in played.written),
        end=episode.end or "fault",
        calls=[_call(made) for made in episode.made],
        changes=[_change(change) for change in episode.changes],
        verdict=_verdict(episode.verdict),
        parts={"rule": reward.rule, "violations": len(episode.violations), **opinion},
        settings={
            "turns": episode.rules.turns, "window": episode.rules.window, "tools": episode.rules.tools,
            "is_training": episode.rules.is_training,
        },
    )  # fmt: skip


def outcome_of(episode: Episode) -> Any:
    """The verdict's outcome; `fault` where the environment failed, `incomplete` where form ended the episode."""
    if episode.end == "fault":
        return "fault"
    if episode.verdict is not None:
        return episode.verdict.outcome
    return "incomplete" if episode.end == "violation" else "unjudged"


def messages_of(episode: Episode) -> list[Message]:
    """The whole conversation, whatever window the model saw of it."""
    everything = [*episode.head(), *(message for turn in episode.turns for message in turn)]
    return [_message(message) for message in everything]


def timings_text(episodes: Sequence[Played], references: dict[str, str]) -> bytes:
    """One line of JSON an episode: which, and the seconds that it took."""
    lines = [
        {
            "group": f"{references.get(each.assignment.environment, '')}/{each.assignment.task}",
            "number": each.assignment.number,
            **{name: round(value, 6) for name, value in asdict(each.timings).items()},
        }
        for each in episodes
    ]
    return "".join(f"{json.dumps(line)}\n" for line in lines).encode()


def _message(message: dict[str, Any]) -> Message:
    calls = [
        {"tool": call["function"]["name"], "arguments": call["function"]["arguments"]}
        for call in message.get("tool_calls", [])
    ]
    return Message(role=message["role"], content=_plain(message.get("content", "")), calls=calls)


def _call(made: Made) -> CallMade:
    result: Result | None = made.result
    if result is None:
        return CallMade(turn=made.turn, tool=made.tool, arguments=made.arguments, ok=True)
    given = result.content if result.error is None else result.error.document()
    return CallMade(
        turn=made.turn, tool=_plain(made.tool), arguments=_plain(made.arguments), ok=result.ok, result=given
    )


def _change(change: Change) -> dict[str, Any]:
    return {
        "table": change.table, "op": change.op, "key": _plain(change.key), "before": _plain(change.before),
        "after": _plain(change.after),
    }  # fmt: skip


def _verdict(verdict: Verdict | None) -> dict[str, Any]:
    if verdict is None:
        return {}
    return {
        "checks": [check._asdict() for check in verdict.checks],
        "unexpected_changes": list(verdict.unexpected_changes),
        "answer_ok": verdict.answer_ok,
        "reason": verdict.reason,
    }


MOST_CHARACTERS = 200_000
"""Of one text in a record: a model that never stops must not fill the store."""


def _plain(value: Any) -> Any:
    """A value that JSON and UTF-8 can hold, whatever an agent sent."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()[:MOST_CHARACTERS]
    if isinstance(value, dict):
        return {_plain(str(key)): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
        return str(value)
    return value if isinstance(value, int | float | bool) or value is None else str(value)
