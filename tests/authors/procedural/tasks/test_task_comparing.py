"""People choose by what they want of a thing, and compare what is alike."""

from authors.procedural.language import noun
from authors.procedural.model import Action, Entity, Things, category, name_field, price, quantity
from authors.procedural.tasks.comparing import (
    are_alike,
    can_choose,
    chosen_by,
    is_compared_behind,
    kind_of_thing,
    spoken_kinds,
    superlatives,
)


def things(role: str, word: str, *fields) -> Entity:
    named = Things(noun(word), fields, ())
    return Entity(role, named.noun, [name_field(), *fields], things=named)


BOATS = things("thing", "boat", category("hull"), quantity("length_ft", 1, 9, most="longest", least="shortest"),
               quantity("places", 1, 9, most="largest", least="smallest"), price("day_rate_cents"))  # fmt: skip
TOOLS = things("title", "tool", category("kind"), category("shelf"), price("price_cents"))
EVENINGS = things("event", "evening", quantity("capacity", 1, 9, most="largest"), price("price_cents"))
CLEARANCES = things("qualification", "clearance", quantity("valid_days", 1, 9, most="longest-lasting"))
PLANS = things("plan", "plan", price("price_cents"))
CHARTERS = Entity("booking", noun("charter"), [], owner="boater_id")
TIMETABLE = Entity("session", noun("class"), [])


def action(does: str, entity: str, *intents: str) -> Action:
    return Action("do", "", (), (), "", (), entity, does=does, intents=frozenset(intents))  # type: ignore[arg-type]


def words(found) -> set[str]:
    return {each.word for each in found}


def test_nobody_asks_for_the_dearest_or_the_longest_boat_but_both_can_be_named():
    assert words(chosen_by(BOATS)) == {"largest", "smallest", "cheapest"}
    assert {"longest", "most expensive"} <= words(superlatives(BOATS))


def test_evenings_and_clearances_are_not_chosen_by_size_or_price():
    assert not chosen_by(EVENINGS) and not superlatives(CLEARANCES)
    assert "largest" not in words(superlatives(EVENINGS))


def test_a_superlative_picks_what_is_taken_for_somebody_or_switched_to():
    assert can_choose(action("create", "booking", "book"), CHARTERS, BOATS)
    assert can_choose(action("update", "membership", "switch"), TIMETABLE, PLANS)
    assert not can_choose(action("create", "session", "schedule"), TIMETABLE, BOATS)
    assert not can_choose(action("update", "thing", "retire"), BOATS, BOATS)


def test_what_has_a_kind_is_chosen_and_compared_within_it():
    assert are_alike(BOATS) and not are_alike(TOOLS)
    assert kind_of_thing(TOOLS) == "kind" and kind_of_thing(BOATS) == "hull"
    assert [each.name for each in spoken_kinds(TOOLS)] == ["kind"]


def test_plans_are_not_compared_through_the_rows_that_refer_to_them():
    assert is_compared_behind(BOATS) and not is_compared_behind(PLANS)
