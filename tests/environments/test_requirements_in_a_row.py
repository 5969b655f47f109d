"""Requirements that follow each other are asked at once; nobody may notice."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from environments import Environment, EnvironmentFault
from environments.program import Gate

HOLDS = ["SELECT 1", "SELECT :n", "SELECT 2.5", "SELECT 'text'", "SELECT '0'",
         "WITH one AS (SELECT 1) SELECT * FROM one",
         "SELECT stock FROM things ORDER BY id LIMIT 1", "VALUES (3)", "SELECT 0 UNION SELECT 1 ORDER BY 1 DESC",
         "SELECT 1 -- always", "SELECT 1;", "SELECT -0.5", "SELECT ' '", "SELECT ' ' COLLATE RTRIM",
         "SELECT CAST('0' AS TEXT)", "SELECT max(name) FROM things"]  # fmt: skip
FAILS = [
    "SELECT 0",
    "SELECT NULL",
    "SELECT 0.0",
    "SELECT ''",
    "SELECT 1 FROM things WHERE id = 999",
    "SELECT :n > 5",
    "SELECT -0.0",
    "SELECT CAST('' AS TEXT)",
    "SELECT CAST('0' AS NUMERIC)",
    "SELECT sum(stock) FROM things WHERE 0",
]
BREAKS = ["SELECT abs(-9223372036854775807 - :n)", "SELECT json_extract('{', '$')"]


def outcome(environment: Environment) -> Any:
    with environment.session() as session:
        try:
            result = session.call("extra", {"n": 1})
        except EnvironmentFault as fault:
            return str(fault)
        return result.error or result.content


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(HOLDS + FAILS + BREAKS), max_size=6))
def test_requirements_in_a_row_say_what_they_say_one_by_one(with_tool: Any, asked: list[str]) -> None:
    steps = [
        {"require": sql, "kind": "conflict", "message": f"number {number}: {{n}}"} for number, sql in enumerate(asked)
    ]
    parameters = {"type": "object", "properties": {"n": {"type": "integer"}}, "required": ["n"]}
    returns = {"sql": "SELECT :n AS n", "shape": "value"}
    together = with_tool(steps=steps, parameters=parameters, returns=returns)
    apart = [part for n, step in enumerate(steps) for part in (step, {"read": "SELECT 1 AS one", "as": f"pause{n}"})]
    assert outcome(together) == outcome(with_tool(steps=apart, parameters=parameters, returns=returns))


@pytest.mark.parametrize("comment", ["SELECT 1 -- so it is", "SELECT 1 /* so it is */", "SELECT 1;"])
def test_statement_that_cannot_stand_in_parentheses_is_asked_alone(with_tool: Any, comment: str) -> None:
    require = {"kind": "conflict", "message": "no"}
    steps = [{"require": sql, **require} for sql in ("SELECT 1", "SELECT 2", comment, "SELECT 3")]
    moves = with_tool(steps=steps, returns={"sql": "SELECT 1 AS one", "shape": "value"}).tools["extra"].moves
    assert [type(move) is Gate for move in moves] == [True, False, False]
