"""From a request to the route that answers it, without asking all routes of an application each time.

In:  an application that has started, and its operations.
Out: the application to send requests to. Every middleware and exception handler of the module is passed in its order,
     and routes are asked in theirs, but only those whose paths could be the operation's. An application that is built
     in any other way than FastAPI builds one stays as it is.
Never here: calling an operation.
"""

from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute, APIRouter
from starlette.middleware.errors import ServerErrorMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match, Route, request_response

from environments.confined.operations import Operation
from environments.confined.straight import Straight, are_unseeing, straight

ASKED = "worldloom.operation"
"""In a request's scope: the name of the operation that it is meant for, if the path is its own with plain arguments."""
OUTCOME = "worldloom.outcome"
"""In a request's scope: what its function has raised, or the response that it made, if it has been called already."""
_MOST_LAYERS = 50
_NONE: tuple[int, list[Any]] = (-1, [])

Asgi = Callable[[Any, Any, Any], Awaitable[None]]


def shortened(app: Any, operations: Iterable[Operation]) -> Asgi:
    """What answers as `app` does, given that an exception which leaves it is status 500 to whoever asks."""
    if type(app) is not FastAPI or type(app.router) is not APIRouter or app.root_path:
        return _whole(app)
    layers = _layers(app)
    if layers is None or not all(type(route) in (APIRoute, Route) for route in app.router.routes):
        return _whole(app)
    routing = _Routing(app.router, operations)
    layers[-1].app = routing
    return ShortWay(app, layers, routing)


def _whole(app: Any) -> Asgi:
    asgi: Asgi = app
    return asgi


def _layers(app: FastAPI) -> list[Any] | None:
    """The middleware around the router, from the outside in; none where one hides what it is around."""
    if app.middleware_stack is None:
        app.middleware_stack = app.build_middleware_stack()
    layers: list[Any] = [app.middleware_stack]
    while (inner := getattr(layers[-1], "app", None)) is not app.router:
        if inner is None or len(layers) > _MOST_LAYERS:
            return None
        layers.append(inner)
    return layers if type(layers[0]) is ServerErrorMiddleware and not app.debug else None


class ShortWay:
    """What answers a request; and what needs none for an answer."""

    def __init__(self, app: FastAPI, layers: list[Any], routing: "_Routing") -> None:
        self._app = app
        self._first: Asgi = layers[1] if layers[0].handler is None else layers[0]
        self._routing = routing
        self._straight = routing.straight() if are_unseeing(layers) else {}

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        scope["app"] = self._app
        await self._first(scope, receive, send)

    def straight_to(self, name: str) -> Straight | None:
        is_as_started = self._routing.is_as_started and not self._app.dependency_overrides
        return self._straight.get(name) if is_as_started else None


class _Routing:
    """In the router's place: some of its routes, asked as it would ask them; the router itself where none fits."""

    def __init__(self, router: APIRouter, operations: Iterable[Operation]) -> None:
        self._router = router
        routes: list[Any] = router.routes
        self._count = len(routes)
        self._operations = {each.name: each for each in operations}
        self._routes: dict[str, tuple[int, list[Any]]] = {
            each.name: (each.path.count("/"), [route for route in routes if _may_meet(route.path, each.path)])
            for each in self._operations.values()
        }

    @property
    def is_as_started(self) -> bool:
        return len(self._router.routes) == self._count

    def straight(self) -> dict[str, Straight]:
        """By operation, where there is such a way."""
        found = {name: straight(self._routes[name][1], each) for name, each in self._operations.items()}
        return {name: way for name, way in found.items() if way is not None}

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        slashes, routes = self._routes.get(scope.get(ASKED), _NONE)
        if scope["path"].count("/") == slashes and self.is_as_started:
            for route in routes:
                match, found = route.matches(scope)
                if match is Match.FULL:
                    scope["router"] = self._router
                    scope.update(found)
                    await (_finished(scope[OUTCOME]) if OUTCOME in scope else route.handle)(scope, receive, send)
                    return
        await self._router(scope, receive, send)


def _finished(outcome: Exception | Response) -> Asgi:
    """In a function's place: what it has come to."""

    async def come_to(_request: Request) -> Response:
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    return request_response(come_to)


def _may_meet(one: str, other: str) -> bool:
    """Whether some path with as many slashes as there are in both fits both templates."""
    if ":path}" in one + other:
        return True
    left, right = one.split("/"), other.split("/")
    return len(left) == len(right) and all(a == b or "{" in a + b for a, b in zip(left, right, strict=True))
