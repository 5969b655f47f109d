"""The seed scenarios that ship with the project are well formed and differ from one another."""

import json
import re
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest

SEED_FILE = Path(__file__).parents[2] / "authors" / "seed_scenarios.jsonl"

CATEGORIES = frozenset(
    [
        "Water",
        "Animals",
        "Sharing",
        "Food",
        "Stay",
        "Sport",
        "Health",
        "Learning",
        "Stage",
        "Making",
        "Repair",
        "Moving",
        "Events",
        "Land",
        "Home",
        "Public",
        "Giving",
        "Trade",
        "Office",
        "Science",
    ]
)

SENTENCE_END = re.compile(r"[.!?](?=\s|$)")
SLUG = re.compile(r"[a-z0-9]+(_[a-z0-9]+)*")
LOG_IN_TALK = re.compile(r"\b(log(s|ged|ging)?[ -]?in|sign(s|ed|ing)?[ -]in|password)\b", re.IGNORECASE)


@pytest.fixture(scope="module")
def scenarios() -> list[dict[str, str]]:
    lines = SEED_FILE.read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z]+", text.lower()))


def test_at_least_120_scenarios_ship(scenarios: list[dict[str, str]]) -> None:
    assert len(scenarios) >= 120


def test_every_scenario_has_exactly_the_four_keys_filled_with_text(scenarios: list[dict[str, str]]) -> None:
    for scenario in scenarios:
        assert set(scenario) == {"name", "title", "category", "description"}, scenario
        for key, value in scenario.items():
            assert isinstance(value, str), (scenario, key)
            assert value and value == value.strip(), (scenario, key)


def test_names_are_slugs_joined_by_single_underscores(scenarios: list[dict[str, str]]) -> None:
    assert [s["name"] for s in scenarios if not SLUG.fullmatch(s["name"])] == []


@pytest.mark.parametrize("key", ["name", "title", "description"])
def test_no_two_scenarios_share_a_name_title_or_description(scenarios: list[dict[str, str]], key: str) -> None:
    counts = Counter(s[key].casefold() for s in scenarios)
    assert [value for value, count in counts.items() if count > 1] == []


def test_no_two_descriptions_are_near_copies(scenarios: list[dict[str, str]]) -> None:
    vocabulary = {s["name"]: words(s["description"]) for s in scenarios}
    alike = [
        (one, other)
        for one, other in combinations(vocabulary, 2)
        if len(vocabulary[one] & vocabulary[other]) > 0.4 * len(vocabulary[one] | vocabulary[other])
    ]
    assert alike == []


def test_every_description_has_two_to_four_sentences_and_ends_with_one(scenarios: list[dict[str, str]]) -> None:
    for scenario in scenarios:
        description = scenario["description"]
        assert 2 <= len(SENTENCE_END.findall(description)) <= 4, scenario["name"]
        assert SENTENCE_END.search(description[-1]), scenario["name"]


def test_the_twenty_categories_are_all_used_at_least_five_times(scenarios: list[dict[str, str]]) -> None:
    counts = Counter(s["category"] for s in scenarios)
    assert set(counts) == CATEGORIES
    assert {category: count for category, count in counts.items() if count < 5} == {}


def test_no_description_talks_about_logging_in(scenarios: list[dict[str, str]]) -> None:
    assert [s["name"] for s in scenarios if LOG_IN_TALK.search(s["description"])] == []


def test_openings_vary(scenarios: list[dict[str, str]]) -> None:
    openings = Counter(" ".join(s["description"].split()[:3]).casefold() for s in scenarios)
    assert [opening for opening, count in openings.items() if count > 3] == []
