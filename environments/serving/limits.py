"""The bounds of a server: on sessions, bodies, rates and time. Bounds of one call are the session's own."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ServingLimits:
    sessions: int = 4096
    """Open at once, over MCP and the control API together."""
    idle_s: float = 1800.0
    """A session that is not used for so long is closed."""
    linger_s: float = 60.0
    """A session whose MCP client had a listening stream and lost it is closed after so long without use."""
    body_bytes: int = 1_000_000
    """Of one request."""
    body_s: float = 10.0
    """Within which a request's body must have arrived."""
    requests_per_s: float = 2000.0
    """From one address, on average; twice as many at once. 0 is no limit."""
    connections: int = 16_384

    def __post_init__(self) -> None:
        for name in ("sessions", "idle_s", "linger_s", "body_bytes", "body_s", "connections"):
            if getattr(self, name) <= 0:
                raise ValueError(f"{name} must be more than 0, not {getattr(self, name)}")
        if self.requests_per_s < 0:
            raise ValueError(f"requests_per_s must be 0 (no limit) or more, not {self.requests_per_s}")
