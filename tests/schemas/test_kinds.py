import io
import json
import subprocess
import sys
from typing import Any

import jsonschema_rs
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from schemas import (
    EVALUATION,
    KINDS,
    ROLLOUTS,
    ROWS,
    TABLES,
    TASKS,
    TOOLS,
    ArtifactError,
    Kind,
    SeedRow,
    Table,
    Task,
    canonical_json,
)
from schemas.given import Given
from schemas.rules import rules_of
from tests.conftest import DATA

TEXT = st.text(st.characters(codec="utf-8"), max_size=12)
WORD = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
SLUG = st.from_regex(r"[a-z0-9][a-z0-9_-]{0,8}", fullmatch=True)
SAID = TEXT.filter(bool)
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)
OBJECT = st.dictionaries(TEXT, JSON, max_size=3)
COUNT = st.integers(0, 10**6)
RATE = st.floats(0, 1e6)
NAMED = SLUG.map(lambda name: f"{name}@1")
MESSAGE = st.fixed_dictionaries({"role": st.sampled_from(["system", "user", "assistant", "tool"]), "content": TEXT})
STEP = st.one_of(
    st.fixed_dictionaries({"require": SAID, "message": TEXT}),
    st.fixed_dictionaries({"read": SAID, "as": WORD}),
    st.fixed_dictionaries({"write": SAID}, optional={"when": SAID, "as": WORD}),
)
RETURNS = st.fixed_dictionaries(
    {"sql": SAID, "shape": st.sampled_from(["rows", "row", "value"])}, optional={"json": st.lists(TEXT)}
)
ANSWER = st.just({"type": "none"}) | st.fixed_dictionaries({"type": st.just("text"), "value": SAID})
FRAME = st.lists(WORD) | st.dictionaries(WORD, st.fixed_dictionaries({"insert": COUNT}))

DOCUMENTS: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "scenarios": st.fixed_dictionaries({"name": SLUG, "title": SAID, "category": SAID, "description": SAID}),
    "tasks": st.fixed_dictionaries(
        {"id": SLUG, "kind": st.sampled_from(["query", "change", "both"]), "instruction": SAID},
        optional={"difficulty": st.integers(1, 5), "situation": TEXT},
    ),
    "tables": st.fixed_dictionaries(
        {"name": WORD, "ddl": SAID | st.lists(SAID, max_size=2)},
        optional={"description": TEXT, "naming": st.lists(TEXT), "noun": st.just({"singular": "a", "plural": "b"})},
    ),
    "tools": st.fixed_dictionaries(
        {"name": WORD, "description": SAID, "parameters": st.just({"type": "object"}), "returns": RETURNS},
        optional={"steps": st.lists(STEP, max_size=3), "meanings": st.just({"a": {"samples": [1, "x"]}})},
    ),
    "rows": st.fixed_dictionaries({"table": WORD, "number": COUNT, "values": OBJECT}),
    "solutions": st.fixed_dictionaries(
        {"task": SLUG, "calls": st.lists(st.fixed_dictionaries({"tool": TEXT, "arguments": OBJECT}), max_size=3)},
        optional={"answer": JSON},
    ),
    "verifiers": st.fixed_dictionaries({"task": SLUG}, optional={"answer": ANSWER, "frame": FRAME}),
    "certificates": st.fixed_dictionaries(
        {"scope": st.sampled_from(["environment", "task"]), "name": SAID, "passed": st.booleans()},
        optional={"measures": st.dictionaries(TEXT, RATE, max_size=2), "orders": st.just({"accepted": 1})},
    ),
    "environment": st.fixed_dictionaries(
        {"name": SLUG, "now": st.just("2026-05-12 10:00:00"), "scenario": TEXT}, optional={"provenance": OBJECT}
    ),
    "rollouts": st.fixed_dictionaries(
        {"environment": NAMED, "task": SLUG, "policy": SAID, "number": COUNT,
         "outcome": st.sampled_from(["complete", "incomplete", "unjudged"])},
        optional={"messages": st.lists(MESSAGE, max_size=2), "answer": JSON, "reward": RATE},
    ),
    "dataset": st.fixed_dictionaries(
        {"rollouts": SAID, "environment": NAMED, "task": SLUG, "group": TEXT, "number": COUNT,
         "turn": st.integers(1, 20), "prompt": st.lists(MESSAGE, min_size=1, max_size=2), "completion": MESSAGE,
         "reward": RATE}
    ),
    "training_run": st.fixed_dictionaries(
        {"name": SLUG, "method": st.sampled_from(["grpo", "sft"]), "base_model": SAID, "steps": COUNT},
        optional={"settings": OBJECT, "metrics": st.dictionaries(TEXT, st.lists(RATE, max_size=2), max_size=2)},
    ),
    "checkpoint": st.fixed_dictionaries(
        {"name": SLUG, "training_run": SAID, "step": COUNT, "base_model": SAID,
         "files": st.just({"model.safetensors": "ab" * 32})}
    ),
    "evaluation": st.fixed_dictionaries(
        {"benchmark": SLUG, "version": SAID, "policy": SAID, "item": SAID, "episodes": st.integers(9, 99),
         "score": st.floats(0, 1)},
        optional={"complete": st.integers(0, 3), "mean_turns": RATE, "failures": st.just({"wrong answer": 2})},
    ),
}  # fmt: skip


def test_every_kind_of_the_design_is_there() -> None:
    assert list(KINDS) == [
        "scenarios", "tasks", "tables", "tools", "rows", "solutions", "verifiers", "certificates", "environment",
        "rollouts", "dataset", "training_run", "checkpoint", "evaluation",
    ]  # fmt: skip
    assert set(DOCUMENTS) == set(KINDS)


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_records_survive_the_trip_through_parquet(kind: Kind[Any], data: st.DataObject) -> None:
    record = kind.row.model_validate(data.draw(DOCUMENTS[kind.name]))
    parquet = kind.parquet([record])
    identity = kind.identify([record])
    assert kind.read(parquet) == [record]
    assert kind.read(parquet, identity=identity) == [record]
    assert kind.identify(kind.read(parquet)) == identity
    assert kind.row.model_validate(record.document()) == record


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_documents_fit_their_json_schema(kind: Kind[Any], data: st.DataObject) -> None:
    schema = kind.json_schema()
    jsonschema_rs.meta.validate(schema)
    document = kind.row.model_validate(data.draw(DOCUMENTS[kind.name])).document()
    assert jsonschema_rs.is_valid(schema, document)


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_empty_table_is_a_table(kind: Kind[Any]) -> None:
    assert kind.read(kind.parquet([]), identity=kind.identify([])) == []


@given(values=OBJECT)
def test_content_id_does_not_depend_on_the_order_of_keys(values: dict[str, Any]) -> None:
    turned = dict(reversed(values.items()))
    one, other = (ROWS.identify([SeedRow(table="t", number=0, values=v)]) for v in (values, turned))
    assert one == other


def test_content_id_is_the_same_in_another_process_and_depends_on_order_and_content() -> None:
    script = (
        "from schemas import ROWS, SeedRow;"
        "print(ROWS.identify([SeedRow(table='t', number=0, values={'b': {'y': 1, 'x': 'é'}, 'a': 1.5})]))"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", script], check=True, capture_output=True, text=True,
            env={"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C", "PYTHONPATH": "."},
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    }  # fmt: skip
    assert len(found) == 1
    rows = [SeedRow(table="t", number=n, values={}) for n in (0, 1)]
    assert ROWS.identify(rows) != ROWS.identify(rows[::-1])


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "\ud800", {"a": [float("-inf")]}])
def test_what_json_lacks_has_no_canonical_form(value: Any) -> None:
    with pytest.raises(ValueError, match=r"JSON can hold|surrogate"):
        canonical_json(value)


def frame(**changes: list[Any]) -> pl.DataFrame:
    plain = TASKS.frame([Task(id=f"t{n}", kind="query", instruction=f"Do {n}.") for n in range(3)])
    return plain.with_columns(pl.Series(name, values, dtype=plain.schema[name]) for name, values in changes.items())


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        (frame(kind=["query", "dream", "both"]),
         "tasks-12: column kind, row 1: 'dream' breaks the rule isin(['query', 'change', 'both'])"),
        (frame(id=["a", "b", "a"]), "tasks-12: column id, row 2: 'a' breaks the rule field_uniqueness"),
        (frame(id=["a", None, "c"]), "tasks-12: column id, row 1: None breaks the rule not_nullable"),
        (frame(instruction=["x", "y", ""]),
         "tasks-12: column instruction, row 2: '' breaks the rule str_length(1, 4000)"),
        (frame(difficulty=["{}", '{"level": "extreme"}', "{}"]), "tasks-12: row 1, difficulty.level: "),
        (frame(difficulty=["{}", "{}", "{"]), "tasks-12: row 2 holds broken JSON"),
        (frame().drop("kind"), "tasks-12: column kind: it is missing (rule columns)"),
        (frame().with_columns(x=pl.lit(1)), "tasks-12: column x: no such column belongs here (rule columns)"),
        (frame().with_columns(id=pl.lit(1)), "tasks-12: column id: it holds Int32, where String belongs (rule dtype)"),
    ],
)  # fmt: skip
def test_failure_names_artifact_column_row_and_rule(broken: pl.DataFrame, message: str) -> None:
    with pytest.raises(ArtifactError) as caught:
        TASKS.records(broken, "tasks-12")
    assert str(caught.value).startswith(message)


def test_rows_that_repeat_each_other_are_named() -> None:
    rows = [SeedRow(table="boats", number=number, values={}) for number in (0, 1, 1)]
    with pytest.raises(ArtifactError, match="columns table, number, row 2: table 'boats', number 1 is there twice"):
        ROWS.frame(rows)


def test_records_under_another_id_are_refused() -> None:
    rows = [SeedRow(table="boats", number=0, values={})]
    with pytest.raises(ArtifactError, match=r"the content id is rows-\w+, where rows-none was expected"):
        ROWS.read(ROWS.parquet(rows), identity="rows-none")


def test_values_that_break_a_rule_are_found_even_when_the_file_has_the_expected_id() -> None:
    """A file under its own id is not put through the table model again, but its rows are records all the same."""
    broken = frame(kind=["query", "dream", "both"])
    buffer = io.BytesIO()
    broken.write_parquet(buffer)
    lines = TASKS._lines(broken.iter_rows())
    with pytest.raises(ArtifactError, match="row 1: 'dream'"):
        TASKS.read(buffer.getvalue(), identity=TASKS._identity(lines))


def test_authors_may_write_short_forms() -> None:
    tool = TOOLS.row.model_validate(
        {"name": "a", "description": "b", "parameters": {}, "returns": {"sql": "SELECT 1", "shape": "value"}}
    )
    assert tool.parameters == {"type": "object", "additionalProperties": False, "properties": {}}
    with pytest.raises(ValidationError, match="extra"):
        TOOLS.row.model_validate({**json.loads(tool.model_dump_json()), "extra": 1})


def test_records_that_contradict_themselves_are_refused() -> None:
    with pytest.raises(ValidationError, match="more outcomes than episodes"):
        EVALUATION.row.model_validate(
            {"benchmark": "b", "version": "1", "policy": "p", "item": "t", "episodes": 1, "complete": 2}
        )
    with pytest.raises(ValidationError, match="gives no reward"):
        ROLLOUTS.row.model_validate(
            {"environment": "e@1", "task": "t", "policy": "p", "number": 0, "outcome": "fault", "reward": 1.0}
        )


def test_packed_records_have_the_id_the_bytes_and_the_form_that_a_store_gives_back() -> None:
    rows = [SeedRow(table="boats", number=number, values={"name": "Heron", "id": number}) for number in range(3)]
    packed = ROWS.pack(rows)
    assert packed.id == ROWS.identify(rows)
    assert ROWS.read(packed.parquet(), identity=packed.id) == packed.records() == rows
    assert [list(row.values) for row in packed.records()] == [["id", "name"]] * 3  # keys in the canonical order


def test_packed_records_that_break_a_rule_are_refused() -> None:
    row = SeedRow(table="boats", number=0, values={})
    with pytest.raises(ArtifactError, match="is there twice"):
        ROWS.pack([row, row]).parquet()


@pytest.mark.parametrize("kind", KINDS.values(), ids=str)
def test_every_table_model_has_rules_that_are_checked_in_one_query(kind: Kind[Any]) -> None:
    assert rules_of(kind.table) is not None


def test_a_file_of_before_a_column_was_added_is_read_under_the_id_that_it_was_given() -> None:
    old = (DATA / "railway" / "tables-before-invariants.parquet").read_bytes()
    tables = TABLES.read(old, "tables", "tables-896f829cb7cdfb236f35a4dd")
    assert "invariants" not in pl.read_parquet(io.BytesIO(old)).columns
    assert len(tables) == 15 and all(table.ddl and table.invariants == [] for table in tables)
    assert TABLES.read(old) == tables
    assert TABLES.completed(pl.read_parquet(io.BytesIO(old))).equals(TABLES.frame(tables))
    with pytest.raises(ArtifactError, match="content id is tables-"):
        TABLES.read(old, "tables", TOOLS.identify([]))


def test_a_column_that_was_always_there_is_missed() -> None:
    frame = TABLES.frame([Table(name="boats", ddl=["CREATE TABLE boats (id INTEGER PRIMARY KEY)"])])
    with pytest.raises(ArtifactError, match="column naming: it is missing"):
        TABLES.records(frame.drop("naming"))


def rows_of(count: int, first: int = 0) -> list[SeedRow]:
    return [SeedRow(table="boats", number=first + number, values={"name": f"Boat {number}"}) for number in range(count)]


def test_records_that_came_out_of_packing_are_not_packed_again() -> None:
    packed = ROWS.pack(rows_of(3))
    records = packed.records()
    assert ROWS.pack(records) is packed
    assert ROWS.pack(list(records)) is packed
    assert ROWS.pack(records[:2]).id == ROWS.identify(records[:2]) != packed.id
    other = [*records[:2], records[2].model_copy(update={"number": 9})]
    assert ROWS.pack(other).id == ROWS.identify(other) != packed.id
    assert ROWS.pack(rows_of(3)) is not packed


def test_what_was_packed_long_ago_is_forgotten() -> None:
    kept: Given[str] = Given(most=5)
    first, second = rows_of(3), rows_of(3, first=3)
    kept.remember(first, "first")
    assert kept.recall(list(first)) == "first"
    kept.remember(second, "second")
    assert kept.recall(first) is None and kept.recall(second) == "second"
