"""The semantic layer, from the few words that a model writes and from what the DDL shows anyway.

In:  a table or a tool as a model wrote it. Out: the entry as `Table` and `Tool` want it.
Never here: checking it (`environments/meanings.py` does).
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, get_args

from schemas import Table, Tool
from schemas.tables import Meaning

_MEANINGS = frozenset(get_args(Meaning))
_COLUMN = re.compile(r"\s*([a-z][a-z0-9_]*)\s+(INTEGER|TEXT|REAL|NUMERIC|ANY|BLOB)\b(.*)", re.IGNORECASE | re.DOTALL)
_LISTED = re.compile(r"\bIN\s*\(([^()]*)\)", re.IGNORECASE)
_REFERENCES = re.compile(r"\bREFERENCES\s+([a-z][a-z0-9_]*)", re.IGNORECASE)
_NAMES = ("name", "title", "label", "nickname", "code", "sku")


def table_entry(entry: Mapping[str, Any]) -> dict[str, Any]:
    """A table as `Table.model_validate` takes it."""
    made = {name: entry[name] for name in ("name", "ddl", "description", "naming") if entry.get(name) is not None}
    noun = entry.get("noun")
    if isinstance(noun, list) and len(noun) == 2:
        made["noun"] = {"singular": noun[0], "plural": noun[1]}
    elif isinstance(noun, dict):
        made["noun"] = noun
    said = entry.get("columns") or {}
    if isinstance(said, list):
        made["columns"] = said
        return made
    ddl = made.get("ddl") or [""]
    create = str(ddl[0] if isinstance(ddl, list) else ddl)
    made["columns"] = [column_of(name, rest, str(said.get(name, ""))) for name, rest in columns_of(create)]
    return made


def columns_of(create: str) -> list[tuple[str, str]]:
    """Names of the columns of a CREATE TABLE, with what is said of each."""
    body = create[create.find("(") + 1 : create.rfind(")")]
    found = [(_COLUMN.fullmatch(part), part) for part in _split(body)]
    return [(match[1].lower(), part) for match, part in found if match]


def column_of(name: str, definition: str, said: str) -> dict[str, Any]:
    """What a column means: what was said of it, else what its definition shows."""
    words = said.split()
    column: dict[str, Any] = {"name": name, "meaning": _guessed(name, definition)}
    if words and words[0] in _MEANINGS:
        column["meaning"] = words[0]
        words = words[1:]
    if reference := _REFERENCES.search(definition):
        column |= {"meaning": "reference", "references": reference[1].lower()}
    if column["meaning"] in ("money", "quantity") and words:
        column["unit"] = words[0]
    moves = [tuple(word.split(">", 1)) for word in words if ">" in word]
    if moves:
        column |= {"meaning": "state", "transitions": moves}
    if (listed := _LISTED.search(definition)) and column["meaning"] in ("state", "category"):
        column["values"] = re.findall(r"'([^']*)'", listed[1])
    return column


def _guessed(name: str, definition: str) -> str:
    upper = definition.upper()
    if "PRIMARY KEY" in upper:
        return "key"
    if name.endswith("_cents") or name in ("price", "cost", "fee"):
        return "money"
    if re.search(r"_(on|at)$", name) or name.endswith("_date"):
        return "date"
    if listed := _LISTED.search(definition):
        if re.fullmatch(r"\s*0\s*,\s*1\s*", listed[1]):
            return "flag"
        return "state" if name in ("status", "state") else "category"
    if name in _NAMES or name.endswith("_name"):
        return "name"
    return "text" if " TEXT" in upper else "quantity"


def tool_entry(entry: Mapping[str, Any], tables: Sequence[Table]) -> dict[str, Any]:
    """A tool as `Tool.model_validate` takes it: parameters that name rows say of which table."""
    made = {name: entry[name] for name in ("name", "description", "parameters", "steps", "returns", "action",
                                           "meanings") if entry.get(name) is not None}  # fmt: skip
    known = {table.name for table in tables}
    if "action" not in made and entry.get("does"):
        table = entry.get("table")
        made["action"] = {"does": entry["does"], "phrases": entry.get("phrases") or [],
                          **({"table": table} if table in known else {})}  # fmt: skip
    if "meanings" not in made and isinstance(made.get("parameters"), dict):
        made["meanings"] = dict(_references(made["parameters"].get("properties") or {}, tables))
    return made


def written_tool(tool: Tool) -> dict[str, Any]:
    """A tool as a model writes it: the reverse of `tool_entry`."""
    document = tool.document()
    document.pop("meanings", None)
    action = document.pop("action", None) or {}
    return {**document, **{name: action[name] for name in ("does", "table", "phrases") if action.get(name)}}


def _references(properties: Mapping[str, Any], tables: Sequence[Table]) -> list[tuple[str, dict[str, str]]]:
    """Parameters called as the columns that refer to a table, or as the table with `_id`."""
    parents = {
        column.name: column.references for table in tables for column in table.columns if column.references is not None
    }
    for table in tables:
        if table.noun is not None:
            parents.setdefault(f"{table.noun.singular.lower().replace(' ', '_')}_id", table.name)
    return [(name, {"references": parents[name]}) for name in properties if name in parents]


def _split(body: str) -> list[str]:
    """At the commas outside parentheses and strings."""
    parts, depth, quoted, start = [], 0, False, 0
    for place, sign in enumerate(body):
        quoted ^= sign == "'"
        if quoted:
            continue
        depth += (sign == "(") - (sign == ")")
        if sign == "," and depth == 0:
            parts.append(body[start:place])
            start = place + 1
    return [*parts, body[start:]]
