"""A model behind an OpenAI-compatible endpoint, which calls tools natively or through the two meta-tools.

In:  where the endpoint is, which model, how to sample. Out: its messages, with what it says of tokens.
Never here: keys in messages of errors; an exception of the client that leaves an episode.
"""

import re
from dataclasses import dataclass
from typing import Any, cast

from openai import APIConnectionError, APIError, APIStatusError, AsyncOpenAI, BadRequestError

from environments import final_answer_of
from training.episode import Episode
from training.history import Message
from training.meta_tools import CHARACTERS_A_TOKEN, Call, Said, as_object
from training.native_tools import offered_tools
from training.policies.protocol import PolicyUnreachable, Written

_THOUGHT = re.compile(r"\A\s*(?:<think>)?(?P<thought>.*?)</think>", re.DOTALL)
_TOO_LONG = re.compile(r"context|too long|maximum.*(length|tokens)", re.IGNORECASE)


@dataclass(frozen=True)
class Sampling:
    """How an answer is drawn, and what it may take."""

    temperature: float = 1.0
    answer_tokens: int = 2048
    context_tokens: int = 32_000
    """Prompt and answer together. Counted by characters, as long as the endpoint has not said."""
    request_s: float = 120.0
    """After so long without an answer a request is given up, and tried again."""
    retries: int = 5
    """With growing pauses, or as long as the endpoint asks for."""
    top_p: float | None = None
    """None leaves it to the endpoint."""
    top_k: int | None = None
    """None leaves it to the endpoint: OpenAI's own refuses the parameter."""


class EndpointPolicy:
    """Plays through an endpoint. One object serves one event loop."""

    def __init__(
        self, model: str, base_url: str | None, key: str, sampling: Sampling | None = None, seed: int = 0
    ) -> None:
        self.name = model
        self.sampling = sampling or Sampling()
        self.seed = seed
        self.client = AsyncOpenAI(
            base_url=base_url, api_key=key or "none", timeout=self.sampling.request_s, max_retries=self.sampling.retries
        )

    def begin(self, episode: Episode, number: int) -> "EndpointPlayer":
        return EndpointPlayer(self, episode, number)


@dataclass
class EndpointPlayer:
    policy: EndpointPolicy
    episode: Episode
    number: int
    characters_a_token: float = CHARACTERS_A_TOKEN
    """As the endpoint counted them last."""

    async def write(self) -> Written | None:
        """Ask for the next message.

        Raises:
            PolicyUnreachable: after all attempts there is none; says what the last one met.
        """
        messages = self.episode.prompt()
        characters = sum(len(str(message)) for message in messages)
        sampling = self.policy.sampling
        room = sampling.context_tokens - int(characters / self.characters_a_token)
        if room <= 0:
            return None
        try:
            reply = await self._asked(messages, min(sampling.answer_tokens, room))
        except BadRequestError as fault:
            if _TOO_LONG.search(_said_by(fault)):
                return None
            raise PolicyUnreachable(f"the endpoint refuses the request: {_said_by(fault)}") from None
        except APIStatusError as fault:
            raise PolicyUnreachable(f"the endpoint answers {fault.status_code}: {_said_by(fault)}") from None
        except APIConnectionError as fault:
            raise PolicyUnreachable(f"the endpoint cannot be reached: {type(fault).__name__}") from None
        except (APIError, ValueError, TypeError) as fault:
            raise PolicyUnreachable(f"the endpoint's answer cannot be read: {type(fault).__name__}") from None
        return self._read(reply, characters)

    async def _asked(self, messages: list[Message], tokens: int) -> Any:
        extra: dict[str, Any] = {}
        if self.episode.rules.tools == "native":
            extra["tools"] = offered_tools(self.episode.session.environment)
        sampling = self.policy.sampling
        if sampling.top_p is not None:
            extra["top_p"] = sampling.top_p
        if sampling.top_k is not None:
            extra["extra_body"] = {"top_k": sampling.top_k}
        return await self.policy.client.chat.completions.create(
            model=self.policy.name,
            messages=cast("Any", messages),
            max_tokens=tokens,
            temperature=sampling.temperature,
            seed=self.policy.seed * 1009 + self.number,
            **extra,
        )

    def _read(self, reply: Any, characters: int) -> Written:
        choices = getattr(reply, "choices", None)
        if not choices or choices[0].message is None:
            raise PolicyUnreachable("the endpoint's answer holds no message")
        message, usage = choices[0].message, reply.usage
        text = clean(message.content or "")
        prompt_tokens = usage.prompt_tokens if usage else characters // CHARACTERS_A_TOKEN
        if usage and usage.prompt_tokens:
            self.characters_a_token = max(1.0, characters / usage.prompt_tokens)
        tokens = usage.completion_tokens if usage else len(text) // CHARACTERS_A_TOKEN
        counts: dict[str, Any] = {
            "tokens": tokens, "prompt_tokens": prompt_tokens, "was_cut": choices[0].finish_reason == "length",
        }  # fmt: skip
        thought = getattr(message, "reasoning_content", None) or getattr(message, "reasoning", None)
        if self.episode.rules.tools == "meta":
            whole = f"<think>\n{clean(thought)}\n</think>\n\n{text}" if thought and "</think>" not in text else text
            return Written(whole, **counts)
        calls = [each for each in message.tool_calls or [] if each.type == "function"]
        said, spoken = native_said(text, thought, [(each.function.name, each.function.arguments) for each in calls])
        return Written(spoken, said, [each.id or f"call_{place}" for place, each in enumerate(calls)], **counts)


def native_said(text: str, thought: str | None, calls: list[tuple[str, str]]) -> tuple[Said, str]:
    """A native message taken apart, and its text without the thought.

    A model that thinks may do so beside the content or within it. Where it calls and gives no thought at all, what it
    writes beside its calls is its thought.
    """
    found = _THOUGHT.match(text)
    if found:
        thought, text = thought or found["thought"].strip(), text[found.end() :].strip()
    if calls and not thought:
        thought = text.strip() or None
    parsed = tuple(Call(clean(name), as_object(clean(arguments or "{}"))) for name, arguments in calls)
    return Said(thought, parsed, final_answer_of(text) if not calls else None), text


def clean(text: str) -> str:
    """Text that can be written as UTF-8: a model's JSON may hold halves of surrogate pairs."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _said_by(fault: APIStatusError) -> str:
    """What the endpoint says, shortened. Endpoints quote keys back in refusals, so those are not repeated."""
    if fault.status_code in (401, 403):
        return "the key is not accepted. Set OPENAI_API_KEY to one that is."
    body = fault.body if isinstance(fault.body, dict) else {}
    return str(body.get("message") or fault.message)[:300]
