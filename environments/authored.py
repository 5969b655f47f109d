"""The authored form: a folder of JSON documents, as a person or a model writes an environment.

In:  a folder with `environment.json`, `tables.json`, `tools.json` and what else there is.
Out: `Content`, or everything that is wrong with the documents.
Never here: whether the SQL in them works (`environment.py`).
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from environments.content import Content
from environments.errors import BadEnvironment, Finding
from schemas import EnvironmentManifest, Record, SeedRow, Solution, Table, Task, Tool, Verifier, explain

R = TypeVar("R", bound=Record)
_REQUIRED = ("environment.json", "tables.json", "tools.json")
LARGEST_DOCUMENT = 64_000_000


def read_authored(folder: Path) -> Content:
    """Read the documents of a folder.

    Raises:
        BadEnvironment: naming file, entry and rule of everything that is wrong.
    """
    return _Reader(Path(folder)).read()


class _Reader:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._findings: list[Finding] = []

    def read(self) -> Content:
        document = self._document("environment.json", dict)
        manifest = self._record("environment.json", "the manifest", EnvironmentManifest, document)
        tables = self._entries("tables.json", Table, lambda entry: entry.get("name"))
        tools = self._entries("tools.json", Tool, lambda entry: entry.get("name"))
        rows = self._rows()
        tasks = self._entries("tasks.json", Task, lambda entry: entry.get("id"))
        solutions = self._entries("solutions.json", Solution, lambda entry: entry.get("task"))
        verifiers = self._entries("verifiers.json", Verifier, lambda entry: entry.get("task"))
        if self._findings or manifest is None:
            raise BadEnvironment(str(self._folder), self._findings)
        return Content(manifest, tables, tools, rows, tasks, solutions, verifiers)

    def _entries(self, file: str, kind: type[R], name: Callable[[dict[str, Any]], Any]) -> list[R]:
        records = []
        for number, entry in enumerate(self._document(file, list)):
            said = name(entry) if isinstance(entry, dict) else None
            where = f"entry {number}" + (f" ({said})" if said else "")
            record = self._record(file, where, kind, entry)
            if record is not None:
                records.append(record)
        return records

    def _rows(self) -> list[SeedRow]:
        rows = []
        for table, block in self._document("rows.json", dict).items():
            if not isinstance(block, dict) or set(block) != {"columns", "rows"}:
                self._find("rows.json", table, 'a table is {"columns": […], "rows": [[…], …]}', "form")
                continue
            columns, listed = block["columns"], block["rows"]
            if not isinstance(listed, list) or not _are_names(columns):
                self._find("rows.json", table, "columns and rows must be lists, and columns different names", "form")
                continue
            for number, values in enumerate(listed):
                where = f"{table} row {number}"
                if not isinstance(values, list) or len(values) != len(columns):
                    count = len(values) if isinstance(values, list) else "no"
                    self._find("rows.json", where, f"there are {len(columns)} columns, but {count} values", "length")
                    continue
                entry = {"table": table, "number": number, "values": dict(zip(columns, values, strict=True))}
                record = self._record("rows.json", where, SeedRow, entry)
                if record is not None:
                    rows.append(record)
        return rows

    def _record(self, file: str, where: str, kind: type[R], entry: Any) -> R | None:
        try:
            return kind.model_validate(entry)
        except ValidationError as fault:
            self._find(file, where, explain(fault), "form")
            return None

    def _document(self, file: str, form: type) -> Any:
        path = self._folder / file
        if not path.exists():
            if file in _REQUIRED:
                self._find(file, "the file", f"is missing in {self._folder}", "missing_file")
            return form()
        try:
            if path.stat().st_size > LARGEST_DOCUMENT:
                raise ValueError(f"it has {path.stat().st_size:,} bytes; at most {LARGEST_DOCUMENT:,} are read")
            document = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError) as fault:
            self._find(file, "the file", f"cannot be read as JSON: {fault}", "not_json")
            return form()
        if not isinstance(document, form):
            wanted = "a list" if form is list else "an object"
            self._find(file, "the file", f"must hold {wanted}, not {type(document).__name__}", "form")
            return form()
        return document

    def _find(self, file: str, where: str, message: str, rule: str) -> None:
        self._findings.append(Finding(file, where, f"{message}.", rule))


def _are_names(columns: Any) -> bool:
    return (
        isinstance(columns, list)
        and all(isinstance(column, str) for column in columns)
        and len(set(columns)) == len(columns)
    )


def write_authored(content: Content, folder: Path) -> None:
    """Write the documents, one entry a line where there are many, so that differences can be read."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    manifest = content.manifest.document()
    for computed in ("parts", "image_sha256"):
        manifest.pop(computed, None)
    _write(folder / "environment.json", json.dumps(manifest, ensure_ascii=False, indent=1))
    _write(folder / "rows.json", _rows_text(content.rows))
    for name, records in (
        ("tables", content.tables),
        ("tools", content.tools),
        ("tasks", content.tasks),
        ("solutions", content.solutions),
        ("verifiers", content.verifiers),
    ):
        lines = ",\n".join(json.dumps(record.document(), ensure_ascii=False) for record in records)
        _write(folder / f"{name}.json", f"[\n{lines}\n]")


def _rows_text(rows: list[SeedRow]) -> str:
    tables: dict[str, list[SeedRow]] = {}
    for row in rows:
        tables.setdefault(row.table, []).append(row)
    blocks = []
    for table, members in tables.items():
        columns = list(dict.fromkeys(column for row in members for column in row.values))
        lines = ",\n".join(
            json.dumps([row.values.get(column) for column in columns], ensure_ascii=False) for row in members
        )
        blocks.append(f'{json.dumps(table)}: {{"columns": {json.dumps(columns)}, "rows": [\n{lines}\n]}}')
    return "{\n" + ",\n".join(blocks) + "\n}"


def _write(path: Path, text: str) -> None:
    path.write_text(f"{text}\n", encoding="utf-8")
