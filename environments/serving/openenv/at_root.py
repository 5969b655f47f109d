"""OpenEnv's interface at the root of a server, where its clients and its hub look for it.

In:  the application of one environment.
Out: an ASGI application; what is not OpenEnv's cannot be reached through it.
"""

from starlette.types import ASGIApp, Receive, Scope, Send

HOME = "/openenv"


def at_root(application: ASGIApp) -> ASGIApp:
    """The application with `/openenv/…` served as `/…`."""

    async def moved(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in ("http", "websocket"):
            path = HOME + scope["path"]
            scope = {**scope, "path": path, "raw_path": path.encode()}
        await application(scope, receive, send)

    return moved
