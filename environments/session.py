"""One private copy of an environment's database, and the calls made on it.

In:  calls of tools.
Out: results; the changes they made; the verdict on them.
Never here: checking content. Whatever a session executes was checked when the environment was loaded.

A session belongs to one thread at a time; several threads may each have sessions of one environment.
"""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any

import apsw
import pydantic_core

from environments.changes import Change, changes_since
from environments.database import PAGE_BYTES
from environments.errors import EnvironmentFault
from environments.guard import clip
from environments.limits import MOST_BOUND_ROWS, MOST_BYTES, MOST_DATABASE_BYTES, MOST_ROWS, Meter
from environments.program import PLACEHOLDER, BindingStep, Gate, Part, Program, RequireStep, Statement
from environments.result import Result, ToolError, failed
from environments.violations import violation

if TYPE_CHECKING:
    from environments.environment import Environment
    from environments.verification import Verdict
    from schemas import Task

_ROWS_BETWEEN_LOOKS = 64
"""After so many rows of a result their size is looked at, so that a huge one is never held whole."""


UNPROCESSABLE = "These arguments cannot be processed"
"""How an agent's message begins where SQL itself could not go on."""
_LONGEST_SAID = 200
"""Characters of one value in a message."""


_UNSAID = Result(None, None, b"null")


class _TooMuch(ValueError):
    """A call exceeds what one may return or bind."""


class Failure(Exception):
    """Ends a call with an error for the agent."""

    def __init__(self, error: ToolError) -> None:
        super().__init__(error.message)
        self.error = error


class Session:
    """Open one with `Environment.session`; close it, or use it in a `with` statement."""

    def __init__(
        self,
        environment: "Environment",
        connection: apsw.Connection,
        task: "Task | None",
        seed: int,
        user_id: int,
        *,
        has_initial: bool = False,
    ) -> None:
        self.environment = environment
        self.connection = connection
        """For reading; what is written past the tools is not the session's affair."""
        self.task = task
        self.seed = seed
        self.user_id = user_id
        self._execute = connection.cursor().execute
        self._programs = environment.tools
        self._meter = Meter(connection)
        self._recorder: apsw.Session | None = None
        self._is_recording = False
        self._running: Statement | None = None
        self._has_arguments = False
        self._is_writing = False
        """Whether the call in progress has come to its first write, where its transaction begins."""
        self._is_touched = False
        self._has_initial = has_initial
        self._is_quiet = False
        """Whether nobody reads what calls return."""

    @property
    def instruction(self) -> str | None:
        """What the task asks for; None without a task."""
        return self.task.instruction if self.task else None

    @property
    def tools(self) -> list[dict[str, Any]]:
        """Name, description and parameters (JSON Schema) of every tool."""
        return [dict(document) for document in self.environment.tool_documents]

    def call(self, name: str, arguments: Any = None) -> Result:
        """Run a tool as one transaction. Whatever an agent may send comes back as a result.

        Raises:
            EnvironmentFault: the environment failed although neither the arguments nor earlier calls are the cause.
        """
        program = self._programs.get(name) if isinstance(name, str) else None
        if program is None:
            return failed(self.environment.unknown_tool(name))
        values = {**program.blank, "user_id": self.user_id}
        error = program.arguments.bind(arguments, values)
        if error is not None:
            return failed(error)
        self._has_arguments = bool(arguments)
        return self._transact(program, values) if program.writes else self._attempt(program, values)

    def changes(self) -> list[Change]:
        """Net changes since the session was opened, in a stable order."""
        if self._recorder is None:
            return []
        return changes_since(self._recorder, self.connection, self.environment.facts)

    def verify(self, answer: Any = None) -> "Verdict":
        """The verdict on the session's task, as things stand now.

        Raises:
            ValueError: the session has no task.
        """
        if self.task is None:
            raise ValueError("this session has no task: open it with session(task=…), or use Environment.judge")
        return self.environment.judge(self.task.id, self, answer)

    def image(self) -> bytes:
        """The session's database as it stands."""
        return self.connection.serialize("main")

    def attach_initial(self) -> None:
        """Make the untouched database readable as the schema `initial`."""
        if not self._has_initial:
            self._execute("ATTACH ':memory:' AS initial")
            self.connection.deserialize("initial", self.environment.image)
            self._has_initial = True

    @contextmanager
    def metered(self) -> Iterator[None]:
        """Within it, what is executed may take a whole call's share of work, and no more."""
        self._meter.start()
        try:
            yield
        finally:
            self._meter.rest()

    def close(self) -> None:
        if self._recorder is not None:
            self._recorder.close()
            self._recorder = None
        self.connection.close()

    def __enter__(self) -> "Session":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _transact(self, program: Program, values: dict[str, Any]) -> Result:
        if not self._is_recording:
            self._begin_recording()
        self._is_writing = False
        try:
            result = self._attempt(program, values)
        except BaseException:
            if self._is_writing:
                self._roll_back()
            raise
        if result.error is None:
            self._is_touched = True
        elif self._is_writing:
            self._roll_back()
        return result

    def _attempt(self, program: Program, values: dict[str, Any]) -> Result:
        """Run it to its end, or to an error that the agent caused; rolling back is the caller's."""
        self._meter.start()
        try:
            result = self._run(program, values)
            self._running = None
            if program.writes and self._is_writing:
                self._commit(program)
            return result
        except Failure as failure:
            return Result(None, failure.error, b"") if self._is_quiet else failed(failure.error)
        except apsw.ConstraintError as fault:
            return failed(violation(fault, self.connection, self.environment.facts, program))
        except (apsw.Error, ValueError, TypeError, OverflowError, MemoryError) as fault:
            return failed(self._blame(fault, program))
        finally:
            self._meter.rest()

    def _blame(self, fault: Exception, program: Program) -> ToolError:
        """What to tell the agent of a statement that could not be finished, if it is the agent's doing.

        It is where the statement binds what the caller sent, or where earlier calls changed the database: an agent
        must not be able to end its episode without a verdict by asking for too much. To send nothing where less could
        have been asked for is asking for too much as well.

        Raises:
            EnvironmentFault: the same call would fail for everyone.
        """
        running = self._running
        could_be_less = self._has_arguments or isinstance(fault, _TooMuch)
        is_caused = self._is_touched or (could_be_less and (running is None or running.from_arguments))
        if not is_caused:
            sql = f" in {clip(running.sql)}" if running else ""
            raise EnvironmentFault(
                f"{self.environment.name}: the tool {program.name} failed{sql}: {type(fault).__name__}: {fault}. "
                f"Nothing was changed. Mend the tool; `worldloom show {self.environment.name}` prints it."
            ) from fault
        if isinstance(fault, (_TooMuch, apsw.InterruptError, apsw.TooBigError, apsw.FullError, MemoryError)):
            why = f" ({fault})" if isinstance(fault, _TooMuch) else ""
            return ToolError("too_large", f"This is too much for one call{why}: ask for less.")
        return ToolError("invalid", f"{UNPROCESSABLE}: {str(fault)[:200]}.")

    def _control(self, sql: str) -> None:
        """Run a statement that begins or ends a transaction."""
        self._execute(sql)

    def _begin(self) -> None:
        self._control("BEGIN")

    def _commit(self, program: Program) -> None:
        self._control("COMMIT")

    def _roll_back(self) -> None:
        if self.connection.in_transaction:
            self._control("ROLLBACK")

    def _begin_recording(self) -> None:
        self._recorder = apsw.Session(self.connection, "main")
        self._recorder.attach()
        self._is_recording = True
        self._bound_size()

    def _bound_size(self) -> None:
        self.connection.pragma("max_page_count", MOST_DATABASE_BYTES // PAGE_BYTES)

    def _run(self, program: Program, values: dict[str, Any]) -> Result:
        for move in program.moves:
            if type(move) is BindingStep:
                self._bind(move, values)
            elif type(move) is Gate:
                self._pass(move, values)
            elif type(move) is RequireStep:
                self._require(move, values)
        if self._is_quiet:
            return _UNSAID
        parts = program.parts
        if len(parts) == 1 and not parts[0].key:
            content = self._part(parts[0], values)
        else:
            content = {part.key: self._part(part, values) for part in parts}
        return Result(content, None, _encoded(content))

    def _pass(self, gate: Gate, values: dict[str, Any]) -> None:
        """Ask all requirements at once; where something goes wrong, one by one."""
        self._running = gate.statement
        try:
            (first,) = next(self._execute(gate.statement.sql, values))
        except apsw.Error:
            self._meter.start()
            for requirement in gate.requirements:
                self._require(requirement, values)
            return
        if first:
            raise _refusal(gate.requirements[first - 1], values)

    def _require(self, step: RequireStep, values: dict[str, Any]) -> None:
        self._running = step.statement
        row = self._execute(step.statement.sql, values).fetchone()
        if row is None or not row[0]:
            raise _refusal(step, values)

    def _bind(self, step: BindingStep, values: dict[str, Any]) -> None:
        if step.when is not None:
            self._running = step.when
            row = self._execute(step.when.sql, values).fetchone()
            if row is None or not row[0]:
                return
        self._running = step.statement
        if step.writes and not self._is_writing:
            self._is_writing = True
            self._begin()
        cursor = self._execute(step.statement.sql, values)
        if step.binding is None:
            return
        if step.whole:
            rows = list(islice(cursor, MOST_BOUND_ROWS + 1))
            if len(rows) > MOST_BOUND_ROWS:
                raise _TooMuch(f"more than {MOST_BOUND_ROWS:,} rows")
            columns = step.statement.columns
            values[step.binding] = _encoded([dict(zip(columns, row, strict=True)) for row in rows]).decode()
            first = rows[0] if rows else None
        else:
            first = cursor.fetchone()
        if first is not None:
            values.update(zip(step.bound_names, first, strict=True))

    def _part(self, part: Part, values: dict[str, Any]) -> Any:
        self._running = part.statement
        cursor = self._execute(part.statement.sql, values)
        columns = part.statement.columns
        if part.shape != "rows":
            row = cursor.fetchone()
            if row is None:
                return None
            if part.json_places:
                row = _with_json(row, part.json_places)
            return dict(zip(columns, row, strict=True)) if part.shape == "row" else row[0]
        rows: list[dict[str, Any]] = []
        while chunk := list(islice(cursor, _ROWS_BETWEEN_LOOKS)):
            if part.json_places:
                chunk = [_with_json(row, part.json_places) for row in chunk]
            rows += [dict(zip(columns, row, strict=True)) for row in chunk]
            if len(rows) > MOST_ROWS:
                raise _TooMuch(f"more than {MOST_ROWS} rows")
            if len(chunk) < _ROWS_BETWEEN_LOOKS:
                break
            _encoded(rows)
        return rows


def _with_json(row: tuple[Any, ...], places: tuple[int, ...]) -> list[Any]:
    values = list(row)
    for place in places:
        if type(values[place]) is str:
            values[place] = pydantic_core.from_json(values[place])
    return values


def _encoded(content: Any) -> bytes:
    """The content as JSON text.

    Raises:
        _TooMuch: there is more than a call may return.
        ValueError: it holds a number that JSON does not have.
    """
    text = pydantic_core.to_json(content, inf_nan_mode="constants")
    if len(text) > MOST_BYTES:
        raise _TooMuch(f"more than {MOST_BYTES:,} bytes")
    if (b"Infinity" in text or b"NaN" in text) and not _is_finite(content):
        raise ValueError("a number in the result is too large for JSON")
    return text


def _is_finite(content: Any) -> bool:
    if isinstance(content, float):
        return math.isfinite(content)
    if isinstance(content, dict):
        return all(map(_is_finite, content.values()))
    return all(map(_is_finite, content)) if isinstance(content, list) else True


def _refusal(step: RequireStep, values: dict[str, Any]) -> Failure:
    """What a call ends with where a requirement does not hold."""
    return Failure(ToolError(step.kind, _filled(step.message, values) if step.has_placeholders else step.message))


def _filled(message: str, values: dict[str, Any]) -> str:
    """The message with the value of each name in it."""
    return PLACEHOLDER.sub(lambda found: _said(values.get(found[1])), message)


def _said(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = "nothing" if value is None else str(value)
    return text if len(text) <= _LONGEST_SAID else f"{text[:_LONGEST_SAID]}…"
