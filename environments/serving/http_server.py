"""Serve an application over HTTP until a signal ends it.

In:  an application, a host and a port.
Out: a running server. SIGTERM and SIGINT close all sessions, let answers go out, and end it in good order.
"""

import errno
import socket
from types import FrameType

import uvicorn
from starlette.types import ASGIApp

from environments.serving.application import Application

_BACKLOG = 2048
_LONGEST_GOODBYE_S = 5


class CannotListen(OSError):
    """An address that cannot be served on. Says why and what to do."""


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens on the address; port 0 takes a free one.

    Raises:
        CannotListen: it is taken, not allowed, or no address of this machine.
    """
    if port not in range(65_536):
        raise CannotListen(f"{port} is no port; ports go from 0 to 65535.")
    try:
        return _bound(host, port)
    except OSError as fault:
        if fault.errno == errno.EADDRINUSE:
            raise CannotListen(f"Port {port} is taken. Stop the server using it, or pass --port.") from None
        if fault.errno == errno.EACCES:
            raise CannotListen(
                f"Port {port} may not be used by this user. Pass --port with a number above 1023."
            ) from None
        raise CannotListen(f"{host} is no address of this machine ({fault.strerror or fault}).") from None


def _bound(host: str, port: int) -> socket.socket:
    family, kind, _, _, address = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP, flags=socket.AI_PASSIVE
    )[0]
    # asyncio turns Nagle's algorithm off only where the protocol is named, and each answer waits 40 ms otherwise.
    listener = socket.socket(family, kind, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(_BACKLOG)
    except OSError:
        listener.close()
        raise
    return listener


class HttpServer(uvicorn.Server):
    def __init__(
        self, application: Application, connections: int, served: ASGIApp | None = None, message_bytes: int = 1_000_000
    ) -> None:
        """A server of the application, or of `served`, another face of it."""
        super().__init__(
            uvicorn.Config(
                served or application,
                log_config=None,
                access_log=False,
                lifespan="on",
                ws="websockets-sansio",
                ws_max_size=message_bytes,
                ws_per_message_deflate=False,  # costs more than it saves between machines of one cluster
                server_header=False,
                proxy_headers=False,
                limit_concurrency=connections,
                timeout_graceful_shutdown=_LONGEST_GOODBYE_S,
                timeout_keep_alive=75,
            )
        )
        self._application = application

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """End in good order; a second signal does not wait for answers. The exit code stays 0."""
        if self.should_exit:
            self.force_exit = True
        self.should_exit = True

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Close the sessions first: their listening streams would keep connections open."""
        await self._application.drain()
        await super().shutdown(sockets)


def address_of(listener: socket.socket) -> str:
    """The URL of a listening socket."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
