"""`worldloom lineage`: where something came from, and what came of it."""

import sys
from enum import StrEnum
from typing import Annotated

import typer

from worldloom.console import explaining
from worldloom.options import Home
from worldloom.settings import read_settings


class Format(StrEnum):
    """How a graph is written."""

    TREE = "tree"
    JSON = "json"
    MERMAID = "mermaid"
    HTML = "html"


def lineage(
    reference: Annotated[
        str, typer.Argument(help="Artifact id (or its beginning), name, or name@version.", metavar="ID")
    ],
    down: Annotated[bool, typer.Option("--down", help="What came of it, instead of what it came from.")] = False,
    format: Annotated[Format, typer.Option(help="How to print it; html is one page that stands alone.")] = Format.TREE,
    home: Home = None,
) -> None:
    """Show what an artifact or environment came from, or what came of it."""
    from artifacts import Lineage, as_html, as_json, as_mermaid, as_tree

    with explaining():
        found = Lineage(read_settings(home).workspace().catalog)
        graph = found.down(reference) if down else found.up(reference)
    write = {Format.TREE: as_tree, Format.JSON: as_json, Format.MERMAID: as_mermaid, Format.HTML: as_html}[format]
    sys.stdout.write(write(graph) + "\n")
