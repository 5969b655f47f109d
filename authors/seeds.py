"""Scenarios to begin with: the list that ships with the project, a file of one's own, or a sentence.

In:  `seed_scenarios.jsonl` beside this module, a path, or text.
Out: `Scenario` records.
Never here: whether an author can make something of them.
"""

import json
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from pydantic import ValidationError

from authors.protocol import AuthorError
from schemas import Scenario, explain

SEEDS = Path(__file__).with_name("seed_scenarios.jsonl")
NAME_CHARACTERS = 56
_ARTICLES = {"a", "an", "the"}


@cache
def seed_scenarios() -> tuple[Scenario, ...]:
    """The list that ships with the project: well-known services and businesses in 20 categories."""
    return tuple(read_scenarios(SEEDS))


def read_scenarios(path: Path) -> list[Scenario]:
    """The scenarios of a JSONL file, one object a line: name, title, category, description.

    Raises:
        AuthorError: the file cannot be read, or a line does not fit; names the line and the rule.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as fault:
        raise AuthorError(f"Cannot read scenarios from {path}: {fault}") from None
    scenarios = [_scenario(path, number, line) for number, line in enumerate(lines, start=1) if line.strip()]
    if not scenarios:
        raise AuthorError(
            f"{path} holds no scenario. Write one JSON object a line: name, title, category, description."
        )
    names = [scenario.name for scenario in scenarios]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise AuthorError(f"{path}: the name {twice[0]} occurs twice. Names must be unique.")
    return scenarios


def _scenario(path: Path, number: int, line: str) -> Scenario:
    try:
        return Scenario.model_validate(json.loads(line))
    except json.JSONDecodeError as fault:
        raise AuthorError(f"{path}, line {number}: not JSON ({fault}).") from None
    except ValidationError as fault:
        raise AuthorError(f"{path}, line {number}: {explain(fault)}.") from None


def spread_over_categories(scenarios: Sequence[Scenario]) -> list[Scenario]:
    """The scenarios, category by category in turn, so that the first few already show the breadth."""
    shelves: dict[str, list[Scenario]] = {}
    for scenario in scenarios:
        shelves.setdefault(scenario.category, []).append(scenario)
    rounds = max((len(shelf) for shelf in shelves.values()), default=0)
    return [shelf[turn] for turn in range(rounds) for shelf in shelves.values() if turn < len(shelf)]


def scenario_from_text(text: str, category: str) -> Scenario:
    """A scenario from a user's own sentence; its name is made of the sentence's words.

    Raises:
        AuthorError: the sentence has no word to name it by, or is too long.
    """
    sentence = " ".join(text.split())
    words = [word for word in re.findall(r"[a-z0-9]+", sentence.lower()) if word not in _ARTICLES]
    name = ""
    for word in words:
        if len(name) + len(word) >= NAME_CHARACTERS:
            break
        name = f"{name}_{word}" if name else word
    if not name:
        raise AuthorError(f"{text[:60]!r} holds no word to make a business of. Say what the place is and what it does.")
    title = re.sub(r"(?i)^(an?|the)\s+", "", sentence).rstrip(".")[:80]
    try:
        return Scenario(name=name, title=title[:1].upper() + title[1:], category=category, description=sentence)
    except ValidationError as fault:
        raise AuthorError(f"This is no scenario: {explain(fault)}.") from None
