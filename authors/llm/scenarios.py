"""Scenarios: self-instruct from the seed list and from what is known, category by category.

In:  how many; what is there. Out: `Scenario` records, unlike each other and what is known.

It ends when there are enough, or when several questions in a row brought nothing fresh.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from authors.llm.answers import ScenariosAnswer, SuitabilityAnswer
from authors.llm.asking import Desk
from authors.llm.prompts import render
from authors.llm.reading import is_foreign
from authors.llm.trial import record_of
from authors.protocol import AuthorError
from authors.seeds import scenario_from_text, seed_scenarios
from authors.similarity import Collection, embedder_of, text_of
from authors.spending import PieceOutcome, note_piece
from schemas import Scenario

PORTION = 5
EXAMPLES = 4
MOST_KNOWN = 40
FRUITLESS = 3
"""Questions in a row without anything fresh, after which it ends."""


def categories() -> tuple[str, ...]:
    """Those of the seed list."""
    return tuple(dict.fromkeys(scenario.category for scenario in seed_scenarios()))


async def choose(desk: Desk, count: int) -> list[Scenario]:
    """`count` scenarios, spread over the categories; fewer where the model has no more to give.

    Raises:
        AuthorError: not one came.
    """
    shelves = categories()
    most = -(-count // len(shelves))
    embedder = embedder_of("ngrams")
    collection = Collection(embedder)
    collection.add({scenario.name: text_of(scenario) for scenario in seed_scenarios()})
    found: list[Scenario] = []
    held: Counter[str] = Counter()
    fruitless = 0
    while len(found) < count and fruitless < FRUITLESS:
        category = min(shelves, key=lambda shelf: held[shelf])
        wanted = min(PORTION, most, count - len(found))
        fresh = await portion(desk, category, wanted, [scenario.title for scenario in found])
        kept = [scenario for scenario in fresh if _is_fresh(scenario, collection, embedder.threshold)][:wanted]
        held[category] += max(len(kept), 1)
        found += kept
        fruitless = 0 if kept else fruitless + 1
    if not found:
        raise AuthorError("The model thought of no business that is fresh and fit for a database.")
    return found[:count]


async def portion(desk: Desk, category: str, count: int, known: Sequence[str], number: int = 0) -> list[Scenario]:
    """Up to `count` scenarios of a category that are fit for a database."""
    seeds = seed_scenarios()
    own = [scenario for scenario in seeds if scenario.category == category]
    others = [scenario for scenario in seeds if scenario.category != category]
    start = (number * EXAMPLES) % len(others)
    examples = [*own[:2], *others[start : start + EXAMPLES - min(2, len(own))]]
    prompt = render("scenarios", count=count, category=category, examples=examples, known=list(known)[-MOST_KNOWN:])
    answer = await desk.ask("write_scenarios", prompt, ScenariosAnswer, 4_000)
    read = [scenario for entry in answer.scenarios if (scenario := _read(entry, category)) is not None]
    return await _suitable(desk, read)


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


def _is_fresh(scenario: Scenario, collection: Collection, threshold: float) -> bool:
    """Whether it is unlike everything so far; if so it counts from now on."""
    found = collection.nearest(text_of(scenario))
    if found is not None and (found.similarity >= threshold or found.name == scenario.name):
        note_piece(
            PieceOutcome(scenario.title, "dropped", "near_duplicate", f"{found.similarity:.2f} like {found.name}")
        )
        return False
    collection.add({scenario.name: text_of(scenario)})
    return True
