"""Native function calls for the benchmark, Agent World Model's two meta-tools for the model.

In:  a chat request with native tools. Out: the messages that a model reads which knows `list_tools` and `call_tool`;
     its text as a native message again.
Never here: sockets. What a model wrote comes back to it word for word: it is remembered by the ids of its calls.
"""

import hashlib
import json
import secrets
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from training.history import Message
from training.meta_tools import CALL_TOOL, LIST_TOOLS, SYSTEM_PROMPT, Call, Said, response_text

REMEMBERED = 50_000
"""Messages of models, the most recent ones."""
_LISTING = f'<tool_call>\n{{"name": "{LIST_TOOLS}", "arguments": {{}}}}\n</tool_call>'
"""Stands for a listing that is no longer remembered."""


class Memory:
    """What models wrote, by what the benchmark gives back of it. Safe for several threads."""

    def __init__(self, most: int = REMEMBERED) -> None:
        self._texts: OrderedDict[str, str] = OrderedDict()
        self._most = most
        self._lock = threading.Lock()

    def keep(self, key: str, text: str) -> None:
        with self._lock:
            self._texts[key] = text
            self._texts.move_to_end(key)
            while len(self._texts) > self._most:
                self._texts.popitem(last=False)

    def recall(self, key: str) -> str | None:
        with self._lock:
            return self._texts.get(key)


@dataclass(frozen=True)
class Conversation:
    """A native conversation and the tools that it offers."""

    messages: Sequence[Message]
    tools: Sequence[dict[str, Any]]

    @property
    def key(self) -> str:
        """What its listing is remembered under: the head and the tools, which stay the same from turn to turn."""
        first = next((place for place, each in enumerate(self.messages) if each.get("role") == "user"), -1)
        head = [[each.get("role"), _text(each)] for each in self.messages[: first + 1]]
        return hashlib.sha256(json.dumps([head, list(self.tools)], sort_keys=True).encode()).hexdigest()

    @property
    def has_begun(self) -> bool:
        """Whether the model has called a tool already."""
        return any(each.get("tool_calls") for each in self.messages)


def meta_messages(conversation: Conversation, memory: Memory) -> list[Message]:
    """The conversation as the model reads it."""
    rules = [_text(each) for each in conversation.messages if each.get("role") in ("system", "developer")]
    system: Message = {"role": "system", "content": "\n\n".join([SYSTEM_PROMPT, *filter(None, rules)])}
    said: list[Message] = []
    is_listed = False
    for message in conversation.messages:
        role = message.get("role")
        if role == "assistant":
            said.append({"role": "assistant", "content": _written(message, conversation, memory)})
        elif role == "tool":
            said.append({"role": "user", "content": response_text([_text(message)])})
        elif role == "user":
            said.append({"role": "user", "content": _text(message)})
            if not is_listed:
                said += listing(conversation, memory)
                is_listed = True
    return [system, *_joined(said)]


def listing(conversation: Conversation, memory: Memory) -> list[Message]:
    """The exchange in which the model asked for the tools; none where it has not yet."""
    asked = memory.recall(conversation.key)
    if asked is None and not conversation.has_begun:
        return []
    return [{"role": "assistant", "content": asked or _LISTING}, listed(conversation)]


def listed(conversation: Conversation) -> Message:
    """The answer to `list_tools`."""
    documents = [each["function"] for each in conversation.tools if each.get("type", "function") == "function"]
    return {"role": "user", "content": response_text([json.dumps(documents, ensure_ascii=False)])}


def native_message(text: str, said: Said, conversation: Conversation, memory: Memory) -> Message:
    """What the model wrote, as the benchmark reads it: calls beside the text, the thought apart."""
    spoken = spoken_text(text)
    calls = [call for call in said.calls if call.tool != LIST_TOOLS]
    message: Message = {"role": "assistant", "content": spoken or None}
    if said.thought:
        message["reasoning_content"] = said.thought
    if calls:
        message["tool_calls"] = [_native_call(call) for call in calls]
        for call in message["tool_calls"]:
            memory.keep(call["id"], text)
    else:
        message["content"] = spoken
        memory.keep(_said_key(spoken, conversation), text)
    return message


def spoken_text(text: str) -> str:
    """A message without its thought, its calls and the tags around its answer."""
    spoken = text.rpartition("</think>")[2]
    while "<tool_call>" in spoken:
        before, _, rest = spoken.partition("<tool_call>")
        spoken = before + rest.partition("</tool_call>")[2]
    return spoken.replace("<answer>", "").replace("</answer>", "").strip()


def _native_call(call: Call) -> dict[str, Any]:
    arguments = call.arguments if isinstance(call.arguments, str) else json.dumps(call.arguments, ensure_ascii=False)
    function = {"name": call.tool, "arguments": arguments}
    return {"id": f"call_{secrets.token_hex(12)}", "type": "function", "function": function}


def _written(message: Message, conversation: Conversation, memory: Memory) -> str:
    """An assistant's message as it wrote it; put together anew where that is not remembered."""
    calls = message.get("tool_calls") or []
    key = calls[0].get("id", "") if calls else _said_key(_text(message), conversation)
    known = memory.recall(key)
    if known is not None:
        return known
    parts = [_text(message), *(_meta_call(each["function"]) for each in calls)]
    return "\n".join(part for part in parts if part)


def _meta_call(function: dict[str, Any]) -> str:
    try:
        arguments = json.loads(function.get("arguments") or "{}")
    except ValueError:
        arguments = function.get("arguments")
    call = {"name": CALL_TOOL, "arguments": {"tool_name": function.get("name"), "arguments": arguments}}
    return f"<tool_call>\n{json.dumps(call, ensure_ascii=False)}\n</tool_call>"


def _joined(messages: Sequence[Message]) -> list[Message]:
    """Neighbours of one role as one message: chat templates want the roles to take turns."""
    joined: list[Message] = []
    for message in messages:
        if joined and joined[-1]["role"] == message["role"]:
            text = f"{joined[-1]['content']}\n{message['content']}"
            joined[-1] = {**message, "content": text}
        else:
            joined.append(message)
    return joined


def _said_key(spoken: str, conversation: Conversation) -> str:
    return f"{conversation.key} {hashlib.sha256(spoken.encode('utf-8', 'replace')).hexdigest()}"


def _text(message: Message) -> str:
    """The text of a message, which may come in parts."""
    content = message.get("content")
    if isinstance(content, list):
        return "".join(str(part.get("text", "")) for part in content if isinstance(part, dict))
    return "" if content is None else str(content)
