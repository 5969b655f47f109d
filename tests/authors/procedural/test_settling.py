"""User 1 finds a place where what they may do can be done, and history lets them find it so."""

import pytest

from authors.procedural.author import ProceduralAuthor, _settled
from authors.procedural.settling import Settled
from authors.seeds import seed_scenarios, spread_over_categories
from environments import History
from environments.certification import certify

AUTHOR = ProceduralAuthor(7)
SCENARIOS = spread_over_categories(seed_scenarios())[:6]


@pytest.fixture(scope="module", params=SCENARIOS, ids=lambda scenario: str(scenario.name))
def settled(request: pytest.FixtureRequest) -> Settled:
    return _settled(AUTHOR, request.param)


def test_what_is_settled_certifies_from_nothing_but_its_content(settled: Settled) -> None:
    certificate = certify(settled.environment, tasks=()).environment
    assert certificate.problems == []


def test_a_customer_has_rows_of_their_own_to_look_at(settled: Settled) -> None:
    world = settled.world
    with History(settled.environment) as history:
        for entity in world.entities.values():
            if world.mine(entity) and world.searchable(entity):
                result = history.call(world.search_name(entity), {})
                assert result.content, entity.role


def test_tools_and_tables_stay_within_the_size(settled: Settled) -> None:
    assert len(settled.environment.tools) <= AUTHOR.size.tools[1]
    assert len(settled.world.entities) <= AUTHOR.size.tables[1]
