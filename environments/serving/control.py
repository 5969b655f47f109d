"""The control API: what a trainer needs around an agent's work, over plain HTTP and JSON.

In:  requests as `openapi.py` describes them.
Out: JSON. An agent's mistake is a result (`ok: false`), not an HTTP error; a fault of the environment is a 500.
"""

from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import quote

import pydantic_core
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from environments.errors import BadEnvironment, EnvironmentFault
from environments.serving.metrics import CONTENT_TYPE, Metrics
from environments.serving.openapi import openapi_document
from environments.serving.repertoire import NotOffered
from environments.serving.replies import Refusal, changes_document, json_response, raw_response, verdict_document
from environments.serving.served_session import ServedSession
from environments.serving.session_table import NoSuchSession, SessionTable, TooManySessions

_SEEDS = range(-(2**63), 2**63)

Endpoint = Callable[[Request], Awaitable[Response]]


class Control:
    def __init__(self, table: SessionTable, metrics: Metrics) -> None:
        self._table = table
        self._metrics = metrics

    @property
    def routes(self) -> list[Route]:
        return [
            Route("/health", self.health, methods=["GET"]),
            Route("/metrics", self.metrics, methods=["GET"]),
            Route("/openapi.json", self.openapi, methods=["GET"]),
            Route("/environments", self.environments, methods=["GET"]),
            Route("/environments/{environment}", self.environment, methods=["GET"]),
            Route("/sessions", self.open, methods=["POST"]),
            Route("/sessions/{session}", self.show, methods=["GET"]),
            Route("/sessions/{session}", self.close, methods=["DELETE"]),
            Route("/sessions/{session}/call", self.call, methods=["POST"]),
            Route("/sessions/{session}/reset", self.reset, methods=["POST"]),
            Route("/sessions/{session}/verify", self.verify, methods=["POST"]),
            Route("/sessions/{session}/changes", self.changes, methods=["GET"]),
        ]

    async def health(self, _request: Request) -> Response:
        status = "draining" if self._table.is_draining else "ok"
        return json_response({"status": status, "sessions": len(self._table)}, 503 if self._table.is_draining else 200)

    async def metrics(self, _request: Request) -> Response:
        gauges = {"sessions_open": ("Sessions open now.", float(len(self._table)))}
        return Response(self._metrics.text(gauges), media_type=CONTENT_TYPE)

    async def openapi(self, _request: Request) -> Response:
        return json_response(openapi_document())

    async def environments(self, _request: Request) -> Response:
        ids = self._table.repertoire.ids
        return json_response(
            {"environments": [{"id": each, "mcp": f"/environments/{quote(each)}/mcp"} for each in ids]}
        )

    async def environment(self, request: Request) -> Response:
        offer = self._offer(request.path_params["environment"])
        manifest = offer.environment.manifest
        document = {
            "id": offer.id,
            "name": manifest.name,
            "version": manifest.version,
            "title": manifest.title,
            "now": manifest.now,
            "persona": manifest.persona,
            "scenario": manifest.scenario,
            "tools": offer.environment.tool_documents,
            "tasks": [task.document() for task in offer.environment.tasks.values()],
        }
        return json_response(document)

    async def open(self, request: Request) -> Response:
        body = await _body(request, {"environment": str, "task": str, "seed": int})
        environment_id = body.get("environment") or self._table.repertoire.only
        if environment_id is None:
            raise Refusal(400, "invalid", "several environments are served here; say which in `environment`")
        self._offer(environment_id)
        try:
            session = self._table.open(environment_id, body.get("task"), body.get("seed", 0), "control")
        except TooManySessions as fault:
            raise Refusal(503, "too_many_sessions", str(fault), {"retry-after": "5"}) from None
        except KeyError as fault:
            raise Refusal(404, "not_found", str(fault.args[0])) from None
        return json_response(_session_document(session, request), 201)

    async def show(self, request: Request) -> Response:
        return json_response(_session_document(self._session(request), request))

    async def close(self, request: Request) -> Response:
        self._table.close(self._session(request), "client")
        return Response(status_code=204)

    async def call(self, request: Request) -> Response:
        body = await _body(request, {"name": str, "arguments": object})
        if "name" not in body:
            raise Refusal(400, "invalid", "`name` is missing: the tool to call")
        try:
            result = self._session(request).call(body["name"], body.get("arguments"))
        except EnvironmentFault as fault:
            raise Refusal(500, "environment_fault", str(fault)) from None
        if result.error is None:
            return raw_response(b'{"ok":true,"content":%b}' % result.text)
        return json_response({"ok": False, "error": result.error.document()})

    async def reset(self, request: Request) -> Response:
        body = await _body(request, {"task": str, "seed": int})
        session = self._session(request)
        try:
            session.reset(body.get("task"), body.get("seed"))
        except KeyError as fault:
            raise Refusal(404, "not_found", str(fault.args[0])) from None
        session.is_fixed |= "task" in body
        return json_response(_session_document(session, request))

    async def verify(self, request: Request) -> Response:
        body = await _body(request, {"answer": object})
        session = self._session(request)
        if session.task is None:
            raise Refusal(409, "conflict", "this session has no task; open or reset it with one")
        try:
            return json_response(verdict_document(session.verify(body.get("answer"))))
        except KeyError as fault:
            raise Refusal(409, "conflict", str(fault.args[0])) from None

    async def changes(self, request: Request) -> Response:
        return json_response({"changes": changes_document(self._session(request).changes())})

    def _offer(self, environment_id: str) -> Any:
        try:
            return self._table.repertoire.offer(environment_id)
        except NotOffered as fault:
            raise Refusal(404, "not_found", str(fault)) from None
        except BadEnvironment as fault:
            raise Refusal(500, "environment_fault", str(fault)) from None

    def _session(self, request: Request) -> ServedSession:
        try:
            return self._table.find(request.path_params["session"])
        except NoSuchSession as fault:
            raise Refusal(404, "not_found", str(fault)) from None


def _session_document(session: ServedSession, request: Request) -> dict[str, Any]:
    endpoint = f"{request.url.scheme}://{request.headers['host']}/environments/{quote(session.offer.id)}/mcp"
    return {
        "id": session.id,
        "environment": session.offer.id,
        "task": session.task,
        "instruction": session.instruction,
        "answered": session.is_answered,
        "fault": session.fault,
        "mcp": f"{endpoint}?session={session.id}",
    }


async def _body(request: Request, fields: dict[str, type]) -> dict[str, Any]:
    """The body's object, which may hold these fields and no others; null is the same as absent."""
    raw = await request.body()
    if not raw.strip():
        return {}
    try:
        body = pydantic_core.from_json(raw)
    except ValueError as fault:
        raise Refusal(400, "invalid", f"The body is no JSON: {str(fault)[:200]}") from None
    if not isinstance(body, dict):
        raise Refusal(400, "invalid", "The body must be a JSON object.")
    unknown = [name for name in body if name not in fields]
    if unknown:
        raise Refusal(400, "invalid", f"Unknown field {unknown[0][:60]!r}; the fields are {', '.join(fields)}.")
    for name, kind in fields.items():
        value = body.get(name)
        is_fitting = value is None or (isinstance(value, kind) and not (kind is int and isinstance(value, bool)))
        if not is_fitting or (kind is int and value is not None and value not in _SEEDS):
            wanted = {str: "text", int: "a whole number of 64 bits"}.get(kind, "JSON")
            raise Refusal(400, "invalid", f"`{name}` must be {wanted}.")
    return {name: value for name, value in body.items() if value is not None}
