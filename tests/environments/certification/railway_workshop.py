"""Makes environments that differ from the railway club in one thing each."""

import dataclasses
from collections.abc import Callable
from typing import Any

from environments import Content, Environment
from schemas import Check, Problem, Solution, Task, Tool, Verifier


class Workshop:
    def __init__(self, railway: Environment) -> None:
        self._railway = railway

    def make(self, **parts: Any) -> Environment:
        content: Content = dataclasses.replace(self._railway.content, **parts)
        return Environment(content, None if {"tables", "rows"} & set(parts) else self._railway.image)

    def with_tool(self, name: str, change: Callable[[dict[str, Any]], None]) -> Environment:
        return self.make(tools=[_changed(tool, change, tool.name == name) for tool in self._railway.content.tools])

    def and_tool(self, tool: dict[str, Any]) -> Environment:
        return self.make(tools=[*self._railway.content.tools, Tool.model_validate(tool)])

    def with_table(self, name: str, change: Callable[[dict[str, Any]], None]) -> Environment:
        return self.make(tables=[_changed(table, change, table.name == name) for table in self._railway.content.tables])

    def with_task(self, task_id: str, change: Callable[[dict[str, Any]], None]) -> Environment:
        return self.make(tasks=[_changed(task, change, task.id == task_id) for task in self._railway.content.tasks])

    def with_solution(self, task: str, change: Callable[[dict[str, Any]], None]) -> Environment:
        solutions = self._railway.content.solutions
        return self.make(solutions=[_changed(solution, change, solution.task == task) for solution in solutions])

    def with_verifier(self, task: str, change: Callable[[dict[str, Any]], None]) -> Environment:
        verifiers = self._railway.content.verifiers
        return self.make(verifiers=[_changed(verifier, change, verifier.task == task) for verifier in verifiers])

    def with_new_task(
        self, instruction: str, calls: list[dict[str, Any]], checks: list[str], kind: str = "change", **more: Any
    ) -> Environment:
        """A task t11 beside the others; `more` may hold `answer` (the solution's), `expected` and `frame`."""
        content = self._railway.content
        verifier = Verifier(
            task="t11",
            checks=[Check(description=f"check {number}", sql=sql) for number, sql in enumerate(checks, 1)],
            answer=more.get("expected", {"type": "none"}),
            frame=more.get("frame", {}),
        )
        solution = Solution.model_validate({"task": "t11", "calls": calls, "answer": more.get("answer")})
        task = Task.model_validate({"id": "t11", "kind": kind, "instruction": instruction})
        return self.make(
            tasks=[*content.tasks, task],
            solutions=[*content.solutions, solution],
            verifiers=[*content.verifiers, verifier],
        )


def _changed(record: Any, change: Callable[[dict[str, Any]], None], is_meant: bool) -> Any:
    if not is_meant:
        return record
    document = record.model_dump(mode="json", by_alias=True)
    change(document)
    return type(record).model_validate(document)


def find(problems: list[Problem], rule: str) -> list[Problem]:
    return [problem for problem in problems if problem.rule == rule]
