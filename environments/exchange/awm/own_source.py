"""Pieces of this project's own source, to stand in files that must work without it.

In:  modules of this project, names of functions in them.
Out: the source of those functions and of all that they use, in order; the imports that they need.

So an exported verifier reads answers with the very code that reads them here.
"""

import ast
import inspect
from dataclasses import dataclass
from functools import cache
from types import ModuleType

_WRITTEN_OTHERWISE = {"pydantic_core.from_json": "json.loads"}


@dataclass(frozen=True)
class Piece:
    source: str
    uses: frozenset[str]
    place: tuple[int, int]


def source_of(modules: tuple[ModuleType, ...], wanted: tuple[str, ...]) -> tuple[str, list[str]]:
    """Definitions of `wanted` and of what they use, and their import lines. Modules are given in order of use."""
    pieces, imports = _catalogue(modules)
    chosen: dict[tuple[int, int], Piece] = {}
    open_names, seen = list(wanted), set(wanted)
    while open_names:
        for piece in pieces.get(open_names.pop(), ()):
            chosen[piece.place] = piece
            open_names += piece.uses - seen
            seen |= piece.uses
    lines = sorted({imports[name] for name in seen & imports.keys()})
    text = _spaced([piece.source for _, piece in sorted(chosen.items())])
    for ours, theirs in _WRITTEN_OTHERWISE.items():
        text = text.replace(ours, theirs)
    return text, [line for line in lines if line != "import pydantic_core"]


def _spaced(sources: list[str]) -> str:
    """One after the other, two empty lines around functions and classes."""
    text = ""
    was_block = False
    for source in sources:
        is_block = source.startswith(("def ", "class ", "@"))
        text += ("\n\n\n" if is_block or was_block else "\n") * bool(text) + source
        was_block = is_block
    return text


@cache
def _catalogue(modules: tuple[ModuleType, ...]) -> tuple[dict[str, list[Piece]], dict[str, str]]:
    pieces: dict[str, list[Piece]] = {}
    imports: dict[str, str] = {}
    for number, module in enumerate(modules):
        text = inspect.getsource(module)
        for node in ast.parse(text).body:
            if isinstance(node, ast.Import):
                imports |= {alias.asname or alias.name: f"import {alias.name}" for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not str(node.module).startswith("environments"):
                imports |= {alias.name: f"from {node.module} import {alias.name}" for alias in node.names}
            else:
                piece = Piece(_segment(text, node), _names(node), (number, node.lineno))
                for name in _defined(node):
                    pieces.setdefault(name, []).append(piece)
    return pieces, imports


def _segment(text: str, node: ast.stmt) -> str:
    decorators = getattr(node, "decorator_list", [])
    start = min([node.lineno, *(each.lineno for each in decorators)])
    return "\n".join(text.splitlines()[start - 1 : node.end_lineno])


def _names(node: ast.AST) -> frozenset[str]:
    return frozenset(each.id for each in ast.walk(node) if isinstance(each, ast.Name))


def _defined(node: ast.stmt) -> list[str]:
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        return [node.name]
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    return [each.id for target in targets if target is not None for each in ast.walk(target)
            if isinstance(each, ast.Name)]  # fmt: skip
