"""What is reserved for the benchmark is refused where a user names it, and is never drawn."""

import pytest

from authors.choosing import scenarios_of
from authors.procedural.author import ProceduralAuthor
from authors.procedural.domain import all_domains, reserved_domains
from authors.protocol import AuthorError
from authors.reserving import not_reserved, reserved_in
from authors.seeds import seed_scenarios


@pytest.mark.parametrize(
    ("sentence", "domain"),
    [
        ("a barbershop with four chairs", "hair_salon"),
        ("a chess club that lends books", "chess_club"),
        ("an escape room in an old bank", "escape_rooms"),
        ("a firm that surveys roofs with drones", "drone_survey"),
        ("a hot-air balloon company", "balloon_rides"),
        ("a tailor who makes suits", "tailor"),
    ],
)
def test_a_sentence_that_names_a_reserved_trade_is_refused(sentence: str, domain: str) -> None:
    found = reserved_in(sentence)
    assert found is not None and found.name == domain
    with pytest.raises(AuthorError, match=r"reserved for the benchmark worldloom-heldout"):
        scenarios_of(ProceduralAuthor(), sentence, None, 1)


@pytest.mark.parametrize("sentence", ["a marina that rents boats", "a dance school", "a toy shop", "a tennis club"])
def test_other_trades_stay_free(sentence: str) -> None:
    assert reserved_in(sentence) is None


def test_nothing_on_the_seed_list_is_reserved() -> None:
    assert not_reserved(seed_scenarios()) == list(seed_scenarios())


def test_reserved_domains_are_apart_from_those_that_are_drawn() -> None:
    assert len(reserved_domains()) == 12
    categories = {domain.category for domain in reserved_domains().values()}
    assert len(categories) == 4
    assert not categories & {domain.category for domain in all_domains().values()}
    assert not set(reserved_domains()) & set(all_domains())
    assert all(len(domain.situations) >= 3 for domain in reserved_domains().values())
