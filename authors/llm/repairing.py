"""Ask for the parts of failing pieces that must be otherwise, a question a piece, all at once.

In:  failing pieces by name, a prompt for each. Out: those for which something came, mended.
"""

import asyncio
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from authors.llm.answers import PartsAnswer
from authors.llm.asking import Desk, NoAnswer
from authors.llm.mending import Fault
from authors.llm.parts import parts_of, put

MOST_FAULTS = 6


async def repaired(
    desk: Desk, purpose: str, bad: Mapping[str, Any], prompt_of: Callable[[str], str]
) -> dict[str, dict[str, Any]]:
    """The pieces with the parts that the model put anew; names stay."""

    async def one(name: str) -> dict[str, Any] | None:
        try:
            answer = await desk.ask(purpose, await asyncio.to_thread(prompt_of, name), PartsAnswer)
        except NoAnswer:
            return None
        return put(bad[name], answer.parts)

    answers = await asyncio.gather(*(one(name) for name in bad))
    return {name: answer for name, answer in zip(bad, answers, strict=True) if answer is not None}


def part_by_part(piece: Any, faults: Sequence[Fault]) -> dict[str, Any]:
    """What `parts.md` shows of a piece."""
    parts = {address: json.dumps(value, ensure_ascii=False) for address, value in parts_of(piece).items()}
    return {"parts": parts, "faults": faults[:MOST_FAULTS]}
