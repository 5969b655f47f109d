"""What an imported environment consists of.

In:  nothing of the project but its record types.
Out: frozen records.
"""

from dataclasses import dataclass, field
from typing import Any, Literal

from environments.result import Result
from schemas import EnvironmentManifest, Task


@dataclass(frozen=True)
class PythonTool:
    """An operation of a web application, as agents see it."""

    name: str
    description: str
    parameters: dict[str, Any]
    method: str
    path: str
    is_shadowed: bool = False
    """Another operation has its path and method, and answers in its place."""
    is_mended: bool = False
    """Its input schema was no JSON Schema."""

    @property
    def read_only(self) -> bool:
        return self.method == "GET"

    @property
    def document(self) -> dict[str, Any]:
        return {"name": self.name, "description": self.description, "parameters": self.parameters}

    @property
    def annotations(self) -> dict[str, bool]:
        """What the method promises; whether the code keeps to it is another matter."""
        return {
            "readOnlyHint": self.read_only,
            "destructiveHint": self.method in ("DELETE", "PUT", "PATCH"),
            "idempotentHint": self.method in ("GET", "PUT", "DELETE"),
            "openWorldHint": False,
        }


@dataclass(frozen=True)
class ForeignVerifier:
    task: str
    mode: Literal["code", "facts"]
    """`code` gives a verdict; `facts` gathers what a judge is to decide on."""
    function: str
    source: str


@dataclass(frozen=True)
class ImportedContent:
    manifest: EnvironmentManifest
    source: str
    image: bytes
    """What a session starts from: the seed, as importing and starting the module leaves it."""
    seed: bytes
    """What the module is loaded on."""
    tools: list[PythonTool]
    tasks: list[Task] = field(default_factory=list)
    verifiers: list[ForeignVerifier] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)
    """What was wrong with what was imported, and what was done about it."""


class SpokenResult(Result):
    """A result whose error an agent reads as the bare message."""

    @property
    def said(self) -> str:
        return self.text.decode() if self.error is None else self.error.message


class PlainResult(SpokenResult):
    """An answer that is text, not JSON."""

    @property
    def said(self) -> str:
        return str(self.content)
