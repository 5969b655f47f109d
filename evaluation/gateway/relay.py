"""One chat request on its way from a benchmark to the model and back.

In:  the body of a request as a benchmark sends it. Out: the body of the answer; or why there is none.
Never here: sockets of our own; the benchmark's sampling, which the profile decides; keys in anything that is said.
"""

import asyncio
import random
import re
from dataclasses import dataclass, field
from typing import Any

import httpx

from evaluation.benchmark import Settings, Subject
from evaluation.gateway.meta_form import Conversation, Memory, listed, meta_messages, native_message
from evaluation.gateway.window import windowed
from training.history import Message
from training.meta_tools import LIST_TOOLS, Said, fault_text, read_message, response_text

LOCAL_ROUNDS = 4
"""How often a listing or a malformed call is answered here before the model's text goes to the benchmark as it is."""
REFUSALS = 3
"""So many refusals, and not one answer, are no matter of single items."""
LONGEST_PAUSE_S = 30.0
_TRY_AGAIN = (408, 409, 425, 429, 500, 502, 503, 504)
_WRONG = (401, 403, 404)
_THOUGHT = re.compile(r"\A\s*(?:<think>)?(?P<thought>.*?)</think>\s*", re.DOTALL)


class EndpointDown(Exception):
    """The endpoint gives no answers: it is gone, refuses the key, or does not know the model."""


class Refused(Exception):
    """The endpoint refuses this one request: too long a prompt, a tool's schema that it does not accept."""

    def __init__(self, status: int, document: Any) -> None:
        super().__init__(_said(document))
        self.status, self.document = status, document


@dataclass
class Tally:
    """What went through."""

    answers: int = 0
    refusals: int = 0
    violations: int = 0
    """Malformed calls in the form of the two meta-tools."""
    prompt_tokens: int = 0
    tokens: int = 0


@dataclass
class Relay:
    """Asks the model on behalf of a benchmark. One object serves one event loop."""

    subject: Subject
    settings: Settings
    client: httpx.AsyncClient
    memory: Memory = field(default_factory=Memory)
    tally: Tally = field(default_factory=Tally)
    down: str = ""
    """Why the endpoint gives no more answers; nothing is asked of it from then on."""

    async def complete(self, body: dict[str, Any]) -> dict[str, Any]:
        """Answer one request.

        Raises:
            EndpointDown: after all attempts there is no answer.
            Refused: the endpoint does not take this request.
        """
        if self.down:
            raise EndpointDown(self.down)
        messages = windowed(body.get("messages") or [], self.settings.profile.window)
        tools = body.get("tools") or []
        if tools and self.settings.profile.tools == "meta":
            return await self._through_meta_tools(Conversation(messages, tools))
        extra = {name: body[name] for name in ("tools", "tool_choice", "parallel_tool_calls") if body.get(name)}
        if not tools:
            extra.pop("tool_choice", None)
        document = await self._asked({"messages": messages, **extra})
        _part_thought(_message(document))
        return document

    async def _through_meta_tools(self, conversation: Conversation) -> dict[str, Any]:
        """Listings and malformed calls are answered here, as a session of ours would; all else is the benchmark's."""
        prompt = meta_messages(conversation, self.memory)
        usage = {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0}
        document: dict[str, Any] = {}
        text, said = "", Said(None)
        for _ in range(LOCAL_ROUNDS):
            document = await self._asked({"messages": prompt})
            usage = {name: count + int((document.get("usage") or {}).get(name) or 0) for name, count in usage.items()}
            text = _text_of(_message(document))
            said = read_message(text)
            reply = self._answered_here(text, said, conversation)
            if reply is None:
                break
            prompt = [*prompt, {"role": "assistant", "content": text}, reply]
        message = native_message(text, said, conversation, self.memory)
        reason = "tool_calls" if message.get("tool_calls") else _reason(document)
        choice = {"index": 0, "message": message, "finish_reason": reason}
        return {**document, "choices": [choice], "usage": usage}

    def _answered_here(self, text: str, said: Said, conversation: Conversation) -> Message | None:
        if said.fault is not None:
            self.tally.violations += 1
            return {"role": "user", "content": response_text([fault_text(said.fault)])}
        if said.calls and all(call.tool == LIST_TOOLS for call in said.calls):
            self.memory.keep(conversation.key, text)
            return listed(conversation)
        return None

    async def _asked(self, body: dict[str, Any]) -> dict[str, Any]:
        """The endpoint's answer to a request, with the profile's sampling."""
        request = {"model": self.subject.model, **body, **_sampling(self.settings)}
        response = await self._sent(request)
        if response.status_code >= 400:
            self._refuse(response)
        try:
            document: dict[str, Any] = response.json()
            _message(document)
        except (ValueError, LookupError, TypeError):
            raise self._went("its answer is no chat completion") from None
        usage = document.get("usage") or {}
        self.tally.answers += 1
        self.tally.prompt_tokens += int(usage.get("prompt_tokens") or 0)
        self.tally.tokens += int(usage.get("completion_tokens") or 0)
        document["usage"] = {
            "prompt_tokens": int(usage.get("prompt_tokens") or 0),
            "completion_tokens": int(usage.get("completion_tokens") or 0),
            "total_tokens": int(usage.get("total_tokens") or 0),
        }
        return document

    async def _sent(self, request: dict[str, Any]) -> httpx.Response:
        """Send until there is an answer that another attempt would not change."""
        why = ""
        for attempt in range(self.settings.retries + 1):
            if attempt:
                await asyncio.sleep(min(LONGEST_PAUSE_S, 2.0 ** (attempt - 1)) * random.uniform(0.5, 1.0))
            try:
                response = await self.client.post("chat/completions", json=request)
            except httpx.HTTPError as fault:
                why = f"it cannot be reached ({type(fault).__name__})"
                continue
            if response.status_code not in _TRY_AGAIN:
                return response
            why = f"it answers {response.status_code}"
        raise self._went(why)

    def _refuse(self, response: httpx.Response) -> None:
        """Turn a refusal into the exception that it deserves."""
        try:
            document = response.json()
        except ValueError:
            document = {"error": {"message": response.text[:300]}}
        if response.status_code in (401, 403):
            raise self._went("it does not accept the key. Set OPENAI_API_KEY to one that it accepts")
        if response.status_code in _WRONG:
            raise self._went(f"it answers {response.status_code}: {_said(document)}")
        self.tally.refusals += 1
        if not self.tally.answers and self.tally.refusals >= REFUSALS:
            raise self._went(f"it refuses every request: {_said(document)}")
        raise Refused(response.status_code, document)

    def _went(self, why: str) -> EndpointDown:
        self.down = self.down or f"{self.subject.base_url}: {why}"
        return EndpointDown(self.down)


def _sampling(settings: Settings) -> dict[str, Any]:
    """What the profile says of how answers are drawn. What it leaves open is not sent: some endpoints refuse it."""
    profile = settings.profile
    drawn: dict[str, Any] = {"temperature": profile.temperature, "max_tokens": profile.answer_tokens}
    drawn |= {} if profile.top_p is None else {"top_p": profile.top_p}
    drawn |= {} if profile.top_k is None else {"top_k": profile.top_k}
    return {**drawn, "seed": settings.seed * 1009}


def _part_thought(message: Message) -> None:
    """A thought within the text goes beside it: benchmarks read the text as the answer."""
    found = _THOUGHT.match(message.get("content") or "")
    if found:
        message["content"] = message["content"][found.end() :]
        message.setdefault("reasoning_content", found["thought"].strip())


def _text_of(message: Message) -> str:
    """All that the model wrote, its thought as training saw it."""
    text = str(message.get("content") or "").encode("utf-8", "replace").decode()
    thought = message.get("reasoning_content") or message.get("reasoning")
    return f"<think>\n{thought}\n</think>\n\n{text}" if thought and "</think>" not in text else text


def _message(document: dict[str, Any]) -> Message:
    message: Message = document["choices"][0]["message"]
    if not isinstance(message, dict):
        raise TypeError("no message")
    return message


def _reason(document: dict[str, Any]) -> str:
    return str(document["choices"][0].get("finish_reason") or "stop")


def _said(document: Any) -> str:
    error = document.get("error") if isinstance(document, dict) else None
    message = error.get("message") if isinstance(error, dict) else error
    return str(message or (document.get("message") if isinstance(document, dict) else "") or document)[:300]
