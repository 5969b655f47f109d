"""`worldloom list`: the published environments."""

from dataclasses import asdict
from typing import Annotated

import typer

from worldloom.console import explaining, out, print_json, print_table
from worldloom.options import AsJson, Home
from worldloom.settings import read_settings


def list_environments(
    category: Annotated[str | None, typer.Option(help="Only this category.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Withdrawn ones too.")] = False,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """List the environments of the catalog."""
    settings = read_settings(home)
    with explaining():
        workspace = settings.workspace()
        entries = [] if workspace.is_new else workspace.catalog.environments(None if everything else "published")
    entries = [entry for entry in entries if category is None or entry.category.lower() == category.lower()]
    if as_json:
        print_json([{**asdict(entry), "reference": entry.reference} for entry in entries])
        return
    if not entries:
        out.print(
            f"No environments in {settings.home} yet. `worldloom synthesize --count 12` makes some.", soft_wrap=True
        )
        return
    rows = [
        {
            "environment": entry.reference,
            "category": entry.category,
            "tables": entry.tables,
            "rows": entry.rows,
            "tools": entry.tools,
            "tasks": entry.tasks,
            "mean steps": entry.mean_steps,
            **({"state": entry.state} if everything else {}),
        }
        for entry in entries
    ]
    print_table(rows)
