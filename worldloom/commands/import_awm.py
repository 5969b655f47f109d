"""`worldloom import-awm`: take in a folder in AWM's format, and say which of its tasks can be trusted."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from worldloom.console import OUR_FAULT, err, explaining, out, print_json, stop
from worldloom.extras import want_extra
from worldloom.options import AsJson, Home
from worldloom.settings import imported_folder, read_settings

if TYPE_CHECKING:
    from environments.confined import Keeper
    from environments.exchange.awm.files import Scenario
    from environments.exchange.awm.trust import EnvironmentTrust


def import_awm(
    folder: Annotated[Path, typer.Argument(help="Holds gen_envs.jsonl and its like.", metavar="DIR")],
    into: Annotated[
        Path | None, typer.Option(help="Write the environments here; else `imported` in the data root.")
    ] = None,
    only: Annotated[list[str] | None, typer.Option("--only", help="A scenario; may be given several times.")] = None,
    now: Annotated[str, typer.Option(help="Where the clock of seeds stands.")] = "2026-01-01 12:00:00",
    certify: Annotated[bool, typer.Option(help="Try every verifier and every tool.")] = True,
    unconfined: Annotated[
        bool, typer.Option("--unconfined", help="Run foreign code even where this machine does not confine it.")
    ] = False,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Make environments of a folder in AWM's format. Its Python runs in confined processes only.

    What is there is imported and the rest reported: files may be missing, and statements, tools and verifiers broken.
    Exit code 1 where nothing could be imported.
    """
    want_extra("awm", "import-awm")
    from environments.confined import NotConfined, keeper
    from environments.exchange.awm.files import NoCollection, read_collection
    from environments.exchange.awm.names import normalised

    try:
        collection = read_collection(folder)
    except NoCollection as fault:
        stop(str(fault))
    wanted = {normalised(name) for name in only or ()}
    unknown = wanted - collection.scenarios.keys()
    if unknown:
        known = ", ".join(list(collection.scenarios)[:20])
        stop(f"There is no scenario {sorted(unknown)[0]!r} in {folder}. It has: {known}.")
    scenarios = [each for name, each in collection.scenarios.items() if not wanted or name in wanted]
    target = into or imported_folder(read_settings(home).home)
    confinement = keeper()
    confinement.may_lack_walls = unconfined
    with explaining():
        try:
            _refuse_unless_confined(confinement)
            outcome = [_take_in(each, confinement, target, now, certify) for each in scenarios]
        except NotConfined as fault:
            stop(str(fault))
    _tell(collection.findings, outcome, target, str(confinement.walls()), as_json)
    if not any(each["imported"] for each in outcome):
        raise typer.Exit(OUR_FAULT)


def _refuse_unless_confined(confinement: "Keeper") -> None:
    """Find out before anything is read for long.

    Raises:
        NotConfined: this machine's walls are not enough.
    """
    confinement.start("records").end()


def _take_in(scenario: "Scenario", confinement: "Keeper", target: Path, now: str, certify: bool) -> dict[str, Any]:
    from environments.exchange.awm.importing import CannotImport, import_scenario
    from environments.exchange.awm.trust import examine
    from environments.imported import PythonEnvironment, write_imported

    try:
        imported = import_scenario(scenario, confinement, now)
    except CannotImport as fault:
        err.print(f"✗ {scenario.name}: {fault}", markup=False, soft_wrap=True)
        return {"name": scenario.name, "imported": False, "why": str(fault), "findings": scenario.findings}
    folder = target / imported.manifest.name
    write_imported(imported, folder)
    environment = PythonEnvironment(imported, confinement)
    trust: EnvironmentTrust | None = examine(environment) if certify else None
    environment.unload()
    said = trust.document() if trust else {"name": imported.manifest.name, "findings": imported.findings}
    if trust:
        (target / f"{imported.manifest.name}.trust.txt").write_text(trust.report() + "\n", encoding="utf-8")
    return {**said, "imported": True, "folder": str(folder), "tools_count": len(imported.tools), "trust": trust}


def _tell(findings: list[str], outcome: list[dict[str, Any]], target: Path, walls: str, as_json: bool) -> None:
    from environments.exchange.awm.trust import summary

    trusts = [each.pop("trust") for each in outcome if each.get("trust")]
    counts = summary(trusts)
    if as_json:
        print_json({"findings": findings, "confinement": walls, "summary": counts, "scenarios": outcome})
        return
    for text in findings:
        out.print(f"! {text}", markup=False, soft_wrap=True)
    for trust in trusts:
        out.print(trust.report(), markup=False, soft_wrap=True)
    imported = sum(each["imported"] for each in outcome)
    out.print(f"\n{imported} of {len(outcome)} scenarios are in {target}", markup=False, soft_wrap=True)
    if trusts:
        doubts = ", ".join(f"{rule} {count}" for rule, count in counts["doubts"].items()) or "none"
        out.print(f"{counts['trusted']} of {counts['tasks']} tasks can be trusted; doubts: {doubts}", markup=False)
