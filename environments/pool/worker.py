"""One worker of a pool: a process that loads environments and runs their sessions.

In:  frames on a socket, each a list of requests, worked on in their order.
Out: a frame for each, with a reply to every request in it.
Never here: concurrency. A worker does one thing at a time; more at a time is what more workers are for.

`python -m environments.pool FD`: the pool starts it so, and it ends when the pool's end of the socket closes.
"""

import signal
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from environments.changes import Change
from environments.environment import Environment
from environments.errors import BadEnvironment, EnvironmentFault
from environments.loading import UnknownEnvironment, load_environment
from environments.pool.frames import PREFIX_BYTES, following, packed, unpacked
from environments.session import Session
from environments.verification import Verdict

OK, ERROR, FAULT, REFUSED = 0, 1, 2, 3
"""What became of a request: a result; an error of the agent; a fault of the environment; a mistake of the caller."""

Reply = tuple[int, bytes | dict[str, Any] | str]


class Worker:
    """Sessions by number; the pool gives the numbers."""

    def __init__(self, load: Callable[[Path], Environment] = load_environment) -> None:
        self._load = load
        self._environments: dict[str, Environment] = {}
        self._sessions: dict[int, Session] = {}

    def answer(self, requests: list[list[Any]]) -> bytes:
        """The frame that replies to a frame.

        Its header has an entry a request: the status alone, whose text stands behind, or `[status, document]`.
        """
        header: list[int | list[Any]] = []
        texts: list[bytes] = []
        for operation, *arguments in requests:
            status, reply = self._reply(operation, arguments)
            if isinstance(reply, bytes):
                texts.append(reply)
                header.append(status)
            else:
                header.append([status, reply])
        return packed(header, texts)

    def _reply(self, operation: str, arguments: list[Any]) -> Reply:
        try:
            if operation == "call":
                number, name, values = arguments
                result = self._session(number).call(name, values)
                return (OK if result.error is None else ERROR), result.text
            return OK, self._operations[operation](self, *arguments)
        except EnvironmentFault as fault:
            return FAULT, str(fault)
        except (BadEnvironment, UnknownEnvironment) as fault:
            return REFUSED, str(fault)
        except (KeyError, ValueError) as fault:
            return REFUSED, str(fault.args[0]) if fault.args else repr(fault)

    def _environment(self, path: str) -> Environment:
        if path not in self._environments:
            self._environments[path] = self._load(Path(path))
        return self._environments[path]

    def _session(self, number: int) -> Session:
        try:
            return self._sessions[number]
        except KeyError:
            raise KeyError("this session is closed; open another") from None

    def preload(self, path: str) -> dict[str, Any]:
        self._environment(path)
        return {}

    def open(self, number: int, path: str, task: str | None, seed: int) -> dict[str, Any]:
        session = self._environment(path).session(task, seed)
        self._sessions[number] = session
        return {"instruction": session.instruction}

    def tools(self, path: str) -> dict[str, Any]:
        return {"tools": self._environment(path).tool_documents}

    def verify(self, number: int, answer: Any) -> dict[str, Any]:
        return _verdict_document(self._session(number).verify(answer))

    def changes(self, number: int) -> dict[str, Any]:
        return {"changes": [_change_document(change) for change in self._session(number).changes()]}

    def close(self, number: int) -> dict[str, Any]:
        session = self._sessions.pop(number, None)
        if session is not None:
            session.close()
        return {}

    _operations: dict[str, Callable[..., dict[str, Any]]] = {
        "preload": preload,
        "open": open,
        "tools": tools,
        "verify": verify,
        "changes": changes,
        "close": close,
    }


def _verdict_document(verdict: Verdict) -> dict[str, Any]:
    checks = [[check.description, check.holds, check.error] for check in verdict.checks]
    return {
        "outcome": verdict.outcome,
        "partial": verdict.partial,
        "checks": checks,
        "unexpected_changes": list(verdict.unexpected_changes),
        "answer_ok": verdict.answer_ok,
    }


def _change_document(change: Change) -> dict[str, Any]:
    return {"table": change.table, "op": change.op, "key": change.key, "before": change.before, "after": change.after}


def work(connection: socket.socket, worker: Worker) -> None:
    """Answer frames until the other side is gone."""
    gone = suppress(BrokenPipeError, ConnectionResetError)
    with gone, connection, connection.makefile("rb", buffering=1 << 16) as stream:
        while len(prefix := stream.read(PREFIX_BYTES)) == PREFIX_BYTES:
            length = following(prefix)
            body = stream.read(length)
            if len(body) < length:
                return
            requests, _ = unpacked(prefix, body)
            connection.sendall(worker.answer(requests))


def main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the pool's to handle: it closes the socket
    work(socket.socket(fileno=int(sys.argv[1])), Worker())
