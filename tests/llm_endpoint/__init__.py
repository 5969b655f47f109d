"""An OpenAI-compatible endpoint for tests: real sockets, no model.

    with LlmEndpoint(answer) as endpoint:
        OpenAI(base_url=endpoint.url, api_key=endpoint.key)

`answer` is called with each `ChatRequest` and gives a `Reply`, text, or a document (put into a tool call where one was
asked for, else into the message). `faults` go wrong in the ways in which real endpoints do.
"""

from tests.llm_endpoint.faults import CONTENT_FAULTS, FAULTS, TRANSPORT_FAULTS, Faults
from tests.llm_endpoint.messages import ChatRequest, Reply
from tests.llm_endpoint.server import LlmEndpoint

__all__ = ["CONTENT_FAULTS", "FAULTS", "TRANSPORT_FAULTS", "ChatRequest", "Faults", "LlmEndpoint", "Reply"]
