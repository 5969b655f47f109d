"""`worldloom plan`: what `worldloom synthesize` would run with the same options, and why; nothing is run or stored."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from worldloom.console import explaining, out, print_json, print_table, stop
from worldloom.options import AsJson, Home, Model
from worldloom.settings import read_settings

if TYPE_CHECKING:
    from tasks.foresight import Foreseen


def plan(
    scenario: Annotated[str | None, typer.Option(help='A business in a sentence: "a marina that rents boats".')] = None,
    seeds: Annotated[Path | None, typer.Option(help="JSONL file of scenarios.")] = None,
    count: Annotated[int, typer.Option(min=1, help="How many scenarios the author chooses.")] = 12,
    tasks: Annotated[int, typer.Option(min=1, max=100, help="Certified tasks per environment.")] = 10,
    seed: Annotated[int, typer.Option(min=0, help="Another seed gives other environments.")] = 7,
    author: Annotated[str, typer.Option(help="Who writes the content.")] = "procedural",
    model: Model = None,
    each: Annotated[bool, typer.Option("--each", help="A line for each scenario and step that would run.")] = False,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Say what `synthesize` would run with these options, and why. Runs nothing, stores nothing."""
    if scenario is not None and seeds is not None:
        stop("--scenario and --seeds exclude each other: name one of them.")
    with explaining():
        llm = {"model": model} if model else {}
        foreseen = _foreseen(scenario, str(seeds) if seeds else None, count, tasks, seed, author, llm, home)
    if as_json:
        print_json([_document(step) for step in foreseen])
        return
    print_table(_by_step(foreseen))
    print_table(_each(foreseen) if each else _by_reason(foreseen), title="\nWhy")
    running = sum(not step.cached for step in foreseen)
    out.print(f"{running} steps would run; {len(foreseen) - running} are there already.", markup=False)


def _foreseen(
    scenario: str | None, seeds: str | None, count: int, tasks: int, seed: int, author: str, llm: dict[str, str],
    home: Path | None,
) -> "Sequence[Foreseen]":  # fmt: skip
    from tasks import STEPS, Loom
    from tasks.choose_scenarios import standing_choice
    from tasks.foresight import foresee
    from worldloom.writers import writer_of

    settings = read_settings(home)
    writer = writer_of(author, seed, str(settings.home), llm)
    loom = Loom(str(settings.home), writer, tasks, catalog_url=settings.catalog_url, store_url=settings.store_url)
    scenarios = standing_choice(loom, scenario, seeds, count)
    if scenarios is None:
        named = writer.fingerprint.model or author
        stop(f"{named} has not thought of {count} businesses here yet: `synthesize` would ask it first.")
    return foresee(loom, STEPS, scenarios or [])


def _document(step: "Foreseen") -> dict[str, Any]:
    return {
        "scenario": step.scenario,
        "step": step.step,
        "state": "cached" if step.cached else "would run",
        "reasons": [asdict(reason) for reason in step.reasons],
    }


def _by_step(foreseen: "Sequence[Foreseen]") -> list[dict[str, Any]]:
    """One row a step, in their order."""
    steps = dict.fromkeys(step.step for step in foreseen)
    return [
        {
            "step": name,
            "would run": sum(step.step == name and not step.cached for step in foreseen),
            "cached": sum(step.step == name and step.cached for step in foreseen),
        }
        for name in steps
    ]


def _by_reason(foreseen: "Sequence[Foreseen]") -> list[dict[str, Any]]:
    """Steps that would run, those with the same reasons in one row."""
    groups = Counter((step.step, _in_words(step)) for step in foreseen if not step.cached)
    return [{"step": step, "because": words, "scenarios": count} for (step, words), count in groups.items()]


def _each(foreseen: "Sequence[Foreseen]") -> list[dict[str, Any]]:
    return [
        {"scenario": step.scenario, "step": step.step, "because": _in_words(step)}
        for step in foreseen
        if not step.cached
    ]


def _in_words(step: "Foreseen") -> str:
    return "; ".join(reason.text() for reason in step.reasons)
