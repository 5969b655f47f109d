"""Tools as the chat APIs know them: offered beside the messages, called beside the text.

In:  an environment, a message taken apart. Out: the `tools` of a request; messages in the API's form.
Never here: playing the calls (`episode.py`), sockets.
"""

import json
from collections.abc import Sequence
from typing import Any

from environments import Environment
from training.history import Message
from training.meta_tools import Said

FINAL_ANSWER = "final_answer"

NATIVE_SYSTEM_PROMPT = """You are an assistant who works in a business's software for the person who writes to you. \
Use the tools; look things up rather than guess them. When everything is done, write a last message without a call. \
Where you were asked for something, give it there, and nothing else, between <answer> and </answer>."""


def offered_tools(environment: Environment) -> list[dict[str, Any]]:
    """What a request offers: every tool of the environment."""
    return [
        {
            "type": "function",
            "function": {
                "name": tool["name"],
                "description": tool["description"],
                "parameters": {"type": "object", **tool["parameters"]},
            },
        }
        for tool in environment.tool_documents
    ]


def assistant_message(text: str, said: Said, ids: Sequence[str]) -> Message:
    """The assistant's turn as it goes back into the next request."""
    message: Message = {"role": "assistant", "content": text}
    if said.calls:
        message["tool_calls"] = [
            {"id": name, "type": "function", "function": {"name": call.tool, "arguments": _text(call.arguments)}}
            for name, call in zip(ids, said.calls, strict=True)
        ]
    return message


def tool_message(call_id: str, reply: str) -> Message:
    return {"role": "tool", "tool_call_id": call_id, "content": reply}


def _text(arguments: Any) -> str:
    return arguments if isinstance(arguments, str) else json.dumps(arguments, ensure_ascii=False)
