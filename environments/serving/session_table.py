"""All sessions of a server: bounded in number, closed when nobody uses them.

In:  a repertoire, limits, a clock.
Out: served sessions by id.
Never here: transports. Who else must know that a session ended puts a callback into its `on_close`.
"""

import secrets
from collections.abc import Callable, Iterator

from environments.serving.limits import ServingLimits
from environments.serving.metrics import Metrics
from environments.serving.repertoire import Repertoire
from environments.serving.served_session import ServedSession, Way

Clock = Callable[[], float]


class TooManySessions(RuntimeError):
    """No further session can be opened now."""


class NoSuchSession(LookupError):
    """An id of no open session."""


class SessionTable:
    def __init__(self, repertoire: Repertoire, limits: ServingLimits, clock: Clock, metrics: Metrics) -> None:
        self.repertoire = repertoire
        self.is_draining = False
        """Once set, nothing is opened any more: the server is going down."""
        self._limits = limits
        self._clock = clock
        self._metrics = metrics
        self._sessions: dict[str, ServedSession] = {}

    def __len__(self) -> int:
        return len(self._sessions)

    def __iter__(self) -> Iterator[ServedSession]:
        return iter(list(self._sessions.values()))

    def open(self, environment_id: str, task: str | None, seed: int, way: Way) -> ServedSession:
        """Open a session.

        Raises:
            TooManySessions, NotOffered, BadEnvironment; KeyError: there is no such task.
        """
        if self.is_draining:
            raise TooManySessions("The server is shutting down; connect again later.")
        if len(self._sessions) >= self._limits.sessions:
            self.expire()
        if len(self._sessions) >= self._limits.sessions:
            raise TooManySessions(
                f"{len(self._sessions)} sessions are open, as many as this server allows; close some or come later."
            )
        offer = self.repertoire.offer(environment_id)
        session = ServedSession(secrets.token_urlsafe(18), offer, task, seed, way, self._clock(), self._metrics)
        self._sessions[session.id] = session
        self._metrics.count("sessions_opened_total", environment=offer.id, way=way)
        return session

    def find(self, session_id: str) -> ServedSession:
        """The open session with this id; counts as use.

        Raises:
            NoSuchSession: there is none, any more or at all.
        """
        session = self._sessions.get(session_id)
        if session is None or not self.is_alive(session):
            raise NoSuchSession("no such session: it was closed, or it never was; open another")
        return session

    def is_alive(self, session: ServedSession) -> bool:
        """Whether the session is still open; counts as use. One whose time is over is closed here."""
        if session.is_closed:
            return False
        now = self._clock()
        if reason := self._overdue(session, now):
            self.close(session, reason)
            return False
        session.last_used = now
        return True

    def arrive(self, session: ServedSession) -> None:
        """An MCP client opened a listening stream."""
        session.listeners += 1
        session.left_at = None

    def leave(self, session: ServedSession) -> None:
        """A listening stream ended, by the client's will or because it is gone."""
        session.listeners -= 1
        if session.listeners == 0:
            session.left_at = self._clock()

    def expire(self) -> int:
        """Close every session whose time is over; how many came to their end."""
        now = self._clock()
        overdue = [(session, reason) for session in self if (reason := self._overdue(session, now))]
        for session, reason in overdue:
            self.close(session, reason)
        return len(overdue)

    def close(self, session: ServedSession, reason: str) -> None:
        if self._sessions.pop(session.id, None) is not None:
            session.close()
            self._metrics.count("sessions_closed_total", reason=reason)
            for tell in list(session.on_close.values()):
                tell()

    def close_all(self) -> None:
        """Close everything and open nothing any more."""
        self.is_draining = True
        for session in self:
            self.close(session, "shutdown")

    def _overdue(self, session: ServedSession, now: float) -> str | None:
        if now - session.last_used > self._limits.idle_s:
            return "idle"
        if session.left_at is not None and session.way == "mcp":
            unused_since = max(session.left_at, session.last_used)
            return "disconnected" if now - unused_since > self._limits.linger_s else None
        return None
