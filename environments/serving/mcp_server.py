"""An environment's session, spoken to in MCP: tools, prompts that are tasks, resources.

In:  requests of an MCP client, each with the session it belongs to.
Out: MCP results. What the agent did wrong is a tool error; a fault of the environment is a protocol error.
Never here: HTTP, opening and closing of sessions.

The revision 2026-07-28 of MCP has no sessions on HTTP: each request stands alone. Work on a private database needs
one, so a client that offers that revision is told to take an earlier one, unless its address names a session.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import mcp_types as types
import pydantic_core
from mcp.server.context import CallNext, HandlerResult, ServerRequestContext
from mcp.server.lowlevel import Server
from mcp.shared.exceptions import MCPError
from mcp_types.version import HANDSHAKE_PROTOCOL_VERSIONS, MODERN_PROTOCOL_VERSIONS

from environments.errors import EnvironmentFault
from environments.serving.documents import FINAL_ANSWER
from environments.serving.replies import changes_document, verdict_document
from environments.serving.served_session import ServedSession

Context = ServerRequestContext[Any, Any]
SessionOf = Callable[[Context], ServedSession | None]

SCHEMA_URI = "worldloom://schema"
TASK_URI = "worldloom://task"
CHANGES_URI = "worldloom://changes"

_RESOURCE_NOT_FOUND = -32002


@dataclass(frozen=True)
class McpOptions:
    shows_changes: bool = False
    """Whether a resource shows what the session changed so far."""
    shows_verdict: bool = False
    """Whether the final answer is replied to with the verdict: for people who try things out, not for training."""


def build_server(session_of: SessionOf, options: McpOptions) -> Server[Any]:
    """A server of the SDK for all environments and sessions; `session_of` says whose turn a request is."""
    handlers = _Handlers(session_of, options)
    server: Server[Any] = Server(
        "worldloom",
        get_tool_input_schema=lambda _: None,
        on_list_tools=handlers.list_tools,
        on_call_tool=handlers.call_tool,
        on_list_prompts=handlers.list_prompts,
        on_get_prompt=handlers.get_prompt,
        on_list_resources=handlers.list_resources,
        on_read_resource=handlers.read_resource,
    )
    server.add_request_handler("server/discover", types.RequestParams, handlers.discover)
    server.middleware = [handlers.introduce]
    return server


class _Handlers:
    def __init__(self, session_of: SessionOf, options: McpOptions) -> None:
        self._session_of = session_of
        self._options = options

    async def introduce(self, ctx: Context, call_next: CallNext) -> HandlerResult:
        """Let `initialize` answer with the name of the environment and how to work in it."""
        result = await call_next(ctx)
        session = self._session_of(ctx) if ctx.method == "initialize" else None
        if session is None or not isinstance(result, dict):
            return result
        environment = session.offer.environment
        named = {
            "name": environment.name,
            "title": environment.manifest.title or environment.name,
            "version": str(environment.version),
        }
        return {**result, "serverInfo": named, "instructions": session.offer.documents.instructions}

    async def discover(self, ctx: Context, _params: Any) -> Any:
        """Which revisions of MCP are spoken: those with sessions, and the one without where none is needed."""
        session = self._session_of(ctx)
        versions = [*HANDSHAKE_PROTOCOL_VERSIONS, *(MODERN_PROTOCOL_VERSIONS if session else ())]
        return _uncached(
            {
                "supportedVersions": versions,
                "capabilities": {"tools": {}, "prompts": {}, "resources": {}},
                "instructions": session.offer.documents.instructions if session else None,
            }
        )

    async def list_tools(self, ctx: Context, _params: Any) -> Any:
        return _uncached({"tools": self._session(ctx).offer.documents.tools})

    async def call_tool(self, ctx: Context, params: types.CallToolRequestParams) -> Any:
        session = self._session(ctx)
        try:
            result = session.call(params.name, params.arguments)
        except EnvironmentFault as fault:
            raise MCPError(types.INTERNAL_ERROR, f"The environment failed, not the call: {fault}") from fault
        if result.error is not None:
            return _whole({"content": _text(result.said), "isError": True})
        if params.name == FINAL_ANSWER:
            return self._received(session)
        if session.offer.documents.is_unstructured:
            return _whole({"content": _text(result.said), "isError": False})
        is_wrapped = params.name in session.offer.documents.wrapped
        structured = {"result": result.content} if is_wrapped else result.content
        return _whole({"content": _text(result.to_json()), "structuredContent": structured})

    async def list_prompts(self, ctx: Context, _params: Any) -> Any:
        session = self._session(ctx)
        prompts = session.offer.documents.prompts
        chosen = [prompts[session.task]] if session.is_fixed and session.task else list(prompts.values())
        return _uncached({"prompts": chosen})

    async def get_prompt(self, ctx: Context, params: types.GetPromptRequestParams) -> Any:
        """The instruction of a task. Where the session has no task of its own, taking a prompt starts that task."""
        session = self._session(ctx)
        if params.name not in session.offer.documents.prompts:
            known = ", ".join(session.offer.documents.prompts) or "none"
            raise MCPError(types.INVALID_PARAMS, f"There is no task {params.name[:80]!r}. The tasks are: {known}.")
        if not session.is_fixed:
            session.reset(params.name)
        elif params.name != session.task:
            raise MCPError(types.INVALID_PARAMS, f"This session was opened for the task {session.task} and no other.")
        prompt = session.offer.documents.prompts[params.name]
        content = {"type": "text", "text": session.instruction or ""}
        return _whole({"description": prompt["description"], "messages": [{"role": "user", "content": content}]})

    async def list_resources(self, ctx: Context, _params: Any) -> Any:
        self._session(ctx)
        resources = [
            _resource(SCHEMA_URI, "schema", "The tables of this environment, as SQL.", "application/sql"),
            _resource(TASK_URI, "task", "The instruction of this session's task.", "text/plain"),
        ]
        if self._options.shows_changes:
            what = "The rows that this session has changed so far."
            resources.append(_resource(CHANGES_URI, "changes", what, "application/json"))
        return _uncached({"resources": resources})

    async def read_resource(self, ctx: Context, params: types.ReadResourceRequestParams) -> Any:
        session = self._session(ctx)
        uri = str(params.uri)
        if uri == SCHEMA_URI:
            kind, text = "application/sql", session.offer.documents.schema_sql
        elif uri == TASK_URI:
            kind, text = "text/plain", session.instruction or "No task is chosen yet: each prompt is one."
        elif uri == CHANGES_URI and self._options.shows_changes:
            kind, text = "application/json", pydantic_core.to_json(changes_document(session.changes())).decode()
        else:
            raise MCPError(_RESOURCE_NOT_FOUND, f"There is no resource {uri[:200]}.")
        return _uncached({"contents": [{"uri": uri, "mimeType": kind, "text": text}]})

    def _received(self, session: ServedSession) -> dict[str, Any]:
        document: dict[str, Any] = {"received": True}
        if self._options.shows_verdict and session.task is not None:
            document["verdict"] = verdict_document(session.verify())
        return _whole({"content": _text(pydantic_core.to_json(document).decode()), "structuredContent": document})

    def _session(self, ctx: Context) -> ServedSession:
        session = self._session_of(ctx)
        if session is None:
            raise MCPError(
                types.UNSUPPORTED_PROTOCOL_VERSION,
                f"MCP {ctx.protocol_version} has no sessions, and each client needs a database of its own here: "
                "connect with `initialize`, or open a session over the control API and name it in the address.",
                {"supported": list(HANDSHAKE_PROTOCOL_VERSIONS), "requested": ctx.protocol_version},
            )
        return session


def _text(text: str) -> list[dict[str, str]]:
    return [{"type": "text", "text": text}]


def _resource(uri: str, name: str, description: str, kind: str) -> dict[str, str]:
    return {"uri": uri, "name": name, "description": description, "mimeType": kind}


def _whole(result: dict[str, Any]) -> dict[str, Any]:
    """With what the revision 2026-07-28 wants of every result; for earlier ones the SDK leaves it out."""
    return {**result, "resultType": "complete"}


def _uncached(result: dict[str, Any]) -> dict[str, Any]:
    """With what it wants besides of lists and documents."""
    return {**result, "resultType": "complete", "ttlMs": 0, "cacheScope": "private"}
