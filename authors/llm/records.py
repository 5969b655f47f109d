"""Keep every request and answer, and answer from what is kept.

In:  HTTP requests on their way to an endpoint. Out: answers, from there or from a folder of records.
Never here: headers (keys travel in them); bodies are kept without secrets, one gzipped JSON file an exchange.

A record is found by its request: the same body, asked for the n-th time in a run, has the same answer. So a run that
was killed pays for no answer twice, and `replay` makes a whole run again without network.
"""

import gzip
import hashlib
import json
import uuid
from collections import Counter
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2

from authors.llm.secrets import without_secrets
from authors.protocol import AuthorError

KEPT_STATUS = 200
_KEPT_HEADERS = ("content-type", "retry-after", "retry-after-ms")


class NotRecorded(AuthorError):
    """A replay came to a request that has no answer among the records."""


@dataclass
class Exchange:
    """What the transport tells of the request that is under way."""

    recalled: bool = False


under_way: ContextVar[Exchange | None] = ContextVar("exchange", default=None)


class Recorder(httpx2.AsyncBaseTransport):
    """A transport before the real one; without a real one it replays."""

    def __init__(
        self, folder: Path | None, inner: httpx2.AsyncBaseTransport | None, seed: int, key: str, fresh: bool = False
    ) -> None:
        self._folder, self._inner, self._seed, self._key, self._fresh = folder, inner, seed, key, fresh
        self._asked: Counter[str] = Counter()

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        body = (await request.aread()).decode("utf-8", "replace")
        if request.method != "POST" or self._folder is None:
            return await self._passed_on(request)
        name = _name(request.url.path, body, self._seed)
        number = self._asked[name]
        file = self._folder / name[:2] / f"{name}-{number}.json.gz"
        known = None if self._fresh and self._inner else _read(file)
        if known is not None:
            self._asked[name] += 1
            exchange = under_way.get()
            if exchange is not None:
                exchange.recalled = True
            return _response(known, request)
        if self._inner is None:
            raise NotRecorded(
                f"The records in {self._folder} have no answer to this request ({name}-{number}): they were made with "
                "another model, seed, prompt or scenario."
            )
        response = await self._passed_on(request)
        if response.status_code == KEPT_STATUS:
            self._asked[name] += 1
        else:
            file = file.with_name(f"{name}-fault-{uuid.uuid4().hex[:8]}.json.gz")
        self._keep(file, body, response)
        return response

    async def aclose(self) -> None:
        if self._inner is not None:
            await self._inner.aclose()

    async def _passed_on(self, request: httpx2.Request) -> httpx2.Response:
        """The endpoint's answer, read to its end, so that a cut-off one is noticed here."""
        if self._inner is None:
            raise NotRecorded("A replay asks no endpoint, and records hold answers to prompts only.")
        response = await self._inner.handle_async_request(request)
        content = await response.aread()
        headers = {name: response.headers[name] for name in _KEPT_HEADERS if name in response.headers}
        return httpx2.Response(response.status_code, headers=headers, content=content, request=request)

    def _keep(self, file: Path, body: str, response: httpx2.Response) -> None:
        """Whole or not at all, whatever happens meanwhile."""
        document = {
            "status": response.status_code,
            "headers": dict(response.headers),
            "request": without_secrets(body, self._key),
            "answer": without_secrets(response.text, self._key),
        }
        file.parent.mkdir(parents=True, exist_ok=True)
        half = file.with_name(f".{file.name}.{uuid.uuid4().hex}")
        half.write_bytes(gzip.compress(json.dumps(document, ensure_ascii=False).encode("utf-8"), mtime=0))
        half.replace(file)


def _name(path: str, body: str, seed: int) -> str:
    return hashlib.sha256(f"{seed}\n{path.rsplit('/v1', 1)[-1]}\n{body}".encode()).hexdigest()[:24]


def _read(file: Path) -> dict[str, Any] | None:
    try:
        document: dict[str, Any] = json.loads(gzip.decompress(file.read_bytes()))
    except (OSError, EOFError, ValueError):  # not there, or damaged: asked again
        return None
    return document if document.get("status") == KEPT_STATUS else None


def _response(known: dict[str, Any], request: httpx2.Request) -> httpx2.Response:
    headers = {"content-type": "application/json"}
    return httpx2.Response(KEPT_STATUS, headers=headers, content=known["answer"].encode("utf-8"), request=request)
