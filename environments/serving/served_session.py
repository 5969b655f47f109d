"""One session as it is served: with an id, its last use, the final answer, and whether the environment failed.

In:  calls, a final answer.
Out: results and verdicts; a reset gives the same session a fresh database.
Never here: transports.
"""

import time
from collections.abc import Callable
from typing import Any, Literal

from environments.answers import final_answer_of
from environments.changes import Change
from environments.errors import EnvironmentFault
from environments.result import Result, ToolError, failed
from environments.serving.documents import FINAL_ANSWER
from environments.serving.metrics import Metrics
from environments.serving.repertoire import Offer
from environments.verification import CheckResult, Verdict

Way = Literal["mcp", "control", "stdio", "openenv"]

_RECEIVED = Result({"received": True}, None, b'{"received":true}')
_OVER = failed(ToolError("conflict", "The final answer was given, and the task is over: nothing more can be done."))
_NO_ANSWER = object()


class ServedSession:
    def __init__(
        self, session_id: str, offer: Offer, task: str | None, seed: int, way: Way, now: float, metrics: Metrics
    ) -> None:
        """Open it.

        Raises:
            KeyError: the environment has no such task.
        """
        self.id = session_id
        self.offer = offer
        self.way = way
        self.is_fixed = task is not None
        """Whether whoever opened the session chose its task; then its agent cannot choose another."""
        self.last_used = now
        self.left_at: float | None = None
        """Since when its MCP client, who had a listening stream, has none."""
        self.listeners = 0
        self.on_close: dict[str, Callable[[], None]] = {}
        self.is_closed = False
        self.fault: str | None = None
        self._metrics = metrics
        self._answer: Any = _NO_ANSWER
        self._session = offer.environment.session(task, seed)

    @property
    def task(self) -> str | None:
        return self._session.task.id if self._session.task else None

    @property
    def instruction(self) -> str | None:
        return self._session.instruction

    @property
    def is_answered(self) -> bool:
        return self._answer is not _NO_ANSWER

    def call(self, name: str, arguments: Any) -> Result:
        """Call a tool, or give the final answer.

        Raises:
            EnvironmentFault: the environment failed; the session's verdict is `unjudged` from now on.
        """
        if self.is_answered:
            return _OVER
        if name == FINAL_ANSWER:
            return self._take_answer(arguments)
        start = time.perf_counter()
        try:
            result = self._session.call(name, arguments)
        except EnvironmentFault as fault:
            self.fault = str(fault)
            self._metrics.observe_call(self.offer.id, "fault", time.perf_counter() - start)
            raise
        outcome = "ok" if result.error is None else "error"
        self._metrics.observe_call(self.offer.id, outcome, time.perf_counter() - start)
        return result

    def verify(self, answer: Any = None) -> Verdict:
        """The verdict on the task as things stand, with the answer given here or else the final answer.

        Raises:
            ValueError: the session has no task. KeyError: the task has no verifier.
        """
        if answer is None and self.is_answered:
            answer = self._answer
        if self.fault is not None:
            verdict = Verdict("unjudged", False, (CheckResult("the environment works", False, self.fault),), (), None)
        else:
            verdict = self._session.verify(answer)
        self._metrics.count("verdicts_total", environment=self.offer.id, outcome=verdict.outcome)
        return verdict

    def changes(self) -> list[Change]:
        return self._session.changes()

    def reset(self, task: str | None = None, seed: int | None = None) -> None:
        """Begin again from the untouched database, with the same task unless another is named.

        Raises:
            KeyError: the environment has no such task.
        """
        seed = self._session.seed if seed is None else seed
        fresh = self.offer.environment.session(task or self.task, seed)
        self._session.close()
        self._session = fresh
        self._answer = _NO_ANSWER
        self.fault = None

    def close(self) -> None:
        if not self.is_closed:
            self.is_closed = True
            self._session.close()

    def _take_answer(self, arguments: Any) -> Result:
        arguments = arguments or {}
        if not isinstance(arguments, dict) or set(arguments) - {"answer"}:
            return failed(ToolError("invalid", "final_answer takes one argument, `answer`, or none."))
        answer = arguments.get("answer")
        if isinstance(answer, str):
            inner = final_answer_of(answer)
            answer = answer if inner is None else inner
        self._answer = answer
        return _RECEIVED
