"""An author whose content lies in a folder: the railway club, without drawing anything."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from authors.protocol import Business, Draft, Fingerprint, Setting
from environments import Content, read_authored
from schemas import Scenario, SeedRow, Table, Task, Tool


@dataclass(frozen=True)
class FolderAuthor:
    """Hands out what `read_authored` reads, step by step."""

    folder: Path
    version: str = "1"

    @property
    def fingerprint(self) -> Fingerprint:
        return Fingerprint("folder", self.version, 0)

    @property
    def content(self) -> Content:
        return read_authored(self.folder)

    def read_sentence(self, text: str) -> Scenario:
        return Scenario(name="railway", title="Railway club", category="Making", description=text)

    def write_scenarios(self, count: int) -> list[Scenario]:
        return [
            Scenario(name=f"railway-{number}", title="Railway club", category="Making", description="A railway club.")
            for number in range(count)
        ]

    def set_scene(self, scenario: Scenario) -> Setting:
        return Setting(now=self.content.manifest.now, persona="a member")

    def propose_tasks(self, scenario: Scenario, count: int) -> list[Task]:
        return self.content.tasks

    def design_tables(self, scenario: Scenario, requirements: Sequence[Task]) -> list[Table]:
        return self.content.tables

    def build_tools(self, scenario: Scenario, requirements: Sequence[Task], tables: Sequence[Table]) -> list[Tool]:
        return self.content.tools

    def fill_tables(self, scenario: Scenario, tables: Sequence[Table], tools: Sequence[Tool]) -> list[SeedRow]:
        return self.content.rows

    def write_verifiers(self, business: Business, requirements: Sequence[Task], count: int) -> list[Draft]:
        content = self.content
        return [
            Draft(task, solution, verifier)
            for task, solution, verifier in zip(content.tasks, content.solutions, content.verifiers, strict=True)
        ]
