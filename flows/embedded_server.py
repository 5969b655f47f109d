"""Prefect's embedded server, on a lifeline: it ends with the run that it was started for, even with one that is killed.

In:  nothing. Out: a server that Prefect starts and stops as it does its own.
Never imported where a server is named: Prefect's server takes seconds to import.
"""

import os
import subprocess
from typing import Any

from prefect.server.api.server import SubprocessASGIServer
from prefect.settings import get_current_settings

from tasks import lifeline


class EmbeddedServer(SubprocessASGIServer):
    """Once there is one, it is the server that Prefect takes for its own: it keeps one in each process."""

    def _run_uvicorn_command(self) -> "subprocess.Popen[Any]":
        """As Prefect 3.8 does it, but for the standard input."""
        application = ["--factory", "prefect.server.api.server:create_app", "--lifespan", "on", "--log-level", "error"]
        variables = {"PREFECT_UI_ENABLED": "0", "PREFECT__SERVER_EPHEMERAL": "1", "PREFECT__SERVER_FINAL": "1"}
        settings = get_current_settings().to_environment_variables(exclude_unset=True)
        return subprocess.Popen(
            [*lifeline.COMMAND, "uvicorn", *application, "--host", "127.0.0.1", "--port", str(self.port)],
            stdin=subprocess.PIPE, env={**os.environ, **variables, **settings},
        )  # fmt: skip
