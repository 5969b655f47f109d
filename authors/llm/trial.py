"""Load what there is so far and say what is wrong with which piece.

In:  a scene, tables, tools, rows. Out: findings by the piece's name; an environment where there are none.
"""

import re
from collections.abc import Sequence
from typing import Any

from pydantic import ValidationError

from authors.llm.mending import Fault
from authors.protocol import Setting
from environments import BadEnvironment, Content, Environment
from environments.errors import Finding
from schemas import EnvironmentManifest, Record, SeedRow, Table, Tool, explain
from schemas.record import refuse_what_json_lacks

LONGEST_MESSAGE = 400
_NAME = re.compile(r"[a-z][a-z0-9_]*")


def content_of(
    scene: Setting, tables: Sequence[Table], tools: Sequence[Tool] = (), rows: Sequence[SeedRow] = (), **parts: Any
) -> Content:
    """Content for a trial; its name says so."""
    manifest = EnvironmentManifest(name="trial", now=scene.now, scenario="A trial.")
    return Content(manifest, list(tables), list(tools), list(rows), **parts)


def load(content: Content) -> tuple[Environment | None, list[Finding]]:
    """The environment, or all that is wrong with it."""
    try:
        return Environment(content), []
    except BadEnvironment as fault:
        return None, fault.findings


def by_piece(findings: Sequence[Finding], part: str) -> dict[str, list[Fault]]:
    """Findings of one part by the first word of their name, which is the piece's."""
    found: dict[str, list[Fault]] = {}
    for finding in findings:
        name = _NAME.match(finding.name)
        if finding.part == part and name:
            message = f"{finding.name}: {finding.message}"[:LONGEST_MESSAGE]
            found.setdefault(name[0], []).append(Fault(finding.rule, message))
    return found


def record_of(kind: type[Record], entry: Any) -> tuple[Any, list[Fault]]:
    """The entry as a record, or what is wrong with its form."""
    try:
        refuse_what_json_lacks(entry)
        return kind.model_validate(entry), []
    except ValidationError as fault:
        return None, [Fault("form", explain(fault))]
    except (ValueError, TypeError, RecursionError) as fault:
        return None, [Fault("form", str(fault)[:LONGEST_MESSAGE])]
