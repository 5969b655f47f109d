"""`worldloom evaluate`: benchmarks against a model, and the table that they give."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from worldloom.console import OUR_FAULT, err, explaining, out, print_json, print_table, stop
from worldloom.options import AsJson, Home, PriceIn, PriceOut
from worldloom.settings import benchmarks_folder, read_settings

if TYPE_CHECKING:
    from schemas import EvaluationReport


def evaluate(
    benchmark: Annotated[str, typer.Option(help="One or several: NAME,NAME.")] = "worldloom-heldout",
    model: Annotated[str, typer.Option(help="Its name at the endpoint; or a policy: oracle, random.")] = "",
    base_url: Annotated[str | None, typer.Option(help="OpenAI-compatible endpoint; its key: OPENAI_API_KEY.")] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Items of each benchmark at most.")] = None,
    tag: Annotated[str, typer.Option(help="What the result is called in comparisons.")] = "",
    checkpoint: Annotated[str | None, typer.Option(help="Artifact id of the checkpoint behind the endpoint.")] = None,
    categories: Annotated[str, typer.Option(help="Only these: NAME,NAME.")] = "",
    n: Annotated[int, typer.Option("--n", min=1, help="Episodes an item, for pass^k.")] = 1,
    profile: Annotated[str, typer.Option(help="How it is asked: worldloom, awm, native, greedy.")] = "worldloom",
    tools: Annotated[str | None, typer.Option(help="meta or native; else the profile's.")] = None,
    window: Annotated[int | None, typer.Option(min=0, help="Turns of history; else the checkpoint's own.")] = None,
    temperature: Annotated[float | None, typer.Option(min=0.0, help="Of sampling; else the profile's.")] = None,
    seed: Annotated[int, typer.Option(help="Another seed, other draws.")] = 0,
    at_once: Annotated[int, typer.Option(min=1, help="Requests on their way.")] = 64,
    timeout: Annotated[float, typer.Option(min=1, help="Seconds after which a request is tried again.")] = 120.0,
    retries: Annotated[int, typer.Option(min=0, help="Of one request, with growing pauses.")] = 5,
    option: Annotated[list[str] | None, typer.Option(help="A benchmark's own: NAME=VALUE.")] = None,
    price_in: PriceIn = None,
    price_out: PriceOut = None,
    show: Annotated[bool, typer.Option("--list", help="Show which benchmarks there are, and which run here.")] = False,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Ask a benchmark's items, and report. What was asked before is not asked again."""
    if show:
        print_benchmarks(home, as_json)
        return
    if not model:
        stop("Name a model: --model NAME --base-url URL, or a policy such as --model oracle.")
    if tools not in (None, "meta", "native"):
        stop(f"--tools {tools} is neither meta nor native.")
    with explaining():
        from flows.evaluate import Wish, check

        settings = read_settings(home)
        wish = Wish(
            _listed(benchmark), model, base_url, limit, tag, checkpoint, _listed(categories), n, profile,
            {"tools": tools, "window": window, "temperature": temperature}, seed, at_once, timeout, retries,
            _options(option or []), price_in or 0.0, price_out or 0.0,
        )  # fmt: skip
        check(str(settings.home), wish)
        done = _watched(str(settings.home), wish, err.is_terminal and not as_json)
    if as_json:
        print_json([_document(each) for each in done])
    else:
        for each in done:
            print_report(each.report, each.report_id, each.found)
    unanswered = {each.report.benchmark: each.unanswered for each in done if each.unanswered}
    for name, reasons in unanswered.items():
        why = next(iter(reasons.values()))
        err.print(f"{name}: {len(reasons)} items got no answer: {why}. Run the same command again to go on.",
                  style="red", markup=False, soft_wrap=True)  # fmt: skip
    if unanswered:
        raise typer.Exit(OUR_FAULT)


def print_benchmarks(home: Any, as_json: bool) -> None:
    """Which benchmarks there are, what they need, and why one does not run here."""
    with explaining():
        from evaluation import all_benchmarks

        folder = benchmarks_folder(read_settings(home).home)
        rows: list[dict[str, Any]] = [
            {"benchmark": each.name, "version": each.version, "runs here": each.available(folder / each.name) or "yes",
             "needs": ", ".join(each.needs) or "an endpoint", "what it is": each.about,
             "options": dict(each.options)}
            for each in all_benchmarks().values()
        ]  # fmt: skip
    if as_json:
        print_json(rows)
        return
    shown = [
        {"benchmark": row["benchmark"], "here": "yes" if row["runs here"] == "yes" else "no",
         "needs": row["needs"], "what it is": row["what it is"]}
        for row in rows
    ]  # fmt: skip
    print_table(shown, narrow=["benchmark", "here"])
    for row in rows:
        if row["runs here"] != "yes":
            out.print(f"{row['benchmark']} does not run here: {row['runs here']}.", markup=False, soft_wrap=True)
    for row in rows:
        for name, what in row["options"].items():
            out.print(f"{row['benchmark']}: --option {name}=…  {what}", markup=False, soft_wrap=True)


def _watched(root: str, wish: Any, is_shown: bool) -> Any:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from flows.evaluate import listen, run_benchmarks

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=err, transient=True, disable=not is_shown) as progress:
        bars = {name: progress.add_task(name, total=None) for name in wish.benchmarks}

        def heard(name: str, event: str) -> None:
            if event.startswith("planned "):
                progress.update(bars[name], total=int(event.split()[1]))
            elif event.startswith("preparing "):
                err.print(event.removeprefix("preparing "), markup=False, soft_wrap=True)
            else:
                progress.advance(bars[name])

        listen(heard)
        return run_benchmarks(root, wish)


def print_report(report: "EvaluationReport", report_id: str, found: int = 0) -> None:
    """A benchmark's tables."""
    kept = f", {found:,} of them found" if found else ""
    out.print(f"[bold]{report.benchmark}[/] {report.version}: {report.name}, {report.items:,} items{kept}")
    for group in dict.fromkeys(score.group for score in report.scores):
        lines = [score for score in report.scores if score.group == group]
        head = "episodes" if group == "failure" else "score"
        print_table([{group: each.name, head: str(each), "items": each.items} for each in lines], narrow=[group])
    if not any(score.group == "failure" for score in report.scores):
        print_table([{"failure": kind, "episodes": count} for kind, count in report.failures.items()])
    out.print(_spent(report), markup=False, soft_wrap=True)
    if report.leaks:
        out.print(leak_line(report), markup=False, soft_wrap=True)
    for remark in report.remarks:
        out.print(f"Note: {remark}", style="yellow", markup=False, soft_wrap=True)
    out.print(f"Report: {report_id}   items: {report.evaluation}\n", markup=False, soft_wrap=True)


def leak_line(report: "EvaluationReport") -> str:
    """What the leak check found, in a line."""
    leaks = report.leaks
    assert leaks is not None
    same = f"; trained in {', '.join(leaks.same_environments)}" if leaks.same_environments else ""
    return (
        f"Leaks: {leaks.near_duplicates} of {leaks.items:,} items are near-duplicates of one of {leaks.tasks:,} "
        f"training tasks ({leaks.compared_with}), {leaks.overlapping} share most of their words with one; nearest "
        f"{leaks.nearest_mean:.2f} on average, {leaks.nearest_most:.2f} at most{same}."
    )


def _spent(report: "EvaluationReport") -> str:
    cost = f", ${report.cost:.4f}" if report.cost else ""
    more = [f"{report.violations:,} episodes with a violation of form"] if report.violations else []
    more += [f"{report.unjudged:,} not judged"] if report.unjudged else []
    return f"{report.prompt_tokens:,} tokens read, {report.tokens:,} written{cost}" + "".join(f"; {a}" for a in more)


def _document(each: Any) -> dict[str, Any]:
    return {
        "report": each.report.model_dump(mode="json"), "report_id": each.report_id, "found": each.found,
        "unanswered": dict(each.unanswered),
    }  # fmt: skip


def _listed(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))


def _options(given: Sequence[str]) -> dict[str, str]:
    pairs = [each.partition("=") for each in given]
    wrong = next((name for name, equals, _ in pairs if not equals), None)
    if wrong is not None:
        stop(f"--option {wrong} is not NAME=VALUE.")
    return {name: value for name, _, value in pairs}
