"""Tell whoever watches which step a scenario is in. Nobody has to watch.

In:  announcements of steps. Out: calls of the listeners of this process.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Literal

Event = Literal["started", "cached", "done", "failed"]
Listener = Callable[[str, str, Event], None]
"""Called with the step, the subject and what happened; may be called from several threads."""

_listeners: list[Listener] = []


def announce(step: str, subject: str, event: Event) -> None:
    """Tell all listeners."""
    for listener in _listeners:
        listener(step, subject, event)


@contextmanager
def watching(listener: Listener) -> Iterator[None]:
    """Listen as long as the context is open."""
    _listeners.append(listener)
    try:
        yield
    finally:
        _listeners.remove(listener)
