"""An environment, loaded: checked once, then opened as often as wanted.

In:  content, and an image of its database where one is stored.
Out: sessions, rehearsals, verdicts.
Never here: files; Prefect, authors, artifacts, training.
"""

import difflib
import hashlib
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from environments.clock import standing_clock
from environments.content import Content
from environments.database import build_image, connect
from environments.ddl import strict_table
from environments.errors import BadEnvironment, Finding
from environments.facts import TableFacts, facts_of
from environments.guard import Guard, Prepared
from environments.invariants import compile_invariants
from environments.limits import Meter
from environments.meanings import table_faults, tool_faults
from environments.program import Program, compile_tool
from environments.rehearsal import Rehearsal
from environments.result import ToolError
from environments.session import Session
from environments.values import text_of
from environments.verification import Judge, Verdict, compile_verifier
from schemas import Task

TABLES_REMEMBERED = 64
"""Sets of tables whose compiled tools are kept in this process: an environment is often loaded a few times in a row,
with other rows, fewer tools or more tasks."""


@dataclass
class _Compiled:
    facts: dict[str, TableFacts] | None = None
    programs: dict[str, Program] = field(default_factory=dict)
    """By the whole text of their tools."""
    meaningful: set[str] = field(default_factory=set)
    """The texts of tools whose meanings fit."""
    statements: dict[tuple[str, str], Prepared] = field(default_factory=dict)


@lru_cache(maxsize=TABLES_REMEMBERED)
def _compiled_for(tables: tuple[str, ...]) -> _Compiled:
    """What was compiled for tables of these names and this DDL: it depends on nothing else."""
    return _Compiled()


class Environment:
    """Shared by all its sessions and by several threads; nothing in it changes once it is loaded."""

    def __init__(self, content: Content, image: bytes | None = None) -> None:
        """Check and compile everything.

        Raises:
            BadEnvironment: with all that is wrong.
        """
        self.content = content
        self.manifest = content.manifest
        self.name = content.manifest.name
        self.version = content.manifest.version
        self.clock = standing_clock(content.manifest.now)
        self.image = image or build_image(content.tables, content.rows, content.manifest.now, self.name)
        self.tasks: dict[str, Task] = {task.id: task for task in content.tasks}
        findings = _entry_faults(content)
        with closing(connect(self.clock, self.image)) as template:
            compiled = _compiled_for(tuple(sql for table in content.tables for sql in (table.name, *table.ddl)))
            if compiled.facts is None:
                created = [(table.name, strict_table(table.ddl[0], table.name)) for table in content.tables]
                compiled.facts = facts_of(template, created)
            self.facts = compiled.facts
            guard = Guard(template, frozenset(self.facts), frozenset(), compiled.statements)
            self.tools, more = self._compile_tools(guard, compiled)
            findings += more + table_faults(content.tables, self.facts)
            self.invariants, more = compile_invariants(content.tables, self.facts, guard, template)
            findings += more
        self.tool_documents = [program.document for program in self.tools.values()]
        self.judges, more = self._compile_verifiers()
        findings += more
        if findings:
            raise BadEnvironment(self.name, findings)

    def session(self, task: str | None = None, seed: int = 0, user_id: int = 1) -> Session:
        """A private copy of the database, for one episode.

        `seed` names the episode for whoever plays it; the database does not depend on it.

        Raises:
            KeyError: there is no such task; says which there are.
        """
        record = self.task(task) if task is not None else None
        return Session(self, connect(self.clock, self.image), record, seed, user_id)

    def rehearsal(self) -> Rehearsal:
        """A stage for many short episodes."""
        return Rehearsal(self)

    def task(self, task_id: str) -> Task:
        try:
            return self.tasks[task_id]
        except KeyError:
            raise KeyError(f"{self.name} has no task {task_id!r}; it has {', '.join(self.tasks) or 'none'}") from None

    def judge(self, task_id: str, session: Session, answer: Any = None) -> Verdict:
        """The verdict on a task, as things stand in a session or an episode.

        Raises:
            KeyError: there is no such task, or it has no verifier.
        """
        self.task(task_id)
        judge = self.judges.get(task_id)
        if judge is None:
            raise KeyError(f"{self.name}: the task {task_id!r} has no verifier")
        session.attach_initial()
        changes = session.changes()
        with session.metered():
            return judge.judge(session.connection, changes, answer, session.user_id)

    def unknown_tool(self, name: Any) -> ToolError:
        """What an agent is told that called a tool which does not exist."""
        said = str(name)[:60] if isinstance(name, str) else type(name).__name__
        close = difflib.get_close_matches(said, self.tools, n=1)
        hint = f" Did you mean {close[0]!r}?" if close else " The tools are listed in your instructions."
        return ToolError("unknown_tool", f"There is no tool called {said!r}.{hint}")

    @cached_property
    def warnings(self) -> list[Finding]:
        """What is doubtful, though it loads: looked for on first use, since it takes a parser."""
        from environments.doubts import doubts

        return doubts(self)

    @cached_property
    def fingerprint(self) -> str:
        """The same for environments that differ in nothing but their tasks."""
        digest = hashlib.sha256(f"{self.name}\n{self.manifest.now}\n".encode())
        for record in (*self.content.tables, *self.content.tools):
            digest.update(text_of(record).encode("utf-8", "surrogatepass") + b"\n")
        digest.update(self.image)
        return digest.hexdigest()

    def _compile_tools(self, guard: Guard, known: _Compiled) -> tuple[dict[str, Program], list[Finding]]:
        """Programs and what is wrong with tools, as far as it is not known for these very tables."""
        programs: dict[str, Program] = {}
        findings: list[Finding] = []
        meanings: list[Finding] = []
        for tool in self.content.tools:
            text = text_of(tool)
            program, faults = (known.programs[text], []) if text in known.programs else compile_tool(tool, guard)
            findings += faults
            if program is not None:
                programs[tool.name] = known.programs[text] = program
            if text not in known.meaningful:
                strange = list(tool_faults(tool, self.facts, guard))
                meanings += strange
                if not strange:
                    known.meaningful.add(text)
        return programs, findings + meanings

    def _compile_verifiers(self) -> tuple[dict[str, Judge], list[Finding]]:
        if not self.content.verifiers:
            return {}, []
        judges: dict[str, Judge] = {}
        findings: list[Finding] = []
        tables = frozenset(self.facts)
        with closing(connect(self.clock, self.image)) as watched, closing(connect(self.clock, self.image)) as tried:
            for schema in ("initial", "final"):
                watched.execute(f"ATTACH ':memory:' AS {schema}")
                watched.deserialize(schema, self.image)
            tried.execute("ATTACH ':memory:' AS initial")
            tried.deserialize("initial", self.image)
            meter = Meter(tried)
            guard = Guard(watched, tables, frozenset({"initial", "final"}))
            for verifier in self.content.verifiers:
                judge, faults = compile_verifier(verifier, guard, tried, meter, self.facts)
                findings += faults
                if judge is not None:
                    judges[verifier.task] = judge
        return judges, findings


def _entry_faults(content: Content) -> list[Finding]:
    """Names given twice, and solutions and verifiers of tasks that do not exist."""
    tasks = {task.id for task in content.tasks}
    listed = {
        "tools": [tool.name for tool in content.tools],
        "tasks": [task.id for task in content.tasks],
        "solutions": [solution.task for solution in content.solutions],
        "verifiers": [verifier.task for verifier in content.verifiers],
    }
    findings = [
        Finding(part, name, "there are two of this name; rename or remove one.", "duplicate")
        for part, names in listed.items()
        for name, count in Counter(names).items()
        if count > 1
    ]
    return findings + [
        Finding(part, name, "there is no task of this id; add it, or remove this.", "unknown_task")
        for part in ("solutions", "verifiers")
        for name in listed[part]
        if name not in tasks
    ]
