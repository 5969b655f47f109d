"""Tasks with solution and verifier: written in portions, executed, and mended with what really happened.

In:  a business, its requirements. Out: `Draft` records; those that are no good are dropped and counted.
"""

import asyncio
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from authors.llm.answers import DraftsAnswer
from authors.llm.asking import Desk, NoAnswer
from authors.llm.mending import Fault, Faults, mend
from authors.llm.prompts import render
from authors.llm.reading import is_foreign
from authors.llm.rows import as_text
from authors.llm.trial import by_piece, content_of, load, record_of
from authors.protocol import Business, Draft
from environments import Environment, play
from environments.certification import inspector
from schemas import Returns, Solution, Task, Tool, Verifier

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

    def prompt(self, template: str, /, **more: Any) -> str:
        business = self.business
        rows = as_text({f"{row.table} row {row.number}": row.values for row in business.rows})
        tools = [signature(tool) for tool in business.tools]
        return render(template, scenario=business.scenario, scene=business.setting, tables=business.tables, rows=rows,
                      tools=tools, **more)  # fmt: skip

    async def portion(self, wanted: Sequence[Task]) -> Entries:
        """Drafts of some requirements, by their ids; a stump where none came, which is asked for alone."""
        stumps: Entries = {task.id: task.model_dump(include={"id", "kind", "instruction"}) for task in wanted}
        try:
            answer = await self.desk.ask("write_verifiers", self.prompt("drafts", wanted=wanted), DraftsAnswer)
        except NoAnswer:
            return stumps
        entries = [entry for entry in answer.drafts if isinstance(entry, dict)]
        return stumps | {entry["id"]: entry for entry in entries if entry.get("id") in stumps}

    async def rewrite(self, bad: Entries, faults: Faults) -> Entries:
        """Each bad draft alone, all at once, with what happened when it was executed."""
        answers = await asyncio.gather(*(self._rewritten(name, entry, faults[name]) for name, entry in bad.items()))
        return {name: entry for answer in answers for name, entry in answer.items()}

    async def _rewritten(self, name: str, entry: Any, faults: Sequence[Fault]) -> Entries:
        happened = await asyncio.to_thread(self._happened, name, entry)
        text = json.dumps(entry, ensure_ascii=False)
        prompt = self.prompt("repair_draft", name=name, text=text, happened=happened, faults=faults[:6])
        try:
            answer = await self.desk.ask("write_verifiers repair", prompt, DraftsAnswer)
        except NoAnswer:
            return {}
        found = [each for each in answer.drafts if isinstance(each, dict)]
        return {name: {**found[0], "id": name}} if found else {}

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
        """What is wrong with which draft, by its certificate."""
        return {name: found for name, entry in entries.items() if (found := self._faults_of(name, entry))}

    def _faults_of(self, name: str, entry: Any) -> list[Fault]:
        key = json.dumps([name, entry], sort_keys=True, ensure_ascii=False)
        if key not in self._found:
            self._found[key] = self._certified(name, entry)
        return self._found[key]

    def _certified(self, name: str, entry: Any) -> list[Fault]:
        draft, faults = self.read(name, entry)
        if draft is None:
            return faults
        environment, found = self._environment(draft)
        if environment is None:
            return found
        with inspector(environment) as at_work:
            certificate, _ = at_work.task(name)
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
        business = self.business
        environment, _ = load(content_of(business.setting, business.tables, business.tools, business.rows))
        if environment is None:
            return "The environment does not load."
        with environment.session() as session:
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


def signature(tool: Tool) -> str:
    """A tool in a line or two: what an agent sees, and which columns come back."""
    schema = tool.parameters
    required = set(schema.get("required", ()))
    named = ", ".join(
        f"{name}{'' if name in required else '?'}: {_kind(part)}" for name, part in schema.get("properties", {}).items()
    )
    returns = tool.returns
    back = _columns(returns) if isinstance(returns, Returns) else "; ".join(
        f"{name}: {_columns(part)}" for name, part in returns.items()
    )  # fmt: skip
    return f"{tool.name}({named}) → {back}. {tool.description}"


def _kind(schema: Any) -> str:
    if not isinstance(schema, dict):
        return "any"
    if "enum" in schema:
        return "|".join(map(str, schema["enum"]))
    default = f" = {schema['default']}" if "default" in schema else ""
    return f"{schema.get('format') or schema.get('type', 'any')}{default}"


def _columns(returns: Returns) -> str:
    """The SELECT's own text between SELECT and FROM would be long; the shape and the whole are enough."""
    return f"{returns.shape} of {returns.sql}"
