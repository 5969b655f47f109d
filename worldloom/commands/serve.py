"""`worldloom serve`: environments over MCP, on HTTP or stdio, with a control API beside it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from worldloom.console import err, explaining, stop
from worldloom.extras import want_extra
from worldloom.imported import imported_environments
from worldloom.opening import open_environment
from worldloom.options import Home
from worldloom.settings import Settings, read_settings

if TYPE_CHECKING:
    from environments import Environment
    from environments.serving import McpOptions, Repertoire, ServingLimits

TOKEN_VARIABLE = "WORLDLOOM_TOKEN"  # noqa: S105 (a variable's name)


def serve(
    references: Annotated[
        list[str] | None,
        typer.Argument(
            help="name, name@version, or a folder; all published and imported ones if none.", metavar="[ENV]..."
        ),
    ] = None,
    host: Annotated[str, typer.Option(help="Address to listen on; any but loopback needs a token.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on; 0 takes a free one.")] = 8931,
    token: Annotated[
        str | None,
        typer.Option(envvar=TOKEN_VARIABLE, help="What clients must send as `Authorization: Bearer`."),
    ] = None,
    allow_host: Annotated[
        list[str] | None, typer.Option("--allow-host", help="A further name by which clients call this server.")
    ] = None,
    max_sessions: Annotated[int, typer.Option(min=1, help="Sessions open at once.")] = 4096,
    idle_timeout: Annotated[float, typer.Option(min=1, help="Seconds after which an unused session is closed.")] = 1800,
    rate: Annotated[float, typer.Option(min=0, help="Requests a second from one address; 0 is no limit.")] = 2000,
    stdio: Annotated[bool, typer.Option("--stdio", help="Serve one client over stdin and stdout.")] = False,
    task: Annotated[str | None, typer.Option("--task", help="With --stdio: the task; else a prompt chooses.")] = None,
    show_changes: Annotated[
        bool, typer.Option("--show-changes", help="Let clients read what they changed, as a resource.")
    ] = False,
    show_verdict: Annotated[
        bool, typer.Option("--show-verdict", help="Answer the final answer with the verdict. Not for training.")
    ] = False,
    openenv: Annotated[
        bool, typer.Option("--openenv", help="Serve OpenEnv's interface of one environment at the root.")
    ] = False,
    home: Home = None,
) -> None:
    """Serve environments over MCP, with a control API beside it.

    One environment is at `/mcp`, each of several at `/environments/ID/mcp`. `?task=t03` chooses a task. OpenEnv's
    interface is at `/openenv` and `/environments/ID/openenv`.
    """
    want_extra("serve", "serve")
    from environments.serving import McpOptions, ServingLimits

    settings = read_settings(home)
    with explaining():
        repertoire = _repertoire(settings, references or [])
    options = McpOptions(shows_changes=show_changes, shows_verdict=show_verdict)
    if stdio:
        _serve_stdio(repertoire, task, options)
        return
    if task is not None:
        stop("--task goes with --stdio. Over HTTP each client chooses: /mcp?task=t03.")
    limits = ServingLimits(sessions=max_sessions, idle_s=idle_timeout, requests_per_s=rate)
    if openenv and repertoire.only is None:
        stop("--openenv serves one environment. Name one: worldloom serve ENV --openenv")
    _serve_http(repertoire, host, port, token, allow_host or [], limits, options, openenv)


def _serve_stdio(repertoire: "Repertoire", task: str | None, options: "McpOptions") -> None:
    from environments.serving import serve_stdio

    if repertoire.only is None:
        stop("--stdio serves one environment. Name one: worldloom serve ENV --stdio")
    with explaining():
        offer = repertoire.offer(str(repertoire.only))
    if task is not None and task not in offer.environment.tasks:
        stop(f"{offer.id} has no task {task!r}. It has: {', '.join(offer.environment.tasks)}.")
    serve_stdio(offer, task, 0, options)


def _serve_http(
    repertoire: "Repertoire",
    host: str,
    port: int,
    token: str | None,
    names: list[str],
    limits: "ServingLimits",
    options: "McpOptions",
    is_openenv: bool,
) -> None:
    from environments.serving import (
        Application,
        CannotListen,
        HttpServer,
        UnsafeAddress,
        access_for,
        address_of,
        listen,
    )
    from environments.serving.openenv.at_root import at_root

    try:
        access = access_for(host, token or None, names)
        listener = listen(host, port)
    except (UnsafeAddress, CannotListen) as fault:
        stop(str(fault))
    address = address_of(listener)
    several = len(repertoire.ids)
    endpoint = f"{address}/mcp" if several == 1 else f"{address}/environments/ID/mcp ({several} environments)"
    said = f"OpenEnv: {address}" if is_openenv else f"MCP: {endpoint}   control: {address}/openapi.json"
    err.print(f"{said}   Ctrl-C ends it", markup=False, soft_wrap=True)
    application = Application(repertoire, access, limits, options)
    served = at_root(application) if is_openenv else application
    HttpServer(application, limits.connections, served).run(sockets=[listener])


def _repertoire(settings: Settings, references: list[str]) -> "Repertoire":
    """What is named, loaded now; or all that is published or imported, each loaded when it is first asked for."""
    from environments.serving import Repertoire

    if references:
        return Repertoire.of([open_environment(settings, reference) for reference in references])
    workspace = settings.workspace()
    entries = workspace.environments("published")
    references = [*(entry.reference for entry in entries), *imported_environments(settings)]
    if not references:
        stop(f"No environments in {settings.home} yet. `worldloom synthesize --count 12` makes some.")
    return Repertoire({reference: _opener(settings, reference) for reference in references})


def _opener(settings: Settings, reference: str) -> "Callable[[], Environment]":
    return lambda: open_environment(settings, reference)
