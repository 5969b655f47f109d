"""What changed between two environments, or two versions of one: tables, rows, tools, tasks, certificates.

In:  two contents.
Out: a `Difference`, section by section: which things came, went, and in what the others differ.
Never here: printing; a verdict on which of the two is better.

Things are matched by name. Tasks are numbered anew in each version, so those with the same instruction belong together
whatever their ids are.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

import apsw

from environments.clock import standing_clock
from environments.content import Content
from environments.database import connect
from environments.facts import rows_of
from schemas import Table, Task

Documents = Mapping[str, Mapping[str, Any]]
"""Name of a thing to what is said of it, as plain JSON."""
_KEYS = ("name", "id", "task", "kind", "rule")
"""What names an item of a list, where items have one."""
_COMPUTED = {"parts", "image_sha256", "version", "format"}
"""Of the manifest: follows from the rest."""


@dataclass(frozen=True)
class Changed:
    """One place that says something else."""

    path: str
    """`columns.colour.unit`."""
    before: Any
    """None where there was nothing."""
    after: Any


@dataclass(frozen=True)
class Section:
    """The differences of one kind of thing."""

    name: str
    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: Mapping[str, tuple[Changed, ...]]
    """Name of the thing to what is different in it."""

    @property
    def same(self) -> bool:
        return not (self.added or self.removed or self.changed)


@dataclass(frozen=True)
class Difference:
    before: str
    """`name@version`."""
    after: str
    sections: tuple[Section, ...]

    @property
    def same(self) -> bool:
        return all(section.same for section in self.sections)


def difference(before: Content, after: Content) -> Difference:
    """What changed from one content to the other."""
    earlier, later = _task_names(before.tasks, after.tasks)
    parts: list[tuple[str, Documents, Documents]] = [
        ("environment", _environment(before), _environment(after)),
        ("tables", _tables(before), _tables(after)),
        ("rows", _row_counts(before), _row_counts(after)),
        ("tools", _named(before.tools), _named(after.tools)),
        ("tasks", _tasks(before, earlier), _tasks(after, later)),
        ("certificates", _certificates(before, earlier), _certificates(after, later)),
    ]
    return Difference(
        before=f"{before.manifest.name}@{before.manifest.version}",
        after=f"{after.manifest.name}@{after.manifest.version}",
        sections=tuple(_section(name, one, other) for name, one, other in parts),
    )


def _section(name: str, before: Documents, after: Documents) -> Section:
    changed = {key: _telling(_changes(before[key], after[key])) for key in before if key in after}
    return Section(
        name=name,
        added=tuple(key for key in after if key not in before),
        removed=tuple(key for key in before if key not in after),
        changed={key: found for key, found in changed.items() if found},
    )


def _telling(changes: Iterable[Changed]) -> tuple[Changed, ...]:
    """Without the statement that creates a table, where it differs in what is told column by column."""
    found = tuple(changes)
    told = any(change.path.startswith(("columns.", "indexes.")) for change in found)
    return tuple(change for change in found if not (told and change.path == "create"))


def _changes(before: Any, after: Any) -> Iterator[Changed]:
    one, other = dict(_places(before, "")), dict(_places(after, ""))
    for path in dict.fromkeys([*one, *other]):
        if one.get(path) != other.get(path):
            yield Changed(path, one.get(path), other.get(path))


def _places(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    """Every leaf of a document, with its path; items of lists are called by their names where they have any."""
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from _places(item, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list) and value and all(isinstance(item, Mapping) for item in value):
        for name, item in zip(_item_names(value), value, strict=True):
            yield from _places(item, f"{path}.{name}")
    elif value not in (None, [], {}):
        yield path, value


def _item_names(items: Sequence[Mapping[str, Any]]) -> list[str]:
    key = next((each for each in _KEYS if all(each in item for item in items)), None)
    names = [str(item[key]) for item in items] if key else []
    return names if len(set(names)) == len(items) else [str(number) for number in range(1, len(items) + 1)]


def _named(records: Iterable[Any]) -> Documents:
    return {record.name: {key: value for key, value in record.document().items() if key != "name"}
            for record in records}  # fmt: skip


def _environment(content: Content) -> Documents:
    plain = content.manifest.document()
    return {"manifest": {key: value for key, value in plain.items() if key not in _COMPUTED}}


def _row_counts(content: Content) -> Documents:
    """A table's number of rows, and its rows by number, so that one changed value is found."""
    found: dict[str, dict[str, Any]] = {table.name: {"rows": 0} for table in content.tables}
    for row in content.rows:
        table = found.setdefault(row.table, {"rows": 0})
        table["rows"] += 1
        table[f"row {row.number}"] = row.values
    return found


def _tables(content: Content) -> Documents:
    """Tables as SQLite understood them, so that the layout of their DDL does not matter."""
    connection = connect(standing_clock(content.manifest.now))
    try:
        return {table.name: _table(connection, table) for table in content.tables}
    finally:
        connection.close()


def _table(connection: apsw.Connection, table: Table) -> dict[str, Any]:
    for statement in table.ddl:
        connection.execute(statement)
    columns = rows_of(connection, 'SELECT name, type, "notnull", dflt_value, pk FROM pragma_table_xinfo(?)',
                      (table.name,))  # fmt: skip
    keys = rows_of(connection, 'SELECT "from", "table", "to", on_delete FROM pragma_foreign_key_list(?)', (table.name,))
    references = {column: f" → {target}.{to or 'its key'}, on delete {action.lower()}"
                  for column, target, to, action in keys}  # fmt: skip
    indexes = rows_of(connection, "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? "
                      "AND sql IS NOT NULL ORDER BY name", (table.name,))  # fmt: skip
    meaning = {column.name: column.document() for column in table.columns}
    plain = table.document()
    return {
        "columns": {
            name: {
                "sql": _column(kind, bool(required), default, key) + references.get(name, ""),
                **{word: said for word, said in meaning.get(name, {}).items() if word != "name"},
            }
            for name, kind, required, default, key in columns
        },
        "indexes": {name: _one_line(sql) for name, sql in indexes},
        "create": _one_line(table.ddl[0]),
        **{word: plain[word] for word in ("description", "noun", "naming") if word in plain},
    }


def _column(kind: str, required: bool, default: str | None, key: int) -> str:
    parts = [kind, "primary key" if key else "", "not null" if required else ""]
    return " ".join([part for part in parts if part] + ([f"default {default}"] if default is not None else []))


def _one_line(sql: str) -> str:
    return " ".join(sql.split())


def _task_names(before: Sequence[Task], after: Sequence[Task]) -> tuple[dict[str, str], dict[str, str]]:
    """Names under which the tasks of two versions are compared: id to name, for either."""
    earlier = {task.id: task.id for task in before}
    known = {task.instruction: task.id for task in before}
    later = {task.id: known[task.instruction] for task in after if task.instruction in known}
    taken = set(later.values())
    for task in after:
        if task.id not in later:
            later[task.id] = _free(task.id, taken)
            taken.add(later[task.id])
    return earlier, later


def _free(name: str, taken: set[str]) -> str:
    numbered: Callable[[int], str] = lambda number: name if number == 1 else f"{name} ({number})"  # noqa: E731
    return next(each for each in map(numbered, count(1)) if each not in taken)


def _tasks(content: Content, names: Mapping[str, str]) -> Documents:
    solutions = {solution.task: solution.document() for solution in content.solutions}
    verifiers = {verifier.task: verifier.document() for verifier in content.verifiers}
    return {
        names[task.id]: {
            **{key: value for key, value in task.document().items() if key != "id"},
            "solution": _without_task(solutions.get(task.id)),
            "verifier": _without_task(verifiers.get(task.id)),
        }
        for task in content.tasks
    }


def _without_task(document: Mapping[str, Any] | None) -> dict[str, Any]:
    return {key: value for key, value in (document or {}).items() if key != "task"}


def _certificates(content: Content, names: Mapping[str, str]) -> Documents:
    return {
        "the environment" if each.scope == "environment" else names.get(each.name, each.name): {
            key: value for key, value in each.document().items() if key not in ("name", "scope")
        }
        for each in content.certificates
    }
