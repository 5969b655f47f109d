"""What is asked of the endpoint, and what it says, in the words of the OpenAI API."""

import json
from dataclasses import dataclass, field
from typing import Any

CHARACTERS_A_TOKEN = 4
COMPACT = (",", ":")
"""As models write the arguments of calls."""


@dataclass(frozen=True)
class ChatRequest:
    """The body of POST /chat/completions."""

    body: dict[str, Any]
    number: int
    """Requests before this one."""
    repeats: int
    """Requests before this one with the very same body."""

    @property
    def messages(self) -> list[dict[str, Any]]:
        return list(self.body.get("messages", []))

    @property
    def text(self) -> str:
        """All that was said, one message after the other."""
        return "\n\n".join(_text(message.get("content")) for message in self.messages)

    @property
    def last(self) -> str:
        """The last message."""
        return _text(self.messages[-1].get("content")) if self.messages else ""

    @property
    def tools(self) -> list[str]:
        """Names of the tools on offer."""
        return [tool["function"]["name"] for tool in self.body.get("tools") or []]

    @property
    def wanted_tool(self) -> str | None:
        """The tool that must be called, where one must."""
        choice = self.body.get("tool_choice")
        if isinstance(choice, dict):
            return str(choice["function"]["name"])
        return self.tools[0] if choice == "required" and self.tools else None

    @property
    def response_format(self) -> str:
        """ "text", "json_object" or "json_schema"."""
        return str((self.body.get("response_format") or {}).get("type", "text"))


@dataclass(frozen=True)
class Reply:
    """One choice."""

    content: str | None = None
    tool_calls: tuple[tuple[str, Any], ...] = ()
    """Names and arguments: a document, or text where it is meant to be no JSON."""
    finish_reason: str | None = None
    refusal: str | None = None
    reasoning: str | None = None
    """As vLLM gives it beside the content."""
    usage: dict[str, int] = field(default_factory=dict)

    def message(self) -> dict[str, Any]:
        """The message of the choice."""
        said: dict[str, Any] = {"role": "assistant", "content": self.content, "refusal": self.refusal}
        if self.reasoning is not None:
            said["reasoning_content"] = self.reasoning
        if self.tool_calls:
            said["tool_calls"] = [
                {"id": f"call_{number}", "type": "function",
                 "function": {"name": name, "arguments": arguments if isinstance(arguments, str)
                              else json.dumps(arguments, ensure_ascii=False, separators=COMPACT)}}
                for number, (name, arguments) in enumerate(self.tool_calls, start=1)
            ]  # fmt: skip
        return said

    @property
    def reason(self) -> str:
        return self.finish_reason or ("tool_calls" if self.tool_calls else "stop")


def reply_of(answered: Any, request: ChatRequest) -> Reply:
    """Whatever an answerer gave, as a reply to this request."""
    if isinstance(answered, Reply):
        return answered
    wanted = request.wanted_tool
    if wanted is not None:
        return Reply(tool_calls=((wanted, answered),))
    text = answered if isinstance(answered, str) else json.dumps(answered, ensure_ascii=False, separators=COMPACT)
    return Reply(content=text)


def completion(request: ChatRequest, reply: Reply) -> dict[str, Any]:
    """The whole answer, not streamed."""
    return {
        "id": f"chatcmpl-{request.number}", "object": "chat.completion", "created": 1_770_000_000,
        "model": request.body.get("model", ""), "usage": usage(request, reply),
        "choices": [{"index": 0, "message": reply.message(), "finish_reason": reply.reason}],
    }  # fmt: skip


def chunks(request: ChatRequest, reply: Reply, size: int = 40) -> list[dict[str, Any]]:
    """The answer in pieces, as a stream gives it."""
    message = reply.message()
    deltas: list[dict[str, Any]] = [{"role": "assistant"}]
    for name in ("reasoning_content", "content", "refusal"):
        deltas += [{name: piece} for piece in _pieces(message.get(name), size)]
    for index, call in enumerate(message.get("tool_calls", [])):
        function = call["function"]
        deltas.append({"tool_calls": [{"index": index, "id": call["id"], "type": "function",
                                       "function": {"name": function["name"], "arguments": ""}}]})  # fmt: skip
        deltas += [{"tool_calls": [{"index": index, "function": {"arguments": piece}}]}
                   for piece in _pieces(function["arguments"], size)]  # fmt: skip
    base = {"id": f"chatcmpl-{request.number}", "object": "chat.completion.chunk", "created": 1_770_000_000,
            "model": request.body.get("model", "")}  # fmt: skip
    said = [{**base, "choices": [{"index": 0, "delta": delta, "finish_reason": None}]} for delta in deltas]
    said.append({**base, "choices": [{"index": 0, "delta": {}, "finish_reason": reply.reason}]})
    if (request.body.get("stream_options") or {}).get("include_usage"):
        said.append({**base, "choices": [], "usage": usage(request, reply)})
    return said


def usage(request: ChatRequest, reply: Reply) -> dict[str, int]:
    """Tokens, by characters where the reply does not say."""
    asked = len(json.dumps(request.body, ensure_ascii=False)) // CHARACTERS_A_TOKEN
    said = len(json.dumps(reply.message(), ensure_ascii=False)) // CHARACTERS_A_TOKEN
    counted = {"prompt_tokens": asked, "completion_tokens": said, **reply.usage}
    return {**counted, "total_tokens": counted["prompt_tokens"] + counted["completion_tokens"]}


def _pieces(text: str | None, size: int) -> list[str]:
    return [text[start : start + size] for start in range(0, len(text), size)] if text else []


def _text(content: Any) -> str:
    if isinstance(content, list):
        return "".join(str(part.get("text", "")) for part in content)
    return str(content or "")
