"""The role `module`, inside a confined process: one foreign web application, and one database of it at a time.

In:  the application's source and an image; then calls, each with the image of its session unless it is held already.
Out: the tools; then for each call what the application answered, and the image where the call changed it.
Never here: the databases of other sessions. They are bytes in another process until their turn comes, so that one
session cannot reach another, and a process that ends takes no session with it.

What the reference does with one server process a session, this does with one for all: the application is called
through ASGI, and its engine gets a connection that is good for one call and dies with it.
"""

import contextlib
import gc
import json
import linecache
import re
import sys
import types
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import quote, unquote, urlencode

import anyio.to_thread
import httpx
import jsonschema
import jsonschema_rs
import pydantic_core
import sqlalchemy
import sqlalchemy.orm
from jsonschema.exceptions import best_match
from starlette.responses import Response

from environments.confined.guest import globals_for, idle_server, operating_system, quiet_logging
from environments.confined.lending_pool import LendingPool
from environments.confined.lent_database import LentDatabase
from environments.confined.module_codes import BROKEN, ERROR, OK
from environments.confined.operations import Operation, operations_of
from environments.confined.screen import MODULE_IMPORTS
from environments.confined.short_way import ASKED, OUTCOME, ShortWay, shortened
from environments.confined.straight import PLAIN, Answer, text_of

_KINDS = {404: "not_found", 409: "conflict", 401: "forbidden", 403: "forbidden"}
MOST_BYTES = 4 << 20
"""Of one answer."""
_COLLECT_AFTER = (20_000, 10, 10)
"""Objects that live on before the collector looks; by Python's own 700 it would look in the middle of most calls."""

Serve = Callable[[Any, list[bytes]], Awaitable[tuple[Any, list[bytes]]]]


class ModuleHost:
    def __init__(self) -> None:
        self._database = LentDatabase()
        self._holds: Any = None
        self._operations: dict[str, Operation] = {}
        self._validators: dict[str, Any] = {}
        self._fits: dict[str, Callable[[Any], bool]] = {}
        self._app: Any = None
        self._way: Any = None
        self._lifespan: Any = None

    async def serve(self, header: Any, texts: list[bytes]) -> tuple[Any, list[bytes]]:
        operation, *arguments = header
        if operation == "call":
            return await self._call(*arguments, *texts)
        try:
            return await self._load(str(arguments[0]), texts[0].decode(), texts[1])
        except BaseException as fault:
            return {"failed": _told(fault)}, []

    async def _load(self, name: str, source: str, image: bytes) -> tuple[Any, list[bytes]]:
        """Run the module; the image comes back as importing it leaves it, since `create_all` may add tables."""
        self._database.put(image)
        self._app = self._run(name, source).get("app")
        if self._app is None:
            candidates = [each for each in vars(sys.modules[name]).values() if hasattr(each, "openapi")]
            if len(candidates) != 1:
                raise LookupError("it defines no application called app")
            self._app = candidates[0]
        await self._start_up()
        specification = self._app.openapi()
        for each in operations_of(specification):
            self._operations[each.name] = each
            self._validators[each.name] = jsonschema.Draft202012Validator(each.input_schema)
            self._fits[each.name] = _quick_look(each.input_schema)
        self._way = shortened(self._app, self._operations.values())
        self._database.end_call()
        gc.collect()
        gc.freeze()  # what was loaded stays: the collector need not look it over again and again
        gc.set_threshold(*_COLLECT_AFTER)
        report = {
            "tools": [each.document() for each in self._operations.values()],
            "shadowed": self._shadowed(),
        }
        return report, [self._database.image()]

    def _run(self, name: str, source: str) -> dict[str, Any]:
        made = types.ModuleType(name)
        sys.modules[name] = made  # annotations are resolved through it
        variables = {"DATABASE_PATH": "sqlite://", "DATABASE_URL": "sqlite://", "HOST": "127.0.0.1", "PORT": "8000"}
        stand_ins = {"os": operating_system(variables), "logging": quiet_logging(), "uvicorn": idle_server()}
        vars(made).update(globals_for(name, MODULE_IMPORTS, stand_ins, {}))
        place = f"<{name}>"
        linecache.cache[place] = (len(source), None, source.splitlines(keepends=True), place)
        held = sqlalchemy.create_engine
        sqlalchemy.create_engine = self._engine
        try:
            exec(compile(source, place, "exec"), vars(made))  # noqa: S102 (what this process is for)
        finally:
            sqlalchemy.create_engine = held
        return vars(made)

    def _engine(self, *_url: Any, **options: Any) -> Any:
        """An engine on the database of the call under way, whatever the module asked for."""
        kept = {key: options[key] for key in ("echo", "execution_options", "json_serializer") if key in options}
        kept.pop("echo", None)
        return _create_engine("sqlite://", pool=LendingPool(self._database), **kept)

    async def _start_up(self) -> None:
        """The application's own start, as a server would run it."""
        import asyncio

        ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()

        async def receive() -> dict[str, str]:
            if not receive_once:
                receive_once.append(True)
                return {"type": "lifespan.startup"}
            await asyncio.get_running_loop().create_future()
            return {"type": "lifespan.shutdown"}

        async def send(message: dict[str, Any]) -> None:
            if not ready.done():
                if message["type"] == "lifespan.startup.failed":
                    ready.set_exception(RuntimeError(f"its start failed: {message.get('message', '')[-500:]}"))
                else:
                    ready.set_result(None)

        receive_once: list[bool] = []
        self._lifespan = asyncio.ensure_future(
            self._app({"type": "lifespan", "asgi": {"version": "3.0"}}, receive, send)
        )
        await asyncio.wait({self._lifespan, ready}, return_when=asyncio.FIRST_COMPLETED)
        if ready.done():
            ready.result()

    def _shadowed(self) -> list[str]:
        """Operations that another one with the same path and method hides: a call of theirs reaches the other."""
        first: dict[tuple[str, str], str] = {}
        hidden = []
        for route in getattr(self._app, "routes", []):
            for method in getattr(route, "methods", None) or ():
                name = str(getattr(route, "operation_id", None) or getattr(route, "unique_id", ""))
                holder = first.setdefault((route.path, method), name)
                if holder != name and name in self._operations:
                    hidden.append(name)
        return hidden

    async def _call(
        self, holder: Any, name: str, arguments: Any, image: bytes | None = None
    ) -> tuple[Any, list[bytes]]:
        if image is not None:
            self._database.put(image)
            self._holds = holder
        elif holder != self._holds:
            return [BROKEN, "another database is on the table"], []
        operation = self._operations.get(name)
        if operation is None:
            return [ERROR, "unknown_tool", f"Unknown tool: {name}"], []
        arguments = {} if arguments is None else arguments
        if not self._fits[name](arguments):
            wrong = best_match(self._validators[name].iter_errors(arguments))
            if wrong is not None:
                return [ERROR, "invalid", f"Input validation error: {wrong.message}"], []
        status, body = await self._answer(operation, arguments)
        is_changed = self._database.end_call()
        reply, texts = _reply(name, status, body)
        if is_changed:
            self._holds = [holder[0], holder[1] + 1]
            return [*reply, True], [*texts, self._database.image()]
        return reply, texts

    async def _answer(self, operation: Operation, arguments: dict[str, Any]) -> Answer:
        straight = self._way.straight_to(operation.name) if isinstance(self._way, ShortWay) else None
        values = None if straight is None else straight.values(arguments)
        if straight is None or values is None:
            return await self._request(operation, dict(arguments))
        try:
            return await straight.answer(values, lambda outcome: self._request(operation, dict(arguments), outcome))
        except (SystemExit, KeyboardInterrupt, GeneratorExit):
            return _FAILED

    async def _request(
        self, operation: Operation, arguments: dict[str, Any], outcome: Exception | Response | None = None
    ) -> Answer:
        path, query, headers = operation.path, {}, []
        for name, place in operation.places.items():
            if name in arguments:
                value = arguments.pop(name)
                if place == "path":
                    path = path.replace(f"{{{name}}}", str(value))
                elif place == "query":
                    query[name] = value
                else:
                    headers.append((name.lower().encode(), str(value).encode()))
        is_plain = PLAIN.issuperset(path.replace("/", ""))
        raw_path, text = _address(path, query, is_plain)
        body = b""
        if arguments and operation.method in ("POST", "PUT", "PATCH"):
            body = json.dumps(arguments, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
        known: dict[str, Any] = {ASKED: operation.name} if is_plain else {}
        if outcome is not None:
            known[OUTCOME] = outcome
        return await self._ask(operation.method, raw_path, text, headers, body, known)

    async def _ask(
        self,
        method: str,
        path: bytes,
        query: bytes,
        headers: list[tuple[bytes, bytes]],
        body: bytes,
        known: dict[str, Any],
    ) -> Answer:
        """One request to the application, without a socket."""
        held = [(b"host", b"apiserver"), (b"accept", b"*/*"), *headers]
        if body:
            held += [(b"content-length", str(len(body)).encode()), (b"content-type", b"application/json")]
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "headers": held,
            "scheme": "http", "path": unquote(path.decode("ascii")), "raw_path": path, "query_string": query,
            "server": ("apiserver", None), "client": ("127.0.0.1", 123), "root_path": "", **known,
        }  # fmt: skip
        answer = _Answer(body)
        try:
            await self._way(scope, answer.receive, answer.send)
        except (SystemExit, KeyboardInterrupt, GeneratorExit):
            answer.fail()
        except Exception:
            if answer.status is None:
                answer.fail()
        return answer.status or 500, bytes(answer.body)


_FAILED: Answer = (500, b"Internal Server Error")


class _Answer:
    def __init__(self, request: bytes) -> None:
        self.status: int | None = None
        self.body = bytearray()
        self._request = request
        self._is_read = False

    async def receive(self) -> dict[str, Any]:
        if self._is_read:
            return {"type": "http.disconnect"}
        self._is_read = True
        return {"type": "http.request", "body": self._request, "more_body": False}

    async def send(self, message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
        elif message["type"] == "http.response.body" and len(self.body) <= MOST_BYTES:
            self.body += message.get("body", b"")

    def fail(self) -> None:
        self.status, self.body = _FAILED[0], bytearray(_FAILED[1])


_indented_slowly = json.JSONEncoder(indent=2, ensure_ascii=False).encode
_ODD_NUMBER = re.compile(rb"\d[eE]|0\.0000").search
"""Numbers that Python and pydantic write differently, and a few others."""


def _indented(body: bytes) -> bytes:
    """As `json.dumps(..., indent=2, ensure_ascii=False)` writes it.

    Raises:
        ValueError: it is no JSON.
    """
    if not _ODD_NUMBER(body):
        with contextlib.suppress(ValueError):  # half of a character that takes two, or no JSON at all
            return pydantic_core.to_json(pydantic_core.from_json(body), indent=2)
    return _indented_slowly(json.loads(body)).encode("utf-8", "replace")


def _quick_look(schema: dict[str, Any]) -> Callable[[Any], bool]:
    """Whether arguments fit for certain: what does not is looked at once more, by the reference's own validator.

    Patterns are read differently by the two, so with one of them nothing is certain.
    """
    try:
        if "pattern" not in json.dumps(schema):
            return jsonschema_rs.Draft202012Validator(schema).is_valid
    except (ValueError, TypeError, RecursionError):
        pass
    return lambda _arguments: False


def _address(path: str, query: dict[str, Any], is_plain: bool) -> tuple[bytes, bytes]:
    """Path and query as they go over the wire: as the reference's HTTP client writes them."""
    if is_plain:
        return path.encode(), urlencode([(key, text_of(each)) for key, each in _flat(query)]).encode()
    url = httpx.URL("http://apiserver" + quote(path, safe="/?#[]@!$&'()*+,;=:%~"), params=query)
    return url.raw_path.split(b"?")[0], url.query


def _flat(query: dict[str, Any]) -> list[tuple[str, Any]]:
    return [(key, each) for key, value in query.items() for each in (value if isinstance(value, list) else [value])]


def _reply(name: str, status: int, body: bytes) -> tuple[list[Any], list[bytes]]:
    """What an agent reads of an answer: the JSON, indented; or the text where it is no JSON."""
    if len(body) > MOST_BYTES:
        return [ERROR, "too_large", "This is too much for one call: ask for less."], []
    if status >= 400:
        text = body.decode("utf-8", "replace")
        said = f"Error calling {name}. Status code: {status}. Response: {text}"
        return [ERROR, _KINDS.get(status, "invalid"), said], []
    try:
        return [OK, "json"], [_indented(body)]
    except (ValueError, RecursionError):
        return [OK, "text"], [body]


def _told(fault: BaseException) -> str:
    lines = [entry.lineno for entry in _frames(fault) if entry.filename.startswith("<")]
    place = f" (line {lines[-1]})" if lines else ""
    return f"{type(fault).__name__}: {fault}"[:2000] + place


def _frames(fault: BaseException) -> Any:
    import traceback

    return traceback.extract_tb(fault.__traceback__, limit=-50)


_create_engine = sqlalchemy.create_engine


async def _directly(function: Callable[..., Any], *arguments: Any, **_options: Any) -> Any:
    return function(*arguments)


def host() -> Serve:
    # No thread can be started behind the walls: what an application would do in one is done at once.
    setattr(anyio.to_thread, "run_sync", _directly)  # noqa: B010 (of another type than it has)
    return ModuleHost().serve
