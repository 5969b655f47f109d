"""`worldloom gc`: files that nothing published, no dataset and no run refers to."""

from dataclasses import asdict
from datetime import timedelta
from typing import Annotated

import typer

from worldloom.console import explaining, out, print_json, print_table
from worldloom.options import AsJson, Home
from worldloom.settings import read_settings


def gc(
    yes: Annotated[bool, typer.Option("--yes", help="Remove them; otherwise they are only shown.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show them, as without --yes.")] = False,
    grace: Annotated[float, typer.Option(min=0.0, help="Hours; what is younger is kept.")] = 48.0,
    each: Annotated[bool, typer.Option("--each", help="A line for each thing.")] = False,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Find what nothing refers to, and with --yes remove it. Nothing is removed while a run uses the data root.

    What was tried stays in the catalog; a step whose product was removed makes it anew when it is asked for.
    """
    from artifacts.sweeping import leftovers, sweep

    with explaining():
        workspace = read_settings(home).workspace()
        remove = yes and not dry_run
        period = timedelta(hours=grace)
        found = [] if workspace.is_new else sweep(workspace, period) if remove else leftovers(workspace, period)
    size = sum(leftover.bytes for leftover in found)
    if as_json:
        things = [{name: value for name, value in asdict(leftover).items() if name != "file"} for leftover in found]
        print_json({"removed": remove, "bytes": size, "leftovers": things})
        return
    if each:
        print_table([{"what": one.what, "why": one.why, "bytes": one.bytes} for one in found], narrow=["what"])
    else:
        reasons = dict.fromkeys(one.why for one in found)
        print_table([
            {"why": why, "files": sum(one.why == why for one in found),
             "bytes": sum(one.bytes for one in found if one.why == why)}
            for why in reasons
        ])  # fmt: skip
    things_said = f"{len(found):,} {'thing' if len(found) == 1 else 'things'}, {size:,} bytes"
    after = "removed." if remove else "can go. `worldloom gc --yes` removes them." if found else "can go."
    out.print(f"{things_said} {after}", markup=False)
