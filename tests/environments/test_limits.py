from typing import Any

import apsw
import pytest

from environments import Environment, EnvironmentFault

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
UP_TO = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :many)"
MANY = {"type": "object", "properties": {"many": {"type": "integer"}}, "required": ["many"]}


@pytest.mark.parametrize(
    ("sql", "shape"),
    [
        (f"{ENDLESS} SELECT count(*) AS c FROM n", "value"),
        (f"{ENDLESS} SELECT i FROM n", "rows"),
        ("SELECT a.id FROM things a, things b, things c, things d, things e, things f, things g", "rows"),
        ("SELECT replace(hex(printf('%100000s', ' ')), '2', 'aaaaaaaaaa') AS x", "value"),
        ("SELECT printf('%1000000d', 1) AS x", "value"),
        ("SELECT printf('%300000d', 1) AS x", "value"),
        ("SELECT 9e999 AS x", "value"),
        ("SELECT abs(-9223372036854775808) AS x", "value"),
    ],
)
def test_excess_that_nobody_asked_for_is_a_fault_of_the_environment(with_tool: Any, sql: str, shape: str) -> None:
    environment = with_tool(returns={"sql": sql, "shape": shape})
    with environment.session() as session:
        with pytest.raises(EnvironmentFault, match="the tool extra failed"):
            session.call("extra")
        assert session.call("list_things").ok


@pytest.mark.parametrize("sql", [f"{UP_TO} SELECT i FROM n", f"{UP_TO} SELECT count(*) AS c FROM n"])
def test_excess_that_the_arguments_ask_for_is_too_large(with_tool: Any, sql: str) -> None:
    shape = "rows" if "SELECT i FROM n" in sql[-20:] else "value"
    environment = with_tool(parameters=MANY, returns={"sql": sql, "shape": shape})
    with environment.session() as session:
        assert session.call("extra", {"many": 400}).ok
        assert session.call("extra", {"many": 2**60}).error.kind == "too_large"
        assert session.call("extra", {"many": 400}).ok


def test_result_may_have_five_hundred_rows_and_no_more(with_tool: Any) -> None:
    environment = with_tool(parameters=MANY, returns={"sql": f"{UP_TO} SELECT i FROM n", "shape": "rows"})
    with environment.session() as session:
        assert len(session.call("extra", {"many": 500}).content) == 500
        error = session.call("extra", {"many": 501}).error
    assert (error.kind, error.message) == (
        "too_large",
        "This is too much for one call (more than 500 rows): ask for less.",
    )


def test_to_ask_for_everything_where_less_could_be_asked_for_is_too_large(with_tool: Any) -> None:
    schema = {"type": "object", "properties": {"most": {"type": "integer"}}}
    sql = (
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < coalesce(:most, 700)) SELECT i FROM n"
    )
    environment = with_tool(parameters=schema, returns={"sql": sql, "shape": "rows"})
    with environment.session() as session:
        assert session.call("extra", {}).error.kind == "too_large"
        assert session.call("extra", {"most": 3}).ok


def test_result_may_have_so_many_bytes_and_no_more(with_tool: Any) -> None:
    environment = with_tool(
        parameters=MANY, returns={"sql": "SELECT printf('%' || :many || 's', 'x') AS x", "shape": "value"}
    )
    with environment.session() as session:
        assert session.call("extra", {"many": 200_000}).ok
        assert "more than 256,000 bytes" in session.call("extra", {"many": 300_000}).error.message
        assert session.call("extra", {"many": 2_000_000_000}).error.kind == "too_large"


def test_too_large_a_write_is_rolled_back(with_tool: Any) -> None:
    environment = with_tool(
        parameters=MANY,
        steps=[{"write": f"{UP_TO} INSERT INTO loans (thing_id, user_id) SELECT 1, i FROM n"}],
        returns={"sql": "SELECT count(*) AS c FROM loans", "shape": "value"},
    )
    with environment.session() as session:
        assert session.call("extra", {"many": 10}).content == 11
        assert session.call("extra", {"many": 2**40}).error.kind == "too_large"
        assert session.call("extra", {"many": 1}).content == 12


def test_too_many_bound_rows_are_too_large(with_tool: Any) -> None:
    environment = with_tool(
        parameters=MANY,
        steps=[{"read": f"{UP_TO} SELECT i FROM n", "as": "numbers"}],
        returns={"sql": "SELECT count(*) AS c, max(:numbers_i) AS m FROM json_each(:numbers)", "shape": "row"},
    )
    with environment.session() as session:
        assert session.call("extra", {"many": 10_000}).content == {"c": 10_000, "m": 1}
        assert session.call("extra", {"many": 10_001}).error.kind == "too_large"


def test_database_of_a_session_cannot_grow_without_bound(with_tool: Any) -> None:
    environment = with_tool(
        parameters=MANY,
        steps=[
            {"write": f"{UP_TO} INSERT INTO loans (thing_id, user_id, note) SELECT 1, i, printf('%100000s', i) FROM n"}
        ],
        returns={"sql": "SELECT 1 AS one", "shape": "value"},
    )
    with environment.session() as session:
        assert session.call("extra", {"many": 100}).ok
        assert session.call("extra", {"many": 1_000}).error.kind == "too_large"


def test_agent_that_broke_the_data_first_cannot_end_the_episode_with_a_fault(with_tool: Any) -> None:
    environment = with_tool(returns={"sql": "SELECT json_extract(note, '$.x') AS x FROM loans", "shape": "rows"})
    with environment.session() as session:
        assert session.call("extra").ok
        assert session.call("borrow", {"thing_id": 1, "note": "{no json"}).ok
        assert session.call("extra").error.kind == "invalid"


def test_very_long_pattern_is_refused(with_tool: Any) -> None:
    environment = with_tool(
        parameters={"type": "object", "properties": {"name": {"type": "string"}}, "required": ["name"]},
        returns={"sql": "SELECT id FROM things WHERE name LIKE '%' || :name || '%' ORDER BY id", "shape": "rows"},
    )
    with environment.session() as session:
        assert session.call("extra", {"name": "a"}).ok
        error = session.call("extra", {"name": "a" * 5_000}).error
    assert (error.kind, "pattern too complex" in error.message) == ("invalid", True)


def test_a_plan_never_depends_on_the_values_that_are_bound(lending: Environment) -> None:
    """Without this SQLite plans a join anew for every call, which costs ten times what running it does."""
    with lending.session() as session:
        assert session.connection.config(apsw.SQLITE_DBCONFIG_ENABLE_QPSG, -1) == 1
