"""Ask for answers as streams, and hand them on whole: what comes piece by piece keeps proxies from giving up.

In:  a request for a chat completion on its way to an endpoint. Out: its answer as if it had not been streamed.
Never here: retries. A stream that ends early is an error of the connection, like an answer that is cut off.
"""

import json
from collections.abc import AsyncIterator
from typing import Any

import httpx2
from openai.lib.streaming.chat import ChatCompletionStreamState
from openai.types.chat import ChatCompletionChunk

_END = "[DONE]"


class Streamed(httpx2.AsyncBaseTransport):
    """A transport before the real one."""

    def __init__(self, inner: httpx2.AsyncBaseTransport) -> None:
        self._inner = inner

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        if request.method != "POST" or not request.url.path.endswith("/chat/completions"):
            return await self._inner.handle_async_request(request)
        response = await self._inner.handle_async_request(_streaming(request, await request.aread()))
        if not response.headers.get("content-type", "").startswith("text/event-stream"):
            return response  # an error, or an endpoint that does not stream
        try:
            status, document = await _gathered(response)
        finally:
            await response.aclose()
        return httpx2.Response(status, json=document, request=request)

    async def aclose(self) -> None:
        await self._inner.aclose()


def _streaming(request: httpx2.Request, body: bytes) -> httpx2.Request:
    """The same request, for a stream that ends with the tokens that it took."""
    asked = {**json.loads(body), "stream": True, "stream_options": {"include_usage": True}}
    kept = {name: value for name, value in request.headers.items() if name.lower() != "content-length"}
    return httpx2.Request(request.method, request.url, headers=kept, json=asked, extensions=request.extensions)


async def _gathered(response: httpx2.Response) -> tuple[int, Any]:
    """Status and document of the whole answer.

    Raises:
        RemoteProtocolError: the stream ended before the answer did.
    """
    state: Any = ChatCompletionStreamState()
    has_begun = False
    async for data in _events(response):
        if data == _END:
            break
        document = json.loads(data)
        if "error" in document:
            return 500, document
        state.handle_chunk(ChatCompletionChunk.model_validate(document))
        has_begun = True
    else:
        raise httpx2.RemoteProtocolError("the stream ended before the answer did")
    if not has_begun:
        raise httpx2.RemoteProtocolError("the stream was empty")
    return 200, state.current_completion_snapshot.model_dump(mode="json", exclude_none=True)


async def _events(response: httpx2.Response) -> AsyncIterator[str]:
    async for line in response.aiter_lines():
        if line.startswith("data:"):
            yield line[len("data:") :].strip()
