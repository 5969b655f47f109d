"""The LLM author: any OpenAI-compatible endpoint, by the `Author` protocol.

In:  settings, a seed. Out: what the steps want, checked by execution and mended with the errors that came.
Never here: certificates that count (the pipeline makes those), publishing, the process's environment.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from authors.llm import looping, prompts
from authors.llm.asking import Desk
from authors.llm.drafts import write_drafts
from authors.llm.mending import Fault
from authors.llm.requirements import scene_of, write_requirements
from authors.llm.rows import complete, troubles, write_rows
from authors.llm.scenarios import FRUITLESS, PORTION, categories, portion
from authors.llm.settings import LlmSettings
from authors.llm.tables import write_tables
from authors.llm.tools import Workshop, mended, write_tools
from authors.protocol import AuthorError, Business, Draft, Fingerprint, Setting
from authors.seeds import scenario_from_text
from authors.spending import PieceOutcome, note_piece
from schemas import Problem, Scenario, SeedRow, Table, Task, Tool
from schemas.record import canonical_json

VERSION = "2"
"""Raise it when the same answers would be made into something else."""
OWN_WORDS = "Own words"
"""The category of a user's own sentence."""
_ROWS_CAN_MEND = frozenset({"requirement_never_fired", "tool_never_succeeded"})


@dataclass(frozen=True)
class LlmAuthor:
    """Writes environments by asking a model; many scenarios at once."""

    settings: LlmSettings
    seed: int = 0

    patience = PORTION * FRUITLESS
    """Proposals in a row without anything fresh, after which a category is exhausted."""

    waits = True
    """It mostly waits for answers: scenarios are worked on side by side."""

    @property
    def fingerprint(self) -> Fingerprint:
        """Model, prompts and seed; where the model is reached does not matter."""
        return Fingerprint("llm", VERSION, self.seed, model=self.settings.model, prompts=prompts.version())

    def read_sentence(self, text: str) -> Scenario:
        """The sentence as it is; whether it is fit for a database is asked with the scene."""
        return scenario_from_text(text, OWN_WORDS)

    def categories(self) -> Sequence[str]:
        """Those of the seed list."""
        return categories()

    def propose_scenario(self, category: str, number: int) -> Scenario:
        """The scenario of this number in its category, where nothing is known of others.

        Raises:
            AuthorError: the model thought of none.
        """
        proposed = self.propose_beside(category, number, lambda before: ())
        if proposed is None:
            raise AuthorError(f"The model thought of no business number {number} in the category {category!r}.")
        return proposed

    def propose_beside(self, category: str, number: int, known: Callable[[int], Sequence[str]]) -> Scenario | None:
        """Scenarios are asked for in portions, each with other examples and with what there was before it."""
        portion_number, place = divmod(number, PORTION)
        titles = tuple(known(portion_number * PORTION))
        proposed = _portion(self, category, portion_number, titles)
        return proposed[place] if place < len(proposed) else None

    def set_scene(self, scenario: Scenario) -> Setting:
        """When it is there and who user 1 is. Raises AuthorError where it is nothing for a database."""
        return looping.run(scene_of(self._desk, scenario))

    def propose_tasks(self, scenario: Scenario, count: int) -> list[Task]:
        """Requirements, a few more than `count`."""

        async def proposed() -> list[Task]:
            scene = await scene_of(self._desk, scenario)
            return await write_requirements(self._desk, scenario, scene, count)

        return looping.run(proposed())

    def design_tables(self, scenario: Scenario, requirements: Sequence[Task]) -> list[Table]:
        """Tables that were created and mended."""

        async def designed() -> list[Table]:
            return await write_tables(self._desk, scenario, await scene_of(self._desk, scenario), requirements)

        return looping.run(designed())

    def build_tools(self, scenario: Scenario, requirements: Sequence[Task], tables: Sequence[Table]) -> list[Tool]:
        """Tools that load, and that were tried on rows: what no row could mend was mended in the tool."""

        async def built() -> list[Tool]:
            workshop = await self._workshop(scenario, tables)
            tools = await write_tools(workshop, requirements)
            tools, rows = await _settled(workshop, tools)
            _rows_kept[_key(scenario, tables, tools)] = rows
            return tools

        return looping.run(built())

    def fill_tables(self, scenario: Scenario, tables: Sequence[Table], tools: Sequence[Tool]) -> list[SeedRow]:
        """The rows on which the tools were tried, or rows made anew where that was in another process."""

        async def filled() -> list[SeedRow]:
            workshop = await self._workshop(scenario, tables)
            return (await _settled(workshop, list(tools), mend_tools=False))[1]

        known = _rows_kept.pop(_key(scenario, tables, tools), None)
        return known if known is not None else looping.run(filled())

    def write_verifiers(self, business: Business, requirements: Sequence[Task], count: int) -> list[Draft]:
        """Drafts that were executed and mended; the certificate that counts comes after."""
        return looping.run(write_drafts(self._desk, business, requirements, count))

    @property
    def _desk(self) -> Desk:
        return Desk(self.settings, self.seed)

    async def _workshop(self, scenario: Scenario, tables: Sequence[Table]) -> Workshop:
        return Workshop(self._desk, scenario, await scene_of(self._desk, scenario), tables)


async def _settled(workshop: Workshop, tools: list[Tool], mend_tools: bool = True) -> tuple[list[Tool], list[SeedRow]]:
    """Tools and rows on which every tool succeeds and every requirement fires; first rows are added, then tools mended.

    A tool that stands against the environment in the end is left out where tools may still change.
    """
    rows = await write_rows(workshop, tools)
    for round_number in range(workshop.desk.settings.repairs):
        found = await asyncio.to_thread(troubles, workshop, tools, rows)
        if not found:
            return tools, rows
        wanting = [f"{each.where}: {each.message}" for each in found if each.rule in _ROWS_CAN_MEND]
        if wanting and (round_number == 0 or not mend_tools):
            rows = await complete(workshop, rows, wanting)
        elif mend_tools:
            tools = await mended(workshop, tools, _by_tool(found))
        else:
            break
    if mend_tools:
        bad = _by_tool(await asyncio.to_thread(troubles, workshop, tools, rows))
        for tool in tools:
            if tool.name in bad:
                first = bad[tool.name][0]
                note_piece(PieceOutcome(tool.name, "dropped", first.rule, first.message))
        tools = [tool for tool in tools if tool.name not in bad]
    return tools, rows


def _by_tool(problems: Sequence[Problem]) -> dict[str, list[Fault]]:
    """Problems by the tool that they name: "book_boat, step 2", "book_boat"."""
    found: dict[str, list[Fault]] = {}
    for problem in problems:
        name = problem.where.replace(",", " ").split()[0] if problem.where else ""
        found.setdefault(name, []).append(Fault(problem.rule, f"{problem.where}: {problem.message}"))
    return found


_rows_kept: dict[str, list[SeedRow]] = {}
"""Rows on which tools were tried, until the next step asks for them."""


def _key(scenario: Scenario, tables: Sequence[Table], tools: Sequence[Tool]) -> str:
    return "\n".join(canonical_json(record.model_dump(mode="json")) for record in (scenario, *tables, *tools))


@lru_cache(maxsize=512)
def _portion(author: LlmAuthor, category: str, number: int, known: tuple[str, ...]) -> tuple[Scenario, ...]:
    return tuple(looping.run(portion(author._desk, category, PORTION, known, number)))
