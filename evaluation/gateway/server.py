"""The gateway's own socket: an OpenAI-compatible endpoint on this machine that benchmarks talk to.

In:  a subject and settings. Out: a base URL without a key; what went through; why it stopped, where it did.
Never here: what is done with a request (`relay.py`). The endpoint's key stays in this process, so no benchmark sees it.
"""

import asyncio
import json
import secrets
import socket
import threading
from types import TracebackType
from typing import Any

import httpx
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from evaluation.benchmark import Settings, Subject
from evaluation.errors import EvaluationError
from evaluation.gateway.relay import EndpointDown, Refused, Relay, Tally

KEY = secrets.token_hex(16)
"""What benchmarks send: it opens the gateways of this process and nothing else, and others on this machine lack it."""
START_S = 30.0
_FINAL = {"x-should-retry": "false"}
"""OpenAI's clients try again otherwise; here all attempts were made already."""


class Gateway:
    """A running gateway; use it in a `with`."""

    def __init__(self, subject: Subject, settings: Settings) -> None:
        """Bind a free port of this machine.

        Raises:
            EvaluationError: the subject is no model behind an endpoint.
        """
        if subject.base_url is None:
            raise EvaluationError(
                f"{subject.model} is no model behind an endpoint. This benchmark asks one: --model NAME --base-url URL."
            )
        self.subject, self.settings = subject, settings
        self._socket = _listening()
        self._relay: Relay | None = None
        self._server: uvicorn.Server | None = None
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), name="gateway", daemon=True)

    @property
    def base_url(self) -> str:
        """Up to `/v1`, as benchmarks want it."""
        return f"http://127.0.0.1:{self._socket.getsockname()[1]}/v1"

    @property
    def tally(self) -> Tally:
        return self._relay.tally if self._relay else Tally()

    @property
    def down(self) -> str:
        """Why the endpoint gives no more answers; empty where it does."""
        return self._relay.down if self._relay else ""

    @property
    def only_refusals(self) -> bool:
        """Whether the endpoint took not one request."""
        return bool(self.tally.refusals and not self.tally.answers)

    def __enter__(self) -> "Gateway":
        self._thread.start()
        if not self._ready.wait(START_S):
            raise EvaluationError("The gateway between benchmark and endpoint did not start. Run the command again.")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._server:
            self._server.should_exit = True
        self._thread.join(10)
        self._socket.close()

    async def _serve(self) -> None:
        subject, settings = self.subject, self.settings
        client = httpx.AsyncClient(
            base_url=str(subject.base_url),
            headers={"Authorization": f"Bearer {subject.key or 'none'}"},
            timeout=httpx.Timeout(settings.request_s, connect=20.0),
            limits=httpx.Limits(max_connections=settings.at_once),
        )
        async with client:
            self._relay = Relay(subject, settings, client)
            routes = [
                Route("/v1/chat/completions", self._complete, methods=["POST"]),
                Route("/v1/models", self._models, methods=["GET"]),
            ]
            config = uvicorn.Config(
                Starlette(routes=routes), log_config=None, access_log=False, lifespan="off", timeout_keep_alive=600
            )
            self._server = _Server(config, self._ready)
            await self._server.serve(sockets=[self._socket])

    async def _complete(self, request: Request) -> Response:
        assert self._relay is not None
        if not secrets.compare_digest(request.headers.get("authorization", "").encode(), f"Bearer {KEY}".encode()):
            return _fault(401, "this gateway serves one run of a benchmark, and the key is not its own")
        try:
            body = await request.json()
        except ValueError:
            return _fault(400, "the body is no JSON")
        try:
            document = await self._relay.complete(body)
        except EndpointDown as fault:
            return _fault(503, str(fault))
        except Refused as fault:
            return JSONResponse(fault.document, fault.status, headers=_FINAL)
        return _streamed(document) if body.get("stream") else JSONResponse(document)

    async def _models(self, request: Request) -> Response:
        model = {"id": self.subject.model, "object": "model", "owned_by": "worldloom"}
        return JSONResponse({"object": "list", "data": [model]})


class _Server(uvicorn.Server):
    """Says when it listens."""

    def __init__(self, config: uvicorn.Config, ready: threading.Event) -> None:
        super().__init__(config)
        self._told = ready

    async def startup(self, sockets: Any = None) -> None:
        await super().startup(sockets)
        self._told.set()


def _listening() -> socket.socket:
    """A free port of this machine. asyncio sends small answers at once only where the protocol is named."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.bind(("127.0.0.1", 0))
    listener.listen(1024)
    return listener


def _streamed(document: dict[str, Any]) -> Response:
    """The whole answer as a stream of one piece, for clients that only stream."""
    choice = document["choices"][0]
    message = {name: value for name, value in choice["message"].items() if value is not None}
    calls = [{"index": place, **call} for place, call in enumerate(message.get("tool_calls") or [])]
    delta = {**message, **({"tool_calls": calls} if calls else {})}
    base = {name: document.get(name) for name in ("id", "created", "model")} | {"object": "chat.completion.chunk"}
    pieces = [
        {**base, "choices": [{"index": 0, "delta": delta, "finish_reason": None}]},
        {**base, "choices": [{"index": 0, "delta": {}, "finish_reason": choice.get("finish_reason") or "stop"}]},
        {**base, "choices": [], "usage": document["usage"]},
    ]
    lines = [f"data: {json.dumps(piece, ensure_ascii=False)}\n\n" for piece in pieces]
    return StreamingResponse(iter([*lines, "data: [DONE]\n\n"]), media_type="text/event-stream")


def _fault(status: int, message: str) -> Response:
    return JSONResponse({"error": {"message": message, "type": "gateway"}}, status, headers=_FINAL)
