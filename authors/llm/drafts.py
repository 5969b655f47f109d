"""Tasks with solution and verifier: written in portions, executed, and mended with what really happened.

In:  a business, its requirements. Out: `Draft` records; those that are no good are dropped and counted.
"""

import asyncio
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from authors.llm import looping
from authors.llm.answers import DraftsAnswer
from authors.llm.asking import Desk, NoAnswer
from authors.llm.doubts import Doubt, doubt_of, second_opinions
from authors.llm.mending import Fault, Faults, mend
from authors.llm.prompts import render
from authors.llm.reading import is_foreign
from authors.llm.repairing import part_by_part, repaired
from authors.llm.rows import as_text
from authors.llm.tables import named_in, outlines
from authors.llm.trial import by_piece, content_of, load, record_of
from authors.protocol import Business, Draft
from environments import Environment, play
from environments.certification import inspector
from schemas import SeedRow, Solution, Task, Tool, Verifier

PORTION = 3
"""Tasks written in one answer."""
LONGEST_RESULT = 600
LONGEST_STORY = 5_000
Entries = dict[str, Any]


async def write_drafts(desk: Desk, business: Business, requirements: Sequence[Task], count: int) -> list[Draft]:
    """Grounded drafts, each of which passed its certificate here."""
    drafting = _Drafting(desk, business)
    portions = [requirements[start : start + PORTION] for start in range(0, len(requirements), PORTION)]
    answers = await asyncio.gather(*(drafting.portion(portion) for portion in portions))
    pieces: Entries = {name: entry for answer in answers for name, entry in answer.items()}
    kept = await mend(pieces, drafting.faults, drafting.rewrite, desk.settings.repairs)
    return [draft for name, entry in kept.items() if (draft := drafting.read(name, entry)[0]) is not None]


@dataclass
class _Drafting:
    """What all questions about the tasks of one business share."""

    desk: Desk
    business: Business
    _found: dict[str, list[Fault]] = field(default_factory=dict)
    """By the text of a draft: it is certified once."""
    _doubts: dict[str, Doubt] = field(default_factory=dict)
    """By the same, until somebody was asked for a second opinion."""

    def prompt(self, template: str, /, **more: Any) -> str:
        business = self.business
        return render(template, scenario=business.scenario, scene=business.setting, **more)

    def question(self, wanted: Sequence[Task]) -> str:
        """All that there is, and which tasks to write."""
        business = self.business
        tools = [signature(tool, self._columns(tool)) for tool in business.tools]
        return self.prompt("drafts", tables=business.tables, rows=rows_as_text(business.rows), tools=tools,
                           wanted=wanted)  # fmt: skip

    def repair(self, name: str, entry: Any, faults: Sequence[Fault]) -> str:
        """One task part by part, and of the business what it touches."""
        business, shown = self.business, part_by_part(entry, faults)
        said = " ".join([*shown["parts"].values(), *(fault.message for fault in shown["faults"])])
        called = named_in(said, business.tools)
        reads = {table for tool in called for table, _ in self._reads(tool)}
        near = named_in(" ".join([said, *sorted(reads)]), business.tables) or list(business.tables)
        names = {table.name for table in near}
        # Where it calls nothing yet, it may need any of them.
        shown_tools = called or business.tools
        return self.prompt(
            "repair_draft", name=name, tables=near, others=outlines(business.tables, but=names),
            rows=rows_as_text([row for row in business.rows if row.table in names]),
            tools=[signature(tool, self._columns(tool)) for tool in shown_tools],
            other_tools=[tool.name for tool in business.tools if tool not in shown_tools],
            happened=self._happened(name, entry), **shown,
        )  # fmt: skip

    def _columns(self, tool: Tool) -> str:
        """What comes back: "rows of booking_id, boat"; nothing where the environment does not load."""
        known = self._loaded.tools.get(tool.name) if self._loaded else None
        said = []
        for part in known.parts if known else ():
            columns = f"{part.shape} of {', '.join(part.statement.columns)}"
            said.append(f"{part.key}: {columns}" if part.key else columns)
        return "; ".join(said)

    def _reads(self, tool: Tool) -> frozenset[tuple[str, str]]:
        known = self._loaded.tools.get(tool.name) if self._loaded else None
        return known.reads if known else frozenset()

    @cached_property
    def _loaded(self) -> Environment | None:
        """The business without tasks."""
        business = self.business
        return load(content_of(business.setting, business.tables, business.tools, business.rows))[0]

    async def portion(self, wanted: Sequence[Task]) -> Entries:
        """Drafts of some requirements, by their ids; a stump where none came, which is asked for alone."""
        stumps: Entries = {task.id: task.model_dump(include={"id", "kind", "instruction"}) for task in wanted}
        try:
            answer = await self.desk.ask("write_verifiers", self.question(wanted), DraftsAnswer)
        except NoAnswer:
            return stumps
        entries = [entry for entry in answer.drafts if isinstance(entry, dict)]
        return stumps | {entry["id"]: entry for entry in entries if entry.get("id") in stumps}

    async def rewrite(self, bad: Entries, faults: Faults) -> Entries:
        """Each bad draft alone, all at once, with what happened when it was executed."""
        found = await repaired(
            self.desk, "write_verifiers repair", bad, lambda name: self.repair(name, bad[name], faults[name])
        )
        return dict(found)

    def read(self, name: str, entry: Any) -> tuple[Draft | None, list[Fault]]:
        """The draft, or what is wrong with its form."""
        entry = entry if isinstance(entry, dict) else {}
        task = {"id": name, "kind": entry.get("kind"), "instruction": entry.get("instruction"),
                "difficulty": {"level": entry.get("level") or "medium"}}  # fmt: skip
        solution = {"task": name, "calls": entry.get("calls") or [], "answer": entry.get("answer")}
        verifier = {"task": name, "checks": entry.get("checks") or [], "answer": entry.get("expects") or {},
                    "frame": entry.get("frame") or []}  # fmt: skip
        parts = [record_of(Task, task), record_of(Solution, solution), record_of(Verifier, verifier)]
        faults = [fault for _, found in parts for fault in found]
        if not faults and not parts[1][0].calls:
            faults = [Fault("no_solution", "it has no solution: write `calls`, `checks`, `expects` and `frame`")]
        if not faults and is_foreign(parts[0][0].instruction):
            faults = [Fault("foreign", "the instruction is not in English; write it in English")]
        return (None, faults) if faults else (Draft(*(part for part, _ in parts)), [])

    def faults(self, entries: Entries) -> dict[str, list[Fault]]:
        """What is wrong with which draft, by its certificate, and by a judge where that leaves something undecided."""
        keys = {name: json.dumps([name, entry], sort_keys=True, ensure_ascii=False) for name, entry in entries.items()}
        for name, key in keys.items():
            if key not in self._found:
                self._found[key] = self._certified(name, entries[name], key)
        asked = {key: self._doubts.pop(key) for key in keys.values() if key in self._doubts}
        if asked:
            self._found |= looping.run(second_opinions(self.desk, asked))
        return {name: self._found[key] for name, key in keys.items() if self._found[key]}

    def _certified(self, name: str, entry: Any, key: str) -> list[Fault]:
        draft, faults = self.read(name, entry)
        if draft is None:
            return faults
        environment, found = self._environment(draft)
        if environment is None:
            return found
        with inspector(environment) as at_work:
            certificate, _ = at_work.task(name)
        if certificate.passed and (doubt := doubt_of(draft, certificate, environment)):
            self._doubts[key] = doubt
        return [Fault(problem.rule, f"{problem.where}: {problem.message}") for problem in certificate.problems]

    def _environment(self, draft: Draft) -> tuple[Environment | None, list[Fault]]:
        business = self.business
        content = content_of(
            business.setting, business.tables, business.tools, business.rows, tasks=[draft.task],
            solutions=[draft.solution], verifiers=[draft.verifier],
        )  # fmt: skip
        environment, findings = load(content)
        own = by_piece(findings, "verifiers")
        faults = [fault for found in own.values() for fault in found]
        return environment, faults or [Fault(each.rule, str(each)[:300]) for each in findings[:3]]

    def _happened(self, name: str, entry: Any) -> str:
        """The solution, call by call, with results and changes, as far as it can be executed."""
        draft, _ = self.read(name, entry)
        if draft is None:
            return "It could not be executed."
        if self._loaded is None:
            return "The environment does not load."
        with self._loaded.session() as session:
            return "\n".join(_story(session, draft.solution))[:LONGEST_STORY]


def _story(session: Any, solution: Solution) -> Iterator[str]:
    played = play(session, solution)
    for number, (arguments, result) in enumerate(zip(played.arguments, played.results, strict=False), start=1):
        error = result.error
        said = result.content if error is None else f"{error.kind}: {error.message}"
        shown = json.dumps(said, ensure_ascii=False, default=str)[:LONGEST_RESULT]
        yield f"{number}. {solution.calls[number - 1].tool}({json.dumps(arguments, ensure_ascii=False)}) → {shown}"
    if played.failed:
        yield f"It went no further: {played.failed}"
    yield f"Answer: {json.dumps(played.answer, ensure_ascii=False, default=str)}"
    yield from (f"Changed: {change}" for change in session.changes())


def rows_as_text(rows: Sequence[SeedRow]) -> str:
    """Rows for a prompt."""
    return as_text({f"{row.table} row {row.number}": row.values for row in rows})


def signature(tool: Tool, gives: str) -> str:
    """A tool in a line or two: what an agent sees, and which columns come back."""
    schema = tool.parameters
    required = set(schema.get("required", ()))
    named = ", ".join(
        f"{name}{'' if name in required else '?'}: {_kind(part)}" for name, part in schema.get("properties", {}).items()
    )
    return f"{tool.name}({named}) → {gives}. {tool.description}"


def _kind(schema: Any) -> str:
    if not isinstance(schema, dict):
        return "any"
    if "enum" in schema:
        return "|".join(map(str, schema["enum"]))
    default = f" = {schema['default']}" if "default" in schema else ""
    return f"{schema.get('format') or schema.get('type', 'any')}{default}"
