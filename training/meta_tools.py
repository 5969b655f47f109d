"""The two tools through which Agent World Model's agents see an environment, as text that a model reads and writes.

In:  an assistant's message. Out: its thought, its calls, its answer; what was malformed, in words for the model.
Never here: playing the calls (`episode.py`).
Source: Agent World Model (arXiv 2602.10090): `list_tools` and `call_tool` inside `<tool_call>` tags.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from environments import Environment, Result, final_answer_of

CHARACTERS_A_TOKEN = 4
"""For estimates where no tokenizer is at hand."""
TEXTS_KEPT = 64
"""Lists of tools as text, the most recent environments'."""

LIST_TOOLS, CALL_TOOL = "list_tools", "call_tool"

SYSTEM_PROMPT = """You are an assistant who works in a business's software for the person who writes to you. \
You act through two tools, and call one by writing JSON between tags:

<tool_call>
{"name": "list_tools", "arguments": {}}
</tool_call>
says which tools the software has, with the arguments that each takes. Call it first, and once only.

<tool_call>
{"name": "call_tool", "arguments": {"tool_name": "...", "arguments": {...}}}
</tool_call>
uses one of them. Its result comes in the next message, between <tool_response> and </tool_response>.

Think between <think> and </think> before you act. Look things up rather than guess them. When everything is done, \
write a last message without a call. Where you were asked for something, give it there, and nothing else, between \
<answer> and </answer>."""

_THOUGHT = re.compile(r"\A\s*(?:<think>)?(?P<thought>.*?)</think>", re.DOTALL)
_CALL = re.compile(r"<tool_call>(?P<body>.*?)</tool_call>", re.DOTALL)
_OPEN_CALL = re.compile(r"</?tool_call>")
LONGEST_CALL = 100_000
"""Characters; a longer call is not read."""


@dataclass(frozen=True)
class Call:
    """A call as it was written: of `list_tools`, or of a tool by its own name."""

    tool: str
    arguments: Any = None


@dataclass(frozen=True)
class Said:
    """An assistant's message, taken apart."""

    thought: str | None
    """None where there is no think block."""
    calls: tuple[Call, ...] = ()
    answer: str | None = None
    fault: str | None = None
    """What is malformed in its calls."""


def read_message(text: str) -> Said:
    """Take an assistant's message apart. A chat template may have written the opening think tag already."""
    found = _THOUGHT.match(text)
    thought = found["thought"].strip() if found else None
    spoken = text[found.end() :] if found else text
    bodies = [match["body"] for match in _CALL.finditer(spoken)]
    if _OPEN_CALL.search(_CALL.sub("", spoken)):
        return Said(thought, fault="a <tool_call> tag has no partner")
    calls = []
    for body in bodies:
        call = _read_call(body)
        if isinstance(call, str):
            return Said(thought, fault=call)
        calls.append(call)
    return Said(thought, tuple(calls), final_answer_of(spoken) if not calls else None)


def _read_call(body: str) -> Call | str:
    """The call between two tags, or what is wrong with it."""
    if len(body) > LONGEST_CALL:
        return f"a call has more than {LONGEST_CALL:,} characters"
    try:
        document = json.loads(body)
    except (ValueError, RecursionError):
        return "what stands between <tool_call> and </tool_call> is no JSON"
    if not isinstance(document, dict) or not isinstance(document.get("name"), str):
        return 'a call is an object with "name" and "arguments"'
    name, arguments = document["name"], document.get("arguments", {})
    if name == LIST_TOOLS:
        return Call(LIST_TOOLS)
    if name != CALL_TOOL:
        return f"{name[:60]!r} is not {LIST_TOOLS} or {CALL_TOOL}; the software's tools are used through {CALL_TOOL}"
    if not isinstance(arguments, dict) or not isinstance(arguments.get("tool_name"), str):
        return f'{CALL_TOOL} takes "tool_name" and "arguments"'
    return Call(arguments["tool_name"], as_object(arguments.get("arguments", {})))


def as_object(arguments: Any) -> Any:
    """Arguments may come as JSON within JSON, as some models write them."""
    if not isinstance(arguments, str):
        return arguments
    try:
        return json.loads(arguments)
    except (ValueError, RecursionError):
        return arguments


def tools_text(environment: Environment) -> str:
    """What `list_tools` gives back. Thousands of episodes ask for the same text, so it is kept."""
    return _tools_text(_Same(environment))


class _Same:
    """An environment as a key: by identity, since it never changes."""

    def __init__(self, environment: Environment) -> None:
        self.environment = environment

    def __hash__(self) -> int:
        return id(self.environment)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.environment is self.environment


@lru_cache(maxsize=TEXTS_KEPT)
def _tools_text(same: _Same) -> str:
    return json.dumps(same.environment.tool_documents, ensure_ascii=False)


def response_text(replies: Sequence[str]) -> str:
    """The message that brings results back, one block for each call."""
    return "\n".join(f"<tool_response>\n{reply}\n</tool_response>" for reply in replies)


def result_text(result: Result) -> str:
    return result.to_json()


def fault_text(message: str) -> str:
    """What a model reads whose message could not be used."""
    return json.dumps({"error": {"kind": "invalid", "message": message}}, ensure_ascii=False)
