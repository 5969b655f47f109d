"""`worldloom fuzz`: sensible, careless and hostile calls; nothing may break."""

import time
from collections import Counter
from collections.abc import Sequence
from typing import Annotated, Any

import typer

from worldloom.console import OUR_FAULT, explaining, out, print_json, print_table, stop
from worldloom.opening import open_environment
from worldloom.options import AsJson, Home
from worldloom.settings import Settings, read_settings

SHOWN = 20
"""Incidents that are printed."""


def fuzz(
    references: Annotated[
        list[str] | None,
        typer.Argument(help="name, name@version, or a folder; without any, all.", metavar="[ENV]…"),
    ] = None,
    calls: Annotated[int, typer.Option(min=1, help="Calls of each environment.")] = 1_000,
    limit: Annotated[int | None, typer.Option(min=1, help="Only so many environments.")] = None,
    seed: Annotated[int, typer.Option(help="Another seed makes other calls.")] = 0,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Call tools at random, sensibly and senselessly, and watch what must always hold.

    No internal error; a failed call changes nothing; invariants and foreign keys hold; states move along their
    transitions. Ends with exit code 1 where something does not hold.
    """
    from environments.fuzzing import fuzz as fuzz_environment

    settings = read_settings(home)
    started, cpu = time.perf_counter(), time.process_time()
    with explaining():
        named = references or _published(settings)
        found = [fuzz_environment(open_environment(settings, each), calls, seed) for each in named[:limit]]
    if not found:
        stop(f"There are no environments in {settings.home} yet. `worldloom synthesize --count 12` makes some.")
    document = _document(found)
    document |= {"wall_s": round(time.perf_counter() - started, 1), "cpu_s": round(time.process_time() - cpu, 1)}
    if as_json:
        print_json(document)
    else:
        _print(document)
    if document["incidents"]:
        raise typer.Exit(OUR_FAULT)


def _published(settings: Settings) -> list[str]:
    workspace = settings.workspace()
    if workspace.is_new:
        return []
    newest = {entry.name: entry.reference for entry in workspace.catalog.environments("published")
              if entry.kind == "sql"}  # fmt: skip
    return list(newest.values())


def _document(found: Sequence[Any]) -> dict[str, Any]:
    errors: Counter[str] = Counter()
    for each in found:
        errors += each.errors
    return {
        "environments": len(found),
        "calls": sum(each.calls for each in found),
        "succeeded": sum(each.succeeded for each in found),
        "walks": sum(each.walks for each in found),
        "errors": dict(errors.most_common()),
        "unprocessable": [
            {"environment": each.environment, "tool": tool, "calls": number}
            for each in found
            for tool, number in each.unprocessable.most_common()
        ],
        "invariant_checks": sum(each.checks for each in found),
        "incidents": [{"environment": each.environment, **one.document()} for each in found for one in each.incidents],
    }


def _print(document: dict[str, Any]) -> None:
    out.print(
        f"{document['calls']:,} calls in {document['walks']:,} walks through {document['environments']:,} environments "
        f"({document['wall_s']:g} s): {document['succeeded']:,} succeeded; invariants were looked at after "
        f"{document['invariant_checks']:,} changes.", soft_wrap=True,
    )  # fmt: skip
    print_table([{"error": kind, "calls": number} for kind, number in document["errors"].items()])
    told = sum(each["calls"] for each in document["unprocessable"])
    if told:
        tools = len(document["unprocessable"])
        out.print(
            f"{told:,} of them were told by SQL itself, in {tools:,} tools, not by a requirement: --json says where."
        )
    incidents = document["incidents"]
    out.print(f"{len(incidents)} incidents." if incidents else "Nothing broke.", style="red" if incidents else "green")
    for each in incidents[:SHOWN]:
        out.print(
            f"{each['environment']} {each['tool']}: {each['rule']}: {each['message']}", markup=False, soft_wrap=True
        )
        for call in each["calls"][-4:]:
            out.print(f"    {call['tool']} {call['arguments']}", markup=False, soft_wrap=True, style="dim")
    if len(incidents) > SHOWN:
        out.print(f"… and {len(incidents) - SHOWN} more: --json has all.")
