"""Optional packages: named when they are missing, before anything fails on them."""

from importlib.util import find_spec

from worldloom.console import stop

_PACKAGES = {"serve": ("mcp", "uvicorn", "starlette", "websockets"), "awm": ("fastapi", "httpx", "jsonschema")}


def want_extra(extra: str, command: str) -> None:
    """End with what to install where a command's packages are not there."""
    missing = [package for package in _PACKAGES[extra] if find_spec(package) is None]
    if missing:
        stop(f"`worldloom {command}` needs {', '.join(missing)}: pip install 'worldloom[{extra}]'")
