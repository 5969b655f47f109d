"""One request to an OpenAI-compatible endpoint, until it is answered or there is no hope.

In:  messages, the form of the answer. Out: `Completion`: what was said, and what it took.
Raises: `EndpointRefused` where another try is no use, `EndpointFailed` when patience ends.
Never here: whether what was said is any good (`asking.py`).
"""

import asyncio
import logging
import random
from collections.abc import Sequence
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from pathlib import Path
from time import time
from typing import Any

import httpx2
import instructor
import openai
from instructor.core.exceptions import IncompleteOutputException, InstructorRetryException
from pydantic import BaseModel

from authors.llm.limiting import Limit
from authors.llm.purse import Purse
from authors.llm.records import Exchange, NotRecorded, Recorder, under_way
from authors.llm.secrets import without_secrets
from authors.llm.settings import LlmSettings
from authors.llm.streaming import Streamed
from authors.protocol import AuthorError

MODES = {
    "tools": instructor.Mode.TOOLS, "json_schema": instructor.Mode.JSON_SCHEMA, "json": instructor.Mode.JSON,
}  # fmt: skip
FIRST_WAIT_S = 0.5
LONGEST_WAIT_S = 60.0
_WORTH_ANOTHER_TRY = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 520, 522, 524, 529})

# It logs whole answers and errors, in which keys could stand; what goes wrong is told by us.
logging.getLogger("instructor").setLevel(logging.CRITICAL + 1)


class EndpointRefused(AuthorError):
    """The endpoint will never answer this: a wrong key, an unknown model, a mode that it lacks."""


class EndpointFailed(AuthorError):
    """The endpoint did not answer, however often it was asked."""


@dataclass(frozen=True)
class Completion:
    text: str
    """What was said: the arguments of the tool call, else the message."""
    parsed: BaseModel | None
    """The answer, where it fitted its form at once."""
    finish_reason: str
    refusal: str
    tokens_in: int
    tokens_out: int
    recalled: bool


class Endpoint:
    """Belongs to one event loop; shared by all who ask."""

    def __init__(self, settings: LlmSettings, seed: int = 0) -> None:
        self.settings = settings
        self.limit = Limit(settings.concurrency)
        self.purse = Purse(settings.price_in, settings.price_out, settings.budget_usd)
        self._dice = random.Random(seed)
        folder = settings.replay or settings.records
        network = None if settings.replay else _network(settings)
        recorder = Recorder(Path(folder) if folder else None, network, seed, settings.key, settings.fresh)
        self.client = openai.AsyncOpenAI(
            api_key=settings.key or "none", base_url=settings.base_url, max_retries=0, timeout=settings.timeout_s,
            http_client=httpx2.AsyncClient(transport=recorder, timeout=settings.timeout_s),
        )  # fmt: skip
        self._asking = instructor.from_openai(self.client, mode=MODES[settings.mode])

    async def complete(self, messages: Sequence[dict[str, str]], form: type[BaseModel], most_tokens: int) -> Completion:
        """The first answer that comes, whatever it holds."""
        faults: list[str] = []
        for attempt in range(self.settings.tries):
            try:
                return await self._once(messages, form, most_tokens)
            except openai.APIError as fault:
                faults.append(self._told(fault))
                await self._wait(fault, attempt)
        raise EndpointFailed(
            f"{self.settings.base_url} gave no answer in {self.settings.tries} tries; the last time: {faults[-1]}. "
            "Run it again later: what is finished is not made again, and no answer is paid twice."
        )

    async def _once(self, messages: Sequence[dict[str, str]], form: type[BaseModel], most_tokens: int) -> Completion:
        asked = sum(len(message["content"]) for message in messages) + len(str(form.model_json_schema()))
        async with self.limit.place(), self.purse.paying(asked, most_tokens) as bill:
            exchange = Exchange()
            token = under_way.set(exchange)
            try:
                completion = await self._said(messages, form, most_tokens, exchange)
            finally:
                under_way.reset(token)
            if not completion.recalled:
                bill.tokens_in, bill.tokens_out = completion.tokens_in, completion.tokens_out
            return completion

    async def _said(
        self, messages: Sequence[dict[str, str]], form: type[BaseModel], most_tokens: int, exchange: Exchange
    ) -> Completion:
        parsed, raw = None, None
        try:
            parsed, raw = await self._asking.chat.completions.create_with_completion(
                model=self.settings.model, messages=list(messages), response_model=form, max_retries=0,  # type: ignore[arg-type]
                max_tokens=most_tokens,
            )  # fmt: skip
        except IncompleteOutputException as fault:
            raw = fault.last_completion
        except InstructorRetryException as fault:
            raw = fault.last_completion
            self._raise_cause(fault)
        except (openai.APIError, AuthorError):
            raise
        except (ValueError, TypeError, AttributeError, KeyError, IndexError) as fault:
            raise openai.APIError(
                f"an answer that is no completion ({type(fault).__name__})", _NO_REQUEST, body=None
            ) from None
        return _completion(raw, parsed, exchange.recalled)

    def _raise_cause(self, fault: BaseException) -> None:
        """What was wrong with the connection or the server; what was wrong with the words is looked at later."""
        cause: BaseException | None = fault
        while cause is not None:
            if isinstance(cause, NotRecorded):
                raise cause
            if isinstance(cause, openai.APIError):
                for deeper in (cause.__cause__, cause.__context__):
                    if isinstance(deeper, NotRecorded):
                        raise deeper
                raise cause
            cause = cause.__cause__ or cause.__context__

    async def _wait(self, fault: openai.APIError, attempt: int) -> None:
        """Wait as the endpoint says, else longer each time. Raises EndpointRefused where waiting is no use."""
        status = getattr(fault, "status_code", None)
        if status is not None and (status not in _WORTH_ANOTHER_TRY or _is_out_of_credit(fault)):
            raise EndpointRefused(f"{self.settings.base_url} refuses: {self._told(fault)}. {_advice(status)}") from None
        if attempt + 1 == self.settings.tries:
            return
        told = _told_to_wait(fault)
        wait = min(LONGEST_WAIT_S, FIRST_WAIT_S * 2**attempt * self._dice.uniform(0.5, 1.0)) if told is None else told
        if status == 429:
            self.limit.hold_back(min(wait, LONGEST_WAIT_S))
        await asyncio.sleep(min(wait, LONGEST_WAIT_S))

    def _told(self, fault: openai.APIError) -> str:
        """In the endpoint's own words where it has any."""
        status, body = getattr(fault, "status_code", None), fault.body
        said = body.get("message") if isinstance(body, dict) else None
        text = str(said or fault.message)
        if status is None:
            text = f"{text.rstrip('.')} ({fault.__cause__})" if str(fault.__cause__ or "") else text
        else:
            text = f"{status}: {text}"
        return without_secrets(" ".join(text.split())[:300].rstrip("."), self.settings.key)


def _network(settings: LlmSettings) -> httpx2.AsyncBaseTransport:
    limits = httpx2.Limits(max_connections=settings.concurrency + 4, keepalive_expiry=5.0)
    plain = httpx2.AsyncHTTPTransport(limits=limits)
    return Streamed(plain) if settings.stream else plain


_NO_REQUEST = httpx2.Request("POST", "http://endpoint")


def _completion(raw: Any, parsed: BaseModel | None, recalled: bool) -> Completion:
    """What came, as plain values; endpoints leave out what they like."""
    choices = getattr(raw, "choices", None) or []
    message = getattr(choices[0], "message", None) if choices else None
    calls = getattr(message, "tool_calls", None) or []
    text = next((call.function.arguments for call in calls if getattr(call, "function", None)), None)
    text = text or getattr(message, "content", None) or ""
    usage = getattr(raw, "usage", None)
    return Completion(
        text=text,
        parsed=parsed,
        finish_reason=str(getattr(choices[0], "finish_reason", "") or "") if choices else "",
        refusal=str(getattr(message, "refusal", None) or ""),
        tokens_in=int(getattr(usage, "prompt_tokens", 0) or 0),
        tokens_out=int(getattr(usage, "completion_tokens", 0) or 0),
        recalled=recalled,
    )


def _told_to_wait(fault: openai.APIError) -> float | None:
    """Seconds, by Retry-After: a number, or a date."""
    headers = getattr(getattr(fault, "response", None), "headers", {})
    for name, scale in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        said = headers.get(name)
        if said is None:
            continue
        try:
            return max(0.0, float(said) * scale)
        except ValueError:
            try:
                return max(0.0, parsedate_to_datetime(said).timestamp() - time())
            except (TypeError, ValueError):
                continue
    return None


def _is_out_of_credit(fault: openai.APIError) -> bool:
    return getattr(fault, "code", None) == "insufficient_quota"


def _advice(status: int) -> str:
    if status in (401, 403):
        return "Set OPENAI_API_KEY to a key that it knows."
    if status == 404:
        return "See that --model and --base-url are right (the URL mostly ends in /v1)."
    if status == 429:
        return "The account has no credit left."
    return "Try another --llm-mode; `worldloom llm check` says which the endpoint supports."
