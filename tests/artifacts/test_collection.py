import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from artifacts import Derivation, DraftOutcome, Workspace, WorkspaceError
from artifacts.collection import BadQuery, Collection
from environments import read_authored
from tasks.publish import shelve
from tasks.take_in import take_in
from tests.conftest import DATA

PutTask = Callable[[str], str]
RAILWAY = "brackwater-model-railway-club"


@pytest.fixture
def collection(workspace: Workspace, railway_folder: Path) -> Collection:
    """A collection with the railway club in it."""
    take_in(workspace, read_authored(railway_folder), "railway")
    return Collection(workspace)


def test_every_table_has_the_columns_that_are_told_before_anything_is_read(collection: Collection) -> None:
    for table, columns in collection.columns().items():
        assert collection.query(f'SELECT * FROM "{table}"').columns == columns, table


def test_an_empty_collection_answers_with_no_rows(workspace: Workspace) -> None:
    collection = Collection(workspace)
    for table, columns in collection.columns().items():
        found = collection.query(f'SELECT * FROM "{table}"')
        assert (found.height, found.columns) == (0, columns), table


def test_tools_per_environment_by_category_is_one_line(collection: Collection) -> None:
    found = collection.query(
        "SELECT category, count(*) / count(DISTINCT environment) AS tools FROM tools GROUP BY category"
    )
    assert found.to_dicts() == [{"category": "", "tools": 32}]


def test_tables_are_joined(collection: Collection) -> None:
    found = collection.query(
        "SELECT e.title, count(*) AS tasks FROM environments e JOIN tasks t ON t.environment = e.reference "
        "WHERE t.level IS NOT NULL GROUP BY e.title"
    )
    assert found["tasks"].to_list() == [10]


def test_mutants_are_counted_a_task_and_kind(workspace: Workspace, railway_folder: Path) -> None:
    from dataclasses import replace

    from schemas import Certificate, MutantCount

    certificates = [
        Certificate(scope="environment", name="railway", passed=True),
        Certificate(scope="task", name="t01", passed=True, mutants=[MutantCount(kind="dropped", made=3, rejected=2)]),
        Certificate(scope="task", name="t02", passed=True),
    ]
    shelve(workspace, replace(read_authored(railway_folder), certificates=certificates), None)
    found = Collection(workspace).query("SELECT task, kind, made, rejected FROM mutants")
    assert found.rows() == [("t01", "dropped", 3, 2)]


def test_derivations_and_drafts_are_tables_too(workspace: Workspace, put_task: PutTask) -> None:
    workspace.catalog.record(
        Derivation(
            "k", "certify", "1", "marina", outputs={"tasks": put_task("x")}, parameters={"tasks": 10}, wall_s=1.5,
            drafts=(DraftOutcome("t1", "kept"), DraftOutcome("t2", "dropped", "ungrounded", "a guess")),
        )
    )  # fmt: skip
    collection = Collection(workspace)
    steps = collection.query("SELECT step, parameters, wall_s, standing FROM derivations")
    assert steps.rows() == [("certify", '{"tasks":10}', 1.5, True)]
    drafts = collection.query("SELECT step, subject, rule, count(*) AS n FROM draft_outcomes "
                              "WHERE outcome = 'dropped' GROUP BY step, subject, rule")  # fmt: skip
    assert drafts.rows() == [("certify", "marina", "ungrounded", 1)]


def test_only_the_files_that_a_query_names_are_read(collection: Collection) -> None:
    bundle = collection.workspace.shelf.path(RAILWAY, 1)
    (bundle / "tasks.parquet").write_bytes(b"damaged")
    assert collection.query("SELECT count(*) FROM tools").item() == 32
    assert collection.query("SELECT tasks FROM environments").item() == 10
    with pytest.raises(WorkspaceError, match=r"tasks\.parquet cannot be read.*doctor"):
        collection.query("SELECT count(*) FROM tasks")


def test_a_bundle_of_before_a_column_was_added_is_asked_like_any_other(collection: Collection) -> None:
    (published,) = (collection.workspace.root / "environments").glob("*@1")
    shutil.copy(DATA / "railway" / "tables-before-invariants.parquet", published / "tables.parquet")
    found = collection.query("SELECT * FROM tables")
    assert found.columns == collection.columns()["tables"]
    assert set(found["invariants"]) == {"[]"} and found.height == 15


def test_a_damaged_file_is_named_before_polars_reads_it(collection: Collection) -> None:
    path = collection.workspace.shelf.path(RAILWAY, 1) / "tools.parquet"
    content = bytearray(path.read_bytes())
    content[100] ^= 255
    path.write_bytes(content)
    with pytest.raises(WorkspaceError, match=r"tools\.parquet has changed since it was written"):
        collection.query("SELECT count(*) FROM tools")


def test_parts_come_from_the_store_where_the_bundle_lies_elsewhere(collection: Collection) -> None:
    shutil.rmtree(collection.workspace.shelf.path(RAILWAY, 1))
    assert collection.query("SELECT count(*) FROM tools").item() == 32


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("SELECT * FROM task", "no table 'task'. Did you mean tasks"),
        ("SELECT colour FROM tools", "  tools: environment, category"),
        ("SELECT * FROM", "no SQL"),
        ("DROP TABLE tools", "one SELECT"),
        ("SELECT 1; SELECT 2", "one SELECT"),
        ("", "one SELECT"),
        ("SELECT nonsense(name) FROM tools", "tools: environment"),
        ("SELECT * FROM tools t JOIN tasks ON", "parser error"),
    ],
)
def test_a_query_that_cannot_be_answered_says_what_there_is(collection: Collection, sql: str, said: str) -> None:
    with pytest.raises(BadQuery) as caught:
        collection.query(sql)
    assert said in str(caught.value)


def test_a_with_name_is_no_table_that_is_missing(collection: Collection) -> None:
    assert collection.query("WITH a AS (SELECT name FROM tools) SELECT count(*) FROM a").item() == 32
