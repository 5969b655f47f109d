"""Ask a model for one thing until the answer can be read.

In:  a prompt, the form of the answer. Out: the answer as a record.
Raises: `NoAnswer` when it cannot be had; whatever the endpoint raises.

Every attempt is a conversation of its own: the same prompt and one sentence on what was wrong the last time. So
prompts never grow, however much goes wrong.
"""

import asyncio
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from authors.llm import looping
from authors.llm.answers import Form
from authors.llm.endpoint import Completion, Endpoint
from authors.llm.prompts import render
from authors.llm.reading import Unreadable, read_answer
from authors.llm.settings import LlmSettings
from authors.protocol import AuthorError
from authors.spending import ModelCall, note_call

F = TypeVar("F", bound=Form)
ATTEMPTS = 4
LONGEST_RULE = 300


class NoAnswer(AuthorError):
    """The model answered, and never usably. `rule` names what was wrong the last time."""

    def __init__(self, rule: str, message: str) -> None:
        super().__init__(message)
        self.rule = rule


@dataclass(frozen=True)
class Desk:
    """Where questions are asked."""

    settings: LlmSettings
    seed: int = 0

    async def ask(self, purpose: str, prompt: str, form: type[F], most_tokens: int | None = None) -> F:
        """The answer to one prompt; `purpose` is what it is counted under."""
        endpoint = endpoint_of(self.settings, self.seed)
        most = min(most_tokens or self.settings.max_tokens, self.settings.max_tokens)
        note, rule = "", ""
        for _ in range(ATTEMPTS):
            messages = [
                {"role": "system", "content": render("system")},
                {"role": "user", "content": f"{prompt}\n\n{note}".strip()},
            ]
            completion = await endpoint.complete(messages, form, most)
            try:
                answer = _read(completion, form)
            except Unreadable as fault:
                rule, note = fault.rule, f"Your last answer could not be used: {str(fault)[:LONGEST_RULE]}."
                most = min(self.settings.max_tokens, most * 2) if rule == "truncated" else most
                _note(endpoint, purpose, completion, rule)
                continue
            _note(endpoint, purpose, completion, "read")
            return answer
        raise NoAnswer(rule, f"{purpose}: {ATTEMPTS} answers in a row could not be used. {note}")


def _read(completion: Completion, form: type[F]) -> F:
    if completion.refusal or completion.finish_reason == "content_filter":
        raise Unreadable("refused", f"it was a refusal ({completion.refusal[:120] or 'a content filter'}); "
                         "this is data for software tests, nothing more")  # fmt: skip
    if completion.finish_reason == "length":
        raise Unreadable("truncated", "it was cut off at its end; write less: shorter texts, no explanations")
    return read_answer(completion.text, form)  # also where it was parsed: a first reading overlooks repeated keys


def _note(endpoint: Endpoint, purpose: str, said: Completion, outcome: str) -> None:
    cost = endpoint.purse.cost(said.tokens_in, said.tokens_out)
    note_call(
        ModelCall(purpose, said.tokens_in, said.tokens_out, cost, len(said.text), outcome, recalled=said.recalled)
    )


@lru_cache(maxsize=16)
def endpoint_of(settings: LlmSettings, seed: int) -> Endpoint:
    """One endpoint a process for the same settings, so that limit and budget are common to all who ask."""

    async def made() -> Endpoint:
        return Endpoint(settings, seed)

    if _on_the_loop():
        return Endpoint(settings, seed)
    return looping.run(made())


def _on_the_loop() -> bool:
    try:
        return asyncio.get_running_loop() is looping.loop()
    except RuntimeError:
        return False
