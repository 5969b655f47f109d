"""`worldloom export`: a folder that opens without catalog or Prefect."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from environments import write_authored, write_bundle
from worldloom.console import explaining, out, stop
from worldloom.opening import open_environment
from worldloom.options import Home, Reference
from worldloom.settings import read_settings


class Format(StrEnum):
    """What is written."""

    BUNDLE = "bundle"
    AUTHORED = "authored"


def export(
    reference: Reference,
    folder: Annotated[Path, typer.Argument(help="A folder that does not exist yet.", metavar="DIR")],
    format: Annotated[
        Format, typer.Option(help="bundle: Parquet and image; authored: JSON documents.")
    ] = Format.BUNDLE,
    home: Home = None,
) -> None:
    """Write an environment into a folder that `load_environment(DIR)` opens."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        stop(f"{folder} exists already and is not empty. Name a folder that does not exist yet.")
    with explaining():
        environment = open_environment(read_settings(home), reference)
        try:
            (write_bundle if format is Format.BUNDLE else write_authored)(environment.content, folder)
        except OSError as fault:
            stop(f"Cannot write to {folder}: {fault.strerror or fault}. Nothing was left there; name another folder.")
    out.print(f"{environment.name}@{environment.version} is in {folder}", markup=False, soft_wrap=True)
