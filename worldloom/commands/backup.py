"""`worldloom backup` and `worldloom restore`: a data root as one file, and back."""

from pathlib import Path
from typing import Annotated

import typer

from worldloom.console import explaining, out
from worldloom.options import Home
from worldloom.settings import read_settings

File = Annotated[Path, typer.Argument(help="A .tar.gz file.", metavar="FILE")]


def backup(file: File, home: Home = None) -> None:
    """Write catalog, store and bundles into one file. Runs may go on meanwhile."""
    from artifacts.backup import back_up

    with explaining():
        settings = read_settings(home)
        done = back_up(settings.workspace(), file)
    out.print(f"{done.files:,} files ({done.bytes:,} bytes) of {settings.home} are in {file} "
              f"({file.stat().st_size:,} bytes).", markup=False, soft_wrap=True)  # fmt: skip


def restore(file: File, home: Home = None) -> None:
    """Unpack a backup into a data root that does not exist yet, and open it."""
    from artifacts.backup import restore as unpack

    with explaining():
        settings = read_settings(home)
        done = unpack(file, settings.home)
        environments = settings.workspace().catalog.environments()
    out.print(f"{done.files:,} files are in {settings.home}: {len(environments):,} environments.",
              markup=False, soft_wrap=True)  # fmt: skip
