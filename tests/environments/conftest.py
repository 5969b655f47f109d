"""A small world to bend: two tables, a few tools, one task. And the railway club, loaded."""

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from environments import Content, Environment, read_authored
from schemas import EnvironmentManifest, SeedRow, Solution, Table, Task, Tool, Verifier

NOW = "2026-05-12 10:00:00"

DOCUMENTS: dict[str, Any] = {
    "manifest": {"name": "lending", "now": NOW, "scenario": "A library of things."},
    "tables": [
        {
            "name": "things",
            "ddl": "CREATE TABLE things (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, "
            "stock INTEGER NOT NULL CHECK (stock >= 0), kind TEXT NOT NULL CHECK (kind IN ('tool', 'toy')))",
        },
        {
            "name": "loans",
            "ddl": "CREATE TABLE loans (id INTEGER PRIMARY KEY, thing_id INTEGER NOT NULL REFERENCES things(id), "
            "user_id INTEGER NOT NULL, lent_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP, note TEXT)",
        },
    ],
    "tools": [
        {
            "name": "list_things",
            "description": "All things.",
            "parameters": {"type": "object", "properties": {"kind": {"type": "string", "enum": ["tool", "toy"]}}},
            "returns": {"sql": "SELECT * FROM things WHERE :kind IS NULL OR kind = :kind ORDER BY id", "shape": "rows"},
        },
        {
            "name": "borrow",
            "description": "Borrow a thing.",
            "parameters": {
                "type": "object",
                "properties": {
                    "thing_id": {"type": "integer"},
                    "note": {"type": "string"},
                    "lent_at": {"type": "string", "format": "date-time"},
                },
                "required": ["thing_id"],
            },
            "steps": [
                {"require": "SELECT stock > 0 FROM things WHERE id = :thing_id", "kind": "conflict",
                 "message": "Thing {thing_id} is out."},
                {"write": "UPDATE things SET stock = stock - 1 WHERE id = :thing_id"},
                {"write": "INSERT INTO loans (thing_id, user_id, lent_at, note) "
                          "VALUES (:thing_id, :user_id, coalesce(:lent_at, now()), :note) RETURNING id", "as": "loan"},
            ],
            "returns": {"sql": "SELECT * FROM loans WHERE id = :loan_id", "shape": "row"},
        },
    ],
    "rows": {
        "things": {"columns": ["id", "name", "stock", "kind"],
                   "rows": [[1, "Drill", 2, "tool"], [2, "Kite", 1, "toy"], [3, "Saw", 0, "tool"]]},
        "loans": {"columns": ["id", "thing_id", "user_id", "lent_at"], "rows": [[1, 3, 2, "2026-05-01 09:00:00"]]},
    },
    "tasks": [{"id": "t1", "kind": "change", "instruction": "Borrow the kite for me."}],
    "solutions": [{"task": "t1", "calls": [{"tool": "borrow", "arguments": {"thing_id": 2}}]}],
    "verifiers": [
        {
            "task": "t1",
            "checks": [{"description": "the kite is borrowed by user 1",
                        "sql": "SELECT count(*) = 1 FROM final.loans WHERE thing_id = 2 AND user_id = :user_id"}],
            "frame": {"loans": {"insert": 1}, "things": {"update": 1}},
        }
    ],
}  # fmt: skip


def content_of(documents: dict[str, Any]) -> Content:
    rows = [
        SeedRow(table=table, number=number, values=dict(zip(block["columns"], values, strict=True)))
        for table, block in documents["rows"].items()
        for number, values in enumerate(block["rows"])
    ]
    return Content(
        EnvironmentManifest.model_validate(documents["manifest"]),
        [Table.model_validate(entry) for entry in documents["tables"]],
        [Tool.model_validate(entry) for entry in documents["tools"]],
        rows,
        [Task.model_validate(entry) for entry in documents["tasks"]],
        [Solution.model_validate(entry) for entry in documents["solutions"]],
        [Verifier.model_validate(entry) for entry in documents["verifiers"]],
    )


Bend = Callable[[dict[str, Any]], object]


@pytest.fixture(scope="session")
def bent_content() -> Callable[..., Content]:
    """The content of the small world, after a function has changed its documents."""

    def build(bend: Bend = lambda documents: None) -> Content:
        documents = copy.deepcopy(DOCUMENTS)
        bend(documents)
        return content_of(documents)

    return build


@pytest.fixture(scope="session")
def lending(bent_content: Callable[..., Content]) -> Environment:
    return Environment(bent_content())


@pytest.fixture(scope="session")
def with_tool(bent_content: Callable[..., Content]) -> Callable[..., Environment]:
    """The small world with one more tool."""

    def build(**tool: Any) -> Environment:
        plain = {"name": "extra", "description": "One more.", "parameters": {"type": "object", "properties": {}}}
        return Environment(bent_content(lambda documents: documents["tools"].append({**plain, **tool})))

    return build


@pytest.fixture(scope="session")
def railway_content(railway_folder: Path) -> Content:
    return read_authored(railway_folder)


@pytest.fixture(scope="session")
def railway(railway_content: Content) -> Environment:
    return Environment(railway_content)
