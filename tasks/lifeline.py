"""A line that a helper process hangs on: the helper ends when the process that started it ends, even by SIGKILL.

In:  the helper's standard input, a pipe whose other end its starter alone holds, and never writes to.
Out: the end of the helper, in the middle of whatever it does; what it works on withstands that.
Never here: a signal from the kernel at the parent's death. Linux sends it when the *thread* that started the helper
ends, and other systems know none.

`python -P lifeline.py MODULE ARGUMENT…` runs a module that need not know of it, such as somebody else's server. It
imports nothing of ours: a helper hangs on the line before its own imports have begun.
"""

import os
import runpy
import sys
import threading

COMMAND = (sys.executable, "-P", __file__)
"""Followed by a module and its arguments, and started with a pipe as standard input. -P: other modules that lie beside
this one are not to be found."""
STDIN = 0


def main() -> None:
    threading.Thread(target=_end_with_starter, daemon=True).start()
    del sys.argv[0]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)


def _end_with_starter() -> None:
    while os.read(STDIN, 1):
        pass
    os._exit(1)


if __name__ == "__main__":
    main()
