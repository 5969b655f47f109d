"""What stands undecided about a task that passed its certificate, and a second opinion on it.

In:  a draft, its certificate, the environment that it passed in.
Out: `Doubt`: what code could not decide, and the episode of the solution; what a judge has against it.
Never here: how a judge judges (`judge.py`).

Code proves that a solution is accepted and that wrong work is not. Whether the solution is what the instruction asks
for is its author's word wherever a value is one that code cannot follow back: the same author wrote all three. There,
and only there, somebody else reads it.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from authors.llm.asking import Desk, NoAnswer
from authors.llm.judge import Episode, judged, solved
from authors.llm.mending import Fault
from authors.protocol import Draft
from environments import Environment
from schemas import Certificate

RULE = "second_opinion"
UNDECIDED = frozenset({"ungrounded", "position_unexplained", "answer_unseen", "loose_order"})
"""Warnings of a certificate that speak of what code cannot follow; others speak of style."""


@dataclass(frozen=True)
class Doubt:
    undecided: Sequence[str]
    """In sentences."""
    episode: Episode


def doubt_of(draft: Draft, certificate: Certificate, environment: Environment) -> Doubt | None:
    """What code could not decide about a certified draft; None where it decided everything."""
    undecided = [f"{each.where}: {each.message}" for each in certificate.warnings if each.rule in UNDECIDED]
    expected = draft.verifier.answer
    if expected.type != "none" and expected.sql is None and not _is_computed(draft.solution.answer):
        undecided.append(f"the answer {draft.solution.answer!r} is written down; nothing computes it from the rows")
    return Doubt(undecided, solved(environment, draft.task.id)) if undecided else None


async def second_opinions(desk: Desk, doubts: Mapping[str, Doubt]) -> dict[str, list[Fault]]:
    """What a judge has against each, all asked at once; nothing where it accepts the solution or has no usable word."""
    said = await asyncio.gather(*(_against(desk, doubt) for doubt in doubts.values()))
    return dict(zip(doubts, said, strict=True))


async def _against(desk: Desk, doubt: Doubt) -> list[Fault]:
    try:
        said = await judged(desk, doubt.episode, purpose="write_verifiers judge", doubts=doubt.undecided)
    except NoAnswer:  # silence is nothing against a task that passed its certificate
        return []
    if said.outcome == "completed":
        return []
    message = (
        f"somebody who read the task and saw its solution played calls it {said.outcome}: {said.evidence} Code could "
        f"not decide: {'; '.join(doubt.undecided)}. Let instruction, solution and checks say the same"
    )
    return [Fault(RULE, message)]


def _is_computed(answer: Any) -> bool:
    """Whether an authored answer is taken from results, in whole or in part."""
    if isinstance(answer, Mapping):
        return bool({"$ref", "$sql", "$pick"} & set(answer)) or any(map(_is_computed, answer.values()))
    return isinstance(answer, list) and any(map(_is_computed, answer))
