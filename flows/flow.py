"""What makes a function a flow: Prefect's own, but for the embedded server, which never outlives the run.

In:  a function, Prefect's options. Out: a Prefect flow. Deployments name a server, and see no difference.
"""

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from prefect import Flow
from prefect.settings import get_current_settings

P = ParamSpec("P")
R = TypeVar("R")


class OurFlow(Flow[P, R]):
    """A flow that is called as a function; without a server to report to Prefect starts one."""

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:  # type: ignore[override]
        if not get_current_settings().api.url:
            from flows.embedded_server import EmbeddedServer

            EmbeddedServer()
        report: R = super().__call__(*args, **kwargs)
        return report


def flow(**options: Any) -> Callable[[Callable[P, R]], OurFlow[P, R]]:
    """Prefect's decorator `flow`, with its options."""
    return lambda function: OurFlow(function, **options)
