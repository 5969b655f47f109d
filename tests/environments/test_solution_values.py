from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from environments import Environment, UnresolvedValue, play, resolve_value
from schemas import Call, Solution

RESULTS = [
    [{"id": 4, "name": "Kite", "owner": {"name": "Ada"}}, {"id": 5, "name": "Drill", "owner": {"name": "Bo"}}],
    {"order": {"id": 9, "at": "2026-05-12 10:00:00"}},
]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (5, 5),
        ({"a": [1, {"b": None}]}, {"a": [1, {"b": None}]}),
        ({"$ref": "1/0/id"}, 4),
        ({"$ref": "1/-1/name"}, "Drill"),
        ({"$ref": "2"}, RESULTS[1]),
        ([{"x": {"$ref": "2/order/id"}}], [{"x": 9}]),
        ({"$pick": {"from": "1", "where": {"name": "Drill"}, "get": "id"}}, 5),
        ({"$pick": {"from": "1", "where": {"owner/name": "Bo"}, "get": "owner/name"}}, "Bo"),
        ({"$pick": {"from": "1", "where": {"id": {"$ref": "1/0/id"}}}}, RESULTS[0][0]),
        ({"$sql": "datetime(:t, '+1 day')", "t": {"$ref": "2/order/at"}}, "2026-05-13 10:00:00"),
        ({"$sql": "date(now())"}, "2026-05-12"),
        ({"$sql": "(SELECT sum(value ->> 'id') FROM json_each(:rows))", "rows": {"$ref": "1"}}, 9),
    ],
)
def test_values_stand_for_what_they_say(value: Any, expected: Any) -> None:
    assert resolve_value(value, RESULTS, now="2026-05-12 10:00:00") == expected


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ({"$ref": "3/0"}, "names call 3, but 2 came before"),
        ({"$ref": "0/0"}, "names call 0"),
        ({"$ref": "1/9/id"}, "asks for '9', but there is: 2 items"),
        ({"$ref": "1/0/title"}, "asks for 'title', but there is: id, name, owner"),
        ({"$ref": 7}, "$ref stands alone"),
        ({"$pick": {"from": "1", "where": {"name": "Saw"}, "get": "id"}}, "0 rows of '1' fit"),
        ({"$pick": {"from": "1", "where": {}, "get": "id"}}, "2 rows of '1' fit"),
        ({"$pick": {"from": "2", "where": {}, "get": "id"}}, "needs a list"),
        ({"$pick": "1"}, "$pick stands alone"),
        ({"$sql": "load_extension('x')"}, "load_extension"),
        ({"$sql": "(SELECT 1 FROM sqlite_schema)"}, "sqlite_schema"),
        ({"$sql": ":x"}, ":x is not given"),
        ({"$sql": "1; SELECT 2"}, "more than one statement"),
        (
            {"$sql": "(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n) SELECT count(*) FROM n)"},
            "Interrupt",
        ),
        ({"$sql": ":x", "x": 2**70}, "64 bits"),
    ],
)
def test_value_that_leads_nowhere_says_where_it_stands(value: Any, words: str) -> None:
    with pytest.raises(UnresolvedValue) as caught:
        resolve_value({"items": [value]}, RESULTS)
    assert caught.value.path.startswith("/items/0")
    assert words.lower() in str(caught.value).lower()


@given(
    st.recursive(
        st.none() | st.integers() | st.text(),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(st.sampled_from(["$ref", "$sql", "$pick", "from", "where", "get", "a"]), inner)
        ),
    )
)
def test_any_value_resolves_or_says_why_not(value: Any) -> None:
    try:
        resolve_value(value, RESULTS)
    except UnresolvedValue as fault:
        assert str(fault)


def test_playing_reports_the_call_that_failed(railway: Environment) -> None:
    solution = Solution(task="t01", calls=[Call(tool="cancel_bench_booking", arguments={"booking_id": 99})])
    with railway.session() as session:
        played = play(session, solution)
    assert played.failed == "call 1 cancel_bench_booking: not_found: You have no booking 99."


def test_playing_stops_at_a_value_that_leads_nowhere(railway: Environment) -> None:
    calls = [Call(tool="list_layouts"), Call(tool="list_layouts", arguments={"scale": {"$ref": "1/99/scale"}})]
    with railway.session() as session:
        played = play(session, Solution(task="t01", calls=calls))
    assert len(played.results) == 1
    assert played.failed is not None
    assert played.failed.startswith("call 2 list_layouts: calls/2/scale: '1/99/scale' asks for '99'")
