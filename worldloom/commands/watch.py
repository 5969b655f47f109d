"""`worldloom watch`: replay an episode readably."""

import json
from typing import Annotated, Any

import typer
from rich.markup import escape

from worldloom.console import explaining, out, print_table, stop
from worldloom.options import Home
from worldloom.replay import RESULT_CHARACTERS
from worldloom.settings import read_settings

MOST_LISTED = 50


def watch(
    rollout: Annotated[str, typer.Argument(help="Artifact id of rollouts, or its beginning.", metavar="ROLLOUT")],
    task: Annotated[str | None, typer.Option(help="The task whose episode is shown.")] = None,
    number: Annotated[int | None, typer.Option(min=0, help="Which of the task's episodes.")] = None,
    full: Annotated[bool, typer.Option("--full", help="Show everything in full length.")] = False,
    home: Home = None,
) -> None:
    """Replay an episode: what was thought, called, answered and changed, and the verdict. Without --task: list them."""
    with explaining():
        from artifacts import Lineage
        from schemas import ROLLOUTS

        settings = read_settings(home)
        workspace = settings.workspace()
        found = Lineage(workspace.catalog).resolve_reference(rollout)
        episodes = workspace.store.get(ROLLOUTS, found)
    if task is None and number is None and len(episodes) > 1:
        _list(episodes, f"{found} --task {episodes[0].task} --number 0{settings.option}")
        return
    wanted = [each for each in episodes if task in (None, each.task) and number in (None, each.number)]
    if not wanted:
        tasks = ", ".join(dict.fromkeys(each.task for each in episodes))
        stop(f"{found} has no such episode. Its tasks are {tasks}; numbers begin with 0.")
    show_episode(wanted[0], None if full else RESULT_CHARACTERS)


def _list(episodes: list[Any], first: str) -> None:
    rows = [
        {
            "task": each.task,
            "number": each.number,
            "end": each.end,
            "outcome": each.outcome,
            "reward": "none" if each.reward is None else f"{each.reward:g}",
            "turns": each.turns,
        }
        for each in episodes
    ]
    print_table(rows[:MOST_LISTED], numbers=["reward"])
    more = f" ({len(rows) - MOST_LISTED:,} more)" if len(rows) > MOST_LISTED else ""
    out.print(f"{more}\nwatch one: worldloom watch {first}", markup=False, soft_wrap=True)


def show_episode(rollout: Any, most: int | None) -> None:
    """One episode, message by message; texts are cut after `most` characters."""
    out.print(f"[bold]{rollout.environment} {rollout.task}[/] number {rollout.number}, played by {rollout.policy}\n")
    turn = 0
    for message in rollout.messages:
        if message.role == "system":
            continue
        if message.role == "assistant":
            turn += 1
            out.print(f"[bold cyan]{turn}. assistant[/]")
            for call in message.calls:
                out.print(f"   {call['tool']}({_cut(call['arguments'], most)})", markup=False, style="cyan")
        style = {"assistant": "", "user": "italic" if turn == 0 else "dim", "tool": "dim"}[message.role]
        out.print(escape(_indented(_cut(message.content, most))), style=style)
    for change in rollout.changes:
        key = ", ".join(map(str, change["key"].values()))
        out.print(f"   {change['op']} {change['table']} {key}", style="magenta", markup=False)
    colour = "green" if rollout.outcome == "complete" else "red"
    out.print(f"\n[bold {colour}]{rollout.outcome}[/], ended: {rollout.end}, reward: {rollout.reward}")
    if rollout.violation:
        out.print(f"   form: {rollout.violation}", markup=False)
    if rollout.fault:
        out.print(f"   {rollout.fault}", style="red", markup=False)
    for check in rollout.verdict.get("checks", []):
        out.print(f"   {'✓' if check['holds'] else '✗'} {check['description']}", markup=False)
    for change in rollout.verdict.get("unexpected_changes", []):
        out.print(f"   ✗ not allowed: {change}", markup=False)
    if rollout.verdict.get("answer_ok") is not None:
        out.print(f"   {'✓' if rollout.verdict['answer_ok'] else '✗'} the answer: {rollout.answer}", markup=False)


def _cut(value: Any, most: int | None) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    lines = [line if most is None or len(line) <= most else f"{line[:most]}…" for line in text.splitlines()]
    return "\n".join(lines)


def _indented(text: str) -> str:
    return "\n".join(f"   {line}" for line in text.splitlines() if line.strip())
