"""MCP over HTTP: each MCP session has a session of its own, which ends with it.

In:  requests to `/mcp` and `/environments/{id}/mcp`.
Out: what the SDK's transport answers; sessions opened on `initialize`, closed when their client goes.

A task is chosen in the address (`?task=t03&seed=7`) or by the headers `Worldloom-Task` and `Worldloom-Seed`.
`?session=ID` joins a session that the control API opened; that one stays open when the client goes.
"""

import asyncio
from functools import partial
from typing import Any
from urllib.parse import parse_qs, unquote

from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp_types.version import HANDSHAKE_PROTOCOL_VERSIONS
from starlette.types import Message, Receive, Scope, Send

from environments.errors import BadEnvironment
from environments.serving.limits import ServingLimits
from environments.serving.mcp_server import Context, McpOptions, build_server
from environments.serving.repertoire import NotOffered
from environments.serving.replies import Refusal
from environments.serving.served_session import ServedSession
from environments.serving.session_table import NoSuchSession, SessionTable, TooManySessions

_SESSION_ID = b"mcp-session-id"
_SESSION = "worldloom.session"
"""Where a request's session stands in its ASGI scope."""


class McpEndpoint:
    def __init__(self, table: SessionTable, limits: ServingLimits, options: McpOptions) -> None:
        self._table = table
        self._bound: dict[bytes, ServedSession] = {}
        self._endings: set[asyncio.Task[None]] = set()
        self.manager = StreamableHTTPSessionManager(
            build_server(_session_of, options),
            json_response=True,
            session_idle_timeout=None,  # the table decides when a session ends
            max_sessions=2 * limits.sessions,  # several clients may share a session of the control API
            max_request_body_size=limits.body_bytes,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = dict(scope["headers"])
        mcp_id = headers.get(_SESSION_ID)
        if mcp_id is not None:
            await self._go_on(mcp_id, scope, receive, send)
        elif headers.get(b"mcp-protocol-version", b"").decode("latin-1") in ("", *HANDSHAKE_PROTOCOL_VERSIONS):
            await self._begin(_Opening(scope, headers), scope, receive, send)
        else:
            opening = _Opening(scope, headers)
            scope[_SESSION] = self._join(opening) if opening.session_id else None
            await self.manager.handle_request(scope, receive, send)

    async def _begin(self, opening: "_Opening", scope: Scope, receive: Receive, send: Send) -> None:
        """Serve what should be `initialize`; the session is kept if it was."""
        if scope["method"] != "POST":
            raise Refusal(
                400, "invalid", "Begin with a POST of `initialize`; other requests name their Mcp-Session-Id."
            )
        session = self._join(opening) if opening.session_id else self._open(opening)
        is_joined = opening.session_id is not None
        mcp_id: bytes | None = None

        async def watch(message: Message) -> None:
            nonlocal mcp_id
            if message["type"] == "http.response.start" and message["status"] < 400:
                mcp_id = next((value for name, value in message["headers"] if name == _SESSION_ID), None)
                if mcp_id is not None:
                    self._bind(mcp_id, session)
            await send(message)

        scope[_SESSION] = session
        try:
            await self.manager.handle_request(scope, receive, watch)
        finally:
            if mcp_id is None and not is_joined:
                self._table.close(session, "refused")

    async def _go_on(self, mcp_id: bytes, scope: Scope, receive: Receive, send: Send) -> None:
        session = self._bound.get(mcp_id)
        if session is None or not self._table.is_alive(session) or not _is_at_home(session, scope):
            raise Refusal(404, "not_found", "Session not found: it was closed. Begin again with `initialize`.")
        scope[_SESSION] = session
        if scope["method"] == "GET":
            self._table.arrive(session)
            try:
                await self.manager.handle_request(scope, receive, send)
            finally:
                self._table.leave(session)
        else:
            await self.manager.handle_request(scope, receive, send)
            if scope["method"] == "DELETE":
                self._unbind(mcp_id, session)

    def _open(self, opening: "_Opening") -> ServedSession:
        try:
            environment_id = opening.environment_id or self._only()
            return self._table.open(environment_id, opening.task, opening.seed, "mcp")
        except TooManySessions as fault:
            raise Refusal(503, "too_many_sessions", str(fault), {"retry-after": "5"}) from None
        except BadEnvironment as fault:
            raise Refusal(500, "environment_fault", str(fault)) from None
        except LookupError as fault:
            raise Refusal(404, "not_found", str(fault.args[0])) from None

    def _join(self, opening: "_Opening") -> ServedSession:
        try:
            session = self._table.find(opening.session_id or "")
        except NoSuchSession as fault:
            raise Refusal(404, "not_found", str(fault)) from None
        if opening.environment_id not in (None, session.offer.id):
            raise Refusal(404, "not_found", f"That session is one of {session.offer.id}.")
        if opening.task not in (None, session.task):
            raise Refusal(409, "conflict", "The session has its task already; leave `task` out.")
        return session

    def _only(self) -> str:
        only = self._table.repertoire.only
        if only is None:
            shown = ", ".join(f"/environments/{each}/mcp" for each in self._table.repertoire.ids[:20])
            raise NotOffered(f"several environments are served here; connect to one of {shown}")
        return only

    def _bind(self, mcp_id: bytes, session: ServedSession) -> None:
        self._bound[mcp_id] = session
        session.on_close[mcp_id.decode()] = partial(self._end, mcp_id)

    def _unbind(self, mcp_id: bytes, session: ServedSession) -> None:
        """The client is gone: so is the session, unless the control API opened it."""
        session.on_close.pop(mcp_id.decode(), None)
        self._end(mcp_id)
        if session.way == "mcp":
            self._table.close(session, "client")

    def _end(self, mcp_id: bytes) -> None:
        """The session is closed: see that the transport ends too, and with it its listening stream."""
        if self._bound.pop(mcp_id, None) is not None:
            ending = asyncio.get_running_loop().create_task(self._delete(mcp_id))
            self._endings.add(ending)
            ending.add_done_callback(self._endings.discard)

    async def _delete(self, mcp_id: bytes) -> None:
        """What the client would have sent."""
        headers = [(_SESSION_ID, mcp_id), (b"accept", b"application/json, text/event-stream")]
        scope: dict[str, Any] = {
            "type": "http", "method": "DELETE", "path": "/mcp", "query_string": b"", "headers": headers,
        }  # fmt: skip
        await self.manager.handle_request(scope, _nothing_to_receive, _into_the_void)

    async def settle(self) -> None:
        """Wait until every transport whose session was closed has ended."""
        while self._endings:
            await asyncio.gather(*self._endings)


class _Opening:
    """What a client asks for when it connects.

    Raises:
        Refusal: the seed is no number.
    """

    def __init__(self, scope: Scope, headers: dict[bytes, bytes]) -> None:
        try:
            asked = parse_qs(scope.get("query_string", b"").decode("latin-1"), max_num_fields=20)
        except ValueError:
            raise Refusal(400, "invalid", "the address asks for too many things: task, seed, session") from None
        self.environment_id = _environment_id(scope)
        self.session_id = _asked(asked, headers, "session")
        self.task = _asked(asked, headers, "task")
        seed = _asked(asked, headers, "seed") or "0"
        if not seed.removeprefix("-").isdecimal() or len(seed) > 18:
            raise Refusal(400, "invalid", f"seed must be a whole number, not {seed[:40]!r}")
        self.seed = int(seed)


def _asked(query: dict[str, list[str]], headers: dict[bytes, bytes], name: str) -> str | None:
    if name in query:
        return query[name][-1]
    header = headers.get(f"worldloom-{name}".encode())
    return header.decode("latin-1") if header else None


def _environment_id(scope: Scope) -> str | None:
    parts = scope["path"].split("/")
    return unquote(parts[2]) if len(parts) == 4 else None


def _is_at_home(session: ServedSession, scope: Scope) -> bool:
    return _environment_id(scope) in (None, session.offer.id)


def _session_of(ctx: Context) -> ServedSession | None:
    session: ServedSession | None = ctx.request.scope.get(_SESSION) if ctx.request is not None else None
    return session


async def _nothing_to_receive() -> Message:
    return {"type": "http.disconnect"}


async def _into_the_void(_message: Message) -> None:
    return None
