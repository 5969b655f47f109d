"""What a model would write that plays certified solutions: messages in the form of the two tools."""

import json
from typing import Any

from environments import Environment, play

THOUGHT = "<think>\nLet me see.\n</think>\n\n"


def call(name: str, arguments: dict[str, Any]) -> str:
    body = json.dumps({"name": name, "arguments": arguments})
    return f"{THOUGHT}<tool_call>\n{body}\n</tool_call>"


def listing() -> str:
    return call("list_tools", {})


def use(tool: str, arguments: dict[str, Any]) -> str:
    return call("call_tool", {"tool_name": tool, "arguments": arguments})


def answering(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value)
    return f"{THOUGHT}Done." if value is None else f"{THOUGHT}<answer>{text}</answer>"


def solution_messages(environment: Environment, task: str) -> list[str]:
    """The certified solution, message by message."""
    solution = next(each for each in environment.content.solutions if each.task == task)
    with environment.session(task=task) as session:
        played = play(session, solution)
    assert played.failed is None
    uses = [use(each.tool, arguments) for each, arguments in zip(solution.calls, played.arguments, strict=True)]
    return [listing(), *uses, answering(played.answer)]
