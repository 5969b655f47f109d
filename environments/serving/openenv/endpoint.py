"""OpenEnv's server interface for every environment that is served.

In:  HTTP and WebSocket requests below `/environments/{id}/openenv`, or `/openenv` where one environment is served.
Out: what OpenEnv's clients expect: episodes over `/ws`, JSON-RPC at `/mcp`, the task API, metadata and schemas.

An episode over a WebSocket has a private session, which ends with the connection. `/reset`, `/step` and `/state` over
plain HTTP have no memory, as in OpenEnv's own server: each request is an episode of its own.
"""

from typing import Any

import pydantic_core
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from environments.errors import BadEnvironment
from environments.serving.openenv import task_api
from environments.serving.openenv.description import metadata_document, openapi_document, schema_document
from environments.serving.openenv.episode import Episode
from environments.serving.openenv.json_rpc import JsonRpc
from environments.serving.openenv.protocol import (
    CAPACITY_REACHED,
    EXECUTION_ERROR,
    INVALID_JSON,
    SESSION_ERROR,
    UNKNOWN_TYPE,
    VALIDATION_ERROR,
    Document,
    Misused,
    action_of,
    error_message,
    reset_of,
)
from environments.serving.repertoire import NotOffered, Offer
from environments.serving.replies import Refusal, json_response
from environments.serving.session_table import SessionTable, TooManySessions

_HOMES = ("/openenv", "/environments/{environment}/openenv")


class OpenEnvEndpoint:
    def __init__(self, table: SessionTable) -> None:
        self._table = table
        self._rpc = JsonRpc(table)

    @property
    def routes(self) -> list[BaseRoute]:
        return [route for home in _HOMES for route in self._routes(home)]

    def _routes(self, home: str) -> list[BaseRoute]:
        return [
            WebSocketRoute(f"{home}/ws", self.converse),
            Route(f"{home}/health", self.health, methods=["GET"]),
            Route(f"{home}/metadata", self.metadata, methods=["GET"]),
            Route(f"{home}/schema", self.schema, methods=["GET"]),
            Route(f"{home}/openapi.json", self.openapi, methods=["GET"]),
            Route(f"{home}/mcp", self.rpc, methods=["POST"]),
            Route(f"{home}/reset", self.reset, methods=["POST"]),
            Route(f"{home}/step", self.step, methods=["POST"]),
            Route(f"{home}/state", self.state, methods=["GET"]),
            Route(f"{home}/list_environments", self.names, methods=["GET"]),
            Route(f"{home}/{{name}}/splits", self.splits, methods=["GET"]),
            Route(f"{home}/{{name}}/{{question}}", self.tasks, methods=["POST"]),
        ]

    async def converse(self, socket: WebSocket) -> None:
        """One connection: messages in, messages out, until one side leaves or the session's time is over."""
        await socket.accept()
        try:
            episode = self._episode_for(socket)
        except TooManySessions as fault:
            await _turn_away(socket, CAPACITY_REACHED, str(fault))
            return
        except (BadEnvironment, LookupError, Misused) as fault:
            await _turn_away(socket, SESSION_ERROR, str(fault.args[0]))
            return
        is_own = episode.session.id not in self._rpc
        try:
            while await self._turn(socket, episode):
                pass
        except WebSocketDisconnect:
            pass
        finally:
            if is_own:
                self._table.close(episode.session, "client")

    async def _turn(self, socket: WebSocket, episode: Episode) -> bool:
        """Answer one message; whether the conversation goes on."""
        text = await socket.receive_text()
        if not self._table.is_alive(episode.session):
            await _turn_away(socket, SESSION_ERROR, "the session was closed, since nobody used it; connect again")
            return False
        reply = self._reply(episode, text)
        if reply is None:
            await socket.close()
            return False
        await socket.send_text(pydantic_core.to_json(reply).decode())
        return True

    def _reply(self, episode: Episode, text: str) -> Document | None:
        """The message that answers a message; None to one that ends the conversation."""
        try:
            message = pydantic_core.from_json(text)
        except ValueError as fault:
            return error_message(INVALID_JSON, f"Invalid JSON: {str(fault)[:200]}")
        if not isinstance(message, dict):
            return error_message(VALIDATION_ERROR, "a message is a JSON object with a `type`")
        kind, data = message.get("type"), message.get("data")
        try:
            if kind == "step":
                return {"type": "observation", "data": episode.step(action_of(data))}
            if kind == "reset":
                return {"type": "observation", "data": episode.reset(reset_of(data))}
            if kind == "state":
                return {"type": "state", "data": episode.state}
            if kind == "mcp":
                return {"type": "mcp", "data": self._rpc.reply(data, episode)}
        except Misused as fault:
            return error_message(fault.code, str(fault))
        return None if kind == "close" else error_message(UNKNOWN_TYPE, f"Unknown message type: {str(kind)[:60]}")

    def _episode_for(self, socket: WebSocket) -> Episode:
        """A session of this connection's own, or the one that JSON-RPC opened and the address names.

        Raises:
            TooManySessions, NotOffered, BadEnvironment: as opening does. Misused: there is no such session.
        """
        named = socket.query_params.get("session_id")
        if named is not None:
            return self._rpc.episode(named)
        return Episode(self._table.open(self._environment_id(socket.path_params), None, 0, "openenv"))

    async def rpc(self, request: Request) -> Response:
        try:
            body = pydantic_core.from_json(await request.body())
        except ValueError:
            body = None
        environment_id = self._offer(request).id
        return json_response(self._rpc.reply(body, None, environment_id))

    async def reset(self, request: Request) -> Response:
        data = await _json(request)
        return self._once(request, lambda episode: episode.reset(reset_of(data)))

    async def step(self, request: Request) -> Response:
        data = await _json(request)
        action = data.get("action") if isinstance(data, dict) else None
        return self._once(request, lambda episode: episode.step(action_of(action)))

    async def state(self, request: Request) -> Response:
        return self._once(request, lambda episode: episode.state)

    async def health(self, request: Request) -> Response:
        self._offer(request)
        is_healthy = not self._table.is_draining
        return json_response({"status": "healthy" if is_healthy else "unhealthy"}, 200 if is_healthy else 503)

    async def metadata(self, request: Request) -> Response:
        return json_response(metadata_document(self._offer(request).environment))

    async def schema(self, _request: Request) -> Response:
        return json_response(schema_document())

    async def openapi(self, request: Request) -> Response:
        return json_response(openapi_document(self._offer(request).environment))

    async def names(self, request: Request) -> Response:
        return json_response([self._offer(request).environment.name])

    async def splits(self, request: Request) -> Response:
        self._called_right(request)
        return json_response(task_api.splits())

    async def tasks(self, request: Request) -> Response:
        environment = self._called_right(request).environment
        try:
            return json_response(task_api.answer(environment, request.path_params["question"], await _json(request)))
        except task_api.NoSuchQuestion as fault:
            raise Refusal(404, "not_found", str(fault)) from None
        except task_api.NoSuchTask as fault:
            raise Refusal(400, "invalid", str(fault)) from None

    def _once(self, request: Request, do: Any) -> Response:
        """One step of an episode that ends with the request."""
        try:
            session = self._table.open(self._offer(request).id, None, 0, "openenv")
        except TooManySessions as fault:
            raise Refusal(503, "too_many_sessions", str(fault), {"retry-after": "5"}) from None
        try:
            return json_response(do(Episode(session)))
        except Misused as fault:
            status = 500 if fault.code == EXECUTION_ERROR else 422
            raise Refusal(status, "invalid", str(fault)) from None
        finally:
            self._table.close(session, "client")

    def _called_right(self, request: Request) -> Offer:
        offer = self._offer(request)
        if request.path_params["name"] != offer.environment.name:
            raise Refusal(404, "not_found", f"The environment here is called {offer.environment.name}.")
        return offer

    def _offer(self, request: Request) -> Offer:
        try:
            return self._table.repertoire.offer(self._environment_id(request.path_params))
        except NotOffered as fault:
            raise Refusal(404, "not_found", str(fault)) from None
        except BadEnvironment as fault:
            raise Refusal(500, "environment_fault", str(fault)) from None

    def _environment_id(self, path: dict[str, Any]) -> str:
        named = path.get("environment") or self._table.repertoire.only
        if named is None:
            raise NotOffered("several environments are served here; connect to /environments/ID/openenv")
        return str(named)


async def _json(request: Request) -> Any:
    raw = await request.body()
    try:
        return pydantic_core.from_json(raw) if raw.strip() else {}
    except ValueError as fault:
        raise Refusal(422, "invalid", f"The body is no JSON: {str(fault)[:200]}") from None


async def _turn_away(socket: WebSocket, code: str, message: str) -> None:
    await socket.send_text(pydantic_core.to_json(error_message(code, message)).decode())
    await socket.close()
