"""Who may talk to a server: by Host, Origin and token.

In:  the headers of a request.
Out: nothing, or the refusal.

A browser can be led to a loopback address under a stranger's name (DNS rebinding), and any page may post to one: so
Host and, where there is one, Origin must be names that the server was told it has. The token is compared in constant
time and appears in no message.
"""

import hmac
import ipaddress
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from starlette.types import Scope

from environments.serving.replies import Refusal

LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
SHORTEST_TOKEN = 16
_OPEN_PATHS = frozenset({"/health"})
_HOST = re.compile(r"(?:\[(?P<six>[0-9a-f:.]+)\]|(?P<name>[a-z0-9._-]+))(?::\d{1,5})?", re.IGNORECASE)


class UnsafeAddress(ValueError):
    """A way to serve that would let strangers in."""


@dataclass(frozen=True)
class Access:
    names: frozenset[str]
    """Hosts, without port, by which the server may be called."""
    any_address: bool = False
    """Whether any IP address may stand in Host: a page cannot rebind an address, only a name."""
    token: bytes | None = field(default=None, repr=False)

    def refusal(self, scope: Scope) -> Refusal | None:
        """Why a request may not pass, if so."""
        host: bytes | None = None
        origin: bytes | None = None
        authorization = b""
        for name, value in scope["headers"]:
            if name == b"host":
                host = value
            elif name == b"origin":
                origin = value
            elif name == b"authorization":
                authorization = value
        if host is None or not self._knows(_host_name(host)):
            return Refusal(421, "wrong_host", "This server is not known by the name in Host. Pass --allow-host NAME.")
        if origin is not None and not self._knows(_origin_name(origin)):
            return Refusal(403, "wrong_origin", "Pages of this Origin may not talk to this server.")
        if self.token is not None and scope["path"] not in _OPEN_PATHS and not self._is_authorized(authorization):
            wanted = "This server wants the header `Authorization: Bearer TOKEN` with its token."
            return Refusal(401, "unauthorized", wanted, {"www-authenticate": "Bearer"})
        return None

    def _knows(self, name: str | None) -> bool:
        return name is not None and (name in self.names or (self.any_address and _is_address(name)))

    def _is_authorized(self, authorization: bytes) -> bool:
        scheme, _, given = authorization.partition(b" ")
        is_right = hmac.compare_digest(given.strip(), self.token or b"")
        return is_right and scheme.lower() == b"bearer"


def access_for(host: str, token: str | None, more_names: Iterable[str] = ()) -> Access:
    """The access to a server that listens on `host`.

    Raises:
        UnsafeAddress: it is not a loopback address and there is no token, or the token is easily guessed.
    """
    if token is not None and (len(token) < SHORTEST_TOKEN or not token.isascii() or not token.isprintable()):
        raise UnsafeAddress(
            f"The token must be at least {SHORTEST_TOKEN} printable ASCII characters; "
            "`python3 -c 'import secrets; print(secrets.token_urlsafe(32))'` makes one."
        )
    if not is_loopback(host) and token is None:
        raise UnsafeAddress(
            f"{host} can be reached from other machines: set a token (WORLDLOOM_TOKEN or --token), "
            "or serve on 127.0.0.1."
        )
    names = {host.lower(), *(name.lower() for name in more_names)}
    return Access(
        names=frozenset(names | LOOPBACK_NAMES),
        any_address=host in ("0.0.0.0", "::"),  # noqa: S104 (compared, not bound)
        token=None if token is None else token.encode(),
    )


def is_loopback(host: str) -> bool:
    return host.lower() == "localhost" or (_is_address(host) and ipaddress.ip_address(host).is_loopback)


def _host_name(header: bytes) -> str | None:
    found = _HOST.fullmatch(header.decode("latin-1"))
    return (found["six"] or found["name"]).lower() if found else None


def _origin_name(header: bytes) -> str | None:
    try:
        parts = urlsplit(header.decode("latin-1"))
        return parts.hostname if parts.scheme in ("http", "https") and not parts.path else None
    except ValueError:
        return None


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
