"""`worldloom diff`: what changed between two environments, or two versions of one."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from worldloom.console import explaining, out, print_json
from worldloom.options import AsJson, Home
from worldloom.settings import read_settings

if TYPE_CHECKING:
    from environments.difference import Changed, Difference, Section

MOST_SHOWN = 12
"""Changed places of one thing that are spelt out; --json has all."""
VALUE_SIGNS = 110

One = Annotated[str, typer.Argument(help="name, name@version, or a folder.", metavar="A")]
Other = Annotated[str, typer.Argument(help="The one to compare it with.", metavar="B")]


def diff(before: One, after: Other, home: Home = None, as_json: AsJson = False) -> None:
    """Say what changed from A to B: tables, rows, tools, tasks, certificates. Withdrawn versions may be compared too.

    Ends with exit code 1 where something differs, as `diff` does.
    """
    from environments.difference import difference
    from worldloom.opening import read_content

    with explaining():
        settings = read_settings(home)
        found = difference(read_content(settings, before), read_content(settings, after))
    if as_json:
        print_json({**asdict(found), "same": found.same})
    else:
        for line, style in _lines(found):
            out.print(line, style=style, markup=False, soft_wrap=True)
    if not found.same:
        raise typer.Exit(1)


def _lines(found: "Difference") -> Iterator[tuple[str, str]]:
    if found.same:
        yield f"{found.before} and {found.after} have the same content.", ""
        return
    yield f"{found.before} → {found.after}", "bold"
    for section in found.sections:
        if not section.same:
            yield f"\n{section.name}: {_counts(section)}", "bold"
            yield from _section(section)


def _counts(section: "Section") -> str:
    counted = (("added", section.added), ("removed", section.removed), ("changed", section.changed))
    return ", ".join(f"{len(things)} {word}" for word, things in counted if things)


def _section(section: "Section") -> Iterator[tuple[str, str]]:
    yield from ((f"+ {name}", "green") for name in section.added)
    yield from ((f"- {name}", "red") for name in section.removed)
    for name, changes in section.changed.items():
        yield f"~ {name}", "yellow"
        yield from ((f"    {_change(each)}", "") for each in changes[:MOST_SHOWN])
        if len(changes) > MOST_SHOWN:
            yield f"    … and {len(changes) - MOST_SHOWN} more (--json shows all)", "dim"


def _change(change: "Changed") -> str:
    if change.before is None:
        return f"+ {change.path}: {_value(change.after)}"
    if change.after is None:
        return f"- {change.path}: {_value(change.before)}"
    return f"{change.path}: {_value(change.before)} → {_value(change.after)}"


def _value(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= VALUE_SIGNS else text[: VALUE_SIGNS - 1] + "…"
