"""What a model would answer about one business, in the forms of the LLM author's answers.

In:  a folder of `tests/data` (`scenario.json`, `scene.json`, `tasks.json`, `tables.json`, `tools.json`, `rows.json`,
     `drafts.json`; in `first/` the pieces that were wrong at first), or an environment's `Content`.
Out: `Written`.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from authors.llm.meanings import written_tool
from environments import Content
from schemas import Scenario, Table

Entries = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Written:
    scenario: Mapping[str, str]
    """title, category, description."""
    scene: Mapping[str, Any]
    tasks: Sequence[dict[str, Any]]
    tables: Entries
    tools: Entries
    rows: Entries
    """By table: columns and rows."""
    drafts: Entries
    """By id: r01 …"""

    def record(self, name: str) -> Scenario:
        """The scenario, as a step takes it."""
        return Scenario(name=name, **self.scenario)

    def but(self, folder: Path) -> "Written":
        """The same with the pieces of a folder in the place of those of their names."""
        changed = {
            part: {**getattr(self, part), **_entries(folder / f"{part}.json", key)}
            for part, key in (("tables", "name"), ("tools", "name"), ("rows", ""), ("drafts", "id"))
        }
        return replace(self, **changed)


def read_written(folder: Path) -> Written:
    """The answers in a folder."""
    return Written(
        scenario=_document(folder / "scenario.json"), scene=_document(folder / "scene.json"),
        tasks=_document(folder / "tasks.json"), tables=_entries(folder / "tables.json", "name"),
        tools=_entries(folder / "tools.json", "name"), rows=_entries(folder / "rows.json", ""),
        drafts=_entries(folder / "drafts.json", "id"),
    )  # fmt: skip


def written_of(content: Content, title: str) -> Written:
    """An environment's content as a model would have written it."""
    manifest = content.manifest
    return Written(
        scenario={"title": title, "category": manifest.category or "Club", "description": manifest.scenario},
        scene={"suitable": True, "reason": "it keeps records", "now": manifest.now,
               "persona": manifest.persona or "a member of the club"},
        tasks=[{"kind": task.kind, "instruction": task.instruction} for task in content.tasks],
        tables={table.name: _table(table) for table in content.tables},
        tools={tool.name: written_tool(tool) for tool in content.tools},
        rows={table.name: _rows(content, table.name) for table in content.tables},
        drafts={name: _draft(content, number, name)
                for number, name in enumerate(f"r{place:02d}" for place in range(1, len(content.tasks) + 1))},
    )  # fmt: skip


def _document(file: Path) -> Any:
    return json.loads(file.read_text(encoding="utf-8"))


def _entries(file: Path, key: str) -> Entries:
    if not file.exists():
        return {}
    document = _document(file)
    return {entry[key]: entry for entry in document} if key else document


def _table(table: Table) -> dict[str, Any]:
    """Meanings in a few words, where the DDL does not show them."""
    said = {}
    for column in table.columns:
        words = [column.meaning, column.unit or ""] + [f"{one}>{other}" for one, other in column.transitions or ()]
        if column.meaning in ("state", "money", "quantity", "name", "category", "flag", "date", "text"):
            said[column.name] = " ".join(word for word in words if word)
    noun = [table.noun.singular, table.noun.plural] if table.noun else None
    return {"name": table.name, "ddl": table.ddl, "description": table.description or f"The {table.name}.",
            "noun": noun, "naming": table.naming, "columns": said}  # fmt: skip


def _rows(content: Content, table: str) -> dict[str, Any]:
    own = [row for row in content.rows if row.table == table]
    columns = list(dict.fromkeys(column for row in own for column in row.values))
    return {"columns": columns, "rows": [[row.values.get(column) for column in columns] for row in own]}


def _draft(content: Content, number: int, name: str) -> dict[str, Any]:
    """A task with its solution and verifier, under another id."""
    task = content.tasks[number]
    solution = next(each for each in content.solutions if each.task == task.id)
    verifier = next(each for each in content.verifiers if each.task == task.id)
    return {
        "id": name, "kind": task.kind, "level": task.difficulty.level, "instruction": task.instruction,
        "calls": json.loads(solution.model_dump_json())["calls"], "answer": solution.answer,
        "checks": [check.model_dump() for check in verifier.checks],
        "expects": verifier.answer.model_dump(exclude_none=True), "frame": list(verifier.frame),
    }  # fmt: skip
