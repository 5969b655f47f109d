"""Try an endpoint: which of the three modes it supports.

In:  settings. Out: a line a mode. Costs three short answers.
"""

import asyncio
from dataclasses import replace

from authors.llm.answers import PingAnswer
from authors.llm.asking import Desk
from authors.llm.settings import MODES, LlmSettings
from authors.protocol import AuthorError

PROMPT = (
    "Answer with `word`: the text ready, `numbers`: the list of 1, 2 and 3, and `named`: an object in which a is 1 and "
    "b is the list of 2."
)


async def check_endpoint(settings: LlmSettings) -> dict[str, str]:
    """By mode: "works", or what came instead."""
    tried = await asyncio.gather(
        *(_tried(replace(settings, mode=mode, records="", tries=2, budget_usd=None)) for mode in MODES)
    )
    return dict(zip(MODES, tried, strict=True))


async def _tried(settings: LlmSettings) -> str:
    try:
        answer = await Desk(settings).ask("check", PROMPT, PingAnswer, 500)
    except AuthorError as fault:
        return str(fault)
    right = (answer.word, answer.numbers, answer.named) == ("ready", [1, 2, 3], {"a": 1, "b": [2]})
    return "works" if right else f"answers wrongly: {answer!r}"
