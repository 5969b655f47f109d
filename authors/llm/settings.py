"""How a model is reached, and what it may cost. Values only: `worldloom/settings.py` reads them.

In:  nothing. Out: `LlmSettings`; a price table.
Never here: the process's environment.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from authors.protocol import AuthorError

Mode = Literal["tools", "json_schema", "json"]
MODES: tuple[Mode, ...] = ("tools", "json_schema", "json")
DEFAULT_URL = "https://api.openai.com/v1"


@dataclass(frozen=True)
class LlmSettings:
    model: str
    base_url: str = DEFAULT_URL
    key: str = field(default="", repr=False)
    mode: Mode = "tools"
    stream: bool = False
    """Ask for answers piece by piece, for endpoints and proxies that give up on long waits."""
    concurrency: int = 8
    """Requests at once in this process."""
    timeout_s: float = 300.0
    tries: int = 6
    """Of one request, while the endpoint or the network fails."""
    repairs: int = 3
    """Rounds in which a piece that fails is sent back."""
    max_tokens: int = 16_000
    """Of one answer."""
    price_in: float | None = None
    """US dollars for a million tokens of prompt; None where nobody said."""
    price_out: float | None = None
    budget_usd: float | None = None
    records: str = ""
    """The folder in which requests and answers are kept; a request that was answered before is not paid again."""
    replay: str = ""
    """Answer from this folder alone, without network."""
    fresh: bool = False
    """Ask again even where an answer is recorded."""

    def __post_init__(self) -> None:
        """Refuse what cannot work, before anything is asked."""
        if not self.model:
            raise AuthorError("The author `llm` needs a model: give --model NAME, or set WORLDLOOM_LLM_MODEL.")
        if self.mode not in MODES:
            raise AuthorError(f"There is no mode {self.mode!r}; there is {', '.join(MODES)}.")
        address = urlsplit(self.base_url)
        if address.scheme not in ("http", "https") or not address.hostname:
            raise AuthorError("The base URL must be like https://api.openai.com/v1; set --base-url or OPENAI_BASE_URL.")
        if address.username or address.password:
            raise AuthorError("The base URL holds a password. Take it out, and set OPENAI_API_KEY to the key.")
        if self.budget_usd is not None and (self.price_in is None or self.price_out is None):
            raise AuthorError(
                f"A budget needs prices, and none is known for {self.model}: set --price-in and --price-out (US "
                "dollars for a million tokens), or name it in the file of WORLDLOOM_LLM_PRICES."
            )
        if self.replay and not Path(self.replay).is_dir():
            raise AuthorError(f"There are no records in {self.replay}: there is no such folder.")


def price_of(table: Path, model: str) -> tuple[float | None, float | None]:
    """The price of a model in a JSON file: {"name": {"in": 0.25, "out": 2.0}}; None where it is not listed.

    Raises:
        AuthorError: the file cannot be read, or an entry is no price.
    """
    try:
        listed: Mapping[str, Any] = json.loads(table.read_text(encoding="utf-8"))
        entry = listed.get(model)
        return (None, None) if entry is None else (float(entry["in"]), float(entry["out"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as fault:
        raise AuthorError(
            f"The price table {table} cannot be read ({type(fault).__name__}: {fault}). "
            'It is JSON: {"model": {"in": 0.25, "out": 2.0}}, US dollars for a million tokens.'
        ) from None
