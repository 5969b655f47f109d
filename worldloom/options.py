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
