"""What commands print: tables and text for people, JSON for programs; and how a fault ends a command.

In:  rows, documents, faults of the parts below. Out: lines on stdout and stderr, exit codes.
"""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import typer
from rich.console import Console
from rich.table import Table

MANY = 500
"""Rows; longer tables are printed plainly."""
USERS_MISTAKE = 2
OUR_FAULT = 1

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)


def print_json(document: Any) -> None:
    """One JSON document on stdout, readable by people too."""
    sys.stdout.write(json.dumps(document, indent=2, ensure_ascii=False, default=str) + "\n")


def print_table(rows: Sequence[Mapping[str, Any]], title: str = "", narrow: Sequence[str] = (),
                numbers: Sequence[str] = ()) -> None:  # fmt: skip
    """Rows of equal keys as a table; numbers to the right. Of numbers the heads are wrapped, of text all but `narrow`.

    `numbers` are columns of numbers that come as text, written as their own command wants them.
    """
    if not rows:
        return
    if len(rows) > MANY:
        _print_plainly(rows, title, numbers)
        return
    table = Table(
        title=title or None, title_justify="left", header_style="bold", box=None, pad_edge=False, padding=(0, 1, 0, 0)
    )
    for column, value in rows[0].items():
        number = isinstance(value, int | float) or column in numbers
        head = column.replace(" ", "\n") if number else column
        table.add_column(
            head, justify="right" if number else "left", no_wrap=number or column in narrow,
            overflow="ellipsis" if number or column in narrow else "fold",
        )  # fmt: skip
    for row in rows:
        table.add_row(*(_cell(value) for value in row.values()))
    out.print(table)


def _print_plainly(rows: Sequence[Mapping[str, Any]], title: str, numbers: Sequence[str]) -> None:
    """A long table, one line a row however wide: laying ten thousand rows out to fit a window takes seconds."""
    lines = [list(rows[0]), *([_cell(value) for value in row.values()] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    right = [isinstance(value, int | float) or column in numbers for column, value in rows[0].items()]
    if title:
        sys.stdout.write(f"{title}\n")
    for line in lines:
        cells = (
            cell.rjust(width) if number else cell.ljust(width)
            for cell, width, number in zip(line, widths, right, strict=True)
        )
        sys.stdout.write("  ".join(cells).rstrip() + "\n")


def _cell(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:,.1f}"
    return f"{value:,}" if isinstance(value, int) else str(value)


@contextmanager
def explaining() -> Iterator[None]:
    """Turn what a user can mend into a message and exit code 2; anything else keeps its traceback."""
    try:
        yield
    except (typer.Exit, typer.Abort):
        raise
    except Exception as fault:
        code = _exit_code(fault)
        if code is None:
            raise
        stop(str(fault), code)


def _exit_code(fault: Exception) -> int | None:
    """None for what is no user's business. Looked up when something went wrong: the imports take half a second."""
    from artifacts import WorkspaceError
    from authors import AuthorError
    from environments import BadEnvironment, EnvironmentFault, UnknownEnvironment
    from schemas import ArtifactError
    from training.errors import TrainingError

    theirs = AuthorError | WorkspaceError | BadEnvironment | UnknownEnvironment | ArtifactError | TrainingError
    if isinstance(fault, theirs):
        return USERS_MISTAKE
    return OUR_FAULT if isinstance(fault, EnvironmentFault) else None


def stop(message: str, code: int = USERS_MISTAKE) -> None:
    """End the command with a message on stderr."""
    err.print(message, style="red", markup=False, soft_wrap=True)
    raise typer.Exit(code)
