"""Processes for code that nobody vouches for: Python that came with an environment runs here and nowhere else.

The walls, from the outside in:
- a process of its own for each module and for each verdict, forked from a nursery that never runs foreign code;
- the kernel: Landlock (files), namespaces (network, other processes), seccomp (system calls), resource limits;
- time: whoever asks waits so long and then kills the process;
- a look at the code before it is loaded, builtins without `open` and `eval`, an allow-list of imports.

`keeper.py` is this process's side; `nursery.py` and what it forks is the other one.
"""

from environments.confined.keeper import ConfinedProcess, GuestFault, Keeper, NotConfined, keeper
from environments.confined.screen import ScreenFinding, screen
from environments.confined.walls import WALLS, Walls

__all__ = [
    "WALLS",
    "ConfinedProcess",
    "GuestFault",
    "Keeper",
    "NotConfined",
    "ScreenFinding",
    "Walls",
    "keeper",
    "screen",
]
