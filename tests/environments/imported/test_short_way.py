"""The short way to an operation answers as the whole application does."""

import asyncio
from typing import Any

import pytest
from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import JSONResponse

from environments.confined.operations import operations_of
from environments.confined.short_way import ASKED, shortened

Asked = tuple[str, str, str]
"""Operation, method and path."""


def shop() -> FastAPI:
    """Routes that cover each other, in both orders, and everything that a module may put around them."""
    app = FastAPI()
    seen: list[str] = []

    @app.middleware("http")
    async def counted(request: Request, call_next: Any) -> Any:
        seen.append(request.url.path)
        response = await call_next(request)
        response.headers["x-seen"] = str(len(seen))
        return response

    @app.exception_handler(KeyError)
    async def missing(_request: Request, fault: KeyError) -> JSONResponse:
        return JSONResponse({"missing": str(fault)}, status_code=418)

    @app.exception_handler(404)
    async def not_found(request: Request, _fault: Exception) -> JSONResponse:
        return JSONResponse({"nothing_at": request.url.path}, status_code=404)

    @app.get("/things/best", operation_id="best_thing")
    async def best_thing() -> dict[str, str]:
        return {"best": "thing"}

    @app.get("/things/{name}", operation_id="get_thing")
    async def get_thing(name: str, request: Request) -> dict[str, str]:
        if name == "lost":
            raise HTTPException(404, "none")
        if name == "unknown":
            raise KeyError(name)
        if name == "broken":
            raise ZeroDivisionError
        return {"thing": name, "route": request.scope["route"].path, "app": type(request.app).__name__}

    @app.get("/things/worst", operation_id="worst_thing")
    async def worst_thing() -> dict[str, str]:
        return {"never": "reached"}

    @app.get("/things/{name}/parts", operation_id="parts")
    async def parts(name: str, most: int = 3) -> list[str]:
        return [name] * most

    @app.post("/things/{name}", operation_id="make_thing", status_code=201)
    async def make_thing(name: str) -> dict[str, str]:
        return {"made": name}

    @app.get("/{rest:path}", operation_id="anything")
    async def anything(rest: str) -> dict[str, str]:
        return {"rest": rest}

    return app


CALLS: list[Asked] = [
    ("best_thing", "GET", "/things/best"),
    ("get_thing", "GET", "/things/best"),
    ("get_thing", "GET", "/things/rope"),
    ("worst_thing", "GET", "/things/worst"),
    ("get_thing", "GET", "/things/lost"),
    ("get_thing", "GET", "/things/unknown"),
    ("get_thing", "GET", "/things/broken"),
    ("get_thing", "GET", "/things/"),
    ("parts", "GET", "/things/rope/parts"),
    ("parts", "GET", "/things//parts"),
    ("make_thing", "POST", "/things/rope"),
    ("make_thing", "DELETE", "/things/rope"),
    ("anything", "GET", "/a/b/c"),
    ("anything", "GET", "/things/best"),
    ("none", "GET", "/things/rope"),
]


async def answered(ask: Any, name: str, method: str, path: str) -> list[Any]:
    """Status, headers and body; the name of the exception where one comes out, as for a server that makes it a 500."""
    said: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        said.append(message)

    scope = {"type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "headers": [],
             "scheme": "http", "path": path, "raw_path": path.encode(), "query_string": b"", "server": ("a", None),
             "client": ("127.0.0.1", 1), "root_path": "", ASKED: name}  # fmt: skip
    try:
        await ask(scope, receive, send)
    except Exception as fault:
        return [type(fault).__name__]
    return said


def test_every_request_is_answered_as_by_the_whole_application():
    whole, other = shop(), shop()
    short = shortened(other, operations_of(other.openapi()))
    assert short is not other
    for call in CALLS:
        assert asyncio.run(answered(short, *call)) == asyncio.run(answered(whole, *call)), call


@pytest.mark.parametrize("change", ["handler of all exceptions", "debug", "mounted", "hidden"])
def test_an_application_that_is_built_otherwise_answers_the_same(change):
    apps = [shop(), shop()]
    for app in apps:
        if change == "handler of all exceptions":
            app.add_exception_handler(Exception, lambda _request, _fault: JSONResponse({"all": 1}, status_code=500))
        elif change == "debug":
            app.debug = True
        elif change == "mounted":
            app.router.routes.insert(0, mounted())
        else:
            app.add_middleware(Hidden)
    whole, other = apps
    short = shortened(other, operations_of(other.openapi()))
    for call in CALLS:
        assert asyncio.run(answered(short, *call)) == asyncio.run(answered(whole, *call)), call


def test_a_route_that_is_added_later_is_found():
    app = shop()
    short = shortened(app, operations_of(app.openapi()))
    app.router.routes.insert(0, next(route for route in shop().routes if route.path == "/things/{name}"))  # type: ignore[attr-defined]
    app.router.routes[0].path = "/first"  # type: ignore[attr-defined]
    said = asyncio.run(answered(short, "best_thing", "GET", "/things/best"))
    assert b'"thing":"best"' in said[-2]["body"] + said[-1]["body"]


def mounted() -> Any:
    from starlette.routing import Mount

    inner = FastAPI()
    inner.add_api_route("/rope", lambda: {"inner": "rope"}, operation_id="inner_rope")
    return Mount("/things", inner)


class Hidden:
    """A middleware that keeps what it is around to itself."""

    def __init__(self, app: Any) -> None:
        self.inside = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        await self.inside(scope, receive, send)
