"""Renamed twins are found; what differs in more than words is told apart."""

import json
import re
from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from authors.similarity.pairs import average, compare, jaccard
from authors.similarity.roles import Features, kinds_of, roles_of, shape_of, table_features, tool_features
from authors.similarity.templates import template_features, template_of
from environments import Content, read_authored
from schemas import Call, Solution, Table, Tool

WORDS = re.compile(r"[a-z]+")


def by_role(content: Content) -> tuple[Features, Features]:
    roles = roles_of(content.tables)
    return table_features(content.tables, roles), tool_features(content.tools, roles)


def similarity(one: Content, other: Content) -> float:
    pairs = [by_role(one), by_role(other)]
    parts = [jaccard([features[part] for features in pairs]) for part in (0, 1)]
    return float(average(parts)(np.array([0]))[0, 1])


def renamed(content: Content) -> Content:
    """The same business in other words: each table and column of its own has another name."""
    names = sorted(
        {table.name for table in content.tables} | {c.name for t in content.tables for c in t.columns}, key=len
    )
    other = {name: f"x{number}_{name[::-1]}" for number, name in enumerate(names) if name != "id"}
    pattern = re.compile(rf"\b({'|'.join(sorted(other, key=len, reverse=True))})\b")

    def anew(document: object) -> object:
        return json.loads(pattern.sub(lambda found: other[found[1]], json.dumps(document)))

    tables = [Table.model_validate(anew(table.document())) for table in content.tables]
    tools = [Tool.model_validate(anew(tool.document())) for tool in content.tools]
    return Content(content.manifest, tables, tools)


def test_a_renamed_twin_is_the_same_by_role(railway_folder: Path) -> None:
    railway = read_authored(railway_folder)
    twin = renamed(railway)
    assert {table.name for table in twin.tables}.isdisjoint(table.name for table in railway.tables)
    assert similarity(railway, twin) == 1.0


def test_what_is_missing_makes_it_less_alike_step_by_step(railway_folder: Path) -> None:
    railway = read_authored(railway_folder)
    found = [
        similarity(railway, Content(railway.manifest, railway.tables, railway.tools[: len(railway.tools) - less]))
        for less in (0, 1, 4, 12)
    ]
    assert found[0] == 1.0 > found[1] > 0.9
    assert found == sorted(found, reverse=True)
    assert found[-1] < 0.9


def test_no_feature_holds_a_word_of_the_business(railway_folder: Path) -> None:
    railway = read_authored(railway_folder)
    spoken = set(WORDS.findall(" ".join(name for features in by_role(railway) for name in features)))
    assert spoken.isdisjoint({"loan", "loans", "locomotive", "member", "members", "bench", "workbench", "railway"})


def test_columns_without_meanings_are_read_off_the_ddl() -> None:
    ddl = (
        "CREATE TABLE bookings (id INTEGER PRIMARY KEY, boat_id INTEGER NOT NULL REFERENCES boats (id), "
        "starts_on TEXT NOT NULL, price_cents INTEGER, state TEXT CHECK (state IN ('a', 'b')), UNIQUE (boat_id, id))"
    )
    tables = [
        Table(name="bookings", ddl=[ddl]),
        Table(name="boats", ddl=["CREATE TABLE boats (id INTEGER PRIMARY KEY)"]),
    ]
    features = table_features(tables, roles_of(tables))
    assert sum(features.values()) == 6
    assert any(name.endswith("to plain 0>1") for name in features)


def test_a_solution_has_the_shape_of_its_tools(railway_folder: Path) -> None:
    kinds = kinds_of(read_authored(railway_folder).tools)
    assert set(kinds.values()) <= {"search", "get", "report", "create", "update", "delete", "read", "write"}
    solution = Solution(task="t", calls=[Call(tool="list_workbenches"), Call(tool="nobody_knows")])
    assert shape_of(solution, kinds) == f"{kinds['list_workbenches']} ?"


def test_instructions_that_differ_in_names_and_numbers_are_put_alike(railway_folder: Path) -> None:
    tables = [Table(name="boats", ddl=[""], noun={"singular": "boat", "plural": "boats"})]  # type: ignore[arg-type]
    cars = [Table(name="cars", ddl=[""], noun={"singular": "car", "plural": "cars"})]  # type: ignore[arg-type]
    one = "Please book the boat Blue Heron from June 3 for two days. I need it for “fishing”."
    other = "Please book the car Kestrel from Friday, May 12, 2026 for two days. I need it for “a long weekend”."
    assert template_features(one, tables) == template_features(other, cars)
    assert template_of(one, tables) == "Please book the ~ @ from # for two days. I need it for @."


features = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 4), max_size=6)


@given(st.lists(features, min_size=1, max_size=12))
def test_every_pair_is_compared_as_counting_would(members: list[dict[str, int]]) -> None:
    found = jaccard(members)(np.arange(len(members)))
    for i, one in enumerate(members):
        for j, other in enumerate(members):
            shared = sum(min(one.get(name, 0), other.get(name, 0)) for name in "abcdefgh")
            every = sum(max(one.get(name, 0), other.get(name, 0)) for name in "abcdefgh")
            assert abs(found[i, j] - (shared / every if every else 0.0)) < 1e-6
    likeness = compare(len(members), jaccard(members))
    assert likeness.histogram.sum() == len(members) * (len(members) - 1)
    for place, nearest in enumerate(likeness.nearest):
        others = [found[place, other] for other in range(len(members)) if other != place]
        assert abs(nearest - max(others, default=0.0)) < 1e-6


def test_members_of_one_group_are_not_compared() -> None:
    likeness = compare(4, jaccard([{"a": 1}, {"a": 1}, {"b": 1}, {"a": 1, "b": 1}]), groups=[0, 0, 1, 1])
    assert [float(each) for each in likeness.nearest] == [0.5, 0.5, 0.0, 0.5]
    assert [int(each) for each in likeness.neighbours][:2] == [3, 3]
    assert likeness.share_over(0.4) == 0.75
