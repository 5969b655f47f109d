"""A model that plays certified solutions behind a real socket: it knows the tasks by their instructions."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from evaluation import Settings, profile_of
from evaluation.benchmarks.worldloom_heldout import HeldOut
from evaluation.heldout.frozen import Frozen
from tests.llm_endpoint import ChatRequest
from tests.training.oracle import solution_messages

Scripts = Mapping[str, Sequence[str]]
"""Instruction to messages."""


def scripts_of(heldout: HeldOut, settings: Settings, limit: int) -> Scripts:
    """What solves the first items of the benchmark."""
    frozen = Frozen(heldout.folder)
    return {
        item.text: solution_messages(frozen.environment(item.environment), item.id.partition("/")[2])
        for item in heldout.items(settings)[:limit]
    }


def solver(scripts: Scripts) -> Callable[[ChatRequest], str]:
    """Answers by the scripts; needs the whole history, from which it counts its own messages."""

    def answer(request: ChatRequest) -> str:
        messages = request.body["messages"]
        asked = next(text for text in scripts if any(text in str(each["content"]) for each in messages))
        said = sum(each["role"] == "assistant" for each in messages)
        return scripts[asked][said]

    return answer


def with_whole_history(settings: Settings) -> Settings:
    """The settings that such a model needs."""
    return replace(settings, profile=profile_of("worldloom", window=0), retries=0, at_once=1, request_s=10.0)
