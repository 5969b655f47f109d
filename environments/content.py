"""One environment as records: what every form on disk is read into and written from."""

from dataclasses import dataclass, field

from schemas import Certificate, EnvironmentManifest, SeedRow, Solution, Table, Task, Tool, Verifier


@dataclass(frozen=True)
class Content:
    manifest: EnvironmentManifest
    tables: list[Table]
    tools: list[Tool]
    rows: list[SeedRow] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    solutions: list[Solution] = field(default_factory=list)
    verifiers: list[Verifier] = field(default_factory=list)
    certificates: list[Certificate] = field(default_factory=list)
