"""Which processes there are, for tests that kill some and look for what they leave behind."""

import os
import signal
import subprocess
from collections.abc import Iterable


def helpers_of(pid: int) -> dict[int, str]:
    """The command line of each process that this one started, and of those that they started."""
    rows = [row.split(maxsplit=2) for row in _ps("-A", "-ww", "-o", "pid=", "-o", "ppid=", "-o", "args=")]
    children = [(int(number), command) for number, parent, command in rows if int(parent) == pid]
    return dict(children) | {each: line for number, _ in children for each, line in helpers_of(number).items()}


def are_gone(pids: Iterable[int]) -> bool:
    """Whether none of them runs any more. One that nobody has taken note of yet, a zombie, does not."""
    numbers = ",".join(map(str, pids))
    return not numbers or all(state.startswith("Z") for state in _ps("-o", "stat=", "-p", numbers))


def kill(process: "subprocess.Popen[bytes]", its_group: bool = False) -> dict[int, str]:
    """SIGKILL for this process and, unless its whole group is meant, for none of its helpers.

    Returns:
        The helpers that it had in its last moment.
    """
    process.send_signal(signal.SIGSTOP)  # or it might start another one meanwhile
    helpers = helpers_of(process.pid)
    os.killpg(process.pid, signal.SIGKILL) if its_group and process.poll() is None else process.kill()
    process.wait()
    return helpers


def _ps(*options: str) -> list[str]:
    listed = subprocess.run(["ps", *options], capture_output=True, text=True, check=False)
    assert not listed.stderr, listed.stderr
    return listed.stdout.splitlines()
