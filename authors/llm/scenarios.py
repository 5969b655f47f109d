"""Scenarios: self-instruct from the seed list and from what is known, a portion of one category at a time.

In:  a category, how many, the titles of what is there. Out: `Scenario` records that are fit for a database.
Never here: which category comes next, and what is too like something there (`tasks/propose_scenarios.py`).
"""

from collections.abc import Sequence
from typing import Any

from authors.llm.answers import ScenariosAnswer, SuitabilityAnswer
from authors.llm.asking import Desk
from authors.llm.prompts import render
from authors.llm.reading import is_foreign
from authors.llm.trial import record_of
from authors.protocol import AuthorError
from authors.seeds import scenario_from_text, seed_scenarios
from authors.spending import PieceOutcome, note_piece
from schemas import Scenario

PORTION = 5
EXAMPLES = 4
MOST_KNOWN = 40
FRUITLESS = 3
"""Portions of a category in a row without anything fresh, after which it is exhausted."""


def categories() -> tuple[str, ...]:
    """Those of the seed list."""
    return tuple(dict.fromkeys(scenario.category for scenario in seed_scenarios()))


async def portion(desk: Desk, category: str, count: int, known: Sequence[str], number: int = 0) -> list[Scenario]:
    """Up to `count` scenarios of a category that are fit for a database; what is known by its title is left out."""
    seeds = seed_scenarios()
    own = [scenario for scenario in seeds if scenario.category == category]
    others = [scenario for scenario in seeds if scenario.category != category]
    start = (number * EXAMPLES) % len(others)
    examples = [*own[:2], *others[start : start + EXAMPLES - min(2, len(own))]]
    prompt = render("scenarios", count=count, category=category, examples=examples, known=list(known)[-MOST_KNOWN:])
    answer = await desk.ask("write_scenarios", prompt, ScenariosAnswer, 4_000)
    read = [scenario for entry in answer.scenarios if (scenario := _read(entry, category)) is not None]
    return await _suitable(desk, [scenario for scenario in read if scenario.title not in known])


async def _suitable(desk: Desk, scenarios: list[Scenario]) -> list[Scenario]:
    if not scenarios:
        return []
    answer = await desk.ask(
        "write_scenarios suitability", render("suitability", scenarios=scenarios), SuitabilityAnswer
    )
    unfit = {
        str(each.get("title")) for each in answer.verdicts if isinstance(each, dict) and each.get("suitable") is False
    }
    for scenario in scenarios:
        if scenario.title in unfit:
            note_piece(PieceOutcome(scenario.title, "dropped", "unsuitable"))
    return [scenario for scenario in scenarios if scenario.title not in unfit]


def _read(entry: Any, category: str) -> Scenario | None:
    if not isinstance(entry, dict) or is_foreign(str(entry.get("description", ""))):
        return None
    title = " ".join(str(entry.get("title", "")).split())[:80]
    try:
        named = scenario_from_text(title, category)
    except AuthorError:
        return None
    scenario: Scenario | None = record_of(
        Scenario, {"name": named.name, "title": title, "category": category, "description": entry.get("description")}
    )[0]
    return scenario
