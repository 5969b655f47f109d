"""`worldloom export`: a folder that opens without catalog or Prefect."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from worldloom.console import explaining, out, stop
from worldloom.extras import want_extra
from worldloom.opening import open_environment, refuse_imported
from worldloom.options import Home, Reference
from worldloom.settings import read_settings

if TYPE_CHECKING:
    from environments import Environment


class Format(StrEnum):
    """What is written."""

    BUNDLE = "bundle"
    AUTHORED = "authored"
    OPENENV = "openenv"
    HUGGINGFACE = "huggingface"
    OPENAPI = "openapi"
    AWM = "awm"


_HELP = (
    "bundle: Parquet and image; authored: JSON documents; openenv: a package for its hub; huggingface: a data set; "
    "openapi: a specification of the tools; awm: the eight files of Agent World Model."
)


def export(
    reference: Reference,
    folder: Annotated[Path, typer.Argument(help="A folder that does not exist yet.", metavar="DIR")],
    format: Annotated[Format, typer.Option(help=_HELP)] = Format.BUNDLE,
    home: Home = None,
) -> None:
    """Write an environment into a folder that `load_environment(DIR)` opens, or in the format of others."""
    from environments.exchange.folders import require_empty

    try:
        require_empty(folder)
    except FileExistsError as fault:
        stop(str(fault))
    with explaining():
        environment = open_environment(read_settings(home), reference)
        try:
            _write(environment, format, folder)
        except OSError as fault:
            stop(f"Cannot write to {folder}: {fault.strerror or fault}. Nothing was left there; name another folder.")
        except ValueError as fault:
            stop(str(fault))
    out.print(f"{environment.name}@{environment.version} is in {folder}", markup=False, soft_wrap=True)


def _write(environment: "Environment", format: Format, folder: Path) -> None:
    if format is not Format.BUNDLE:
        refuse_imported(
            environment, f"{format.value} is written from tools that are SQL",
            "`--format bundle` writes a folder that opens by itself.",
        )  # fmt: skip
    if format is Format.BUNDLE:
        _write_bundle(environment, folder)
    elif format is Format.AUTHORED:
        from environments import write_authored

        write_authored(environment.content, folder)
    elif format is Format.HUGGINGFACE:
        from environments.exchange.huggingface import write_huggingface

        write_huggingface(environment, folder)
    elif format is Format.OPENENV:
        want_extra("serve", "export --format openenv")
        from environments.exchange.openenv_package import write_openenv_package

        write_openenv_package(environment, folder)
    elif format is Format.AWM:
        want_extra("serve", "export --format awm")
        from environments.exchange.awm.exporting import write_awm

        write_awm(environment, folder)
    else:
        want_extra("serve", "export --format openapi")
        from environments.exchange.openapi import write_openapi

        write_openapi(environment, folder)


def _write_bundle(environment: "Environment", folder: Path) -> None:
    if environment.manifest.kind == "sql":
        from environments import write_bundle

        write_bundle(environment.content, folder)
        return
    from environments.imported import PythonEnvironment, write_imported

    if isinstance(environment, PythonEnvironment):
        write_imported(environment.imported, folder)
