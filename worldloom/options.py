"""Options that many commands share."""

from pathlib import Path
from typing import Annotated

import typer

Home = Annotated[
    Path | None,
    typer.Option("--home", help="Data root; else WORLDLOOM_HOME, else ./.worldloom.", show_default=False),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Reference = Annotated[str, typer.Argument(help="name, name@version, or a folder.", metavar="ENV")]

Model = Annotated[str | None, typer.Option(help="For `llm`: the model's name; else WORLDLOOM_LLM_MODEL.")]
BaseUrl = Annotated[str | None, typer.Option(help="For `llm`: the endpoint, up to /v1; else OPENAI_BASE_URL.")]
LlmMode = Annotated[str | None, typer.Option(help="For `llm`: tools, json_schema or json.")]
Stream = Annotated[bool, typer.Option("--stream", help="For `llm`: ask for answers piece by piece.")]
Concurrency = Annotated[int | None, typer.Option(min=1, help="For `llm`: requests at once.")]
PriceIn = Annotated[float | None, typer.Option(min=0, help="For `llm`: US dollars for a million tokens of prompt.")]
PriceOut = Annotated[float | None, typer.Option(min=0, help="For `llm`: US dollars for a million tokens of answer.")]
