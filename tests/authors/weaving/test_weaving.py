"""Tasks woven into environments of others: what is inferred, what is asked, what is certified."""

import dataclasses
from pathlib import Path

import pytest

from authors.procedural.tasks.lint import fault_of
from authors.protocol import Draft
from authors.weaving import weave_tasks
from authors.weaving.doing import superlative
from authors.weaving.place import Place, label_of, place_of
from authors.weaving.sources import Source, find_sources
from authors.weaving.weaver import GRADES
from environments import Environment, load_environment
from environments.certification import inspector
from schemas import Column
from schemas.tasks import Level

RAILWAY = Path(__file__).parents[2] / "data" / "railway" / "final"
COUNT = 8
LEVELS: tuple[Level, ...] = ("easy", "medium", "hard")


@pytest.fixture(scope="module")
def railway() -> Environment:
    return load_environment(RAILWAY)


@pytest.fixture(scope="module")
def place(railway: Environment) -> Place:
    return place_of(railway)


@pytest.fixture(scope="module")
def sources(place: Place) -> dict[str, Source]:
    return {source.tool: source for source in find_sources(place)}


@pytest.fixture(scope="module")
def woven(railway: Environment) -> dict[Level, list[Draft]]:
    return {level: weave_tasks(railway, COUNT, level, seed=5) for level in LEVELS}


def with_tasks(environment: Environment, drafts: list[Draft]) -> Environment:
    content = dataclasses.replace(
        environment.content,
        tasks=[draft.task for draft in drafts],
        solutions=[draft.solution for draft in drafts],
        verifiers=[draft.verifier for draft in drafts],
    )
    return Environment(content, environment.image)


# ---- what is inferred ----------------------------------------------------------------------------------------------


def test_people_owners_and_names_are_inferred_where_nobody_says_them(place: Place) -> None:
    assert place.people == "members"
    assert place.user_name() == "Ada Wren"
    assert place.things["loans"].owner == "member_id"
    assert place.things["part_orders"].singular == "part order"
    assert place.things["operating_sessions"].is_title
    assert place.things["members"].is_person


def test_columns_get_their_meaning_from_type_name_and_checks(place: Place) -> None:
    meanings = {name: column.meaning for name, column in place.things["locomotives"].columns.items()}
    assert meanings["status"] == "state"
    assert meanings["scale"] == "category"
    assert meanings["total_hours"] == "quantity"
    assert place.things["parts"].columns["price_cents"].meaning == "money"
    assert place.things["announcements"].columns["pinned"].meaning == "flag"


@pytest.mark.parametrize(
    ("name", "label"),
    [("due_on", "due date"), ("starts_at", "start date"), ("posted_at", "posting date"), ("price_cents", "price")],
)
def test_columns_are_said_as_people_say_them(name: str, label: str) -> None:
    assert label_of(name) == label


def test_lists_are_recognised_by_what_they_show(sources: dict[str, Source]) -> None:
    assert sources["search_parts"].in_dollars == {"price_cents"}
    assert sources["list_my_loans"].names == {"item_id": "title"}
    assert sources["search_members"].table == "members"


def test_rows_that_are_reached_through_another_table_are_found(sources: dict[str, Source]) -> None:
    positions = sources["get_operating_session"]
    assert positions.table == "crew_positions"
    assert positions.needs == {"session_id": "operating_sessions"}


# ---- what is woven -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("level", LEVELS)
def test_every_level_is_woven_and_certified(
    railway: Environment, woven: dict[Level, list[Draft]], level: Level
) -> None:
    drafts = woven[level]
    assert len(drafts) == COUNT
    with inspector(with_tasks(railway, drafts)) as at_work:
        problems = {draft.task.instruction: at_work.task(draft.task.id)[0].problems for draft in drafts}
    assert not {instruction: found for instruction, found in problems.items() if found}


def test_harder_tasks_take_more_steps_and_decisions(woven: dict[Level, list[Draft]]) -> None:
    steps = {
        level: sum(draft.task.difficulty.steps or 0 for draft in drafts) / COUNT for level, drafts in woven.items()
    }
    assert steps["easy"] < steps["medium"] < steps["hard"]
    assert all(draft.task.difficulty.branches == 0 for draft in woven["easy"])
    assert all(draft.task.difficulty.branches >= 1 for draft in woven["hard"])
    for level, drafts in woven.items():
        low, high = GRADES[level].steps
        assert all(low <= len(draft.solution.calls) <= high for draft in drafts)


def test_no_task_is_woven_twice_nor_like_one_that_is_there(railway: Environment) -> None:
    first = weave_tasks(railway, 20, "easy", seed=1)
    known = [draft.task.instruction for draft in first]
    assert len(set(known)) == len(known)
    again = weave_tasks(railway, 20, "easy", seed=1, known=known)
    assert not {draft.task.instruction for draft in again} & set(known)


def test_the_same_seed_weaves_the_same_tasks_and_another_others(railway: Environment) -> None:
    one, same, other = (weave_tasks(railway, 4, "medium", seed) for seed in (3, 3, 4))
    assert one == same
    assert [draft.task.instruction for draft in one] != [draft.task.instruction for draft in other]


def test_instructions_pass_the_editor_and_show_no_name_of_the_database(woven: dict[Level, list[Draft]]) -> None:
    texts = [draft.task.instruction for drafts in woven.values() for draft in drafts]
    assert not [text for text in texts if fault_of(text)]
    assert not [text for text in texts if "_" in text or "{" in text]


def test_wording_varies(woven: dict[Level, list[Draft]]) -> None:
    openings = {draft.task.instruction.split()[0] for drafts in woven.values() for draft in drafts}
    assert len(openings) >= 5


def test_tools_that_need_a_new_name_are_left_alone(woven: dict[Level, list[Draft]]) -> None:
    called = {call.tool for drafts in woven.values() for draft in drafts for call in draft.solution.calls}
    assert not called & {"post_announcement", "register_locomotive"}
    assert len(called) >= 12


@pytest.mark.parametrize(
    ("end", "label", "said"),
    [("most", "day it was placed", "that was placed last"), ("least", "due date", "with the earliest due date")],
)
def test_the_last_of_what_has_a_day_is_said_as_people_say_it(end: str, label: str, said: str) -> None:
    assert superlative(end, Column(name="day", meaning="date"), label) == said
