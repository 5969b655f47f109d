"""`worldloom withdraw`: mark an environment as not to be used any more."""

from typing import Annotated

import typer

from worldloom.console import explaining, out
from worldloom.options import Home
from worldloom.settings import read_settings


def withdraw(
    reference: Annotated[str, typer.Argument(help="name or name@version.", metavar="ENV")],
    reason: Annotated[str, typer.Option(help="Why; its users will read it.")] = "withdrawn by hand",
    home: Home = None,
) -> None:
    """Withdraw an environment. It stays on disk and in lineage; it is not opened by name any more."""
    with explaining():
        catalog = read_settings(home).workspace().catalog
        entry = catalog.find(reference)
        withdrawn = catalog.withdraw(entry.name, entry.version, reason)
    out.print(f"{withdrawn.reference} is withdrawn: {reason}.", markup=False, soft_wrap=True)
