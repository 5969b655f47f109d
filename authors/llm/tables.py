"""The tables: asked for at once, executed, and mended one by one.

In:  a scenario, its scene and requirements. Out: `Table` records that can be created together.
Raises: `AuthorError` where too few remain.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any, TypeVar

from authors.llm.answers import TablesAnswer
from authors.llm.asking import Desk
from authors.llm.meanings import columns_of, table_entry
from authors.llm.mending import Fault, Faults, mend
from authors.llm.prompts import render
from authors.llm.repairing import part_by_part, repaired
from authors.llm.trial import by_piece, content_of, load, record_of
from authors.protocol import AuthorError, Setting
from schemas import Scenario, Table, Task, Tool

FEWEST = 3
N = TypeVar("N", Table, Tool)
_WORD = re.compile(r"[a-z][a-z0-9_]*")
Entries = dict[str, Any]


async def write_tables(desk: Desk, scenario: Scenario, scene: Setting, requirements: Sequence[Task]) -> list[Table]:
    """The tables that the requirements need."""
    shared = {"scenario": scenario, "scene": scene}
    prompt = render("tables", **shared, requirements=requirements)
    answer = await desk.ask("design_tables", prompt, TablesAnswer)
    pieces = entries_of(answer.tables)

    async def rewrite(bad: Entries, faults: Faults) -> Entries:
        """Each bad table alone, all at once."""
        known = [Table.model_construct(name=name, ddl=_ddl(entry)) for name, entry in pieces.items()]
        return await repaired(
            desk, "design_tables repair", bad,
            lambda name: render("repair_table", **shared, name=name, others=outlines(known, but=[name]),
                                **part_by_part(bad[name], faults[name])),
        )  # fmt: skip

    kept = await mend(pieces, lambda now: table_faults(now, scene), rewrite, desk.settings.repairs)
    if len(kept) < FEWEST:
        raise AuthorError(f"Of {len(pieces)} tables only {len(kept)} could be created.")
    return [Table.model_validate(table_entry(entry)) for entry in kept.values()]


def entries_of(listed: Sequence[Any]) -> Entries:
    """Entries by name; what has none is nothing. Of two of one name the later one counts."""
    return {str(entry["name"]): entry for entry in listed if isinstance(entry, dict) and entry.get("name")}


def table_faults(entries: Entries, scene: Setting) -> dict[str, list[Fault]]:
    """What is wrong with which table: its form first, then what SQLite says, then its meaning."""
    read = {name: record_of(Table, table_entry(entry)) if isinstance(entry, Mapping) else (None, [_NO_OBJECT])
            for name, entry in entries.items()}  # fmt: skip
    faults = {name: found for name, (_, found) in read.items() if found}
    if faults:
        return faults
    _, findings = load(content_of(scene, [table for table, _ in read.values() if table is not None]))
    return by_piece(findings, "tables")


_NO_OBJECT = Fault("form", "it must be an object")


def _ddl(entry: Any) -> list[str]:
    said = entry.get("ddl") if isinstance(entry, Mapping) else None
    return [str(each) for each in said] if isinstance(said, list) else [str(said or "")]


def named_in(text: str, known: Sequence[N]) -> list[N]:
    """The tables or tools that a text speaks of by their names."""
    words = set(_WORD.findall(text))
    return [each for each in known if each.name in words]


def outlines(tables: Sequence[Table], but: Collection[str] = ()) -> list[str]:
    """Tables in a few words each: `boats (id, name, length_ft)`."""
    return [f"{table.name} ({', '.join(name for name, _ in columns_of(table.ddl[0]))})"
            for table in tables if table.name not in but]  # fmt: skip
