"""OpenEnv's JSON-RPC: sessions that an HTTP client opens, lists tools in, calls tools in and closes.

In:  requests as documents.
Out: responses as documents. Calls over it are steps without a reward; the state tells the reward of a finished episode.
"""

from functools import partial
from typing import Any

from environments.errors import BadEnvironment
from environments.serving.openenv.episode import Episode, tools_of
from environments.serving.openenv.protocol import SESSION_ERROR, CallTool, Document, Misused
from environments.serving.repertoire import NotOffered
from environments.serving.session_table import NoSuchSession, SessionTable, TooManySessions

INVALID_REQUEST, METHOD_NOT_FOUND, INVALID_PARAMS, SERVER_ERROR = -32600, -32601, -32602, -32000


class _Failure(Exception):
    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code


class JsonRpc:
    def __init__(self, table: SessionTable) -> None:
        self._table = table
        self._episodes: dict[str, Episode] = {}

    def __contains__(self, session_id: str) -> bool:
        return session_id in self._episodes

    def episode(self, session_id: str) -> Episode:
        """The episode of a session that was opened here.

        Raises:
            Misused: there is none, any more or at all.
        """
        try:
            self._table.find(session_id)
            return self._episodes[session_id]
        except (NoSuchSession, KeyError):
            raise Misused(SESSION_ERROR, f"Unknown session_id: {session_id[:60]}") from None

    def reply(self, request: Any, episode: Episode | None, environment_id: str | None = None) -> Document:
        """The response to a request; `episode` is that of the connection, where there is one."""
        number = request.get("id") if isinstance(request, dict) else None
        number = number if isinstance(number, str | int) else None
        try:
            method, params = _call_of(request)
            result = self._result(method, params, episode, environment_id)
        except _Failure as fault:
            return {"jsonrpc": "2.0", "id": number, "error": {"code": fault.code, "message": str(fault), "data": None}}
        except (Misused, TooManySessions, NotOffered, BadEnvironment) as fault:
            error = {"code": SERVER_ERROR, "message": str(fault), "data": None}
            return {"jsonrpc": "2.0", "id": number, "error": error}
        return {"jsonrpc": "2.0", "id": number, "result": result}

    def _result(self, method: str, params: Document, episode: Episode | None, environment_id: str | None) -> Document:
        if method == "openenv/session/create":
            return self._create(episode, environment_id)
        session_id = str(params.get("session_id", ""))
        if method == "openenv/session/close":
            return self._close(session_id)
        episode = self.episode(session_id) if session_id or episode is None else episode
        if method == "tools/list":
            return {"tools": tools_of(episode.session)}
        if method == "tools/call":
            name, arguments = params.get("name"), params.get("arguments") or {}
            if not isinstance(name, str) or not isinstance(arguments, dict):
                raise _Failure(INVALID_PARAMS, "`name` must be text and `arguments` an object")
            return episode.call(CallTool(name, arguments))
        raise _Failure(METHOD_NOT_FOUND, f"there is no method {method[:60]!r}")

    def _create(self, episode: Episode | None, environment_id: str | None) -> Document:
        if episode is not None or environment_id is None:
            raise _Failure(INVALID_REQUEST, "this connection has its session already")
        session = self._table.open(environment_id, None, 0, "openenv")
        self._episodes[session.id] = Episode(session)
        session.on_close["openenv"] = partial(self._forget, session.id)
        return {"session_id": session.id}

    def _forget(self, session_id: str) -> None:
        self._episodes.pop(session_id, None)

    def _close(self, session_id: str) -> Document:
        self._table.close(self.episode(session_id).session, "client")
        return {"session_id": session_id, "closed": True}


def _call_of(request: Any) -> tuple[str, Document]:
    is_call = isinstance(request, dict) and request.get("jsonrpc") == "2.0" and isinstance(request.get("method"), str)
    params = request.get("params") or {} if is_call else {}
    if not is_call or not isinstance(params, dict):
        raise _Failure(INVALID_REQUEST, "this is no JSON-RPC 2.0 request")
    return request["method"], params
