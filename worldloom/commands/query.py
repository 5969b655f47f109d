"""`worldloom query`: one SELECT over the whole collection."""

import sys
from typing import Annotated, Any

import typer

from worldloom.console import explaining, out, print_json, print_table, stop
from worldloom.options import AsJson, Home
from worldloom.settings import read_settings

CELL_SIGNS = 80


def query(
    sql: Annotated[
        str | None, typer.Argument(help="One SELECT; without it, the tables and their columns.", metavar="SQL")
    ] = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Ask the whole collection in SQL: environments, tasks, tools, certificates, mutants, derivations, artifacts …

    `worldloom query "SELECT category, avg(tools) FROM environments GROUP BY category"`
    """
    from artifacts.collection import Collection

    if as_csv and as_json:
        stop("--csv and --json exclude each other: name one of them.")
    with explaining():
        collection = Collection(read_settings(home).workspace())
        if sql is None:
            _print_tables(collection.columns(), as_json)
            return
        frame = collection.query(sql)
    if as_json:
        print_json(frame.to_dicts())
    elif as_csv:
        sys.stdout.write(frame.write_csv())
    else:
        numbers = [name for name, dtype in frame.schema.items() if dtype.is_numeric()]
        rows = [{name: _cell(value) for name, value in row.items()} for row in frame.to_dicts()]
        print_table(rows, numbers=numbers)
        out.print(f"{frame.height:,} {'row' if frame.height == 1 else 'rows'}", style="dim")


def _print_tables(columns: dict[str, list[str]], as_json: bool) -> None:
    if as_json:
        print_json(columns)
    else:
        print_table([{"table": name, "columns": ", ".join(each)} for name, each in columns.items()], narrow=["table"])


def _cell(value: Any) -> Any:
    """Floats to four figures, long texts cut, NULL as nothing."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.4g}"
    text = str(value)
    return value if isinstance(value, int) else text if len(text) <= CELL_SIGNS else text[: CELL_SIGNS - 1] + "…"
