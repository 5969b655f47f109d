"""`worldloom grow`: add a few environments that are unlike everything in the collection."""

from typing import TYPE_CHECKING, Annotated

import typer

from worldloom.console import OUR_FAULT, err, explaining, out, print_json, print_table
from worldloom.options import AsJson, BaseUrl, Home, LlmMode, Model, PriceIn, PriceOut
from worldloom.running import run_growth
from worldloom.settings import read_settings

if TYPE_CHECKING:
    from flows.growth_report import GrowthReport


def grow(
    count: Annotated[int, typer.Option(min=1, help="Environments to add, at most.")] = 20,
    target: Annotated[int | None, typer.Option(min=1, help="Stop when the collection has so many.")] = None,
    per_category: Annotated[int | None, typer.Option(min=1, help="Most environments of one category.")] = None,
    tasks: Annotated[int, typer.Option(min=1, max=100, help="Certified tasks per environment.")] = 10,
    seed: Annotated[int, typer.Option(min=0, help="Another seed proposes other scenarios.")] = 7,
    author: Annotated[str, typer.Option(help="Who proposes and writes.")] = "procedural",
    model: Model = None,
    base_url: BaseUrl = None,
    llm_mode: LlmMode = None,
    price_in: PriceIn = None,
    price_out: PriceOut = None,
    embedder: Annotated[str, typer.Option(help="What measures likeness: ngrams, minilm, endpoint.")] = "ngrams",
    similarity: Annotated[float | None, typer.Option(help="Cosine that refuses; else the embedder's own.")] = None,
    embedding_url: Annotated[str, typer.Option(help="For `endpoint`.")] = "",
    embedding_model: Annotated[str, typer.Option(help="For `endpoint`.")] = "",
    budget_usd: Annotated[float | None, typer.Option(min=0, help="Stop when so much money is spent.")] = None,
    budget_tokens: Annotated[int | None, typer.Option(min=0, help="Stop when so many tokens are spent.")] = None,
    budget_minutes: Annotated[float | None, typer.Option(min=0, help="Stop after so many minutes.")] = None,
    least_yield: Annotated[float, typer.Option(min=0, max=1, help="Stop when fewer scenarios succeed.")] = 0.2,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Add environments unlike everything in the collection, under-represented categories first.

    Goes on with what a killed run left. Two of these may run at once: never the same scenario twice.
    """
    with explaining():
        settings = read_settings(home)
        settings.workspace().catalog.close()  # a root that cannot be used is said before anything is started
        llm = {"model": model, "base_url": base_url, "mode": llm_mode, "price_in": price_in, "price_out": price_out}
        llm = {name: value for name, value in llm.items() if value is not None}
        report = run_growth(
            settings, show_progress=not as_json and err.is_terminal, count=count, target=target,
            per_category=per_category, tasks=tasks, seed=seed, author=author, embedder=embedder, similarity=similarity,
            embedding_url=embedding_url, embedding_model=embedding_model, budget_usd=budget_usd,
            budget_tokens=budget_tokens, budget_minutes=budget_minutes, least_yield=least_yield,
            **({"llm": llm} if author == "llm" else {}),
        )  # fmt: skip
    if as_json:
        print_json(report.document())
    else:
        print_growth(report)
    if report.made.given_up and not report.environments:
        raise typer.Exit(OUR_FAULT)


def print_growth(report: "GrowthReport") -> None:
    """The environments, then how the run went."""
    from flows.growth_report import rows_of

    print_table(rows_of(report), narrow=["environment", "category"])
    for each in report.made.given_up:
        out.print(f"Given up: {each.scenario} in {each.step}: {each.reason}", style="red", markup=False, soft_wrap=True)
    refused = ", ".join(f"{number} {reason}" for reason, number in report.refused.items())
    out.print(
        f"{len(report.environments)} environments added, {report.size} in the collection; "
        f"{report.proposed} scenarios looked at" + (f" (refused: {refused})" if refused else "") + "; a new one is "
        f"{report.nearest_mean:.2f} like its nearest neighbour on average, {report.nearest_most:.2f} at most.",
        markup=False, soft_wrap=True,
    )  # fmt: skip
    out.print(f"Stopped because {report.stopped}.", markup=False, soft_wrap=True)
