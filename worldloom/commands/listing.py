"""`worldloom list`: the published environments, and those that were imported."""

from dataclasses import asdict
from typing import Annotated

import typer

from worldloom.console import explaining, out, print_json, print_table
from worldloom.imported import imported_environments
from worldloom.options import AsJson, Home
from worldloom.settings import read_settings


def list_environments(
    category: Annotated[str | None, typer.Option(help="Only this category.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Withdrawn ones too.")] = False,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """List the environments of the catalog, and the imported ones (category `imported`)."""
    settings = read_settings(home)
    with explaining():
        published = settings.workspace().environments(None if everything else "published")
        imported = imported_environments(settings)
    references = [(entry.reference, entry) for entry in published]
    references += [(reference, entry) for reference, (entry, _) in imported.items()]
    entries = [each for each in references if category is None or each[1].category.lower() == category.lower()]
    if as_json:
        print_json([{**asdict(entry), "reference": reference} for reference, entry in entries])
        return
    if not entries:
        out.print(
            f"No environments in {settings.home} yet. `worldloom synthesize --count 12` makes some.", soft_wrap=True
        )
        return
    rows = [
        {
            "environment": reference,
            "category": entry.category,
            "tables": entry.tables,
            "rows": entry.rows,
            "tools": entry.tools,
            "tasks": entry.tasks,
            "mean steps": entry.mean_steps,
            **({"state": entry.state} if everything else {}),
        }
        for reference, entry in entries
    ]
    print_table(rows)
