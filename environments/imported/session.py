"""One private copy of an imported environment's database: bytes, lent to the module's process for each call.

In:  calls of tools.
Out: results; the changes they made; the verdict on them.
Never here: foreign code. When the process ends in the middle of a call, the session stands as it was before it.
"""

import itertools
from typing import TYPE_CHECKING, Any, cast

import pydantic_core

from environments.changes import Change
from environments.confined import ConfinedProcess, GuestFault
from environments.confined.module_codes import BROKEN, ERROR
from environments.errors import EnvironmentFault
from environments.imported.records import PlainResult, SpokenResult
from environments.limits import MOST_DATABASE_BYTES
from environments.result import Result, ToolError
from environments.session import Session

if TYPE_CHECKING:
    from environments.imported.environment import PythonEnvironment
    from schemas import Task

_numbers = itertools.count(1)


class PythonSession(Session):
    """Open one with `PythonEnvironment.session`."""

    def __init__(self, environment: "PythonEnvironment", task: "Task | None", seed: int, user_id: int) -> None:
        self.environment = environment
        self.task = task
        self.seed = seed
        self.user_id = user_id
        self._python = environment
        self._image = environment.image
        self._number = next(_numbers)
        self._version = 0
        self._held_by: tuple[ConfinedProcess, int] | None = None

    def call(self, name: str, arguments: Any = None) -> Result:
        """Call a tool. What the application answers comes back, its errors too.

        Raises:
            EnvironmentFault: it took too long, broke a limit, or broke down; the session is as it was before the call.
        """
        if not isinstance(name, str) or (name not in self._python.python_tools):
            return _failed(self._python.unknown_tool(name))
        if arguments is not None and not isinstance(arguments, dict):
            return _failed(ToolError("invalid", "Input validation error: the arguments must be an object"))
        try:
            return self._result(*self._asked(name, arguments))
        except GuestFault as fault:
            raise EnvironmentFault(
                f"{self._python.name}: the tool {name} failed: {fault}. Nothing was changed."
            ) from None
        except (ValueError, RecursionError) as fault:
            return _failed(ToolError("invalid", f"The arguments are not plain JSON: {str(fault)[:200]}"))

    def changes(self) -> list[Change]:
        if self._image is self._python.image:
            return []
        reply, _ = self._python.records(["changes"], [self._python.image, self._image])
        return [Change(**change) for change in reply["changes"]]

    def image(self) -> bytes:
        return self._image

    def attach_initial(self) -> None:
        return None

    def close(self) -> None:
        self._image = self._python.image
        self._held_by = None

    def _asked(self, name: str, arguments: Any) -> tuple[list[Any], list[bytes]]:
        """The reply of the module's process, which gets the image where it does not hold it already."""
        process = self._python.preload()
        with process.lock:
            holder = [self._number, self._version]
            request = ["call", holder, name, arguments]
            is_held = process.holds == holder
            try:
                reply, texts = process.ask(request, [] if is_held else [self._image], self._python.call_s)
                if reply[0] == BROKEN:
                    raise GuestFault(str(reply[1]))
            except (GuestFault, IndexError, TypeError):
                process.holds = None
                raise
            process.holds = holder
            if reply[-1] is True:
                self._keep(texts.pop())
                process.holds = [self._number, self._version]
            return reply, texts

    def _keep(self, image: bytes) -> None:
        if len(image) > MOST_DATABASE_BYTES:
            raise GuestFault(f"its database grew beyond {MOST_DATABASE_BYTES:,} bytes")
        self._image = image
        self._version += 1

    def _result(self, reply: list[Any], texts: list[bytes]) -> Result:
        if reply[0] == ERROR:
            return _failed(ToolError(str(reply[1]), str(reply[2])))
        text = texts[0]
        try:
            if reply[1] == "json":
                return SpokenResult(pydantic_core.from_json(text), None, text)
        except ValueError as fault:
            raise GuestFault(f"its process said what is no reply ({fault})") from None
        said = text.decode("utf-8", "replace")
        return PlainResult(said, None, pydantic_core.to_json(said))


def _failed(error: ToolError) -> Result:
    return cast("Result", SpokenResult(None, error, pydantic_core.to_json({"error": error.document()})))
