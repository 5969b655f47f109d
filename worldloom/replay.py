"""Play a certified solution in front of a reader: each call, what it gave, what it changed, and the verdict.

In:  an environment and one of its tasks. Out: lines on the console. The environment is only read.
"""

import json
from typing import TYPE_CHECKING, Any

from rich.markup import escape

from worldloom.console import out

if TYPE_CHECKING:
    from environments import Change, Environment, Session

RESULT_CHARACTERS = 150


def replay(environment: "Environment", task_id: str) -> bool:
    """Play the solution of one task; whether its verdict was complete."""
    from environments import resolve_value

    solution = next(each for each in environment.content.solutions if each.task == task_id)
    with environment.session(task=task_id) as session:
        out.print(f"[bold]Task {task_id}[/] of {environment.name}: [italic]{escape(session.instruction or '')}[/]\n")
        results: list[Any] = []
        before: list[Change] = []
        for number, call in enumerate(solution.calls, start=1):
            arguments = resolve_value(call.arguments, results)
            result = session.call(call.tool, arguments)
            results.append(result.content)
            out.print(f"[bold cyan]{number}. {call.tool}[/]({escape(_arguments(arguments))})")
            given = result.content if result.ok else result.error
            out.print(f"   → {escape(_shortened(given))}", style="dim")
            before = print_new_changes(session, before)
        answer = resolve_value(solution.answer, results)
        if answer is not None:
            out.print(f"[bold cyan]answer[/] {escape(_shortened(answer))}")
        verdict = session.verify(answer)
    out.print(f"[bold {'green' if verdict.outcome == 'complete' else 'red'}]verdict: {verdict.outcome}[/]")
    for check in verdict.checks:
        out.print(f"   {'✓' if check.holds else '✗'} {check.description}", style="dim", markup=False)
    return verdict.outcome == "complete"


def print_new_changes(session: "Session", before: "list[Change]") -> "list[Change]":
    """Print what changed since `before`, and give the changes as they are now."""
    now = session.changes()
    known = [str(change) for change in before]
    for change in now:
        if str(change) not in known:
            out.print(f"   [magenta]{_change_in_words(change)}[/]")
    return now


def _change_in_words(change: "Change") -> str:
    key = ", ".join(str(value) for value in change.key.values())
    if change.op == "update":
        moved = ", ".join(f"{name}: {_value(old)} → {_value(new)}" for name, (old, new) in change.changed.items())
        return escape(f"{change.table} {key}  {moved}")
    row = change.after if change.op == "insert" else change.before
    values = ", ".join(f"{name}: {_value(value)}" for name, value in (row or {}).items() if name not in change.key)
    return escape(f"{'+' if change.op == 'insert' else '-'} {change.table} {key}  {values}")


def _value(value: Any) -> str:
    return "nothing" if value is None else str(value)


def _arguments(arguments: dict[str, Any]) -> str:
    return ", ".join(f"{name}={json.dumps(value, ensure_ascii=False)}" for name, value in arguments.items())


def _shortened(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    if len(text) <= RESULT_CHARACTERS:
        return text
    more = f" ({len(value)} rows)" if isinstance(value, list) else ""
    return text[:RESULT_CHARACTERS] + "…" + more
