"""Environments over the wire: MCP on HTTP and stdio, and a control API for trainers.

Needs the extra `serve` (`pip install 'worldloom[serve]'`). Takes loaded environments, or callables that load one.
"""

from environments.serving.access import Access, UnsafeAddress, access_for
from environments.serving.application import Application
from environments.serving.http_server import CannotListen, HttpServer, address_of, listen
from environments.serving.limits import ServingLimits
from environments.serving.mcp_server import McpOptions
from environments.serving.openapi import openapi_document
from environments.serving.repertoire import NotOffered, Repertoire
from environments.serving.stdio_server import serve_stdio

__all__ = [
    "Access",
    "Application",
    "CannotListen",
    "HttpServer",
    "McpOptions",
    "NotOffered",
    "Repertoire",
    "ServingLimits",
    "UnsafeAddress",
    "access_for",
    "address_of",
    "listen",
    "openapi_document",
    "serve_stdio",
]
