"""`worldloom synthesize`: from scenarios to certified environments."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from worldloom.console import OUR_FAULT, err, explaining, out, print_json, print_table, stop
from worldloom.options import AsJson, BaseUrl, Concurrency, Home, LlmMode, Model, PriceIn, PriceOut, Stream
from worldloom.running import run_synthesis
from worldloom.settings import read_settings

if TYPE_CHECKING:
    from flows.report import SynthesisReport


def synthesize(
    scenario: Annotated[str | None, typer.Option(help='A business in a sentence: "a marina that rents boats".')] = None,
    seeds: Annotated[Path | None, typer.Option(help="JSONL file of scenarios.")] = None,
    count: Annotated[int, typer.Option(min=1, help="How many scenarios the author chooses.")] = 12,
    tasks: Annotated[int, typer.Option(min=1, max=100, help="Certified tasks per environment.")] = 10,
    seed: Annotated[int, typer.Option(min=0, help="Another seed gives other environments.")] = 7,
    author: Annotated[str, typer.Option(help="Who writes the content: procedural, llm.")] = "procedural",
    model: Model = None,
    base_url: BaseUrl = None,
    llm_mode: LlmMode = None,
    stream: Stream = False,
    concurrency: Concurrency = None,
    price_in: PriceIn = None,
    price_out: PriceOut = None,
    budget: Annotated[float | None, typer.Option(min=0, help="For `llm`: US dollars; never exceeded.")] = None,
    replay: Annotated[Path | None, typer.Option(help="For `llm`: answer from these records, without network.")] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="For `llm`: use no recorded answer.")] = False,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Turn scenarios into certified environments. What was made before is not made again."""
    if scenario is not None and seeds is not None:
        stop("--scenario and --seeds exclude each other: name one of them.")
    with explaining():
        settings = read_settings(home)
        # What a user can mend is said before a server is started for it.
        settings.workspace().catalog.close()
        llm = {"model": model, "base_url": base_url, "mode": llm_mode, "stream": stream or None,
               "concurrency": concurrency, "price_in": price_in, "price_out": price_out, "budget_usd": budget,
               "replay": str(replay) if replay else None, "fresh": fresh or None}  # fmt: skip
        llm = {name: value for name, value in llm.items() if value is not None} if author == "llm" else {}
        report = run_synthesis(
            settings, show_progress=not as_json and err.is_terminal, scenario=scenario,
            seeds=str(seeds) if seeds else None, count=1 if scenario is not None else count, tasks=tasks, seed=seed,
            author=author, **({"llm": llm} if llm else {}),
        )  # fmt: skip
    if as_json:
        print_json(report.document())
    else:
        print_report(report)
    if not report.environments:
        raise typer.Exit(OUR_FAULT)


def print_report(report: "SynthesisReport") -> None:
    """The table of environments, then what else a person wants to know of the run."""
    from flows.report import model_rows_of, rows_of, spent_text

    print_table(rows_of(report), narrow=["environment", "category"])
    for remark in report.remarks:
        out.print(f"Note: {remark}", style="yellow", markup=False, soft_wrap=True)
    for each in report.given_up:
        out.print(f"Given up: {each.scenario} in {each.step}: {each.reason}", style="red", markup=False, soft_wrap=True)
    if report.model_steps:
        out.print("\n[bold]What the model wrote[/]")
        print_table(model_rows_of(report), numbers=("dollars",))
        for step in report.model_steps:
            for rule, number in step.dropped.items():
                out.print(f"  dropped in {step.step}: {number} {rule}", markup=False)
        out.print(spent_text(report), markup=False)
    dropped = ", ".join(f"{number} {rule}" for rule, number in report.dropped_by_rule.items())
    made = len(report.environments)
    out.print(
        f"{made} environment{'' if made == 1 else 's'}; {report.drafts_kept} of {report.drafts} drafted tasks certified"
        + (f" (dropped: {dropped})" if dropped else "")
        + f"; {report.steps_run} steps run, {report.steps_cached} found finished.",
        markup=False,
        soft_wrap=True,
    )
