"""The server: threads and sockets of the standard library, a port of its own."""

import json
import socket
import struct
import threading
import time
from collections import Counter
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.llm_endpoint.faults import TRANSPORT_FAULTS, Faults, Round, spoilt
from tests.llm_endpoint.messages import ChatRequest, Reply, chunks, completion, reply_of

Answerer = Callable[[ChatRequest], Any]
RESET = struct.pack("ii", 1, 0)


class LlmEndpoint:
    """A running endpoint; use it in a `with`. What it was asked stays in `requests` and `met`."""

    def __init__(
        self,
        answer: Answerer,
        *,
        faults: Faults | None = None,
        key: str = "sk-test-5f1e8c0a7d",  # gitleaks:allow
        modes: tuple[str, ...] = ("tools", "json_schema", "json_object"),
        takes_s: float = 0.0,
        models: tuple[str, ...] = ("test-model",),
    ) -> None:
        """`modes` are what it supports: others get a 400, as from a server that lacks them."""
        self.answer, self.faults, self.key = answer, faults or Faults(), key
        self.round = Round(self.faults.kinds)
        self.modes, self.takes_s, self.models = modes, takes_s, models
        self.requests: list[ChatRequest] = []
        self.met: Counter[str] = Counter()
        """Faults that were met: each spoilt an answer or its way."""
        self.embed: Callable[[str], list[float]] = lambda text: [float(len(text)), 1.0]
        self.most_at_once = 0
        self._at_once = 0
        self._bodies: Counter[str] = Counter()
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.endpoint = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def __enter__(self) -> "LlmEndpoint":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)

    def note(self, body: dict[str, Any]) -> ChatRequest:
        """A request has come."""
        text = json.dumps(body, sort_keys=True)
        with self._lock:
            request = ChatRequest(body, len(self.requests), self._bodies[text])
            self._bodies[text] += 1
            self.requests.append(request)
        return request

    def enter(self) -> None:
        with self._lock:
            self._at_once += 1
            self.most_at_once = max(self.most_at_once, self._at_once)

    def leave(self) -> None:
        with self._lock:
            self._at_once -= 1


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128
    endpoint: LlmEndpoint

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Connections that clients give up are part of the tests."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def log_message(self, *_: object) -> None:
        """Nothing."""

    def do_GET(self) -> None:
        if not self._is_known():
            return
        if self.path.split("?")[0].endswith("/models"):
            models = [{"id": name, "object": "model", "owned_by": "tests"} for name in self.server.endpoint.models]
            self._send(200, {"object": "list", "data": models})
        else:
            self._send(404, {"error": {"message": f"no {self.path} here"}})

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))) or b"{}")
        if not self._is_known():
            return
        path = self.path.split("?")[0]
        if path.endswith("/embeddings"):
            self._embed(body)
        elif path.endswith("/chat/completions"):
            endpoint = self.server.endpoint
            endpoint.enter()
            try:
                self._complete(endpoint, endpoint.note(body))
            finally:
                endpoint.leave()
        else:
            self._send(404, {"error": {"message": f"no {path} here"}})

    def _is_known(self) -> bool:
        key = self.server.endpoint.key
        said = self.headers.get("Authorization", "").removeprefix("Bearer ") or self.headers.get("api-key", "")
        if said == key:
            return True
        self._send(401, {"error": {"message": f"Incorrect API key provided: {said}.", "code": "invalid_api_key"}})
        return False

    def _embed(self, body: dict[str, Any]) -> None:
        texts = body["input"] if isinstance(body["input"], list) else [body["input"]]
        data = [
            {"object": "embedding", "index": number, "embedding": self.server.endpoint.embed(text)}
            for number, text in enumerate(texts)
        ]
        self._send(200, {"object": "list", "data": data, "model": body.get("model", ""), "usage": {
            "prompt_tokens": sum(len(text) // 4 for text in texts), "total_tokens": 0}})  # fmt: skip

    def _complete(self, endpoint: LlmEndpoint, request: ChatRequest) -> None:
        lacking = _lacking(endpoint, request)
        if lacking:
            self._send(400, {"error": {"message": lacking, "type": "invalid_request_error"}})
            return
        if endpoint.models and request.body.get("model") not in endpoint.models:
            self._send(404, {"error": {"message": f"The model `{request.body.get('model')}` does not exist",
                                       "code": "model_not_found"}})  # fmt: skip
            return
        reply = reply_of(endpoint.answer(request), request)
        fault = endpoint.round.take(reply) if endpoint.faults.strikes(request) else None
        if fault:
            endpoint.met[fault] += 1
        if fault in ("rate_limit", "http_500", "http_503_html", "reset") and self._fail(fault):
            return
        time.sleep(endpoint.faults.slow_s if fault == "slow" else endpoint.takes_s)
        if fault and fault not in TRANSPORT_FAULTS:
            reply = spoilt(reply, fault)
        if request.body.get("stream"):
            self._stream(request, reply, fault == "cut_off")
        else:
            self._send(200, completion(request, reply), cut_off=fault == "cut_off")

    def _fail(self, fault: str) -> bool:
        if fault == "rate_limit":
            wait = self.server.endpoint.faults.retry_after_s
            self._send(429, {"error": {"message": "Rate limit reached", "code": "rate_limit_exceeded"}},
                       {"Retry-After": f"{wait:g}"})  # fmt: skip
        elif fault == "http_500":
            self._send(500, {"error": {"message": "The server had an error while processing your request"}})
        elif fault == "http_503_html":
            self._send(503, "<html><body><h1>503 Service Unavailable</h1></body></html>")
        else:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
            self.close_connection = True
            self.connection.close()
        return True

    def _send(
        self, status: int, document: Any, headers: dict[str, str] | None = None, *, cut_off: bool = False
    ) -> None:
        data = (document if isinstance(document, str) else json.dumps(document, ensure_ascii=False)).encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/html" if isinstance(document, str) else "application/json")
        self.send_header("Content-Length", str(len(data)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data[: len(data) // 2] if cut_off else data)
        self.close_connection = self.close_connection or cut_off

    def _stream(self, request: ChatRequest, reply: Reply, cut_off: bool) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        said = chunks(request, reply)
        for chunk in said[: len(said) // 2] if cut_off else said:
            self.wfile.write(f"data: {json.dumps(chunk, ensure_ascii=False)}\n\n".encode())
        if not cut_off:
            self.wfile.write(b"data: [DONE]\n\n")


def _lacking(endpoint: LlmEndpoint, request: ChatRequest) -> str:
    if request.tools and "tools" not in endpoint.modes:
        return "`tools` is not supported by this model"
    if request.response_format != "text" and request.response_format not in endpoint.modes:
        return f"response_format `{request.response_format}` is not supported by this model"
    return ""
