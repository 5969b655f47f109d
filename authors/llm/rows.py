"""The rows: table by table in the order of references, mended row by row, completed where nothing could happen.

In:  a scenario, its scene, tables and tools. Out: `SeedRow` records that can be inserted with foreign keys on.
Raises: `AuthorError` where a table stays without rows that others need, or nothing fits.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from authors.llm.answers import RowsAnswer
from authors.llm.asking import NoAnswer
from authors.llm.mending import Fault, Faults, mend
from authors.llm.prompts import render
from authors.llm.tools import Workshop
from authors.llm.trial import content_of, load
from authors.protocol import AuthorError
from environments.certification import inspect
from environments.errors import Finding
from schemas import Problem, Require, SeedRow, Table, Tool

PORTION = 4
"""Tables filled in one answer."""
PATIENCE = 400
LONGEST_LIST = 30
Rows = dict[str, dict[str, Any]]
"""By "table row n", in order."""


async def write_rows(workshop: Workshop, tools: Sequence[Tool]) -> list[SeedRow]:
    """The seed data."""
    ordered = in_order(workshop.tables)
    requirements = [text for tool in tools for text in _requirements(tool)][: 2 * LONGEST_LIST]
    pieces: Rows = {}
    for start in range(0, len(ordered), PORTION):
        wanted = [table.name for table in ordered[start : start + PORTION]]
        prompt = workshop.prompt("rows", wanted=wanted, requirements=requirements, written=as_text(pieces))
        answer = await workshop.desk.ask("fill_tables", prompt, RowsAnswer)
        pieces |= rows_of(answer.tables, dict.fromkeys(wanted, 0))
    kept = await mend(
        pieces, lambda now: row_faults(workshop, now), _Rewriter(workshop, pieces), _rounds(workshop), only_changes=True
    )
    if not kept:
        raise AuthorError(f"Not one of {len(pieces)} rows could be inserted.")
    return records_of(kept, ordered)


async def complete(workshop: Workshop, rows: list[SeedRow], missing: Sequence[str]) -> list[SeedRow]:
    """The rows and as many more as let happen what never happened; those that do not fit are left out."""
    ordered = in_order(workshop.tables)
    pieces = {f"{row.table} row {row.number}": row.values for row in rows}
    counts = {table.name: sum(row.table == table.name for row in rows) for table in ordered}
    prompt = workshop.prompt("more_rows", written=as_text(pieces), missing=missing[:LONGEST_LIST])
    try:
        answer = await workshop.desk.ask("fill_tables more", prompt, RowsAnswer)
    except NoAnswer:
        return rows
    more = rows_of(answer.tables, counts)
    while faults := row_faults(workshop, {**pieces, **more}):
        bad = [name for name in faults if name in more]
        if not bad:
            return rows
        more = {name: values for name, values in more.items() if name not in bad}
    return records_of({**pieces, **more}, ordered)


def troubles(workshop: Workshop, tools: Sequence[Tool], rows: Sequence[SeedRow]) -> list[Problem]:
    """What stands against the environment when all its tools are tried."""
    environment, findings = load(content_of(workshop.scene, workshop.tables, tools, rows))
    if environment is None:
        return [Problem(rule=each.rule, where=each.name, message=each.message) for each in findings]
    return inspect(environment, patience=PATIENCE).problems


def in_order(tables: Sequence[Table]) -> list[Table]:
    """Each after those that it refers to; circles as they come."""
    names = {table.name for table in tables}
    parents = {table.name: {column.references for column in table.columns if column.references in names} - {table.name}
               for table in tables}  # fmt: skip
    ordered: list[Table] = []
    left = list(tables)
    while left:
        done = {table.name for table in ordered}
        free = [table for table in left if parents[table.name] <= done] or left[:1]
        ordered += free
        left = [table for table in left if table not in free]
    return ordered


def rows_of(answer: Mapping[str, Any], first: Mapping[str, int]) -> Rows:
    """Rows by name, from the numbers that come next in each table; what is no row is left out."""
    pieces: Rows = {}
    for table, block in answer.items():
        if table not in first or not isinstance(block, dict):
            continue
        columns, listed = block.get("columns"), block.get("rows")
        if not isinstance(listed, list):
            continue
        for number, values in enumerate(listed, start=first[table]):
            if isinstance(values, dict):
                pieces[f"{table} row {number}"] = values
            elif isinstance(values, list) and isinstance(columns, list):
                pieces[f"{table} row {number}"] = dict(zip(map(str, columns), values, strict=False))
    return pieces


def row_faults(workshop: Workshop, pieces: Rows) -> dict[str, list[Fault]]:
    """What is wrong with which row, by its name."""
    rows = [SeedRow(table=name.split()[0], number=int(name.split()[2]), values=values)
            for name, values in pieces.items()]  # fmt: skip
    _, findings = load(content_of(workshop.scene, workshop.tables, (), rows))
    found: dict[str, list[Fault]] = {}
    for finding in findings:
        if finding.part == "rows":
            for name in _rows_meant(finding, pieces):
                found.setdefault(name, []).append(Fault(finding.rule, finding.message[:300]))
    if findings and not found:
        raise AuthorError(f"The tables cannot be filled: {findings[0]}")
    return found


def _rows_meant(finding: Finding, pieces: Rows) -> list[str]:
    """The rows that a finding is about: named by number, or, where a reference leads nowhere, by column and value."""
    name = " ".join(finding.name.split()[:3])
    if name in pieces:
        return [name]
    return [
        row for row, values in pieces.items() if row.split()[0] == finding.name
        and any(re.search(rf"\b{column} {re.escape(repr(value))}(,| points)", finding.message)
                for column, value in values.items())
    ]  # fmt: skip


def records_of(pieces: Rows, ordered: Sequence[Table]) -> list[SeedRow]:
    """Records, numbered from 0 in each table."""
    rows = []
    for table in ordered:
        own = [values for name, values in pieces.items() if name.split()[0] == table.name]
        rows += [SeedRow(table=table.name, number=number, values=values) for number, values in enumerate(own)]
    return rows


def as_text(pieces: Rows) -> str:
    """Rows for a prompt: a table a paragraph, a row a line."""
    blocks: dict[str, list[dict[str, Any]]] = {}
    for name, values in pieces.items():
        blocks.setdefault(name.split()[0], []).append(values)
    return "\n\n".join(_block(table, rows) for table, rows in blocks.items())


def _block(table: str, rows: Iterable[Mapping[str, Any]]) -> str:
    listed = list(rows)
    columns = list(dict.fromkeys(column for row in listed for column in row))
    lines = [json.dumps([row.get(column) for column in columns], ensure_ascii=False) for row in listed]
    return "\n".join([f"{table} ({', '.join(columns)})", *lines])


def _requirements(tool: Tool) -> list[str]:
    return [f"{tool.name}: {step.message}" for step in tool.steps if isinstance(step, Require)]


def _rounds(workshop: Workshop) -> int:
    return workshop.desk.settings.repairs


class _Rewriter:
    """Failing rows, a question a table."""

    def __init__(self, workshop: Workshop, pieces: Rows) -> None:
        self._workshop, self._pieces = workshop, pieces

    async def __call__(self, bad: Rows, faults: Faults) -> Rows:
        again: Rows = {}
        for table in self._workshop.tables:
            own = [name for name in bad if name.split()[0] == table.name]
            if own:
                again |= await self._table(table, own, bad, faults)
        return again

    async def _table(self, table: Table, names: Sequence[str], bad: Rows, faults: Faults) -> Rows:
        listed = [{"name": name.split()[2], "text": json.dumps(bad[name], ensure_ascii=False),
                   "faults": faults[name][:3]} for name in names[:LONGEST_LIST]]  # fmt: skip
        parents = {column.references for column in table.columns if column.references}
        written = as_text({name: values for name, values in self._pieces.items() if name.split()[0] in parents})
        columns = [column.name for column in table.columns]
        prompt = render("repair_rows", table=table, columns=columns, bad=listed, written=written)
        try:
            answer = await self._workshop.desk.ask("fill_tables repair", prompt, RowsAnswer)
        except NoAnswer:
            return {}
        found = list(rows_of(answer.tables, {table.name: 0}).values())
        return dict(zip(names, found, strict=False))
