"""`worldloom doctor`: is everything as it should be, and if not, what to do."""

import os
import platform
import sys
from collections.abc import Iterator
from dataclasses import asdict
from importlib import metadata
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from worldloom.console import OUR_FAULT, err, explaining, out, print_json
from worldloom.options import AsJson, Home
from worldloom.settings import prefect_home, read_settings

if TYPE_CHECKING:
    from artifacts import Workspace
    from artifacts.checkup import Checkup, Finding
    from environments.confined import Walls

PACKAGES = ("worldloom", "prefect", "sqlalchemy", "sqlmodel", "alembic", "polars", "pandera", "pydantic", "apsw")


def doctor(
    quick: Annotated[bool, typer.Option("--quick", help="Look whether files are there, hash none.")] = False,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Check every hash, every reference, the database, half-written files, room, versions and Prefect's home.

    Says of each finding how to mend it. Ends with exit code 1 where something is wrong.
    """
    settings = read_settings(home)
    with explaining():
        findings = [*_versions(), *_prefect()]
        confinement = _confinement()
        findings += _unconfined(confinement)
        workspace = settings.workspace()
        checkup = None if workspace.is_new else _check(workspace, hashes=not quick, watched=not as_json)
    findings += checkup.findings if checkup else ()
    healthy = not any(finding.severity == "fault" for finding in findings)
    if as_json:
        print_json({**_document(str(settings.home), checkup, findings, healthy), "confinement": confinement.document()})
    else:
        _print(str(settings.home), checkup, findings, quick, str(confinement))
    if not healthy:
        raise typer.Exit(OUR_FAULT)


def _check(workspace: "Workspace", hashes: bool, watched: bool) -> "Checkup":
    from artifacts.checkup import check

    if not (watched and err.is_terminal):
        return check(workspace, hashes=hashes)
    columns = (TextColumn("checking {task.description}", style="cyan"), BarColumn(bar_width=24), MofNCompleteColumn())
    with Progress(*columns, console=err, transient=True) as progress:
        bars = {what: progress.add_task(what, total=None) for what in ("artifacts", "bundles")}
        return check(
            workspace, hashes=hashes,
            listen=lambda what, done, total: progress.update(bars[what], completed=done, total=total),
        )  # fmt: skip


def _versions() -> Iterator["Finding"]:
    """What is known to break, of what is installed."""
    from artifacts.checkup import Finding

    if not (3, 11) <= sys.version_info[:2] <= (3, 13):
        yield Finding("fault", sys.executable, f"this is Python {platform.python_version()}",
                      "Worldloom is tested with 3.11 to 3.13: make its environment anew with one of them.")  # fmt: skip
    sqlalchemy = metadata.version("sqlalchemy")
    if tuple(int(part) for part in sqlalchemy.split(".")[:2]) >= (2, 1):
        yield Finding("fault", f"sqlalchemy {sqlalchemy}", "Prefect's scheduler silently stops with it",
                      "`pip install 'sqlalchemy<2.1'`, or `make install`, which keeps to constraints.txt.")  # fmt: skip


def _prefect() -> Iterator["Finding"]:
    from artifacts.checkup import Finding

    folder = prefect_home()
    place = next(each for each in (folder, *folder.parents) if each.exists())
    if not (place.is_dir() and os.access(place, os.W_OK)):
        yield Finding("fault", str(folder), "Prefect keeps its state here, and it cannot be written",
                      "Set PREFECT_HOME to a folder that can, or PREFECT_API_URL to a server.")  # fmt: skip


def _confinement() -> "Walls":
    """What stands around foreign Python on this machine, tried out in a process of its own."""
    from environments.confined import GuestFault, Walls, keeper

    try:
        return keeper().walls()
    except (GuestFault, OSError) as fault:
        return Walls({}, {"processes": str(fault)})


def _unconfined(walls: "Walls") -> Iterator["Finding"]:
    from artifacts.checkup import Finding

    if not walls.is_enough:
        yield Finding("notice", "confinement", f"foreign Python is not run here: {walls}",
                      "SQL environments need none of it. For `import-awm`, use a Linux kernel with seccomp and either "
                      "Landlock or unprivileged user namespaces.")  # fmt: skip


def _installed() -> dict[str, str]:
    found = {"python": platform.python_version()}
    for package in PACKAGES:
        try:
            found[package] = metadata.version(package)
        except metadata.PackageNotFoundError:
            found[package] = "not installed"
    return found


def _document(home: str, checkup: "Checkup | None", findings: list["Finding"], healthy: bool) -> dict[str, Any]:
    return {
        "home": home,
        "healthy": healthy,
        "artifacts": checkup.artifacts if checkup else 0,
        "bundles": checkup.bundles if checkup else 0,
        "findings": [asdict(finding) for finding in findings],
        "versions": _installed(),
        "prefect_home": str(prefect_home()),
        "prefect_server": os.environ.get("PREFECT_API_URL") or "embedded",
    }


def _print(home: str, checkup: "Checkup | None", findings: list["Finding"], quick: bool,
           confinement: str) -> None:  # fmt: skip
    out.print(f"data root     {home}", soft_wrap=True, markup=False)
    out.print(f"versions      {', '.join(f'{name} {version}' for name, version in _installed().items())}", markup=False)
    server = os.environ.get("PREFECT_API_URL") or "embedded server"
    out.print(f"Prefect       {server}, home {prefect_home()}", soft_wrap=True, markup=False)
    out.print(f"confinement   {confinement}", soft_wrap=True, markup=False)
    how = "looked for" if quick else "hashed"
    looked = f"{checkup.artifacts:,} artifacts and {checkup.bundles:,} bundles {how}" if checkup else "nothing yet"
    out.print(f"kept          {looked}", markup=False)
    for finding in findings:
        mark, style = ("✗", "red") if finding.severity == "fault" else ("!", "yellow")
        out.print(f"\n{mark} {finding.where}: {finding.what}", style=style, markup=False, soft_wrap=True)
        out.print(f"  {finding.mend}", markup=False, soft_wrap=True)
    faults = sum(finding.severity == "fault" for finding in findings)
    verdict = f"{faults} things are wrong." if faults > 1 else "One thing is wrong." if faults else "All is well."
    out.print(f"\n{verdict}", markup=False)
