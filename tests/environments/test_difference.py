from dataclasses import replace
from pathlib import Path

import pytest

from environments import Content, read_authored
from environments.difference import Changed, Difference, Section, difference
from schemas import Table


@pytest.fixture(scope="module")
def railway(railway_folder: Path) -> Content:
    return read_authored(railway_folder)


def section(found: Difference, name: str) -> Section:
    return next(each for each in found.sections if each.name == name)


def with_ddl(table: Table, ddl: str) -> Table:
    return table.model_copy(update={"ddl": [ddl, *table.ddl[1:]]})


def test_the_same_content_differs_in_nothing(railway: Content) -> None:
    assert difference(railway, railway).same


def test_another_version_number_alone_is_no_difference(railway: Content) -> None:
    later = replace(railway, manifest=railway.manifest.model_copy(update={"version": 2}))
    found = difference(railway, later)
    assert found.same
    assert found.after.endswith("@2")


def test_a_new_column_is_named_with_its_type(railway: Content) -> None:
    first, *others = railway.tables
    longer = with_ddl(first, first.ddl[0].rstrip().removesuffix(")") + ", colour TEXT NOT NULL DEFAULT 'red')")
    found = section(difference(railway, replace(railway, tables=[longer, *others])), "tables")
    assert list(found.changed) == [first.name]
    assert [change.path for change in found.changed[first.name]] == ["columns.colour.sql"]
    assert Changed("columns.colour.sql", None, "TEXT not null default 'red'") in found.changed[first.name]


def test_tools_that_came_went_and_changed_are_told_apart(railway: Content) -> None:
    first, second, *others = railway.tools
    changed = second.model_copy(update={"description": "Something else."})
    new = first.model_copy(update={"name": "a_new_tool"})
    found = section(difference(railway, replace(railway, tools=[new, changed, *others])), "tools")
    assert (found.added, found.removed) == (("a_new_tool",), (first.name,))
    assert found.changed == {second.name: (Changed("description", second.description, "Something else."),)}


def test_one_changed_value_of_one_row_is_found(railway: Content) -> None:
    row = railway.rows[0]
    column = next(name for name, value in row.values.items() if isinstance(value, str))
    rows = [row.model_copy(update={"values": {**row.values, column: "x"}}), *railway.rows[1:]]
    found = section(difference(railway, replace(railway, rows=rows)), "rows")
    assert found.changed == {row.table: (Changed(f"row {row.number}.{column}", row.values[column], "x"),)}


def test_renumbered_tasks_are_recognised_and_a_new_one_is_told(railway: Content) -> None:
    new = railway.tasks[0].model_copy(update={"instruction": "Something new."})
    moved = [task.model_copy(update={"id": f"t{n:02d}"}) for n, task in enumerate(railway.tasks, start=2)]
    later = replace(
        railway,
        tasks=[new, *moved],
        solutions=[each.model_copy(update={"task": f"t{int(each.task[1:]) + 1:02d}"}) for each in railway.solutions],
        verifiers=[each.model_copy(update={"task": f"t{int(each.task[1:]) + 1:02d}"}) for each in railway.verifiers],
    )
    found = section(difference(railway, later), "tasks")
    assert found.added == ("t01 (2)",)
    assert found.removed == ()
    assert found.changed == {}


def test_a_task_with_other_words_is_a_changed_task(railway: Content) -> None:
    reworded = railway.tasks[0].model_copy(update={"instruction": "Say it differently."})
    found = section(difference(railway, replace(railway, tasks=[reworded, *railway.tasks[1:]])), "tasks")
    assert [change.path for change in found.changed[reworded.id]] == ["instruction"]
