"""The door of a server: access, rate and the size and pace of bodies, for every request alike.

In:  ASGI requests.
Out: the same requests to the application behind, or an error.
"""

import asyncio
import math
from collections.abc import Callable
from contextlib import suppress

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from environments.serving.access import Access
from environments.serving.limits import ServingLimits
from environments.serving.metrics import Metrics
from environments.serving.replies import Refusal, is_mcp

_MOST_ADDRESSES = 10_000
"""Addresses remembered at once; beyond that those that have been quiet longest are forgotten."""

_POLICY_VIOLATION = 1008
"""The code of a WebSocket that may not be opened (RFC 6455)."""

_READ_ON = 16
"""Times the largest body that are read and thrown away before a client that sends more is cut off."""


class Throttle:
    """A bucket of requests an address, refilled steadily."""

    def __init__(self, per_second: float, clock: Callable[[], float]) -> None:
        self._rate = per_second
        self._burst = 2 * per_second
        self._clock = clock
        self._buckets: dict[str, tuple[float, float]] = {}

    def wait_s(self, address: str) -> float:
        """0 where a request may pass, which takes it from the bucket; else how long until one may."""
        if not self._rate:
            return 0.0
        now = self._clock()
        left, since = self._buckets.pop(address, (self._burst, now))
        left = min(self._burst, left + (now - since) * self._rate)
        passes = left >= 1
        self._buckets[address] = (left - 1 if passes else left, now)
        if len(self._buckets) > _MOST_ADDRESSES:
            self._buckets.pop(next(iter(self._buckets)))
        return 0.0 if passes else (1 - left) / self._rate


class Gate:
    def __init__(
        self, inner: ASGIApp, access: Access, limits: ServingLimits, metrics: Metrics, clock: Callable[[], float]
    ) -> None:
        self._inner = inner
        self._access = access
        self._limits = limits
        self._metrics = metrics
        self._throttle = Throttle(limits.requests_per_s, clock)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._inner(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._pass_socket(scope, receive, send)
        else:
            await self._pass(scope, receive, send)

    async def _pass_socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A WebSocket that may connect; each of its messages counts as a request, and waits for its turn."""
        refusal = self._access.refusal(scope) or self._too_many(scope)
        if refusal is not None:
            self._metrics.count("refused_requests_total", reason=refusal.kind)
            await send({"type": "websocket.close", "code": _POLICY_VIOLATION, "reason": refusal.message[:120]})
            return

        async def paced() -> Message:
            message = await receive()
            while message["type"] == "websocket.receive" and (wait_s := self._throttle.wait_s(_address(scope))):
                await asyncio.sleep(wait_s)
            return message

        await self._inner(scope, paced, send)

    async def _pass(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_started = False

        async def watch(message: Message) -> None:
            nonlocal is_started
            is_started = True
            await send(message)

        try:
            refusal = self._access.refusal(scope) or self._too_many(scope)
            if refusal is not None:
                raise refusal
            await self._inner(scope, _Body(receive, scope, self._limits), watch)
        except Refusal as refusal:
            self._metrics.count("refused_requests_total", reason=refusal.kind)
            if is_started:
                raise
            await refusal.response(for_mcp=is_mcp(scope))(scope, receive, send)

    def _too_many(self, scope: Scope) -> Refusal | None:
        wait_s = self._throttle.wait_s(_address(scope))
        if not wait_s:
            return None
        most = f"At most {self._limits.requests_per_s:g} requests a second are taken from one address."
        return Refusal(429, "too_many_requests", most, {"retry-after": str(math.ceil(wait_s))})


def _address(scope: Scope) -> str:
    return str(scope["client"][0]) if scope.get("client") else ""


class _Body:
    """`receive`, which stops a body that is too long or takes too long. After the body it only passes on."""

    __slots__ = ("_deadline", "_is_declared_too_large", "_is_whole", "_left", "_limits", "_receive")

    def __init__(self, receive: Receive, scope: Scope, limits: ServingLimits) -> None:
        self._receive = receive
        self._limits = limits
        self._left = limits.body_bytes
        self._deadline: float | None = None
        self._is_whole = scope["method"] in ("GET", "HEAD", "DELETE")
        self._is_declared_too_large = any(
            name == b"content-length" and (not value.isdigit() or int(value[:20]) > limits.body_bytes)
            for name, value in scope["headers"]
        )

    async def __call__(self) -> Message:
        if self._is_whole:
            return await self._receive()
        if self._deadline is None:
            self._deadline = asyncio.get_running_loop().time() + self._limits.body_s
        if self._is_declared_too_large:
            raise await self._too_large()
        try:
            async with asyncio.timeout_at(self._deadline):
                message = await self._receive()
        except TimeoutError:
            slow = f"The body did not arrive within {self._limits.body_s:g} seconds."
            raise Refusal(408, "too_slow", slow, {"connection": "close"}) from None
        self._is_whole = not message.get("more_body", False)
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            raise await self._too_large()
        return message

    async def _too_large(self) -> Refusal:
        """Read on for a while, since a client that still sends does not read the answer."""
        unread = _READ_ON * self._limits.body_bytes
        with suppress(TimeoutError):
            async with asyncio.timeout_at(self._deadline):
                while unread > 0 and not self._is_whole:
                    message = await self._receive()
                    unread -= len(message.get("body", b""))
                    self._is_whole = not message.get("more_body", False)
        most = f"A request's body may have at most {self._limits.body_bytes:,} bytes."
        return Refusal(413, "too_large", most, {"connection": "close"})
