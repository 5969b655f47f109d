"""Straight to the function of an operation, where nothing that a module may put around it could notice.

In:  an application that has started, its routes, an operation; then the arguments of calls.
Out: status and body, as the application answers. Parameters are validated, dependencies opened and closed, and results
     serialised by FastAPI's own fields. `None` where only the application itself knows: arguments that do not fit,
     functions that ask for the request, routes of other kinds.
Never here: exceptions and ready-made responses. They go through the application's layers, whose handlers answer them.
"""

import re
import types
from collections.abc import Awaitable, Callable, Collection, Iterable
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from enum import Enum
from inspect import isasyncgenfunction, iscoroutinefunction, isfunction, isgeneratorfunction
from typing import Any, Literal, Union, get_args, get_origin

from fastapi.datastructures import DefaultPlaceholder
from fastapi.exceptions import FastAPIError
from fastapi.params import Body, File, Form
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute, serialize_response
from pydantic import BaseModel
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.errors import ServerErrorMiddleware
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import Response

from environments.confined.operations import Operation

PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~")
"""Characters that go over the wire as they are."""
_UNSEEING = (ServerErrorMiddleware, ExceptionMiddleware, CORSMiddleware, GZipMiddleware)
"""Layers that change neither the status nor the body of a request without origin and encodings."""
_UNCHANGING = (str, int, float, bool, type(None), Enum)
_BODILESS = (204, 205, 304)
_INJECTED = ("request", "websocket", "http_connection", "response", "background_tasks", "security_scopes")

Answer = tuple[int, bytes]
Finish = Callable[[Exception | Response], Awaitable[Answer]]
"""Sends through the application's layers what a function raised, or a response that it made itself."""


@dataclass(frozen=True)
class _Parameter:
    name: str
    """In the function."""
    alias: str
    """In the arguments."""
    is_in_path: bool
    is_required: bool
    default: Any
    validate: Callable[..., tuple[Any, Any]]


class Straight:
    """One operation, called without a request."""

    def __init__(
        self, route: APIRoute, operation: Operation, parameters: list[_Parameter], earlier: list[re.Pattern[str]]
    ) -> None:
        self._parameters = parameters
        self._path = operation.path
        self._earlier = earlier
        self._places = operation.places
        self._dependant = route.dependant
        self._body = route.dependant.body_params[0] if route.dependant.body_params else None
        self._field = route.response_field
        self._status = route.status_code or 200
        self._is_bodiless = self._status < 200 or self._status in _BODILESS
        self._is_coroutine = iscoroutinefunction(route.dependant.call)
        self._serialised: dict[str, Any] = {
            "field": self._field,
            "include": route.response_model_include,
            "exclude": route.response_model_exclude,
            "by_alias": route.response_model_by_alias,
            "exclude_unset": route.response_model_exclude_unset,
            "exclude_defaults": route.response_model_exclude_defaults,
            "exclude_none": route.response_model_exclude_none,
            "is_coroutine": True,  # nothing runs in threads here
            "dump_json": self._field is not None,
        }

    def values(self, arguments: dict[str, Any]) -> dict[str, Any] | None:
        """What the function is called with, its dependencies left out."""
        values: dict[str, Any] = {}
        for each in self._parameters:
            given = arguments.get(each.alias, _MISSING)
            if given is _MISSING:
                if each.is_required:
                    return None
                values[each.name] = each.default
                continue
            said = text_of(given)
            if isinstance(given, (list, dict)) or (each.is_in_path and not _is_segment(said)):
                return None
            values[each.name], wrong = each.validate(said)
            if wrong:
                return None
        if self._earlier and self._is_met_earlier(arguments):
            return None
        return values if self._body is None else self._with_body(values, arguments)

    def _is_met_earlier(self, arguments: dict[str, Any]) -> bool:
        """Whether another route, which is asked before, answers this path."""
        path = self._path
        for each in self._parameters:
            path = path.replace(f"{{{each.alias}}}", text_of(arguments[each.alias])) if each.is_in_path else path
        return any(earlier.match(path) for earlier in self._earlier)

    def _with_body(self, values: dict[str, Any], arguments: dict[str, Any]) -> dict[str, Any] | None:
        assert self._body is not None
        body = {name: value for name, value in arguments.items() if name not in self._places}
        if not body or not _is_finite(body):
            return None
        values[self._body.name], wrong = self._body.validate(body)
        return None if wrong else values

    async def answer(self, values: dict[str, Any], finish: Finish) -> Answer:
        """Call the function."""
        answer = None
        try:
            if self._dependant.dependencies:
                async with AsyncExitStack() as stack:
                    await self._open(values, stack)
                    answer = await self._called(values, finish)
            else:
                answer = await self._called(values, finish)
        except Exception as fault:
            if answer is None:  # what a dependency raises once all is said comes too late
                return await finish(fault)
        return answer or await finish(FastAPIError("Response not awaited: a dependency hid an exception."))

    async def _called(self, values: dict[str, Any], finish: Finish) -> Answer:
        assert self._dependant.call is not None
        made = self._dependant.call(**values)
        if self._is_coroutine:
            made = await made
        if isinstance(made, Response):
            return await finish(made)
        content = await serialize_response(response_content=made, **self._serialised)
        body = content if self._field is not None else JSONResponse(content).body
        return self._status, b"" if self._is_bodiless else bytes(body)

    async def _open(self, values: dict[str, Any], stack: AsyncExitStack) -> None:
        """Dependencies, each once."""
        opened: dict[Any, Any] = {}
        for each in self._dependant.dependencies:
            call: Any = each.call
            if not (each.use_cache and call in opened):
                made = await _entered(call, stack)
                opened.setdefault(call, made)
            else:
                made = opened[call]
            if each.name is not None:
                values[each.name] = made


async def _entered(call: Any, stack: AsyncExitStack) -> Any:
    if isgeneratorfunction(call):
        return stack.enter_context(contextmanager(call)())
    if isasyncgenfunction(call):
        return await stack.enter_async_context(asynccontextmanager(call)())
    return await call() if iscoroutinefunction(call) else call()


def are_unseeing(layers: Iterable[Any]) -> bool:
    """Whether these layers around an application's routes let every answer through as it is."""
    return all(type(layer) in _UNSEEING or type(layer).__module__.startswith("fastapi.") for layer in layers)


def straight(routes: Iterable[Any], operation: Operation) -> Straight | None:
    """The straight way to an operation whose path any of these routes may answer, in their order."""
    meeting = [route for route in routes if operation.method in (route.methods or ())]
    paths = [route.path for route in meeting]
    place = paths.index(operation.path) if operation.path in paths else None
    if place is None or type(route := meeting[place]) is not APIRoute or not _is_plain_route(route):
        return None
    if not PLAIN.issuperset(operation.path.translate(_MARKS)):
        return None
    parameters = _parameters(route, operation)
    earlier = [each.path_regex for each in meeting[:place]]
    return None if parameters is None else Straight(route, operation, parameters, earlier)


def _is_plain_route(route: APIRoute) -> bool:
    """A function that gets parameters, at most one body and such dependencies as need nothing, and makes a JSON."""
    dependant = route.dependant
    is_stream = getattr(route, "is_json_stream", False) or getattr(route, "stream_item_field", None) is not None
    return (
        isinstance(route.response_class, DefaultPlaceholder)
        and route.response_class.value is JSONResponse
        and not is_stream
        and _is_plain_function(dependant.call)
        and not (isgeneratorfunction(dependant.call) or isasyncgenfunction(dependant.call))
        and _asks_for_nothing(dependant)
        and all(_needs_nothing(each) for each in dependant.dependencies)
        and _has_plain_body(route)
    )


def _has_plain_body(route: APIRoute) -> bool:
    fields = route.dependant.body_params
    if not fields:
        return True
    kind = fields[0].field_info
    return (
        len(fields) == 1 and not route._embed_body_fields and type(kind) not in (Form, File) and isinstance(kind, Body)
    )


def _asks_for_nothing(dependant: Any) -> bool:
    injected = any(getattr(dependant, f"{name}_param_name") is not None for name in _INJECTED)
    return not (injected or dependant.header_params or dependant.cookie_params)


def _needs_nothing(dependant: Any) -> bool:
    fields = dependant.path_params or dependant.query_params or dependant.body_params or dependant.dependencies
    return (
        not fields and _asks_for_nothing(dependant) and dependant.scope is None and _is_plain_function(dependant.call)
    )


def _is_plain_function(call: Any) -> bool:
    return isfunction(call) and not hasattr(call, "__wrapped__")


def _parameters(route: APIRoute, operation: Operation) -> list[_Parameter] | None:
    """All parameters but the body; none where one is no scalar or not in the place that the tool says."""
    fields = [("path", field) for field in route.dependant.path_params]
    fields += [("query", field) for field in route.dependant.query_params]
    named = {field.validation_alias or field.alias: place for place, field in fields}
    if len(named) < len(fields) or named != operation.places:
        return None
    made = []
    for place, field in fields:
        parameter = _parameter(field, is_in_path=place == "path")
        if parameter is None:
            return None
        made.append(parameter)
    return made


def _parameter(field: Any, is_in_path: bool) -> _Parameter | None:
    info = field.field_info
    is_required = bool(info.is_required())
    default = None if is_required else field.default
    is_fixed = info.default_factory is None and not info.validate_default
    if not _is_scalar(info.annotation) or not is_fixed or not isinstance(default, _UNCHANGING):
        return None
    return _Parameter(
        field.name, field.validation_alias or field.alias, is_in_path, is_required, default, field.validate
    )


def _is_scalar(annotation: Any) -> bool:
    """Said by one text: no model, and no collection of several."""
    is_union = get_origin(annotation) in (Union, types.UnionType)
    return all(_is_single(kind) for kind in (get_args(annotation) if is_union else (annotation,)))


def _is_single(kind: Any) -> bool:
    if get_origin(kind) is Literal:
        return True
    return isinstance(kind, type) and (issubclass(kind, str) or not issubclass(kind, (BaseModel, Collection)))


def text_of(value: Any) -> str:
    """As the reference's HTTP client writes it into an address."""
    return "" if value is None else "true" if value is True else "false" if value is False else str(value)


def _is_segment(text: str) -> bool:
    return bool(text) and PLAIN.issuperset(text)


def _is_finite(value: Any) -> bool:
    """Whether no number in it is infinite or none at all, which a JSON body could not say."""
    if isinstance(value, dict):
        return all(map(_is_finite, value.values()))
    if isinstance(value, list):
        return all(map(_is_finite, value))
    return not isinstance(value, float) or value - value == 0


_MISSING = object()
_MARKS = {ord("/"): None, ord("{"): None, ord("}"): None}
