"""A real PostgreSQL for tests: Debian's programs, a folder and a port of its own, stopped at the end."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

UNPRIVILEGED = "nobody"
"""PostgreSQL refuses to run as root."""


def programs() -> Path | None:
    """The folder of the newest initdb and postgres on this machine."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


@contextmanager
def running() -> Iterator[str]:
    """The URL of a fresh server, for SQLAlchemy, without a database's name at its end."""
    bin_folder = programs()
    assert bin_folder is not None
    user = UNPRIVILEGED if os.geteuid() == 0 else None
    with tempfile.TemporaryDirectory(prefix="worldloom-postgresql-") as folder:
        if user:
            shutil.chown(folder, user)
        data, port = Path(folder) / "data", _free_port()
        settings = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off"
        _run(user, bin_folder / "initdb", "-D", data, "-U", "tester", "--auth=trust", "-E", "UTF8", "--no-sync")
        _run(user, bin_folder / "pg_ctl", "-D", data, "-w", "-t", "60", "-o", settings, "start")
        try:
            yield f"postgresql+psycopg://tester@127.0.0.1:{port}"
        finally:
            _run(user, bin_folder / "pg_ctl", "-D", data, "-m", "immediate", "stop")


def _run(user: str | None, *command: object) -> None:
    # The server inherits what pg_ctl writes to. A pipe would be open until the server's end, a file is none's concern.
    with tempfile.TemporaryFile("w+") as said:
        done = subprocess.run(
            [str(part) for part in command], user=user, cwd="/", stdout=said, stderr=said, check=False, timeout=120
        )
        said.seek(0)
        assert done.returncode == 0, f"{command[0]}: {said.read()}"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
