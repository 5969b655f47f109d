"""The tables: asked for at once, executed, and mended one by one.

In:  a scenario, its scene and requirements. Out: `Table` records that can be created together.
Raises: `AuthorError` where too few remain.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from authors.llm.answers import TablesAnswer
from authors.llm.asking import Desk
from authors.llm.meanings import table_entry
from authors.llm.mending import Fault, Faults, mend
from authors.llm.prompts import render
from authors.llm.trial import by_piece, content_of, load, record_of
from authors.protocol import AuthorError, Setting
from schemas import Scenario, Table, Task

FEWEST = 3
Entries = dict[str, Any]


async def write_tables(desk: Desk, scenario: Scenario, scene: Setting, requirements: Sequence[Task]) -> list[Table]:
    """The tables that the requirements need."""
    shared = {"scenario": scenario, "scene": scene}
    prompt = render("tables", **shared, requirements=requirements)
    answer = await desk.ask("design_tables", prompt, TablesAnswer)

    async def rewrite(bad: Entries, faults: Faults) -> Entries:
        listed = [{"name": name, "text": _text(bad[name]), "faults": faults[name][:5]} for name in bad]
        others = [name for name in pieces if name not in bad]
        repaired = await desk.ask(
            "design_tables repair", render("repair_tables", **shared, bad=listed, others=others), TablesAnswer
        )
        return {name: entry for name, entry in entries_of(repaired.tables).items() if name in bad}

    pieces = entries_of(answer.tables)
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


def _text(entry: Any) -> str:
    return json.dumps(entry, ensure_ascii=False)
