"""The gateway: an endpoint on this machine between a benchmark and the model that it asks.

Benchmarks speak native function calls, each with sampling of its own. What they measure of a model that was trained on
two meta-tools in tags would be its format. So they talk to the gateway, which asks the model as its profile says (form
of the tools, sampling, window of history) and holds the endpoint's key.
"""

from evaluation.gateway.server import KEY, Gateway

__all__ = ["KEY", "Gateway"]
