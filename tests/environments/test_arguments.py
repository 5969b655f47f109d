from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from environments import Environment
from environments.arguments import Arguments, SchemaFault


def bound(schema: dict[str, Any], value: Any) -> Any:
    """What SQL would bind for `value`, or the error."""
    arguments = Arguments({"type": "object", "additionalProperties": False, "properties": {"it": schema}})
    values: dict[str, Any] = dict(arguments.defaults)
    error = arguments.bind({"it": value}, values)
    return values["it"] if error is None else error


@pytest.mark.parametrize(
    ("schema", "given_value", "expected"),
    [
        ({"type": "integer"}, 5.0, 5),
        ({"type": "number"}, 5, 5.0),
        ({"type": "boolean"}, True, 1),
        ({"type": "string"}, "Robert'); DROP TABLE things;--", "Robert'); DROP TABLE things;--"),
        ({"type": "array", "items": {"type": "integer"}}, [1, 2.0], "[1,2]"),
        ({"type": "object"}, {"a": [True, None, "ä"]}, '{"a":[true,null,"ä"]}'),
        ({"type": "string", "format": "date"}, "2026-06-06", "2026-06-06"),
        ({"type": "string", "format": "date"}, "2026-06-06T00:00:00Z", "2026-06-06"),
        ({"type": "string", "format": "date-time"}, "2026-06-06T14:00", "2026-06-06 14:00:00"),
        ({"type": "string", "format": "date-time"}, "2026-06-06 14:00:09", "2026-06-06 14:00:09"),
        ({"type": "string", "format": "date-time"}, "2026-06-06T14:00:00+02:00", "2026-06-06 12:00:00"),
        ({"type": "string", "format": "date-time"}, "2026-06-06T23:30:00.250-0130", "2026-06-07 01:00:00"),
        ({"type": "string", "format": "date-time"}, "2026-06-06", "2026-06-06 00:00:00"),
        ({"type": "string", "format": "date-time", "pattern": "T"}, "2026-06-06T14:00", "2026-06-06T14:00"),
        ({"type": "array", "items": {"type": "string", "format": "date"}}, ["2026-06-06T00:00"], '["2026-06-06"]'),
        ({"anyOf": [{"type": "string", "format": "date"}, {"type": "null"}]}, "2026-06-06T00:00", "2026-06-06"),
        ({"type": ["string", "null"], "default": "x"}, None, "x"),
        ({"type": "integer", "default": 14}, None, 14),
        ({"type": "string", "format": "time"}, "14:30", "14:30"),
    ],
)
def test_values_reach_sql_in_one_form(schema: dict[str, Any], given_value: Any, expected: Any) -> None:
    found = bound(schema, given_value)
    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize(
    ("schema", "value", "kind", "words"),
    [
        ({"type": "string", "format": "date"}, "2026-02-30", "invalid", "it: Expected a date that exists"),
        ({"type": "string", "format": "date"}, "2026-06-06T10:00", "invalid", "Expected a date"),
        ({"type": "string", "format": "date-time"}, "2026-06-06 25:00", "invalid", "Expected a date and time"),
        ({"type": "string", "format": "date-time"}, "tomorrow", "invalid", "got 'tomorrow'"),
        ({"type": "string", "format": "time"}, "25:00", "invalid", "HH:MM"),
        ({"type": "integer"}, 2**63, "invalid", "64 bits"),
        ({"type": "integer"}, 1e300, "invalid", "64 bits"),
        ({"type": "number"}, float("nan"), "invalid", "it: expected a number"),
        ({"type": "number"}, float("inf"), "invalid", "it: expected a number"),
        ({"type": "number"}, 10**400, "invalid", "it"),
        ({"type": "string"}, "\ud800", "invalid", "surrogates"),
        ({"type": "string"}, "a\0b", "invalid", "NUL"),
        ({"type": "string"}, "x" * 10_000_000, "too_large", "100,000 characters"),
        ({"type": "array"}, list(range(50_000)), "too_large", "10,000 values"),
        ({"type": "array", "items": {"type": "string", "format": "date"}}, ["x"], "invalid", "it/0"),
        ({"type": "integer", "minimum": 1}, 0, "invalid", "it: expected at least 1; got 0."),
        ({"enum": ["a", "b"]}, "c", "invalid", 'it: expected one of "a", "b"; got "c".'),
        ({"type": "string", "minLength": 3}, "ab", "invalid", "at least 3 characters"),
        ({"type": "integer"}, "5", "invalid", 'it: expected a whole number; got "5".'),
        ({"type": "boolean"}, 1, "invalid", "expected true or false"),
        ({"type": "string", "format": "email"}, "nobody", "invalid", "email"),
        ({"anyOf": [{"type": "integer"}, {"type": "boolean"}]}, "x", "invalid", "it"),
    ],
)
def test_what_does_not_fit_is_refused_in_words(schema: dict[str, Any], value: Any, kind: str, words: str) -> None:
    error = bound(schema, value)
    assert error.kind == kind
    assert words in error.message
    assert len(error.message) < 500


def test_deep_arguments_are_refused() -> None:
    deep: Any = []
    for _ in range(5_000):
        deep = [deep]
    assert bound({"type": "array"}, deep).message == "The arguments are nested more than 32 levels deep."


def test_unknown_arguments_are_answered_with_the_known_ones(railway: Environment) -> None:
    with railway.session() as session:
        error = session.call("book_workbench", {"bench": 1, "starts_at": "2026-07-01 10:00"}).error
    assert error.kind == "invalid"
    assert "'ends_at' is missing" in error.message
    assert "Unknown argument 'bench': the arguments are bench_id, ends_at, purpose, starts_at" in error.message
    assert "Did you mean 'bench_id'?" in error.message


@pytest.mark.parametrize("arguments", [[], "x", 7, b"x", {1: 2}, {"a": object()}])
def test_arguments_that_are_no_object_are_refused(railway: Environment, arguments: Any) -> None:
    with railway.session() as session:
        assert session.call("list_layouts", arguments).error.kind == "invalid"


def test_explicit_null_counts_as_absent(railway: Environment) -> None:
    with railway.session() as session:
        assert session.call("list_layouts", {"scale": None}) == session.call("list_layouts", None)


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ({"type": "strin"}, "no usable JSON Schema"),
        ({"$ref": "https://example.com/schema.json"}, "no usable JSON Schema"),
        ({"type": "string", "pattern": "("}, "regex"),
        ({"type": "integer", "default": "ten"}, "default of it does not fit"),
        ({"type": "string", "format": "date", "default": "2026-02-30"}, "default of it does not fit"),
    ],
)
def test_unusable_schemas_are_refused_at_load(schema: dict[str, Any], words: str) -> None:
    with pytest.raises(SchemaFault, match=words):
        Arguments({"type": "object", "properties": {"it": schema}})


@settings(max_examples=300, deadline=None)
@given(value=st.text(max_size=30) | st.dates().map(str) | st.datetimes().map(str))
def test_dates_come_out_in_one_form_or_not_at_all(value: str) -> None:
    for kind, length in (("date", 10), ("date-time", 19)):
        found = bound({"type": "string", "format": kind}, value)
        if isinstance(found, str):
            assert len(found) == length
            assert bound({"type": "string", "format": kind}, found) == found
        else:
            assert found.kind == "invalid"


@pytest.mark.parametrize("open_schema", [{"additionalProperties": True}, {"patternProperties": {".*": {}}}])
def test_no_schema_lets_an_agent_become_another_user(open_schema: dict[str, Any]) -> None:
    arguments = Arguments({"type": "object", "properties": {}, **open_schema})
    values: dict[str, Any] = {"user_id": 1}
    error = arguments.bind({"user_id": 2}, values)
    assert error is not None
    assert error.kind == "invalid"
    assert values == {"user_id": 1}
