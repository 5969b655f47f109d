"""What OpenEnv's clients and validators ask of a server before they use it: metadata, schemas, OpenAPI.

In:  an environment.
Out: documents.
"""

from typing import Any

from environments.environment import Environment
from environments.serving.openenv.protocol import (
    ACTION_SCHEMA,
    OBSERVATION_SCHEMA,
    RESET_OBSERVATION_SCHEMA,
    STATE_SCHEMA,
)

API_VERSION = "1.0.0"
"""Of OpenEnv's HTTP standard (`openenv-http/1.x`)."""

_POSTS = {
    "/reset": "Begin an episode and see its first observation; it ends with the request.",
    "/step": "One step of an episode of its own.",
    "/mcp": "JSON-RPC: openenv/session/create, tools/list, tools/call, openenv/session/close.",
}
_GETS = {
    "/state": "The state of an episode of its own.",
    "/health": "Whether the server takes sessions.",
    "/metadata": "Name and description.",
    "/schema": "JSON Schemas of actions, observations and states.",
    "/list_environments": "The name of the environment.",
}


def metadata_document(environment: Environment) -> dict[str, Any]:
    manifest = environment.manifest
    return {
        "name": environment.name,
        "description": manifest.scenario,
        "readme_content": None,
        "version": str(environment.version),
        "author": None,
        "documentation_url": None,
    }


def schema_document() -> dict[str, Any]:
    return {
        "action": ACTION_SCHEMA,
        "observation": OBSERVATION_SCHEMA,
        "state": STATE_SCHEMA,
        "reset_observation": RESET_OBSERVATION_SCHEMA,
    }


def openapi_document(environment: Environment) -> dict[str, Any]:
    """The paths of the interface. Episodes live on the WebSocket `/ws`, which OpenAPI cannot describe."""
    done = {"200": {"description": "JSON."}}
    posts = {path: {"post": {"summary": summary, "responses": done}} for path, summary in _POSTS.items()}
    gets = {path: {"get": {"summary": summary, "responses": done}} for path, summary in _GETS.items()}
    return {
        "openapi": "3.1.0",
        "info": {"title": environment.manifest.title or environment.name, "version": API_VERSION},
        "paths": {**posts, **gets},
    }
