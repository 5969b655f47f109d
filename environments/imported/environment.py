"""An imported environment: the same face as one of SQL, and foreign Python behind the walls.

In:  imported content.
Out: sessions, verdicts.
Never here: running foreign code; that happens in processes of `environments.confined`.
"""

import difflib
import hashlib
import json
import threading
from collections import OrderedDict
from typing import Any, cast

from environments.clock import standing_clock
from environments.confined import ConfinedProcess, GuestFault, Keeper, keeper
from environments.content import Content
from environments.environment import Environment
from environments.errors import BadEnvironment, EnvironmentFault, Finding
from environments.imported.records import ForeignVerifier, ImportedContent, PythonTool
from environments.imported.session import PythonSession
from environments.program import Program
from environments.result import ToolError
from environments.session import Session
from environments.verification import CheckResult, Verdict

LOAD_S = 60.0
CALL_S = 10.0
"""As long as the reference's own client waits for a call."""
VERDICT_S = 20.0
PROCESSES_KEPT = 32
"""Modules that are loaded at a time; the one used longest ago makes room. Sessions outlive its process."""

_loaded: "OrderedDict[int, PythonEnvironment]" = OrderedDict()
_lock = threading.Lock()


class PythonEnvironment(Environment):
    """Shared by all its sessions. Its module is loaded when it is first called, once a process."""

    def __init__(self, imported: ImportedContent, confinement: Keeper | None = None) -> None:
        self.imported = imported
        self.content = Content(imported.manifest, tables=[], tools=[], tasks=imported.tasks)
        self.manifest = imported.manifest
        self.name = imported.manifest.name
        self.version = imported.manifest.version
        self.clock = standing_clock(imported.manifest.now)
        self.image = imported.image
        self.tasks = {task.id: task for task in imported.tasks}
        self.python_tools: dict[str, PythonTool] = {tool.name: tool for tool in imported.tools}
        self.tools = cast("dict[str, Program]", self.python_tools)
        self.tool_documents = [tool.document for tool in imported.tools]
        self.verifiers = {(verifier.task, verifier.mode): verifier for verifier in imported.verifiers}
        self.judges = {}
        self.facts = {}
        self.call_s = CALL_S
        self._keeper = confinement or keeper()
        self._process: ConfinedProcess | None = None
        self._starting = threading.Lock()

    def session(self, task: str | None = None, seed: int = 0, user_id: int = 1) -> PythonSession:
        record = self.task(task) if task is not None else None
        return PythonSession(self, record, seed, user_id)

    def judge(self, task_id: str, session: Session, answer: Any = None) -> Verdict:
        self.task(task_id)
        verifier = self.verifiers.get((task_id, "code"))
        if verifier is not None:
            return self.verdict(verifier, session.image(), answer)
        if (task_id, "facts") not in self.verifiers:
            raise KeyError(f"{self.name}: the task {task_id!r} has no verifier")
        why = "its verifier gathers facts for a judge and decides nothing; see PythonEnvironment.facts_for"
        return Verdict("unjudged", False, (CheckResult("the task is done", False, why),), (), None)

    def verdict(self, verifier: ForeignVerifier, image: bytes, answer: Any = None) -> Verdict:
        """What a verifier says of a database. It runs in a process of its own, on copies."""
        said = self.run_verifier(verifier, image, answer)
        returned = said.get("returned")
        what = "the task is done, says its verifier"
        error = said.get("failed")
        if error is None and not (isinstance(returned, dict) and "result" in returned):
            error = f"it returned {str(returned)[:80]} and not a dictionary with `result`"
        if error is not None:
            return Verdict("unjudged", False, (CheckResult(what, False, error),), (), None)
        is_complete = cast("dict[str, Any]", returned)["result"] == "complete"
        return Verdict("complete" if is_complete else "incomplete", False, (CheckResult(what, is_complete),), (), None)

    def facts_for(self, task_id: str, session: Session) -> Any:
        """What a verifier gathers for whoever judges the task.

        Raises:
            KeyError: the task has no such verifier. EnvironmentFault: it failed.
        """
        said = self.run_verifier(self.verifiers[(task_id, "facts")], session.image(), None)
        if "failed" in said:
            raise EnvironmentFault(f"{self.name}: the verifier of {task_id} failed: {said['failed']}")
        return said["returned"]

    def run_verifier(self, verifier: ForeignVerifier, image: bytes, answer: Any) -> dict[str, Any]:
        """`returned` or `failed`, and under `swallowed` the SQL errors that it caught itself."""
        with self._keeper.start("verdict", cpu_s=int(VERDICT_S)) as process:
            spoken = answer if answer is None or isinstance(answer, str) else json.dumps(answer, ensure_ascii=False)
            request = [verifier.source, verifier.function, spoken]
            try:
                said, _ = process.ask(request, [self.image, image], VERDICT_S)
            except GuestFault as fault:
                return {"failed": str(fault), "swallowed": []}
        known = isinstance(said, dict) and ("returned" in said or "failed" in said)
        return said if known else {"failed": "it said nothing", "swallowed": []}

    def records(self, operation: list[Any], texts: list[bytes]) -> tuple[Any, list[bytes]]:
        """Ask about databases that foreign code wrote.

        Raises:
            EnvironmentFault: they cannot be read.
        """
        with self._keeper.start("records") as process:
            reply, made = process.ask(operation, texts, VERDICT_S)
        if "failed" in reply:
            raise EnvironmentFault(f"{self.name}: its database cannot be read: {reply['failed']}")
        return reply, made

    def schema(self) -> list[str]:
        """CREATE statements of its tables and indexes."""
        reply, _ = self.records(["schema"], [self.image])
        return [str(sql) for sql in reply["schema"]]

    def preload(self) -> ConfinedProcess:
        """Have the module loaded, in the process that comes back.

        Raises:
            EnvironmentFault: it does not load. NotConfined: it may not run here.
        """
        with self._starting:
            if self._process is None or self._process.is_gone:
                self._process = self._loaded_process()
            with _lock:
                _loaded[id(self)] = self
                _loaded.move_to_end(id(self))
                stale = _loaded.popitem(last=False)[1] if len(_loaded) > PROCESSES_KEPT else None
        if stale is not None:
            stale.unload()
        return self._process

    def unload(self) -> None:
        """End the module's process; the next call starts another."""
        process, self._process = self._process, None
        with _lock:
            _loaded.pop(id(self), None)
        if process is not None:
            with process.lock:
                process.end()

    def _loaded_process(self) -> ConfinedProcess:
        process = self._keeper.start("module")
        try:
            request = ["load", f"imported_{self.name.replace('-', '_')}"]
            report, _ = process.ask(request, [self.imported.source.encode(), self.imported.seed], LOAD_S)
        except GuestFault as fault:
            raise EnvironmentFault(f"{self.name}: its module does not load: {fault}") from None
        if "failed" in report:
            process.end()
            raise EnvironmentFault(f"{self.name}: its module does not load: {report['failed']}")
        return process

    @property
    def warnings(self) -> list[Finding]:
        return [Finding("bundle", self.name, text, "imported") for text in self.imported.findings]

    @property
    def fingerprint(self) -> str:
        """The same for environments that differ in nothing but their tasks."""
        parts = (self.name.encode(), self.manifest.now.encode(), self.imported.source.encode(), self.image)
        return hashlib.sha256(b"\n".join(parts)).hexdigest()

    def rehearsal(self) -> Any:
        raise BadEnvironment(self.name, [Finding("manifest", self.name, "imported environments are certified by "
                                                 "`worldloom import-awm`, not by rehearsal.", "kind")])  # fmt: skip

    def unknown_tool(self, name: Any) -> ToolError:
        said = str(name)[:60]
        close = difflib.get_close_matches(said, self.python_tools, n=1)
        return ToolError("unknown_tool", f"Unknown tool: {said}" + (f". Did you mean {close[0]!r}?" if close else ""))
