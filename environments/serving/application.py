"""The whole server as one ASGI application.

In:  a repertoire, access, limits, a clock.
Out: MCP at `/mcp` and `/environments/{id}/mcp`, OpenEnv's interface at `/openenv` and `/environments/{id}/openenv`, the
     control API beside them, all behind the gate.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from environments.serving.access import Access
from environments.serving.control import Control
from environments.serving.gate import Gate
from environments.serving.limits import ServingLimits
from environments.serving.mcp_endpoint import McpEndpoint
from environments.serving.mcp_server import McpOptions
from environments.serving.metrics import Metrics
from environments.serving.openenv.endpoint import OpenEnvEndpoint
from environments.serving.repertoire import Repertoire
from environments.serving.replies import Refusal, is_mcp
from environments.serving.session_table import SessionTable

_SWEEP_S = 5.0
"""How often sessions are looked for whose time is over; one that is used after its time is closed at once."""


class Application:
    def __init__(
        self,
        repertoire: Repertoire,
        access: Access,
        limits: ServingLimits | None = None,
        options: McpOptions | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        limits = limits or ServingLimits()
        self.metrics = Metrics()
        self.table = SessionTable(repertoire, limits, clock, self.metrics)
        self.mcp = McpEndpoint(self.table, limits, options or McpOptions())
        control = Control(self.table, self.metrics)
        openenv = OpenEnvEndpoint(self.table)
        self._control = Starlette(
            routes=[*control.routes, *openenv.routes],
            lifespan=self._live,
            exception_handlers={Refusal: _refused, HTTPException: _unknown, Exception: _failed},
        )
        self._control.router.redirect_slashes = False
        self._gate = Gate(self._route, access, limits, self.metrics, clock)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._gate(scope, receive, send)

    async def drain(self) -> None:
        """Close every session and open none any more."""
        self.table.close_all()
        await self.mcp.settle()

    async def _route(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and is_mcp(scope):
            await self.mcp(scope, receive, send)
        else:
            await self._control(scope, receive, send)

    @asynccontextmanager
    async def _live(self, _app: Starlette) -> AsyncIterator[None]:
        async with self.mcp.manager.run():
            sweeper = asyncio.create_task(self._sweep())
            try:
                yield
            finally:
                sweeper.cancel()
                with suppress(asyncio.CancelledError):
                    await sweeper
                await self.drain()

    async def _sweep(self) -> None:
        while True:
            await asyncio.sleep(_SWEEP_S)
            self.table.expire()


async def _refused(_request: Request, refusal: Exception) -> Response:
    assert isinstance(refusal, Refusal)
    return refusal.response()


async def _unknown(request: Request, fault: Exception) -> Response:
    status = fault.status_code if isinstance(fault, HTTPException) else 500
    kind = {404: "not_found", 405: "wrong_method"}.get(status, "invalid")
    said = {404: "nothing is here", 405: f"{request.method} is not for this"}.get(status, "it is not understood")
    refusal = Refusal(status, kind, f"{request.url.path}: {said}; /openapi.json tells what there is.")
    return refusal.response()


async def _failed(_request: Request, fault: Exception) -> Response:
    return Refusal(500, "internal", f"The server failed ({type(fault).__name__}); its log says more.").response()
