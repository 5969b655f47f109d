"""The LLM author: prompts, questions, repair, cost and records, for any OpenAI-compatible endpoint."""

from authors.llm.author import LlmAuthor
from authors.llm.settings import MODES, LlmSettings, price_of

__all__ = ["MODES", "LlmAuthor", "LlmSettings", "price_of"]
