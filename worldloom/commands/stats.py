"""`worldloom stats`: what a collection is like, and how alike its environments are."""

from pathlib import Path
from typing import Annotated, Any

import typer

from worldloom.console import explaining, out, print_json, print_table, stop
from worldloom.options import AsJson, Home
from worldloom.settings import read_settings


def stats(
    references: Annotated[
        list[str] | None, typer.Argument(help="name or name@version; without any, all.", metavar="[ENV]…")
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Only so many environments.")] = None,
    plots: Annotated[Path | None, typer.Option(help="Draw charts (PNG) into this folder; extra `plots`.")] = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Describe the collection: sizes, tasks, wrong work, yields, and how alike environments are by role.

    A role is what is left of a table or a tool when its words are taken away, so that renamed twins are found.
    """
    from tasks.describe_collection import describe_collection
    from worldloom.figures.page import document_of, tables_of
    from worldloom.figures.peers import known_peers

    with explaining():
        workspace = read_settings(home).workspace()
        if workspace.is_new:
            stop(f"There are no environments in {workspace.root} yet. `worldloom synthesize --count 12` makes some.")
        description = describe_collection(workspace, references or (), limit)
    if not description.averages.environments:
        stop(f"There is nothing to describe in {workspace.root}: no published environment of SQL tools.")
    drawn = _draw(description, plots) if plots else []
    if as_json:
        print_json({**document_of(description, known_peers()), "plots": [str(path) for path in drawn]})
        return
    for title, rows, numbers in tables_of(description, known_peers()):
        out.print(title, style="bold", soft_wrap=True)
        print_table(rows, numbers=numbers)
        out.print()
    for peer in known_peers():
        out.print(f"{peer.short}: {peer.source}.", style="dim", soft_wrap=True)
    for reference in description.left_out:
        out.print(f"Left out: {reference} is a Python module, with neither typed tables nor tools.", style="dim")
    for path in drawn:
        out.print(f"Drawn: {path}", style="dim", soft_wrap=True)


def _draw(description: Any, folder: Path) -> list[Path]:
    from worldloom.figures.charts import NoCharts, draw_charts
    from worldloom.figures.peers import known_peers

    try:
        return draw_charts(description, folder, known_peers())
    except NoCharts as fault:
        stop(str(fault))
        raise
