"""OpenEnv's task API: which tasks there are, by split and index.

In:  an environment, a question, its parameters.
Out: documents. All tasks of an environment form one split: which environments are trained on is decided by environment.
"""

from typing import Any

from environments.environment import Environment

SPLIT = "train"


class NoSuchQuestion(LookupError):
    """A path that asks for nothing known."""


class NoSuchTask(LookupError):
    """A split or an index that does not exist."""


def splits() -> list[dict[str, str]]:
    return [{"name": SPLIT, "type": "train"}]


def answer(environment: Environment, question: str, parameters: Any) -> dict[str, Any]:
    """What is asked for by one of the API's POST paths.

    Raises:
        NoSuchQuestion, NoSuchTask.
    """
    asked = parameters if isinstance(parameters, dict) else {}
    specifications = [
        {"id": task.id, "index": index, "split": SPLIT, "kind": task.kind, "difficulty": task.difficulty.level}
        for index, task in enumerate(environment.tasks.values())
    ]
    if question not in ("tasks", "num_tasks", "task", "task_range"):
        raise NoSuchQuestion(f"{question[:60]!r} is no question of the task API")
    if asked.get("split") != SPLIT:
        raise NoSuchTask(f"the only split is {SPLIT!r}")
    if question == "tasks":
        return {"tasks": specifications, "env_name": environment.name}
    if question == "num_tasks":
        return {"num_tasks": len(specifications)}
    if question == "task":
        return {"task": specifications[_index(asked.get("index"), len(specifications))]}
    return {"tasks": specifications[slice(_bound(asked, "start"), _bound(asked, "stop"))]}


def _index(value: Any, count: int) -> int:
    if type(value) is not int or value not in range(count):
        raise NoSuchTask(f"`index` must be a whole number from 0 to {count - 1}")
    return value


def _bound(asked: dict[str, Any], name: str) -> int | None:
    value = asked.get(name)
    if value is not None and type(value) is not int:
        raise NoSuchTask(f"`{name}` must be a whole number")
    return value
