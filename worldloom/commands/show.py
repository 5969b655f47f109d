"""`worldloom show`: what an environment consists of."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rich.markup import escape

from worldloom.console import explaining, out, print_json, print_table
from worldloom.opening import open_environment
from worldloom.options import AsJson, Home, Reference
from worldloom.settings import read_settings

if TYPE_CHECKING:
    from environments import Environment
    from schemas import Certificate


def show(reference: Reference, home: Home = None, as_json: AsJson = False) -> None:
    """Show an environment: tables, tools, tasks, certificate."""
    with explaining():
        environment = open_environment(read_settings(home), reference)
    if as_json:
        print_json(document_of(environment))
        return
    manifest = environment.manifest
    out.print(f"[bold]{escape(manifest.title or manifest.name)}[/] ({manifest.name}@{manifest.version})")
    out.print(escape(manifest.scenario))
    out.print(f"Today is {manifest.now[:10]}. You are {escape(manifest.persona) or 'user 1'}.\n")
    print_table(table_rows(environment), "Tables", narrow=["table"])
    out.print()
    print_table(tool_rows(environment), "Tools", narrow=["tool"])
    out.print()
    print_table(task_rows(environment), "Tasks", narrow=["task", "kind", "level"])
    out.print()
    print_table(
        mutant_rows(environment.content.certificates), "Certificate: wrong work that was executed", narrow=["kind"]
    )


def document_of(environment: "Environment") -> dict[str, Any]:
    """All of it as JSON values; rows only counted."""
    content = environment.content
    return {
        "manifest": content.manifest.document(),
        "tables": [
            {**table.document(), "rows": rows["rows"]}
            for table, rows in zip(content.tables, table_rows(environment), strict=True)
        ],
        "tools": [tool.document() for tool in content.tools] or environment.tool_documents,
        "tasks": [task.document() for task in content.tasks],
        "certificates": [certificate.document() for certificate in content.certificates],
    }


def table_rows(environment: "Environment") -> list[dict[str, Any]]:
    """A line a table."""
    counts: dict[str, int] = {}
    for row in environment.content.rows:
        counts[row.table] = counts.get(row.table, 0) + 1
    return [
        {
            "table": table.name,
            "rows": counts.get(table.name, 0),
            "columns": ", ".join(column.name for column in table.columns) or "(see its DDL)",
        }
        for table in environment.content.tables
    ]


def tool_rows(environment: "Environment") -> list[dict[str, Any]]:
    """A line a tool."""
    return [
        {
            "tool": tool.name,
            "parameters": ", ".join(
                name if name in tool.parameters.get("required", []) else f"{name}?"
                for name in tool.parameters.get("properties", {})
            ),
            "what it does": " ".join(tool.description.partition("\n\n### Responses:")[0].split()),
        }
        for tool in environment.tools.values()
    ]


def task_rows(environment: "Environment") -> list[dict[str, Any]]:
    """A line a task."""
    steps = {certificate.name: certificate.steps for certificate in environment.content.certificates}
    return [
        {
            "task": task.id,
            "kind": task.kind,
            "level": task.difficulty.level,
            "steps": steps.get(task.id, 0),
            "instruction": task.instruction,
        }
        for task in environment.content.tasks
    ]


def mutant_rows(certificates: "Sequence[Certificate]") -> list[dict[str, Any]]:
    """A line a kind of mutant, over all certificates: its share of all mutants, and what became of them."""
    totals: dict[str, dict[str, Any]] = {}
    for certificate in certificates:
        for count in certificate.mutants:
            row = totals.setdefault(count.kind, {
                "kind": count.kind, "made": 0, "rejected": 0, "refused": 0, "equivalent": 0, "survived": 0,
            })  # fmt: skip
            for what in ("made", "rejected", "refused", "equivalent", "survived"):
                row[what] += getattr(count, what)
    every = sum(row["made"] for row in totals.values())
    return [{"kind": row["kind"], "share": f"{100 * row['made'] / every:.0f} %", **row} for row in totals.values()]
