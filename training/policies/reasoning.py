"""Plausible thoughts for certified solutions: why this tool now, and where each argument comes from.

In:  a solution's call with its references, and the tool. Out: a sentence or three.
Never here: a model; a value that the agent could not know yet.
"""

from collections.abc import Sequence
from typing import Any

from schemas import Call

OPENING = "I do not know yet what this software can do, so I list its tools first."
_SHOWN = 40


def thought_before(call: Call, number: int, description: str, earlier: Sequence[str]) -> str:
    """What one might think before the `number`-th call (from 1); `earlier` are the tools that were called before it."""
    purpose = _first_sentence(description)
    lead = "First" if number == 1 else "Next"
    wish = f"{lead}, {call.tool}: {_lowered(purpose)}" if purpose else f"{lead}, {call.tool}."
    sources = [_source(name, value, earlier) for name, value in call.arguments.items()]
    return " ".join([wish, *sources])


def thought_at_end(answer: Any, source: Any, earlier: Sequence[str]) -> str:
    """What one might think before the last message; `source` is the answer with its references."""
    if answer is None:
        return "Everything that was asked for is done, and nothing has to be reported."
    found = _references(source)
    if found:
        return f"The result of {_tool(found[0], earlier)} holds what was asked for, so I can answer."
    return "I have seen all that I need, so I can answer."


def _source(name: str, value: Any, earlier: Sequence[str]) -> str:
    found = _references(value)
    if not found:
        return f"The request gives {name} as {_shown(value)}."
    if isinstance(value, dict) and "$sql" in value:
        return f"I work {name} out from the result of {_tool(found[0], earlier)}."
    if isinstance(value, dict) and "$pick" in value:
        return f"For {name} I pick the entry that fits from the result of {_tool(found[0], earlier)}."
    return f"I take {name} from the result of {_tool(found[0], earlier)}."


def _references(value: Any) -> list[int]:
    """Numbers of the earlier calls that a value refers to."""
    if isinstance(value, list):
        return [number for item in value for number in _references(item)]
    if not isinstance(value, dict):
        return []
    if isinstance(value.get("$ref"), str):
        return [int(value["$ref"].split("/")[0])]
    if isinstance(value.get("$pick"), dict):
        return [int(str(value["$pick"].get("from", "1")).split("/")[0])]
    return [number for item in value.values() for number in _references(item)]


def _tool(number: int, earlier: Sequence[str]) -> str:
    return earlier[number - 1] if 0 < number <= len(earlier) else "an earlier call"


def _first_sentence(text: str) -> str:
    return text.split(". ")[0].rstrip(".") + "." if text else ""


def _lowered(text: str) -> str:
    is_word = len(text) > 1 and text[0].isupper() and not text[1].isupper()
    return text[0].lower() + text[1:] if is_word else text


def _shown(value: Any) -> str:
    text = str(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
