"""The fuzzer finds what is planted, and nothing where nothing is wrong."""

import random
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from environments import Content, Environment
from environments.fuzzing import fuzz
from environments.fuzzing.arguments import hostile, near

CALLS = 300


def test_nothing_breaks_in_the_railway_club(railway: Environment) -> None:
    fuzzed = fuzz(railway, CALLS)
    assert fuzzed.incidents == []
    assert fuzzed.calls == CALLS
    assert fuzzed.succeeded > CALLS / 5
    assert {"invalid", "not_found", "unknown_tool"} <= set(fuzzed.errors)
    assert len(fuzzed.tools_succeeded) > 20
    assert fuzzed.checks > 10


def test_the_same_seed_makes_the_same_calls(railway: Environment) -> None:
    one, other = fuzz(railway, 120, seed=3), fuzz(railway, 120, seed=3)
    assert (one.succeeded, one.errors) == (other.succeeded, other.errors)
    assert fuzz(railway, 120, seed=4).errors != one.errors


ONE = {"type": "object", "properties": {"thing_id": {"type": "integer"}}, "required": ["thing_id"]}
COUNT = {"sql": "SELECT count(*) FROM things", "shape": "value"}


def test_an_internal_error_is_found_with_the_call_that_causes_it(with_tool: Callable[..., Environment]) -> None:
    environment = with_tool(returns={"sql": "SELECT abs(-9223372036854775808) AS x", "shape": "value"})
    incident = fuzz(environment, 400).incidents[0]
    assert (incident.rule, incident.tool) == ("internal_error", "extra")
    assert "integer overflow" in incident.message
    assert incident.document()["calls"][-1]["tool"] == "extra"


@pytest.mark.parametrize(
    ("table", "write", "said"),
    [
        (
            {"invariants": [{"name": "two of a thing at most", "sql": "SELECT id FROM things WHERE stock > 2"}]},
            "UPDATE things SET stock = stock + 1 WHERE id = :thing_id",
            "two of a thing at most",
        ),
        (
            {"columns": [{"name": "kind", "meaning": "state", "transitions": [["tool", "toy"]]}]},
            "UPDATE things SET kind = 'tool' WHERE id = :thing_id",
            "toy → tool",
        ),
    ],
)
def test_a_broken_promise_is_found_with_the_calls_that_lead_to_it(
    bent_content: Callable[..., Content], table: dict[str, Any], write: str, said: str
) -> None:
    def bend(documents: dict[str, Any]) -> None:
        documents["tables"][0].update(table)
        tool = {"name": "extra", "description": "One more.", "parameters": ONE, "steps": [{"write": write}]}
        documents["tools"].append({**tool, "returns": COUNT})

    found = fuzz(Environment(bent_content(bend)), 200).incidents
    assert {incident.rule for incident in found} == {"invariant_broken"}
    assert said in found[0].message
    assert found[0].calls[-1][0] == "extra"


@given(st.randoms(use_true_random=False))
@settings(max_examples=200, deadline=None)
def test_whatever_is_sent_can_be_made(dice: random.Random) -> None:
    schema = {"properties": {"name": {}, "day": {}, "items": {}, "more": {}}, "required": ["name"]}
    arguments: dict[str, Any] = {"name": "x", "day": "2026-06-01", "items": [{"id": 3, "sure": True}]}
    assert isinstance(near(schema, arguments, dice), dict)
    hostile(arguments, dice)
    hostile({}, dice)
    assert near(schema, {}, dice)
    assert arguments == {"name": "x", "day": "2026-06-01", "items": [{"id": 3, "sure": True}]}
