"""A look at foreign Python before it is loaded: the first wall, and not the last.

In:  source text.
Out: what is wrong with it, line by line: imports that are not on the list, names that lead into the interpreter.
Never here: running it. What slips through meets the kernel's walls (`walls.py`).
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

MODULE_IMPORTS = frozenset(
    [
        "__future__",
        "abc",
        "annotated_types",
        "base64",
        "bisect",
        "calendar",
        "collections",
        "contextlib",
        "copy",
        "dataclasses",
        "datetime",
        "dateutil",
        "decimal",
        "email_validator",
        "enum",
        "fastapi",
        "fractions",
        "functools",
        "hashlib",
        "heapq",
        "hmac",
        "html",
        "http",
        "itertools",
        "json",
        "logging",
        "math",
        "numbers",
        "os",
        "pydantic",
        "random",
        "re",
        "secrets",
        "sqlalchemy",
        "starlette",
        "statistics",
        "string",
        "textwrap",
        "time",
        "typing",
        "typing_extensions",
        "unicodedata",
        "urllib",
        "uuid",
        "uvicorn",
        "warnings",
        "zoneinfo",
    ]
)
"""What environments of this form are made of. `os`, `uvicorn` and `logging` are stand-ins (`guest.py`)."""
VERIFIER_IMPORTS = (MODULE_IMPORTS | {"sqlite3", "difflib", "traceback"}) - {"fastapi", "sqlalchemy", "uvicorn"}

_HARMLESS_DUNDERS = frozenset(
    [
        "__init__",
        "__post_init__",
        "__name__",
        "__main__",
        "__repr__",
        "__str__",
        "__eq__",
        "__ne__",
        "__lt__",
        "__le__",
        "__gt__",
        "__ge__",
        "__hash__",
        "__len__",
        "__iter__",
        "__next__",
        "__contains__",
        "__getitem__",
        "__missing__",
        "__enter__",
        "__exit__",
        "__aenter__",
        "__aexit__",
        "__call__",
        "__bool__",
        "__tablename__",
        "__table_args__",
        "__mapper_args__",
        "__abstract__",
        "__table__",
        "__fields__",
        "__version__",
        "__all__",
        "__doc__",
        "__dict__",
        "__file__",
        "__slots__",
        "__allow_unmapped__",
    ]
)
_FORBIDDEN_NAMES = frozenset(
    [
        "eval",
        "exec",
        "compile",
        "open",
        "input",
        "breakpoint",
        "globals",
        "locals",
        "vars",
        "memoryview",
        "__import__",
        "__builtins__",
        "__loader__",
        "__spec__",
        "exit",
        "quit",
        "help",
    ]
)
_FORBIDDEN_ATTRIBUTES = frozenset(
    [
        "f_globals",
        "f_locals",
        "f_back",
        "f_builtins",
        "f_code",
        "gi_frame",
        "cr_frame",
        "ag_frame",
        "tb_frame",
        "tb_next",
        "co_code",
        "mro",
        "func_globals",
        "load_extension",
        "enable_load_extension",
        "set_authorizer",
        "create_module",
        "backup_to",
    ]
)
LARGEST_SOURCE = 1_000_000


@dataclass(frozen=True)
class ScreenFinding:
    line: int
    message: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.message}"


def screen(source: str, imports: frozenset[str] = MODULE_IMPORTS) -> list[ScreenFinding]:
    """What forbids loading this source; nothing where it may be tried."""
    if len(source) > LARGEST_SOURCE:
        return [ScreenFinding(1, f"{len(source):,} characters are more than the {LARGEST_SOURCE:,} that are read")]
    try:
        tree = ast.parse(source)
    except SyntaxError as fault:
        return [ScreenFinding(fault.lineno or 1, f"it is no Python: {fault.msg}")]
    except (ValueError, RecursionError, MemoryError) as fault:
        return [ScreenFinding(1, f"it cannot be read: {type(fault).__name__} {fault}".rstrip())]
    try:
        return sorted(set(_walk(tree, imports)), key=lambda finding: (finding.line, finding.message))
    except RecursionError:
        return [ScreenFinding(1, "it is nested too deeply to be read")]


def _walk(tree: ast.AST, imports: frozenset[str]) -> Iterator[ScreenFinding]:
    for node in ast.walk(tree):
        line = getattr(node, "lineno", 1)
        for message in _faults(node, imports):
            yield ScreenFinding(line, message)


def _faults(node: ast.AST, imports: frozenset[str]) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (_not_listed(alias.name) for alias in node.names if alias.name.split(".")[0] not in imports)
    elif isinstance(node, ast.ImportFrom):
        root = (node.module or "").split(".")[0]
        if node.level or root not in imports:
            yield _not_listed(node.module or ".")
        yield from (f"takes {alias.name} from {node.module}" for alias in node.names if _is_inside(alias.name))
    elif isinstance(node, ast.Name):
        if node.id in _FORBIDDEN_NAMES or _is_inside(node.id):
            yield f"uses {node.id}"
    elif isinstance(node, ast.Attribute):
        if _is_inside(node.attr) or node.attr in _FORBIDDEN_ATTRIBUTES:
            yield f"reaches for .{node.attr}"
    elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and _is_inside(node.name):
        yield f"defines {node.name}"


def _not_listed(module: str) -> str:
    return f"imports {module}, which is not on the list"


def _is_inside(name: str) -> bool:
    return name.startswith("__") and name.endswith("__") and name not in _HARMLESS_DUNDERS
