"""Scenarios that the procedural author proposes without end."""

import pytest

from authors import author_of
from authors.procedural.domain import all_domains
from authors.procedural.proposing import categories, choose, propose
from authors.procedural.proposing.drawing import own_seeds, recombine
from authors.procedural.proposing.places import TOWNS, town
from authors.procedural.reading import read_scenario
from authors.protocol import Proposer
from authors.seeds import seed_scenarios


def test_the_procedural_author_proposes() -> None:
    assert isinstance(author_of("procedural", 7), Proposer)


def test_the_seed_list_comes_first_and_goes_on_without_end() -> None:
    of_water = [scenario for scenario in own_seeds() if scenario.category == "Water"]
    assert of_water
    assert [propose("Water", number, 7) for number in range(len(of_water))] == of_water
    assert propose("Water", 1_000_000, 7).category == "Water"


def test_of_the_seed_list_it_takes_the_clearest_of_each_domain_and_no_other() -> None:
    clearest: dict[str, tuple[float, str]] = {}
    for scenario in seed_scenarios():
        reading = read_scenario(f"{scenario.title}. {scenario.description}")
        if reading.matched and all_domains()[reading.domain].category == scenario.category:
            clearest[reading.domain] = max(clearest.get(reading.domain, (0.0, "")), (reading.similarity, scenario.name))
    assert {name for _, name in clearest.values()} == {scenario.name for scenario in own_seeds()}
    assert len(own_seeds()) == len(all_domains())


def test_a_long_choice_has_every_listed_place_first_and_no_name_twice() -> None:
    chosen = choose(100, 7)
    assert {scenario.name for scenario in own_seeds()} == {scenario.name for scenario in chosen[: len(own_seeds())]}
    assert len({scenario.name for scenario in chosen}) == 100
    assert choose(12, 7) == chosen[:12]
    assert len({scenario.name.rpartition("_")[0] for scenario in chosen[60:]}) > 30


def test_same_number_and_seed_give_the_same_scenario_and_another_seed_another() -> None:
    assert recombine("Food", 12, 7) == recombine("Food", 12, 7)
    assert recombine("Food", 12, 7) != recombine("Food", 12, 8)


@pytest.mark.parametrize("category", categories())
def test_a_proposal_reads_as_the_domain_that_it_was_written_for(category: str) -> None:
    for number in range(3):
        scenario = recombine(category, number, 7)
        reading = read_scenario(f"{scenario.title}. {scenario.description}")
        assert reading.matched
        assert scenario.name.endswith(reading.domain)
        assert "{" not in scenario.description


def test_names_and_towns_differ() -> None:
    scenarios = [recombine("Water", number, 7) for number in range(60)]
    assert len({scenario.name for scenario in scenarios}) == 60
    assert len({town(number) for number in range(TOWNS)}) == TOWNS
