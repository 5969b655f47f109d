"""`worldloom rollout`: a policy plays published environments, and what it can do is reported."""

import os
from typing import Annotated, Any

import typer

from worldloom.console import err, explaining, out, print_json, print_table, stop
from worldloom.options import AsJson, Home
from worldloom.settings import prepare_prefect, read_settings


def rollout(
    env: Annotated[list[str] | None, typer.Option(help="name or name@version; else all published.")] = None,
    policy: Annotated[str, typer.Option(help="oracle, random, a cheat, or a model's name with --base-url.")] = "oracle",
    n: Annotated[int, typer.Option("--n", min=1, help="Episodes a task.")] = 8,
    base_url: Annotated[str | None, typer.Option(help="OpenAI-compatible endpoint; its key: OPENAI_API_KEY.")] = None,
    tools: Annotated[
        str, typer.Option(help="meta: list_tools and call_tool in tags. native: the chat API's.")
    ] = "meta",
    window: Annotated[int, typer.Option(min=0, help="Turns of history that the model sees; 0 for all.")] = 3,
    turns: Annotated[int, typer.Option(min=1, help="Assistant turns an episode at most.")] = 20,
    temperature: Annotated[float, typer.Option(min=0.0, help="Of sampling.")] = 1.0,
    seed: Annotated[int, typer.Option(help="Another seed, other draws.")] = 0,
    training: Annotated[bool, typer.Option("--training", help="A violation of form ends the episode.")] = False,
    judge: Annotated[
        str | None, typer.Option(help="A model that judges each episode beside its checks, by its name.")
    ] = None,
    judge_url: Annotated[
        str | None, typer.Option(help="The judge's endpoint; else WORLDLOOM_LLM_BASE_URL or OPENAI_BASE_URL.")
    ] = None,
    judge_rule: Annotated[
        str,
        typer.Option(
            help="beside: its opinion is noted. veto: it takes `complete` away. undecided: it decides "
            "where the checks could not."
        ),
    ] = "beside",
    panel: Annotated[bool, typer.Option("--panel", help="Also let policies play that try to cheat.")] = False,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Play every task of the environments n times, and report. What was played before is not played again."""
    if tools not in ("meta", "native"):
        stop(f"--tools {tools} is neither meta nor native.")
    if judge_rule not in ("beside", "veto", "undecided"):
        stop(f"--judge-rule {judge_rule} is none of beside, veto and undecided.")
    with explaining():
        from tasks.play_episodes import Playing
        from training.policies.choosing import PolicyChoice, policy_of
        from training.rewards import RewardRules

        settings = read_settings(home)
        episodes = _episodes(settings.workspace(), env or [], n, panel)
        choice = PolicyChoice(policy, base_url, seed, temperature)
        policy_of(choice, os.environ.get("OPENAI_API_KEY", ""))
        playing = Playing(
            choice, n, (), turns, window, tools=tools, is_training=training, seed=seed,
            rewards=RewardRules(judge=judge_rule), judge=_judge(judge, judge_url, str(settings.home)),
        )  # fmt: skip
        prepare_prefect(quiet=True)
        outcome = _watched(episodes, str(settings.home), env or [], playing, panel, err.is_terminal and not as_json)
    if as_json:
        print_json(outcome.document())
        return
    print_outcome(outcome, settings.option)


def _judge(model: str | None, base_url: str | None, root: str) -> Any:
    """The choice of a judge; what is wrong with its settings is said before anything is played."""
    if model is None:
        return None
    from worldloom.writers import judge_choice, judge_of

    choice = judge_choice(model, base_url)
    if choice is not None:
        judge_of(choice, root)
    return choice


def _episodes(workspace: Any, references: list[str], n: int, panel: bool) -> int:
    """How many there will be; what a user can mend is said before a server is started."""
    for reference in references:
        workspace.bundle_of(reference)
    entries = [workspace.catalog.find(each) for each in references] or workspace.catalog.environments("published")
    if not entries:
        stop("No environment is published yet. Make some: worldloom synthesize")
    total: int = sum(each.tasks for each in entries) * n * (10 if panel else 1)
    return total


def _watched(episodes: int, root: str, env: list[str], playing: Any, panel: bool, is_shown: bool) -> Any:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from flows.rollout import listen, roll_out

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=err, transient=True, disable=not is_shown) as progress:
        bar = progress.add_task("episodes", total=episodes)
        listen(lambda played: progress.advance(bar))
        return roll_out(root, env, playing, panel)


def print_outcome(outcome: Any, option: str) -> None:
    """The report as tables. `option`: what a further command needs to find the data root."""
    report = outcome.report
    out.print(f"[bold]{report.policy}[/]: {report.episodes:,} episodes, {report.judged:,} judged")
    rows = [
        {"k": k, "pass@k": str(rate), "pass^k": str(report.pass_hat[k]), "tasks": rate.tasks}
        for k, rate in report.pass_at.items()
    ]
    print_table(rows)
    for name, parts in report.by.items():
        print_table([{name: part, "pass@1": str(rate), "tasks": rate.tasks} for part, rate in parts.items()])
    _print_counts("failure", report.failures)
    _print_counts("not judged", report.not_judged)
    for fault in report.faults:
        out.print(f"  {fault}", markup=False, style="yellow")
    if report.mean_reward is not None:
        out.print(
            f"mean reward {report.mean_reward:.3f}, {report.mean_turns:.1f} turns and {report.mean_tokens:.0f} tokens "
            f"an episode, {report.violations:,} with a violation of form"
        )
    if outcome.judge:
        out.print(outcome.judge.text(), markup=False, soft_wrap=True)
        for line in outcome.judge.disagreements:
            out.print(f"  {line}", markup=False, soft_wrap=True)
    if outcome.panel:
        print_panel(outcome.panel)
    out.print("\n[bold]Rollouts[/]")
    for each in outcome.played[:10]:
        out.print(f"  {each.rollouts}  {each.reference}", markup=False)
    if outcome.played:
        out.print(f"See one: worldloom watch {outcome.played[0].rollouts}{option}", markup=False, soft_wrap=True)


def print_panel(panel: Any) -> None:
    """What cheating earned, and what that says of the environments."""
    out.print("\n[bold]Policies that try to cheat[/]")
    print_table(
        [
            {
                "policy": row.policy,
                "episodes": row.episodes,
                "complete": row.complete,
                "mean reward": f"{row.mean_reward:.3f}",
            }
            for row in panel.cheats
        ],
        numbers=["mean reward"],
    )
    words = {True: "holds", False: "FAILS", None: "open"}
    print_table([{"check": each.check, "": words[each.holds], "measured": each.measured} for each in panel.findings])
    for row in panel.cheats:
        for name in row.accepted:
            out.print(f"  {row.policy} was rewarded in {name}", style="red", markup=False)


def _print_counts(head: str, counts: dict[str, int]) -> None:
    print_table([{head: kind, "episodes": count} for kind, count in counts.items()])
