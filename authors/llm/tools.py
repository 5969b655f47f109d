"""The tools: first the list, then the programs in portions, each checked against the tables and mended alone.

In:  a scenario, its scene, requirements and tables. Out: `Tool` records that load together.
Raises: `AuthorError` where too few remain.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from authors.llm.answers import ToolListAnswer, ToolsAnswer
from authors.llm.asking import Desk, NoAnswer
from authors.llm.meanings import tool_entry, written_tool
from authors.llm.mending import Fault, Faults, mend
from authors.llm.prompts import render
from authors.llm.repairing import part_by_part, repaired
from authors.llm.tables import Entries, entries_of, named_in, outlines
from authors.llm.trial import by_piece, content_of, load, record_of
from authors.protocol import AuthorError, Setting
from authors.spending import PieceOutcome, note_piece
from schemas import Scenario, Table, Task, Tool

WANTED = 25
PORTION = 6
"""Tools written in one answer: some 6,000 characters, so that none is cut off."""
ENOUGH = 0.5
"""Share of the list without which the business is not worth having."""
_DOUBTS_THAT_FAIL = frozenset({"no_order"})
"""What is only doubtful at load and fails the certificate nearly always."""


@dataclass(frozen=True)
class Workshop:
    """What all questions about the tools of one business share."""

    desk: Desk
    scenario: Scenario
    scene: Setting
    tables: Sequence[Table]

    def prompt(self, template: str, /, **more: Any) -> str:
        return render(template, scenario=self.scenario, scene=self.scene, tables=self.tables, **more)

    async def rewrite(self, bad: Entries, faults: Faults) -> Entries:
        """Each bad tool alone, all at once, with the tables that it or its faults speak of."""

        def prompt_of(name: str) -> str:
            shown = part_by_part(bad[name], faults[name])
            said = " ".join([*shown["parts"].values(), *(fault.message for fault in shown["faults"])])
            near = named_in(said, self.tables)
            others = outlines(self.tables, but=[table.name for table in near])
            return render("repair_tool", scenario=self.scenario, scene=self.scene, tables=near, others=others,
                          name=name, **shown)  # fmt: skip

        return await repaired(self.desk, "build_tools repair", bad, prompt_of)

    def faults(self, entries: Entries) -> dict[str, list[Fault]]:
        """What is wrong with which tool: its form first, then every statement against the tables."""
        read = {name: self._read(entry) for name, entry in entries.items()}
        found = {name: wrong for name, (_, wrong) in read.items() if wrong}
        sound = [tool for tool, _ in read.values() if tool is not None]
        environment, findings = load(content_of(self.scene, self.tables, sound))
        if environment is not None:
            findings = [doubt for doubt in environment.warnings if doubt.rule in _DOUBTS_THAT_FAIL]
        return {**by_piece(findings, "tools"), **found}

    def _read(self, entry: Any) -> tuple[Tool | None, list[Fault]]:
        if not isinstance(entry, Mapping):
            return None, [Fault("form", "it must be an object")]
        try:
            return record_of(Tool, tool_entry(entry, self.tables))
        except (AttributeError, TypeError, ValueError) as fault:
            return None, [Fault("form", f"its parts are not of the form that was asked for ({fault})")]


async def write_tools(workshop: Workshop, requirements: Sequence[Task]) -> list[Tool]:
    """The tools that the requirements need, each of which loads."""
    listed = await _listed(workshop, requirements)
    names = list(listed)
    portions = [names[start : start + PORTION] for start in range(0, len(names), PORTION)]
    written = await asyncio.gather(*(_portion(workshop, listed, portion) for portion in portions))
    pieces: Entries = dict(listed)
    for portion in written:
        pieces |= {name: entry for name, entry in portion.items() if name in pieces}
    kept = await mend(pieces, workshop.faults, workshop.rewrite, workshop.desk.settings.repairs)
    if len(kept) < ENOUGH * len(pieces):
        raise AuthorError(f"Of {len(pieces)} tools only {len(kept)} work.")
    return [Tool.model_validate(tool_entry(entry, workshop.tables)) for entry in kept.values()]


async def mended(workshop: Workshop, tools: Sequence[Tool], faults: Faults) -> list[Tool]:
    """The tools, those with faults rewritten once; a rewritten one that does not load stays as it was."""
    entries: Entries = {tool.name: written_tool(tool) for tool in tools}
    bad = {name: entries[name] for name in faults if name in entries}
    again = await workshop.rewrite(bad, faults)
    broken = workshop.faults({**entries, **again})
    sound = {name: entry for name, entry in again.items() if name not in broken}
    for name in sound:
        first = faults[name][0]
        note_piece(PieceOutcome(name, "kept", "repaired", f"{first.rule}: {first.message}"))
    entries |= sound
    return [Tool.model_validate(tool_entry(entry, workshop.tables)) for entry in entries.values()]


async def _listed(workshop: Workshop, requirements: Sequence[Task]) -> dict[str, dict[str, Any]]:
    prompt = workshop.prompt("tool_list", requirements=requirements, count=WANTED)
    answer = await workshop.desk.ask("build_tools list", prompt, ToolListAnswer)
    listed = entries_of(answer.tools)
    if not listed:
        raise AuthorError("The list of tools is empty.")
    return {name: {**entry, "purpose": entry.get("purpose") or name} for name, entry in listed.items()}


async def _portion(workshop: Workshop, listed: Mapping[str, Mapping[str, Any]], wanted: Sequence[str]) -> Entries:
    """The programs of some tools; none where no answer can be read, so that each is asked for alone afterwards."""
    prompt = workshop.prompt("tools", listed=listed.values(), wanted=wanted)
    try:
        answer = await workshop.desk.ask("build_tools", prompt, ToolsAnswer)
    except NoAnswer:
        return {}
    kinds = {name: {key: listed[name].get(key) for key in ("does", "table")} for name in wanted}
    return {name: {**kinds.get(name, {}), **entry} for name, entry in entries_of(answer.tools).items()}
