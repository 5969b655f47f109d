"""What an author is: whoever writes the content of the steps from scenario to verifiers.

In:  what the steps before wrote, as records.
Out: the next step's records.
Never here: storing, certifying, publishing. Nothing after authoring knows which author wrote the content.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from schemas import Scenario, SeedRow, Solution, Table, Task, Tool, Verifier


class AuthorError(ValueError):
    """An author cannot write this content; says why, and what to do instead."""


@dataclass(frozen=True)
class Fingerprint:
    """All that decides what an author writes, besides its inputs: part of every cache key."""

    author: str
    version: str
    seed: int
    model: str = ""
    prompts: str = ""
    """Version of the prompts, where there are any."""

    def text(self) -> str:
        """One line for keys and for lineage: "procedural/3 seed=7"."""
        parts = [f"{self.author}/{self.version}", f"seed={self.seed}"]
        parts += [f"model={self.model}"] if self.model else []
        parts += [f"prompts={self.prompts}"] if self.prompts else []
        return " ".join(parts)


@dataclass(frozen=True)
class Setting:
    """What an environment's manifest says of the place, beside its scenario."""

    now: str
    persona: str
    remarks: tuple[str, ...] = ()
    """What an operator should know: "Nothing in … names a domain I know; nearest is …"."""


@dataclass(frozen=True)
class Draft:
    """A task grounded in the data, before its certificate."""

    task: Task
    solution: Solution
    verifier: Verifier


@dataclass(frozen=True)
class Business:
    """Everything of a scenario that its tasks are drawn from."""

    scenario: Scenario
    setting: Setting
    tables: Sequence[Table]
    tools: Sequence[Tool]
    rows: Sequence[SeedRow]


class Author(Protocol):
    """The steps that are written. Each is a pure function of its arguments and the fingerprint."""

    @property
    def fingerprint(self) -> Fingerprint:
        """All that decides what this author writes, besides its inputs."""
        ...

    def read_sentence(self, text: str) -> Scenario:
        """A scenario of a user's own sentence. Raises AuthorError where no business can be read in it."""
        ...

    def set_scene(self, scenario: Scenario) -> Setting:
        """When it is there, and who user 1 is. Raises AuthorError where no business can be read in the scenario."""
        ...

    def propose_tasks(self, scenario: Scenario, count: int) -> list[Task]:
        """Requirements: what users of such a business want to do."""
        ...

    def design_tables(self, scenario: Scenario, requirements: Sequence[Task]) -> list[Table]:
        """The tables that the requirements need, with their meaning."""
        ...

    def build_tools(self, scenario: Scenario, requirements: Sequence[Task], tables: Sequence[Table]) -> list[Tool]:
        """The tools of user 1."""
        ...

    def fill_tables(self, scenario: Scenario, tables: Sequence[Table], tools: Sequence[Tool]) -> list[SeedRow]:
        """The seed data."""
        ...

    def write_verifiers(self, business: Business, requirements: Sequence[Task], count: int) -> list[Draft]:
        """Final instructions with solution and verifier, more than `count`, since some may not be certified."""
        ...


def waits(author: Author) -> bool:
    """Whether it mostly waits for somebody else's answers, so that scenarios are best worked on side by side."""
    return bool(getattr(author, "waits", False))


@runtime_checkable
class Chooser(Protocol):
    """An author that chooses scenarios by itself, whatever there is already."""

    def write_scenarios(self, count: int) -> list[Scenario]:
        """Scenarios of the author's own choice, unlike each other."""
        ...


@runtime_checkable
class Proposer(Protocol):
    """An author that goes on thinking of businesses, for collections that grow every night."""

    def categories(self) -> Sequence[str]:
        """The shelves on which it can put a business."""
        ...

    def propose_scenario(self, category: str, number: int) -> Scenario:
        """The business of this number in its category, without end. Same number and fingerprint, same business."""
        ...


@runtime_checkable
class InformedProposer(Proposer, Protocol):
    """A proposer that wants to be told what there is already, and that can run out of ideas."""

    patience: int
    """So many proposals of a category in a row may bring nothing fresh before it counts as exhausted."""

    def propose_beside(self, category: str, number: int, known: Callable[[int], Sequence[str]]) -> Scenario | None:
        """The business of this number, or nothing. `known(n)`: titles that there were before proposal n.

        The same number, fingerprint and known titles give the same business.
        """
        ...
